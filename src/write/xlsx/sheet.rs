//! One sheet: lines of the issuer, title, table, notes, signature; set up for printing on A4.
//!
//! Rows are written strictly from the top down, because a streamed sheet cannot go back.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

use super::super::heading;
use super::super::metrics::{Face, lines, widest_word};
use super::super::notation::{printable, shown};
use super::looks::{Looks, TABLE_SIZE, TEXT_SIZE, TITLE_SIZE, weighted};
use super::rows::{Cells, Span, cell_text};
use super::{Targets, charts, signature};
use crate::document::{Align, RowKind, Run, Sheet, Table, TableColumn, Value, Workbook};

/// Characters over the columns of a portrait and a landscape page.
const PORTRAIT_CHARACTERS: f32 = 90.0;
const LANDSCAPE_CHARACTERS: f32 = 135.0;
/// Those of a portrait page that is not printed smaller to fit.
const UNFITTED_CHARACTERS: f32 = 80.0;
/// Points a unit of column width takes.
pub(super) const POINTS_PER_CHARACTER: f32 = 5.25;
/// Tables of more columns than this keep their first two in sight when scrolled.
const WIDE_FROM: usize = 8;
/// A4.
pub(super) const PAPER: u8 = 9;

/// Writes a sheet. `links`: where figures lead; the sheet's own rows are added.
///
/// # Errors
///
/// What the writer says.
pub(super) fn write(
    target: &mut Worksheet,
    sheet: &Sheet<'_>,
    workbook: &Workbook<'_>,
    looks: &Looks,
    links: &mut Targets<'_>,
) -> Result<(), XlsxError> {
    let widths = column_widths(sheet);
    set_up_page(target, sheet, workbook);
    target.set_very_hidden(sheet.hidden);
    for (column, width) in (0..).zip(&widths) {
        if *width > 0.0 {
            target.set_column_width(column, f64::from(*width))?;
        } else {
            target.set_column_hidden(column)?;
        }
    }
    let printed = printed(widths.len(), &sheet.table);
    let mut page = Page { target, looks, links, widths, printed, row: 0, usual: ONE_LINE };
    page.set_usual_height(sheet);
    page.head(&sheet.head)?;
    page.title(&sheet.title)?;
    page.table(sheet)?;
    if !sheet.charts.is_empty() {
        let place = charts::Place { font: &workbook.font, top: page.row };
        page.row = charts::write(page.target, &sheet.charts, (workbook, page.links.names), place)?;
    }
    page.notes(&sheet.notes)?;
    if let Some(signature) = &sheet.signature {
        signature::write(&mut page, signature)?;
    }
    if !sheet.signers.is_empty() {
        signature::write_beside(&mut page, &sheet.signers)?;
    }
    if sheet.table.unprinted > 0 {
        let (row, last) = (page.row.saturating_sub(1), page.last_printed());
        page.target.set_print_area(0, 0, row, last)?;
    }
    Ok(())
}

/// The first row of its table below the heading, from 0.
pub(super) fn first_row(sheet: &Sheet<'_>) -> u32 {
    let lines = |list: &[String]| list.len() + usize::from(!list.is_empty());
    let above = lines(&sheet.head) + lines(&sheet.title) + heading::depth(&sheet.table.columns);
    u32::try_from(above).unwrap_or(u32::MAX)
}

fn set_up_page(target: &mut Worksheet, sheet: &Sheet<'_>, workbook: &Workbook<'_>) {
    target.set_paper_size(PAPER);
    if sheet.landscape {
        target.set_landscape();
    }
    if sheet.charts.is_empty() {
        target.set_print_fit_to_pages(1, 0);
    }
    target.set_print_center_horizontally(true);
    // Inches: left, right, top, bottom, header, footer.
    target.set_margins(0.6, 0.5, 0.75, 0.75, 0.35, 0.35);
    let font = printable(&workbook.font).replace('"', "");
    target.set_footer(format!("&C&\"{font},Regular\"&11Trang &P/&N"));
    if workbook.draft {
        target.set_header(format!("&R&\"{font},Bold\"&12DỰ THẢO"));
    }
}

