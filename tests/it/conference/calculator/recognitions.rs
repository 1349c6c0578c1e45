//! Biểu 1b, joined to the models of Biểu 1.

use std::collections::BTreeMap;

use super::super::books::{Form, Line, Role, Sheet, Val};
use super::super::{Model, Told, When, World};
use super::read::{is_date, levels, whens, year_of};
use super::{Clashes, clash};

/// Joins Biểu 1b; where Biểu 1 only ticks, its ticks are the recognitions told here.
pub fn recognitions(world: &World, sheet: &Sheet, models: &mut [Model], clashes: &mut Clashes) {
    let (Form::Recognitions, Some(unit)) = (sheet.form, sheet.unit) else { return };
    let mut told: Vec<(usize, usize, When)> = Vec::new();
    let mut decisions: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in 0..sheet.rows.len() {
        let Line::Recognition(_) = sheet.rows[row].0 else { continue };
        let text = |role| sheet.cell(row, role).map(Val::shown).unwrap_or_default();
        let (code, name, day) = (text(Role::Code), text(Role::Name), text(Role::Date));
        if !day.is_empty() && !is_date(&day) {
            clash(clashes, &["C03"], "ngày quyết định");
        }
        let number = text(Role::Decision);
        let decision = (number, year_of(&day));
        if !decision.0.is_empty() && !day.is_empty() && decisions.entry(decision).or_insert_with(|| day.clone()) != &day {
            clash(clashes, &["R60"], "một quyết định, hai ngày");
        }
        let found = models.iter().position(|m| m.unit == unit && !code.is_empty() && m.code.as_ref() == Some(&code));
        let by_name = models.iter().position(|m| m.unit == unit && m.name == name);
        if let Some(found) = found
            && !name.is_empty()
            && models[found].name != name
        {
            clash(clashes, &["C09"], "mã và tên không cùng một mô hình");
        }
        if found.is_none() && by_name.is_some() && !code.is_empty() && models[by_name.unwrap_or(0)].code.is_some() {
            clash(clashes, &["C01", "C09"], "mã không có trong Biểu 1");
            continue;
        }
        let Some(found) = found.or(by_name) else {
            clash(
                clashes,
                if name.is_empty() && code.is_empty() { &["C02", "C01"] } else { &["C01", "C02"] },
                "không có mô hình này",
            );
            continue;
        };
        let level = levels(world, sheet.cell(row, Role::Level), clashes);
        if level.is_empty() && sheet.cell(row, Role::Level) == Some(&Val::Blank) {
            clash(clashes, &["C02"], "thiếu cấp");
        }
        let mut when = whens(world, sheet.cell(row, Role::When), clashes);
        if sheet.cell(row, Role::When) == Some(&Val::Blank) {
            when.push(When::Tick);
        }
        for when in when {
            for &level in &level {
                if told.contains(&(found, level, when)) {
                    clash(clashes, &["R31", "R27"], "một lượt công nhận ghi hai lần");
                } else {
                    told.push((found, level, when));
                }
            }
        }
    }
    apart(world, unit, &told, models, clashes);
}

/// Where Biểu 1 ticks what Biểu 1b lists, one of the two may lack a recognition.
fn apart(world: &World, unit: usize, told: &[(usize, usize, When)], models: &mut [Model], clashes: &mut Clashes) {
    let ticked = |model: &Model, level: usize| model.recognised.iter().any(|r| r.0 == level);
    let both = told.iter().any(|(index, level, _)| ticked(&models[*index], *level));
    for (index, model) in models.iter_mut().enumerate().filter(|(_, m)| m.unit == unit) {
        for level in 0..world.levels.len() {
            let dated: Vec<When> = told.iter().filter(|t| (t.0, t.1) == (index, level)).map(|t| t.2).collect();
            if world.style.told == Told::Both && both && ticked(model, level) == dated.is_empty() {
                clash(clashes, &["C09"], "Biểu 1 và Biểu 1b khác nhau");
            }
            if !dated.is_empty() {
                model.recognised.retain(|r| r.0 != level);
                model.recognised.extend(dated.into_iter().map(|when| (level, when)));
            }
        }
    }
}
