//! A fresh .xlsx with the grid of a file that cannot be marked in place (.xls, .xlsb, .ods, .csv, HTML, .docx).

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::model::{PlainSheet, PlainValue};

/// Letters of the widest and the narrowest column.
const WIDEST: usize = 42;
const NARROWEST: usize = 8;
/// Merged ranges of more cells than this are left apart: each cell of one is written.
const LARGEST_MERGE: u64 = 20_000;
/// Most letters of a cell, and of a sheet's name.
const CELL: usize = 32_767;
const NAME: usize = 31;

/// The formats of the copy.
struct Looks {
    text: Format,
    percent: Format,
    date: Format,
}

/// Writes the sheets, values only.
///
/// # Errors
///
/// What the writer says.
pub(super) fn workbook(sheets: &[PlainSheet]) -> Result<Vec<u8>, XlsxError> {
    let font = Format::new().set_font_name("Times New Roman").set_font_size(11.0).set_align(FormatAlign::VerticalCenter);
    let looks = Looks {
        text: font.clone().set_text_wrap(),
        percent: font.clone().set_num_format("0.##%"),
        date: font.set_num_format("dd/mm/yyyy"),
    };
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let mut taken = BTreeSet::new();
    let any_shown = sheets.iter().any(|sheet| !sheet.hidden);
    for sheet in sheets {
        let target = book.add_worksheet();
        target.set_name(free_name(&sheet.name, &mut taken))?;
        target.set_hidden(sheet.hidden && any_shown);
        write(target, sheet, &looks)?;
    }
    book.save_to_buffer()
}

fn write(target: &mut Worksheet, sheet: &PlainSheet, looks: &Looks) -> Result<(), XlsxError> {
    for &(top, left, bottom, right) in &sheet.merges {
        let cells = u64::from(bottom - top + 1) * u64::from(right - left + 1);
        if cells <= LARGEST_MERGE {
            // One that overlaps another is no merge in any program.
            let _ = target.merge_range(top, left, bottom, right, "", &looks.text);
        }
    }
    let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
    for (&row, cells) in &sheet.rows {
        for (col, value) in cells {
            put(target, (row, *col), value, looks)?;
            let letters = match value {
                PlainValue::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
                _ => NARROWEST,
            };
            let merged = sheet.merges.iter().any(|m| (m.0, m.1) == (row, *col) && m.3 > m.1);
            let widest = widths.entry(*col).or_insert(NARROWEST);
            *widest = (*widest).max(if merged { 0 } else { letters + 2 }).min(WIDEST);
        }
    }
    for (col, letters) in widths {
        target.set_column_width(col, u32::try_from(letters).unwrap_or(10))?;
    }
    for &row in &sheet.hidden_rows {
        target.set_row_hidden(row)?;
    }
    for &col in &sheet.hidden_cols {
        target.set_column_hidden(col)?;
    }
    Ok(())
}

fn put(target: &mut Worksheet, (row, col): (u32, u16), value: &PlainValue, looks: &Looks) -> Result<(), XlsxError> {
    match value {
        PlainValue::Text(text) => {
            let text: String = text.chars().take(CELL).collect();
            target.write_string_with_format(row, col, text, &looks.text)?;
        }
        PlainValue::Number { value, percent } => {
            target.write_number_with_format(row, col, *value, if *percent { &looks.percent } else { &looks.text })?;
        }
        PlainValue::Date(date) => match ExcelDateTime::from_ymd(date.year, date.month, date.day) {
            Ok(day) => drop(target.write_datetime_with_format(row, col, &day, &looks.date)?),
            // Excel has no days before 1900.
            Err(_) => drop(target.write_string_with_format(row, col, date.to_string(), &looks.text)?),
        },
        PlainValue::Bool(value) => drop(target.write_boolean_with_format(row, col, *value, &looks.text)?),
    }
    Ok(())
}

/// A name Excel accepts, that no earlier sheet has.
fn free_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String =
        wanted.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { '-' } else { c }).collect::<String>();
    let clean = clean.trim_matches(['\'', ' ']);
    let clean = if clean.is_empty() { "Trang" } else { clean };
    let cut = |room: usize| {
        let mut used = 0;
        clean.chars().take_while(move |c| {
            used += c.len_utf16();
            used <= room
        })
    };
    let suffixes = std::iter::once(String::new()).chain((2..).map(|n: u32| format!(" ({n})")));
    let names = suffixes.map(|suffix| cut(NAME - suffix.len()).collect::<String>() + &suffix);
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    let name = names.into_iter().find(is_free).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}
