//! A table of data → a table of fixed widths whose heading rows repeat on every page and whose rows do not split.
//! Its borders are those of a table style: `LibreOffice` saves a table's own borders cell by cell, and keeps the style.

use docx_rs::{
    BuildXML as _, HeightRule, Paragraph, Table as Drawn, TableCell, TableCellMargins, TableLayoutType, TableRow as DrawnRow,
    VAlignType, VMergeType, WidthType,
};

use super::super::heading::{self, HeadingCell};
use super::super::notation::shown;
use super::blocks::{Body, anchor, run, sized};
use super::fit::fit;
use super::page::twips;
use super::styles;
use crate::document::{Align, RowKind, Table, TableColumn, TableRow, Value};

/// Left and right margin of a cell, points.
const CELL_MARGIN: f32 = 3.0;
/// A table of no more rows than this is moved to the next page rather than parted.
const KEPT_ROWS: usize = 12;

/// What all cells of a table share: the columns' widths in twips, and a size in points if it is not the usual one.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    grid: &'a [usize],
    size: Option<f32>,
}

impl Text<'_> {
    fn run(self, words: &str) -> docx_rs::Run {
        self.size.map_or_else(|| run(words), |size| sized(words, size))
    }
}

/// Adds the table; `room` is the text width, `size` the text's usual size, in points. `signed`: its last record stays with
/// the signatures below, which would otherwise stand alone on a page.
///
/// # Errors
///
/// If docx-rs writes a table this module does not know how to open.
pub(super) fn add(body: &mut Body<'_>, table: &Table, (room, size): (f32, f32), signed: bool) -> Result<(), String> {
    if table.columns.is_empty() {
        return Ok(());
    }
    let fit = fit(table, room, table.text_size.map_or(size, |own| own.min(size)), 2.0 * CELL_MARGIN);
    let text = Text { grid: &fit.grid, size: (fit.size < size).then_some(fit.size) };
    let grid = &fit.grid;
    let frame = Drawn::without_borders(Vec::new())
        .style(styles::TABLE)
        .width(grid.iter().sum(), WidthType::Dxa)
        .set_grid(grid.clone())
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, twips(CELL_MARGIN), 0, twips(CELL_MARGIN)));
    let frame = String::from_utf8_lossy(&frame.build()).into_owned();
    let opened = frame.strip_suffix("</w:tbl>").ok_or("docx-rs không đóng bảng bằng </w:tbl>")?;
    body.push_xml(opened);
    for row in heading_rows(&table.columns, text) {
        body.push(&row);
    }
    let count = table.rows.len();
    let ends_in_total = table.rows.last().is_some_and(|row| row.kind == RowKind::Total);
    for (i, row) in table.rows.iter().enumerate() {
        let is_last = i + 1 == count;
        let before_total = i + 2 == count && ends_in_total;
        let keep_next = if is_last { signed } else { before_total || count <= KEPT_ROWS };
        let drawn = drawn_row(body, row, &table.columns, text, keep_next);
        body.push(&drawn);
    }
    body.push_xml("</w:tbl>");
    body.gap(signed);
    Ok(())
}

fn heading_rows(columns: &[TableColumn], text: Text<'_>) -> Vec<DrawnRow> {
    let cells = heading::cells(columns);
    (0..heading::depth(columns))
        .map(|row| {
            let covering = cells.iter().filter(|cell| (cell.row..cell.row + cell.rows).contains(&row));
            let mut covering: Vec<&HeadingCell> = covering.collect();
            covering.sort_by_key(|cell| cell.column);
            let drawn = covering.into_iter().map(|cell| heading_cell(cell, row, text)).collect();
            // Height 0 marks a heading row for the normaliser.
            DrawnRow::new(drawn).cant_split().row_height(0.0).height_rule(HeightRule::Auto)
        })
        .collect()
}

/// The part of a heading cell that lies in `row`.
fn heading_cell(cell: &HeadingCell, row: usize, text: Text<'_>) -> TableCell {
    let starts = row == cell.row;
    let mut paragraph = Paragraph::new().style(styles::CELL_HEADING);
    if starts {
        paragraph = paragraph.add_run(text.run(&cell.text));
    }
    let drawn = spanned(cell.column, cell.columns, text.grid).vertical_align(VAlignType::Center).add_paragraph(paragraph);
    match (cell.rows, starts) {
        (1, _) => drawn,
        (_, true) => drawn.vertical_merge(VMergeType::Restart),
        (_, false) => drawn.vertical_merge(VMergeType::Continue),
    }
}

/// An empty cell over `count` columns from `first`.
fn spanned(first: usize, count: usize, grid: &[usize]) -> TableCell {
    let cell = TableCell::new().width(grid[first..first + count].iter().sum(), WidthType::Dxa);
    if count > 1 { cell.grid_span(count) } else { cell }
}

fn drawn_row(body: &mut Body<'_>, row: &TableRow, columns: &[TableColumn], text: Text<'_>, keep_next: bool) -> DrawnRow {
    if row.kind == RowKind::Section {
        let words = row.cells.first().map(shown).unwrap_or_default();
        let paragraph = Paragraph::new().style(styles::CELLS[0]).keep_next(true).add_run(text.run(&words).bold());
        let cell = spanned(0, columns.len(), text.grid).vertical_align(VAlignType::Center).add_paragraph(paragraph);
        return DrawnRow::new(vec![cell]).cant_split();
    }
    let number = if row.anchors.is_empty() { None } else { Some(body.next_anchor()) };
    let cells = columns.iter().enumerate().map(|(i, column)| {
        let value = row.cells.get(i).unwrap_or(&Value::Blank);
        let words = shown(value);
        let mut paragraph = Paragraph::new().style(aligned(column.align));
        let bookmark = number.filter(|_| i == 0);
        if let Some(number) = bookmark {
            paragraph = paragraph.add_bookmark_start(number, anchor(number));
        }
        if !words.is_empty() {
            let made = text.run(&words);
            let made = if row.kind == RowKind::Total { made.bold() } else { made };
            let key = if let Value::Figure(_, key) = value { Some(key.as_str()) } else { None };
            paragraph = body.figure(paragraph, made, key);
        }
        if let Some(number) = bookmark {
            paragraph = paragraph.add_bookmark_end(number);
        }
        if keep_next {
            paragraph = paragraph.keep_next(true);
        }
        spanned(i, 1, text.grid).vertical_align(VAlignType::Center).add_paragraph(paragraph)
    });
    DrawnRow::new(cells.collect()).cant_split()
}

fn aligned(align: Align) -> &'static str {
    let [left, center, right] = styles::CELLS;
    match align {
        Align::Left => left,
        Align::Center => center,
        Align::Right => right,
    }
}
