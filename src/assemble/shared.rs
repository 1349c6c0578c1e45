//! One model that arrives through two submitters (ward and branch, district and ward) counts once, at the lower of them (R64).
//!
//! The trap: two units may well have models of one name; only the same performer below one of the two, or the same code,
//! makes them one. All other likeness is R31's to ask about.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Dossier, Fingerprint, Model, Recognition, UnitId, UnitTree, When, name};

/// Joins such models and notes their rows in `dossier.shared`.
pub(super) fn join(dossier: &mut Dossier) {
    let sending: BTreeSet<UnitId> = dossier.models.iter().map(|model| model.unit).collect();
    let has_upper = |unit: UnitId| {
        let above = |below: UnitId| dossier.units.unit(below).parent;
        std::iter::successors(above(unit), |at| above(*at)).any(|at| sending.contains(&at))
            || dossier.units.unit(unit).former_parent.is_some_and(|former| sending.contains(&former))
    };
    if !sending.iter().any(|unit| has_upper(*unit)) && dossier.models.iter().all(|model| model.code.is_none()) {
        return;
    }
    let mut alike: BTreeMap<(Fingerprint, Fingerprint), Vec<usize>> = BTreeMap::new();
    for (index, model) in dossier.models.iter().enumerate() {
        if model.is_registered() && model.performer_print.is_told() {
            alike.entry((model.name_print, model.performer_print)).or_default().push(index);
        }
    }
    let mut gone: Vec<usize> = Vec::new();
    let mut groups: Vec<Vec<usize>> = alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    for group in groups {
        for (nth, &one) in group.iter().enumerate() {
            for &other in &group[nth + 1..] {
                if gone.contains(&one) || gone.contains(&other) {
                    continue;
                }
                let Some((kept, joined)) = order(dossier, one, other) else { continue };
                // A model that goes on in the unit that its own was merged into is one history, not two senders.
                if dossier.units.successor(dossier.models[kept].unit) != Some(dossier.models[joined].unit) {
                    let rows = dossier.models[kept].rows.first().copied().zip(dossier.models[joined].rows.first().copied());
                    dossier.shared.extend(rows);
                }
                let from = dossier.models[joined].clone();
                absorb(&mut dossier.models[kept], from);
                gone.push(joined);
            }
        }
    }
    gone.sort_unstable();
    for index in gone.into_iter().rev() {
        dossier.models.remove(index);
    }
}

/// Which of two alike models stays and which is joined to it; `None` where they are two.
fn order(dossier: &Dossier, one: usize, other: usize) -> Option<(usize, usize)> {
    let (a, b) = (&dossier.models[one], &dossier.models[other]);
    let units: &UnitTree = &dossier.units;
    let same_code = matches!((&a.code, &b.code), (Some(a), Some(b)) if name::key(a) == name::key(b));
    if a.unit == b.unit {
        None
    } else if units.is_within(a.unit, b.unit) {
        Some((one, other))
    } else if units.is_within(b.unit, a.unit) {
        Some((other, one))
    } else {
        same_code.then_some((one, other))
    }
}

fn absorb(model: &mut Model, from: Model) {
    model.levels.extend(from.levels.iter());
    model.nominated.extend(from.nominated.iter());
    for recognition in from.recognitions {
        // One sender may tick what the other dates.
        let same = |known: &Recognition| {
            let ticked = [known, &recognition].into_iter().find(|r| r.when == When::Tick);
            let may_be_one = |tick: &Recognition| tick.sub_period.is_none() || known.sub_period == recognition.sub_period;
            known.level == recognition.level && (known.when == recognition.when || ticked.is_some_and(may_be_one))
        };
        match model.recognitions.iter().position(same) {
            Some(at) if model.recognitions[at].when == When::Tick => model.recognitions[at] = recognition,
            Some(_) => {}
            None => model.recognitions.push(recognition),
        }
    }
    model.recognitions.sort_unstable();
    model.code = model.code.take().or(from.code);
    model.field = model.field.or(from.field);
    model.owner = model.owner.or(from.owner);
    model.effective = model.effective.max(from.effective);
    model.featured |= from.featured;
    model.rows.extend(from.rows);
    model.recognition_rows.extend(from.recognition_rows);
}
