#![expect(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]

use std::io::{Cursor, Write};

use super::*;
use crate::ingest::grid::CellValue;
use crate::model::Date;

impl Grid {
    /// The value of a cell.
    fn at(&self, row: u32, col: u16) -> Option<&CellValue> {
        self.rows.get(&row)?.iter().find(|(c, _)| *c == col).map(|(_, value)| value)
    }
}

#[track_caller]
fn read(bytes: &[u8]) -> Vec<Grid> {
    sheets(bytes, &Limits::default()).unwrap()
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.into())
}

fn number(value: f64) -> CellValue {
    CellValue::Number { value, percent: false }
}

/// A zip package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The second sheet of the committed list is hidden and holds a percentage and a date.
#[test]
fn percentages_dates_and_hidden_sheets_survive_each_format_of_excel() {
    for (name, bytes) in [
        ("openpyxl.xlsx", include_bytes!("../../../tests/workbooks/formats/openpyxl.xlsx").as_slice()),
        ("xlwt.xls", include_bytes!("../../../tests/workbooks/formats/xlwt.xls")),
        ("libreoffice.xls", include_bytes!("../../../tests/workbooks/formats/libreoffice.xls")),
        ("libreoffice.ods", include_bytes!("../../../tests/workbooks/formats/libreoffice.ods")),
        ("excel-2003-xml.xls", include_bytes!("../../../tests/workbooks/formats/excel-2003-xml.xls")),
    ] {
        let grids = read(bytes);
        let names: Vec<_> = grids.iter().map(|grid| (grid.name.as_str(), grid.hidden)).collect();
        assert_eq!(names, [("Biểu 1", false), ("Cũ", true)], "{name}");
        assert_eq!(grids[1].at(0, 0), Some(&text("Bản năm trước")), "{name}");
        assert_eq!(grids[1].at(1, 1), Some(&CellValue::Number { value: 0.0052, percent: true }), "{name}");
        assert_eq!(grids[1].at(2, 1), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })), "{name}");
        assert!(grids[0].merges.contains(&(5, 6, 5, 7)) && grids[0].merges.contains(&(5, 0, 6, 0)), "{name}");
        assert_eq!(grids[0].hidden_rows, [9], "{name}");
        assert_eq!(grids[0].formulas, [(10, 6), (10, 7)], "{name}");
    }
}

#[test]
fn a_formula_never_calculated_is_told_wherever_it_can_be_seen() {
    let never = |bytes: &[u8]| matches!(read(bytes)[0].at(10, 6), Some(CellValue::NotCalculated(_)));
    assert!(never(include_bytes!("../../../tests/workbooks/formats/openpyxl.xlsx")));
    assert!(never(include_bytes!("../../../tests/workbooks/formats/xlwt.xls")));
    assert!(never(include_bytes!("../../../tests/workbooks/formats/excel-2003-xml.xls")));
    assert!(!never(include_bytes!("../../../tests/workbooks/formats/libreoffice.xls")));
    assert!(!never(include_bytes!("../../../tests/workbooks/formats/libreoffice.ods")));
}

/// Excel 5.0 kept Windows-1258 bytes under the code page of the Windows it ran on.
#[test]
fn a_wrong_code_page_is_seen_and_mended() {
    let grids = read(include_bytes!("../../../tests/workbooks/formats/excel-5.xls"));
    assert_eq!(grids[0].name, "Biểu 1");
    assert_eq!(grids[0].at(1, 0), Some(&text("PHƯỜNG AN HÒA")));
    assert_eq!(grids[0].at(7, 5), Some(&number(2020.0)));
}

#[track_caller]
fn ods(body: &str) -> Result<Vec<Grid>, FileFault> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let parts: [(&str, &[u8]); 2] =
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())];
    sheets(&package(&parts), &Limits::default())
}

