//! The previous period (kỳ trước): figures of an earlier `so-lieu.json` by their dotted path, then those given by hand.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Surroundings;
use super::log::offer;
use super::reader::Section;
use super::schema;
use crate::model::{Baseline, Field, Level, Period, name};

/// First parts of a figure's key in `so-lieu.json`.
const GROUPS: &[&str] = &["nop", "dang_ky", "hieu_qua", "nhan_rong", "de_nghi", "cong_nhan", "khen_thuong", "chi_tieu"];

/// What a figure's key may name.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) levels: &'a [Level],
    pub(super) fields: &'a [Field],
}

/// `[ky_truoc]`, or `None` where it is absent.
pub(super) fn read(root: &Section<'_>, around: &Surroundings<'_>, names: Names<'_>) -> Option<Baseline> {
    let section = root.section("ky_truoc");
    section.known(schema::BASELINE);
    root.has("ky_truoc").then_some(())?;
    let mut baseline = Baseline { year: section.year("nam"), figures: Vec::new() };
    let mut files: Vec<Value> = Vec::new();
    for path in section.paragraphs("tep").iter().filter(|path| !path.is_empty()).map(|path| path.replace('\\', "/")) {
        match earlier(&path, around) {
            Ok(value) => files.push(value),
            Err(message) => section.fault("tep", message),
        }
    }
    baseline.figures = together(&files);
    baseline.year = baseline.year.or_else(|| files.iter().find_map(year_of));
    for (at, path, number) in section.numbers("so_lieu") {
        let path = indicator_key(path);
        if let Some(message) = unknown_key(&path, names) {
            section.fault_at(at, message);
        }
        match baseline.figures.iter_mut().find(|(known, _)| *known == path) {
            Some((_, figure)) => *figure = number,
            None => baseline.figures.push((path, number)),
        }
    }
    Some(baseline)
}

/// The figures of one file; of several, those of units that were merged since, added up. What one of them does not tell, and
/// percentages, are unknown of the whole.
fn together(files: &[Value]) -> Vec<(String, Decimal)> {
    let mut lists = files.iter().map(|file| {
        let mut figures = Vec::new();
        flatten(file, String::new(), &mut figures);
        figures
    });
    let Some(mut sum) = lists.next() else { return Vec::new() };
    for list in lists {
        sum.retain_mut(|(key, figure)| {
            let other = list.iter().find(|(known, _)| known == key).and_then(|(_, other)| figure.checked_add(*other));
            other.inspect(|added| *figure = *added).is_some()
        });
    }
    if files.len() > 1 {
        let items = files.iter().filter_map(|file| file.get("chi_tieu")?.as_array()).flatten();
        let is_percent = |item: &&Value| item.get("don_vi_tinh").and_then(Value::as_str).is_some_and(|unit| unit.contains('%'));
        let percents: Vec<String> =
            items.filter(is_percent).filter_map(|item| Some(format!("chi_tieu.{}", item.get("ma")?.as_str()?))).collect();
        sum.retain(|(key, _)| {
            let of_percent = percents.iter().any(|code| key == code || key.starts_with(&format!("{code}.")));
            !of_percent && key != "phien_ban" && !key.starts_with("so_sanh.")
        });
    }
    sum
}

/// `ky_truoc.danh_sach`: where the previous period's lists are.
pub(super) fn lists(root: &Section<'_>) -> Option<String> {
    let section = root.section("ky_truoc");
    section.text("danh_sach").filter(|path| !path.is_empty()).map(|path| path.replace('\\', "/"))
}

fn earlier(path: &str, around: &Surroundings<'_>) -> Result<Value, String> {
    let text = (around.read)(path).map_err(|reason| format!("không đọc được tệp kỳ trước “{path}”: {reason}"))?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        format!(
            "tệp kỳ trước “{path}” không phải là JSON đúng (hỏng ở dòng {}); dùng lại tệp so-lieu.json của kỳ trước",
            fault.line()
        )
    })?;
    if value.is_object() {
        return Ok(value);
    }
    Err(format!("tệp kỳ trước “{path}” không có dạng của so-lieu.json; dùng lại tệp so-lieu.json của kỳ trước"))
}

/// First year of `hoi_nghi.ky`.
fn year_of(value: &Value) -> Option<u16> {
    Period::parse(value.get("hoi_nghi")?.get("ky")?.as_str()?).map(|period| period.from.year)
}

/// An indicator's value has the key `chi_tieu.MA`, not `chi_tieu.MA.gia_tri`.
fn indicator_key(path: String) -> String {
    match path.strip_suffix(".gia_tri") {
        Some(value) if value.starts_with("chi_tieu.") => value.to_owned(),
        _ => path,
    }
}

/// Every number with its dotted path. An element of a list is named by its `ma`; one without stands for nothing that
/// could be found again in another period (the third award group of two conferences), so it is left aside.
fn flatten(value: &Value, path: String, figures: &mut Vec<(String, Decimal)>) {
    let below = |part: &str| if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                flatten(inner, below(key), figures);
            }
        }
        Value::Array(items) => {
            for inner in items {
                if let Some(code) = inner.get("ma").and_then(Value::as_str) {
                    flatten(inner, below(code), figures);
                }
            }
        }
        Value::Number(number) => {
            let text = number.to_string();
            if let Ok(number) = text.parse().or_else(|_| Decimal::from_scientific(&text)) {
                figures.push((indicator_key(path), number));
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Why a figure's key cannot be one, if so: a group, a level or a field that does not exist would silently never be
/// compared.
fn unknown_key(path: &str, names: Names<'_>) -> Option<String> {
    let parts: Vec<&str> = path.split('.').collect();
    let first = *parts.first()?;
    if !GROUPS.contains(&first) {
        return Some(format!(
            "khóa số liệu “{path}” không có trong so-lieu.json: “{first}”{}",
            offer(first, GROUPS.iter().copied())
        ));
    }
    for (i, part) in parts.iter().enumerate().skip(1) {
        let before = parts[i - 1];
        let levels = before == "theo_cap" || (i == 1 && matches!(first, "cong_nhan" | "de_nghi"));
        let known: Vec<&str> = if levels {
            names.levels.iter().map(|level| level.code.as_str()).collect()
        } else if before == "theo_linh_vuc" {
            names.fields.iter().map(|field| field.code.as_str()).collect()
        } else {
            continue;
        };
        if !known.contains(part) {
            let what = if levels { "cấp" } else { "lĩnh vực" };
            let near = name::nearest(part, known.iter().copied());
            let hint = near.map_or_else(|| format!("; dùng được: {}", known.join(", ")), |n| format!("; có phải là “{n}”?"));
            return Some(format!("khóa số liệu “{path}”: không có {what} mã “{part}”{hint}"));
        }
    }
    None
}
