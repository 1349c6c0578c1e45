//! R61: a person or collective is proposed twice for one form of commendation.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Award, AwardRow, Column, Finding, Owner, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "R61",
    name: "proposed-twice",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Một tập thể, cá nhân được đề nghị hai lần cùng một hình thức khen.",
    why: "Mỗi hình thức chỉ đề nghị một lần cho một đối tượng; đề nghị trùng làm sai số lượng trình.",
    remedy: "Bỏ một dòng. Nếu là hai người trùng tên thì ghi rõ chức vụ, đơn vị của từng người.",
    basis: "So tên, hình thức khen của các dòng có Tình trạng Đề nghị. Khác đơn vị gửi hoặc khác chức vụ thì chỉ cần rà soát.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut proposed: BTreeMap<(String, &str), Vec<(Award, &AwardRow)>> = BTreeMap::new();
    for &award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| row.proposed && !row.cumulative) else { continue };
        if let Some(recipient) = row.recipient.as_deref().map(name::key).filter(|key| !key.is_empty()) {
            proposed.entry((recipient, &row.form.code)).or_default().push((award, row));
        }
    }
    proposed.into_values().filter_map(|rows| finding(context, rows)).collect()
}

fn finding(context: &Context<'_>, mut rows: Vec<(Award, &AwardRow)>) -> Option<Finding> {
    rows.sort_by_key(|(award, _)| award.row);
    let (last, row) = *rows.last()?;
    let post = |row: &AwardRow| row.position.as_deref().map(name::key).filter(|key| !key.is_empty());
    let alike: Vec<&(Award, &AwardRow)> = rows[..rows.len() - 1]
        .iter()
        .filter(|(award, other)| {
            // Collectives of one name in two units are two; so are persons unless their posts agree.
            let same_post = post(row).is_some() && post(row) == post(other);
            award.unit == last.unit || (row.owner != Some(Owner::Collective) && same_post)
        })
        .collect();
    let first = alike.first()?;
    let differ = post(row).zip(post(first.1)).is_some_and(|(a, b)| a != b);
    let severity = if first.0.unit != last.unit || differ { Severity::Review } else { Severity::MustFix };
    let doubt = if differ {
        "; chức vụ, đơn vị ghi khác nhau: kiểm tra có phải hai người trùng tên không"
    } else {
        ""
    };
    let message = format!(
        "{} được đề nghị {} lần cùng hình thức {}{doubt}",
        quoted(row.recipient.as_deref().unwrap_or_default()),
        alike.len() + 1,
        row.form.name
    );
    let cell = |award: Award| context.dossier.cell(award.row, Column::Recipient);
    let finding = RULE.finding(cell(last), message).graded(severity).of_unit(context.name(last.unit));
    Some(finding.with_related(alike.into_iter().map(|(award, _)| cell(*award))))
}
