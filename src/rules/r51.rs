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
    remedy: "Ghi rõ trong Ghi chú là đã gồm hay chưa gồm; nếu đã gồm thì sửa số lũy kế. Dòng lũy kế thiếu dấu x thì đánh dấu vào cột Lũy kế.",
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
    /// Rows of the conference that only tell a number: how many, and where their Lũy kế would be ticked.
    numbers: Vec<(u64, Origin)>,
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
            if row.recipient.is_none() && dossier.table(award.row).column(Column::Cumulative).is_some() {
                group.numbers.push((count, dossier.cell(award.row, Column::Cumulative)));
            }
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
    // A number that is most of what the conference awards, and without which the order holds.
    let is_running = |count: u64| group.listed - count <= group.cumulative && group.listed <= count * 2;
    let unticked = group.numbers.iter().find(|(count, _)| is_running(*count));
    let mend = unticked.map_or_else(
        || "ghi rõ lũy kế chưa gồm khen tại hội nghị, hoặc sửa số".to_owned(),
        |(count, _)| format!("dòng ghi {} có thể là số lũy kế, thiếu dấu x ở cột Lũy kế", figure(*count)),
    );
    let message = format!(
        "{}{whom}: lũy kế ghi {}, riêng tại hội nghị đã khen {}; {mend}",
        quoted(form),
        figure(group.cumulative),
        figure(group.listed)
    );
    let related = unticked.map(|(_, place)| *place).into_iter().chain(others.iter().chain(&group.lists).copied());
    Some(RULE.finding(at, message).with_sides(group.cumulative, group.listed).with_related(related))
}
