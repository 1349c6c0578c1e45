//! S06: hidden rows, columns or sheets: read, or left aside, as said.

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S06",
    name: "hidden",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Có dòng, cột hoặc trang bị ẩn.",
    why: "Người gửi có thể không biết phần bị ẩn cũng được tính.",
    remedy: "Bỏ ẩn để kiểm tra; phần không dùng thì xóa hẳn.",
    basis: "Số liệu bị ẩn vẫn nằm trong tệp.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::Hidden { what, read: true } => Some(
            RULE.finding(misread.at, format!("{what} đang bị ẩn, vẫn được đọc và tính; bỏ ẩn để kiểm tra, không dùng thì xóa")),
        ),
        MisreadKind::Hidden { what, read: false } => {
            Some(RULE.finding(misread.at, format!("{what} đang bị ẩn nên không đọc; cần tính thì bỏ ẩn")))
        }
        _ => None,
    });
    facts.collect()
}
