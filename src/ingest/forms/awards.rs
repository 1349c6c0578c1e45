//! Biểu 2 - Khen thưởng: a row an award, or as many awards as its Số lượng says.

use super::super::value;
use super::cells::Line;
use super::dates;
use super::layout::Layout;
use super::page::{Notes, Page, words_of};
use super::rows::{Needs, Place, Sorted, sort};
use crate::model::legend::Catalogue;
use crate::model::{AwardRow, Column, FormName, LeftOut, ListTotal, MisreadKind, Owner, Reason, Text, name};

const NEEDS: Needs = Needs { any: &[Column::Recipient, Column::Quantity], heading: "Tên tập thể, cá nhân", totals: true };

/// The awards of a table.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> (Sorted, Vec<AwardRow>) {
    let mut sorted = sort(page, layout, &NEEDS, notes);
    let stated = closing_lines(page, &sorted);
    sorted.totals.extend(stated);
    dates::note_exchanged(page, layout, sorted.places.iter().map(|place| place.row), notes);
    let rows = sorted.places.iter().map(|place| row(&Line { page, layout, row: place.row }, place, notes)).collect();
    (sorted, rows)
}

/// "Danh sách có 35 tập thể, 07 cá nhân./." below a list: what it states of the owners, over all rows.
fn closing_lines(page: &Page<'_>, sorted: &Sorted) -> Vec<ListTotal> {
    let Some(last) = sorted.places.len().checked_sub(1) else { return Vec::new() };
    let below = sorted.places[last].row;
    let stated = |left: &LeftOut| {
        let (col, text) = page.grid.rows.get(&left.row)?.iter().find_map(|(col, cell)| Some((*col, words_of(cell)?)))?;
        let counts: Vec<_> = owners_stated(text).into_iter().map(|(owner, n)| (Column::OwnerTick(owner), n, col)).collect();
        let label = name::clean(text);
        (!counts.is_empty()).then_some(ListTotal { row: left.row, label, over: (0, last), counts })
    };
    sorted.left_out.iter().filter(|left| left.row > below).filter_map(stated).collect()
}

/// "… 35 tập thể, 07 cá nhân": each owner with the number before it, in a sentence about the list.
fn owners_stated(text: &str) -> Vec<(Owner, u32)> {
    let slug = name::slug_words(text);
    if !slug.contains("danh sach") {
        return Vec::new();
    }
    let words: Vec<&str> = slug.split(' ').collect();
    let named =
        |at: usize, owner: Owner| words.get(at..).is_some_and(|w| w.join(" ").starts_with(&name::slug_words(owner.name())));
    let numbers = words.iter().enumerate().filter_map(|(at, word)| word.parse::<u32>().ok().map(|n| (at, n)));
    numbers.filter_map(|(at, n)| Owner::ALL.into_iter().find(|owner| named(at + 1, *owner)).map(|owner| (owner, n))).collect()
}

fn row(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> AwardRow {
    let model = line.text(Column::AwardModel, notes);
    let stated = line.listed(Column::Reason, &["Mô hình", "Chỉ đạo", "Khác"], notes, reason);
    let reason = stated.unwrap_or(if model.is_some() { Reason::Model } else { Reason::Other });
    AwardRow {
        row: place.row,
        unit: place.unit,
        honorific: line.text(Column::Honorific, notes),
        recipient: line.text(Column::Recipient, notes),
        position: line.text(Column::Position, notes),
        owner: line.owner(place.carry.owner, notes),
        form: form(line, place, notes),
        body: body(line, notes),
        decision: line.text(Column::Decision, notes),
        date: line.date(Column::DecisionDate, notes),
        reason,
        model,
        achievement: line.text(Column::Achievement, notes),
        proposed: line.listed(Column::AwardState, &["Đã khen", "Đề nghị"], notes, proposed).unwrap_or(false),
        quantity: line.count(Column::Quantity, notes).unwrap_or(1),
        events: line.tick(Column::EventTick, notes),
        cumulative: line.tick(Column::Cumulative, notes),
        note: line.text(Column::Note, notes),
    }
}

fn reason(text: &str) -> Option<Reason> {
    let slug = name::slug_words(text);
    let starts = |list: &[&str]| list.iter().any(|start| slug.starts_with(start));
    if starts(&["mo hinh", "mh", "dien hinh", "thanh tich mo hinh", "xay dung mo hinh", "thuc hien mo hinh"]) {
        Some(Reason::Model)
    } else if starts(&["chi dao", "cd", "lanh dao", "tham muu", "cong tac chi dao", "thanh tich chi dao", "ban chi dao"]) {
        Some(Reason::Steering)
    } else if starts(&["khac", "noi dung khac"]) {
        Some(Reason::Other)
    } else {
        None
    }
}

fn proposed(text: &str) -> Option<bool> {
    let slug = name::slug_words(text);
    if slug.starts_with("de nghi") || slug.starts_with("dang de nghi") || slug == "chua khen" || slug.starts_with("de xuat") {
        Some(true)
    } else if slug.starts_with("da ") || slug == "khen" || slug.starts_with("duoc khen") {
        Some(false)
    } else {
        None
    }
}

/// Hình thức khen: as declared, else by a slug of its name (C08); blank is "khen thưởng" and C02.
fn form(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> FormName {
    let authority = line.page.authority;
    let declared = |at: usize| authority.forms.get(at).map(|form| FormName { code: form.code.clone(), name: form.name.clone() });
    let general = || {
        let found = line.page.words.form("khen thưởng").and_then(declared);
        found.unwrap_or_else(|| FormName { code: "khen-thuong".to_owned(), name: "Khen thưởng".to_owned() })
    };
    let cell = line.readable(Column::AwardForm, notes).and_then(|(col, cell)| value::text(Some(cell)).map(|text| (col, text)));
    let Some((col, text)) = cell else {
        if let Some(carried) = place.carry.form.and_then(declared) {
            return carried;
        }
        if let Some(col) = line.layout.col(Column::AwardForm) {
            notes.say(line.page.at(line.row, col), MisreadKind::Blank { column: line.layout.headed(col) });
        }
        return general();
    };
    if let Some(found) = line.page.words.form(line.page.known_as(Catalogue::AwardForm, &text)).and_then(declared) {
        return found;
    }
    if name::slug(&text) == "khen-thuong" {
        return general();
    }
    let code = notes.undeclared(line.page.at(line.row, col), "hình thức khen", &text);
    FormName { code, name: text.to_string() }
}

/// Cơ quan khen: the declared spelling, else as written and C08 where bodies are declared at all.
fn body(line: &Line<'_, '_>, notes: &mut Notes) -> Option<Text> {
    let (col, cell) = line.readable(Column::Body, notes)?;
    let text = value::text(Some(cell))?;
    let key = name::key(&text);
    let mut declared = line.page.authority.forms.iter().flat_map(|form| &form.bodies).peekable();
    if declared.peek().is_none() {
        return Some(text);
    }
    if let Some(found) = declared.find(|body| name::key(&body.name) == key) {
        return Some(found.name.as_str().into());
    }
    notes.undeclared(line.page.at(line.row, col), "cơ quan khen", &text);
    Some(text)
}
