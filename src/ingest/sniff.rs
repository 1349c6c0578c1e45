//! First bytes → what kind of file it is, whatever its extension says.

use crate::model::FileFault;

/// Opens an OLE compound file: old Office formats, and new ones under a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Starts of files that are no workbooks, and what they are called.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xFF\xD8\xFF", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"II*\0", "tệp ảnh"),
    (b"MM\0*", "tệp ảnh"),
    (b"{\\rtf", "văn bản RTF"),
    (b"Rar!", "tệp nén (.rar)"),
    (b"7z\xBC\xAF", "tệp nén (.7z)"),
    (b"\x1F\x8B", "tệp nén (.gz)"),
    (b"MZ", "tệp chương trình"),
];

/// Is it a zip package, the only thing that can be opened further? Else why it cannot be read.
///
/// # Errors
///
/// [`FileFault::Empty`], [`FileFault::Password`], [`FileFault::UnsupportedFormat`], [`FileFault::NotAWorkbook`] or
/// [`FileFault::Damaged`] (a download that left only zero bytes).
pub(super) fn sniff(bytes: &[u8]) -> Result<(), FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.starts_with(b"PK") {
        return Ok(());
    }
    if bytes.starts_with(&OLE) {
        return Err(compound(bytes));
    }
    // BIFF2 to BIFF5 streams outside a compound file.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04 | 0x06 | 0x08, 0x00, ..]) {
        return Err(FileFault::UnsupportedFormat("Excel đời cũ (.xls)".to_owned()));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(FileFault::NotAWorkbook((*what).to_owned()));
    }
    if bytes.iter().all(|&b| b == 0) {
        return Err(FileFault::Damaged);
    }
    Err(textual(bytes))
}

/// Which compound file, by the names of its streams (UTF-16).
fn compound(bytes: &[u8]) -> FileFault {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        FileFault::Password
    } else if ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().any(has) {
        FileFault::UnsupportedFormat("Excel 97-2003 (.xls)".to_owned())
    } else if has("WordDocument") {
        FileFault::NotAWorkbook("văn bản Word 97-2003 (.doc)".to_owned())
    } else if has("PowerPoint Document") {
        FileFault::NotAWorkbook("bài trình chiếu PowerPoint (.ppt)".to_owned())
    } else {
        FileFault::NotAWorkbook("tệp Office đời cũ, không phải bảng tính".to_owned())
    }
}

/// Markup, plain text, or something unknown.
fn textual(bytes: &[u8]) -> FileFault {
    let head = &bytes[..bytes.len().min(4096)];
    let lossy = String::from_utf8_lossy(head);
    let text = lossy.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        let lower = text.to_ascii_lowercase();
        return if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            FileFault::UnsupportedFormat("Excel XML 2003 (.xml)".to_owned())
        } else if lower.contains("<html") || lower.contains("<table") || lower.contains("<!doctype html") {
            FileFault::NotAWorkbook("trang web (HTML) đổi đuôi".to_owned())
        } else {
            FileFault::NotAWorkbook("tệp XML".to_owned())
        };
    }
    // UTF-16 text starts with its mark and is full of zero bytes.
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if wide || !head.contains(&0) {
        FileFault::NotAWorkbook("tệp văn bản hoặc CSV".to_owned())
    } else {
        FileFault::NotAWorkbook("tệp không rõ loại".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: FileFault) {
        assert_eq!(sniff(bytes), Err(expected));
    }

    fn ole(stream: &str) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn what_a_file_is_does_not_depend_on_its_extension() {
        let not = |what: &str| FileFault::NotAWorkbook(what.to_owned());
        let unsupported = |what: &str| FileFault::UnsupportedFormat(what.to_owned());
        check(b"", FileFault::Empty);
        check(&[0; 512], FileFault::Damaged);
        check(b"%PDF-1.7", not("tệp PDF"));
        check(b"\x89PNG\r\n", not("tệp ảnh"));
        check(b"<html><table>", not("trang web (HTML) đổi đuôi"));
        check(b"<?xml version=\"1.0\"?><a/>", not("tệp XML"));
        check("STT;Tên mô hình".as_bytes(), not("tệp văn bản hoặc CSV"));
        check(b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", unsupported("Excel XML 2003 (.xml)"));
        check(&ole("Workbook"), unsupported("Excel 97-2003 (.xls)"));
        check(&ole("WordDocument"), not("văn bản Word 97-2003 (.doc)"));
        check(&ole("EncryptedPackage"), FileFault::Password);
    }

    #[test]
    fn a_zip_goes_on() {
        assert_eq!(sniff(b"PK\x03\x04"), Ok(()));
    }
}
