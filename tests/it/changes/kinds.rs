//! How a single cell is changed in life.

use crate::conference::books::{Form, Line, Role, Sheet, Val};
use crate::conference::{KINDS, OWNERS, World};
use crate::dice::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    OneMore,
    OneLess,
    DigitsSwapped,
    DigitDropped,
    DotTyped,
    TickRemoved,
    TickAdded,
    YearChanged,
    FieldChanged,
    OwnerChanged,
    NameMisspelt,
    CodeChanged,
    Blanked,
    PeriodChanged,
    UnitMisspelt,
    UnitSwapped,
    DecisionChanged,
    DateChanged,
}

impl Kind {
    pub const ALL: [(Self, &str); 18] = [
        (Self::OneMore, "số thêm 1"),
        (Self::OneLess, "số bớt 1"),
        (Self::DigitsSwapped, "chữ số bị đảo"),
        (Self::DigitDropped, "rơi một chữ số"),
        (Self::DotTyped, "số gõ thành chữ có dấu chấm"),
        (Self::TickRemoved, "bỏ dấu x"),
        (Self::TickAdded, "thêm dấu x"),
        (Self::YearChanged, "đổi năm"),
        (Self::FieldChanged, "đổi lĩnh vực"),
        (Self::OwnerChanged, "đổi đối tượng"),
        (Self::NameMisspelt, "tên gõ sai"),
        (Self::CodeChanged, "đổi mã"),
        (Self::Blanked, "ô bị xóa"),
        (Self::PeriodChanged, "đổi kỳ báo cáo"),
        (Self::UnitMisspelt, "tên đơn vị gõ sai"),
        (Self::UnitSwapped, "tên đơn vị thành đơn vị khác"),
        (Self::DecisionChanged, "đổi số quyết định"),
        (Self::DateChanged, "đổi ngày quyết định"),
    ];

    /// The cell's new value, where such a change can befall it.
    pub fn changed(self, world: &World, sheet: &Sheet, row: usize, col: usize, dice: &mut Dice) -> Option<Val> {
        let (line, cells) = &sheet.rows[row];
        let value = cells.get(col)?;
        let role = sheet.roles.get(col).copied().unwrap_or(Role::Says);
        if *line == Line::Head || matches!(value, Val::Join(_)) {
            return None;
        }
        let info = matches!(line, Line::Info(_));
        let counted = !info && matches!(role, Role::Stated(..) | Role::Value | Role::OutOf | Role::Quantity | Role::Replicated);
        let total = *line == Line::Total && sheet.form == Form::Models;
        let number = if let Val::Num(n) = value { Some(*n) } else { None }.filter(|_| counted || (total && role != Role::Index));
        let new = match self {
            Self::OneMore => Val::Num(number? + 1),
            Self::OneLess => Val::Num(number.filter(|n| *n > 0)? - 1),
            Self::DigitsSwapped => Val::Num(swapped(number?)?),
            Self::DigitDropped => Val::Num(number.filter(|n| *n > 9)? / 10),
            Self::DotTyped => Val::Text(dotted(number?)),
            Self::TickRemoved if !info && *value == Val::text("x") => Val::Blank,
            Self::TickAdded if !total && !info && may_tick(role, sheet, row) && *value == Val::Blank => Val::text("x"),
            Self::YearChanged if !info && !total && matches!(role, Role::Year | Role::Recognised(_) | Role::When) => {
                year(value, dice)?
            }
            Self::FieldChanged => match (role, line) {
                (Role::Field, Line::Model(_)) => other(&world.fields.iter().map(|f| f.1).collect::<Vec<_>>(), value, dice)?,
                _ => return None,
            },
            Self::OwnerChanged => match role {
                Role::Owner => other(&OWNERS, value, dice)?,
                Role::Kind => other(&KINDS, value, dice)?,
                _ => return None,
            },
            Self::NameMisspelt if !info && !total && is_name(role) => Val::Text(misspelt(&value.shown(), dice)?),
            Self::CodeChanged if role == Role::Code && *value != Val::Blank => Val::Text(next_code(&value.shown())?),
            Self::Blanked if may_be_blanked(role, *line) && *value != Val::Blank => Val::Blank,
            Self::PeriodChanged if *line == Line::Info("Kỳ báo cáo") && col == 1 => period(&value.shown(), dice)?,
            Self::UnitMisspelt if is_unit(sheet, *line, role, col) => {
                let text = value.shown();
                let name = text.trim_start_matches("Đơn vị: ");
                Val::Text(text.replace(name, &misspelt(name, dice)?))
            }
            Self::UnitSwapped if is_unit(sheet, *line, role, col) && *line != Line::Total => {
                let text = value.shown();
                let name = text.trim_start_matches("Đơn vị: ").to_owned();
                let others: Vec<&str> = world.units.iter().map(|u| u.name.as_str()).filter(|n| *n != name).collect();
                if others.is_empty() {
                    return None;
                }
                Val::Text(text.replace(&name, dice.pick(&others)))
            }
            Self::DecisionChanged if role == Role::Decision => Val::Text(next_code(&value.shown())?),
            Self::DateChanged if role == Role::Date => date(&value.shown(), dice)?,
            _ => return None,
        };
        (new != *value).then_some(new)
    }
}

