//! R12: a model is nominated for a level without being recognised at the level below (by identity of the model).

use std::collections::BTreeMap;

use super::r11::{Below, below_cell, inconclusive, note_unknown, registered_directly};
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, LevelId, Model, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R12",
    name: "nominated-but-not-recognised",
    severity: Severity::Review,
    blank: Blank::Inconclusive,
    what: "Mô hình được đề nghị cấp trên công nhận nhưng chưa được công nhận ở cấp dưới liền kề.",
    why: "Cấp trên thường chỉ xét mô hình đã được cấp dưới công nhận; hồ sơ có thể bị trả lại.",
    remedy: "Kiểm tra mô hình đã được công nhận ở cấp mình chưa; nếu rồi thì bổ sung cột công nhận.",
    basis: "Đề nghị cấp trên trong số mô hình đã công nhận; mô hình đăng ký trực tiếp ở cấp trên thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let below = Below::of(context);
    let authority = &context.dossier.authority;
    let (mut findings, mut unknown) = (Vec::new(), BTreeMap::new());
    for model in context.dossier.models.iter().filter(|model| below.is_complete(model.unit)) {
        let mut nominated: Vec<LevelId> = model.nominated.iter().filter(|level| level.0 > 0).collect();
        nominated.sort_unstable();
        for upper in nominated {
            // Where it is recognised there already, R11 tells what lacks.
            if model.recognised_at(upper).next().is_some() {
                continue;
            }
            // What is nominated now is judged by the levels at the end of the period.
            let year = authority.period.to.year;
            let levels = authority.levels_below(upper, year..=year);
            let Some(&lower) = levels.first() else { continue };
            if registered_directly(model, upper, &levels) || model.recognitions.iter().any(|r| levels.contains(&r.level)) {
                continue;
            }
            let Some(at) = nomination(context, model, upper) else { continue };
            if !below.is_told(context, model, lower) {
                note_unknown(&mut unknown, at, lower);
                continue;
            }
            let message = format!(
                "{} được đề nghị công nhận {}, nhưng chưa được công nhận {}",
                quoted(&model.name),
                authority.level(upper).name,
                authority.level(lower).name
            );
            let related = below_cell(context, model, lower);
            findings.push(RULE.finding(at, message).of_unit(context.name(model.unit)).with_related(related));
            break;
        }
    }
    findings.extend(inconclusive(context, &RULE, unknown));
    findings
}

/// The cell that nominates the model for a level.
fn nomination(context: &Context<'_>, model: &Model, level: LevelId) -> Option<Origin> {
    let named = |row: &&_| context.dossier.model_row(**row).is_some_and(|r| r.nominated.contains(level));
    let row = model.rows.iter().rev().find(named).or_else(|| model.rows.last())?;
    Some(context.dossier.cell(*row, Column::NominatedLevel))
}
