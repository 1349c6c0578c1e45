//! R38: a ratio of Biểu 4 whose part exceeds its whole, or whose whole is zero.

use rust_decimal::Decimal;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Severity};

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
            (format!("{}: thực hiện {}, lớn hơn tổng số {}", quoted(&row.name), amount(part), amount(whole)), Column::Value)
        } else {
            continue;
        };
        let other = if column == Column::Value { Column::OutOf } else { Column::Value };
        let finding = RULE.finding(dossier.cell(fact.row, column), message).of_unit(context.name(fact.unit));
        let shown = row.value.map_or_else(String::new, amount);
        findings.push(finding.with_texts(shown, amount(whole)).with_related([dossier.cell(fact.row, other)]));
    }
    findings
}

/// "1.234,5": decimals after a comma, a point between thousands.
fn amount(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), crate::model::notation::thousands);
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{decimals}") }
}
