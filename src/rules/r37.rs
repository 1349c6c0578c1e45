//! R37: a printed percentage is not the ratio beside it at the precision printed: “140/161 xã (87,5%)”.

use rust_decimal::Decimal;

use super::ratios::{self, Ratio};
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, IndicatorRow, RowRef, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R37",
    name: "wrong-percentage",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Tỷ lệ phần trăm đã ghi khác với tỷ lệ tính từ hai số cạnh đó.",
    why: "Người đọc bấm máy tính sẽ thấy khác, và không biết số thực hiện, tổng số hay tỷ lệ sai.",
    remedy: "Tính lại tỷ lệ; hoặc sửa số thực hiện, tổng số.",
    basis: "Tỷ lệ đã ghi phải bằng thực hiện chia tổng số, làm tròn đến chữ số cuối cùng đã ghi.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ratio in ratios::all(context).iter().filter(|ratio| ratio.qualifier().is_none()) {
        if !ratio.percent.rounds(ratio.exact) {
            findings.push(finding(ratio));
        }
    }
    for fact in &context.dossier.indicators {
        let Some(row) = context.dossier.indicator_row(fact.row) else { continue };
        if let Some(finding) = percent_for_count(context, fact.row, row) {
            findings.push(finding.of_unit(context.name(fact.unit)));
        }
    }
    findings
}

fn finding(ratio: &Ratio) -> Finding {
    let right = decimal(ratio.exact.round_dp(ratio.percent.places.max(2)));
    let (part, whole) = (decimal(ratio.part), decimal(ratio.whole));
    let message = format!("ghi {}, nhưng {part}/{whole} là {right}%", ratio.percent.shown());
    ratio.told(RULE.unplaced(message).with_texts(ratio.percent.shown(), format!("{right}%")))
}

/// Thực hiện holds a percentage although Trên tổng số asks for how many.
fn percent_for_count(context: &Context<'_>, at: RowRef, row: &IndicatorRow) -> Option<Finding> {
    let (value, whole) = (row.value?, row.out_of?);
    let percent = row.unit_of_measure.as_deref().is_some_and(|unit| unit.contains('%'));
    if !percent || whole == Decimal::ONE_HUNDRED || value.fract().is_zero() {
        return None;
    }
    let count = (value * whole / Decimal::ONE_HUNDRED).round();
    let message = format!(
        "{}: Thực hiện ghi tỷ lệ {}% trong khi có Trên tổng số {}; ghi số đếm được (khoảng {})",
        quoted(&row.name),
        decimal(value),
        decimal(whole),
        decimal(count)
    );
    let cell = |column| context.dossier.cell(at, column);
    let finding = RULE.unplaced(message).placed(Some(cell(Column::Value))).with_texts(decimal(value), decimal(count));
    Some(finding.with_related([cell(Column::OutOf)]))
}
