//! What one input file says (bản đọc): tables by form, rows as typed records, and every place that could not be read.
//!
//! A reading is total: a broken file is a reading too. Nothing here is judged; units are still texts.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::authority::{FieldId, LevelId, SubPeriodId};
use super::date::{Date, Period};
use super::level_set::LevelSet;
use super::measure::{Facet, Key, Kind, Novelty, Owner};
use super::origin::{Cell, Origin};

/// The text of a cell, held once for all that tell it.
pub type Text = Arc<str>;

/// One entry of the drop folder (một tệp), read or not.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Path relative to the workspace, with `/`.
    pub path: String,
    /// What became of the file.
    pub fate: Fate,
    /// Its sheets, in workbook order.
    pub sheets: Vec<SheetInfo>,
    /// What its sheets say of the submitter; tables refer to these by index.
    pub contexts: Vec<Context>,
    /// The tables recognised, in sheet and row order.
    pub tables: Vec<Table>,
    /// What could not be read, or was mended.
    pub misreads: Vec<Misread>,
}

impl Reading {
    /// The table that holds a cell: the last one that begins above it, of those beside each other the one in its column.
    pub fn table_at(&self, at: Origin) -> Option<usize> {
        let (sheet, cell) = at.sheet.zip(at.cell)?;
        let above = || self.tables.iter().enumerate().rev().filter(|(_, t)| t.sheet == sheet && t.heading.0.row <= cell.row);
        let over = |t: &Table| (t.heading.0.col..=t.heading.1.col).contains(&cell.col);
        above().find(|(_, table)| over(table)).or_else(|| above().next()).map(|(index, _)| index)
    }

    /// Is it a form sent back blank: a list of models or awards with its heading, and nothing written in any table?
    pub fn is_blank_form(&self) -> bool {
        let listed = self.tables.iter().any(|table| matches!(table.form, Form::Models | Form::Awards));
        self.fate == Fate::Read && listed && self.tables.iter().all(|table| self.is_blank(table))
    }

    /// Is nothing written in a table but what a blank form says of itself: names of fields, units and indicators? What could
    /// not be read was written.
    fn is_blank(&self, table: &Table) -> bool {
        let nothing = match &table.content {
            Content::Totals(rows) => rows.iter().all(|row| row.counts.is_empty() && row.parts.is_empty()),
            Content::Indicators(rows) => rows.iter().all(|row| row.value.is_none() && row.out_of.is_none() && row.note.is_none()),
            Content::Info(_) => return true,
            _ => table.records() == 0,
        };
        nothing && !self.misreads.iter().any(|misread| misread.at.sheet == Some(table.sheet) && misread.at.cell.is_some())
    }

    /// Are the places of a table those of its sheet with rows and columns exchanged?
    pub fn is_turned(&self, table: &Table) -> bool {
        self.sheets.get(usize::from(table.sheet)).is_some_and(|sheet| sheet.turned)
    }

    /// The place in the workbook as it was sent: one in a turned sheet is in the sheet it was made of.
    pub fn as_sent(&self, at: Origin) -> Origin {
        let Some(sheet) = at.sheet.and_then(|sheet| self.sheets.get(usize::from(sheet))).filter(|sheet| sheet.turned) else {
            return at;
        };
        let own = self.sheets.iter().position(|other| !other.turned && other.name == sheet.name);
        Origin { sheet: own.and_then(|own| u16::try_from(own).ok()), ..at.turned() }
    }
}

/// What became of a file (số phận của tệp).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fate {
    /// Read.
    #[default]
    Read,
    /// Could not be read (S01).
    Refused(FileFault),
    /// Passed over on purpose: our own output, a hidden file, a lock file; the reason in Vietnamese.
    Skipped(String),
    /// The same bytes as another entry (S08); that entry's index.
    DuplicateOf(u32),
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// No bytes.
    Empty,
    /// A zip or a workbook that is damaged.
    Damaged,
    /// Protected by a password.
    Password,
    /// Not a workbook; what it seems to be ("tệp PDF", "tệp ảnh").
    NotAWorkbook(String),
    /// A workbook in a format this version does not read yet; its name.
    UnsupportedFormat(String),
    /// Over one of the limits; which, in Vietnamese with numbers.
    OverLimit(String),
    /// The operating system refused; its reason in Vietnamese.
    Unreadable(String),
}

