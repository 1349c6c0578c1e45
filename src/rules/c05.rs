//! C05: text in an old font's encoding (TCVN3, VNI) was mended; one note per sheet.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C05",
    name: "text-mended",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Chữ viết bằng phông cũ (TCVN3, VNI) đã được đổi sang Unicode khi đọc.",
    why: "Tên in ra trong báo cáo là tên đã đổi; cần xem lại cho chắc.",
    remedy: "Không phải sửa nếu chữ đã đúng; lần sau gõ bằng phông Unicode (Times New Roman).",
    basis: "Văn bản hành chính dùng phông Unicode theo TCVN 6909:2001.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut sheets: BTreeMap<_, Vec<(Origin, &str, &str)>> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::Mended { before, after } = &misread.what {
            sheets.entry((misread.at.file, misread.at.sheet)).or_default().push((misread.at, before, after));
        }
    }
    let finding = |cells: Vec<(Origin, &str, &str)>| {
        let (&(at, before, after), others) = cells.split_first()?;
        let message = match cells.len() {
            1 => format!("chữ gõ bằng phông cũ {} đã đọc thành {}", quoted(before), quoted(after)),
            n => format!("{n} ô gõ bằng phông cũ đã đổi sang Unicode; ô đầu {} đã đọc thành {}", quoted(before), quoted(after)),
        };
        Some(RULE.finding(at, message).with_texts(before, after).with_related(others.iter().map(|(at, ..)| *at)))
    };
    sheets.into_values().filter_map(finding).collect()
}
