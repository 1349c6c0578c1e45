//! R07: fields reported merged, so that only their sum can be tested; once a table, or once a unit's list.

use std::collections::BTreeMap;

use super::fields_down::members;
use super::words::{figure, quoted};
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Model, Origin, Severity, Subject, TotalsRow, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R07",
    name: "merged-fields",
    severity: Severity::Note,
    blank: Blank::Reported,
    what: "Số liệu của nhiều lĩnh vực ghi gộp vào một dòng.",
    why: "Chỉ đối chiếu được tổng số; báo cáo phải nêu nhóm lĩnh vực này bằng một số.",
    remedy: "Có số riêng thì tách ra từng lĩnh vực; không thì để nguyên.",
    basis: "Nhóm lĩnh vực được phép ghi gộp: [[nhom_linh_vuc]] trong hoi-nghi.toml.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (placed, rows) in context.totals() {
        let merged: Vec<&TotalsRow> = rows.iter().filter(|row| is_merged(context, row, rows)).collect();
        let Some(first) = merged.first() else { continue };
        let col = placed.table.column(Column::Subject).unwrap_or(0);
        let message = format!("{} ghi gộp: chỉ đối chiếu được với tổng số, chưa biết từng lĩnh vực", quoted(&first.label));
        let others = merged.iter().skip(1).map(|row| placed.cell(row.row, col));
        findings.push(RULE.finding(placed.cell(first.row, col), message).with_related(others));
    }
    let mut lists: BTreeMap<UnitId, Vec<&Model>> = BTreeMap::new();
    for model in context.dossier.models.iter().filter(|m| m.is_registered() && m.field.is_none() && m.field_group.is_some()) {
        lists.entry(model.unit).or_default().push(model);
    }
    for (unit, models) in lists {
        let cells: Vec<Origin> =
            models.iter().filter_map(|m| m.rows.first()).map(|&row| context.dossier.cell(row, Column::Field)).collect();
        let Some((&first, others)) = cells.split_first() else { continue };
        let count = figure(models.len() as u64);
        let message = format!("{count} mô hình ghi gộp lĩnh vực nên không được tính vào lĩnh vực nào, chỉ tính vào nhóm");
        findings.push(RULE.finding(first, message).of_unit(context.name(unit)).with_related(others.iter().copied()));
    }
    findings
}

/// A merged group with figures of its own, whose fields do not stand by themselves.
fn is_merged(context: &Context<'_>, row: &TotalsRow, rows: &[TotalsRow]) -> bool {
    let Subject::FieldGroup(group) = row.subject else { return false };
    let members = members(&context.dossier.authority, group);
    let split = rows.iter().any(|r| matches!(r.subject, Subject::Field(f) if members.contains(&f)) && !r.counts.is_empty());
    !row.counts.is_empty() && !split
}
