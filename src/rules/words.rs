//! Words that several rules say in the same way: quoted values, compared figures, lists of names.

use super::Context;
use crate::model::{Facet, Key, thousands};

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

/// "công nhận cấp cơ sở, tập thể": what a figure counts.
pub(super) fn part(context: &Context<'_>, key: Key) -> String {
    let authority = &context.dossier.authority;
    let measure = key.measure.label(authority);
    match key.facet {
        Facet::Owner(owner) => format!("{measure}, {}", owner.name()),
        Facet::Kind(kind) => format!("{measure}, {}", kind.name()),
        Facet::Field(field) => format!("{measure}, lĩnh vực {}", authority.field(field).name),
        Facet::FieldOwner(field, owner) => format!("{measure}, lĩnh vực {}, {}", authority.field(field).name, owner.name()),
        Facet::Novelty(novelty) => format!("{measure}, {}", novelty.name()),
        Facet::Total => measure,
    }
}

/// What may have gone wrong between a stated figure and the right one, to end a message; empty where nothing suggests itself.
pub(super) fn suspicion(stated: u64, right: u64) -> &'static str {
    let times = |factor: u64| stated > 0 && (stated.checked_mul(factor) == Some(right));
    let (written, wanted) = (stated.to_string(), right.to_string());
    // Small figures double by chance.
    if right >= 5 && stated == right * 2 {
        "; có thể dòng cộng bị tính hai lần"
    } else if times(1000) {
        "; có thể Excel để tiếng Anh đã hiểu dấu chấm hàng nghìn là dấu thập phân"
    } else if times(10) || (right > 0 && right.checked_mul(10) == Some(stated)) {
        "; có thể thừa hoặc thiếu một chữ số 0"
    } else if stated != right && stated > 9 && sorted_digits(stated) == sorted_digits(right) {
        "; có thể chữ số bị đảo"
    } else if stated > 9 && is_one_digit_short(&written, &wanted) {
        "; có thể gõ thiếu một chữ số"
    } else if right > 9 && has_a_digit_twice(&written, &wanted) {
        "; có thể gõ lặp một chữ số"
    } else {
        ""
    }
}

/// Is `short` the number `long` without one of its digits?
fn is_one_digit_short(short: &str, long: &str) -> bool {
    long.len() == short.len() + 1 && (0..long.len()).any(|at| format!("{}{}", &long[..at], &long[at + 1..]) == short)
}

/// Is `long` the number `short` with one digit typed twice?
fn has_a_digit_twice(long: &str, short: &str) -> bool {
    (0..short.len()).any(|at| format!("{}{}", &short[..=at], &short[at..]) == long)
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
        assert_eq!(suspicion(12, 12_000), "; có thể Excel để tiếng Anh đã hiểu dấu chấm hàng nghìn là dấu thập phân");
        assert_eq!(suspicion(152, 1520), "; có thể thừa hoặc thiếu một chữ số 0");
        assert_eq!(suspicion(192, 1952), "; có thể gõ thiếu một chữ số");
        assert_eq!(suspicion(1155, 115), "; có thể gõ lặp một chữ số");
        assert_eq!(suspicion(5, 15), "");
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
