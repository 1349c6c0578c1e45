//! The head of a document: issuer at the left, national heading or party name at the right, number and place-date below.
//!
//! A borderless table of fixed widths. Rules are drawn as the border of an empty line indented at both sides, never as
//! underscores; their length comes from the estimated width of the words above.

use docx_rs::{
    LineSpacing, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

use super::super::metrics::{Face, balanced, lines, width};
use super::blocks::{Body, narrowed, run, sized};
use super::page::twips;
use super::styles;
use crate::document::{HeadLayout, Layout, Letterhead};

/// Left and right margin of a letterhead cell, points.
const CELL_MARGIN: f32 = 2.0;
/// How far a long issuer's name may reach into the left margin, points; less than half of it.
const REACH: f32 = 20.0;

/// Adds the letterhead; `room` is the text width in points.
pub(super) fn add(body: &mut Body<'_>, layout: &Layout, head: &Letterhead, room: f32) {
    let right = right_width(&layout.head, head, room);
    // A name of three lines or more reaches into the margin, as clerks do by hand.
    let issuer = Face { size: layout.head.issuer_size, bold: true };
    let reach = if lines(&head.issuer, issuer, room - right - 2.0 * CELL_MARGIN) > 2 { REACH } else { 0.0 };
    let left = room - right + reach;
    // A point smaller where that keeps place and date on one line; Nghị định 30/2020/NĐ-CP allows 13 and 14.
    let place = Face { size: layout.head.place_size, bold: false };
    let wraps = width(&head.place_date, place) > right - 2.0 * CELL_MARGIN;
    let place_size = if wraps { place.size - 1.0 } else { place.size };
    let rows = vec![
        TableRow::new(vec![
            cell(left, issuer_lines(&layout.head, head, left - 2.0 * CELL_MARGIN)),
            cell(right, heading_lines(&layout.head, right - 2.0 * CELL_MARGIN)),
        ])
        .cant_split(),
        TableRow::new(vec![
            cell(left, number_lines(layout, head, left - 2.0 * CELL_MARGIN)),
            cell(
                right,
                vec![
                    Paragraph::new()
                        .style(styles::HEAD)
                        .line_spacing(before(6.0))
                        .add_run(sized(&head.place_date, place_size).italic()),
                ],
            ),
        ])
        .cant_split(),
    ];
    let reach = i32::try_from(twips(reach)).unwrap_or(0);
    body.push(&columns(rows, &[left, right]).indent(-reach));
    body.gap();
}

/// A borderless table of fixed columns, as wide as they are together; widths in points.
pub(super) fn columns(rows: Vec<TableRow>, widths: &[f32]) -> Table {
    let grid: Vec<usize> = widths.iter().map(|&wide| twips(wide)).collect();
    let margin = twips(CELL_MARGIN);
    Table::without_borders(rows)
        .width(grid.iter().sum(), WidthType::Dxa)
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, margin, 0, margin))
}

/// A cell of such a table.
pub(super) fn cell(wide: f32, lines: Vec<Paragraph>) -> TableCell {
    lines.into_iter().fold(TableCell::new().width(twips(wide), WidthType::Dxa), TableCell::add_paragraph)
}

/// An empty line whose border is a rule `long` points, centred in `room`; `after`: space below it, points.
pub(super) fn rule(long: f32, room: f32, after: f32) -> Paragraph {
    let side = i32::try_from(twips((room - long.min(room)) / 2.0)).unwrap_or(0);
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).space(1).color("000000");
    let spacing = LineSpacing::new()
        .before(u32::try_from(twips(3.0)).unwrap_or(0))
        .after(u32::try_from(twips(after)).unwrap_or(0))
        .line_rule(docx_rs::LineSpacingType::Exact)
        .line(i32::try_from(twips(4.0)).unwrap_or(80));
    let mut paragraph = Paragraph::new().style(styles::RULE).line_spacing(spacing).indent(Some(side), None, Some(side), None);
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

/// Wide enough for the right heading's longest line and the place-date on one line, but never starving the issuer.
fn right_width(layout: &HeadLayout, head: &Letterhead, room: f32) -> f32 {
    let lines = layout.right.iter().map(|line| width(&line.text, Face { size: line.size, bold: true }));
    let place = width(&head.place_date, Face { size: layout.place_size, bold: false });
    let widest = lines.chain([place]).fold(0.0, f32::max);
    (widest * 1.01 + 2.0 * CELL_MARGIN + 4.0).clamp(room * 0.5, room * 0.62)
}

fn issuer_lines(layout: &HeadLayout, head: &Letterhead, room: f32) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    if !head.superior.is_empty() {
        lines.push(even_line(&head.superior, Face { size: layout.superior_size, bold: false }, room).0);
    }
    let (issuer, wide) = even_line(&head.issuer, Face { size: layout.issuer_size, bold: true }, room);
    lines.push(issuer);
    if layout.under_issuer == "ke" {
        // Between a third and a half of the line, Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2.
        lines.push(rule(wide * 0.4, room, 0.0));
    } else {
        lines.push(line(&layout.under_issuer, layout.issuer_size, false));
    }
    lines
}

/// The number, and below it what a letter is about.
fn number_lines(layout: &Layout, head: &Letterhead, room: f32) -> Vec<Paragraph> {
    let mut lines = vec![line(&head.number, layout.head.number_size, false).line_spacing(before(6.0))];
    if !head.subject.is_empty() {
        let face = Face { size: layout.letter.subject_size, bold: false };
        let words = sized(&head.subject, face.size);
        let words = if layout.letter.subject_italic { words.italic() } else { words };
        let subject = Paragraph::new().style(styles::HEAD).add_run(words).line_spacing(before(6.0));
        lines.push(narrowed(subject, balanced(&head.subject, face, room), room));
    }
    lines
}

fn heading_lines(layout: &HeadLayout, room: f32) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    for head in &layout.right {
        lines.push(line(&head.text, head.size, true));
        if head.ruled {
            lines.push(rule(width(&head.text, Face { size: head.size, bold: true }), room, 0.0));
        }
    }
    lines
}

/// A centred line that breaks evenly, and how wide it is, points.
fn even_line(text: &str, face: Face, room: f32) -> (Paragraph, f32) {
    let even = balanced(text, face, room);
    (narrowed(line(text, face.size, face.bold), even, room), even)
}

fn line(text: &str, size: f32, bold: bool) -> Paragraph {
    let made = if size > 0.0 { sized(text, size) } else { run(text) };
    Paragraph::new().style(styles::HEAD).add_run(if bold { made.bold() } else { made })
}

fn before(points: f32) -> LineSpacing {
    LineSpacing::new().before(u32::try_from(twips(points)).unwrap_or(0)).after(0).line(240)
}
