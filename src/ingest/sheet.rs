//! One pass over a sheet's XML: refuses what would be misread, notes what calamine does not tell.
//!
//! Cells are noted in the order in which they stand, which is the order in which calamine gives them, so that the grid
//! can walk both together. A cell reference is checked here because calamine computes with it unchecked.

use quick_xml::events::{BytesStart, Event};

use super::legacy::OldFont;
use super::markup::{Walk, pick, simple, too_long};
use super::value::grouped;
use super::workbook::Look;
use crate::model::{FileFault, Limits};

/// Last row and column of a sheet (XFD1048576), from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(super) const LAST_COL: u16 = 16_383;
/// Highest index of a shared formula that is plausible; calamine makes room up to it.
const LAST_SHARED_FORMULA: u32 = 1_000_000;
/// Error values calamine knows; others (#SPILL!, #CALC!) it takes for a broken sheet.
const KNOWN_ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// What a sheet's XML says besides its values; rows and columns from 0.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Merged ranges: first row, first column, last row, last column.
    pub merges: Vec<(u32, u16, u32, u16)>,
    /// Hidden rows, with or without data.
    pub hidden_rows: Vec<u32>,
    /// Hidden ranges of columns, with or without data, in order and apart.
    pub hidden_cols: Vec<(u16, u16)>,
    /// Number cells shown as a percentage, in the order of the XML.
    pub percent: Vec<(u32, u16)>,
    /// Text cells in a font of the time before Unicode, in the order of the XML.
    pub old_fonts: Vec<(u32, u16, OldFont)>,
    /// Formula cells without a stored result, in the order of the XML.
    pub uncalculated: Vec<(u32, u16)>,
    /// Error values calamine does not know, in the order of the XML.
    pub odd_errors: Vec<(u32, u16, String)>,
}

/// Bytes that a row, a cell without its text and a shared string without its letters come to, as measured: a row becomes
/// a record, and its texts are copied on the way.
const ROW: u64 = 1_000;
const CELL: u64 = 40;
const STRING: u64 = 32;
/// How often a text of a cell is held at the same time, or looked through.
const COPIES: u64 = 4;
/// Bytes of what is said of a cell.
const FAULT: u64 = 1 << 10;

/// What a workbook may still hold.
#[derive(Clone)]
pub(super) struct Budget {
    cells: usize,
    cell_limit: usize,
    text: u64,
    text_limit_mib: u64,
    /// Half of what reading the file may take: what is made of the cells takes the other half.
    memory: u64,
    memory_limit_mib: u64,
}

impl Budget {
    /// A whole workbook's.
    pub fn new(limits: &Limits) -> Self {
        Self {
            cells: limits.cells,
            cell_limit: limits.cells,
            text: limits.unpacked_mib << 20,
            text_limit_mib: limits.unpacked_mib,
            memory: limits.memory_mib << 19,
            memory_limit_mib: limits.memory_mib,
        }
    }

    /// One more cell.
    pub fn take_cell(&mut self) -> Result<(), FileFault> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            let limit = grouped(self.cell_limit as u64);
            FileFault::OverLimit(format!("có hơn {limit} ô có dữ liệu, giới hạn là {limit}"))
        })?;
        self.take_memory(CELL)
    }

    /// A row that holds cells.
    pub fn take_row(&mut self) -> Result<(), FileFault> {
        self.take_memory(ROW)
    }

    /// A cell that cannot be read as it stands: each becomes a finding.
    pub fn take_fault(&mut self) -> Result<(), FileFault> {
        self.take_memory(FAULT)
    }

    /// A shared string, as calamine keeps it.
    pub fn take_string(&mut self, bytes: usize) -> Result<(), FileFault> {
        self.take_memory(STRING + bytes as u64)
    }

    fn take_memory(&mut self, bytes: u64) -> Result<(), FileFault> {
        self.memory = self.memory.checked_sub(bytes).ok_or_else(|| {
            let limit = self.memory_limit_mib;
            FileFault::OverLimit(format!("nội dung các ô cần hơn {limit} MiB bộ nhớ, giới hạn là {limit} MiB"))
        })?;
        Ok(())
    }

    /// Each cell owns a copy of its text.
    pub fn take_text(&mut self, bytes: u32) -> Result<(), FileFault> {
        self.take_memory(u64::from(bytes) * COPIES)?;
        self.text = self.text.checked_sub(u64::from(bytes)).ok_or_else(|| {
            let limit = self.text_limit_mib;
            FileFault::OverLimit(format!("chữ trong các ô cộng lại hơn {limit} MiB, giới hạn là {limit} MiB"))
        })?;
        Ok(())
    }
}

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
    /// "str", "d": text of its own.
    Text,
    /// "inlineStr".
    Inline,
}

