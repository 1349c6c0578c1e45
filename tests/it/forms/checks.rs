//! What the forms refuse and say, read back from the XML; what is locked.

use super::filled::Book;
use super::{AWARDS, DISTRICT, INDICATORS, MODELS, TOTALS, made};
use crate::support::Case;

/// A check as the sheet's XML has it.
#[derive(Debug, Default, Clone, PartialEq)]
struct Check {
    kind: String,
    range: String,
    style: String,
    title: String,
    message: String,
    prompt: String,
    formulas: Vec<String>,
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn checks(book: &Book, sheet: &str) -> Vec<Check> {
    let parts = book.xml(sheet).split("<dataValidation ").skip(1);
    let check = |part: &str| {
        let head = part.split('>').next().expect("an element");
        let attribute = |name: &str| {
            head.split(&format!(" {name}=\""))
                .nth(1)
                .or_else(|| head.strip_prefix(&format!("{name}=\"")))
                .and_then(|rest| rest.split('"').next())
                .map(plain)
                .unwrap_or_default()
        };
        let formula = |name: &str| part.split(&format!("<{name}>")).nth(1).and_then(|rest| rest.split('<').next()).map(plain);
        Check {
            kind: attribute("type"),
            range: attribute("sqref"),
            style: attribute("errorStyle"),
            title: attribute("errorTitle"),
            message: attribute("error"),
            prompt: attribute("prompt"),
            formulas: ["formula1", "formula2"].into_iter().filter_map(formula).collect(),
        }
    };
    parts.map(check).collect()
}

fn on<'c>(checks: &'c [Check], column: &str) -> &'c Check {
    checks.iter().find(|check| check.range.starts_with(column)).unwrap_or_else(|| panic!("nothing is checked in {column}"))
}

fn ward() -> Book {
    made(&Case::parse(DISTRICT), &[]).remove("an-hoa.xlsx").expect("a form")
}

#[test]
fn each_check_has_its_rule_and_says_in_vietnamese_what_to_do() {
    let book = ward();
    let models = checks(&book, MODELS);
    let listed = |column: &str, range: &str, list: &str| {
        let check = on(&models, column);
        assert_eq!((check.kind.as_str(), check.formulas.as_slice()), ("list", [range.to_owned()].as_slice()), "{column}");
        assert_eq!(check.title, "Không có trong danh sách");
        assert!(check.message.contains(&format!("chọn trong danh sách “{list}”")), "{}", check.message);
    };
    listed("F6", "'Danh mục'!$H$4:$H$5", "Loại hình");
    listed("G6", "'Danh mục'!$I$4:$I$6", "Đối tượng");
    listed("H6", "'Danh mục'!$D$4:$D$5", "Lĩnh vực");
    listed("J6", "'Danh mục'!$J$4:$J$5", "Đăng ký");
    listed("L6", "'Danh mục'!$K$4:$K$5", "Tình trạng mô hình");
    listed("O6", "'Danh mục'!$C$4:$C$4", "Cấp đề nghị công nhận");
    assert_eq!(["D4", "D5", "C4"].map(|place| book.value("Danh mục", place)), ["Kinh tế", "Văn hóa, xã hội", "Huyện"]);
    assert_eq!(on(&models, "K6").style, "warning", "several levels may be written");

    let year = on(&models, "I6");
    assert_eq!((year.kind.as_str(), year.range.as_str()), ("whole", "I6:I2005"));
    assert_eq!(year.formulas, ["IF($J6=\"Mới\",2016,1999)", "2020"]);
    assert_eq!(
        year.message,
        "Ghi năm bằng bốn chữ số. Đăng ký mới: từ 2016 đến 2020. Mô hình duy trì có thể ghi năm đăng ký lần đầu, trước kỳ này."
    );
    let places = on(&models, "N6");
    assert_eq!((places.kind.as_str(), places.formulas.as_slice()), ("whole", ["0".to_owned(), "10000".to_owned()].as_slice()));
    assert_eq!(places.title, "Phải là số nguyên");
    let recognised = on(&models, "P6");
    assert_eq!(recognised.kind, "custom");
    assert!(
        recognised.message.contains("Cả giai đoạn thì ghi 2016-2018 hoặc 2019-2020") && !recognised.message.contains("ghi x")
    );
    assert_eq!(on(&models, "B6").formulas, ["COUNTIF($B$6:$B$2005,$B6)=1"]);

    let awards = checks(&book, AWARDS);
    assert_eq!(on(&awards, "F6").formulas, ["'Danh mục'!$E$4:$E$9"]);
    assert_eq!(on(&awards, "J6").kind, "list");
    let day = on(&awards, "I6");
    // 1/1/2016 to 31/12/2021.
    assert_eq!((day.kind.as_str(), day.formulas.as_slice()), ("date", ["42370".to_owned(), "44561".to_owned()].as_slice()));
    assert_eq!(day.message, "Ghi ngày, tháng, năm dạng 21/8/2020, từ ngày 1/1/2016 đến ngày 31/12/2021.");
    assert_eq!(on(&checks(&book, INDICATORS), "E6").kind, "decimal");

    for sheet in book.sheets() {
        for check in checks(&book, &sheet) {
            let asks = check.kind.is_empty();
            assert!(asks || !(check.title.is_empty() || check.message.is_empty()), "{sheet}: {check:?}");
            assert!(!asks || !check.prompt.is_empty(), "{sheet}: {check:?}");
            assert!(check.title.encode_utf16().count() <= 32 && check.message.encode_utf16().count() <= 255, "{check:?}");
        }
    }
}

