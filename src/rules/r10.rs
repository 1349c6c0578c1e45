//! R10: a model is recognised at a level at which it is not registered, while its unit registers others there.

use std::collections::BTreeSet;

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R10",
    name: "recognised-but-not-registered",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Mô hình được công nhận ở một cấp nhưng không đăng ký ở cấp đó, trong khi đơn vị có đăng ký mô hình ở cấp đó.",
    why: "Mô hình được công nhận phải nằm trong danh sách đăng ký; thiếu thì số công nhận có thể nhiều hơn số đăng ký.",
    remedy: "Bổ sung cấp vào cột Cấp đăng ký, hoặc bỏ dấu công nhận nếu ghi nhầm dòng.",
    basis: "Công nhận trong số đã đăng ký. Chỉ xét ở cấp mà đơn vị có đăng ký ít nhất một mô hình; cột Cấp đăng ký để trống thì chỉ cần rà soát.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut rows = Vec::new();
    for level in dossier.authority.level_ids() {
        let registered = dossier.models.iter().filter(|m| m.is_registered() && m.levels.contains(level));
        let registering: BTreeSet<UnitId> = registered.map(|m| m.unit).collect();
        for model in &dossier.models {
            // What is registered higher up may well be recognised on the way there.
            if !model.is_registered() || model.levels.iter().any(|l| l >= level) || !registering.contains(&model.unit) {
                continue;
            }
            let Some(recognised) = model.recognised_at(level).next() else { continue };
            let said = model.rows.iter().rev().find(|row| dossier.model_row(**row).is_some_and(|r| !r.levels.is_empty()));
            let severity = if said.is_some() { Severity::MustFix } else { Severity::Review };
            let name = &dossier.authority.level(level).name;
            let levels: Vec<&str> = model.levels.iter().map(|l| dossier.authority.level(l).name.as_str()).collect();
            let related = said.or(model.rows.last()).map(|row| dossier.cell(*row, Column::RegisteredLevel));
            rows.push(Row {
                at: recognised.at,
                unit: model.unit,
                severity,
                title: &model.name,
                message: format!("được công nhận {name} nhưng chỉ đăng ký {}", levels.join(", ")),
                related: related.into_iter().collect(),
            });
        }
    }
    gather(context, &RULE, rows, "mô hình được công nhận ở cấp không đăng ký")
}
