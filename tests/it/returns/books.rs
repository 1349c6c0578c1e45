//! One workbook at a time: what changes in it, and that nothing else does.

use rust_xlsxwriter::{Chart, ChartType, Format, Note, Workbook};
use tongket::ingest;
use tongket::model::{Origin, Severity};
use tongket::returns::{self, Refusal, Request};

use super::{cell, fault, marked, marked_again, packed, parts, text, with_part};

const FIRST: &str = "xl/worksheets/sheet1.xml";
const OURS: &str = "xl/worksheets/sheet4.xml";

/// Three sheets with a chart, a merge, a validation-free table, a name of one sheet, a note, a hidden row and sheet.
fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let first = book.add_worksheet().set_name("Biểu 1").expect("a name");
    let yellow = Format::new().set_background_color("FFFF00").set_num_format("0.00");
    first.write_with_format(1, 1, 12, &yellow).expect("writes");
    first.write(1, 3, 3).expect("writes");
    first.write(4, 0, "chữ").expect("writes");
    first.write_formula(5, 1, "=B2+D2").expect("writes");
    first.merge_range(8, 0, 9, 2, "gộp", &Format::new()).expect("merges");
    first.write(12, 0, 1).expect("writes");
    first.set_row_hidden(12).expect("hides");
    first.set_print_area(0, 0, 20, 5).expect("an area");
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("'Biểu 1'!$B$2:$D$2");
    first.insert_chart(15, 1, &chart).expect("a chart");
    let second = book.add_worksheet().set_name("Lan's").expect("a name");
    second.write(0, 0, 5).expect("writes");
    second.insert_note(0, 0, &Note::new("của tôi").set_author("Lan")).expect("a note");
    second.set_active(true);
    let third = book.add_worksheet().set_name("Ẩn").expect("a name");
    third.write(0, 0, 5).expect("writes");
    third.set_hidden(true);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn only_what_marking_needs_changes() {
    let before = book();
    let after = marked(&before, &[fault(0, 1, 1), fault(1, 0, 0)]);
    let (old, new) = (parts(&before), parts(&after));
    let changed: Vec<&str> = old.iter().filter(|(name, bytes)| new[*name] != **bytes).map(|(name, _)| name.as_str()).collect();
    let expected = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        FIRST,
        "xl/worksheets/sheet2.xml",
    ];
    assert_eq!(changed, expected);
    let added: Vec<&str> = new.keys().filter(|name| !old.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(added, ["xl/comments2.xml", "xl/drawings/vmlDrawing2.vml", OURS]);
    assert!(marked(&before, &[fault(0, 1, 1), fault(1, 0, 0)]) == after, "two runs differ");
}

