//! Workbook bytes → sheets as sparse grids with absolute positions (stub).

use std::collections::BTreeMap;

use crate::model::{Date, FileFault, Limits};

/// The value of a cell, text already cleaned ([`crate::model::name::clean`]) unless line breaks matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CellValue {
    /// Text as stored, NFC, not trimmed inside.
    Text(String),
    /// A number; `percent`: its format shows a percentage (0.0052 is shown as 0,52%).
    Number {
        /// As stored.
        value: f64,
        /// Shown as a percentage?
        percent: bool,
    },
    /// A cell formatted as a date.
    Date(Date),
    /// TRUE, FALSE.
    Bool(bool),
    /// "#REF!".
    Error(String),
    /// A formula without a stored result.
    NotCalculated(String),
}

/// A sheet as a sparse grid; rows and columns from 0, absolute.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    /// Sheet name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Non-empty cells by row, each row sorted by column.
    pub rows: BTreeMap<u32, Vec<(u16, CellValue)>>,
    /// Merged ranges: first row, first column, last row, last column.
    pub merges: Vec<(u32, u16, u32, u16)>,
    /// Hidden rows that hold data.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns that hold data.
    pub hidden_cols: Vec<u16>,
    /// Cells that hold a formula (its result is in `rows`).
    pub formulas: Vec<(u32, u16)>,
}

/// All sheets of a workbook, in order, or why it cannot be read.
pub(crate) fn sheets(_bytes: &[u8], _limits: &Limits) -> Result<Vec<Grid>, FileFault> {
    Ok(Vec::new())
}

/// See [`super::plain_rows`].
pub(crate) fn plain_rows(_bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, FileFault> {
    Ok(Vec::new())
}
