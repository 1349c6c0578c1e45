//! A running text with tables in it → one sheet: each paragraph a row, each table its rows, in the order of the page.
//!
//! So that titles above a table ("Đơn vị: …", "Biểu 1") are seen as they are in a workbook. A blank row parts a table
//! from the text around it.

use std::collections::BTreeMap;

use super::super::draft::Draft;
use super::super::grid::{CellValue, Grid};
use super::super::sheet::{Budget, LAST_COL};
use crate::model::FileFault;

/// Widest span that is believed.
const WIDEST: u32 = 256;
/// Tallest span that is believed.
const TALLEST: u32 = 100_000;

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct FlowCell {
    /// Its text.
    pub text: String,
    /// Its value where the text only shows it.
    pub value: Option<CellValue>,
    /// Columns it takes, at least 1.
    pub cols: u32,
    /// Rows it takes, at least 1.
    pub rows: u32,
    /// Does it continue the cell above?
    pub continues: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct FlowRow {
    /// Columns left free before the first cell.
    pub before: u32,
    /// Left to right.
    pub cells: Vec<FlowCell>,
    /// Not shown on the page.
    pub hidden: bool,
}

/// The sheet being filled.
pub(super) struct Flow<'b> {
    draft: Draft<'b>,
    row: u32,
}

impl<'b> Flow<'b> {
    /// An empty page.
    pub fn new(name: &str, budget: &'b mut Budget) -> Self {
        Self { draft: Draft::new(name, false, budget), row: 0 }
    }

    /// A paragraph; a blank one takes no row.
    ///
    /// # Errors
    ///
    /// [`FileFault::OverLimit`] when the budget is spent.
    pub fn paragraph(&mut self, text: &str) -> Result<(), FileFault> {
        if !text.trim().is_empty() {
            self.draft.text(self.row, 0, text)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A table, its rows below the last one used.
    ///
    /// # Errors
    ///
    /// As [`Self::paragraph`].
    pub fn table(&mut self, rows: Vec<FlowRow>) -> Result<(), FileFault> {
        if rows.is_empty() {
            return Ok(());
        }
        if self.row > 0 {
            self.row += 1;
        }
        // Columns a cell of an earlier row still covers: column → rows left.
        let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
        // Cells that may be continued downwards: column → first row, columns, last row.
        let mut tall: BTreeMap<u32, (u32, u32, u32)> = BTreeMap::new();
        for line in rows {
            let mut col = line.before.min(WIDEST);
            let mut next = covered.clone();
            for rows in next.values_mut() {
                *rows -= 1;
            }
            next.retain(|_, rows| *rows > 0);
            for cell in line.cells {
                while covered.contains_key(&col) {
                    col += 1;
                }
                let (cols, rows) = (cell.cols.clamp(1, WIDEST), cell.rows.clamp(1, TALLEST));
                if col + cols > u32::from(LAST_COL) {
                    break;
                }
                if rows > 1 {
                    next.extend((col..col + cols).map(|c| (c, rows - 1)));
                }
                self.cell(cell, col, cols, rows, &mut tall)?;
                col += cols;
            }
            covered = next;
            if line.hidden {
                self.draft.hidden_rows.push(self.row);
            }
            self.row += 1;
        }
        for (col, (first, cols, last)) in tall {
            self.draft.merge(first, col, last - first + 1, cols)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        cell: FlowCell,
        col: u32,
        cols: u32,
        rows: u32,
        tall: &mut BTreeMap<u32, (u32, u32, u32)>,
    ) -> Result<(), FileFault> {
        if cell.continues
            && let Some(open) = tall.get_mut(&col)
            && open.2 + 1 == self.row
        {
            open.2 = self.row;
            return Ok(());
        }
        if let Some((first, cols, last)) = tall.insert(col, (self.row, cols, self.row + rows - 1)) {
            self.draft.merge(first, col, last - first + 1, cols)?;
        }
        match cell.value {
            Some(value) => self.draft.put(self.row, col, value),
            None => self.draft.text(self.row, col, &cell.text),
        }
    }

    /// Notes hidden columns of the table that comes next, both ends included.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.draft.hide_columns(first, last);
    }

    /// The sheet.
    ///
    /// # Errors
    ///
    /// As [`Draft::finish`].
    pub fn finish(self) -> Result<Grid, FileFault> {
        self.draft.finish()
    }
}

/// Spaces and line breaks of markup, which mean one space; "\n" that was put in on purpose stays.
pub(super) fn collapse(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
