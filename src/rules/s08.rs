//! S08: a file with the same bytes as another; read once.

use std::collections::BTreeMap;

use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S08",
    name: "duplicate-file",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Tệp giống hệt một tệp khác trong thư mục nộp.",
    why: "Chỉ tính một lần.",
    remedy: "Không phải sửa; có thể xóa bớt một tệp.",
    basis: "Hai tệp giống nhau từng byte, hoặc có cùng các dòng số liệu ở cùng các ô.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut copies: BTreeMap<u32, Origin> = BTreeMap::new();
    for misread in &dossier.misreads {
        if let MisreadKind::Duplicate { of } = &misread.what {
            copies.entry(misread.at.file).or_insert(*of);
        }
    }
    let finding = |(file, of): (u32, Origin)| {
        let message = format!("giống hệt {}; chỉ tính một lần", dossier.reading(of.file).path);
        RULE.finding(Origin::file(file), message).with_related([of])
    };
    copies.into_iter().map(finding).collect()
}
