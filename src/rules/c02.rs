//! C02: a needed cell is blank.

use super::context::Placed;
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Content, Finding, Form, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C02",
    name: "required-blank",
    severity: Severity::MustFix,
    blank: Blank::Reported,
    what: "Ô bắt buộc để trống.",
    why: "Thiếu ô này thì dòng không được tính đủ: cộng các lĩnh vực sẽ thiếu một mô hình.",
    remedy: "Ghi bổ sung vào ô.",
    basis: "Mỗi mô hình phải có tên và thuộc một lĩnh vực.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::Blank { column } => {
            Some(RULE.finding(misread.at, format!("cột {} bắt buộc nhưng để trống; ghi bổ sung", quoted(column))))
        }
        _ => None,
    });
    facts.chain(fieldless(context)).collect()
}

/// Lists without any column of fields, where other lists tell theirs: the fields then add up to less than the total.
fn fieldless<'a>(context: &'a Context<'_>) -> Vec<Finding> {
    let told = |placed: &Placed<'a>| match &placed.table.content {
        Content::Models(rows) => rows.iter().any(|row| row.field.is_some()),
        _ => false,
    };
    let lists: Vec<Placed<'a>> = context.tables(Form::Models).filter(|placed| placed.table.records() > 0).collect();
    if !lists.iter().any(told) {
        return Vec::new();
    }
    let without = lists.iter().filter(|placed| !told(placed) && placed.table.column(Column::Field).is_none());
    without
        .map(|placed| {
            let (heading, _) = placed.table.heading;
            let message = format!(
                "danh sách không có cột “Lĩnh vực” nên {} mô hình chưa được chia theo lĩnh vực; bổ sung cột",
                placed.table.records()
            );
            RULE.finding(placed.cell(heading.row, heading.col), message).graded(Severity::Review)
        })
        .collect()
}
