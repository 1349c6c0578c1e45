//! A unit's own workbook and what is wrong with it → the marked copy (bản đánh dấu) that goes back to the unit.
//!
//! In go the bytes as the unit sent them; out come the same bytes, part for part, but for a fill and a note on each wrong
//! cell and one sheet more, the first that is seen, whose rows say what, where, why, how and lead to the cells. It is done
//! in the zip and in the text of its parts: a workbook that is loaded and saved loses charts, pivots and half its looks.
//! The trap: a marked copy may be marked again, and then the marks of the first time must go.

mod book;
mod fresh;
mod layout;
mod looks;
mod marking;
mod notes;
mod package;
mod page;
mod relations;
mod shapes;
mod sheet;
mod styles;
mod words;
mod xml;

use std::collections::BTreeMap;

use self::book::{Book, Listed, NewSheet};
use self::marking::Marking;
use self::package::Package;
use self::page::Row;
use self::styles::Styles;
use crate::error::Error;
use crate::model::{Origin, PlainSheet, Severity, corrections};

/// Something to mend (nội dung cần chỉnh sửa).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where; its file does not matter.
    pub at: Origin,
    /// Other places of the file with the very same fault: marked likewise, told in one row.
    pub also: Vec<Origin>,
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
    let own = relations::relations(&mut package, &book.part)?;
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
            marking.worksheet(listed, at, request.faults)?;
        }
    }
    for listed in book.sheets.iter().filter(|sheet| !sheet.is_worksheet) {
        marking.other_sheet(listed)?;
    }
    let Marking { mut package, mut sheets, rows, styles, .. } = marking;
    place_page(&mut package, &book, &styles, &gone, &rows, &guidance(request))?;
    if let Some(part) = styles_part {
        package.put(&part, styles.finish())?;
    } else {
        // Many programs know this part by its usual name only.
        let usual = book.sibling("styles.xml");
        let part = if package.has(&usual) { package.free_name(&book.sibling("styles"), ".xml") } else { usual };
        add(&mut package, &book, &book.part, ("styles", STYLES), (&part, styles.finish()))?;
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
    relations::declare(package, part, kinds.1)?;
    relations::relate(package, owner, &book.relation_kind(kinds.0), part)
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
