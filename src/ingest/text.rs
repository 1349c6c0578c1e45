//! Separated text as Excel saves it (`don-vi.csv`, lists sent as .csv) → rows of cells with their line numbers.
//!
//! The trap: Windows-1258 writes a letter and its tone mark as two bytes, the mark after the letter, so decoded text
//! must be composed (NFC) before it is compared with anything.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::legacy;
use crate::model::syllable;

/// Lines looked at for the separator.
const SAMPLE: usize = 200;

/// A row: line in the file (from 1), cells.
pub type Row = (usize, Vec<String>);

/// A fault of the text itself: line, message.
pub type TextFault = (usize, String);

/// 0x80 to 0x9F of Windows-1258; U+FFFD where nothing is assigned.
const LOW: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', '\u{fffd}', '‹', 'Œ', '\u{fffd}', '\u{fffd}', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', '\u{fffd}', '›', 'œ', '\u{fffd}', '\u{fffd}', 'Ÿ',
];

/// One byte of Windows-1258; from 0xA0 it is Latin-1 but for the letters and marks of Vietnamese.
fn windows_1258(byte: u8) -> char {
    match byte {
        0x80..=0x9f => LOW[usize::from(byte - 0x80)],
        0xc3 => 'Ă',
        0xcc => '\u{0300}',
        0xd0 => 'Đ',
        0xd2 => '\u{0309}',
        0xd5 => 'Ơ',
        0xdd => 'Ư',
        0xde => '\u{0303}',
        0xe3 => 'ă',
        0xec => '\u{0301}',
        0xf0 => 'đ',
        0xf2 => '\u{0323}',
        0xf5 => 'ơ',
        0xfd => 'ư',
        0xfe => '₫',
        other => char::from(other),
    }
}

/// Text with one byte a letter: Windows-1258, unless the bytes only make sense in an old font, which is mended cell by cell
/// from the letters of Windows-1252.
fn one_byte(bytes: &[u8]) -> String {
    let vietnamese: String = bytes.iter().map(|byte| windows_1258(*byte)).collect();
    let western: String = bytes.iter().map(|byte| western(*byte)).collect();
    let words = |text: &str| text.split(boundary).filter(|word| !word.is_ascii() && syllable::is_valid(word)).count();
    let composed: String = vietnamese.nfc().collect();
    let mended: usize = western.split(['\n', '\t', ';', ',']).filter_map(legacy::mend).map(|cell| words(&cell)).sum();
    if mended > words(&composed) { western } else { vietnamese }
}

fn boundary(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

/// One byte of Windows-1252; it shares 0x80 to 0x9F with Windows-1258 but for four letters.
fn western(byte: u8) -> char {
    match byte {
        0x8a => 'Š',
        0x8e => 'Ž',
        0x9a => 'š',
        0x9e => 'ž',
        0x80..=0x9f => windows_1258(byte),
        other => char::from(other),
    }
}

/// The text of the bytes: UTF-16 with its mark, UTF-8 with or without, else Windows-1258; NFC.
///
/// # Errors
///
/// The first line with a byte that no known encoding has.
pub fn decode(bytes: &[u8]) -> Result<String, TextFault> {
    let pairs = |big: bool| -> Vec<u16> {
        let unit = |pair: &[u8]| match pair {
            [a, b] if big => u16::from_be_bytes([*a, *b]),
            [a, b] => u16::from_le_bytes([*a, *b]),
            _ => 0xfffd,
        };
        bytes.get(2..).unwrap_or_default().chunks(2).map(unit).collect()
    };
    let text: String = match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&pairs(false)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&pairs(true)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => one_byte(bytes),
        },
    };
    let strange = |c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if let Some(at) = text.find(strange) {
        let line = text[..at].matches('\n').count() + 1;
        let message = "có ký tự không đọc được; mở tệp bằng Excel rồi lưu lại kiểu “CSV UTF-8 (Comma delimited)”";
        return Err((line, message.to_owned()));
    }
    // One kind of line end: the line numbers of the CSV reader lag behind at "\r\n".
    Ok(text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect())
}

/// A line as it reads: mended, where it is in an old font's encoding.
pub fn mended(line: &str) -> String {
    legacy::mend(line).unwrap_or_else(|| line.to_owned())
}

/// The character between cells: the one most frequent in the first line that is not empty, outside quotes.
/// A first line with a single heading has none.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            if !quoted && byte == *separator {
                *count += 1;
            }
        }
    }
    // U+001F never stands in a text: one column.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
    best.map_or(0x1f, |(separator, _)| *separator)
}

/// The character between cells of a list with titles above it: the one that divides most lines into the same number of
/// cells. Prose has commas too, but never the same number in every line.
fn prevailing_separator(text: &str) -> u8 {
    let mut best = (0, 0x1f);
    for separator in [b'\t', b';', b','] {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE) {
            let mut quoted = false;
            let count = line.bytes().filter(|byte| {
                quoted ^= *byte == b'"';
                !quoted && *byte == separator
            });
            *counts.entry(count.count()).or_default() += 1;
        }
        let score = counts.iter().filter(|(count, _)| **count > 0).map(|(count, lines)| count * lines * lines).max();
        if score.is_some_and(|score| score > best.0) {
            best = (score.unwrap_or(0), separator);
        }
    }
    best.1
}

