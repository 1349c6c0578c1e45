//! Wrong stated figures of one cause → one fault: parts of one measure; a child's row carried into the total; all figures
//! off by the same number, because a row of the list is missing or stands twice; tập thể and cá nhân exchanged; one column
//! of a parent's table sorted by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::carried::take_carried;
use super::mend::owner_of;
use super::places::Places;
use super::stated::{Against, Wrong, compared};
use super::stated_words::{Cause, mend};
use super::words;
use crate::model::{About, Basis, Facet, Key, Measure, Origin, Owner, Stated, UnitId};

/// Stated figures that are wrong for one cause.
#[derive(Debug)]
pub(super) struct StatedFault {
    pub unit: UnitId,
    /// Only nominations, against the own list (R14)?
    pub nominations: bool,
    pub at: Origin,
    pub message: String,
    pub stated: u32,
    pub right: u32,
    pub related: Vec<Origin>,
}

/// The figures of one measure about one unit.
pub(super) type Place = (UnitId, Measure, About);

fn place(wrong: &Wrong<'_>) -> Place {
    (wrong.stated.submitter, wrong.stated.key.measure, wrong.stated.about)
}

/// Of each cause one fault.
pub(super) fn causes<'a>(context: &'a Context<'a>, all: Vec<Wrong<'a>>) -> Vec<StatedFault> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut wrong: BTreeMap<Place, Vec<Wrong<'a>>> = BTreeMap::new();
    for found in all {
        wrong.entry(place(&found)).or_default().push(found);
    }
    let carried = take_carried(&context.dossier.units, &mut wrong);
    let mut sources = Sources { lists: Places::of(context), stated: BTreeMap::new(), carried };
    for stated in context.dossier.stated.iter().filter(|s| s.about == About::Whole) {
        sources.stated.entry(stated.submitter).or_default().push(stated);
    }
    let mut groups = sorted_columns(&mut wrong, &sources.lists);
    let places: BTreeSet<(UnitId, About)> = wrong.keys().map(|&(unit, _, about)| (unit, about)).collect();
    for (unit, about) in places {
        let of_place: Vec<Place> = wrong.keys().copied().filter(|&(u, _, a)| (u, a) == (unit, about)).collect();
        groups.extend(one_table(context, &of_place, &mut wrong, &sources.lists));
    }
    groups.into_iter().filter_map(|(cause, group)| fault(context, cause, group, &sources)).collect()
}

/// A measure that is wrong for several children, whose figures are each other's.
fn sorted_columns<'a>(wrong: &mut BTreeMap<Place, Vec<Wrong<'a>>>, lists: &Places<'_>) -> Vec<(Option<Cause>, Vec<Wrong<'a>>)> {
    let mut columns: BTreeMap<(UnitId, Measure), Vec<Place>> = BTreeMap::new();
    for &place in wrong.keys().filter(|(.., about)| matches!(about, About::Child(_))) {
        columns.entry((place.0, place.1)).or_default().push(place);
    }
    let mut sorted: Vec<Vec<Place>> = Vec::new();
    for places in columns.into_values().filter(|places| places.len() > 1) {
        let totals = || {
            let all = places.iter().filter_map(|place| wrong.get(place)).flatten();
            all.filter(|w| w.stated.key.facet == Facet::Total && matches!(w.against, Against::Child(_)))
        };
        let mut stated: Vec<u32> = totals().map(|w| w.stated.count).collect();
        let mut right: Vec<u32> = totals().map(|w| w.right).collect();
        stated.sort_unstable();
        right.sort_unstable();
        if stated.len() == places.len() && stated == right {
            sorted.push(places);
        }
    }
    // A row of a joint list under the other unit's name makes other columns wrong too.
    let shared = |place: &Place| matches!(place.2, About::Child(child) if lists.is_shared(child));
    let beside = |place: &Place| wrong.keys().any(|other| (other.0, other.2) == (place.0, place.2) && other.1 != place.1);
    sorted.retain(|places| !(places.iter().all(shared) && places.iter().any(beside)));
    let group = |places: Vec<Place>| places.iter().filter_map(|place| wrong.remove(place)).flatten().collect();
    sorted.into_iter().map(group).map(|group| (Some(Cause::Sorted), group)).collect()
}

