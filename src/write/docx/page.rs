//! Page measures in twips (1/20 point) and the section properties made of them.

use std::fmt::Write as _;

use super::package::{footer_id, header_id};
use crate::document::{PageLayout, Section};

/// Points → twips; negative becomes 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "page measures are small; `as` saturates")]
pub(super) fn twips(points: f32) -> usize {
    (points * 20.0).round() as usize
}

/// Millimetres → points.
pub(super) fn points(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// Points → English metric units, those of drawings.
#[expect(clippy::cast_possible_truncation, reason = "drawings are no larger than a page; `as` saturates")]
pub(super) fn emu(points: f32) -> i64 {
    (points * 12_700.0).round() as i64
}

/// Points → half-points, the unit of font sizes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "font sizes are small; `as` saturates")]
pub(super) fn half_points(points: f32) -> usize {
    (points * 2.0).round() as usize
}

/// A width as Word's own boxes say it, in whole tenths of a millimetre; in points. So a column keeps its width in whatever
/// unit a program stores it.
pub(super) fn tenths(points: f32) -> f32 {
    let unit = self::points(0.1);
    (points / unit).round() * unit
}

/// Widths of columns in twips, each in whole tenths of a millimetre; a twip or two may be lost or gained in their sum.
pub(super) fn grid(widths: &[f32]) -> Vec<usize> {
    let (mut edge, mut last) = (0.0, 0.0);
    let column = |width: &f32| {
        edge += width;
        let at = tenths(edge);
        twips(at - std::mem::replace(&mut last, at))
    };
    widths.iter().map(column).collect()
}

/// Width between the margins, in points.
pub(super) fn text_width(page: &PageLayout, landscape: bool) -> f32 {
    let wide = if landscape { page.height_mm } else { page.width_mm };
    points(wide - page.left_mm - page.right_mm)
}

/// Header and footer parts by number, shared by all sections: docx-rs can keep no more than nine apart, and one of each kind
/// is enough. A section names a part for every kind of page it has, if only an empty one: where none is named `LibreOffice`
/// saves a distance of 0 from the edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headers {
    /// The header of all pages but a first one.
    pub(super) later: usize,
    /// The header of a page without number; none if every page shows its number.
    pub(super) bare: Option<usize>,
    /// The empty footer.
    pub(super) foot: usize,
    /// The footer of the document's first page, if anything stands there.
    pub(super) opening_foot: Option<usize>,
}

/// `w:sectPr`. `opening`: the first section of the document. Its first page, and that of an annex with its own numbers,
/// shows no number.
pub(super) fn section(page: &PageLayout, section: &Section, opening: bool, headers: Headers) -> String {
    let mm = |millimetres: f32| twips(points(millimetres));
    let restarts = section.restart_numbering && page.annex_numbers;
    let foot = headers.opening_foot.filter(|_| opening);
    // A first page of its own kind: without number, or with a foot that later ones lack.
    let own_first = (headers.bare.is_some() && (opening || restarts)) || foot.is_some();
    let mut xml = String::from("<w:sectPr>");
    let mut reference = |kind: &str, page: &str, id: &str| {
        xml.extend(["<w:", kind, r#"Reference w:type=""#, page, r#"" r:id=""#, id, r#""/>"#]);
    };
    reference("header", "default", &header_id(headers.later));
    if own_first {
        // With a foot of its own the first page has a head of its own too: the usual one, unless it shows no number.
        reference("header", "first", &header_id(headers.bare.unwrap_or(headers.later)));
    }
    reference("footer", "default", &footer_id(headers.foot));
    if own_first {
        reference("footer", "first", &footer_id(foot.unwrap_or(headers.foot)));
    }
    let (width, height) = (mm(page.width_mm), mm(page.height_mm));
    // Writing to a String cannot fail.
    let _ = if section.landscape {
        write!(xml, r#"<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>"#)
    } else {
        write!(xml, r#"<w:pgSz w:w="{width}" w:h="{height}"/>"#)
    };
    let _ = write!(
        xml,
        r#"<w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/>"#,
        mm(page.top_mm),
        mm(page.right_mm),
        mm(page.bottom_mm),
        mm(page.left_mm),
        mm(page.number_from_edge_mm),
        mm(page.number_from_edge_mm),
    );
    if restarts {
        xml.push_str(r#"<w:pgNumType w:start="1"/>"#);
    }
    xml.push_str(r#"<w:cols w:space="708"/>"#);
    if own_first {
        xml.push_str("<w:titlePg/>");
    }
    xml.push_str("</w:sectPr>");
    xml
}
