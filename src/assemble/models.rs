//! Rows → models (product rules 3.1, 3.4, 3.6): the same code, or in one unit the same name and performer, in rows of
//! different years, rounds or files is one model with several years. The same year twice in one file is kept apart and
//! noted (R31). Recognitions of Biểu 1b join their model.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Authority, Column, Content, Context, Dossier, Fingerprint, Form, LevelId, Misread, MisreadKind, Model, ModelRow, Origin,
    Period, Recognition, RecognitionRow, RowRef, UnitId, When, name,
};

use super::{InForce, file_index, table_index, tree_rank};

/// Fills `dossier.models` and `dossier.repeated`.
pub(super) fn join(dossier: &mut Dossier, in_force: &InForce) {
    let mut order = rows_in_force(dossier, in_force);
    let rank = tree_rank(&dossier.units);
    order.sort_by_key(|r| (rank[r.unit.0 as usize], r.round, r.from, r.row));

    let mut joiner = Joiner {
        dossier,
        models: Vec::new(),
        marks: Vec::new(),
        known: BTreeMap::new(),
        listed: BTreeSet::new(),
        repeated: Vec::new(),
    };
    for entry in &order {
        let reading = dossier.reading(entry.row.file);
        let table = &reading.tables[usize::from(entry.row.table)];
        let context = &reading.contexts[usize::from(table.context)];
        let Some(row) = dossier.model_row(entry.row) else { continue };
        joiner.model_row(entry, row, context, table.sheet);
    }
    let mut misreads = Vec::new();
    for (unit, row_ref) in recognitions_in_force(dossier, in_force) {
        let table = dossier.table(row_ref);
        let context = &dossier.reading(row_ref.file).contexts[usize::from(table.context)];
        let Content::Recognitions(rows) = &table.content else { continue };
        let row = &rows[row_ref.row as usize];
        if row.code.is_none() && row.name.is_none() {
            // Nobody's: its blank cell has been said.
            continue;
        }
        let column = if table.column(Column::When).is_some() { Column::When } else { Column::Level };
        if !joiner.recognition_row(unit, (row, row_ref), context, dossier.cell(row_ref, column)) {
            let name = row.name.clone().or_else(|| row.code.clone()).unwrap_or_default();
            misreads.push(Misread {
                at: dossier.cell(row_ref, Column::Name),
                what: MisreadKind::NoSuchModel { name: name.to_string() },
            });
        }
    }
    let Joiner { mut models, marks, repeated, .. } = joiner;
    for (model, marks) in models.iter_mut().zip(marks) {
        finish(model, marks, &dossier.authority);
    }
    models.sort_by_key(|m| rank[m.unit.0 as usize]);
    misreads.extend(loose_ticks(dossier, in_force));
    dossier.models = models;
    dossier.repeated = repeated;
    dossier.misreads.extend(misreads);
}

/// A row of Biểu 1 that counts, with what decides its turn.
struct Entry {
    unit: UnitId,
    round: crate::model::Round,
    from: Option<crate::model::Date>,
    row: RowRef,
}

fn rows_in_force(dossier: &Dossier, in_force: &InForce) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (file, reading) in dossier.readings.iter().enumerate() {
        for (index, table) in reading.tables.iter().enumerate() {
            let Content::Models(rows) = &table.content else { continue };
            let context = &reading.contexts[usize::from(table.context)];
            let from = context.period.as_ref().and_then(|(_, p, _)| p.as_ref()).map(|p| p.from);
            let (file, index) = (file_index(file), table_index(index));
            entries.extend(rows.iter().enumerate().filter_map(|(i, row)| {
                let unit = in_force.unit_of(file, index, row.unit, Form::Models)?;
                Some(Entry { unit, round: context.round, from, row: RowRef { file, table: index, row: file_index(i) } })
            }));
        }
    }
    entries
}

