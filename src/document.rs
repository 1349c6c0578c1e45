//! What a writer may see: documents of prose and tables, and workbooks of sheets. No domain word in it.
//!
//! Tables are data: a number stays a number until it is written.

mod chart;
pub mod form;
mod layout;
pub mod placed;

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use rust_decimal::Decimal;

pub use self::chart::{Chart, ChartKind, ChartSeries, SheetChart};
pub use self::layout::{
    AnnexLayout, BasisLayout, BodyLayout, HeadLayout, HeadLine, HeadingLayout, Layout, ListLayout, MarkLayout, PageLayout,
    PrefixLayout, RecipientsLayout, Side, SignatureLayout, TitleLayout, Typeface,
};

/// A printed document (văn bản).
#[derive(Debug, Clone)]
pub struct Document {
    /// The layout profile (thể thức).
    pub layout: Layout,
    /// Title for the file's properties.
    pub title: String,
    /// Author for the file's properties.
    pub author: String,
    /// Marked "DỰ THẢO" on every page?
    pub draft: bool,
    /// Printed on both sides of the paper?
    pub duplex: bool,
    /// Address, e-mail and telephone at the foot of page 1; empty: none.
    pub contact: String,
    /// Sections, each with its own page orientation and page numbers.
    pub sections: Vec<Section>,
}

/// A run of pages with one orientation.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Landscape pages?
    pub landscape: bool,
    /// Do page numbers start again at 1 (an annex), not shown on its first page?
    pub restart_numbering: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// Issuer at the left, national heading or party name at the right, number and place-date below.
    Letterhead(Letterhead),
    /// Name of the document type and what it is about, centred, with the profile's separator.
    Title {
        /// "BÁO CÁO".
        kind: String,
        /// Trích yếu.
        subject: String,
    },
    /// Whom it is sent to: one name stands beside the label, several below it.
    Addressees {
        /// "Kính gửi:".
        label: String,
        /// Their names, without dash and punctuation.
        names: Vec<String>,
    },
    /// A heading of the body; level 1 is "I. …", 2 is "1. …", 3 is "a) …".
    Heading {
        /// 1 to 3.
        level: u8,
        /// Its words, numbering included.
        text: Vec<Run>,
    },
    /// An article: "Điều 1. " and its title as the profile says, its text as the body.
    Article {
        /// "Điều 1. ", with its title if it has one.
        label: String,
        /// Its words.
        text: Vec<Run>,
    },
    /// A paragraph of the body.
    Paragraph {
        /// Its words.
        text: Vec<Run>,
        /// How it stands.
        style: ParagraphStyle,
    },
    /// A table.
    Table(Table),
    /// A picture of a chart, kept with its caption below.
    Chart(Chart),
    /// Signature at the right, recipients at the left.
    Signature(Signature),
    /// Several who sign beside one another.
    Signers(Vec<Signer>),
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// Justified, first line indented.
    #[default]
    Body,
    /// A list item: as body, its dash in the text.
    Item,
    /// A numbered clause without a title: "1. …".
    Clause,
    /// A legal basis (căn cứ), its punctuation in the text.
    Basis,
    /// "Phần I", "Chương I".
    Part,
    /// The title below it.
    PartTitle,
    /// "Mục 1".
    Division,
    /// The title below it.
    DivisionTitle,
    /// Who decides, above "QUYẾT ĐỊNH:"; centred.
    Authority,
    /// Centred.
    Centered,
    /// "Phụ lục I".
    AnnexNumber,
    /// Heading of an annex or list.
    AnnexTitle,
    /// "(Kèm theo …)".
    AnnexNote,
    /// Bold italic closing line.
    Closing,
    /// Caption above a table: centred bold italic, kept with it.
    Caption,
    /// Caption below a chart: as that of a table.
    ChartCaption,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The key of the figure it prints ("cong_nhan.co-so.luot"), so that it can be traced.
    pub figure: Option<String>,
}

impl Run {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }
}

/// The head of a document.
#[derive(Debug, Clone, Default)]
pub struct Letterhead {
    /// Superior body.
    pub superior: String,
    /// Issuing body.
    pub issuer: String,
    /// "Số: 12/BC-BCĐ", already in the profile's form.
    pub number: String,
    /// "Rạch Giá, ngày 20 tháng 8 năm 2020".
    pub place_date: String,
    /// What a letter (công văn) is about, below its number: "V/v …"; empty in other documents.
    pub subject: String,
    /// "KHẨN"; empty: none.
    pub urgency: String,
    /// "LƯU HÀNH NỘI BỘ"; empty: none.
    pub circulation: String,
}

/// The foot of a document.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// "T/M BAN CHỈ ĐẠO".
    pub authority_line: String,
    /// "TRƯỞNG BAN".
    pub post: String,
    /// The signer's other post, above the name; empty: none.
    pub other_post: String,
    /// Signer's name.
    pub name: String,
    /// Recipients, without dash and punctuation; empty: no "Nơi nhận".
    pub recipients: Vec<String>,
    /// The last recipient, in the profile's words ("Lưu: VT").
    pub archive: String,
    /// The drafter's initials and the number of copies ("NVA.30"); empty: none.
    pub drafter: String,
}

/// One of several who sign beside one another: minutes, payment lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// "NGƯỜI LẬP".
    pub post: String,
    /// Name; empty: written by hand.
    pub name: String,
}

