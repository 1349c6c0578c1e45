//! A seal beside its workspace: is the zip whole, which files differ, which figures, and which cell moves which figure.

mod inputs;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;

use super::what_if::WhatIf;
use super::{Outcome, Read, open, outputs, read_workspace, reconcile, tracer};
use crate::error::Error;
use crate::model::Limits;
use crate::project::{self, Project, Source};
use crate::seal::{
    self, Archive, BookChanges, FigureChange, LineChange, Manifest, Role, SealedFile, Tampering, compare_books, compare_figures,
    compare_lines,
};

const FIGURES: &str = "ket-qua/so-lieu.json";

/// What a comparison found.
#[derive(Debug)]
pub struct Verdict {
    /// What the seal says of itself.
    pub manifest: Manifest,
    /// SHA-256 of the zip.
    pub code: String,
    /// Files of the zip that were meddled with.
    pub tampered: Vec<Tampering>,
    /// The workspace beside it; `None` where none was given.
    pub workspace: Option<Differences>,
}

impl Verdict {
    /// Do report and sources still agree with the seal?
    pub fn agrees(&self) -> bool {
        self.tampered.is_empty() && self.workspace.as_ref().is_none_or(Differences::is_empty)
    }
}

/// A workspace beside its seal.
#[derive(Debug, Default)]
pub struct Differences {
    /// Inputs and configuration that differ, by path.
    pub files: Vec<FileChange>,
    /// Results that differ.
    pub outputs: Vec<OutputChange>,
    /// Figures that differ.
    pub figures: Vec<FigureChange>,
    /// Every figure named above in words, by key.
    pub words: BTreeMap<String, String>,
    /// Was there no submission left to make figures of?
    pub no_inputs: bool,
    /// Results that are the ones edited by hand that were sealed beside those of the run.
    pub edited: Vec<String>,
}

impl Differences {
    /// Nothing differs.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.outputs.is_empty() && self.figures.is_empty()
    }
}

/// An input that differs.
#[derive(Debug)]
pub struct FileChange {
    /// Its path in the workspace.
    pub path: String,
    /// What it is.
    pub role: Role,
    /// What became of it.
    pub state: FileState,
    /// What differs inside.
    pub detail: Detail,
    /// The figures the file moves as a whole, where it was looked at as a whole.
    pub moves: Option<Vec<FigureChange>>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Its bytes differ.
    Changed,
    /// It has gone.
    Missing,
    /// It was not there.
    New,
    /// It has another name now.
    Renamed(String),
}

/// What differs inside a file.
#[derive(Debug)]
pub enum Detail {
    /// Nothing was compared.
    None,
    /// It cannot be compared cell by cell.
    Unreadable,
    /// Cells and rows; for each cell the figures it moves, where that was looked at.
    Cells(BookChanges, Vec<Option<Vec<FigureChange>>>),
    /// Lines of a text.
    Lines(Vec<LineChange>),
}

/// A result that differs.
#[derive(Debug)]
pub struct OutputChange {
    /// Its path in the workspace.
    pub path: String,
    /// What became of it.
    pub state: OutputState,
    /// What differs inside.
    pub detail: Detail,
}

/// What became of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputState {
    /// It has gone.
    Missing,
    /// It is what a run makes of today's inputs.
    MadeAgain,
    /// It is neither what was sealed nor what a run makes today.
    Edited,
}

/// Compares a seal with a workspace. `progress` is told (files done, files in all), from any thread.
///
/// # Errors
///
/// [`Error::Nothing`] if the file is no seal; as [`super::run`] and [`super::report`].
pub fn verify(
    path: &Path,
    project: Option<&Project>,
    scratch: &Path,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Verdict, Error> {
    let (file, length) = project::open_seal(path)?;
    let mut archive = Archive::open(BufReader::new(file), length)
        .map_err(|why| Error::Nothing(format!("“{}” không phải là bản chốt của tongket: {}", path.display(), why.0)))?;
    let tampered = archive.tampered(progress);
    let code = project::sha256_of(path)?.unwrap_or_default();
    let manifest = archive.manifest().clone();
    let workspace = match project {
        Some(project) => Some(Comparing { archive, project, scratch }.compare(progress)?),
        None => None,
    };
    Ok(Verdict { manifest, code, tampered, workspace })
}

struct Comparing<'a> {
    archive: Archive<BufReader<File>>,
    project: &'a Project,
    scratch: &'a Path,
}

