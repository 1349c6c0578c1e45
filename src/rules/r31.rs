//! R31: a model registered twice: in one unit, in two, or under nearly the same name.
//!
//! One generic title with different performers is no duplicate. Near names are looked for only among neighbours in
//! sorted order (read forwards and backwards), so a province's lists stay near-linear.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::likeness::{is_near, is_slip};
use super::words::{names, quoted};
use super::{Adjusted as _, Blank, Context, Rule, pasted};
use crate::model::{Column, Content, Finding, Model, Origin, RowRef, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R31",
    name: "registered-twice",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Một mô hình được đăng ký hai lần: trong cùng đơn vị (phải sửa), ở hai đơn vị hoặc với tên gần giống nhau (cần rà soát); một lượt công nhận ghi hai lần trong Biểu 1b (cần rà soát).",
    why: "Mô hình bị đếm hai lần. Cho đến khi sửa, cả hai dòng vẫn được tính.",
    remedy: "Bỏ dòng trùng, hoặc thống nhất đơn vị nào đăng ký. Nếu là hai mô hình khác nhau thì ghi rõ tên, người thực hiện rồi giải trình.",
    basis: "Một mô hình chỉ đăng ký một lần trong kỳ; cùng tên nhưng khác người thực hiện không phải là trùng.",
    check,
};

/// How many neighbours in sorted order a name is compared with.
const NEIGHBOURS: usize = 6;

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = pasted::findings(context, &RULE);
    findings.extend(recognised_twice(context));
    let keys = keys(&context.dossier.models);
    findings.extend(in_two_units(context, &keys));
    findings.extend(in_one_unit(context, &keys));
    findings.extend(near_names(context, &keys));
    findings
}

/// One recognition of one grade in two rows of one Biểu 1b; it counts once.
fn recognised_twice(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut findings = Vec::new();
    for model in dossier.models.iter().filter(|model| model.recognition_rows.len() > 1) {
        let mut told: BTreeMap<_, RowRef> = BTreeMap::new();
        for &at in &model.recognition_rows {
            let Content::Recognitions(rows) = &dossier.table(at).content else { continue };
            let Some(row) = rows.get(at.row as usize) else { continue };
            let first = *told.entry((at.file, at.table, row.level, row.when, row.outstanding)).or_insert(at);
            if first != at && dossier.sheet_row(first) != dossier.sheet_row(at) {
                let column = if dossier.table(at).column(Column::When).is_some() { Column::When } else { Column::Level };
                let message = format!("một lượt công nhận của {} được ghi hai lần; chỉ tính một lần", quoted(&model.name));
                let finding = RULE.finding(dossier.cell(at, column), message).graded(Severity::Review);
                findings.push(finding.of_unit(context.name(model.unit)).with_related([dossier.cell(first, column)]));
            }
        }
    }
    findings
}

/// A model's matching keys.
struct Keys {
    name: String,
    performer: Option<String>,
    /// Is no other model carried out by them? Then nothing is alike to it.
    alone: bool,
}

/// The keys of all models.
fn keys(models: &[Model]) -> Vec<Keys> {
    let performer = |model: &Model| model.performer.as_deref().map(name::key).filter(|key| !key.is_empty());
    let of = |model: &Model| Keys { name: name::key(&model.name), performer: performer(model), alone: false };
    let mut keys: Vec<Keys> = models.iter().map(of).collect();
    // By hash: two performers of one hash are only compared in vain.
    let hash = |performer: &String| {
        let mut hasher = DefaultHasher::new();
        performer.hash(&mut hasher);
        hasher.finish()
    };
    let hashes: Vec<Option<u64>> = keys.iter().map(|key| key.performer.as_ref().map(hash)).collect();
    let mut sorted: Vec<u64> = hashes.iter().copied().flatten().collect();
    sorted.sort_unstable();
    let is_alone = |hash: u64| {
        let first = sorted.partition_point(|other| *other < hash);
        sorted.get(first + 1) != Some(&hash)
    };
    let alone: Vec<bool> = hashes.into_iter().map(|hash| hash.is_some_and(is_alone)).collect();
    for (key, alone) in keys.iter_mut().zip(alone) {
        key.alone = alone;
    }
    keys
}

fn cell(context: &Context<'_>, model: &Model) -> Option<Origin> {
    model.rows.first().map(|&row| context.dossier.cell(row, Column::Name))
}

