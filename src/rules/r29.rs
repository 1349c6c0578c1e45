//! R29: a body awards a form of commendation that it is not entitled to; once per body and form.

use std::collections::BTreeMap;

use super::authority_table::{Entitlement, entitlement};
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{AwardBody, AwardForm, AwardRow, Column, Date, Finding, Origin, RowRef, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R29",
    name: "body-not-entitled",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Cơ quan khen không có thẩm quyền tặng hình thức khen đã ghi.",
    why: "Quyết định khen sai thẩm quyền không có giá trị; nêu trong báo cáo sẽ bị hỏi lại.",
    remedy: "Kiểm tra quyết định: có thể ghi nhầm cơ quan trao thay cho cơ quan ký, hoặc ghi nhầm hình thức khen. Nếu đúng thì khai báo tham_quyen trong hoi-nghi.toml hoặc giải trình.",
    basis: "Thẩm quyền khai báo trong hoi-nghi.toml; không khai báo thì theo Luật Thi đua, khen thưởng và quy định của Đảng.",
    check,
};

/// Awards of one form by one body that is not entitled to it.
struct Wrong<'a> {
    row: &'a AwardRow,
    body: &'a str,
    unit: UnitId,
    reason: &'static str,
    cells: Vec<Origin>,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut wrong: BTreeMap<(String, &str), Wrong<'_>> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row) else { continue };
        let Some(body) = row.body.as_deref().filter(|body| !name::key(body).is_empty()) else { continue };
        let form = dossier.authority.forms.iter().find(|form| form.code == row.form.code);
        if let Some(reason) = not_entitled(form, row, body, day(context, award.row, row)) {
            let new = || Wrong { row, body, unit: award.unit, reason, cells: Vec::new() };
            wrong.entry((name::key(body), &row.form.code)).or_insert_with(new).cells.push(dossier.cell(award.row, Column::Body));
        }
    }
    wrong.values().filter_map(|wrong| finding(context, wrong)).collect()
}

fn finding(context: &Context<'_>, wrong: &Wrong<'_>) -> Option<Finding> {
    let (&at, others) = wrong.cells.split_first()?;
    let (body, form) = (quoted(wrong.body), &wrong.row.form.name);
    let rows = if wrong.cells.len() > 1 { format!("; có {} dòng ghi như vậy", wrong.cells.len()) } else { String::new() };
    let message = format!("{body} không có thẩm quyền tặng {form}, {}{rows}", wrong.reason);
    Some(RULE.finding(at, message).of_unit(context.name(wrong.unit)).with_related(others.iter().copied()))
}

/// Why the body may not award the form, if it may not.
fn not_entitled(form: Option<&AwardForm>, row: &AwardRow, body: &str, day: Option<Date>) -> Option<&'static str> {
    if form.zip(day).is_some_and(|(form, day)| !form.existed(day.year)) {
        return Some("vì năm quyết định không có hình thức khen này (tu, den đã khai báo)");
    }
    let declared = form.map_or(&[][..], |form| &form.bodies);
    if !declared.is_empty() {
        let wanted = name::key(body);
        let entitled = |known: &&AwardBody| name::key(&known.name) == wanted && day.is_none_or(|day| known.existed(day.year));
        return declared.iter().find(entitled).is_none().then_some("theo tham_quyen đã khai báo");
    }
    match entitlement(&row.form.code, body, day) {
        Entitlement::Refused => Some("theo quy định về thẩm quyền khen thưởng"),
        Entitlement::Granted | Entitlement::Unsaid => None,
    }
}

/// The day an award is judged by: of its decision; for a file of one year, that year's last day. Otherwise not known.
fn day(context: &Context<'_>, at: RowRef, row: &AwardRow) -> Option<Date> {
    row.date.or_else(|| {
        let told = context.told_by(context.dossier.cell(at, Column::Recipient))?;
        let period = told.period.as_ref()?.1.as_ref()?;
        (period.from.year == period.to.year).then_some(period.to)
    })
}
