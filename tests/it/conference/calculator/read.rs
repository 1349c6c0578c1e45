//! Cells → models, each unit's rows joined by code, else by name and performer.

use std::collections::{BTreeMap, BTreeSet};

use super::super::books::{Book, Form, Line, Role, Sheet, Val};
use super::super::{KINDS, Model, OWNERS, When, World};
use super::{Clashes, clash, recognitions};

/// What the lists say.
pub struct Reading {
    pub models: Vec<Model>,
    /// Model by (book, sheet, row).
    pub rows: BTreeMap<(usize, usize, usize), Model>,
}

pub fn read(world: &World, books: &[Book], clashes: &mut Clashes) -> Reading {
    let mut reading = Reading { models: Vec::new(), rows: BTreeMap::new() };
    let mut files: Vec<Vec<usize>> = Vec::new();
    for round in 0..3 {
        for (b, book) in books.iter().enumerate() {
            for (s, sheet) in book.sheets.iter().enumerate().filter(|(_, s)| s.form == Form::Models && s.round == round) {
                for row in 0..sheet.rows.len() {
                    if let Line::Model(_) = sheet.rows[row].0
                        && let Some(model) = model(world, sheet, row, clashes)
                    {
                        join(&mut reading.models, &mut files, &model, b, clashes);
                        reading.rows.insert((b, s, row), model);
                    }
                }
            }
        }
    }
    two_lists(world, books, &reading, clashes);
    for book in books {
        for sheet in &book.sheets {
            head(world, sheet, clashes);
            recognitions::recognitions(world, sheet, &mut reading.models, clashes);
        }
    }
    reading
}

/// A unit has one list a round. Rows under its name in someone's list beside its own: are they more, or others'?
fn two_lists(world: &World, books: &[Book], reading: &Reading, clashes: &mut Clashes) {
    let mut lists: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for ((b, s, _), model) in &reading.rows {
        lists.entry((model.unit, books[*b].sheets[*s].round)).or_default().insert(*b);
    }
    for ((unit, _), _) in lists.iter().filter(|(_, files)| files.len() > 1) {
        clash(clashes, &["S07"], format!("{}: hai danh sách", world.units[*unit].name));
    }
}

fn head(world: &World, sheet: &Sheet, clashes: &mut Clashes) {
    for (line, cells) in &sheet.rows {
        let Line::Info(key) = line else { continue };
        let says = cells.last().map(Val::shown).unwrap_or_default();
        let says = says.trim_start_matches("Đơn vị: ");
        match *key {
            "Đơn vị" => {
                let name = sheet.unit.map_or("", |u| world.units[u].name.as_str());
                if says.is_empty() {
                    continue;
                }
                // Above a table the name itself is enough, whatever word stands before it.
                let named = sheet.form != Form::Info && own_name(says).eq(own_name(name));
                if says != name && !named && !is_short(says, name) {
                    clash(clashes, &["R44", "S03", "R41"], format!("đơn vị {says}"));
                }
            }
            "Kỳ báo cáo" if says != world.span.label && !says.is_empty() => {
                let known = world.span.subs.iter().any(|(label, ..)| label == says);
                if !known {
                    clash(clashes, &["R33", "C03"], format!("kỳ {says}"));
                }
            }
            "Ngày lập" if !says.is_empty() && !is_date(says) => clash(clashes, &["C03"], "ngày lập"),
            _ => {}
        }
    }
}

/// "Đông Sơn" of "Xã Đông Sơn", its words from the last.
fn own_name(name: &str) -> impl Iterator<Item = &str> {
    name.rsplitn(3, ' ').take(2)
}

/// "X Đông Sơn" is as good as "Xã Đông Sơn".
pub fn is_short(said: &str, name: &str) -> bool {
    own_name(said).eq(own_name(name)) && said.split(' ').next().is_some_and(|kind| kind.chars().count() == 1)
}

/// "3/11/2020": a day of a year like ours.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<u32> = text.split('/').filter_map(|p| p.parse().ok()).collect();
    matches!(parts[..], [day, month, year] if (1..=28).contains(&day) && (1..=12).contains(&month) && (1990..=2100).contains(&year))
}

/// The year of a day. Every office numbers its decisions anew each year: "12" of 2018 and "12" of 2019 are two decisions.
pub fn year_of(day: &str) -> String {
    day.rsplit('/').next().unwrap_or_default().to_owned()
}

