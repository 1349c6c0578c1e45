//! Biểu 1, 1b, 2 and 4 of a unit.

use super::books::{Form, Line, Role, Sheet, Val};
use super::scheme::INDICATORS;
use super::{KINDS, Measure, Model, OWNERS, Part, Told, When, World, sum};

/// The list of a unit in a round.
pub fn models(world: &World, unit: usize, round: usize) -> Sheet {
    list(world, &[unit], round, Sheet::new("Biểu 1 - Mô hình", Form::Models, Some(unit), round))
}

/// One list of several units, with a column that names them.
pub fn models_of(world: &World, units: &[usize]) -> Sheet {
    list(world, units, 2, Sheet::new("Biểu 1", Form::Models, None, 2))
}

/// The list of a unit under a title that names it.
pub fn titled(world: &World, unit: usize) -> Sheet {
    let name = &world.units[unit].name;
    let mut sheet = Sheet::new(name, Form::Models, Some(unit), 2);
    sheet.rows.push((Line::Info("Đơn vị"), vec![Val::text(format!("Đơn vị: {name}"))]));
    list(world, &[unit], 2, sheet)
}

fn roles(world: &World, several: bool, round: usize) -> Vec<Role> {
    let style = &world.style;
    let mut roles = vec![Role::Index];
    let mut add = |wanted: bool, role: Role| {
        if wanted {
            roles.push(role);
        }
    };
    add(several, Role::Unit);
    add(style.codes, Role::Code);
    add(true, Role::Name);
    add(true, Role::Performer);
    add(style.address, Role::Address);
    add(style.kinds, Role::Kind);
    for owner in 0..3 {
        add(style.owner_ticks, Role::OwnerTick(owner));
    }
    add(!style.owner_ticks, Role::Owner);
    for field in 0..world.fields.len() {
        add(style.field_ticks, Role::FieldTick(field));
    }
    add(!style.field_ticks, Role::Field);
    add(true, Role::Year);
    add(style.novelty, Role::Novelty);
    add(style.levels, Role::Levels);
    add(style.effective && round > 0, Role::Effective);
    add(style.replicated && round > 1, Role::Replicated);
    add(style.nominated && round > 1, Role::Nominated);
    for level in 0..world.levels.len() {
        add(style.told != Told::OneB && round > 1, Role::Recognised(level));
    }
    roles
}

fn heading(world: &World, role: Role) -> String {
    let text = match role {
        Role::Index => "STT",
        Role::Unit => "Đơn vị",
        Role::Code => "Mã mô hình",
        Role::Name => "Tên mô hình, điển hình",
        Role::Performer => "Tập thể, cá nhân thực hiện",
        Role::Address => "Địa chỉ",
        Role::Kind => "Loại hình",
        Role::Owner => "Đối tượng",
        Role::OwnerTick(owner) => OWNERS[owner],
        Role::Field => "Lĩnh vực",
        Role::FieldTick(field) => world.fields[field].1,
        Role::Year => "Năm đăng ký",
        Role::Novelty => "Đăng ký (Mới / Duy trì)",
        Role::Levels => "Cấp đăng ký",
        Role::Effective => "Phát huy hiệu quả",
        Role::Replicated => "Nhân rộng (số nơi)",
        Role::Nominated => "Đề nghị công nhận cấp",
        Role::Recognised(level) => return format!("Công nhận {}", world.levels[level].1),
        Role::Decision => "Số quyết định",
        Role::Level => "Cấp",
        Role::When => "Năm / giai đoạn",
        Role::Body => "Cơ quan khen",
        Role::Date => "Ngày quyết định",
        Role::Recipient => "Tên tập thể, cá nhân",
        Role::Position => "Chức vụ, đơn vị",
        Role::Form => "Hình thức khen",
        Role::Reason => "Nội dung khen",
        Role::AwardModel => "Mô hình",
        Role::Quantity => "Số lượng",
        Role::Cumulative => "Lũy kế",
        Role::Indicator => "Chỉ tiêu",
        Role::UnitOfMeasure => "Đơn vị tính",
        Role::Value => "Thực hiện",
        Role::OutOf => "Trên tổng số",
        Role::Subject | Role::Stated(..) | Role::Key | Role::Says => "",
    };
    text.to_owned()
}

