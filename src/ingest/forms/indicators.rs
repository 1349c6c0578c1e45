//! Biểu 4 - Chỉ tiêu: a row an indicator; a percentage is in percent, a ratio has its two numbers.

use rust_decimal::Decimal;

use super::super::grid::CellValue;
use super::super::value::{self, QualifiedAmount};
use super::cells::Line;
use super::layout::Layout;
use super::page::{Notes, Page};
use super::rows::{Needs, Place, Sorted, sort};
use crate::model::{Column, IndicatorRow, MisreadKind, Text};

const NEEDS: Needs = Needs { any: &[Column::Indicator], heading: "Chỉ tiêu", totals: false };

/// The indicators of a table.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> (Sorted, Vec<IndicatorRow>) {
    let sorted = sort(page, layout, &NEEDS, notes);
    let rows = sorted.places.iter().map(|place| row(&Line { page, layout, row: place.row }, place, notes)).collect();
    (sorted, rows)
}

fn row(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> IndicatorRow {
    let name = line.text(Column::Indicator, notes).unwrap_or_default();
    let authority = line.page.authority;
    if authority.indicators.iter().any(|indicator| indicator.is_declared)
        && authority.find_indicator(&name).is_none()
        && let Some(col) = line.layout.col(Column::Indicator)
    {
        notes.undeclared(line.page.at(line.row, col), "chỉ tiêu", &name);
    }
    let unit_of_measure = line.text(Column::UnitOfMeasure, notes);
    let scaled = unit_of_measure.as_deref().is_some_and(value::is_multiplied);
    let (qualifier, value, out_of) = value(line, scaled, notes);
    let qualifier = line.text(Column::Qualifier, notes).map(|word| word.to_lowercase()).or(qualifier).map(Text::from);
    IndicatorRow {
        row: place.row,
        unit: place.unit,
        name,
        unit_of_measure,
        qualifier,
        value,
        out_of: amount(line, Column::OutOf, scaled, notes).or(out_of),
        previous: amount(line, Column::Previous, scaled, notes),
        note: line.text(Column::Note, notes),
    }
}

/// Thực hiện: "trên 89,4%" has its qualifier, "140/161" both numbers of a ratio.
fn value(line: &Line<'_, '_>, scaled: bool, notes: &mut Notes) -> (Option<String>, Option<Decimal>, Option<Decimal>) {
    let Some((col, cell)) = line.readable(Column::Value, notes) else { return (None, None, None) };
    if let Some((part, whole)) = value::fraction(Some(cell)) {
        return (None, Some(part), Some(whole));
    }
    match reading(cell, scaled) {
        None => (None, None, None),
        Some(Ok(amount)) => (amount.qualifier, Some(amount.amount), None),
        Some(Err(value)) => {
            notes.say(line.page.at(line.row, col), MisreadKind::BadAmount { value });
            (None, None, None)
        }
    }
}

fn amount(line: &Line<'_, '_>, column: Column, scaled: bool, notes: &mut Notes) -> Option<Decimal> {
    let (col, cell) = line.readable(column, notes)?;
    match reading(cell, scaled)? {
        Ok(amount) => Some(amount.amount),
        Err(value) => {
            notes.say(line.page.at(line.row, col), MisreadKind::BadAmount { value });
            None
        }
    }
}

/// An amount; `scaled`: the unit of measure is "nghìn đồng" or the like, and "12 nghìn" beside it has two readings.
fn reading(cell: &CellValue, scaled: bool) -> Option<Result<QualifiedAmount, String>> {
    match cell {
        CellValue::Text(text) if scaled && value::is_multiplied(text) => Some(Err(value::raw(Some(cell)))),
        cell => value::qualified_amount(Some(cell)),
    }
}
