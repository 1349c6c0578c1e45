//! Documents → DOCX bytes, workbooks → XLSX bytes. Knows no domain word (stub).

use std::path::Path;

use crate::document::{Document, Workbook};
use crate::error::Error;

/// The bytes of a DOCX: the same for the same document, on every run.
///
/// # Errors
///
/// [`Error::Build`] if a part could not be made.
pub fn docx(_document: &Document) -> Result<Vec<u8>, Error> {
    Ok(Vec::new())
}

/// The bytes of an XLSX: the same for the same workbook, on every run. `scratch`: a folder for temporary files.
///
/// # Errors
///
/// [`Error::Build`] if a sheet could not be made.
pub fn xlsx(_workbook: &Workbook, _scratch: &Path) -> Result<Vec<u8>, Error> {
    Ok(Vec::new())
}
