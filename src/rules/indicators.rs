//! Indicators of Biểu 4 (chỉ tiêu) over units: rows of one indicator together, in one unit of measure, and parents
//! against their children.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Context;
use crate::model::{Adding, Column, Indicator, IndicatorRow, Origin, RowRef, UnitId, common_measure, conversion, name};

/// A unit's row of an indicator; where it sent several, the last.
pub(super) struct Fact<'a> {
    pub unit: UnitId,
    pub at: RowRef,
    pub row: &'a IndicatorRow,
    factor: Option<Decimal>,
}

impl Fact<'_> {
    /// A figure of the row in the indicator's unit of measure; `None` where it does not convert.
    pub fn converted(&self, figure: Decimal) -> Option<Decimal> {
        figure.checked_mul(self.factor?)
    }

    /// Can the row be added to the others?
    pub fn converts(&self) -> bool {
        self.factor.is_some()
    }

    /// Thực hiện in the indicator's unit of measure.
    pub fn converted_value(&self) -> Option<Decimal> {
        self.converted(self.row.value?)
    }
}

/// All rows of one indicator; at least one.
pub(super) struct Group<'a> {
    pub declared: Option<&'a Indicator>,
    /// Declared, or in the catalogue only.
    known: Option<&'a Indicator>,
    /// The unit of measure all are taken to: declared, or that of the first.
    pub measured_in: &'a str,
    pub facts: Vec<Fact<'a>>,
}

impl<'a> Group<'a> {
    fn new(known: Option<&'a Indicator>, sent: Vec<Sent<'a>>) -> Self {
        let counted = sent.first().map_or("", |(.., row)| &*row.name);
        let units = sent.iter().filter_map(|(.., row)| row.unit_of_measure.as_deref());
        let measured_in = known.and_then(|known| known.measured_in(units.clone()));
        let measured_in = measured_in.or_else(|| common_measure(units, counted)).unwrap_or_default();
        let fact = |(unit, at, row): Sent<'a>| {
            let factor = conversion(row.unit_of_measure.as_deref().unwrap_or_default(), measured_in);
            Fact { unit, at, row, factor }
        };
        let declared = known.filter(|known| known.is_declared);
        Self { declared, known, measured_in, facts: sent.into_iter().map(fact).collect() }
    }

    /// Its `ma`.
    pub fn code(&self) -> String {
        self.known.map_or_else(|| name::slug(&self.facts[0].row.name), |known| known.code.clone())
    }

    /// How it adds up over units.
    pub fn adds(&self) -> Adding {
        let percent = |row: &IndicatorRow| row.unit_of_measure.as_deref().is_some_and(|unit| unit.contains('%'));
        self.declared.and_then(|declared| declared.adds).unwrap_or_else(|| {
            if self.facts.iter().any(|fact| fact.row.out_of.is_some()) {
                Adding::Ratio
            } else if self.facts.iter().any(|fact| percent(fact.row)) {
                Adding::Own
            } else {
                Adding::Sum
            }
        })
    }

    /// Are the units' values summed?
    pub fn is_added(&self) -> bool {
        matches!(self.adds(), Adding::Sum | Adding::Stock)
    }

    /// Is it a plain amount, not a ratio or a percentage?
    pub fn is_amount(&self) -> bool {
        self.is_added() && self.facts.iter().all(|fact| fact.row.out_of.is_none())
    }

    fn of(&self, unit: UnitId) -> Option<&Fact<'a>> {
        self.facts.iter().find(|fact| fact.unit == unit)
    }

    /// The facts that are added: of units below which no other unit gives one.
    pub fn leaves(&self, context: &Context<'_>) -> Vec<&Fact<'a>> {
        let units = &context.dossier.units;
        let has_below =
            |fact: &Fact<'_>| self.facts.iter().any(|other| other.unit != fact.unit && units.is_within(other.unit, fact.unit));
        self.facts.iter().filter(|fact| fact.row.value.is_some() && !has_below(fact)).collect()
    }
}

/// A row as sent.
type Sent<'a> = (UnitId, RowRef, &'a IndicatorRow);

/// Every indicator that somebody sent, in the order of the catalogue, then of the submissions.
pub(super) fn groups<'a>(context: &Context<'a>) -> Vec<Group<'a>> {
    let dossier = context.dossier;
    let authority = &dossier.authority;
    let mut groups: BTreeMap<(usize, String), Vec<Sent<'a>>> = BTreeMap::new();
    for fact in &dossier.indicators {
        let Some(row) = dossier.indicator_row(fact.row) else { continue };
        let index = authority.find_indicator(&row.name);
        let key = index.map_or_else(|| (usize::MAX, name::key(&row.name)), |index| (index, String::new()));
        let sent = groups.entry(key).or_default();
        sent.retain(|(unit, ..)| *unit != fact.unit);
        sent.push((fact.unit, fact.row, row));
    }
    groups.into_iter().map(|((index, _), sent)| Group::new(authority.indicators.get(index), sent)).collect()
}

/// A parent's figure and the sum of what its children report, in the parent's row's own unit of measure.
pub(super) struct Rollup<'a> {
    pub unit: UnitId,
    pub row: &'a IndicatorRow,
    pub at: Origin,
    pub stated: Decimal,
    pub sum: Decimal,
    pub parts: Vec<Origin>,
}

/// Every parent's figure of which all children that are expected gave theirs.
pub(super) fn rollups<'a>(context: &Context<'a>) -> Vec<Rollup<'a>> {
    let mut rollups = Vec::new();
    for group in groups(context) {
        let columns: &[Column] = match group.adds() {
            Adding::Sum | Adding::Stock => &[Column::Value],
            Adding::Ratio => &[Column::Value, Column::OutOf],
            Adding::Own => continue,
        };
        for fact in &group.facts {
            for &column in columns {
                let told = figure(fact, column).zip(fact.factor);
                let Some(((stated, factor), (sum, parts))) = told.zip(below(context, &group, fact.unit, column)) else {
                    continue;
                };
                let Some(sum) = sum.checked_div(factor) else { continue };
                let at = context.dossier.cell(fact.at, column);
                rollups.push(Rollup { unit: fact.unit, row: fact.row, at, stated, sum: sum.normalize(), parts });
            }
        }
    }
    rollups
}

/// The figure of a row: Thực hiện, or Trên tổng số.
fn figure(fact: &Fact<'_>, column: Column) -> Option<Decimal> {
    if column == Column::OutOf { fact.row.out_of } else { fact.row.value }
}

/// The sum over the children, each by its own figure or by its children's; `None` where one that is expected has none.
fn below(context: &Context<'_>, group: &Group<'_>, unit: UnitId, column: Column) -> Option<(Decimal, Vec<Origin>)> {
    let children = context.dossier.units.children(unit).iter().copied();
    let (mut sum, mut parts) = (Decimal::ZERO, Vec::new());
    for child in children.filter(|&child| context.is_expected(child)) {
        let own = group.of(child).and_then(|fact| Some((fact, fact.converted(figure(fact, column)?)?)));
        let (figure, cells) = match own {
            Some((fact, figure)) => (figure, vec![context.dossier.cell(fact.at, column)]),
            None => below(context, group, child, column)?,
        };
        sum = sum.checked_add(figure)?;
        parts.extend(cells);
    }
    (!parts.is_empty()).then_some((sum, parts))
}
