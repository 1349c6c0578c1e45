//! What a writer may see: documents of prose and tables, and workbooks of sheets. No domain word in it.
//!
//! Tables are data: a number stays a number until it is written.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use rust_decimal::Decimal;

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
    /// A heading of the body; level 1 is "I. …" upper case bold, 2 is "1. …" bold, 3 is "a) …" italic bold.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Its words, numbering included.
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
    /// Signature at the right, recipients at the left.
    Signature(Signature),
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// Justified, first line indented.
    #[default]
    Body,
    /// A list item: as body, its dash in the text.
    Item,
    /// Centred.
    Centered,
    /// "Kính gửi: …" of an official letter: centred, apart from what is above and below.
    Addressee,
    /// Centred, bold, upper case as given: heading of an annex or list.
    AnnexTitle,
    /// Centred italic: "(Kèm theo …)".
    AnnexNote,
    /// Bold italic closing line.
    Closing,
    /// Caption above a table: centred bold italic, kept with it.
    Caption,
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
    /// Superior body, upper case.
    pub superior: String,
    /// Issuing body, upper case.
    pub issuer: String,
    /// "Số: 12/BC-BCĐ", already in the profile's form.
    pub number: String,
    /// "Rạch Giá, ngày 20 tháng 8 năm 2020".
    pub place_date: String,
    /// Trích yếu of an official letter (công văn), below the number: "V/v đề nghị …"; empty: it has a title instead.
    pub subject: String,
}

/// The foot of a document.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// "T/M BAN CHỈ ĐẠO".
    pub authority_line: String,
    /// "TRƯỞNG BAN".
    pub post: String,
    /// Signer's name.
    pub name: String,
    /// Recipients, without dash and punctuation; empty: no "Nơi nhận".
    pub recipients: Vec<String>,
    /// The last recipient, in the profile's words ("Lưu: VT").
    pub archive: String,
}

/// A table of a document or a sheet.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its columns, left to right.
    pub columns: Vec<TableColumn>,
    /// Its rows, the heading not included.
    pub rows: Vec<TableRow>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    /// What kind of row.
    pub kind: RowKind,
    /// Its cells; a section row has one, which spans the table.
    pub cells: Vec<Value>,
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
        /// "SUM(C6:C17)"; `{row}` stands for the row's own number, `{first}` and `{last}` for the first and last body row.
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

/// A layout profile (thể thức): page, fonts, letterhead, signature. One file of `templates/the-thuc/` each.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Name of the profile, "nd30-2020".
    #[serde(rename = "ma")]
    pub code: String,
    /// Full name and source.
    #[serde(rename = "ten")]
    pub name: String,
    /// Page and margins.
    #[serde(rename = "trang_giay")]
    pub page: PageLayout,
    /// Body text.
    #[serde(rename = "noi_dung")]
    pub body: BodyLayout,
    /// Letterhead.
    #[serde(rename = "phan_dau")]
    pub head: HeadLayout,
    /// Title and trích yếu.
    #[serde(rename = "ten_loai")]
    pub title: TitleLayout,
    /// Signature.
    #[serde(rename = "ky_ten")]
    pub signature: SignatureLayout,
    /// Recipients.
    #[serde(rename = "noi_nhan")]
    pub recipients: RecipientsLayout,
    /// What an official letter has in place of a title; a profile that does not say has the State's.
    #[serde(rename = "cong_van", default)]
    pub letter: LetterLayout,
}

/// Page, margins (mm) and page number.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageLayout {
    /// Width, mm.
    #[serde(rename = "rong_mm")]
    pub width_mm: f32,
    /// Height, mm.
    #[serde(rename = "cao_mm")]
    pub height_mm: f32,
    /// Top margin, mm.
    #[serde(rename = "le_tren_mm")]
    pub top_mm: f32,
    /// Bottom margin, mm.
    #[serde(rename = "le_duoi_mm")]
    pub bottom_mm: f32,
    /// Left margin, mm.
    #[serde(rename = "le_trai_mm")]
    pub left_mm: f32,
    /// Right margin, mm.
    #[serde(rename = "le_phai_mm")]
    pub right_mm: f32,
    /// Page number's distance from the top edge, mm.
    #[serde(rename = "so_trang_cach_mep_mm")]
    pub number_from_edge_mm: f32,
    /// Page number's size, points.
    #[serde(rename = "so_trang_co_chu")]
    pub number_size: f32,
}

