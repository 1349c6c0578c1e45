#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Read as _};
use std::rc::Rc;

use rust_decimal::Decimal;
use zip::ZipArchive;

use super::super::samples::{units, workbook};
use super::{bytes, sheet_name};
use crate::document::{Align, Link, LongRows, RowKind, Sheet, Table, TableColumn, TableRow, Value, Workbook};

fn part(package: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(package)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn written(workbook: &Workbook<'_>) -> Vec<u8> {
    let scratch = tempfile::tempdir().unwrap();
    bytes(workbook, scratch.path()).unwrap()
}

fn sheet(package: &[u8], number: usize) -> String {
    part(package, &format!("xl/worksheets/sheet{number}.xml"))
}

/// A workbook of one bare sheet.
fn one(table: Table, filter: bool) -> Workbook<'static> {
    Workbook { sheets: vec![Sheet { name: "A".into(), table, filter, ..Sheet::default() }], ..workbook() }
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    assert_eq!(written(&workbook()), written(&workbook()));
}

#[test]
fn a_sheet_is_set_up_for_printing() {
    let package = written(&workbook());
    let xml = sheet(&package, 1);
    assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#), "A4 landscape");
    assert!(xml.contains(r#"fitToHeight="0""#) && xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "fit to width");
    assert!(xml.contains("Trang &amp;P/&amp;N") && xml.contains("DỰ THẢO"));
    // Three lines of head, three of title, three heading rows: the body starts in row 10.
    assert!(xml.contains(r#"ySplit="9""#) && xml.contains(r#"xSplit="2""#), "{}", &xml[..900]);
    assert!(part(&package, "xl/workbook.xml").contains("'Theo đơn vị'!$7:$9"), "heading rows repeat");
}

#[test]
fn totals_are_formulas_with_their_result() {
    let package = written(&workbook());
    // Section row 10, records 11 to 80, total 81.
    let sum: u64 = (1..=70).filter(|i| i % 7 != 0).map(|i| i * 37).sum();
    assert!(sheet(&package, 1).contains(&format!("<f>SUM(C11:C80)</f><v>{sum}</v>")));
}

#[test]
fn a_formula_over_no_records_is_its_result() {
    let total = Value::Formula { expression: "SUM(A{first}:A{last})".into(), result: Box::new(Value::Count(0)) };
    let columns = vec![TableColumn { heading: vec!["Tổng".into()], width: 1.0, align: Align::Right }];
    let xml = sheet(
        &written(&one(Table { columns, rows: vec![TableRow::new(RowKind::Total, vec![total])], ..Table::default() }, false)),
        1,
    );
    assert!(!xml.contains("<f>") && xml.contains("<v>0</v>"), "{xml}");
}

#[test]
fn a_number_is_a_number_and_text_is_never_a_formula() {
    let cells = vec![
        Value::Count(1952),
        Value::Amount(Decimal::new(4253, 2)),
        Value::Percent(Decimal::new(52, 2)),
        Value::Text("=1+1".into()),
        Value::Blank,
    ];
    let columns = (0..5).map(|i| TableColumn { heading: vec![format!("Cột {i}")], width: 1.0, align: Align::Right }).collect();
    let package = written(&one(Table { columns, rows: vec![TableRow::new(RowKind::Body, cells)], ..Table::default() }, false));
    let xml = sheet(&package, 1);
    assert!(xml.contains("<v>1952</v>") && xml.contains("<v>42.53</v>") && xml.contains("<v>0.0052</v>"), "{xml}");
    assert!(!xml.contains("<f>"));
    let styles = part(&package, "xl/styles.xml");
    assert!(styles.contains(r#"formatCode="0.00%""#) || styles.contains(r#"numFmtId="10""#), "{styles}");
    assert!(part(&package, "xl/sharedStrings.xml").contains("<t>=1+1</t>"));
}

/// Excel shows "####" for a number without room.
#[test]
fn a_column_is_never_narrower_than_its_numbers() {
    let column = |label: &str, width| TableColumn { heading: vec![label.into()], width, align: Align::Right };
    let cells = vec![Value::Count(1_234_567_890), Value::Text("Một tên".into())];
    let table = Table {
        columns: vec![column("Số", 1.0), column("Tên", 99.0)],
        rows: vec![TableRow::new(RowKind::Body, cells)],
        ..Table::default()
    };
    let xml = sheet(&written(&one(table, false)), 1);
    let width: f32 = xml.split("<col min=\"1\" max=\"1\" width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert!(width > 13.0, "{width}");
}

/// Where a row comes from is read on the screen; on paper it would make all else small.
#[test]
fn columns_outside_the_printed_area_stand_beside_the_page() {
    let column = |label: &str| TableColumn { heading: vec![label.into()], width: 1.0, align: Align::Left };
    let table = Table {
        columns: vec![column("Tên"), column("Lĩnh vực"), column("Nguồn")],
        rows: vec![TableRow::new(RowKind::Body, vec![Value::Text("Một".into()), Value::Blank, Value::Text("a.xlsx".into())])],
        unprinted: 1,
        ..Table::default()
    };
    let package = written(&one(table.clone(), false));
    let book = part(&package, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Area") && book.contains("$A$1:$B$"), "{book}");
    let width = |package: &[u8]| {
        let xml = sheet(package, 1);
        let first = xml.split("<col min=\"1\"").nth(1).unwrap();
        first.split(" width=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f32>().unwrap()
    };
    let all = written(&one(Table { unprinted: 0, ..table }, false));
    assert!(!part(&all, "xl/workbook.xml").contains("_xlnm.Print_Area"));
    assert!(width(&package) > width(&all) * 1.3, "the printed columns share the page");
}

/// Sorting and filtering cannot cross merged cells.
#[test]
fn a_filtered_table_has_no_merged_section_rows() {
    let package = written(&one(units(3), true));
    let xml = sheet(&package, 1);
    assert!(xml.contains(r#"<autoFilter ref="A3:K7"/>"#), "{xml}");
    assert!(!xml.contains(r#"<mergeCell ref="A4:K4"/>"#));
    assert!(sheet(&written(&one(units(3), false)), 1).contains(r#"<mergeCell ref="A4:K4"/>"#));
}

#[test]
fn a_long_list_is_streamed_and_whole() {
    let long = one(units(20_500), true);
    let package = written(&long);
    let xml = sheet(&package, 1);
    assert!(xml.contains("<f>SUM(C5:C20504)</f>"));
    assert_eq!(xml.matches("<row ").count(), 20_505);
    assert!(xml.contains(r#"<mergeCell ref="A1:A3"/>"#), "headings are merged in a streamed sheet too");
    assert_eq!(package, written(&long));
}

#[test]
fn sheet_names_are_what_excel_accepts() {
    let mut taken = Vec::new();
    let mut check = |wanted: &str, expected: &str| {
        let name = sheet_name(wanted, &taken);
        assert_eq!(name, expected);
        taken.push(name);
    };
    check("Theo đơn vị", "Theo đơn vị");
    check("THEO ĐƠN VỊ", "THEO ĐƠN VỊ (2)");
    check("a/b:c*d?e[f]g\\h", "a-b-c-d-e-f-g-h");
    check("'Giấy khen của Ủy ban nhân dân thành phố Rạch Giá'", "Giấy khen của Ủy ban nhân dân t");
    check("Giấy khen của Ủy ban nhân dân thành phố Hà Tiên", "Giấy khen của Ủy ban nhân d (2)");
    check("", "Trang");
}

#[test]
fn a_workbook_without_sheets_still_opens() {
    let package = written(&Workbook { sheets: Vec::new(), ..workbook() });
    assert!(sheet(&package, 1).contains("<worksheet"));
}

/// Not a check: sheets to look at, and a file for the conformance checker.
#[test]
#[ignore = "writes samples to target/look"]
fn write_samples_to_look_at() {
    let folder = std::path::Path::new("target/look");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("so-lieu.xlsx"), written(&workbook())).unwrap();
}

/// A list made row by row is formatted by the column; its lines stop where it does.
#[test]
fn a_long_list_gets_its_looks_by_the_column() {
    let column = |label: &str, align| TableColumn { heading: vec![label.into()], width: 1.0, align };
    let table = Table { columns: vec![column("STT", Align::Center), column("Tên", Align::Left)], ..Table::default() };
    let make = |at: usize| {
        let text = if at == 1 { Value::Blank } else { Value::Text("Thu gom rác".into()) };
        TableRow::new(RowKind::Body, vec![Value::Count(at as u64 + 1), text])
    };
    let long = LongRows { count: 3, widest: vec![Value::Count(3), Value::Blank], make: Rc::new(make) };
    let sheet = Sheet { name: "A".into(), table, long: Some(long), filter: true, ..Sheet::default() };
    let xml = self::sheet(&written(&Workbook { sheets: vec![sheet], ..workbook() }), 1);
    assert!(xml.contains(r#"<conditionalFormatting sqref="A2:B4">"#) && xml.contains(r#"<autoFilter ref="A1:B4"/>"#), "{xml}");
    assert!(xml.contains(r#"<c r="A3""#) && !xml.contains(r#"<c r="B3""#) && xml.contains(r#"<c r="B4""#), "{xml}");
    let style = |cell: &str| xml.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).and_then(|rest| rest.split('"').next());
    assert!(style("A2").is_some() && style("A2") == style("A4") && style("A2") != style("B2"), "{xml}");
}

/// The height of most rows is said once; the rows that differ, and those left free, have their own.
#[test]
fn a_long_list_says_once_how_high_most_rows_are() {
    let table =
        Table { columns: vec![TableColumn { heading: vec!["Tên".into()], width: 1.0, align: Align::Left }], ..Table::default() };
    let make = |at: usize| {
        let times = if at == 1 { 1 } else { 12 };
        TableRow::new(RowKind::Body, vec![Value::Text("Thu gom rác thải ".repeat(times))])
    };
    let long = LongRows { count: 4, widest: vec![Value::Blank], make: Rc::new(make) };
    let title = vec!["DANH SÁCH".to_owned()];
    let sheet = Sheet { name: "A".into(), title, table, long: Some(long), ..Sheet::default() };
    let xml = self::sheet(&written(&Workbook { sheets: vec![sheet], ..workbook() }), 1);
    let said = |tag: &str, name: &str| {
        let rest = xml.split(tag).nth(1).and_then(|rest| rest.split(&format!(" {name}=\"")).nth(1));
        rest.and_then(|rest| rest.split('"').next()).and_then(|value| value.parse::<f64>().ok())
    };
    let usual = said("<sheetFormatPr", "defaultRowHeight").unwrap();
    assert!(usual > 25.0, "{usual}");
    for (row, tall) in [(2, false), (4, true), (5, false), (6, true), (7, true)] {
        let own = said(&format!("<row r=\"{row}\""), "ht").unwrap_or_else(|| panic!("row {row}: {xml}"));
        assert!(if tall { (own - usual).abs() < 0.01 } else { own < 20.0 }, "row {row}: {own}, usually {usual}");
    }
}

/// A number that leads somewhere stays a number; a hidden column takes no room.
#[test]
fn cells_lead_to_files_and_to_records_of_other_sheets() {
    let column = |label: &str, width| TableColumn { heading: vec![label.into()], width, align: Align::Left };
    let columns = vec![column("Tệp", 20.0), column("Số", 10.0), column("Khóa", 0.0)];
    let file = |path: &str, place: Option<(&str, &str)>| {
        let place = place.map(|(sheet, cell)| (sheet.to_owned(), cell.to_owned()));
        let link = Link::File { path: path.into(), place };
        Value::Linked(Box::new(Value::Text("C12".into())), link)
    };
    let record = |row| Link::Record { sheet: "Phát hiện".into(), row };
    let row = |first, second| TableRow {
        kind: RowKind::Body,
        cells: vec![first, second, Value::Text("k".repeat(900))],
        ..TableRow::default()
    };
    let rows = vec![
        row(file("../nop/an hòa.xlsx", Some(("Biểu 3 - Tổng hợp", "C12"))), Value::Linked(Box::new(Value::Count(3)), record(4))),
        row(file("../nop/a#b.xlsx", None), Value::Linked(Box::new(Value::Count(4)), record(0))),
    ];
    let lists = Sheet {
        name: "Tổng hợp".into(),
        table: Table { columns: columns.clone(), rows, ..Table::default() },
        ..Sheet::default()
    };
    let target = Sheet {
        name: "Phát hiện".into(),
        title: vec!["CÁC PHÁT HIỆN".into()],
        table: Table { columns, ..Table::default() },
        ..Sheet::default()
    };
    let package = written(&Workbook { sheets: vec![lists, target], ..workbook() });
    let xml = sheet(&package, 1);
    assert!(xml.contains("<v>3</v>") && xml.contains(r#"hidden="1""#), "{xml}");
    // A title, a blank line, a heading row: the first record is in row 4.
    assert!(xml.contains(r#"location="'Phát hiện'!A8""#) && xml.contains(r#"location="'Phát hiện'!A4""#), "{xml}");
    assert!(xml.contains(r#"location="'Biểu 3 - Tổng hợp'!C12""#), "{xml}");
    assert_eq!(xml.matches("<hyperlink ").count(), 3, "a path with # is left without a link");
    assert!(!xml.contains(r#"customHeight="1""#) || !xml.contains(r#"ht="4"#), "the hidden text makes no tall row");
    let relations = part(&package, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(relations.contains(r#"Target="../nop/an%20hòa.xlsx" TargetMode="External""#), "{relations}");
}