/// A sheet of a workbook (trang tính).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Read with rows and columns exchanged, because its records are columns: every place in it is too, and
    /// [`Dossier::a1`](crate::model::Dossier::a1) sets it right.
    pub turned: bool,
    /// Why it is not read at all, in Vietnamese; `None`: it is.
    pub passed_over: Option<&'static str>,
}

/// The forms units send (biểu).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Thông tin
    Info,
    /// Biểu 1 - Mô hình
    Models,
    /// Biểu 1b - Công nhận
    Recognitions,
    /// Biểu 2 - Khen thưởng
    Awards,
    /// Biểu 3 - Tổng hợp
    Totals,
    /// Biểu 4 - Chỉ tiêu
    Indicators,
    /// Biểu 5 - Đánh giá, kiến nghị
    Assessment,
    /// Biểu 1c - Chấm điểm
    Scores,
}

impl Form {
    /// All forms, in order.
    pub const ALL: [Self; 8] = [
        Self::Info,
        Self::Models,
        Self::Recognitions,
        Self::Scores,
        Self::Awards,
        Self::Totals,
        Self::Indicators,
        Self::Assessment,
    ];

    /// "bieu-1".
    pub fn code(self) -> &'static str {
        match self {
            Self::Info => "thong-tin",
            Self::Models => "bieu-1",
            Self::Recognitions => "bieu-1b",
            Self::Scores => "bieu-1c",
            Self::Awards => "bieu-2",
            Self::Totals => "bieu-3",
            Self::Indicators => "bieu-4",
            Self::Assessment => "bieu-5",
        }
    }

    /// "Biểu 1 - Mô hình".
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "Thông tin",
            Self::Models => "Biểu 1 - Mô hình",
            Self::Recognitions => "Biểu 1b - Công nhận",
            Self::Awards => "Biểu 2 - Khen thưởng",
            Self::Totals => "Biểu 3 - Tổng hợp",
            Self::Indicators => "Biểu 4 - Chỉ tiêu",
            Self::Assessment => "Biểu 5 - Đánh giá, kiến nghị",
            Self::Scores => "Biểu 1c - Chấm điểm",
        }
    }
}

/// The round of a submission (đợt); a blank one is the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Round {
    /// Đăng ký
    Registration,
    /// Giữa kỳ
    MidTerm,
    /// Kết quả
    #[default]
    Result,
}

impl Round {
    /// "Đăng ký", "Giữa kỳ", "Kết quả".
    pub fn name(self) -> &'static str {
        match self {
            Self::Registration => "Đăng ký",
            Self::MidTerm => "Giữa kỳ",
            Self::Result => "Kết quả",
        }
    }
}

/// How a unit's name was told, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionSource {
    /// A unit column of the table.
    Column,
    /// A section row above the records.
    Section,
    /// The Thông tin sheet.
    Info,
    /// A title line ("Đơn vị: …").
    Title,
    /// The letterhead.
    Letterhead,
    /// The sheet's name.
    Sheet,
    /// The folder's name.
    Folder,
    /// The file's name.
    File,
}

/// A text that names a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// As written.
    pub text: String,
    /// Where it was told.
    pub source: MentionSource,
    /// The cell, if it stands in one; else the sheet or file.
    pub at: Origin,
}

/// What a sheet or file says of its submitter (Thông tin).
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Unit names, strongest source first; a row's own unit stands in its table.
    pub mentions: Vec<Mention>,
    /// Cấp.
    pub level: Option<LevelId>,
    /// Trực thuộc.
    pub parent: Option<Mention>,
    /// Kỳ báo cáo: the text, the period if it is one, the cell.
    pub period: Option<(String, Option<Period>, Origin)>,
    /// Đợt.
    pub round: Round,
    /// Ngày lập.
    pub made_on: Option<Date>,
    /// Số và ngày báo cáo.
    pub report: Option<String>,
    /// Người lập.
    pub author: Option<String>,
    /// Điện thoại.
    pub phone: Option<String>,
}

