//! Rows of a list: which are records, which are totals, sections, notes; each non-blank row is accounted for once.
//!
//! What a section row names (field, owner, kind, level, unit) is carried into the rows below it. The trap: a signature
//! stands where a name would, so below the first note a row needs its ordinal to be a record.

use std::collections::BTreeSet;

use super::super::grid::CellValue;
use super::super::value::{self, CountReading};
use super::cells::is_form_total;
use super::layout::Layout;
use super::page::{Notes, Page, find, words_of};
use super::sections::{Carry, Said, Sections, meaning};
use super::words::{self, Style};
use crate::model::{Column, Kind, LeftOut, LeftOutReason, ListTotal, Match, Mention, MentionSource, Misread, MisreadKind};

/// A row that is a record, with what stands above it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its row.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// What the section rows above say.
    pub carry: Carry,
}

/// The rows of a list, sorted out.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// Records, top to bottom.
    pub places: Vec<Place>,
    /// Total rows.
    pub totals: Vec<ListTotal>,
    /// Other non-blank rows.
    pub left_out: Vec<LeftOut>,
    /// Units named in the table.
    pub units: Vec<Mention>,
}

/// What makes a row of a list a record.
pub(super) struct Needs {
    /// Any of these filled makes a record.
    pub any: &'static [Column],
    /// Heading to name where they are blank but the row has other data.
    pub heading: &'static str,
    /// May rows be totals? In Biểu 4 "Tổng số mô hình" is an indicator.
    pub totals: bool,
}

struct Sorter<'p, 'a> {
    page: &'p Page<'a>,
    layout: &'p Layout,
    needs: Vec<u16>,
    index: Option<u16>,
    code: Option<u16>,
    name: Option<u16>,
    unit: Option<u16>,
    sections: Sections,
    section_start: usize,
    closed: usize,
    numbered: bool,
    below: bool,
    /// What the sheet's name says of all its rows.
    base: Carry,
    headed: BTreeSet<u16>,
    headless: BTreeSet<u16>,
    last_unit: Option<u32>,
    out: Sorted,
    /// Rows with data but no name, and totals that are no numbers: said once it is known that records follow.
    nameless: Vec<(u32, Misread)>,
}

/// Sorts out the rows of a list.
pub(super) fn sort(page: &Page<'_>, layout: &Layout, needs: &Needs, notes: &mut Notes) -> Sorted {
    let cols: Vec<u16> = needs.any.iter().filter_map(|column| layout.col(*column)).collect();
    let index = layout.col(Column::Index);
    let rows = page.grid.rows.range(layout.heading.1 + 1..layout.end.max(layout.heading.1 + 1));
    let numbered = index.is_some_and(|col| {
        rows.clone()
            .filter(|(_, cells)| ordinal(find(cells, col)) == Ordinal::Number && cols.iter().any(|c| find(cells, *c).is_some()))
            .take(2)
            .count()
            == 2
    });
    let mut sorter = Sorter {
        page,
        layout,
        name: cols.first().copied(),
        needs: cols,
        index,
        code: layout.col(Column::Code),
        unit: layout.col(Column::Unit),
        sections: Sections::default(),
        section_start: 0,
        closed: 0,
        numbered,
        below: false,
        base: title_says(page, layout, sheet_says(page)),
        headed: layout.columns.iter().map(|used| used.col).collect(),
        headless: BTreeSet::new(),
        last_unit: None,
        out: Sorted::default(),
        nameless: Vec::new(),
    };
    let mut fresh = true;
    for (&row, cells) in rows {
        if fresh && is_column_numbers(cells) {
            sorter.leave(row, LeftOutReason::ColumnNumbers);
        } else if layout.repeats(page, row) {
            sorter.leave(row, LeftOutReason::RepeatedHeading);
            fresh = true;
            continue;
        } else {
            sorter.row(row, cells, needs);
        }
        fresh = false;
    }
    sorter.finish(notes)
}

/// What stands in the ordinal column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ordinal {
    /// Nothing.
    Blank,
    /// 1, "2.", "1.1".
    Number,
    /// "I", "A", "a".
    Heading(Style),
    /// Another text.
    Other,
}

fn ordinal(cell: Option<&CellValue>) -> Ordinal {
    match cell {
        None => Ordinal::Blank,
        Some(CellValue::Text(text)) => match words::numbering(text) {
            Some(Style::Arabic) => Ordinal::Number,
            Some(style) => Ordinal::Heading(style),
            None => Ordinal::Other,
        },
        Some(CellValue::Number { .. } | CellValue::Date(_) | CellValue::NotCalculated(_)) => Ordinal::Number,
        Some(_) => Ordinal::Other,
    }
}