fn headed(world: &World, sheet: &mut Sheet, roles: Vec<Role>) {
    sheet.head(roles.iter().map(|role| Val::Text(heading(world, *role))).collect());
    sheet.roles = roles;
}

/// When a model was recognised, in one cell.
pub fn whens(world: &World, whens: &[When]) -> Val {
    let text = |when: &When| match when {
        When::Tick => "x".to_owned(),
        When::Year(year) => year.to_string(),
        When::Sub(sub) => world.span.subs[*sub].0.clone(),
        When::Period => world.span.label.clone(),
    };
    match whens {
        [] => Val::Blank,
        [When::Year(year)] => Val::Num(i64::from(*year)),
        list => Val::Text(list.iter().map(text).collect::<Vec<_>>().join(", ")),
    }
}

fn levels(world: &World, levels: &[usize]) -> Val {
    if levels.is_empty() {
        return Val::Blank;
    }
    Val::Text(levels.iter().map(|level| world.level_word(*level)).collect::<Vec<_>>().join(", "))
}

fn cell(world: &World, model: &Model, number: usize, role: Role) -> Val {
    match role {
        Role::Index => Val::Num(i64::try_from(number).expect("few rows")),
        Role::Unit => Val::text(&world.units[model.unit].name),
        Role::Code => model.code.clone().map_or(Val::Blank, Val::Text),
        Role::Name => Val::text(&model.name),
        Role::Performer => Val::text(&model.performer),
        Role::Address => Val::text("Khu phố 2"),
        Role::Kind => Val::text(KINDS[model.kind.unwrap_or(0)]),
        Role::Owner => Val::text(OWNERS[model.owner.unwrap_or(0)]),
        Role::OwnerTick(owner) => Val::tick(model.owner == Some(owner)),
        Role::Field => Val::text(world.fields[model.field.unwrap_or(0)].1),
        Role::FieldTick(field) => Val::tick(model.field == Some(field)),
        Role::Year => model.year.map_or(Val::Blank, |year| Val::Num(i64::from(year))),
        Role::Novelty => Val::text(if model.new == Some(true) { "Mới" } else { "Duy trì" }),
        Role::Levels => levels(world, &model.levels),
        Role::Effective => Val::tick(model.effective),
        Role::Replicated if model.replicated > 0 => Val::count(model.replicated),
        Role::Nominated => levels(world, &model.nominated),
        Role::Recognised(level) => {
            // Where Biểu 1b tells the years, Biểu 1 only ticks.
            let list: Vec<When> = model.recognised.iter().filter(|r| r.0 == level).map(|r| r.1).collect();
            if world.style.told == Told::Both { Val::tick(!list.is_empty()) } else { whens(world, &list) }
        }
        _ => Val::Blank,
    }
}

fn list(world: &World, units: &[usize], round: usize, mut sheet: Sheet) -> Sheet {
    let roles = roles(world, units.len() > 1, round);
    headed(world, &mut sheet, roles);
    let rows: Vec<usize> = (0..world.models.len())
        .filter(|m| units.contains(&world.models[*m].unit) && world.models[*m].rounds.contains(&round))
        .collect();
    for (at, &index) in rows.iter().enumerate() {
        let cells = sheet.roles.iter().map(|role| cell(world, &world.models[index], at + 1, *role)).collect();
        sheet.rows.push((Line::Model(index), cells));
    }
    if world.style.list_total && !rows.is_empty() {
        let of = |measure, part| Val::count(sum(rows.iter().map(|m| &world.models[*m]), measure, part, &world.span));
        let cells = sheet.roles.iter().map(|role| match role {
            Role::Name => Val::text("Tổng cộng"),
            Role::Performer => Val::count(u32::try_from(rows.len()).expect("few rows")),
            Role::OwnerTick(owner) => of(Measure::Registered, Part::Owner(*owner)),
            Role::FieldTick(field) => of(Measure::Registered, Part::Field(*field)),
            Role::Effective => of(Measure::Effective, Part::All),
            Role::Recognised(level) => of(Measure::Recognised(*level), Part::All),
            _ => Val::Blank,
        });
        let cells = cells.collect();
        sheet.rows.push((Line::Total, cells));
    }
    sheet
}

