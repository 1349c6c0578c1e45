//! Cells of a record → values, each fault noted at its cell.

use super::super::grid::CellValue;
use super::super::value::{self, CountReading, DateReading, Tick, YearReading};
use super::layout::Layout;
use super::page::{Notes, Page};
use super::words;
use crate::model::legend::Catalogue;
use crate::model::{Column, Date, FieldId, Kind, LevelId, LevelSet, MisreadKind, Novelty, Origin, Owner, Text, form_total, name};

/// One row of a table, read column by column.
pub(super) struct Line<'p, 'a> {
    /// The sheet.
    pub page: &'p Page<'a>,
    /// The table.
    pub layout: &'p Layout,
    /// The row.
    pub row: u32,
}

impl<'a> Line<'_, 'a> {
    /// The column's place and cell, with ranges merged downwards filled; `None`: no such column, or blank.
    fn at(&self, column: Column) -> Option<(u16, &'a CellValue)> {
        let col = self.layout.col(column)?;
        let cell = if fills_down(column) { self.page.filled(self.row, col) } else { self.page.cell(self.row, col) }?;
        Some((col, cell))
    }

    /// A readable cell; a formula without a result and an error value are noted and count as blank.
    pub fn readable(&self, column: Column, notes: &mut Notes) -> Option<(u16, &'a CellValue)> {
        let (col, cell) = self.at(column)?;
        self.check(col, cell, notes).then_some((col, cell))
    }

    /// Notes a cell without a value.
    pub fn check(&self, col: u16, cell: &CellValue, notes: &mut Notes) -> bool {
        let what = match cell {
            CellValue::NotCalculated(formula) => MisreadKind::NotCalculated { formula: formula.clone() },
            CellValue::Error(value) => MisreadKind::ErrorValue { value: value.clone() },
            _ => return true,
        };
        notes.say(self.page.at(self.row, col), what);
        false
    }

    /// Cleaned text.
    pub fn text(&self, column: Column, notes: &mut Notes) -> Option<Text> {
        let (_, cell) = self.readable(column, notes)?;
        value::text(Some(cell))
    }

    /// A value of a list: what `reader` makes of it, else C01 with the nearest of `allowed`.
    pub fn listed<T>(
        &self,
        column: Column,
        allowed: &[&str],
        notes: &mut Notes,
        reader: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let (col, cell) = self.readable(column, notes)?;
        let text = value::text(Some(cell))?;
        let found = reader(&text);
        if found.is_none() {
            self.not_in_list(col, &text, allowed.iter().copied(), notes);
        }
        found
    }

    /// Notes C01.
    pub fn not_in_list<'t>(&self, col: u16, text: &str, allowed: impl IntoIterator<Item = &'t str>, notes: &mut Notes) {
        let nearest = name::nearest(text, allowed).map(str::to_owned);
        let what = MisreadKind::NotInList { column: self.layout.headed(col), value: text.to_owned(), nearest };
        notes.say(self.page.at(self.row, col), what);
    }

    /// A tick: x is true, blank and "không" false; anything else is C07 and false.
    pub fn tick(&self, column: Column, notes: &mut Notes) -> bool {
        let Some((col, cell)) = self.readable(column, notes) else { return false };
        match value::tick(Some(cell)) {
            Tick::Yes => true,
            Tick::No | Tick::Blank => false,
            Tick::Other(value) => {
                let what = MisreadKind::BadTick { column: self.layout.headed(col), value };
                notes.say(self.page.at(self.row, col), what);
                false
            }
        }
    }

    /// A count; a bad one is R55 and blank.
    pub fn count(&self, column: Column, notes: &mut Notes) -> Option<u32> {
        let (col, cell) = self.readable(column, notes)?;
        self.count_at(col, cell, notes)
    }

    /// The count in a cell.
    pub fn count_at(&self, col: u16, cell: &CellValue, notes: &mut Notes) -> Option<u32> {
        match value::count(Some(cell)) {
            CountReading::Blank => None,
            CountReading::Known(count) => Some(count),
            CountReading::Bad { value, readings } => {
                notes.say(self.page.at(self.row, col), MisreadKind::BadCount { value, readings });
                None
            }
        }
    }

    /// A year.
    pub fn year(&self, column: Column, notes: &mut Notes) -> Option<u16> {
        let (col, cell) = self.readable(column, notes)?;
        match value::year(Some(cell)) {
            YearReading::Blank => None,
            YearReading::Year(year) => Some(year),
            YearReading::Bad { value, why } => {
                notes.say(self.page.at(self.row, col), MisreadKind::BadDate { value, why });
                None
            }
        }
    }

    /// A date.
    pub fn date(&self, column: Column, notes: &mut Notes) -> Option<Date> {
        let (col, cell) = self.readable(column, notes)?;
        match value::date(Some(cell)) {
            DateReading::Blank => None,
            DateReading::Date(date) => Some(date),
            DateReading::Bad { value, why } => {
                notes.say(self.page.at(self.row, col), MisreadKind::BadDate { value, why });
                None
            }
        }
    }

    /// The columns of the table that hold one of several values by a tick, and are ticked.
    pub fn ticked<T>(&self, notes: &mut Notes, which: impl Fn(Column) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for &column in &self.layout.ticks {
            if let Some(value) = which(column)
                && self.tick(column, notes)
            {
                found.push(value);
            }
        }
        found
    }

    /// The cell Đối tượng; of several owners in it the first.
    fn stated_owner(&self, notes: &mut Notes) -> Option<Owner> {
        let one = |text: &str| words::owner(&name::slug_words(text));
        if let Some((col, cell)) = self.readable(Column::Owner, &mut Notes::default())
            && let Some(text) = value::text(Some(cell))
        {
            if let Some(owner) = one(&text) {
                return Some(owner);
            }
            let parts =
                text.split([',', ';', '/', '+', '&']).flat_map(|part| part.split(" và ")).filter(|p| !p.trim().is_empty());
            let several: Vec<Owner> = parts.map(one).collect::<Option<_>>().unwrap_or_default();
            if let [first, _, ..] = several.as_slice() {
                let names = several.iter().map(|owner| owner.name().to_owned()).collect();
                notes.say(self.page.at(self.row, col), MisreadKind::TwoOwners { names });
                return Some(*first);
            }
        }
        self.listed(Column::Owner, &Owner::ALL.map(Owner::name), notes, one)
    }

    /// Đối tượng: the cell, tick columns, or the section above.
    pub fn owner(&self, carried: Option<Owner>, notes: &mut Notes) -> Option<Owner> {
        let stated = self.stated_owner(notes);
        let ticked = self.ticked(notes, |column| if let Column::OwnerTick(owner) = column { Some(owner) } else { None });
        if ticked.len() > 1 {
            let cols = ticked.iter().filter_map(|owner| self.layout.col(Column::OwnerTick(*owner)));
            let (first, last) = (cols.clone().min().unwrap_or(0), cols.max().unwrap_or(0));
            let names = ticked.iter().map(|owner| owner.name().to_owned()).collect();
            notes.say(self.page.at(self.row, first).through(self.row, last), MisreadKind::TwoOwners { names });
        }
        stated.or_else(|| ticked.first().copied()).or(carried)
    }

    /// Lĩnh vực: the cell, tick columns, or the section above; a merged group, or two fields (R46).
    pub fn field(&self, carried: (Option<FieldId>, Option<u8>), notes: &mut Notes) -> (Option<FieldId>, Option<u8>) {
        let ticked = self.ticked(notes, |column| if let Column::FieldTick(field) = column { Some(field) } else { None });
        let cell = self.readable(Column::Field, notes).and_then(|(col, cell)| value::text(Some(cell)).map(|text| (col, text)));
        if let [one] = ticked.as_slice()
            && cell.is_none()
        {
            return (Some(*one), None);
        }
        if ticked.len() > 1 {
            let col = |field: Option<&FieldId>| self.layout.col(Column::FieldTick(*field?));
            let (first, last) = (col(ticked.first()).unwrap_or(0), col(ticked.last()).unwrap_or(0));
            let at = self.page.at(self.row, first).through(self.row, last);
            self.two_fields(at, &ticked, notes);
            return (None, None);
        }
        let Some((col, text)) = cell else { return carried };
        let (authority, words) = (self.page.authority, self.page.words);
        if let Some(field) = words.field(self.page.known_as(Catalogue::Field, &text)) {
            return (Some(field), None);
        }
        if let Some(group) = words.group(&text) {
            return (None, Some(group));
        }
        let several: Option<Vec<FieldId>> = text
            .split([';', ',', '/', '+', '\n'])
            .filter(|part| !part.trim().is_empty())
            .map(|part| authority.find_field(part))
            .collect();
        match several {
            Some(fields) if fields.len() > 1 => self.two_fields(self.page.at(self.row, col), &fields, notes),
            _ => {
                let names = authority.fields.iter().flat_map(|field| std::iter::once(&field.name).chain(&field.aliases));
                let nearest = name::nearest(&text, names.map(String::as_str)).and_then(|near| authority.find_field(near));
                let nearest = nearest.map(|field| authority.field(field).name.clone());
                let what = MisreadKind::NotInList { column: self.layout.headed(col), value: text.to_string(), nearest };
                notes.say(self.page.at(self.row, col), what);
            }
        }
        (None, None)
    }

    fn two_fields(&self, at: Origin, fields: &[FieldId], notes: &mut Notes) {
        let mut names: Vec<String> = fields.iter().map(|field| self.page.authority.field(*field).name.clone()).collect();
        names.dedup();
        notes.say(at, MisreadKind::TwoFields { names });
    }

    /// Loại hình: the cell, tick columns, or the section above. A cell that names an owner is given back as one.
    pub fn kind(&self, carried: Option<Kind>, notes: &mut Notes) -> (Option<Kind>, Option<Owner>) {
        enum Either {
            Kind(Kind),
            Owner(Owner),
        }
        let allowed = Kind::ALL.map(Kind::name);
        let stated = self.listed(Column::Kind, &allowed, notes, |text| {
            let slug = name::slug_words(text);
            words::kind(&slug).map(Either::Kind).or_else(|| words::owner(&slug).map(Either::Owner))
        });
        let ticked = self.ticked(notes, |column| if let Column::KindTick(kind) = column { Some(kind) } else { None });
        match stated {
            Some(Either::Kind(kind)) => (Some(kind), None),
            Some(Either::Owner(owner)) => (ticked.first().copied().or(carried), Some(owner)),
            None => (ticked.first().copied().or(carried), None),
        }
    }

    /// Mới / Duy trì: the cell, tick columns, or the section above.
    pub fn novelty(&self, carried: Option<Novelty>, notes: &mut Notes) -> Option<Novelty> {
        let stated = self.listed(Column::Novelty, &["Mới", "Duy trì"], notes, |text| words::novelty(&name::slug_words(text)));
        let ticked = self.ticked(notes, |column| if let Column::NoveltyTick(novelty) = column { Some(novelty) } else { None });
        stated.or_else(|| ticked.first().copied()).or(carried)
    }

    /// The levels of a list ("Cơ sở, Huyện").
    pub fn levels(&self, column: Column, notes: &mut Notes) -> LevelSet {
        let mut levels = LevelSet::default();
        let Some((col, cell)) = self.readable(column, notes) else { return levels };
        let Some(text) = value::text(Some(cell)) else { return levels };
        if let Some(level) = self.level_of(&text) {
            levels.insert(level);
            return levels;
        }
        for part in text.split([',', ';', '/', '+', '&']).flat_map(|part| part.split(" và ")).flat_map(|part| part.split(" - "))
        {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            match self.level_of(part) {
                Some(level) => levels.insert(level),
                None => self.not_in_list(col, part, self.page.authority.levels.iter().map(|level| level.name.as_str()), notes),
            }
        }
        levels
    }

    fn level_of(&self, text: &str) -> Option<LevelId> {
        self.page.words.level_text(self.page.known_as(Catalogue::Level, text))
    }

    /// One level.
    pub fn level(&self, column: Column, notes: &mut Notes) -> Option<LevelId> {
        let (col, cell) = self.readable(column, notes)?;
        let text = value::text(Some(cell))?;
        let level = self.level_of(&text);
        if level.is_none() {
            self.not_in_list(col, &text, self.page.authority.levels.iter().map(|level| level.name.as_str()), notes);
        }
        level
    }
}

/// A total of a blank form that was never calculated: the cells it counts are read themselves.
pub(super) fn is_form_total(cell: &CellValue) -> bool {
    matches!(cell, CellValue::NotCalculated(formula) if form_total::is_guarded(formula))
}

/// Columns in which a range merged downwards speaks for every row.
fn fills_down(column: Column) -> bool {
    matches!(
        column,
        Column::Unit
            | Column::Field
            | Column::Owner
            | Column::Kind
            | Column::Novelty
            | Column::RegisteredLevel
            | Column::RegisteredYear
            | Column::Level
            | Column::Body
            | Column::AwardForm
            | Column::Decision
            | Column::DecisionDate
            | Column::Reason
            | Column::AwardState
    )
}
