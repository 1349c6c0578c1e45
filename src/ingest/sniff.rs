//! First bytes → what kind of file it is, whatever its extension says.

use super::formats::compound::Compound;
use crate::model::FileFault;

/// Opens an OLE compound file: old Office formats, and new ones under a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Starts of files that hold no tables, and what they are called.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xFF\xD8\xFF", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"II*\0", "tệp ảnh"),
    (b"MM\0*", "tệp ảnh"),
    (b"{\\rtf", "văn bản RTF"),
    (b"Rar!", "tệp nén (.rar)"),
    (b"7z\xBC\xAF", "tệp nén (.7z)"),
    (b"\x1F\x8B", "tệp nén (.gz)"),
    (b"MIME-Version:", "trang web lưu một tệp (.mht)"),
];

/// What can be opened further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A zip package: .xlsx, .xlsb, .ods, .docx.
    Zip,
    /// Excel 97-2003 or 5.0 in a compound file.
    OldExcel,
    /// A web page, often named .xls.
    Html,
    /// Excel XML 2003, often named .xls.
    SpreadsheetXml,
    /// Text, perhaps separated by commas, semicolons or tabs.
    Text,
}

/// What the bytes are, or why they cannot be read.
///
/// # Errors
///
/// [`FileFault::Empty`], [`FileFault::Password`], [`FileFault::UnsupportedFormat`], [`FileFault::NotAWorkbook`] or
/// [`FileFault::Damaged`] (a download that left only zero bytes).
pub(super) fn sniff(bytes: &[u8]) -> Result<Shape, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.starts_with(b"PK") {
        return Ok(Shape::Zip);
    }
    if bytes.starts_with(&OLE) {
        return compound(bytes);
    }
    // BIFF2 to BIFF5 streams outside a compound file.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04 | 0x06 | 0x08, 0x00, ..]) {
        return Err(FileFault::UnsupportedFormat("Excel đời cũ (.xls)".to_owned()));
    }
    let not = |what: &str| Err(FileFault::NotAWorkbook(what.to_owned()));
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return not(what);
    }
    // Two letters open a bitmap and a program; a text may begin with them too.
    let binary = bytes.iter().take(64).any(|&b| b == 0);
    match bytes {
        [b'B', b'M', ..] if binary => return not("tệp ảnh"),
        [b'M', b'Z', ..] if binary => return not("tệp chương trình"),
        _ => {}
    }
    if bytes.iter().all(|&b| b == 0) {
        return Err(FileFault::Damaged);
    }
    textual(bytes)
}

/// Which compound file, by the names at the top of its directory; where that is broken, by any name in it (UTF-16).
fn compound(bytes: &[u8]) -> Result<Shape, FileFault> {
    let file = Compound::open(bytes);
    let names = file.as_ref().map(Compound::names).filter(|names| !names.is_empty());
    let has = |name: &str| {
        names.as_ref().map_or_else(
            || {
                let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
                bytes.windows(wide.len()).any(|w| w == wide)
            },
            |names| names.contains(&name),
        )
    };
    let not = |what: &str| Err(FileFault::NotAWorkbook(what.to_owned()));
    if has("EncryptedPackage") {
        Err(FileFault::Password)
    } else if has("WordDocument") {
        not("văn bản Word 97-2003 (.doc)")
    } else if has("PowerPoint Document") {
        not("bài trình chiếu PowerPoint (.ppt)")
    } else if ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().any(has) {
        Ok(Shape::OldExcel)
    } else if directory_is_cut(bytes) {
        Err(FileFault::Damaged)
    } else {
        not("tệp Office đời cũ, không phải bảng tính")
    }
}

/// Does the list of streams stand beyond the end of the file? Then it was cut short, whatever it was.
fn directory_is_cut(bytes: &[u8]) -> bool {
    let word = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let sector = word(48).map_or(u64::MAX, u64::from);
    // Sectors of 4,096 bytes are said by a 12 in the header, of 512 by a 9.
    let size = if bytes.get(30) == Some(&12) { 4096 } else { 512 };
    sector.saturating_add(2).saturating_mul(size) > bytes.len() as u64
}

/// Markup, plain text, or something unknown.
fn textual(bytes: &[u8]) -> Result<Shape, FileFault> {
    let head = &bytes[..bytes.len().min(4096)];
    // UTF-16 text starts with its mark and is full of zero bytes.
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let plain: Vec<u8> = head.iter().copied().filter(|&b| !wide || b != 0).collect();
    let lossy = String::from_utf8_lossy(plain.get(if wide { 2 } else { 0 }..).unwrap_or_default());
    let text = lossy.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        let lower = text.to_ascii_lowercase();
        return if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && !lower.contains("<html") {
            Ok(Shape::SpreadsheetXml)
        } else if ["<html", "<table", "<!doctype html", "<body", "<head", "<style", "<meta"].iter().any(|t| lower.contains(t)) {
            Ok(Shape::Html)
        } else {
            Err(FileFault::NotAWorkbook("tệp dữ liệu của phần mềm khác".to_owned()))
        };
    }
    if wide || !head.contains(&0) { Ok(Shape::Text) } else { Err(FileFault::NotAWorkbook("tệp không rõ loại".to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &Result<Shape, FileFault>) {
        assert_eq!(sniff(bytes), *expected);
    }

    fn ole(stream: &str) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.extend(stream.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn what_a_file_is_does_not_depend_on_its_extension() {
        let not = |what: &str| Err(FileFault::NotAWorkbook(what.to_owned()));
        check(b"", &Err(FileFault::Empty));
        check(&[0; 512], &Err(FileFault::Damaged));
        check(b"%PDF-1.7", &not("tệp PDF"));
        check(b"\x89PNG\r\n", &not("tệp ảnh"));
        check(b"BM\x36\0\0\0", &not("tệp ảnh"));
        check(b"Rar!\x1a\x07", &not("tệp nén (.rar)"));
        check(b"<?xml version=\"1.0\"?><a/>", &not("tệp dữ liệu của phần mềm khác"));
        check(&ole("WordDocument"), &not("văn bản Word 97-2003 (.doc)"));
        // Shorter than its own header.
        check(&OLE, &Err(FileFault::Damaged));
        check(&ole("EncryptedPackage"), &Err(FileFault::Password));
    }

    /// A document that a workbook has embedded keeps its streams in a folder of its own.
    #[test]
    fn a_workbook_with_a_word_document_inside_is_a_workbook() {
        let mut bytes = include_bytes!("../../tests/workbooks/formats/xlwt.xls").to_vec();
        bytes.extend(ole("WordDocument"));
        check(&bytes, &Ok(Shape::OldExcel));
    }

    #[test]
    fn what_can_hold_tables_goes_on() {
        check(b"PK\x03\x04", &Ok(Shape::Zip));
        check(&ole("Workbook"), &Ok(Shape::OldExcel));
        check(b"<html><table>", &Ok(Shape::Html));
        check(b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", &Ok(Shape::SpreadsheetXml));
        check("STT;Tên mô hình".as_bytes(), &Ok(Shape::Text));
        check(b"BM;BIEU 1", &Ok(Shape::Text));
        let wide =
            |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<_>>();
        check(&wide("STT\tTên"), &Ok(Shape::Text));
        check(&wide("<html><table>"), &Ok(Shape::Html));
    }
}