/// What a column of a table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// STT
    Index,
    /// Đơn vị
    Unit,
    /// Mã mô hình
    Code,
    /// Tên mô hình, điển hình
    Name,
    /// Tập thể, cá nhân thực hiện
    Performer,
    /// Địa chỉ
    Address,
    /// Loại hình
    Kind,
    /// Đối tượng
    Owner,
    /// Lĩnh vực
    Field,
    /// A tick column for one field.
    FieldTick(FieldId),
    /// A tick column for one owner.
    OwnerTick(Owner),
    /// A tick column for one kind.
    KindTick(Kind),
    /// A tick column for new or maintained.
    NoveltyTick(Novelty),
    /// Năm đăng ký
    RegisteredYear,
    /// Đăng ký (Mới / Duy trì)
    Novelty,
    /// Cấp đăng ký
    RegisteredLevel,
    /// A tick column for registration at one level.
    RegisteredTick(LevelId),
    /// Tình trạng (mô hình)
    Status,
    /// Phát huy hiệu quả
    Effective,
    /// Điểm chấm
    Score,
    /// Nhân rộng (số nơi)
    Replicated,
    /// Đề nghị công nhận cấp
    NominatedLevel,
    /// A tick column for nomination to one level.
    NominatedTick(LevelId),
    /// Công nhận *tên cấp*
    Recognised(LevelId),
    /// Số quyết định
    Decision,
    /// Nêu trong báo cáo
    Featured,
    /// Kết quả nổi bật
    Outcome,
    /// Ghi chú
    Note,
    /// Cấp (Biểu 1b)
    Level,
    /// Năm / giai đoạn (Biểu 1b)
    When,
    /// Hạng (Biểu 1b)
    Grade,
    /// Cơ quan khen, cơ quan công nhận
    Body,
    /// Ngày quyết định
    DecisionDate,
    /// Ông/Bà
    Honorific,
    /// Tên tập thể, cá nhân (Biểu 2)
    Recipient,
    /// Chức vụ, đơn vị
    Position,
    /// Hình thức khen
    AwardForm,
    /// Nội dung khen
    Reason,
    /// Mô hình (Biểu 2)
    AwardModel,
    /// Thành tích
    Achievement,
    /// Tình trạng (khen thưởng)
    AwardState,
    /// Số lượng
    Quantity,
    /// Lượt (x)
    EventTick,
    /// Lũy kế (x)
    Cumulative,
    /// The label column of Biểu 3: fields or units.
    Subject,
    /// A measure column of Biểu 3. Field rows narrow the facet (`Total` → `Field`, `Owner` → `FieldOwner`).
    Stated(Key),
    /// Chỉ tiêu
    Indicator,
    /// Đơn vị tính
    UnitOfMeasure,
    /// Từ kèm
    Qualifier,
    /// Thực hiện
    Value,
    /// Trên tổng số
    OutOf,
    /// Kỳ trước
    Previous,
    /// The heading column of Biểu 5.
    AssessmentHead,
    /// The text column of Biểu 5.
    AssessmentText,
    /// Điểm tự chấm of a criterion, by its index; `None`: of all.
    OwnScore(Option<u8>),
    /// Điểm thẩm định of a criterion; `None`: of all.
    AppraisedScore(Option<u8>),
    /// Kết quả (Biểu 1c)
    Verdict,
    /// Lý do (Biểu 1c)
    VerdictReason,
}

/// A recognised column: where, as headed, what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnUse {
    /// Column, from 0.
    pub col: u16,
    /// The heading as written, groups and parts joined by " / ".
    pub heading: Text,
    /// `None`: left aside (S05).
    pub column: Option<Column>,
}

/// A table of a sheet (bảng).
#[derive(Debug, Clone)]
pub struct Table {
    /// Index into the reading's sheets.
    pub sheet: u16,
    /// Which form it is.
    pub form: Form,
    /// First and last cell of the heading rows.
    pub heading: (Cell, Cell),
    /// Its columns, left to right.
    pub columns: Vec<ColumnUse>,
    /// Index into the reading's contexts.
    pub context: u16,
    /// Units named in the table itself (column or section rows); rows refer to these by index.
    pub units: Vec<Mention>,
    /// The records.
    pub content: Content,
    /// Total rows of a list ("Cộng", "Tổng cộng"): never records, compared with the list by R17.
    pub totals: Vec<ListTotal>,
    /// Non-blank rows that are no records, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Non-blank rows below its heading, counted on the sheet: those of the records and those left out.
    pub rows: usize,
}

impl Table {
    /// The column with a meaning, if the table has one.
    pub fn column(&self, wanted: Column) -> Option<u16> {
        self.columns.iter().find(|c| c.column == Some(wanted)).map(|c| c.col)
    }

