//! Names of the files of papers that are made once for each decision.

use super::desk::Decision;
use crate::model::name;

/// Longest part of a file's name that is made of a body's name.
const LONGEST: usize = 40;

/// Names of files, one a decision: `short`, with the body and a number where that is not enough to tell them apart.
pub(super) fn stems(decisions: &[&Decision<'_>], short: &dyn Fn(&Decision<'_>) -> String) -> Vec<String> {
    let long = |decision: &Decision<'_>| {
        let body: String = name::slug(&decision.award.body).chars().take(LONGEST).collect();
        format!("{}-{}", short(decision), body.trim_end_matches('-'))
    };
    let alone = |this: &Decision<'_>| decisions.iter().filter(|other| short(other) == short(this)).count() == 1;
    let mut taken: Vec<String> = Vec::new();
    for decision in decisions {
        let stem = if alone(decision) || decision.award.body.is_empty() { short(decision) } else { long(decision) };
        taken.push(numbered(stem, taken.iter().map(String::as_str)));
    }
    taken
}

/// A name with a number, "-lan-2", where it is taken.
pub(super) fn numbered<'t>(stem: String, taken: impl Iterator<Item = &'t str>) -> String {
    let again = format!("{stem}-lan-");
    match taken.filter(|other| *other == stem || other.starts_with(&again)).count() {
        0 => stem,
        before => format!("{again}{}", before + 1),
    }
}
