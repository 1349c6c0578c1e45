//! R38: a ratio of Biểu 4 whose part exceeds its whole, or whose whole is zero.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R38",
    name: "part-exceeds-whole",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Chỉ tiêu dạng tỷ lệ có số thực hiện lớn hơn tổng số, hoặc tổng số bằng 0.",
    why: "Tỷ lệ trên 100% hoặc không tính được sẽ bị hỏi lại ngay.",
    remedy: "Xem lại hai ô Thực hiện và Trên tổng số: có thể ghi đảo cột hoặc nhầm số.",
    basis: "Số thực hiện là một phần của tổng số.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut findings = Vec::new();
    for fact in &dossier.indicators {
        let Some(row) = dossier.indicator_row(fact.row) else { continue };
        let Some(whole) = row.out_of else { continue };
        let (message, column) = if whole.is_zero() {
            (format!("{}: tổng số bằng 0", quoted(&row.name)), Column::OutOf)
        } else if let Some(part) = row.value.filter(|&part| part > whole) {
            (format!("{}: thực hiện {}, lớn hơn tổng số {}", quoted(&row.name), decimal(part), decimal(whole)), Column::Value)
        } else {
            continue;
        };
        let other = if column == Column::Value { Column::OutOf } else { Column::Value };
        let finding = RULE.finding(dossier.cell(fact.row, column), message).of_unit(context.name(fact.unit));
        let finding = match row.value.filter(|_| !whole.is_zero()) {
            Some(part) => finding.with_texts(decimal(part), decimal(whole)),
            None => finding,
        };
        findings.push(finding.with_related([dossier.cell(fact.row, other)]));
    }
    findings
}
