//! `bao-cao.xlsx` computes: its formulas give what they were written with, follow the list when it is changed, and stand
//! only where the list gives the report's figure.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tongket::pipeline;
use tongket::project::Project;

use crate::conference::random::world;
use crate::spreadsheet::{At, Book, Cell};
use crate::support::Case;

const LIST: &str = "Danh sách mô hình";
const UNITS: &str = "Tổng hợp theo đơn vị";

/// The workbook of a workspace on disk.
fn written(folder: &Path) -> Book {
    let project = Project::open(folder, None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let scratch = tempfile::tempdir().expect("a folder");
    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::LeftOut, scratch.path()).expect("a report");
    Book::read(&outputs.into_iter().find(|(name, _)| name == "bao-cao.xlsx").expect("written").1)
}

/// The workbook of a case, with templates of the office's own.
fn of(text: &str, templates: &[(&str, &str)]) -> Book {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(text).write_to(folder.path());
    for (name, template) in templates {
        let path = folder.path().join("mau").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, template).expect("written");
    }
    written(folder.path())
}

/// How many formulas count the list, sheet by sheet.
fn counting(book: &Book) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for ((sheet, ..), formula) in &book.formulas {
        if formula.contains(LIST) {
            *found.entry(sheet.as_str()).or_insert(0) += 1;
        }
    }
    found
}

#[test]
fn the_formulas_of_the_five_samples_give_what_they_were_written_with() {
    for (name, least) in [
        ("rach-gia-2016-2020", 300),
        ("phuc-thanh-2016-2018", 200),
        ("kien-hai-2020", 70),
        ("ba-ria-vung-tau-2017", 30),
        // Totals without lists: nothing to count.
        ("cao-bang-2016-2020", 0),
        ("co-loi", 400),
    ] {
        let book = written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name));
        assert_eq!(book.differences(), Vec::<String>::new(), "{name}");
        let found: usize = counting(&book).values().sum();
        assert!(found >= least && (found > 0) == (least > 0), "{name}: {found} formulas count the list");
    }
}

#[test]
fn the_formulas_of_made_up_conferences_give_what_they_were_written_with() {
    let mut found = 0;
    for seed in [2, 5, 7, 11] {
        let world = world(seed, true);
        let folder = tempfile::tempdir().expect("a folder");
        Case { toml: world.toml.clone(), csv: Some(world.csv.clone()), ..Case::default() }.write_to(folder.path());
        for book in world.books() {
            let path = folder.path().join(&book.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, book.bytes()).expect("written");
        }
        let book = written(folder.path());
        assert_eq!(book.differences(), Vec::<String>::new(), "{seed}");
        found += counting(&book).values().sum::<usize>();
    }
    assert!(found > 200, "{found} formulas");
}