fn recognitions_in_force(dossier: &Dossier, in_force: &InForce) -> Vec<(UnitId, RowRef)> {
    let mut entries = Vec::new();
    for (file, reading) in dossier.readings.iter().enumerate() {
        for (index, table) in reading.tables.iter().enumerate() {
            let Content::Recognitions(rows) = &table.content else { continue };
            let (file, index) = (file_index(file), table_index(index));
            entries.extend(rows.iter().enumerate().filter_map(|(i, row)| {
                let unit = in_force.unit_of(file, index, row.unit, Form::Recognitions)?;
                Some((unit, RowRef { file, table: index, row: file_index(i) }))
            }));
        }
    }
    entries
}

/// What makes two rows the same model.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Code(UnitId, Fingerprint),
    Title(UnitId, Fingerprint, Fingerprint),
}

/// What a row calls its model.
struct Called<'a> {
    unit: UnitId,
    code: Option<&'a str>,
    name: Option<Fingerprint>,
    performer: Fingerprint,
}

impl<'a> Called<'a> {
    fn by(unit: UnitId, code: Option<&'a str>, name: Option<&str>, performer: Option<&str>) -> Self {
        Self { unit, code, name: name.map(Fingerprint::of), performer: performer.map(Fingerprint::of).unwrap_or_default() }
    }

    /// The code comes first.
    fn identities(&self) -> impl Iterator<Item = Identity> {
        let code = self.code.map(|code| Identity::Code(self.unit, Fingerprint::of(code)));
        code.into_iter().chain(self.name.map(|name| Identity::Title(self.unit, name, self.performer)))
    }
}

/// A recognition as marked, with the period its file reports on (for bare ticks).
struct Mark<'a> {
    recognition: Recognition,
    reported: Option<&'a Period>,
    /// Is it a row of Biểu 1b, where each row is a recognition?
    in_1b: bool,
}

struct Joiner<'a> {
    dossier: &'a Dossier,
    models: Vec<Model>,
    marks: Vec<Vec<Mark<'a>>>,
    known: BTreeMap<Identity, usize>,
    repeated: Vec<(RowRef, RowRef)>,
    /// Units with rows of Biểu 1.
    listed: BTreeSet<UnitId>,
}

impl<'a> Joiner<'a> {
    fn model_row(&mut self, entry: &Entry, row: &ModelRow, context: &'a Context, sheet: u16) {
        let called = Called::by(entry.unit, row.code.as_deref(), Some(&row.name), row.performer.as_deref());
        let index = match self.find(&called) {
            Some(index) if !self.same_turn(index, entry, row) => index,
            Some(index) => {
                if let Some(first) = self.models[index].rows.iter().find(|r| r.file == entry.row.file) {
                    self.repeated.push((*first, entry.row));
                }
                self.new_model(&called, row)
            }
            None => self.new_model(&called, row),
        };
        self.remember(&called, index);
        let model = &mut self.models[index];
        if model.performer.is_none() {
            model.performer_print = called.performer;
        }
        absorb(model, row, entry.row);
        for &(level, when, col) in &row.recognised {
            let at = Origin::cell(entry.row.file, sheet, row.row, col);
            let mark = self.mark((level, when), context, at, false);
            self.marks[index].push(mark);
        }
    }

    /// The model with this code, else with this title and performer unless both have codes and they differ.
    fn find(&self, called: &Called<'_>) -> Option<usize> {
        let mut found = called.identities().filter_map(|identity| {
            let index = *self.known.get(&identity)?;
            let other = self.models[index].code.as_deref();
            let codes_differ = matches!((called.code, other), (Some(a), Some(b)) if name::key(a) != name::key(b));
            (!codes_differ).then_some(index)
        });
        let (first, second) = (found.next(), found.next());
        // A code that two models bear is that of the one with the same title.
        let titled = |index: usize| self.models[index].code.is_some() && Some(self.models[index].name_print) == called.name;
        second.filter(|&second| called.code.is_some() && titled(second) && !first.is_some_and(titled)).or(first)
    }

    /// Keeps the names of a model, unless they are another's.
    fn remember(&mut self, called: &Called<'_>, index: usize) {
        for identity in called.identities() {
            self.known.entry(identity).or_insert(index);
        }
    }

    /// Does the model already have a row of the same year in the same file? Only different, known years tell rows of
    /// one file apart.
    fn same_turn(&self, index: usize, entry: &Entry, row: &ModelRow) -> bool {
        let year = |known: &RowRef| self.dossier.model_row(*known).and_then(|row| row.year);
        let mut known = self.models[index].rows.iter().filter(|known| known.file == entry.row.file);
        known.any(|known| !matches!((year(known), row.year), (Some(a), Some(b)) if a != b))
    }

