//! How alike two names must be to be asked about (R31).

use std::sync::LazyLock;

use crate::model::{Fingerprint, name, syllable};

/// Are two different names so alike that they may be one? Numbers must agree ("tổ 1", "tổ 2"); then either only marks
/// differ, or one word is mistyped, or, with one performer, one name has a word or two more than the other.
pub(super) fn is_near(a: &str, b: &str, same_performer: bool) -> bool {
    if a == b || a.is_empty() || b.is_empty() {
        return false;
    }
    let (a, b) = (title_words(a), title_words(b));
    let (left, right): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (only_left, only_right) = (without(&left, &right), without(&right, &left));
    // "Phụ n" for "Phụ nữ": a word of two letters that lost one.
    if let (true, [x], [y]) = (same_performer && left.len() > 3, only_left.as_slice(), only_right.as_slice()) {
        let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
        if (short.len(), long.len()) == (1, 2) && !is_number(long) && long.contains(short) {
            return true;
        }
    }
    let numbers = |words: &[&str]| words.iter().filter(|w| is_number(w)).map(|w| (*w).to_owned()).collect::<Vec<_>>();
    if numbers(&left) != numbers(&right) {
        return false;
    }
    if left == right {
        return same_performer || left.len() > 3;
    }
    match (only_left.as_slice(), only_right.as_slice()) {
        ([x], [y]) => {
            x.len().min(y.len()) >= if same_performer { 2 } else { 4 } && strsim::levenshtein(x, y) == 1 && left.len() > 3
        }
        (more, []) | ([], more) => {
            same_performer
                && !more.is_empty()
                && more.len() <= 2
                && left.len().min(right.len()) > 3
                && strsim::jaro_winkler(&a, &b) >= 0.93
        }
        _ => false,
    }
}

/// The words of a title without marks, and without the "mô hình", "điển hình" it may begin with.
fn title_words(title: &str) -> String {
    let words = name::slug_words(title);
    let rest = words.strip_prefix("mo hinh ").or_else(|| words.strip_prefix("dien hinh ")).unwrap_or(&words);
    rest.to_owned()
}

/// The words of one list that the other lacks.
fn without<'a>(words: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    let mut left: Vec<&str> = others.to_vec();
    words
        .iter()
        .copied()
        .filter(|word| match left.iter().position(|other| other == word) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .collect()
}

/// Digits, Roman numerals and single letters tell things of one kind apart.
fn is_number(word: &str) -> bool {
    word.chars().count() == 1 || word.bytes().any(|b| b.is_ascii_digit()) || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

/// What may stand before a person's name, as matching keys: a household goes by its head.
static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = ["gia đình", "hộ gia đình", "hộ", "ông", "bà", "anh", "chị", "cô", "chú", "thầy", "đồng chí", "đ/c"];
    words.iter().map(|word| name::key(word) + " ").collect()
});

/// The print of a performer's or recipient's own name; `whole`: that of all it is called. Of most names they are the same.
pub(super) fn own_print(called: &str, whole: Fingerprint) -> Fingerprint {
    if is_addressed(called) { Fingerprint::of(&own_name(called)) } else { whole }
}

/// Does a name begin with such a word?
fn is_addressed(called: &str) -> bool {
    static FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| ADDRESSES.iter().filter_map(|words| words.split(' ').next()).collect());
    let first = called.trim_start().split([' ', '/']).next().unwrap_or_default();
    // None of them is longer than "thầy" in letters and marks.
    first.chars().count() <= 6 && FIRST.contains(&name::key(first).as_str())
}

/// The matching key of a performer's or recipient's own name: "Hộ ông Nguyễn Văn An" is "Nguyễn Văn An".
pub(super) fn own_name(called: &str) -> String {
    let whole = name::key(called);
    let mut rest = whole.as_str();
    while let Some(after) = ADDRESSES.iter().find_map(|word| rest.strip_prefix(word.as_str())).filter(|after| after.contains(' '))
    {
        rest = after;
    }
    rest.to_owned()
}

/// Steps of one slip of the keyboard: two letters for one, or one in the wrong place twice.
const SLIP: usize = 2;

/// Are two matching keys alike but for one slip of the keyboard? Numbers must agree.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    let numbers = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    a.len().min(b.len()) >= 6
        && name::shares_letters(a, b, SLIP)
        && numbers(a) == numbers(b)
        && strsim::osa_distance(a, b) <= SLIP
}

/// A body's name says first what kind of body it is, in so many words at most, and has more than these.
const KIND_WORDS: usize = 3;

