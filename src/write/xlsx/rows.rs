//! Values → cells of one row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::super::notation::{printable, shown};
use super::links::{Links, MOST};
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
    formats: BTreeMap<(u8, bool, NumberKind), Format>,
    span: Option<Span>,
    links: &'a Links,
    /// Links written so far.
    led: usize,
}

/// What the number format depends on: kind of number, decimals; and whether the cell leads somewhere.
type NumberKind = (u8, u32, bool);

impl<'a> Cells<'a> {
    /// A writer of cells for a table whose records stand in `span`.
    pub(super) fn new(looks: &'a Looks, links: &'a Links, span: Option<Span>) -> Self {
        Self { looks, formats: BTreeMap::new(), span, links, led: 0 }
    }

    /// Writes a bordered cell.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub(super) fn put(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: &Value,
        (align, bold): (Align, bool),
    ) -> Result<(), XlsxError> {
        let value = self.lead(sheet, (row, column), value)?;
        let key = (align_key(align), bold, number_kind(value));
        let format = self.formats.entry(key).or_insert_with(|| {
            let format = self.looks.cell(align, bold, value);
            if matches!(value, Value::Linked(..)) { leading(format) } else { format }
        });
        put_value(sheet, (row, column), value, Some(format), self.span)
    }

    /// Notes where a cell leads; gives the value alone where that is nowhere, or where Excel takes no more links. The words
    /// of the link are then written over by the value.
    fn lead<'v>(&mut self, sheet: &mut Worksheet, (row, column): (u32, u16), value: &'v Value) -> Result<&'v Value, XlsxError> {
        let Value::Linked(inner, link) = value else { return Ok(value) };
        let words = shown(inner);
        let url = self.links.url(link).filter(|_| self.led < MOST && !words.trim().is_empty());
        let Some(url) = url else { return Ok(inner) };
        sheet.write_url(row, column, url.set_text(cell_text(&words)))?;
        self.led += 1;
        Ok(value)
    }

    /// Writes a cell that looks as its column does; a blank one is not written at all.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub(super) fn put_plain(
        &mut self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        value: &Value,
        align: Align,
    ) -> Result<(), XlsxError> {
        if matches!(value, Value::Linked(..)) {
            return self.put(sheet, at, value, (align, false));
        }
        put_value(sheet, at, value, None, self.span)
    }
}

fn put_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    format: Option<&Format>,
    span: Option<Span>,
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
        Value::Figure(value, _) | Value::Linked(value, _) => put_value(sheet, (row, column), value, format, span)?,
        Value::Formula { expression, result } => match filled(expression, row, span) {
            Some(expression) => {
                let cached = number(result).map_or_else(|| shown(result), |number| number.to_string());
                let formula = Formula::new(expression).set_result(cached);
                match format {
                    Some(format) => drop(sheet.write_formula_with_format(row, column, formula, format)?),
                    None => drop(sheet.write_formula(row, column, formula)?),
                }
            }
            None => put_value(sheet, (row, column), result, format, span)?,
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

/// The formula with row numbers in place of `{row}`, `{first}`, `{last}`; `None` if it speaks of records and there are none.
fn filled(expression: &str, row: u32, span: Option<Span>) -> Option<String> {
    let expression = expression.replace("{row}", &(row + 1).to_string());
    if !expression.contains("{first}") && !expression.contains("{last}") {
        return Some(expression);
    }
    let span = span?;
    Some(expression.replace("{first}", &span.first.to_string()).replace("{last}", &span.last.to_string()))
}

/// What a number cell stores; a percentage is stored as a share of 1.
fn number(value: &Value) -> Option<f64> {
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
