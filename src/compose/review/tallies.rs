//! Findings counted by unit, form and severity; each count knows where the first of them is listed.

use std::collections::BTreeMap;

use super::Found;
use crate::model::{Form, UnitId};

/// How many, and the place of the first in its list.
pub(in crate::compose) type CountFrom = (u64, usize);

/// The findings of one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::compose) struct Tally {
    /// Whose; `None` where nobody knows.
    pub unit: Option<UnitId>,
    /// Those that stand, by form (`None`: outside any) and severity.
    pub standing: BTreeMap<(Option<Form>, usize), CountFrom>,
    /// Those that are explained.
    pub explained: Option<CountFrom>,
}

impl Tally {
    /// Those that stand, of one severity.
    pub(in crate::compose) fn of(&self, severity: usize) -> Option<CountFrom> {
        let of_all = self.standing.iter().filter(|((_, own), _)| *own == severity).map(|(_, count)| *count);
        of_all.reduce(|(sum, first), (count, other)| (sum + count, first.min(other)))
    }
}

/// Every unit with a finding, in protocol order; both lists hold places among the findings.
pub(super) fn tallies(found: &Found<'_>, standing: &[usize], explained: &[usize]) -> Vec<Tally> {
    let ranks = super::ranks(found);
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    let mut tally = |at: usize, count: &mut dyn FnMut(&mut Tally) -> &mut CountFrom| {
        let unit = found.points[at].unit;
        let tally = tallies.entry(super::rank(&ranks, unit)).or_insert_with(|| Tally { unit, ..Tally::default() });
        count(tally).0 += 1;
    };
    for (place, &at) in standing.iter().enumerate() {
        let key = (found.points[at].form, found.findings[at].severity as usize);
        tally(at, &mut |tally| tally.standing.entry(key).or_insert((0, place)));
    }
    for (place, &at) in explained.iter().enumerate() {
        tally(at, &mut |tally| tally.explained.get_or_insert((0, place)));
    }
    tallies.into_values().collect()
}
