//! Readings → dossier: units resolved, versions chosen, rounds joined model by model, figures taken up the tree.
//!
//! Texts go in, identities come out. Nothing is dropped in silence: what does not count stays in the dossier as a
//! replaced submission or a [`Misread`](crate::model::Misread), for a rule to name.

mod decisions;
mod figures;
mod models;
mod offers;
mod opinions;
mod places;
mod scores;
mod shared;
mod stated;
mod turnout;
mod units;
mod versions;

pub use self::decisions::number_decisions;
pub use self::offers::offers;
use crate::model::{
    Authority, Award, Column, Content, Dossier, Fate, Form, IndicatorFact, Misread, MisreadKind, Model, Origin, PastModel,
    Reading, Remark, RowRef, Standing, Submission, UnitId, UnitTree,
};

/// Joins all readings (sorted by path) into the dossier.
pub fn dossier(authority: Authority, units: UnitTree, readings: Vec<Reading>) -> Dossier {
    let mut dossier = Dossier {
        authority,
        units,
        readings,
        submitters: Vec::new(),
        submissions: Vec::new(),
        models: Vec::new(),
        awards: Vec::new(),
        stated: Vec::new(),
        stated_groups: Vec::new(),
        indicators: Vec::new(),
        remarks: Vec::new(),
        opinions: Vec::new(),
        figures: Vec::new(),
        misreads: Vec::new(),
        repeated: Vec::new(),
        shared: Vec::new(),
        previous: None,
    };
    duplicates(&mut dossier);
    let owners = units::resolve(&mut dossier);
    dossier.submitters = owners.iter().map(|tables| tables.iter().map(|table| table.submitter).collect()).collect();
    dossier.submissions = versions::submissions(&dossier, &owners);
    versions::choose(&mut dossier);
    let in_force = InForce::of(&dossier, owners);
    models::join(&mut dossier, &in_force);
    shared::join(&mut dossier);
    scores::without_model(&mut dossier, &in_force);
    stated::collect(&mut dossier, &in_force);
    others(&mut dossier, &in_force);
    opinions::gather(&mut dossier);
    figures::compute(&mut dossier, &in_force);
    dossier
}

/// The models of the previous period's lists, read under this period's scheme.
pub fn past_models(authority: Authority, units: UnitTree, readings: Vec<Reading>) -> Vec<PastModel> {
    let dossier = dossier(authority, units, readings);
    let past = |model: &Model| {
        let last = *model.rows.last()?;
        let told = dossier.table(last).column(Column::Status).is_some();
        let stopped = dossier.model_row(last).is_some_and(|row| row.stopped);
        let going_on = told && !stopped;
        let place = dossier.place(dossier.cell(last, Column::Name));
        Some(PastModel { unit: dossier.units.name(model.unit).to_owned(), model: model.clone(), going_on, stopped, place })
    };
    dossier.models.iter().filter_map(past).collect()
}

/// The same bytes twice are one submission; the second is named.
fn duplicates(dossier: &mut Dossier) {
    for (index, reading) in dossier.readings.iter().enumerate() {
        if let Fate::DuplicateOf(first) = reading.fate {
            let at = Origin::file(file_index(index));
            dossier.misreads.push(Misread { at, what: MisreadKind::Duplicate { of: Origin::file(first) } });
        }
    }
}

