//! Units merged into others (`sap_nhap_tu`, `tu`, `den`): a report over a reorganisation rolls them up to their successors.
//!
//! The trap: a new unit often takes the name of one of the old ones, and that old one may have gone elsewhere.

use crate::model::{Period, Unit, UnitId, name};

/// Puts every predecessor (`sap_nhap_tu`) below the unit it was merged into, so that its figures roll up there: a unit of
/// the list moves, one that is not in the list is added. One of its successor's own name needs no unit of its own.
pub(super) fn settle(units: &mut Vec<Unit>, period: &Period, fault: &mut dyn FnMut(String)) {
    let index = |at: usize| UnitId(u32::try_from(at).unwrap_or(u32::MAX));
    let listed = units.len();
    for successor in 0..listed {
        for old in units[successor].predecessors.clone() {
            let key = name::key(&old);
            if key == name::key(&units[successor].name) {
                continue;
            }
            let named = |unit: &Unit| name::key(&unit.name) == key || (!unit.code.is_empty() && name::key(&unit.code) == key);
            // A unit that goes on under its old name is not the one that was merged.
            let found: Vec<usize> = (1..listed)
                .filter(|at| named(&units[*at]) && (units[*at].to.is_some() || name::key(&units[*at].code) == key))
                .collect();
            match found.as_slice() {
                [at] if units[*at].merged => {
                    let first = units[*at].parent.map_or("", |parent| units[parent.0 as usize].name.as_str());
                    fault(format!(
                        "“{old}” ghi ở sap_nhap_tu của cả “{first}” và “{}”: số liệu không chia được, chỉ ghi ở một đơn vị",
                        units[successor].name
                    ));
                }
                [at] => {
                    let unit = &mut units[*at];
                    unit.former_parent = unit.parent.filter(|former| *former != index(successor));
                    unit.parent = Some(index(successor));
                    unit.merged = true;
                }
                _ => {
                    let to = units[successor].from.map(|from| from.saturating_sub(1));
                    let (parent, level) = (Some(index(successor)), units[successor].level);
                    units.push(Unit { name: old, parent, level, to, merged: true, ..Unit::default() });
                }
            }
        }
    }
    // Whoever is gone by the end of the period owes nothing: its successor reports for it.
    let declared = !period.label.is_empty();
    for unit in units.iter_mut().filter(|unit| declared && unit.to.is_some_and(|to| to < period.to.year)) {
        unit.owes = false;
    }
}