impl Comparing<'_> {
    fn compare(mut self, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Differences, Error> {
        let project = self.project;
        let sources = project.sources()?.files;
        if sources.iter().all(|source| source.role != Role::Submission) {
            let files = inputs::changed(self.archive.manifest(), &sources)?.into_iter().map(inputs::Input::untouched);
            return Ok(Differences { files: files.collect(), no_inputs: true, ..Differences::default() });
        }
        let read = read_workspace(project, progress)?;
        let base = (read.authority.clone(), read.units.clone());
        let mut outcome = reconcile(project, read, self.archive.manifest().is_final)?;
        let mut found = Differences { figures: self.figures(&outcome), ..Differences::default() };
        self.outputs(&outcome, &mut found)?;
        let inputs = inputs::changed(self.archive.manifest(), &sources)?;
        let limits = outcome.dossier.authority.limits;
        let read = Read { authority: base.0, units: base.1, readings: std::mem::take(&mut outcome.dossier.readings) };
        let mut what_if = WhatIf::new(read, &outcome.summary.json);
        for input in inputs {
            found.files.push(self.look_into(input, &limits, &mut what_if));
        }
        outcome.dossier.readings = what_if.into_readings();
        found.words = words(&outcome, &found);
        Ok(found)
    }

    fn sealed(&self, path: &str, role: Role) -> Option<SealedFile> {
        self.archive.manifest().files.iter().find(|file| file.path == path && file.role == role).cloned()
    }

    /// The figures of the seal beside today's.
    fn figures(&mut self, outcome: &Outcome) -> Vec<FigureChange> {
        let sealed = self.sealed(FIGURES, Role::Output).and_then(|file| self.archive.bytes(&file, 1 << 30));
        let sealed: Value = sealed.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        compare_figures(&sealed, &outcome.summary.json)
    }

    /// The results in the output folder beside those that were sealed.
    fn outputs(&mut self, outcome: &Outcome, found: &mut Differences) -> Result<(), Error> {
        let is_output = |file: &&SealedFile| file.role == Role::Output;
        let sealed: Vec<SealedFile> = self.archive.manifest().files.iter().filter(is_output).cloned().collect();
        let mut fresh = None;
        for file in sealed {
            let name = file.path.trim_start_matches("ket-qua/");
            let add = |found: &mut Differences, state, detail| {
                found.outputs.push(OutputChange { path: file.path.clone(), state, detail });
            };
            let Some(now) = self.project.standing(name)? else {
                add(found, OutputState::Missing, Detail::None);
                continue;
            };
            let hash = now.sha256()?;
            let edited = self.sealed(&file.path, Role::Standing);
            if hash == file.sha256 {
                continue;
            }
            if edited.as_ref().is_some_and(|edited| edited.sha256 == hash) {
                found.edited.push(file.path.clone());
                continue;
            }
            if fresh.is_none() {
                fresh = Some(outputs(self.project, outcome, self.scratch)?);
            }
            let made = fresh.iter().flatten().find(|(other, _)| other == name);
            let again = made.and_then(|(_, bytes)| seal::sha256(bytes.as_slice()).ok()) == Some(hash);
            if again {
                add(found, OutputState::MadeAgain, Detail::None);
            } else {
                let limits = &outcome.dossier.authority.limits;
                let detail = self.detail(edited.as_ref().unwrap_or(&file), &now, limits);
                add(found, OutputState::Edited, detail);
            }
        }
        Ok(())
    }

    /// A sealed file beside today's: cell by cell, or line by line.
    fn detail(&mut self, old: &SealedFile, now: &Source, limits: &Limits) -> Detail {
        let old_role = old.role;
        let Some((old, new)) = self.archive.bytes(old, mib(limits)).zip(now.bytes(mib(limits))) else {
            return Detail::Unreadable;
        };
        let ending = now.path.rsplit('.').next().unwrap_or_default().to_lowercase();
        if old_role != Role::Submission && matches!(ending.as_str(), "toml" | "csv" | "json" | "md") {
            return Detail::Lines(compare_lines(&String::from_utf8_lossy(&old), &String::from_utf8_lossy(&new)));
        }
        match (open(&old, limits), open(&new, limits)) {
            (Ok(old), Ok(new)) => {
                let changes = compare_books(&old.into_plain(), &new.into_plain());
                let unknown = changes.cells.iter().map(|_| None).collect();
                Detail::Cells(changes, unknown)
            }
            _ => Detail::Unreadable,
        }
    }
}

fn mib(limits: &Limits) -> u64 {
    limits.file_mib.saturating_mul(1 << 20)
}

/// Every figure that is named, in words.
fn words(outcome: &Outcome, found: &Differences) -> BTreeMap<String, String> {
    let tracer = tracer(outcome);
    let of_files = found.files.iter().flat_map(|file| {
        let of_cells = if let Detail::Cells(_, moves) = &file.detail { moves.as_slice() } else { &[] };
        file.moves.iter().chain(of_cells.iter().flatten()).flatten()
    });
    let keys = found.figures.iter().chain(of_files).map(|change| change.key.clone());
    let named = keys.filter_map(|key| tracer.evidence(&key).map(|evidence| (key, evidence.what)));
    named.collect()
}
