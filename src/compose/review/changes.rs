//! Findings of this run beside those of the last one: new, mended, still there.
//!
//! The same finding is told by code, file, sheet and cell; failing that by code, unit, sheet and cell, because a mended
//! workbook often comes back under another name; failing that by code, unit, sheet and words, because rows move.

use std::collections::BTreeMap;

use crate::model::Identity;

/// What became of a finding since the last run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::compose) enum State {
    /// It was not there, or was explained then.
    New,
    /// It is still there.
    Standing,
    /// It is still there, and explained now.
    Explained,
    /// It is there no longer.
    Mended,
    /// It is there no longer, and neither is its file, nor another of its unit.
    Gone,
}

impl State {
    /// As it stands in a cell.
    pub(in crate::compose) fn name(self) -> &'static str {
        match self {
            Self::New => "Mới",
            Self::Standing => "Chưa sửa",
            Self::Explained => "Đã giải trình",
            Self::Mended => "Đã sửa",
            Self::Gone => "Không còn tệp",
        }
    }
}

/// A finding that one of the two runs told, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compose) struct Change {
    /// What became of it.
    pub state: State,
    /// As this run tells it; as the last one did where it is there no longer.
    pub identity: Identity,
    /// Its place among the findings of this run.
    pub now: Option<usize>,
    /// What the last run said of it, where that is different.
    pub before: Option<String>,
}

/// What two findings must share to be one, from the surest on.
type Key<'i> = fn(&'i Identity) -> [&'i str; 4];

/// Compares the findings of two runs; in order of state, then as this run tells them, then as the last one did. `has_sent`:
/// is the file there, or another of the unit?
pub(super) fn changes(now: &[Identity], before: &[Identity], has_sent: &dyn Fn(&Identity) -> bool) -> Vec<Change> {
    let pairs = pairs(now, before);
    let mut changes: Vec<Change> = Vec::new();
    for (at, identity) in now.iter().enumerate() {
        let earlier = pairs[at].map(|at| &before[at]);
        let state = match (earlier.map(|earlier| earlier.explained), identity.explained) {
            (None | Some(true), false) => State::New,
            (Some(false), false) => State::Standing,
            (Some(false), true) => State::Explained,
            (None | Some(true), true) => continue,
        };
        let said = earlier.map(|earlier| &earlier.message).filter(|said| **said != identity.message);
        changes.push(Change { state, identity: identity.clone(), now: Some(at), before: said.cloned() });
    }
    let found: std::collections::BTreeSet<usize> = pairs.into_iter().flatten().collect();
    let gone = before.iter().enumerate().filter(|(at, identity)| !found.contains(at) && !identity.explained);
    changes.extend(gone.map(|(_, identity)| Change {
        state: if identity.file.is_empty() || has_sent(identity) { State::Mended } else { State::Gone },
        identity: identity.clone(),
        now: None,
        before: None,
    }));
    changes.sort_by_key(|change| change.state);
    changes
}

/// For each finding of this run its place among those of the last one; none of them twice.
fn pairs(now: &[Identity], before: &[Identity]) -> Vec<Option<usize>> {
    let keys: [Key<'_>; 3] = [
        |i| [&i.code, if i.file.is_empty() { &i.unit } else { &i.file }, &i.sheet, &i.cell],
        |i| [&i.code, &i.unit, &i.sheet, &i.cell],
        |i| [&i.code, &i.unit, &i.sheet, &i.message],
    ];
    let mut pairs = vec![None; now.len()];
    let mut taken = vec![false; before.len()];
    for key in keys {
        let mut free: BTreeMap<[&str; 4], Vec<usize>> = BTreeMap::new();
        // From the last, so that the first is taken first.
        for at in (0..before.len()).rev().filter(|at| !taken[*at]) {
            free.entry(key(&before[at])).or_default().push(at);
        }
        for (at, pair) in pairs.iter_mut().enumerate().filter(|(_, pair)| pair.is_none()) {
            *pair = free.get_mut(&key(&now[at])).and_then(Vec::pop);
            if let Some(found) = *pair {
                taken[found] = true;
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(code: &str, file: &str, cell: &str, message: &str) -> Identity {
        let text = str::to_owned;
        Identity {
            code: text(code),
            unit: "Xã A".into(),
            file: text(file),
            sheet: "Biểu 1".into(),
            cell: text(cell),
            message: text(message),
            ..Identity::default()
        }
    }

    #[track_caller]
    fn check(before: &[&Identity], now: &[&Identity], expected: &[(&str, &str)]) {
        let all = |list: &[&Identity]| list.iter().map(|&identity| identity.clone()).collect::<Vec<_>>();
        let found = changes(&all(now), &all(before), &|identity| identity.file != "x.xlsx");
        let found: Vec<(&str, &str)> = found.iter().map(|c| (c.state.name(), c.identity.cell.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_new_mended_or_still_there_is_told() {
        let (a, b) = (identity("R15", "a.xlsx", "C1", "120, 110"), identity("C07", "a.xlsx", "F2", "“?”"));
        check(&[&a], &[&b], &[("Mới", "F2"), ("Đã sửa", "C1")]);
        check(&[&a, &b], &[&a, &b], &[("Chưa sửa", "C1"), ("Chưa sửa", "F2")]);
        // Half mended is still there, and what was said before is kept.
        let half = identity("R15", "a.xlsx", "C1", "115, 110");
        let found = changes(&[half], std::slice::from_ref(&a), &|_| true);
        assert_eq!((found[0].state, found[0].before.as_deref()), (State::Standing, Some("120, 110")));
        check(&[], &[], &[]);
        // A file taken out of the folder is not mended.
        check(&[&identity("R15", "x.xlsx", "C1", "120, 110")], &[], &[("Không còn tệp", "C1")]);
    }

    #[test]
    fn a_file_of_another_name_and_a_row_that_moved_hold_the_same_finding() {
        let a = identity("C07", "a.xlsx", "F2", "“?”");
        check(&[&a], &[&identity("C07", "a-sua.xlsx", "F2", "“?”")], &[("Chưa sửa", "F2")]);
        check(&[&a], &[&identity("C07", "a.xlsx", "F3", "“?”")], &[("Chưa sửa", "F3")]);
        check(&[&a], &[&identity("C07", "a.xlsx", "F3", "“!”")], &[("Mới", "F3"), ("Đã sửa", "F2")]);
        // Twice before, once now: one of them is mended.
        check(&[&a, &identity("C07", "a.xlsx", "F9", "“?”")], &[&a], &[("Chưa sửa", "F2"), ("Đã sửa", "F9")]);
    }

    #[test]
    fn an_explained_finding_is_neither_new_nor_mended() {
        let a = identity("R12", "a.xlsx", "K9", "cùng lúc");
        let explained = Identity { explained: true, ..a.clone() };
        check(&[&a], &[&explained], &[("Đã giải trình", "K9")]);
        check(&[&explained], &[&explained], &[]);
        check(&[&explained], &[], &[]);
        check(&[], &[&explained], &[]);
        check(&[&explained], &[&a], &[("Mới", "K9")]);
    }
}
