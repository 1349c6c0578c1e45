//! How a submitted workbook looks: letterhead, title lines, a ruled table with one or two heading rows, a total row,
//! the signatures below. Values in, .xlsx bytes out; the same values give the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

/// A cell of a table.
#[derive(Clone)]
pub enum Cell {
    Blank,
    Text(String),
    Count(u32),
    /// A number with decimals, shown with two.
    Amount(f64),
    /// A share of one, shown as a percentage.
    Percent(f64),
    /// Day, month, year.
    Date(u8, u8, u16),
    /// In a total row: how many cells above are filled.
    Filled(u32),
    /// In a total row: the sum of the cells above.
    Sum(u32),
}

impl Cell {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A tick, or nothing.
    pub fn tick(on: bool) -> Self {
        if on { Self::Text("x".to_owned()) } else { Self::Blank }
    }
}

impl Cell {
    /// Lines it takes in a column of a width in characters of the default font; Times New Roman 12 is about as wide.
    fn lines(&self, width: f64) -> u32 {
        let Self::Text(text) = self else { return 1 };
        let mut lines = 1;
        let mut used = 0.0;
        for word in text.split(' ') {
            let length = f64::from(u32::try_from(word.chars().count()).unwrap());
            if used > 0.0 && used + 1.0 + length > width {
                lines += 1;
                used = length;
            } else {
                used += 1.0 + length;
            }
        }
        lines
    }
}

/// A column of a table.
#[derive(Clone)]
pub struct Column {
    /// The heading above a group of columns; empty where the column stands alone.
    pub group: String,
    /// The heading.
    pub name: String,
    /// In characters.
    pub width: f64,
    /// Centred, not at the left.
    pub centred: bool,
}

/// A column that stands alone.
pub fn column(name: &str, width: f64, centred: bool) -> Column {
    Column { group: String::new(), name: name.to_owned(), width, centred }
}

/// A column below a group heading.
pub fn grouped(group: &str, name: &str, width: f64) -> Column {
    Column { group: group.to_owned(), name: name.to_owned(), width, centred: true }
}

/// A row of a table.
pub enum Row {
    /// A heading across the table.
    Section(String),
    /// A record.
    Record(Vec<Cell>),
    /// A total: its label over the first columns, then the cells of the rest.
    Total(String, Vec<Cell>),
}

/// Those who sign below a table.
#[derive(Clone)]
pub struct Signatures {
    /// "An Bình, ngày 20 tháng 7 năm 2020".
    pub place_date: String,
    /// Who drew it up.
    pub author: String,
    /// "THỦ TRƯỞNG ĐƠN VỊ" or a fuller line.
    pub head: String,
    /// Who leads the unit.
    pub signer: String,
}

/// The letterhead: lines at the left and at the right.
#[derive(Clone, Default)]
pub struct Letterhead {
    pub left: Vec<String>,
    pub right: Vec<String>,
}

/// A sheet.
pub struct Sheet {
    pub name: String,
    pub letterhead: Letterhead,
    /// The first line bold, the others italic.
    pub title: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// A row "(1) (2) …" below the heading?
    pub column_numbers: bool,
    pub signatures: Option<Signatures>,
}

