//! Where every printed figure comes from (nguồn số liệu): the closing annex of the report, two sheets of the workbook.
//!
//! In go the figures that a report and its workbook print, and for each of them its evidence; out come entries, drawn by
//! `bang/nguon-*.toml` as every table is. A unit's figure is a part of the figure of the whole, so it has no entry of its
//! own: it leads to that one, in the workbook to the very row of the unit. The trap: evidence is large, so it is asked for
//! one figure at a time and only its words are kept; over very many units it comes without cells.

mod cells;
mod files;
mod places;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use crate::document::{Block, Run, Table, Workbook};
use crate::model::{Basis, Derived, Dossier, Evidence};
pub(super) use cells::{file_value, place_value, source_value};
pub(super) use files::FileRow;
pub(super) use places::PlaceRow;

/// Most units and records of which every figure's cells are listed in the documents; beyond, a figure's entry says how many
/// units give how much, and `tongket why` lists the cells.
const MOST_UNITS: usize = 250;
const MOST_RECORDS: usize = 20_000;
/// Most figures of award groups with an entry: where every commune awards by itself there are tens of thousands, and each
/// award is listed with its cell anyway.
const MOST_AWARDS: usize = 250;
/// What the key of an award group's figure begins with.
const AWARDS: &str = "khen_thuong.";

/// Gives a figure's evidence by its key.
pub type Trace<'t> = dyn FnMut(&str) -> Option<Evidence> + 't;

/// Is there room to list the cells of every figure?
pub fn lists_cells(dossier: &Dossier) -> bool {
    dossier.units.len() <= MOST_UNITS && dossier.models.len() + dossier.awards.len() <= MOST_RECORDS
}

/// The sources of the figures that documents print.
#[derive(Debug, Default)]
pub struct Sources {
    /// A figure each, those of the report first.
    pub(super) entries: Vec<Entry>,
    /// The files sent.
    pub(super) files: Vec<FileRow>,
    /// Figures of award groups without an entry.
    pub(super) awards_left_out: usize,
}

/// A figure and where it comes from (mục).
#[derive(Debug)]
pub(super) struct Entry {
    /// Its key.
    key: String,
    /// Keys of the printed figures that lead here.
    anchors: Vec<String>,
    /// Is it one of the report's, not of the workbook only?
    in_report: bool,
    /// What it is and how much, as the annex says it.
    words: text::Words,
    /// Unit by unit, as the workbook says it.
    rows: Vec<PlaceRow>,
}

impl Sources {
    /// The sources of all figures that a report, by their keys, and its workbook print.
    pub(super) fn of(input: Input<'_>, report: &[String], workbook: &Workbook<'_>, trace: &mut Trace<'_>) -> Self {
        let files = files::rows(input);
        let mut made = Maker {
            input,
            files,
            wanted: Vec::new(),
            places: BTreeMap::new(),
            next: 0,
            awards: 0,
            awards_left_out: BTreeSet::new(),
        };
        for key in report {
            made.want(key, true);
        }
        let mut entries = made.entries(trace);
        in_workbook(workbook, &mut |key| made.want(key, false));
        entries.extend(made.entries(trace));
        Self { entries, files: made.files, awards_left_out: made.awards_left_out.len() }
    }

    /// The entries of the report's annex.
    pub(super) fn of_report(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.in_report)
    }

    /// The rows of the workbook's sheet.
    pub(super) fn places(&self) -> impl Iterator<Item = &PlaceRow> {
        self.entries.iter().flat_map(|entry| &entry.rows)
    }
}

impl Entry {
    /// Keys of the printed figures that lead here.
    pub(super) fn anchors(&self) -> &[String] {
        &self.anchors
    }
}

impl PlaceRow {
    /// Keys of the printed figures that lead here.
    pub(super) fn anchors(&self) -> &[String] {
        &self.anchors
    }

    /// The row of a figure, above those of its units?
    pub(super) fn is_figure(&self) -> bool {
        self.is_figure
    }
}

impl FileRow {
    /// Keys of the printed figures that lead here.
    pub(super) fn anchors(&self) -> &[String] {
        &self.anchors
    }
}

/// A figure asked for.
struct Wanted {
    key: String,
    anchors: Vec<String>,
    in_report: bool,
}

