//! R47: a model is given two owner types; it counts under the first.

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R47",
    name: "two-owners",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Một mô hình được ghi hai loại đối tượng.",
    why: "Mỗi mô hình chỉ tính cho một loại đối tượng; tạm tính theo loại ghi trước.",
    remedy: "Chọn một loại đối tượng; nhiều bên cùng thực hiện thì ghi tên ở cột Tập thể, cá nhân thực hiện.",
    basis: "Tập thể cộng cá nhân cộng hộ gia đình bằng tổng số.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::TwoOwners { names } => {
            let first = names.first().map_or("", String::as_str);
            let message = format!("ghi {} loại đối tượng: {}; tạm tính là {first}", names.len(), names.join(", "));
            let first = Origin { to: None, ..misread.at };
            Some(RULE.finding(first, message).with_related(misread.at.to.map(|_| misread.at)))
        }
        _ => None,
    });
    facts.collect()
}
