//! Inputs that differ from those of a seal: found by their hashes, then looked into.

use std::collections::BTreeMap;

use super::super::open;
use super::super::what_if::WhatIf;
use super::{Comparing, Detail, FileChange, FileState, mib};
use crate::error::Error;
use crate::ingest::{Reader, Sheets};
use crate::model::{Fate, Limits, Reading};
use crate::project::Source;
use crate::seal::{BookChanges, CellChange, FigureChange, Manifest, Role, SealedFile};

/// An input that differs: as it was sealed, as it is.
pub(super) struct Input {
    path: String,
    role: Role,
    state: FileState,
    old: Option<SealedFile>,
    now: Option<Source>,
    /// Does another file of today hold what this one holds, or held? Then that one counts in its stead.
    twin: bool,
}

/// Inputs and configuration that differ, by role and path.
///
/// # Errors
///
/// [`Error::Read`]; [`Error::Nothing`] for a file that changes while it is read.
pub(super) fn changed(manifest: &Manifest, today: &[Source]) -> Result<Vec<Input>, Error> {
    let sealed = manifest.files.iter().filter(|file| !matches!(file.role, Role::Output | Role::Standing));
    let sealed: BTreeMap<&str, &SealedFile> = sealed.map(|file| (file.path.as_str(), file)).collect();
    let hashed = today.iter().map(|source| Ok((source, source.sha256()?))).collect::<Result<Vec<_>, Error>>()?;
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, hash) in &hashed {
        *holders.entry(hash.as_str()).or_default() += 1;
    }
    let holders = |hash: &str| holders.get(hash).copied().unwrap_or(0);
    let mut missing = sealed.clone();
    for (source, _) in &hashed {
        missing.remove(source.path.as_str());
    }
    let mut found = Vec::new();
    for (source, hash) in &hashed {
        let (old, state) = match sealed.get(source.path.as_str()) {
            Some(file) if file.sha256 == *hash => continue,
            Some(file) => (Some(*file), FileState::Changed),
            None => match missing.values().find(|file| file.sha256 == *hash && file.role == source.role).copied() {
                Some(file) => {
                    missing.remove(file.path.as_str());
                    (Some(file), FileState::Renamed(file.path.clone()))
                }
                None => (None, FileState::New),
            },
        };
        found.push(Input {
            path: source.path.clone(),
            role: source.role,
            state,
            old: old.cloned(),
            now: Some((*source).clone()),
            twin: holders(hash) > 1 || old.is_some_and(|old| holders(&old.sha256) > 0),
        });
    }
    found.extend(missing.into_values().map(|file| Input {
        path: file.path.clone(),
        role: file.role,
        state: FileState::Missing,
        old: Some(file.clone()),
        now: None,
        twin: holders(&file.sha256) > 0,
    }));
    found.sort_by(|a, b| (a.role, &a.path).cmp(&(b.role, &b.path)));
    Ok(found)
}

impl Input {
    /// The change, not looked into.
    pub(super) fn untouched(self) -> FileChange {
        FileChange { path: self.path, role: self.role, state: self.state, detail: Detail::None, moves: None }
    }
}

impl Comparing<'_> {
    /// What differs inside a file, and what that moves.
    pub(super) fn look_into(&mut self, input: Input, limits: &Limits, what_if: &mut WhatIf) -> FileChange {
        let mut detail = match (&input.old, &input.now, &input.state) {
            (Some(old), Some(now), FileState::Changed) => self.detail(old, now, limits),
            _ => Detail::None,
        };
        let moves = self.moves(&input, &mut detail, limits, what_if);
        FileChange { path: input.path, role: input.role, state: input.state, detail, moves }
    }

    /// The figures that a submission moves as a whole, or else cell by cell, into `detail`.
    fn moves(&mut self, input: &Input, detail: &mut Detail, limits: &Limits, what_if: &mut WhatIf) -> Option<Vec<FigureChange>> {
        if input.role != Role::Submission || matches!(input.state, FileState::Renamed(_)) {
            return None;
        }
        if input.twin {
            // Of two equal files one counts: that the other came or went moves nothing.
            return (input.state != FileState::Changed).then(Vec::new);
        }
        let at = what_if.index(&input.path);
        if let (Detail::Cells(changes, moves), Some(at)) = (&mut *detail, at)
            && changes.only_cells()
            && changes.cells.len() <= what_if.left()
            && let Some(versions) = self.versions(input, limits)
        {
            *moves = by_cell(changes, &versions, (&input.path, at), what_if);
            return None;
        }
        if what_if.left() == 0 {
            return None;
        }
        let at = at.unwrap_or(what_if.len());
        let reading = match &input.old {
            // A new file: as if it were not there.
            None => Reading { path: input.path.clone(), fate: Fate::Skipped(String::new()), ..Reading::default() },
            Some(old) => {
                let bytes = self.archive.bytes(old, mib(limits))?;
                read(what_if, (&input.path, at), open(&bytes, limits))
            }
        };
        Some(what_if.moved(at, reading))
    }

    /// The sheets as they were sealed and as they are.
    fn versions(&mut self, input: &Input, limits: &Limits) -> Option<(Sheets, Sheets)> {
        let old = self.archive.bytes(input.old.as_ref()?, mib(limits))?;
        let now = input.now.as_ref()?.bytes(mib(limits))?;
        open(&old, limits).ok().zip(open(&now, limits).ok())
    }
}

/// Reads sheets as the file of this path and place.
fn read(what_if: &WhatIf, (path, at): (&str, usize), sheets: Result<Sheets, crate::model::FileFault>) -> Reading {
    let (authority, units) = what_if.setting();
    Reader::new(authority, units).read_sheets(path, u32::try_from(at).unwrap_or(u32::MAX), sheets)
}

/// The figures each changed cell moves: today's file with that one cell as it was.
fn by_cell(
    changes: &BookChanges,
    (old, now): &(Sheets, Sheets),
    file: (&str, usize),
    what_if: &mut WhatIf,
) -> Vec<Option<Vec<FigureChange>>> {
    let one = |change: &CellChange| {
        let mut sheets = now.clone();
        sheets.take_cell(change.sheets.1, change.cell, old, change.sheets.0);
        let reading = read(what_if, file, Ok(sheets));
        Some(what_if.moved(file.1, reading))
    };
    changes.cells.iter().map(one).collect()
}
