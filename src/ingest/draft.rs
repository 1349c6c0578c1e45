//! A grid being filled by a reader of one format: cells in any order, every one counted against the limits.
//!
//! The trap: what a file claims to repeat or to span costs it nothing, so spans are cut at the sheet's edge and copies
//! are counted like cells.

use unicode_normalization::UnicodeNormalization;

use super::grid::{self, CellValue, Grid};
use super::sheet::{self, Budget, LAST_COL, LAST_ROW};
use crate::model::FileFault;

/// Most merged ranges of a sheet; Excel itself slows to a stop before.
const MOST_MERGES: usize = 1_000_000;

/// A sheet being read.
pub(super) struct Draft<'b> {
    /// The sheet so far.
    pub grid: Grid,
    /// The row being filled, and its cells so far: cells come row by row, as a rule.
    row: u32,
    cells: Vec<(u16, CellValue)>,
    budget: &'b mut Budget,
    /// Hidden rows, with or without data.
    pub hidden_rows: Vec<u32>,
    /// Hidden ranges of columns, with or without data.
    pub hidden_cols: Vec<(u16, u16)>,
}

impl<'b> Draft<'b> {
    /// An empty sheet.
    pub fn new(name: &str, hidden: bool, budget: &'b mut Budget) -> Self {
        let grid = Grid { name: name.nfc().collect(), hidden, ..Grid::default() };
        Self { grid, row: 0, cells: Vec::new(), budget, hidden_rows: Vec::new(), hidden_cols: Vec::new() }
    }

    /// Puts a value into a cell.
    ///
    /// # Errors
    ///
    /// [`FileFault::Damaged`] outside the sheet, [`FileFault::OverLimit`] when the budget is spent.
    pub fn put(&mut self, row: u32, col: u32, value: CellValue) -> Result<(), FileFault> {
        let col = u16::try_from(col).ok().filter(|col| *col <= LAST_COL && row <= LAST_ROW).ok_or(FileFault::Damaged)?;
        self.budget.take_cell()?;
        let letters = match &value {
            CellValue::Text(text) => text.len(),
            CellValue::Error(text) | CellValue::NotCalculated(text) => text.len(),
            CellValue::Number { .. } | CellValue::Date(_) | CellValue::Bool(_) => 0,
        };
        self.budget.take_text(u32::try_from(letters).unwrap_or(u32::MAX))?;
        if matches!(value, CellValue::NotCalculated(_) | CellValue::Error(_)) {
            self.budget.take_fault()?;
        }
        if row != self.row || self.cells.is_empty() {
            self.flush();
            self.row = row;
            if !self.grid.rows.contains_key(&row) {
                self.budget.take_row()?;
            }
        }
        self.cells.push((col, value));
        Ok(())
    }

    fn flush(&mut self) {
        if !self.cells.is_empty() {
            self.grid.rows.entry(self.row).or_default().append(&mut self.cells);
        }
    }

    /// Counts a cell that is there and shows nothing.
    ///
    /// # Errors
    ///
    /// [`FileFault::OverLimit`] when the budget is spent.
    pub fn blank(&mut self) -> Result<(), FileFault> {
        self.budget.take_cell()
    }

    /// Puts a text into a cell, unless it is blank.
    ///
    /// # Errors
    ///
    /// As [`Self::put`].
    pub fn text(&mut self, row: u32, col: u32, text: &str) -> Result<(), FileFault> {
        grid::as_text(text).map_or(Ok(()), |value| self.put(row, col, value))
    }

    /// Notes a formula cell.
    pub fn formula(&mut self, row: u32, col: u32) {
        if let Ok(col) = u16::try_from(col) {
            self.grid.formulas.push((row, col));
        }
    }

    /// Notes a merged range of `rows` × `cols` cells; one cell alone is none.
    ///
    /// # Errors
    ///
    /// [`FileFault::Damaged`] for more ranges than a sheet has.
    pub fn merge(&mut self, row: u32, col: u32, rows: u32, cols: u32) -> Result<(), FileFault> {
        if rows.max(1) == 1 && cols.max(1) == 1 {
            return Ok(());
        }
        if self.grid.merges.len() >= MOST_MERGES {
            return Err(FileFault::Damaged);
        }
        let last_row = row.saturating_add(rows.max(1) - 1).min(LAST_ROW);
        let last_col = col.saturating_add(cols.max(1) - 1).min(u32::from(LAST_COL));
        if let (Ok(first), Ok(last)) = (u16::try_from(col), u16::try_from(last_col))
            && row <= last_row
            && first <= last
        {
            self.grid.merges.push((row, first, last_row, last));
        }
        Ok(())
    }

    /// Notes hidden columns, both ends included.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        let clip = |col: u32| u16::try_from(col).unwrap_or(LAST_COL).min(LAST_COL);
        self.hidden_cols.push((clip(first), clip(last)));
    }

    /// The sheet, its rows in column order.
    ///
    /// # Errors
    ///
    /// [`FileFault::Damaged`] if a cell stands twice.
    pub fn finish(mut self) -> Result<Grid, FileFault> {
        self.flush();
        let mut grid = self.grid;
        grid::settle(&mut grid.rows)?;
        grid.hidden_rows = self.hidden_rows.into_iter().filter(|row| grid.rows.contains_key(row)).collect();
        grid.hidden_rows.sort_unstable();
        grid.hidden_rows.dedup();
        grid.hidden_cols = grid::hidden_columns(&sheet::joined(self.hidden_cols), &grid.rows);
        grid.formulas.sort_unstable();
        grid.old_fonts.sort_unstable();
        Ok(grid)
    }
}
