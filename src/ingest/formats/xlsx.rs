//! Excel workbooks of XML (.xlsx, .xlsm; Transitional or Strict) → sheets, each part walked once.
//!
//! Read here and not by calamine, which tells neither hidden rows nor columns, loses what stands behind a comment inside
//! a number, takes an unknown error value for a broken sheet and a wrong string index for the first string, and so needed
//! a walk of our own before its own.

mod cells;
mod looks;
mod strings;

use self::looks::Look;
use super::super::grid::Grid;
use super::super::package::Package;
use super::super::sheet::Budget;
use super::super::workbook::{self, MainPart};
use crate::model::{FileFault, Text};

/// What all sheets share.
#[derive(Default)]
struct Shared {
    /// The shared strings as a cell shows them; empty: nothing visible.
    strings: Vec<Text>,
    looks: Vec<Look>,
    is_1904: bool,
}

/// All worksheets, in workbook order. Every part that is used is inflated to its end, so that its checksum is checked.
///
/// # Errors
///
/// [`FileFault::Damaged`] for what no program could read surely, [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn sheets(package: &mut Package<'_>, main: &MainPart, budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let list = workbook::sheets(package, main)?;
    let mut shared = Shared { is_1904: list.is_1904, ..Shared::default() };
    // Some programs leave the relation out and use the usual name.
    let mut part = |named: Option<String>, usual: &str| {
        let named = named.filter(|part| package.has(part)).unwrap_or_else(|| main.sibling(usual));
        package.text(&named)
    };
    if let Some(xml) = part(list.strings, "sharedStrings.xml")? {
        shared.strings = strings::read(&xml, budget)?;
    }
    if let Some(xml) = part(list.styles, "styles.xml")? {
        shared.looks = looks::read(&xml)?;
    }
    let mut found = Vec::with_capacity(list.sheets.len());
    for entry in list.sheets {
        let xml = package.text(&entry.part)?.ok_or(FileFault::Damaged)?;
        found.push(cells::read(&xml, &entry, &shared, budget)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
