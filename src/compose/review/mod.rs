//! `check --return`: letters to units (đề nghị chỉnh sửa) and the collector's workbook (`doi-chieu.xlsx`).
//!
//! Findings with their points go in, documents come out; nothing here judges. The trap: a province has thousands of
//! letters, so whatever all of them share is made once.

mod asked;
mod cells;
mod changes;
mod letter;
mod senders;
mod tallies;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::Context;

pub(super) use self::asked::Asked;
pub(super) use self::cells::{Item, OUTSIDE, items};
use self::changes::Change;
use self::senders::Sender;
use self::tallies::Tally;
use super::figures::{Book, period_words};
use super::workbook::Plan;
use super::{Input, Overrides, context, template};
use crate::document::{Document, Layout, Workbook};
use crate::error::Error;
use crate::model::{Earlier, Fate, Finding, Identity, Point, Severity, UnitId};

const SHEETS: &str = "doi-chieu.toml";
/// The tables whose sheets others lead to.
const STANDING: &str = "doi-chieu-phat-hien";
const EXPLAINED: &str = "doi-chieu-giai-trinh";

/// A letter to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its path in the output folder.
    pub path: String,
    /// Does it remind a unit that has sent nothing (nhắc nộp)? Else it asks for corrections.
    pub reminds: bool,
}

/// How a file of the drop folder is reached from the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentFile {
    /// As it was sent.
    pub own: Option<String>,
    /// Its marked copy.
    pub marked: Option<String>,
}

/// What a run found, for the units and for the collector.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Dossier, summary, templates.
    pub input: Input<'a>,
    /// All findings.
    pub findings: &'a [Finding],
    /// A point for each of them.
    pub points: &'a [Point],
    /// One for each entry of the drop folder.
    pub files: &'a [SentFile],
    /// The letters that are due.
    pub letters: &'a BTreeMap<UnitId, Letter>,
    /// What the last run told.
    pub earlier: &'a Earlier,
}

/// Letters and workbook of a run.
pub struct Review<'a> {
    found: Found<'a>,
    /// Findings that stand, by unit and severity.
    standing: Vec<usize>,
    /// Findings that are explained, by unit and severity.
    explained: Vec<usize>,
    /// One for each finding.
    identities: Vec<Identity>,
    changes: Vec<Change>,
    senders: Vec<Sender>,
    tallies: Vec<Tally>,
    /// What letters to each unit ask.
    asked: BTreeMap<UnitId, Vec<usize>>,
    /// Names of the sheets of [`STANDING`] and [`EXPLAINED`].
    targets: [String; 2],
    plan: Plan,
    layout: Layout,
    context: Context,
    book: Arc<Book>,
}

/// Names of the sheets of the collector's workbook.
///
/// # Errors
///
/// [`Error::Template`] if its description has a fault.
pub fn sheet_names(overrides: &Overrides) -> Result<Vec<String>, Error> {
    let plan: Plan = template::table(overrides, SHEETS)?;
    Ok(plan.sheets.iter().map(|sheet| sheet.name().to_owned()).collect())
}

