//! A model that stands as two, because rounds give it another code, name or performer (R31): what one half lacks, the other
//! has.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::joined::join;
use crate::model::{Column, Finding, Origin};

/// What follows from the two halves: a recognition that one has without what led to it.
const OUT_OF_TURN: [&str; 5] = ["R10", "R11", "R12", "R13", "R57"];

/// A row of a sheet.
type Row = (u32, Option<u16>, u32);

fn row(place: Origin) -> Option<Row> {
    Some((place.file, place.sheet, place.cell?.row))
}

/// Recognitions that Biểu 1b and Biểu 1 tell apart (C09), or that came out of turn, join the finding of the two halves.
pub(super) fn told_once(context: &Context<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let follows =
        |f: &Finding| OUT_OF_TURN.contains(&f.code) || (f.code == "C09" && f.at.is_some_and(|at| tells_recognition(context, at)));
    let (twice, following): (Vec<usize>, Vec<usize>) = (
        (0..found.len()).filter(|&i| found[i].code == "R31").collect(),
        (0..found.len()).filter(|&i| follows(&found[i])).collect(),
    );
    if twice.is_empty() || following.is_empty() {
        return found;
    }
    let wanted = twice.iter().chain(&following).flat_map(|&i| found[i].at.iter().chain(&found[i].related).copied());
    let models = models_of(context, &wanted.filter_map(row).collect());
    let of = |finding: &Finding| -> Option<BTreeSet<usize>> {
        let places = finding.at.iter().chain(&finding.related);
        let single: Option<Vec<Row>> = places.map(|place| row(*place).filter(|_| place.to.is_none())).collect();
        Some(single?.into_iter().filter_map(|row| models.get(&row).copied()).collect())
    };
    let mut halves: Vec<(BTreeSet<usize>, usize)> = Vec::new();
    for index in twice {
        let pair = of(&found[index]).filter(|pair| are_halves(context, pair));
        halves.extend(pair.map(|pair| (pair, index)));
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for index in following {
        let Some(concerned) = of(&found[index]).filter(|concerned| !concerned.is_empty()) else { continue };
        joins.extend(halves.iter().find(|(pair, _)| concerned.is_subset(pair)).map(|&(_, twice)| (index, twice)));
    }
    let told: BTreeSet<usize> = joins.iter().map(|&(_, twice)| twice).collect();
    for twice in told {
        found[twice].message.push_str("; vì vậy việc công nhận ghi ở các biểu cũng không khớp");
    }
    join(&mut found, joins)
}

/// Two models of one unit that no file tells twice.
fn are_halves(context: &Context<'_>, pair: &BTreeSet<usize>) -> bool {
    let models: Vec<_> = pair.iter().map(|&index| &context.dossier.models[index]).collect();
    let [one, other] = models.as_slice() else { return false };
    let repeats = |&(a, b): &(_, _)| one.rows.contains(&a) && other.rows.contains(&b);
    one.unit == other.unit && !context.dossier.repeated.iter().any(|&(a, b)| repeats(&(a, b)) || repeats(&(b, a)))
}

/// The models whose records stand in rows.
fn models_of(context: &Context<'_>, wanted: &BTreeSet<Row>) -> BTreeMap<Row, usize> {
    let mut models = BTreeMap::new();
    for (model, index) in context.dossier.models.iter().zip(0..) {
        for &at in model.rows.iter().chain(&model.recognition_rows) {
            if let Some(row) = row(context.dossier.cell(at, Column::Index)).filter(|row| wanted.contains(row)) {
                models.insert(row, index);
            }
        }
    }
    models
}

/// Is it a cell of Biểu 1 that says whether a model was recognised?
fn tells_recognition(context: &Context<'_>, place: Origin) -> bool {
    let (Some((_, table)), Some(cell)) = (context.table_at(place), place.cell) else { return false };
    table.columns.iter().any(|used| used.col == cell.col && matches!(used.column, Some(Column::Recognised(_))))
}