/// A table of a document or a sheet.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its columns, left to right.
    pub columns: Vec<TableColumn>,
    /// Its rows, the heading not included.
    pub rows: Vec<TableRow>,
    /// Size of its text in a document, points; the profile's where `None`.
    pub text_size: Option<f32>,
    /// How many of its last columns stand outside the printed area of a sheet (vùng in).
    pub unprinted: usize,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct TableColumn {
    /// Heading from the top: `["Công nhận", "Cấp cơ sở", "Tổng số"]`; equal neighbours are merged.
    pub heading: Vec<String>,
    /// Relative width; widths of a table are shared out over the text area. 0: hidden on a sheet.
    pub width: f32,
    /// How its cells stand.
    pub align: Align,
}

/// How text stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Align {
    /// trai: at the left.
    #[default]
    #[serde(rename = "trai")]
    Left,
    /// giua: in the middle.
    #[serde(rename = "giua")]
    Center,
    /// phai: at the right.
    #[serde(rename = "phai")]
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    /// What kind of row.
    pub kind: RowKind,
    /// Its cells; a section row has one, which spans the table.
    pub cells: Vec<Value>,
    /// Keys of the figures whose source this row says: a figure leads to the row that has its key, else to the row that has
    /// the longest beginning of it ("a.b" of "a.b.c"). Where no row has any, figures lead nowhere.
    pub anchors: Vec<String>,
}

impl TableRow {
    /// A row to which no figure leads.
    pub fn new(kind: RowKind, cells: Vec<Value>) -> Self {
        Self { kind, cells, anchors: Vec::new() }
    }
}

/// What kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// A record.
    #[default]
    Body,
    /// A section heading across the table, bold.
    Section,
    /// A total, bold.
    Total,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// Text.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number with decimals.
    Amount(Decimal),
    /// A percentage, in percent.
    Percent(Decimal),
    /// A figure of the report with its key: shown as its value.
    Figure(Box<Self>, String),
    /// A value that leads somewhere on a sheet; elsewhere only the value is shown.
    Linked(Box<Self>, Link),
    /// A formula in A1 notation without "=", and its result. In a document only the result is shown.
    Formula {
        /// "SUM(C6:C17)"; `{row}` stands for the row's own number, `{row-2}` for the second above it, `{first}` and `{last}`
        /// for the first and last body row, `{total}` for the row below the last, `{of List|H}` for column H over the records of the sheet “List”.
        expression: String,
        /// The cached result.
        result: Box<Self>,
    },
}

/// Where a cell of a sheet leads (liên kết).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A file, and a cell in it.
    File {
        /// Its path, relative to the workbook, with forward slashes.
        path: String,
        /// Sheet and cell, "C12".
        place: Option<(String, String)>,
    },
    /// A record of another sheet of the workbook.
    Record {
        /// The sheet's name.
        sheet: String,
        /// Which of its rows, from 0.
        row: usize,
    },
}

impl Value {
    /// The value itself, without the key of a figure or where it leads.
    pub fn plain(&self) -> &Self {
        if let Self::Figure(inner, _) | Self::Linked(inner, _) = self { inner.plain() } else { self }
    }
}

/// A workbook to be written.
#[derive(Debug, Clone)]
pub struct Workbook<'a> {
    /// Title for the file's properties.
    pub title: String,
    /// Author for the file's properties.
    pub author: String,
    /// Marked "DỰ THẢO" on every printed page?
    pub draft: bool,
    /// Font of all cells.
    pub font: String,
    /// Its sheets.
    pub sheets: Vec<Sheet<'a>>,
}

/// A sheet of a workbook: title lines, one table, notes; A4, fit to width, heading rows repeated.
#[derive(Debug, Clone, Default)]
pub struct Sheet<'a> {
    /// Its name, at most 31 characters.
    pub name: String,
    /// Landscape?
    pub landscape: bool,
    /// Lines at the left of the top: superior and issuing body.
    pub head: Vec<String>,
    /// Title lines, centred over the table: the first bold, the others italic.
    pub title: Vec<String>,
    /// The table.
    pub table: Table,
    /// The records of the table, where they are very many; it then holds no rows of its own.
    pub long: Option<LongRows<'a>>,
    /// Characters over all its columns; a page's worth where `None`. A wider sheet is printed smaller, on fewer pages.
    pub characters: Option<f32>,
    /// An autofilter on the heading's last row?
    pub filter: bool,
    /// Lines below the table.
    pub notes: Vec<Vec<Run>>,
    /// Signature block below, if any.
    pub signature: Option<Signature>,
    /// Kept out of sight: for programs, not for readers.
    pub hidden: bool,
    /// Those who sign beside one another below, if any.
    pub signers: Vec<Signer>,
    /// Charts in place of the table.
    pub charts: Vec<SheetChart>,
}

impl Sheet<'_> {
    /// How many rows its table has, the heading not included.
    pub fn row_count(&self) -> usize {
        self.table.rows.len() + self.long.as_ref().map_or(0, |long| long.count)
    }

    /// All rows of its table, top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = Cow<'_, TableRow>> {
        let long = self.long.iter().flat_map(|long| (0..long.count).map(|at| Cow::Owned((long.make)(at))));
        self.table.rows.iter().map(Cow::Borrowed).chain(long)
    }
}

/// The records of a long list, each made when it is written: a list of a whole country is never held as cells.
#[derive(Clone)]
pub struct LongRows<'a> {
    /// How many.
    pub count: usize,
    /// The widest number of each column; blank for columns of text.
    pub widest: Vec<Value>,
    /// Makes the record of a number, from 0.
    pub make: Rc<dyn Fn(usize) -> TableRow + 'a>,
}

impl fmt::Debug for LongRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongRows").field("count", &self.count).field("widest", &self.widest).finish_non_exhaustive()
    }
}