fn may_tick(role: Role, sheet: &Sheet, row: usize) -> bool {
    // A tick typed into a column of years is a recognition without its year.
    let ticks = |role: Role| {
        sheet
            .roles
            .iter()
            .position(|r| *r == role)
            .is_some_and(|c| sheet.rows.iter().any(|(_, r)| r.get(c) == Some(&Val::text("x"))))
    };
    match role {
        Role::Effective | Role::OwnerTick(_) | Role::FieldTick(_) => true,
        Role::Recognised(_) => matches!(sheet.rows[row].0, Line::Model(_)) && ticks(role),
        _ => false,
    }
}

fn is_name(role: Role) -> bool {
    matches!(
        role,
        Role::Name
            | Role::AwardModel
            | Role::Recipient
            | Role::Performer
            | Role::Field
            | Role::Owner
            | Role::Form
            | Role::Indicator
    )
}

fn is_unit(sheet: &Sheet, line: Line, role: Role, col: usize) -> bool {
    match line {
        Line::Info("Đơn vị") => col + 1 == sheet.rows.iter().find(|r| r.0 == line).map_or(0, |r| r.1.len()),
        Line::Unit(_) => role == Role::Subject,
        Line::Model(_) => role == Role::Unit,
        _ => false,
    }
}

fn may_be_blanked(role: Role, line: Line) -> bool {
    !matches!(line, Line::Info(_)) && !matches!(role, Role::Index | Role::Key | Role::Says)
}

fn swapped(n: i64) -> Option<i64> {
    let mut digits: Vec<char> = n.to_string().chars().collect();
    let last = digits.len().checked_sub(2)?;
    digits.swap(last, last + 1);
    let new = digits.iter().collect::<String>().parse().ok()?;
    (new != n).then_some(new)
}

/// "1.520" of 1520; "12.5" of 125, "7." of 7.
fn dotted(n: i64) -> String {
    let text = n.to_string();
    let at = if n >= 1000 { text.len() - 3 } else { text.len().max(2) - 1 };
    format!("{}.{}", &text[..at.min(text.len())], &text[at.min(text.len())..])
}

fn year(value: &Val, dice: &mut Dice) -> Option<Val> {
    let step = dice.pick(&[-1i64, 1]);
    match value {
        Val::Num(n) => Some(Val::Num(n + step)),
        Val::Text(text) => {
            let (first, rest) = text.split_at_checked(4)?;
            let first: i64 = first.parse().ok()?;
            Some(Val::Text(format!("{}{rest}", first + step)))
        }
        _ => None,
    }
}

fn other(names: &[&str], value: &Val, dice: &mut Dice) -> Option<Val> {
    let text = value.shown();
    let others: Vec<&str> = names.iter().copied().filter(|n| *n != text).collect();
    (!text.is_empty() && !others.is_empty()).then(|| Val::text(dice.pick(&others)))
}

/// A letter more, less or another, in a word of some length.
fn misspelt(text: &str, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let inside: Vec<usize> =
        (1..letters.len()).filter(|i| letters[*i].is_alphabetic() && letters[*i - 1].is_alphabetic()).collect();
    if inside.is_empty() {
        return None;
    }
    let at = dice.pick(&inside);
    match dice.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters[at] = if letters[at] == 'n' { 'm' } else { 'n' },
    }
    let new: String = letters.into_iter().collect();
    (new != text).then_some(new)
}

/// The last digit of the first number of digits before a slash or the end, one further.
fn next_code(text: &str) -> Option<String> {
    let (head, tail) = text.split_once('/').map_or((text, ""), |(h, _)| (h, &text[h.len()..]));
    let last = head.chars().last()?.to_digit(10)?;
    Some(format!("{}{}{tail}", &head[..head.len() - 1], (last + 1) % 10))
}

fn period(text: &str, dice: &mut Dice) -> Option<Val> {
    let year: u32 = text.get(text.len() - 4..)?.parse().ok()?;
    Some(Val::Text(match dice.below(4) {
        0 => format!("{}-{}", year - 3, year + 1),
        1 => (year + 1).to_string(),
        2 => format!("{}-{}", year - 9, year - 6),
        _ => text.replacen(&year.to_string(), &format!("{}O", year / 10), 1),
    }))
}

fn date(text: &str, dice: &mut Dice) -> Option<Val> {
    let (day, rest) = text.split_once('/')?;
    let (_, year) = rest.split_once('/')?;
    let day: u32 = day.parse().ok()?;
    Some(Val::Text(match dice.below(4) {
        0 => format!("{}/{rest}", day % 27 + 1),
        1 => format!("{day}/15/{year}"),
        2 => rest.to_owned(),
        _ => format!("{day}/{}", rest.replace(year, &year[..3])),
    }))
}
