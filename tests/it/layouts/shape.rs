//! One way to lay a list of models out in workbooks: a value to be changed field by field, and its workbooks.

use std::collections::BTreeMap;

use super::formats::{Files, Format};
use super::models::{FIELDS, KINDS, LEVELS, Model, OWNERS, UNITS, Unit};
use super::paper::Paper;
use super::pen::Pen;

/// The sheet of the list where its name says nothing.
const LIST: &str = "Biểu 1";

/// What a cell holds, before the layout decides how it is written.
#[derive(Clone)]
pub enum Cell {
    Blank,
    Text(String),
    Number(u32),
    Tick,
    Ordinal,
    UnitName,
}

/// A column: its heading from the group to the part, and its cells.
#[derive(Clone)]
pub struct Column {
    pub path: &'static [&'static str],
    pub cell: fn(&Model) -> Cell,
}

/// What rows, sheets or files are divided by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    Unit,
    Field,
    Owner,
    Kind,
    Level,
    Novelty,
}

/// Where the unit is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Info,
    /// Keys in a row, values in the row below.
    InfoAcross,
    /// Keys and values three columns apart.
    InfoApart,
    /// Each value in the row below its key.
    InfoDown,
    /// All in one cell, a line a key.
    InfoOneCell,
    /// "Đơn vị: …" in a cell above the table.
    Title,
    /// "Đơn vị" and the name in two cells above the table.
    TitleCells,
    /// "Đơn vị", "Kỳ báo cáo" above the table, their values below them.
    TitleAcross,
    Letterhead,
    Sheet,
    Folder,
    File,
    /// In the rows themselves.
    Rows,
}

/// How a section row is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// "I" in the ordinal column, the title beside it.
    Numbered,
    /// "I. Lĩnh vực kinh tế" in one cell.
    OneCell,
    /// The title alone, merged over the table.
    Merged,
}

/// Where totals stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    None,
    Top,
    Bottom,
    /// "Cộng" below each section, "Tổng cộng" at the end.
    Inside,
}

/// What is hidden.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    Nothing,
    Rows,
    Column(u16),
    Sheet,
    Filtered,
}

/// How the units of a column are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum UnitCells {
    Each,
    Merged,
    Once,
}

/// A layout.
#[derive(Clone)]
pub struct Shape {
    pub name: &'static str,
    pub columns: Vec<Column>,
    /// First column of the table.
    pub left: u16,
    /// Lines above the table; a blank one is a blank row.
    pub above: &'static [&'static str],
    pub told: Told,
    /// How a unit's name is written.
    pub unit: fn(&Unit) -> String,
    /// One workbook for all units?
    pub together: bool,
    /// One sheet each.
    pub sheets: Option<By>,
    /// One table each, beside each other on one sheet, its title above it.
    pub beside: Option<By>,
    /// Are the models columns?
    pub turned: bool,
    /// Section rows, outer ones first.
    pub sections: &'static [By],
    pub section: Section,
    pub unit_cells: UnitCells,
    /// Are groups of headings merged?
    pub merged: bool,
    /// The number of a column under its heading.
    pub numbers: Option<fn(usize) -> String>,
    pub totals: Totals,
    /// Headings stand again after so many rows.
    pub page: Option<usize>,
    pub below: &'static [&'static str],
    pub tick: &'static str,
    /// How headings are typed.
    pub heading: fn(&str) -> String,
    /// How every text is typed.
    pub spell: fn(&str) -> String,
    /// How numbers are typed as text; `None`: they are numbers.
    pub digits: Option<fn(u32) -> String>,
    pub font: Option<&'static str>,
    pub hidden: Hidden,
    /// Findings that are right for this layout.
    pub findings: &'static [&'static str],
}

pub fn key(by: By, model: &Model) -> usize {
    match by {
        By::Unit => model.unit,
        By::Field => model.field,
        By::Owner => model.owner,
        By::Kind => model.kind,
        By::Level => model.level,
        By::Novelty => usize::from(model.maintained),
    }
}