/// The cell being read.
struct Open {
    row: u32,
    col: u16,
    kind: Kind,
    percent: bool,
    formula: bool,
    /// A `<v>` was seen.
    filled: bool,
    /// An `<is>` was seen.
    inline: bool,
    /// A `<v>` with something in it, or an empty one of a text formula.
    value: bool,
}

/// What stands around the event being read.
#[derive(Default)]
struct Scan<'a> {
    strings: &'a [u32],
    looks: &'a [Look],
    facts: SheetFacts,
    in_data: bool,
    data_seen: bool,
    row: u32,
    col: u16,
    cell: Option<Open>,
    /// Text nodes seen inside the open `<v>`.
    in_value: Option<u8>,
    /// Bytes of text in the open cell.
    text: usize,
    /// The last row that counted.
    counted: Option<u32>,
}

/// Passes over a sheet's XML. `strings`: lengths of the shared strings; `looks`: how each cell format shows a cell.
///
/// # Errors
///
/// [`FileFault::Damaged`] for what calamine would misread, [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn scan(xml: &str, strings: &[u32], looks: &[Look], budget: &mut Budget) -> Result<SheetFacts, FileFault> {
    let mut scan = Scan { strings, looks, ..Scan::default() };
    let mut walk = Walk::new(xml);
    loop {
        let event = walk.next()?;
        match &event {
            Event::Start(e) => {
                scan.start(e)?;
                if scan.in_data && e.local_name().as_ref() == "row" {
                    scan.simple_cells(&event, &mut walk, budget)?;
                }
            }
            Event::End(e) => {
                scan.end(e.local_name().as_ref(), budget)?;
                scan.simple_cells(&event, &mut walk, budget)?;
            }
            Event::Text(t) if scan.in_value.is_some() => scan.value_text(t.as_ref(), budget)?,
            Event::Text(t) => scan.own_text(t.len(), budget)?,
            Event::CData(t) if scan.in_value.is_none() => scan.own_text(t.len(), budget)?,
            // calamine drops what follows these, or the whole text.
            Event::CData(_) if scan.in_value.is_some() => return Err(FileFault::Damaged),
            Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_) if scan.in_value.is_some() => {
                if !scan.cell.as_ref().is_some_and(|c| matches!(c.kind, Kind::Text | Kind::Inline)) {
                    return Err(FileFault::Damaged);
                }
                scan.in_value = Some(1);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !scan.data_seen {
        return Err(FileFault::Damaged);
    }
    let mut facts = scan.facts;
    facts.hidden_cols = joined(facts.hidden_cols);
    Ok(facts)
}

/// Ranges in order, those that touch made one: a hostile sheet names millions.
pub(super) fn joined(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touch = next.0 <= kept.1.saturating_add(1);
        if touch {
            kept.1 = kept.1.max(next.1);
        }
        touch
    });
    ranges.shrink_to_fit();
    ranges
}

