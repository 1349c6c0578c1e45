//! R40: a qualifier is contradicted by the exact figure: “trên 95% (1.433/1.520)”, “trên 100%”.

use rust_decimal::Decimal;

use super::indicators::{self, Rollup};
use super::ratios;
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, IndicatorRow, RowRef, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R40",
    name: "qualifier-contradicted",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Từ kèm (trên, hơn, gần, dưới) trái với số chính xác.",
    why: "Ghi “trên 95%” mà số đúng là 94,28% thì câu văn sai.",
    remedy: "Sửa từ kèm hoặc sửa số.",
    basis: "Với “trên, hơn N” thì số đúng không nhỏ hơn N; với “gần, dưới N” thì số đúng nhỏ hơn N.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ratio in ratios::all(context) {
        if let Some(word) = ratio.qualifier().filter(|word| contradicts(word, ratio.percent.value, ratio.exact)) {
            let stated = format!("{word} {}", ratio.percent.shown());
            let right = decimal(ratio.exact.round_dp(2));
            let message = format!("ghi “{stated}”, nhưng {}/{} là {right}%", decimal(ratio.part), decimal(ratio.whole));
            findings.push(ratio.told(RULE.unplaced(message).with_texts(stated, format!("{right}%"))));
        }
    }
    for fact in &context.dossier.indicators {
        let Some(row) = context.dossier.indicator_row(fact.row) else { continue };
        if let Some(finding) = impossible(context, fact.row, row) {
            findings.push(finding.of_unit(context.name(fact.unit)));
        }
    }
    findings.extend(indicators::rollups(context).iter().filter_map(|rollup| of_rollup(context, rollup)));
    findings
}

/// Is the exact figure on the wrong side of the rounded one?
fn contradicts(qualifier: &str, rounded: Decimal, exact: Decimal) -> bool {
    match qualifier {
        "trên" | "hơn" => exact < rounded,
        "gần" | "dưới" => exact >= rounded,
        _ => false,
    }
}

/// More than 100%, less than nothing.
fn impossible(context: &Context<'_>, at: RowRef, row: &IndicatorRow) -> Option<Finding> {
    let (word, value) = (row.qualifier.as_deref()?, row.value?);
    let percent = row.unit_of_measure.as_deref().is_some_and(|unit| unit.contains('%'));
    let over = percent && matches!(word, "trên" | "hơn") && value == Decimal::ONE_HUNDRED;
    let under = matches!(word, "gần" | "dưới") && value.is_zero();
    if !over && !under {
        return None;
    }
    let stated = format!("{word} {}{}", decimal(value), if percent { "%" } else { "" });
    let message = format!("{}: không thể có “{stated}”; bỏ từ kèm hoặc sửa số", quoted(&row.name));
    let cell = |column| context.dossier.cell(at, column);
    Some(RULE.unplaced(message).placed(Some(cell(Column::Qualifier))).with_related([cell(Column::Value)]))
}

/// A parent's rounded figure against the exact sum of its children.
fn of_rollup(context: &Context<'_>, rollup: &Rollup<'_>) -> Option<Finding> {
    let word = rollup.row.qualifier.as_deref().filter(|word| contradicts(word, rollup.stated, rollup.sum))?;
    let stated = format!("{word} {}", decimal(rollup.stated));
    let sum = decimal(rollup.sum);
    let message = format!("{}: ghi “{stated}”, cộng các đơn vị trực thuộc được {sum}", quoted(&rollup.row.name));
    let finding = RULE.finding(rollup.at, message).of_unit(context.name(rollup.unit)).with_texts(stated, sum);
    Some(finding.with_related(rollup.parts.iter().copied()))
}