/// The formats of a workbook that unlock a cell, by their number.
fn is_open(book: &Book, style: &str) -> bool {
    let formats = book.styles().split("<cellXfs").nth(1).expect("formats").split("<xf ").skip(1);
    let number: usize = style.parse().expect("a number");
    formats.clone().nth(number).expect("a format").contains("locked=\"0\"")
}

fn style(cell: &str) -> &str {
    cell.split(" s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0")
}

#[test]
fn headings_and_formulas_are_locked_and_cells_to_fill_in_are_open() {
    let book = ward();
    for sheet in book.sheets() {
        assert!(book.xml(&sheet).contains("<sheetProtection sheet=\"1\""), "{sheet}");
        assert!(!book.xml(&sheet).contains("password"), "{sheet}");
    }
    let open = |sheet: &str, place: &str| is_open(&book, style(book.cell(sheet, place).unwrap_or_else(|| panic!("{place}"))));
    for place in ["A1", "A2", "A4", "U4", "C5", "P5"] {
        assert!(!open(MODELS, place), "{place}");
    }
    for place in ["B6", "C6", "P6", "U45"] {
        assert!(open(MODELS, place), "{place}");
    }
    assert!(!open(TOTALS, "C7") && !open(TOTALS, "B7"));
    assert!(!open("Thông tin", "B3") && open("Thông tin", "B8"));
    assert!(!open(INDICATORS, "B6") && !open(INDICATORS, "C6") && open(INDICATORS, "E6") && open(INDICATORS, "B7"));
    // Rows below the prepared ones are open by their column.
    let columns = book.xml(MODELS).split("<cols>").nth(1).and_then(|rest| rest.split("</cols>").next()).expect("columns");
    let styles: Vec<&str> = columns
        .split("<col ")
        .skip(1)
        .map(|col| col.split(" style=\"").nth(1).map_or("0", |rest| rest.split('"').next().unwrap_or("0")))
        .collect();
    assert!(styles.iter().all(|style| is_open(&book, style)), "{columns}");
    // The root's own indicator is not asked of a ward.
    assert_eq!(["B6", "C6", "B7"].map(|place| book.value(INDICATORS, place)), ["Diện tích đất Nhân dân hiến", "m²", ""]);
}

#[test]
fn the_form_is_made_for_printing_and_tells_how_to_fill_it_in() {
    let book = ward();
    for sheet in [MODELS, AWARDS, TOTALS] {
        let xml = book.xml(sheet);
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""), "{sheet}");
        assert!(xml.contains("fitToHeight=\"0\"") && xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{sheet}");
    }
    assert_eq!(book.sheets()[0], "Hướng dẫn");
    let told: Vec<String> = (1..60).map(|row| book.value("Hướng dẫn", &format!("A{row}"))).collect();
    assert!(told.iter().any(|line| line == "Hạn gửi: 31/7/2020."), "{told:?}");
    assert!(told.iter().any(|line| line.contains("Xã An Hòa, kỳ báo cáo 2016-2020")));
    let examples: Vec<String> = (1..60).map(|row| book.value("Hướng dẫn", &format!("C{row}"))).collect();
    assert!(examples.iter().any(|example| example == "AN-HOA-2016-001"), "{examples:?}");
}
