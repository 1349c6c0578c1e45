//! Text in the encodings of old fonts (TCVN3, VNI) → Unicode.
//!
//! Such text is stored as Latin letters that only look Vietnamese in a font like `.VnTime` or `VNI-Times`: "Uû ban nh©n d©n".
//! The trap: the codes of TCVN3 are targets too (é, ô, ã …), so text is converted in one pass, never by replacing one
//! code after another; and properly written text is left alone whatever it looks like.

use super::value;
use crate::model::syllable;

/// Share of words that must be Vietnamese after mending, in percent.
const ENOUGH: usize = 95;

/// TCVN3: the characters as Windows-1252 shows them, and the letters they stand for.
const TCVN3: [(&str, &str); 7] = [
    ("¨©ª«¬®§", "ăâêôơđĐ"),
    ("¡¢£¤¥¦\u{ad}", "ĂÂÊÔƠƯư"),
    ("µ¶·¸¹»¼½¾ÆÇÈÉÊË", "àảãáạằẳẵắặầẩẫấậ"),
    ("ÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ", "èẻẽéẹềểễếệìỉĩíị"),
    ("ßáâãäåæçèéêëìíî", "òỏõóọồổỗốộờởỡớợ"),
    ("ïñòóôõö÷øùúûüýþ", "ùủũúụừửữứựỳỷỹýỵ"),
    ("μ", "à"),
];

/// VNI: the marks that follow a plain vowel (a e o u y, and ô ö which are ơ ư), and their tones.
const VNI_TONES: [(char, char); 5] = [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];
/// VNI: the marks that follow a, e, o and make them â, ê, ô with a tone.
const VNI_HAT: [(char, Option<char>); 6] = [
    ('â', None),
    ('á', Some('\u{301}')),
    ('à', Some('\u{300}')),
    ('å', Some('\u{309}')),
    ('ã', Some('\u{303}')),
    ('ä', Some('\u{323}')),
];
/// VNI: the marks that follow a and make it ă with a tone.
const VNI_BREVE: [(char, Option<char>); 6] = [
    ('ê', None),
    ('é', Some('\u{301}')),
    ('è', Some('\u{300}')),
    ('ú', Some('\u{309}')),
    ('ü', Some('\u{303}')),
    ('ë', Some('\u{323}')),
];
/// VNI: letters that stand alone.
const VNI_SINGLE: [(char, char); 8] =
    [('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ'), ('ñ', 'đ'), ('ô', 'ơ')];

/// A font of the time before Unicode, by the encoding of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OldFont {
    /// `.VnTime`, `.VnArial`.
    Tcvn3,
    /// `.VnTimeH`: small letters are shown as capitals.
    Tcvn3Capitals,
    /// `VNI-Times`.
    Vni,
}

impl OldFont {
    /// By a font's name.
    pub fn of(name: &str) -> Option<Self> {
        if name.starts_with(".Vn") {
            Some(if name.ends_with('H') { Self::Tcvn3Capitals } else { Self::Tcvn3 })
        } else {
            name.to_ascii_uppercase().starts_with("VNI-").then_some(Self::Vni)
        }
    }
}

/// What inspecting a text found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    /// Nothing to mend.
    Plain,
    /// Mended from an old font's encoding.
    Mended {
        /// As stored.
        before: String,
        /// As read.
        after: String,
    },
    /// Letters were lost and cannot be brought back.
    Lossy,
}

/// Cheap first check: may the text be in an old font's encoding, or have lost letters?
pub(crate) fn may_need_mending(text: &str) -> bool {
    // Looked through byte by byte first, many at a time: U+FFFD begins with EF.
    let odd = text.bytes().filter(|byte| matches!(byte, b'?' | 0xef)).count();
    if odd > 0 && text.contains(['?', '\u{fffd}']) {
        return true;
    }
    let mut latin = false;
    for c in text.chars() {
        if is_unicode_only(c) {
            return false;
        }
        latin |= matches!(c, '\u{a1}'..='\u{ff}' | 'μ');
    }
    latin
}

/// Is there nothing to mend in a text, in whatever font?
pub(crate) fn is_plain(text: &str) -> bool {
    inspect(text, None) == Text::Plain
}

/// Cheap first check, then mending; for every text cell, before [`clean`](crate::model::name::clean), which drops the
/// soft hyphen that is TCVN3's ư. `font`: the old font it is shown in, where that is known.
pub(crate) fn inspect(text: &str, font: Option<OldFont>) -> Text {
    if text.is_ascii() && !text.contains('?') {
        return Text::Plain;
    }
    match font.and_then(|font| mend_shown(text, font)).or_else(|| mend(text)) {
        Some(after) if value::is_lossy(&after) => Text::Lossy,
        Some(after) => Text::Mended { before: text.to_owned(), after },
        None if value::is_lossy(text) => Text::Lossy,
        None => Text::Plain,
    }
}

