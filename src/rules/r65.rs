//! R65: an amount of Biểu 4 is a thousand or a million times its peers', or the previous period's: unit of measure?

use rust_decimal::Decimal;

use super::indicators::{self, Fact, Group};
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R65",
    name: "amount-out-of-scale",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Một số liệu gấp khoảng 1.000 hoặc 1.000.000 lần (hoặc bằng một phần nghìn, một phần triệu) so với các đơn vị khác hay so với kỳ trước.",
    why: "Thường do ghi nhầm đơn vị tính: đồng thay cho nghìn đồng, triệu đồng; m² thay cho ha.",
    remedy: "Kiểm tra cột Đơn vị tính của dòng ấy, ghi lại số hoặc đơn vị tính.",
    basis: "So với các đơn vị cùng cấp và với kỳ trước, sau khi quy về cùng đơn vị tính.",
    check,
};

const FACTORS: [u64; 2] = [1_000_000, 1_000];

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for group in indicators::groups(context).iter().filter(|group| group.is_amount()) {
        for fact in &group.facts {
            let Some(value) = fact.converted_value().filter(|value| *value > Decimal::ZERO) else { continue };
            let before = fact.row.previous.and_then(|previous| fact.converted(previous));
            let against_peers = peers(context, group, fact).and_then(|peers| out_of_scale(value, &peers).map(|way| (way, peers)));
            let told = match against_peers {
                Some((way, peers)) => format!("{way} các đơn vị khác (vào khoảng {})", decimal(median(&peers))),
                None => match before.and_then(|before| out_of_scale(value, &[before]).map(|way| (way, before))) {
                    Some((way, before)) => format!("{way} kỳ trước ({})", decimal(before)),
                    None => continue,
                },
            };
            let unit = fact.row.unit_of_measure.as_deref().unwrap_or_default();
            let written = decimal(fact.row.value.unwrap_or(value));
            let message = format!("{}: ghi {written} {unit}, {told}; kiểm tra đơn vị tính", quoted(&fact.row.name));
            let cell = |column| context.dossier.cell(fact.at, column);
            let finding = RULE.unplaced(message).placed(Some(cell(Column::Value))).of_unit(context.name(fact.unit));
            findings.push(finding.with_related([cell(Column::UnitOfMeasure)]));
        }
    }
    findings
}

/// What the units beside this one report; `None` where fewer than two do.
fn peers(context: &Context<'_>, group: &Group<'_>, fact: &Fact<'_>) -> Option<Vec<Decimal>> {
    let parent = |fact: &Fact<'_>| context.dossier.units.unit(fact.unit).parent;
    let others = group.facts.iter().filter(|other| other.at != fact.at && parent(other) == parent(fact));
    let values: Vec<Decimal> = others.filter_map(Fact::converted_value).filter(|value| *value > Decimal::ZERO).collect();
    (values.len() > 1).then_some(values)
}

fn median(values: &[Decimal]) -> Decimal {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

/// "gấp khoảng 1.000": the amount is like its peers but for the factor, and far from all of them as it stands.
fn out_of_scale(value: Decimal, peers: &[Decimal]) -> Option<String> {
    let (least, most, middle) = (peers.iter().min()?, peers.iter().max()?, median(peers));
    let (hundred, five) = (Decimal::ONE_HUNDRED, Decimal::from(5));
    let near = |scaled: Decimal| scaled <= middle * five && scaled * five >= middle;
    FACTORS.into_iter().find_map(|factor| {
        let by = Decimal::from(factor);
        let shown = crate::model::thousands(factor);
        if value >= most.checked_mul(hundred)? && near(value / by) {
            Some(format!("gấp khoảng {shown} lần"))
        } else if value.checked_mul(hundred)? <= *least && near(value.checked_mul(by)?) {
            Some(format!("chỉ bằng khoảng 1/{shown}"))
        } else {
            None
        }
    })
}
