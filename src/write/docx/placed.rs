//! A [`PlacedDocument`] → a DOCX package whose texts stand where they are told to, in Word and in `LibreOffice`.
//!
//! Every text is a frame (`w:framePr`) at a place of the page, its lines paragraphs of an exact height: then the height of
//! the baseline in a line is known. `LibreOffice` puts it at 0,8 of an exact line; Word shares a line that is lower than the
//! font out as ascent to descent, and gives what is more to the ascent. At 1,15 times the size both agree within 0,1 mm, and
//! the tallest Vietnamese capital (“Ễ”, 0,91) is not cut. A place's look is a paragraph style, so that a clerk changes
//! it for all sheets at once. The paragraph that frames hang on is one point high and holds the page break.

use std::fmt::Write as _;
use std::rc::Rc;

use quick_xml::escape::escape;

use super::super::metrics::Face;
use super::super::notation::printable;
use super::super::typeset::{self, LINE, Setting};
use super::bound::bound;
use super::drawing;
use super::package::{self, DECLARATION, header_id};
use super::page::{half_points, points, twips};
use crate::document::Align;
use crate::document::placed::{Held, PlacedDocument, TextPlace};

/// From the top of such a line to its baseline, as a part of the size: between Word's 0,934 and `LibreOffice`'s 0,92.
const BASELINE: f32 = 0.927;
/// From baseline to baseline where nothing is said, as a part of the size.
const PITCH: f32 = 1.25;
/// From a baseline down to a rule below it, as a part of the size.
const RULE_BELOW: f32 = 0.36;
/// Margin on all sides, mm: nothing stands in it but frames, yet printers ask for one.
const MARGIN_MM: f32 = 10.0;
/// Name of the style of the paragraphs that frames hang on.
const ANCHOR: &str = "TKNeo";

/// A text that had to become smaller than its place allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Tight {
    /// The place: "ten".
    pub place: String,
    /// The text.
    pub text: String,
    /// The size it is printed in, points.
    pub size: f32,
    /// The smallest size allowed, points.
    pub smallest: f32,
}

/// A package, and what is to be known of it before it is printed.
#[derive(Debug)]
pub struct Placed {
    /// The package's bytes.
    pub bytes: Vec<u8>,
    /// Texts that fit only below their smallest size.
    pub tight: Vec<Tight>,
    /// Places whose texts run into one another on some page, each pair once: Word would push the second one down.
    pub overlapping: Vec<[String; 2]>,
}

/// The package.
///
/// # Errors
///
/// What the ZIP writer says.
pub(in super::super) fn bytes(document: &PlacedDocument) -> Result<Placed, String> {
    let mut styles = Styles::default();
    let (mut tight, mut overlapping) = (Vec::new(), Vec::new());
    let mut xml = package::open_document();
    for (at, page) in document.pages.iter().enumerate() {
        let mut taken: Vec<(&TextPlace, Area)> = Vec::with_capacity(page.len());
        for text in page {
            let place = &*text.place;
            let words = bound(&printable(&text.text), Face { size: place.size, bold: place.bold }, points(place.width_mm));
            let setting = typeset::set(&words, place);
            if setting.size < place.smallest {
                let (size, smallest) = (setting.size, place.smallest);
                tight.push(Tight { place: place.name.clone(), text: text.text.clone(), size, smallest });
            }
            let area = frame(&mut xml, styles.of(&text.place), place, &setting);
            for (other, _) in taken.iter().filter(|(_, known)| known.meets(&area)) {
                let pair = [other.name.clone(), place.name.clone()];
                if !overlapping.contains(&pair) {
                    overlapping.push(pair);
                }
            }
            taken.push((place, area));
        }
        let more = if at + 1 < document.pages.len() { r#"<w:r><w:br w:type="page"/></w:r>"# } else { "" };
        let _ = write!(xml, r#"<w:p><w:pPr><w:pStyle w:val="{ANCHOR}"/></w:pPr>{more}</w:p>"#);
    }
    let headers: Vec<String> = (!document.drawings.is_empty()).then(|| drawing::header(document, ANCHOR)).into_iter().collect();
    xml.push_str(&section(document, !headers.is_empty()));
    xml.push_str(package::CLOSE_DOCUMENT);
    let font = document.pages.iter().flatten().next().map_or("Times New Roman", |text| text.place.font.as_str());
    let bytes = package::zip(&package::Parts {
        title: &document.title,
        author: &document.author,
        font,
        document: &xml,
        styles: &styles.xml(font),
        headers: &headers,
        footers: &[],
        pictures: &[],
        mirrored: false,
    })?;
    Ok(Placed { bytes, tight, overlapping })
}

/// What a frame takes of the page, points.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Area {
    /// Have both more than an edge in common?
    fn meets(&self, other: &Self) -> bool {
        /// Twips are rounded.
        const EDGE: f32 = 0.2;
        self.left + EDGE < other.right
            && other.left + EDGE < self.right
            && self.top + EDGE < other.bottom
            && other.top + EDGE < self.bottom
    }
}

/// The places met so far; each is a style.
#[derive(Default)]
struct Styles<'d> {
    places: Vec<&'d Rc<TextPlace>>,
}

