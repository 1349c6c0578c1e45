//! Workbook bytes → sheets as sparse grids with absolute positions.
//!
//! Cells come from calamine's streaming reader. Its range reader is not used: it counts from the first non-empty cell,
//! which shifts every address, and one stray cell in the last column makes it ask for more memory than there is. What
//! calamine does not tell (hidden rows, merged cells, percentages, formulas without a result) comes from
//! [`package::inspect`], which has also refused whatever would be misread.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxFormulaMetadata};
use unicode_normalization::UnicodeNormalization;

use super::legacy::OldFont;
use super::package;
use super::sheet::SheetFacts;
use super::value;
use crate::model::{Date, FileFault, Limits, PlainSheet, PlainValue, name};

/// Columns of a plain list that are looked at.
const PLAIN_COLUMNS: u16 = 256;
/// Longest piece of a formula that is kept for the message about it.
const FORMULA_SHOWN: usize = 200;
/// Formulas without a result of a sheet that are kept at all.
const FORMULAS_SHOWN: usize = 10_000;

/// The value of a cell. Text keeps soft hyphens and the like, because in old fonts they are letters:
/// [`super::legacy::inspect`] comes before [`crate::model::name::clean`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CellValue {
    /// Text as stored, NFC, trimmed at both ends only; never empty.
    Text(String),
    /// A finite number; `percent`: its format shows a percentage (0.0052 is shown as 0,52%).
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
    /// A formula without a stored result, "=SUM(C5:C9)".
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
    /// Hidden rows that hold data, in order.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns that hold data, in order.
    pub hidden_cols: Vec<u16>,
    /// Text cells in a font of the time before Unicode, in order.
    pub old_fonts: Vec<(u32, u16, OldFont)>,
    /// Cells that hold a formula (its result is in `rows`).
    pub formulas: Vec<(u32, u16)>,
}

impl Grid {
    /// The same grid for other rooms of the house.
    pub fn into_plain(self) -> PlainSheet {
        let value = |value: CellValue| match value {
            CellValue::Text(text) | CellValue::Error(text) | CellValue::NotCalculated(text) => PlainValue::Text(text),
            CellValue::Number { value, percent } => PlainValue::Number { value, percent },
            CellValue::Date(date) => PlainValue::Date(date),
            CellValue::Bool(value) => PlainValue::Bool(value),
        };
        let rows = self.rows.into_iter().map(|(row, cells)| (row, cells.into_iter().map(|(col, v)| (col, value(v))).collect()));
        PlainSheet {
            name: self.name,
            hidden: self.hidden,
            rows: rows.collect(),
            merges: self.merges,
            hidden_rows: self.hidden_rows,
            hidden_cols: self.hidden_cols,
        }
    }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// All worksheets of a workbook, in order, or why it cannot be read. A sheet without content has no rows.
pub(crate) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, FileFault> {
    let package::Inspected { sheets: facts, mended } = package::inspect(bytes, limits)?;
    let bytes = mended.as_deref().unwrap_or(bytes);
    // The last net: a panic inside the reader must not take the other files with it.
    catch_unwind(AssertUnwindSafe(|| {
        let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
        // Names as calamine decodes them: it finds sheets by name.
        let worksheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let names: Vec<String> = worksheets.map(|sheet| sheet.name.clone()).collect();
        if names.len() != facts.len() {
            return Err(FileFault::Damaged);
        }
        names.into_iter().zip(facts).map(|(name, facts)| read_sheet(&mut book, name, facts)).collect()
    }))
    .unwrap_or(Err(FileFault::Damaged))
}

fn read_sheet(book: &mut Book<'_>, name: String, facts: SheetFacts) -> Result<Grid, FileFault> {
    let mut grid = Grid { name, hidden: facts.hidden, ..Grid::default() };
    let mut notes = Notes::of(&facts, book.has_1904_epoch());
    let mut anchors: BTreeMap<usize, String> = BTreeMap::new();
    let (mut failures, mut uncalculated) = (0, 0);
    let mut row: Vec<(u16, CellValue)> = Vec::new();
    let mut row_index = 0;
    let mut reader = book.worksheet_cells_reader(&grid.name).map_err(|_| FileFault::Damaged)?;
    loop {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            // An error value it does not know; the reader stands behind it and goes on.
            Err(_) if failures < facts.odd_errors.len() => {
                failures += 1;
                continue;
            }
            Err(_) => return Err(FileFault::Damaged),
        };
        let (r, col) = record.pos;
        let c = u16::try_from(col).map_err(|_| FileFault::Damaged)?;
        if r != row_index {
            flush(&mut grid.rows, row_index, &mut row);
            row_index = r;
        }
        if let Some(formula) = record.formula {
            grid.formulas.push((r, c));
            let shown = shown_formula(formula, &mut anchors);
            if notes.uncalculated(r, c) {
                uncalculated += 1;
                let shown = if uncalculated > FORMULAS_SHOWN { "=…".to_owned() } else { shown };
                row.push((c, CellValue::NotCalculated(shown)));
                continue;
            }
        }
        if let Some(value) = notes.value(record.value, r, c) {
            row.push((c, value));
        }
    }
    flush(&mut grid.rows, row_index, &mut row);
    for (r, c, text) in facts.odd_errors {
        grid.rows.entry(r).or_default().push((c, CellValue::Error(text)));
    }
    settle(&mut grid.rows)?;
    grid.merges = facts.merges;
    grid.old_fonts = facts.old_fonts;
    grid.old_fonts.sort_unstable();
    grid.hidden_rows = facts.hidden_rows.into_iter().filter(|r| grid.rows.contains_key(r)).collect();
    grid.hidden_rows.sort_unstable();
    grid.hidden_rows.dedup();
    grid.hidden_cols = hidden_columns(&facts.hidden_cols, &grid.rows);
    Ok(grid)
}