/// "(1) (2) (3)", "A B 1 2", "1 2 3", "(12=5+9)": numbers of columns, each following the one at its left.
pub(super) fn is_column_numbers(cells: &[(u16, CellValue)]) -> bool {
    let mut last = 0u32;
    let mut steps = 0;
    for (_, cell) in cells {
        let text = value::raw(Some(cell));
        let text = text.trim().trim_matches(['(', ')', '[', ']']);
        let head = text.split(['=', ' ']).next().unwrap_or(text);
        if let Ok(number) = head.parse::<u32>() {
            if number != last + 1 && (last != 0 || number > 3) {
                return false;
            }
            last = number;
            steps += 1;
        } else if head.len() == 1 && last == 0 && head.bytes().all(|b| b.is_ascii_uppercase()) {
            steps += 1;
        } else {
            return false;
        }
    }
    steps >= 3
}

impl Sorter<'_, '_> {
    fn leave(&mut self, row: u32, reason: LeftOutReason) {
        self.out.left_out.push(LeftOut { row, reason });
    }

    fn row(&mut self, row: u32, cells: &[(u16, CellValue)], needs: &Needs) {
        let ordinal = self.index.map_or(Ordinal::Blank, |col| ordinal(find(cells, col)));
        let texts: Vec<(u16, &str)> =
            cells.iter().filter_map(|(col, cell)| words_of(cell).map(|text| (*col, text))).take(3).collect();
        if needs.totals
            && let Some((all, label)) = self.total_label(&texts, ordinal)
        {
            self.total(row, cells, all, &label);
            return;
        }
        // A blank form gives numbers, codes and totals to rows that may stay blank.
        let given = |col: &u16| Some(*col) == self.index || (Some(*col) == self.code && !self.needs.contains(col));
        let others = cells.iter().filter(|(col, cell)| !given(col) && !is_form_total(cell)).count();
        if others == 0 && ordinal != Ordinal::Other {
            self.leave(row, LeftOutReason::NoRecord);
            return;
        }
        let record = self.needs.iter().any(|col| self.filled(row, *col));
        let few = cells.len() <= 3;
        if ordinal != Ordinal::Number
            && few
            && (self.below || texts.first().is_some_and(|(_, text)| words::is_footer(text)))
            && !(record && others >= 3)
        {
            self.below = true;
            self.leave(row, LeftOutReason::Footer);
            return;
        }
        if self.section(row, cells, &texts, ordinal) {
            return;
        }
        let lone = others == 1 && ordinal == Ordinal::Blank && self.numbered;
        if record && !lone {
            self.below = false;
            self.headless.extend(cells.iter().map(|(col, _)| *col).filter(|col| !self.headed.contains(col)));
            self.record(row);
        } else {
            self.no_record(row, cells, needs, others);
        }
    }

    fn filled(&self, row: u32, col: u16) -> bool {
        self.page.cell(row, col).is_some_and(|cell| {
            value::text(Some(cell)).is_some() || matches!(cell, CellValue::NotCalculated(_) | CellValue::Error(_))
        })
    }

    fn total_label(&self, texts: &[(u16, &str)], ordinal: Ordinal) -> Option<(bool, String)> {
        if ordinal == Ordinal::Number {
            return None;
        }
        let limit = self.name.unwrap_or(u16::MAX).max(self.index.unwrap_or(0));
        texts
            .iter()
            .filter(|(col, _)| *col <= limit)
            .find_map(|(_, text)| words::total(text, self.page.words).map(|all| (all, (*text).trim().to_owned())))
    }

    fn total(&mut self, row: u32, cells: &[(u16, CellValue)], all: bool, label: &str) {
        let records = self.out.places.len();
        let from = if all {
            0
        } else if self.sections.is_empty() {
            self.closed
        } else {
            self.section_start
        };
        let counts = cells
            .iter()
            .filter_map(|(col, cell)| {
                let column = self.layout.columns.iter().find(|c| c.col == *col)?.column?;
                let CountReading::Known(count) = value::count(Some(cell)) else { return None };
                (counted(column) && !self.layout.whens.contains_key(col)).then_some((column, count, *col))
            })
            .collect();
        for (col, cell) in cells {
            let column = self.layout.columns.iter().find(|c| c.col == *col).and_then(|c| c.column);
            if let (Some(column), CountReading::Bad { value, readings }) = (column, value::count(Some(cell)))
                && counted(column)
                && !self.layout.whens.contains_key(col)
                && value.chars().any(|c| c.is_ascii_digit())
                && words_of(cell) != Some(label)
            {
                let at = self.page.at(row, *col);
                self.nameless.push((row, Misread { at, what: MisreadKind::BadCount { value, readings } }));
            }
        }
        // A total at the top closes what follows; its range is set when the rows are known.
        let over = if records > from { (from, records - 1) } else { (usize::MAX, usize::MAX) };
        self.out.totals.push(ListTotal { row, label: label.to_owned(), over, counts });
        self.closed = records;
        self.leave(row, LeftOutReason::Total);
    }

