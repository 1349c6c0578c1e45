//! R43: an older version of a form was set aside because a newer one came.

use std::collections::BTreeMap;

use super::{Blank, Context, Rule, words};
use crate::model::{AwardRow, Content, Dossier, Finding, Form, MisreadKind, ModelRow, Origin, Severity};

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
        if let MisreadKind::Superseded { unit, form, by } = &misread.what
            && !context.is_doubtful_name(unit)
        {
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

/// "Biểu 1 - Mô hình (bản cũ 12 dòng, bản mới 13 dòng; thêm “…”; sửa “…”)".
fn told(dossier: &Dossier, old: u32, new: u32, form: Form) -> String {
    let (old, new) = (records(dossier, old, form), records(dossier, new, form));
    let only = |these: &[Record], those: &[Record]| -> Vec<String> {
        these.iter().filter(|r| !those.iter().any(|o| o.title == r.title)).map(|r| r.title.clone()).collect()
    };
    let changed = |r: &&Record| new.iter().any(|n| n.title == r.title && n.says != r.says);
    let changed: Vec<String> = old.iter().filter(changed).map(|r| r.title.clone()).collect();
    let mut parts = Vec::new();
    if old.len() != new.len() {
        parts.push(format!("bản cũ {} dòng, bản mới {} dòng", old.len(), new.len()));
    }
    for (verb, titles) in [("thêm", only(&new, &old)), ("bỏ", only(&old, &new)), ("sửa", changed)] {
        if !titles.is_empty() {
            parts.push(format!("{verb} {}", named(&titles)));
        }
    }
    if parts.is_empty() {
        format!("{} (không khác gì)", form.name())
    } else {
        format!("{} ({})", form.name(), parts.join("; "))
    }
}

/// The first few titles, and how many more.
fn named(titles: &[String]) -> String {
    let shown: Vec<String> = titles.iter().take(3).map(|title| words::quoted(title)).collect();
    let more = if titles.len() > 3 { format!(" và {} dòng khác", titles.len() - 3) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// A record as compared between versions: what names it, and all it says, its place aside.
struct Record {
    title: String,
    says: String,
}

/// The records a file sends in a form.
fn records(dossier: &Dossier, file: u32, form: Form) -> Vec<Record> {
    let tables = dossier.reading(file).tables.iter().filter(|t| t.form == form);
    tables.flat_map(|table| of_content(&table.content)).collect()
}

fn of_content(content: &Content) -> Vec<Record> {
    let record = |title: &str, says: String| Record { title: title.to_owned(), says };
    match content {
        Content::Info(_) => Vec::new(),
        Content::Models(rows) => rows
            .iter()
            .map(|r| {
                let recognised = r.recognised.iter().map(|&(level, when, _)| (level, when, 0)).collect();
                record(&r.name, format!("{:?}", ModelRow { row: 0, unit: None, recognised, ..r.clone() }))
            })
            .collect(),
        Content::Recognitions(rows) => rows
            .iter()
            .map(|r| record(r.name.as_deref().or(r.code.as_deref()).unwrap_or_default(), format!("{:?} {:?}", r.level, r.when)))
            .collect(),
        Content::Awards(rows) => rows
            .iter()
            .map(|r| {
                record(
                    r.recipient.as_deref().unwrap_or(&r.form.name),
                    format!("{:?}", AwardRow { row: 0, unit: None, ..r.clone() }),
                )
            })
            .collect(),
        Content::Totals(rows) => rows
            .iter()
            .map(|r| record(&r.label, format!("{:?}", r.counts.iter().map(|(key, n, _)| (key, n)).collect::<Vec<_>>())))
            .collect(),
        Content::Indicators(rows) => {
            rows.iter().map(|r| record(&r.name, format!("{:?} {:?} {:?}", r.value, r.out_of, r.previous))).collect()
        }
        Content::Scores(rows) => rows
            .iter()
            .map(|r| {
                record(r.name.as_deref().or(r.code.as_deref()).unwrap_or_default(), format!("{:?} {:?}", r.own, r.appraised))
            })
            .collect(),
        Content::Assessment(rows) => rows.iter().map(|r| record(&r.text, String::new())).collect(),
    }
}
