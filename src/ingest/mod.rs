//! Turns submitted workbooks (biểu báo cáo) into readings.
//!
//! Bytes in, values out: nothing here opens a file, and no fault in a workbook is an error. What cannot be read becomes
//! a [`Misread`](crate::model::Misread) naming the cell, and reading goes on, so one bad ward never hides the others.

mod forms;
mod grid;
mod legacy;
mod markup;
mod package;
mod sheet;
mod sniff;
mod syllable;
mod value;
mod workbook;

use crate::model::{Authority, FileFault, Reading, UnitTree};

/// Reads one file of the drop folder. `file` is its index in the dossier, `path` relative to the workspace.
pub fn read(path: &str, file: u32, bytes: &[u8], authority: &Authority, units: &UnitTree) -> Reading {
    forms::read(path, file, bytes, authority, units)
}

/// The rows of a workbook's first non-empty sheet as texts, each with its row number from 1; for `don-vi.xlsx`.
///
/// # Errors
///
/// Why the file cannot be read.
pub fn plain_rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, FileFault> {
    grid::plain_rows(bytes)
}
