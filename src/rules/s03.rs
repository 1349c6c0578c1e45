//! S03: nothing tells whose figures a file holds, or two sources name different units.

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S03",
    name: "unit-not-told",
    severity: Severity::MustFix,
    blank: Blank::Reported,
    what: "Tệp không cho biết của đơn vị nào, hoặc hai chỗ ghi hai đơn vị khác nhau.",
    why: "Không biết tính số liệu cho đơn vị nào.",
    remedy: "Ghi tên đơn vị vào trang Thông tin (dòng Đơn vị) hoặc dòng đầu của biểu; bỏ tên ghi nhầm.",
    basis: "Tên đơn vị lấy ở cột đơn vị, trang Thông tin, dòng tiêu đề, phần đầu văn bản, tên trang, thư mục, tên tệp, theo thứ tự đó.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::NoUnit => Some(
            RULE.finding(misread.at, "không biết là số liệu của đơn vị nào; ghi tên đơn vị vào dòng Đơn vị của trang Thông tin"),
        ),
        MisreadKind::UnitConflict { taken, other, other_at } => {
            let elsewhere = if other_at.sheet.is_none() { "tên tệp hoặc thư mục" } else { "chỗ khác" };
            let message = format!("chỗ này ghi {}, {elsewhere} ghi {}; sửa lại cho thống nhất", quoted(taken), quoted(other));
            Some(RULE.finding(misread.at, message).of_unit(taken).with_texts(taken, other).with_related([*other_at]))
        }
        _ => None,
    });
    // A file named after the unit above may still be the lower one's: that is asked.
    let files = context.named_files().map(|named| {
        let (taken, other) = (context.name(named.taken), context.name(named.unit));
        let message = format!("chỗ này ghi {}, tên tệp ghi {}; kiểm tra tệp là của đơn vị nào", quoted(taken), quoted(other));
        let finding = RULE.finding(named.at, message).graded(Severity::Review).of_unit(taken).with_texts(taken, other);
        finding.with_related([Origin::file(named.at.file)])
    });
    facts.chain(files).collect()
}
