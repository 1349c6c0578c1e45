//! The cells of an indicator (chỉ tiêu): a percentage stays a percentage, a ratio shows both its halves.

use rust_decimal::Decimal;

use super::figures::prose;
use super::rows::text;
use super::tables::Tables;
use crate::document::Value;
use crate::model::{IndicatorResult, percent};

/// A value of an indicator's row; `None` if it has no such value.
pub(super) fn value(tables: &Tables<'_>, result: &IndicatorResult, key: &str) -> Option<Value> {
    let keyed = |value: Value, part: &str| Value::Figure(Box::new(value), format!("chi_tieu.{}.{part}", result.code));
    let figure = |value: Option<Decimal>, part: &str| value.map_or(Value::Blank, |v| keyed(quantity(v, &result.unit), part));
    let ratio = result.numerator.zip(result.denominator);
    let unit = if ratio.is_some() { "" } else { result.unit.as_str() };
    let amount = |value: Option<Decimal>, part: &str| value.map_or(Value::Blank, |v| keyed(quantity(v, unit), part));
    Some(match key {
        "ten" => Value::Text(result.name.clone()),
        "don_vi_tinh" => text(&result.unit),
        "tu_kem" => text(result.qualifier.as_deref().unwrap_or_default()),
        "gia_tri" if ratio.is_some() => amount(result.numerator, "tu_so"),
        "gia_tri" => figure(result.value, "gia_tri"),
        "mau_so" => amount(result.denominator, "mau_so"),
        "ty_le" => {
            let share = ratio.and_then(|(n, d)| percent(n, d)).map(Value::Percent);
            // A percentage is stored as a share of 1.
            let live = |share| worked_out("ROUND({cot:gia_tri}{row}/{cot:mau_so}{row},4)", share);
            share.map_or(Value::Blank, |share| keyed(live(share), "ty_le"))
        }
        "ky_truoc" => amount(result.previous, "ky_truoc"),
        "tang_giam" => match (result.value, result.previous) {
            (Some(now), Some(before)) => {
                // Points of a percentage are no percentage: under "%" as the unit of measure they stand as a number.
                let change = match quantity(now - before, unit) {
                    Value::Percent(points) => {
                        worked_out("ROUND(({cot:gia_tri}{row}-{cot:ky_truoc}{row})*100,6)", Value::Amount(points))
                    }
                    change => worked_out("ROUND({cot:gia_tri}{row}-{cot:ky_truoc}{row},6)", change),
                };
                keyed(change, "tang_giam")
            }
            _ => Value::Blank,
        },
        "ghi_chu" => match blank_note(tables, result) {
            note if note.is_empty() => Value::Blank,
            note => keyed(Value::Text(note), "chua_co"),
        },
        _ => return None,
    })
}

/// A formula over other columns of the row; only its result where one of them is not shown.
fn worked_out(expression: &str, result: Value) -> Value {
    Value::Formula { expression: expression.to_owned(), result: Box::new(result) }
}

/// Units without a value that a note names; more are only counted.
const NAMED: usize = 5;

/// "Chưa có số liệu của: Xã A, Xã B".
fn blank_note(tables: &Tables<'_>, result: &IndicatorResult) -> String {
    if result.blank.is_empty() {
        return String::new();
    }
    if result.blank.len() > NAMED {
        return format!("Chưa có số liệu của {} đơn vị", prose(result.blank.len() as u64));
    }
    let names: Vec<&str> = result.blank.iter().map(|&u| tables.input.dossier.units.name(u)).collect();
    format!("Chưa có số liệu của: {}", names.join(", "))
}

/// A percentage, a whole number or an amount, by its unit and size.
pub(super) fn quantity(value: Decimal, unit: &str) -> Value {
    if unit.trim() == "%" {
        return Value::Percent(value);
    }
    match u64::try_from(value) {
        Ok(n) if value.fract().is_zero() => Value::Count(n),
        _ => Value::Amount(value),
    }
}