    /// How many rows of the sheet hold the records: a row may hold several paragraphs of Biểu 5, or recognitions of
    /// several years.
    pub fn record_rows(&self) -> usize {
        match &self.content {
            Content::Assessment(paragraphs) => different(paragraphs.iter().map(|paragraph| paragraph.row)),
            Content::Recognitions(recognitions) => different(recognitions.iter().map(|recognition| recognition.row)),
            _ => self.records(),
        }
    }

    /// How many records were read.
    pub fn records(&self) -> usize {
        match &self.content {
            Content::Info(n) => *n,
            Content::Models(rows) => rows.len(),
            Content::Recognitions(rows) => rows.len(),
            Content::Awards(rows) => rows.len(),
            Content::Totals(rows) => rows.len(),
            Content::Indicators(rows) => rows.len(),
            Content::Assessment(rows) => rows.len(),
            Content::Scores(rows) => rows.len(),
        }
    }
}

/// How many different rows, given top to bottom.
fn different(rows: impl Iterator<Item = u32>) -> usize {
    let mut rows: Vec<u32> = rows.collect();
    rows.dedup();
    rows.len()
}

/// The records of a table.
#[derive(Debug, Clone)]
pub enum Content {
    /// Key / value rows; how many.
    Info(usize),
    /// Biểu 1.
    Models(Vec<ModelRow>),
    /// Biểu 1b.
    Recognitions(Vec<RecognitionRow>),
    /// Biểu 2.
    Awards(Vec<AwardRow>),
    /// Biểu 3.
    Totals(Vec<TotalsRow>),
    /// Biểu 4.
    Indicators(Vec<IndicatorRow>),
    /// Biểu 5.
    Assessment(Vec<AssessmentRow>),
    /// Biểu 1c.
    Scores(Vec<ScoreRow>),
}

/// A total row inside or under a list.
#[derive(Debug, Clone)]
pub struct ListTotal {
    /// Its row, from 0.
    pub row: u32,
    /// Its label as written.
    pub label: String,
    /// First and last record (indices into the content) that it closes: since the previous section for "Cộng", all for "Tổng cộng".
    pub over: (usize, usize),
    /// The numbers in it: column, count, cell.
    pub counts: Vec<(Column, u32, u16)>,
}

/// A non-blank row that is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its row, from 0.
    pub row: u32,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a row is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOutReason {
    /// Column numbers "(1) (2) …".
    ColumnNumbers,
    /// The heading repeated.
    RepeatedHeading,
    /// A section heading; carried into the rows below.
    Section,
    /// A total.
    Total,
    /// A note or signature below the table.
    Footer,
    /// A row with data but without what makes it a record (S09).
    NoRecord,
}

impl LeftOutReason {
    /// For `check --json` and messages.
    pub fn text(self) -> &'static str {
        match self {
            Self::ColumnNumbers => "dòng đánh số cột",
            Self::RepeatedHeading => "dòng tiêu đề lặp lại",
            Self::Section => "dòng đề mục",
            Self::Total => "dòng cộng",
            Self::Footer => "ghi chú, phần ký",
            Self::NoRecord => "thiếu tên nên không tính là một dòng số liệu",
        }
    }
}

/// When a recognition took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// A bare tick: some time in the file's Kỳ báo cáo.
    Tick,
    /// A year.
    Year(u16),
    /// A declared sub-period.
    SubPeriod(SubPeriodId),
    /// The whole period.
    Period,
}

/// A row of Biểu 1.
#[derive(Debug, Clone, Default)]
pub struct ModelRow {
    /// Row, from 0.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// Mã mô hình.
    pub code: Option<Text>,
    /// Tên mô hình, điển hình.
    pub name: Text,
    /// Tập thể, cá nhân thực hiện.
    pub performer: Option<Text>,
    /// Địa chỉ.
    pub address: Option<Text>,
    /// Loại hình.
    pub kind: Option<Kind>,
    /// Đối tượng.
    pub owner: Option<Owner>,
    /// Lĩnh vực; a second one in the row is a misread.
    pub field: Option<FieldId>,
    /// A merged group of fields, where the cell names one.
    pub field_group: Option<u8>,
    /// Năm đăng ký.
    pub year: Option<u16>,
    /// Mới / Duy trì.
    pub novelty: Option<Novelty>,
    /// Cấp đăng ký; empty: blank.
    pub levels: LevelSet,
    /// Tình trạng: Dừng.
    pub stopped: bool,
    /// Phát huy hiệu quả; `None` where the table has no such column.
    pub effective: Option<bool>,
    /// Điểm chấm.
    pub score: Option<Decimal>,
    /// Nhân rộng (số nơi); `None` where blank or no such column.
    pub replicated: Option<u32>,
    /// Đề nghị công nhận cấp.
    pub nominated: LevelSet,
    /// Công nhận: level, when, column of the cell.
    pub recognised: Box<[(LevelId, When, u16)]>,
    /// Số quyết định.
    pub decision: Option<Text>,
    /// Nêu trong báo cáo.
    pub featured: bool,
    /// Kết quả nổi bật.
    pub outcome: Option<Text>,
    /// Ghi chú.
    pub note: Option<Text>,
}

