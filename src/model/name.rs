//! Matching keys for Vietnamese names (tên), so that spelling habits do not split one thing into two.
//!
//! Two keys exist. [`key`] keeps the tone marks but not where they stand ("hoà" = "hòa"), nor case,
//! punctuation or spacing; it tells "xã Tân Lập" from "xã Tân Lấp". [`bare`] drops all marks and is
//! for headings and codes, which people type without them.

use std::sync::LazyLock;

use super::letters::{Letters, NOTHING};

/// NFC text, outer spaces trimmed, inner runs of white space (line breaks, no-break spaces) made one space,
/// zero-width characters and soft hyphens removed, Eth and African D read as Đ, full-width forms as plain ones.
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { general::clean(text) }
}

/// Is the text in NFC? Vietnamese letters and common punctuation are known without looking them up.
pub fn is_composed(text: &str) -> bool {
    let plain = |c: char| matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}');
    text.chars().all(plain) || unicode_normalization::is_nfc(text)
}

/// Is [`clean`] sure to leave the text as it is?
pub fn is_clean(text: &str) -> bool {
    let letters = Letters::all();
    let mut before = ' ';
    let inner = text.chars().all(|c| {
        let stays = if c == ' ' { before != ' ' } else { letters.of(c).is_some_and(|letter| letter.clean) };
        before = c;
        stays
    });
    inner && (before != ' ' || text.is_empty())
}

/// Lower-case words without any mark, đ as d, punctuation other than / - . , ( ) % as space.
pub fn bare(text: &str) -> String {
    let letters = Letters::all();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let Some(letter) = letters.of(c) else { return general::bare(text) };
        match letter.bare {
            NOTHING => {}
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            bare => out.push(bare),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// As [`bare`], with letters and digits only: "Mô hình, điển hình" → "mo hinh dien hinh".
pub fn slug_words(text: &str) -> String {
    let letters = Letters::all();
    let mut out = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.chars() {
        let Some(letter) = letters.of(c) else { return general::slug_words(text) };
        if letter.word {
            if apart && !out.is_empty() {
                out.push(' ');
            }
            apart = false;
            out.push(letter.bare);
        } else {
            apart |= letter.bare != NOTHING;
        }
    }
    out
}

/// An identifier made of a name: "Giấy khen" → "giay-khen".
pub fn slug(text: &str) -> String {
    slug_words(text).replace(' ', "-")
}

/// The matching key of a name: NFC lower-case words with their tone mark moved to the end of the word,
/// so that old and new tone placement agree, as do "kỹ" and "kĩ"; punctuation is space; numbers lose leading zeros.
pub fn key(text: &str) -> String {
    let letters = Letters::all();
    let mut key = Key::of(text);
    for c in text.chars() {
        let Some(letter) = letters.of(c) else { return general::key(text) };
        match letter.key {
            [' ', ..] => {
                key.end_word();
                continue;
            }
            [NOTHING, ..] => {}
            // Most letters are one piece.
            [piece, NOTHING, _] => key.push(piece),
            pieces => pieces.into_iter().take_while(|piece| *piece != NOTHING).for_each(|piece| key.push(piece)),
        }
        if letter.tone != NOTHING {
            key.tone = Some(letter.tone);
        }
    }
    key.finish()
}

/// A [`key`] being made.
struct Key {
    text: String,
    /// Where the open word begins.
    word: usize,
    tone: Option<char>,
}

impl Key {
    fn of(text: &str) -> Self {
        Self { text: String::with_capacity(text.len() * 5 / 4 + 8), word: 0, tone: None }
    }

    fn push(&mut self, c: char) {
        if self.word > 0 && self.word == self.text.len() {
            self.text.push(' ');
            self.word += 1;
        }
        self.text.push(c);
    }

    fn end_word(&mut self) {
        let word = &self.text[self.word..];
        let tone = self.tone.take();
        if word.is_empty() {
            return;
        }
        if word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit()) {
            let zeros = word.len() - word.trim_start_matches('0').len();
            self.text.drain(self.word..self.word + zeros);
        } else if let Some(spelling) = one_spelling(word) {
            self.text.truncate(self.word);
            self.text.push_str(spelling);
        }
        // "Đắk" and "Đăk".
        self.text.extend(tone.filter(|tone| !(*tone == '\u{301}' && self.text.ends_with(DAK))));
        self.word = self.text.len();
    }

    fn finish(mut self) -> String {
        self.end_word();
        self.text
    }
}

/// "Đăk" without its tone, decomposed.
const DAK: &str = "đa\u{306}k";

/// The spelling that stands for a syllable written in two ways: "kỹ" and "kĩ", "Bắc Kạn" and "Bắc Cạn".
fn one_spelling(word: &str) -> Option<&'static str> {
    Some(match word {
        "hy" => "hi",
        "ky" => "ki",
        "ly" => "li",
        "my" => "mi",
        "sy" => "si",
        "ty" => "ti",
        "quy" => "qui",
        "kan" => "can",
        "đa\u{306}c" => DAK,
        _ => return None,
    })
}

