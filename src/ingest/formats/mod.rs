//! Bytes of any format → sheets, each format by its own reader; the format is told by the content, never by the name.
//!
//! The trap: the reader of .xls can be made to abort the process, so the pipeline hands such files to a child process
//! (`worker`) and only that child calls [`sheets`] on them.

mod biff;
pub(super) mod compound;
mod delimited;
mod docx;
mod entities;
mod flow;
mod html;
mod number_format;
mod ods;
mod records;
mod tags;
mod xls;
mod xlsb;
mod xlsx;
mod xml2003;

use super::grid::Grid;
use super::package::Package;
use super::sheet::Budget;
use super::sniff::{self, Shape};
use super::workbook::{self, Packed};
use crate::model::{FileFault, Limits};

/// Can reading the file abort the process that reads it?
pub(super) fn is_risky(bytes: &[u8]) -> bool {
    sniff::sniff(bytes) == Ok(Shape::OldExcel)
}

/// Is it a package whose sheets are XML?
pub(super) fn is_xlsx(bytes: &[u8], limits: &Limits) -> bool {
    let packed = || workbook::packed(&mut Package::open(bytes, limits)?);
    sniff::sniff(bytes) == Ok(Shape::Zip) && matches!(packed(), Ok(Packed::Xlsx(_)))
}

/// All sheets of a file, in order, or why it cannot be read. A sheet without content has no rows.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, FileFault> {
    let shape = sniff::sniff(bytes)?;
    let mut budget = Budget::new(limits);
    match shape {
        Shape::Zip => {
            let mut package = Package::open(bytes, limits)?;
            match workbook::packed(&mut package)? {
                Packed::Xlsx(main) => xlsx::sheets(&mut package, &main, &mut budget),
                Packed::Xlsb(main) => xlsb::sheets(&mut package, &main, &mut budget),
                Packed::Docx(main) => docx::sheets(&mut package, &main, &mut budget),
                Packed::Ods => ods::sheets(&mut package, &mut budget),
            }
        }
        Shape::OldExcel => xls::sheets(bytes, &budget),
        Shape::Html => html::sheets(bytes, &mut budget),
        Shape::SpreadsheetXml => xml2003::sheets(bytes, &mut budget),
        Shape::Text => delimited::sheets(bytes, &mut budget),
    }
}

#[cfg(test)]
mod tests;
