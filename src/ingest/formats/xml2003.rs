//! Excel XML 2003 (`SpreadsheetML`), often saved under the name .xls → sheets.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::super::draft::Draft;
use super::super::grid::{self, CellValue, Grid};
use super::super::markup::{Walk, unescape};
use super::super::sheet::Budget;
use super::super::text;
use super::docx::named;
use super::number_format::{self, Shows};
use crate::model::{Date, FileFault};

/// All worksheets.
///
/// # Errors
///
/// [`FileFault::Damaged`] for broken XML, [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let page = text::decode(bytes).map_err(|_| FileFault::Damaged)?;
    // The declaration names the encoding the bytes had.
    let body = page.trim_start();
    let body = if body.starts_with("<?xml") { body.split_once("?>").map_or("", |(_, rest)| rest) } else { body };
    let mut walk = Walk::new(body);
    let mut percent = BTreeSet::new();
    let mut style = None;
    let mut found: Vec<Grid> = Vec::new();
    let mut names = BTreeSet::new();
    loop {
        match walk.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "Style" => style = named(&e, "ID")?,
                "NumberFormat" => {
                    let format = named(&e, "Format")?.unwrap_or_default();
                    if format == "Percent" || number_format::code(&format) == Shows::Percent {
                        percent.extend(style.clone());
                    }
                }
                "Worksheet" => {
                    let name = named(&e, "Name")?.unwrap_or_default();
                    if !names.insert(name.to_lowercase()) {
                        return Err(FileFault::Damaged);
                    }
                    let mut reader = Reader::new(Draft::new(&name, false, budget), &percent);
                    reader.read(&mut walk)?;
                    found.push(reader.draft.finish()?);
                }
                _ => {}
            },
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

struct Reader<'b, 'p> {
    draft: Draft<'b>,
    percent: &'p BTreeSet<String>,
    row: u32,
    col: u32,
    column: u32,
    /// Where the next cell goes when the row or cell is closed.
    width: u32,
    style: Option<String>,
    formula: Option<String>,
    kind: Option<String>,
    filled: bool,
    data: String,
    in_visible: bool,
}

impl<'b, 'p> Reader<'b, 'p> {
    fn new(draft: Draft<'b>, percent: &'p BTreeSet<String>) -> Self {
        Self {
            draft,
            percent,
            row: 0,
            col: 0,
            column: 0,
            width: 1,
            style: None,
            formula: None,
            kind: None,
            filled: false,
            data: String::new(),
            in_visible: false,
        }
    }

    /// Reads to the worksheet's end.
    fn read(&mut self, walk: &mut Walk<'_>) -> Result<(), FileFault> {
        loop {
            match walk.next()? {
                Event::Start(e) => self.start(&e)?,
                Event::End(e) => match e.local_name().as_ref() {
                    "Worksheet" => return Ok(()),
                    name => self.end(name)?,
                },
                Event::Text(t) if self.in_visible => self.draft.grid.hidden |= t.as_ref().starts_with("SheetHidden"),
                Event::Text(t) if self.kind.is_some() => self.data.push_str(&unescape(t.as_ref())?),
                Event::CData(t) if self.kind.is_some() => self.data.push_str(t.as_ref()),
                Event::GeneralRef(r) if self.kind.is_some() => self.data.push_str(&unescape(&format!("&{};", r.as_ref()))?),
                Event::Eof => return Err(FileFault::Damaged),
                _ => {}
            }
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        match e.local_name().as_ref() {
            "Column" => {
                let first = place(e, self.column)?;
                let span = number(e, "Span")?.unwrap_or(0);
                if is_hidden(e)? {
                    self.draft.hide_columns(first, first.saturating_add(span));
                }
                self.column = first.saturating_add(span).saturating_add(1);
            }
            "Row" => {
                self.row = place(e, self.row)?;
                self.col = 0;
                if is_hidden(e)? {
                    self.draft.hidden_rows.push(self.row);
                }
            }
            "Cell" => {
                self.col = place(e, self.col)?;
                let (across, down) = (number(e, "MergeAcross")?.unwrap_or(0), number(e, "MergeDown")?.unwrap_or(0));
                self.draft.merge(self.row, self.col, down.saturating_add(1), across.saturating_add(1))?;
                self.width = across.saturating_add(1);
                self.style = named(e, "StyleID")?;
                self.formula = named(e, "Formula")?;
                self.filled = false;
            }
            "Data" => {
                self.kind = Some(named(e, "Type")?.unwrap_or_default());
                self.data.clear();
            }
            "Visible" => self.in_visible = true,
            "br" | "Br" if self.kind.is_some() => self.data.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileFault> {
        match name {
            "Visible" => self.in_visible = false,
            "Data" => {
                let kind = self.kind.take().unwrap_or_default();
                if let Some(value) = self.value(&kind) {
                    self.draft.put(self.row, self.col, value)?;
                }
                self.filled = true;
            }
            "Cell" => {
                if let Some(formula) = self.formula.take() {
                    self.draft.formula(self.row, self.col);
                    if !self.filled {
                        let formula = formula.chars().take(200).collect();
                        self.draft.put(self.row, self.col, CellValue::NotCalculated(formula))?;
                    }
                }
                self.col = self.col.saturating_add(self.width);
            }
            "Row" => self.row = self.row.saturating_add(1),
            _ => {}
        }
        Ok(())
    }

    fn value(&self, kind: &str) -> Option<CellValue> {
        let text = self.data.as_str();
        match kind {
            "Number" => match text.trim().parse::<f64>() {
                Ok(value) => {
                    let percent = self.style.as_ref().is_some_and(|style| self.percent.contains(style));
                    Some(grid::number(value, percent))
                }
                Err(_) => grid::as_text(text),
            },
            "Boolean" => Some(CellValue::Bool(text.trim() == "1")),
            "Error" => Some(CellValue::Error(text.trim().to_owned())),
            "DateTime" => text.get(..10).and_then(Date::parse).map(CellValue::Date).or_else(|| grid::as_text(text)),
            _ => grid::as_text(text),
        }
    }
}

/// Where a row, column or cell stands: `Index` counts from 1.
fn place(e: &BytesStart<'_>, next: u32) -> Result<u32, FileFault> {
    match number(e, "Index")? {
        Some(index) => index.checked_sub(1).filter(|index| *index >= next).ok_or(FileFault::Damaged),
        None => Ok(next),
    }
}

fn number(e: &BytesStart<'_>, name: &str) -> Result<Option<u32>, FileFault> {
    Ok(named(e, name)?.and_then(|n| n.parse().ok()))
}

fn is_hidden(e: &BytesStart<'_>) -> Result<bool, FileFault> {
    Ok(named(e, "Hidden")?.as_deref() == Some("1"))
}
