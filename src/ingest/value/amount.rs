//! Amounts of Biểu 4 and fractions, with the words before and after them.

use rust_decimal::Decimal;

use super::super::grid::CellValue;
use super::number::{decimal, is_digits, is_grouped, tidy, whole_text};
use super::raw;

/// Words that multiply the number before them; an amount with one is asked about.
const MULTIPLIERS: [&str; 8] = ["trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "chục"];
/// Words that may stand before an amount (từ kèm).
const QUALIFIERS: [&str; 8] = ["trên", "gần", "hơn", "khoảng", "dưới", "ước", "đạt trên", "đạt"];

/// An amount with the word before it: "trên 89,4%".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QualifiedAmount {
    /// "trên", "gần", "hơn", "khoảng", "dưới".
    pub qualifier: Option<String>,
    /// The amount; a percentage is in percent.
    pub amount: Decimal,
}

/// Reads an amount of Biểu 4: `None` where blank; as written where it is no amount.
///
/// Vietnamese notation: "1.234,5" is 1234,5 and "42,53%" is 42,53; a percentage is in percent, also where Excel stores
/// 0.0052 and shows 0,52%. Where only one reading is possible the foreign one is taken ("89.4"). "-" is zero.
///
/// # Errors
///
/// The cell as written.
pub(crate) fn amount(cell: Option<&CellValue>) -> Option<Result<Decimal, String>> {
    match cell? {
        CellValue::Number { value, percent } => Some(decimal(*value, *percent).ok_or_else(|| raw(cell))),
        CellValue::Text(text) => {
            let text = tidy(text);
            (!text.is_empty()).then(|| amount_text(&text).ok_or_else(|| raw(cell)))
        }
        _ => Some(Err(raw(cell))),
    }
}

/// As [`amount`], with a qualifier before it: "trên 89,4%".
///
/// # Errors
///
/// The cell as written.
pub(crate) fn qualified_amount(cell: Option<&CellValue>) -> Option<Result<QualifiedAmount, String>> {
    if let Some(CellValue::Text(text)) = cell {
        let text = tidy(text);
        let qualifier =
            QUALIFIERS.iter().filter(|q| text.strip_prefix(**q).is_some_and(|r| r.starts_with(' '))).max_by_key(|q| q.len());
        if let Some(qualifier) = qualifier {
            let rest = text[qualifier.len()..].trim_start();
            let kept = qualifier.trim_start_matches("đạt").trim_start();
            return Some(match amount_text(rest) {
                Some(amount) => Ok(QualifiedAmount { qualifier: (!kept.is_empty()).then(|| kept.to_owned()), amount }),
                None => Err(raw(cell)),
            });
        }
    }
    Some(amount(cell)?.map(|amount| QualifiedAmount { qualifier: None, amount }))
}

/// "140/161", "10/10 huyện": numerator and denominator.
pub(crate) fn fraction(cell: Option<&CellValue>) -> Option<(Decimal, Decimal)> {
    let Some(CellValue::Text(text)) = cell else { return None };
    let text = tidy(text);
    let (top, bottom) = text.split_once('/')?;
    let bottom = bottom.trim();
    let end = bottom.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(bottom.len());
    let (bottom, unit) = bottom.split_at(end);
    if unit.contains(['/', '%']) || unit.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = |s: &str| plain_amount(s.trim()).filter(|n| !n.is_sign_negative());
    Some((number(top)?, number(bottom)?))
}

/// "42,53%", "-0,5", "1.234 hộ".
fn amount_text(text: &str) -> Option<Decimal> {
    if matches!(text, "-" | "không" | "không có" | "ko") {
        return Some(Decimal::ZERO);
    }
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest.trim_start()));
    let end = rest.char_indices().find(|(i, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',') || is_inner_space(rest, *i)));
    let (number, unit) = rest.split_at(end.map_or(rest.len(), |(i, _)| i));
    // "1O": letters typed for digits, not a unit.
    if !unit.is_empty() && unit.chars().all(|c| matches!(c, 'o' | 'l' | 'i')) {
        return None;
    }
    let unit = unit.trim();
    // "193 nghìn" is 193.000; in money ("12 nghìn đồng") the column's own unit of measure says the same again.
    let thousands = ["nghìn", "ngàn"].iter().find_map(|word| unit.strip_prefix(word));
    let thousands = thousands.filter(|rest| !rest.starts_with(char::is_alphabetic) && !is_money(rest));
    let unit = thousands.unwrap_or(unit).trim_start();
    let plain_unit = !unit.contains(|c: char| c.is_ascii_digit() || c == '/') || matches!(unit, "m2" | "m3" | "km2");
    let multiplied = words(unit).any(|word| MULTIPLIERS.contains(&word));
    if !plain_unit || multiplied {
        return None;
    }
    let number = plain_amount(number.trim())?;
    let number = if thousands.is_some() { number.checked_mul(Decimal::ONE_THOUSAND)?.normalize() } else { number };
    Some(if negative { -number } else { number })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
}

fn is_money(unit: &str) -> bool {
    words(unit).any(|word| matches!(word, "đồng" | "đ" | "vnd" | "vnđ"))
}

/// Is an amount told in thousands, millions and the like: "nghìn đồng" as a unit of measure, "193 nghìn" as a value?
pub(crate) fn is_multiplied(text: &str) -> bool {
    words(&tidy(text)).any(|word| MULTIPLIERS.contains(&word))
}

/// A space between two digits.
fn is_inner_space(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    bytes.get(at) == Some(&b' ') && digit(at.checked_sub(1)) && digit(Some(at + 1))
}

/// Digits with separators, nothing else.
fn plain_amount(text: &str) -> Option<Decimal> {
    if let Some(n) = whole_text(text) {
        return Some(Decimal::from(n));
    }
    let parse = |head: &str, tail: &str| {
        let fits =
            is_digits(tail) && (is_digits(head) || is_grouped(head, '.') || is_grouped(head, ',') || is_grouped(head, ' '));
        fits.then(|| format!("{}.{tail}", head.replace(['.', ',', ' '], "")).parse::<Decimal>().ok())
            .flatten()
            .map(|d| d.normalize())
    };
    match (text.matches('.').count(), text.matches(',').count()) {
        // "1.234,5" and the foreign "1,234.5": the last sign is the decimal one.
        (_, 1) if text.rfind(',') > text.rfind('.') => text.split_once(',').and_then(|(head, tail)| parse(head, tail)),
        (1, _) if text.rfind('.') > text.rfind(',') => text.split_once('.').and_then(|(head, tail)| parse(head, tail)),
        (0, 2..) if is_grouped(text, ',') => text.replace(',', "").parse().ok(),
        _ => None,
    }
}
