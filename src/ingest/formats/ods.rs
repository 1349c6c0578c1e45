//! `OpenDocument` spreadsheets (.ods) → sheets, from `content.xml` in one streaming pass.
//!
//! Read here and not by calamine, which keeps neither merged cells nor hidden rows and lays every repeated cell out. The
//! trap: a few bytes may say that a row repeats a million times; copies are made only of cells with content, and counted.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::super::draft::Draft;
use super::super::grid::{self, CellValue, Grid};
use super::super::markup::{Walk, unescape};
use super::super::package::Package;
use super::super::sheet::{Budget, LAST_COL, LAST_ROW};
use super::docx::named;
use crate::model::{Date, FileFault};

/// Most cells that repetition may add to a workbook; a clerk's empty template repeats borders, not values.
const MOST_COPIES: u64 = 1_000_000;
/// Elements whose content is not part of a cell.
const PASSED_OVER: [&str; 5] = ["tracked-changes", "annotation", "shapes", "frame", "forms"];

/// All tables of the document.
///
/// # Errors
///
/// [`FileFault::Password`], [`FileFault::Damaged`], [`FileFault::OverLimit`].
pub(super) fn sheets(package: &mut Package<'_>, budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    if package.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(FileFault::Password);
    }
    let xml = package.text("content.xml")?.ok_or(FileFault::Damaged)?;
    let hidden = hidden_styles(&xml)?;
    let mut walk = Walk::new(&xml);
    let mut found = Vec::new();
    let mut copies = MOST_COPIES;
    let (mut passing, mut names) = (0_usize, BTreeSet::new());
    loop {
        match walk.next()? {
            Event::Start(e) if passing > 0 || PASSED_OVER.contains(&e.local_name().as_ref()) => passing += 1,
            Event::End(_) if passing > 0 => passing -= 1,
            Event::Start(e) if e.local_name().as_ref() == "table" => {
                let name = named(&e, "name")?.unwrap_or_default();
                if !names.insert(name.to_lowercase()) {
                    return Err(FileFault::Damaged);
                }
                let is_hidden = named(&e, "style-name")?.is_some_and(|style| hidden.contains(&style));
                let mut reader = Reader::new(Draft::new(&name, is_hidden, budget), &mut copies);
                reader.read(&mut walk)?;
                found.push(reader.draft.finish()?);
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Table styles that hide their sheet.
fn hidden_styles(xml: &str) -> Result<BTreeSet<String>, FileFault> {
    let mut hidden = BTreeSet::new();
    let mut current = None;
    let mut walk = Walk::new(xml);
    loop {
        match walk.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "style" => current = named(&e, "name")?,
                "table-properties" if named(&e, "display")?.as_deref() == Some("false") => hidden.extend(current.clone()),
                "spreadsheet" => return Ok(hidden),
                _ => {}
            },
            Event::Eof => return Ok(hidden),
            _ => {}
        }
    }
}

/// A cell as the file gives it.
#[derive(Default)]
struct OpenCell {
    repeat: u32,
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    error: bool,
    text: String,
    paragraphs: usize,
}

/// The row being read: its cells once, however often it repeats.
#[derive(Default)]
struct OpenRow {
    repeat: u32,
    hidden: bool,
    col: u32,
    cells: Vec<(u32, u32, CellValue)>,
    formulas: Vec<(u32, u32)>,
}

struct Reader<'b> {
    draft: Draft<'b>,
    copies: &'b mut u64,
    row: u32,
    column: u32,
    open: OpenRow,
    cell: Option<OpenCell>,
}

impl<'b> Reader<'b> {
    fn new(draft: Draft<'b>, copies: &'b mut u64) -> Self {
        Self { draft, copies, row: 0, column: 0, open: OpenRow::default(), cell: None }
    }

