//! One walk over a sheet's XML: its cells, merged ranges, hidden rows and columns.
//!
//! The trap: a cell may leave out its place, its type or its value, hold a comment inside a number or a formula without a
//! result; what can be read in one way only is read, anything else makes the sheet damaged, never a guess.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::super::draft::Draft;
use super::super::super::grid::{self, CellValue, Grid};
use super::super::super::markup::{Walk, pick, simple};
use super::super::super::sheet::{Budget, LAST_COL, LAST_ROW, parse_cell, parse_range, row_number};
use super::super::super::value;
use super::super::super::workbook::SheetEntry;
use super::super::number_format::Shows;
use super::Shared;
use super::looks::Look;
use super::strings::{Runs, characters, push};
use crate::model::{Date, FileFault};

/// Longest piece of a formula that is kept for the message about it.
const FORMULA_SHOWN: usize = 200;
/// Formulas without a result of a sheet that are kept at all.
const FORMULAS_SHOWN: usize = 10_000;

/// Type of a cell (`t`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// None, or "n".
    Number { declared: bool },
    /// "s": an index into the shared strings.
    Shared,
    /// "e".
    Error,
    /// "b".
    Bool,
    /// "str": text of its own.
    Text,
    /// "d": a date in ISO 8601.
    Iso,
    /// "inlineStr".
    Inline,
}

impl Kind {
    fn of(told: Option<&str>) -> Result<Self, FileFault> {
        Ok(match told {
            None => Self::Number { declared: false },
            Some("n") => Self::Number { declared: true },
            Some("s") => Self::Shared,
            Some("b") => Self::Bool,
            Some("e") => Self::Error,
            Some("str") => Self::Text,
            Some("d") => Self::Iso,
            Some("inlineStr" | "is") => Self::Inline,
            Some(_) => return Err(FileFault::Damaged),
        })
    }
}

/// The cell being read.
struct Open {
    row: u32,
    col: u16,
    kind: Kind,
    look: Look,
    formula: bool,
    /// A `<v>` was seen.
    filled: bool,
    /// An `<is>` was seen.
    inline: bool,
}

/// Where letters go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Value,
    Inline,
    Formula,
}

struct Cells<'a, 'b> {
    shared: &'a Shared,
    draft: Draft<'b>,
    in_data: bool,
    data_seen: bool,
    row: u32,
    col: u16,
    cell: Option<Open>,
    into: Into,
    value: String,
    inline: Runs,
    formula: String,
    /// The group whose formula the open cell shares or gives.
    group: Option<u32>,
    /// Formulas of groups, as shown.
    groups: BTreeMap<u32, String>,
    uncalculated: usize,
}

/// Reads a worksheet.
///
/// # Errors
///
/// [`FileFault::Damaged`], [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn read(xml: &str, entry: &SheetEntry, shared: &Shared, budget: &mut Budget) -> Result<Grid, FileFault> {
    let mut cells = Cells {
        shared,
        draft: Draft::new(&entry.name, entry.hidden, budget),
        in_data: false,
        data_seen: false,
        row: 0,
        col: 0,
        cell: None,
        into: Into::Nothing,
        value: String::new(),
        inline: Runs::default(),
        formula: String::new(),
        group: None,
        groups: BTreeMap::new(),
        uncalculated: 0,
    };
    let mut walk = Walk::new(xml);
    loop {
        let event = walk.next()?;
        match &event {
            Event::Eof => break,
            Event::Start(e) if cells.into != Into::Inline => {
                cells.start(e)?;
                if cells.in_data && e.local_name().as_ref() == "row" {
                    cells.simple_cells(&event, &mut walk)?;
                }
            }
            Event::End(e) if cells.into != Into::Inline || e.local_name().as_ref() == "is" => {
                cells.end(e.local_name().as_ref())?;
                cells.simple_cells(&event, &mut walk)?;
            }
            other => cells.letters(other)?,
        }
    }
    if cells.data_seen { cells.draft.finish() } else { Err(FileFault::Damaged) }
}