impl<'d> Styles<'d> {
    /// The number of a place's style, from 1.
    fn of(&mut self, place: &'d Rc<TextPlace>) -> usize {
        let known = self.places.iter().position(|known| Rc::ptr_eq(known, place) || known == &place);
        let at = known.unwrap_or_else(|| {
            self.places.push(place);
            self.places.len() - 1
        });
        at + 1
    }

    /// `word/styles.xml`.
    fn xml(&self, font: &str) -> String {
        let mut xml = format!(
            r#"{DECLARATION}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="{ANCHOR}"><w:name w:val="TK Neo"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>"#,
            fonts(font)
        );
        for (number, place) in (1..).zip(&self.places) {
            let name = escape(printable(&place.name).as_ref()).into_owned();
            let size = half_points(place.size);
            let align = match place.align {
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            let _ = write!(
                xml,
                r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="TKO{number}"><w:name w:val="TK Ô {number} {name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="{align}"/></w:pPr><w:rPr>{}{}{}<w:color w:val="{}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
                fonts(&place.font),
                if place.bold { "<w:b/><w:bCs/>" } else { "" },
                if place.italic { "<w:i/><w:iCs/>" } else { "" },
                place.colour,
            );
        }
        xml + "</w:styles>"
    }
}

fn fonts(font: &str) -> String {
    let font = escape(printable(font).as_ref()).into_owned();
    format!(r#"<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>"#)
}

/// Twips of a place that may lie beyond the edge; 0 would mean "where the text is".
fn at(points: f32) -> usize {
    twips(points).max(1)
}

/// A text in its frame, a paragraph a line; what it takes of the page.
fn frame(xml: &mut String, style: usize, place: &TextPlace, setting: &Setting) -> Area {
    let size = setting.size;
    let line = LINE * size;
    // Lines never come closer than their height.
    let pitch = place.pitch_mm.map_or(PITCH * size, points).max(line);
    let above = pitch * lines_above(place.held, setting.lines.len());
    let top = points(place.baseline_mm) - above - BASELINE * size;
    let properties = format!(
        r#"<w:pPr><w:pStyle w:val="TKO{style}"/><w:framePr w:w="{}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{}" w:y="{}"/>"#,
        twips(points(place.width_mm)),
        at(points(place.left_mm)),
        at(top),
    );
    let smaller = if size < place.size {
        let size = half_points(size);
        format!(r#"<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#)
    } else {
        String::new()
    };
    for (number, text) in setting.lines.iter().enumerate() {
        let before = if number == 0 { 0 } else { twips(pitch - line) };
        let _ = write!(
            xml,
            r#"<w:p>{properties}<w:spacing w:before="{before}" w:after="0" w:line="{}" w:lineRule="exact"/></w:pPr><w:r>{smaller}<w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
            twips(line),
            escape(text.as_str()),
        );
    }
    if let Some(part) = place.rule {
        let below = pitch * lines_above(Held::Last, setting.lines.len()) - above + RULE_BELOW * size;
        rule(xml, place, points(place.baseline_mm) + below, setting.width * part);
    }
    let left = points(place.left_mm);
    let bottom = top + line + pitch * lines_above(Held::Last, setting.lines.len());
    Area { left, right: left + points(place.width_mm), top, bottom }
}

/// How many lines stand above the one at the baseline.
fn lines_above(held: Held, lines: usize) -> f32 {
    let more = f32::from(u16::try_from(lines.saturating_sub(1)).unwrap_or(u16::MAX));
    match held {
        Held::First => 0.0,
        Held::Middle => more / 2.0,
        Held::Last => more,
    }
}

/// A rule below a text, `top` points from the upper edge: the border of a frame of its own, because `LibreOffice` takes a border
/// inside a frame for that of the frame.
fn rule(xml: &mut String, place: &TextPlace, top: f32, length: f32) {
    let free = (points(place.width_mm) - length).max(0.0);
    let before = match place.align {
        Align::Left => 0.0,
        Align::Center => free / 2.0,
        Align::Right => free,
    };
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:pStyle w:val="{ANCHOR}"/><w:framePr w:w="{}" w:h="20" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{}" w:y="{}"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="{}"/></w:pBdr></w:pPr></w:p>"#,
        twips(length),
        at(points(place.left_mm) + before),
        at(top),
        place.colour,
    );
}

fn section(document: &PlacedDocument, header: bool) -> String {
    let mm = |mm: f32| twips(points(mm));
    let reference =
        if header { format!(r#"<w:headerReference w:type="default" r:id="{}"/>"#, header_id(1)) } else { String::new() };
    let turned = if document.width_mm > document.height_mm { r#" w:orient="landscape""# } else { "" };
    let (width, height, margin, head) = (mm(document.width_mm), mm(document.height_mm), mm(MARGIN_MM), mm(MARGIN_MM / 2.0));
    format!(
        r#"<w:sectPr>{reference}<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="{head}" w:footer="{head}" w:gutter="0"/></w:sectPr>"#
    )
}

#[cfg(test)]
mod tests;
