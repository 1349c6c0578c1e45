//! Summary → documents and workbooks: prose from `.md` templates, every table from `.toml` (stub).

use std::collections::BTreeMap;

use crate::document::{Document, Workbook};
use crate::error::Error;
use crate::model::{Dossier, Summary};

/// Templates that replace the built-in ones (`mau/`), by path relative to `templates/`: "bao-cao.md" → its text.
pub type Overrides = BTreeMap<String, String>;

/// What the composer works from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Everything the submissions say.
    pub dossier: &'a Dossier,
    /// Every figure.
    pub summary: &'a Summary,
    /// Templates of the office.
    pub overrides: &'a Overrides,
    /// Marked "DỰ THẢO"?
    pub draft: bool,
}

/// `bao-cao.docx`.
///
/// # Errors
///
/// [`Error::Template`] names the template, line and cause.
pub fn report(_input: Input<'_>) -> Result<Document, Error> {
    Err(Error::Nothing(String::new()))
}

/// `bao-cao.xlsx`.
///
/// # Errors
///
/// As [`report`].
pub fn report_workbook(_input: Input<'_>) -> Result<Workbook, Error> {
    Err(Error::Nothing(String::new()))
}

/// `danh-sach-khen-thuong.docx`: a section a list.
///
/// # Errors
///
/// As [`report`].
pub fn commendation(_input: Input<'_>) -> Result<Document, Error> {
    Err(Error::Nothing(String::new()))
}

/// `danh-sach-khen-thuong.xlsx`: a sheet a list.
///
/// # Errors
///
/// As [`report`].
pub fn commendation_workbook(_input: Input<'_>) -> Result<Workbook, Error> {
    Err(Error::Nothing(String::new()))
}