    /// Takes a section row: a text alone, or one numbered "I", "A" with nothing but numbers beside it.
    fn section(&mut self, row: u32, cells: &[(u16, CellValue)], texts: &[(u16, &str)], ordinal: Ordinal) -> bool {
        let label = texts.iter().find(|(col, text)| Some(*col) != self.index || words::numbering(text).is_none());
        let Some(&(col, text)) = label else { return false };
        let others = cells.iter().filter(|(at, _)| Some(*at) != self.index && *at != col).count();
        let numbers_only =
            cells.iter().all(|(at, cell)| Some(*at) == self.index || *at == col || matches!(cell, CellValue::Number { .. }));
        let headed = matches!(ordinal, Ordinal::Heading(_));
        if !(others == 0 || (headed && numbers_only)) {
            return false;
        }
        let said = meaning(text, self.page);
        let plain = words::unnumbered(text);
        let style = match ordinal {
            Ordinal::Heading(style) => Some(style),
            _ => plain.0,
        };
        let spans = self.page.span(row) >= 2;
        let only_numbered = ordinal == Ordinal::Number;
        let is_section = match &said {
            Some(said) => !only_numbered || said.is_field(),
            None => {
                !only_numbered
                    && (headed || spans || (matches!(style, Some(Style::Roman | Style::Letter)) && !self.numbered_names(style)))
            }
        };
        if !is_section || (only_numbered && self.name != Some(col)) {
            return false;
        }
        self.below = false;
        self.section_start = self.out.places.len();
        self.sections
            .enter(style, said, |text| mention(&mut self.out.units, text, MentionSource::Section, self.page.at(row, col)));
        self.last_unit = None;
        self.leave(row, LeftOutReason::Section);
        true
    }

    /// In a table without an ordinal column names may carry their own numbers.
    fn numbered_names(&self, style: Option<Style>) -> bool {
        self.index.is_none() && style == Some(Style::Arabic)
    }

    fn record(&mut self, row: u32) {
        let own = self.unit.and_then(|col| {
            let text = value::text(self.page.filled(row, col))?;
            let at = self.page.at(self.page.above(row, col).unwrap_or(row), col);
            Some(mention(&mut self.out.units, &text, MentionSource::Column, at))
        });
        // A unit named once for the rows below it.
        self.last_unit = own.or(self.last_unit);
        let carry = self.sections.carry(self.base);
        self.out.places.push(Place { row, unit: self.last_unit.or(carry.unit), carry });
    }

    fn no_record(&mut self, row: u32, cells: &[(u16, CellValue)], needs: &Needs, others: usize) {
        self.leave(row, LeftOutReason::NoRecord);
        let known = cells
            .iter()
            .filter(|(col, _)| {
                Some(*col) != self.index && self.layout.columns.iter().any(|c| c.col == *col && c.column.is_some())
            })
            .count();
        let misread = match self.name {
            Some(name) if known >= 2 => {
                Misread { at: self.page.at(row, name), what: MisreadKind::Blank { column: needs.heading.to_owned() } }
            }
            _ => {
                let col = cells.first().map_or(0, |(col, _)| *col);
                let text = cells.iter().filter_map(|(_, cell)| value::text(Some(cell))).take(4).collect::<Vec<_>>().join(" | ");
                Misread { at: self.page.at(row, col), what: MisreadKind::RowLeftOut { reason: LeftOutReason::NoRecord, text } }
            }
        };
        if others > 0 {
            self.nameless.push((row, misread));
        }
    }

