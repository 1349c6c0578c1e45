//! R36: Kỳ trước of Biểu 4 is not the archived figure of the previous period.

use rust_decimal::Decimal;

use super::indicators::{self, Group};
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Origin, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R36",
    name: "baseline-differs",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Số kỳ trước đơn vị ghi khác số đã chốt của kỳ trước.",
    why: "Mức tăng, giảm trong báo cáo tính từ số kỳ trước; hai số gốc khác nhau thì mức tăng sai.",
    remedy: "Dùng số đã báo cáo kỳ trước; nếu số ấy đã được đính chính thì sửa [ky_truoc].",
    basis: "Số kỳ trước lấy từ báo cáo đã ký của kỳ trước: [ky_truoc] trong hoi-nghi.toml.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    if context.dossier.authority.baseline.is_none() {
        return Vec::new();
    }
    indicators::groups(context).iter().filter_map(|group| of_indicator(context, group)).collect()
}

fn of_indicator(context: &Context<'_>, group: &Group<'_>) -> Option<Finding> {
    let dossier = context.dossier;
    let code = group.code();
    let archived = dossier.baseline(&format!("chi_tieu.{code}"))?;
    let root = dossier.units.root();
    let own = group.facts.iter().find(|fact| fact.unit == root && fact.row.previous.is_some());
    let (previous, cells): (Decimal, Vec<Origin>) = match own {
        Some(fact) => (fact.converted(fact.row.previous?)?, vec![dossier.cell(fact.at, Column::Previous)]),
        // Units' figures add up to the archived one where all of them give theirs.
        None if group.is_added() => {
            let told = group.leaves(context);
            let sum = told.iter().map(|fact| fact.converted(fact.row.previous?)).sum::<Option<Decimal>>()?;
            (sum, told.iter().map(|fact| dossier.cell(fact.at, Column::Previous)).collect())
        }
        None => return None,
    };
    if previous == archived {
        return None;
    }
    let (&first, others) = cells.split_first()?;
    let summed = if others.is_empty() { "kỳ trước ghi" } else { "cộng số kỳ trước của các đơn vị được" };
    let (told, kept) = (decimal(previous), decimal(archived));
    let message = format!("{}: {summed} {told}, số đã chốt của kỳ trước là {kept}", quoted(&group.facts[0].row.name));
    let finding = RULE.unplaced(message).placed(Some(first)).with_texts(told, kept);
    Some(finding.with_related(others.iter().copied()))
}
