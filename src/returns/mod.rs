//! A unit's own workbook and what is wrong with it → the marked copy (bản đánh dấu) that goes back to the unit.
//!
//! In go the bytes as the unit sent them; out come the same bytes, part for part, but for a fill and a note on each wrong
//! cell and one sheet more, the first that is seen, whose rows say what, where, why, how and lead to the cells. It is done
//! in the zip and in the text of its parts: a workbook that is loaded and saved loses charts, pivots and half its looks.
//! The trap: a marked copy may be marked again, and then the marks of the first time must go.

mod book;
mod fresh;
mod notes;
mod package;
mod page;
mod shapes;
mod sheet;
mod styles;
mod xml;

use std::collections::BTreeMap;

use self::book::{Book, Listed, NewSheet};
use self::notes::Texts;
use self::package::{Package, Relation, Sheet};
use self::page::Row;
use self::sheet::{Layout, Wanted};
use self::styles::Styles;
use self::xml::Edits;
use crate::error::Error;
use crate::model::{Cell, Origin, PlainSheet, Severity, corrections};

/// Cells of a range that are filled; of a larger one only the first.
const LARGEST_RANGE: u64 = 500;

/// Something to mend (nội dung cần chỉnh sửa).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where; its file does not matter.
    pub at: Origin,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// How to mend it.
    pub how: String,
}

/// What a marked copy is to say.
#[derive(Debug, Clone, Default)]
pub struct Request<'r> {
    /// What is wrong, in order.
    pub faults: &'r [Fault],
    /// Worksheets, by place, that an earlier marking added.
    pub earlier: &'r [u16],
    /// More lines of guidance.
    pub remarks: &'r [String],
}

/// Why a workbook cannot be marked in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It carries a digital signature (chữ ký số), which any change would break.
    Signed,
    /// It is put together in a way that is not certain enough to change.
    Unusual,
}

/// Marks a workbook (.xlsx, .xlsm) in place.
///
/// # Errors
///
/// Why it must not, or cannot, be changed.
pub fn marked(bytes: &[u8], request: &Request<'_>) -> Result<Vec<u8>, Refusal> {
    let mut package = Package::open(bytes)?;
    let book = Book::open(&mut package)?;
    let own = package::relations(&mut package, &book.part)?;
    let styles_part = own.into_iter().find(|relation| relation.kind == "styles").and_then(|relation| relation.part);
    let styles = match &styles_part {
        Some(part) => package.needed(part)?,
        None => styles::NONE.replace("NAMESPACE", book.namespace()),
    };
    let mut styles = Styles::new(styles)?;
    let stale = styles.stale();
    let gone = places(&book, request.earlier);
    let mut marking = Marking { package, book: &book, styles, stale, sheets: BTreeMap::new(), rows: Vec::new() };
    marking.faults_of_the_file(request.faults);
    let worksheets: Vec<Listed> = book.worksheets().into_iter().cloned().collect();
    for (at, listed) in (0_u16..).zip(&worksheets) {
        if !request.earlier.contains(&at) {
            let faults: Vec<&Fault> = request.faults.iter().filter(|fault| fault.at.sheet == Some(at)).collect();
            marking.worksheet(listed, &faults)?;
        }
    }
    for listed in book.sheets.iter().filter(|sheet| !sheet.is_worksheet) {
        marking.other_sheet(listed)?;
    }
    let Marking { mut package, mut sheets, rows, styles, .. } = marking;
    place_page(&mut package, &book, &styles, &gone, &rows, &guidance(request))?;
    match styles_part {
        Some(part) => package.put(&part, styles.finish())?,
        None => {
            let part = package.free_name(&book.sibling("styles"), ".xml");
            add(&mut package, &book, &book.part, ("styles", STYLES), (&part, styles.finish()))?;
        }
    }
    package.copy(&mut sheets)
}

/// A fresh workbook of the same grid, for [`marked`].
///
/// # Errors
///
/// [`Error::Build`], a fault of our own.
pub fn fresh(sheets: &[PlainSheet]) -> Result<Vec<u8>, Error> {
    fresh::workbook(sheets).map_err(|cause| Error::Build { what: corrections::SHEET.to_owned(), message: cause.to_string() })
}

const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Adds a part that another refers to; gives the id of the relation. `kinds`: of the relation and of the content.
fn add(
    package: &mut Package<'_>,
    book: &Book,
    owner: &str,
    kinds: (&str, &str),
    (part, text): (&str, String),
) -> Result<String, Refusal> {
    package.put(part, text)?;
    package::declare(package, part, kinds.1)?;
    package::relate(package, owner, &book.relation_kind(kinds.0), part)
}

