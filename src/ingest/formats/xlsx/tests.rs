#![expect(clippy::unwrap_used, reason = "a test that cannot make its workbook has failed")]

use std::io::{Cursor, Write};

use unicode_normalization::UnicodeNormalization;

use crate::ingest::formats::sheets;
use crate::ingest::grid::{CellValue, Grid};
use crate::model::{Date, FileFault, Limits};

impl Grid {
    /// The value of a cell, if it is not empty.
    fn cell(&self, row: u32, col: u16) -> Option<&CellValue> {
        let cells = self.rows.get(&row)?;
        cells.binary_search_by_key(&col, |(c, _)| *c).ok().map(|i| &cells[i].1)
    }
}

/// A workbook made by hand, so that its XML can be as wrong as a test needs.
struct Made {
    sheets: Vec<(&'static str, String)>,
    extra: Vec<(&'static str, String)>,
    properties: &'static str,
    macro_sheets: &'static str,
}

impl Made {
    fn new(rows: &str) -> Self {
        Self { sheets: vec![("Biểu 1", worksheet("", rows, ""))], extra: Vec::new(), properties: "", macro_sheets: "" }
    }

    fn sheet(mut self, name: &'static str, rows: &str) -> Self {
        self.sheets.push((name, worksheet("", rows, "")));
        self
    }

    fn part(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.extra.push((name, text.into()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut relations = Vec::new();
        let mut list = Vec::new();
        for (i, (name, xml)) in self.sheets.iter().enumerate() {
            let n = i + 1;
            relations.push(format!("<Relationship Id=\"rId{n}\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"));
            list.push(format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
            write(&mut zip, &format!("xl/worksheets/sheet{n}.xml"), xml);
        }
        let root = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        write(&mut zip, "_rels/.rels", &root);
        if !self.macro_sheets.is_empty() {
            relations.push(format!("<Relationship Id=\"rIdM\" Type=\"{REL}/xlMacrosheet\" Target=\"macrosheets/sheet1.xml\"/>"));
            list.insert(0, self.macro_sheets.to_owned());
        }
        let (relations, list, properties) = (relations.concat(), list.concat(), self.properties);
        write(&mut zip, "xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
        write(&mut zip, "xl/workbook.xml", &format!("<workbook xmlns:r=\"r\">{properties}<sheets>{list}</sheets></workbook>"));
        for (name, text) in &self.extra {
            write(&mut zip, name, text);
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(&self) -> Result<Vec<Grid>, FileFault> {
        sheets(&self.bytes(), &Limits::default())
    }

    fn first(&self) -> Grid {
        self.read().unwrap().remove(0)
    }
}

const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn write(zip: &mut zip::ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) {
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
}

fn worksheet(before: &str, rows: &str, after: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>")
}

fn text(t: &str) -> CellValue {
    CellValue::Text(t.into())
}

fn plain(value: f64) -> CellValue {
    CellValue::Number { value, percent: false }
}

#[track_caller]
fn refused(made: &Made, fault: &FileFault) {
    assert_eq!(made.read().map(|_| ()).as_ref(), Err(fault));
}

#[test]
fn positions_are_absolute_whatever_the_dimension_says() {
    let mut made = Made::new("");
    made.sheets[0].1 = worksheet(
        "<dimension ref=\"A1:XFD1048576\"/>",
        "<row r=\"7\"><c r=\"C7\"><v>12</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>lạc</v></c></row>",
        "",
    );
    let grid = made.first();
    assert_eq!(grid.cell(6, 2), Some(&plain(12.0)));
    assert_eq!(grid.cell(1_048_575, 16_383), Some(&text("lạc")));
    assert_eq!(grid.rows.len(), 2);
    assert_eq!(grid.cell(6, 3), None);
}

#[test]
fn values_keep_their_kind() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"b\"><v>1</v></c><c r=\"C1\" t=\"e\"><v>#REF!</v></c>\
        <c r=\"D1\" t=\"inlineStr\"><is><t>dòng một&#10;dòng hai</t></is></c><c r=\"E1\"><v>0.5</v></c><c r=\"F1\" s=\"3\"/>\
        <c r=\"G1\" t=\"s\"><v>1</v></c><c r=\"H1\" t=\"d\"><v>2020-08-21T00:00:00</v></c></row>";
    let made =
        Made::new(rows).part("xl/sharedStrings.xml", "<sst><si><t> Tổ&#x309; dân phố </t></si><si><t> \u{a0} </t></si></sst>");
    let grid = made.first();
    assert_eq!(grid.cell(0, 0), Some(&text(&"Tổ\u{309} dân phố".nfc().collect::<String>())));
    assert_eq!(grid.cell(0, 1), Some(&CellValue::Bool(true)));
    assert_eq!(grid.cell(0, 2), Some(&CellValue::Error("#REF!".to_owned())));
    assert_eq!(grid.cell(0, 3), Some(&text("dòng một\ndòng hai")));
    assert_eq!(grid.cell(0, 4), Some(&plain(0.5)));
    assert_eq!(grid.cell(0, 5), None);
    assert_eq!(grid.cell(0, 6), None, "a cell of spaces is blank");
    assert_eq!(grid.cell(0, 7), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })));
}

#[test]
fn a_number_that_is_none_is_an_error_value() {
    for bad in ["NaN", "inf", "1e999"] {
        let grid = Made::new(&format!("<row><c r=\"A1\"><v>{bad}</v></c></row>")).first();
        assert_eq!(grid.cell(0, 0), Some(&CellValue::Error("#NUM!".to_owned())), "{bad}");
    }
}

#[test]
fn an_error_value_of_a_newer_excel_does_not_cost_the_sheet() {
    let rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"e\"><f>X1</f><v>#SPILL!</v></c><c r=\"C1\"><v>3</v></c></row>";
    let grid = Made::new(rows).first();
    assert_eq!(grid.rows[&0], vec![(0, plain(1.0)), (1, CellValue::Error("#SPILL!".to_owned())), (2, plain(3.0))]);
}

#[test]
fn a_formula_never_calculated_is_neither_blank_nor_zero() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B9)</f></c><c r=\"B1\"><f>SUM(C1:C9)</f><v></v></c>\
        <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"><f>1+1</f><v>2</v></c>\
        <c r=\"E1\"><f t=\"shared\" si=\"0\" ref=\"E1:F1\">A1*2</f></c><c r=\"F1\"><f t=\"shared\" si=\"0\"/></c></row>";
    let grid = Made::new(rows).first();
    let never = |f: &str| CellValue::NotCalculated(f.to_owned());
    assert_eq!(grid.cell(0, 0), Some(&never("=SUM(B1:B9)")));
    assert_eq!(grid.cell(0, 1), Some(&never("=SUM(C1:C9)")));
    assert_eq!(grid.cell(0, 2), None);
    assert_eq!(grid.cell(0, 3), Some(&plain(2.0)));
    assert_eq!(grid.cell(0, 4), Some(&never("=A1*2")));
    assert_eq!(grid.cell(0, 5), Some(&never("=A1*2")));
    assert_eq!(grid.formulas.len(), 6);
}

#[test]
fn a_cell_that_stands_twice_is_ambiguous() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>";
    refused(&Made::new(rows), &FileFault::Damaged);
    let apart = "<row r=\"1\"><c r=\"B1\"><v>1</v></c></row><row r=\"2\"/><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>";
    let grid = Made::new(apart).first();
    assert_eq!(grid.rows[&0], vec![(0, plain(2.0)), (1, plain(1.0))]);
}

#[test]
fn hidden_rows_columns_and_merges_are_told() {
    let mut made = Made::new("");
    made.sheets[0].1 = worksheet(
        "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"16384\" hidden=\"true\"/></cols>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row>\
         <row r=\"3\" hidden=\"1\"/>",
        "<mergeCells><mergeCell ref=\"A1:C2\"/></mergeCells>",
    );
    let grid = made.first();
    assert_eq!(grid.hidden_rows, vec![1]);
    assert_eq!(grid.hidden_cols, vec![2]);
    assert_eq!(grid.merges, vec![(0, 0, 1, 2)]);
}

#[test]
fn percentages_and_dates_come_from_the_format() {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>";
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>x</v></c><c r=\"B1\" s=\"1\"><v>0.0052</v></c><c r=\"C1\" s=\"2\"><v>44064.5</v></c>\
        <c r=\"D1\" s=\"2\"><v>0.5</v></c><c r=\"E1\" s=\"3\"><v>44064</v></c><c r=\"F1\" s=\"2\"><v>1e9</v></c></row>";
    let grid = Made::new(rows).part("xl/styles.xml", styles).first();
    assert_eq!(grid.cell(0, 1), Some(&CellValue::Number { value: 0.0052, percent: true }));
    assert_eq!(grid.cell(0, 2), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })));
    assert_eq!(grid.cell(0, 3), Some(&plain(0.5)), "a time alone is no date");
    assert_eq!(grid.cell(0, 4), Some(&plain(44_064.0)), "a duration is no date");
    assert_eq!(grid.cell(0, 5), Some(&plain(1e9)));
    let mut old = Made::new("<row r=\"1\"><c r=\"A1\" s=\"2\"><v>42602</v></c></row>").part("xl/styles.xml", styles);
    old.properties = "<workbookPr date1904=\"1\"/>";
    assert_eq!(old.first().cell(0, 0), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })));
}

