//! Findings as the rules made them → findings as they are told: one wrong total a cell, units named, explanations
//! matched, sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Context;
use super::joined::{self, excess};
use super::{halves, joint};
use crate::model::{Dossier, Explanation, Finding, Origin, name};

/// For one cell only the first of these reports; the places of the rest join its `related`.
const PRECEDENCE: [&str; 8] = ["R02", "R03", "R04", "R01", "R05", "R16", "R14", "R15"];

/// Puts findings in the form in which they are told.
pub(super) fn settle(context: &Context<'_>, found: Vec<Finding>) -> Vec<Finding> {
    let mut findings = one_a_cell(consequences(told_by_list(context, found)));
    findings = joined::commended(joined::out_of_turn(findings));
    findings = joint::given_away(context, joined::elsewhere(context, joined::repeated(findings)));
    findings = joined::of_period(joined::faults(context, halves::told_once(context, findings)));
    told_already(&mut findings);
    for finding in &mut findings {
        if finding.unit.is_none() {
            finding.unit = finding.at.and_then(|at| context.unit_at(at)).map(|unit| context.name(unit).to_owned());
        }
        finding.related.retain(|place| Some(*place) != finding.at);
        without_parts(&mut finding.related);
        let explanations = &context.dossier.authority.explanations;
        finding.explained = explanations.iter().position(|explanation| accepts(context, explanation, finding));
    }
    findings.extend(super::s10::idle(context, &findings));
    findings.sort_by_key(|f| (f.at.is_none(), f.at.map(|at| (at.file, at.sheet, at.cell)), f.code));
    findings
}

fn rank(code: &str) -> Option<usize> {
    PRECEDENCE.iter().position(|&c| c == code)
}

fn one_a_cell(found: Vec<Finding>) -> Vec<Finding> {
    let mut first: BTreeMap<Origin, (usize, usize)> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate() {
        if let (Some(at), Some(rank)) = (wrong_cell(finding), rank(finding.code)) {
            let best = first.entry(at).or_insert((rank, index));
            *best = (*best).min((rank, index));
        }
    }
    let mut joined: BTreeMap<usize, Vec<Origin>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(found.len());
    for (index, finding) in found.into_iter().enumerate() {
        let winner = wrong_cell(&finding).filter(|_| rank(finding.code).is_some()).and_then(|at| first.get(&at));
        match winner {
            Some(&(_, winner)) if winner != index => joined.entry(winner).or_default().extend(finding.related),
            _ => kept.push((index, finding)),
        }
    }
    kept.into_iter()
        .map(|(index, mut finding)| {
            for place in joined.remove(&index).unwrap_or_default() {
                if !finding.related.contains(&place) {
                    finding.related.push(place);
                }
            }
            finding
        })
        .collect()
}

/// A sum that is wrong because one of its parts is, as the list or the unit itself says (R15): the part's finding tells it.
fn told_by_list(context: &Context<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let sheet = |finding: &Finding| finding.at.map(|at| (at.file, at.sheet));
    let mut sheets: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for index in (0..found.len()).filter(|&i| SUMS.contains(&found[i].code) && excess(&found[i]).is_some()) {
        sheets.entry(sheet(&found[index])).or_default().push(index);
    }
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let told: Vec<usize> = (0..found.len()).filter(|&i| matches!(found[i].code, "R14" | "R15")).collect();
    for part in told {
        let (Some(cell), Some(by)) = (wrong_cell(&found[part]), excess(&found[part])) else { continue };
        let sums = sheets.get(&sheet(&found[part])).into_iter().flatten();
        let explained: Vec<usize> = sums
            .copied()
            .filter(|sum| !gone.contains(sum) && found[*sum].at != Some(cell) && excess(&found[*sum]) == Some(-by))
            .filter(|&sum| found[sum].related.iter().any(|place| place.meets(cell)))
            .collect();
        for sum in explained {
            gone.insert(sum);
            let places: Vec<Origin> = found[sum].at.into_iter().chain(found[sum].related.iter().copied()).collect();
            found[part].related.extend(places);
            let at = found[sum].at.and_then(|at| context.dossier.a1(at)).unwrap_or_default();
            let _ = write!(found[part].message, "; tổng ở ô {at} cũng lệch vì ô này");
        }
    }
    found.into_iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, finding)| finding).collect()
}