/// An index as the number kept in an [`Origin`].
fn file_index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A table's or record's index as the number kept in a [`RowRef`].
fn table_index(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Units resolved for every table: of the table as a whole, and of the units named in it.
pub(crate) struct TableUnits {
    /// The submitter.
    pub submitter: Option<UnitId>,
    /// One per entry of `Table::units`.
    pub named: Vec<Option<UnitId>>,
}

impl TableUnits {
    /// The unit of a record: its own if it names one that is known, else the submitter.
    pub fn of_row(&self, named: Option<u32>) -> Option<UnitId> {
        named.and_then(|n| self.named.get(n as usize).copied().flatten()).or(self.submitter)
    }
}

/// Which units' records count, table by table.
pub(crate) struct InForce {
    /// `[file][table]`.
    pub owners: Vec<Vec<TableUnits>>,
    /// (unit, form, file) of submissions in force, sorted.
    keys: Vec<(UnitId, Form, u32)>,
    /// (unit, form) under dispute, sorted.
    disputed: Vec<(UnitId, Form)>,
}

impl InForce {
    fn of(dossier: &Dossier, owners: Vec<Vec<TableUnits>>) -> Self {
        let in_force = |s: &&Submission| s.standing == Standing::InForce;
        let mut keys: Vec<_> = dossier.submissions.iter().filter(in_force).map(|s| (s.unit, s.form, s.file)).collect();
        keys.sort_unstable();
        let unresolved = dossier.submissions.iter().filter(|s| s.standing == Standing::Disputed);
        let mut disputed: Vec<_> = unresolved.map(|s| (s.unit, s.form)).collect();
        disputed.sort_unstable();
        disputed.dedup();
        Self { owners, keys, disputed }
    }

    /// Do this unit's records of a form in a file count?
    pub fn counts(&self, unit: UnitId, form: Form, file: u32) -> bool {
        self.keys.binary_search(&(unit, form, file)).is_ok()
    }

    /// Are there versions of this unit's form of which neither is newer?
    pub fn is_disputed(&self, unit: UnitId, form: Form) -> bool {
        self.disputed.binary_search(&(unit, form)).is_ok()
    }

    /// The unit whose record counts here, if it does.
    pub fn unit_of(&self, file: u32, table: u16, named: Option<u32>, form: Form) -> Option<UnitId> {
        let unit = self.owners[file as usize][usize::from(table)].of_row(named)?;
        self.counts(unit, form, file).then_some(unit)
    }
}

/// Awards, indicators and paragraphs that count, in tree order, then as submitted.
fn others(dossier: &mut Dossier, in_force: &InForce) {
    let (mut awards, mut indicators, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    for (file, reading) in dossier.readings.iter().enumerate() {
        let file = file_index(file);
        for (index, table) in reading.tables.iter().enumerate() {
            let index = table_index(index);
            let unit_of = |named| in_force.unit_of(file, index, named, table.form);
            let row_ref = |row: usize| RowRef { file, table: index, row: file_index(row) };
            match &table.content {
                Content::Awards(rows) => {
                    let counted =
                        rows.iter().enumerate().filter_map(|(i, r)| Some(Award { unit: unit_of(r.unit)?, row: row_ref(i) }));
                    awards.extend(counted);
                }
                Content::Indicators(rows) => {
                    let counted = rows
                        .iter()
                        .enumerate()
                        .filter_map(|(i, r)| Some(IndicatorFact { unit: unit_of(r.unit)?, row: row_ref(i) }));
                    indicators.extend(counted);
                }
                Content::Assessment(rows) => {
                    remarks.extend(rows.iter().filter_map(|row| {
                        let at = Origin::cell(file, table.sheet, row.row, row.col);
                        Some(Remark { unit: unit_of(None)?, head: row.head, text: row.text.clone(), at })
                    }));
                }
                _ => {}
            }
        }
    }
    let rank = tree_rank(&dossier.units);
    awards.sort_by_key(|a| (rank[a.unit.0 as usize], a.row));
    indicators.sort_by_key(|i| (rank[i.unit.0 as usize], i.row));
    remarks.sort_by_key(|r| (rank[r.unit.0 as usize], r.at));
    (dossier.awards, dossier.indicators, dossier.remarks) = (awards, indicators, remarks);
}

/// Each unit's place in protocol order.
fn tree_rank(units: &UnitTree) -> Vec<usize> {
    let mut rank = vec![0; units.len()];
    for (place, unit) in units.walk().into_iter().enumerate() {
        rank[unit.0 as usize] = place;
    }
    rank
}