impl Cells<'_, '_> {
    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let name = e.local_name();
        if self.in_data {
            return match name.as_ref() {
                "c" => self.open_cell(e),
                "row" => self.open_row(e),
                "v" => self.open_value(),
                "f" => self.open_formula(e),
                "is" => self.open_inline(),
                _ => Ok(()),
            };
        }
        match name.as_ref() {
            "sheetData" => {
                self.in_data = true;
                if std::mem::replace(&mut self.data_seen, true) {
                    return Err(FileFault::Damaged);
                }
            }
            "col" => self.column(e)?,
            "mergeCell" => {
                let [range] = pick(e, ["ref"])?;
                if let Some((r1, c1, r2, c2)) = range.and_then(parse_range) {
                    let (top, left) = (r1.min(r2), c1.min(c2));
                    self.draft.merge(top, u32::from(left), r1.abs_diff(r2) + 1, u32::from(c1.abs_diff(c2)) + 1)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileFault> {
        match name {
            "v" | "f" | "is" => self.into = Into::Nothing,
            "c" if self.in_data => self.close_cell()?,
            "row" if self.in_data => {
                self.row = self.row.saturating_add(1);
                self.col = 0;
            }
            "sheetData" => self.in_data = false,
            _ => {}
        }
        Ok(())
    }

    fn letters(&mut self, event: &Event<'_>) -> Result<(), FileFault> {
        match self.into {
            Into::Nothing => Ok(()),
            Into::Value => push(event, &mut self.value),
            Into::Inline => self.inline.event(event),
            Into::Formula => push(event, &mut self.formula),
        }
    }

    /// Reads the cells that follow and are written as nearly all cells are; any other is left to the walk.
    fn simple_cells(&mut self, after: &Event<'_>, walk: &mut Walk<'_>) -> Result<(), FileFault> {
        if !self.in_data || self.cell.is_some() {
            return Ok(());
        }
        let Some(mut rest) = walk.rest(after) else { return Ok(()) };
        let mut length = 0;
        while let Some(cell) = SimpleCell::at(rest) {
            let open = self.opened([cell.place, cell.style, cell.kind])?;
            self.col = open.col.saturating_add(1);
            if let Some(text) = cell.value {
                match self.told(&open, text)? {
                    Some(value) => self.draft.put(open.row, u32::from(open.col), value)?,
                    None => self.draft.blank()?,
                }
            }
            length += cell.length;
            rest = &rest[cell.length..];
        }
        walk.skip(length);
        Ok(())
    }

    fn open_row(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let [number, hidden] = pick(e, ["r", "hidden"])?;
        if let Some(number) = number {
            self.row = row_number(number).ok_or(FileFault::Damaged)?;
        }
        if is_true(hidden) {
            self.draft.hidden_rows.push(self.row);
        }
        Ok(())
    }

    fn open_cell(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let open = self.opened(pick(e, ["r", "s", "t"])?)?;
        self.value.clear();
        self.formula.clear();
        self.group = None;
        if self.cell.replace(open).is_some() { Err(FileFault::Damaged) } else { Ok(()) }
    }

    fn opened(&mut self, [place, style, kind]: [Option<&str>; 3]) -> Result<Open, FileFault> {
        let (row, col) = match place {
            Some(place) => parse_cell(place).ok_or(FileFault::Damaged)?,
            None => (self.row, self.col),
        };
        if row > LAST_ROW || col > LAST_COL {
            return Err(FileFault::Damaged);
        }
        let kind = Kind::of(kind)?;
        let style = style.and_then(|s| s.parse::<usize>().ok());
        let look = style.and_then(|s| self.shared.looks.get(s)).copied().unwrap_or_default();
        if let Some(font) = look.old_font.filter(|_| matches!(kind, Kind::Shared | Kind::Text | Kind::Inline)) {
            self.draft.grid.old_fonts.push((row, col, font));
        }
        Ok(Open { row, col, kind, look, formula: false, filled: false, inline: false })
    }

    /// `<is>`: text of its own. A second would silently replace the first.
    fn open_inline(&mut self) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().filter(|cell| !cell.inline && !cell.filled).ok_or(FileFault::Damaged)?;
        cell.inline = true;
        self.inline.clear();
        self.into = Into::Inline;
        Ok(())
    }

    /// `<v>`. A second would replace the first, and one after `<is>` would contradict it.
    fn open_value(&mut self) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().filter(|cell| !cell.filled && !cell.inline).ok_or(FileFault::Damaged)?;
        cell.filled = true;
        self.into = Into::Value;
        Ok(())
    }

    fn open_formula(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().ok_or(FileFault::Damaged)?;
        cell.formula = true;
        let [kind, index] = pick(e, ["t", "si"])?;
        if kind == Some("shared") {
            self.group = Some(index.and_then(|i| i.parse().ok()).ok_or(FileFault::Damaged)?);
        }
        self.into = Into::Formula;
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), FileFault> {
        let cell = self.cell.take().ok_or(FileFault::Damaged)?;
        self.col = cell.col.saturating_add(1);
        let (row, col) = (cell.row, u32::from(cell.col));
        if cell.formula {
            self.draft.formula(row, col);
            self.remember_group();
        }
        let empty = !cell.inline && self.value.is_empty() && !(cell.filled && cell.kind == Kind::Text);
        let value = if cell.formula && empty {
            Some(CellValue::NotCalculated(self.shown_formula()))
        } else if cell.inline {
            grid::as_text(&characters(self.inline.text()))
        } else if self.value.is_empty() {
            None
        } else {
            let text = std::mem::take(&mut self.value);
            let value = self.told(&cell, &text)?;
            self.value = text;
            value
        };
        match value {
            Some(value) => self.draft.put(row, col, value),
            None if cell.formula || cell.filled || cell.inline => self.draft.blank(),
            None => Ok(()),
        }
    }

    /// The value that the text of a `<v>` tells.
    fn told(&self, cell: &Open, text: &str) -> Result<Option<CellValue>, FileFault> {
        Ok(match cell.kind {
            Kind::Number { declared } => match text.trim_ascii().parse::<f64>() {
                Ok(number) => Some(self.number(number, cell.look.shows)),
                Err(_) if declared => return Err(FileFault::Damaged),
                Err(_) => grid::as_text(text),
            },
            Kind::Shared => {
                let index = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<usize>().ok()).flatten();
                let text = index.and_then(|i| self.shared.strings.get(i)).ok_or(FileFault::Damaged)?;
                (!text.is_empty()).then(|| CellValue::Text(text.clone()))
            }
            Kind::Error => Some(CellValue::Error(text.trim().to_owned())),
            Kind::Bool => Some(CellValue::Bool(!matches!(text.trim(), "0" | "false"))),
            Kind::Text | Kind::Inline => grid::as_text(&characters(text)),
            Kind::Iso => text.trim().get(..10).and_then(Date::parse).map(CellValue::Date).or_else(|| grid::as_text(text)),
        })
    }

