//! Values of cells: one cell in, what it says as a count, amount, tick, year, date or recognition out.
//!
//! Pure and total: what cannot be read is given back as written, with its possible readings, never guessed.

use rust_decimal::Decimal;

use super::grid::CellValue;
use crate::model::{Date, Period};

/// A whole number (số đếm) as a cell says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CountReading {
    /// Nothing stands there; never zero.
    Blank,
    /// A whole number, 0 to ten million.
    Known(u32),
    /// Anything else.
    Bad {
        /// As written.
        value: String,
        /// What it may mean, in Vietnamese notation; empty: nothing offers itself.
        readings: Vec<String>,
    },
}

/// A tick cell (ô đánh dấu).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tick {
    /// Nothing.
    Blank,
    /// "x", "✓", 1, "có".
    Yes,
    /// 0, "không", "-".
    No,
    /// Something else, as written.
    Other(String),
}

/// A year (năm).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum YearReading {
    /// Nothing.
    Blank,
    /// 1990 to 2100.
    Year(u16),
    /// Not a year: as written, why in Vietnamese.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// A date (ngày).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DateReading {
    /// Nothing.
    Blank,
    /// A day of the calendar.
    Date(Date),
    /// Not a date.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// When a model was recognised, one part of a Công nhận cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RecognitionItem {
    /// A year.
    Year(u16),
    /// A range of years, "2016-2018".
    Range(Period),
}

/// A Công nhận cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RecognitionReading {
    /// Nothing.
    Blank,
    /// A bare tick.
    Tick,
    /// "không", 0, "-".
    No,
    /// Years and ranges, in the order written.
    List(Vec<RecognitionItem>),
    /// Something else.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// An amount with the word before it: "trên 89,4%".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QualifiedAmount {
    /// "trên", "gần", "hơn", "khoảng", "dưới".
    pub qualifier: Option<String>,
    /// The amount; a percentage is in percent.
    pub amount: Decimal,
}

/// Reads a count.
pub(crate) fn count(_cell: Option<&CellValue>) -> CountReading {
    CountReading::Blank
}

/// Reads an amount of Biểu 4; `None`: blank; `Err`: as written.
pub(crate) fn amount(_cell: Option<&CellValue>) -> Option<Result<Decimal, String>> {
    None
}

/// As [`amount`], with a qualifier before it.
pub(crate) fn qualified_amount(_cell: Option<&CellValue>) -> Option<Result<QualifiedAmount, String>> {
    None
}

/// "140/161", "10/10 huyện": numerator and denominator.
pub(crate) fn fraction(_cell: Option<&CellValue>) -> Option<(Decimal, Decimal)> {
    None
}

/// Reads a tick.
pub(crate) fn tick(_cell: Option<&CellValue>) -> Tick {
    Tick::Blank
}

/// Reads a year.
pub(crate) fn year(_cell: Option<&CellValue>) -> YearReading {
    YearReading::Blank
}

/// Reads a date.
pub(crate) fn date(_cell: Option<&CellValue>) -> DateReading {
    DateReading::Blank
}

/// Reads a Công nhận cell.
pub(crate) fn recognition(_cell: Option<&CellValue>) -> RecognitionReading {
    RecognitionReading::Blank
}

/// The cell as cleaned text; `None` if blank, an error or a formula not calculated.
pub(crate) fn text(_cell: Option<&CellValue>) -> Option<String> {
    None
}

/// The cell as written, for messages ("giá trị đang ghi").
pub(crate) fn raw(_cell: Option<&CellValue>) -> String {
    String::new()
}

/// Has the text lost letters ("Dân v?n")?
pub(crate) fn is_lossy(_text: &str) -> bool {
    false
}
