//! Values → cells of one row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::super::notation::{printable, shown};
use super::Targets;
use super::leads::Leads;
use super::looks::{Looks, leading};
use crate::document::{Align, RowKind, Sheet, TableRow, Value};

/// Where the body rows stand: row numbers as Excel shows them, the first and the last record. `None`: there is no record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// First record.
    pub(super) first: u32,
    /// Last record.
    pub(super) last: u32,
}

impl Span {
    /// The records of a sheet's table whose first body row is row `top`, counted from 0.
    pub(super) fn of(sheet: &Sheet<'_>, top: u32) -> Option<Self> {
        let is_record = |row: &TableRow| row.kind == RowKind::Body;
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX).saturating_add(top).saturating_add(1);
        let (rows, long) = (&sheet.table.rows, sheet.long.as_ref().is_some_and(|long| long.count > 0));
        let first = rows.iter().position(is_record).or(long.then_some(rows.len()))?;
        let last = if long { sheet.row_count() - 1 } else { rows.iter().rposition(is_record)? };
        Some(Self { first: number(first), last: number(last) })
    }
}

/// Writes values, making each format once.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    looks: &'a Looks,
    formats: BTreeMap<(u8, bool, bool, NumberKind), Format>,
    span: Option<Span>,
    /// The columns from this one on are not printed.
    printed: u16,
    linked: usize,
}

/// As many links as Excel takes in a sheet.
const MOST_LINKS: usize = 65_530;

/// What the number format depends on: kind of number, decimals; and whether the cell leads out of its table.
type NumberKind = (u8, u32, bool);

impl<'a> Cells<'a> {
    /// A writer of cells for a table whose records stand in `span` and whose first columns, `printed`, are printed.
    pub(super) fn new(looks: &'a Looks, span: Option<Span>, printed: u16) -> Self {
        Self { looks, formats: BTreeMap::new(), span, printed, linked: 0 }
    }

    /// Writes a bordered cell, and the link of a figure.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub(super) fn put(
        &mut self,
        (sheet, links): (&mut Worksheet, &Targets<'_>),
        (row, column): (u32, u16),
        value: &Value,
        (align, bold): (Align, bool),
    ) -> Result<(), XlsxError> {
        let url = self.url(links, value);
        // A value that leads nowhere looks like any other.
        let value = if let (Value::Linked(inner, _), None) = (value, &url) { inner } else { value };
        let wraps = column < self.printed;
        let key = (align_key(align), bold, wraps, number_kind(value));
        let format = self.formats.entry(key).or_insert_with(|| {
            let format = self.looks.cell(align, bold, value);
            let format = if wraps { format } else { format.unset_text_wrap() };
            if matches!(value, Value::Linked(..)) { leading(format) } else { format }
        });
        if let Some(url) = url {
            // The link's own text is written over right away: a number stays a number, in the look of its cell.
            sheet.write_url_with_format(row, column, url, format)?;
            self.linked += 1;
        }
        put_value(sheet, (row, column), value, Some(format), (self.span, &links.leads))
    }

    /// Where a cell leads, as long as Excel takes more links.
    fn url(&self, links: &Targets<'_>, value: &Value) -> Option<Url> {
        if self.linked >= MOST_LINKS {
            return None;
        }
        match value {
            Value::Figure(_, key) => links.find(key),
            Value::Linked(inner, link) => {
                let words = shown(inner);
                let url = links.leads.url(link).filter(|_| !words.trim().is_empty())?;
                Some(url.set_text(cell_text(&words)))
            }
            _ => None,
        }
    }

    /// Writes a cell that looks as its column does; a blank one is not written at all.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub(super) fn put_plain(
        &mut self,
        (sheet, links): (&mut Worksheet, &Targets<'_>),
        at: (u32, u16),
        value: &Value,
        align: Align,
    ) -> Result<(), XlsxError> {
        if matches!(value, Value::Linked(..)) {
            return self.put((sheet, links), at, value, (align, false));
        }
        put_value(sheet, at, value, None, (self.span, &links.leads))
    }
}