/// A row of Biểu 1b.
#[derive(Debug, Clone)]
pub struct RecognitionRow {
    /// Row, from 0.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// Mã mô hình.
    pub code: Option<Text>,
    /// Tên mô hình.
    pub name: Option<Text>,
    /// Tập thể, cá nhân thực hiện, where the table has it.
    pub performer: Option<Text>,
    /// Cấp.
    pub level: Option<LevelId>,
    /// Năm / giai đoạn.
    pub when: When,
    /// Hạng: Tiêu biểu.
    pub outstanding: bool,
    /// Cơ quan công nhận.
    pub body: Option<Text>,
    /// Số quyết định.
    pub decision: Option<Text>,
    /// Ngày quyết định.
    pub date: Option<Date>,
}

/// A row of Biểu 1c: the score of a model for one level.
#[derive(Debug, Clone)]
pub struct ScoreRow {
    /// Row, from 0.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// Mã mô hình.
    pub code: Option<Text>,
    /// Tên mô hình.
    pub name: Option<Text>,
    /// Cấp; blank: whatever level it is recognised at.
    pub level: Option<LevelId>,
    /// Điểm tự chấm: the sum over the criteria, else the total as written; with its column.
    pub own: Option<(Decimal, u16)>,
    /// Điểm thẩm định, in the same way.
    pub appraised: Option<(Decimal, u16)>,
    /// Kết quả: Đạt or Không đạt.
    pub passed: Option<bool>,
    /// Lý do.
    pub reason: Option<Text>,
}

/// What an award is for (nội dung khen).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// mo-hinh
    Model,
    /// chi-dao
    Steering,
    /// khac
    Other,
}

impl Reason {
    /// In report order.
    pub const ALL: [Self; 3] = [Self::Model, Self::Steering, Self::Other];

    /// "mo-hinh", "chi-dao", "khac".
    pub fn code(self) -> &'static str {
        match self {
            Self::Model => "mo-hinh",
            Self::Steering => "chi-dao",
            Self::Other => "khac",
        }
    }
}

/// A form of commendation as met: declared, or given a slug of its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormName {
    /// `ma`.
    pub code: String,
    /// As declared, else as written.
    pub name: String,
}

/// A row of Biểu 2.
#[derive(Debug, Clone)]
pub struct AwardRow {
    /// Row, from 0.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// Ông/Bà.
    pub honorific: Option<Text>,
    /// Tên tập thể, cá nhân; blank where only a number was sent.
    pub recipient: Option<Text>,
    /// Chức vụ, đơn vị.
    pub position: Option<Text>,
    /// Đối tượng.
    pub owner: Option<Owner>,
    /// Hình thức khen.
    pub form: FormName,
    /// Cơ quan khen, as declared or as written; blank: not said.
    pub body: Option<Text>,
    /// Số quyết định.
    pub decision: Option<Text>,
    /// Ngày quyết định.
    pub date: Option<Date>,
    /// Nội dung khen; blank is mo-hinh where Mô hình is given, else khac.
    pub reason: Reason,
    /// Mô hình: name or code.
    pub model: Option<Text>,
    /// Thành tích.
    pub achievement: Option<Text>,
    /// Tình trạng: Đề nghị.
    pub proposed: bool,
    /// Số lượng; 1 where blank.
    pub quantity: u32,
    /// Lượt.
    pub events: bool,
    /// Lũy kế.
    pub cumulative: bool,
    /// Ghi chú.
    pub note: Option<Text>,
}

