//! What may be written into a form's cells, and what is said to who writes something else.

use super::plan::{EntryPlan, Kind};
use super::sheets::{Book, Frame};
use super::texts::Texts;
use super::{Forms, TEMPLATE};
use crate::compose::template::fault;
use crate::document::form::{Allows, FormCheck, LONGEST_MESSAGE, LONGEST_TITLE};
use crate::error::Error;
use crate::model::Date;

/// Where a check stands.
struct At<'a, 'p> {
    book: &'a Book<'p>,
    frame: &'a Frame<'p>,
    column: u16,
    rows: (u32, u32),
    texts: &'a Texts,
}

/// The checks of a sheet's columns, over all rows that may be filled in.
///
/// # Errors
///
/// [`Error::Template`] for a check that cannot be.
pub(super) fn of_columns(book: &Book<'_>, frame: &Frame<'_>, forms: &Forms<'_>) -> Result<Vec<FormCheck>, Error> {
    let mut checks = Vec::new();
    for (column, number) in frame.columns.iter().zip(0u16..).filter(|(column, _)| column.plan.open) {
        let rows = (0, frame.sheet.room.max(1) - 1);
        let at = At { book, frame, column: number, rows, texts: &column.texts };
        checks.extend(check(&at, &column.plan.entry, forms)?);
    }
    Ok(checks)
}

/// The checks of a sheet of named lines.
///
/// # Errors
///
/// As [`of_columns`].
pub(super) fn of_lines(book: &Book<'_>, frame: &Frame<'_>, forms: &Forms<'_>, texts: &Texts) -> Result<Vec<FormCheck>, Error> {
    let mut checks = Vec::new();
    for (line, row) in frame.plan.lines.iter().zip(0u32..).filter(|(line, _)| line.open) {
        checks.extend(check(&At { book, frame, column: 1, rows: (row, row), texts }, &line.entry, forms)?);
    }
    Ok(checks)
}

fn check(at: &At<'_, '_>, entry: &EntryPlan, forms: &Forms<'_>) -> Result<Option<FormCheck>, Error> {
    let (allows, kind, said) = match rule(at, entry)? {
        Some(found) => found,
        None if entry.prompt.is_some() => (Allows::Anything, "", at.texts.clone()),
        None => return Ok(None),
    };
    let told = |texts: &[String; 2]| -> Result<(String, String), Error> {
        let (title, message) = (said.fill(&texts[0])?, said.fill(&texts[1])?);
        fits(&title, LONGEST_TITLE)?;
        fits(&message, LONGEST_MESSAGE)?;
        Ok((title, message))
    };
    let refusal = entry.refusal.as_ref().or_else(|| forms.plan.refusals.get(kind)).filter(|_| allows != Allows::Anything);
    Ok(Some(FormCheck {
        column: at.column,
        rows: at.rows,
        allows,
        strict: entry.strict.unwrap_or(true),
        refusal: refusal.map(told).transpose()?,
        prompt: entry.prompt.as_ref().map(told).transpose()?,
    }))
}

/// The rule, what kind of check it is in `[loi]`, and the words of its messages.
fn rule(at: &At<'_, '_>, entry: &EntryPlan) -> Result<Option<(Allows, &'static str, Texts)>, Error> {
    if let Some(code) = &entry.list {
        let known = at.book.list(code);
        return Ok(known
            .map(|(range, name)| (Allows::ListedIn(range.to_owned()), "chon", at.texts.with([("danh_muc", name.to_owned())]))));
    }
    if let Some(place) = &entry.column {
        return Ok(elsewhere(at, place)?.map(|range| (Allows::ListedIn(range), "chon", at.texts.clone())));
    }
    if let Some(text) = &entry.formula {
        return Ok(Some((Allows::Formula(formula(at, text)?), "", at.texts.clone())));
    }
    let Some(kind) = entry.kind else { return Ok(None) };
    let (from, to) = (formula(at, &entry.from)?, formula(at, &entry.to)?);
    let said = at.texts.with([("tu", from.clone()), ("den", to.clone())]);
    Ok(Some(match kind {
        Kind::SoNguyen => (Allows::Whole(from, to), "so-nguyen", said),
        Kind::So => (Allows::Amount(from, to), "so", said),
        Kind::Ngay => (Allows::Day(serial(&from)?, serial(&to)?), "ngay", said),
    }))
}

/// The cells of "mo-hinh:ten"; `None` where the form has no such sheet.
fn elsewhere(at: &At<'_, '_>, place: &str) -> Result<Option<String>, Error> {
    let wrong = || fault(TEMPLATE, format!("chon_cot = “{place}”: không có cột này"));
    let (sheet, column) = place.split_once(':').ok_or_else(wrong)?;
    let Some(frame) = at.book.frame(sheet) else { return Ok(None) };
    let column = frame.column(column).ok_or_else(wrong)?;
    Ok(Some(frame.range_from_outside(column)))
}

/// A formula or number, with the cells it speaks of.
fn formula(at: &At<'_, '_>, text: &str) -> Result<String, Error> {
    let cell = |name: &str| {
        if name == "o" {
            return Some(at.frame.cell(at.column, at.rows.0));
        }
        let (what, column) = name.split_once(':')?;
        let column = at.frame.column(column)?;
        match what {
            "o" => Some(at.frame.cell(column, at.rows.0)),
            "cot" => Some(at.frame.range(column)),
            _ => None,
        }
    };
    // What a name stands for may speak of cells itself.
    let once = at.texts.fill_with(text, &cell)?;
    at.texts.fill_with(&once, &cell)
}

/// The serial number of a day: days since 30/12/1899, as Excel counts after February 1900.
fn serial(text: &str) -> Result<String, Error> {
    let date =
        Date::parse(text).ok_or_else(|| fault(TEMPLATE, format!("“{text}” không phải là một ngày; viết như 21/8/2020")))?;
    Ok((days(date) - days(Date { year: 1899, month: 12, day: 30 })).to_string())
}

/// Days since 1 March of the year 0.
fn days(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(date.day) - 1
}

fn fits(text: &str, most: usize) -> Result<(), Error> {
    let length = text.encode_utf16().count();
    if length <= most {
        return Ok(());
    }
    Err(fault(TEMPLATE, format!("“{text}” dài {length} ký tự; Excel chỉ hiện được {most}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_does() {
        assert_eq!(serial("21/8/2020").ok().as_deref(), Some("44064"));
        assert_eq!(serial("1/3/1900").ok().as_deref(), Some("61"));
        assert!(serial("31/2/2020").is_err());
    }
}
