//! A [`FormBook`] → an XLSX package to be filled in.
//!
//! Every sheet is protected, without a password; cells that may be written to are unlocked, by the column where they are
//! very many, so that rows below the prepared ones are open too. The trap: what stands above and beside a table would be
//! open with its column, so each of those cells is written, locked.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DocProperties, ExcelDateTime, Format, FormatBorder, Formula, IgnoreError, ProtectionOptions,
    Workbook as Package, Worksheet, XlsxError,
};

use super::super::heading;
use super::super::metrics::Face;
use super::super::notation::printable;
use super::form_checks;
use super::looks::{Looks, TABLE_SIZE, TEXT_SIZE, TITLE_SIZE, weighted};
use super::rows::cell_text;
use super::sheet::{PAPER, POINTS_PER_CHARACTER, height};
use super::sheet_name;
use crate::document::form::{FormBook, FormCell, FormRow, FormSheet, Holds};
use crate::document::{Align, TableColumn, Value};
use crate::model::column_letters;

/// Fill of headings and of cells that are locked.
const LOCKED: Color = Color::RGB(0x00F2_F2F2);
/// Fill of headings.
const HEADING: Color = Color::RGB(0x00DD_EBF7);
/// Fill of a cell that is still needed.
const NEEDED: Color = Color::RGB(0x00FF_F2CC);
/// Height of a row to be filled in, points: room for writing by hand.
const ROW: u8 = 19;
/// Narrowest column, characters.
const NARROWEST: f32 = 4.5;

/// The package's bytes.
///
/// # Errors
///
/// What the writer says.
pub(super) fn bytes(book: &FormBook) -> Result<Vec<u8>, XlsxError> {
    let mut package = Package::new();
    package.set_properties(
        &DocProperties::new()
            .set_title(printable(&book.title).as_ref())
            .set_author(printable(&book.author).as_ref())
            .set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?),
    );
    let looks = Looks::new(&book.font);
    package.set_default_format(&looks.default(), 20, 64)?;
    let mut names = Vec::new();
    for sheet in &book.sheets {
        let target = package.add_worksheet();
        let name = sheet_name(&sheet.name, &names);
        target.set_name(&name)?;
        names.push(name);
        Page { target, sheet, looks: &looks, widths: widths(sheet) }.write(&book.font)?;
    }
    package.save_to_buffer()
}

/// Shares of the sheet's characters.
fn widths(sheet: &FormSheet) -> Vec<f32> {
    let total: f32 = sheet.columns.iter().map(|column| column.shown.width.max(0.0)).sum();
    let share = |width: f32| if total > 0.0 { width.max(0.0) / total * sheet.characters } else { NARROWEST };
    sheet.columns.iter().map(|column| share(column.shown.width).max(NARROWEST)).collect()
}

struct Page<'a> {
    target: &'a mut Worksheet,
    sheet: &'a FormSheet,
    looks: &'a Looks,
    widths: Vec<f32>,
}