    /// Rows without a record below the last one are the foot of the sheet, unless they hold data of the table.
    fn finish(mut self, notes: &mut Notes) -> Sorted {
        let last_record = self.out.places.last().map(|place| place.row);
        let last_total = self.out.totals.last().map(|total| total.row);
        let last = last_record.max(last_total).unwrap_or(self.layout.heading.1);
        for (row, misread) in self.nameless {
            let blank = matches!(misread.what, MisreadKind::Blank { .. });
            let numbered = self.index.is_some_and(|col| ordinal(self.page.cell(row, col)) == Ordinal::Number);
            if row > last && !blank && !numbered {
                if let Some(left) = self.out.left_out.iter_mut().find(|left| left.row == row) {
                    left.reason = LeftOutReason::Footer;
                }
            } else {
                notes.misreads.push(misread);
            }
        }
        for &col in &self.headless {
            let at = self.page.at(self.layout.heading.1, col);
            notes.say(at, MisreadKind::ColumnUnknown { heading: "(không có tiêu đề)".to_owned() });
        }
        let count = self.out.places.len();
        for total in &mut self.out.totals {
            if total.over.0 == usize::MAX {
                total.over = (0, count.saturating_sub(1));
            }
        }
        if count == 0 {
            self.out.totals.clear();
        }
        self.out
    }
}

/// What a sheet's name says of its rows ("Lĩnh vực kinh tế", "Cấp huyện"): one sheet a field, level, owner. "Mô hình" is
/// the name of the form, unless another sheet is named "Điển hình".
fn sheet_says(page: &Page<'_>) -> Carry {
    match meaning(&page.grid.name, page) {
        Some(Said::Field(field)) => Carry { field: Some(field), ..Carry::default() },
        Some(Said::Group(group)) => Carry { field_group: Some(group), ..Carry::default() },
        Some(Said::Owner(owner)) => Carry { owner: Some(owner), ..Carry::default() },
        Some(Said::Level(level)) => Carry { level: Some(level), ..Carry::default() },
        Some(Said::Novelty(novelty)) => Carry { novelty: Some(novelty), ..Carry::default() },
        Some(Said::Form(form)) => Carry { form: Some(form), ..Carry::default() },
        Some(Said::Kind(kind)) if page.kinds_apart => Carry { kind: Some(kind), ..Carry::default() },
        _ => Carry::default(),
    }
}

/// What a line alone above the heading says of the rows: "Lĩnh vực: Kinh tế", the title of one table of a Word document.
fn title_says(page: &Page<'_>, layout: &Layout, base: Carry) -> Carry {
    let top = layout.heading.0;
    let lone = page.grid.rows.range(top.saturating_sub(TITLE_ROWS)..top).rev().filter(|(_, cells)| cells.len() == 1);
    let said =
        lone.filter_map(|(_, cells)| words_of(&cells[0].1)).find_map(|text| meaning(text, page).filter(|said| !said.is_unit()));
    let exemplars = || {
        let rows = page.grid.rows.range(layout.heading.1..layout.end.max(layout.heading.1));
        let texts = rows.filter(|(_, cells)| cells.len() <= 2).filter_map(|(_, cells)| words_of(&cells[cells.len() - 1].1));
        texts.into_iter().any(|text| meaning(text, page) == Some(Said::Kind(Kind::Exemplar)))
    };
    match said {
        Some(Said::Field(field)) => Carry { field: Some(field), field_group: None, ..base },
        Some(Said::Group(group)) => Carry { field: None, field_group: Some(group), ..base },
        Some(Said::Owner(owner)) => Carry { owner: Some(owner), ..base },
        Some(Said::Level(level)) => Carry { level: Some(level), ..base },
        Some(Said::Novelty(novelty)) => Carry { novelty: Some(novelty), ..base },
        // "MÔ HÌNH" is the name of the form, unless the table goes on with "ĐIỂN HÌNH".
        Some(Said::Kind(kind)) if kind == Kind::Exemplar || page.kinds_apart || exemplars() => Carry { kind: Some(kind), ..base },
        _ => base,
    }
}

/// How far above a heading its title may stand.
const TITLE_ROWS: u32 = 6;

/// May a total stand under the column?
fn counted(column: Column) -> bool {
    !matches!(
        column,
        Column::RegisteredYear
            | Column::Decision
            | Column::DecisionDate
            | Column::When
            | Column::Code
            | Column::Note
            | Column::Address
    )
}

/// The index of a unit named in the table; each name stands once.
pub(super) fn mention(units: &mut Vec<Mention>, text: &str, source: MentionSource, at: crate::model::Origin) -> u32 {
    // Rows of one unit mostly follow one another: look from the end.
    let found = units.iter().rposition(|unit| unit.text == text && unit.source == source);
    let index = found.unwrap_or_else(|| {
        units.push(Mention { text: text.to_owned(), source, at });
        units.len() - 1
    });
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Does a text name a unit of the declared tree?
pub(super) fn is_unit(page: &Page<'_>, text: &str) -> bool {
    page.units.declared && page.units.resolve(text, None) != Match::None
}