/// One letter lost or mistyped with all its marks. "Hậu" and "Hải" may be two people, so the word must be no syllable of
/// Vietnamese ("Huỳnh Hnu Lâm"), or one of those that say what kind of body it is ("Chi hi Nông dân khu phố 2").
pub(super) fn is_slip_of_letter(a: &str, b: &str) -> bool {
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let differ = |(_, (a, b)): &(usize, (&str, &str))| a != b && name::key(a) != name::key(b);
    let mut differing = words(a).zip(words(b)).enumerate().filter(differ);
    let (Some((at, (x, y))), None) = (differing.next(), differing.next()) else { return false };
    let (count, others) = (words(a).count(), words(b).count());
    let is_word = |word: &str| word.chars().all(char::is_alphabetic);
    let told = (at < KIND_WORDS && count > KIND_WORDS + 1) || !syllable::is_valid(x) || !syllable::is_valid(y);
    count == others && told && is_word(x) && is_word(y) && strsim::levenshtein(&name::slug_words(x), &name::slug_words(y)) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, same_performer: bool, expected: bool) {
        assert_eq!(is_near(&name::key(a), &name::key(b), same_performer), expected, "{a} / {b}");
    }

    #[test]
    fn a_slip_of_the_pen_is_near() {
        check("Tuyến đường xanh - sạch - đẹp", "Tuyến đuờng xanh - sạch - đẹp", false, true);
        check("Vận động hiến đất làm đường", "Vận động hiến đất làm đưòng", false, true);
        check("Vận động Nhân dân hiến đất", "Vận động Nhân dân hiếnn đất", false, true);
        check("Vận động hiến đất làm đường giao thông", "Mô hình vận động hiến đất làm đường giao thông", true, true);
        check("Camera an ninh khu dân cư", "Camera an ninh khu dân cư kiểu mẫu", true, true);
        check("Hòa giải ngay từ cơ sở", "Ha giải ngay từ cơ sở", true, true);
        check("Phụ nữ gửi tiết kiệm", "Phụ n gửi tiết kiệm", true, true);
        check("Chi hội phụ nữ khu a", "Chi hội phụ nữ khu b", true, false);
    }

    #[test]
    fn a_slip_in_a_performers_name_is_told_from_another_name() {
        let is_slip = |a: &str, b: &str| super::is_slip(&name::key(a), &name::key(b)) || is_slip_of_letter(a, b);
        assert!(is_slip("Chi hội Nông dân khu phố 2", "Chi hi Nông dân khu phố 2"));
        assert!(is_slip("Huỳnh Hữu Lâm", "Huỳnh Hnu Lâm"));
        assert!(is_slip("Nguyễn Văn Lâm", "Nguyễn Văn Lâmm"));
        assert!(!is_slip("Nguyễn Thị Hậu", "Nguyễn Thị Hải"));
        assert!(!is_slip("Chi hội Nông dân ấp Hậu", "Chi hội Nông dân ấp Hải"));
        assert!(!is_slip("Chi hội Nông dân khu phố 1", "Chi hi Nông dân khu phố 2"));
        assert!(!is_slip("Tổ tự quản 1", "Tổ tự quản 2"));
    }

    #[test]
    fn a_household_goes_by_the_name_of_its_head() {
        let an = name::key("Nguyễn Văn An");
        for called in ["Hộ Nguyễn Văn An", "Hộ gia đình ông Nguyễn Văn An", "Gia đình đ/c Nguyễn Văn An", "ÔNG NGUYỄN VĂN AN"]
        {
            assert_eq!(own_name(called), an, "{called}");
            assert_eq!(own_print(called, Fingerprint::of(called)), Fingerprint::of("Nguyễn Văn An"), "{called}");
        }
        assert_eq!(own_name("Cô Bình"), name::key("Cô Bình"));
        assert_eq!(own_name("Hội Nông dân"), name::key("Hội Nông dân"));
    }

    #[test]
    fn things_of_one_kind_are_not_near() {
        check("Tổ tự quản khu phố 1", "Tổ tự quản khu phố 2", true, false);
        check("Ánh sáng an ninh ấp Tân Lập", "Ánh sáng an ninh ấp Tân Lợi", true, false);
        check("Tổ hợp tác trồng rau", "Tổ hợp tác nuôi tôm", true, false);
        check("Camera an ninh khu dân cư", "Camera an ninh khu dân cư kiểu mẫu", false, false);
    }
}
