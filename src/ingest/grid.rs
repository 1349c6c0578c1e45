//! A sheet as a sparse grid with absolute positions: what every format is read into.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::legacy::OldFont;
use super::value;
use crate::model::{Cell, Date, FileFault, PlainSheet, PlainValue, Text, name};

/// Columns of a plain list that are looked at.
const PLAIN_COLUMNS: u16 = 256;
/// The value of a cell. Text keeps soft hyphens and the like, because in old fonts they are letters:
/// [`super::legacy::inspect`] comes before [`crate::model::name::clean`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CellValue {
    /// Text as stored, NFC, trimmed at both ends only; never empty.
    Text(Text),
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
    /// See [`super::Sheets::take_cell`].
    pub fn take_cell(&mut self, cell: Cell, from: &Self) {
        let value = from.rows.get(&cell.row).and_then(|row| row.iter().find(|(col, _)| *col == cell.col)).cloned();
        let row = self.rows.entry(cell.row).or_default();
        row.retain(|(col, _)| *col != cell.col);
        if let Some(value) = value {
            row.push(value);
            row.sort_by_key(|(col, _)| *col);
        }
        if row.is_empty() {
            self.rows.remove(&cell.row);
        }
        let place = (cell.row, cell.col);
        self.old_fonts.retain(|(row, col, _)| (*row, *col) != place);
        self.old_fonts.extend(from.old_fonts.iter().filter(|(row, col, _)| (*row, *col) == place));
        self.old_fonts.sort_by_key(|(row, col, _)| (*row, *col));
    }

    /// The same grid for other rooms of the house.
    pub fn into_plain(self) -> PlainSheet {
        let value = |value: CellValue| match value {
            CellValue::Text(text) => PlainValue::Text(text.to_string()),
            CellValue::Error(text) | CellValue::NotCalculated(text) => PlainValue::Text(text),
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

pub(super) fn number(value: f64, percent: bool) -> CellValue {
    if value.is_finite() { CellValue::Number { value, percent } } else { CellValue::Error("#NUM!".to_owned()) }
}

/// The text of a cell, if it shows anything.
pub(super) fn as_text(text: &str) -> Option<CellValue> {
    visible(text).map(CellValue::Text)
}

/// NFC, trimmed; `None` if nothing visible is left.
pub(super) fn visible(text: &str) -> Option<Text> {
    let invisible =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}');
    let trimmed = text.trim_matches(invisible);
    if trimmed.is_empty() || trimmed.chars().all(|c| c == '\u{00ad}') {
        return None;
    }
    Some(if name::is_composed(trimmed) { trimmed.into() } else { trimmed.nfc().collect::<String>().into() })
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
                value => value::text(Some(value)).unwrap_or_default().to_string(),
            };
        }
        (index + 1, row)
    });
    rows.collect()
}

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
