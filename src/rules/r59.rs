//! R59: a unit's list is the previous period's but for the years: last year's file sent again.

use std::collections::{BTreeMap, BTreeSet};

use super::past::Past;
use super::places::Places;
use super::{Blank, Context, Rule};
use crate::model::{Finding, Model, Severity, Text, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R59",
    name: "list-of-last-period",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Danh sách mô hình của đơn vị giống hệt danh sách kỳ trước, chỉ khác năm.",
    why: "Có thể đơn vị gửi lại tệp kỳ trước, chưa cập nhật.",
    remedy: "Hỏi lại đơn vị; đúng là không thay đổi thì giải trình.",
    basis: "Danh sách kỳ trước (ky_truoc.danh_sach trong hoi-nghi.toml), so tên, người thực hiện, lĩnh vực, đăng ký mới hay duy trì, kết quả.",
    check,
};

/// Shorter lists may well be alike.
const FEWEST: usize = 3;

fn check(context: &Context<'_>) -> Vec<Finding> {
    let Some(past) = Past::of(context) else { return Vec::new() };
    let copies = copies(context, &past);
    let lists = Places::of(context);
    let finding = |unit: UnitId| {
        let ranges = lists.lists(unit);
        let (&at, others) = ranges.split_first()?;
        let before = past.of_unit(unit);
        let place = before.first().map_or("", |past| past.place.as_str());
        let message = format!("{} mô hình giống hệt danh sách kỳ trước ({place})", before.len());
        Some(RULE.finding(at, message).of_unit(context.name(unit)).with_related(others.iter().copied()))
    };
    copies.into_iter().filter_map(finding).collect()
}

/// The units whose list is the one they sent before, but for the years.
pub(super) fn copies(context: &Context<'_>, past: &Past<'_>) -> BTreeSet<UnitId> {
    let mut now: BTreeMap<UnitId, BTreeSet<String>> = BTreeMap::new();
    for model in context.dossier.models.iter().filter(|m| past.of_unit(m.unit).len() >= FEWEST) {
        now.entry(model.unit).or_default().insert(told(model));
    }
    now.retain(|unit, list| *list == past.of_unit(*unit).iter().map(|past| told(&past.model)).collect());
    now.into_keys().collect()
}

/// All a list says of a model, years aside.
fn told(model: &Model) -> String {
    let key = |text: &Option<Text>| text.as_deref().map(name::key).unwrap_or_default();
    format!(
        "{}|{}|{}|{:?}|{:?}|{:?}|{:?}|{:?}|{}",
        name::key(&model.name),
        key(&model.performer),
        key(&model.address),
        model.owner,
        model.field,
        model.novelty,
        model.effective,
        model.replicated,
        key(&model.outcome)
    )
}
