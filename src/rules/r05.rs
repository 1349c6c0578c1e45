//! R05: in a Biểu 3 divided both ways, the fields of one owner, kind or novelty do not add up to its total.

use super::equations::Split;
use super::{Blank, Context, Rule, sums};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R05",
    name: "cross-table-does-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Ở một cột chia nhỏ (tập thể, cá nhân; mô hình, điển hình; mới, duy trì), cộng các lĩnh vực khác với dòng tổng của cột đó.",
    why: "Bảng phải khớp cả khi cộng dọc lẫn khi cộng ngang; lệch một ô thì không biết tin số nào.",
    remedy: "Cộng lại cột ấy theo từng lĩnh vực, sửa ô sai.",
    basis: "Số tập thể ở dòng tổng bằng tổng số tập thể của các lĩnh vực; cá nhân và các cột chia khác cũng vậy.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    sums::findings(context, &RULE, Split::Cross)
}