/// What a row of Biểu 3 is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// "Tổng cộng": all of the submitter.
    Total,
    /// "Cộng" over the rows of a section: nothing new is said.
    Subtotal,
    /// A field.
    Field(FieldId),
    /// A merged group of fields.
    FieldGroup(u8),
    /// A child unit; index into the table's units.
    Unit(u32),
    /// "Khối cơ quan, đơn vị trực thuộc": the submitter's own agencies.
    Direct,
}

/// A row of Biểu 3.
#[derive(Debug, Clone)]
pub struct TotalsRow {
    /// Row, from 0.
    pub row: u32,
    /// What it is about.
    pub subject: Subject,
    /// Its label as written.
    pub label: String,
    /// The counts of its non-blank cells, with the row's field already in the key: key, count, column.
    pub counts: Vec<(Key, u32, u16)>,
    /// Counts of a field's row by kind or novelty, for which no ledger has a key: the column's key, count, column.
    pub parts: Vec<(Key, u32, u16)>,
    /// Cells of measure columns that are blank, or could not be read: key, column.
    pub blanks: Vec<(Key, u16)>,
}

impl TotalsRow {
    /// What a count of this row adds to, in a table that has no total row: a field's row to the total of its column.
    pub fn in_total(&self, key: Key) -> Key {
        let facet = match (key.facet, &self.subject) {
            (Facet::Field(_), Subject::Field(_)) => Facet::Total,
            (Facet::FieldOwner(_, owner), Subject::Field(_)) => Facet::Owner(owner),
            (facet, _) => facet,
        };
        Key { facet, ..key }
    }

    /// The count in a column, whatever it counts.
    pub fn count_at(&self, col: u16) -> Option<u32> {
        self.counts.iter().chain(&self.parts).find(|(.., at)| *at == col).map(|&(_, count, _)| count)
    }
}

/// A row of Biểu 4.
#[derive(Debug, Clone)]
pub struct IndicatorRow {
    /// Row, from 0.
    pub row: u32,
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// Chỉ tiêu, as written.
    pub name: Text,
    /// Đơn vị tính, as written.
    pub unit_of_measure: Option<Text>,
    /// Từ kèm.
    pub qualifier: Option<Text>,
    /// Thực hiện; a percentage is in percent (0,52, not 0,0052).
    pub value: Option<Decimal>,
    /// Trên tổng số.
    pub out_of: Option<Decimal>,
    /// Kỳ trước.
    pub previous: Option<Decimal>,
    /// Ghi chú.
    pub note: Option<Text>,
}

/// The headings of Biểu 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssessmentHead {
    /// Ưu điểm
    Strengths,
    /// Hạn chế
    Weaknesses,
    /// Nguyên nhân
    Causes,
    /// Bài học kinh nghiệm
    Lessons,
    /// Phương hướng
    Directions,
    /// Kiến nghị
    Proposals,
}

impl AssessmentHead {
    /// In report order.
    pub const ALL: [Self; 6] =
        [Self::Strengths, Self::Weaknesses, Self::Causes, Self::Lessons, Self::Directions, Self::Proposals];

    /// Its key in `[danh_gia]`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Strengths => "uu_diem",
            Self::Weaknesses => "han_che",
            Self::Causes => "nguyen_nhan",
            Self::Lessons => "bai_hoc",
            Self::Directions => "phuong_huong",
            Self::Proposals => "kien_nghi",
        }
    }

    /// "Bài học kinh nghiệm".
    pub fn name(self) -> &'static str {
        match self {
            Self::Strengths => "Ưu điểm",
            Self::Weaknesses => "Hạn chế",
            Self::Causes => "Nguyên nhân",
            Self::Lessons => "Bài học kinh nghiệm",
            Self::Directions => "Phương hướng",
            Self::Proposals => "Kiến nghị",
        }
    }

    /// The heading of a key.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|head| head.code() == code)
    }
}

/// A paragraph of Biểu 5.
#[derive(Debug, Clone)]
pub struct AssessmentRow {
    /// Row, from 0.
    pub row: u32,
    /// Column of the text.
    pub col: u16,
    /// Under which heading.
    pub head: AssessmentHead,
    /// The paragraph.
    pub text: String,
}

/// A place that could not be read, or was mended (chỗ không đọc được): a fact, not yet a finding.
#[derive(Debug, Clone)]
pub struct Misread {
    /// Where.
    pub at: Origin,
    /// What.
    pub what: MisreadKind,
}

