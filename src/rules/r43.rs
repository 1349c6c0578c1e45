//! R43: an older version of a form was set aside because a newer one came.

use std::collections::BTreeMap;

use super::{Blank, Context, Rule};
use crate::model::{Dossier, Finding, Form, MisreadKind, Origin, Severity, Table};

pub(super) const RULE: Rule = Rule {
    code: "R43",
    name: "superseded",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Biểu đã có bản mới hơn của cùng đơn vị, cùng kỳ, cùng đợt; bản này không tính.",
    why: "Đơn vị gửi lại sau khi sửa; cần biết bản nào đang được dùng.",
    remedy: "Không phải sửa. Nếu bản cũ mới là bản đúng thì sửa Ngày lập hoặc bỏ bản mới khỏi thư mục nộp.",
    basis: "Bản có Ngày lập muộn hơn thay bản trước.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    // Said of replaced tables themselves, so read from the dossier's own list. All forms of a file have one cause.
    let mut versions: BTreeMap<_, Version<'_>> = BTreeMap::new();
    for misread in &dossier.misreads {
        if let MisreadKind::Superseded { unit, form, by } = &misread.what {
            let version = versions.entry((misread.at.file, by.file, unit));
            version.or_insert_with(|| Version { unit, at: misread.at, by: *by, forms: Vec::new() }).forms.push(*form);
        }
    }
    versions.into_values().map(|version| finding(dossier, &version)).collect()
}

/// A unit's file that a newer one replaced, form by form.
struct Version<'a> {
    unit: &'a str,
    at: Origin,
    by: Origin,
    forms: Vec<Form>,
}

fn finding(dossier: &Dossier, version: &Version<'_>) -> Finding {
    let Version { unit, at, by, forms } = version;
    let parts: Vec<String> = forms.iter().map(|&form| told(dossier, at.file, by.file, form)).collect();
    let newer = &dossier.reading(by.file).path;
    let message = format!("{unit} đã gửi bản mới hơn ở {newer}; bản này không tính: {}", parts.join("; "));
    RULE.finding(*at, message).of_unit(*unit).with_related([*by])
}

/// "Biểu 1 - Mô hình (bản cũ 12 dòng, bản mới 13 dòng)".
fn told(dossier: &Dossier, old: u32, new: u32, form: Form) -> String {
    let (old, new) = (records(dossier, old, form), records(dossier, new, form));
    let differs = if old == new { String::new() } else { format!(" (bản cũ {old} dòng, bản mới {new} dòng)") };
    format!("{}{differs}", form.name())
}

/// How many records a file sends in a form.
fn records(dossier: &Dossier, file: u32, form: Form) -> usize {
    dossier.reading(file).tables.iter().filter(|t| t.form == form).map(Table::records).sum()
}
