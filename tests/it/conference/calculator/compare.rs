//! Lists against totals, totals against one another.

use std::collections::BTreeMap;

use super::super::books::{Book, Form, Line, Role, Sheet, Val};
use super::super::{Measure, Model, Part, Sends, World};
use super::read::{Reading, is_short};
use super::{Clashes, clash};

/// What a list or a child gives: at least, and how much more it might be.
type Range = Option<(u32, u32)>;

struct Figures<'a> {
    world: &'a World,
    reading: &'a Reading,
    /// Totals that units state of themselves by fields: (unit, measure, part) → count; none where a cell is unreadable.
    totals: BTreeMap<(usize, Measure, Part), Option<u32>>,
}

impl Figures<'_> {
    fn listed(&self, unit: usize, measure: Measure, part: Part) -> (u32, u32) {
        let own = self.reading.models.iter().filter(|m| m.unit == unit);
        count(self.world, own, measure, part)
    }

    fn of(&self, unit: usize, measure: Measure, part: Part) -> Range {
        let own = match self.world.units[unit].sends {
            Sends::Nothing => Some((0, 0)),
            Sends::Lists if self.world.lists_tell(unit, measure, part) => Some(self.listed(unit, measure, part)),
            Sends::Lists => None,
            Sends::Totals => self.totals.get(&(unit, measure, part)).copied().flatten().map(|n| (n, 0)),
        }?;
        let below = self.world.children(unit).map(|c| self.of(c, measure, part)).collect::<Option<Vec<_>>>()?;
        Some(below.into_iter().fold(own, |a, b| (a.0 + b.0, a.1 + b.1)))
    }
}

fn count<'a>(world: &World, models: impl Iterator<Item = &'a Model>, measure: Measure, part: Part) -> (u32, u32) {
    let (mut sure, mut perhaps) = (0, 0);
    for model in models {
        let mut model = model.clone();
        if model.levels.is_empty() {
            model.levels.push(0);
        }
        let times = model.counted(measure, &world.span);
        let unknown = match part {
            Part::Owner(_) => model.owner.is_none(),
            Part::Field(_) => model.field.is_none(),
            Part::FieldOwner(..) => model.field.is_none() || model.owner.is_none(),
            _ => false,
        };
        if model.is_in(part) {
            sure += times;
        } else if unknown {
            perhaps += times;
        }
    }
    (sure, perhaps)
}

/// A count in a cell: `None` blank, `Err` unreadable.
pub fn figure(cell: &Val) -> Result<Option<u32>, ()> {
    match cell {
        Val::Blank => Ok(None),
        Val::Num(n) => u32::try_from(*n).map(Some).map_err(|_| ()),
        Val::Text(text) if text.split('.').count() == 2 && text.split('.').all(|p| p.parse::<u32>().is_ok()) => {
            let (head, tail) = text.split_once('.').unwrap_or((text, ""));
            if tail.len() == 3 && !head.starts_with('0') { Ok(format!("{head}{tail}").parse().ok()) } else { Err(()) }
        }
        _ => Err(()),
    }
}

/// Biểu 3 and the total rows of lists.
pub fn stated(world: &World, books: &[Book], reading: &Reading, clashes: &mut Clashes) {
    let mut figures = Figures { world, reading, totals: BTreeMap::new() };
    let tables: Vec<&Sheet> =
        books.iter().flat_map(|b| &b.sheets).filter(|s| matches!(s.form, Form::Fields | Form::Units)).collect();
    for sheet in tables.iter().filter(|s| s.form == Form::Fields) {
        for (line, cells) in &sheet.rows {
            for (col, role) in sheet.roles.iter().enumerate() {
                if let (Role::Stated(measure, part), Line::Field(_) | Line::Total) = (role, line) {
                    let key = (sheet.unit.unwrap_or(0), *measure, narrowed(*line, *part));
                    figures.totals.insert(key, figure(&cells[col]).ok().flatten());
                }
            }
        }
    }
    for sheet in tables {
        table(&figures, sheet, clashes);
    }
    for (b, book) in books.iter().enumerate() {
        for (s, sheet) in book.sheets.iter().enumerate().filter(|(_, s)| s.form == Form::Models) {
            list_total(world, reading, (b, s), sheet, clashes);
        }
    }
}

fn narrowed(line: Line, part: Part) -> Part {
    match (line, part) {
        (Line::Field(field), Part::All) => Part::Field(field),
        (Line::Field(field), Part::Owner(owner)) => Part::FieldOwner(field, owner),
        (_, part) => part,
    }
}