/// Shares of the page's characters, but never narrower than the column's numbers: Excel shows "####" for a number without
/// room. The page is fitted to its width when printed; columns outside the printed area stand beside it.
fn column_widths(sheet: &Sheet<'_>) -> Vec<f32> {
    let table = &sheet.table;
    let page = if sheet.landscape { LANDSCAPE_CHARACTERS } else { PORTRAIT_CHARACTERS };
    let page = if sheet.charts.is_empty() { page } else { UNFITTED_CHARACTERS };
    let columns = &table.columns;
    // A line in place of a table needs no wide page, printed small.
    let characters = sheet.characters.filter(|_| !columns.is_empty()).unwrap_or(page);
    let total: f32 = columns.iter().take(printed(columns.len(), table)).map(|column| column.width.max(0.0)).sum();
    if columns.is_empty() || total <= 0.0 {
        return vec![characters / 6.0; columns.len().max(6)];
    }
    let face = Face { size: TABLE_SIZE, bold: true };
    let share = |column: &TableColumn| if column.width > 0.0 { (column.width / total * characters).max(4.5) } else { 0.0 };
    let mut widths: Vec<f32> = columns.iter().map(share).collect();
    let held = table.rows.iter().filter(|row| row.kind != RowKind::Section).map(|row| &row.cells);
    for cells in held.chain(sheet.long.iter().map(|long| &long.widest)) {
        for (cell, width) in cells.iter().zip(&mut widths) {
            if *width > 0.0 && !matches!(cell.plain(), Value::Text(_) | Value::Blank) {
                *width = width.max(widest_word(&shown(cell), face) / POINTS_PER_CHARACTER + 1.5);
            }
        }
    }
    widths
}

/// How many of a table's columns are printed.
fn printed(columns: usize, table: &Table) -> usize {
    columns.saturating_sub(table.unprinted).max(1)
}

/// A sheet being written; `row` is the next free one.
pub(super) struct Page<'a, 't> {
    target: &'a mut Worksheet,
    /// Formats.
    pub(super) looks: &'a Looks,
    links: &'a mut Targets<'t>,
    widths: Vec<f32>,
    /// How many columns are printed.
    printed: usize,
    /// The next free row.
    pub(super) row: u32,
    /// Points of a record's row that nothing is said of.
    usual: f32,
}

