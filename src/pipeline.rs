//! The order of the stages, in one place: read → join → check → sum up → compose → write.

mod blank_forms;
mod certificates;
mod given_back;
mod names;
mod points;
mod returned;
mod sealing;
mod trial;
mod verifying;
mod what_if;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

pub use self::blank_forms::{Blank, blank_forms};
pub use self::given_back::{GivenBack, WORKBOOK, give_back};
pub use self::returned::NotMarked;
pub use self::sealing::{Freshness, Sealing, outputs, seal, standing};
pub use self::trial::{Amount, TemplateFault, try_templates};
pub use self::verifying::{Detail, Differences, FileChange, FileState, OutputChange, OutputState, Verdict, verify};
use crate::compose::{self, Input};
use crate::error::Error;
use crate::ingest::Sheets;
use crate::model::{
    Authority, Dossier, Fate, FileFault, Finding, Limits, Misread, MisreadKind, Origin, PastModel, Period, Reading, Severity,
    Summary, UnitTree,
};
use crate::project::{self, Entry, EntryKind, Project};
use crate::trace::Tracer;
use crate::{assemble, ingest, rules, summarize, worker, write};

/// What a run found: the dossier, all findings, every figure.
#[derive(Debug)]
pub struct Outcome {
    /// Everything the submissions say, joined.
    pub dossier: Dossier,
    /// All findings, explained ones too, in order.
    pub findings: Vec<Finding>,
    /// Every figure of the report.
    pub summary: Summary,
}

impl Outcome {
    /// Does a finding stand that must be mended before the report is final?
    pub fn must_fix(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::MustFix && f.explained.is_none())
    }
}

/// Reads and reconciles a workspace. `progress` is told (files done, files in all), from any thread.
///
/// # Errors
///
/// [`Error::Read`] if the folder cannot be listed, [`Error::Nothing`] if it holds no file at all. Broken files are findings.
pub fn run(project: &Project, is_final: bool, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Outcome, Error> {
    let read = read_workspace(project, progress)?;
    reconcile(project, read, is_final)
}

/// What the files of a workspace say, under the period they tell where none is declared.
struct Read {
    authority: Authority,
    units: UnitTree,
    readings: Vec<Reading>,
}

fn read_workspace(project: &Project, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Read, Error> {
    let entries = project.entries()?;
    if !entries.iter().any(|e| !matches!(e.kind, EntryKind::Skipped(_))) {
        let folder = project.inputs_folder();
        return Err(Error::Nothing(format!(
            "Thư mục {} chưa có tệp nào. Chép các tệp biểu do đơn vị gửi vào đó rồi chạy lại.",
            folder.display()
        )));
    }
    let readings = read_all(&entries, project, progress);
    let told = if project.period_declared { None } else { prevailing_period(&readings) };
    Ok(match told {
        None => Read { authority: project.authority.clone(), units: project.units.clone(), readings },
        Some(period) => {
            // The period decides which levels exist and what a year or range in a cell means: the files are read again.
            let project = project.under(&period)?;
            let readings = read_all(&entries, &project, &|_, _| {});
            Read { authority: project.authority, units: project.units, readings }
        }
    })
}

/// Joins, checks and sums up what was read.
fn reconcile(project: &Project, read: Read, is_final: bool) -> Result<Outcome, Error> {
    let previous = past_models(project, &read.authority, &read.units)?;
    let mut dossier = assemble::dossier(read.authority, read.units, read.readings);
    dossier.previous = previous;
    assemble::number_decisions(&mut dossier, project.late_decision.as_ref()).map_err(Error::Nothing)?;
    dossier.authority.papers.certificate_profile.clone_from(&project.certificate);
    let findings = rules::check(&dossier, is_final);
    let summary = summarize::summary(&dossier, &findings);
    Ok(Outcome { dossier, findings, summary })
}

/// The models of the previous period's lists, where the workspace names them.
fn past_models(project: &Project, authority: &Authority, units: &UnitTree) -> Result<Option<Vec<PastModel>>, Error> {
    let Some(entries) = project.previous_entries()? else { return Ok(None) };
    let readings = read_all(&entries, project, &|_, _| {});
    Ok(Some(assemble::past_models(authority.clone(), units.clone(), readings)))
}

/// Reads all files in parallel; the order is that of the entries, never of completion.
fn read_all(entries: &[Entry], project: &Project, progress: &(dyn Fn(usize, usize) + Sync)) -> Vec<Reading> {
    let done = AtomicUsize::new(0);
    let reader = ingest::Reader::new(&project.authority, &project.units);
    let read: Vec<(Reading, Option<u64>)> = entries
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            let result = read_one(entry, u32::try_from(index).unwrap_or(u32::MAX), &reader, &project.authority.limits);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            result
        })
        .collect();
    mark_duplicates(entries, read, &project.authority)
}

