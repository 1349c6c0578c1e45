//! R31: a model registered twice: in one unit, in two, or under nearly the same name.
//!
//! One generic title with different performers is no duplicate. Near names are looked for only among neighbours in
//! sorted order (read forwards and backwards), so a province's lists stay near-linear.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::words::{names, quoted};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Model, Origin, RowRef, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R31",
    name: "registered-twice",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Một mô hình được đăng ký hai lần: trong cùng đơn vị (phải sửa), ở hai đơn vị hoặc với tên gần giống nhau (cần rà soát).",
    why: "Mô hình bị đếm hai lần. Cho đến khi sửa, cả hai dòng vẫn được tính.",
    remedy: "Bỏ dòng trùng, hoặc thống nhất đơn vị nào đăng ký. Nếu là hai mô hình khác nhau thì ghi rõ tên, người thực hiện rồi giải trình.",
    basis: "Một mô hình chỉ đăng ký một lần trong kỳ; cùng tên nhưng khác người thực hiện không phải là trùng.",
    check,
};

/// How many neighbours in sorted order a name is compared with.
const NEIGHBOURS: usize = 6;

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = repeated(context);
    let keys = keys(&context.dossier.models);
    findings.extend(in_two_units(context, &keys));
    findings.extend(near_names(context, &keys));
    findings
}

/// The same row twice in one file and year.
fn repeated(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut copies: BTreeMap<RowRef, Vec<Origin>> = BTreeMap::new();
    for &(first, second) in &dossier.repeated {
        copies.entry(first).or_default().push(dossier.cell(second, Column::Name));
    }
    // Rows pasted as a block stand below one another as the rows they repeat do.
    let mut blocks: Vec<Vec<(RowRef, Vec<Origin>)>> = Vec::new();
    for copy in copies {
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(|last| follows(last, &copy)) => block.push(copy),
            _ => blocks.push(vec![copy]),
        }
    }
    blocks.iter().filter_map(|block| of_block(context, block)).collect()
}

/// Does a repeated row stand right below another, and its copy right below the other's copy?
fn follows(last: &(RowRef, Vec<Origin>), next: &(RowRef, Vec<Origin>)) -> bool {
    let below = |(a, b): (&Origin, &Origin)| {
        let rows = a.cell.zip(b.cell).is_some_and(|(a, b)| a.row + 1 == b.row);
        rows && (a.file, a.sheet) == (b.file, b.sheet)
    };
    let table = |row: RowRef| (row.file, row.table);
    table(last.0) == table(next.0)
        && last.0.row + 1 == next.0.row
        && last.1.len() == next.1.len()
        && last.1.iter().zip(&next.1).all(below)
}

fn of_block(context: &Context<'_>, block: &[(RowRef, Vec<Origin>)]) -> Option<Finding> {
    let dossier = context.dossier;
    let (first, copies) = block.first()?;
    let (&at, rest) = copies.split_first()?;
    let title = dossier.model_row(*first).map_or("", |row| row.name.as_str());
    let original = dossier.cell(*first, Column::Name);
    let last = block.last().and_then(|(last, _)| dossier.cell(*last, Column::Name).cell);
    if block.len() == 1 {
        let message = format!("{} được ghi {} lần trong cùng một biểu", quoted(title), copies.len() + 1);
        return Some(RULE.finding(at, message).with_related([original]).with_related(rest.iter().copied()));
    }
    let source = last.map_or(original, |last| original.through(last.row, last.col));
    let message = format!(
        "{} dòng liền nhau, từ {}, giống hệt các dòng ở ô {}: có thể bị dán lặp",
        block.len(),
        quoted(title),
        dossier.a1(source).unwrap_or_default()
    );
    let others = block.iter().flat_map(|(_, copies)| copies.iter().copied()).filter(|place| *place != at);
    Some(RULE.finding(at, message).with_related([source]).with_related(others))
}

/// A model's matching keys.
struct Keys {
    /// Left empty where nothing is compared with it.
    name: String,
    performer: Option<String>,
    /// Is no other model carried out by them? Then nothing is alike to it.
    alone: bool,
}

