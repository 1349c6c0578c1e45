//! Vietnamese dictionary order (thứ tự từ điển), syllable by syllable, and the order of personal names.
//!
//! Letters of a syllable are compared first, then its tone, so "Hà Nam" stands before "Hạ Long": comparing whole
//! strings letters first, as general collation does, would put it after. A person is found by the given name (the
//! last syllable), then the middle names, then the family name.

use unicode_normalization::UnicodeNormalization;

/// Order of the letters; f, j, w and z stand in their Latin places.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A syllable: its letters, its tone (ngang, huyền, hỏi, ngã, sắc, nặng), its spelling.
type Syllable = (Vec<u32>, u8, String);

/// The sort key of a text in dictionary order.
pub(super) fn dictionary(text: &str) -> Vec<Syllable> {
    text.split(|c: char| !(c.is_alphanumeric() || ('\u{0300}'..='\u{036f}').contains(&c)))
        .filter(|word| !word.is_empty())
        .map(syllable)
        .collect()
}

/// The sort key of a person's name: given name, middle names from the last, family name.
pub(super) fn person(name: &str) -> Vec<Syllable> {
    let mut syllables = dictionary(name);
    let given = syllables.pop();
    given.into_iter().chain(syllables.split_off(syllables.len().min(1))).chain(syllables).collect()
}

fn syllable(word: &str) -> Syllable {
    let mut letters: Vec<char> = Vec::new();
    let mut tone = 0;
    for c in word.to_lowercase().nfd() {
        match c {
            '\u{0300}' => tone = 1,
            '\u{0309}' => tone = 2,
            '\u{0303}' => tone = 3,
            '\u{0301}' => tone = 4,
            '\u{0323}' => tone = 5,
            '\u{0302}' | '\u{0306}' | '\u{031b}' => {
                if let Some(base) = letters.pop() {
                    letters.push(marked(base, c));
                }
            }
            c => letters.push(c),
        }
    }
    let ranks = letters.into_iter().map(rank).collect();
    (ranks, tone, word.to_owned())
}

/// â, ă, ơ … from the letter and its mark; marks on other letters change nothing.
fn marked(base: char, mark: char) -> char {
    [base, mark].into_iter().nfc().next().unwrap_or(base)
}

/// Digits before letters, letters by the alphabet, anything else after.
fn rank(c: char) -> u32 {
    match LETTERS.chars().position(|letter| letter == c) {
        Some(at) => 1_000 + u32::try_from(at).unwrap_or(0),
        None if c.is_ascii_digit() => u32::from(c),
        None => 2_000 + u32::from(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn in_order(names: &[&str], key: fn(&str) -> Vec<Syllable>) {
        let mut sorted = names.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|name| key(name));
        assert_eq!(sorted, names);
    }

    #[test]
    fn letters_then_tones_syllable_by_syllable() {
        in_order(&["Hà Nam", "Hạ Long", "Hải Dương", "Hoa Lư", "Hòa Bình"], dictionary);
        in_order(&["ma", "mà", "mả", "mã", "má", "mạ", "măng", "mâm"], dictionary);
        in_order(&["da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư"], dictionary);
        in_order(&["Vĩnh", "Vĩnh Bảo", "Vĩnh Hiệp", "Vĩnh Lạc", "Vĩnh Lợi"], dictionary);
    }

    #[test]
    fn people_are_found_by_their_given_name() {
        in_order(&["Trần Văn An", "Lê Thị Ánh", "Lê Văn Bình", "Nguyễn Văn Bình", "Phạm Thị Đào", "Bùi Ơn"], person);
        in_order(&["Lê An Bình", "Lê Văn Bình"], person);
    }

    #[test]
    fn decomposed_text_sorts_as_composed() {
        assert_eq!(dictionary("Hòa")[0].0, dictionary("Ho\u{0300}a")[0].0);
    }
}
