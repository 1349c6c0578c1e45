//! R49: a part exceeds its whole: columns and rows of Biểu 3 that need not be complete, “Trong đó” rows of Biểu 4.

use super::sums::{self, FaultKind};
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Content, Finding, Form, IndicatorRow, Severity, decimal, name};

pub(super) const RULE: Rule = Rule {
    code: "R49",
    name: "part-of-part-exceeds",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số của một phần (sau chữ “trong đó”, hoặc ở cột chia nhỏ) lớn hơn số chung.",
    why: "Một phần không thể lớn hơn số chung; có thể hai số đếm hai thứ khác nhau, hoặc ghi nhầm cột.",
    remedy: "Xem lại hai số; nếu đếm hai thứ khác nhau (mô hình và lượt) thì ghi đúng cột.",
    basis: "Số đứng sau “trong đó” là một phần của số đứng trước; số mô hình không nhiều hơn số lượt.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = sums::told(context, &RULE, FaultKind::Exceeds);
    for placed in context.tables(Form::Indicators) {
        let Content::Indicators(rows) = &placed.table.content else { continue };
        let Some(col) = placed.table.column(Column::Value) else { continue };
        for (part, whole) in nested(rows) {
            let (Some(count), Some(stated)) = (part.value, whole.value) else { continue };
            if count > stated && part.unit_of_measure == whole.unit_of_measure {
                let (some, all) = (decimal(count), decimal(stated));
                let message = format!("{} ghi {some}, nhiều hơn {} ghi {all}", quoted(&part.name), quoted(&whole.name));
                let finding = RULE.finding(placed.cell(part.row, col), message).with_texts(some, all);
                findings.push(finding.with_related([placed.cell(whole.row, col)]));
            }
        }
    }
    findings
}

/// "Trong đó: …" and the dashed rows after it, each with the row it is a part of.
fn nested(rows: &[IndicatorRow]) -> Vec<(&IndicatorRow, &IndicatorRow)> {
    let (mut pairs, mut whole, mut inside): (_, Option<&IndicatorRow>, bool) = (Vec::new(), None, false);
    for row in rows {
        let said = name::slug_words(&row.name).starts_with("trong do");
        let dashed = row.name.trim_start().starts_with(['-', '–', '+', '*']);
        inside = said || (inside && dashed);
        match whole.filter(|whole| inside && whole.unit == row.unit) {
            Some(whole) => pairs.push((row, whole)),
            None => whole = Some(row),
        }
    }
    pairs
}
