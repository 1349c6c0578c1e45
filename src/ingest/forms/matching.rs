//! Which form a heading belongs to: the one most of whose columns it names.
//!
//! Sheet names only decide between forms that fit alike. The trap: "Lĩnh vực | Đăng ký | Công nhận" fits Biểu 1 and Biểu 3,
//! so a missing needed column weighs against a form.

use super::headings::{self, Path};
use super::page::Page;
use super::words::Words;
use super::{stated, words};
use crate::model::{Column, ColumnUse, Form, name};

/// A form, its columns, and the needed headings that are missing.
pub(super) type Matched = (Form, Vec<ColumnUse>, Vec<&'static str>);

/// The form most of whose columns the headings name.
pub(super) fn best_form(page: &Page<'_>, paths: &[Path]) -> Option<Matched> {
    let hint = hinted(&page.grid.name);
    page.words.matched(paths, hint, || {
        headings::LISTS
            .into_iter()
            .map(|form| list_columns(page.words, form, paths))
            .chain(std::iter::once(totals_columns(page.words, paths)))
            .filter_map(|matched| score(&matched, hint).map(|points| (points, matched)))
            .max_by_key(|(points, matched)| (*points, std::cmp::Reverse(matched.0)))
            .map(|(_, matched)| matched)
    })
}

/// The form that a sheet's name suggests.
pub(super) fn hinted(sheet: &str) -> Option<Form> {
    let slug = name::slug_words(sheet);
    let any = |list: &[&str]| list.iter().any(|w| words::holds(&slug, w));
    if any(&["bieu 1b"]) {
        Some(Form::Recognitions)
    } else if any(&["bieu 1c", "cham diem"]) {
        Some(Form::Scores)
    } else if any(&["bieu 1", "mo hinh"]) {
        Some(Form::Models)
    } else if any(&["bieu 2", "khen thuong", "khen"]) {
        Some(Form::Awards)
    } else if any(&["bieu 3", "tong hop"]) {
        Some(Form::Totals)
    } else if any(&["bieu 4", "chi tieu"]) {
        Some(Form::Indicators)
    } else if any(&["bieu 5", "danh gia", "kien nghi"]) {
        Some(Form::Assessment)
    } else if any(&["thong tin"]) {
        Some(Form::Info)
    } else {
        None
    }
}

/// How well a form fits; `None`: not recognised. A missing needed column weighs against it.
fn score(matched: &Matched, hint: Option<Form>) -> Option<i64> {
    let (form, columns, missing) = matched;
    let known = columns.iter().filter(|c| c.column.is_some()).count();
    let telling = columns
        .iter()
        .filter(|c| {
            c.column.is_some_and(|column| !matches!(column, Column::Index | Column::Note | Column::Unit | Column::Decision))
        })
        .count();
    if telling < 2 || known * 3 < columns.len() {
        return None;
    }
    if matches!(form, Form::Assessment | Form::Scores) && !missing.is_empty() {
        return None;
    }
    let points = i64::try_from(known * 4).ok()? - i64::try_from(missing.len() * 6).ok()?;
    Some(points + if hint == Some(*form) { 3 } else { 0 })
}

fn list_columns(words: &Words<'_>, form: Form, paths: &[Path]) -> Matched {
    let mut columns: Vec<ColumnUse> = Vec::new();
    for path in paths {
        let mut column = headings::column(form, path, words);
        let timed = matches!(column, Some(Column::Recognised(_))) && headings::when(path, words).is_some();
        if !timed && column.is_some_and(|c| columns.iter().any(|used| used.column == Some(c))) {
            column = second(form, column, path, &columns);
        }
        columns.push(ColumnUse { col: path.col, heading: path.text.clone(), column });
    }
    let missing = missing(form, &columns);
    (form, columns, missing)
}

/// What a column is whose meaning another column has already: "Mô hình, điển hình" after the name is the kind.
fn second(form: Form, column: Option<Column>, path: &Path, columns: &[ColumnUse]) -> Option<Column> {
    let free = |wanted: Column| (!columns.iter().any(|c| c.column == Some(wanted))).then_some(wanted);
    let leaf = path.short.last().map_or("", String::as_str);
    match (form, column) {
        (Form::Models, Some(Column::Name)) if leaf == "mo hinh dien hinh" => free(Column::Kind),
        (Form::Models, Some(Column::Unit)) => free(Column::Performer),
        (Form::Awards, Some(Column::Recipient)) => free(Column::Position),
        _ => None,
    }
}

fn missing(form: Form, columns: &[ColumnUse]) -> Vec<&'static str> {
    let has = |wanted: Column| columns.iter().any(|c| c.column == Some(wanted));
    let mut missing = Vec::new();
    let mut need = |present: bool, heading: &'static str| {
        if !present {
            missing.push(heading);
        }
    };
    match form {
        Form::Models => need(has(Column::Name), "Tên mô hình, điển hình"),
        Form::Recognitions => {
            need(has(Column::Name) || has(Column::Code), "Tên mô hình");
            need(has(Column::When), "Năm / giai đoạn");
        }
        Form::Awards => {
            need(has(Column::Recipient) || has(Column::Quantity), "Tên tập thể, cá nhân");
            need(has(Column::AwardForm), "Hình thức khen");
        }
        Form::Totals => need(columns.iter().any(|c| matches!(c.column, Some(Column::Stated(_)))), "Đăng ký"),
        Form::Indicators => {
            need(has(Column::Indicator), "Chỉ tiêu");
            need(has(Column::Value), "Thực hiện");
        }
        Form::Assessment => {
            need(has(Column::AssessmentHead), "Mục");
            need(has(Column::AssessmentText), "Nội dung");
        }
        Form::Scores => {
            need(has(Column::Name) || has(Column::Code), "Tên mô hình");
            let points = |c: &ColumnUse| matches!(c.column, Some(Column::OwnScore(_)));
            need(columns.iter().any(points), "Điểm tự chấm");
        }
        Form::Info => {}
    }
    missing
}

fn totals_columns(words: &Words<'_>, paths: &[Path]) -> Matched {
    let keys = stated::keys(paths, words);
    let first = keys.iter().position(Option::is_some).unwrap_or(paths.len());
    let subject = paths.iter().take(first).rposition(|path| path.short.last().is_some_and(|leaf| is_subject(leaf)));
    let fallback = paths.iter().take(first).rposition(|path| !is_index(path));
    let subject = subject.or(fallback);
    let mut columns: Vec<ColumnUse> = Vec::new();
    for (i, (path, key)) in paths.iter().zip(keys).enumerate() {
        let column = if subject == Some(i) {
            Some(Column::Subject)
        } else if is_index(path) {
            Some(Column::Index)
        } else if path.parts.last().is_some_and(|leaf| leaf == "ghi chu") {
            Some(Column::Note)
        } else {
            key.map(Column::Stated).filter(|column| !columns.iter().any(|used| used.column == Some(*column)))
        };
        columns.push(ColumnUse { col: path.col, heading: path.text.clone(), column });
    }
    let missing = missing(Form::Totals, &columns);
    (Form::Totals, columns, missing)
}

fn is_index(path: &Path) -> bool {
    path.parts.last().is_some_and(|leaf| {
        matches!(leaf.as_str(), "stt" | "so tt" | "so thu tu" | "thu tu") || (leaf == "tt" && path.parts.len() == 1)
    })
}

fn is_subject(leaf: &str) -> bool {
    ["linh vuc", "don vi", "xa phuong", "phuong xa", "dia phuong", "noi dung", "huyen", "khoi", "ten don vi"]
        .iter()
        .any(|w| words::holds(leaf, w))
}
