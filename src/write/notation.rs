//! Values → the text a Vietnamese reader expects: "1.952", "42,53", "0,52%".
//!
//! Thousands are parted by ".", decimals by ",". Decimals are printed as they are given: rounding was settled before.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::document::Value;

/// The printed form of a cell's value; a blank is empty, never "0".
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => printable(text).into_owned(),
        Value::Count(count) => grouped(&count.to_string()),
        Value::Amount(amount) => decimal(*amount),
        Value::Percent(percent) => format!("{}%", decimal(*percent)),
        Value::Figure(value, _) | Value::Linked(value, _) => shown(value),
        Value::Formula { result, .. } => shown(result),
    }
}

/// A decimal number: "1.234,5".
fn decimal(number: Decimal) -> String {
    let text = number.abs().to_string();
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{},{fraction}", grouped(whole)),
        None => format!("{sign}{}", grouped(&text)),
    }
}

/// Digits in groups of three from the right.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The text without the characters XML 1.0 forbids; line ends become `\n`.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b >= b' ' && b != 0xef) {
        return text.into();
    }
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| matches!(c, '\t' | '\n') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect();
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: &str) {
        assert_eq!(shown(value), expected, "{value:?}");
    }

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        check(&Value::Count(7), "7");
        check(&Value::Count(1952), "1.952");
        check(&Value::Count(1_234_567), "1.234.567");
        check(&Value::Amount(Decimal::new(4253, 2)), "42,53");
        check(&Value::Amount(Decimal::new(-12_345_678, 1)), "-1.234.567,8");
        check(&Value::Percent(Decimal::new(52, 2)), "0,52%");
    }

    #[test]
    fn blank_is_not_zero() {
        check(&Value::Blank, "");
        check(&Value::Count(0), "0");
    }

    #[test]
    fn a_figure_and_a_formula_show_their_value() {
        check(&Value::Figure(Box::new(Value::Count(1952)), "cong_nhan.co-so.luot".into()), "1.952");
        check(&Value::Formula { expression: "SUM(C6:C7)".into(), result: Box::new(Value::Count(1000)) }, "1.000");
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(printable("a\u{0}b\u{b}\u{1f}c\r\nd\re\tf\u{ffff}"), "abc\nd\ne\tf");
    }
}
