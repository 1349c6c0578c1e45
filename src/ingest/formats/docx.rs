//! Tables in a Word document (.docx) and the paragraphs around them → one sheet.
//!
//! The trap: what was deleted under tracked changes is still in the file, and a text box stands there twice.

use quick_xml::events::{BytesStart, Event};

use super::super::grid::Grid;
use super::super::markup::{Walk, attributes, unescape};
use super::super::package::Package;
use super::super::sheet::Budget;
use super::super::workbook::MainPart;
use super::flow::{Flow, FlowCell, FlowRow};
use crate::model::FileFault;

/// Elements whose content is not part of the text.
const PASSED_OVER: [&str; 5] = ["del", "moveFrom", "Fallback", "drawing", "pict"];

/// The document's body as one sheet.
///
/// # Errors
///
/// [`FileFault::Damaged`] for a broken part, [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn sheets(package: &mut Package<'_>, main: &MainPart, budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let xml = package.text(&main.path())?.ok_or(FileFault::Damaged)?;
    let mut walk = Walk::new(&xml);
    let mut reader = Reader::new(Flow::new("Văn bản", budget));
    loop {
        match walk.next()? {
            Event::Start(e) => reader.start(&e)?,
            Event::End(e) => reader.end(e.local_name().as_ref())?,
            Event::Text(t) if reader.in_text => reader.text(&unescape(t.as_ref())?),
            Event::CData(t) if reader.in_text => reader.text(t.as_ref()),
            Event::GeneralRef(r) if reader.in_text => reader.text(&unescape(&format!("&{};", r.as_ref()))?),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(vec![reader.flow.finish()?])
}

struct Reader<'b> {
    flow: Flow<'b>,
    /// Elements open below one that is passed over.
    passing: usize,
    /// Tables open; only the outermost is one, a table in a cell is text.
    depth: usize,
    rows: Vec<FlowRow>,
    row: FlowRow,
    /// Was the row deleted under tracked changes?
    deleted: bool,
    in_row_properties: bool,
    cell: FlowCell,
    prose: String,
    in_text: bool,
}

impl<'b> Reader<'b> {
    fn new(flow: Flow<'b>) -> Self {
        Self {
            flow,
            passing: 0,
            depth: 0,
            rows: Vec::new(),
            row: FlowRow::default(),
            deleted: false,
            in_row_properties: false,
            cell: FlowCell::default(),
            prose: String::new(),
            in_text: false,
        }
    }

    fn text(&mut self, text: &str) {
        let into = if self.depth > 0 { &mut self.cell.text } else { &mut self.prose };
        into.push_str(text);
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), FileFault> {
        let name = e.local_name();
        let name = name.as_ref();
        if self.passing > 0 {
            self.passing += 1;
            return Ok(());
        }
        match name {
            "del" if self.in_row_properties => self.deleted = true,
            _ if PASSED_OVER.contains(&name) => {
                self.passing = 1;
                return Ok(());
            }
            "tbl" => self.depth += 1,
            "trPr" => self.in_row_properties = self.depth == 1,
            "tr" if self.depth == 1 => {
                self.row = FlowRow::default();
                self.deleted = false;
            }
            "tc" if self.depth == 1 => self.cell = FlowCell { cols: 1, rows: 1, ..FlowCell::default() },
            "hidden" if self.in_row_properties => self.row.hidden = value(e)?.is_none_or(|v| v != "0" && v != "false"),
            "gridBefore" if self.depth == 1 => self.row.before = number(e)?.unwrap_or(0),
            "gridSpan" if self.depth == 1 => self.cell.cols = number(e)?.unwrap_or(1),
            "vMerge" if self.depth == 1 => self.cell.continues = value(e)?.as_deref().is_none_or(|v| v == "continue"),
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.in_row_properties => self.text(" "),
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let code = named(e, "char")?.and_then(|code| u32::from_str_radix(&code, 16).ok()).and_then(char::from_u32);
                self.text(&code.map(String::from).unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileFault> {
        if self.passing > 0 {
            self.passing -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "trPr" => self.in_row_properties = false,
            "p" if self.depth == 0 => {
                let prose = std::mem::take(&mut self.prose);
                for line in prose.lines() {
                    self.flow.paragraph(line)?;
                }
            }
            "p" => self.cell.text.push('\n'),
            "tc" if self.depth == 1 => self.row.cells.push(std::mem::take(&mut self.cell)),
            "tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.row);
                if !self.deleted {
                    self.rows.push(row);
                }
            }
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.flow.table(std::mem::take(&mut self.rows))?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// An attribute by its name without prefix.
pub(super) fn named(e: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, FileFault> {
    for attribute in attributes(e) {
        let (name, value) = attribute?;
        if name.rsplit(':').next() == Some(wanted) {
            return unescape(value).map(Some);
        }
    }
    Ok(None)
}

fn value(e: &BytesStart<'_>) -> Result<Option<String>, FileFault> {
    named(e, "val")
}

fn number(e: &BytesStart<'_>) -> Result<Option<u32>, FileFault> {
    Ok(value(e)?.and_then(|value| value.parse().ok()))
}
