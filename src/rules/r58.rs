//! R58: a model of the previous period that was going on is in no list of its unit any more.

use std::collections::BTreeMap;

use super::past::{Names, Past};
use super::places::Places;
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, Model, PastModel, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R58",
    name: "going-on-but-vanished",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Mô hình kỳ trước ghi Đang thực hiện nhưng kỳ này không còn trong danh sách.",
    why: "Có thể đơn vị sót mô hình duy trì, hoặc mô hình đã dừng mà chưa báo.",
    remedy: "Hỏi lại đơn vị; còn thực hiện thì bổ sung với Duy trì, đã dừng thì ghi Tình trạng là Dừng.",
    basis: "Danh sách kỳ trước (ky_truoc.danh_sach trong hoi-nghi.toml). Chỉ xét đơn vị đã gửi danh sách kỳ này. Mô hình ghi Dừng vẫn tính cho kỳ nó được đăng ký, công nhận; kỳ sau không hỏi nữa.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let Some(past) = Past::of(context) else { return Vec::new() };
    let mut now: BTreeMap<UnitId, Vec<&Model>> = BTreeMap::new();
    for model in &context.dossier.models {
        now.entry(model.unit).or_default().push(model);
    }
    let lists = Places::of(context);
    let mut findings = Vec::new();
    for (unit, models) in now {
        let names = Names::of(models.iter().copied());
        let stays = |past: &Model| names.alike(past).into_iter().any(|at| past.is_same(models[at]));
        let gone: Vec<&PastModel> =
            past.of_unit(unit).iter().copied().filter(|past| past.going_on && !stays(&past.model)).collect();
        let Some(at) = lists.lists(unit).first().copied() else { continue };
        if let Some(first) = gone.first() {
            let names: Vec<String> = gone.iter().take(3).map(|past| quoted(&past.model.name)).collect();
            let more = if gone.len() > 3 { format!(" và {} mô hình khác", gone.len() - 3) } else { String::new() };
            let message =
                format!("danh sách không còn {}{more}, kỳ trước ghi đang thực hiện ({})", names.join(", "), first.place);
            findings.push(RULE.finding(at, message).of_unit(context.name(unit)));
        }
    }
    findings
}