fn table(figures: &Figures<'_>, sheet: &Sheet, clashes: &mut Clashes) {
    let unit = sheet.unit.unwrap_or(0);
    let stated: Vec<(usize, Measure, Part)> = sheet
        .roles
        .iter()
        .enumerate()
        .filter_map(|(c, r)| if let Role::Stated(m, p) = r { Some((c, *m, *p)) } else { None })
        .collect();
    let get = |row: usize, col: usize| figure(&sheet.rows[row].1[col]).ok().flatten();
    let data: Vec<usize> = (0..sheet.rows.len()).filter(|r| !matches!(sheet.rows[*r].0, Line::Head)).collect();
    // A unit that only states totals, and yet has a row in someone's list: then that row is all its list.
    let is_listed = figures.world.units[unit].sends == Sends::Totals && figures.reading.models.iter().any(|m| m.unit == unit);
    for &row in &data {
        let line = sheet.rows[row].0;
        label(figures.world, sheet, row, clashes);
        for &(col, measure, part) in &stated {
            match figure(&sheet.rows[row].1[col]) {
                Err(()) => clash(clashes, &["R55"], "không phải số nguyên"),
                Ok(None) => clash(clashes, &["R42"], "để trống"),
                Ok(Some(n)) => {
                    let actual = match line {
                        Line::Unit(child) => figures.of(child, measure, part),
                        Line::Direct => {
                            figures.world.lists_tell(unit, measure, part).then(|| figures.listed(unit, measure, part))
                        }
                        Line::Field(_) | Line::Total if is_listed => {
                            let part = narrowed(line, part);
                            figures.world.lists_tell(unit, measure, part).then(|| figures.listed(unit, measure, part))
                        }
                        Line::Field(_) if figures.world.units[unit].sends == Sends::Lists => {
                            figures.of(unit, measure, narrowed(line, part))
                        }
                        Line::Total if figures.world.units[unit].sends != Sends::Totals => figures.of(unit, measure, part),
                        _ => None,
                    };
                    if actual.is_some_and(|(least, more)| n < least || n > least + more) {
                        clash(clashes, &["R15", "R14", "R01", "R02", "R16"], format!("ghi {n}, thực có {actual:?}"));
                    }
                }
            }
        }
        for &(col, measure, _) in stated.iter().filter(|s| s.2 == Part::All) {
            let owners: Option<Vec<u32>> =
                stated.iter().filter(|s| s.1 == measure && s.2 != Part::All).map(|s| get(row, s.0)).collect();
            if let (Some(total), Some(owners)) = (get(row, col), owners.filter(|o| !o.is_empty()))
                && owners.iter().sum::<u32>() != total
            {
                clash(clashes, &["R02", "R01", "R15", "R16"], "đối tượng cộng lại khác tổng số");
            }
        }
        for (small, large, rules) in orders(figures.world) {
            let of = |m: Measure| stated.iter().find(|s| s.1 == m && s.2 == Part::All).and_then(|s| get(row, s.0));
            if let (Some(small), Some(large)) = (of(small), of(large))
                && small > large
            {
                clash(clashes, rules, "phần lớn hơn tổng");
            }
        }
    }
    let total = data.iter().copied().find(|r| sheet.rows[*r].0 == Line::Total);
    for &(col, ..) in &stated {
        let parts: Option<Vec<u32>> = data.iter().filter(|r| Some(**r) != total).map(|r| get(*r, col)).collect();
        if let (Some(total), Some(parts)) = (total.and_then(|t| get(t, col)), parts)
            && parts.iter().sum::<u32>() != total
        {
            clash(clashes, &["R01", "R16", "R02", "R15"], "cộng cột khác dòng tổng");
        }
    }
}

fn orders(world: &World) -> Vec<(Measure, Measure, &'static [&'static str])> {
    let mut orders: Vec<(Measure, Measure, &'static [&'static str])> = vec![(Measure::Effective, Measure::Registered, &["R08"])];
    for level in 0..world.levels.len() {
        orders.push((Measure::Recognised(level), Measure::Events(level), &["R22"]));
        if level == 0 {
            orders.push((Measure::Recognised(0), Measure::Registered, &["R09"]));
        }
    }
    orders
}

fn label(world: &World, sheet: &Sheet, row: usize, clashes: &mut Clashes) {
    let said = sheet.cell(row, Role::Subject).map(Val::shown).unwrap_or_default();
    let (wanted, rules): (&str, &'static [&'static str]) = match sheet.rows[row].0 {
        Line::Field(field) => (world.fields[field].1, &["C01", "S09", "R01"]),
        Line::Unit(unit) => (&world.units[unit].name, &["R44", "S09", "R15"]),
        Line::Total => ("Tổng cộng", &["R44", "C01", "S09"]),
        Line::Direct if said.is_empty() => ("Khối cơ quan, đơn vị trực thuộc", &["S09", "R16"]),
        _ => return,
    };
    let short = matches!(sheet.rows[row].0, Line::Unit(_)) && is_short(&said, wanted);
    if said != wanted && !short {
        clash(clashes, rules, format!("dòng {said}"));
    }
}

fn list_total(world: &World, reading: &Reading, (b, s): (usize, usize), sheet: &Sheet, clashes: &mut Clashes) {
    let Some(row) = sheet.rows.iter().position(|(line, _)| *line == Line::Total) else { return };
    let own: Vec<&Model> = reading.rows.range((b, s, 0)..(b, s + 1, 0)).map(|(_, m)| m).collect();
    if sheet.cell(row, Role::Name) == Some(&Val::Blank) {
        // One number alone below a list, and it is the number of its rows: nobody asks what it is.
        let left: Vec<&Val> = sheet.rows[row].1.iter().filter(|cell| **cell != Val::Blank).collect();
        if left != [&Val::count(u32::try_from(own.len()).expect("few rows"))] {
            clash(clashes, &["C02", "S09"], "dòng có số mà không có tên");
        }
        return;
    }
    for (col, role) in sheet.roles.iter().enumerate() {
        let ticked =
            |of: &Role| (0..sheet.rows.len()).filter(|r| *r != row && sheet.cell(*r, *of) == Some(&Val::text("x"))).count();
        let right: Vec<usize> = match role {
            Role::Performer => vec![own.len()],
            Role::OwnerTick(_) | Role::FieldTick(_) | Role::Effective => vec![ticked(role)],
            Role::Recognised(level) => {
                let sum = |m: Measure| own.iter().map(|x| x.counted(m, &world.span)).sum::<u32>() as usize;
                vec![sum(Measure::Recognised(*level)), sum(Measure::Events(*level))]
            }
            _ => continue,
        };
        match figure(&sheet.rows[row].1[col]) {
            Ok(Some(n)) if !right.contains(&(n as usize)) => clash(clashes, &["R17"], format!("dòng cộng ghi {n}, có {right:?}")),
            Err(()) => clash(clashes, &["R55"], "dòng cộng"),
            _ => {}
        }
    }
}
