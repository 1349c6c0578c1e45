use super::*;

fn scanned(rows: &str) -> Result<SheetFacts, FileFault> {
    let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    scan(&xml, &[3, 5], &[Look::default(), Look { percent: true, old_font: None }], &mut Budget::new(&Limits::default()))
}

#[track_caller]
fn damaged(rows: &str) {
    assert_eq!(scanned(rows).map(|_| ()), Err(FileFault::Damaged), "{rows}");
}

#[test]
fn references_stay_inside_the_sheet() {
    assert_eq!(parse_cell("A1"), Some((0, 0)));
    assert_eq!(parse_cell("xfd1048576"), Some((LAST_ROW, LAST_COL)));
    for bad in ["XFE1", "A1048577", "A0", "A", "1", "ZZZZZZ2", "B99999999999", "A1B", "$A$1", "É1"] {
        assert_eq!(parse_cell(bad), None, "{bad}");
    }
    damaged("<row r=\"4294967296\"><c r=\"A1\"/></row>");
    damaged("<row><c r=\"ZZZZZZ2\"><v>1</v></c></row>");
}

#[test]
fn what_calamine_would_misread_is_refused() {
    for bad in [
        "<row><c r=\"A1\" t=\"s\"><v>5.0</v></c></row>",
        "<row><c r=\"A1\" t=\"s\"><v> 1 </v></c></row>",
        "<row><c r=\"A1\" t=\"s\"><v>2</v></c></row>",
        "<row><c r=\"A1\"><v>20<!-- -->23</v></c></row>",
        "<row><c r=\"A1\"><v>202&#51;</v></c></row>",
        "<row><c r=\"A1\"><v><![CDATA[2023]]></v></c></row>",
        "<row><c r=\"A1\"><v>1</v><v>2</v></c></row>",
        "<row><c r=\"A1\" t=\"n\"><v>abc</v></c></row>",
        "<row><c r=\"A1\" t=\"quần\"><v>1</v></c></row>",
        "<row><c r=\"A1\"><f t=\"shared\" si=\"4000000000\"/><v>1</v></c></row>",
        "<row><c r=\"A1\"><f t=\"shared\" si=\"0\" ref=\"B9:A1\">A2</f><v>1</v></c></row>",
    ] {
        damaged(bad);
    }
    assert!(scanned("<row><c r=\"A1\" t=\"s\"><v>1</v></c></row>").is_ok());
}

#[test]
fn a_reversed_dimension_is_refused_and_a_lying_one_is_not() {
    let with = |range: &str| {
        let xml = format!("<worksheet><dimension ref=\"{range}\"/><sheetData/></worksheet>");
        scan(&xml, &[], &[], &mut Budget::new(&Limits::default())).map(|_| ())
    };
    assert_eq!(with("G10:A1"), Err(FileFault::Damaged));
    assert_eq!(with("A1:XFD1048576"), Ok(()));
}

#[test]
fn a_formula_without_a_result_is_told_from_an_empty_text() {
    let facts = scanned(
        "<row r=\"3\"><c r=\"A3\"><f>B3</f></c><c r=\"B3\"><f>1</f><v></v></c>\
         <c r=\"C3\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D3\"><f>1</f><v>1</v></c></row>",
    );
    assert_eq!(facts.map(|f| f.uncalculated), Ok(vec![(2, 0), (2, 1)]));
}

#[test]
fn places_without_references_are_counted() {
    let facts = scanned("<row/><row><c/><c><f>A1</f></c></row><row r=\"9\"><c s=\"1\"><v>0.5</v></c></row>");
    let facts = facts.map(|f| (f.uncalculated, f.percent));
    assert_eq!(facts, Ok((vec![(1, 1)], vec![(8, 0)])));
}

#[test]
fn the_budget_of_cells_and_copied_text_is_kept() {
    let limits = Limits { cells: 2, ..Limits::default() };
    let row = "<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>";
    let xml = format!("<worksheet><sheetData>{row}</sheetData></worksheet>");
    let fault = scan(&xml, &[], &[], &mut Budget::new(&limits)).map(|_| ());
    assert_eq!(fault, Err(FileFault::OverLimit("có hơn 2 ô có dữ liệu, giới hạn là 2".to_owned())));
    let mut budget = Budget::new(&Limits { unpacked_mib: 1, ..Limits::default() });
    assert_eq!(budget.take_text(1 << 20), Ok(()));
    assert!(matches!(budget.take_text(1), Err(FileFault::OverLimit(_))));
}