fn tick(value: Option<&Val>, clashes: &mut Clashes) -> bool {
    match value.map(Val::shown).unwrap_or_default().as_str() {
        "" => false,
        "x" => true,
        other => {
            clash(clashes, &["C07"], format!("dấu {other}"));
            false
        }
    }
}

fn listed(text: &str, names: &[&str], what: &str, clashes: &mut Clashes) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    let found = names.iter().position(|name| *name == text);
    if found.is_none() {
        clash(clashes, &["C01"], format!("{what} {text}"));
    }
    found
}

pub fn levels(world: &World, value: Option<&Val>, clashes: &mut Clashes) -> Vec<usize> {
    let words: Vec<String> = (0..world.levels.len()).map(|l| world.level_word(l)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let text = value.map(Val::shown).unwrap_or_default();
    text.split(", ").filter_map(|part| listed(part, &words, "cấp", clashes)).collect()
}

/// When a cell says that a model was recognised.
pub fn whens(world: &World, value: Option<&Val>, clashes: &mut Clashes) -> Vec<When> {
    let text = value.map(Val::shown).unwrap_or_default();
    let mut found = Vec::new();
    let parts: Vec<&str> = text.split(", ").filter(|part| !part.is_empty()).collect();
    for (nth, &part) in parts.iter().enumerate() {
        // Recognised twice in one year at one level is nothing that happens: one of the two is another year.
        if parts[..nth].contains(&part) {
            clash(clashes, &["C03", "R31"], format!("công nhận {part} hai lần"));
        } else if part == "x" {
            found.push(When::Tick);
        } else if let Some(sub) = world.span.subs.iter().position(|(label, ..)| label == part) {
            found.push(When::Sub(sub));
        } else if let Some(year) = part.split_once('-').filter(|(a, b)| a == b).and_then(|(a, _)| a.parse().ok()) {
            found.push(When::Year(year));
        } else if part == world.span.label && part.contains('-') {
            found.push(When::Period);
        } else {
            match part.parse::<u16>() {
                Ok(year) if (world.span.from..=world.span.to).contains(&year) => found.push(When::Year(year)),
                _ => clash(clashes, &["C03", "C07", "R57"], format!("công nhận {part}")),
            }
        }
    }
    found
}

fn model(world: &World, sheet: &Sheet, row: usize, clashes: &mut Clashes) -> Option<Model> {
    let text = |role| sheet.cell(row, role).map(Val::shown).unwrap_or_default();
    let name = text(Role::Name);
    if name.is_empty() {
        clash(clashes, &["C02", "S09"], "thiếu tên");
        return None;
    }
    let unit = if let Some(unit) = sheet.unit {
        unit
    } else {
        // A unit named once stands for the rows below it.
        let named = (0..=row).rev().filter(|at| matches!(sheet.rows[*at].0, Line::Model(_)));
        let said =
            named.filter_map(|at| sheet.cell(at, Role::Unit)).map(Val::shown).find(|said| !said.is_empty()).unwrap_or_default();
        let found = world.units.iter().position(|u| u.name == said || is_short(&said, &u.name));
        if found.is_none() {
            clash(clashes, &["R44", "S03"], format!("đơn vị {said}"));
        }
        found?
    };
    let mut model = Model { unit, name, performer: text(Role::Performer), rounds: vec![sheet.round], ..Model::default() };
    model.code = Some(text(Role::Code)).filter(|code| !code.is_empty());
    model.kind = listed(&text(Role::Kind), &KINDS, "loại hình", clashes);
    model.owner = listed(&text(Role::Owner), &OWNERS, "đối tượng", clashes);
    let ticked = |clashes: &mut Clashes, of: &dyn Fn(&Role) -> Option<usize>| -> Vec<usize> {
        sheet.roles.iter().filter_map(|r| of(r).filter(|_| tick(sheet.cell(row, *r), clashes))).collect()
    };
    let owners = ticked(clashes, &|r| if let Role::OwnerTick(o) = r { Some(*o) } else { None });
    let fields = ticked(clashes, &|r| if let Role::FieldTick(f) = r { Some(*f) } else { None });
    model.owner = model.owner.or(if owners.len() == 1 { owners.first().copied() } else { None });
    if owners.len() > 1 {
        clash(clashes, &["R47", "C09", "R15"], "hai đối tượng");
    }
    let names: Vec<&str> = world.fields.iter().map(|f| f.1).collect();
    let before = clashes.len();
    model.field = listed(&text(Role::Field), &names, "lĩnh vực", clashes);
    model.field = model.field.or(if fields.len() == 1 { fields.first().copied() } else { None });
    if fields.len() > 1 {
        clash(clashes, &["R46"], "hai lĩnh vực");
    } else if model.field.is_none() && clashes.len() == before {
        clash(clashes, &["C02", "C07"], "thiếu lĩnh vực");
    }
    let year = text(Role::Year);
    model.year = year.parse().ok().filter(|year| (1990..=2100).contains(year));
    if !year.is_empty() && model.year.is_none() {
        clash(clashes, &["C03"], format!("năm {year}"));
    }
    if model.year.is_some_and(|year| year > world.span.to) {
        clash(clashes, &["C03", "R33", "R57"], format!("{}: năm đăng ký sau kỳ", model.name));
    }
    model.new = listed(&text(Role::Novelty), &["Duy trì", "Mới"], "đăng ký", clashes).map(|n| n == 1);
    model.levels = levels(world, sheet.cell(row, Role::Levels), clashes);
    model.nominated = levels(world, sheet.cell(row, Role::Nominated), clashes);
    model.effective = tick(sheet.cell(row, Role::Effective), clashes);
    match sheet.cell(row, Role::Replicated) {
        None | Some(Val::Blank) => {}
        Some(Val::Num(n)) if *n >= 0 => model.replicated = u32::try_from(*n).expect("small"),
        _ => clash(clashes, &["R55"], "nhân rộng"),
    }
    for level in 0..world.levels.len() {
        let found = whens(world, sheet.cell(row, Role::Recognised(level)), clashes);
        model.recognised.extend(found.into_iter().map(|when| (level, when)));
    }
    Some(model)
}

fn same(a: &Model, b: &Model) -> bool {
    if a.unit != b.unit {
        return false;
    }
    match (&a.code, &b.code) {
        (Some(a), Some(b)) => a == b,
        _ => a.name == b.name && a.performer == b.performer,
    }
}

/// Joins a row to its model; `files`: the books that hold rows of each model.
fn join(models: &mut Vec<Model>, files: &mut Vec<Vec<usize>>, row: &Model, book: usize, clashes: &mut Clashes) {
    let Some(at) = models.iter().position(|m| same(m, row)) else {
        models.push(row.clone());
        files.push(vec![book]);
        return;
    };
    let model = &mut models[at];
    if files[at].contains(&book) {
        let years_apart = matches!((model.year, row.year), (Some(a), Some(b)) if a != b);
        let rules: &[&str] = if model.name == row.name { &["R31"] } else { &["R31", "C09"] };
        if !(years_apart && model.name == row.name) {
            clash(clashes, rules, format!("{} hai lần", row.name));
            models.push(row.clone());
            files.push(vec![book]);
            return;
        }
    }
    files[at].push(book);
    let differ = |a: Option<usize>, b: Option<usize>| matches!((a, b), (Some(a), Some(b)) if a != b);
    if model.name != row.name {
        clash(clashes, &["C09"], format!("một mã, hai tên: {}, {}", model.name, row.name));
    }
    if differ(model.field, row.field) {
        clash(clashes, &["R46"], "lĩnh vực khác nhau giữa các đợt");
    }
    if differ(model.owner, row.owner) {
        clash(clashes, &["C09", "R47"], "đối tượng khác nhau giữa các đợt");
    }
    if differ(model.kind, row.kind) {
        clash(clashes, &["C09"], "loại hình khác nhau giữa các đợt");
    }
    model.code = model.code.take().or_else(|| row.code.clone());
    model.owner = model.owner.or(row.owner);
    model.field = model.field.or(row.field);
    model.kind = model.kind.or(row.kind);
    model.new = model.new.or(row.new);
    model.year = model.year.min(row.year).or(model.year).or(row.year);
    model.levels.extend(row.levels.iter().filter(|l| !model.levels.contains(l)).copied().collect::<Vec<_>>());
    model.nominated.extend(row.nominated.iter().filter(|l| !model.nominated.contains(l)).copied().collect::<Vec<_>>());
    model.effective |= row.effective;
    model.replicated = if row.replicated > 0 { row.replicated } else { model.replicated };
    model.recognised.extend(row.recognised.iter().copied());
    model.rounds.extend(&row.rounds);
}