/// Two wards that list what they have, of two fields and two levels.
const WARDS: &str = r#"
```toml
[hoi_nghi]
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
[co_quan]
don_vi = "Thành phố A"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
b,Phường B,co-so,Thành phố A,x
c,Phường C,co-so,Thành phố A,x
```
```sheet nop/b.xlsx / Thông tin
| Đơn vị | Phường B |
```
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực | Cấp đăng ký | Phát huy hiệu quả | Công nhận cấp cơ sở |
| 1 | Tổ tự quản | Tập thể | Kinh tế | Cơ sở | x | 2016, 2018 |
| 2 | Đường hoa | Tập thể | Nông thôn mới | Cơ sở, Huyện | | |
| 3 | Vườn mẫu | Cá nhân | Kinh tế | Huyện | x | 2019 |
```
"#;
/// The second ward's list.
const LISTED: &str = "
```sheet nop/c.xlsx / Thông tin
| Đơn vị | Phường C |
```
```sheet nop/c.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực | Cấp đăng ký | Phát huy hiệu quả | Công nhận cấp cơ sở |
| 1 | Câu lạc bộ | Tập thể | Kinh tế | Cơ sở | | 2017 |
```
";

/// The cell of a row's name and a heading.
fn at(book: &Book, sheet: &str, row: &str, heading: &str) -> At {
    (sheet.to_owned(), book.find(sheet, row).1, book.find(sheet, heading).2)
}

fn formula(book: &Book, sheet: &str, row: &str, heading: &str) -> Option<String> {
    book.formulas.get(&at(book, sheet, row, heading)).map(|text| text.replace(&format!("'{LIST}'!"), "DS!"))
}

#[test]
fn a_figure_is_counted_from_the_list_by_its_row_and_column() {
    let book = of(&format!("{WARDS}{LISTED}"), &[]);
    let said = |sheet: &str, row: &str, heading: &str| formula(&book, sheet, row, heading).unwrap_or_default();
    for (sheet, row, heading, text) in [
        (UNITS, "Phường B", "Tổng số", "COUNTIFS(DS!$B$6:$B$9,$B7,DS!$C$6:$C$9,\"<>\")"),
        (UNITS, "Phường B", "Cá nhân", "COUNTIFS(DS!$B$6:$B$9,$B7,DS!$C$6:$C$9,\"<>\",DS!$D$6:$D$9,\"Cá nhân\")"),
        (UNITS, "Phường C", "Phát huy hiệu quả", "COUNTIFS(DS!$B$6:$B$9,$B8,DS!$G$6:$G$9,\"<>\")"),
        (
            UNITS,
            "Phường B",
            "Số lượt",
            "SUMPRODUCT((DS!$B$6:$B$9=$B7)*(DS!$H$6:$H$9<>\"\")*(LEN(DS!$H$6:$H$9)-LEN(SUBSTITUTE(DS!$H$6:$H$9,\",\",\"\"))+1))",
        ),
        ("Theo lĩnh vực", "Kinh tế", "Đăng ký", "COUNTIFS(DS!$C$6:$C$9,\"<>\",DS!$E$6:$E$9,$B6)"),
        ("Theo cấp và giai đoạn", "Đăng ký cấp huyện", "Số mô hình", "COUNTIFS(DS!$F$6:$F$9,\"*huyện*\")"),
        (
            "Theo cấp và giai đoạn",
            "Công nhận cấp cơ sở, giai đoạn 2019 - 2020",
            "Số mô hình",
            "SUMPRODUCT(--(ISNUMBER(SEARCH(\"2019\",DS!$H$6:$H$9))+ISNUMBER(SEARCH(\"2020\",DS!$H$6:$H$9))>0))",
        ),
        ("Theo lĩnh vực", "Kinh tế", "Tỷ lệ", "ROUND(C6/C$11,4)"),
        (UNITS, "Tổng cộng", "Tổng số", "SUM(C7:C8)"),
    ] {
        assert_eq!(said(sheet, row, heading), text, "{sheet}, {row}, {heading}");
    }
    assert_eq!(book.differences(), Vec::<String>::new());
}

#[test]
fn a_tick_in_the_list_moves_the_totals() {
    let mut book = of(&format!("{WARDS}{LISTED}"), &[]);
    let total = at(&book, UNITS, "Tổng cộng", "Phát huy hiệu quả");
    let field = at(&book, "Theo lĩnh vực", "Xây dựng nông thôn mới", "Phát huy hiệu quả");
    let whole = at(&book, "Theo cấp và giai đoạn", "Phát huy hiệu quả", "Số mô hình");
    let show = |book: &Book| [&total, &field, &whole].map(|at| book.value(at));
    assert_eq!(show(&book), [2.0, 0.0, 2.0].map(Cell::Number));
    let tick = at(&book, LIST, "Đường hoa", "Phát huy hiệu quả");
    book.cells.insert(tick, Cell::Text("x".to_owned()));
    assert_eq!(show(&book), [3.0, 1.0, 3.0].map(Cell::Number));
    let twice = at(&book, UNITS, "Tổng cộng", "Số lượt");
    assert_eq!(book.value(&twice), Cell::Number(4.0));
    let recognised = at(&book, LIST, "Đường hoa", "Cấp cơ sở");
    book.cells.insert(recognised, Cell::Text("2017, 2019".to_owned()));
    assert_eq!(book.value(&twice), Cell::Number(6.0));
}

/// A unit that sent totals only is no row of the list, so that its figures, and those of the whole, stay numbers.
#[test]
fn what_the_list_does_not_give_stays_a_number() {
    let totals = "
```sheet nop/c.xlsx / Thông tin
| Đơn vị | Phường C |
```
```sheet nop/c.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số |
| Kinh tế | 5 |
| Nông thôn mới | 0 |
| Tổng cộng | 5 |
```
";
    let book = of(&format!("{WARDS}{totals}"), &[]);
    let of_list = |sheet: &str, row: &str, heading: &str| formula(&book, sheet, row, heading).is_some_and(|f| f.contains("DS!"));
    assert!(of_list(UNITS, "Phường B", "Tổng số") && !of_list(UNITS, "Phường C", "Tổng số"));
    assert_eq!(book.value(&at(&book, UNITS, "Phường C", "Tổng số")), Cell::Number(5.0));
    assert!(!of_list("Theo lĩnh vực", "Kinh tế", "Đăng ký"), "seven are registered, two of them listed");
    assert!(of_list("Theo lĩnh vực", "Xây dựng nông thôn mới", "Đăng ký"));
    assert_eq!(book.differences(), Vec::<String>::new());
}

/// Three fields with a third each: 33,33% thrice is not 100%.
#[test]
fn shares_that_do_not_add_up_are_explained() {
    let third = LISTED.replace("| 1 | Câu lạc bộ | Tập thể | Kinh tế |", "| 1 | Câu lạc bộ | Tập thể | Văn hóa - xã hội |");
    let noted = |text: &str| {
        let book = of(text, &[]);
        assert_eq!(book.differences(), Vec::<String>::new());
        let note = "Mỗi tỷ lệ được làm tròn riêng nên cộng các tỷ lệ không bằng đúng 100%.";
        book.cells.iter().any(|((sheet, ..), cell)| sheet == "Theo lĩnh vực" && *cell == Cell::Text(note.to_owned()))
    };
    let wards = WARDS.replace("| 1 | Tổ tự quản | Tập thể | Kinh tế | Cơ sở | x | 2016, 2018 |\n", "");
    assert!(noted(&format!("{wards}{third}")), "33,33% three times");
    assert!(!noted(&format!("{WARDS}{LISTED}")), "75% and 25%");
}

/// Columns are known by what they show; one that was dropped cannot be counted.
#[test]
fn columns_of_the_list_may_be_renamed_moved_and_dropped() {
    let built_in = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/bang/danh-sach-mo-hinh.toml"));
    let built_in = built_in.expect("a template");
    let (head, columns) = built_in.split_once("\n[[cot]]\n").expect("columns");
    let mut columns: Vec<&str> = columns.split("\n[[cot]]\n").filter(|column| !column.contains("\"hieu_qua\"")).collect();
    columns.reverse();
    let list = format!("{head}\n[[cot]]\n{}", columns.join("\n[[cot]]\n")).replace("\"Lĩnh vực\"", "\"Mảng công tác\"");
    let book = of(&format!("{WARDS}{LISTED}"), &[("bang/danh-sach-mo-hinh.toml", &list)]);
    let field = book.find(LIST, "Mảng công tác");
    let letters = tongket::model::column_letters(u16::try_from(field.2).expect("few"));
    let said = formula(&book, "Theo lĩnh vực", "Kinh tế", "Đăng ký").expect("a formula");
    assert!(said.contains(&format!("DS!${letters}$6:${letters}$9,$B6")), "{said}");
    assert_eq!(formula(&book, "Theo lĩnh vực", "Kinh tế", "Phát huy hiệu quả"), None);
    assert_eq!(book.value(&at(&book, "Theo lĩnh vực", "Kinh tế", "Phát huy hiệu quả")), Cell::Number(2.0));
    assert_eq!(book.differences(), Vec::<String>::new());
}

#[test]
fn units_below_units_are_counted_under_the_one_they_belong_to() {
    let tree = r#"
```toml
[hoi_nghi]
ky = "2020"
[co_quan]
don_vi = "Tỉnh A"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
h,Huyện H,huyen,Tỉnh A,
x1,Xã Một,co-so,Huyện H,x
x2,Xã Hai,co-so,Huyện H,x
```
```sheet nop/x1.xlsx / Thông tin
| Đơn vị | Xã Một |
```
```sheet nop/x1.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng |
| 1 | Tổ tự quản | Tập thể |
```
```sheet nop/x2.xlsx / Thông tin
| Đơn vị | Xã Hai |
```
```sheet nop/x2.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng |
| 1 | Đường hoa | Tập thể |
```
```sheet nop/h.xlsx / Thông tin
| Đơn vị | Huyện H |
```
```sheet nop/h.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng |
| 1 | Vườn mẫu | Tập thể |
```
"#;
    let book = of(tree, &[]);
    let both = "COUNTIFS(DS!$B$5:$B$7,$B6,DS!$D$5:$D$7,\"<>\")+COUNTIFS(DS!$C$5:$C$7,$B6,DS!$D$5:$D$7,\"<>\")";
    assert_eq!(formula(&book, UNITS, "Huyện H", "Tổng số").as_deref(), Some(both));
    assert_eq!(book.value(&at(&book, UNITS, "Huyện H", "Tổng số")), Cell::Number(3.0));
    assert_eq!(book.differences(), Vec::<String>::new());
}

/// Over very many units a spreadsheet would count for minutes: plain numbers, as where figures come from is only outlined then.
#[test]
fn a_very_long_list_is_not_counted_by_formulas() {
    let mut csv = "ten,cap,truc_thuoc,phai_nop\n".to_owned();
    let mut rows = "| STT | Đơn vị | Tên mô hình, điển hình | Đối tượng | Năm đăng ký |\n".to_owned();
    for n in 1..=260 {
        writeln!(csv, "Xã Thử {n},co-so,Tỉnh A,x").expect("a text grows");
        writeln!(rows, "| {n} | Xã Thử {n} | Mô hình {n} | Tập thể | 2020 |").expect("a text grows");
    }
    let toml = "[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Tỉnh A\"\n";
    let book = of(&format!("```toml\n{toml}```\n```csv\n{csv}```\n```sheet nop/a.xlsx / Biểu 1\n{rows}```\n"), &[]);
    assert_eq!(counting(&book), BTreeMap::new());
    assert_eq!(book.value(&at(&book, UNITS, "Tổng cộng", "Tổng số")), Cell::Number(260.0));
}

/// A unit called by a wildcard, and a level whose name is part of another's, are counted by the program only.
#[test]
fn names_that_a_spreadsheet_would_read_otherwise_are_no_criteria() {
    let odd = WARDS.replace("Phường B", "Phường B*");
    let levels = "[[cap]]\nma = \"co-so\"\nten = \"cấp cơ sở\"\n[[cap]]\nma = \"huyen\"\nten = \"cấp huyện\"\n\
                  [[cap]]\nma = \"huyen-uy\"\nten = \"cấp huyện ủy\"\n";
    let odd = odd.replace("[co_quan]", &format!("{levels}[co_quan]"));
    let book = of(&format!("{odd}{LISTED}"), &[]);
    assert_eq!(formula(&book, UNITS, "Phường B*", "Tổng số"), None);
    assert!(formula(&book, UNITS, "Phường C", "Tổng số").is_some());
    assert_eq!(formula(&book, "Theo cấp và giai đoạn", "Đăng ký cấp huyện", "Số mô hình"), None);
    assert!(formula(&book, "Theo cấp và giai đoạn", "Đăng ký cấp cơ sở", "Số mô hình").is_some());
    assert_eq!(book.differences(), Vec::<String>::new());
}

#[test]
fn a_ratio_and_a_change_are_formulas_of_their_row() {
    let case = r#"
```toml
[hoi_nghi]
ky = "2020"
[co_quan]
don_vi = "Phường B"
```
```sheet nop/b.xlsx / Biểu 4
| STT | Chỉ tiêu | Đơn vị tính | Thực hiện | Trên tổng số | Kỳ trước |
| 1 | Hộ thoát nghèo | hộ | 140 | 161 | 90 |
| 2 | Ngày công Nhân dân đóng góp | ngày công | 1250 | | 1400 |
```
"#;
    let book = of(case, &[]);
    let said = |row: &str, heading: &str| formula(&book, "Chỉ tiêu", row, heading).unwrap_or_default();
    assert_eq!(said("Hộ thoát nghèo", "Tỷ lệ"), "ROUND(D5/E5,4)");
    assert_eq!(said("Ngày công Nhân dân đóng góp", "Tăng, giảm"), "ROUND(D6-G6,6)");
    assert_eq!(book.differences(), Vec::<String>::new());
}

/// Sheets as the office's `bao-cao.toml` lists them.
#[test]
fn an_office_may_drop_move_rename_and_add_sheets() {
    let sheets = r#"
[[trang]]
ten = "Sổ mô hình"
bang = "danh-sach-mo-hinh"
tieu_de = ["SỔ THEO DÕI"]
[[trang]]
ten = "Bảng của Ban"
bang = "ban"
ngang = true
loc = true
tieu_de = ["HIỆU QUẢ THEO ĐƠN VỊ"]
[[trang]]
ten = "Các đơn vị"
bang = "tong-hop-don-vi"
tieu_de = ["TỔNG HỢP"]
"#;
    let own = r#"
dong = "don-vi"
tong_cong = "Cộng"
[[cot]]
tieu_de = ["Xã, phường"]
rong = 20
gia_tri = "ten"
[[cot]]
tieu_de = ["Đã đăng ký"]
rong = 8
gia_tri = "dang_ky.tong"
cong = true
[[cot]]
tieu_de = ["Còn hiệu quả"]
rong = 8
gia_tri = "hieu_qua.tong"
cong = true
[[cot]]
tieu_de = ["Tỷ lệ (%)"]
rong = 8
cong_thuc = "{hieu_qua.tong} / {dang_ky.tong} * 100"
"#;
    let book = of(&format!("{WARDS}{LISTED}"), &[("bao-cao.toml", sheets), ("bang/ban.toml", own)]);
    let mut names: Vec<&str> = book.cells.keys().map(|(sheet, ..)| sheet.as_str()).collect();
    names.dedup();
    names.sort_unstable();
    assert_eq!(names, ["Bảng của Ban", "Các đơn vị", "Sổ mô hình", "tongket"]);
    let said = |row: &str, heading: &str| book.formulas[&at(&book, "Bảng của Ban", row, heading)].clone();
    assert_eq!(said("Phường B", "Đã đăng ký"), "COUNTIFS('Sổ mô hình'!$B$5:$B$8,$A4,'Sổ mô hình'!$C$5:$C$8,\"<>\")");
    assert_eq!(
        said("Phường B", "Tỷ lệ (%)"),
        "IF(OR(C4=\"\",B4=\"\"),\"\",ROUND(C4/B4*100,2))".replace("C4=\"\",B4", "B4=\"\",C4")
    );
    assert_eq!(said("Cộng", "Còn hiệu quả"), "SUM(C4:C5)");
    assert_eq!(book.value(&at(&book, "Bảng của Ban", "Phường B", "Tỷ lệ (%)")), Cell::Number(66.67));
    assert_eq!(book.value(&at(&book, "Bảng của Ban", "Cộng", "Tỷ lệ (%)")), Cell::Number(50.0));
    assert_eq!(book.differences(), Vec::<String>::new());
}
