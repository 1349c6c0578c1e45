//! Numbers as Vietnamese documents write them: a point between thousands, a comma before decimals.

/// "1.952" for 1952.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_points() {
        for (number, text) in [(0, "0"), (7, "7"), (999, "999"), (1952, "1.952"), (10_000, "10.000"), (1_234_567, "1.234.567")] {
            assert_eq!(thousands(number), text);
        }
    }
}
