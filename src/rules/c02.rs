//! C02: a needed cell is blank.

use super::context::Placed;
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, ColumnUse, Content, Finding, Form, MisreadKind, Origin, Severity};

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
            let finding = RULE.finding(misread.at, format!("cột {} bắt buộc nhưng để trống; ghi bổ sung", quoted(column)));
            Some(finding.with_related(quantity(context, misread.at)))
        }
        _ => None,
    });
    facts.chain(fieldless(context)).chain(fields_blank(context)).collect()
}

/// The Số lượng of an award without a recipient: a number would do, too.
fn quantity(context: &Context<'_>, at: Origin) -> Option<Origin> {
    let (_, table) = context.table_at(at).filter(|(_, table)| table.form == Form::Awards)?;
    let cell = at.cell.filter(|cell| table.column(Column::Recipient) == Some(cell.col))?;
    Some(Origin::cell(at.file, table.sheet, cell.row, table.column(Column::Quantity)?))
}

/// The first and last column that tell fields: one that names them, or one to tick for each.
fn columns_of_fields(placed: &Placed<'_>) -> Option<(u16, u16)> {
    let tells = |used: &&ColumnUse| matches!(used.column, Some(Column::Field | Column::FieldTick(_)));
    let mut cols = placed.table.columns.iter().filter(tells).map(|used| used.col);
    let first = cols.next()?;
    Some((first, cols.last().unwrap_or(first)))
}

/// Lists whose column of fields is all blank, where other lists tell theirs.
fn fields_blank(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lists: Vec<Placed<'_>> = context.tables(Form::Models).collect();
    let fields = |placed: &Placed<'_>| match &placed.table.content {
        Content::Models(rows) => rows.iter().any(|row| row.field.is_some() || row.field_group.is_some()),
        _ => false,
    };
    if !lists.iter().any(fields) {
        return findings;
    }
    for placed in lists.iter().filter(|placed| !fields(placed)) {
        let (Content::Models(rows), Some((from, to))) = (&placed.table.content, columns_of_fields(placed)) else { continue };
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        // What cannot be read is told as that.
        let column = placed.cell(first.row, from).through(last.row, to);
        if context.misreads().any(|misread| column.meets(misread.at)) {
            continue;
        }
        let message = match rows.len() {
            1 => "cột “Lĩnh vực” để trống; ghi bổ sung".to_owned(),
            count => format!("cột “Lĩnh vực” để trống ở cả {count} dòng; ghi bổ sung"),
        };
        findings.push(RULE.finding(column, message).graded(Severity::Review));
    }
    findings
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
    let without = lists.iter().filter(|placed| !told(placed) && columns_of_fields(placed).is_none());
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
