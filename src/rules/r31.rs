//! R31: a model registered twice: in one unit, in two, or under nearly the same name.
//!
//! One generic title with different performers is no duplicate. Near names are looked for only among neighbours in
//! sorted order (read forwards and backwards), so a province's lists stay near-linear.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{MANY, runs};
use super::likeness::{is_near, is_slip, is_slip_of_letter};
use super::words::{figure, names, quoted};
use super::{Adjusted as _, Blank, Context, Rule, pasted};
use crate::model::{Column, Content, Finding, Fingerprint, Model, Origin, RowRef, Severity, UnitId, name};

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
    let by_performer = by_performer(&context.dossier.models);
    findings.extend(in_two_units(context, &by_performer));
    findings.extend(in_one_unit(context));
    findings.extend(near_names(context, &by_performer));
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
            // A row whose code is another model's than its name is C09's.
            if row.name.as_deref().is_some_and(|title| name::key(title) != name::key(&model.name)) {
                continue;
            }
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

/// Models of one performer; of one unit, where no performer is told. A model alone in its group is like no other.
fn by_performer(models: &[Model]) -> Vec<Vec<usize>> {
    let group = |model: &Model| (model.performer_print, (!model.performer_print.is_told()).then_some(model.unit));
    let mut sorted: Vec<_> = models.iter().zip(0..).map(|(model, index)| (group(model), index)).collect();
    sorted.sort_unstable();
    let several = sorted.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    let mut groups: Vec<Vec<usize>> = several.map(|group| group.iter().map(|&(_, index)| index).collect()).collect();
    groups.sort_unstable();
    groups
}

fn cell(context: &Context<'_>, model: &Model) -> Option<Origin> {
    model.rows.first().map(|&row| context.dossier.cell(row, Column::Name))
}

/// One name with one performer in several units.
fn in_two_units(context: &Context<'_>, by_performer: &[Vec<usize>]) -> Vec<Finding> {
    let models = &context.dossier.models;
    let mut same: Vec<Vec<usize>> = Vec::new();
    for theirs in by_performer.iter().filter(|theirs| models[theirs[0]].performer_print.is_told()) {
        let mut by_name: BTreeMap<Fingerprint, Vec<usize>> = BTreeMap::new();
        for &index in theirs {
            by_name.entry(models[index].name_print).or_default().push(index);
        }
        same.extend(by_name.into_values());
    }
    same.sort_unstable();
    // A block of rows that two units have sent is one cause: by the sheet of the last, and by the units.
    let mut blocks: BTreeMap<_, Vec<Shared<'_>>> = BTreeMap::new();
    for group in same {
        let units: BTreeSet<UnitId> = group.iter().map(|&i| models[i].unit).collect();
        // Where it is in doubt whose a file is, its models seem to be of two units.
        let sure = units.len() > 1 && !units.iter().any(|&unit| context.is_doubtful(unit));
        let Some((last, others)) = group.split_last().filter(|_| sure) else { continue };
        let Some(at) = cell(context, &models[*last]) else { continue };
        let others = others.iter().filter_map(|&i| cell(context, &models[i])).collect();
        let shared = Shared { at, others, model: &models[*last] };
        blocks.entry((at.file, at.sheet, shared.model.unit, units)).or_default().push(shared);
    }
    blocks.into_iter().flat_map(|((.., unit, units), block)| of_block(context, unit, &units, block)).collect()
}

/// A model that several units have registered: its cell in the last of them, and in the others.
struct Shared<'a> {
    at: Origin,
    others: Vec<Origin>,
    model: &'a Model,
}

/// The models of one sheet that the same other units have registered: each by itself, or together where they are many.
fn of_block(context: &Context<'_>, unit: UnitId, units: &BTreeSet<UnitId>, mut block: Vec<Shared<'_>>) -> Vec<Finding> {
    block.sort_by_key(|shared| shared.at);
    let others: Vec<&str> = units.iter().filter(|&&other| other != unit).map(|&other| context.name(other)).collect();
    let others = names(&others, "đơn vị");
    let finding = |at: Origin, message: String| RULE.finding(at, message).graded(Severity::Review).of_unit(context.name(unit));
    if block.len() < MANY {
        let one = |shared: Shared<'_>| {
            let message = format!("{} cũng được {others} đăng ký, cùng người thực hiện", quoted(&shared.model.name));
            finding(shared.at, message).with_related(shared.others)
        };
        return block.into_iter().map(one).collect();
    }
    let titles: Vec<String> = block.iter().take(3).map(|shared| quoted(&shared.model.name)).collect();
    let message = format!(
        "{} mô hình cũng được {others} đăng ký, cùng người thực hiện: {} và {} mô hình khác; có thể một danh sách được gửi ở cả hai nơi",
        figure(block.len() as u64),
        titles.join(", "),
        figure((block.len() - titles.len()) as u64)
    );
    let mut elsewhere: Vec<Origin> = block.iter().flat_map(|shared| shared.others.iter().copied()).collect();
    elsewhere.sort_unstable();
    let own = runs(block[1..].iter().map(|shared| shared.at));
    vec![finding(block[0].at, message).with_related(own).with_related(runs(elsewhere))]
}

