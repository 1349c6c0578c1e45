//! Hazards of the formats besides .xlsx: .xls, .ods, and files that only look like a workbook.

use std::fs;

use super::{Case, Outcome};
use crate::crafted::repacked;

const DAMAGED: Outcome = Outcome::Refused("tệp bị hỏng");

fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/workbooks/formats/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

fn case(code: &'static str, extension: &'static str, bytes: Vec<u8>, outcome: Outcome) -> Case {
    Case { code, extension, bytes, twin: Vec::new(), outcome }
}

/// All of them.
pub fn all() -> Vec<Case> {
    let mut all = old_excel();
    all.extend(open_document());
    all.extend(disguised());
    all
}

/// The first record of a type (its number and length), changed.
#[track_caller]
fn record(mut bytes: Vec<u8>, head: [u8; 4], change: impl Fn(&mut [u8])) -> Vec<u8> {
    let at = bytes.windows(4).position(|window| window == head).expect("a record");
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    change(&mut bytes[at + 4..at + 4 + length]);
    bytes
}

fn old_excel() -> Vec<Case> {
    let book = || fixture("xlwt.xls");
    let sector = |bytes: &mut Vec<u8>, at: usize, value: u32| bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    // The allocation table of the compound file, its first sector.
    let table = |bytes: &[u8]| {
        512 + 512 * usize::try_from(u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]])).expect("an index")
    };
    let directory =
        |bytes: &[u8]| usize::try_from(u32::from_le_bytes([bytes[48], bytes[49], bytes[50], bytes[51]])).expect("an index");
    let mut looping = book();
    let place = table(&looping) + 4 * directory(&looping);
    let first = u32::try_from(directory(&looping)).expect("an index");
    sector(&mut looping, place, first);
    let mut stream = book();
    let place = table(&stream);
    sector(&mut stream, place, 0);
    let mut outside = book();
    let place = table(&outside);
    sector(&mut outside, place, 0x00FF_FFFF);
    vec![
        // A cell in column 65,536.
        case("b30", "xls", record(book(), [0xFD, 0x00, 0x0A, 0x00], |cell| cell[2..4].copy_from_slice(&[0xFF, 0xFF])), DAMAGED),
        Case {
            twin: book(),
            ..case("b33", "xls", record(book(), [0x00, 0x02, 0x0E, 0x00], |size| size.fill(0xFF)), Outcome::Read(&[]))
        },
        // Read for ever, until the memory it may take is spent.
        case("c24", "xls", looping, Outcome::Refused("bộ nhớ")),
        case("c25", "xls", stream, DAMAGED),
        case("c29", "xls", outside, DAMAGED),
        case("c31", "xls", book()[..1000].to_vec(), DAMAGED),
        case("c32", "xls", book()[..2500].to_vec(), DAMAGED),
    ]
}

/// A table of one row, repeated.
fn ods(cells: &str, rows: u32) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"{rows}\">{cells}\
         </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    repacked(&[("mimetype".to_owned(), kind.into_bytes()), ("content.xml".to_owned(), content.into_bytes())]).expect("a package")
}

fn open_document() -> Vec<Case> {
    let number = "<table:table-cell table:number-columns-repeated=\"90\" office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell>";
    let long = format!(
        "<table:table-cell table:number-columns-repeated=\"100\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
        "dài ".repeat(200_000)
    );
    vec![
        case("b26", "ods", ods(&long, 1_000), Outcome::Refused("ô")),
        case("b28", "ods", ods(number, 1_000_000), Outcome::Refused("ô")),
        case("b28a", "ods", ods(&number.replace("\"90\"", "\"4294967295\""), u32::MAX), Outcome::Refused("")),
    ]
}

/// Other things under a workbook's name.
fn disguised() -> Vec<Case> {
    vec![
        case("d01", "xlsx", b"%PDF-1.7\n1 0 obj\n".to_vec(), Outcome::Refused("PDF")),
        case("d02", "xls", b"\x89PNG\r\n\x1a\n0000".to_vec(), Outcome::Refused("ảnh")),
        case("d03", "xlsx", b"MZ\x90\0".to_vec(), Outcome::Refused("chương trình")),
        case("d04", "xlsx", [b"PK\x05\x06".to_vec(), vec![0; 18]].concat(), Outcome::Refused("")),
        case("d05", "xls", format!("<html><table>{}", "<table><tr><td>".repeat(100_000)).into_bytes(), Outcome::Read(&["S02"])),
        case(
            "d06",
            "xls",
            format!(
                "<html><table><tr><td colspan=\"4000000000\" rowspan=\"4000000000\">1</td></tr>{}</table></html>",
                "<tr><td>x</td></tr>".repeat(100)
            )
            .into_bytes(),
            Outcome::Read(&["S02"]),
        ),
        case("d08", "xls", b"<html><body>Phien lam viec da het han</body></html>".to_vec(), Outcome::Refused("trang web")),
        case("d09", "xlsx", b"<?xml version=\"1.0\"?><HSoKhaiThue/>".to_vec(), Outcome::Refused("phần mềm khác")),
        case("d10", "csv", "STT;Tên mô hình\n1;\"Đường hoa\n2;Đèn đường\n".into(), Outcome::Refused("dòng 2")),
        case("d11", "xlsx", [b"PK\x03\x04".to_vec(), vec![7; 60]].concat(), DAMAGED),
        case("d07", "csv", format!("a;b;{}\n", ";".repeat(200_000)).into_bytes(), Outcome::Refused("")),
    ]
}
