//! R14: the number of nominations a unit states is not that of the models its list nominates.

use super::{Blank, Context, Rule, stated};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R14",
    name: "nominations-differ-from-list",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số đề nghị công nhận ghi trong biểu khác số mô hình được đề nghị trong danh sách.",
    why: "Danh sách đề nghị gửi kèm báo cáo; số nêu trong báo cáo phải đúng bằng số dòng của danh sách.",
    remedy: "Đếm lại các dòng có ghi Đề nghị công nhận cấp; sửa số tổng hợp hoặc bổ sung danh sách.",
    basis: "Mỗi dòng đề nghị trong danh sách là một mô hình được đề nghị.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    stated::findings(context, &RULE, true)
}
