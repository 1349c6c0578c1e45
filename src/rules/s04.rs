//! S04: a table lacks a column without which its rows say nothing.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S04",
    name: "column-missing",
    severity: Severity::MustFix,
    blank: Blank::Reported,
    what: "Biểu thiếu cột bắt buộc.",
    why: "Thiếu cột này thì các dòng của biểu không tính được.",
    remedy: "Bổ sung cột, hoặc sửa tiêu đề cột cho đúng biểu mẫu; tiêu đề viết khác thì khai báo trong mục [nhan_dang] của hoi-nghi.toml.",
    basis: "Biểu 1 cần tên mô hình; Biểu 2 cần tên hoặc số lượng, và hình thức khen; Biểu 3 cần ít nhất một cột số liệu; Biểu 4 cần chỉ tiêu và thực hiện.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::ColumnMissing { form, heading } => {
            let message = format!("{} thiếu cột {}; bổ sung cột hoặc sửa lại tiêu đề", quoted(form.name()), quoted(heading));
            Some(RULE.finding(misread.at, message))
        }
        _ => None,
    });
    facts.collect()
}