/// The general way, for text of any script; [`letters`](super::letters) is made of what it says of single characters.
pub(super) mod general {
    use unicode_normalization::{UnicodeNormalization, is_nfc};

    use super::Key;

    /// See [`super::clean`].
    pub fn clean(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut push = |c: char| match c {
            '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{00ad}' | '\u{2060}' => {}
            c if c.is_whitespace() || c == '\u{00a0}' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{00d0}' | '\u{0189}' => out.push('Đ'),
            '\u{00f0}' | '\u{0256}' => out.push('đ'),
            c if c.is_control() => {}
            // Full-width forms of an East Asian keyboard.
            '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(u32::from(c) - 0xfee0)),
            c => out.push(c),
        };
        if is_nfc(text) {
            text.chars().for_each(&mut push);
        } else {
            text.nfc().for_each(&mut push);
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// See [`super::bare`].
    pub fn bare(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in clean(text).nfd() {
            match c {
                '\u{0300}'..='\u{036f}' => {}
                'đ' | 'Đ' => out.push('d'),
                '–' | '—' | '−' => out.push('-'),
                c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
                '/' | '-' | '.' | ',' | '(' | ')' | '%' => out.push(c),
                _ if out.ends_with(' ') => {}
                _ => out.push(' '),
            }
        }
        out.trim().to_owned()
    }

    /// See [`super::slug_words`].
    pub fn slug_words(text: &str) -> String {
        bare(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// See [`super::key`].
    pub fn key(text: &str) -> String {
        let mut key = Key::of(text);
        for c in clean(text).nfd() {
            match c {
                '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}' => key.tone = Some(c),
                c if c.is_alphanumeric() || ('\u{0300}'..='\u{036f}').contains(&c) => {
                    c.to_lowercase().for_each(|c| key.push(c));
                }
                _ => key.end_word(),
            }
        }
        key.finish()
    }
}

/// What a place below every declared level is called by (khu phố, tổ dân phố, ấp …), small, with its abbreviations.
pub const PLACES_BELOW: [&str; 19] = [
    "khu phố",
    "kp",
    "tổ dân phố",
    "tdp",
    "tổ dân cư",
    "tổ nhân dân",
    "khu dân cư",
    "kdc",
    "khu",
    "khóm",
    "ấp",
    "thôn",
    "xóm",
    "bản",
    "buôn",
    "làng",
    "phum",
    "sóc",
    "tổ",
];

/// Kinds of administrative unit and their abbreviations, longest first: (written, full).
const UNIT_KINDS: &[(&str, &str)] = &[
    ("thành phố", "thành phố"),
    ("thị trấn", "thị trấn"),
    ("thị xã", "thị xã"),
    ("đặc khu", "đặc khu"),
    ("phường", "phường"),
    ("huyện", "huyện"),
    ("quận", "quận"),
    ("tỉnh", "tỉnh"),
    ("xã", "xã"),
    ("tp", "thành phố"),
    ("tt", "thị trấn"),
    ("tx", "thị xã"),
    ("đk", "đặc khu"),
    ("p", "phường"),
    ("x", "xã"),
    ("h", "huyện"),
    ("q", "quận"),
    ("t", "tỉnh"),
];

/// Kinds of administrative unit written out, small ("phường", "thị xã"), longer ones before those they begin with.
pub fn unit_words() -> impl Iterator<Item = &'static str> {
    UNIT_KINDS.iter().filter(|(written, full)| written == full).map(|(_, full)| *full)
}

/// Does a text begin with a word or words, whole?
pub fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
}

/// [`UNIT_KINDS`] as matching keys.
static KIND_KEYS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| UNIT_KINDS.iter().map(|(w, full)| (key(w), key(full))).collect());

/// Bodies that stand before a unit's name, as matching keys.
static LEAD_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let leads = [
        "đảng ủy",
        "đảng bộ",
        "ủy ban nhân dân",
        "ubnd",
        "ban chỉ đạo",
        "bcđ",
        "huyện ủy",
        "thành ủy",
        "thị ủy",
        "tỉnh ủy",
        "ban dân vận",
        "khối dân vận",
    ];
    leads.iter().map(|lead| key(lead)).collect()
});