impl Scan<'_> {
    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let name = e.local_name();
        if self.in_data {
            return match name.as_ref() {
                "c" => self.open_cell(e),
                "row" => self.open_row(e),
                "v" => self.open_value(),
                "f" => self.formula(e),
                "is" => self.open_inline(),
                _ => Ok(()),
            };
        }
        match name.as_ref() {
            "sheetData" => {
                if self.data_seen {
                    return Err(FileFault::Damaged);
                }
                self.in_data = true;
                self.data_seen = true;
            }
            "dimension" if !self.data_seen => {
                let [range] = pick(e, ["ref"])?;
                range.and_then(parse_range).filter(forward).ok_or(FileFault::Damaged)?;
            }
            "col" => self.column(e)?,
            "mergeCell" => {
                let [range] = pick(e, ["ref"])?;
                if let Some((r1, c1, r2, c2)) = range.and_then(parse_range) {
                    self.facts.merges.push((r1.min(r2), c1.min(c2), r1.max(r2), c1.max(c2)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), FileFault> {
        match name {
            "v" if self.in_value.is_some() => {
                let nodes = self.in_value.take().unwrap_or(0);
                if let Some(cell) = &mut self.cell {
                    cell.value |= nodes > 0 || (cell.formula && cell.kind == Kind::Text);
                }
            }
            "c" if self.in_data => {
                let cell = self.cell.take().ok_or(FileFault::Damaged)?;
                if cell.formula && !cell.value {
                    budget.take_fault()?;
                    self.facts.uncalculated.push((cell.row, cell.col));
                }
                if cell.formula || cell.filled || cell.inline {
                    budget.take_cell()?;
                    if self.counted.replace(cell.row) != Some(cell.row) {
                        budget.take_row()?;
                    }
                }
                self.col = cell.col.saturating_add(1);
            }
            "row" if self.in_data => {
                self.row = self.row.saturating_add(1);
                self.col = 0;
            }
            "sheetData" => self.in_data = false,
            _ => {}
        }
        Ok(())
    }

    /// Passes over the cells that follow and are written as nearly all cells are; any other is left to the walk.
    fn simple_cells(&mut self, after: &Event<'_>, walk: &mut Walk<'_>, budget: &mut Budget) -> Result<(), FileFault> {
        if !self.in_data || self.cell.is_some() {
            return Ok(());
        }
        let Some(mut rest) = walk.rest(after) else { return Ok(()) };
        let mut length = 0;
        while let Some(cell) = SimpleCell::at(rest) {
            let [place, style, kind] = [cell.place, cell.style, cell.kind];
            self.open_as(place, style, kind)?;
            if let Some(value) = cell.value {
                self.open_value()?;
                self.value_text(value, budget)?;
                self.end("v", budget)?;
            }
            self.end("c", budget)?;
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
            self.facts.hidden_rows.push(self.row);
        }
        Ok(())
    }

    fn open_cell(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let [place, style, kind] = pick(e, ["r", "s", "t"])?;
        self.open_as(place, style, kind)
    }

    fn open_as(&mut self, place: Option<&str>, style: Option<&str>, kind: Option<&str>) -> Result<(), FileFault> {
        let (row, col) = match place {
            Some(place) => parse_cell(place).ok_or(FileFault::Damaged)?,
            None => (self.row, self.col),
        };
        if row > LAST_ROW || col > LAST_COL || self.cell.is_some() {
            return Err(FileFault::Damaged);
        }
        let kind = match kind {
            None => Kind::Number { declared: false },
            Some("n") => Kind::Number { declared: true },
            Some("s") => Kind::Shared,
            Some("b") => Kind::Bool,
            Some("e") => Kind::Error,
            Some("str" | "d") => Kind::Text,
            Some("inlineStr" | "is") => Kind::Inline,
            Some(_) => return Err(FileFault::Damaged),
        };
        let look = style.and_then(|s| s.parse::<usize>().ok()).and_then(|s| self.looks.get(s)).copied().unwrap_or_default();
        if let Some(font) = look.old_font.filter(|_| matches!(kind, Kind::Shared | Kind::Text | Kind::Inline)) {
            self.facts.old_fonts.push((row, col, font));
        }
        self.text = 0;
        self.cell =
            Some(Open { row, col, kind, percent: look.percent, formula: false, filled: false, inline: false, value: false });
        Ok(())
    }

    /// `<is>`: text of its own. A second would silently replace the first.
    fn open_inline(&mut self) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().filter(|cell| !cell.inline).ok_or(FileFault::Damaged)?;
        cell.inline = true;
        cell.value = true;
        Ok(())
    }

    /// `<v>`. A second would replace the first, and one after `<is>` would empty the cell.
    fn open_value(&mut self) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().filter(|cell| !cell.filled && !cell.inline).ok_or(FileFault::Damaged)?;
        cell.filled = true;
        self.in_value = Some(0);
        Ok(())
    }

    fn formula(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let cell = self.cell.as_mut().ok_or(FileFault::Damaged)?;
        cell.formula = true;
        let [kind, index, range] = pick(e, ["t", "si", "ref"])?;
        if kind == Some("shared") {
            index.and_then(|i| i.parse::<u32>().ok()).filter(|i| *i <= LAST_SHARED_FORMULA).ok_or(FileFault::Damaged)?;
            if let Some(range) = range {
                parse_range(range).filter(forward).ok_or(FileFault::Damaged)?;
            }
        }
        Ok(())
    }

    fn value_text(&mut self, text: &str, budget: &mut Budget) -> Result<(), FileFault> {
        let nodes = self.in_value.unwrap_or(0).saturating_add(1);
        self.in_value = Some(nodes);
        let Some(cell) = &self.cell else { return Err(FileFault::Damaged) };
        let at = (cell.row, cell.col);
        match cell.kind {
            Kind::Text | Kind::Inline => return self.own_text(text.len(), budget),
            _ if nodes > 1 => return Err(FileFault::Damaged),
            Kind::Number { declared } => {
                if declared && text.parse::<f64>().is_err() {
                    return Err(FileFault::Damaged);
                }
                if cell.percent {
                    self.facts.percent.push(at);
                }
            }
            Kind::Shared => {
                let index = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<usize>().ok()).flatten();
                let length = index.and_then(|i| self.strings.get(i)).ok_or(FileFault::Damaged)?;
                budget.take_text(*length)?;
            }
            Kind::Error => {
                budget.take_fault()?;
                if !KNOWN_ERRORS.contains(&text) {
                    self.facts.odd_errors.push((at.0, at.1, text.to_owned()));
                }
            }
            Kind::Bool => {}
        }
        Ok(())
    }

    /// Letters that stand in the cell itself, in however many pieces.
    fn own_text(&mut self, bytes: usize, budget: &mut Budget) -> Result<(), FileFault> {
        if self.cell.is_some() {
            self.text += bytes;
            too_long(self.text)?;
            budget.take_text(u32::try_from(bytes).map_err(|_| FileFault::Damaged)?)?;
        }
        Ok(())
    }

    fn column(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let [first, last, hidden] = pick(e, ["min", "max", "hidden"])?;
        if is_true(hidden) {
            let number = |s: Option<&str>| s.and_then(|s| s.parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
            if let (Some(first), Some(last)) = (number(first), number(last)) {
                let clip = |n: u32| u16::try_from(n).unwrap_or(LAST_COL).min(LAST_COL);
                self.facts.hidden_cols.push((clip(first), clip(last)));
            }
        }
        Ok(())
    }
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

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// "12" → 11, within the sheet.
fn row_number(digits: &str) -> Option<u32> {
    let plain = (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let row = plain.then(|| digits.parse::<u32>().ok()).flatten()?.checked_sub(1)?;
    (row <= LAST_ROW).then_some(row)
}

/// "C12" → row 11, column 2, within the sheet.
fn parse_cell(place: &str) -> Option<(u32, u16)> {
    let split = place.bytes().position(|b| b.is_ascii_digit())?;
    let (letters, digits) = place.split_at(split);
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let mut col = 0_u16;
    for b in letters.bytes() {
        let letter = b.to_ascii_uppercase();
        col = col * 26 + u16::from(letter.is_ascii_uppercase().then_some(letter)? - b'A') + 1;
    }
    (col - 1 <= LAST_COL).then_some((row_number(digits)?, col - 1))
}

/// "A1:C3", or a single cell.
fn parse_range(range: &str) -> Option<(u32, u16, u32, u16)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (r1, c1) = parse_cell(first)?;
    let (r2, c2) = parse_cell(last)?;
    Some((r1, c1, r2, c2))
}

fn forward(range: &(u32, u16, u32, u16)) -> bool {
    range.0 <= range.2 && range.1 <= range.3
}

#[cfg(test)]
mod tests;
