//! C02: a needed cell is blank.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

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
    facts.collect()
}