#[test]
fn ods_errors_repeats_and_deleted_cells() {
    let grids = ods(
        "<table:tracked-changes><table:table-cell><text:p>cũ</text:p></table:table-cell></table:tracked-changes>\
         <table:table table:name=\"A\"><table:table-column table:number-columns-repeated=\"2\"/>\
         <table:table-column table:visibility=\"collapse\"/>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row table:visibility=\"filter\"><table:table-cell/>\
         <table:table-cell office:value-type=\"float\" office:value=\"1.5\" table:number-columns-repeated=\"2\"><text:p>1,5</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=SUM([.B1:.B2])\"/>\
         <table:table-cell office:value-type=\"string\"><office:annotation><text:p>ghi chú</text:p></office:annotation>\
         <text:p>Tổ<text:s text:c=\"2\"/>1</text:p><text:p>Tổ 2</text:p></table:table-cell></table:table-row></table:table>\
         <table:table table:name=\"B\" table:style-name=\"ta2\"/>",
    )
    .unwrap();
    let grid = &grids[0];
    assert_eq!((grid.at(3, 1), grid.at(3, 2)), (Some(&number(1.5)), Some(&number(1.5))));
    assert_eq!(grid.at(3, 3), Some(&CellValue::Error("#DIV/0!".to_owned())));
    assert_eq!(grid.at(3, 4), Some(&CellValue::NotCalculated("=SUM(B1:B2)".to_owned())));
    assert_eq!(grid.at(3, 5), Some(&text("Tổ  1\nTổ 2")));
    assert_eq!((grid.rows.len(), &grid.hidden_rows[..], &grid.hidden_cols[..]), (1, &[3][..], &[2][..]));
    assert!(!grid.hidden && grids[1].hidden);
}

#[test]
fn an_ods_that_repeats_without_end_is_over_the_limit() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/>";
    let bomb = format!(
        "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row></table:table>"
    );
    assert!(matches!(ods(&bomb), Err(FileFault::OverLimit(_))));
    let far = "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"4294967295\"/><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(ods(far).map(|_| ()), Err(FileFault::Damaged));
}

#[track_caller]
fn page(html: &str) -> Grid {
    read(html.as_bytes()).remove(0)
}

#[test]
fn spans_of_a_web_page_become_merged_cells() {
    let grid = page(
        "<table><tr><td rowspan=2>STT<td colspan=2>Công nhận<td rowspan=2>Ghi chú<tr><td>Cơ sở<td>Huyện<tr><td>1<td>x<td><td>nêu</table>",
    );
    assert_eq!(grid.merges, [(0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)]);
    assert_eq!((grid.at(1, 1), grid.at(1, 2)), (Some(&text("Cơ sở")), Some(&text("Huyện"))));
    assert_eq!((grid.at(2, 1), grid.at(2, 3)), (Some(&text("x")), Some(&text("nêu"))));
}

#[test]
fn a_web_page_laid_out_with_tables_shows_the_table_inside() {
    let inner = "<table><tr><td>STT<td>Tên<tr><td>1<td>Một<br>hai</table>";
    let grid = page(&format!("<table><tr><td>Đơn vị: Phường A{inner}cuối trang<td></table>"));
    assert_eq!(grid.at(0, 0), Some(&text("Đơn vị: Phường A")));
    assert_eq!(grid.at(3, 1), Some(&text("Một\nhai")));
    assert_eq!(grid.at(6, 0), Some(&text("cuối trang")));
}

#[test]
fn numbers_behind_a_web_page_are_exact_and_dates_stay_dates() {
    let grid = page(
        "<table><tr><td x:num=\"0.0052\">0,52%<td sdval=\"1952\" sdnum=\"1066;\">1.952<td sdval=\"44064\">21/08/2020<td>1.952<tr><td>a<td>b</table>",
    );
    assert_eq!(grid.at(0, 0), Some(&CellValue::Number { value: 0.0052, percent: true }));
    assert_eq!(grid.at(0, 1), Some(&number(1952.0)));
    assert_eq!((grid.at(0, 2), grid.at(0, 3)), (Some(&text("21/08/2020")), Some(&text("1.952"))));
}

#[test]
fn spans_that_claim_the_whole_sheet_cost_nothing() {
    let row = "<tr><td rowspan=4294967295 colspan=4294967295>a<td>b";
    assert_eq!(page(&format!("<table>{}</table>", row.repeat(50))).rows.len(), 50);
}