/// Gathers what is asked for; entries are made in the order of asking, so that an entry may name another by its number.
struct Maker<'a> {
    input: Input<'a>,
    files: Vec<FileRow>,
    wanted: Vec<Wanted>,
    places: BTreeMap<String, usize>,
    /// The first that has no entry yet.
    next: usize,
    /// Figures of award groups asked for, and those that get no entry.
    awards: usize,
    awards_left_out: BTreeSet<String>,
}

impl Maker<'_> {
    /// Asks for a printed figure.
    fn want(&mut self, printed: &str, in_report: bool) {
        let Some(key) = self.entry_of(printed) else { return };
        if key.starts_with(AWARDS) && !self.places.contains_key(key) {
            if self.awards == MOST_AWARDS {
                self.awards_left_out.insert(key.to_owned());
                return;
            }
            self.awards += 1;
        }
        let at = self.place(key, in_report);
        let anchors = &mut self.wanted[at].anchors;
        if !anchors.iter().any(|known| known == printed) {
            anchors.push(printed.to_owned());
        }
    }

    /// The number of a figure's entry, from 0.
    fn place(&mut self, key: &str, in_report: bool) -> usize {
        if let Some(&at) = self.places.get(key) {
            return at;
        }
        self.places.insert(key.to_owned(), self.wanted.len());
        self.wanted.push(Wanted { key: key.to_owned(), anchors: vec![key.to_owned()], in_report });
        self.wanted.len() - 1
    }

    /// The figure whose entry says where a printed one comes from; `None` for what is no figure.
    fn entry_of<'k>(&self, printed: &'k str) -> Option<&'k str> {
        let root = self.input.dossier.units.root();
        match Derived::parse(printed) {
            // The whole is the sum of its units, each of which it lists.
            Some(Derived::OfUnit(_, key)) if self.input.dossier.figures(root).basis == Basis::Children => Some(key),
            None if printed.starts_with("don_vi.") => None,
            _ => Some(printed),
        }
    }

    /// The entries asked for since the last time, and those that these name.
    fn entries(&mut self, trace: &mut dyn FnMut(&str) -> Option<Evidence>) -> Vec<Entry> {
        let mut entries = Vec::new();
        while self.next < self.wanted.len() {
            let at = self.next;
            self.next += 1;
            let Some(evidence) = trace(&self.wanted[at].key) else { continue };
            let in_report = self.wanted[at].in_report;
            let named: Vec<(String, usize)> = (evidence.top.parts.iter().filter(|part| !part.key.is_empty()))
                .map(|part| (part.key.clone(), self.place(&part.key, in_report) + 1))
                .collect();
            let anchors = self.wanted[at].anchors.clone();
            let pen = text::Pen { dossier: self.input.dossier, files: &self.files, named: &named };
            let words = pen.words(&evidence, in_report);
            let rows = places::rows(self.input, &evidence, &anchors);
            entries.push(Entry { key: evidence.key, anchors, in_report, words, rows });
        }
        entries
    }
}

/// The figures of a text.
pub(super) fn in_runs(runs: &[Run], found: &mut dyn FnMut(&str)) {
    runs.iter().filter_map(|run| run.figure.as_deref()).for_each(found);
}

fn in_table(table: &Table, found: &mut dyn FnMut(&str)) {
    for value in table.rows.iter().flat_map(|row| &row.cells) {
        if let crate::document::Value::Figure(_, key) = value {
            found(key);
        }
    }
}

/// The figures of a block.
pub(super) fn in_block(block: &Block, found: &mut dyn FnMut(&str)) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Article { text, .. } => in_runs(text, found),
        Block::Table(table) => in_table(table, found),
        Block::Chart(chart) => chart.figures().for_each(found),
        Block::Letterhead(_) | Block::Title { .. } | Block::Addressees { .. } | Block::Signature(_) | Block::Signers(_) => {}
    }
}

/// The figures of a workbook; those of a long list name their cells themselves.
fn in_workbook(workbook: &Workbook<'_>, found: &mut dyn FnMut(&str)) {
    for sheet in &workbook.sheets {
        in_table(&sheet.table, found);
        sheet.notes.iter().for_each(|note| in_runs(note, found));
    }
}
