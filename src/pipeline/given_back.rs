//! `check --return`: what goes back to the units (marked copies, letters) and what the collector keeps (`doi-chieu.xlsx`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::names::Names;
use super::returned::{Marked, NotMarked, is_asked, marked_copies};
use super::{Outcome, Output, input, points};
use crate::compose::{self, Found, Letter, Review, SentFile};
use crate::error::Error;
use crate::ingest::{self, Sheets};
use crate::model::{Earlier, Identity, Limits, PlainValue, Point, UnitId};
use crate::project::{Entry, EntryKind, Project};
use crate::write;

/// The collector's workbook.
pub const WORKBOOK: &str = "doi-chieu.xlsx";
/// Nobody sent anything (nhắc nộp).
const MISSING: &str = "R41";

/// What was given back, for the words of the command line.
#[derive(Debug)]
pub struct GivenBack {
    /// Paths of the letters.
    pub letters: BTreeSet<String>,
    /// Files with something to mend that could not be marked.
    pub left: Vec<NotMarked>,
    /// How many units are asked to mend.
    pub corrections: usize,
    /// How many units are reminded.
    pub reminders: usize,
    /// Findings to mend that no letter asks for: they stand in the office's own files, or nobody knows whose they are.
    pub unaddressed: usize,
    /// How the workbook of the last run was found.
    pub earlier: Earlier,
}

/// Makes marked copies, letters and the collector's workbook, and gives each to `save`, one at a time.
///
/// # Errors
///
/// What `save` says; [`Error::Read`] if the drop folder cannot be listed; [`Error::Template`] for a template's fault;
/// [`Error::Build`] for our own.
pub fn give_back(
    project: &Project,
    outcome: &Outcome,
    scratch: &Path,
    save: &mut dyn FnMut(Output) -> Result<(), Error>,
) -> Result<GivenBack, Error> {
    let entries = project.entries()?;
    let entries: BTreeMap<&str, &Entry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let points = points::points(&outcome.dossier, &outcome.findings);
    let mut names = Names::default();
    let letters = letters(outcome, &points, &mut names);
    let marked = marked_copies((project, &entries), (outcome, &points), &mut names, save)?;
    let files = sent_files(project, &entries, outcome, &marked);
    let earlier = earlier(project, outcome);
    let found = Found {
        input: input(project, outcome),
        findings: &outcome.findings,
        points: &points,
        files: &files,
        letters: &letters,
        earlier: &earlier,
    };
    let review = Review::new(found)?;
    for (unit, letter) in &letters {
        save((letter.path.clone(), write::docx(&review.letter(*unit)?)?))?;
    }
    save((WORKBOOK.to_owned(), write::xlsx(&review.workbook()?, scratch)?))?;
    let reminders = letters.values().filter(|letter| letter.reminds).count();
    let asked = outcome.findings.iter().zip(&points).filter(|(finding, _)| is_asked(finding) && finding.code != MISSING);
    let unaddressed = asked.filter(|(_, point)| point.unit.is_none_or(|unit| !letters.contains_key(&unit))).count();
    Ok(GivenBack {
        left: marked.left,
        corrections: letters.len() - reminders,
        reminders,
        unaddressed,
        letters: letters.into_values().map(|letter| letter.path).collect(),
        earlier,
    })
}

/// The letters that are due: to every unit but the root that has something to mend, and to those that sent nothing.
fn letters(outcome: &Outcome, points: &[Point], names: &mut Names) -> BTreeMap<UnitId, Letter> {
    let units = &outcome.dossier.units;
    let mut letters: BTreeMap<UnitId, bool> = BTreeMap::new();
    let standing = || outcome.findings.iter().zip(points).filter(|(finding, _)| finding.explained.is_none());
    let asked = standing().filter(|(finding, _)| is_asked(finding) && finding.code != MISSING);
    letters.extend(asked.filter_map(|(_, point)| point.unit).map(|unit| (unit, false)));
    let missing = standing().filter(|(finding, _)| finding.code == MISSING);
    let told: BTreeSet<&str> = missing.filter_map(|(finding, _)| finding.unit.as_deref()).collect();
    for unit in &outcome.summary.turnout.missing {
        if told.contains(units.name(*unit)) {
            letters.entry(*unit).or_insert(true);
        }
    }
    letters.remove(&units.root());
    let with_paths = units.walk().into_iter().filter_map(|unit| {
        let reminds = *letters.get(&unit)?;
        Some((unit, Letter { path: names.letter(units, unit), reminds }))
    });
    with_paths.collect()
}

/// How each file is reached from the output folder.
fn sent_files(project: &Project, entries: &BTreeMap<&str, &Entry>, outcome: &Outcome, marked: &Marked) -> Vec<SentFile> {
    let back = project.way_back();
    let own = |path: &str| {
        // As the disk spells it: an accent may be a letter of its own there.
        let EntryKind::File { path, .. } = &entries.get(path)?.kind else { return None };
        let inside = path.strip_prefix(&project.root).ok()?;
        let inside: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(format!("{}{}", back.as_ref()?, inside.join("/")))
    };
    let readings = outcome.dossier.readings.iter().zip(&marked.paths);
    readings.map(|(reading, marked)| SentFile { own: own(&reading.path), marked: marked.clone() }).collect()
}

/// What the workbook of the last run told.
fn earlier(project: &Project, outcome: &Outcome) -> Earlier {
    let limits = &outcome.dossier.authority.limits;
    match project.earlier(WORKBOOK) {
        Ok(None) => Earlier::None,
        Ok(Some(bytes)) => told(&bytes, limits, &compose::review_sheets(&project.overrides).unwrap_or_default()),
        Err(_) => Earlier::Unreadable("không mở được tệp".to_owned()),
    }
}

/// The identities in a workbook that has one of these sheets.
fn told(bytes: &[u8], limits: &Limits, ours: &[String]) -> Earlier {
    let foreign = || Earlier::Unreadable("không phải tệp do tongket ghi".to_owned());
    if !ingest::is_xlsx(bytes, limits) {
        return foreign();
    }
    let Ok(sheets) = Sheets::open(bytes, limits) else { return Earlier::Unreadable("tệp bị hỏng".to_owned()) };
    let sheets = sheets.into_plain();
    let texts = sheets.iter().flat_map(|sheet| sheet.rows.values().flatten()).filter_map(|(_, value)| match value {
        PlainValue::Text(text) => Identity::parse(text),
        _ => None,
    });
    let found: Vec<Identity> = texts.collect();
    if found.is_empty() && !sheets.iter().any(|sheet| ours.contains(&sheet.name)) { foreign() } else { Earlier::Told(found) }
}
