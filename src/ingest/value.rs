//! Values of cells: one cell in, what it says as a count, amount, tick, year, date or recognition out.
//!
//! Pure and total: what cannot be read is given back as written, with its possible readings, never guessed, because the
//! figures end up in a signed report. The trap is the dot: "1.952" is 1952 in Vietnam and 1,952 in an English Excel.

mod amount;
mod moment;
mod number;

use super::grid::CellValue;
use crate::model::{Text, name, syllable};

pub(crate) use amount::{QualifiedAmount, fraction, is_multiplied, qualified_amount};
pub(super) use moment::date_of_serial;
pub(crate) use moment::{DateReading, RecognitionItem, RecognitionReading, YearReading, date, recognition, year};
pub(super) use number::grouped;
pub(crate) use number::{CountReading, count};

/// A tick cell (ô đánh dấu).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tick {
    /// Nothing.
    Blank,
    /// "x", "✓", 1, "có", "Đạt".
    Yes,
    /// 0, "không", "-", "chưa".
    No,
    /// Something else, as written.
    Other(String),
}

/// Reads a tick.
pub(crate) fn tick(cell: Option<&CellValue>) -> Tick {
    match cell {
        None => Tick::Blank,
        Some(CellValue::Bool(true)) => Tick::Yes,
        Some(CellValue::Bool(false)) => Tick::No,
        #[expect(clippy::float_cmp, reason = "0 and 1 are exact")]
        Some(CellValue::Number { value, percent: false }) if *value == 1.0 => Tick::Yes,
        Some(CellValue::Number { value, .. }) if *value == 0.0 => Tick::No,
        Some(CellValue::Text(text)) => tick_text(text).unwrap_or_else(|| Tick::Other(name::clean(text))),
        other => Tick::Other(raw(other)),
    }
}

/// The tick a text is; `None`: it is none.
fn tick_text(text: &str) -> Option<Tick> {
    let word = name::clean(text).to_lowercase();
    Some(match word.trim_end_matches('.') {
        "" => Tick::Blank,
        // "ü" is the check mark of the Wingdings font.
        "x" | "×" | "✓" | "√" | "✔" | "☑" | "☒" | "ü" | "\u{f0fc}" | "+" | "1" | "v" | "có" | "đạt" | "đúng" | "true" | "yes"
        | "rồi" => Tick::Yes,
        "0" | "-" | "–" | "—" | "không" | "ko" | "chưa" | "không đạt" | "chưa đạt" | "false" | "no" | "☐" | "□" => {
            Tick::No
        }
        _ => return None,
    })
}

/// The cell as cleaned text, numbers without ".0" and dates as "21/8/2020"; `None` if blank, an error or a formula that
/// was not calculated.
pub(crate) fn text(cell: Option<&CellValue>) -> Option<Text> {
    let text = match cell? {
        CellValue::Text(text) if name::is_clean(text) => text.clone(),
        CellValue::Error(_) | CellValue::NotCalculated(_) => return None,
        other => raw(Some(other)).into(),
    };
    (!text.is_empty()).then_some(text)
}

/// The cell as its author sees it, in Vietnamese notation, for messages ("giá trị đang ghi").
pub(crate) fn raw(cell: Option<&CellValue>) -> String {
    match cell {
        None => String::new(),
        Some(CellValue::Text(text)) => name::clean(text),
        Some(CellValue::Number { value, percent }) => number::shown(*value, *percent),
        Some(CellValue::Date(date)) => date.to_string(),
        Some(CellValue::Bool(value)) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Some(CellValue::Error(text) | CellValue::NotCalculated(text)) => text.clone(),
    }
}

/// Has the text lost letters to question marks ("Dân v?n", "nh?n") or replacement characters?
///
/// A question mark at a word's end is a question mark, unless what stands before it is no syllable ("ngh?").
pub(crate) fn is_lossy(text: &str) -> bool {
    if text.contains('\u{fffd}') {
        return true;
    }
    text.contains('?') && text.split_whitespace().any(word_is_lossy)
}

fn word_is_lossy(word: &str) -> bool {
    // An address on the web asks with question marks inside.
    if !word.contains('?') || word.contains(['/', '=', '@']) {
        return false;
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '?');
    let stem = word.trim_end_matches('?');
    if !stem.contains(char::is_alphabetic) {
        return false;
    }
    if stem.contains('?') {
        // Between or before letters: no sentence has a question mark there.
        return stem.split('?').skip(1).any(|part| part.starts_with(char::is_alphabetic));
    }
    let abbreviation = stem.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let asked = word.len() > stem.len();
    asked && !abbreviation && stem.chars().all(char::is_alphabetic) && !syllable::is_valid(stem)
}

#[cfg(test)]
mod tests;
