//! R17: the total row ("Cộng") of a list is not the number of its rows, or of its marked rows.
//!
//! Under the name or STT the records are counted; under a tick or year column the marked ones; under Công nhận either
//! models or lượt satisfies.

use super::context::Placed;
use super::places::with_unnamed;
use super::words::{figure, suspicion};
use super::{Blank, Context, Rule};
use crate::model::{AwardRow, Column, Content, Finding, Form, ListTotal, ModelRow, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R17",
    name: "list-total-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Dòng cộng của danh sách khác số dòng đã liệt kê (hoặc số dòng đã đánh dấu).",
    why: "Danh sách là căn cứ của số liệu; dòng cộng khác danh sách thì không biết tin bên nào.",
    remedy: "Đếm lại danh sách: bổ sung dòng còn thiếu, bỏ dòng trùng, hoặc sửa số ở dòng cộng.",
    basis: "Mỗi dòng của danh sách là một mô hình hoặc một lượt khen; dòng cộng chỉ để đối chiếu.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let misread = context.misread_cells();
    let mut findings = Vec::new();
    for placed in [Form::Models, Form::Recognitions, Form::Awards].into_iter().flat_map(|form| context.tables(form)) {
        for total in &placed.table.totals {
            for &(column, stated, col) in &total.counts {
                let Some((first, last)) = span(placed, total) else { continue };
                // What could not be read makes the number of marks unknown.
                let unknown = misread
                    .range(placed.cell(first, 0)..)
                    .take_while(|at| at.file == placed.file && at.sheet == Some(placed.table.sheet));
                if unknown.into_iter().any(|at| at.cell.is_some_and(|c| c.col == col && c.row <= last)) {
                    continue;
                }
                let counted = counts(placed, total, column);
                if let Some(&right) = counted.first()
                    && !counted.contains(&u64::from(stated))
                {
                    let stated = u64::from(stated);
                    let what =
                        if matches!(column, Column::Index | Column::Name | Column::Recipient) { "có" } else { "đánh dấu" };
                    let message = format!(
                        "dòng “{}” ghi {}, danh sách {what} {}{}",
                        total.label,
                        figure(stated),
                        figure(right),
                        suspicion(stated, right)
                    );
                    let (first, last) = with_unnamed(placed.table, first, last);
                    let related = [placed.column(first, last, col)];
                    findings
                        .push(RULE.finding(placed.cell(total.row, col), message).with_sides(stated, right).with_related(related));
                }
            }
        }
    }
    findings
}

/// First and last sheet row of the records that a total closes.
fn span(placed: Placed<'_>, total: &ListTotal) -> Option<(u32, u32)> {
    let (first, last) = total.over;
    let rows: Vec<u32> = match &placed.table.content {
        Content::Models(rows) => rows.get(first..=last)?.iter().map(|r| r.row).collect(),
        Content::Recognitions(rows) => rows.get(first..=last)?.iter().map(|r| r.row).collect(),
        Content::Awards(rows) => rows.get(first..=last)?.iter().map(|r| r.row).collect(),
        _ => return None,
    };
    rows.first().copied().zip(rows.last().copied())
}

/// What the total of a column may be, the likeliest first; empty where the column says nothing that can be counted.
fn counts(placed: Placed<'_>, total: &ListTotal, column: Column) -> Vec<u64> {
    let (first, last) = total.over;
    match &placed.table.content {
        Content::Models(rows) => rows.get(first..=last).map_or_else(Vec::new, |rows| of_models(rows, column)),
        Content::Awards(rows) => rows.get(first..=last).map_or_else(Vec::new, |rows| of_awards(rows, column)),
        Content::Recognitions(rows) if matches!(column, Column::Index | Column::Name | Column::Code) => {
            rows.get(first..=last).map_or_else(Vec::new, |rows| vec![rows.len() as u64])
        }
        _ => Vec::new(),
    }
}

fn of_models(rows: &[ModelRow], column: Column) -> Vec<u64> {
    let marked = |is: &dyn Fn(&ModelRow) -> bool| vec![rows.iter().filter(|row| is(row)).count() as u64];
    match column {
        Column::Index | Column::Code | Column::Name | Column::Performer => vec![rows.len() as u64],
        Column::OwnerTick(owner) => marked(&|r| r.owner == Some(owner)),
        Column::KindTick(kind) => marked(&|r| r.kind == Some(kind)),
        Column::FieldTick(field) => marked(&|r| r.field == Some(field)),
        Column::NoveltyTick(novelty) => marked(&|r| r.novelty == Some(novelty)),
        Column::RegisteredYear => marked(&|r| r.year.is_some()),
        Column::RegisteredLevel => marked(&|r| !r.levels.is_empty()),
        Column::NominatedLevel => marked(&|r| !r.nominated.is_empty()),
        Column::Effective => marked(&|r| r.effective == Some(true)),
        Column::Featured => marked(&|r| r.featured),
        Column::Replicated => {
            let places = rows.iter().filter_map(|r| r.replicated).map(u64::from).sum();
            let models = rows.iter().filter(|r| r.replicated.is_some_and(|n| n > 0)).count() as u64;
            vec![places, models]
        }
        Column::Recognised(level) => {
            let events = |row: &ModelRow| row.recognised.iter().filter(|(l, ..)| *l == level).count() as u64;
            vec![rows.iter().filter(|r| events(r) > 0).count() as u64, rows.iter().map(events).sum()]
        }
        _ => Vec::new(),
    }
}

fn of_awards(rows: &[AwardRow], column: Column) -> Vec<u64> {
    let marked = |is: &dyn Fn(&AwardRow) -> bool| vec![rows.iter().filter(|row| is(row)).count() as u64];
    let quantity: u64 = rows.iter().map(|r| u64::from(r.quantity)).sum();
    match column {
        Column::Index | Column::Recipient => vec![rows.len() as u64, quantity],
        Column::Quantity => vec![quantity],
        Column::EventTick => marked(&|r| r.events),
        Column::Cumulative => marked(&|r| r.cumulative),
        _ => Vec::new(),
    }
}
