//! R56: a model is said to be maintained, but the previous period's list has no such model.

use std::collections::BTreeMap;

use super::gathered::{Row, gather};
use super::past::Past;
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Novelty, Origin, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R56",
    name: "maintained-without-predecessor",
    severity: Severity::Review,
    blank: Blank::Inconclusive,
    what: "Mô hình ghi Duy trì nhưng danh sách kỳ trước không có.",
    why: "Số mô hình duy trì bị cao hơn thực tế, hoặc tên mô hình đã bị ghi khác đi.",
    remedy: "Kiểm tra tên mô hình so với kỳ trước; đăng ký lần đầu thì sửa thành Mới.",
    basis: "Danh sách kỳ trước (ky_truoc.danh_sach trong hoi-nghi.toml).",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let Some(past) = Past::of(context) else { return Vec::new() };
    let dossier = context.dossier;
    let (mut rows, mut unknown) = (Vec::new(), BTreeMap::<UnitId, (Origin, usize)>::new());
    for model in dossier.models.iter().filter(|m| m.novelty == Some(Novelty::Maintained) && past.same(m).is_none()) {
        let Some(&row) = model.rows.first() else { continue };
        let at = dossier.cell(row, Column::Novelty);
        let before = past.of_unit(model.unit);
        if before.is_empty() {
            unknown.entry(model.unit).or_insert((at, 0)).1 += 1;
            continue;
        }
        let near = name::nearest(&model.name, before.iter().map(|past| &*past.model.name));
        let offer = near.map_or_else(String::new, |near| format!("; có phải là {}?", quoted(near)));
        rows.push(Row {
            at,
            unit: model.unit,
            severity: Severity::Review,
            title: &model.name,
            message: format!("ghi Duy trì, nhưng danh sách kỳ trước không có{offer}"),
            related: Vec::new(),
        });
    }
    let mut findings = gather(context, &RULE, rows, "mô hình ghi Duy trì nhưng danh sách kỳ trước không có");
    findings.extend(unknown.into_iter().map(|(unit, (at, count))| {
        let message = format!("chưa thể kết luận đối với {count} mô hình ghi Duy trì: kỳ trước không có danh sách của đơn vị");
        RULE.finding(at, message).graded(Severity::Note).of_unit(context.name(unit))
    }));
    findings
}
