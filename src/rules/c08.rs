//! C08: a form, body or indicator that is not declared; once each, with the slug it was given.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C08",
    name: "undeclared",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Hình thức khen, cơ quan khen hoặc chỉ tiêu chưa khai báo trong hoi-nghi.toml.",
    why: "Vẫn được tính, với mã đặt theo tên; ghi khác nhau thì thành hai mục riêng.",
    remedy: "Nếu là một mục đã có thì thêm tên này vào ten_khac; nếu là mục mới thì khai báo thêm trong hoi-nghi.toml.",
    basis: "Danh mục hinh_thuc_khen, tham_quyen, chi_tieu trong hoi-nghi.toml.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut names: BTreeMap<(&str, &str), (&str, Vec<Origin>)> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::Undeclared { kind, name, slug } = &misread.what {
            names.entry((kind, slug)).or_insert((name, Vec::new())).1.push(misread.at);
        }
    }
    let finding = |((kind, slug), (name, cells)): ((&str, &str), (&str, Vec<Origin>))| {
        let (&at, others) = cells.split_first()?;
        let message = format!("{kind} {} chưa khai báo trong hoi-nghi.toml; tạm dùng mã “{slug}”", quoted(name));
        Some(RULE.finding(at, message).with_related(others.iter().copied()))
    };
    names.into_iter().filter_map(finding).collect()
}
