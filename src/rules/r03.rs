//! R03: in one row of Biểu 3 mô hình and điển hình do not add up to the total beside them.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R03",
    name: "kinds-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Mô hình cộng điển hình khác với tổng số cùng dòng.",
    why: "Báo cáo viết “… mô hình, … điển hình”; hai số này cộng lại phải bằng tổng số.",
    remedy: "Xem lại từng số trong dòng, sửa ô sai.",
    basis: "Mỗi dòng đăng ký là một mô hình hoặc một điển hình.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Kinds)
}
