//! The shape "a ≤ b" over the stated totals of one row (R08, R09).

use std::collections::BTreeMap;

use super::words::{figure, part};
use super::{Context, Rule};
use crate::model::{About, Facet, Finding, Measure, Stated, UnitId};

/// Two measures of which the first may not exceed the second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub small: Measure,
    pub large: Measure,
    /// Compared only where the larger is at least 1?
    pub where_any: bool,
}

/// A finding where `small` exceeds `large` in one stated row, and whom each is about. The whole's row speaks for the
/// rows it is made of, and a row's total for its parts.
pub(super) fn within_rows(context: &Context<'_>, rule: &Rule, order: Order) -> (Vec<Finding>, Vec<UnitId>) {
    let mut rows: BTreeMap<_, Vec<&Stated>> = BTreeMap::new();
    for stated in context.dossier.stated.iter().filter(|s| s.key.measure == order.small || s.key.measure == order.large) {
        // The sum of a table without a total row stands at its first row.
        let row = (stated.at.file, stated.at.sheet, stated.at.cell.map(|cell| cell.row), stated.about);
        rows.entry(row).or_default().push(stated);
    }
    let mut sheets: BTreeMap<_, Vec<(&Stated, &Stated)>> = BTreeMap::new();
    for cells in rows.values() {
        if let Some(pair) = violation(cells, order) {
            sheets.entry((pair.0.at.file, pair.0.at.sheet)).or_default().push(pair);
        }
    }
    let (mut findings, mut units) = (Vec::new(), Vec::new());
    for pairs in sheets.into_values() {
        units.extend(pairs.iter().map(|(small, _)| about(small)));
        let whole = pairs.iter().position(|(s, _)| s.about == About::Whole && s.key.facet == Facet::Total);
        match whole {
            Some(at) => {
                let others = pairs.iter().enumerate().filter(|(i, _)| *i != at).flat_map(|(_, (s, l))| [s.at, l.at]);
                findings.push(finding(context, rule, pairs[at]).with_related(others));
            }
            None => findings.extend(pairs.into_iter().map(|pair| finding(context, rule, pair))),
        }
    }
    (findings, units)
}

/// Whom a stated figure is about.
pub(super) fn about(stated: &Stated) -> UnitId {
    match stated.about {
        About::Child(child) => child,
        About::Whole | About::Direct => stated.submitter,
    }
}

fn violation<'a>(cells: &[&'a Stated], order: Order) -> Option<(&'a Stated, &'a Stated)> {
    let mut pairs: Vec<(&Stated, &Stated)> = Vec::new();
    for small in cells.iter().filter(|s| s.key.measure == order.small) {
        let large = cells.iter().find(|l| l.key.measure == order.large && l.key.facet == small.key.facet);
        if let Some(large) = large
            && small.count > large.count
            && (!order.where_any || large.count > 0)
        {
            pairs.push((small, large));
        }
    }
    pairs.into_iter().min_by_key(|(small, _)| small.key.facet)
}

fn finding(context: &Context<'_>, rule: &Rule, (small, large): (&Stated, &Stated)) -> Finding {
    let whose = match small.about {
        About::Child(child) => format!("{}: ", context.name(child)),
        About::Whole | About::Direct => String::new(),
    };
    let message = format!(
        "{whose}{} ghi {}, nhiều hơn {} ghi {}",
        part(context, small.key),
        figure(small.count),
        part(context, large.key),
        figure(large.count)
    );
    rule.finding(small.at, message).with_sides(small.count, large.count).with_related([large.at])
}