    fn number(&self, number: f64, shows: Shows) -> CellValue {
        let day = (shows == Shows::Date).then(|| value::date_of_serial(number, self.shared.is_1904)).flatten();
        day.map_or_else(|| grid::number(number, shows == Shows::Percent), CellValue::Date)
    }

    /// Keeps the formula that the first cell of a group gives for the others.
    fn remember_group(&mut self) {
        if let Some(group) = self.group
            && !self.formula.is_empty()
        {
            self.groups.entry(group).or_insert_with(|| shortened(&self.formula));
        }
    }

    /// The formula as Excel shows it; a cell that shares a formula shows that of its group's first cell.
    fn shown_formula(&mut self) -> String {
        self.uncalculated += 1;
        if self.uncalculated > FORMULAS_SHOWN {
            return "=…".to_owned();
        }
        match self.group {
            Some(group) if self.formula.is_empty() => self.groups.get(&group).cloned().unwrap_or_else(|| "=".to_owned()),
            _ => shortened(&self.formula),
        }
    }

    fn column(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let [first, last, hidden] = pick(e, ["min", "max", "hidden"])?;
        if is_true(hidden) {
            let number = |s: Option<&str>| s.and_then(|s| s.parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
            if let (Some(first), Some(last)) = (number(first), number(last)) {
                self.draft.hide_columns(first, last);
            }
        }
        Ok(())
    }
}

/// Its beginning: a formula may be a megabyte long and shared by a million cells.
fn shortened(formula: &str) -> String {
    match formula.char_indices().nth(FORMULA_SHOWN) {
        Some((end, _)) => format!("={}…", &formula[..end]),
        None => format!("={formula}"),
    }
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// A cell as programs write it: `<c r="B7" s="3" t="s"><v>12</v></c>` or `<c r="B7" s="3"/>`.
struct SimpleCell<'t> {
    place: Option<&'t str>,
    style: Option<&'t str>,
    kind: Option<&'t str>,
    value: Option<&'t str>,
    length: usize,
}

impl<'t> SimpleCell<'t> {
    /// The cell at the start of a text; `None`: something else, or a cell of more parts.
    fn at(text: &'t str) -> Option<Self> {
        let mut rest = text.strip_prefix("<c")?;
        let mut attribute = |start: &str| {
            let after = rest.strip_prefix(start)?;
            let end = after.bytes().position(|b| !b.is_ascii_alphanumeric())?;
            rest = after[end..].strip_prefix('"')?;
            Some(&after[..end])
        };
        let [place, style, kind] = [attribute(" r=\""), attribute(" s=\""), attribute(" t=\"")];
        if let Some(after) = rest.strip_prefix("/>") {
            return Some(Self { place, style, kind, value: None, length: text.len() - after.len() });
        }
        let inner = rest.strip_prefix('>')?;
        let (value, length) = simple(inner, "<v>", "</v></c>").filter(|(value, _)| !value.is_empty())?;
        if !matches!(kind, None | Some("s" | "n" | "b")) {
            return None;
        }
        Some(Self { place, style, kind, value: Some(value), length: text.len() - inner.len() + length })
    }
}
