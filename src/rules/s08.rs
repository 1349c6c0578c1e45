//! S08: a file with the same bytes as another; read once.

use super::{Blank, Context, Rule};
use crate::model::{Fate, Finding, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S08",
    name: "duplicate-file",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Tệp giống hệt một tệp khác trong thư mục nộp.",
    why: "Chỉ tính một lần.",
    remedy: "Không phải sửa; có thể xóa bớt một tệp.",
    basis: "Hai tệp giống nhau từng byte.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let files = context.dossier.readings.iter().zip(0u32..);
    let copies = files.filter_map(|(reading, file)| match reading.fate {
        Fate::DuplicateOf(first) => {
            let message = format!("giống hệt {}; chỉ tính một lần", context.dossier.reading(first).path);
            Some(RULE.finding(Origin::file(file), message).with_related([Origin::file(first)]))
        }
        Fate::Read | Fate::Refused(_) | Fate::Skipped(_) => None,
    });
    copies.collect()
}