/// A unit's name split into its kind, if it says one, and the rest; both as [`key`]s.
///
/// "P. An Hòa", "Phường An Hoà", "P.An Hòa" → (phường, an hòa); "An Hòa" → (none, an hòa);
/// "UBND phường An Hòa" and the like lose the body's name before the kind.
pub fn unit_key(text: &str) -> (Option<String>, String) {
    unit_of_key(&key(text))
}

/// First words of what may stand before a unit's own name, kinds and bodies, with and without their marks.
pub fn unit_starts() -> impl Iterator<Item = String> {
    let starts = KIND_KEYS.iter().map(|(written, _)| written).chain(&*LEAD_KEYS);
    starts.filter_map(|start| start.split(' ').next()).flat_map(|word| [word.to_owned(), slug_words(word)])
}

/// As [`unit_key`], of a text's [`key`].
pub fn unit_of_key(whole: &str) -> (Option<String>, String) {
    let mut rest = whole;
    let kinds = &*KIND_KEYS;
    for lead in &*LEAD_KEYS {
        if let Some(after) = rest.strip_prefix(lead.as_str()).and_then(|r| r.strip_prefix(' '))
            && kinds.iter().any(|(w, _)| after.strip_prefix(w.as_str()).is_some_and(|r| r.starts_with(' ')))
        {
            rest = after;
        }
    }
    for (written, full) in kinds {
        if let Some(after) = rest.strip_prefix(written.as_str()).and_then(|r| r.strip_prefix(' ')) {
            return (Some(full.clone()), after.to_owned());
        }
        // "P1", "P12": an abbreviation glued to a number.
        if written.len() <= 2
            && let Some(after) = rest.strip_prefix(written.as_str())
            && !after.is_empty()
            && after.bytes().all(|b| b.is_ascii_digit())
        {
            return (Some(full.clone()), after.trim_start_matches('0').to_owned());
        }
    }
    (None, rest.to_owned())
}

/// As [`unit_key`] for words typed without marks: "phuong an hoa" → (phuong, an hoa).
pub fn unmarked_kind(text: &str) -> (Option<String>, String) {
    let words = slug_words(text);
    for (_, kind) in UNIT_KINDS.iter().filter(|(written, full)| written == full) {
        let kind = slug_words(kind);
        if let Some(rest) = words.strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix(' ')) {
            return (Some(kind), rest.to_owned());
        }
    }
    (None, words)
}

/// How alike two names are, 0 to 1, on their keys; for suggestions only, never for a decision.
pub fn likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(&key(a), &key(b))
}

/// Cheap first check of an edit distance: a slip adds at most one letter that the other text lacks, and takes at most one
/// away. Letters may be taken for one another, so a difference may be missed, never made up.
pub fn shares_letters(a: &str, b: &str, slips: usize) -> bool {
    let mut counts = [0_i32; 128];
    let slot = |c: char| (u32::from(c) & 127) as usize;
    a.chars().for_each(|c| counts[slot(c)] += 1);
    b.chars().for_each(|c| counts[slot(c)] -= 1);
    let more: u32 = counts.iter().map(|count| count.max(&0).unsigned_abs()).sum();
    let fewer: u32 = counts.iter().map(|count| count.min(&0).unsigned_abs()).sum();
    more.max(fewer) as usize <= slips
}

