//! R02: in one row of Biểu 3 the owners (tập thể, cá nhân, hộ gia đình) do not add up to the total beside them.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R02",
    name: "owners-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Tập thể cộng cá nhân (cộng hộ gia đình) khác với tổng số cùng dòng.",
    why: "Báo cáo viết “trong đó có … tập thể, … cá nhân”; hai số này phải khớp với tổng số.",
    remedy: "Xem lại từng số trong dòng, sửa ô sai.",
    basis: "Mỗi mô hình, điển hình thuộc đúng một loại đối tượng.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Owners)
}