fn document(body: &str) -> Grid {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://x/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    read(&package(&[("_rels/.rels", relations.as_bytes()), ("word/document.xml", xml.as_bytes())])).remove(0)
}

#[test]
fn a_word_table_is_read_as_it_is_printed() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let (start, on, two) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>", "<w:gridSpan w:val=\"2\"/>");
    let rows = [
        format!("<w:tr>{}{}{}</w:tr>", cell(start, "STT"), cell(two, "Công nhận"), cell(start, "A &amp; B")),
        format!("<w:tr>{}{}{}{}</w:tr>", cell(on, ""), cell("", "Cơ sở"), cell("", "Huyện"), cell(on, "")),
        format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>", cell("", "bỏ")),
        format!(
            "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}<w:tc><w:p><w:del><w:r><w:t>cũ</w:t></w:r></w:del>\
             <w:ins><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:ins></w:p></w:tc></w:tr>",
            cell("", "x")
        ),
    ];
    let grid = document(&format!("<w:p><w:r><w:t>Đơn vị: Phường A</w:t></w:r></w:p><w:tbl>{}</w:tbl>", rows.concat()));
    assert_eq!(grid.at(0, 0), Some(&text("Đơn vị: Phường A")));
    assert_eq!(grid.merges, [(2, 1, 2, 2), (2, 0, 3, 0), (2, 3, 3, 3)]);
    assert_eq!((grid.at(2, 3), grid.at(3, 2)), (Some(&text("A & B")), Some(&text("Huyện"))));
    assert_eq!((grid.at(4, 1), grid.at(4, 2)), (Some(&text("x")), Some(&text("\u{f0fc}"))));
    assert_eq!(grid.rows.len(), 4);
}

#[test]
fn text_needs_columns_to_be_a_table() {
    let refused = |text: &str| sheets(text.as_bytes(), &Limits::default()).map(|_| ());
    let not = |what: &str| Err(FileFault::NotAWorkbook(what.to_owned()));
    assert_eq!(refused("không phải là tệp Excel, chỉ là chữ"), not("tệp văn bản không chia thành cột"));
    assert_eq!(
        refused("a;b\nc;\"d\n"),
        not("tệp CSV, dòng 2 có dấu ngoặc kép \" mở mà không đóng; thêm dấu đóng, hoặc xóa dấu mở")
    );
    assert_eq!(refused("<html><body>Đăng nhập</body></html>"), not("trang web không có bảng"));
    // Titles with commas of their own above columns of semicolons; a cell of two lines.
    let grid = page("Phường An Hòa, thành phố Rạch Giá\nSTT;Tên;Ghi chú\n1;\"Một,\nhai\";\n2;Ba, bốn;x\n");
    assert_eq!(grid.at(0, 0), Some(&text("Phường An Hòa, thành phố Rạch Giá")));
    assert_eq!((grid.at(2, 1), grid.at(3, 1)), (Some(&text("Một,\nhai")), Some(&text("Ba, bốn"))));
    assert_eq!(grid.at(3, 2), Some(&text("x")));
}

/// One record of an .xlsb.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let byte = |n: u16| u8::try_from(n).unwrap();
    let low = byte(kind & 0x7f);
    if kind > 0x7f {
        out.push(low | 0x80);
        out.push(byte(kind >> 7));
    } else {
        out.push(low);
    }
    assert!(content.len() < 128);
    out.push(u8::try_from(content.len()).unwrap());
    out.extend(content);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap();
    length.to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn xlsb(sheet: &[Vec<u8>]) -> Result<Vec<Grid>, FileFault> {
    let root = "<Relationships><Relationship Id=\"a\" Type=\"http://x/relationships/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
    let book = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let entry = [words(&[1, 1]), wide("rId1"), wide("Biểu 1")].concat();
    let strings = [record(0x9f, &words(&[1, 1])), record(0x13, &[vec![0], wide("Dân vận khéo")].concat())].concat();
    let format = |id: u16| record(0x2f, &[vec![0, 0], id.to_le_bytes().to_vec(), vec![0; 12]].concat());
    let custom = record(0x2c, &[164_u16.to_le_bytes().to_vec(), wide("dd/mm/yyyy")].concat());
    let styles = [custom, record(0x269, &words(&[3])), format(0), format(10), format(164), record(0x26a, &[])].concat();
    let sheet = sheet.concat();
    let bytes = package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/_rels/workbook.bin.rels", book.as_bytes()),
        ("xl/workbook.bin", &record(0x9c, &entry)),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ]);
    sheets(&bytes, &Limits::default())
}

