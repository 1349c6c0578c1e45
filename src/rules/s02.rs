//! S02: a file or sheet has content but no table that can be recognised.

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S02",
    name: "no-table",
    severity: Severity::MustFix,
    blank: Blank::Reported,
    what: "Tệp hoặc trang có nội dung nhưng không nhận ra biểu nào.",
    why: "Số liệu trong trang đó chưa được tính.",
    remedy: "Dùng đúng biểu mẫu, giữ nguyên dòng tiêu đề cột; tiêu đề viết khác thì khai báo trong mục [nhan_dang] của hoi-nghi.toml.",
    basis: "Biểu được nhận ra nhờ tiêu đề các cột.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::NoTable if misread.at.sheet.is_some() => {
            Some(RULE.finding(misread.at, "trang có nội dung nhưng không nhận ra biểu nào; kiểm tra dòng tiêu đề cột"))
        }
        MisreadKind::NoTable => {
            Some(RULE.finding(misread.at, "tệp không có biểu nào nhận ra được; kiểm tra dòng tiêu đề cột hoặc dùng lại biểu mẫu"))
        }
        _ => None,
    });
    facts.collect()
}
