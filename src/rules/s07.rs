//! S07: two versions of one unit's form, neither newer: its figures are unknown.

use std::collections::BTreeSet;

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S07",
    name: "two-versions",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Hai bản của cùng một biểu, không biết bản nào mới hơn.",
    why: "Không bản nào được tính; số liệu của đơn vị này coi như chưa có.",
    remedy: "Giữ lại bản đúng, bỏ bản kia khỏi thư mục nộp; hoặc ghi Ngày lập vào cả hai bản.",
    basis: "Bản có Ngày lập muộn hơn thay bản trước; không phân biệt được thì phải hỏi đơn vị.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut told = BTreeSet::new();
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::VersionConflict { unit, form, other } => {
            let (low, high) = (misread.at.file.min(other.file), misread.at.file.max(other.file));
            // The same pair may be told from either side.
            told.insert((unit, *form, low, high)).then(|| {
                let path = &context.dossier.reading(other.file).path;
                let message = format!(
                    "{} của {unit} có hai bản, không rõ bản nào mới hơn (bản kia: {path}); chưa bản nào được tính",
                    form.name()
                );
                RULE.finding(misread.at, message).of_unit(unit).with_related([*other])
            })
        }
        _ => None,
    });
    facts.collect()
}