fn row(index: u32, hidden: bool) -> Vec<u8> {
    record(0x00, &[words(&[index, 0]), vec![0, 0, 0, u8::from(hidden) << 4, 0], words(&[0])].concat())
}

#[test]
fn an_xlsb_gives_values_formats_and_what_is_hidden() {
    let cell = |kind: u16, col: u32, style: u32, value: &[u8]| record(kind, &[&words(&[col, style])[..], value].concat());
    let grids = xlsb(&[
        record(0x3c, &[words(&[2, 3, 0, 0]), vec![1, 0]].concat()),
        row(4, false),
        cell(0x07, 0, 0, &words(&[0])),
        cell(0x05, 1, 1, &0.0052_f64.to_le_bytes()),
        cell(0x02, 2, 2, &words(&[(44_064 << 2) | 2])),
        cell(0x02, 3, 0, &words(&[(150 << 2) | 3])),
        row(9, true),
        cell(0x06, 0, 0, &wide("xã")),
        cell(0x0b, 1, 0, &[0x17, 0, 0]),
        cell(0x04, 2, 0, &[1]),
        record(0xb0, &words(&[0, 1, 0, 2])),
    ])
    .unwrap();
    let grid = &grids[0];
    assert_eq!((grid.name.as_str(), grid.hidden), ("Biểu 1", true));
    assert_eq!(grid.at(4, 0), Some(&text("Dân vận khéo")));
    assert_eq!(grid.at(4, 1), Some(&CellValue::Number { value: 0.0052, percent: true }));
    assert_eq!(grid.at(4, 2), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })));
    assert_eq!(grid.at(4, 3), Some(&number(1.5)));
    assert_eq!((grid.at(9, 0), grid.at(9, 1)), (Some(&text("xã")), Some(&CellValue::Error("#REF!".to_owned()))));
    assert_eq!(grid.at(9, 2), Some(&CellValue::Bool(true)));
    assert_eq!((&grid.hidden_rows[..], &grid.hidden_cols[..], &grid.merges[..]), (&[9][..], &[2, 3][..], &[(0, 0, 1, 2)][..]));
    assert_eq!(grid.formulas, [(9, 1)]);
}

#[test]
fn an_xlsb_with_short_or_wild_records_is_damaged() {
    for bad in [
        vec![row(0, false), record(0x05, &[0; 10])],
        vec![row(0, false), record(0x07, &words(&[0, 0, 99]))],
        vec![row(0, false), record(0x02, &words(&[16_384, 0, 6]))],
        vec![row(2_000_000, false), record(0x02, &words(&[0, 0, 6]))],
        vec![record(0x00, &[0; 4])],
        vec![vec![0x05, 0x7f]],
    ] {
        assert_eq!(xlsb(&bad).map(|_| ()), Err(FileFault::Damaged));
    }
}

#[test]
fn every_format_cut_short_is_refused_or_read_but_never_panics() {
    for bytes in [
        include_bytes!("../../../tests/workbooks/formats/xlwt.xls").as_slice(),
        include_bytes!("../../../tests/workbooks/formats/excel-2003-xml.xls"),
        include_bytes!("../../../tests/workbooks/formats/odfpy.ods"),
        include_bytes!("../../../tests/workbooks/formats/trang-web.xls"),
        include_bytes!("../../../tests/workbooks/formats/windows-1258.csv"),
    ] {
        for length in (0..bytes.len()).step_by(97) {
            let read = sheets(&bytes[..length], &Limits::default());
            assert!(bytes[0] != b'P' || read.is_err(), "{length}");
        }
    }
}

