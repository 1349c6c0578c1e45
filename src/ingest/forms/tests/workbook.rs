//! From the bytes of a workbook.

use super::fixture::{authority, said, units};
use super::lists::models;
use crate::ingest::Reader;
use crate::model::{Fate, FieldId, MisreadKind};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn a_workbook_is_read_from_its_bytes() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Biểu 1 - Mô hình").unwrap();
    page.merge_range(0, 0, 0, 4, "Đơn vị: Phường An Hòa", &Format::new()).unwrap();
    page.merge_range(2, 3, 2, 4, "Công nhận", &Format::new()).unwrap();
    for (col, text) in [(0, "STT"), (1, "Tên mô hình"), (2, "Lĩnh vực")] {
        page.merge_range(2, col, 3, col, text, &Format::new()).unwrap();
    }
    page.write(3, 3, "Cơ sở").unwrap();
    page.write(3, 4, "Huyện").unwrap();
    page.write(4, 0, 1).unwrap();
    page.write(4, 1, "Thu gom rác").unwrap();
    page.write(4, 2, "KT").unwrap();
    page.write(4, 3, 2016).unwrap();
    page.write(4, 4, "x").unwrap();
    let reading = Reader::new(&authority(), &units()).read("nop/a.xlsx", 0, &book.save_to_buffer().unwrap());
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = models(&reading);
    assert_eq!((&*rows[0].name, rows[0].field, rows[0].recognised.len()), ("Thu gom rác", Some(FieldId(0)), 2));
    assert_eq!(reading.contexts[0].mentions[0].text, "Phường An Hòa");
}

#[test]
fn a_file_that_is_no_workbook_is_refused() {
    let reading = Reader::new(&authority(), &units()).read("nop/a.xlsx", 3, b"%PDF-1.7");
    assert!(matches!(reading.fate, Fate::Refused(_)));
    assert!(matches!(reading.misreads[0].what, MisreadKind::Refused(_)));
    assert_eq!(reading.misreads[0].at.file, 3);
}
