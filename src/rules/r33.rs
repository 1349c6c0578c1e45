//! R33: a file's Kỳ báo cáo is not the conference's period: disjoint from it, or only overlapping.

use std::collections::BTreeSet;

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Finding, Origin, Period, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R33",
    name: "wrong-period",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Kỳ báo cáo ghi trong tệp khác kỳ của hội nghị.",
    why: "Số liệu của kỳ khác sẽ làm sai tổng số; số liệu của tệp vẫn được tính cho đến khi sửa.",
    remedy: "Hỏi lại đơn vị: ghi nhầm kỳ thì sửa ô Kỳ báo cáo, gửi nhầm tệp thì gửi lại tệp đúng kỳ.",
    basis: "Kỳ của hội nghị (ky) và các giai đoạn (chia_giai_doan) trong hoi-nghi.toml. Kỳ chỉ giao nhau một phần: cần rà soát.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let authority = &context.dossier.authority;
    // A workspace that declares no period has an unlabelled one.
    if authority.period.label.is_empty() {
        return Vec::new();
    }
    let (mut findings, mut seen) = (Vec::new(), BTreeSet::new());
    for (reading, file) in context.dossier.readings.iter().zip(0u32..) {
        if context.is_file_replaced(file) {
            continue;
        }
        for (text, period, at) in reading.contexts.iter().filter_map(|c| c.period.as_ref()) {
            let Some(period) = period else { continue };
            let fits = period.same_days(&authority.period) || authority.sub_periods.iter().any(|s| s.same_days(period));
            if fits || is_whole_life(context, *at, period) || !seen.insert(*at) {
                continue;
            }
            let (severity, how) = if period.overlaps(&authority.period) {
                (Severity::Review, "chỉ trùng một phần với")
            } else {
                (Severity::MustFix, "không thuộc")
            };
            let message = format!("kỳ báo cáo ghi {}, {how} kỳ của hội nghị {}", quoted(text), quoted(&authority.period.label));
            findings.push(RULE.finding(*at, message).graded(severity).with_texts(text, &authority.period.label));
        }
    }
    findings
}

/// Does the file report on all of the conference's period in which its unit existed (a commune until it was merged)?
fn is_whole_life(context: &Context<'_>, at: Origin, told: &Period) -> bool {
    let Some(unit) = context.unit_at(at).map(|unit| context.dossier.units.unit(unit)) else { return false };
    let whole = &context.dossier.authority.period;
    if unit.from.is_none() && unit.to.is_none() {
        return false;
    }
    let first = unit.from.map_or(whole.from.year, |from| from.max(whole.from.year));
    let last = unit.to.map_or(whole.to.year, |to| to.min(whole.to.year));
    (told.from.year, told.to.year) == (first, last)
}
