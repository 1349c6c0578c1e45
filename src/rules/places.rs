//! Where the records of a unit stand, as ranges of one column: what a finding points at when some row of a list is wrong.

use std::collections::BTreeMap;

use super::Context;
use crate::model::{Cell, Column, Content, Facet, Form, Key, LeftOutReason, Measure, Origin, RowRef, Standing, Table, UnitId};

/// First and last record of each unit in each table.
pub(super) struct Places<'a> {
    context: &'a Context<'a>,
    models: BTreeMap<UnitId, Vec<(RowRef, RowRef)>>,
    recognitions: BTreeMap<UnitId, Vec<(RowRef, RowRef)>>,
}

impl<'a> Places<'a> {
    /// Looks the lists up once.
    pub fn of(context: &'a Context<'a>) -> Self {
        let mut spans: BTreeMap<(UnitId, u32, u16), (RowRef, RowRef)> = BTreeMap::new();
        for model in &context.dossier.models {
            for &row in &model.rows {
                let span = spans.entry((model.unit, row.file, row.table)).or_insert((row, row));
                span.0 = span.0.min(row);
                span.1 = span.1.max(row);
            }
        }
        let mut models: BTreeMap<UnitId, Vec<(RowRef, RowRef)>> = BTreeMap::new();
        for ((unit, ..), span) in spans {
            models.entry(unit).or_default().push(span);
        }
        Self { context, models, recognitions: recognitions(context) }
    }

    /// Has the unit sent a list?
    pub fn has_list(&self, unit: UnitId) -> bool {
        self.models.contains_key(&unit)
    }

    /// The cells of a unit's lists that tell a figure: the column that is counted, else the ordinals, which name whole rows.
    pub fn telling(&self, unit: UnitId, key: Key) -> Vec<Origin> {
        let columns = columns(key);
        let lists = self.models.get(&unit).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<Origin> =
            lists.iter().filter_map(|span| columns.iter().find_map(|column| self.range(*span, *column))).collect();
        if matches!(key.measure, Measure::Recognised(_) | Measure::Events(_) | Measure::RecognisedIn(..) | Measure::EventsIn(..))
        {
            let rows = self.recognitions.get(&unit).into_iter().flatten();
            found.extend(rows.map(|span| self.first_column(*span)));
        }
        if found.is_empty() {
            found.extend(self.lists(unit));
        }
        if key == Key::total(Measure::Registered) {
            found.extend(self.units_beside(unit));
        }
        found
    }

    /// Does a list of the unit hold rows of others, too?
    pub fn is_shared(&self, unit: UnitId) -> bool {
        !self.units_beside(unit).is_empty()
    }

    /// Where rows of a list of several units say whose they are: a row that is missing may bear another's name.
    fn units_beside(&self, unit: UnitId) -> Vec<Origin> {
        let lists = self.models.get(&unit).into_iter().flatten();
        let beside = lists.filter_map(|&(first, _)| {
            let table = self.context.dossier.table(first);
            let Content::Models(rows) = &table.content else { return None };
            if table.units.len() < 2 {
                return None;
            }
            let last = u32::try_from(rows.len().checked_sub(1)?).ok()?;
            self.range((RowRef { row: 0, ..first }, RowRef { row: last, ..first }), Column::Unit)
        });
        beside.collect()
    }

    /// A unit's lists as a whole: their ordinals.
    pub fn lists(&self, unit: UnitId) -> Vec<Origin> {
        self.models.get(&unit).into_iter().flatten().map(|span| self.first_column(*span)).collect()
    }

    fn range(&self, (first, last): (RowRef, RowRef), column: Column) -> Option<Origin> {
        self.context.dossier.table(first).column(column)?;
        Some(self.column(first, last, column))
    }

    fn first_column(&self, (first, last): (RowRef, RowRef)) -> Origin {
        self.column(first, last, Column::Index)
    }

