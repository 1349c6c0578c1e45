//! R26: a commendation list has more or fewer rows than the numbers it states.

use std::collections::BTreeMap;

use super::context::Placed;
use super::words::{figure, quoted, suspicion};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{AwardRow, Column, Content, Finding, Form, Owner, Severity, Text, name};

pub(super) const RULE: Rule = Rule {
    code: "R26",
    name: "award-list-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số tập thể, cá nhân ghi ở cuối danh sách khen thưởng (hoặc ở dòng Số lượng) khác số dòng đã liệt kê.",
    why: "Số lượng nêu trong quyết định và báo cáo phải bằng danh sách kèm theo.",
    remedy: "Đếm lại danh sách, bổ sung dòng thiếu hoặc sửa số; đã liệt kê đủ tên thì bỏ dòng chỉ có số lượng.",
    basis: "Mỗi dòng của danh sách là một tập thể hoặc cá nhân được khen; dòng có Số lượng thay cho những tên không gửi. Số lượng bằng đúng số tên đã liệt kê thì có thể đã tính hai lần; số dưới 5 dễ trùng ngẫu nhiên nên chỉ cần rà soát.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for placed in context.tables(Form::Awards) {
        let Content::Awards(rows) = &placed.table.content else { continue };
        stated(placed, rows, &mut findings);
        counted_twice(placed, rows, &mut findings);
    }
    findings
}

/// "Danh sách có 35 tập thể, 07 cá nhân", or a total row under tick columns.
fn stated(placed: Placed<'_>, rows: &[AwardRow], findings: &mut Vec<Finding>) {
    for total in &placed.table.totals {
        let Some(over) = rows.get(total.over.0..=total.over.1) else { continue };
        for &(column, stated, col) in &total.counts {
            let Column::OwnerTick(owner) = column else { continue };
            // An award without its owner may be of either.
            if over.iter().any(|row| row.owner.is_none()) {
                continue;
            }
            let of = over.iter().filter(|row| row.owner == Some(owner));
            let listed: u64 = of.map(|row| u64::from(row.quantity)).sum();
            let stated = u64::from(stated);
            if listed != stated {
                let message = format!(
                    "{} ghi {} {}, danh sách có {}{}",
                    quoted(&total.label),
                    figure(stated),
                    owner.name(),
                    figure(listed),
                    suspicion(stated, listed)
                );
                let (first, last) = (over.first().map_or(0, |r| r.row), over.last().map_or(0, |r| r.row));
                let name = placed.table.column(Column::Recipient).unwrap_or(col);
                let finding = RULE.finding(placed.cell(total.row, col), message).with_sides(stated, listed);
                findings.push(finding.with_related([placed.column(first, last, name)]));
            }
        }
    }
}

/// A row of a number only, beside as many rows with names of the same form, body, decision and owner: counted twice.
fn counted_twice(placed: Placed<'_>, rows: &[AwardRow], findings: &mut Vec<Finding>) {
    let mut named: BTreeMap<Group<'_>, Vec<&AwardRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.recipient.is_some() && row.quantity == 1) {
        named.entry(group(row)).or_default().push(row);
    }
    for row in rows.iter().filter(|row| row.recipient.is_none() && row.quantity > 1) {
        let Some(listed) = named.get(&group(row)) else { continue };
        if listed.len() as u64 != u64::from(row.quantity) {
            continue;
        }
        let Some(col) = placed.table.column(Column::Quantity) else { continue };
        let message = format!(
            "dòng chỉ có số lượng {} bằng đúng số dòng có tên cùng hình thức, cơ quan, quyết định; có thể bị tính hai lần",
            figure(row.quantity)
        );
        let first = listed.first().map_or(0, |r| r.row);
        let last = listed.last().map_or(0, |r| r.row);
        let name = placed.table.column(Column::Recipient).unwrap_or(col);
        // Few may be as many by chance.
        let severity = if row.quantity < 5 { Severity::Review } else { Severity::MustFix };
        let finding = RULE.finding(placed.cell(row.row, col), message).graded(severity);
        let finding = finding.with_sides(row.quantity * 2, row.quantity);
        findings.push(finding.with_related([placed.column(first, last, name)]));
    }
}

/// Form, body, decision, owner, proposed, running total.
type Group<'a> = (&'a str, String, String, Option<Owner>, bool, bool);

fn group(row: &AwardRow) -> Group<'_> {
    let text = |text: &Option<Text>| text.as_deref().map(name::slug_words).unwrap_or_default();
    (&row.form.code, text(&row.body), text(&row.decision), row.owner, row.proposed, row.cumulative)
}
