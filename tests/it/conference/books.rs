//! The workbooks of a conference, cell by cell, each cell with what it means.

use tongket::model::name;

use super::{ROUNDS, Sends, Told, World, lists, totals};
use crate::support::workbook;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    Blank,
    Num(i64),
    Text(String),
    /// Joined to the cell at the left `<` or above `^`.
    Join(char),
}

impl Val {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count; always a number.
    pub fn count(n: u32) -> Self {
        Self::Num(i64::from(n))
    }

    pub fn tick(on: bool) -> Self {
        if on { Self::text("x") } else { Self::Blank }
    }

    /// As people see it.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank | Self::Join(_) => String::new(),
            Self::Num(n) => n.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => format!("'{text}"),
            Self::Join(mark) => mark.to_string(),
            other => other.shown(),
        }
    }
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Index,
    Unit,
    Code,
    Name,
    Performer,
    Address,
    Kind,
    Owner,
    OwnerTick(usize),
    Field,
    FieldTick(usize),
    Year,
    Novelty,
    Levels,
    Effective,
    Replicated,
    Nominated,
    Recognised(usize),
    Decision,
    Level,
    When,
    Body,
    Date,
    Recipient,
    Position,
    Form,
    Reason,
    AwardModel,
    Quantity,
    Cumulative,
    Subject,
    Stated(super::Measure, super::Part),
    Indicator,
    UnitOfMeasure,
    Value,
    OutOf,
    Key,
    Says,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Head,
    Model(usize),
    Recognition(usize),
    Award(usize),
    /// The total row of a list or of Biểu 3.
    Total,
    Field(usize),
    Unit(usize),
    Direct,
    Indicator(usize),
    /// Thông tin: its key.
    Info(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Info,
    Models,
    Recognitions,
    Awards,
    Fields,
    Units,
    Indicators,
}

#[derive(Debug, Clone)]
pub struct Sheet {
    pub name: String,
    pub form: Form,
    /// Whose it is; none where its rows say so.
    pub unit: Option<usize>,
    pub round: usize,
    pub roles: Vec<Role>,
    pub rows: Vec<(Line, Vec<Val>)>,
}

impl Sheet {
    pub fn new(name: &str, form: Form, unit: Option<usize>, round: usize) -> Self {
        Self { name: name.to_owned(), form, unit, round, roles: Vec::new(), rows: Vec::new() }
    }

    pub fn head(&mut self, cells: Vec<Val>) {
        self.rows.push((Line::Head, cells));
    }

    /// The column with a role.
    pub fn col(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == role)
    }

    /// A cell of a row by its role.
    pub fn cell(&self, row: usize, role: Role) -> Option<&Val> {
        self.rows[row].1.get(self.col(role)?)
    }
}

/// A workbook.
#[derive(Debug, Clone)]
pub struct Book {
    pub path: String,
    pub sheets: Vec<Sheet>,
}

impl Book {
    pub fn bytes(&self) -> Vec<u8> {
        let lines = |sheet: &Sheet| {
            let line = |(_, cells): &(Line, Vec<Val>)| {
                let cells: Vec<String> = cells.iter().map(Val::written).collect();
                format!("| {} |", cells.join(" | "))
            };
            (sheet.name.clone(), sheet.rows.iter().map(line).collect())
        };
        workbook(&self.sheets.iter().map(lines).collect::<Vec<_>>())
    }
}

impl World {
    /// All workbooks, in the order of their paths.
    pub fn books(&self) -> Vec<Book> {
        let mut books = Vec::new();
        let rounds: &[usize] = if self.style.rounds { &[0, 1, 2] } else { &[2] };
        for unit in 0..self.units.len() {
            for &round in rounds {
                self.unit_books(unit, round, &mut books);
            }
        }
        for parent in 0..self.units.len() {
            self.group_book(parent, &mut books);
        }
        books.sort_by(|a, b| a.path.cmp(&b.path));
        books
    }

    fn info(&self, unit: usize, round: usize) -> Sheet {
        let mut sheet = Sheet::new("Thông tin", Form::Info, Some(unit), round);
        sheet.roles = vec![Role::Key, Role::Says];
        let mut say = |key: &'static str, value: String| {
            sheet.rows.push((Line::Info(key), vec![Val::text(key), Val::Text(value)]));
        };
        say("Đơn vị", self.units[unit].name.clone());
        if let Some(parent) = self.units[unit].parent {
            say("Trực thuộc", self.units[parent].name.clone());
        }
        if self.style.period_told {
            say("Kỳ báo cáo", self.span.label.clone());
        }
        if self.style.rounds {
            say("Đợt", ROUNDS[round].to_owned());
        }
        say("Ngày lập", format!("{}/{}/{}", 3 + unit % 20, 2 + round * 4, self.span.to));
        say("Người lập", "Trần Thị Lành".to_owned());
        sheet
    }

    fn unit_books(&self, unit: usize, round: usize, books: &mut Vec<Book>) {
        let sends = self.units[unit].sends;
        let mut sheets = Vec::new();
        let mut apart = Vec::new();
        let last = round == 2;
        if sends == Sends::Lists && self.units[unit].group.is_none() {
            sheets.push(lists::models(self, unit, round));
        }
        if sends == Sends::Lists && last && self.style.told != Told::Columns {
            sheets.extend(lists::recognitions(self, unit));
        }
        let leaf = self.children(unit).next().is_none();
        if last && (sends == Sends::Totals || (sends == Sends::Lists && self.style.own_totals && leaf)) {
            sheets.push(totals::by_fields(self, unit));
        }
        if last && self.units[unit].rolls_up {
            sheets.push(totals::by_units(self, unit));
        }
        if last {
            apart.extend(lists::awards(self, unit));
            apart.extend(lists::indicators(self, unit));
        }
        let slug = name::slug(&self.units[unit].name);
        let place = if self.style.rounds { format!("dot-{}/{slug}", round + 1) } else { slug };
        let mut push = |path: String, mut sheets: Vec<Sheet>| {
            if !sheets.is_empty() {
                sheets.insert(0, self.info(unit, round));
                books.push(Book { path: format!("nop/{path}.xlsx"), sheets });
            }
        };
        if self.style.apart {
            push(format!("{place}-khen-thuong"), apart);
        } else {
            sheets.append(&mut apart);
        }
        push(place, sheets);
    }

    /// One workbook of several units: a sheet a unit, or one list with a column of units.
    fn group_book(&self, parent: usize, books: &mut Vec<Book>) {
        let members: Vec<usize> = (0..self.units.len()).filter(|u| self.units[*u].group == Some(parent)).collect();
        if members.is_empty() {
            return;
        }
        let sheets = if self.style.codes {
            vec![lists::models_of(self, &members)]
        } else {
            members.iter().map(|unit| lists::titled(self, *unit)).collect()
        };
        books.push(Book { path: format!("nop/cum-thi-dua-{}.xlsx", parent + 1), sheets });
    }
}