#[test]
fn a_wrong_checksum_is_damage() {
    let mut bytes = Made::new("<row r=\"1\"><c r=\"A1\"><v>2024</v></c></row>").bytes();
    // Stored without compression, so that the text can be changed in place.
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut from = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut part = from.by_index(i).unwrap();
        to.start_file(part.name().unwrap().to_string(), options).unwrap();
        std::io::copy(&mut part, &mut to).unwrap();
    }
    drop(from);
    bytes = to.finish().unwrap().into_inner();
    assert!(sheets(&bytes, &Limits::default()).is_ok());
    let at = bytes.windows(4).position(|w| w == b"2024").unwrap();
    bytes[at + 3] = b'5';
    assert_eq!(sheets(&bytes, &Limits::default()).map(|_| ()), Err(FileFault::Damaged));
}

#[test]
fn two_parts_or_two_sheets_of_one_name_are_ambiguous() {
    let part = Made::new("").part("xl/Worksheets/Sheet1.xml", worksheet("", "", ""));
    refused(&part, &FileFault::Damaged);
    refused(&Made::new("").part("xl\\worksheets\\sheet1.xml", ""), &FileFault::Damaged);
    refused(&Made::new("").sheet("BIỂU 1", ""), &FileFault::Damaged);
    assert_eq!(Made::new("").sheet("Biểu 2", "").read().map(|s| s.len()), Ok(2));
}

