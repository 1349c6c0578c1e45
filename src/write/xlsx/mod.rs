//! A [`Workbook`] → an XLSX package.
//!
//! Numbers stay numbers with a number format, text is always written as text (never as a formula), formulas carry their
//! result. The creation date is fixed, so the same workbook gives the same bytes.

mod chart_caches;
mod charts;
mod form;
mod form_checks;
mod leads;
mod looks;
mod rows;
mod sheet;
mod signature;
#[cfg(test)]
mod tests;

use std::io::{BufWriter, Read as _, Seek as _, Write as _};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook as Package, XlsxError};

use super::links::Links;
use super::notation::printable;
use crate::document::form::FormBook;
use crate::document::{Sheet, TableRow, Workbook};
use leads::Leads;
use looks::Looks;

/// Rows to which figures lead: sheet by number, row from 0.
#[derive(Debug)]
struct Targets<'a> {
    names: &'a [String],
    links: Links<(usize, u32)>,
    /// What cells lead to files and records.
    leads: Leads,
    /// The sheet being written.
    here: usize,
}

impl Targets<'_> {
    /// Adds the rows of the sheet being written, the first of which is row `top`.
    fn add(&mut self, rows: &[TableRow], top: u32) {
        for (number, row) in (top..).zip(rows).filter(|(_, row)| !row.anchors.is_empty()) {
            self.links.add(&row.anchors, (self.here, number));
        }
    }

    /// Where a figure leads.
    fn find(&self, key: &str) -> Option<Url> {
        let (sheet, row) = self.links.find(key)?;
        let name = &self.names[sheet];
        Some(Url::new(format!("internal:'{}'!A{}", name.replace('\'', "''"), row + 1)).set_text(name))
    }
}

/// A sheet with more rows than this is streamed through a temporary file.
const STREAMED_FROM: usize = 20_000;
/// How hard a workbook with such a sheet is packed, of 9: a long list is mostly repeated words, which the fastest packs too.
const LONG_PACKED: u8 = 1;

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
    let is_long = workbook.sheets.iter().any(|sheet| sheet.row_count() > STREAMED_FROM);
    if is_long {
        package.set_tempdir(scratch)?;
        package.set_zip_compression_level(LONG_PACKED);
    }
    let mut names = Vec::new();
    for sheet in &workbook.sheets {
        let target = if sheet.row_count() > STREAMED_FROM {
            package.add_worksheet_with_constant_memory()?
        } else {
            package.add_worksheet()
        };
        let name = sheet_name(&sheet.name, &names);
        target.set_name(&name)?;
        names.push(name);
    }
    // Sheets to which figures lead are written first: only then it is known on which row a source stands.
    let is_target = |sheet: &Sheet<'_>| sheet.table.rows.iter().any(|row| !row.anchors.is_empty());
    let (first, then): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(|&at| is_target(&workbook.sheets[at]));
    let mut links = Targets { names: &names, links: Links::new(), leads: Leads::of(workbook, &names), here: 0 };
    for at in first.into_iter().chain(then) {
        links.here = at;
        sheet::write(package.worksheet_from_index(at)?, &workbook.sheets[at], workbook, &looks, &mut links)?;
    }
    if workbook.sheets.is_empty() {
        package.add_worksheet();
    }
    let bytes = if is_long { through_file(package, scratch)? } else { package.save_to_buffer()? };
    if chart_caches::are_missing(workbook) { chart_caches::filled(bytes, workbook) } else { Ok(bytes) }
}

/// A long workbook is written to a file first: a buffer that grows with it would be held twice.
fn through_file(mut package: Package, scratch: &Path) -> Result<Vec<u8>, XlsxError> {
    let mut file = tempfile::tempfile_in(scratch)?;
    let mut writer = BufWriter::new(&mut file);
    package.save_to_writer(&mut writer)?;
    writer.flush()?;
    drop((writer, package));
    let length = usize::try_from(file.stream_position()?).unwrap_or(0);
    let mut bytes = Vec::with_capacity(length);
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a workbook to be filled in.
///
/// # Errors
///
/// What the writer says.
pub(super) fn form_bytes(book: &FormBook) -> Result<Vec<u8>, XlsxError> {
    form::bytes(book)
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
