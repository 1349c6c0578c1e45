//! Wrong stated figures → their causes: one wrong row of a list makes a unit's total, its parts, the row about it in the
//! table above and every total further up wrong, and is told once, at the lowest.

use std::collections::BTreeMap;

use crate::model::{About, Facet, Measure, Stated, UnitId, UnitTree};

/// What a stated figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The unit's own list.
    List(UnitId),
    /// The sum over its children.
    Children(UnitId),
    /// What the child itself reports.
    Child(UnitId),
}

/// A stated figure that is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrong<'a> {
    pub stated: &'a Stated,
    pub right: u32,
    pub against: Against,
}

impl Wrong<'_> {
    fn excess(&self) -> i64 {
        i64::from(self.stated.count) - i64::from(self.right)
    }
}

/// Wrong figures of one cause, by measure.
#[derive(Debug)]
pub(super) struct Cause<'a> {
    /// Each measure's wrong cells: the total before its parts.
    pub measures: Vec<Vec<Wrong<'a>>>,
    /// Cells further up that only repeat it.
    pub carried: Vec<Wrong<'a>>,
}

/// Who states it, what, of whom.
type Key = (UnitId, Measure, About);

/// Divides wrong figures by their cause.
pub(super) fn causes<'a>(units: &UnitTree, wrong: impl IntoIterator<Item = Wrong<'a>>) -> Vec<Cause<'a>> {
    let mut groups: BTreeMap<Key, Vec<Wrong<'a>>> = BTreeMap::new();
    for found in wrong {
        let stated = found.stated;
        groups.entry((stated.submitter, stated.key.measure, stated.about)).or_default().push(found);
    }
    for group in groups.values_mut() {
        // A sum that nobody wrote down (no total row) is a range; the cells themselves go before it.
        group.sort_by_key(|w| (w.stated.at.to.is_some(), w.stated.key.facet, w.stated.at));
    }
    let roots = roots(units, &groups);
    let mut carried: BTreeMap<Key, Vec<Wrong<'a>>> = BTreeMap::new();
    for (upper, lower) in &roots {
        carried.entry(*lower).or_default().extend(groups.remove(upper).unwrap_or_default());
    }
    across_measures(groups, carried)
}

/// Groups that only repeat what lies below them → the lowest group they repeat.
fn roots(units: &UnitTree, groups: &BTreeMap<Key, Vec<Wrong<'_>>>) -> BTreeMap<Key, Key> {
    let mut roots: BTreeMap<Key, Key> = BTreeMap::new();
    for unit in units.walk().into_iter().rev() {
        // Rows before the whole, which may repeat them.
        let of_unit = groups.range((unit, Measure::Registered, About::Whole)..).take_while(|(key, _)| key.0 == unit);
        let mut keys: Vec<Key> = of_unit.map(|(key, _)| *key).collect();
        keys.sort_by_key(|key| key.2 == About::Whole);
        for key in keys {
            let (_, measure, about) = key;
            let rows_of = |of: UnitId| -> Vec<Key> {
                let of_measure = groups.range((of, measure, About::Direct)..).map(|(key, _)| *key);
                of_measure.take_while(|key| (key.0, key.1) == (of, measure)).collect()
            };
            let whole = |of: UnitId| groups.contains_key(&(of, measure, About::Whole)).then_some((of, measure, About::Whole));
            let candidates: Vec<Vec<Key>> = match about {
                About::Child(child) => vec![whole(child).into_iter().collect(), rows_of(child)],
                About::Whole => vec![rows_of(unit), units.children(unit).iter().filter_map(|c| whole(*c)).collect()],
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
fn repeats(groups: &BTreeMap<Key, Vec<Wrong<'_>>>, upper: Key, lower: &[Key]) -> bool {
    let excess = |keys: &[Key], facet: Facet| -> i64 {
        keys.iter().filter_map(|k| groups.get(k)?.iter().find(|w| w.stated.key.facet == facet)).map(Wrong::excess).sum()
    };
    !lower.is_empty()
        && groups[&upper].iter().all(|w| {
            let facet = w.stated.key.facet;
            excess(lower, facet) == w.excess()
        })
}

/// Measures that are wrong in the same way: a row too few, one in another field, one with another owner.
fn across_measures<'a>(groups: BTreeMap<Key, Vec<Wrong<'a>>>, mut carried: BTreeMap<Key, Vec<Wrong<'a>>>) -> Vec<Cause<'a>> {
    let mut causes: BTreeMap<(UnitId, About), Vec<Cause<'a>>> = BTreeMap::new();
    for (key, group) in groups {
        let shape = Shape::of(&group);
        let more = carried.remove(&key).unwrap_or_default();
        let here = causes.entry((key.0, key.2)).or_default();
        match here.iter_mut().find(|cause| cause.measures.iter().all(|m| Shape::of(m).fits(&shape))) {
            Some(cause) => {
                cause.measures.push(group);
                cause.carried.extend(more);
            }
            None => here.push(Cause { measures: vec![group], carried: more }),
        }
    }
    causes.into_values().flatten().collect()
}

/// Which parts of a measure are too high or too low.
#[derive(PartialEq)]
struct Shape {
    whole: Vec<(Facet, i64)>,
    owners: Vec<(Facet, i64)>,
}

impl Shape {
    fn of(group: &[Wrong<'_>]) -> Self {
        let signs = |owner: bool| -> Vec<(Facet, i64)> {
            let mut signs: Vec<(Facet, i64)> = group
                .iter()
                .filter(|w| !matches!(w.stated.key.facet, Facet::FieldOwner(..)))
                .filter(|w| matches!(w.stated.key.facet, Facet::Owner(_)) == owner)
                .map(|w| (w.stated.key.facet, w.excess().signum()))
                .collect();
            signs.sort_unstable();
            signs.dedup();
            signs
        };
        Self { whole: signs(false), owners: signs(true) }
    }

    /// Lượt are stated without owners.
    fn fits(&self, other: &Self) -> bool {
        self.whole == other.whole && (self.owners == other.owners || self.owners.is_empty() || other.owners.is_empty())
    }
}
