//! Column widths and text size at which no word and no number of a table is broken in two.
//!
//! A number broken over two lines is misread, so a column gets at least the room of its widest word; where all of them
//! together are wider than the page, the text becomes smaller, down to the smallest still readable in print.

use super::super::metrics::{Face, widest_word};
use super::super::notation::shown;
use super::page::grid;
use crate::document::{RowKind, Table, TableColumn, Value};

/// The smallest size of a table's text, points.
const SMALLEST: f32 = 8.0;

/// How a table fits into the text width.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// Widths of the columns, twips, which together fill the text width.
    pub(super) grid: Vec<usize>,
    /// Size of the text, points.
    pub(super) size: f32,
}

/// Fits a table into `room` points; `margins`: left and right margin of a cell together, points.
pub(super) fn fit(table: &Table, room: f32, size: f32, margins: f32) -> Fit {
    let shares = shares(table, room);
    let (words, numbers) = (widest(table, true), widest(table, false));
    // Widths are proportional to the size, so one measure serves all sizes. Slack for the estimate.
    let needs = |wide: &[f32], size: f32| wide.iter().map(|wide| wide * 1.04 * size + margins + 1.0).collect::<Vec<f32>>();
    let is_tight = |wide: &[f32], size: f32| needs(wide, size).iter().sum::<f32>() > room;
    let mut size = size;
    while size > SMALLEST && is_tight(&words, size) {
        size = (size - 0.5).max(SMALLEST);
    }
    // Rather a broken word than a broken number.
    let first = if is_tight(&words, size) { numbers } else { words };
    Fit { grid: grid(&widened(&shares, &needs(&first, size), room)), size }
}

/// The columns' relative widths shared out over the text width, points.
fn shares(table: &Table, room: f32) -> Vec<f32> {
    let total: f32 = table.columns.iter().map(|column| column.width.max(0.0)).sum();
    let count = f32::from(u16::try_from(table.columns.len()).unwrap_or(u16::MAX));
    let share = |width: f32| if total > 0.0 { room * width.max(0.0) / total } else { room / count };
    table.columns.iter().map(|column| share(column.width)).collect()
}

/// Width of each column's widest number, or word of any kind, at size 1.
fn widest(table: &Table, words: bool) -> Vec<f32> {
    let face = |bold| Face { size: 1.0, bold };
    // Only the lowest label stands over one column alone.
    let label =
        |column: &TableColumn| column.heading.last().filter(|_| words).map_or(0.0, |label| widest_word(label, face(true)));
    let mut widest: Vec<f32> = table.columns.iter().map(label).collect();
    for row in table.rows.iter().filter(|row| row.kind != RowKind::Section) {
        let bold = row.kind == RowKind::Total;
        for (cell, widest) in row.cells.iter().zip(&mut widest) {
            if words || !matches!(cell.plain(), Value::Text(_)) {
                *widest = widest.max(widest_word(&shown(cell), face(bold)));
            }
        }
    }
    widest
}

/// Every column as wide as it needs, the rest shared as before; if they need more than there is, all are cut alike.
fn widened(shares: &[f32], needs: &[f32], room: f32) -> Vec<f32> {
    let needed: f32 = needs.iter().sum();
    if needed >= room {
        return needs.iter().map(|need| need / needed * room).collect();
    }
    let mut fixed = vec![false; shares.len()];
    loop {
        let taken: f32 = needs.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(need, _)| need).sum();
        let free: f32 = shares.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(share, _)| share).sum();
        let scale = if free > 0.0 { (room - taken) / free } else { 1.0 };
        let short = (0..shares.len()).find(|&i| !fixed[i] && shares[i] * scale < needs[i]);
        match short {
            Some(i) => fixed[i] = true,
            None => return (0..shares.len()).map(|i| if fixed[i] { needs[i] } else { shares[i] * scale }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Align, TableRow};

    fn table(columns: &[(&str, f32)], cells: Vec<Value>) -> Table {
        let column = |&(label, width): &(&str, f32)| TableColumn { heading: vec![label.to_owned()], width, align: Align::Right };
        Table {
            columns: columns.iter().map(column).collect(),
            rows: vec![TableRow::new(RowKind::Body, cells)],
            ..Table::default()
        }
    }

    #[test]
    fn columns_share_the_width_as_asked_where_everything_fits() {
        let fit = fit(&table(&[("STT", 1.0), ("Tên", 4.0)], vec![Value::Count(1)]), 400.0, 12.0, 6.0);
        // 28,2 mm and 112,9 mm.
        assert_eq!(fit, Fit { grid: vec![1599, 6401], size: 12.0 });
    }

    #[test]
    fn a_column_is_never_narrower_than_its_numbers() {
        let fit = fit(&table(&[("A", 1.0), ("Tên", 99.0)], vec![Value::Count(1_234_567_890)]), 400.0, 12.0, 6.0);
        // Thirteen characters of 12 points: ten digits of 6, three points of 3.
        assert!(fit.grid[0] > 69 * 20, "{fit:?}");
        assert!(fit.grid.iter().sum::<usize>().abs_diff(8000) < 3, "{fit:?}");
    }

    #[test]
    fn where_even_small_text_is_too_wide_numbers_come_before_words() {
        let cells = vec![Value::Text("Nghiêngnghiêngnghiêngnghiêng".into()), Value::Count(1_234_567_890)];
        let fit = fit(&table(&[("Tên", 9.0), ("Số", 1.0)], cells), 100.0, 12.0, 6.0);
        assert!((fit.size - SMALLEST).abs() < 0.01, "{fit:?}");
        assert!(fit.grid[1] > 46 * 20, "{fit:?}");
    }

    #[test]
    fn many_columns_make_the_text_smaller() {
        let many: Vec<(&str, f32)> = vec![("Số lượng", 1.0); 20];
        let fit = fit(&table(&many, vec![Value::Count(19_960); 20]), 467.0, 12.0, 4.0);
        assert!(fit.size < 12.0 && fit.size >= SMALLEST, "{fit:?}");
        assert!(fit.grid.iter().sum::<usize>().abs_diff(9340) < 5, "{fit:?}");
    }
}
