//! A [`Workbook`] → an XLSX package.
//!
//! Numbers stay numbers with a number format, text is always written as text (never as a formula), formulas carry their
//! result. The creation date is fixed, so the same workbook gives the same bytes.

mod links;
mod looks;
mod rows;
mod sheet;
mod signature;
#[cfg(test)]
mod tests;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Package, XlsxError};

use super::notation::printable;
use crate::document::Workbook;
use links::Links;
use looks::Looks;

/// A sheet with more rows than this is streamed through a temporary file.
const STREAMED_FROM: usize = 20_000;
/// How hard a workbook with such a sheet is packed, of 9: half the time of the usual 6 for a seventh more bytes.
const LONG_PACKED: u8 = 3;

/// The package's bytes; `scratch` is used only when a sheet is streamed.
///
/// # Errors
///
/// What the writer says.
pub(super) fn bytes(workbook: &Workbook<'_>, scratch: &Path) -> Result<Vec<u8>, XlsxError> {
    let mut package = Package::new();
    package.set_properties(
        &DocProperties::new()
            .set_title(printable(&workbook.title).as_ref())
            .set_author(printable(&workbook.author).as_ref())
            .set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?),
    );
    let looks = Looks::new(&workbook.font);
    // Column widths are counted in digits of the default font, so that must be the workbook's own; pixels as in Excel.
    package.set_default_format(&looks.default(), 20, 64)?;
    if workbook.sheets.iter().any(|sheet| sheet.row_count() > STREAMED_FROM) {
        package.set_tempdir(scratch)?;
        package.set_zip_compression_level(LONG_PACKED);
    }
    let mut names = Vec::new();
    for sheet in &workbook.sheets {
        names.push(sheet_name(&sheet.name, &names));
    }
    let links = Links::of(workbook, &names);
    for (sheet, name) in workbook.sheets.iter().zip(&names) {
        let target = if sheet.row_count() > STREAMED_FROM {
            package.add_worksheet_with_constant_memory()?
        } else {
            package.add_worksheet()
        };
        target.set_name(name)?;
        sheet::write(target, sheet, workbook, (&looks, &links))?;
    }
    if workbook.sheets.is_empty() {
        package.add_worksheet();
    }
    package.save_to_buffer()
}

/// A name Excel accepts: at most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe at an end, unlike every earlier one
/// without regard to case.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = printable(wanted)
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t') { '-' } else { c })
        .collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let base = if clean.is_empty() { "Trang" } else { clean };
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let first = shortened(base, 31);
    if is_free(&first) {
        return first;
    }
    // One more number than there are names taken must be free.
    (2..taken.len() + 3)
        .map(|number| {
            let suffix = format!(" ({number})");
            shortened(base, 31 - suffix.len()) + &suffix
        })
        .find(|name| is_free(name))
        .unwrap_or(first)
}

/// The longest start of the text of at most `room` UTF-16 units, without a trailing space or apostrophe.
fn shortened(text: &str, room: usize) -> String {
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    kept.trim_end_matches(|c: char| c == '\'' || c.is_whitespace()).to_owned()
}