fn read_one(entry: &Entry, file: u32, reader: &ingest::Reader<'_>, limits: &Limits) -> (Reading, Option<u64>) {
    let reading = |fate| Reading { path: entry.path.clone(), fate, ..Reading::default() };
    match &entry.kind {
        EntryKind::Skipped(reason) => (reading(Fate::Skipped(reason.clone())), None),
        EntryKind::Refused(fault) => (refused(entry, file, fault.clone()), None),
        EntryKind::File { .. } => match project::read(entry, limits) {
            Ok(bytes) => {
                // The last net: a fault of our own in reading one file must not cost the others.
                let read = AssertUnwindSafe(|| {
                    let sheets = open(&bytes, limits);
                    reader.read_sheets(&entry.path, file, sheets)
                });
                let reading = catch_unwind(read).unwrap_or_else(|_| refused(entry, file, FileFault::Damaged));
                (reading, Some(project::hash_of(&bytes)))
            }
            Err(fault) => (refused(entry, file, fault), None),
        },
    }
}

/// Opens a file; one that could take the whole program down is opened in a child process of it.
fn open(bytes: &[u8], limits: &Limits) -> Result<Sheets, FileFault> {
    if !ingest::is_risky(bytes) {
        return Sheets::open(bytes, limits);
    }
    let program = std::env::current_exe();
    let program = program.map_err(|_| FileFault::Unreadable("không tìm thấy chính chương trình tongket".to_owned()))?;
    worker::sheets(&program, bytes, limits)
}

fn refused(entry: &Entry, file: u32, fault: FileFault) -> Reading {
    let misread = Misread { at: Origin::file(file), what: MisreadKind::Refused(fault.clone()) };
    Reading { path: entry.path.clone(), fate: Fate::Refused(fault), misreads: vec![misread], ..Reading::default() }
}

/// Files with the same bytes count once: the first by path. Equal hashes are compared byte for byte.
fn mark_duplicates(entries: &[Entry], read: Vec<(Reading, Option<u64>)>, authority: &Authority) -> Vec<Reading> {
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    let mut readings: Vec<Reading> = Vec::with_capacity(read.len());
    for (index, (reading, hash)) in read.into_iter().enumerate() {
        let twin = hash.and_then(|hash| first.get(&hash).copied());
        if let Some(hash) = hash {
            first.entry(hash).or_insert(index);
        }
        let bytes = |i: usize| project::read(&entries[i], &authority.limits).ok();
        match twin.filter(|&twin| bytes(twin).is_some_and(|b| Some(b) == bytes(index))) {
            Some(twin) => {
                let fate = Fate::DuplicateOf(u32::try_from(twin).unwrap_or(u32::MAX));
                readings.push(Reading { path: reading.path, fate, ..Reading::default() });
            }
            None => readings.push(reading),
        }
    }
    readings
}

/// The period that most files report on; the earliest named among equals.
fn prevailing_period(readings: &[Reading]) -> Option<Period> {
    let mut periods: Vec<(Period, usize)> = Vec::new();
    for period in readings.iter().flat_map(|r| &r.contexts).filter_map(|c| c.period.as_ref()?.1.as_ref()) {
        match periods.iter_mut().find(|(p, _)| p.same_days(period)) {
            Some((_, count)) => *count += 1,
            None => periods.push((period.clone(), 1)),
        }
    }
    let most = periods.iter().map(|(_, count)| *count).max()?;
    periods.into_iter().find(|(_, count)| *count == most).map(|(period, _)| period)
}

/// A file to be written: its name and bytes.
pub type Output = (String, Vec<u8>);

/// Does a report say where its figures come from?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// In an annex and on sheets of its own.
    Said,
    /// `--no-sources`.
    LeftOut,
}