    /// A column from the first record to the last, with the rows beside them that were left out for want of a name.
    fn column(&self, first: RowRef, last: RowRef, column: Column) -> Origin {
        let dossier = self.context.dossier;
        let (start, end) = (dossier.cell(first, column), dossier.cell(last, column));
        let (Some(from), Some(to)) = (start.cell, end.cell) else { return start };
        let (first, last) = with_unnamed(dossier.table(first), from.row, to.row);
        Origin { cell: Some(Cell { row: first, ..from }), ..start }.through(last, to.col)
    }
}

/// Rows of a table, with those beside them that were left out for want of a name: they may be records too.
pub(super) fn with_unnamed(table: &Table, first: u32, last: u32) -> (u32, u32) {
    let unnamed = |row: u32| table.left_out.iter().any(|left| left.row == row && left.reason == LeftOutReason::NoRecord);
    let (mut from, mut to) = (first, last);
    while unnamed(to + 1) {
        to += 1;
    }
    while from.checked_sub(1).is_some_and(unnamed) {
        from -= 1;
    }
    (from, to)
}

/// The tables of Biểu 1b in force, by who sent them.
fn recognitions(context: &Context<'_>) -> BTreeMap<UnitId, Vec<(RowRef, RowRef)>> {
    let mut spans: BTreeMap<UnitId, Vec<(RowRef, RowRef)>> = BTreeMap::new();
    let sent = context.dossier.submissions.iter().filter(|s| s.form == Form::Recognitions && s.standing == Standing::InForce);
    for submission in sent {
        for &table in &submission.tables {
            let sent = &context.dossier.reading(submission.file).tables[usize::from(table)];
            let Content::Recognitions(rows) = &sent.content else { continue };
            let at = |row: usize| RowRef { file: submission.file, table, row: u32::try_from(row).unwrap_or(u32::MAX) };
            if let Some(last) = rows.len().checked_sub(1) {
                spans.entry(submission.unit).or_default().push((at(0), at(last)));
            }
        }
    }
    spans
}

/// The columns of Biểu 1 that tell a figure, the likeliest first; none where whole rows are counted.
fn columns(key: Key) -> Vec<Column> {
    match (key.facet, key.measure) {
        (Facet::Owner(owner) | Facet::FieldOwner(_, owner), _) => vec![Column::Owner, Column::OwnerTick(owner)],
        (Facet::Field(field), _) => vec![Column::Field, Column::FieldTick(field)],
        (Facet::Kind(kind), _) => vec![Column::Kind, Column::KindTick(kind)],
        (Facet::Novelty(novelty), _) => vec![Column::Novelty, Column::NoveltyTick(novelty)],
        (Facet::Total, Measure::Effective) => vec![Column::Effective],
        (Facet::Total, Measure::Replicated) => vec![Column::Replicated],
        (Facet::Total, Measure::Nominated(level)) => vec![Column::NominatedLevel, Column::NominatedTick(level)],
        (Facet::Total, Measure::RegisteredAt(level)) => vec![Column::RegisteredLevel, Column::RegisteredTick(level)],
        (
            Facet::Total,
            Measure::Recognised(level) | Measure::Events(level) | Measure::RecognisedIn(level, _) | Measure::EventsIn(level, _),
        ) => vec![Column::Recognised(level)],
        (Facet::Total, Measure::Registered) => vec![Column::Index],
    }
}

/// The cell of a row of Biểu 1 in a column, or in the tick column that is marked instead of it.
pub(super) fn told_at(context: &Context<'_>, row: RowRef, column: Column) -> Origin {
    let (dossier, table) = (context.dossier, context.dossier.table(row));
    let says = dossier.model_row(row);
    let tick = match column {
        Column::Owner => says.and_then(|r| r.owner).map(Column::OwnerTick),
        Column::Kind => says.and_then(|r| r.kind).map(Column::KindTick),
        Column::Field => says.and_then(|r| r.field).map(Column::FieldTick),
        _ => None,
    };
    let ticked = tick.filter(|tick| table.column(column).is_none() && table.column(*tick).is_some());
    dossier.cell(row, ticked.unwrap_or(column))
}