/// Macro sheets left behind by a virus, or modules of Excel 95: the data beside them is still read.
#[test]
fn macro_sheets_do_not_cost_the_workbook() {
    let mut made = Made::new("<row><c r=\"A1\"><v>1</v></c></row>").sheet("Biểu 2", "<row><c r=\"B2\"><v>2</v></c></row>");
    made.macro_sheets = "<sheet name=\"Module1\" sheetId=\"8\" state=\"veryHidden\" r:id=\"\"/><sheet name=\"XL4Poppy\" sheetId=\"9\" r:id=\"rIdM\"></sheet>";
    let grids = made.read().unwrap();
    let names: Vec<_> = grids.iter().map(|g| g.name.as_str()).collect();
    assert_eq!(names, ["Biểu 1", "Biểu 2"]);
    assert_eq!(grids[1].cell(1, 1), Some(&plain(2.0)));
}

#[test]
fn a_document_type_is_refused() {
    let mut made = Made::new("");
    made.sheets[0].1 = format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", worksheet("", "", ""));
    refused(&made, &FileFault::Damaged);
}

#[test]
fn limits_are_told_with_their_numbers() {
    let made = Made::new("<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>");
    let over = |limits: Limits| match sheets(&made.bytes(), &limits) {
        Err(FileFault::OverLimit(text)) => text,
        other => format!("{:?}", other.map(|s| s.len())),
    };
    let limits = Limits::default();
    assert_eq!(over(Limits { cells: 1, ..limits }), "có hơn 1 ô có dữ liệu, giới hạn là 1");
    assert_eq!(over(Limits { parts: 3, ..limits }), "tệp gồm 4 phần (trang, hình ảnh, đối tượng chèn thêm), giới hạn là 3");
    assert_eq!(over(Limits { unpacked_mib: 0, ..limits }), "giải nén ra 1 MiB, giới hạn là 0 MiB");
    assert_eq!(over(Limits { part_mib: 0, ..limits }), "phần lớn nhất giải nén ra 1 MiB, giới hạn là 0 MiB");
    assert_eq!(over(Limits { file_mib: 0, ..limits }), "tệp nặng 1 MiB, giới hạn là 0 MiB");
}

