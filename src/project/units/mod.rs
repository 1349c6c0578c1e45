//! `don-vi.csv` or `don-vi.xlsx` → [`UnitTree`]: bytes or rows in; the tree and every fault with its line out.
//!
//! The trap: names are unique only within a parent, so a parent named by a name that several units bear is asked about,
//! never guessed.

mod rows;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use crate::error::ConfigFault;
use crate::model::{Authority, Unit, UnitTree};

/// Name of the file that Excel and editors save as text.
pub(super) const CSV: &str = "don-vi.csv";
/// Name of the file as a workbook.
pub(super) const XLSX: &str = "don-vi.xlsx";

/// The tree of a workspace without a list of units: the root alone; the rest is read from the submissions.
///
/// `folder`: name of the workspace folder, used where `co_quan.don_vi` is empty.
pub fn undeclared(authority: &Authority, folder: &str) -> UnitTree {
    let name = if authority.root.is_empty() { folder.to_owned() } else { authority.root.clone() };
    UnitTree::new(vec![Unit { name, ..Unit::default() }], false)
}

/// Reads the bytes of `don-vi.csv`: UTF-8, UTF-16 or Windows-1258; comma, semicolon or tab.
pub fn parse_csv(bytes: &[u8], authority: &Authority, folder: &str) -> (UnitTree, Vec<ConfigFault>) {
    match text::decode(bytes).and_then(|text| text::rows(&text)) {
        Ok(rows) => build(CSV, &rows, authority, folder),
        Err((line, message)) => (undeclared(authority, folder), vec![ConfigFault { file: CSV.to_owned(), line, message }]),
    }
}

/// Reads the rows of `don-vi.xlsx`, each with its row number from 1.
pub fn parse_rows(rows: Vec<(u32, Vec<String>)>, authority: &Authority, folder: &str) -> (UnitTree, Vec<ConfigFault>) {
    let filled = |cells: &Vec<String>| cells.iter().any(|cell| !cell.trim().is_empty());
    let rows: Vec<text::Row> = rows
        .into_iter()
        .filter(|(_, cells)| filled(cells))
        .map(|(row, cells)| (usize::try_from(row).unwrap_or(usize::MAX), cells))
        .collect();
    build(XLSX, &rows, authority, folder)
}

fn build(file: &str, rows: &[text::Row], authority: &Authority, folder: &str) -> (UnitTree, Vec<ConfigFault>) {
    let mut faults = Vec::new();
    let drafts = rows::read(file, rows, authority, &mut faults);
    let root = if authority.root.is_empty() { None } else { Some(authority.root.as_str()) };
    let tree = tree::build(tree::Plan { file, root, folder, levels: authority.levels.len() }, drafts, &mut faults);
    faults.sort_by_key(|fault| fault.line);
    (tree.unwrap_or_else(|| undeclared(authority, folder)), faults)
}