/// Facts about reading; the rules give each its code, severity and words.
#[derive(Debug, Clone, PartialEq)]
pub enum MisreadKind {
    /// S01: the file cannot be read.
    Refused(FileFault),
    /// S02: a sheet (or the file) has content but no table.
    NoTable,
    /// S03: nothing tells the unit.
    NoUnit,
    /// S03: two sources clearly name different units: taken, other.
    UnitConflict {
        /// The name taken.
        taken: String,
        /// The name that contradicts it.
        other: String,
        /// Where the other stands.
        other_at: Origin,
    },
    /// R44: a unit's name that fits no unit; the nearest name.
    UnitUnknown {
        /// As written.
        text: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// R44: a unit's name that fits several.
    UnitAmbiguous {
        /// As written.
        text: String,
        /// The units it fits.
        candidates: Vec<String>,
    },
    /// S04: a needed column is missing; its heading in the form.
    ColumnMissing {
        /// Which form.
        form: Form,
        /// Heading of the missing column.
        heading: String,
    },
    /// S05: a column not recognised, left aside.
    ColumnUnknown {
        /// As headed.
        heading: String,
    },
    /// S06: hidden rows, columns or sheets that were read ("dòng 5-8", "cột C", "trang").
    Hidden {
        /// What is hidden.
        what: String,
        /// Was it read, or left aside?
        read: bool,
    },
    /// S07: two versions of one unit's form, neither newer.
    VersionConflict {
        /// The unit.
        unit: String,
        /// Which form.
        form: Form,
        /// The other file.
        other: Origin,
    },
    /// R43: an older version, replaced.
    Superseded {
        /// The unit.
        unit: String,
        /// Which form.
        form: Form,
        /// The newer file.
        by: Origin,
    },
    /// S08: the same file twice.
    Duplicate {
        /// The file that counts.
        of: Origin,
    },
    /// S09: a row left out.
    RowLeftOut {
        /// Why.
        reason: LeftOutReason,
        /// What the row says.
        text: String,
    },
    /// C01: a value that is not in the list.
    NotInList {
        /// Heading of the column.
        column: String,
        /// As written.
        value: String,
        /// The nearest allowed value.
        nearest: Option<String>,
    },
    /// C02: a needed cell is blank; the column's heading.
    Blank {
        /// Heading of the column.
        column: String,
    },
    /// C03: a date or year that cannot be read, is ambiguous or impossible.
    BadDate {
        /// As written.
        value: String,
        /// Why, and what was done, in Vietnamese.
        why: String,
    },
    /// C04: a formula that was never calculated.
    NotCalculated {
        /// The formula.
        formula: String,
    },
    /// C04: an error value (#REF!).
    ErrorValue {
        /// As Excel shows it.
        value: String,
    },
    /// C05: text mended from an old font's encoding: before, after.
    Mended {
        /// As stored.
        before: String,
        /// As read.
        after: String,
    },
    /// C06: text that lost its letters ("Dân v?n").
    LettersLost {
        /// As stored.
        value: String,
    },
    /// C07: a tick column with something else.
    BadTick {
        /// Heading of the column.
        column: String,
        /// As written.
        value: String,
    },
    /// C08: a form, body or indicator that is not declared: what kind of thing, its name, the slug given.
    Undeclared {
        /// "hình thức khen", "cơ quan khen", "chỉ tiêu".
        kind: &'static str,
        /// As written.
        name: String,
        /// The `ma` given.
        slug: String,
    },
    /// R46: two fields for one model.
    TwoFields {
        /// Their names.
        names: Vec<String>,
    },
    /// R45: a unit named in a table that is not below its submitter.
    UnitOutside {
        /// The unit named.
        unit: String,
        /// Who sent the table.
        submitter: String,
    },
    /// R47: two owner types for one model; the first was taken.
    TwoOwners {
        /// Their names.
        names: Vec<String>,
    },
    /// R55: not a whole number ≥ 0; with both readings where there are two.
    BadCount {
        /// As written.
        value: String,
        /// What it may mean.
        readings: Vec<String>,
    },
    /// An amount of Biểu 4 that is not a number (C01 of an amount).
    BadAmount {
        /// As written.
        value: String,
    },
    /// A row of Biểu 1b or of an award's model that fits no model.
    NoSuchModel {
        /// As written.
        name: String,
    },
    /// A bare tick that belongs to no sub-period, because the file's Kỳ is not one; how many in the column.
    TickWithoutSubPeriod {
        /// How many ticks.
        count: u32,
    },
}