    fn new_model(&mut self, called: &Called<'_>, row: &ModelRow) -> usize {
        self.listed.insert(called.unit);
        let name_print = called.name.unwrap_or_default();
        self.models.push(Model { name: row.name.clone(), name_print, ..Model::of_unit(called.unit) });
        self.marks.push(Vec::new());
        self.models.len() - 1
    }

    /// Joins a row of Biểu 1b; false where it fits no model of Biểu 1 (it then counts as a model of its own).
    fn recognition_row(
        &mut self,
        unit: UnitId,
        (row, row_ref): (&RecognitionRow, RowRef),
        context: &'a Context,
        at: Origin,
    ) -> bool {
        let called = Called::by(unit, row.code.as_deref(), row.name.as_deref(), row.performer.as_deref());
        let mut found = self.find(&called);
        if found.is_none() && row.performer.is_none() {
            found = self.only_with_title(&called, row_ref.file);
        }
        let known = found.is_some();
        let index = found.unwrap_or_else(|| {
            let name = row.name.clone().or_else(|| row.code.clone()).unwrap_or_default();
            self.models.push(Model {
                name_print: called.name.unwrap_or_else(|| Fingerprint::of(&name)),
                name,
                code: row.code.clone(),
                performer: row.performer.clone(),
                performer_print: called.performer,
                ..Model::of_unit(unit)
            });
            self.marks.push(Vec::new());
            self.models.len() - 1
        });
        self.remember(&called, index);
        if self.models[index].recognition_rows.last() != Some(&row_ref) {
            self.models[index].recognition_rows.push(row_ref);
        }
        if let Some(level) = row.level {
            let mark = self.mark((level, row.when), context, at, true);
            self.marks[index].push(mark);
        }
        known || !self.listed.contains(&unit)
    }

    /// The only model of the unit with this title, whoever performs it; of several, the only one in Biểu 1 of the same file.
    fn only_with_title(&self, called: &Called<'_>, file: u32) -> Option<usize> {
        let (unit, wanted) = (called.unit, called.name?);
        let first = Identity::Title(unit, wanted, Fingerprint::default());
        let of_title =
            self.known.range(first..).take_while(|(k, _)| matches!(k, Identity::Title(u, t, _) if *u == unit && *t == wanted));
        let fitting: BTreeSet<usize> = of_title.map(|(_, &index)| index).collect();
        let here = fitting.iter().filter(|index| self.models[**index].rows.iter().any(|row| row.file == file));
        match (fitting.len(), here.collect::<Vec<_>>().as_slice()) {
            (1, _) => fitting.first().copied(),
            (_, [only]) => Some(**only),
            _ => None,
        }
    }

    fn mark(&self, (level, when): (LevelId, When), context: &'a Context, at: Origin, in_1b: bool) -> Mark<'a> {
        let authority = &self.dossier.authority;
        let reported = context.period.as_ref().and_then(|(_, p, _)| p.as_ref());
        let (sub_period, counts) = match when {
            When::Tick => {
                let period = reported.unwrap_or(&authority.period);
                (authority.sub_period_ids().find(|s| authority.sub_periods[usize::from(s.0)].same_days(period)), true)
            }
            When::Year(year) => (authority.sub_period_of(year), authority.period.touches_year(year)),
            When::SubPeriod(sub) => (Some(sub), true),
            When::Period => (None, true),
        };
        Mark { recognition: Recognition { level, when, sub_period, counts, at }, reported, in_1b }
    }
}

/// Adds what a row says to its model: the first word on what it is, the last on how it fares.
fn absorb(model: &mut Model, row: &ModelRow, at: RowRef) {
    fn first<T: Clone>(known: &mut Option<T>, said: Option<&T>) {
        if known.is_none() {
            *known = said.cloned();
        }
    }
    first(&mut model.code, row.code.as_ref());
    first(&mut model.performer, row.performer.as_ref());
    first(&mut model.address, row.address.as_ref());
    first(&mut model.kind, row.kind.as_ref());
    first(&mut model.owner, row.owner.as_ref());
    first(&mut model.field, row.field.as_ref());
    first(&mut model.field_group, row.field_group.as_ref());
    first(&mut model.novelty, row.novelty.as_ref());
    if let Some(year) = row.year {
        model.first_year = Some(model.first_year.map_or(year, |y| y.min(year)));
    }
    model.levels.extend(row.levels.iter());
    model.nominated.extend(row.nominated.iter());
    model.effective = match (model.effective, row.effective) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (before, now) => now.or(before),
    };
    model.replicated = row.replicated.or(model.replicated);
    model.featured |= row.featured;
    model.outcome = row.outcome.clone().or_else(|| model.outcome.take());
    // Most models stand in one row.
    model.rows.reserve_exact(1);
    model.rows.push(at);
}

