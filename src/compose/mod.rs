//! Summary → documents and workbooks: prose from `.md` templates, every table from `.toml`.
//!
//! Dossier and summary in, [`Document`] and [`Workbook`] out. Templates are built in and replaced by the office's own
//! by name; this module asks for no file. The trap: what the submissions say is text, never markup, so every value is
//! escaped on its way into a template, and only phrases made here carry links to their figures.

mod award_cells;
mod award_words;
mod catalogue;
mod charts;
mod collate;
mod commendation;
mod context;
mod counting;
mod exemplars;
mod figures;
mod forms;
mod formula;
mod frame;
mod guide;
mod indicator_cells;
mod leaders;
mod legend;
mod level_cells;
mod markdown;
mod model_cells;
mod names;
mod opinions;
mod pages;
mod papers;
mod recipient_cells;
mod records;
mod report;
mod review;
mod rows;
mod sentences;
mod shares;
mod sources;
#[cfg(test)]
mod specimen;
mod stated_cells;
mod tables;
mod template;
mod workbook;

pub use self::forms::Forms;

use std::collections::BTreeMap;

pub use self::papers::{Certificates, Paper, Papers};
pub use self::review::{Found, Letter, Review, SentFile, sheet_names as review_sheets};
pub use self::sources::{Sources, Trace, lists_cells};
pub use self::template::toml_reason;
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
    /// Where the figures come from, if the report is to say it.
    pub sources: Option<&'a Sources>,
}

/// What templates may use, with its meaning and its value in a run: `templates/README.md`.
///
/// # Errors
///
/// As [`report`].
pub fn template_guide(input: Input<'_>) -> Result<String, Error> {
    guide::text(input)
}

/// The text of a built-in template, to be copied; `Err`: the nearest name there is.
///
/// # Errors
///
/// [`Error::Template`]: there is none of that name.
pub fn built_in_template(name: &str) -> Result<&'static str, Error> {
    template::built_in(name).ok_or_else(|| template::unknown(name))
}

/// Every fault of the office's templates with some data: each template is tried, also those that this conference does not
/// use. Faults of templates are the result, other failures the error.
///
/// # Errors
///
/// As [`report`], but [`Error::Template`].
pub fn template_faults(input: Input<'_>) -> Result<Vec<Error>, Error> {
    let mut faults: Vec<Error> = template::misnamed(input.overrides);
    faults.extend(template::unused_faults(input.overrides));
    let tried = [
        report(input).err(),
        report_with_sources(input, &mut |_| None).map(drop).err(),
        commendation(input).err(),
        commendation_workbook(input).map(drop).err(),
        papers(input).map(drop).err(),
    ];
    for error in tried.into_iter().flatten() {
        match error {
            Error::Template { .. } => faults.push(error),
            other => return Err(other),
        }
    }
    Ok(faults)
}

/// `bao-cao.docx`.
///
/// # Errors
///
/// [`Error::Template`] names the template, line and cause.
pub fn report(input: Input<'_>) -> Result<Document, Error> {
    report::document(input)
}

/// `bao-cao.xlsx`, without the sheets of sources.
///
/// # Errors
///
/// As [`report`].
pub fn report_workbook(input: Input<'_>) -> Result<Workbook<'_>, Error> {
    workbook::workbook(input, &context::Common::of(input)?)
}

/// `bao-cao.docx` and `bao-cao.xlsx`, which say where every figure comes from; `trace` tells it.
///
/// # Errors
///
/// As [`report`].
pub fn report_with_sources<'a>(input: Input<'a>, trace: &mut Trace<'_>) -> Result<(Document, Workbook<'a>), Error> {
    let common = context::Common::of(input)?;
    let mut workbook = workbook::workbook(input, &common)?;
    let (document, sources) = report::with_sources(input, &common, &workbook, trace)?;
    workbook.sheets.extend(workbook::source_sheets(Input { sources: Some(&sources), ..input }, &common)?);
    Ok((document, workbook))
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

/// The papers of commendation that go with the lists.
///
/// # Errors
///
/// As [`report`].
pub fn papers(input: Input<'_>) -> Result<Papers<'_>, Error> {
    papers::papers(input)
}

/// The certificates alone (giấy khen, giấy chứng nhận, bằng khen).
///
/// # Errors
///
/// As [`report`].
pub fn certificates(input: Input<'_>) -> Result<Vec<Certificates>, Error> {
    papers::certificates(input)
}
