//! R27: one recipient stands twice with one form in one decision.

use std::collections::{BTreeMap, BTreeSet};

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Award, AwardRow, Column, Finding, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R27",
    name: "awarded-twice",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Một tập thể, cá nhân được ghi hai lần cùng hình thức khen trong cùng một quyết định.",
    why: "Số lượng khen bị tính thừa; danh sách in ra có tên trùng.",
    remedy: "Bỏ một dòng. Nếu là hai người trùng tên thì ghi rõ chức vụ, đơn vị của từng người rồi giải trình.",
    basis: "Trong một quyết định, mỗi tập thể, cá nhân chỉ được tặng một lần một hình thức khen.",
    check,
};

/// Recipient, form, decision (else the body), running total.
type Identity<'a> = (String, &'a str, (bool, String), bool);

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut seen: BTreeMap<Identity<'_>, Vec<(Award, &AwardRow)>> = BTreeMap::new();
    for &award in &dossier.awards {
        // Proposals are R61's.
        let Some(row) = dossier.award_row(award.row).filter(|row| !row.proposed) else { continue };
        if let Some(identity) = identity(row) {
            seen.entry(identity).or_default().push((award, row));
        }
    }
    let mut findings = Vec::new();
    for mut rows in seen.into_values().flat_map(by_decision).filter(|rows| rows.len() > 1) {
        rows.sort_by_key(|(award, _)| award.row);
        let (last, row) = rows[rows.len() - 1];
        let at = dossier.cell(last.row, Column::Recipient);
        let others = rows[..rows.len() - 1].iter().map(|(award, _)| dossier.cell(award.row, Column::Recipient));
        let recipient = row.recipient.as_deref().unwrap_or_default();
        let decision = row.decision.as_ref().map_or_else(String::new, |number| format!(" tại Quyết định số {number}"));
        let positions: Vec<String> = rows.iter().filter_map(|(_, r)| r.position.as_deref().map(name::key)).collect();
        // Namesakes are common: different posts are asked about, not condemned.
        let namesakes = positions.len() == rows.len() && positions.windows(2).all(|pair| pair[0] != pair[1]);
        let (severity, doubt) = if namesakes {
            (Severity::Review, "; chức vụ, đơn vị ghi khác nhau: kiểm tra có phải hai người trùng tên không")
        } else {
            (Severity::MustFix, "")
        };
        let message =
            format!("{} được ghi {} lần, cùng hình thức {}{decision}{doubt}", quoted(recipient), rows.len(), row.form.name);
        findings.push(RULE.finding(at, message).graded(severity).of_unit(context.name(last.unit)).with_related(others));
    }
    findings
}

/// Two units' own bodies may number their decisions alike: where bodies differ, each unit's rows are judged by themselves.
fn by_decision<'a>(rows: Vec<(Award, &'a AwardRow)>) -> Vec<Vec<(Award, &'a AwardRow)>> {
    let body = |row: &AwardRow| row.body.as_deref().map(name::key).filter(|key| !key.is_empty());
    let bodies: BTreeSet<String> = rows.iter().filter_map(|(_, row)| body(row)).collect();
    if bodies.len() < 2 {
        return vec![rows];
    }
    let mut units: BTreeMap<UnitId, Vec<(Award, &'a AwardRow)>> = BTreeMap::new();
    for (award, row) in rows {
        units.entry(award.unit).or_default().push((award, row));
    }
    units.into_values().collect()
}

/// What makes two rows the same award; `None` for a number without names.
fn identity(row: &AwardRow) -> Option<Identity<'_>> {
    let recipient = name::key(row.recipient.as_deref()?);
    let decision = row.decision.as_deref().map(name::slug_words).filter(|number| !number.is_empty());
    let issued = match decision {
        Some(number) => (true, number),
        None => (false, row.body.as_deref().map(name::key).unwrap_or_default()),
    };
    (!recipient.is_empty()).then_some((recipient, row.form.code.as_str(), issued, row.cumulative))
}
