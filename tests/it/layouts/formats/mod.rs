//! The formats a layout is written in: one writer each, none of them ours.

mod biff;
mod binary;
mod delimited;
mod docx;
mod html;
mod ods;
mod package;
mod xlsb;
mod xlsx;
mod xml2003;

use super::paper::Paper;
use super::shape::{By, Hidden, Shape};

/// Path and bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// A format an office may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xlsm,
    /// .xlsx as "Strict Open XML Spreadsheet".
    Strict,
    Xlsb,
    /// Excel 97-2003.
    Xls,
    /// Excel 5.0 and 95: one byte a letter, no merged cells.
    Excel5,
    Ods,
    /// XML 2003 under the name .xls.
    Xml,
    /// A web page under the name .xls.
    Html,
    Docx,
    /// UTF-8 with its mark, semicolons.
    Csv,
    /// UTF-16, tabs.
    Tsv,
    /// Windows-1258, commas.
    Csv1258,
}

impl Format {
    pub const ALL: [Self; 13] = [
        Self::Xlsx,
        Self::Xlsm,
        Self::Strict,
        Self::Xlsb,
        Self::Xls,
        Self::Excel5,
        Self::Ods,
        Self::Xml,
        Self::Html,
        Self::Docx,
        Self::Csv,
        Self::Tsv,
        Self::Csv1258,
    ];

    const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx | Self::Strict => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls | Self::Excel5 | Self::Xml | Self::Html => "xls",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Csv | Self::Csv1258 => "csv",
            Self::Tsv => "tsv",
        }
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Csv1258)
    }

    /// One byte a letter?
    const fn is_narrow(self) -> bool {
        matches!(self, Self::Csv1258 | Self::Excel5)
    }

    /// Can the format say what the layout says? Merged cells are not needed: without them the text stands in the first.
    pub fn holds(self, shape: &Shape, books: &[(String, Vec<Paper>)]) -> bool {
        let hidden = match shape.hidden {
            Hidden::Nothing => true,
            Hidden::Rows => !self.is_text(),
            Hidden::Column(_) | Hidden::Filtered => !self.is_text() && self != Self::Docx,
            Hidden::Sheet => !self.is_text() && !matches!(self, Self::Docx | Self::Html),
        };
        // A text file is one sheet; several of one unit would be several versions.
        let sheets = !self.is_text() || matches!(shape.sheets, None | Some(By::Unit));
        let letters = || {
            let mut papers = books.iter().flat_map(|(_, papers)| papers);
            papers.all(|paper| paper.cells.values().all(|ink| binary::narrow(&ink.text(), paper.font).is_some()))
        };
        hidden && sheets && (!self.is_narrow() || letters())
    }

    /// The files of one workbook.
    pub fn files(self, stem: &str, papers: &[Paper]) -> Files {
        if self.is_text() {
            return delimited::files(self, stem, papers);
        }
        let bytes = match self {
            Self::Xlsx => xlsx::workbook(papers),
            Self::Xlsm => xlsx::with_macros(&xlsx::workbook(papers)),
            Self::Strict => xlsx::strict(&xlsx::workbook(papers)),
            Self::Xlsb => xlsb::workbook(papers),
            Self::Xls => biff::workbook(papers, biff::Version::Eight),
            Self::Excel5 => biff::workbook(papers, biff::Version::Five),
            Self::Ods => ods::document(papers),
            Self::Xml => xml2003::workbook(papers),
            Self::Html => html::page(papers),
            Self::Docx => docx::document(papers),
            Self::Csv | Self::Tsv | Self::Csv1258 => Vec::new(),
        };
        vec![(format!("{stem}.{}", self.extension()), bytes)]
    }
}

/// Text as XML holds it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
