//! Indicators added up (product rule 3.9): matched by name or alias, converted, and added as the catalogue says.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{
    Adding, Dossier, Indicator, IndicatorPart, IndicatorResult, IndicatorRow, IndicatorTerm, RowRef, UnitId, common_measure,
    conversion, name,
};

/// All indicators that somebody reported: the catalogue's order, then as first met.
pub(super) fn results(dossier: &Dossier) -> Vec<IndicatorResult> {
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    let mut undeclared: Vec<String> = Vec::new();
    let catalogue = &dossier.authority.indicators;
    for fact in &dossier.indicators {
        let Some(row) = dossier.indicator_row(fact.row) else { continue };
        let index = dossier.authority.find_indicator(&row.name).unwrap_or_else(|| {
            let key = name::key(&row.name);
            let known = undeclared.iter().position(|k| *k == key);
            catalogue.len()
                + known.unwrap_or_else(|| {
                    undeclared.push(key);
                    undeclared.len() - 1
                })
        });
        groups.entry(index).or_default().rows.push((fact.unit, fact.row));
    }
    groups.into_iter().map(|(index, group)| result(dossier, catalogue.get(index), &group)).collect()
}

#[derive(Default)]
struct Group {
    rows: Vec<(UnitId, RowRef)>,
}

/// What one row adds: value, denominator, previous value, in the indicator's unit of measure.
#[derive(Clone, Copy, Default)]
struct Term {
    value: Option<Decimal>,
    out_of: Option<Decimal>,
    previous: Option<Decimal>,
}

impl Term {
    fn add(&mut self, other: Self) {
        fn sum(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
            match (a, b) {
                (Some(a), Some(b)) => a.checked_add(b),
                (a, b) => a.or(b),
            }
        }
        self.value = sum(self.value, other.value);
        self.out_of = sum(self.out_of, other.out_of);
        self.previous = sum(self.previous, other.previous);
    }
}

fn result(dossier: &Dossier, declared: Option<&Indicator>, group: &Group) -> IndicatorResult {
    let rows: Vec<(UnitId, RowRef, &IndicatorRow)> =
        group.rows.iter().filter_map(|(unit, at)| Some((*unit, *at, dossier.indicator_row(*at)?))).collect();
    let first = rows.first().map(|(_, _, row)| *row);
    let measures = || rows.iter().filter_map(|(.., row)| row.unit_of_measure.as_deref());
    let unit = declared.and_then(|d| d.measured_in(measures())).or_else(|| common_measure(measures(), &first?.name));
    let unit = unit.unwrap_or_default().to_owned();
    let name = declared.map_or_else(|| first.map_or("", |row| &row.name), |d| &d.name).to_owned();
    let adds = declared.and_then(Indicator::declared_adding).unwrap_or_else(|| by_shape(&rows, &unit));
    let root = dossier.units.root();
    let (terms, mut added) = terms(dossier, &rows, &unit);
    let (term, used) = match adds {
        Adding::Own => (terms.get(&root).copied().unwrap_or_default(), vec![root]),
        Adding::Sum | Adding::Ratio | Adding::Stock => up_the_tree(dossier, root, &terms).unwrap_or_default(),
    };
    added.retain(|term| used.contains(&term.unit));
    let used_rows: Vec<(UnitId, RowRef, &IndicatorRow)> = rows.into_iter().filter(|(unit, ..)| used.contains(unit)).collect();
    let is_ratio = term.out_of.is_some();
    let code = declared.map_or_else(|| name::slug(&name), |d| d.code.clone());
    let previous = term.previous.filter(|_| used_rows.iter().all(|(.., row)| row.previous.is_some()));
    IndicatorResult {
        part: declared.map_or(IndicatorPart::General, |d| d.part),
        field: declared.and_then(|d| d.field),
        qualifier: qualifier(&used_rows),
        value: if is_ratio { None } else { term.value },
        numerator: if is_ratio { term.value } else { None },
        denominator: term.out_of,
        previous: previous.or_else(|| dossier.baseline(&format!("chi_tieu.{code}"))),
        blank: if adds == Adding::Own { Vec::new() } else { blank(dossier, &terms) },
        rows: used_rows.into_iter().map(|(_, at, _)| at).collect(),
        terms: added,
        code,
        name,
        unit,
    }
}

/// An indicator that is not declared: a ratio where a total is given, a percentage on its own otherwise, else a sum.
fn by_shape(rows: &[(UnitId, RowRef, &IndicatorRow)], unit: &str) -> Adding {
    if rows.iter().any(|(.., row)| row.out_of.is_some()) {
        Adding::Ratio
    } else if unit.contains('%') {
        Adding::Own
    } else {
        Adding::Sum
    }
}

/// Each unit's value: its rows of the latest round, in the indicator's unit of measure; what does not convert is left
/// out (C01 names it). With the rows that were added.
fn terms(
    dossier: &Dossier,
    rows: &[(UnitId, RowRef, &IndicatorRow)],
    unit: &str,
) -> (BTreeMap<UnitId, Term>, Vec<IndicatorTerm>) {
    let round = |at: &RowRef| {
        let table = dossier.table(*at);
        dossier.reading(at.file).contexts.get(usize::from(table.context)).map(|c| c.round)
    };
    let mut latest = BTreeMap::new();
    for (unit, at, _) in rows {
        let entry = latest.entry(*unit).or_insert_with(|| round(at));
        *entry = (*entry).max(round(at));
    }
    let mut terms: BTreeMap<UnitId, Term> = BTreeMap::new();
    let mut added = Vec::new();
    for (of_unit, at, row) in rows.iter().filter(|(unit, at, _)| latest.get(unit) == Some(&round(at))) {
        let Some(factor) = conversion(row.unit_of_measure.as_deref().unwrap_or_default(), unit) else { continue };
        let converted = |n: Option<Decimal>| n.and_then(|n| n.checked_mul(factor)).map(|n| n.normalize());
        let term = Term { value: converted(row.value), out_of: row.out_of, previous: converted(row.previous) };
        if term.value.is_some() {
            terms.entry(*of_unit).or_default().add(term);
            added.push(IndicatorTerm { unit: *of_unit, row: *at, factor });
        }
    }
    (terms, added)
}

/// A parent is the sum of its children where any of them, or any unit below, has a value; else what it says itself.
fn up_the_tree(dossier: &Dossier, unit: UnitId, terms: &BTreeMap<UnitId, Term>) -> Option<(Term, Vec<UnitId>)> {
    let mut sum: Option<(Term, Vec<UnitId>)> = None;
    for &child in dossier.units.children(unit) {
        if let Some((term, used)) = up_the_tree(dossier, child, terms) {
            let (total, all) = sum.get_or_insert_default();
            total.add(term);
            all.extend(used);
        }
    }
    sum.or_else(|| terms.get(&unit).map(|term| (*term, vec![unit])))
}

/// Units that owe and gave no value.
fn blank(dossier: &Dossier, terms: &BTreeMap<UnitId, Term>) -> Vec<UnitId> {
    let owes = |unit: &UnitId| dossier.units.unit(*unit).owes && !terms.contains_key(unit);
    dossier.units.walk().into_iter().filter(owes).collect()
}

/// The qualifier ("trên") that all rows share.
fn qualifier(rows: &[(UnitId, RowRef, &IndicatorRow)]) -> Option<String> {
    let first = rows.first()?.2.qualifier.as_deref()?;
    rows.iter().all(|(.., row)| row.qualifier.as_deref() == Some(first)).then(|| first.to_owned())
}