fn flush(rows: &mut BTreeMap<u32, Vec<(u16, CellValue)>>, index: u32, row: &mut Vec<(u16, CellValue)>) {
    if !row.is_empty() {
        rows.entry(index).or_default().append(row);
    }
}

/// Rows in column order; a cell that stands twice makes the sheet ambiguous.
pub(super) fn settle(rows: &mut BTreeMap<u32, Vec<(u16, CellValue)>>) -> Result<(), FileFault> {
    for row in rows.values_mut() {
        if !row.is_sorted_by_key(|(col, _)| *col) {
            row.sort_by_key(|(col, _)| *col);
        }
        if row.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(FileFault::Damaged);
        }
        row.shrink_to_fit();
    }
    Ok(())
}

pub(super) fn hidden_columns(ranges: &[(u16, u16)], rows: &BTreeMap<u32, Vec<(u16, CellValue)>>) -> Vec<u16> {
    if ranges.is_empty() {
        return Vec::new();
    }
    let mut used = std::collections::BTreeSet::new();
    for (col, _) in rows.values().flatten() {
        used.insert(*col);
    }
    let hidden = |col: &u16| {
        let after = ranges.partition_point(|(first, _)| first <= col);
        after > 0 && *col <= ranges[after - 1].1
    };
    used.into_iter().filter(hidden).collect()
}

/// The formula as Excel shows it; a cell that shares a formula shows that of its group's first cell.
fn shown_formula(formula: XlsxFormulaMetadata, anchors: &mut BTreeMap<usize, String>) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } => shortened(&formula),
        XlsxFormulaMetadata::Shared { shared_index, formula, .. } => {
            let shown = shortened(&formula);
            anchors.insert(shared_index, shown.clone());
            shown
        }
        XlsxFormulaMetadata::SharedDerived { shared_index } => {
            anchors.get(&shared_index).cloned().unwrap_or_else(|| "=".to_owned())
        }
        _ => "=".to_owned(),
    }
}

/// Its beginning: a formula may be a megabyte long and shared by a million cells.
fn shortened(formula: &str) -> String {
    match formula.char_indices().nth(FORMULA_SHOWN) {
        Some((end, _)) => format!("={}…", &formula[..end]),
        None => format!("={formula}"),
    }
}

/// What the pass over the XML noted, walked along with the cells.
struct Notes<'f> {
    percent: std::iter::Peekable<std::slice::Iter<'f, (u32, u16)>>,
    uncalculated: std::iter::Peekable<std::slice::Iter<'f, (u32, u16)>>,
    is_1904: bool,
}