/// The measures of one table that are wrong: together where one cause explains all of them, else each by itself.
fn one_table<'a>(
    context: &Context<'_>,
    places: &[Place],
    wrong: &mut BTreeMap<Place, Vec<Wrong<'a>>>,
    lists: &Places<'_>,
) -> Vec<(Option<Cause>, Vec<Wrong<'a>>)> {
    let groups: Vec<Vec<Wrong<'a>>> = places.iter().filter_map(|place| wrong.remove(place)).collect();
    let some_left = groups.iter().filter_map(|group| total_of(group)).filter(|w| w.right > 0);
    let off: BTreeSet<i64> = some_left.map(Wrong::excess).collect();
    let cause = |group: &[Wrong<'_>]| match total_of(group) {
        None if is_exchanged(group) => Cause::Exchanged,
        None => Cause::Divided,
        // What lacks as many as others do lacks them for the same cause, though none is left.
        Some(total) if total.right == 0 && !off.contains(&total.excess()) => Cause::Empty,
        Some(total) => Cause::Off(total.excess()),
    };
    let totals: Vec<i64> = groups.iter().filter_map(|group| total_of(group)).map(Wrong::excess).collect();
    let registered = groups.iter().filter_map(|group| total_of(group)).find(|w| w.stated.key.measure == Measure::Registered);
    // Where some of the rows may be told for another unit, any number of them may be missing.
    let shared = registered.filter(|w| matches!(w.against, Against::List(of) | Against::Child(of) if lists.is_shared(of)));
    if groups.len() > 1 && shared.is_some_and(|w| w.right * 2 <= w.stated.count) {
        return vec![(Some(Cause::Partial), groups.into_iter().flatten().collect())];
    }
    // Rows missing in the list, or twice in it, take away from every measure what they count there.
    if let Some(by) = registered.map(Wrong::excess).filter(|_| totals.len() > 1)
        && groups
            .iter()
            .filter_map(|group| total_of(group))
            .all(|w| w.excess().signum() == by.signum() && (w.stated.key.measure.is_events() || w.excess().abs() <= by.abs()))
        && (totals.iter().all(|total| *total == by)
            || shared.is_some()
            || by.unsigned_abs() * 4 <= u64::from(registered.map_or(0, |w| w.right.max(w.stated.count))))
    {
        return vec![(Some(Cause::Off(by)), groups.into_iter().flatten().collect())];
    }
    let everything = groups.len() > 2 && groups.len() == groups.first().map_or(0, |group| stated_measures(context, &group[0]));
    if everything && totals.len() > 1 {
        return vec![(Some(Cause::Everything), groups.into_iter().flatten().collect())];
    }
    let mut joined: BTreeMap<Cause, Vec<Wrong<'a>>> = BTreeMap::new();
    for group in groups {
        joined.entry(cause(&group)).or_default().extend(group);
    }
    // Where the owners of some measure changed place, what is divided wrongly among owners has the same cause.
    let by_owner = |group: &Vec<Wrong<'a>>| group.iter().all(|w| owner_of(w.stated.key).is_some());
    if joined.contains_key(&Cause::Exchanged) && joined.get(&Cause::Divided).is_some_and(by_owner) {
        let exchanged = joined.remove(&Cause::Exchanged).unwrap_or_default();
        joined.entry(Cause::Divided).or_default().extend(exchanged);
    }
    let several = |group: &[Wrong<'_>]| group.iter().any(|w| w.stated.key.measure != group[0].stated.key.measure);
    joined
        .into_iter()
        .map(|(cause, group)| (Some(cause).filter(|cause| *cause == Cause::Exchanged || several(&group)), group))
        .collect()
}

fn total_of<'g, 'a>(group: &'g [Wrong<'a>]) -> Option<&'g Wrong<'a>> {
    group.iter().find(|w| w.stated.key.facet == Facet::Total)
}

/// How many measures the table of a wrong figure states about the same unit.
fn stated_measures(context: &Context<'_>, wrong: &Wrong<'_>) -> usize {
    let Stated { submitter, about, at, .. } = *wrong.stated;
    let same = |s: &&Stated| (s.submitter, s.about, s.at.file, s.at.sheet) == (submitter, about, at.file, at.sheet);
    context.dossier.stated.iter().filter(same).map(|s| s.key.measure).collect::<BTreeSet<_>>().len()
}