/// Biểu 1b, a row a recognition; none where nothing was recognised.
pub fn recognitions(world: &World, unit: usize) -> Option<Sheet> {
    let mut sheet = Sheet::new("Biểu 1b - Công nhận", Form::Recognitions, Some(unit), 2);
    let mut roles = vec![Role::Index];
    if world.style.codes {
        roles.push(Role::Code);
    }
    roles.extend([Role::Name, Role::Level, Role::When]);
    if world.style.decisions {
        roles.extend([Role::Decision, Role::Date]);
    }
    headed(world, &mut sheet, roles);
    for (index, model) in world.models.iter().enumerate().filter(|(_, m)| m.unit == unit) {
        for &(level, when) in &model.recognised {
            let number = sheet.rows.len();
            let year = if let When::Year(year) = when { year } else { world.span.to };
            let cells = sheet.roles.iter().map(|role| match role {
                Role::Level => Val::Text(world.level_word(level)),
                Role::When => whens(world, &[when]),
                Role::Decision => Val::text(format!("{}{:02}/QĐ-CN", level + 1, year % 100)),
                Role::Date => Val::text(format!("{}/11/{year}", 10 + level)),
                role => cell(world, model, number, *role),
            });
            let cells = cells.collect();
            sheet.rows.push((Line::Recognition(index), cells));
        }
    }
    (sheet.rows.len() > 1).then_some(sheet)
}

/// Biểu 2; none where the unit has no award.
pub fn awards(world: &World, unit: usize) -> Option<Sheet> {
    let mut sheet = Sheet::new("Biểu 2 - Khen thưởng", Form::Awards, Some(unit), 2);
    let roles = vec![
        Role::Index,
        Role::Recipient,
        Role::Position,
        Role::Owner,
        Role::Form,
        Role::Body,
        Role::Decision,
        Role::Date,
        Role::Reason,
        Role::AwardModel,
        Role::Quantity,
        Role::Cumulative,
    ];
    headed(world, &mut sheet, roles);
    for (index, award) in world.awards.iter().enumerate().filter(|(_, a)| a.unit == unit) {
        let number = sheet.rows.len();
        let (form, decision) = (&world.forms[award.form], &world.decisions[award.decision]);
        let cells = sheet.roles.iter().map(|role| match role {
            Role::Index => Val::Num(i64::try_from(number).expect("few rows")),
            Role::Recipient => award.recipient.clone().map_or(Val::Blank, Val::Text),
            Role::Position if award.recipient.is_some() => Val::text(&world.units[unit].name),
            Role::Owner => award.owner.map_or(Val::Blank, |owner| Val::text(OWNERS[owner])),
            Role::Form => Val::text(form.name),
            Role::Body => Val::text(&form.body),
            Role::Decision if !award.cumulative => Val::text(&decision.number),
            Role::Date if !award.cumulative => Val::text(&decision.day),
            Role::Reason => Val::text(if award.steering { "Chỉ đạo" } else { "Mô hình" }),
            Role::AwardModel => award.model.map_or(Val::Blank, |m| Val::text(&world.models[m].name)),
            Role::Quantity => award.quantity.map_or(Val::Blank, Val::count),
            Role::Cumulative => Val::tick(award.cumulative),
            _ => Val::Blank,
        });
        let cells = cells.collect();
        sheet.rows.push((Line::Award(index), cells));
    }
    (sheet.rows.len() > 1).then_some(sheet)
}

/// Biểu 4; none where the unit has no value.
pub fn indicators(world: &World, unit: usize) -> Option<Sheet> {
    let mut sheet = Sheet::new("Biểu 4 - Chỉ tiêu", Form::Indicators, Some(unit), 2);
    headed(world, &mut sheet, vec![Role::Index, Role::Indicator, Role::UnitOfMeasure, Role::Value, Role::OutOf]);
    for (index, value) in world.values.iter().enumerate().filter(|(_, v)| v.unit == unit) {
        let (_, name, measure, _) = INDICATORS[value.indicator];
        let number = i64::try_from(sheet.rows.len()).expect("few rows");
        let out_of = value.out_of.map_or(Val::Blank, Val::count);
        let cells = vec![Val::Num(number), Val::text(name), Val::text(measure), Val::count(value.amount), out_of];
        sheet.rows.push((Line::Indicator(index), cells));
    }
    (sheet.rows.len() > 1).then_some(sheet)
}