#[test]
fn a_file_cut_short_is_damage_at_any_length() {
    let bytes = Made::new("<row><c r=\"A1\"><v>1</v></c></row>").bytes();
    for length in 2..bytes.len() {
        assert_eq!(sheets(&bytes[..length], &Limits::default()).map(|_| ()), Err(FileFault::Damaged), "{length}");
    }
}

#[test]
fn other_packages_are_named() {
    let package = |parts: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            write(&mut zip, name, text);
        }
        crate::ingest::formats::sheets(&zip.finish().unwrap().into_inner(), &Limits::default()).map(|_| ())
    };
    let not = |what: &str| Err(FileFault::NotAWorkbook(what.to_owned()));
    assert_eq!(package(&[("ảnh.txt", "")]), not("tệp nén (.zip)"));
    let relation = |target: &str| {
        format!("<Relationships><Relationship Id=\"a\" Type=\"{REL}/officeDocument\" Target=\"{target}\"/></Relationships>")
    };
    assert_eq!(package(&[("_rels/.rels", &relation("ppt/presentation.xml"))]), not("bài trình chiếu PowerPoint (.pptx)"));
    let odt = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert_eq!(odt, not("văn bản OpenDocument (.odt)"));
}

/// What both programs must agree on; `LibreOffice` turns the chart sheet into an empty one.
#[track_caller]
fn same_shape(bytes: &[u8]) -> Grid {
    let mut grids = sheets(bytes, &Limits::default()).unwrap();
    let names: Vec<_> = grids.iter().take(3).map(|g| (g.name.as_str(), g.hidden, g.rows.len())).collect();
    assert_eq!(names, [("Biểu 1", false, 5), ("Cũ", true, 1), ("Trống", false, 0)]);
    assert_eq!(grids[1].cell(1, 1), Some(&CellValue::Bool(true)));
    let grid = grids.swap_remove(0);
    assert_eq!(grid.merges, [(0, 0, 0, 3)]);
    assert_eq!((grid.hidden_rows.as_slice(), grid.hidden_cols.as_slice()), (&[3][..], &[2][..]));
    assert_eq!(grid.cell(2, 1), Some(&text("Thu gom rác\nthải nhựa")));
    assert_eq!(grid.cell(2, 2), Some(&CellValue::Date(Date { year: 2020, month: 8, day: 21 })));
    assert_eq!(grid.cell(2, 3), Some(&CellValue::Number { value: 0.0052, percent: true }));
    assert_eq!(grid.cell(3, 2), Some(&CellValue::Date(Date { year: 2020, month: 2, day: 5 })));
    assert_eq!(grid.formulas, [(4, 1)]);
    grid
}

#[test]
fn workbooks_of_openpyxl_and_libreoffice_read_alike() {
    let grid = same_shape(include_bytes!("../../../../tests/workbooks/openpyxl.xlsx"));
    assert_eq!(grid.cell(4, 1), Some(&CellValue::NotCalculated("=COUNTA(B3:B4)".to_owned())));
    let grid = same_shape(include_bytes!("../../../../tests/workbooks/libreoffice.xlsx"));
    assert_eq!(grid.cell(4, 1), Some(&plain(2.0)));
}

