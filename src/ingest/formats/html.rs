//! A web page saved under the name .xls (reporting programs, e-mail, "Lưu thành trang web") → one sheet a page.
//!
//! Text between tables becomes rows too, because that is where the unit stands. The trap: pages are laid out with tables
//! in tables, so a table inside a cell is read as a table of its own, unless it is a single row or column.

use super::super::grid::{CellValue, Grid};
use super::super::sheet::Budget;
use super::super::text;
use super::flow::{Flow, FlowCell, FlowRow, collapse};
use super::tags::{Piece, Pieces, attribute};
use crate::model::{Date, FileFault};

/// Tables in tables deeper than this belong to no page a clerk sends.
const DEEPEST: usize = 64;

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<FlowRow>,
    row: Option<FlowRow>,
    cell: Option<(FlowCell, Shown)>,
    /// Columns that `<col>` has described so far.
    columns: u32,
}

/// What the attributes of a cell say of its value.
#[derive(Default)]
struct Shown {
    /// `x:num`, `sdval`: the number the text shows.
    number: Option<f64>,
    /// `sdnum` has a percent sign.
    percent: bool,
}

/// The tables of a page, and the text around them, as one sheet.
///
/// # Errors
///
/// [`FileFault::NotAWorkbook`] for a page without a table, or in no known encoding.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let page = text::decode(bytes).map_err(|_| FileFault::Damaged)?;
    let mut reader = Reader { flow: Flow::new("Trang web", budget), open: Vec::new(), prose: String::new(), tables: 0 };
    for piece in Pieces::new(&page) {
        match piece {
            Piece::Text(text) => reader.text(&text),
            Piece::Open(name, attributes) => reader.open(&name, attributes)?,
            Piece::Close(name) => reader.close(&name)?,
        }
    }
    while !reader.open.is_empty() {
        reader.close_table()?;
    }
    reader.paragraph()?;
    if reader.tables == 0 {
        return Err(FileFault::NotAWorkbook("trang web không có bảng".to_owned()));
    }
    Ok(vec![reader.flow.finish()?])
}

struct Reader<'b> {
    flow: Flow<'b>,
    /// Tables around the place being read, outermost first.
    open: Vec<Table>,
    /// Text outside tables.
    prose: String,
    tables: usize,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        // Line breaks of the page's source are spaces.
        let text = text.replace(['\n', '\r', '\t'], " ");
        match self.open.last_mut() {
            None => self.prose.push_str(&text),
            Some(table) => {
                if let Some((cell, _)) = &mut table.cell {
                    cell.text.push_str(&text);
                }
            }
        }
    }

    fn line(&mut self) {
        match self.open.last_mut() {
            None => self.prose.push('\n'),
            Some(table) => {
                if let Some((cell, _)) = &mut table.cell {
                    cell.text.push('\n');
                }
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), FileFault> {
        match name {
            "table" if self.open.len() < DEEPEST => {
                self.paragraph()?;
                self.open.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    close_row(table);
                    table.row = Some(FlowRow { hidden: is_hidden(attributes), ..FlowRow::default() });
                }
            }
            "col" => {
                if let [table] = self.open.as_mut_slice() {
                    let span = number_of(attributes, "span").clamp(1, 256);
                    let after = table.columns.saturating_add(span);
                    if is_hidden(attributes) {
                        self.flow.hide_columns(table.columns, after - 1);
                    }
                    table.columns = after;
                }
            }
            "td" | "th" => {
                if let Some(table) = self.open.last_mut() {
                    close_cell(table);
                    table.row.get_or_insert_default();
                    table.cell = Some(cell(attributes));
                }
            }
            "br" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line(),
            "input" if attribute(attributes, "checked").is_some() => self.text("x"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), FileFault> {
        match name {
            "table" => self.close_table()?,
            "tr" => self.open.last_mut().into_iter().for_each(close_row),
            "td" | "th" => self.open.last_mut().into_iter().for_each(close_cell),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line(),
            _ => {}
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), FileFault> {
        let Some(mut table) = self.open.pop() else { return Ok(()) };
        close_row(&mut table);
        let rows: Vec<FlowRow> = table.rows.into_iter().filter(|row| !row.cells.is_empty()).collect();
        let single = rows.len() < 2 || rows.iter().all(|row| row.cells.len() < 2);
        match self.open.last_mut().and_then(|outer| outer.cell.as_mut()) {
            Some((outer, _)) if single => {
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    outer.text.push('\n');
                    outer.text.push_str(&cell.text);
                }
                outer.text.push('\n');
            }
            outer => {
                // What the cell around the table says so far stands above it.
                let above = outer.map(|(cell, _)| std::mem::take(&mut cell.text)).unwrap_or_default();
                for line in collapse(&above).lines() {
                    self.flow.paragraph(line)?;
                }
                self.tables += 1;
                self.flow.table(rows)?;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self) -> Result<(), FileFault> {
        for line in collapse(&std::mem::take(&mut self.prose)).lines() {
            self.flow.paragraph(line)?;
        }
        Ok(())
    }
}

fn close_row(table: &mut Table) {
    close_cell(table);
    table.rows.extend(table.row.take());
}

fn close_cell(table: &mut Table) {
    let Some((mut cell, shown)) = table.cell.take() else { return };
    cell.text = collapse(&cell.text);
    cell.value = number(&cell.text, &shown);
    table.row.get_or_insert_default().cells.push(cell);
}

/// A span; 1 where none is told.
fn number_of(attributes: &str, name: &str) -> u32 {
    let value = attribute(attributes, name).unwrap_or_default();
    value.trim().trim_end_matches('/').parse().unwrap_or(1)
}

/// As Excel saves a hidden row or column.
fn is_hidden(attributes: &str) -> bool {
    attribute(attributes, "style").is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains("display:none"))
}

fn cell(attributes: &str) -> (FlowCell, Shown) {
    let cell = FlowCell { cols: number_of(attributes, "colspan"), rows: number_of(attributes, "rowspan"), ..FlowCell::default() };
    let value = attribute(attributes, "x:num").or_else(|| attribute(attributes, "sdval"));
    let number = value.and_then(|value| value.trim().parse::<f64>().ok()).filter(|value| value.is_finite());
    let percent = attribute(attributes, "sdnum").is_some_and(|format| format.contains('%'));
    (cell, Shown { number, percent })
}

/// The number behind a text that shows one; dates are numbers too, but stay what they show.
fn number(text: &str, shown: &Shown) -> Option<CellValue> {
    let value = shown.number?;
    let plain = text.strip_prefix('-').unwrap_or(text);
    let numeric = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ' | '\u{a0}'));
    (numeric && plain.contains(|c: char| c.is_ascii_digit()) && Date::parse(text).is_none())
        .then(|| CellValue::Number { value, percent: shown.percent || text.ends_with('%') })
}