/// Places in the list of sheets of some worksheets.
fn places(book: &Book, worksheets: &[u16]) -> Vec<usize> {
    let places = book.sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_worksheet).map(|(at, _)| at);
    (0_u16..).zip(places).filter(|(at, _)| worksheets.contains(at)).map(|(_, place)| place).collect()
}

/// Writes our sheet and places it first, instead of that of an earlier marking.
fn place_page(
    package: &mut Package<'_>,
    book: &Book,
    styles: &Styles,
    gone: &[usize],
    rows: &[Row],
    lines: &[String],
) -> Result<(), Refusal> {
    let page = page::page(book.namespace(), lines, rows, book.views, &|look| styles.look(look));
    book.remove_parts(package, gone)?;
    let part = package.free_name(&book.sibling("worksheets/sheet"), ".xml");
    let relation = add(package, book, &book.part, ("worksheet", WORKSHEET), (&part, page.text))?;
    let name = book.free_sheet_name(corrections::SHEET, gone);
    book.place_first(package, &NewSheet { name: &name, relation: &relation, heading: page.heading }, gone)
}

/// What stands above the table.
fn guidance(request: &Request<'_>) -> Vec<String> {
    let count = |severity| request.faults.iter().filter(|fault| fault.severity == severity).count();
    let counts = [(count(Severity::MustFix), "phải sửa"), (count(Severity::Review), "cần rà soát")];
    let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} nội dung {what}")).collect();
    let mut lines = vec![
        format!(
            "Có {}. Ô sai được tô màu (hồng: phải sửa; vàng: cần rà soát) và có ghi chú ngay tại ô; bấm vào tên ô ở cột “Ô” để đến đúng chỗ.",
            counts.join(", ")
        ),
        "Sửa xong thì lưu và gửi lại chính tệp này. Không phải xóa trang này, màu tô hay ghi chú: khi nhận lại, chúng được bỏ qua. \
         Chỗ nào đúng như đã ghi thì báo lại lý do."
            .to_owned(),
    ];
    lines.extend(request.remarks.iter().cloned());
    lines
}

/// The work on the sheets of one workbook.
struct Marking<'m> {
    package: Package<'m>,
    book: &'m Book,
    styles: Styles,
    /// Formats of an earlier marking and what they go back to.
    stale: BTreeMap<usize, usize>,
    /// Worksheets with what changes in them.
    sheets: BTreeMap<String, Sheet>,
    /// The rows of our sheet.
    rows: Vec<Row>,
}

