//! R01: the fields of a stated total (Biểu 3) do not add up to it, down a column or along a row.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R01",
    name: "fields-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Cộng các lĩnh vực khác với dòng (cột) tổng số.",
    why: "Báo cáo nêu cả tổng số và từng lĩnh vực; người đọc cộng lại sẽ thấy chênh lệch.",
    remedy: "Cộng lại các lĩnh vực, sửa ô sai. Nhóm lĩnh vực ghi gộp chỉ được tính một lần.",
    basis: "Mỗi mô hình, điển hình thuộc đúng một lĩnh vực, nên tổng số bằng tổng các lĩnh vực.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Fields)
}
