//! S02: a file or sheet has content but no table that can be recognised.

use super::{Blank, Context, Rule};
use crate::model::{Fate, Finding, MisreadKind, Origin, Severity};

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
    facts.chain(empty(context)).collect()
}

/// Workbooks in which nothing is written at all.
fn empty<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Finding> + 'a {
    let files = context.dossier.readings.iter().zip(0u32..);
    let empty =
        files.filter(|(reading, _)| reading.fate == Fate::Read && reading.tables.is_empty() && reading.misreads.is_empty());
    empty.map(|(_, file)| RULE.finding(Origin::file(file), "các trang đều trống, không có số liệu nào; gửi lại tệp có số liệu"))
}
