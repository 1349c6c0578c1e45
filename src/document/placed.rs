//! Documents of which every text has its place on the sheet: certificates, and texts printed on pre-printed sheets.
//!
//! Places are millimetres from the left and the upper edge of the sheet; a text's height is that of its baseline (chân chữ),
//! because that is what stands on the dotted line of a pre-printed form, whatever the size of the letters.

use std::rc::Rc;

use super::Align;

/// A document of sheets of one size, a page a sheet.
#[derive(Debug, Clone)]
pub struct PlacedDocument {
    /// Title for the file's properties.
    pub title: String,
    /// Author for the file's properties.
    pub author: String,
    /// Width of the sheet, mm.
    pub width_mm: f32,
    /// Height of the sheet, mm.
    pub height_mm: f32,
    /// Drawn behind the texts of every page.
    pub drawings: Vec<Drawing>,
    /// The texts of each page.
    pub pages: Vec<Vec<PlacedText>>,
}

/// A text and where it stands.
#[derive(Debug, Clone)]
pub struct PlacedText {
    /// Its words; `\n` ends a line.
    pub text: String,
    /// Where it stands, and how it is set.
    pub place: Rc<TextPlace>,
}

/// Where and how a text stands (ô).
#[derive(Debug, Clone, PartialEq)]
pub struct TextPlace {
    /// What it is called: "ten".
    pub name: String,
    /// Left edge, mm.
    pub left_mm: f32,
    /// Baseline, mm from the upper edge.
    pub baseline_mm: f32,
    /// Room across, mm.
    pub width_mm: f32,
    /// How lines stand in the room.
    pub align: Align,
    /// Font.
    pub font: String,
    /// Size, points.
    pub size: f32,
    /// Smallest size it may shrink to, points.
    pub smallest: f32,
    /// Bold?
    pub bold: bool,
    /// Italic?
    pub italic: bool,
    /// Capitals?
    pub upper: bool,
    /// Colour, "C00000".
    pub colour: String,
    /// Most lines.
    pub lines: usize,
    /// From baseline to baseline, mm; `None`: as is usual at the size.
    pub pitch_mm: Option<f32>,
    /// Which line stands at the baseline.
    pub held: Held,
    /// What happens to a long text first.
    pub long: Long,
    /// A rule below the text, as a part of its width.
    pub rule: Option<f32>,
    /// How many times wider than Times New Roman the font is.
    pub widening: f32,
}

/// Which line of a text of several stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Held {
    /// dong-dau: the first; others follow below.
    #[default]
    #[serde(rename = "dong-dau")]
    First,
    /// giua: the middle of all lines.
    #[serde(rename = "giua")]
    Middle,
    /// dong-cuoi: the last; others stand above.
    #[serde(rename = "dong-cuoi")]
    Last,
}

/// What happens to a text that is too long for one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Long {
    /// thu-nho: it shrinks, and breaks into lines where the smallest size is still too large.
    #[default]
    #[serde(rename = "thu-nho")]
    Shrink,
    /// xuong-dong: it breaks into as many lines as there may be, and shrinks where these do not do.
    #[serde(rename = "xuong-dong")]
    Wrap,
}

/// Lines of one weight and colour.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// What it is, for those who cannot see it.
    pub name: String,
    /// Weight, points; 0: only filled.
    pub weight_pt: f32,
    /// Colour, "C00000".
    pub colour: String,
    /// Are the lines closed and filled?
    pub filled: bool,
    /// Lines through these points, mm from the left and the upper edge of the sheet.
    pub lines: Vec<Vec<(f32, f32)>>,
}