fn put_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    format: Option<&Format>,
    records: (Option<Span>, &Leads),
) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) if !text.trim().is_empty() => match format {
            Some(format) => drop(sheet.write_string_with_format(row, column, cell_text(text), format)?),
            None => drop(sheet.write_string(row, column, cell_text(text))?),
        },
        Value::Blank | Value::Text(_) => {
            if let Some(format) = format {
                sheet.write_blank(row, column, format)?;
            }
        }
        Value::Count(_) | Value::Amount(_) | Value::Percent(_) => {
            let number = number(value).unwrap_or_default();
            match format {
                Some(format) => drop(sheet.write_number_with_format(row, column, number, format)?),
                None => drop(sheet.write_number(row, column, number)?),
            }
        }
        Value::Figure(value, _) | Value::Linked(value, _) => put_value(sheet, (row, column), value, format, records)?,
        Value::Formula { expression, result } => match filled(expression, row, records) {
            Some(expression) => {
                let cached = number(result).map_or_else(|| shown(result), |number| number.to_string());
                let formula = Formula::new(expression).set_result(cached);
                match format {
                    Some(format) => drop(sheet.write_formula_with_format(row, column, formula, format)?),
                    None => drop(sheet.write_formula(row, column, formula)?),
                }
            }
            None => put_value(sheet, (row, column), result, format, records)?,
        },
    }
    Ok(())
}

/// Text as a cell holds it: no spaces or line ends around it.
pub(super) fn cell_text(text: &str) -> Cow<'_, str> {
    let around = [' ', '\t', '\n'];
    match printable(text) {
        Cow::Borrowed(text) => text.trim_matches(around).into(),
        Cow::Owned(text) => text.trim_matches(around).to_owned().into(),
    }
}

/// The formula with row numbers in place of `{row}`, `{row-2}`, `{first}`, `{last}`, and the columns of other sheets in place of
/// `{of List|H}`; `None` if it speaks of records and there are none.
fn filled(expression: &str, row: u32, (span, leads): (Option<Span>, &Leads)) -> Option<String> {
    let mut expression = expression.replace("{row}", &(row + 1).to_string());
    while let Some(at) = expression.find("{row-") {
        let end = at + expression[at..].find('}')?;
        let up: u32 = expression[at + 5..end].parse().ok()?;
        expression.replace_range(at..=end, &(row + 1).saturating_sub(up).max(1).to_string());
    }
    while let Some(at) = expression.find("{of ") {
        let end = at + expression[at..].find('}')?;
        let (sheet, letters) = expression[at + 4..end].rsplit_once('|')?;
        expression.replace_range(at..=end, &leads.column(sheet, letters)?);
    }
    if !["{first}", "{last}", "{total}"].iter().any(|place| expression.contains(place)) {
        return Some(expression);
    }
    let Span { first, last } = span?;
    let places = [("{first}", first), ("{last}", last), ("{total}", last + 1)];
    Some(places.iter().fold(expression, |text, (place, row)| text.replace(place, &row.to_string())))
}

/// What a number cell stores; a percentage is stored as a share of 1.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Count(count) => Decimal::from(*count).to_f64(),
        Value::Amount(amount) => amount.to_f64(),
        Value::Percent(percent) => (*percent / Decimal::ONE_HUNDRED).to_f64(),
        Value::Figure(value, _) | Value::Linked(value, _) => number(value),
        Value::Formula { result, .. } => number(result),
        Value::Blank | Value::Text(_) => None,
    }
}

fn number_kind(value: &Value) -> NumberKind {
    match value {
        Value::Blank | Value::Text(_) => (0, 0, false),
        Value::Count(_) => (1, 0, false),
        Value::Amount(amount) => (2, amount.scale(), false),
        Value::Percent(percent) => (3, percent.scale(), false),
        Value::Figure(value, _) => number_kind(value),
        Value::Linked(value, _) => (number_kind(value).0, number_kind(value).1, true),
        Value::Formula { result, .. } => number_kind(result),
    }
}

fn align_key(align: Align) -> u8 {
    match align {
        Align::Left => 0,
        Align::Center => 1,
        Align::Right => 2,
    }
}