/// One name in one unit, with one performer under two codes, or with a performer spelt in two ways.
fn in_one_unit(context: &Context<'_>) -> Vec<Finding> {
    let models = &context.dossier.models;
    let repeated: BTreeSet<RowRef> = context.dossier.repeated.iter().flat_map(|&(a, b)| [a, b]).collect();
    let is_repeated = |index: usize| models[index].rows.iter().any(|row| repeated.contains(row));
    let named = context.titles().by_unit().filter(|group| group.len() > 1).map(|group| {
        let own = group.iter().filter(|&&(title, _, index)| models[index].name_print == title).map(|&(.., index)| index);
        own.collect()
    });
    let mut same: Vec<Vec<usize>> = named.filter(|group: &Vec<usize>| (2..=NEIGHBOURS).contains(&group.len())).collect();
    same.sort_unstable();
    // A list in which it stands without its performer.
    let lacks_performer = |first: usize, second: usize| {
        let files = |index: usize| models[index].rows.iter().map(|row| row.file).collect::<BTreeSet<u32>>();
        models[first].performer_print.is_told() != models[second].performer_print.is_told()
            && files(first).is_disjoint(&files(second))
    };
    // One code of two models (R31, C09) is told as that.
    let two_names = |index: usize| {
        let mut rows = models[index].rows.iter().filter_map(|row| context.dossier.model_row(*row));
        rows.any(|row| Fingerprint::of(&row.name) != models[index].name_print)
    };
    let title = |row: &RowRef| context.dossier.model_row(*row).map(|row| Fingerprint::of(&row.name));
    let of_code = context.dossier.repeated.iter().filter(|(a, b)| title(a) != title(b));
    let of_code: BTreeSet<RowRef> = of_code.flat_map(|&(a, b)| [a, b]).collect();
    let one_code = |index: usize| two_names(index) || models[index].rows.iter().any(|row| of_code.contains(row));
    let mut findings = Vec::new();
    for group in same {
        let performer = |&index: &usize| models[index].performer.as_deref().unwrap_or_default();
        let performers: Vec<(String, &str)> = group.iter().map(|at| (name::key(performer(at)), performer(at))).collect();
        for (nth, &second) in group.iter().enumerate() {
            let like = |other: &usize| {
                let ((a, written), (b, so_written)) = (&performers[*other], &performers[nth]);
                let slip = || is_slip(a, b) || is_slip_of_letter(written, so_written);
                let alike = !a.is_empty() && !b.is_empty() && (a == b || slip());
                (alike || lacks_performer(group[*other], second)) && !(is_repeated(group[*other]) && is_repeated(second))
            };
            let Some((other, at)) = (0..nth).find(like).zip(cell(context, &models[second])) else { continue };
            let (first, one) = (group[other], performers[other].0 == performers[nth].0);
            if one && (one_code(first) || one_code(second)) {
                continue;
            }
            let (how, severity, column) = if one {
                ("hai lần, với hai mã khác nhau", Severity::MustFix, Column::Code)
            } else if lacks_performer(first, second) {
                (
                    "ở hai biểu, một biểu không ghi người thực hiện; kiểm tra có phải là một không",
                    Severity::Review,
                    Column::Performer,
                )
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
fn near_names(context: &Context<'_>, by_performer: &[Vec<usize>]) -> Vec<Finding> {
    let models = &context.dossier.models;
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for group in by_performer {
        let told = models[group[0]].performer_print.is_told();
        let mut named: Vec<(String, usize)> = group.iter().map(|&index| (name::key(&models[index].name), index)).collect();
        named.sort();
        pairs.extend(neighbours(&named, told));
        named.sort_by_cached_key(|(name, _)| name.chars().rev().collect::<String>());
        pairs.extend(neighbours(&named, told));
    }
    let finding = |(a, b): (usize, usize)| {
        let (first, second) = (&models[a], &models[b]);
        let at = cell(context, second)?;
        let message =
            format!("{} gần giống {}; kiểm tra có phải là một mô hình không", quoted(&second.name), quoted(&first.name));
        let finding = RULE.finding(at, message).graded(Severity::Review).of_unit(context.name(second.unit));
        Some(finding.with_texts(&*second.name, &*first.name).with_related(cell(context, first)))
    };
    pairs.into_iter().filter_map(finding).collect()
}

fn neighbours(sorted: &[(String, usize)], same_performer: bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, (name, a)) in sorted.iter().enumerate() {
        let near = sorted.iter().skip(at + 1).take(NEIGHBOURS).filter(|(other, _)| is_near(name, other, same_performer));
        pairs.extend(near.map(|(_, b)| (*a.min(b), *a.max(b))));
    }
    pairs
}