/// The text in Unicode as its font shows it; Unicode typed in such a font is told by letters the encoding has not.
fn mend_shown(text: &str, font: OldFont) -> Option<String> {
    if is_unicode(text) {
        return None;
    }
    let convert = if font == OldFont::Vni { vni } else { tcvn3 };
    let found = converted(text, convert);
    let shown = found.after >= found.before && found.is_vietnamese() && found.words > 0;
    shown.then(|| if font == OldFont::Tcvn3Capitals { found.text.to_uppercase() } else { found.text })
}

/// Letters that Windows-1252 shows and TCVN3 has no use for: a text with one of them ("Hoàng") is Unicode.
fn has_no_code(text: &str) -> bool {
    let is_code = |c: char| TCVN3.iter().any(|(from, _)| from.contains(c));
    text.chars().any(|c| matches!(c, '\u{c0}'..='\u{ff}') && c.is_alphabetic() && !is_code(c))
}

/// Does the text hold a letter that no old font's encoding has?
fn is_unicode(text: &str) -> bool {
    text.chars().any(is_unicode_only)
}

fn is_unicode_only(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}')
}

/// The text in Unicode, if it is in an old font's encoding: at least 95 % of the words in question become Vietnamese
/// syllables, and more of them than before. Text with any letter that only Unicode has (ạ, ơ, đ …) is never touched.
pub(crate) fn mend(text: &str) -> Option<String> {
    let suspicious = text.chars().any(|c| ('\u{a1}'..='\u{ff}').contains(&c) || c == 'μ');
    if !suspicious || is_unicode(text) {
        return None;
    }
    let tcvn3 = judged(text, tcvn3).filter(|_| !has_no_code(text));
    let vni = judged(text, vni);
    let best = match (tcvn3, vni) {
        (Some(a), Some(b)) => {
            if b.0 > a.0 {
                b
            } else {
                a
            }
        }
        (a, b) => a.or(b)?,
    };
    Some(best.1)
}

/// A text converted, with how many of its words with marks are Vietnamese syllables before and after.
struct Converted {
    words: usize,
    before: usize,
    after: usize,
    text: String,
}

impl Converted {
    fn is_vietnamese(&self) -> bool {
        self.after * 100 >= self.words * ENOUGH
    }
}

/// The converted text and how many of its words are valid, if it is convincing.
fn judged(text: &str, convert: fn(&str) -> String) -> Option<(usize, String)> {
    let found = converted(text, convert);
    (found.after > found.before && found.is_vietnamese()).then_some((found.after, found.text))
}

fn converted(text: &str, convert: fn(&str) -> String) -> Converted {
    let (mut words, mut before, mut after) = (0, 0, 0);
    let mut out = String::with_capacity(text.len() * 2);
    let boundary =
        |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit() || matches!(c, '“' | '”' | '–' | '…');
    for piece in text.split_inclusive(boundary) {
        let word = piece.trim_end_matches(boundary);
        let converted = convert(word);
        if word.chars().nth(1).is_some() && !word.is_ascii() {
            words += 1;
            before += usize::from(!is_mixed(word) && syllable::is_valid(word));
            after += usize::from(syllable::is_valid(&converted));
        }
        out.push_str(&converted);
        out.push_str(&piece[word.len()..]);
    }
    Converted { words, before, after, text: out }
}

/// A capital behind a small letter ("tÕ") stands in no word, but is a common code of TCVN3.
fn is_mixed(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

/// One word of TCVN3. The encoding has no toned capitals: a word typed in capitals is made one.
fn tcvn3(word: &str) -> String {
    let capitals = word.chars().filter(char::is_ascii_alphabetic);
    let all_capital = capitals.clone().count() >= 2 && capitals.into_iter().all(|c| c.is_ascii_uppercase());
    let converted = word.chars().map(|c| {
        let found = TCVN3.iter().find_map(|(from, to)| from.chars().position(|f| f == c).and_then(|i| to.chars().nth(i)));
        found.unwrap_or(c)
    });
    if all_capital { converted.flat_map(char::to_uppercase).collect() } else { converted.collect() }
}

/// One word of VNI: a base letter followed by its mark.
fn vni(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len() * 2);
    let mut i = 0;
    while let Some(&letter) = letters.get(i) {
        let mark = letters.get(i + 1).copied();
        if let Some((base, tone)) = pair(lower(letter), mark.map(lower)) {
            push(&mut out, base, letter);
            out.extend(tone);
            i += 2;
        } else {
            let small = lower(letter);
            let single = VNI_SINGLE.iter().find(|(from, _)| *from == small).map(|(_, to)| *to);
            push(&mut out, single.unwrap_or(if small == 'ö' { 'ư' } else { small }), letter);
            i += 1;
        }
    }
    out.nfc().collect()
}

