//! `don-vi.csv` or `don-vi.xlsx` → [`UnitTree`]: bytes or rows in; the tree and every fault with its line out.
//!
//! The trap: names are unique only within a parent, so a parent named by a name that several units bear is asked about,
//! never guessed.

mod merged;
mod rows;
#[cfg(test)]
mod tests;
mod tree;

use crate::error::ConfigFault;
use crate::ingest::text;
use crate::model::{Authority, Unit, UnitTree};

/// What the list of units is read by.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Levels, and the name of the root (`co_quan.don_vi`).
    pub authority: &'a Authority,
    /// Name of the workspace folder: the root's name where `co_quan.don_vi` is empty.
    pub folder: &'a str,
    /// Could the whole configuration be read? If not, a level or parent that is not known may well be declared there,
    /// and is no fault.
    pub certain: bool,
}

/// Name of the file that Excel and editors save as text.
pub(super) const CSV: &str = "don-vi.csv";
/// Name of the file as a workbook.
pub(super) const XLSX: &str = "don-vi.xlsx";

/// The tree of a workspace without a list of units: the root alone; the rest is read from the submissions.
pub fn undeclared(setting: Setting<'_>) -> UnitTree {
    let declared = &setting.authority.root;
    let name = if declared.is_empty() { setting.folder.to_owned() } else { declared.clone() };
    UnitTree::new(vec![Unit { name, ..Unit::default() }], false)
}

/// Reads the bytes of `don-vi.csv`: UTF-8, UTF-16 or Windows-1258; comma, semicolon or tab.
pub fn parse_csv(bytes: &[u8], setting: Setting<'_>) -> (UnitTree, Vec<ConfigFault>) {
    match text::decode(bytes).and_then(|text| text::rows(&text)) {
        Ok(rows) => build(CSV, &rows, setting),
        Err((line, message)) => (undeclared(setting), vec![ConfigFault { file: CSV.to_owned(), line, message }]),
    }
}

/// Reads the rows of `don-vi.xlsx`, each with its row number from 1.
pub fn parse_rows(rows: Vec<(u32, Vec<String>)>, setting: Setting<'_>) -> (UnitTree, Vec<ConfigFault>) {
    let filled = |cells: &Vec<String>| cells.iter().any(|cell| !cell.trim().is_empty());
    let rows: Vec<text::Row> = rows
        .into_iter()
        .filter(|(_, cells)| filled(cells))
        .map(|(row, cells)| (usize::try_from(row).unwrap_or(usize::MAX), cells))
        .collect();
    build(XLSX, &rows, setting)
}

/// The first line in which a question mark stands inside a word: Excel saves plain "CSV" so where Windows is not Vietnamese.
fn lost_letters(rows: &[text::Row]) -> Option<usize> {
    let inside = |cell: &String| {
        let letters: Vec<char> = cell.chars().collect();
        letters.windows(2).any(|pair| matches!(pair, [a, '?'] | ['?', a] if a.is_alphabetic()))
    };
    rows.iter().find(|(_, cells)| cells.iter().any(inside)).map(|(line, _)| *line)
}

fn build(file: &str, rows: &[text::Row], setting: Setting<'_>) -> (UnitTree, Vec<ConfigFault>) {
    let mut faults = Vec::new();
    if let Some(line) = lost_letters(rows) {
        let message = "chữ có dấu đã mất, thành dấu “?”, khi lưu tệp; mở lại bản gốc bằng Excel, chọn Lưu thành (Save As) kiểu “CSV UTF-8”, hoặc lưu thành don-vi.xlsx";
        return (undeclared(setting), vec![ConfigFault { file: file.to_owned(), line, message: message.to_owned() }]);
    }
    let drafts = rows::read(file, rows, setting, &mut faults);
    if drafts.drafts.is_empty() && faults.is_empty() {
        let message = "chưa có đơn vị nào dưới dòng tên cột; ghi mỗi đơn vị một dòng, hoặc bỏ tệp này đi".to_owned();
        faults.push(ConfigFault { file: file.to_owned(), line: 0, message });
    }
    let tree = tree::build(file, setting, drafts, &mut faults);
    faults.sort_by_key(|fault| fault.line);
    (tree.unwrap_or_else(|| undeclared(setting)), faults)
}
