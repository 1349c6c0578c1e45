//! R16: the total row of a Biểu 3 whose rows are units, or a subtotal of it, is not the sum of its rows.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R16",
    name: "total-row-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Dòng tổng cộng (hoặc dòng cộng nhóm) khác tổng các dòng đơn vị trong cùng biểu.",
    why: "Số ở dòng tổng cộng là số được đưa vào báo cáo; người đọc cộng cột sẽ thấy chênh lệch.",
    remedy: "Cộng lại cột, kể cả dòng khối cơ quan, đơn vị trực thuộc; không cộng các dòng cộng nhóm. Sửa ô sai.",
    basis: "Dòng tổng cộng của biểu bằng tổng các dòng đơn vị của biểu đó; dòng cộng nhóm bằng tổng các dòng của nhóm.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Units)
}
