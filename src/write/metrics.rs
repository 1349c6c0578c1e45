//! How wide a text is in Times New Roman, so that rules are as long as the words above them and lines break evenly.
//!
//! Advance widths of the metric-compatible Liberation Serif, in thousandths of the size. Vietnamese letters are as wide as
//! their base letter; italics are taken as upright. An estimate: a few per cent off is normal, so callers leave slack.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::document::Typeface;

/// U+0020 to U+007E, regular.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722,
    667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278,
    500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// U+0020 to U+007E, bold.
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778,
    722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333,
    556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// Size and weight of a line of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    /// Points.
    pub(super) size: f32,
    /// Bold?
    pub(super) bold: bool,
}

impl From<Typeface> for Face {
    fn from(face: Typeface) -> Self {
        Self { size: face.size, bold: face.bold }
    }
}

/// Width of the text on one line, in points.
pub(super) fn width(text: &str, face: Face) -> f32 {
    let advances = Advances::of(face);
    let thousandths: u32 = text.chars().map(|c| advances.letter(c).unwrap_or_else(|| advance(c, face.bold).into())).sum();
    // Lengths of lines stay far below 2^23, where f32 is still exact.
    #[expect(clippy::cast_precision_loss, reason = "a layout estimate, never a figure")]
    let thousandths = thousandths as f32;
    thousandths * face.size / 1000.0
}

/// Advances of U+0000 to U+1EFF, regular and bold: every letter of Vietnamese is among them.
static ADVANCES: LazyLock<[Vec<u16>; 2]> = LazyLock::new(|| {
    let bare = |c: char| if c.is_ascii() { c } else { std::iter::once(c).nfd().next().unwrap_or(c) };
    [false, true].map(|bold| {
        let letters = (0..0x1f00).map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        letters.map(|c| if parts_words(c) { PARTS } else { advance(bare(c), bold) }).collect()
    })
});

/// Stands in the table for a character that parts words.
const PARTS: u16 = u16::MAX;

/// The table of one weight.
#[derive(Clone, Copy)]
struct Advances {
    known: &'static [u16],
    bold: bool,
}

impl Advances {
    fn of(face: Face) -> Self {
        Self { known: &ADVANCES[usize::from(face.bold)], bold: face.bold }
    }

    /// The advance of a letter; `None` of what parts words.
    fn letter(self, c: char) -> Option<u32> {
        match self.known.get(c as usize) {
            Some(&PARTS) => None,
            Some(&known) => Some(known.into()),
            None => (!parts_words(c)).then(|| advance(c, self.bold).into()),
        }
    }
}

fn advance(c: char, bold: bool) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    match c {
        ' '..='~' => table[usize::try_from(u32::from(c) - 0x20).unwrap_or(0)],
        '\u{a0}' => 250,
        '\u{300}'..='\u{36f}' => 0,
        'Đ' => 722,
        'đ' if bold => 556,
        '“' | '”' if !bold => 444,
        '‘' | '’' => 333,
        '—' | '…' => 1000,
        _ => 500,
    }
}

/// How many lines the text takes when its words are set greedily to `room` points; line ends in the text count.
pub(super) fn lines(text: &str, face: Face, room: f32) -> usize {
    let mut count = 1;
    set_lines(text, face, room, |_| count += 1);
    count
}

/// A no-break space parts no words.
fn parts_words(c: char) -> bool {
    c == ' ' || (c != '\u{a0}' && c.is_whitespace())
}

/// The words between which a line may break.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(parts_words).filter(|word| !word.is_empty())
}

/// Sets the words greedily to `room` points and tells the number of each word, from 0, that starts a new line.
fn set_lines(text: &str, face: Face, room: f32, mut starts: impl FnMut(usize)) {
    let advances = Advances::of(face);
    let (room, space) = (thousandths(room, face), u32::from(advance(' ', face.bold)));
    let (mut number, mut used, mut word) = (0, 0_u32, 0_u32);
    for c in text.chars().chain([' ']) {
        if let Some(advance) = advances.letter(c) {
            word += advance;
            continue;
        }
        if word > 0 {
            let begins = used > 0 && used + space + word > room;
            if begins {
                starts(number);
            }
            used = if begins || used == 0 { word } else { used + space + word };
            (number, word) = (number + 1, 0);
        }
        if c == '\n' {
            starts(number);
            used = 0;
        }
    }
}