/// A workbook with macros, and one in the Strict form of the standard, differ only in types and namespaces.
#[test]
fn macro_workbooks_and_strict_ones_are_workbooks() {
    for (kind, base) in [
        (
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        ),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ] {
        let types = format!("<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}\"/></Types>");
        let root = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{base}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let book = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{base}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"rId2\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/>\
             </Relationships>"
        );
        let list = format!(
            "<workbook xmlns:r=\"{base}\"><sheets><sheet name=\"Biểu 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        );
        let cells = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>12</v></c></row></sheetData></worksheet>";
        let grids = read(&package(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("xl/_rels/workbook.xml.rels", book.as_bytes()),
            ("xl/workbook.xml", list.as_bytes()),
            ("xl/worksheets/sheet1.xml", cells.as_bytes()),
            ("xl/vbaProject.bin", b"macro"),
        ]));
        assert_eq!(grids[0].at(0, 0), Some(&number(12.0)), "{kind}");
    }
}

/// Copies with bytes changed, cut out, doubled or inserted; always the same ones.
fn mutants(bytes: &[u8], count: u64) -> impl Iterator<Item = Vec<u8>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ bytes.len() as u64;
    let mut dice = move |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % sides.max(1) as u64).unwrap()
    };
    (0..count).map(move |_| {
        let mut copy = bytes.to_vec();
        for _ in 0..=dice(8) {
            let (at, length) = (dice(copy.len()), 1 + dice(40));
            let end = (at + length).min(copy.len());
            match dice(5) {
                0 => drop(copy.drain(at..end)),
                1 => {
                    let piece = copy[at..end].to_vec();
                    copy.splice(at..at, piece);
                }
                2 => copy.insert(at, b"<>&\"'/;= \n\0\xff"[dice(12)]),
                _ => {
                    if let Some(byte) = copy.get_mut(at) {
                        *byte ^= 1 << dice(8);
                    }
                }
            }
        }
        copy
    })
}

/// Parts are changed and packed again, because the checksum of a package refuses every other change.
fn repacked(bytes: &[u8], part: &str, changed: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut old = from.by_index(i).unwrap();
        let name = old.name().unwrap().to_string();
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if name == part {
            to.write_all(changed).unwrap();
        } else {
            std::io::copy(&mut old, &mut to).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

/// How many changed copies of each file are read; `TONGKET_MUTANTS=20000` for a long run.
fn mutant_count() -> u64 {
    std::env::var("TONGKET_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

#[test]
fn changed_copies_are_read_or_refused_and_never_panic() {
    let limits = Limits::default();
    for bytes in [
        include_bytes!("../../../tests/workbooks/formats/excel-2003-xml.xls").as_slice(),
        include_bytes!("../../../tests/workbooks/formats/trang-web.xls"),
        include_bytes!("../../../tests/workbooks/formats/windows-1258.csv"),
        include_bytes!("../../../tests/workbooks/formats/utf-16.txt"),
    ] {
        for mutant in mutants(bytes, mutant_count()) {
            drop(sheets(&mutant, &limits));
        }
    }
    for (bytes, part) in [
        (include_bytes!("../../../tests/workbooks/formats/odfpy.ods").as_slice(), "content.xml"),
        (include_bytes!("../../../tests/workbooks/formats/word.docx"), "word/document.xml"),
    ] {
        let text = Package::open(bytes, &limits).unwrap().bytes(part).unwrap().unwrap();
        for mutant in mutants(&text, mutant_count()) {
            drop(sheets(&repacked(bytes, part, &mutant), &limits));
        }
    }
    let rows = [row(4, false), record(0x07, &words(&[0, 0, 0])), record(0x06, &[words(&[1, 0]), wide("xã")].concat())].concat();
    for mutant in mutants(&rows, mutant_count()) {
        drop(xlsb(&[mutant]));
    }
    // What is no value of calamine's: the notes beside it.
    for mutant in mutants(include_bytes!("../../../tests/workbooks/formats/libreoffice.xls"), mutant_count()) {
        drop(biff::facts(&mutant));
    }
}