/// A workbook.
pub struct Book {
    /// For the file's properties.
    pub title: String,
    pub author: String,
    /// Keys and values of the sheet Thông tin; empty: no such sheet.
    pub info: Vec<(&'static str, Cell)>,
    pub sheets: Vec<Sheet>,
}

struct Styles {
    centre: Format,
    bold: Format,
    italic: Format,
    heading: Format,
    text: Format,
    middle: Format,
    amount: Format,
    percent: Format,
    date: Format,
    section: Format,
    total: Format,
}

fn styles() -> Styles {
    let plain = Format::new().set_font_name("Times New Roman").set_font_size(12);
    let centre = plain.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let ruled = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let middle = ruled.clone().set_align(FormatAlign::Center);
    Styles {
        bold: centre.clone().set_bold(),
        italic: centre.clone().set_italic(),
        heading: middle.clone().set_bold(),
        section: ruled.clone().set_bold().set_align(FormatAlign::Left),
        total: middle.clone().set_bold(),
        amount: middle.clone().set_num_format("#,##0.00"),
        percent: middle.clone().set_num_format("0.0%"),
        date: middle.clone().set_num_format("dd/mm/yyyy"),
        text: ruled,
        middle,
        centre,
    }
}

impl Book {
    /// The bytes of the .xlsx.
    pub fn bytes(&self) -> Vec<u8> {
        self.write().unwrap()
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let styles = styles();
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_ymd(2020, 1, 1)?.and_hms(8, 0, 0)?;
        book.set_properties(&DocProperties::new().set_title(&self.title).set_author(&self.author).set_creation_datetime(&made));
        if !self.info.is_empty() {
            write_info(book.add_worksheet(), &styles, &self.info)?;
        }
        for sheet in &self.sheets {
            write_sheet(book.add_worksheet(), &styles, sheet)?;
        }
        book.save_to_buffer()
    }
}

fn write_info(ws: &mut Worksheet, styles: &Styles, info: &[(&'static str, Cell)]) -> Result<(), XlsxError> {
    ws.set_name("Thông tin")?.set_paper_size(9).set_print_fit_to_pages(1, 0);
    ws.set_column_width(0, 26)?.set_column_width(1, 52)?;
    ws.merge_range(0, 0, 0, 1, "THÔNG TIN CHUNG", &styles.bold)?;
    for (row, (key, value)) in (2..).zip(info) {
        ws.write_with_format(row, 0, *key, &styles.section)?;
        write_cell(ws, styles, (row, 1), value, false, 0)?;
    }
    Ok(())
}

fn write_sheet(ws: &mut Worksheet, styles: &Styles, sheet: &Sheet) -> Result<(), XlsxError> {
    ws.set_name(&sheet.name)?.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    ws.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3).set_footer("&C&P/&N");
    for (col, column) in (0..).zip(&sheet.columns) {
        ws.set_column_width(col, column.width)?;
    }
    let last = u16::try_from(sheet.columns.len() - 1).unwrap();
    let half = half_way(&sheet.columns);
    let mut row = 0;
    let lines = sheet.letterhead.left.len().max(sheet.letterhead.right.len());
    for i in 0..lines {
        let style = if i + 1 == sheet.letterhead.left.len() || i == 0 { &styles.bold } else { &styles.centre };
        if let Some(text) = sheet.letterhead.left.get(i) {
            across(ws, (row, 0, half), text, if i == 0 && sheet.letterhead.left.len() > 1 { &styles.centre } else { style })?;
        }
        if let Some(text) = sheet.letterhead.right.get(i) {
            across(ws, (row, half + 1, last), text, if text.contains("ngày ") { &styles.italic } else { &styles.bold })?;
        }
        row += 1;
    }
    row += u32::from(lines > 0);
    for (i, line) in sheet.title.iter().enumerate() {
        across(ws, (row, 0, last), line, if i == 0 { &styles.bold } else { &styles.italic })?;
        row += 1;
    }
    row += u32::from(!sheet.title.is_empty());
    row = write_heading(ws, styles, sheet, row)?;
    row = write_rows(ws, styles, sheet, row)?;
    if let Some(signatures) = &sheet.signatures {
        row += 1;
        if lines == 0 {
            across(ws, (row, half + 1, last), &signatures.place_date, &styles.italic)?;
        }
        across(ws, (row + 1, 0, half), "NGƯỜI LẬP BIỂU", &styles.bold)?;
        across(ws, (row + 1, half + 1, last), &signatures.head, &styles.bold)?;
        across(ws, (row + 5, 0, half), &signatures.author, &styles.bold)?;
        across(ws, (row + 5, half + 1, last), &signatures.signer, &styles.bold)?;
    }
    Ok(())
}

/// The last column of the left half by width.
fn half_way(columns: &[Column]) -> u16 {
    let all: f64 = columns.iter().map(|c| c.width).sum();
    let mut sum = 0.0;
    for (i, column) in (0..).zip(columns) {
        sum += column.width;
        if sum >= all * 0.45 {
            return i.min(u16::try_from(columns.len()).unwrap().saturating_sub(2));
        }
    }
    0
}

/// Text over several columns of a row.
fn across(ws: &mut Worksheet, (row, first, last): (u32, u16, u16), text: &str, style: &Format) -> Result<(), XlsxError> {
    if first < last {
        ws.merge_range(row, first, row, last, text, style)?;
    } else {
        ws.write_with_format(row, first, text, style)?;
    }
    Ok(())
}

/// Writes one or two heading rows, then the column numbers; gives the first row of the body.
fn write_heading(ws: &mut Worksheet, styles: &Styles, sheet: &Sheet, row: u32) -> Result<u32, XlsxError> {
    let two = sheet.columns.iter().any(|c| !c.group.is_empty());
    let mut col = 0;
    while col < sheet.columns.len() {
        let column = &sheet.columns[col];
        let at = u16::try_from(col).unwrap();
        if column.group.is_empty() {
            if two {
                ws.merge_range(row, at, row + 1, at, &column.name, &styles.heading)?;
            } else {
                ws.write_with_format(row, at, &column.name, &styles.heading)?;
            }
            col += 1;
            continue;
        }
        let members = sheet.columns[col..].iter().take_while(|c| c.group == column.group).count();
        let end = at + u16::try_from(members).unwrap() - 1;
        across(ws, (row, at, end), &column.group, &styles.heading)?;
        for (i, member) in (at..).zip(&sheet.columns[col..col + members]) {
            ws.write_with_format(row + 1, i, &member.name, &styles.heading)?;
        }
        col += members;
    }
    let mut next = row + 1 + u32::from(two);
    ws.set_repeat_rows(row, next - 1)?;
    for heading in row..next {
        ws.set_row_height(heading, if two { 34.0 } else { 52.0 })?;
    }
    if sheet.column_numbers {
        for (i, n) in (0..).zip(1..=sheet.columns.len()) {
            ws.write_with_format(next, i, format!("({n})"), &styles.italic.clone().set_border(FormatBorder::Thin))?;
        }
        next += 1;
    }
    ws.set_freeze_panes(next, 0)?;
    Ok(next)
}

fn write_rows(ws: &mut Worksheet, styles: &Styles, sheet: &Sheet, first: u32) -> Result<u32, XlsxError> {
    let last = u16::try_from(sheet.columns.len() - 1).unwrap();
    let mut row = first;
    for item in &sheet.rows {
        match item {
            Row::Section(text) => across(ws, (row, 0, last), text, &styles.section)?,
            Row::Record(cells) => {
                assert_eq!(cells.len(), sheet.columns.len(), "{}", sheet.name);
                let lines = cells.iter().zip(&sheet.columns).map(|(cell, column)| cell.lines(column.width)).max();
                ws.set_row_height(row, f64::from(lines.unwrap_or(1)) * 16.0 + 2.0)?;
                for ((col, cell), column) in (0..).zip(cells).zip(&sheet.columns) {
                    write_cell(ws, styles, (row, col), cell, column.centred, first)?;
                }
            }
            Row::Total(label, cells) => {
                let skipped = sheet.columns.len() - cells.len();
                across(ws, (row, 0, u16::try_from(skipped - 1).unwrap()), label, &styles.total)?;
                for (col, cell) in (u16::try_from(skipped).unwrap()..).zip(cells) {
                    write_cell(ws, styles, (row, col), cell, true, first)?;
                }
            }
        }
        row += 1;
    }
    Ok(row)
}

fn write_cell(
    ws: &mut Worksheet,
    styles: &Styles,
    (row, col): (u32, u16),
    cell: &Cell,
    centred: bool,
    first: u32,
) -> Result<(), XlsxError> {
    let style = if centred { &styles.middle } else { &styles.text };
    let formula = |name: &str, result: u32| {
        let letter = rust_xlsxwriter::column_number_to_name(col);
        Formula::new(format!("{name}({letter}{}:{letter}{row})", first + 1)).set_result(result.to_string())
    };
    match cell {
        Cell::Blank => ws.write_blank(row, col, style)?,
        Cell::Text(text) => ws.write_with_format(row, col, text, style)?,
        Cell::Count(n) => ws.write_with_format(row, col, *n, style)?,
        Cell::Amount(x) => ws.write_with_format(row, col, *x, &styles.amount)?,
        Cell::Percent(x) => ws.write_with_format(row, col, *x, &styles.percent)?,
        Cell::Date(day, month, year) => {
            ws.write_with_format(row, col, &ExcelDateTime::from_ymd(*year, *month, *day)?, &styles.date)?
        }
        Cell::Filled(n) => ws.write_with_format(row, col, formula("COUNTA", *n), &styles.total)?,
        Cell::Sum(n) => ws.write_with_format(row, col, formula("SUM", *n), &styles.total)?,
    };
    Ok(())
}
