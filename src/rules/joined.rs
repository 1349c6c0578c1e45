//! Findings of several rules that have one cause become one finding, with every cell concerned.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::model::{Column, Content, Finding, LeftOutReason, Origin, Severity, Side};

/// Faults of a cell or row of a list, which make counts over it wrong until they are mended.
const FAULTS: [&str; 9] = ["C01", "C02", "C03", "C07", "C09", "R31", "R46", "R47", "S09"];
/// Those of the row as a whole, whatever cell they are told at.
const OF_ROWS: [&str; 3] = ["C09", "R31", "S09"];
/// What such a fault brings with it: where it stands in the same rows, or only at the same cell.
const CONSEQUENCES: [&str; 7] = ["R09", "R11", "R12", "R14", "R15", "R17", "R57"];
const AT_THE_CELL: [&str; 2] = ["R10", "R13"];
/// What follows from a row that bears another model's code.
const OF_WRONG_MODEL: [&str; 3] = ["R10", "R13", "R57"];

/// Findings by file and sheet.
type BySheet<T> = BTreeMap<(u32, Option<u16>), Vec<T>>;

/// A list that disagrees with its own total row (R17) and with the stated total (R15) is told by R15; a stated total that
/// is wrong in itself (R01, R02, R16) speaks for the tables above that disagree with it (R15).
pub(super) fn repeated(mut found: Vec<Finding>) -> Vec<Finding> {
    let of = |code: &[&str]| -> Vec<usize> { (0..found.len()).filter(|&i| code.contains(&found[i].code)).collect() };
    let (stated, lists, sums) = (of(&["R15"]), of(&["R17"]), of(&["R01", "R02", "R16"]));
    // By the file and sheet of every place that a mismatch names.
    let mut naming: BySheet<usize> = BTreeMap::new();
    for &index in stated.iter().filter(|&&i| excess(&found[i]).is_some()) {
        let sheets: BTreeSet<_> = found[index].related.iter().map(|place| (place.file, place.sheet)).collect();
        for sheet in sheets {
            naming.entry(sheet).or_default().push(index);
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for index in lists {
        let Some(at) = found[index].at else { continue };
        let same = naming.get(&(at.file, at.sheet)).into_iter().flatten().find(|&&s| {
            excess(&found[s]) == excess(&found[index])
                && found[s].related.iter().any(|place| found[index].related.iter().any(|list| is_part(*place, *list)))
        });
        joins.extend(same.map(|&s| (index, s)));
    }
    for index in sums {
        let Some(at) = found[index].at else { continue };
        let amount = excess(&found[index]).map(i128::abs);
        let above = naming.get(&(at.file, at.sheet)).into_iter().flatten().filter(|&&s| {
            excess(&found[s]).map(i128::abs) == amount && found[s].at != Some(at) && found[s].related.contains(&at)
        });
        joins.extend(above.map(|&s| (s, index)));
    }
    join(&mut found, joins)
}

/// A model that is nominated (R12) and commended (R24) without being recognised lacks one recognition.
pub(super) fn commended(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut nominated: BySheet<(usize, Origin)> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| f.code == "R12" && f.severity != Severity::Note) {
        if let Some(at) = finding.at {
            nominated.entry((at.file, at.sheet)).or_default().push((index, at));
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| f.code == "R24") {
        // One award for one model: its name and where its recognition would stand.
        let Some((&model, rest)) = finding.related.split_first() else { continue };
        if !rest.iter().all(|place| place.meets_rows(model)) {
            continue;
        }
        let same = nominated.get(&(model.file, model.sheet)).into_iter().flatten().find(|(_, at)| at.meets_rows(model));
        joins.extend(same.map(|&(nominated, _)| (index, nominated)));
    }
    for (_, nominated) in &joins {
        found[*nominated].message.push_str("; mô hình này còn được khen");
    }
    join(&mut found, joins)
}

/// A row of a joint list that bears another unit's name: that the unit lacks it (R15) and that someone there is commended for
/// it (R24) is one cause.
pub(super) fn elsewhere(context: &Context<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| f.code == "R24") {
        let [_, row] = finding.related[..] else { continue };
        if !names_units(context, row) {
            continue;
        }
        let lacks = |f: &Finding| f.code == "R15" && f.unit == finding.unit && excess(f).is_some_and(|by| by > 0);
        let to = found.iter().position(|f| lacks(f) && f.related.iter().any(|place| place.meets_rows(row)));
        joins.extend(to.map(|to| (index, to)));
    }
    for &(index, to) in &joins {
        let told = found[index].message.clone();
        found[to].message.push_str("; ");
        found[to].message.push_str(&told);
    }
    join(&mut found, joins)
}

/// A recognition out of turn in several ways is told by the first of these, for each with its words.
const OUT_OF_TURN: [(&str, &str); 3] =
    [("R11", ""), ("R10", "cũng không đăng ký ở cấp được công nhận"), ("R13", "cũng chưa được đề nghị ở cấp được công nhận")];

/// A recognition that came without the level below, without registration, without nomination: one cell, one message.
pub(super) fn out_of_turn(mut found: Vec<Finding>) -> Vec<Finding> {
    let rank = |finding: &Finding| OUT_OF_TURN.iter().position(|(code, _)| *code == finding.code);
    // Its own row, or the model's row in another sheet.
    let one_row = |f: &Finding| {
        let apart = |at: Origin, place: Origin| (at.file, at.sheet) != (place.file, place.sheet) && place.to.is_none();
        f.at.is_some_and(|at| at.to.is_none() && f.related.iter().all(|place| at.meets_rows(*place) || apart(at, *place)))
    };
    let mut cells: BTreeMap<Origin, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| f.severity != Severity::Note && one_row(f)) {
        if let (Some(at), Some(rank)) = (finding.at, rank(finding)) {
            cells.entry(at).or_default().push((rank, index));
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for mut several in cells.into_values() {
        several.sort_unstable();
        let Some((&(_, first), others)) = several.split_first() else { continue };
        for &(rank, index) in others {
            found[first].message.push_str("; ");
            found[first].message.push_str(OUT_OF_TURN[rank].1);
            joins.push((index, first));
        }
    }
    join(&mut found, joins)
}

/// Does a fault concern its whole row: the row itself, a row that was left out, or one of Biểu 1b? Others concern what is
/// counted in their column only.
fn is_of_row(context: &Context<'_>, code: &str, fault: Origin) -> bool {
    let (Some((_, table)), Some(cell)) = (context.table_at(fault), fault.cell) else { return OF_ROWS.contains(&code) };
    OF_ROWS.contains(&code)
        || is_in_1b(context, fault)
        || table.left_out.iter().any(|left| left.row == cell.row && left.reason == LeftOutReason::NoRecord)
}

/// Does a fault say that a row bears the code of one model and the name of another?
fn confuses_models(context: &Context<'_>, fault: &Finding) -> bool {
    let at = fault.at.filter(|_| fault.code == "C09");
    let Some((cell, (_, table))) = at.and_then(|at| at.cell.zip(context.table_at(at))) else { return false };
    [Column::Name, Column::Code].into_iter().any(|column| table.column(column) == Some(cell.col))
}

fn is_in_1b(context: &Context<'_>, place: Origin) -> bool {
    context.table_at(place).is_some_and(|(_, table)| matches!(table.content, Content::Recognitions(_)))
}

/// Is it the column in which rows of several units say whose they are? Only its own cells matter there.
pub(super) fn names_units(context: &Context<'_>, place: Origin) -> bool {
    let unit = context.table_at(place).and_then(|(_, table)| table.column(Column::Unit));
    unit.is_some() && unit == place.cell.map(|cell| cell.col)
}

/// Is it a fault of a row? A row with two owners is counted for the first, which is only a note.
fn is_fault(finding: &Finding) -> bool {
    FAULTS.contains(&finding.code) && (finding.severity != Severity::Note || finding.code == "R47")
}

/// A fault of a row speaks for the counts that are wrong by no more than such rows; it is then as grave as they are.
pub(super) fn faults(context: &Context<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let mut faults: BySheet<(usize, Origin)> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| is_fault(f)) {
        for place in finding.at.iter().chain(&finding.related).filter(|place| place.cell.is_some()) {
            faults.entry((place.file, place.sheet)).or_default().push((index, *place));
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (index, finding) in found.iter().enumerate() {
        let by_cell = AT_THE_CELL.contains(&finding.code);
        if !by_cell && !CONSEQUENCES.contains(&finding.code) {
            continue;
        }
        let mut within: Vec<(usize, Origin)> = Vec::new();
        let counted = excess(finding);
        for place in finding.at.iter().chain(&finding.related).filter(|place| !names_units(context, **place)) {
            let here = faults.get(&(place.file, place.sheet)).into_iter().flatten();
            within.extend(here.filter(|(index, fault)| {
                let code = found[*index].code;
                // A recognition told of the wrong model is too early, out of turn or not registered.
                if OF_WRONG_MODEL.contains(&finding.code) && confuses_models(context, &found[*index]) {
                    return place.meets_rows(*fault);
                }
                let by_rows = !by_cell && is_of_row(context, code, *fault);
                finding.code != "R57" && if by_rows { place.meets_rows(*fault) } else { place.meets(*fault) }
            }));
        }
        within.sort_unstable();
        // A row counts once, however many of its cells are at fault.
        within.dedup_by_key(|(index, place)| (*index, place.file, place.sheet, place.cell.map(|cell| cell.row)));
        let amount = counted.map_or(0, i128::abs);
        if let Some(&(fault, _)) = within.first()
            && amount <= i128::try_from(within.len()).unwrap_or(0)
        {
            joins.push((index, fault));
        }
    }
    join(&mut found, joins)
}

/// Figures of a file that says it is of another period (R33) are wrong for that.
pub(super) fn of_period(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut periods: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| f.code == "R33" && f.severity == Severity::MustFix) {
        if let Some(at) = finding.at {
            periods.entry(at.file).or_insert(index);
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| matches!(f.code, "R14" | "R15") && excess(f).is_some()) {
        let period = finding.at.iter().chain(&finding.related).find_map(|place| periods.get(&place.file));
        joins.extend(period.map(|&period| (index, period)));
    }
    join(&mut found, joins)
}

/// Joins the places of each first to its second, and leaves the first out. Where the second compares nothing itself, it
/// repeats the two figures of the first.
pub(super) fn join(found: &mut Vec<Finding>, joins: Vec<(usize, usize)>) -> Vec<Finding> {
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut told: BTreeMap<usize, BTreeSet<Origin>> = BTreeMap::new();
    let mut figures: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in joins {
        if gone.contains(&to) || !gone.insert(from) {
            continue;
        }
        if excess(&found[from]).is_some() && excess(&found[to]).is_none() {
            figures.entry(to).or_default().push(from);
        }
        let (places, severity) = (found[from].at.into_iter().chain(found[from].related.clone()), found[from].severity);
        let places: Vec<Origin> = places.collect();
        let finding = &mut found[to];
        finding.severity = finding.severity.min(severity);
        let told = told.entry(to).or_insert_with(|| finding.related.iter().copied().collect());
        finding.related.extend(places.into_iter().filter(|place| told.insert(*place)));
    }
    for (to, from) in figures {
        let (first, others) = (&found[from[0]], from.len() - 1);
        let compared = first.message.split(';').next().unwrap_or_default();
        let more = if others > 0 { format!("; {others} chỗ khác cũng lệch") } else { String::new() };
        let message = format!("; vì vậy số liệu không khớp ({compared}{more})");
        let (left, right) = (first.left.clone(), first.right.clone());
        let finding = &mut found[to];
        finding.message.push_str(&message);
        // Two texts that differ (a name, a period) stay its sides.
        if finding.left.is_none() {
            (finding.left, finding.right) = (left, right);
        }
    }
    kept(std::mem::take(found), &gone)
}

fn kept(found: Vec<Finding>, gone: &BTreeSet<usize>) -> Vec<Finding> {
    found.into_iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, finding)| finding).collect()
}

/// Are the rows of a place all in those of a list?
fn is_part(place: Origin, list: Origin) -> bool {
    list.meets_rows(place.start()) && list.meets_rows(place.end())
}

/// By how much the stated total exceeds its parts.
pub(super) fn excess(finding: &Finding) -> Option<i128> {
    match (&finding.left, &finding.right) {
        (Some(Side::Count(left)), Some(Side::Count(right))) => Some(i128::from(*left) - i128::from(*right)),
        _ => None,
    }
}
