//! Models against themselves, lists against totals, totals against one another.

use std::collections::BTreeMap;

use super::super::books::{Book, Form, Line, Role, Sheet, Val};
use super::super::random::INDICATORS;
use super::super::{Measure, Model, OWNERS, Part, Sends, Told, When, World};
use super::read::{Reading, is_date};
use super::{Clashes, clash};

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
            if world.style.nominated && at(level) && !model.nominated.contains(&level) && !direct(level) {
                clash(clashes, &["R13"], format!("{}: chưa được đề nghị", model.name));
            }
        }
        for level in 0..world.levels.len() {
            let of_unit = |m: &&Model| m.unit == model.unit && (m.levels.contains(&level) || (m.levels.is_empty() && level == 0));
            let registered = model.levels.contains(&level) || (model.levels.is_empty() && level == 0);
            if at(level) && !registered && reading.models.iter().any(|m| of_unit(&m)) {
                clash(clashes, &["R09", "R10"], format!("{}: chưa đăng ký cấp này", model.name));
            }
        }
        if let Some(year) = model.year {
            let early = |when: When| match when {
                When::Year(at) => at < year,
                When::Sub(sub) => world.span.subs[sub].2 < year,
                When::Tick | When::Period => false,
            };
            if model.recognised.iter().any(|r| early(r.1)) {
                clash(clashes, &["R57"], format!("{}: công nhận trước khi đăng ký", model.name));
            }
            if year > world.span.to {
                clash(clashes, &["C03", "R33", "R57"], format!("{}: năm đăng ký sau kỳ", model.name));
            }
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

/// Biểu 2 against the lists, Biểu 4 against itself.
pub fn awards(world: &World, books: &[Book], reading: &Reading, clashes: &mut Clashes) {
    let mut days: BTreeMap<String, String> = BTreeMap::new();
    for sheet in books.iter().flat_map(|b| &b.sheets) {
        for (row, (line, _)) in sheet.rows.iter().enumerate() {
            match line {
                Line::Award(_) => award(world, sheet, row, reading, &mut days, clashes),
                Line::Indicator(_) => indicator(sheet, row, clashes),
                _ => {}
            }
        }
    }
}

fn award(
    world: &World,
    sheet: &Sheet,
    row: usize,
    reading: &Reading,
    days: &mut BTreeMap<String, String>,
    clashes: &mut Clashes,
) {
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
    let (number, day) = (text(Role::Decision), text(Role::Date));
    if !day.is_empty() && !is_date(&day) {
        clash(clashes, &["C03"], "ngày quyết định");
    } else if !number.is_empty() && !day.is_empty() && days.entry(number).or_insert_with(|| day.clone()) != &day {
        clash(clashes, &["R60"], "một quyết định, hai ngày");
    }
    let reason = text(Role::Reason);
    if !reason.is_empty() && !["Mô hình", "Chỉ đạo"].contains(&reason.as_str()) {
        clash(clashes, &["C01"], "nội dung khen lạ");
    }
    match sheet.cell(row, Role::Quantity) {
        Some(Val::Num(n)) if *n >= 0 => {}
        None | Some(Val::Blank) => {}
        _ => clash(clashes, &["R55"], "số lượng"),
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

/// What a list or a child gives: at least, and how much more it might be.
type Range = Option<(u32, u32)>;

struct Figures<'a> {
    world: &'a World,
    reading: &'a Reading,
    /// Totals that units state of themselves by fields: (unit, measure, part) → count; none where a cell is unreadable.
    totals: BTreeMap<(usize, Measure, Part), Option<u32>>,
}

impl Figures<'_> {
    fn listed(&self, unit: usize, measure: Measure, part: Part) -> Range {
        let own = self.reading.models.iter().filter(|m| m.unit == unit);
        count(self.world, own, measure, part)
    }

    fn of(&self, unit: usize, measure: Measure, part: Part) -> Range {
        let own = match self.world.units[unit].sends {
            Sends::Nothing => Some((0, 0)),
            Sends::Lists if self.world.lists_tell(unit, measure, part) => self.listed(unit, measure, part),
            Sends::Lists => None,
            Sends::Totals => self.totals.get(&(unit, measure, part)).copied().flatten().map(|n| (n, 0)),
        }?;
        let below = self.world.children(unit).map(|c| self.of(c, measure, part)).collect::<Option<Vec<_>>>()?;
        Some(below.into_iter().fold(own, |a, b| (a.0 + b.0, a.1 + b.1)))
    }
}

fn count<'a>(world: &World, models: impl Iterator<Item = &'a Model>, measure: Measure, part: Part) -> Range {
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
    Some((sure, perhaps))
}

/// A count in a cell: `None` blank, `Err` unreadable.
fn figure(cell: &Val) -> Result<Option<u32>, ()> {
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
                            figures.listed(unit, measure, part).filter(|_| figures.world.lists_tell(unit, measure, part))
                        }
                        Line::Field(_) if figures.world.units[unit].sends == Sends::Lists => {
                            figures.of(unit, measure, narrowed(line, part))
                        }
                        Line::Total if figures.world.units[unit].sends != Sends::Totals => figures.of(unit, measure, part),
                        _ => None,
                    };
                    if actual.is_some_and(|(least, more)| n < least || n > least + more) {
                        clash(clashes, &["R15", "R01", "R02", "R16"], format!("ghi {n}, thực có {actual:?}"));
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
        _ => return,
    };
    if said != wanted {
        clash(clashes, rules, format!("dòng {said}"));
    }
}

fn list_total(world: &World, reading: &Reading, (b, s): (usize, usize), sheet: &Sheet, clashes: &mut Clashes) {
    let Some(row) = sheet.rows.iter().position(|(line, _)| *line == Line::Total) else { return };
    if sheet.cell(row, Role::Name) == Some(&Val::Blank) {
        clash(clashes, &["C02", "S09"], "dòng có số mà không có tên");
        return;
    }
    let own: Vec<&Model> = reading.rows.range((b, s, 0)..(b, s + 1, 0)).map(|(_, m)| m).collect();
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
