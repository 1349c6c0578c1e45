//! R28: one achievement is commended twice: by one body in one year, or by two bodies at one conference.

use std::collections::{BTreeMap, BTreeSet};

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Award, AwardRow, Column, Finding, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "R28",
    name: "achievement-commended-twice",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Một thành tích được khen hai lần: cùng một cơ quan trong một năm, hoặc hai cơ quan trong một dịp.",
    why: "Mỗi thành tích chỉ khen một lần ở một cấp; danh sách dễ bị trả lại.",
    remedy: "Chọn một hình thức khen, hoặc ghi rõ thành tích khác nhau rồi giải trình.",
    basis: "Không khen hai lần một thành tích; giấy chứng nhận mô hình không tính là khen thưởng.",
    check,
};

/// Recipient, model or achievement, year, proposed: what was proposed in one round and awarded in the next is one.
type Achievement = (String, String, Option<u16>, bool);

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let forms = &dossier.authority.forms;
    let mut achievements: BTreeMap<Achievement, Vec<(Award, &AwardRow)>> = BTreeMap::new();
    for &award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| !row.cumulative) else { continue };
        if forms.iter().any(|form| form.certifies && form.code == row.form.code) {
            continue;
        }
        let Some(recipient) = row.recipient.as_deref().map(name::key).filter(|key| !key.is_empty()) else { continue };
        let Some(achievement) = row.model.as_deref().or(row.achievement.as_deref()).map(name::key) else { continue };
        let year = row.date.map(|date| date.year);
        achievements.entry((recipient, achievement, year, row.proposed)).or_default().push((award, row));
    }
    achievements.into_values().filter_map(|rows| finding(context, rows)).collect()
}

fn finding(context: &Context<'_>, mut rows: Vec<(Award, &AwardRow)>) -> Option<Finding> {
    let body = |row: &AwardRow| row.body.as_deref().map(name::key).unwrap_or_default();
    // One form of one decision is R27's, one form proposed twice R61's.
    let different: BTreeSet<_> =
        rows.iter().map(|(_, row)| (row.form.code.as_str(), body(row), row.decision.as_deref())).collect();
    let kinds: BTreeSet<_> = rows.iter().map(|(_, row)| (row.form.code.as_str(), body(row))).collect();
    let bodies: BTreeSet<String> = rows.iter().map(|(_, row)| body(row)).collect();
    let days: BTreeSet<_> = rows.iter().map(|(_, row)| row.date).collect();
    let proposed_once = rows.iter().all(|(_, row)| row.proposed) && kinds.len() < 2;
    let twice = different.len() > 1 && !proposed_once && (bodies.len() == 1 || days.len() < rows.len());
    if !twice {
        return None;
    }
    rows.sort_by_key(|(award, _)| award.row);
    let (last, row) = *rows.last()?;
    let cell = |award: Award| context.dossier.cell(award.row, Column::Recipient);
    let told: Vec<String> = rows
        .iter()
        .map(|(_, row)| row.body.as_ref().map_or_else(|| row.form.name.clone(), |body| format!("{} của {body}", row.form.name)))
        .collect();
    let message = format!(
        "{} được khen {} lần về cùng một thành tích: {}",
        quoted(row.recipient.as_deref().unwrap_or_default()),
        rows.len(),
        told.join("; ")
    );
    let others = rows[..rows.len() - 1].iter().map(|(award, _)| cell(*award));
    Some(RULE.finding(cell(last), message).of_unit(context.name(last.unit)).with_related(others))
}
