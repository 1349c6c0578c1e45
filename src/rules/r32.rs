//! R32: a model of the previous period is registered as new.

use super::gathered::{Row, gather};
use super::past::Past;
use super::r59::copies;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Novelty, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R32",
    name: "carried-over-as-new",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Mô hình đã có trong danh sách kỳ trước nhưng ghi là đăng ký mới.",
    why: "Số đăng ký mới bị cao hơn thực tế.",
    remedy: "Sửa cột Đăng ký thành Duy trì; nếu là mô hình khác trùng tên thì ghi rõ tên rồi giải trình.",
    basis: "Danh sách kỳ trước (ky_truoc.danh_sach trong hoi-nghi.toml).",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let Some(past) = Past::of(context) else { return Vec::new() };
    let dossier = context.dossier;
    let copies = copies(context, &past);
    let mut rows = Vec::new();
    for model in dossier.models.iter().filter(|m| m.novelty == Some(Novelty::New)) {
        let Some(before) = past.same(model) else { continue };
        let Some(&row) = model.rows.first() else { continue };
        // A whole list sent again is told by R59.
        if copies.contains(&model.unit) {
            continue;
        }
        rows.push(Row {
            at: dossier.cell(row, Column::Novelty),
            unit: model.unit,
            severity: Severity::Review,
            title: &model.name,
            message: format!("ghi là đăng ký mới, nhưng đã có trong danh sách kỳ trước ({})", before.place),
            related: Vec::new(),
        });
    }
    gather(context, &RULE, rows, "mô hình ghi là đăng ký mới nhưng đã có trong danh sách kỳ trước")
}
