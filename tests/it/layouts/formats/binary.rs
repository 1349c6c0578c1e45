//! Letters and numbers as the binary formats hold them.

use unicode_normalization::UnicodeNormalization;

/// Letters of Windows-1258 that stand elsewhere than in Latin-1, and the marks that follow their letter.
const MOVED: [(char, u8); 21] = [
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('…', 0x85),
    ('Ă', 0xc3),
    ('\u{300}', 0xcc),
    ('Đ', 0xd0),
    ('\u{309}', 0xd2),
    ('Ơ', 0xd5),
    ('Ư', 0xdd),
    ('\u{303}', 0xde),
    ('ă', 0xe3),
    ('\u{301}', 0xec),
    ('đ', 0xf0),
    ('\u{323}', 0xf2),
    ('ơ', 0xf5),
    ('ư', 0xfd),
    ('\u{a0}', 0xa0),
    ('Ê', 0xca),
    ('ê', 0xea),
];

/// One byte a letter: Windows-1258, or Latin-1 in an old font; `None` for a text that has other letters.
pub fn narrow(text: &str, font: Option<&str>) -> Option<Vec<u8>> {
    if font.is_some() {
        return text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    }
    let mut bytes = Vec::new();
    for letter in text.chars() {
        if let Some(byte) = byte(letter) {
            bytes.push(byte);
            continue;
        }
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let (tones, letters): (Vec<char>, Vec<char>) = parts.into_iter().partition(|c| is_tone(*c));
        for part in letters.into_iter().nfc().chain(tones) {
            bytes.push(byte(part)?);
        }
    }
    Some(bytes)
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn byte(letter: char) -> Option<u8> {
    let moved = MOVED.iter().find(|(known, _)| *known == letter).map(|(_, byte)| *byte);
    let latin = matches!(letter, '\t' | '\n' | '\r' | ' '..='~' | 'À' | 'Á' | 'Â' | 'È' | 'É' | 'Í' | 'Ó' | 'Ô' | 'Ù' | 'Ú')
        || matches!(letter, 'à' | 'á' | 'â' | 'è' | 'é' | 'í' | 'ó' | 'ô' | 'ù' | 'ú');
    moved.or_else(|| if latin { u8::try_from(u32::from(letter)).ok() } else { None })
}

/// UTF-16, little end first.
pub fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Two bytes each.
pub fn shorts(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| u16::try_from(*n).expect("two bytes").to_le_bytes()).collect()
}

/// Four bytes each.
pub fn longs(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| u32::try_from(*n).expect("four bytes").to_le_bytes()).collect()
}

/// A row or column as a plain number.
pub fn at(place: impl Into<u32>) -> usize {
    usize::try_from(place.into()).expect("a place")
}

#[test]
fn letters_and_marks_are_those_of_vietnamese_windows() {
    assert_eq!(
        narrow("Phường Vĩnh Bảo, Đất Đỏ", None).expect("its letters"),
        b"Ph\xfd\xf5\xccng Vi\xdenh Ba\xd2o, \xd0\xe2\xect \xd0o\xd2"
    );
    assert_eq!(narrow("✓", None), None);
}
