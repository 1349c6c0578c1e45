//! A sheet as a plain grid (trang chép lại): what a file of a format that cannot be marked in place is copied from.

use std::collections::BTreeMap;

use super::date::Date;

/// A value of a plain grid.
#[derive(Debug, Clone, PartialEq)]
pub enum PlainValue {
    /// Text; an error value or a formula without a result as it reads.
    Text(String),
    /// A number; `percent`: shown as a percentage (0.0052 is shown as 0,52%).
    Number {
        /// As stored.
        value: f64,
        /// Shown as a percentage?
        percent: bool,
    },
    /// A date.
    Date(Date),
    /// TRUE, FALSE.
    Bool(bool),
}

/// A sheet as a plain grid; rows and columns from 0, absolute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlainSheet {
    /// Its name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Non-empty cells by row, each row sorted by column.
    pub rows: BTreeMap<u32, Vec<(u16, PlainValue)>>,
    /// Merged ranges: first row, first column, last row, last column.
    pub merges: Vec<(u32, u16, u32, u16)>,
    /// Hidden rows that hold data, in order.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns that hold data, in order.
    pub hidden_cols: Vec<u16>,
}