/// The keys of all models.
fn keys(models: &[Model]) -> Vec<Keys> {
    let performer = |model: &Model| model.performer.as_deref().map(name::key).filter(|key| !key.is_empty());
    let of = |model: &Model| Keys { name: String::new(), performer: performer(model), alone: false };
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
    for ((key, alone), model) in keys.iter_mut().zip(alone).zip(models) {
        key.alone = alone;
        if !alone {
            key.name = name::key(&model.name);
        }
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
        let Some(last) = group.last().map(|&i| &models[i]).filter(|_| units.len() > 1) else { continue };
        let Some(at) = cell(context, last) else { continue };
        let others: Vec<&str> = units.iter().filter(|&&unit| unit != last.unit).map(|&unit| context.name(unit)).collect();
        let message = format!("{} cũng được {} đăng ký, cùng người thực hiện", quoted(&last.name), names(&others, "đơn vị"));
        let related = group[..group.len() - 1].iter().filter_map(|&i| cell(context, &models[i]));
        findings.push(RULE.finding(at, message).graded(Severity::Review).of_unit(context.name(last.unit)).with_related(related));
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

/// Are two different names so alike that they may be one? Numbers must agree ("tổ 1", "tổ 2"); then either only marks
/// differ, or one word is mistyped, or, with one performer, one name has a word or two more than the other.
fn is_near(a: &str, b: &str, same_performer: bool) -> bool {
    if a == b || a.is_empty() || b.is_empty() {
        return false;
    }
    let (a, b) = (title_words(a), title_words(b));
    let (left, right): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let numbers = |words: &[&str]| words.iter().filter(|w| is_number(w)).map(|w| (*w).to_owned()).collect::<Vec<_>>();
    if numbers(&left) != numbers(&right) {
        return false;
    }
    if left == right {
        return same_performer || left.len() > 3;
    }
    let (only_left, only_right) = (without(&left, &right), without(&right, &left));
    match (only_left.as_slice(), only_right.as_slice()) {
        ([x], [y]) => x.len().min(y.len()) >= 4 && strsim::levenshtein(x, y) == 1 && left.len() > 3,
        (more, []) | ([], more) => {
            same_performer
                && !more.is_empty()
                && more.len() <= 2
                && left.len().min(right.len()) > 3
                && strsim::jaro_winkler(&a, &b) >= 0.93
        }
        _ => false,
    }
}

/// The words of a title without marks, and without the "mô hình", "điển hình" it may begin with.
fn title_words(title: &str) -> String {
    let words = name::slug_words(title);
    let rest = words.strip_prefix("mo hinh ").or_else(|| words.strip_prefix("dien hinh ")).unwrap_or(&words);
    rest.to_owned()
}

/// The words of one list that the other lacks.
fn without<'a>(words: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    let mut left: Vec<&str> = others.to_vec();
    words
        .iter()
        .copied()
        .filter(|word| match left.iter().position(|other| other == word) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .collect()
}

/// Digits, Roman numerals and single letters tell things of one kind apart.
fn is_number(word: &str) -> bool {
    word.chars().count() == 1 || word.bytes().any(|b| b.is_ascii_digit()) || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, same_performer: bool, expected: bool) {
        assert_eq!(is_near(&name::key(a), &name::key(b), same_performer), expected, "{a} / {b}");
    }

    #[test]
    fn a_slip_of_the_pen_is_near() {
        check("Tuyến đường xanh - sạch - đẹp", "Tuyến đuờng xanh - sạch - đẹp", false, true);
        check("Vận động hiến đất làm đường", "Vận động hiến đất làm đưòng", false, true);
        check("Vận động Nhân dân hiến đất", "Vận động Nhân dân hiếnn đất", false, true);
        check("Vận động hiến đất làm đường giao thông", "Mô hình vận động hiến đất làm đường giao thông", true, true);
        check("Camera an ninh khu dân cư", "Camera an ninh khu dân cư kiểu mẫu", true, true);
    }

    #[test]
    fn things_of_one_kind_are_not_near() {
        check("Tổ tự quản khu phố 1", "Tổ tự quản khu phố 2", true, false);
        check("Ánh sáng an ninh ấp Tân Lập", "Ánh sáng an ninh ấp Tân Lợi", true, false);
        check("Tổ hợp tác trồng rau", "Tổ hợp tác nuôi tôm", true, false);
        check("Camera an ninh khu dân cư", "Camera an ninh khu dân cư kiểu mẫu", false, false);
    }
}
