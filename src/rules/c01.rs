//! C01: a value that is not in its list, or names nothing known, once per value and column; a unit of measure that
//! does not convert, or differs by region.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule, indicators};
use crate::model::{Adding, Column, Finding, Form, Misread, MisreadKind, Owner, Severity, name, regional};

pub(super) const RULE: Rule = Rule {
    code: "C01",
    name: "not-in-list",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Ô ghi một giá trị không có trong danh mục, không phải là số, hoặc theo đơn vị tính không quy đổi được.",
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
                Entry::Vacant(place) => {
                    let offer = match nearest {
                        Some(nearest) => format!("có phải là {}?", quoted(nearest)),
                        None => choices(context, column),
                    };
                    let message = format!("cột {} ghi {}, không có trong danh mục; {offer}", quoted(column), quoted(value));
                    place.insert(RULE.finding(misread.at, message));
                }
            }
        } else {
            findings.extend(other(context, misread));
        }
    }
    findings.extend(values.into_values());
    findings.extend(units_of_measure(context));
    findings
}

/// Units of measure that cannot be taken to the one of the indicator (the row is left out of its sum), or that are not
/// the same land everywhere (the row counts as written).
fn units_of_measure(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for group in indicators::groups(context) {
        let root = context.dossier.units.root();
        for fact in group.facts.iter().filter(|fact| group.adds() != Adding::Own || fact.unit == root) {
            let (Some(unit), Some(_)) = (fact.row.unit_of_measure.as_deref(), fact.row.value) else { continue };
            let regional = regional(unit, &fact.row.name);
            let differs = regional.map_or_else(String::new, |may_be| format!(" mỗi vùng mỗi khác ({may_be}),"));
            let (named, unit, wanted) = (quoted(&fact.row.name), quoted(unit), quoted(group.measured_in));
            let message = if !fact.converts() {
                format!(
                    "{named} tính bằng {unit},{differs} không quy đổi được ra {wanted} nên chưa được tính; ghi lại số liệu theo {wanted}"
                )
            } else if regional.is_some() && group.declared.is_none() {
                format!("{named} tính bằng {unit},{differs} không rõ là bao nhiêu; ghi lại số liệu theo m² hoặc ha")
            } else {
                continue;
            };
            let at = context.dossier.cell(fact.at, Column::UnitOfMeasure);
            let finding = RULE.finding(at, message).of_unit(context.name(fact.unit));
            findings.push(if fact.converts() { finding.graded(Severity::Review) } else { finding });
        }
    }
    findings
}

/// What may stand in a column, for the one who fills it in: the sender of a workbook never sees `hoi-nghi.toml`.
fn choices(context: &Context<'_>, column: &str) -> String {
    let authority = &context.dossier.authority;
    let column = name::slug_words(column);
    let names: Vec<&str> = if column.contains("linh vuc") {
        authority.fields.iter().map(|field| field.name.as_str()).collect()
    } else if column.split(' ').any(|word| word == "cap") {
        authority.levels.iter().map(|level| level.name.as_str()).collect()
    } else if column.contains("doi tuong") {
        Owner::ALL.iter().map(|owner| owner.name()).collect()
    } else if column.contains("loai hinh") {
        vec!["mô hình", "điển hình"]
    } else {
        Vec::new()
    };
    if names.is_empty() || names.len() > 12 {
        return "sửa lại theo danh mục".to_owned();
    }
    format!("chọn một trong: {}", names.join(", "))
}

fn other(context: &Context<'_>, misread: &Misread) -> Option<Finding> {
    match &misread.what {
        MisreadKind::BadAmount { value } => {
            Some(RULE.finding(misread.at, format!("{} không phải là số; ghi lại số liệu", quoted(value))))
        }
        MisreadKind::NoSuchModel { .. } if context.unit_at(misread.at).is_some_and(|unit| context.is_doubtful(unit)) => None,
        MisreadKind::NoSuchModel { name: text } => {
            let recognition = context.table_at(misread.at).is_some_and(|(_, table)| table.form == Form::Recognitions);
            let message = format!("không có mô hình nào trong Biểu 1 tên (mã) {}", quoted(text));
            // A recognition without its model is not counted; an award counts all the same.
            Some(if recognition {
                // The slip may as well be in Biểu 1.
                let unit = context.unit_at(misread.at);
                let models = || context.dossier.models.iter().filter(|m| Some(m.unit) == unit && m.is_registered());
                let nearest = name::nearest(text, models().map(|m| &*m.name));
                let row = models().find(|m| Some(&*m.name) == nearest).and_then(|m| m.rows.last());
                let offer = nearest.map_or_else(String::new, |nearest| format!("; có phải là {}?", quoted(nearest)));
                let message = format!("{message}{offer}; lượt công nhận này chưa được tính");
                RULE.finding(misread.at, message).with_related(row.map(|&row| context.dossier.cell(row, Column::Name)))
            } else {
                RULE.finding(misread.at, format!("{message}; kiểm tra tên mô hình")).graded(Severity::Review)
            })
        }
        _ => None,
    }
}
