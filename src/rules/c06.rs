//! C06: text that lost its letters and cannot be mended.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C06",
    name: "letters-lost",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Chữ bị mất dấu, mất chữ (“Dân v?n”), không khôi phục được.",
    why: "Tên sẽ in sai trong báo cáo, danh sách khen thưởng.",
    remedy: "Gõ lại ô đó bằng phông Unicode.",
    basis: "Chữ đã mất thì không thể đoán.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::LettersLost { value } => {
            Some(RULE.finding(misread.at, format!("{} bị mất chữ; gõ lại ô này", quoted(value))))
        }
        _ => None,
    });
    facts.collect()
}
