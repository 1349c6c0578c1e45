//! Findings as the rules made them → findings as they are told: one wrong total a cell, units named, explanations
//! matched, sorted.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::model::{Dossier, Explanation, Finding, Origin, Side, name};

/// For one cell only the first of these reports; the places of the rest join its `related`.
const PRECEDENCE: [&str; 4] = ["R02", "R01", "R16", "R15"];

/// Puts findings in the form in which they are told.
pub(super) fn settle(context: &Context<'_>, found: Vec<Finding>) -> Vec<Finding> {
    let mut findings = one_a_cell(one_a_crossing(found));
    told_by_r29(&mut findings);
    for finding in &mut findings {
        if finding.unit.is_none() {
            finding.unit = finding.at.and_then(|at| context.unit_at(at)).map(|unit| context.name(unit).to_owned());
        }
        finding.related.retain(|place| Some(*place) != finding.at);
        let explanations = &context.dossier.authority.explanations;
        finding.explained = explanations.iter().position(|explanation| accepts(context, explanation, finding));
    }
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

/// A row (R02) and a column (R01, R16) that are wrong by the same amount blame the cell where they cross.
fn one_a_crossing(mut found: Vec<Finding>) -> Vec<Finding> {
    let rows: Vec<usize> = (0..found.len()).filter(|&i| found[i].code == "R02").collect();
    let sheet = |finding: &Finding| finding.at.map(|at| (at.file, at.sheet));
    let mut sheets: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for index in (0..found.len()).filter(|&i| matches!(found[i].code, "R01" | "R16")) {
        sheets.entry(sheet(&found[index])).or_default().push(index);
    }
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for row in rows {
        let Some(columns) = sheets.get_mut(&sheet(&found[row])) else { continue };
        let crossing = columns.iter().enumerate().find_map(|(nth, &column)| {
            let cell = crossing(&found[row], &found[column]).filter(|_| excess(&found[row]) == excess(&found[column]))?;
            Some((nth, column, cell))
        });
        let Some((nth, column, cell)) = crossing else { continue };
        columns.swap_remove(nth);
        gone.insert(column);
        let (at, places) = (found[column].at, found[column].related.clone());
        let finding = &mut found[row];
        finding.message.push_str("; cộng theo cột cũng lệch như vậy, nên có thể chính ô này ghi sai");
        finding.related.extend(finding.at.into_iter().chain(at).chain(places).filter(|place| *place != cell));
        finding.at = Some(cell);
    }
    found.into_iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, finding)| finding).collect()
}

/// The cell that is a part of both sums.
fn crossing(row: &Finding, column: &Finding) -> Option<Origin> {
    row.related.iter().copied().find(|cell| column.related.iter().any(|place| holds(*place, *cell)))
}

fn holds(place: Origin, cell: Origin) -> bool {
    let (Some(first), Some(wanted)) = (place.cell, cell.cell) else { return false };
    let last = place.to.unwrap_or(first);
    (place.file, place.sheet) == (cell.file, cell.sheet)
        && (first.row..=last.row).contains(&wanted.row)
        && (first.col..=last.col).contains(&wanted.col)
}

/// By how much the stated total exceeds its parts.
fn excess(finding: &Finding) -> Option<i128> {
    match (&finding.left, &finding.right) {
        (Some(Side::Count(left)), Some(Side::Count(right))) => Some(i128::from(*left) - i128::from(*right)),
        _ => None,
    }
}

/// A body that R29 refuses need not be called undeclared (C08) as well.
fn told_by_r29(findings: &mut Vec<Finding>) {
    let refused: BTreeSet<Origin> =
        findings.iter().filter(|f| f.code == "R29").flat_map(|f| f.at.into_iter().chain(f.related.iter().copied())).collect();
    findings.retain(|f| f.code != "C08" || f.at.is_none_or(|at| !refused.contains(&at)));
}

/// The one cell a finding blames; notes ("chưa thể kết luận") blame none.
fn wrong_cell(finding: &Finding) -> Option<Origin> {
    finding.at.filter(|at| at.cell.is_some() && finding.left.is_some())
}

/// Does the explanation accept the finding? What it does not give matches anything.
fn accepts(context: &Context<'_>, explanation: &Explanation, finding: &Finding) -> bool {
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
