//! C01: a value that is not in its list, or names nothing known; once per value and column.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Finding, Form, Misread, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C01",
    name: "not-in-list",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Ô ghi một giá trị không có trong danh mục, hoặc không phải là số.",
    why: "Không biết xếp vào đâu nên dòng đó chưa được tính vào phần chia theo cột này.",
    remedy: "Sửa theo danh mục; giá trị gần nhất được gợi ý.",
    basis: "Danh mục cấp, lĩnh vực, đối tượng, loại hình khai báo trong hoi-nghi.toml.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut values: BTreeMap<(u32, Option<u16>, &str, &str), Finding> = BTreeMap::new();
    let mut findings = Vec::new();
    for misread in context.misreads() {
        if let MisreadKind::NotInList { column, value, nearest } = &misread.what {
            match values.entry((misread.at.file, misread.at.sheet, column, value)) {
                Entry::Occupied(mut first) => first.get_mut().related.push(misread.at),
                Entry::Vacant(place) => drop(place.insert(not_in_list(misread.at, column, value, nearest.as_deref()))),
            }
        } else {
            findings.extend(other(context, misread));
        }
    }
    findings.extend(values.into_values());
    findings
}

fn not_in_list(at: Origin, column: &str, value: &str, nearest: Option<&str>) -> Finding {
    let offer = nearest.map_or_else(|| "sửa lại theo danh mục".to_owned(), |nearest| format!("có phải là {}?", quoted(nearest)));
    RULE.finding(at, format!("cột {} ghi {}, không có trong danh mục; {offer}", quoted(column), quoted(value)))
}

fn other(context: &Context<'_>, misread: &Misread) -> Option<Finding> {
    match &misread.what {
        MisreadKind::BadAmount { value } => {
            Some(RULE.finding(misread.at, format!("{} không phải là số; ghi lại số liệu", quoted(value))))
        }
        MisreadKind::NoSuchModel { name } => {
            let recognition = context.table_at(misread.at).is_some_and(|(_, table)| table.form == Form::Recognitions);
            let message = format!("không có mô hình nào trong Biểu 1 tên (mã) {}", quoted(name));
            // A recognition without its model is not counted; an award counts all the same.
            Some(if recognition {
                RULE.finding(misread.at, format!("{message}; lượt công nhận này chưa được tính"))
            } else {
                RULE.finding(misread.at, format!("{message}; kiểm tra tên mô hình")).graded(Severity::Review)
            })
        }
        _ => None,
    }
}
