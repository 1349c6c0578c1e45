//! R15: a unit's stated figure is neither what its own list holds nor the sum over its child units.

use super::{Blank, Context, Rule, stated};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R15",
    name: "roll-up-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Số liệu đơn vị tự tổng hợp khác danh sách của chính đơn vị, hoặc khác tổng số liệu các đơn vị trực thuộc.",
    why: "Báo cáo nêu cả hai; người đọc đếm danh sách hoặc cộng cột sẽ thấy chênh lệch.",
    remedy: "Hỏi lại đơn vị con số nào đúng rồi sửa ô đó, hoặc bổ sung danh sách.",
    basis: "Số liệu cấp trên là tổng các đơn vị trực thuộc và khối cơ quan; số tổng hợp bằng số dòng của danh sách.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    stated::findings(context, &RULE, false)
}
