//! The papers of commendation (giấy tờ khen thưởng): proposals, submission, minutes, decisions, money, ceremony, register.
//!
//! All of them speak of the same decisions with the same lists, so that a count in a title, a sum in a list and a line of
//! the cashier's table cannot differ. What nobody said is room to write in ("……"), never a made-up word. A paper without
//! data is left out, and that is said.

mod amounts;
mod award_decision;
mod bodies;
mod calling;
pub(super) mod certificates;
mod desk;
mod minutes;
mod payment;
mod proposals;
mod recognition;
mod register;
mod stems;
mod submission;

pub use self::certificates::Certificates;
use self::desk::Desk;
use super::Input;
use super::template::fault;
use crate::document::{Document, Workbook};
use crate::error::Error;
use crate::model::Date;

/// Room for a date.
const BLANK_DATE: &str = "ngày …… tháng …… năm ……";

/// The papers of a run.
#[derive(Debug, Default)]
pub struct Papers<'a> {
    /// What was made, in the order in which they are needed.
    pub files: Vec<Paper<'a>>,
    /// Certificates, and the sheets with rulers that go with them.
    pub certificates: Vec<Certificates>,
    /// How many certificates, on which profile, and what to look at before they are printed: a line each.
    pub notes: Vec<String>,
    /// What was not made, and why: a line each, in Vietnamese.
    pub left: Vec<String>,
    /// What `hoi-nghi.toml` says of the papers and is about nothing: a line each.
    pub unused: Vec<String>,
}

/// A paper (giấy tờ): a document, a workbook, or both under one name.
#[derive(Debug)]
pub struct Paper<'a> {
    /// "bang-ke-tien-thuong".
    pub stem: String,
    /// The document.
    pub document: Option<Document>,
    /// The workbook.
    pub workbook: Option<Workbook<'a>>,
}

/// All papers.
///
/// # Errors
///
/// [`Error::Template`] names the template, line and cause.
pub fn papers(input: Input<'_>) -> Result<Papers<'_>, Error> {
    let desk = Desk::open(input)?;
    let mut papers = Papers::default();
    proposals::add(&desk, &mut papers)?;
    minutes::add(&desk, &mut papers)?;
    submission::add(&desk, &mut papers)?;
    recognition::add(&desk, &mut papers)?;
    award_decision::add(&desk, &mut papers)?;
    payment::add(&desk, &mut papers)?;
    certificates::add(&desk, &mut papers)?;
    calling::add(&desk, &mut papers)?;
    register::add(&desk, &mut papers)?;
    papers.unused = desk.unused_settings();
    Ok(papers)
}

/// The certificates alone.
///
/// # Errors
///
/// As [`papers`].
pub fn certificates(input: Input<'_>) -> Result<Vec<Certificates>, Error> {
    let desk = Desk::open(input)?;
    let mut papers = Papers::default();
    certificates::add(&desk, &mut papers)?;
    Ok(papers.certificates)
}

/// A day of a TOML table.
fn day(template: &str, value: &toml::value::Datetime) -> Result<Date, Error> {
    let date = value.date.and_then(|date| Date::new(date.year, date.month, date.day));
    date.ok_or_else(|| fault(template, format!("“{value}” không phải là một ngày; viết năm-tháng-ngày, như 2019-07-01")))
}