/// The files of `report`: `bao-cao.docx`, `bao-cao.xlsx`, `so-lieu.json`.
///
/// # Errors
///
/// [`Error::Template`] for a template's fault, [`Error::Build`] for our own.
pub fn report(project: &Project, outcome: &Outcome, sources: Sources, scratch: &Path) -> Result<Vec<Output>, Error> {
    let input = input(project, outcome);
    let (document, workbook) = match sources {
        Sources::LeftOut => (compose::report(input)?, compose::report_workbook(input)?),
        Sources::Said => {
            let trace = if compose::lists_cells(&outcome.dossier) { Tracer::new } else { Tracer::outline };
            let tracer = trace(&outcome.dossier, &outcome.summary, &outcome.findings);
            compose::report_with_sources(input, &mut |key| tracer.evidence(key))?
        }
    };
    let json = serde_json::to_string_pretty(&outcome.summary.json)
        .map_err(|e| Error::Build { what: "so-lieu.json".into(), message: e.to_string() })?;
    let written = write::docx(&document)?;
    // A province's workbook needs the room.
    drop(document);
    Ok(vec![
        ("bao-cao.docx".into(), written),
        ("bao-cao.xlsx".into(), write::xlsx(&workbook, scratch)?),
        ("so-lieu.json".into(), (json + "\n").into_bytes()),
    ])
}

/// The files of `commend`: the commendation lists as DOCX and XLSX.
///
/// # Errors
///
/// As [`report`].
pub fn commend(project: &Project, outcome: &Outcome, scratch: &Path) -> Result<Vec<Output>, Error> {
    let input = input(project, outcome);
    Ok(vec![
        ("danh-sach-khen-thuong.docx".into(), write::docx(&compose::commendation(input)?)?),
        ("danh-sach-khen-thuong.xlsx".into(), write::xlsx(&compose::commendation_workbook(input)?, scratch)?),
    ])
}

/// What is said of the papers of a run, a line each, in Vietnamese.
#[derive(Debug, Default)]
pub struct Remarks {
    /// What was not made, and why.
    pub left: Vec<String>,
    /// Settings that are about nothing.
    pub unused: Vec<String>,
    /// How many certificates, on which profile, and what to look at before they are printed.
    pub certificates: Vec<String>,
}

/// The other papers of commendation, and what is to be said of them.
///
/// # Errors
///
/// As [`report`].
pub fn papers(project: &Project, outcome: &Outcome, scratch: &Path) -> Result<(Vec<Output>, Remarks), Error> {
    let made = compose::papers(input(project, outcome))?;
    let mut outputs = Vec::new();
    for paper in &made.files {
        if let Some(document) = &paper.document {
            outputs.push((format!("{}.docx", paper.stem), write::docx(document)?));
        }
        if let Some(workbook) = &paper.workbook {
            outputs.push((format!("{}.xlsx", paper.stem), write::xlsx(workbook, scratch)?));
        }
    }
    let mut certificates = made.notes;
    for file in &made.certificates {
        let placed = write::placed(&file.document)?;
        let name = format!("{}.docx", file.stem);
        if !file.is_ruler {
            certificates.extend(certificates::remarks(&name, &placed));
        }
        outputs.push((name, placed.bytes));
    }
    Ok((outputs, Remarks { left: made.left, unused: made.unused, certificates }))
}

/// What templates may use, each with its value in this run: `templates/README.md`.
///
/// # Errors
///
/// As [`report`].
pub fn template_guide(project: &Project, outcome: &Outcome) -> Result<String, Error> {
    compose::template_guide(input(project, outcome))
}

/// The text of a built-in template.
///
/// # Errors
///
/// [`Error::Template`]: there is none of that name; says the nearest.
pub fn built_in_template(name: &str) -> Result<&'static str, Error> {
    compose::built_in_template(name)
}

/// Follows the figures of a run back to their cells.
pub fn tracer(outcome: &Outcome) -> Tracer<'_> {
    Tracer::new(&outcome.dossier, &outcome.summary, &outcome.findings)
}

fn input<'a>(project: &'a Project, outcome: &'a Outcome) -> Input<'a> {
    Input {
        dossier: &outcome.dossier,
        summary: &outcome.summary,
        overrides: &project.overrides,
        draft: outcome.must_fix(),
        sources: None,
    }
}