    /// Reads to the table's end; a table in a cell is passed over.
    fn read(&mut self, walk: &mut Walk<'_>) -> Result<(), FileFault> {
        let (mut passing, mut in_text) = (0_usize, 0_usize);
        loop {
            match walk.next()? {
                Event::Start(e) if passing > 0 || PASSED_OVER.contains(&e.local_name().as_ref()) => passing += 1,
                Event::Start(e) if e.local_name().as_ref() == "table" => passing += 1,
                Event::End(_) if passing > 0 => passing -= 1,
                Event::Start(e) => {
                    in_text += usize::from(e.local_name().as_ref() == "p");
                    self.start(&e)?;
                }
                Event::End(e) => match e.local_name().as_ref() {
                    "table" => return Ok(()),
                    "p" => in_text = in_text.saturating_sub(1),
                    name => self.end(name)?,
                },
                Event::Text(t) if passing == 0 && in_text > 0 => self.text(&unescape(t.as_ref())?),
                Event::CData(t) if passing == 0 && in_text > 0 => self.text(t.as_ref()),
                Event::GeneralRef(r) if passing == 0 && in_text > 0 => self.text(&unescape(&format!("&{};", r.as_ref()))?),
                Event::Eof => return Err(FileFault::Damaged),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        match e.local_name().as_ref() {
            "table-column" => {
                let repeat = count(e, "number-columns-repeated")?;
                if is_hidden(e)? {
                    self.draft.hide_columns(self.column, self.column.saturating_add(repeat - 1));
                }
                self.column = self.column.saturating_add(repeat);
            }
            "table-row" => {
                let repeat = count(e, "number-rows-repeated")?;
                self.open = OpenRow { repeat, hidden: is_hidden(e)?, ..OpenRow::default() };
            }
            "table-cell" | "covered-table-cell" => self.open_cell(e)?,
            "p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let spaces = count(e, "c")?.min(100);
                self.text(&" ".repeat(usize::try_from(spaces).unwrap_or(1)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn open_cell(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let kinds = [named(e, "value-type")?, error_type(e)?];
        let [kind, extended] = kinds.map(Option::unwrap_or_default);
        let value = match kind.as_str() {
            "date" => named(e, "date-value")?,
            "boolean" => named(e, "boolean-value")?,
            "string" => named(e, "string-value")?,
            _ => named(e, "value")?,
        };
        let (rows, cols) = (count(e, "number-rows-spanned")?, count(e, "number-columns-spanned")?);
        self.draft.merge(self.row, self.open.col, rows, cols)?;
        self.cell = Some(OpenCell {
            repeat: count(e, "number-columns-repeated")?,
            kind,
            value,
            formula: named(e, "formula")?,
            error: extended == "error",
            ..OpenCell::default()
        });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileFault> {
        match name {
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                let (col, repeat) = (self.open.col, cell.repeat);
                if cell.formula.is_some() {
                    self.open.formulas.push((col, repeat));
                }
                if let Some(value) = value(&cell) {
                    self.open.cells.push((col, repeat, value));
                }
                self.open.col = col.saturating_add(repeat);
            }
            "table-row" => self.close_row()?,
            _ => {}
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), FileFault> {
        let open = std::mem::take(&mut self.open);
        let first = self.row;
        self.row = first.saturating_add(open.repeat);
        if open.cells.is_empty() {
            return Ok(());
        }
        if open.repeat == 0 {
            // Cells after a row that ended inside another belong to none.
            return Err(FileFault::Damaged);
        }
        let once: u64 = open.cells.iter().map(|(_, repeat, _)| u64::from(*repeat)).sum();
        let copies = once.saturating_mul(u64::from(open.repeat)) - open.cells.len() as u64;
        *self.copies = self.copies.checked_sub(copies).ok_or_else(|| {
            FileFault::OverLimit("có hơn 1.000.000 ô lặp lại cùng một nội dung, giới hạn là 1.000.000".to_owned())
        })?;
        if self.row > LAST_ROW + 1 {
            return Err(FileFault::Damaged);
        }
        for row in first..self.row {
            if open.hidden {
                self.draft.hidden_rows.push(row);
            }
            for (col, repeat, value) in &open.cells {
                for col in *col..col.saturating_add(*repeat) {
                    self.draft.put(row, col, value.clone())?;
                }
            }
            for (col, repeat) in &open.formulas {
                (*col..col.saturating_add((*repeat).min(u32::from(LAST_COL)))).for_each(|col| self.draft.formula(row, col));
            }
        }
        Ok(())
    }
}

/// A repetition or span; 1 where none is told.
fn count(e: &BytesStart<'_>, name: &str) -> Result<u32, FileFault> {
    Ok(named(e, name)?.and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).max(1))
}

/// Hidden by hand ("collapse") or by a filter.
fn is_hidden(e: &BytesStart<'_>) -> Result<bool, FileFault> {
    Ok(named(e, "visibility")?.is_some_and(|v| v == "collapse" || v == "filter"))
}

/// `calcext:value-type`, which alone tells errors from text.
fn error_type(e: &BytesStart<'_>) -> Result<Option<String>, FileFault> {
    for attribute in super::super::markup::attributes(e) {
        let (name, value) = attribute?;
        if name == "calcext:value-type" {
            return unescape(value).map(Some);
        }
    }
    Ok(None)
}

/// What a cell holds.
fn value(cell: &OpenCell) -> Option<CellValue> {
    let looks_wrong = |text: &str| text.starts_with("Err:") || (text.starts_with('#') && text.ends_with(['!', '?', 'A']));
    if cell.error || (cell.formula.is_some() && looks_wrong(cell.text.trim())) {
        let text = cell.text.trim();
        return Some(CellValue::Error(if text.is_empty() { "#VALUE!".to_owned() } else { text.to_owned() }));
    }
    let number = |percent| {
        let value = cell.value.as_deref().and_then(|v| v.trim().parse::<f64>().ok());
        value.map_or_else(|| grid::as_text(&cell.text), |value| Some(grid::number(value, percent)))
    };
    match cell.kind.as_str() {
        "float" | "currency" => number(false),
        "percentage" => number(true),
        "boolean" => Some(CellValue::Bool(cell.value.as_deref() == Some("true"))),
        "date" => {
            let day = cell.value.as_deref().and_then(|v| v.get(..10)).and_then(Date::parse);
            day.map(CellValue::Date).or_else(|| grid::as_text(&cell.text))
        }
        "string" | "time" => grid::as_text(if cell.paragraphs == 0 { cell.value.as_deref()? } else { &cell.text }),
        _ if cell.text.is_empty() => cell.formula.as_deref().map(|formula| CellValue::NotCalculated(shown(formula))),
        _ => grid::as_text(&cell.text),
    }
}

/// "of:=SUM([.B3:.B4])" → "=SUM(B3:B4)".
fn shown(formula: &str) -> String {
    let formula = formula.find('=').map_or(formula, |at| &formula[at..]);
    formula.replace("[.", "").replace(":.", ":").replace(']', "").chars().take(200).collect()
}
