//! Biểu 3 of a unit: by fields, or by its children.

use super::books::{Form, Line, Role, Sheet, Val};
use super::{Measure, Model, OWNERS, Part, World, sum};

/// The columns and their two heading rows.
fn headed(world: &World, sheet: &mut Sheet, subject: &str) {
    let (mut groups, mut parts) = (vec![Val::text("STT"), Val::text(subject)], vec![Val::Join('^'), Val::Join('^')]);
    sheet.roles = vec![Role::Index, Role::Subject];
    for &measure in &world.style.measures {
        let level = |level: usize| world.levels[level].1;
        let name = match measure {
            Measure::Registered => "Đăng ký".to_owned(),
            Measure::RegisteredAt(l) => format!("Đăng ký {}", level(l)),
            Measure::Effective => "Phát huy hiệu quả".to_owned(),
            Measure::Nominated(l) => format!("Đề nghị công nhận {}", level(l)),
            Measure::Recognised(l) => format!("Công nhận {}", level(l)),
            Measure::Events(l) => {
                // Beside the models of its level.
                groups.push(Val::text(format!("Lượt công nhận {}", level(l))));
                parts.push(Val::Join('^'));
                sheet.roles.push(Role::Stated(measure, Part::All));
                continue;
            }
            _ => continue,
        };
        let mut columns = vec![("Tổng số", Part::All)];
        if world.style.stated_owners {
            columns.extend(OWNERS.iter().enumerate().map(|(owner, name)| (*name, Part::Owner(owner))));
            groups.push(Val::Text(name));
            groups.extend(std::iter::repeat_n(Val::Join('<'), 3));
            parts.extend(columns.iter().map(|(part, _)| Val::text(*part)));
        } else {
            groups.push(Val::Text(name));
            parts.push(Val::Join('^'));
        }
        sheet.roles.extend(columns.into_iter().map(|(_, part)| Role::Stated(measure, part)));
    }
    sheet.head(groups);
    sheet.head(parts);
}

/// One row over some models, narrowed to a field.
fn row(world: &World, sheet: &Sheet, label: Vec<Val>, models: &[&Model], field: Option<usize>) -> Vec<Val> {
    let mut cells = label;
    for role in &sheet.roles {
        if let Role::Stated(measure, part) = role {
            let part = match (field, part) {
                (Some(field), Part::All) => Part::Field(field),
                (Some(field), Part::Owner(owner)) => Part::FieldOwner(field, *owner),
                (_, part) => *part,
            };
            cells.push(Val::count(sum(models.iter().copied(), *measure, part, &world.span)));
        }
    }
    cells
}

fn number(n: usize) -> Val {
    Val::Num(i64::try_from(n).expect("few rows"))
}

/// A unit's own totals by fields.
pub fn by_fields(world: &World, unit: usize) -> Sheet {
    let mut sheet = Sheet::new("Biểu 3 - Tổng hợp", Form::Fields, Some(unit), 2);
    headed(world, &mut sheet, "Lĩnh vực");
    let own: Vec<&Model> = world.models.iter().filter(|m| m.unit == unit).collect();
    let mut rows = Vec::new();
    for (field, (_, name)) in world.fields.iter().enumerate() {
        let cells = row(world, &sheet, vec![number(field + 1), Val::text(*name)], &own, Some(field));
        rows.push((Line::Field(field), cells));
    }
    let total = (Line::Total, row(world, &sheet, vec![Val::Blank, Val::text("Tổng cộng")], &own, None));
    if world.style.total_first {
        rows.insert(0, total);
    } else {
        rows.push(total);
    }
    sheet.rows.extend(rows);
    sheet
}

/// A parent's table of its children, its own agencies and the total.
pub fn by_units(world: &World, unit: usize) -> Sheet {
    let mut sheet = Sheet::new("Biểu 3 - Tổng hợp", Form::Units, Some(unit), 2);
    headed(world, &mut sheet, "Đơn vị");
    let below = |above: usize| -> Vec<&Model> { world.models.iter().filter(|m| world.is_within(m.unit, above)).collect() };
    let mut rows = Vec::new();
    for (at, child) in world.children(unit).enumerate() {
        let label = vec![number(at + 1), Val::text(&world.units[child].name)];
        rows.push((Line::Unit(child), row(world, &sheet, label, &below(child), None)));
    }
    let own: Vec<&Model> = world.models.iter().filter(|m| m.unit == unit).collect();
    if !own.is_empty() {
        let label = vec![number(rows.len() + 1), Val::text("Khối cơ quan, đơn vị trực thuộc")];
        rows.push((Line::Direct, row(world, &sheet, label, &own, None)));
    }
    let total = (Line::Total, row(world, &sheet, vec![Val::Blank, Val::text("Tổng cộng")], &below(unit), None));
    if world.style.total_first {
        rows.insert(0, total);
    } else {
        rows.push(total);
    }
    sheet.rows.extend(rows);
    sheet
}
