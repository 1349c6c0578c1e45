//! The cells of an indicator (chỉ tiêu): a percentage stays a percentage, a ratio shows both its halves.

use rust_decimal::Decimal;

use super::figures::prose;
use super::rows::text;
use super::sentences::percent;
use super::tables::Tables;
use crate::document::Value;
use crate::model::IndicatorResult;

/// A value of an indicator's row; `None` if it has no such value.
pub(super) fn value(tables: &Tables<'_>, result: &IndicatorResult, key: &str) -> Option<Value> {
    let figure = |value: Option<Decimal>, part: &str| {
        value.map_or(Value::Blank, |v| {
            Value::Figure(Box::new(quantity(v, &result.unit)), format!("chi_tieu.{}.{part}", result.code))
        })
    };
    let ratio = result.numerator.zip(result.denominator);
    let unit = if ratio.is_some() { "" } else { result.unit.as_str() };
    let amount = |value: Option<Decimal>, part: &str| {
        value.map_or(Value::Blank, |v| Value::Figure(Box::new(quantity(v, unit)), format!("chi_tieu.{}.{part}", result.code)))
    };
    Some(match key {
        "ten" => Value::Text(result.name.clone()),
        "don_vi_tinh" => text(&result.unit),
        "tu_kem" => text(result.qualifier.as_deref().unwrap_or_default()),
        "gia_tri" if ratio.is_some() => amount(result.numerator, "tu_so"),
        "gia_tri" => figure(result.value, "gia_tri"),
        "mau_so" => amount(result.denominator, "mau_so"),
        "ty_le" => ratio.and_then(|(n, d)| percent(n, d)).map_or(Value::Blank, Value::Percent),
        "ky_truoc" => amount(result.previous, "ky_truoc"),
        "tang_giam" => match (result.value, result.previous) {
            (Some(now), Some(before)) => quantity(now - before, unit),
            _ => Value::Blank,
        },
        "ghi_chu" => text(&blank_note(tables, result)),
        _ => return None,
    })
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
fn quantity(value: Decimal, unit: &str) -> Value {
    if unit.trim() == "%" {
        return Value::Percent(value);
    }
    match u64::try_from(value) {
        Ok(n) if value.fract().is_zero() => Value::Count(n),
        _ => Value::Amount(value),
    }
}
