//! R13: a model is recognised at an upper level without having been nominated for it, while its unit tells the
//! nomination of others that were recognised.
//!
//! The trap: the column often holds only new nominations, beside models recognised years ago.

use std::collections::BTreeSet;

use super::gathered::{Row, gather};
use super::r11::registered_directly;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Model, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R13",
    name: "recognised-but-not-nominated",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Mô hình được cấp trên công nhận nhưng không có trong số đơn vị đề nghị lên cấp đó.",
    why: "Cấp trên công nhận trong số được đề nghị; có thể đánh dấu nhầm dòng hoặc sót đề nghị.",
    remedy: "Kiểm tra đúng mô hình chưa; nếu đã đề nghị thì ghi vào cột Đề nghị công nhận cấp.",
    basis: "Chỉ xét khi đơn vị ghi đề nghị cho mô hình khác đã được cấp đó công nhận; mô hình đăng ký trực tiếp ở cấp trên thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let authority = &dossier.authority;
    let mut rows = Vec::new();
    for upper in authority.level_ids().skip(1) {
        let recognised = |m: &Model| m.recognised_at(upper).next().is_some();
        let nominating: BTreeSet<UnitId> =
            dossier.models.iter().filter(|m| m.nominated.contains(upper) && recognised(m)).map(|m| m.unit).collect();
        for model in dossier.models.iter().filter(|m| nominating.contains(&m.unit) && m.is_registered()) {
            // A model nominated for a higher level has been through this one.
            if model.nominated.iter().any(|level| level >= upper) {
                continue;
            }
            let Some(recognised) = model.recognised_at(upper).next() else { continue };
            let lower = authority.levels_below(upper, authority.years_of(recognised.when));
            if registered_directly(model, upper, &lower) {
                continue;
            }
            rows.push(Row {
                at: recognised.at,
                unit: model.unit,
                severity: Severity::Review,
                title: &model.name,
                message: format!("được công nhận {0} nhưng đơn vị không đề nghị công nhận {0}", authority.level(upper).name),
                related: model.rows.last().map(|row| dossier.cell(*row, Column::NominatedLevel)).into_iter().collect(),
            });
        }
    }
    gather(context, &RULE, rows, "mô hình được cấp trên công nhận nhưng đơn vị không đề nghị")
}
