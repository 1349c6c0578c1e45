//! R46: a model is given two fields.

use super::places::told_at;
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Content, Finding, MisreadKind, RowRef, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "R46",
    name: "two-fields",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Một mô hình được ghi hai lĩnh vực, trong một dòng hoặc ở hai đợt, hai tệp.",
    why: "Mô hình không được tính vào lĩnh vực nào, nên cộng các lĩnh vực sẽ thiếu.",
    remedy: "Chọn một lĩnh vực chính cho mô hình.",
    basis: "Mỗi mô hình, điển hình thuộc đúng một lĩnh vực. Biểu không chia theo lĩnh vực thì chỉ cần rà soát.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::TwoFields { names } => {
            let list: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            let message = format!("mô hình được ghi {} lĩnh vực: {}; chỉ chọn một", names.len(), list.join(", "));
            let severity = if counts_by_field(context, misread.at) { Severity::MustFix } else { Severity::Review };
            Some(RULE.finding(misread.at, message).graded(severity))
        }
        _ => None,
    });
    facts.chain(across_rows(context)).collect()
}

/// Models whose rows of several rounds or files tell different fields; the first one told is counted.
fn across_rows<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Finding> + 'a {
    let dossier = context.dossier;
    dossier.models.iter().filter(|model| model.rows.len() > 1).filter_map(move |model| {
        let told: Vec<_> = model.rows.iter().filter_map(|&row| Some((row, dossier.model_row(row)?.field?))).collect();
        // Rows of different names were joined by their code: that is told by C09.
        let title = |row: &RowRef| dossier.model_row(*row).map(|says| name::key(&says.name));
        if model.rows.iter().any(|row| title(row) != title(&model.rows[0])) {
            return None;
        }
        let &(_, first) = told.first()?;
        let &(other_row, other) = told.iter().find(|(_, field)| *field != first)?;
        let named = |field| quoted(&dossier.authority.field(field).name);
        let message = format!(
            "{} ghi lĩnh vực {}, chỗ khác ghi {}; thống nhất một lĩnh vực",
            quoted(&model.name),
            named(other),
            named(first)
        );
        let related = told.iter().map(|(row, _)| told_at(context, *row, Column::Field));
        let finding = RULE.finding(told_at(context, other_row, Column::Field), message).of_unit(context.name(model.unit));
        Some(finding.with_related(related))
    })
}

/// Are fields totalled: does any other model of the list tell its field?
fn counts_by_field(context: &Context<'_>, at: crate::model::Origin) -> bool {
    context.table_at(at).is_none_or(|(_, table)| match &table.content {
        Content::Models(rows) => rows.iter().any(|row| row.field.is_some()),
        _ => true,
    })
}