/// Tập thể has the count of cá nhân and the other way round, while the total is right.
fn is_exchanged(group: &[Wrong<'_>]) -> bool {
    let of = |owner| group.iter().find(|w| w.stated.key.facet == Facet::Owner(owner));
    let total = group.iter().any(|w| w.stated.key.facet == Facet::Total);
    of(Owner::Collective).zip(of(Owner::Individual)).is_some_and(|(collective, individual)| {
        !total && collective.stated.count == individual.right && individual.stated.count == collective.right
    })
}

/// Where each unit's figures come from: its lists, and what it states of itself.
struct Sources<'a> {
    lists: Places<'a>,
    stated: BTreeMap<UnitId, Vec<&'a Stated>>,
    /// Figures further up that only repeat those of a place.
    carried: BTreeMap<Place, Vec<Wrong<'a>>>,
}

impl Sources<'_> {
    fn of(&self, unit: UnitId, key: Key) -> Vec<Origin> {
        if self.lists.has_list(unit) {
            return self.lists.telling(unit, key);
        }
        self.stated.get(&unit).into_iter().flatten().filter(|s| s.key == key).map(|s| s.at).collect()
    }

    /// The cells that the right figure comes from: lists, or what the units state.
    fn places(&self, context: &Context<'_>, wrong: &Wrong<'_>) -> Vec<Origin> {
        match wrong.against {
            Against::List(unit) => self.of(unit, wrong.stated.key),
            Against::Child(unit) => self.reported(context, unit, wrong.stated.key),
            Against::Children(parent) => self.added(context, parent, wrong.stated.key),
        }
    }

    /// Where a unit tells a figure: itself, else its lists and, all the way down, the units it is added up from.
    fn reported(&self, context: &Context<'_>, unit: UnitId, key: Key) -> Vec<Origin> {
        let figures = context.dossier.figures(unit);
        if figures.basis != Basis::Children {
            return self.of(unit, key);
        }
        let stated = self.stated.get(&unit).into_iter().flatten().find(|s| s.key == key);
        match stated.filter(|s| Some(s.count) == figures.total.get(key)) {
            Some(stated) => vec![stated.at],
            None => self.added(context, unit, key),
        }
    }

    /// The lists of a parent's own agencies, and where its children tell a figure.
    fn added(&self, context: &Context<'_>, parent: UnitId, key: Key) -> Vec<Origin> {
        let own = if self.lists.has_list(parent) { self.of(parent, key) } else { Vec::new() };
        let children = context.dossier.units.children(parent).iter().flat_map(|&child| self.reported(context, child, key));
        own.into_iter().chain(children).collect()
    }
}

fn fault(context: &Context<'_>, cause: Option<Cause>, mut group: Vec<Wrong<'_>>, sources: &Sources<'_>) -> Option<StatedFault> {
    // A sum that nobody wrote down (no total row) is a range; the cells themselves go before it.
    group.sort_by_key(|w| {
        let stated = w.stated;
        (stated.at.to.is_some(), stated.about == About::Whole, stated.key.measure, stated.key.facet, stated.at)
    });
    let first = group.first()?;
    let (stated, right) = (first.stated.count, first.right);
    let mut message =
        format!("{}: {}{}", words::part(context, first.stated.key), compared(context, first), mend(cause, first, &group));
    let lacks_rows = group.iter().any(|w| w.stated.key == Key::total(Measure::Registered) && w.excess() > 0);
    if let Against::List(unit) | Against::Child(unit) = first.against
        && lacks_rows
        && sources.lists.is_shared(unit)
    {
        message.push_str("; có thể một dòng của danh sách chung ghi nhầm đơn vị");
    }
    // Of each measure where it is counted.
    let mut met: BTreeSet<Measure> = BTreeSet::new();
    let mut told: BTreeSet<Origin> = BTreeSet::new();
    let mut related: Vec<Origin> = Vec::new();
    for wrong in group.iter().filter(|w| met.insert(w.stated.key.measure)) {
        related.extend(sources.places(context, wrong).into_iter().filter(|at| told.insert(*at)));
    }
    related.extend(group.iter().skip(1).map(|w| w.stated.at));
    let of: BTreeSet<Place> = group.iter().map(place).collect();
    related.extend(of.iter().filter_map(|place| sources.carried.get(place)).flatten().map(|w| w.stated.at));
    let nomination =
        |w: &Wrong<'_>| matches!(w.stated.key.measure, Measure::Nominated(_)) && matches!(w.against, Against::List(_));
    Some(StatedFault {
        unit: first.stated.submitter,
        nominations: group.iter().all(nomination),
        at: first.stated.at,
        message,
        stated,
        right,
        related,
    })
}
