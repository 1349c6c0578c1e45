//! R51: a running total of awards is smaller than what the conference awards, so it cannot include it, and does not say so.

use std::collections::BTreeMap;

use super::words::{figure, quoted};
use super::{Blank, Context, Rule};
use crate::model::{AwardRow, Column, Finding, Origin, Owner, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "R51",
    name: "cumulative-below-conference",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Số khen lũy kế nhỏ hơn số khen liệt kê tại hội nghị.",
    why: "Người đọc sẽ hỏi số lũy kế đã gồm các khen thưởng tại hội nghị hay chưa.",
    remedy: "Ghi rõ trong Ghi chú là đã gồm hay chưa gồm; nếu đã gồm thì sửa số lũy kế.",
    basis: "Số lũy kế cả kỳ được giữ riêng, không cộng với danh sách khen tại hội nghị.",
    check,
};

/// The awards of one form and body.
#[derive(Default)]
struct Awards {
    listed: u64,
    cumulative: u64,
    cells: Vec<Origin>,
    lists: Vec<Origin>,
    said: bool,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut groups: BTreeMap<(String, String, Option<Owner>), (String, Awards)> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| !row.proposed) else { continue };
        let key = (row.form.code.clone(), name::key(row.body.as_deref().unwrap_or_default()), row.owner);
        let (_, group) = groups.entry(key).or_insert_with(|| (row.form.name.clone(), Awards::default()));
        let count = u64::from(row.quantity);
        group.said |= says(row);
        if row.cumulative {
            group.cumulative += count;
            group.cells.push(dossier.cell(award.row, Column::Quantity));
        } else {
            group.listed += count;
            group.lists.push(dossier.cell(award.row, Column::Recipient));
        }
    }
    groups.into_iter().filter_map(|((_, _, owner), (form, group))| told(owner, &form, &group)).collect()
}

/// Does the note say whether the conference's awards are in the running total?
fn says(row: &AwardRow) -> bool {
    let note = name::slug_words(row.note.as_deref().unwrap_or_default());
    ["da gom", "chua gom", "bao gom", "khong gom", "khong bao gom", "chua tinh", "da tinh"].iter().any(|word| note.contains(word))
}

fn told(owner: Option<Owner>, form: &str, group: &Awards) -> Option<Finding> {
    let (&at, others) = group.cells.split_first()?;
    if group.said || group.listed <= group.cumulative {
        return None;
    }
    let whom = owner.map_or(String::new(), |owner| format!(", {}", owner.name()));
    let message = format!(
        "{}{whom}: lũy kế ghi {}, riêng tại hội nghị đã khen {}; ghi rõ lũy kế chưa gồm khen tại hội nghị, hoặc sửa số",
        quoted(form),
        figure(group.cumulative),
        figure(group.listed)
    );
    let related = others.iter().chain(&group.lists).copied();
    Some(RULE.finding(at, message).with_sides(group.cumulative, group.listed).with_related(related))
}