impl<'a> Review<'a> {
    /// Sorts out what a run found.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] for a fault in the layout profile or in `doi-chieu.toml`.
    pub fn new(found: Found<'a>) -> Result<Self, Error> {
        let authority = &found.input.dossier.authority;
        let plan: Plan = template::table(found.input.overrides, SHEETS)?;
        let layout = template::layout(found.input.overrides, &authority.office.profile)?;
        let ranks = ranks(&found);
        let mut order: Vec<usize> = (0..found.findings.len()).collect();
        order.sort_by_key(|&at| (rank(&ranks, found.points[at].unit), found.findings[at].severity, at));
        let (standing, explained): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|at| found.findings[*at].explained.is_none());
        let identities: Vec<Identity> = (0..found.findings.len()).map(|at| identity(&found, at)).collect();
        let changes = match found.earlier {
            Earlier::Told(before) => changes::changes(&identities, before, &has_sent(&found)),
            Earlier::None | Earlier::Unreadable(_) => Vec::new(),
        };
        let mut asked: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
        for at in 0..found.findings.len() {
            let (finding, point) = (&found.findings[at], &found.points[at]);
            let letter = point.unit.filter(|unit| found.letters.get(unit).is_some_and(|letter| !letter.reminds));
            if let (Some(unit), None, true) = (letter, finding.explained, finding.severity != Severity::Note) {
                asked.entry(unit).or_default().push(at);
            }
        }
        let target = |table: &str| {
            let sheet = plan.sheets.iter().find(|sheet| sheet.table() == table);
            sheet.map(|sheet| sheet.name().to_owned()).unwrap_or_default()
        };
        Ok(Self {
            senders: senders::senders(&found),
            tallies: tallies::tallies(&found, &standing, &explained),
            targets: [target(STANDING), target(EXPLAINED)],
            context: base_context(found.input),
            book: Arc::new(Book::new(authority, found.input.summary)),
            found,
            standing,
            explained,
            identities,
            changes,
            asked,
            plan,
            layout,
        })
    }

    /// The letter to a unit.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] names the template, line and cause.
    pub fn letter(&self, unit: UnitId) -> Result<Document, Error> {
        letter::document(self, unit)
    }

    /// `doi-chieu.xlsx`.
    ///
    /// # Errors
    ///
    /// As [`Self::letter`].
    pub fn workbook(&self) -> Result<Workbook<'_>, Error> {
        workbook::workbook(self)
    }
}

/// Names of the conference, for letters and the workbook alike.
fn base_context(input: Input<'_>) -> Context {
    let authority = &input.dossier.authority;
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut context = Context::new();
    context.insert("loai_hoi_nghi", authority.conference.name());
    context.insert("ten_hoi_nghi", &context::movement(authority));
    context.insert("ky_bao_cao", &period_words(&authority.period));
    context.insert("co_quan", &context::office_names(&authority.office));
    context.insert("ngay_hoi_nghi", &date(authority.date));
    context.insert("han_nop", &date(authority.deadline));
    context.insert("han_de_nghi", &date(authority.requests.by));
    context.insert("lien_he", authority.requests.contact.trim_end_matches('.'));
    context
}

/// Each unit's place in protocol order.
fn ranks(found: &Found<'_>) -> BTreeMap<UnitId, usize> {
    found.input.dossier.units.walk().into_iter().zip(0..).collect()
}

/// The place of a unit; what is nobody's stands last.
fn rank(ranks: &BTreeMap<UnitId, usize>, unit: Option<UnitId>) -> usize {
    unit.and_then(|unit| ranks.get(&unit).copied()).unwrap_or(usize::MAX)
}

/// What tells a finding from others, in the next run.
fn identity(found: &Found<'_>, at: usize) -> Identity {
    let (finding, dossier) = (&found.findings[at], found.input.dossier);
    let reading = finding.at.map(|at| dossier.reading(at.file));
    let sheet = finding.at.and_then(|at| reading?.sheets.get(usize::from(at.sheet?)));
    Identity {
        code: finding.code.to_owned(),
        severity: finding.severity.code().to_owned(),
        unit: unit_name(found, at),
        file: reading.map(|reading| reading.path.clone()).unwrap_or_default(),
        sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
        cell: finding.at.and_then(|at| dossier.a1(at)).unwrap_or_default(),
        message: finding.message.clone(),
        explained: finding.explained.is_some(),
    }
}

/// Is a file read, or another of its unit?
fn has_sent(found: &Found<'_>) -> impl Fn(&Identity) -> bool {
    let dossier = found.input.dossier;
    let read = dossier.readings.iter().filter(|reading| matches!(reading.fate, Fate::Read));
    let files: BTreeSet<&str> = read.map(|reading| reading.path.as_str()).collect();
    let sent = dossier.units.walk().into_iter().filter(|unit| dossier.figures(*unit).sent);
    let units: BTreeSet<&str> = sent.map(|unit| dossier.units.name(unit)).collect();
    move |identity| files.contains(identity.file.as_str()) || units.contains(identity.unit.as_str())
}

/// Who can mend a finding, else whom it is about; empty where nobody is known.
fn unit_name(found: &Found<'_>, at: usize) -> String {
    let sender = found.points[at].unit.map(|unit| found.input.dossier.units.name(unit).to_owned());
    sender.or_else(|| found.findings[at].unit.clone()).unwrap_or_default()
}
