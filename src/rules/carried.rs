//! Wrong figures that only repeat what is wrong further below: a wrong row of a list makes a unit's total, the row about it
//! in the table above and every total further up wrong, and is told once, at the lowest.

use std::collections::BTreeMap;

use super::stated::Wrong;
use super::stated_causes::Place;
use crate::model::{About, Facet, Measure, UnitId, UnitTree};

/// Takes out of wrong figures the groups that repeat others; returns them by the group they repeat.
pub(super) fn take_carried<'a>(
    units: &UnitTree,
    groups: &mut BTreeMap<Place, Vec<Wrong<'a>>>,
) -> BTreeMap<Place, Vec<Wrong<'a>>> {
    let mut carried: BTreeMap<Place, Vec<Wrong<'a>>> = BTreeMap::new();
    for (upper, lower) in roots(units, groups) {
        carried.entry(lower).or_default().extend(groups.remove(&upper).unwrap_or_default());
    }
    carried
}

/// Groups that only repeat what lies below them → the lowest group they repeat.
fn roots(units: &UnitTree, groups: &BTreeMap<Place, Vec<Wrong<'_>>>) -> BTreeMap<Place, Place> {
    let mut roots: BTreeMap<Place, Place> = BTreeMap::new();
    for unit in units.walk().into_iter().rev() {
        // Rows before the whole, which may repeat them.
        let of_unit = groups.range((unit, Measure::Registered, About::Whole)..).take_while(|(key, _)| key.0 == unit);
        let mut keys: Vec<Place> = of_unit.map(|(key, _)| *key).collect();
        keys.sort_by_key(|key| key.2 == About::Whole);
        for key in keys {
            let (_, measure, about) = key;
            let rows_of = |of: UnitId| -> Vec<Place> {
                let of_measure = groups.range((of, measure, About::Direct)..).map(|(key, _)| *key);
                of_measure.take_while(|key| (key.0, key.1) == (of, measure)).collect()
            };
            let whole = |of: UnitId| groups.contains_key(&(of, measure, About::Whole)).then_some((of, measure, About::Whole));
            // What the units below state of themselves; those that state nothing wrong pass on what lies below them.
            let below = |of: UnitId| -> Vec<Place> {
                let (mut found, mut open) = (Vec::new(), units.children(of).to_vec());
                while let Some(child) = open.pop() {
                    match whole(child) {
                        Some(place) => found.push(place),
                        None => open.extend(units.children(child)),
                    }
                }
                found.sort_unstable();
                found
            };
            let candidates: Vec<Vec<Place>> = match about {
                About::Child(child) => vec![whole(child).into_iter().collect(), rows_of(child), below(child)],
                About::Whole => vec![rows_of(unit), below(unit)],
                About::Direct => Vec::new(),
            };
            if let Some(first) = candidates.iter().find(|lower| repeats(groups, key, lower)).and_then(|lower| lower.first()) {
                roots.insert(key, roots.get(first).copied().unwrap_or(*first));
            }
        }
    }
    roots
}

/// Is everything wrong in a group the sum of what is wrong in others?
fn repeats(groups: &BTreeMap<Place, Vec<Wrong<'_>>>, upper: Place, lower: &[Place]) -> bool {
    let excess = |keys: &[Place], facet: Facet| -> i64 {
        keys.iter().filter_map(|k| groups.get(k)?.iter().find(|w| w.stated.key.facet == facet)).map(Wrong::excess).sum()
    };
    !lower.is_empty()
        && groups[&upper].iter().all(|w| {
            let facet = w.stated.key.facet;
            excess(lower, facet) == w.excess()
        })
}