impl Page<'_> {
    fn write(&mut self, font: &str) -> Result<(), XlsxError> {
        self.set_up(font);
        // A formula's result that is no text would be stored as nought.
        self.target.set_formula_result_default("");
        if self.sheet.room > 0 {
            self.target.set_default_row_height(ROW);
        }
        for (column, width) in (0..).zip(self.widths.clone()) {
            self.target.set_column_width(column, f64::from(width))?;
        }
        self.open_columns()?;
        self.head()?;
        self.heading()?;
        self.body()?;
        self.shade()?;
        form_checks::write(self.target, self.sheet)?;
        self.target.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
        Ok(())
    }

    fn set_up(&mut self, font: &str) {
        let font = printable(font).replace('"', "");
        self.target.set_paper_size(PAPER);
        if self.sheet.landscape {
            self.target.set_landscape();
        }
        self.target.set_print_fit_to_pages(1, 0);
        self.target.set_print_center_horizontally(true);
        self.target.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3);
        self.target.set_footer(format!("&C&\"{font},Regular\"&11Trang &P/&N"));
    }

    fn last(&self) -> u16 {
        u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    fn room(&self, first: usize, last: usize) -> f32 {
        self.widths.get(first..=last).map_or(0.0, |widths| widths.iter().sum::<f32>()) * POINTS_PER_CHARACTER
    }

    /// Cells of a list are open by their column, however far down somebody writes.
    fn open_columns(&mut self) -> Result<(), XlsxError> {
        if self.sheet.room == 0 {
            return Ok(());
        }
        for (column, number) in self.sheet.columns.iter().zip(0u16..).filter(|(column, _)| column.open) {
            let format = cell_format(self.looks, column.shown.align, false, column.holds).set_unlocked();
            self.target.set_column_format(number, &format)?;
        }
        Ok(())
    }

    /// Title and lines below it, merged over all columns; then a free row.
    fn head(&mut self) -> Result<(), XlsxError> {
        let last = self.last();
        let room = self.room(0, usize::from(last));
        let title = self.sheet.title.iter().enumerate().map(|(i, line)| (line, i == 0, Align::Center));
        let lead = self.sheet.lead.iter().map(|line| (line, false, Align::Left));
        let mut row = 0;
        for (line, bold, align) in title.chain(lead) {
            let size = if bold { TITLE_SIZE } else { TEXT_SIZE };
            let format = weighted(self.looks.line(size, align), bold, false);
            if last == 0 {
                self.target.write_string_with_format(row, 0, cell_text(line), &format)?;
            } else {
                self.target.merge_range(row, 0, row, last, cell_text(line).as_ref(), &format)?;
            }
            self.target.set_row_height(row, f64::from(height(line, Face { size, bold }, room)))?;
            row += 1;
        }
        if row > 0 {
            // Not the default format: a cell of that is not written at all, and would be open with its column.
            let free = self.looks.line(TEXT_SIZE, Align::Left);
            for column in 0..=last {
                self.target.write_blank(row, column, &free)?;
            }
            self.target.set_row_height(row, 8)?;
        }
        Ok(())
    }

    fn heading(&mut self) -> Result<(), XlsxError> {
        let bottom = self.sheet.top();
        if !self.sheet.headed {
            return Ok(());
        }
        let columns: Vec<TableColumn> = self.sheet.columns.iter().map(|column| column.shown.clone()).collect();
        let depth = heading::depth(&columns);
        let top = bottom - u32::try_from(depth).unwrap_or(u32::MAX);
        let face = Face { size: TABLE_SIZE, bold: true };
        let format = self.looks.heading().set_background_color(HEADING);
        let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let mut heights = vec![height("A", face, 99.0); depth];
        for cell in heading::cells(&columns) {
            let need = height(&cell.text, face, self.room(cell.column, cell.column + cell.columns - 1));
            let rows = &mut heights[cell.row..cell.row + cell.rows];
            let have: f32 = rows.iter().sum();
            if let Some(lowest) = rows.last_mut() {
                *lowest += (need - have).max(0.0);
            }
            let (first, last) = (top + u32::from(number(cell.row)), top + u32::from(number(cell.row + cell.rows)) - 1);
            let (left, right) = (number(cell.column), number(cell.column + cell.columns - 1));
            if (first, left) == (last, right) {
                self.target.write_string_with_format(first, left, cell_text(&cell.text), &format)?;
            } else {
                self.target.merge_range(first, left, last, right, cell_text(&cell.text).as_ref(), &format)?;
            }
        }
        for (row, tall) in (top..).zip(heights) {
            self.target.set_row_height(row, f64::from(tall))?;
        }
        self.target.set_freeze_panes(bottom, self.sheet.fixed)?;
        self.target.set_repeat_rows(top, bottom - 1)?;
        Ok(())
    }

    fn body(&mut self) -> Result<(), XlsxError> {
        let top = self.sheet.top();
        let mut formats = Formats::new(self.looks);
        for (row, number) in self.sheet.rows.iter().zip(top..) {
            if let [label] = row.cells.as_slice()
                && self.sheet.columns.len() > 1
            {
                let format = formats.get(Align::Left, true, Holds::Text, false);
                self.target.merge_range(number, 0, number, self.last(), cell_text(&text(&label.value)).as_ref(), format)?;
                continue;
            }
            self.row(row, number, &mut formats)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &FormRow, number: u32, formats: &mut Formats<'_>) -> Result<(), XlsxError> {
        let mut tall = row.lines.map_or(0.0, |lines| f32::from(lines) * TABLE_SIZE * 1.28 + 2.0);
        let blank = FormCell::default();
        for (column, at) in self.sheet.columns.iter().zip(0u16..) {
            let cell = row.cells.get(usize::from(at)).unwrap_or(&blank);
            let open = cell.open.unwrap_or(column.open);
            let format = formats.get(column.shown.align, row.bold, cell.holds.unwrap_or(column.holds), open);
            put(self.target, (number, at), &cell.value, format)?;
            if let Value::Text(text) = &cell.value {
                let face = Face { size: TABLE_SIZE, bold: row.bold };
                tall = tall.max(height(text, face, self.room(usize::from(at), usize::from(at))));
            }
        }
        if tall > height("", Face { size: TABLE_SIZE, bold: false }, 1.0) {
            self.target.set_row_height(number, f64::from(tall))?;
        }
        Ok(())
    }

    /// Lines around rows below the prepared ones once something stands in them; needed cells of a record that are blank.
    fn shade(&mut self) -> Result<(), XlsxError> {
        let (top, last) = (self.sheet.top(), self.last());
        if self.sheet.room == 0 {
            return Ok(());
        }
        let prepared = u32::try_from(self.sheet.rows.len()).unwrap_or(u32::MAX);
        let end = top + self.sheet.room - 1;
        if prepared < self.sheet.room {
            let row = top + prepared;
            let rule = format!("=COUNTA($A{0}:${1}{0})>0", row + 1, column_letters(last));
            let lines = Format::new().set_border(FormatBorder::Thin);
            let lines = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(lines);
            self.target.add_conditional_format(row, 0, end, last, &lines)?;
        }
        if let Some(record) = self.sheet.record {
            for (_, column) in self.sheet.columns.iter().zip(0u16..).filter(|(column, _)| column.needed) {
                let first = top + 1;
                let rule = format!("=AND(LEN(${}{first})>0,LEN(${}{first})=0)", column_letters(record), column_letters(column));
                let shade = Format::new().set_background_color(NEEDED);
                let shade = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(shade);
                self.target.add_conditional_format(top, column, end, column, &shade)?;
            }
        }
        // A year in a cell of text is meant as text.
        self.target.ignore_error_range(top, 0, end, last, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }
}

/// Formats of body cells, each made once.
struct Formats<'a> {
    looks: &'a Looks,
    made: Vec<(FormatKey, Format)>,
}

type FormatKey = (Align, bool, Holds, bool);

impl<'a> Formats<'a> {
    fn new(looks: &'a Looks) -> Self {
        Self { looks, made: Vec::new() }
    }

    fn get(&mut self, align: Align, bold: bool, holds: Holds, open: bool) -> &Format {
        let key = (align, bold, holds, open);
        let at = self.made.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let format = cell_format(self.looks, align, bold, holds).set_border(FormatBorder::Thin);
            let format = if open { format.set_unlocked() } else { format.set_background_color(LOCKED) };
            self.made.push((key, format));
            self.made.len() - 1
        });
        &self.made[at].1
    }
}

fn cell_format(looks: &Looks, align: Align, bold: bool, holds: Holds) -> Format {
    let format = weighted(looks.line(TABLE_SIZE, align), bold, false);
    match holds {
        Holds::Text => format.set_num_format("@"),
        Holds::Whole => format.set_num_format("0"),
        Holds::Amount => format,
        Holds::Day => format.set_num_format("dd/mm/yyyy"),
    }
}

fn put(target: &mut Worksheet, (row, column): (u32, u16), value: &Value, format: &Format) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) if !text.trim().is_empty() => {
            target.write_string_with_format(row, column, cell_text(text), format)?;
        }
        Value::Formula { expression, result } => {
            let formula = Formula::new(expression).set_result(text(result));
            target.write_formula_with_format(row, column, formula, format)?;
        }
        value => match super::rows::number(value) {
            Some(number) => drop(target.write_number_with_format(row, column, number, format)?),
            None => drop(target.write_blank(row, column, format)?),
        },
    }
    Ok(())
}

/// A value as a formula's stored result.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        value => super::rows::number(value).map_or_else(String::new, |number| number.to_string()),
    }
}
