//! Summary → documents and workbooks: prose from `.md` templates, every table from `.toml`.
//!
//! Dossier and summary in, [`Document`] and [`Workbook`] out. Templates are built in and replaced by the office's own
//! by name; this module asks for no file. The trap: what the submissions say is text, never markup, so every value is
//! escaped on its way into a template, and only phrases made here carry links to their figures.

mod award_cells;
mod collate;
mod commendation;
mod context;
mod exemplars;
mod figures;
mod frame;
mod indicator_cells;
mod legend;
mod markdown;
mod model_cells;
mod pages;
mod recipient_cells;
mod report;
mod review;
mod rows;
mod sentences;
#[cfg(test)]
mod specimen;
mod stated_cells;
mod tables;
mod template;
mod workbook;

use std::collections::BTreeMap;

pub use self::review::{Found, Letter, Review, SentFile, sheet_names as review_sheets};

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
pub fn report(input: Input<'_>) -> Result<Document, Error> {
    report::document(input)
}

/// `bao-cao.xlsx`.
///
/// # Errors
///
/// As [`report`].
pub fn report_workbook(input: Input<'_>) -> Result<Workbook<'_>, Error> {
    workbook::workbook(input)
}

/// `danh-sach-khen-thuong.docx`: a section a list.
///
/// # Errors
///
/// As [`report`].
pub fn commendation(input: Input<'_>) -> Result<Document, Error> {
    commendation::document(input)
}

/// `danh-sach-khen-thuong.xlsx`: a sheet a list.
///
/// # Errors
///
/// As [`report`].
pub fn commendation_workbook(input: Input<'_>) -> Result<Workbook<'_>, Error> {
    commendation::workbook(input)
}
