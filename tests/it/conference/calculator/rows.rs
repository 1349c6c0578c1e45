//! Rows against themselves and one another: histories of models, awards, indicators.

use std::collections::BTreeMap;

use super::super::books::{Book, Line, Role, Sheet, Val};
use super::super::pools::BODIES;
use super::super::scheme::INDICATORS;
use super::super::{Model, OWNERS, Told, When, World};
use super::compare::figure;
use super::read::{Reading, is_date, year_of};
use super::{Clashes, clash};

/// The day of each decision that a unit cites: by its number and year.
type Days = BTreeMap<(Option<usize>, String, String), String>;

/// Each model's history, and models that look like one.
pub fn histories(world: &World, reading: &Reading, clashes: &mut Clashes) {
    let told_below = |model: &Model, level: usize| {
        world.style.told != Told::OneB
            || reading.models.iter().any(|m| m.unit == model.unit && m.recognised.iter().any(|r| r.0 == level))
    };
    for model in &reading.models {
        let at = |level: usize| model.recognised.iter().any(|r| r.0 == level);
        let direct = |level: usize| model.levels.contains(&level) && !model.levels.contains(&(level - 1));
        for level in 1..world.levels.len() {
            if at(level) && !at(level - 1) && !direct(level) && told_below(model, level - 1) {
                clash(clashes, &["R11"], format!("{}: công nhận vượt cấp", model.name));
            }
            if model.nominated.contains(&level) && !at(level - 1) && !direct(level) && told_below(model, level - 1) {
                clash(clashes, &["R12"], format!("{}: đề nghị vượt cấp", model.name));
            }
            // Some units strike a nomination out once it is granted: only where they keep another's does one lack.
            let keeps =
                |m: &Model| m.unit == model.unit && m.recognised.iter().any(|r| r.0 == level) && m.nominated.contains(&level);
            if at(level) && !model.nominated.contains(&level) && !direct(level) && reading.models.iter().any(keeps) {
                clash(clashes, &["R13"], format!("{}: chưa được đề nghị", model.name));
            }
        }
        for level in 0..world.levels.len() {
            let of_unit = |m: &&Model| m.unit == model.unit && (m.levels.contains(&level) || (m.levels.is_empty() && level == 0));
            // What is registered higher up (directly at the district) may well be recognised on the way there.
            let registered = model.levels.iter().any(|at| *at >= level) || (model.levels.is_empty() && level == 0);
            if at(level) && !registered && reading.models.iter().any(|m| of_unit(&m)) {
                clash(clashes, &["R09", "R10"], format!("{}: chưa đăng ký cấp này", model.name));
            }
        }
        if model.owner == Some(1) && BODIES.iter().any(|word| model.performer.starts_with(word)) {
            clash(clashes, &["R48"], format!("{}: tập thể ghi là cá nhân", model.performer));
        }
        if let Some(year) = model.year {
            let early = |when: When| match when {
                When::Year(at) => at < year,
                When::Sub(sub) => world.span.subs[sub].2 < year,
                When::Tick | When::Period => false,
            };
            // One that goes on from the previous period is registered anew.
            if model.new != Some(false) && model.recognised.iter().any(|r| early(r.1)) {
                clash(clashes, &["R57"], format!("{}: công nhận trước khi đăng ký", model.name));
            }
        }
    }
    for unit in 0..world.units.len() {
        let marked = |new: Option<bool>| reading.models.iter().any(|m| m.unit == unit && m.new == new);
        if marked(Some(true)) && marked(Some(false)) && marked(None) {
            clash(clashes, &["R04"], "chưa ghi mới hay duy trì");
        }
    }
    for (i, a) in reading.models.iter().enumerate() {
        for b in &reading.models[..i] {
            if a.unit == b.unit && a.name != b.name && a.performer == b.performer && !a.performer.is_empty() {
                clash(clashes, &["R31"], format!("{}, {}: một người thực hiện", a.name, b.name));
            }
            if a.unit == b.unit && a.name == b.name && !(a.code.is_some() && a.code == b.code) {
                clash(clashes, &["R31"], format!("{}: cùng tên", a.name));
            }
        }
    }
}

/// Sums of awards: of the conference, and running totals.
type Given = BTreeMap<(String, String, String), (u64, Option<u64>)>;

/// A running total that is less than what the conference alone gives.
fn running_totals(sheet: &Sheet, row: usize, given: &mut Given) {
    let text = |role| sheet.cell(row, role).map(Val::shown).unwrap_or_default();
    let quantity = u64::from(sheet.cell(row, Role::Quantity).and_then(|cell| figure(cell).ok().flatten()).unwrap_or(1));
    let sums = given.entry((text(Role::Form), text(Role::Body), text(Role::Owner))).or_default();
    if text(Role::Cumulative) == "x" {
        *sums.1.get_or_insert(0) += quantity;
    } else {
        sums.0 += quantity;
    }
}

