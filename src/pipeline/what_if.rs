//! What a change moves: the figures of today beside those of a run in which one file, or one cell of it, is as it was.
//!
//! Exact where following figures back to cells would not be: a cell may move a figure by what it keeps out of it.

use serde_json::Value;

use super::Read;
use crate::model::{Authority, Reading, UnitTree};
use crate::seal::{self, FigureChange};
use crate::{assemble, summarize};

/// Rows that a run over and over again may go through in all.
const ROWS: usize = 400_000;
/// Runs at most, and at least.
const MOST: usize = 60;
const LEAST: usize = 6;

/// Today's readings, of which one is exchanged at a time.
pub(super) struct WhatIf {
    authority: Authority,
    units: UnitTree,
    readings: Vec<Reading>,
    today: Value,
    left: usize,
}

impl WhatIf {
    /// Over what was read today. The scheme and the units are those from before it was joined.
    pub fn new(read: Read, today: &Value) -> Self {
        let rows: usize = read.readings.iter().flat_map(|reading| &reading.tables).map(|table| table.rows).sum();
        let left = (ROWS / rows.max(1)).clamp(LEAST, MOST);
        Self { authority: read.authority, units: read.units, readings: read.readings, today: counted(today.clone()), left }
    }

    /// How many more changes can be looked at.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Where a file stands among the readings.
    pub fn index(&self, path: &str) -> Option<usize> {
        self.readings.iter().position(|reading| reading.path == path)
    }

    /// How many readings there are: the place of one more.
    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// The scheme and the units files are read under.
    pub fn setting(&self) -> (&Authority, &UnitTree) {
        (&self.authority, &self.units)
    }

    /// The figures that differ if the file at this place says this; one place further is one more file.
    pub fn moved(&mut self, at: usize, reading: Reading) -> Vec<FigureChange> {
        self.left = self.left.saturating_sub(1);
        let kept = if let Some(place) = self.readings.get_mut(at) {
            Some(std::mem::replace(place, reading))
        } else {
            self.readings.push(reading);
            None
        };
        let dossier = assemble::dossier(self.authority.clone(), self.units.clone(), std::mem::take(&mut self.readings));
        let before = counted(summarize::summary(&dossier, &[]).json);
        self.readings = dossier.readings;
        match kept {
            Some(kept) => self.readings[at] = kept,
            None => drop(self.readings.pop()),
        }
        seal::compare_figures(&before, &self.today)
    }

    /// The readings, as they were.
    pub fn into_readings(self) -> Vec<Reading> {
        self.readings
    }
}

/// Without what is said of other figures, and of findings, which are not looked for again.
fn counted(mut figures: Value) -> Value {
    if let Some(members) = figures.as_object_mut() {
        members.retain(|key, _| key != "so_sanh" && key != "ket_qua_kiem_tra");
    }
    figures
}
