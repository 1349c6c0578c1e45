//! A workbook to be filled in (biểu mẫu): what stands in it already, what may be written where, and what is said to who
//! writes something else. No domain word in it.
//!
//! A sheet is title lines, a heading, and body rows; rows and columns are counted from 0, rows of the body from its first.
//! Formulas are written with the sheet's own addresses, so [`FormSheet::top`] is the one place that knows where a body begins.

use super::{TableColumn, Value};

/// A workbook to be filled in.
#[derive(Debug, Clone)]
pub struct FormBook {
    /// Title for the file's properties.
    pub title: String,
    /// Author for the file's properties.
    pub author: String,
    /// Font of all cells.
    pub font: String,
    /// Its sheets, in order.
    pub sheets: Vec<FormSheet>,
}

/// A sheet to be filled in. Everything is locked but the cells said to be open.
#[derive(Debug, Clone, Default)]
pub struct FormSheet {
    /// Its name, at most 31 characters.
    pub name: String,
    /// Landscape?
    pub landscape: bool,
    /// Characters over all its columns.
    pub characters: f32,
    /// Title lines over the table, centred: the first bold.
    pub title: Vec<String>,
    /// Lines below the title, at the left.
    pub lead: Vec<String>,
    /// Its columns.
    pub columns: Vec<FormColumn>,
    /// A heading row? A sheet of key and value lines has none.
    pub headed: bool,
    /// How many columns stay in sight when scrolled.
    pub fixed: u16,
    /// Body rows that are there from the start.
    pub rows: Vec<FormRow>,
    /// How many rows, from the first body row, may be filled in: open columns, checks and looks reach so far.
    pub room: u32,
    /// What may be written.
    pub checks: Vec<FormCheck>,
    /// The column that makes a row a record: where it is filled, needed columns that are blank are shaded.
    pub record: Option<u16>,
}

/// A column to be filled in.
#[derive(Debug, Clone)]
pub struct FormColumn {
    /// Heading, width, alignment.
    pub shown: TableColumn,
    /// May its cells be written to?
    pub open: bool,
    /// Must it be filled in where the row is a record?
    pub needed: bool,
    /// What its cells hold.
    pub holds: Holds,
}

/// What cells hold: their number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Holds {
    /// Text, also where it looks like a number: "2016, 2018" must not become one.
    #[default]
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Amount,
    /// A day.
    Day,
}

/// A body row.
#[derive(Debug, Clone, Default)]
pub struct FormRow {
    /// Its cells; those missing are blank.
    pub cells: Vec<FormCell>,
    /// Bold, as a total is.
    pub bold: bool,
    /// Height in lines of text; by its content where `None`.
    pub lines: Option<u16>,
}

/// A cell of a body row.
#[derive(Debug, Clone, Default)]
pub struct FormCell {
    /// What stands in it already.
    pub value: Value,
    /// May it be written to, unlike its column?
    pub open: Option<bool>,
    /// What it holds, unlike its column.
    pub holds: Option<Holds>,
}

impl From<Value> for FormCell {
    fn from(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

/// What may be written into cells of a column.
#[derive(Debug, Clone)]
pub struct FormCheck {
    /// The column.
    pub column: u16,
    /// First and last body row.
    pub rows: (u32, u32),
    /// The rule; a formula speaks of the first row's cells.
    pub allows: Allows,
    /// Is something else refused, or only asked about?
    pub strict: bool,
    /// Title and text shown when something else is written; none: never shown.
    pub refusal: Option<(String, String)>,
    /// Title and text shown when the cell is chosen.
    pub prompt: Option<(String, String)>,
}

/// A rule of what may be written; formulas without "=".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allows {
    /// Anything: only the prompt is shown.
    Anything,
    /// A value that stands in these cells, "'Danh mục'!$A$4:$A$8".
    ListedIn(String),
    /// A whole number from one to the other, each a number or a formula.
    Whole(String, String),
    /// A number from one to the other.
    Amount(String, String),
    /// A day from one to the other, as serial numbers.
    Day(String, String),
    /// What makes a formula true.
    Formula(String),
}

/// Title and text of a message of Excel's, in UTF-16 units: longer ones are refused when the file is opened.
pub const LONGEST_TITLE: usize = 32;
/// See [`LONGEST_TITLE`].
pub const LONGEST_MESSAGE: usize = 255;

impl FormSheet {
    /// The first body row of the sheet, from 0: below the title lines, a free row, and the heading rows.
    pub fn top(&self) -> u32 {
        let heading = if self.headed { self.columns.iter().map(|c| c.shown.heading.len()).max().unwrap_or(0).max(1) } else { 0 };
        let title = self.title.len() + self.lead.len() + usize::from(!self.title.is_empty());
        u32::try_from(title + heading).unwrap_or(u32::MAX)
    }
}
