//! S07: two versions of one unit's form, neither newer: its figures are unknown.

use std::collections::BTreeMap;

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

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
    // The same pair may be told from either side, and of every form in the two files: one cause.
    let mut pairs: BTreeMap<_, Pair<'_>> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::VersionConflict { unit, form, other } = &misread.what
            && !context.is_doubtful_name(unit)
        {
            let files = (misread.at.file.min(other.file), misread.at.file.max(other.file), unit);
            let pair = pairs.entry(files).or_insert_with(|| Pair { unit, at: misread.at, other: *other, forms: Vec::new() });
            if !pair.forms.contains(&form.name()) {
                pair.forms.push(form.name());
            }
        }
    }
    pairs.into_values().map(|pair| finding(context, &pair)).collect()
}

/// Two files of a unit, neither newer.
struct Pair<'a> {
    unit: &'a str,
    at: Origin,
    other: Origin,
    forms: Vec<&'a str>,
}

fn finding(context: &Context<'_>, pair: &Pair<'_>) -> Finding {
    let message = format!(
        "{} gửi hai bản, không rõ bản nào mới hơn (bản kia: {}); chưa bản nào được tính: {}",
        pair.unit,
        context.dossier.reading(pair.other.file).path,
        pair.forms.join("; ")
    );
    RULE.finding(pair.at, message).of_unit(pair.unit).with_related([pair.other])
}