/// A base letter and its mark → the letter and its tone.
fn pair(base: char, mark: Option<char>) -> Option<(char, Option<char>)> {
    let mark = mark?;
    let plain = match base {
        'a' | 'e' | 'o' | 'u' | 'y' => Some(base),
        'ô' => Some('ơ'),
        'ö' => Some('ư'),
        _ => None,
    };
    let tone = plain.and_then(|p| VNI_TONES.iter().find(|(m, _)| *m == mark).map(|(_, tone)| (p, Some(*tone))));
    let hat = match base {
        'a' => Some('â'),
        'e' => Some('ê'),
        'o' => Some('ô'),
        _ => None,
    };
    let hat = hat.and_then(|h| VNI_HAT.iter().find(|(m, _)| *m == mark).map(|(_, tone)| (h, *tone)));
    let breve = (base == 'a').then(|| VNI_BREVE.iter().find(|(m, _)| *m == mark).map(|(_, tone)| ('ă', *tone))).flatten();
    tone.or(hat).or(breve)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The letter in the case of the one it replaces.
fn push(out: &mut String, letter: char, like: char) {
    if like.is_uppercase() { out.extend(letter.to_uppercase()) } else { out.push(letter) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stored: &str, expected: Option<&str>) {
        assert_eq!(mend(stored).as_deref(), expected, "{stored}");
    }

    #[test]
    fn tcvn3_becomes_unicode() {
        check("Uû ban nh©n d©n", Some("Uỷ ban nhân dân"));
        check("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Some("Cộng hoà xã hội chủ nghĩa Việt Nam"));
        check("D©n vËn khÐo", Some("Dân vận khéo"));
        check("Ph\u{ad}êng VÜnh B¶o", Some("Phường Vĩnh Bảo"));
        check("§¶ng bé ph\u{ad}êng, 12 m« h×nh", Some("Đảng bộ phường, 12 mô hình"));
        check("TæNG CéNG", Some("TỔNG CỘNG"));
        check("Kinh tÕ", Some("Kinh tế"));
    }

    #[test]
    fn vni_becomes_unicode() {
        check("UÛy ban nhaân daân phöôøng", Some("Ủy ban nhân dân phường"));
        check("Soá löôïng moâ hình ñöôïc coâng nhaän", Some("Số lượng mô hình được công nhận"));
        check("COÄNG HOØA XAÕ HOÄI", Some("CỘNG HÒA XÃ HỘI"));
        check("Ñaûng boä, naêm", Some("Đảng bộ, năm"));
        // In TCVN3 it would be “Kinh teỏ”, with the tone where none can stand.
        check("Kinh teá", Some("Kinh tế"));
    }

    #[test]
    fn proper_text_is_never_touched() {
        for text in [
            "Dân vận khéo",
            "Phường Hà Giang",
            "Bà Lê Hà Vân",
            "xã Krông Bông",
            "Ðà Nẵng",
            "Café São Paulo",
            "© 2020 – 25 m²",
            "«Tuyến đường»",
            "Hòa Bình",
            "MÔ HÌNH",
            "tên mô hình",
            "TDP 5 · KP 2",
            "",
            // A letter is missing, and yet it is no old font's text.
            "Bùi Hoàng Quâ",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn lost_letters_are_told_from_mended_ones() {
        assert_eq!(inspect("Phường Vĩnh Bảo", None), Text::Plain);
        assert_eq!(inspect("Phong trào Dân v?n khéo", None), Text::Lossy);
        assert_eq!(inspect("Công nh?n 11 xã nông thôn m?i", None), Text::Lossy);
        assert_eq!(inspect("Có nhân rộng được không?", None), Text::Plain);
        let mended = Text::Mended { before: "nh©n d©n?".to_owned(), after: "nhân dân?".to_owned() };
        assert_eq!(inspect("nh©n d©n?", None), mended);
    }

    #[test]
    fn a_font_tells_what_the_text_alone_leaves_open() {
        assert_eq!(inspect("Hé", None), Text::Plain);
        let mended = |before: &str, after: &str| Text::Mended { before: before.to_owned(), after: after.to_owned() };
        assert_eq!(inspect("Hé", Some(OldFont::Tcvn3)), mended("Hé", "Hộ"));
        assert_eq!(inspect("tæng hîp", Some(OldFont::Tcvn3Capitals)), mended("tæng hîp", "TỔNG HỢP"));
        assert_eq!(inspect("vò", Some(OldFont::Vni)), mended("vò", "vị"));
        // Unicode typed in an old font.
        assert_eq!(inspect("Tập thể", Some(OldFont::Tcvn3)), Text::Plain);
        assert_eq!(inspect("Hòa Bình", Some(OldFont::Tcvn3)), Text::Plain);
        assert_eq!(OldFont::of("VNI-Times"), Some(OldFont::Vni));
        assert_eq!(OldFont::of("Times New Roman"), None);
    }
}
