//! The head of a document: issuer at the left, national heading or party name at the right, number and place-date below.
//!
//! A borderless table of fixed widths. Rules are drawn as the border of an empty line indented at both sides, never as
//! underscores; their length comes from the estimated width of the words above.

use docx_rs::{
    LineSpacing, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

use super::super::metrics::{balanced, lines, width};
use super::blocks::{Body, faced, narrowed};
use super::bound::bound;
use super::page::{grid, points, tenths, twips};
use super::styles;
use crate::document::{HeadLayout, Layout, Letterhead, MarkLayout, Typeface};

/// Left and right margin of a letterhead cell, points.
const CELL_MARGIN: f32 = 2.0;
/// How far a long issuer's name may reach into the left margin, mm; less than half of it.
const REACH_MM: f32 = 7.0;
/// Upright, regular; the size is set where it is used.
const PLAIN: Typeface = Typeface { size: 0.0, upper: false, bold: false, italic: false, underlined: false };

/// Adds the letterhead; `room` is the text width in points.
pub(super) fn add(body: &mut Body<'_>, layout: &Layout, head: &Letterhead, room: f32) {
    let right = right_width(&layout.head, head, room);
    // A name of three lines or more reaches into the margin, as clerks do by hand.
    let issuer = layout.head.issuer.cased(&head.issuer);
    let many = lines(&issuer, layout.head.issuer.into(), room - right - 2.0 * CELL_MARGIN) > 2;
    let reach = if many { points(REACH_MM) } else { 0.0 };
    let left = room - right + reach;
    // A point smaller where that keeps place and date on one line; Nghị định 30/2020/NĐ-CP allows 13 and 14.
    let place = layout.head.place;
    let wraps = width(&head.place_date, place.into()) > right - 2.0 * CELL_MARGIN;
    let place = Typeface { size: if wraps { place.size - 1.0 } else { place.size }, ..place };
    let mut number = vec![line(&head.number, layout.head.number).line_spacing(before(6.0))];
    number.extend(letter_subject(&layout.head, head, left - 2.0 * CELL_MARGIN));
    number.extend(marks(&layout.marks, head, left - 2.0 * CELL_MARGIN));
    let rows = vec![
        TableRow::new(vec![
            cell(left, issuer_lines(&layout.head, head, left - 2.0 * CELL_MARGIN)),
            cell(right, heading_lines(&layout.head, right - 2.0 * CELL_MARGIN)),
        ])
        .cant_split(),
        TableRow::new(vec![cell(left, number), cell(right, vec![line(&head.place_date, place).line_spacing(before(6.0))])])
            .cant_split(),
    ];
    let reach = i32::try_from(twips(reach)).unwrap_or(0);
    body.push(&columns(rows, &[left, right]).indent(-reach));
    body.gap(false);
}

/// What a letter is about, below its number.
fn letter_subject(layout: &HeadLayout, head: &Letterhead, room: f32) -> Option<Paragraph> {
    let text = head.subject.trim();
    let spaced = |(paragraph, _): (Paragraph, f32)| paragraph.line_spacing(before(layout.letter_subject_gap_pt));
    (!text.is_empty()).then(|| spaced(even_line(text, layout.letter_subject, room)))
}

/// Urgency and circulation, each in a frame of its own.
fn marks(layout: &MarkLayout, head: &Letterhead, room: f32) -> Vec<Paragraph> {
    let mark = |text: &str, face: Typeface| {
        let side = i32::try_from(twips((room - width(&face.cased(text), face.into()) - 12.0) / 2.0)).unwrap_or(0);
        let mut paragraph =
            Paragraph::new().style(styles::MARK).indent(Some(side), None, Some(side), None).add_run(faced(text, face));
        if layout.framed {
            use ParagraphBorderPosition::{Bottom, Left, Right, Top};
            let border = |position| ParagraphBorder::new(position).size(6).space(1).color("000000");
            let borders = [Top, Left, Bottom, Right].into_iter().map(border);
            paragraph.property =
                paragraph.property.set_borders(borders.fold(ParagraphBorders::with_empty(), ParagraphBorders::set));
        }
        paragraph
    };
    let told = [(&head.urgency, layout.urgency), (&head.circulation, layout.circulation)];
    let mut marks = Vec::new();
    for (text, face) in told.into_iter().filter(|(text, _)| !text.is_empty()) {
        // Word draws one frame around framed paragraphs that touch.
        marks.extend((!marks.is_empty()).then(|| Paragraph::new().style(styles::GAP)));
        marks.push(mark(text, face));
    }
    marks
}

/// A borderless table of fixed columns, as wide as they are together; widths in points.
pub(super) fn columns(rows: Vec<TableRow>, widths: &[f32]) -> Table {
    let grid = grid(widths);
    let margin = twips(CELL_MARGIN);
    Table::without_borders(rows)
        .width(grid.iter().sum(), WidthType::Dxa)
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, margin, 0, margin))
}

/// A cell of such a table.
pub(super) fn cell(wide: f32, lines: Vec<Paragraph>) -> TableCell {
    lines.into_iter().fold(TableCell::new().width(twips(tenths(wide)), WidthType::Dxa), TableCell::add_paragraph)
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
    let lines = layout.right.iter().map(|line| width(&line.face.cased(&line.text), line.face.into()));
    let place = width(&head.place_date, layout.place.into());
    let widest = lines.chain([place]).fold(0.0, f32::max);
    tenths((widest * 1.01 + 2.0 * CELL_MARGIN + 4.0).clamp(room * 0.5, room * 0.62))
}

fn issuer_lines(layout: &HeadLayout, head: &Letterhead, room: f32) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    if !head.superior.is_empty() {
        lines.push(even_line(&head.superior, layout.superior, room).0);
    }
    let (issuer, wide) = even_line(&head.issuer, layout.issuer, room);
    lines.push(issuer);
    if layout.under_issuer == "ke" {
        lines.push(rule(wide * layout.rule_share, room, 0.0));
    } else {
        let face = Typeface { size: layout.issuer.size, ..PLAIN };
        lines.push(line(&layout.under_issuer, face));
    }
    lines
}

fn heading_lines(layout: &HeadLayout, room: f32) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    for head in &layout.right {
        lines.push(line(&head.text, head.face));
        if head.ruled {
            lines.push(rule(width(&head.face.cased(&head.text), head.face.into()), room, 0.0));
        }
    }
    lines
}

/// A centred line that breaks evenly, and how wide it is, points.
fn even_line(text: &str, face: Typeface, room: f32) -> (Paragraph, f32) {
    let text = bound(&face.cased(text), face.into(), room);
    let even = balanced(&text, face.into(), room);
    (narrowed(line(&text, face), even, room), even)
}

fn line(text: &str, face: Typeface) -> Paragraph {
    Paragraph::new().style(styles::HEAD).add_run(faced(text, face))
}

fn before(points: f32) -> LineSpacing {
    styles::single(points, 0.0)
}
