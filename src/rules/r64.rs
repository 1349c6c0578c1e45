//! R64: one model arrived through two submitters; it was counted once.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R64",
    name: "sent-by-two-submitters",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Một mô hình đến từ hai nơi gửi: đơn vị và cấp trên của nó, hoặc hai đơn vị ghi cùng mã mô hình.",
    why: "Mô hình chỉ được tính một lần, ở đơn vị cấp dưới; số của nơi gửi kia vì vậy ít hơn danh sách của họ.",
    remedy: "Thống nhất nơi gửi; nếu là hai mô hình khác nhau thì ghi rõ tên, người thực hiện.",
    basis: "Cùng tên, cùng người thực hiện, và cùng nhánh trong cây đơn vị hoặc cùng mã mô hình.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let is_doubtful = |row| context.unit_at(dossier.cell(row, Column::Name)).is_some_and(|unit| context.is_doubtful(unit));
    let finding = |&(kept, joined): &(crate::model::RowRef, crate::model::RowRef)| {
        let (at, first) = (dossier.cell(joined, Column::Name), dossier.cell(kept, Column::Name));
        let title = dossier.model_row(joined).map_or("", |row| &*row.name);
        let other = context.unit_at(first).map_or("đơn vị khác", |unit| context.name(unit));
        let message = format!("{} cũng có trong danh sách của {other}; chỉ tính một lần, ở {other}", quoted(title));
        RULE.finding(at, message).with_related([first])
    };
    // Where it is in doubt whose a file is, its models seem to be sent twice.
    dossier.shared.iter().filter(|(kept, joined)| !is_doubtful(*kept) && !is_doubtful(*joined)).map(finding).collect()
}