/// Biểu 2 against the lists, Biểu 4 against itself.
pub fn awards(world: &World, books: &[Book], reading: &Reading, clashes: &mut Clashes) {
    // Numbers are each office's own: what another unit cites is another decision.
    let (mut days, mut given) = (Days::new(), Given::new());
    for sheet in books.iter().flat_map(|b| &b.sheets) {
        for (row, (line, _)) in sheet.rows.iter().enumerate() {
            match line {
                Line::Award(_) => {
                    award(world, sheet, row, reading, &mut days, clashes);
                    running_totals(sheet, row, &mut given);
                }
                Line::Indicator(_) => indicator(sheet, row, clashes),
                _ => {}
            }
        }
    }
    if given.values().any(|(listed, running)| running.is_some_and(|running| running < *listed)) {
        clash(clashes, &["R51"], "lũy kế ít hơn riêng tại hội nghị");
    }
}

fn award(world: &World, sheet: &Sheet, row: usize, reading: &Reading, days: &mut Days, clashes: &mut Clashes) {
    let text = |role| sheet.cell(row, role).map(Val::shown).unwrap_or_default();
    if text(Role::Recipient).is_empty() && text(Role::Quantity).is_empty() {
        clash(clashes, &["C02", "S09"], "thiếu tên");
        return;
    }
    let (form, body) = (text(Role::Form), text(Role::Body));
    match world.forms.iter().find(|f| f.name == form) {
        None if form.is_empty() => clash(clashes, &["C02", "R29"], "thiếu hình thức"),
        None => clash(clashes, &["C08", "R29"], "hình thức lạ"),
        Some(f) if !body.is_empty() && f.body != body => clash(clashes, &["R29", "C08"], "cơ quan không có thẩm quyền"),
        Some(_) => {}
    }
    let owner = text(Role::Owner);
    if !owner.is_empty() && !OWNERS.contains(&owner.as_str()) {
        clash(clashes, &["C01"], "đối tượng lạ");
    }
    if owner == OWNERS[1] && BODIES.iter().any(|word| text(Role::Recipient).starts_with(word)) {
        clash(clashes, &["R48"], "tập thể ghi là cá nhân");
    }
    let (number, day) = (text(Role::Decision), text(Role::Date));
    if !day.is_empty() && !is_date(&day) {
        clash(clashes, &["C03"], "ngày quyết định");
    } else if !number.is_empty()
        && !day.is_empty()
        && days.entry((sheet.unit, number, year_of(&day))).or_insert_with(|| day.clone()) != &day
    {
        clash(clashes, &["R60"], "một quyết định, hai ngày");
    }
    let reason = text(Role::Reason);
    if !reason.is_empty() && !["Mô hình", "Chỉ đạo"].contains(&reason.as_str()) {
        clash(clashes, &["C01"], "nội dung khen lạ");
    }
    if sheet.cell(row, Role::Quantity).is_some_and(|cell| figure(cell).is_err()) {
        clash(clashes, &["R55"], "số lượng");
    }
    if !["", "x"].contains(&text(Role::Cumulative).as_str()) {
        clash(clashes, &["C07"], "lũy kế");
    }
    let model = text(Role::AwardModel);
    if !model.is_empty() && reason != "Chỉ đạo" {
        let of_unit = |m: &&Model| Some(m.unit) == sheet.unit && m.name == model;
        match reading.models.iter().find(of_unit) {
            None => clash(clashes, &["R24", "C01"], "khen mô hình không có trong Biểu 1"),
            Some(m) => {
                if m.recognised.is_empty() {
                    clash(clashes, &["R24"], "khen mô hình chưa được công nhận");
                }
                let recipient = text(Role::Recipient);
                let owner = OWNERS.iter().position(|o| *o == owner);
                let same = !recipient.is_empty() && m.performer.trim_start_matches("Hộ ") == recipient;
                if same && owner.is_some() && m.owner.is_some() && owner != m.owner {
                    clash(clashes, &["R47", "R48", "C09"], "đối tượng ở Biểu 1 và Biểu 2 khác nhau");
                }
            }
        }
    }
}

fn indicator(sheet: &Sheet, row: usize, clashes: &mut Clashes) {
    let text = |role| sheet.cell(row, role).map(Val::shown).unwrap_or_default();
    let name = text(Role::Indicator);
    let Some(known) = INDICATORS.iter().find(|i| i.1 == name) else {
        clash(clashes, if name.is_empty() { &["C02", "S09"] } else { &["C08"] }, "chỉ tiêu lạ");
        return;
    };
    let measure = text(Role::UnitOfMeasure);
    if !measure.is_empty() && measure != known.2 {
        clash(clashes, &["C01", "C08", "R65"], "đơn vị tính lạ");
    }
    let amount = |role| match sheet.cell(row, role) {
        Some(Val::Num(n)) => Ok(Some(f64::from(u32::try_from(*n).map_err(|_| ())?))),
        // "19.7" is an amount, "7." is none.
        Some(Val::Text(text)) if !text.ends_with('.') => text.parse().map(Some).map_err(|_| ()),
        None | Some(Val::Blank) => Ok(None),
        _ => Err(()),
    };
    match (amount(Role::Value), amount(Role::OutOf)) {
        (Ok(None), _) => clash(clashes, &["R42"], "chưa có số liệu"),
        (Ok(Some(value)), Ok(Some(whole))) if value > whole => clash(clashes, &["R38"], "phần lớn hơn tổng"),
        _ => {}
    }
}