impl Marking<'_> {
    /// Faults that stand in no worksheet.
    fn faults_of_the_file(&mut self, faults: &[Fault]) {
        let sheets = self.book.worksheets().len();
        for fault in faults.iter().filter(|fault| fault.at.sheet.is_none_or(|at| usize::from(at) >= sheets)) {
            self.rows.push(row(fault, ("cả tệp".to_owned(), String::new()), None));
        }
    }

    /// A chart or macro sheet: it is only not the one shown first any more.
    fn other_sheet(&mut self, listed: &Listed) -> Result<(), Refusal> {
        let Some(part) = listed.part.clone().filter(|part| self.package.has(part)) else { return Ok(()) };
        let Some(text) = self.package.text(&part)? else { return Ok(()) };
        let mut edits = Edits::default();
        sheet::unselect(&text, &mut edits);
        if edits.is_empty() { Ok(()) } else { self.package.put(&part, edits.apply(&text)) }
    }

    fn worksheet(&mut self, listed: &Listed, faults: &[&Fault]) -> Result<(), Refusal> {
        let part = listed.part.clone().ok_or(Refusal::Unusual)?;
        let text = self.package.needed(&part)?;
        let mut edits = Edits::default();
        sheet::unselect(&text, &mut edits);
        let related = package::relations(&mut self.package, &part)?;
        let comments = related.iter().find(|relation| relation.kind == "comments").and_then(|relation| relation.part.clone());
        if faults.is_empty() && self.stale.is_empty() && comments.is_none() {
            if !edits.is_empty() {
                self.sheets.insert(package::sheet_key(&part), Sheet { text, edits });
            }
            return Ok(());
        }
        let mut layout = Layout::read(&text)?;
        let (wanted, texts) = wanted(&layout, faults);
        layout.mark(&text, &wanted, &self.stale, &mut self.styles, &mut edits)?;
        let threaded = self.notes(&part, &related, comments, (&layout, &texts), &mut edits)?;
        for fault in faults {
            self.rows.push(placed(fault, listed, &layout, &threaded));
        }
        if !edits.is_empty() {
            self.sheets.insert(package::sheet_key(&part), Sheet { text, edits });
        }
        Ok(())
    }

    /// Puts the notes of a sheet into its parts; gives the wrong cells that cannot have one.
    fn notes(
        &mut self,
        part: &str,
        related: &[Relation],
        comments: Option<String>,
        (layout, texts): (&Layout, &Texts),
        edits: &mut Edits,
    ) -> Result<Vec<Cell>, Refusal> {
        if comments.is_none() && texts.is_empty() {
            return Ok(Vec::new());
        }
        let before = match &comments {
            Some(part) => self.package.needed(part)?,
            None => notes::none(self.book.namespace()),
        };
        let noted = notes::noted(&before, texts)?;
        if noted.text == before {
            return Ok(noted.threaded);
        }
        match &comments {
            Some(part) => self.package.put(part, noted.text)?,
            None => {
                let name = self.package.free_name(&self.book.sibling("comments"), ".xml");
                add(&mut self.package, self.book, part, ("comments", COMMENTS), (&name, noted.text))?;
            }
        }
        let room = shapes::Room { width: &|col| layout.width(col), hidden: &|row| layout.hides_row(row) };
        let said: Vec<(Cell, String)> =
            noted.said.iter().filter_map(|cell| Some((*cell, shapes::anchor(*cell, texts.get(cell)?, &room)))).collect();
        let named = layout.drawing.as_ref().and_then(|id| related.iter().find(|r| r.id == *id)?.part.clone());
        match named {
            Some(drawing) => {
                let text = self.package.needed(&drawing)?;
                let text = shapes::shown(&text, &said, &noted.gone).ok_or(Refusal::Unusual)?;
                self.package.put_loose(&drawing, text);
            }
            None if said.is_empty() => {}
            None => {
                let text = shapes::shown(shapes::NONE, &said, &[]).ok_or(Refusal::Unusual)?;
                let name = self.package.free_name(&self.book.sibling("drawings/vmlDrawing"), ".vml");
                let relation = add(&mut self.package, self.book, part, ("vmlDrawing", DRAWING), (&name, text))?;
                layout.name_drawing(&relation, self.book.relations_namespace(), edits);
            }
        }
        Ok(noted.threaded)
    }
}

/// The cells to fill and what their notes say; faults of one cell share a note.
fn wanted(layout: &Layout, faults: &[&Fault]) -> (Wanted, Texts) {
    let mut wanted = Wanted::new();
    let mut texts = Texts::new();
    for fault in faults {
        let Some(first) = fault.at.cell else { continue };
        let anchor = layout.anchor(first);
        let words = format!("{}\nCách sửa: {}", fault.what, fault.how);
        texts.entry(anchor).and_modify(|text| *text = format!("{text}\n\n{words}")).or_insert(words);
        let last = fault.at.to.unwrap_or(first);
        let cells = u64::from(last.row.saturating_sub(first.row) + 1) * u64::from(last.col.saturating_sub(first.col) + 1);
        let last = if cells <= LARGEST_RANGE { last } else { first };
        for row in first.row..=last.row {
            for col in first.col..=last.col {
                let cell = layout.anchor(Cell { row, col });
                let severity = wanted.entry((cell.row, cell.col)).or_insert(fault.severity);
                *severity = (*severity).min(fault.severity);
            }
        }
    }
    (wanted, texts)
}

/// A row of our sheet, with what hides its place.
fn placed(fault: &Fault, listed: &Listed, layout: &Layout, threaded: &[Cell]) -> Row {
    let sheet = if listed.hidden { format!("{} (trang đang ẩn)", listed.name) } else { listed.name.clone() };
    let cell = fault.at.cell.map(|cell| layout.anchor(cell));
    let target = cell.map_or_else(|| "A1".to_owned(), |cell| cell.to_string());
    let link = (!listed.hidden).then(|| format!("'{}'!{target}", listed.name.replace('\'', "''")));
    let mut place = fault.at.a1().unwrap_or_default();
    if let Some(cell) = cell {
        if layout.hides_row(cell.row) {
            place += " (dòng đang ẩn)";
        }
        if layout.hides_column(cell.col) {
            place += " (cột đang ẩn)";
        }
    }
    let mut row = row(fault, (sheet, place), link);
    if cell.is_some_and(|cell| threaded.contains(&cell)) {
        row.what += "\n(Ô đang có bình luận nên không gắn thêm ghi chú.)";
    }
    row
}

fn row(fault: &Fault, (sheet, place): (String, String), target: Option<String>) -> Row {
    let Fault { severity, what, why, how, .. } = fault.clone();
    Row { sheet, place, target, what, why, how, severity }
}