/// Body text.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyLayout {
    /// Font.
    #[serde(rename = "phong_chu")]
    pub font: String,
    /// Size, points.
    #[serde(rename = "co_chu")]
    pub size: f32,
    /// First-line indent, mm.
    #[serde(rename = "thut_dau_dong_mm")]
    pub indent_mm: f32,
    /// Space between paragraphs, points.
    #[serde(rename = "cach_doan_pt")]
    pub paragraph_gap_pt: f32,
    /// Line spacing: lines if `gian_dong_dung` is false, exact points otherwise.
    #[serde(rename = "gian_dong")]
    pub line_spacing: f32,
    /// Is the line spacing exact points?
    #[serde(rename = "gian_dong_dung")]
    pub line_exact: bool,
    /// What stands after the Roman numeral of a heading: ". " or "- ".
    #[serde(rename = "sau_so_la_ma")]
    pub after_roman: String,
    /// Size inside tables, points.
    #[serde(rename = "co_chu_bang")]
    pub table_size: f32,
}

/// Letterhead. Sizes in points.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLayout {
    /// Lines at the right: national heading and motto, or the Party's name.
    #[serde(rename = "ben_phai")]
    pub right: Vec<HeadLine>,
    /// Size of the superior body.
    #[serde(rename = "cap_tren_co_chu")]
    pub superior_size: f32,
    /// Size of the issuing body.
    #[serde(rename = "co_quan_co_chu")]
    pub issuer_size: f32,
    /// What stands under the issuing body: "ke" (a rule) or "*".
    #[serde(rename = "duoi_co_quan")]
    pub under_issuer: String,
    /// Form of the number: "Số: {so}/{loai}-{co_quan}" or "Số {so}-{loai}/{co_quan}".
    #[serde(rename = "mau_so")]
    pub number_format: String,
    /// Size of the number line.
    #[serde(rename = "so_co_chu")]
    pub number_size: f32,
    /// Size of the place-date line.
    #[serde(rename = "dia_danh_co_chu")]
    pub place_size: f32,
}

/// A line of the right letterhead.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLine {
    /// Text.
    #[serde(rename = "chu")]
    pub text: String,
    /// Size, points.
    #[serde(rename = "co_chu")]
    pub size: f32,
    /// A rule under the text, as long as the text?
    #[serde(rename = "ke_duoi")]
    pub ruled: bool,
}

/// Title and trích yếu. Sizes in points.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleLayout {
    /// Size of the document type.
    #[serde(rename = "co_chu")]
    pub size: f32,
    /// Size of the trích yếu.
    #[serde(rename = "trich_yeu_co_chu")]
    pub subject_size: f32,
    /// Does the trích yếu start with a capital?
    #[serde(rename = "trich_yeu_viet_hoa")]
    pub subject_capital: bool,
    /// What stands below: "ke" (a rule) or "-----".
    #[serde(rename = "duoi_trich_yeu")]
    pub under_subject: String,
}

/// Signature. Sizes in points.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureLayout {
    /// Size of all its lines.
    #[serde(rename = "co_chu")]
    pub size: f32,
    /// Is the post bold?
    #[serde(rename = "chuc_vu_dam")]
    pub post_bold: bool,
}

/// Recipients. Sizes in points.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientsLayout {
    /// Size of "Nơi nhận:".
    #[serde(rename = "co_chu")]
    pub size: f32,
    /// Italic and bold, or underlined?
    #[serde(rename = "nghieng_dam")]
    pub italic_bold: bool,
    /// Size of the list.
    #[serde(rename = "danh_sach_co_chu")]
    pub list_size: f32,
    /// Punctuation after an item: ";" or ",".
    #[serde(rename = "cuoi_dong")]
    pub item_end: String,
    /// The last recipient: "Lưu: VT" or "Lưu Văn phòng".
    #[serde(rename = "luu")]
    pub archive: String,
}

/// Number, trích yếu and addressee of an official letter (công văn). Sizes in points.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterLayout {
    /// Form of the number: `Số: {so}/{co_quan}` or `Số {so}-CV/{co_quan}`.
    #[serde(rename = "mau_so")]
    pub number_format: String,
    /// What the trích yếu begins with: "V/v" or "về việc".
    #[serde(rename = "trich_yeu_dau")]
    pub subject_lead: String,
    /// Size of the trích yếu.
    #[serde(rename = "trich_yeu_co_chu")]
    pub subject_size: f32,
    /// Is the trích yếu italic?
    #[serde(rename = "trich_yeu_nghieng")]
    pub subject_italic: bool,
    /// Is "Kính gửi" with its addressee italic?
    #[serde(rename = "kinh_gui_nghieng")]
    pub addressee_italic: bool,
}

impl Default for LetterLayout {
    fn default() -> Self {
        Self {
            number_format: "Số: {so}/{co_quan}".to_owned(),
            subject_lead: "V/v".to_owned(),
            subject_size: 13.0,
            subject_italic: false,
            addressee_italic: false,
        }
    }
}
