//! What must add up within a table of Biểu 3: totals of its rows (owners, kinds, new and maintained, fields in columns)
//! and of its columns (rows of fields, rows of units), as equations that [`sums`](super::sums) looks for one cause of.
//!
//! An equation with a blank part does not stand here: nothing can be concluded, and R42 asks for the blank.

use std::collections::BTreeMap;

use super::context::Placed;
use super::{Context, fields_down, units_down};
use crate::model::{
    Authority, Cell, Column, Facet, FieldId, Key, Kind, Measure, Novelty, Owner, Subject, Table, TotalsRow, name,
};

/// Which whole is compared with which parts, in the order in which they report one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Split {
    /// R02: tập thể, cá nhân, hộ gia đình beside their total.
    Owners,
    /// R03: mô hình, điển hình.
    Kinds,
    /// R04: mới, duy trì.
    Novelties,
    /// R01: fields against the total.
    Fields,
    /// R05: fields against the total of one owner, kind or novelty.
    Cross,
    /// R16: rows of units against a total row.
    Units,
}

/// A cell and its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    pub cell: Cell,
    pub count: u64,
}

/// One whole and its parts.
#[derive(Debug, Clone)]
pub(super) struct Equation {
    pub split: Split,
    /// What the whole counts.
    pub key: Key,
    pub whole: Term,
    pub parts: Vec<Term>,
    /// Figures beside the parts that a careless sum takes in: subtotals of the same column.
    pub repeated: Vec<Term>,
    /// "Trong đó": the parts need not be all.
    pub partial: bool,
}

impl Equation {
    /// The sum of the parts.
    pub fn sum(&self) -> u64 {
        self.parts.iter().map(|part| part.count).sum()
    }

    /// By how much the whole exceeds its parts.
    pub fn excess(&self) -> i128 {
        i128::from(self.whole.count) - i128::from(self.sum())
    }

    /// Does it not hold?
    pub fn is_wrong(&self) -> bool {
        let excess = self.excess();
        if self.partial { excess < 0 } else { excess != 0 }
    }

    /// Are the parts above or below the whole, rather than beside it?
    pub fn is_down(&self) -> bool {
        self.parts.iter().any(|part| part.cell.row != self.whole.cell.row)
    }
}

/// "Trong đó": the parts are only some of the whole.
pub(super) fn is_partial(label: &str) -> bool {
    name::slug_words(label).contains("trong do")
}

/// Every equation of a table. `unread`: some row does not say what it is about.
pub(super) fn of_table(context: &Context<'_>, placed: Placed<'_>, rows: &[TotalsRow], unread: bool) -> Vec<Equation> {
    let authority = &context.dossier.authority;
    let columns = FieldColumns::of(placed.table, authority);
    let mut all = Vec::new();
    for row in rows {
        along(placed.table, row, &columns, &mut all);
    }
    if unread {
        return all;
    }
    if rows.iter().any(|row| matches!(row.subject, Subject::Unit(_))) {
        units_down::equations(context, placed, rows, &mut all);
    } else {
        fields_down::equations(authority, rows, &mut all);
    }
    all
}

/// The columns that divide a measure by field, where fields are columns.
struct FieldColumns {
    fields: BTreeMap<(Measure, Option<Owner>), Vec<FieldId>>,
    partial: bool,
}

impl FieldColumns {
    fn of(table: &Table, authority: &Authority) -> Self {
        let mut columns = Self { fields: BTreeMap::new(), partial: false };
        let (mut said, mut met) = (false, Vec::new());
        for used in &table.columns {
            let Some(Column::Stated(key)) = used.column else { continue };
            let (field, owner) = match key.facet {
                Facet::Field(field) => (field, None),
                Facet::FieldOwner(field, owner) => (field, Some(owner)),
                _ => continue,
            };
            columns.fields.entry((key.measure, owner)).or_default().push(field);
            said |= is_partial(&used.heading);
            met.push(field);
        }
        // Under "Trong đó" all fields are still all fields.
        columns.partial = said && authority.field_ids().any(|field| !met.contains(&field));
        columns
    }
}

/// The figures of one measure in one row.
type Line = Vec<(Facet, Term)>;

