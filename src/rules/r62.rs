//! R62: a unit proposes more than its quota.

use std::collections::BTreeMap;

use super::words::figure;
use super::{Blank, Context, Rule};
use crate::model::{Award, AwardRow, Column, Finding, Match, Quota, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R62",
    name: "over-quota",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Số đề nghị khen của đơn vị vượt hạn mức.",
    why: "Cấp trên chỉ xét trong hạn mức đã giao.",
    remedy: "Đơn vị chọn lại trong số đã đề nghị, hoặc xin thêm hạn mức rồi sửa han_muc trong hoi-nghi.toml.",
    basis: "Hạn mức khai báo trong hoi-nghi.toml ([[han_muc]]); chỉ đếm dòng có Tình trạng Đề nghị.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.dossier.authority.quotas.iter().flat_map(|quota| over(context, quota)).collect()
}

fn over(context: &Context<'_>, quota: &Quota) -> Vec<Finding> {
    let dossier = context.dossier;
    let within = match quota.unit.as_deref().map(|text| dossier.units.resolve(text, None)) {
        None => None,
        Some(Match::One(unit)) => Some(unit),
        Some(Match::None | Match::Many(_)) => return Vec::new(),
    };
    let fits = |row: &AwardRow| {
        row.proposed
            && !row.cumulative
            && quota.form.as_ref().is_none_or(|form| *form == row.form.code)
            && quota.owner.is_none_or(|owner| row.owner == Some(owner))
    };
    let mut proposed: BTreeMap<UnitId, Vec<(Award, &AwardRow)>> = BTreeMap::new();
    for &award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| fits(row)) else { continue };
        // A unit's quota holds for all below it; a quota for every unit, for each by itself.
        match within {
            None => proposed.entry(award.unit).or_default().push((award, row)),
            Some(unit) if dossier.units.is_within(award.unit, unit) => proposed.entry(unit).or_default().push((award, row)),
            Some(_) => {}
        }
    }
    let finding = |(unit, rows): (UnitId, Vec<(Award, &AwardRow)>)| {
        let mut sum = 0;
        let beyond = rows.iter().find(|(_, row)| {
            sum += row.quantity;
            sum > quota.most
        })?;
        let all: u32 = rows.iter().map(|(_, row)| row.quantity).sum();
        let what = quota.form.as_ref().map_or("khen thưởng", |_| beyond.1.form.name.as_str());
        let whom = quota.owner.map_or_else(String::new, |owner| format!(" cho {}", owner.name()));
        let message = format!("đề nghị {} {what}{whom}, vượt hạn mức {}", figure(all), figure(quota.most));
        let at = dossier.cell(beyond.0.row, Column::Recipient);
        Some(RULE.finding(at, message).of_unit(context.name(unit)).with_sides(all, quota.most))
    };
    proposed.into_iter().filter_map(finding).collect()
}
