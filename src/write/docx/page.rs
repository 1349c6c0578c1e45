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

/// Width between the margins, in points.
pub(super) fn text_width(page: &PageLayout, landscape: bool) -> f32 {
    let wide = if landscape { page.height_mm } else { page.width_mm };
    points(wide - page.left_mm - page.right_mm)
}

/// Header parts by number, shared by all sections: docx-rs can keep no more than nine apart, and one of each kind is enough.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headers {
    /// The part for all pages but a first one.
    pub(super) later: usize,
    /// The part for a page without number, if anything stands on it.
    pub(super) first: Option<usize>,
    /// Does a first page show no number?
    pub(super) first_is_bare: bool,
    /// The footer part of the document's first page.
    pub(super) footer: Option<usize>,
}

/// `w:sectPr`. `opening`: the first section of the document. Its first page, and that of an annex with its own numbers,
/// shows no number.
pub(super) fn section(page: &PageLayout, section: &Section, opening: bool, headers: Headers) -> String {
    let mm = |millimetres: f32| twips(points(millimetres));
    let restarts = section.restart_numbering && page.annex_numbers;
    let footer = headers.footer.filter(|_| opening);
    // A first page of its own kind: without number, or with a foot that later ones lack.
    let own_first = (headers.first_is_bare && (opening || restarts)) || footer.is_some();
    let mut xml = String::from("<w:sectPr>");
    let mut reference = |kind: &str, page: &str, id: &str| {
        xml.extend(["<w:", kind, r#"Reference w:type=""#, page, r#"" r:id=""#, id, r#""/>"#]);
    };
    reference("header", "default", &header_id(headers.later));
    // With a foot of its own the first page has a head of its own too: the usual one, unless it shows no number.
    let first = headers.first.or(if headers.first_is_bare { None } else { Some(headers.later) });
    if let (true, Some(first)) = (own_first, first) {
        reference("header", "first", &header_id(first));
    }
    if let Some(footer) = footer {
        reference("footer", "first", &footer_id(footer));
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
