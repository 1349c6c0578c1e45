//! S10: an entry of `[[giai_trinh]]` matches no finding any more.

use super::{Blank, Context, Rule};
use crate::model::{Explanation, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S10",
    name: "explanation-without-finding",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Một mục giải trình trong hoi-nghi.toml không còn ứng với nội dung nào.",
    why: "Nội dung đã được sửa, hoặc mã, tệp, trang, ô ghi trong mục giải trình không đúng.",
    remedy: "Không cần nữa thì bỏ mục đó; còn cần thì sửa mã, tệp, trang, ô.",
    basis: "Các mục [[giai_trinh]] trong hoi-nghi.toml.",
    check: not_yet,
};

/// It is judged when all other findings are known: see [`idle`].
fn not_yet(_: &Context<'_>) -> Vec<Finding> {
    Vec::new()
}

/// The entries that explain none of the findings. R30 is only judged for the final version.
pub(super) fn idle(context: &Context<'_>, findings: &[Finding]) -> Vec<Finding> {
    let unused = |(at, entry): &(usize, &Explanation)| {
        let judged = context.is_final || !entry.code.eq_ignore_ascii_case("R30");
        judged && findings.iter().all(|finding| finding.explained != Some(*at))
    };
    let finding = |(at, entry): (usize, &Explanation)| {
        let told = [("tệp", &entry.file), ("trang", &entry.sheet), ("ô", &entry.cell), ("đơn vị", &entry.unit)];
        let place: Vec<String> =
            told.into_iter().filter_map(|(what, text)| text.as_ref().map(|text| format!("{what} {text}"))).collect();
        let place = if place.is_empty() { String::new() } else { format!(", {}", place.join(", ")) };
        RULE.unplaced(format!("mục [[giai_trinh]] thứ {} ({}{place}) không ứng với nội dung nào", at + 1, entry.code))
    };
    context.dossier.authority.explanations.iter().enumerate().filter(unused).map(finding).collect()
}