/// Blank levels become the lowest; each recognition stays once.
fn finish(model: &mut Model, marks: Vec<Mark<'_>>, authority: &Authority) {
    if model.levels.is_empty() && !model.rows.is_empty() {
        model.levels.insert(authority.base_level());
    }
    let dated: Vec<(LevelId, When, bool)> = marks
        .iter()
        .map(|m| (m.recognition.level, m.recognition.when, m.in_1b))
        .filter(|(_, when, _)| *when != When::Tick)
        .collect();
    let mut kept: Vec<Mark<'_>> = Vec::new();
    for mark in marks {
        let Recognition { level, when, .. } = mark.recognition;
        let period = mark.reported.unwrap_or(&authority.period);
        let same = |other: &Mark<'_>| {
            let other_period = other.reported.unwrap_or(&authority.period);
            let both_ticks_of_one_period = when != When::Tick || other_period.same_days(period);
            other.recognition.level == level && other.recognition.when == when && both_ticks_of_one_period
        };
        // A tick beside a dated recognition of the same level and period is that recognition; two rows of Biểu 1b are two.
        let told_with_date = when == When::Tick
            && dated.iter().any(|(l, w, in_1b)| {
                *l == level
                    && !(mark.in_1b && *in_1b)
                    && match w {
                        When::Year(year) => period.touches_year(*year),
                        When::SubPeriod(sub) => authority.sub_periods[usize::from(sub.0)].overlaps(period),
                        When::Period => true,
                        When::Tick => false,
                    }
            });
        if !told_with_date && !kept.iter().any(same) {
            kept.push(mark);
        }
    }
    model.recognitions = kept.into_iter().map(|m| m.recognition).collect();
    model.recognitions.sort_unstable();
    model.recognitions.shrink_to_fit();
}

/// Bare ticks that belong to no sub-period, said once per column.
fn loose_ticks(dossier: &Dossier, in_force: &InForce) -> Vec<Misread> {
    let authority = &dossier.authority;
    let mut misreads = Vec::new();
    if authority.sub_periods.is_empty() {
        return misreads;
    }
    for (file, reading) in dossier.readings.iter().enumerate() {
        for (index, table) in reading.tables.iter().enumerate() {
            let Content::Models(rows) = &table.content else { continue };
            let context = &reading.contexts[usize::from(table.context)];
            let period = context.period.as_ref().and_then(|(_, p, _)| p.as_ref()).unwrap_or(&authority.period);
            if authority.sub_periods.iter().any(|s| s.same_days(period)) {
                continue;
            }
            let mut columns: BTreeMap<u16, (u32, u32, u32)> = BTreeMap::new();
            for row in rows {
                if in_force.unit_of(file_index(file), table_index(index), row.unit, Form::Models).is_none() {
                    continue;
                }
                for &(_, _, col) in row.recognised.iter().filter(|(_, when, _)| *when == When::Tick) {
                    let entry = columns.entry(col).or_insert((0, row.row, row.row));
                    *entry = (entry.0 + 1, entry.1, row.row);
                }
            }
            misreads.extend(columns.into_iter().map(|(col, (count, first, last))| Misread {
                at: Origin::cell(file_index(file), table.sheet, first, col).through(last, col),
                what: MisreadKind::TickWithoutSubPeriod { count },
            }));
        }
    }
    misreads
}