/// Equations along a row.
fn along(table: &Table, row: &TotalsRow, columns: &FieldColumns, all: &mut Vec<Equation>) {
    let mut lines: BTreeMap<Measure, Line> = BTreeMap::new();
    for &(key, count, col) in row.counts.iter().chain(&row.parts) {
        let term = Term { cell: Cell { row: row.row, col }, count: u64::from(count) };
        lines.entry(key.measure).or_default().push((key.facet, term));
    }
    let own = if let Subject::Field(field) = row.subject { Some(field) } else { None };
    for (&measure, line) in &lines {
        let mut split = Along { table, measure, line, all };
        split.owners(own);
        split.halves(own);
        if own.is_none() && !matches!(row.subject, Subject::FieldGroup(_)) {
            split.fields(columns);
        }
    }
}

struct Along<'a> {
    table: &'a Table,
    measure: Measure,
    line: &'a Line,
    all: &'a mut Vec<Equation>,
}

impl Along<'_> {
    fn at(&self, facet: Facet) -> Option<Term> {
        self.line.iter().find(|(known, _)| *known == facet).map(|(_, term)| *term)
    }

    fn push(&mut self, split: Split, facet: Facet, whole: Term, parts: Vec<Term>, partial: bool) {
        let key = Key { measure: self.measure, facet };
        self.all.push(Equation { split, key, whole, parts, repeated: Vec::new(), partial });
    }

    /// Tập thể and cá nhân must both be told; hộ gia đình where the form has a column for it.
    fn owners(&mut self, own: Option<FieldId>) {
        let mut fields: Vec<Option<FieldId>> = vec![own];
        if own.is_none() {
            let told = self.line.iter().filter_map(|(facet, _)| if let Facet::Field(f) = *facet { Some(Some(f)) } else { None });
            fields.extend(told);
        }
        for field in fields {
            let facet = |owner| field.map_or(Facet::Owner(owner), |f| Facet::FieldOwner(f, owner));
            let whole = field.map_or(Facet::Total, Facet::Field);
            let Some(total) = self.at(whole) else { continue };
            let parts: Vec<(Owner, Term)> =
                Owner::ALL.into_iter().filter_map(|o| self.at(facet(o)).map(|term| (o, term))).collect();
            let asked = |owner| {
                let heading = if own.is_some() { Facet::Owner(owner) } else { facet(owner) };
                owner != Owner::Household
                    || self.table.column(Column::Stated(Key { measure: self.measure, facet: heading })).is_some()
            };
            if Owner::ALL.into_iter().all(|o| !asked(o) || parts.iter().any(|(known, _)| *known == o)) {
                self.push(Split::Owners, whole, total, parts.into_iter().map(|(_, term)| term).collect(), false);
            }
        }
    }

    /// Mô hình and điển hình, mới and duy trì: only where both are told.
    fn halves(&mut self, own: Option<FieldId>) {
        let whole = own.map_or(Facet::Total, Facet::Field);
        let Some(total) = self.at(whole) else { return };
        let kinds = Kind::ALL.map(|kind| self.at(Facet::Kind(kind)));
        let novelties = [Novelty::New, Novelty::Maintained].map(|novelty| self.at(Facet::Novelty(novelty)));
        for (split, parts) in [(Split::Kinds, kinds), (Split::Novelties, novelties)] {
            if let [Some(one), Some(other)] = parts {
                self.push(split, whole, total, vec![one, other], false);
            }
        }
    }

    /// Columns of fields, of all owners and of each.
    fn fields(&mut self, columns: &FieldColumns) {
        for owner in std::iter::once(None).chain(Owner::ALL.map(Some)) {
            let Some(fields) = columns.fields.get(&(self.measure, owner)) else { continue };
            let whole = owner.map_or(Facet::Total, Facet::Owner);
            let Some(total) = self.at(whole) else { continue };
            let facet = |field| owner.map_or(Facet::Field(field), |owner| Facet::FieldOwner(field, owner));
            let parts: Option<Vec<Term>> = fields.iter().map(|&field| self.at(facet(field))).collect();
            if let Some(parts) = parts {
                let split = if owner.is_none() { Split::Fields } else { Split::Cross };
                self.push(split, whole, total, parts, columns.partial);
            }
        }
    }
}
