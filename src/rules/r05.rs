//! R05: in a Biểu 3 divided both ways, the fields of one owner, kind or novelty do not add up to its total.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R05",
    name: "cross-table-does-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Cộng các lĩnh vực theo tập thể, cá nhân (hoặc mô hình, điển hình; mới, duy trì) khác với số tổng của cột đó.",
    why: "Bảng chia hai chiều phải khớp cả chiều dọc lẫn chiều ngang; lệch một ô là không biết tin số nào.",
    remedy: "Cộng lại cột ấy theo từng lĩnh vực, sửa ô sai.",
    basis: "Tổng tập thể bằng tổng số tập thể của từng lĩnh vực; cá nhân cũng vậy.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Cross)
}
