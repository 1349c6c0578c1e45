//! R45: a list names a unit that does not belong to the one that sent it.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R45",
    name: "unit-outside-submitter",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Biểu ghi số liệu của đơn vị không trực thuộc đơn vị gửi.",
    why: "Số liệu bị tính cho đơn vị khác, hoặc bị tính hai lần.",
    remedy: "Kiểm tra tên đơn vị ở cột Đơn vị, hoặc đơn vị gửi ghi ở trang Thông tin.",
    basis: "Cây đơn vị trong don-vi.csv: đơn vị chỉ báo cáo phần của mình và các đơn vị trực thuộc.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        // Where it is in doubt whose a file is, S03 tells that.
        MisreadKind::UnitOutside { unit, submitter } if !context.is_doubtful_name(submitter) => {
            let message = format!("{} không trực thuộc đơn vị gửi biểu là {}", quoted(unit), quoted(submitter));
            Some(RULE.finding(misread.at, message).of_unit(submitter).with_texts(unit, submitter))
        }
        _ => None,
    });
    facts.collect()
}