impl Shape {
    pub fn title(&self, by: By, key: usize) -> String {
        match by {
            By::Unit => (self.unit)(&UNITS[key]),
            By::Field => format!("Lĩnh vực {}", FIELDS[key].1.to_lowercase()),
            By::Owner => OWNERS[key].1.to_uppercase(),
            By::Kind => KINDS[key].1.to_owned(),
            By::Level => format!("Cấp {}", LEVELS[key].1.to_lowercase()),
            By::Novelty => ["Đăng ký mới", "Duy trì"][key].to_owned(),
        }
    }

    /// The files of this layout, the n-th in the n-th format: path and bytes.
    pub fn files(&self, models: &[Model], format: &dyn Fn(usize) -> Format) -> Files {
        let books = self.books(models);
        books.iter().enumerate().flat_map(|(at, (stem, papers))| format(at).files(stem, papers)).collect()
    }

    /// Its workbooks: path without extension, sheets.
    pub fn books(&self, models: &[Model]) -> Vec<(String, Vec<Paper>)> {
        if self.together {
            return vec![("nop/tong-hop".to_owned(), self.book(None, models))];
        }
        let book = |at: usize| {
            let unit = (self.unit)(&UNITS[at]);
            let stem = match self.told {
                Told::Folder => format!("nop/{unit}/bieu-1"),
                Told::File => format!("nop/{}", unit.replace(' ', "_")),
                _ => format!("nop/tep-{at}"),
            };
            let own: Vec<Model> = models.iter().filter(|m| m.unit == at).cloned().collect();
            (stem, self.book(Some(at), &own))
        };
        (0..UNITS.len()).map(book).collect()
    }

    fn book(&self, unit: Option<usize>, models: &[Model]) -> Vec<Paper> {
        let mut book: Vec<Paper> = unit.and_then(|unit| self.info(unit)).into_iter().collect();
        let mut groups: BTreeMap<usize, Vec<Model>> = BTreeMap::new();
        for model in models {
            groups.entry(self.sheets.or(self.beside).map_or(0, |by| key(by, model))).or_default().push(model.clone());
        }
        let mut beside = Paper { name: (self.spell)(LIST), ..Paper::default() };
        for (group, models) in groups {
            if let Some(by) = self.beside {
                let own = if by == By::Unit { Some(group) } else { unit };
                let list = Pen::new(self, LIST).list(own, &models);
                beside.put_beside(&list, (self.spell)(&self.title(by, group)));
                continue;
            }
            let name = match (self.sheets, self.told, unit) {
                (Some(By::Field), ..) => FIELDS[group].1.to_owned(),
                (Some(by), ..) if self.told != Told::Title => self.title(by, group),
                (Some(_), ..) => format!("{}", group + 1),
                (None, Told::Sheet, Some(unit)) => (self.unit)(&UNITS[unit]),
                _ => LIST.to_owned(),
            };
            let unit = if self.sheets == Some(By::Unit) { Some(group) } else { unit };
            let mut paper = Pen::new(self, &name).list(unit, &models);
            if self.turned {
                paper.turn_list();
            }
            book.push(Paper { named: name != LIST, ..paper });
        }
        if self.beside.is_some() {
            book.push(beside);
        }
        book
    }

    fn info(&self, unit: usize) -> Option<Paper> {
        let lines =
            [("Đơn vị", (self.unit)(&UNITS[unit])), ("Kỳ báo cáo", "2016-2020".to_owned()), ("Ngày lập", "5/7/2020".to_owned())];
        let mut paper = Paper { name: (self.spell)("Thông tin"), info: true, font: self.font, ..Paper::default() };
        for (i, (key, value)) in (0..).zip(&lines) {
            let across = u16::try_from(i).expect("few") + 1;
            let (key_at, value_at) = match self.told {
                Told::Info => ((i, 0), (i, 1)),
                Told::InfoApart => ((i + 2, 1), (i + 2, 4)),
                Told::InfoDown => ((2 * i, 0), (2 * i + 1, 0)),
                Told::InfoAcross => ((1, across), (2, across)),
                Told::InfoOneCell => break,
                _ => return None,
            };
            paper.text(key_at.0, key_at.1, (self.spell)(key));
            paper.text(value_at.0, value_at.1, (self.spell)(value));
        }
        if self.told == Told::InfoOneCell {
            let text: Vec<String> = lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            paper.text(0, 0, (self.spell)(&text.join("\n")));
        }
        Some(paper)
    }
}