/// One name with one performer in several units.
fn in_two_units(context: &Context<'_>, keys: &[Keys]) -> Vec<Finding> {
    let models = &context.dossier.models;
    let mut same: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| !key.alone) {
        if let Some(performer) = &key.performer {
            same.entry((&key.name, performer)).or_default().push(index);
        }
    }
    let mut findings = Vec::new();
    for group in same.into_values() {
        let units: BTreeSet<UnitId> = group.iter().map(|&i| models[i].unit).collect();
        // Where it is in doubt whose a file is, its models seem to be of two units.
        let sure = units.len() > 1 && !units.iter().any(|&unit| context.is_doubtful(unit));
        let Some(last) = group.last().map(|&i| &models[i]).filter(|_| sure) else { continue };
        let Some(at) = cell(context, last) else { continue };
        let others: Vec<&str> = units.iter().filter(|&&unit| unit != last.unit).map(|&unit| context.name(unit)).collect();
        let message = format!("{} cũng được {} đăng ký, cùng người thực hiện", quoted(&last.name), names(&others, "đơn vị"));
        let related = group[..group.len() - 1].iter().filter_map(|&i| cell(context, &models[i]));
        findings.push(RULE.finding(at, message).graded(Severity::Review).of_unit(context.name(last.unit)).with_related(related));
    }
    findings
}

/// One name in one unit, with one performer under two codes, or with a performer spelt in two ways.
fn in_one_unit(context: &Context<'_>, keys: &[Keys]) -> Vec<Finding> {
    let models = &context.dossier.models;
    let repeated: BTreeSet<RowRef> = context.dossier.repeated.iter().flat_map(|&(a, b)| [a, b]).collect();
    let is_repeated = |index: usize| models[index].rows.iter().any(|row| repeated.contains(row));
    let mut same: BTreeMap<(UnitId, &str), Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| key.performer.is_some()) {
        same.entry((models[index].unit, &key.name)).or_default().push(index);
    }
    let mut findings = Vec::new();
    for group in same.into_values().filter(|group| group.len() > 1 && group.len() <= NEIGHBOURS) {
        for (at, &second) in group.iter().enumerate() {
            let first = group[..at].iter().find(|&&first| {
                let pair = keys[first].performer.as_deref().zip(keys[second].performer.as_deref());
                pair.is_some_and(|(a, b)| a == b || is_slip(a, b)) && !(is_repeated(first) && is_repeated(second))
            });
            let Some((&first, at)) = first.zip(cell(context, &models[second])) else { continue };
            let one = keys[first].performer == keys[second].performer;
            let (how, severity, column) = if one {
                ("hai lần, với hai mã khác nhau", Severity::MustFix, Column::Code)
            } else {
                (
                    "hai lần, người thực hiện ghi gần giống nhau; kiểm tra có phải là một không",
                    Severity::Review,
                    Column::Performer,
                )
            };
            let message = format!("{} được đăng ký {how}", quoted(&models[second].name));
            let rows = models[first].rows.iter().chain(&models[second].rows);
            let related = rows.map(|row| context.dossier.cell(*row, column)).chain(cell(context, &models[first]));
            let finding = RULE.finding(at, message).graded(severity).of_unit(context.name(models[second].unit));
            findings.push(finding.with_related(related));
        }
    }
    findings
}

/// Nearly one name with one performer; or, where neither tells its performer, in one unit.
fn near_names(context: &Context<'_>, keys: &[Keys]) -> Vec<Finding> {
    let models = &context.dossier.models;
    let mut buckets: BTreeMap<(Option<UnitId>, &str), Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| !key.alone) {
        let bucket = key.performer.as_deref().map_or((Some(models[index].unit), ""), |performer| (None, performer));
        buckets.entry(bucket).or_default().push(index);
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((unit, _), mut bucket) in buckets {
        let named = unit.is_none();
        bucket.sort_by(|&a, &b| keys[a].name.cmp(&keys[b].name));
        pairs.extend(neighbours(&bucket, keys, named));
        bucket.sort_by_cached_key(|&i| keys[i].name.chars().rev().collect::<String>());
        pairs.extend(neighbours(&bucket, keys, named));
    }
    let finding = |(a, b): (usize, usize)| {
        let (first, second) = (&models[a], &models[b]);
        let at = cell(context, second)?;
        let message =
            format!("{} gần giống {}; kiểm tra có phải là một mô hình không", quoted(&second.name), quoted(&first.name));
        let finding = RULE.finding(at, message).graded(Severity::Review).of_unit(context.name(second.unit));
        Some(finding.with_texts(&second.name, &first.name).with_related(cell(context, first)))
    };
    pairs.into_iter().filter_map(finding).collect()
}

fn neighbours(sorted: &[usize], keys: &[Keys], same_performer: bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, &a) in sorted.iter().enumerate() {
        for &b in sorted.iter().skip(at + 1).take(NEIGHBOURS) {
            if is_near(&keys[a].name, &keys[b].name, same_performer) {
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}