/// The candidate most like `text`, if any is alike enough to be offered ("có phải là …?").
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = slug_words(text);
    candidates
        .into_iter()
        .map(|candidate| {
            let known = slug_words(candidate);
            // In a short word one slip is most of it: "tn" is alike to "ten".
            let slip = wanted.len() > 1 && strsim::osa_distance(&wanted, &known) <= 1;
            // A shared beginning is no likeness where one is a fragment of the other: "mau sac" is not "ma".
            let (short, long) = (wanted.len().min(known.len()), wanted.len().max(known.len()));
            let fragment = short < 4 && (long - short) * 2 > long;
            let likeness = if fragment { 0.0 } else { strsim::jaro_winkler(&wanted, &known) };
            (likeness.max(if slip { 0.8 } else { 0.0 }), candidate)
        })
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn tone_placement_case_and_punctuation_do_not_matter() {
        assert_eq!(key("An Hoà"), key("AN  HÒA"));
        assert_eq!(key("Thuỷ"), key("Thủy"));
        assert_eq!(key("“Dân vận khéo”"), key("Dân vận  khéo."));
        assert_eq!(key("Đ/c Nguyễn"), key("đ c nguyễn"));
        assert_ne!(key("Tân Lập"), key("Tân Lấp"));
        assert_ne!(key("ô"), key("o"));
    }

    #[test]
    fn syllables_written_in_two_ways_are_one() {
        for (one, other) in [
            ("Tỷ lệ hộ nghèo", "Tỉ lệ hộ nghèo"),
            ("kỹ thuật", "kĩ thuật"),
            ("Xã Mỹ Lý", "xã Mĩ Lí"),
            ("quý III", "quí III"),
            ("Bắc Kạn", "Bắc Cạn"),
            ("Đắk Lắk", "Đăk Lắk"),
            ("Đắc Nông", "Đắk Nông"),
            ("khoẻ", "khỏe"),
            ("Thuý Hoà, uỷ viên", "Thúy Hòa, ủy viên"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
            assert_eq!(general::key(one), general::key(other), "{one}");
            assert_eq!(key(&key(one)), key(one), "{one}");
        }
        // Vy and Vi are two names, and a tone is never dropped.
        for (one, other) in [("Vy", "Vi"), ("lý", "lỵ"), ("tay", "tai"), ("đặc", "đắc"), ("ủy", "ỷ")] {
            assert_ne!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn what_nobody_sees_changes_no_name() {
        for written in [
            "Đ\u{200b}ăng ký",
            "Đăng\u{a0}ký",
            "Đăng\u{202f}ký",
            "Ðăng ký",
            "Ɖăng ký",
            "Đ\u{ad}ăng ký",
            "\u{feff}Đăng  ký\u{2060}",
        ] {
            assert_eq!(clean(written), "Đăng ký", "{written:?}");
            assert_eq!(slug_words(written), "dang ky", "{written:?}");
            assert_eq!(key(written), key("đăng ký"), "{written:?}");
        }
        // A combining horn and tone, a dot below before a circumflex.
        assert_eq!(clean("Phu\u{31b}o\u{31b}\u{300}ng"), "Phường");
        assert_eq!(clean("bo\u{323}\u{302}"), "bộ");
        assert_eq!(key("bo\u{302}\u{323}"), key("bộ"));
    }

    #[test]
    fn decomposed_text_equals_composed() {
        let decomposed: String = "Phường Vĩnh Bảo".nfd().collect();
        assert_eq!(key(&decomposed), key("Phường Vĩnh Bảo"));
        assert_eq!(clean(&decomposed), "Phường Vĩnh Bảo");
    }

    #[test]
    fn marks_may_be_missing_in_headings() {
        assert_eq!(slug_words("TÊN MÔ HÌNH,\nđiển hình"), "ten mo hinh dien hinh");
        assert_eq!(slug("Giấy khen"), "giay-khen");
    }

    #[test]
    fn the_cheap_check_refuses_no_slip() {
        let names =
            ["chi hội phụ nữ ấp 1", "chi hôi phụ nữ ấp 1", "chi hội phu nư ấp 1", "chi hội phụ nữấp 1", "hci hội phụ nữ ấp 12"];
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (key(a), key(b)))) {
            assert!(shares_letters(&a, &b, strsim::osa_distance(&a, &b)), "{a} / {b}");
        }
        assert!(!shares_letters("chi hội phụ nữ", "chi hội nông dân", 2));
    }

    #[test]
    fn one_slip_in_a_short_word_is_near() {
        assert_eq!(nearest("tn", ["loai", "ten", "ky"]), Some("ten"));
        assert_eq!(nearest("yk", ["loai", "ten", "ky"]), Some("ky"));
        assert_eq!(nearest("zz", ["loai", "ten", "ky"]), None);
        assert_eq!(nearest("mau_sac", ["ma", "ten"]), None);
    }

    #[test]
    fn units_are_known_through_their_abbreviations() {
        assert_eq!(unit_key("P. An Hòa"), unit_key("Phường An Hoà"));
        assert_eq!(unit_key("P1"), unit_key("Phường 01"));
        assert_eq!(unit_key("UBND phường An Hòa"), unit_key("phường An Hòa"));
        assert_eq!(unit_key("TP. Rạch Giá"), unit_key("Thành phố Rạch Giá"));
        assert_eq!(unit_key("TT. Kiên Lương"), unit_key("Thị trấn Kiên Lương"));
        assert_eq!(unit_key("Bà Rịa-Vũng Tàu"), unit_key("Bà Rịa – Vũng Tàu"));
        assert_eq!(unit_key("An Hòa").0, None);
    }
}
