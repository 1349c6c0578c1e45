//! R06: what stands under “trong đó” adds up to less than the whole, and nobody knows whether that is all.

use super::sums::{self, FaultKind};
use super::{Blank, Context, Rule};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R06",
    name: "partial-breakdown",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Các số sau chữ “trong đó” cộng lại nhỏ hơn tổng số.",
    why: "Không biết phần chia ra đã đủ hay còn thiếu, nên chưa thể kết luận số nào sai.",
    remedy: "Kể hết các phần, hoặc ghi rõ phần còn lại.",
    basis: "Phần sau “trong đó” có thể chỉ nêu một phần; chỉ chia đủ các phần thì mới bắt buộc bằng tổng số.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::told(context, &RULE, FaultKind::Short)
}