impl Page<'_, '_> {
    /// The last column.
    pub(super) fn last(&self) -> u16 {
        u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    /// The last column of the printed area.
    pub(super) fn last_printed(&self) -> u16 {
        u16::try_from(self.printed).unwrap_or(u16::MAX).saturating_sub(1)
    }

    /// The last column of the left half; the whole width if there is only one column.
    pub(super) fn middle(&self) -> u16 {
        let half = self.widths.iter().take(self.printed).sum::<f32>() * 0.45;
        let mut sum = 0.0;
        let left = self.widths.iter().take_while(|&&width| {
            let before = sum;
            sum += width;
            before < half
        });
        let count = u16::try_from(left.count()).unwrap_or(u16::MAX);
        count.clamp(1, self.last().max(1)) - 1
    }

    /// The last column of the lines of the issuer: the left half, and more of the page where they would break.
    fn head_end(&self, head: &[String]) -> u16 {
        let face = Face { size: TEXT_SIZE, bold: true };
        let breaks = |last: u16| head.iter().any(|line| height(line, face, self.room(0, last)) > height("", face, 1.0));
        let most = self.room(0, self.last_printed()) * 0.65;
        let mut last = self.middle();
        while breaks(last) && last < self.last_printed() && self.room(0, last + 1) <= most {
            last += 1;
        }
        last
    }

    /// The columns cut into parts of about equal width, each with one column at least where there are as many.
    pub(super) fn equal_parts(&self, count: usize) -> Vec<(u16, u16)> {
        let number = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let whole: f32 = self.widths.iter().sum();
        let mut parts = Vec::with_capacity(count);
        let (mut first, mut reached) = (0, 0.0);
        for part in 1..=count {
            let most = self.widths.len().saturating_sub(count - part).max(first + 1).min(self.widths.len().max(1));
            let goal = whole * f32::from(number(part)) / f32::from(number(count));
            let mut end = (first + 1).min(most);
            reached += self.widths.get(first).copied().unwrap_or_default();
            while end < most && (part == count || reached + self.widths[end] / 2.0 < goal) {
                reached += self.widths[end];
                end += 1;
            }
            parts.push((number(first), number(end.max(1) - 1)));
            first = end.min(self.widths.len().saturating_sub(1));
        }
        parts
    }

    /// Width of columns, points.
    pub(super) fn room(&self, first: u16, last: u16) -> f32 {
        let columns = usize::from(first)..=usize::from(last);
        self.widths.get(columns).map_or(0.0, |widths| widths.iter().sum::<f32>()) * POINTS_PER_CHARACTER
    }

    /// Text over columns of the current row, merged if they are several.
    pub(super) fn across(&mut self, (first, last): (u16, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = cell_text(text);
        if first == last {
            self.target.write_string_with_format(self.row, first, text, format)?;
        } else {
            self.target.merge_range(self.row, first, self.row, last, text.as_ref(), format)?;
        }
        Ok(())
    }

    /// Merged cells do not grow by themselves: the row gets the height its longest text needs.
    pub(super) fn grow(&mut self, texts: &[(&str, Face, f32)]) -> Result<(), XlsxError> {
        self.grow_with(texts, 0.0)
    }

    /// The same, with some points left free below.
    pub(super) fn grow_with(&mut self, texts: &[(&str, Face, f32)], free: f32) -> Result<(), XlsxError> {
        let tall = texts.iter().map(|&(text, face, room)| height(text, face, room)).fold(0.0, f32::max);
        self.target.set_row_height(self.row, f64::from(tall + free))?;
        Ok(())
    }

    /// A body row whose text wraps gets its height too: not every program measures rows when it opens a file.
    fn grow_body(&mut self, columns: &[TableColumn], cells: &[Value], bold: bool) -> Result<(), XlsxError> {
        let tall = self.body_height(columns, cells, bold);
        if (tall - self.usual).abs() > 0.01 {
            self.target.set_row_height(self.row, f64::from(tall))?;
        }
        Ok(())
    }

    fn body_height(&self, columns: &[TableColumn], cells: &[Value], bold: bool) -> f32 {
        let face = Face { size: TABLE_SIZE, bold };
        // Texts beside the printed area run on in one line: they make no row taller.
        let columns = (0..).zip(columns.iter().take(self.printed));
        let shown = columns.zip(cells).filter(|((_, column), _)| column.width > 0.0);
        let texts = shown.filter_map(|((number, _), cell)| match cell.plain() {
            Value::Text(text) => Some(height(text, face, self.room(number, number))),
            _ => None,
        });
        texts.fold(ONE_LINE, f32::max)
    }

    /// Most records of a long list are of one height, which is said once: the writer keeps what is said of each of 200,000
    /// rows until the end.
    fn set_usual_height(&mut self, sheet: &Sheet<'_>) {
        let Some(long) = &sheet.long else { return };
        let measured = MEASURED.min(long.count);
        let some = (0..measured).map(|at| (long.make)(at * long.count / measured));
        let mut heights: Vec<f32> = some.map(|row| self.body_height(&sheet.table.columns, &row.cells, false)).collect();
        heights.sort_by(f32::total_cmp);
        let most = heights.chunk_by(|a, b| a.total_cmp(b).is_eq()).max_by_key(|same| same.len());
        if let Some(usual) = most.and_then(|same| same.first()).filter(|tall| **tall > ONE_LINE) {
            self.target.set_default_row_height(f64::from(*usual));
            self.usual = *usual;
        }
    }

    /// Leaves a row free.
    fn gap(&mut self) -> Result<(), XlsxError> {
        if self.usual > ONE_LINE {
            self.target.set_row_height(self.row, f64::from(ONE_LINE))?;
        }
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, head: &[String]) -> Result<(), XlsxError> {
        let middle = self.head_end(head);
        for (i, line) in head.iter().enumerate() {
            let bold = i + 1 == head.len();
            let format = weighted(self.looks.line(TEXT_SIZE, Align::Center), bold, false);
            self.grow(&[(line, Face { size: TEXT_SIZE, bold }, self.room(0, middle))])?;
            self.across((0, middle), line, &format)?;
            self.row += 1;
        }
        if head.is_empty() { Ok(()) } else { self.gap() }
    }

    fn title(&mut self, title: &[String]) -> Result<(), XlsxError> {
        let last = self.last_printed();
        for (i, line) in title.iter().enumerate() {
            let (size, bold) = if i == 0 { (TITLE_SIZE, true) } else { (TEXT_SIZE, false) };
            let format = weighted(self.looks.line(size, Align::Center), bold, !bold);
            self.grow(&[(line, Face { size, bold }, self.room(0, last))])?;
            self.across((0, last), line, &format)?;
            self.row += 1;
        }
        if title.is_empty() { Ok(()) } else { self.gap() }
    }

    fn table(&mut self, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
        let table = &sheet.table;
        if table.columns.is_empty() {
            return Ok(());
        }
        let heading_top = self.row;
        self.heading(&table.columns)?;
        let top = self.row;
        let fixed = if table.columns.len() > WIDE_FROM { 2 } else { 0 };
        self.target.set_freeze_panes(top, fixed)?;
        self.target.set_repeat_rows(heading_top, top - 1)?;

        let span = Span::of(sheet, top);
        let mut cells = Cells::new(self.looks, span, self.last_printed() + 1);
        self.links.add(&table.rows, top);
        if let (Some(long), Some(span)) = (&sheet.long, span) {
            self.long_looks(&table.columns, &long.widest, span)?;
        }
        for row in sheet.rows() {
            if row.kind == RowKind::Section {
                self.section(&row.cells, sheet.filter)?;
            } else {
                let bold = row.kind == RowKind::Total;
                self.grow_body(&table.columns, &row.cells, bold)?;
                for (i, (number, column)) in (0..).zip(&table.columns).enumerate() {
                    let value = row.cells.get(i).unwrap_or(&Value::Blank);
                    let at = (self.row, number);
                    match sheet.long {
                        Some(_) => cells.put_plain((self.target, self.links), at, value, column.align)?,
                        None => cells.put((self.target, self.links), at, value, (column.align, bold))?,
                    }
                }
            }
            self.row += 1;
        }
        if let (true, Some(span)) = (sheet.filter, span) {
            self.target.autofilter(top - 1, 0, span.last - 1, self.last())?;
        }
        self.gap()
    }

    /// The looks of a long list, given once a column and once for its lines: millions of formatted cells, half of them
    /// blank, would take longer than all the rest.
    fn long_looks(&mut self, columns: &[TableColumn], widest: &[Value], span: Span) -> Result<(), XlsxError> {
        for ((number, column), widest) in (0..).zip(columns).zip(widest) {
            let look = self.looks.column(column.align, widest);
            let look = if number > self.last_printed() { look.unset_text_wrap() } else { look };
            self.target.set_column_format(number, &look)?;
        }
        let lines = ConditionalFormatFormula::new().set_rule("=1=1").set_format(Looks::lines());
        self.target.add_conditional_format(span.first - 1, 0, span.last - 1, self.last(), &lines)?;
        Ok(())
    }

    /// A section row: merged over the table, unless it is filtered, because a filter cannot cross merged cells.
    fn section(&mut self, cells: &[Value], filtered: bool) -> Result<(), XlsxError> {
        let last = self.last();
        let text = cells.first().map(shown).unwrap_or_default();
        if filtered {
            let format = self.looks.section();
            self.target.write_string_with_format(self.row, 0, cell_text(&text), &format)?;
            for column in 1..=last {
                self.target.write_blank(self.row, column, &format)?;
            }
        } else {
            let format = self.looks.cell(Align::Left, true, &Value::Blank);
            self.grow(&[(&text, Face { size: TABLE_SIZE, bold: true }, self.room(0, last))])?;
            self.across((0, last), &text, &format)?;
        }
        Ok(())
    }

    fn heading(&mut self, columns: &[TableColumn]) -> Result<(), XlsxError> {
        let cells = heading::cells(columns);
        let format = self.looks.heading();
        let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let mut heights = vec![0.0_f32; heading::depth(columns)];
        for cell in &cells {
            let room = self.room(number(cell.column), number(cell.column + cell.columns - 1));
            if room <= 0.0 {
                continue;
            }
            let need = height(&cell.text, Face { size: TABLE_SIZE, bold: true }, room);
            let rows = &mut heights[cell.row..cell.row + cell.rows];
            let have: f32 = rows.iter().sum();
            if let Some(lowest) = rows.last_mut() {
                *lowest += (need - have).max(0.0);
            }
        }
        for (row, tall) in (0_u32..).zip(&heights) {
            self.target.set_row_height(self.row + row, f64::from(tall.max(ONE_LINE)))?;
        }
        for cell in &cells {
            let top = self.row + u32::from(number(cell.row));
            let bottom = top + u32::from(number(cell.rows)) - 1;
            let (left, right) = (number(cell.column), number(cell.column + cell.columns - 1));
            let text = cell_text(&cell.text);
            if (top, left) == (bottom, right) {
                self.target.write_string_with_format(top, left, text, &format)?;
            } else {
                self.target.merge_range(top, left, bottom, right, text.as_ref(), &format)?;
            }
        }
        self.row += u32::try_from(heights.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    fn notes(&mut self, notes: &[Vec<Run>]) -> Result<(), XlsxError> {
        let last = self.last_printed();
        for note in notes {
            // One format for the whole line: a rich line's parts end in spaces, and the schema of ECMA-376 knows no
            // xml:space to keep them.
            let text: String = note.iter().map(|run| run.text.as_str()).collect();
            let same = |look: fn(&Run) -> bool| !note.is_empty() && note.iter().all(look);
            let (bold, italic) = (same(|run| run.bold), same(|run| run.italic));
            self.grow(&[(&text, Face { size: TEXT_SIZE, bold }, self.room(0, last))])?;
            let format = weighted(self.looks.line(TEXT_SIZE, Align::Left), bold, italic);
            // A cell leads to one place only: to the source of its first figure.
            let link = note.iter().find_map(|run| run.figure.as_deref()).and_then(|key| self.links.find(key));
            if let Some(link) = link {
                self.target.write_url_with_format(self.row, 0, link, &format)?;
            }
            self.across((0, last), &text, &format)?;
            self.row += 1;
        }
        if notes.is_empty() { Ok(()) } else { self.gap() }
    }
}

/// Points of a table's row of one line.
const ONE_LINE: f32 = TABLE_SIZE * LEADING + SPACING;
/// How many records of a long list are measured to find the height of most.
const MEASURED: usize = 200;
/// Points from line to line, for each of the size; Excel sets a little wider than the size.
const LEADING: f32 = 1.28;
/// Points above and below the text of a row, together.
const SPACING: f32 = 2.0;

/// Height of a row that shows the text wrapped to `room` points.
pub(super) fn height(text: &str, face: Face, room: f32) -> f32 {
    // No letter is wider than its size.
    let letters = f32::from(u16::try_from(text.len()).unwrap_or(u16::MAX));
    let short = letters * face.size <= room * 0.95 && !text.contains('\n');
    // Excel measures a little wider than the estimate.
    let count = if short { 1 } else { u16::try_from(lines(text, face, room * 0.95)).unwrap_or(u16::MAX) };
    f32::from(count) * face.size * LEADING + SPACING
}
