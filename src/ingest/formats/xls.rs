//! Excel 97-2003 and 5.0 workbooks (.xls) → sheets.
//!
//! Only to be called in a child process: a file can make calamine ask for more memory than there is, which aborts the
//! process. Values come from calamine; what it does not tell comes from [`biff::facts`]. The trap: files of Excel 5.0 say
//! a wrong code page or none, so Vietnamese comes out as "Sôì liêòu"; such text is read again as Windows-1258.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError, XlsOptions};

use super::super::draft::Draft;
use super::super::grid::{self, CellValue, Grid};
use super::super::sheet::Budget;
use super::super::{legacy, value};
use super::biff::{self, Facts};
use crate::model::{FileFault, syllable};

/// The code page of Vietnamese Windows.
const VIETNAMESE: u16 = 1258;
/// Longest piece of a formula that is kept for the message about it.
const FORMULA_SHOWN: usize = 200;
/// Functions whose result is a number, however empty it was stored.
const NUMERIC: [&str; 12] =
    ["SUM(", "COUNT", "AVERAGE", "MAX(", "MIN(", "SUBTOTAL(", "ROUND", "PRODUCT(", "INT(", "ROWS(", "SUMIF", "SUMPRODUCT("];

/// All worksheets, in workbook order.
///
/// # Errors
///
/// [`FileFault::Password`], [`FileFault::Damaged`], [`FileFault::OverLimit`].
pub(super) fn sheets(bytes: &[u8], budget: &Budget) -> Result<Vec<Grid>, FileFault> {
    let facts = biff::facts(bytes).unwrap_or_default();
    if facts.wild {
        return Err(FileFault::Damaged);
    }
    let mut copy = bytes.to_vec();
    for &at in &facts.dimensions {
        if let Some(byte) = copy.get_mut(at) {
            *byte = 0;
        }
    }
    let attempt = |codepage| {
        let mut budget = budget.clone();
        let read = AssertUnwindSafe(|| read(&copy, codepage, &facts, &mut budget));
        catch_unwind(read).unwrap_or(Err(FileFault::Damaged))
    };
    let grids = attempt(None)?;
    if facts.narrow && texts(&grids).any(|text| !text.is_ascii()) {
        let again = attempt(Some(VIETNAMESE))?;
        if vietnamese(&again) > vietnamese(&grids) {
            return Ok(again);
        }
    }
    Ok(grids)
}

fn texts(grids: &[Grid]) -> impl Iterator<Item = &str> {
    grids.iter().flat_map(|grid| grid.rows.values().flatten()).filter_map(|(_, value)| match value {
        CellValue::Text(text) => Some(&**text),
        _ => None,
    })
}

/// How many words with marks are Vietnamese, once old fonts are mended.
fn vietnamese(grids: &[Grid]) -> usize {
    let words = |text: &str| text.split_whitespace().filter(|word| !word.is_ascii() && syllable::is_valid(word)).count();
    texts(grids).map(|text| legacy::mend(text).map_or_else(|| words(text), |mended| words(&mended))).sum()
}

fn read(bytes: &[u8], codepage: Option<u16>, facts: &Facts, budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let mut options = XlsOptions::default();
    options.force_codepage = codepage;
    let mut book = Xls::new_with_options(Cursor::new(bytes), options).map_err(|error| match error {
        XlsError::Password => FileFault::Password,
        _ => FileFault::Damaged,
    })?;
    let is_1904 = book.has_1904_epoch();
    let listed = book.sheets_metadata().to_vec();
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for (index, sheet) in listed.iter().enumerate() {
        // calamine keeps sheets by name.
        if !names.insert(sheet.name.clone()) {
            return Err(FileFault::Damaged);
        }
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut draft = Draft::new(&sheet.name, sheet.visible != SheetVisible::Visible, budget);
        let formulas = book.worksheet_formula(&sheet.name).map_err(|_| FileFault::Damaged)?;
        let (top, left) = formulas.start().unwrap_or_default();
        let mut empty = BTreeSet::new();
        for (row, col, formula) in formulas.used_cells() {
            let (row, col) = (top + position(row)?, left + position(col)?);
            draft.formula(row, col);
            if is_numeric(formula) {
                empty.insert((row, col));
            }
        }
        let notes = facts.sheets.get(index);
        let range = book.worksheet_range(&sheet.name).map_err(|_| FileFault::Damaged)?;
        let (range_top, range_left) = range.start().unwrap_or_default();
        for (row, col, data) in range.used_cells() {
            let (row, col) = (range_top + position(row)?, range_left + position(col)?);
            let percent = notes.is_some_and(|notes| notes.percent.contains(&(row, col)));
            if let Some(value) = cell(data, percent, is_1904) {
                empty.remove(&(row, col));
                draft.put(row, col, value)?;
            }
        }
        for (row, col) in empty {
            let formula = formulas.get_value((row, col)).map(|f| f.chars().take(FORMULA_SHOWN).collect::<String>());
            draft.put(row, col, CellValue::NotCalculated(format!("={}", formula.unwrap_or_default())))?;
        }
        for merge in book.merge_cells_by_sheet_name(&sheet.name).map_err(|_| FileFault::Damaged)? {
            let (rows, cols) = (merge.end.0.saturating_sub(merge.start.0), merge.end.1.saturating_sub(merge.start.1));
            draft.merge(merge.start.0, merge.start.1, rows.saturating_add(1), cols.saturating_add(1))?;
        }
        if let Some(notes) = notes {
            draft.hidden_rows.clone_from(&notes.hidden_rows);
            notes.hidden_cols.iter().for_each(|(first, last)| draft.hide_columns(*first, *last));
        }
        found.push(draft.finish()?);
    }
    Ok(found)
}

fn position(index: usize) -> Result<u32, FileFault> {
    u32::try_from(index).map_err(|_| FileFault::Damaged)
}

/// Can the result of a formula only be a number? Then an empty one was never calculated.
fn is_numeric(formula: &str) -> bool {
    !formula.contains(['"', '&'])
        && (NUMERIC.iter().any(|name| formula.starts_with(name))
            // In quotes stands a sheet's name.
            || (!formula.contains('\'') && formula.contains(['+', '*', '/'])))
}

fn cell(data: &Data, percent: bool, is_1904: bool) -> Option<CellValue> {
    match data {
        Data::Empty => None,
        // Wide letters that a record declares narrow come with a zero each.
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => grid::as_text(&text.replace('\0', "")),
        Data::Float(value) => Some(grid::number(*value, percent)),
        #[expect(clippy::cast_precision_loss, reason = "the format stores all numbers as f64")]
        Data::Int(value) => Some(grid::number(*value as f64, percent)),
        Data::Bool(value) => Some(CellValue::Bool(*value)),
        Data::Error(error) => Some(CellValue::Error(error.to_string())),
        Data::DateTime(stamp) => {
            let day = stamp.is_datetime().then(|| value::date_of_serial(stamp.as_f64(), is_1904)).flatten();
            Some(day.map_or_else(|| grid::number(stamp.as_f64(), false), CellValue::Date))
        }
    }
}