#[test]
fn our_sheet_is_first_and_every_place_has_moved() {
    let after = marked(&book(), &[fault(0, 1, 1)]);
    let workbook = text(&after, "xl/workbook.xml");
    let first = workbook.find("name=\"Nội dung cần chỉnh sửa\"").expect("our sheet");
    assert!(first < workbook.find("name=\"Biểu 1\"").expect("theirs"));
    assert!(workbook.contains("activeTab=\"0\""), "{workbook}");
    assert!(workbook.contains("<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">"), "{workbook}");
    assert!(workbook.contains("_xlnm.Print_Titles\" localSheetId=\"0\">'Nội dung cần chỉnh sửa'!$4:$4<"), "{workbook}");
    assert!(text(&after, "xl/worksheets/sheet2.xml").contains("tabSelected=\"0\""), "two sheets are selected");
    let ours = text(&after, OURS);
    assert!(ours.contains("tabSelected=\"1\"") && ours.contains("location=\"'Biểu 1'!B2\""), "{ours}");
    assert!(ours.contains("Ô này ghi sai &lt;1&gt; &amp; “1”"), "{ours}");
}

#[test]
fn a_marked_cell_keeps_all_but_its_fill() {
    let before = book();
    let after = marked(&before, &[fault(0, 1, 1)]);
    let format = |bytes: &[u8]| {
        let sheet = text(bytes, FIRST);
        let styles = text(bytes, "xl/styles.xml");
        let at: usize = cell(&sheet, "B2").split("s=\"").nth(1).and_then(|s| s.split('"').next()).expect("s").parse().expect("n");
        let all = styles.split("<cellXfs").nth(1).and_then(|s| s.split("</cellXfs>").next()).expect("formats").to_owned();
        all.split("<xf ").nth(at + 1).expect("the format").split("fillId=").next().expect("number and font").to_owned()
    };
    assert_eq!(format(&before), format(&after));
    assert!(text(&after, "xl/styles.xml").contains("<fgColor rgb=\"FFFFC9C7\"/><bgColor rgb=\"FFFFFF00\"/>"));
}

#[test]
fn cells_that_are_not_there_are_made_in_their_place() {
    let places = [(0, 0), (1, 0), (1, 2), (1, 9), (2, 4), (20, 1)];
    let faults: Vec<_> = places.iter().map(|&(row, col)| fault(0, row, col)).collect();
    let sheet = text(&marked(&book(), &faults), FIRST);
    let order: Vec<usize> = ["A1", "A2", "B2", "C2", "D2", "J2", "E3", "A5", "B21"]
        .iter()
        .map(|place| sheet.find(cell(&sheet, place)).expect("it"))
        .collect();
    assert!(order.is_sorted(), "{sheet}");
    assert_eq!(sheet.matches("<row r=\"2\"").count(), 1);
    assert!(!sheet.contains("<row r=\"2\" spans"), "a row claims to end before its last cell: {sheet}");
}

#[test]
fn what_is_merged_or_hidden_is_marked_where_it_is_seen() {
    let after = marked(&book(), &[fault(0, 9, 1), fault(0, 12, 0), fault(2, 0, 0)]);
    let sheet = text(&after, FIRST);
    assert!(cell(&sheet, "A9").contains(" s=") && !sheet.contains("r=\"B10\""), "{sheet}");
    assert!(text(&after, "xl/comments2.xml").contains("ref=\"A9\""));
    let ours = text(&after, OURS);
    for words in ["Biểu 1 (dòng đang ẩn)", "Ẩn (trang đang ẩn)"] {
        assert!(ours.contains(words), "{words}: {ours}");
    }
    assert!(sheet.contains("hidden=\"1\""), "something was shown");
    assert!(!ours.contains("'Ẩn'!"), "a link leads to a hidden sheet");
}

#[test]
fn the_notes_of_others_stay() {
    let after = marked(&book(), &[fault(1, 0, 0), fault(1, 3, 0)]);
    let comments = text(&after, "xl/comments1.xml");
    assert!(comments.contains("của tôi") && comments.contains("<author>Lan</author>"), "{comments}");
    assert_eq!(comments.matches("<comment ").count(), 2);
    let drawing = text(&after, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(drawing.matches("<v:shape ").count(), 2);
    assert_eq!(drawing.matches("<v:shapetype ").count(), 1);
    assert_eq!(text(&after, "xl/worksheets/sheet2.xml").matches("<legacyDrawing").count(), 1);
}

#[test]
fn a_copy_marked_again_has_the_new_marks_only() {
    let before = book();
    let once = marked(&before, &[fault(0, 1, 1), fault(0, 4, 0), fault(1, 0, 0)]);
    let again = marked_again(&once, &[fault(1, 6, 0)]);
    let workbook = text(&again, "xl/workbook.xml");
    assert_eq!(workbook.matches("Nội dung cần chỉnh sửa\"").count(), 1, "{workbook}");
    assert_eq!(workbook.matches("Print_Titles").count(), 1, "{workbook}");
    assert!(workbook.contains("Print_Area\" localSheetId=\"1\""), "{workbook}");
    assert!(!parts(&again).contains_key(OURS) && parts(&again).contains_key("xl/worksheets/sheet5.xml"));
    let comments = text(&again, "xl/comments2.xml");
    assert_eq!((comments.matches("<comment ").count(), comments.matches("ref=\"A7\"").count()), (1, 1), "{comments}");
    let theirs = text(&again, "xl/comments1.xml");
    assert!(theirs.contains("của tôi") && !theirs.contains("Nội dung cần chỉnh sửa"), "{theirs}");
    assert_eq!(text(&again, "xl/drawings/vmlDrawing2.vml").matches("<v:shape ").count(), 1);
    // The mended cell has its yellow back.
    let (sheet, styles) = (text(&again, FIRST), text(&again, "xl/styles.xml"));
    let entries = |list: &str, tag: &str| -> Vec<String> {
        let all = styles.split(&format!("<{list}")).nth(1).and_then(|s| s.split(&format!("</{list}>")).next()).expect("a list");
        all.split(&format!("<{tag}")).skip(1).map(str::to_owned).collect()
    };
    let number = |text: &str, name: &str| -> usize {
        text.split(&format!("{name}=\"")).nth(1).and_then(|s| s.split('"').next()).and_then(|s| s.parse().ok()).expect("a number")
    };
    let format = &entries("cellXfs", "xf ")[number(cell(&sheet, "B2"), "s")];
    assert!(entries("fills", "fill>")[number(format, "fillId")].contains("<fgColor rgb=\"FFFFFF00\"/>"), "{styles}");
    let plain = &entries("cellXfs", "xf ")[number(cell(&sheet, "A5"), "s")];
    assert!(!entries("fills", "fill>")[number(plain, "fillId")].contains("FFFFC9C7"), "{plain} {}", cell(&sheet, "A5"));
}

/// As some programs write it: every element with a prefix, and in the namespaces of the Strict standard.
#[test]
fn prefixes_and_strict_namespaces_are_kept() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let prefixed = |text: String| {
        let text = text.replace("</", "\u{1}").replace("<?", "\u{2}").replace('<', "<x:");
        let text = text.replace('\u{1}', "</x:").replace('\u{2}', "<?");
        text.replace("<x:v:", "<v:").replace(&format!("xmlns=\"{main}\""), &format!("xmlns:x=\"{strict}\""))
    };
    let mut before = book();
    for part in ["xl/workbook.xml", "xl/styles.xml", FIRST, "xl/worksheets/sheet3.xml"] {
        before = with_part(&before, part, prefixed);
    }
    let after = marked(&before, &[fault(0, 1, 1), fault(0, 3, 1), fault(0, 1, 7)]);
    let sheet = text(&after, FIRST);
    assert!(sheet.contains("<x:row r=\"4\"><x:c r=\"B4\"") && sheet.contains("<x:legacyDrawing"), "{sheet}");
    assert!(sheet.contains("purl.oclc.org/ooxml/officeDocument/relationships\" r:id"), "{sheet}");
    assert!(text(&after, "xl/comments2.xml").contains(strict) && text(&after, OURS).contains(strict));
    assert!(text(&after, "xl/workbook.xml").contains("<x:sheet name=\"Nội dung cần chỉnh sửa\""));
    assert_eq!(ingest::plain_rows(&after).map(|rows| rows[0].1[0].clone()), Ok("NỘI DUNG CẦN CHỈNH SỬA".to_owned()));
}

/// As openpyxl writes it: the prefix of the ids is declared on each entry of the list of sheets.
#[test]
fn a_prefix_declared_on_each_entry_is_declared_on_ours() {
    let declaration = " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let each = |text: String| text.replace(declaration, "").replace("<sheet ", &format!("<sheet{declaration} "));
    let after = marked(&with_part(&book(), "xl/workbook.xml", each), &[fault(0, 1, 1)]);
    let workbook = text(&after, "xl/workbook.xml");
    assert!(workbook.contains(&format!("<sheet{declaration} name=\"Nội dung cần chỉnh sửa\"")), "{workbook}");
}

/// One fault may stand in many cells, and is told once.
#[test]
fn every_cell_with_the_same_fault_is_marked() {
    let mut one = fault(0, 1, 1);
    one.also = vec![Origin::cell(0, 0, 4, 0), Origin::cell(0, 1, 2, 2)];
    let after = marked(&book(), &[one]);
    assert!(
        cell(&text(&after, FIRST), "A5").contains(" s=") && cell(&text(&after, "xl/worksheets/sheet2.xml"), "C3").contains(" s=")
    );
    assert_eq!(text(&after, "xl/comments2.xml").matches("<comment ").count(), 2);
    assert_eq!(text(&after, OURS).matches("<hyperlink ").count(), 1);
}

/// As `LibreOffice` once wrote it: no extension is declared, each part is.
#[test]
fn a_new_part_of_relations_is_declared() {
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    let each = |types: String| {
        let default = types.split_inclusive("/>").find(|tag| tag.contains("Extension=\"rels\"")).expect("a default").to_owned();
        let tag = default.split('<').next_back().expect("a tag");
        types.replace(&format!("<{tag}"), &format!("<Override PartName=\"/_rels/.rels\" ContentType=\"{rels}\"/>"))
    };
    let after = marked(&with_part(&book(), "[Content_Types].xml", each), &[fault(2, 0, 0)]);
    let types = text(&after, "[Content_Types].xml");
    assert!(types.contains(&format!("PartName=\"/xl/worksheets/_rels/sheet3.xml.rels\" ContentType=\"{rels}\"")), "{types}");
    assert!(!text(&marked(&book(), &[fault(2, 0, 0)]), "[Content_Types].xml").contains("sheet3.xml.rels"));
}

/// Some programs write no styles at all, or an empty part.
#[test]
fn a_workbook_without_styles_gets_some() {
    let empty = |_: String| "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>".to_owned();
    let bare = |sheet: String| sheet.replace(" s=\"1\"", "");
    let plain = with_part(&book(), FIRST, bare);
    let mut none = parts(&plain);
    none.remove("xl/styles.xml");
    let relations = text(&plain, "xl/_rels/workbook.xml.rels");
    let start = relations.find("<Relationship Id=\"rId5\"").expect("the relation of the styles");
    let end = start + relations[start..].find("/>").expect("its end") + 2;
    assert!(relations[start..end].contains("styles.xml"), "{relations}");
    none.insert("xl/_rels/workbook.xml.rels".to_owned(), format!("{}{}", &relations[..start], &relations[end..]).into_bytes());
    for before in [with_part(&plain, "xl/styles.xml", empty), packed(&none)] {
        let after = marked(&before, &[fault(0, 1, 1)]);
        assert!(text(&after, "xl/styles.xml").contains("FFFFC9C7"));
        assert!(text(&after, "xl/_rels/workbook.xml.rels").contains("styles.xml"));
    }
}

/// Rows and cells may leave out where they stand.
#[test]
fn places_that_are_not_told_are_counted() {
    let bare = |text: String| {
        let data = "<sheetData><row><c><v>1</v></c><c r=\"C1\"><v>3</v></c><c><v>4</v></c></row><row r=\"3\"/><row><c/></row></sheetData>";
        let (head, tail) = (text.split("<sheetData>").next().expect("head"), text.split("</sheetData>").nth(1).expect("tail"));
        format!("{head}{data}{tail}")
    };
    let before = with_part(&book(), FIRST, bare);
    let sheet = text(&marked(&before, &[fault(0, 0, 0), fault(0, 0, 1), fault(0, 0, 3), fault(0, 2, 1), fault(0, 3, 0)]), FIRST);
    let data = sheet.split("<sheetData>").nth(1).and_then(|s| s.split("</sheetData>").next()).expect("cells");
    let data: String = data
        .split(" s=\"")
        .enumerate()
        .map(|(at, piece)| if at == 0 { piece.to_owned() } else { format!(" s{}", &piece[piece.find('"').expect("s") + 1..]) })
        .collect();
    let expected = "<row><c s><v>1</v></c><c r=\"B1\" s/><c r=\"C1\"><v>3</v></c><c s><v>4</v></c></row><row r=\"3\"><c r=\"B3\" s/></row><row><c s/></row>";
    assert_eq!(data, expected);
}

#[test]
fn signed_and_disordered_workbooks_are_refused() {
    let refusal = |bytes: &[u8]| returns::marked(bytes, &Request { faults: &[fault(0, 1, 1)], ..Request::default() }).err();
    let mut signed = parts(&book());
    signed.insert("_xmlsignatures/origin.sigs".to_owned(), Vec::new());
    assert_eq!(refusal(&packed(&signed)), Some(Refusal::Signed));
    let disorder = with_part(&book(), FIRST, |text| text.replace("<row r=\"5\"", "<row r=\"1\""));
    assert_eq!(refusal(&disorder), Some(Refusal::Unusual));
    assert_eq!(refusal(b"PK"), Some(Refusal::Unusual));
}

#[test]
fn the_graver_fault_colours_a_cell_and_both_are_told() {
    let mut second = fault(0, 1, 1);
    (second.severity, second.what) = (Severity::Review, "Cũng xem lại".to_owned());
    let after = marked(&book(), &[second, fault(0, 1, 1)]);
    let note = text(&after, "xl/comments2.xml");
    assert!(note.contains("Cũng xem lại") && note.contains("Ô này ghi sai"), "{note}");
    assert_eq!(note.matches("<comment ").count(), 1);
    assert!(text(&after, "xl/styles.xml").contains("<fgColor rgb=\"FFFFC9C7\"/><bgColor rgb=\"FFFFFF00\"/>"));
}