/// The rows of a list with its headings in the first line, blank ones left out.
///
/// # Errors
///
/// The line of a quotation mark that never closes.
pub fn rows(text: &str) -> Result<Vec<Row>, TextFault> {
    rows_by(text, separator)
}

/// The rows of a form, which may have titles above its headings, blank ones left out.
///
/// # Errors
///
/// As [`rows`].
pub fn table(text: &str) -> Result<Vec<Row>, TextFault> {
    rows_by(text, prevailing_separator)
}

fn rows_by(text: &str, separator: fn(&str) -> u8) -> Result<Vec<Row>, TextFault> {
    // "sep=;" is Excel's own first line, never a heading.
    let (declared, skipped) = match text.lines().next().and_then(|line| line.trim().strip_prefix("sep=")) {
        Some(mark) => (mark.bytes().next(), 1),
        None => (None, 0),
    };
    let body = if skipped == 1 { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(declared.unwrap_or_else(|| separator(body)))
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let open_quote = body.matches('"').count() % 2 == 1;
    let mut rows = Vec::new();
    for record in reader.records() {
        // The text is UTF-8 and rows may differ in length, so no record can fail.
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, |at| line_of(body, at)) + skipped;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if open_quote && cells.iter().any(|cell| cell.contains('\n')) {
            return Err((line, "có dấu ngoặc kép \" mở mà không đóng; thêm dấu đóng, hoặc xóa dấu mở".to_owned()));
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((line, cells));
        }
    }
    Ok(rows)
}

/// The line a record stands in: the reader notes where it began to look, which is before any blank lines.
fn line_of(body: &str, at: &csv::Position) -> usize {
    let whole = |n: u64| usize::try_from(n).unwrap_or(0);
    let blank = body.bytes().skip(whole(at.byte())).take_while(|byte| *byte == b'\n').count();
    whole(at.line()) + blank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1258_composes_letter_and_mark() {
        // "Phường Vĩnh Bảo, Đất Đỏ" as Python's cp1258 writes it (marks after their letter).
        let bytes = b"Ph\xfd\xf5\xccng Vi\xdenh Ba\xd2o, \xd0\xe2\xect \xd0o\xd2";
        assert_eq!(decode(bytes), Ok("Phường Vĩnh Bảo, Đất Đỏ".to_owned()));
    }

    /// "Phường Vĩnh Bảo" in TCVN3, as the cells of an old list hold it.
    #[test]
    fn letters_of_an_old_font_are_left_for_mending() {
        let bytes = b"STT;T\xaan m\xab h\xd7nh;\xa7\xacn v\xde\n1;Thu gom r\xb8c th\xb6i;Ph\xad\xeang V\xdcnh B\xb6o\n";
        let text = decode(bytes).unwrap_or_default();
        assert!(text.contains("Ph\u{ad}êng VÜnh B¶o"), "{text}");
    }

    #[test]
    fn utf_8_and_utf_16_marks_are_taken_off() {
        assert_eq!(decode("\u{feff}tên".as_bytes()), Ok("tên".to_owned()));
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("tên".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide), Ok("tên".to_owned()));
    }

    #[test]
    fn bytes_of_no_known_encoding_name_their_line() {
        let fault = decode(b"ten\nX\xe3 A\nX\x81\n").map_err(|(line, _)| line);
        assert_eq!(fault, Err(3));
    }

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &[&str])]) {
        let text = decode(text.as_bytes()).unwrap_or_default();
        let expected: Vec<Row> =
            expected.iter().map(|(line, cells)| (*line, cells.iter().map(|&cell| cell.to_owned()).collect())).collect();
        assert_eq!(rows(&text), Ok(expected), "{text:?}");
    }

    #[test]
    fn the_separator_is_seen_in_the_first_line() {
        check("ma;ten\r\na;Xã A, B\r\n", &[(1, &["ma", "ten"]), (2, &["a", "Xã A, B"])]);
        check("ma,ten\na,\"Xã A, B\"\n", &[(1, &["ma", "ten"]), (2, &["a", "Xã A, B"])]);
        check("ma\tten\na\tX\n", &[(1, &["ma", "ten"]), (2, &["a", "X"])]);
        check("ten\nHội A, phường B\n", &[(1, &["ten"]), (2, &["Hội A, phường B"])]);
        check("sep=;\nma;ten\na;X\n", &[(2, &["ma", "ten"]), (3, &["a", "X"])]);
    }

    #[test]
    fn blank_lines_keep_the_count_of_lines() {
        check("\nten,cap\n\n,\n\nX,\n", &[(2, &["ten", "cap"]), (6, &["X", ""])]);
    }

    #[test]
    fn an_open_quote_is_said_where_it_opens() {
        assert_eq!(rows("ten,cap\n\"X,a\nY,b\n").map_err(|(line, _)| line), Err(2));
    }
}
