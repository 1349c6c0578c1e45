//! Counts, and numbers as texts write them.

use rust_decimal::Decimal;

use super::super::grid::CellValue;
use super::raw;
use crate::model::name;

/// Largest count: more is a slip of the keyboard.
const LARGEST: u32 = 10_000_000;
/// How far from a whole number a stored number may be.
const NEAR: f64 = 1e-9;
/// Words that may follow a count; longest first where one ends another.
const COUNT_WORDS: [&str; 19] = [
    "lượt mô hình",
    "mô hình",
    "điển hình",
    "tập thể",
    "cá nhân",
    "đơn vị",
    "người",
    "lượt",
    "nơi",
    "hộ",
    "cái",
    "mh",
    "đ/v",
    "địa phương",
    "khu phố",
    "phường",
    "thôn",
    "ấp",
    "xã",
];
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

/// Reads a cell as a whole number of models (mô hình), events (lượt), persons.
///
/// A blank cell is [`CountReading::Blank`], never zero; "-" and "không" are zero. Excel stores numbers as floating point,
/// so anything within 1e-9 of 120 is 120. Text may carry Vietnamese separators: "1.234" is 1234. A stored 1.52 has two
/// readings (1,52, and a "1.520" that an English Excel damaged) and is asked about, as is "1,952".
///
/// Source: domain, number traps; rule R55.
pub(crate) fn count(cell: Option<&CellValue>) -> CountReading {
    let bad = |readings| CountReading::Bad { value: raw(cell), readings };
    match cell {
        None => CountReading::Blank,
        Some(CellValue::Number { value, percent: false }) => match near_whole(*value) {
            Some(n) => CountReading::Known(n),
            None => bad(split_readings(*value)),
        },
        Some(CellValue::Text(text)) => match count_text(&tidy(text)) {
            Ok(None) => CountReading::Blank,
            Ok(Some(n)) => CountReading::Known(n),
            Err(readings) => bad(readings),
        },
        Some(_) => bad(Vec::new()),
    }
}

/// 119.9999999999 is 120.
fn near_whole(value: f64) -> Option<u32> {
    let rounded = value.round();
    let fits = (value - rounded).abs() <= NEAR && (0.0..=f64::from(LARGEST)).contains(&rounded);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and between 0 and ten million")]
    fits.then_some(rounded as u32)
}

/// 1.52 → "1,52" and "1.520": the decimal number, and the thousands an English Excel took for one.
fn split_readings(value: f64) -> Vec<String> {
    match near_whole(value * 1000.0) {
        Some(thousands) if (1.0..1000.0).contains(&value) => vec![shown(value, false), grouped(u64::from(thousands))],
        _ => Vec::new(),
    }
}

/// Cleaned, lower case, digits and signs in their ASCII form.
pub(super) fn tidy(text: &str) -> String {
    name::clean(text)
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap_or(c),
            '．' => '.',
            '，' => ',',
            '％' => '%',
            '–' | '—' | '−' | '‐' | '‑' | '－' => '-',
            c => c,
        })
        .collect::<String>()
        .to_lowercase()
}

/// The count a text says; `Err`: what it may mean.
fn count_text(text: &str) -> Result<Option<u32>, Vec<String>> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Ok(None);
    }
    while let Some(shorter) = COUNT_WORDS.iter().find_map(|w| rest.strip_suffix(w)) {
        rest = shorter.trim_end();
    }
    if matches!(rest, "-" | "không" | "không có" | "ko") {
        return Ok(Some(0));
    }
    let (digits, factor) =
        ["nghìn", "ngàn"].iter().find_map(|w| rest.strip_suffix(w)).map_or((rest, 1), |shorter| (shorter.trim_end(), 1000));
    match whole_text(digits) {
        Some(n) => {
            let n = n.checked_mul(factor).and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= LARGEST);
            // A count out of range has no other reading.
            n.map(Some).ok_or_else(Vec::new)
        }
        None if factor == 1 => Err(count_readings(digits)),
        None => Err(Vec::new()),
    }
}

/// "1952", "1.952", "1 952", "03": digits, or groups of three told apart by dots or spaces.
pub(super) fn whole_text(text: &str) -> Option<u64> {
    if is_digits(text) {
        return text.parse().ok();
    }
    let separator = if text.contains('.') { '.' } else { ' ' };
    is_grouped(text, separator).then(|| text.replace(separator, "").parse().ok()).flatten()
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// "1.234.567": a first group of one to three digits that is not zero, then groups of three.
pub(super) fn is_grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().is_some_and(|g| g.len() <= 3 && is_digits(g) && !g.starts_with('0'));
    let mut more = false;
    first
        && groups.all(|g| {
            more = true;
            g.len() == 3 && is_digits(g)
        })
        && more
}

/// What a text that is no count may mean.
fn count_readings(text: &str) -> Vec<String> {
    if is_grouped(text, ',') {
        let dotted = text.replace(',', ".");
        return if text.matches(',').count() == 1 { vec![dotted, text.to_owned()] } else { vec![dotted] };
    }
    if let Some((head, tail)) = text.split_once('.')
        && is_digits(head)
        && is_digits(tail)
        && (1..1000).contains(&head.parse::<u32>().unwrap_or(0))
        && tail.len() <= 2
    {
        return vec![format!("{head},{tail}"), format!("{head}.{tail:0<3}")];
    }
    // The letters O and l typed for digits.
    let mended: String = text
        .chars()
        .map(|c| {
            if c == 'o' {
                '0'
            } else if matches!(c, 'l' | 'i') {
                '1'
            } else {
                c
            }
        })
        .collect();
    if mended != text && text.contains(|c: char| c.is_ascii_digit()) && whole_text(&mended).is_some() {
        return vec![mended];
    }
    Vec::new()
}

/// An f64 by its fifteen significant digits, which is all that Excel keeps: 7.0000000000000009 is 7.
pub(super) fn decimal(value: f64, percent: bool) -> Option<Decimal> {
    if value.abs() < 1e-12 {
        return Some(Decimal::ZERO);
    }
    let number = Decimal::from_scientific(&format!("{value:.14e}")).ok()?;
    let number = if percent { number.checked_mul(Decimal::ONE_HUNDRED)? } else { number };
    Some(number.normalize())
}

/// A stored number in Vietnamese notation: 1952.5 → "1952,5", 0.0052 as a percentage → "0,52%".
pub(super) fn shown(value: f64, percent: bool) -> String {
    let text = decimal(value, percent).map_or_else(|| value.to_string(), |d| d.to_string());
    let sign = if percent { "%" } else { "" };
    format!("{}{sign}", text.replace('.', ","))
}

/// "10.000.000".
pub(in super::super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}