/// Bytes of the XML changed at random, always the same way: whatever comes out, nothing dies and no address lies outside.
#[test]
fn a_sheet_changed_at_random_is_read_or_refused() {
    let rows = "<row r=\"1\" hidden=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><f t=\"shared\" si=\"0\" ref=\"B1:B2\">A1*2</f>\
        <v>2</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>chữ</t></is></c><c r=\"B2\"><f t=\"shared\" si=\"0\"/></c></row>";
    let xml = worksheet("<dimension ref=\"A1:B2\"/>", rows, "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>");
    let pool = b"0189AZaz<>/\"= :&;.-csvrft";
    let mut seed = 0x2545_F491_u32;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        usize::try_from(seed).unwrap() % below
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..1000 {
        let mut bytes = xml.clone().into_bytes();
        for _ in 0..=next(2) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = pool[next(pool.len())],
                1 => bytes.insert(at, pool[next(pool.len())]),
                _ => drop(bytes.remove(at)),
            }
        }
        let mut made = Made::new("").part("xl/sharedStrings.xml", "<sst uniqueCount=\"1\"><si><t>chữ</t></si></sst>");
        made.sheets[0].1 = String::from_utf8_lossy(&bytes).into_owned();
        match made.read() {
            Ok(grids) => {
                let inside = |cells: &[(u16, CellValue)]| cells.iter().all(|(col, _)| *col < 16_384);
                assert!(grids[0].rows.iter().all(|(row, cells)| *row < 1_048_576 && inside(cells)));
                read += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 50 && refused > 50, "{read} read, {refused} refused");
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    for bad in [
        "<row><c r=\"A1\" t=\"s\"><v>5.0</v></c></row>",
        "<row><c r=\"A1\" t=\"s\"><v> 1 </v></c></row>",
        "<row><c r=\"A1\" t=\"s\"><v>2</v></c></row>",
        "<row><c r=\"A1\"><v>1</v><v>2</v></c></row>",
        "<row><c r=\"A1\"><is><t>1</t></is><v>2</v></c></row>",
        "<row><c r=\"A1\" t=\"n\"><v>abc</v></c></row>",
        "<row><c r=\"A1\" t=\"quần\"><v>1</v></c></row>",
        "<row r=\"4294967296\"><c r=\"A1\"/></row>",
        "<row><c r=\"ZZZZZZ2\"><v>1</v></c></row>",
        "<row><c r=\"A1\"><c r=\"B1\"/></c></row>",
    ] {
        refused(&Made::new(bad).part("xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"), &FileFault::Damaged);
    }
}

/// Other readers take the first piece of such a number for the whole of it.
#[test]
fn a_number_in_pieces_is_one_number() {
    for whole in ["20<!-- -->23", "202&#51;", "<![CDATA[2023]]>", " 2023 "] {
        let grid = Made::new(&format!("<row><c r=\"A1\"><v>{whole}</v></c></row>")).first();
        assert_eq!(grid.cell(0, 0), Some(&plain(2023.0)), "{whole}");
    }
}

#[test]
fn places_without_references_are_counted() {
    let grid = Made::new("<row/><row><c/><c><f>A1</f></c></row><row r=\"9\"><c><v>0.5</v></c></row>").first();
    assert_eq!(grid.cell(1, 1), Some(&CellValue::NotCalculated("=A1".to_owned())));
    assert_eq!(grid.cell(8, 0), Some(&plain(0.5)));
}

/// A dimension, a shared formula's number or range that lies is not used, so it does no harm.
#[test]
fn claims_that_are_not_used_do_no_harm() {
    let mut made = Made::new("");
    let rows = "<row><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"B9:A1\">A2</f><v>1</v></c></row>";
    made.sheets[0].1 = worksheet("<dimension ref=\"G10:A1\"/>", rows, "");
    assert_eq!(made.first().cell(0, 0), Some(&plain(1.0)));
}
