//! Number formats of the binary formats: is the number a date, a percentage, or neither?

use super::super::workbook::shows_percent;

/// What a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shows {
    /// A number, an amount, a time.
    #[default]
    Number,
    /// A calendar day.
    Date,
    /// Hundredths.
    Percent,
}

/// What a built-in format shows, by its number.
pub(super) fn built_in(id: u16) -> Shows {
    match id {
        9 | 10 => Shows::Percent,
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Shows::Date,
        _ => Shows::Number,
    }
}

/// What a format code shows ("dd/mm/yyyy", "0.0%"): a day or a year letter outside quotes makes it a date.
pub(super) fn code(code: &str) -> Shows {
    if shows_percent(code) {
        return Shows::Percent;
    }
    // Only the part for positive numbers counts.
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            ';' if !quoted => break,
            'd' | 'D' | 'y' | 'Y' if !quoted && !bracket => return Shows::Date,
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for (format, shows) in [
            ("dd/mm/yyyy", Shows::Date),
            ("[$-42A]dd mmmm yyyy;@", Shows::Date),
            ("0.0%", Shows::Percent),
            ("#,##0 \"dòng\"", Shows::Number),
            ("[Red]0.00", Shows::Number),
            ("h:mm:ss", Shows::Number),
            ("General", Shows::Number),
            ("0\\d", Shows::Number),
        ] {
            assert_eq!(code(format), shows, "{format}");
        }
    }
}
