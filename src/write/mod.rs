//! Documents → DOCX bytes, workbooks → XLSX bytes. Knows no domain word.
//!
//! In come [`Document`] and [`Workbook`], whose tables still hold numbers; here, and only here, a number becomes
//! Vietnamese notation ("1.952", "0,52%") or a cell with a number format. The one trap: the same value must give the same
//! bytes on every run, so nothing here asks for the time, a random number or the order of a hash map.

mod chart;
mod docx;
mod faces;
mod heading;
mod links;
mod metrics;
mod notation;
#[cfg(test)]
mod samples;
mod typeset;
mod xlsx;

use std::path::Path;

pub use self::docx::placed::{Placed, Tight};
use crate::document::form::FormBook;
use crate::document::placed::PlacedDocument;
use crate::document::{Document, Workbook};
use crate::error::Error;

/// The bytes of a DOCX: the same for the same document, on every run.
///
/// # Errors
///
/// [`Error::Build`] if a part could not be made.
pub fn docx(document: &Document) -> Result<Vec<u8>, Error> {
    docx::bytes(document).map_err(|message| Error::Build { what: document.title.clone(), message })
}

/// A DOCX of texts in their places: its bytes, and what is to be known of it before it is printed.
///
/// # Errors
///
/// As [`docx`].
pub fn placed(document: &PlacedDocument) -> Result<Placed, Error> {
    docx::placed::bytes(document).map_err(|message| Error::Build { what: document.title.clone(), message })
}

/// The bytes of an XLSX: the same for the same workbook, on every run. `scratch`: a folder for temporary files, used
/// only for sheets of very many rows.
///
/// # Errors
///
/// [`Error::Build`] if a sheet could not be made.
pub fn xlsx(workbook: &Workbook, scratch: &Path) -> Result<Vec<u8>, Error> {
    xlsx::bytes(workbook, scratch).map_err(|cause| Error::Build { what: workbook.title.clone(), message: cause.to_string() })
}

/// The bytes of a workbook to be filled in: the same for the same form, on every run.
///
/// # Errors
///
/// [`Error::Build`] if a sheet could not be made.
pub fn form(book: &FormBook) -> Result<Vec<u8>, Error> {
    xlsx::form_bytes(book).map_err(|cause| Error::Build { what: book.title.clone(), message: cause.to_string() })
}