/// Points in thousandths of the size.
fn thousandths(room: f32, face: Face) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a layout estimate; `as` keeps it in range")]
    let thousandths = (room * 1000.0 / face.size) as u32;
    thousandths
}

/// The narrowest width, in points, in which the text still takes no more lines than in `room`: set to it, its lines are
/// about equally long and no single word is left on the last. A little wider where that keeps “a quoted name” on one line.
pub(super) fn balanced(text: &str, face: Face, room: f32) -> f32 {
    let whole = width(text, face);
    let wanted = lines(text, face, room);
    if wanted <= 1 {
        return whole.min(room);
    }
    let least = narrowest(widest_word(text, face), room, 1.0, |room| lines(text, face, room) <= wanted);
    let mut wider = least;
    while wider <= room {
        if !splits_quotation(text, face, wider) {
            return wider;
        }
        wider += 2.0;
    }
    least
}

/// The narrowest room, from the widest word's up to all there is, in which a text still fits; `step`: how near it is sought.
pub(super) fn narrowest(word: f32, room: f32, step: f32, fits: impl Fn(f32) -> bool) -> f32 {
    let (mut low, mut high) = (word.min(room), room);
    while high - low > step {
        let middle = f32::midpoint(low, high);
        if fits(middle) { high = middle } else { low = middle }
    }
    high
}

/// Does one of the lines that the text takes in `room` points start inside quotation marks?
fn splits_quotation(text: &str, face: Face, room: f32) -> bool {
    let mut starts = Vec::new();
    set_lines(text, face, room, |number| starts.push(number));
    let mut depth = 0_i32;
    for (number, word) in words(text).enumerate() {
        if depth > 0 && starts.contains(&number) {
            return true;
        }
        depth += word.chars().map(|c| i32::from(c == '“') - i32::from(c == '”')).sum::<i32>();
    }
    false
}

/// Width of the text's widest word, points: the least room in which no word is broken.
pub(super) fn widest_word(text: &str, face: Face) -> f32 {
    words(text).map(|word| width(word, face)).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD_14: Face = Face { size: 14.0, bold: true };

    #[test]
    fn marks_add_no_width() {
        let plain = width("Doc lap - Tu do - Hanh phuc", BOLD_14);
        assert!((width("Độc lập - Tự do - Hạnh phúc", BOLD_14) - plain).abs() < 0.01);
        // Measured in the rendered page: about 181 points.
        assert!((160.0..190.0).contains(&plain), "{plain}");
    }

    #[test]
    fn a_long_name_breaks_into_lines_of_about_equal_length() {
        let name = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”";
        let room = width(name, BOLD_14) * 0.9;
        assert_eq!(lines(name, BOLD_14, room), 2);
        let even = balanced(name, BOLD_14, room);
        assert!(even < width(name, BOLD_14) * 0.62, "{even}");
        assert_eq!(lines(name, BOLD_14, even), 2);
    }

    #[test]
    fn a_quoted_name_stays_on_one_line_where_it_can() {
        let subject = "Kết quả thực hiện phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020 trên địa bàn thành phố";
        let wide = balanced(subject, BOLD_14, 460.0);
        assert_eq!(lines(subject, BOLD_14, wide), 2);
        assert!(!splits_quotation(subject, BOLD_14, wide));
        let short = width("Kết quả thực hiện phong trào thi đua “Dân", BOLD_14) + 2.0;
        assert!(splits_quotation(subject, BOLD_14, short));
    }

    #[test]
    fn a_short_name_keeps_its_width() {
        assert!((balanced("THÀNH ỦY", BOLD_14, 300.0) - width("THÀNH ỦY", BOLD_14)).abs() < 0.01);
    }
}