impl<'f> Notes<'f> {
    fn of(facts: &'f SheetFacts, is_1904: bool) -> Self {
        Self { percent: facts.percent.iter().peekable(), uncalculated: facts.uncalculated.iter().peekable(), is_1904 }
    }

    fn uncalculated(&mut self, row: u32, col: u16) -> bool {
        self.uncalculated.next_if(|at| **at == (row, col)).is_some()
    }

    fn value(&mut self, data: DataRef<'_>, row: u32, col: u16) -> Option<CellValue> {
        // Taken whatever the value turns out to be, or the notes would fall behind the cells.
        let percent = self.percent.next_if(|at| **at == (row, col)).is_some();
        match data {
            DataRef::Empty => None,
            DataRef::SharedString(text) => as_text(text),
            DataRef::String(text) | DataRef::DurationIso(text) => as_text(&text),
            DataRef::Float(value) => Some(number(value, percent)),
            #[expect(clippy::cast_precision_loss, reason = "the format stores all numbers as f64")]
            DataRef::Int(value) => Some(number(value as f64, false)),
            DataRef::Bool(value) => Some(CellValue::Bool(value)),
            DataRef::Error(error) => Some(CellValue::Error(error.to_string())),
            DataRef::DateTime(stamp) => {
                let day = stamp.is_datetime().then(|| value::date_of_serial(stamp.as_f64(), self.is_1904)).flatten();
                Some(day.map_or_else(|| number(stamp.as_f64(), false), CellValue::Date))
            }
            DataRef::DateTimeIso(text) => {
                let day = text.get(..10).and_then(Date::parse);
                day.map(CellValue::Date).or_else(|| as_text(&text))
            }
        }
    }
}

pub(super) fn number(value: f64, percent: bool) -> CellValue {
    if value.is_finite() { CellValue::Number { value, percent } } else { CellValue::Error("#NUM!".to_owned()) }
}

/// NFC, trimmed; `None` if nothing visible is left.
pub(super) fn as_text(text: &str) -> Option<CellValue> {
    let invisible =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}');
    let trimmed = text.trim_matches(invisible);
    if trimmed.is_empty() || trimmed.chars().all(|c| c == '\u{00ad}') {
        return None;
    }
    let text = if name::is_composed(trimmed) { trimmed.to_owned() } else { trimmed.nfc().collect() };
    Some(CellValue::Text(text))
}

/// See [`super::plain_rows`].
pub(crate) fn plain_rows(sheets: Vec<Grid>) -> Vec<(u32, Vec<String>)> {
    let Some(sheet) = sheets.into_iter().find(|sheet| !sheet.rows.is_empty()) else { return Vec::new() };
    let rows = sheet.rows.into_iter().map(|(index, cells)| {
        let cells: Vec<_> = cells.into_iter().filter(|(col, _)| *col < PLAIN_COLUMNS).collect();
        let width = cells.last().map_or(0, |(col, _)| usize::from(*col) + 1);
        let mut row = vec![String::new(); width];
        for (col, value) in cells {
            row[usize::from(col)] = match &value {
                CellValue::Error(_) | CellValue::NotCalculated(_) => value::raw(Some(&value)),
                value => value::text(Some(value)).unwrap_or_default(),
            };
        }
        (index + 1, row)
    });
    rows.collect()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod written_by_ourselves {
    #![expect(clippy::unwrap_used, reason = "a test that cannot make its workbook has failed")]

    use crate::ingest::plain_rows;

    #[test]
    fn a_workbook_of_rust_xlsxwriter_reads_as_rows_of_text() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let sheet = book.add_worksheet();
        let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        sheet.write(1, 0, "Phường An Hòa").unwrap();
        sheet.write(1, 2, 12).unwrap();
        sheet.write(1, 3, 1.5).unwrap();
        sheet.write_with_format(2, 1, rust_xlsxwriter::ExcelDateTime::from_ymd(2020, 8, 21).unwrap(), &day).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let expected = vec![(2, row(&["Phường An Hòa", "", "12", "1,5"])), (3, row(&["", "21/8/2020"]))];
        assert_eq!(plain_rows(&bytes), Ok(expected));
    }
}
