//! Turns submitted workbooks (biểu báo cáo) into readings.
//!
//! Bytes in, values out: nothing here opens a file, and no fault in a workbook is an error. What cannot be read becomes
//! a [`Misread`](crate::model::Misread) naming the cell, and reading goes on, so one bad ward never hides the others.

mod draft;
mod formats;
mod forms;
mod grid;
mod legacy;
mod markup;
mod package;
mod sheet;
mod sniff;
pub mod text;
mod value;
mod wire;
mod workbook;

use std::io::{Read, Write};

pub use self::forms::Reader;
use self::grid::Grid;
use crate::model::{Authority, Cell, FileFault, Limits, PlainSheet, UnitId, UnitTree};

/// The sheets of a file, unpacked but not yet understood.
#[derive(Debug, Clone)]
pub struct Sheets(Vec<Grid>);

impl Sheets {
    /// Opens a file of any format, told by its content.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read.
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, FileFault> {
        formats::sheets(bytes, limits).map(Self)
    }

    /// Takes over what [`hand_over`] wrote, believing none of it: it may come from a process gone wrong.
    ///
    /// # Errors
    ///
    /// What the other process found, or [`FileFault::Damaged`] if its words make no sense.
    pub fn take_over(from: impl Read, limits: &Limits) -> Result<Self, FileFault> {
        wire::take_over(from, limits).map(Self)
    }
}

impl Sheets {
    /// The sheets as plain grids, for a copy of a file that cannot be marked in place.
    pub fn into_plain(self) -> Vec<PlainSheet> {
        forms::plain(self.0)
    }

    /// Gives one cell of a sheet the value, or the blank, that it has in another version of the file.
    pub fn take_cell(&mut self, sheet: usize, cell: Cell, from: &Self, its_sheet: usize) {
        let (Some(grid), Some(other)) = (self.0.get_mut(sheet), from.0.get(its_sheet)) else { return };
        grid.take_cell(cell, other);
    }
}

/// Is the file an Excel workbook of XML parts (.xlsx, .xlsm), whatever its name?
pub fn is_xlsx(bytes: &[u8], limits: &Limits) -> bool {
    formats::is_xlsx(bytes, limits)
}

/// Writes what [`Sheets::open`] found for another process.
///
/// # Errors
///
/// What the operating system says of the pipe.
pub fn hand_over(found: &Result<Sheets, FileFault>, to: impl Write) -> std::io::Result<()> {
    wire::hand_over(found.as_ref().map(|sheets| sheets.0.as_slice()), to)
}

/// Can opening the file abort the process that opens it? Such a file is opened in a child process.
pub fn is_risky(bytes: &[u8]) -> bool {
    formats::is_risky(bytes)
}

/// The declared unit that a file's folder or name tells; for a file that cannot be read.
pub fn named_by_path(path: &str, units: &UnitTree) -> Option<UnitId> {
    forms::named_by_path(path, units)
}

/// Does a heading name a column of some form? If not, the nearest heading that does.
///
/// # Errors
///
/// The nearest heading, if one is alike.
pub fn find_heading(heading: &str, authority: &Authority) -> Result<(), Option<String>> {
    forms::find_heading(heading, authority)
}

/// The rows of a workbook's first non-empty sheet as texts, each with its row number from 1; for `don-vi.xlsx`.
///
/// # Errors
///
/// Why the file cannot be read; [`FileFault::UnsupportedFormat`] for a risky one.
pub fn plain_rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, FileFault> {
    if is_risky(bytes) {
        return Err(FileFault::UnsupportedFormat("Excel 97-2003 (.xls)".to_owned()));
    }
    Ok(grid::plain_rows(formats::sheets(bytes, &Limits::default())?))
}
