//! Words that several rules say in the same way: quoted values, compared figures, lists of names.

use crate::model::thousands;

/// A value as the clerk wrote it, in quotation marks, at most 60 characters.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 60 {
        return format!("“{text}”");
    }
    let head: String = text.chars().take(57).collect();
    format!("“{}…”", head.trim_end())
}

/// A figure, "1.952".
pub(super) fn figure(count: impl Into<u64>) -> String {
    thousands(count.into())
}

/// What may have gone wrong between a stated figure and the right one, to end a message; empty where nothing suggests itself.
pub(super) fn suspicion(stated: u64, right: u64) -> &'static str {
    // Small figures double by chance.
    if right >= 5 && stated == right * 2 {
        "; có thể dòng cộng bị tính hai lần"
    } else if stated > 0 && (stated.checked_mul(10) == Some(right) || right.checked_mul(10) == Some(stated)) {
        "; có thể thừa hoặc thiếu một chữ số 0"
    } else if stated != right && stated > 9 && sorted_digits(stated) == sorted_digits(right) {
        "; có thể chữ số bị đảo"
    } else {
        ""
    }
}

fn sorted_digits(number: u64) -> Vec<u8> {
    let mut digits = number.to_string().into_bytes();
    digits.sort_unstable();
    digits
}

/// "A, B và 3 đơn vị khác": at most four names, then how many more.
pub(super) fn names(all: &[&str], kind: &str) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if all.len() <= 4 => format!("{} và {last}", first.join(", ")),
        _ => format!("{} và {} {kind} khác", all[..3].join(", "), all.len() - 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspicion_is_offered_only_where_the_figures_suggest_one() {
        assert_eq!(suspicion(240, 120), "; có thể dòng cộng bị tính hai lần");
        assert_eq!(suspicion(12, 120), "; có thể thừa hoặc thiếu một chữ số 0");
        assert_eq!(suspicion(132, 123), "; có thể chữ số bị đảo");
        assert_eq!(suspicion(120, 110), "");
        assert_eq!(suspicion(4, 2), "");
        assert_eq!(suspicion(0, 0), "");
    }

    #[test]
    fn long_lists_are_cut_short() {
        assert_eq!(names(&["A"], "đơn vị"), "A");
        assert_eq!(names(&["A", "B"], "đơn vị"), "A và B");
        assert_eq!(names(&["A", "B", "C", "D", "E"], "đơn vị"), "A, B, C và 2 đơn vị khác");
    }
}