/// What follows from a wrong figure: an order (R08, R09, R49) broken by a cell that a sum or the list blames already, and
/// figures that differ from the list in the row or column that a sum blames.
fn consequences(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut blamed: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate() {
        if let Some(at) = wrong_cell(finding).filter(|_| SUMS.contains(&finding.code) || matches!(finding.code, "R14" | "R15")) {
            blamed.entry((at.file, at.sheet)).or_default().push(index);
        }
    }
    let mut gone: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate() {
        let Some(at) = wrong_cell(finding) else { continue };
        let near = blamed.get(&(at.file, at.sheet)).into_iter().flatten().copied().filter(|&other| other != index);
        let covers = |other: &Finding, cell: Origin| {
            other.at.into_iter().chain(other.related.iter().copied()).any(|place| place.meets(cell))
        };
        let cause = match finding.code {
            "R08" | "R09" | "R49" => near.into_iter().find(|&other| {
                std::iter::once(at).chain(finding.related.first().copied()).any(|cell| covers(&found[other], cell))
            }),
            "R14" | "R15" => near.into_iter().find(|&other| {
                // Any of the figures that differ from the list, beside the cell that the sum blames.
                let beside = found[other].at.and_then(|place| place.cell).is_some_and(|blamed| {
                    let own = std::iter::once(at)
                        .chain(finding.related.iter().copied())
                        .filter(|p| (p.file, p.sheet) == (at.file, at.sheet));
                    own.filter_map(|place| place.cell).any(|cell| cell.row == blamed.row || cell.col == blamed.col)
                });
                SUMS.contains(&found[other].code) && beside && found[other].at != Some(at) && covers(&found[other], at)
            }),
            _ => None,
        };
        if let Some(cause) = cause {
            gone.insert(index, cause);
        }
    }
    for (&index, &cause) in &gone {
        let places: Vec<Origin> = found[index].at.into_iter().chain(found[index].related.iter().copied()).collect();
        // Where the cause is itself a consequence, its own cause tells both.
        let cause = gone.get(&cause).copied().unwrap_or(cause);
        let known = |finding: &Finding, place: &Origin| {
            let tells = |told: &Origin| told == place || (place.to.is_none() && told.meets(*place));
            finding.at == Some(*place) || finding.related.iter().any(tells)
        };
        let new: Vec<Origin> = places.into_iter().filter(|place| !known(&found[cause], place)).collect();
        found[cause].related.extend(new);
    }
    found.into_iter().enumerate().filter(|(index, _)| !gone.contains_key(index)).map(|(_, finding)| finding).collect()
}

/// Leaves out single cells that a range names already.
fn without_parts(related: &mut Vec<Origin>) {
    let mut ranges: BTreeMap<_, Vec<Origin>> = BTreeMap::new();
    for place in related.iter().filter(|place| place.to.is_some()) {
        ranges.entry((place.file, place.sheet)).or_default().push(*place);
    }
    let named = |place: &Origin| ranges.get(&(place.file, place.sheet)).into_iter().flatten().any(|range| range.meets(*place));
    related.retain(|place| place.to.is_some() || !named(place));
}

/// Sums within a table.
const SUMS: [&str; 6] = ["R01", "R02", "R03", "R04", "R05", "R16"];

/// What one rule says of a cell need not be said again by a lesser one: a body that R29 refuses is not called undeclared
/// (C08), years in the wrong order (R57) not out of the period (C03).
fn told_already(findings: &mut Vec<Finding>) {
    for (first, second) in [("R29", "C08"), ("R57", "C03")] {
        let of_first = findings.iter().filter(|f| f.code == first);
        let told: BTreeSet<Origin> = of_first.flat_map(|f| f.at.into_iter().chain(f.related.iter().copied())).collect();
        findings.retain(|f| f.code != second || f.at.is_none_or(|at| !told.contains(&at)));
    }
}

/// The one cell a finding blames; notes ("chưa thể kết luận") blame none.
fn wrong_cell(finding: &Finding) -> Option<Origin> {
    finding.at.filter(|at| at.cell.is_some() && finding.left.is_some())
}

/// Does the explanation accept the finding? What it does not give matches anything.
pub(super) fn accepts(context: &Context<'_>, explanation: &Explanation, finding: &Finding) -> bool {
    let given = |wanted: Option<&String>, matches: &dyn Fn(&str) -> bool| wanted.is_none_or(|text| matches(text));
    let reading = finding.at.map(|at| context.dossier.reading(at.file));
    let sheet = finding.at.and_then(|at| reading?.sheets.get(usize::from(at.sheet?)));
    explanation.code.trim().eq_ignore_ascii_case(finding.code)
        && given(explanation.file.as_ref(), &|path| reading.is_some_and(|r| same_path(path, &r.path)))
        && given(explanation.sheet.as_ref(), &|text| sheet.is_some_and(|s| name::key(&s.name) == name::key(text)))
        && given(explanation.cell.as_ref(), &|text| finding.at.is_some_and(|at| same_cell(context.dossier, text, at)))
        && given(explanation.unit.as_ref(), &|text| finding.unit.as_ref().is_some_and(|unit| name::key(unit) == name::key(text)))
}

fn same_path(written: &str, path: &str) -> bool {
    let written = name::clean(&written.replace('\\', "/"));
    written.strip_prefix("./").unwrap_or(&written) == name::clean(path)
}

/// "C12", "$C$12" and "c12" name the cell; a range is named by its first cell too.
fn same_cell(dossier: &Dossier, written: &str, at: Origin) -> bool {
    let written = written.replace('$', "").trim().to_ascii_uppercase();
    let first = Origin { to: None, ..at };
    [at, first].into_iter().any(|at| dossier.a1(at).is_some_and(|a1| a1 == written))
}
