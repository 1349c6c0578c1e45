//! Vietnamese notation of numbers (cách viết số).

use rust_decimal::{Decimal, RoundingStrategy};

/// "1.952".
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// "1.234,5": thousands with dots, decimals with a comma, no trailing zeros.
pub fn decimal(n: Decimal) -> String {
    let text = n.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), thousands);
    let sign = if n.is_sign_negative() && !n.is_zero() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// Percent of a part in its whole, two decimals, halves away from zero; `None` for an empty whole.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_two_decimals() {
        let share = |part: u32, whole: u32| percent(Decimal::from(part), Decimal::from(whole));
        assert_eq!(share(140, 161), Some(Decimal::new(8696, 2)));
        assert_eq!(share(1, 800), Some(Decimal::new(13, 2)));
        assert_eq!(share(1, 0), None);
    }

    #[test]
    fn numbers_are_written_as_in_vietnam() {
        for (n, text) in [(0, "0"), (7, "7"), (999, "999"), (1952, "1.952"), (1_000_000, "1.000.000")] {
            assert_eq!(thousands(n), text);
        }
        assert_eq!(decimal(Decimal::new(-204_600, 4)), "-20,46");
        assert_eq!(decimal(Decimal::new(12_345, 1)), "1.234,5");
    }
}
