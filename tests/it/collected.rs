//! `check --return`: letters to units and the collector's workbook, read back.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use tongket::ingest::Sheets;
use tongket::model::{Limits, PlainSheet, PlainValue};

use crate::support::Case;

/// Một has two faults in two sheets, Hai one, Ba has sent nothing, Bốn is clean and late; Năm's file cannot be read.
const CASE: &str = r#"
```toml
[hoi_nghi]
ten = "phong trào thi đua “Dân vận khéo” năm 2020"
ky = "2020"
ngay = 2020-12-25
han_nop = 2020-11-30
[co_quan]
don_vi = "Thành phố A"
the_thuc = "nd30-2020"
ten = "BAN CHỈ ĐẠO"
ky_hieu = "BC/BCĐ"
dia_danh = "A"
ngay_ky = 2020-12-20
quyen_han = "TM. BAN CHỈ ĐẠO"
noi_nhan = ["Ban Dân vận Tỉnh ủy"]
[de_nghi]
han = 2020-12-05
lien_he = "đồng chí Trần Thị B, điện thoại 0297 3 811 811"
kinh_gui = "Đảng ủy {don_vi}"
```
```csv
ma,ten,cap,phai_nop,ngay_nhan
,Thành phố A,huyen,,
mot,Phường Một,co-so,x,2020-11-20
,Phường Hai,co-so,x,2020-11-20
ba,Phường Ba,co-so,x,
bon,Phường Bốn,co-so,x,2020-12-02
nam,Phường Năm,co-so,x,2020-11-20
```
```sheet mot.xlsx / Thông tin
| Đơn vị | Phường Một |
| Người lập | Lê Văn C |
| Điện thoại | 0912 000 111 |
```
```sheet mot.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Phát huy hiệu quả |
| 1 | Một | Chi bộ 1 | Tập thể | Kinh tế | x |
| 2 | Hai | Chi bộ 2 | Tập thể | Kinh tế | không rõ |
```
```sheet mot.xlsx / Biểu 3
| Lĩnh vực | Đăng ký |
| Kinh tế | 5 |
| Tổng cộng | 5 |
```
```sheet hai.xlsx / Thông tin
| Đơn vị | Phường Hai |
```
```sheet hai.xlsx / Biểu 3
| Lĩnh vực | Đăng ký |
| Kinh tế | 5 |
| Tổng cộng | 6 |
```
```sheet bon.xlsx / Thông tin
| Đơn vị | Phường Bốn |
```
```sheet bon.xlsx / Biểu 3
| Lĩnh vực | Đăng ký |
| Kinh tế | 5 |
| Tổng cộng | 5 |
```
```file phuong-nam.xlsx
đây không phải là bảng tính
```
"#;

fn workspace(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(text).write_to(folder.path());
    folder
}

/// What the run says, and its exit status.
fn give_back(folder: &Path) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_tongket")).arg("check").arg(folder).arg("--return").output().expect("starts");
    let said = String::from_utf8(run.stdout).expect("UTF-8") + &String::from_utf8_lossy(&run.stderr);
    (run.status.code().expect("a status"), said)
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The paragraphs of a letter.
fn paragraphs(path: &Path) -> Vec<String> {
    let xml = part(&fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())), "word/document.xml");
    let mut lines = vec![String::new()];
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag");
        if tag == "/w:p" {
            lines.push(String::new());
        }
        lines.last_mut().expect("a line").push_str(text);
    }
    lines.into_iter().map(|line| line.replace("&amp;", "&")).filter(|line| !line.trim().is_empty()).collect()
}

fn letters(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder.join("ket-qua/de-nghi-chinh-sua")).expect("the folder");
    let names = found.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    let mut names: Vec<String> = names.filter(|name| Path::new(name).extension().is_some_and(|e| e == "docx")).collect();
    names.sort();
    names
}

fn letter(folder: &Path, name: &str) -> Vec<String> {
    paragraphs(&folder.join("ket-qua/de-nghi-chinh-sua").join(name))
}

/// The rows of a sheet of the collector's workbook below its headings: heading → cell.
fn rows(folder: &Path, sheet: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(folder.join("ket-qua/doi-chieu.xlsx")).expect("the workbook");
    let sheets = Sheets::open(&bytes, &Limits::default()).expect("opens").into_plain();
    let sheet = sheets.iter().find(|found| found.name == sheet).unwrap_or_else(|| panic!("no {sheet}"));
    let mut lines = grid(sheet).into_iter().skip_while(|row| row.get(&0).is_none_or(|first| first != "TT"));
    let Some(headings) = lines.next() else { return Vec::new() };
    let records = lines.filter(|row| row.get(&0).is_some_and(|first| first.parse::<u32>().is_ok()));
    records.map(|row| row.into_iter().filter_map(|(col, value)| Some((headings.get(&col)?.clone(), value))).collect()).collect()
}

fn grid(sheet: &PlainSheet) -> Vec<BTreeMap<u16, String>> {
    let word = |value: &PlainValue| match value {
        PlainValue::Text(text) => text.clone(),
        PlainValue::Number { value, .. } => value.to_string(),
        other => format!("{other:?}"),
    };
    sheet.rows.values().map(|row| row.iter().map(|(col, value)| (*col, word(value))).collect()).collect()
}

/// All text of a sheet.
fn words(folder: &Path, sheet: &str) -> String {
    let bytes = fs::read(folder.join("ket-qua/doi-chieu.xlsx")).expect("the workbook");
    let sheets = Sheets::open(&bytes, &Limits::default()).expect("opens").into_plain();
    let sheet = sheets.iter().find(|found| found.name == sheet).unwrap_or_else(|| panic!("no {sheet}"));
    grid(sheet).into_iter().flat_map(BTreeMap::into_values).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_unit_gets_the_letter_it_needs() {
    let folder = workspace(CASE);
    let (status, said) = give_back(folder.path());
    assert_eq!(status, 1, "{said}");
    assert_eq!(letters(folder.path()), ["ba.docx", "mot.docx", "nam.docx", "phuong-hai.docx"], "{said}");
    assert!(
        said.contains("Đã lập công văn đề nghị rà soát, bổ sung số liệu gửi 3 đơn vị và công văn nhắc nộp gửi 1 đơn vị:"),
        "{said}"
    );
    let mot = letter(folder.path(), "mot.docx").join("\n");
    for part in [
        "Số: \u{a0}\u{a0}\u{a0}\u{a0}/BCĐ",
        "V/v đề nghị rà soát, bổ sung số liệu báo cáo tổng kết\n",
        "A, ngày … tháng … năm …",
        "Kính gửi: Đảng ủy phường Một",
        "còn 02 nội dung cần rà soát, trong đó 01 nội dung phải sửa, cụ thể như sau:",
        "Tệp “mot.xlsx”, trang “Biểu 3”\n1\nB3\nPhải sửa\n",
        "Tệp “mot.xlsx”, trang “Biểu 1”\n2\nF3\nCần rà soát\n",
        "Gửi kèm tệp “mot.xlsx” đã đánh dấu",
        "gửi lại chậm nhất ngày 5/12/2020.",
        "liên hệ đồng chí Trần Thị B, điện thoại 0297 3 811 811.",
        "TM. BAN CHỈ ĐẠO",
        "- Như trên;\n- Lưu: VT.",
    ] {
        assert!(mot.contains(part), "{part}\n---\n{mot}");
    }
    assert!(!mot.contains("Ban Dân vận Tỉnh ủy"), "the report's recipients are not the letter's");
    let ba = letter(folder.path(), "ba.docx").join("\n");
    for part in [
        "V/v đề nghị gửi số liệu báo cáo tổng kết\n",
        "Đến nay chưa nhận được báo cáo của đơn vị.",
        "chậm nhất ngày 30/11/2020",
        "ngày 5/12/2020",
    ] {
        assert!(ba.contains(part), "{part}\n---\n{ba}");
    }
    // A unit whose file cannot be read is not told that it sent nothing.
    let nam = letter(folder.path(), "nam.docx").join("\n");
    assert!(nam.contains("Tệp “phuong-nam.xlsx”") && !nam.contains("chưa nhận được"), "{nam}");
}

#[test]
fn without_a_deadline_or_a_contact_a_letter_still_reads_well() {
    let text = CASE.lines().filter(|line| !line.starts_with("han = ") && !line.starts_with("lien_he")).collect::<Vec<_>>();
    let folder = workspace(&text.join("\n").replace("kinh_gui = \"Đảng ủy {don_vi}\"", ""));
    give_back(folder.path());
    let said = letter(folder.path(), "mot.docx").join("\n");
    assert!(said.contains("Kính gửi: Phường Một\n"), "{said}");
    assert!(said.contains("gửi lại trong thời gian sớm nhất để kịp tổng hợp."), "{said}");
    assert!(said.contains("nếu có vướng mắc, đề nghị trao đổi lại để được hướng dẫn."), "{said}");
}

#[test]
fn letters_stand_in_the_profile_of_the_conference() {
    for (profile, parts) in [
        ("hd36-2018", ["ĐẢNG CỘNG SẢN VIỆT NAM", "Số \u{a0}\u{a0}\u{a0}\u{a0}-CV/BCĐ", "V/v đề nghị rà soát", "- Như trên,\n"]),
        (
            "hd05-2026",
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Số \u{a0}\u{a0}\u{a0}\u{a0}-CV/BCĐ", "về việc đề nghị rà soát", "- Như trên;\n"],
        ),
    ] {
        let folder = workspace(&CASE.replace("nd30-2020", profile));
        give_back(folder.path());
        let said = letter(folder.path(), "mot.docx").join("\n");
        assert!(parts.iter().all(|part| said.contains(part)), "{profile}\n{said}");
    }
}

/// A cause that stands in many cells is one row; many causes stand in an annex.
#[test]
fn long_lists_stand_in_an_annex_and_one_cause_in_one_row() {
    let field = |n: u32| if n <= 30 { "Kinh tế" } else { "Lạ" };
    let row = |n: u32| format!("| {n} | Mô hình số {n} | Chi bộ {n} | Tập thể | {} | x |\n", field(n));
    let list = (1..=40).map(row).collect::<Vec<_>>().concat();
    let list = list.replace("| Chi bộ 5 | Tập thể |", "| Chi bộ 5 | Tập |").replace("| Chi bộ 6 | Tập thể |", "| Chi bộ 6 | T |");
    let ticks = list.replacen(" | x |", " | hỏi 1 |", 1).replacen(" | x |", " | hỏi 2 |", 1).replacen(" | x |", " | hỏi 3 |", 1);
    let head = "| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Phát huy hiệu quả |\n";
    let cut = CASE.find("```sheet mot.xlsx / Biểu 1").expect("the sheet");
    let after = CASE.find("```sheet mot.xlsx / Biểu 3").expect("the sheet");
    let folder = workspace(&format!("{}```sheet mot.xlsx / Biểu 1\n{head}{ticks}```\n{}", &CASE[..cut], &CASE[after..]));
    give_back(folder.path());
    let path = folder.path().join("ket-qua/de-nghi-chinh-sua/mot.docx");
    let said = paragraphs(&path).join("\n");
    assert!(said.contains("(chi tiết tại Phụ lục kèm theo)."), "{said}");
    let annex = said.split("\nPhụ lục\n").nth(1).unwrap_or_else(|| panic!("no annex: {said}"));
    assert!(annex.starts_with("CÁC NỘI DUNG ĐỀ NGHỊ PHƯỜNG MỘT RÀ SOÁT, BỔ SUNG\n(Kèm theo Công văn số "), "{annex}");
    assert!(part(&fs::read(&path).expect("reads"), "word/document.xml").contains(r#"w:orient="landscape""#));
    assert_eq!(annex.matches("“Lạ”").count(), 1, "one cause in ten cells is told once: {annex}");
}

#[test]
fn a_letter_that_is_no_longer_due_is_taken_away_unless_somebody_changed_it() {
    let folder = workspace(CASE);
    give_back(folder.path());
    let returned = folder.path().join("ket-qua/de-nghi-chinh-sua");
    fs::write(returned.join("ba.docx"), b"changed").expect("writes");
    let mended = CASE.replace("| Tổng cộng | 6 |", "| Tổng cộng | 5 |");
    let sent = mended.replace(
        "```sheet bon.xlsx / Thông tin",
        "```sheet ba.xlsx / Thông tin\n| Đơn vị | Phường Ba |\n```\n```sheet ba.xlsx / Biểu 3\n| Lĩnh vực | Đăng ký |\n| Kinh tế | 1 |\n| Tổng cộng | 1 |\n```\n```sheet bon.xlsx / Thông tin",
    );
    Case::parse(&sent).write_to(folder.path());
    let (_, said) = give_back(folder.path());
    assert!(!returned.join("phuong-hai.docx").exists(), "{said}");
    assert!(said.contains("Đã bỏ công văn lần trước") && said.contains("de-nghi-chinh-sua/phuong-hai.docx"), "{said}");
    assert!(said.contains("Công văn lần trước không còn cần nữa, nhưng đã có người sửa nên để nguyên:"), "{said}");
    assert_eq!(fs::read(returned.join("ba.docx")).expect("stays"), b"changed");
}

#[test]
fn the_office_words_its_letters_itself() {
    let folder = workspace(CASE);
    fs::create_dir(folder.path().join("mau")).expect("a folder");
    let template = folder.path().join("mau/de-nghi-chinh-sua.md");
    fs::write(&template, "```kinh-gui\n{{ don_vi.ten }}\n```\n\nĐề nghị xem lại {{ so_noi_dung }}.\n").expect("writes");
    let (_, said) = give_back(folder.path());
    assert_eq!(
        letter(folder.path(), "phuong-hai.docx"),
        ["Kính gửi: Phường Hai", "Đề nghị xem lại 01 nội dung phải sửa."],
        "{said}"
    );
    fs::write(&template, "Đề nghị\n{% if han_gui %}x{% endif %}\n").expect("writes");
    let (status, said) = give_back(folder.path());
    assert_eq!(status, 2);
    assert!(said.contains("mẫu de-nghi-chinh-sua.md có lỗi: dòng 2, cột 7: không có tên “han_gui”"), "{said}");
}

#[test]
fn the_collector_sees_who_has_sent_what() {
    let folder = workspace(&format!(
        "{CASE}\n```sheet nop/gui lai/hai.xlsx / Thông tin\n| Đơn vị | Phường Hai |\n```\n```sheet nop/gui lai/hai.xlsx / Biểu 3\n| Lĩnh vực | Đăng ký |\n| Kinh tế | 5 |\n| Tổng cộng | 7 |\n```\n"
    ));
    give_back(folder.path());
    let rows = rows(folder.path(), "Tình hình nộp");
    let state: Vec<(&str, &str)> = rows.iter().map(|row| (row["Đơn vị"].as_str(), row["Tình trạng"].as_str())).collect();
    let expected = [
        ("Phường Một", "Đã gửi"),
        ("Phường Hai", "Đã gửi"),
        ("Phường Ba", "Chưa gửi"),
        ("Phường Bốn", "Gửi muộn"),
        ("Phường Năm", "Tệp không đọc được"),
    ];
    assert_eq!(state, expected);
    assert_eq!((rows[0]["Người lập"].as_str(), rows[0]["Điện thoại"].as_str()), ("Lê Văn C", "0912 000 111"));
    assert_eq!((rows[0]["Phải sửa"].as_str(), rows[0]["Cần rà soát"].as_str()), ("1", "1"));
    assert_eq!(rows[1]["Gửi nhiều lần"], "chưa rõ bản nào mới hơn: “hai.xlsx”, “hai.xlsx”");
    assert_eq!(rows[2]["Văn bản gửi đơn vị"], "Nhắc nộp");
    assert_eq!(rows[3].get("Văn bản gửi đơn vị"), None);
    assert!(words(folder.path(), "Tình hình nộp").contains("Đã gửi 3/5 đơn vị, trong đó gửi muộn 1 đơn vị; chưa gửi 2 đơn vị"));
}

#[test]
fn every_finding_leads_to_its_cell() {
    let folder = workspace(CASE);
    let (_, said) = give_back(folder.path());
    let found = rows(folder.path(), "Phát hiện");
    let place = |row: &BTreeMap<String, String>| {
        let cell = |key: &str| row.get(key).cloned().unwrap_or_default();
        [cell("Mức độ"), cell("Mã"), cell("Đơn vị"), cell("Trang"), cell("Ô"), cell("Chênh lệch")].join("|")
    };
    let places: Vec<String> = found.iter().map(place).collect();
    for part in
        ["Phải sửa|R15|Phường Một|Biểu 3|B3|3", "Cần rà soát|C07|Phường Một|Biểu 1|F3|", "Phải sửa|R01|Phường Hai|Biểu 3|B3|1"]
    {
        assert!(places.iter().any(|place| place == part), "{part}: {places:#?}");
    }
    // All of one unit stand together, what must be mended first.
    assert!(places[0].starts_with("Phải sửa|R15|Phường Một") && places[1].starts_with("Cần rà soát|C07|Phường Một"), "{said}");
    let bytes = fs::read(folder.path().join("ket-qua/doi-chieu.xlsx")).expect("the workbook");
    let (sheet, relations) = (part(&bytes, "xl/worksheets/sheet3.xml"), part(&bytes, "xl/worksheets/_rels/sheet3.xml.rels"));
    assert!(sheet.contains(r#"location="'Biểu 3'!B3""#) && sheet.contains("<autoFilter "), "{sheet}");
    for target in ["../nop/mot.xlsx", "de-nghi-chinh-sua/mot.xlsx"] {
        assert!(relations.contains(&format!("Target=\"{target}\"")), "{target}: {relations}");
        assert!(folder.path().join("ket-qua").join(target).is_file(), "{target} leads nowhere");
    }
    // Counts lead to the first finding of their unit, form and severity.
    let tally = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(tally.contains("location=\"'Phát hiện'!A7\""), "{tally}");
    assert!(tally.contains("<f>SUM("), "{tally}");
}

#[test]
fn explained_findings_stand_apart_with_their_reason() {
    let toml = "[[giai_trinh]]\nma = \"C07\"\nly_do = \"đã hỏi lại phường\"\nnguoi = \"Lan\"\n[de_nghi]";
    let folder = workspace(&CASE.replace("[de_nghi]", toml));
    give_back(folder.path());
    let rows_of = |sheet: &str| rows(folder.path(), sheet);
    let explained = rows_of("Đã giải trình");
    assert_eq!(explained.len(), 1);
    assert_eq!((explained[0]["Lý do"].as_str(), explained[0]["Người giải trình"].as_str()), ("đã hỏi lại phường", "Lan"));
    assert!(rows_of("Phát hiện").iter().all(|row| row["Mã"] != "C07"));
    assert!(!letter(folder.path(), "mot.docx").contains(&"F3".to_owned()), "a unit is asked what it has explained");
}

/// State and code of each row of the last sheet.
fn changes(folder: &Path) -> Vec<(String, String)> {
    let rows = rows(folder, "Thay đổi so với lần trước");
    rows.iter().map(|row| (row["Tình trạng"].clone(), format!("{} {}", row["Mã"], row["Đơn vị"]))).collect()
}

#[test]
fn the_next_run_tells_what_has_changed() {
    let folder = workspace(CASE);
    let (_, said) = give_back(folder.path());
    assert!(words(folder.path(), "Thay đổi so với lần trước").contains("Đây là lần đối chiếu đầu tiên"), "{said}");
    give_back(folder.path());
    let first = changes(folder.path());
    assert!(!first.is_empty() && first.iter().all(|(state, _)| state == "Chưa sửa"), "{first:?}");
    let workbook = folder.path().join("ket-qua/doi-chieu.xlsx");
    let bytes = fs::read(&workbook).expect("reads");
    give_back(folder.path());
    assert_eq!(fs::read(&workbook).expect("reads"), bytes, "same inputs, same bytes");

    // Hai mends its sum and sends it under another name; Bốn makes a new mistake.
    let mended = CASE.replace("| Tổng cộng | 6 |", "| Tổng cộng | 5 |").replace("hai.xlsx", "hai (sua).xlsx");
    let at = mended.find("```sheet bon.xlsx / Biểu 3").expect("the sheet");
    let mended = format!("{}{}", &mended[..at], mended[at..].replace("| Tổng cộng | 5 |", "| Tổng cộng | 50 |"));
    fs::remove_file(folder.path().join("nop/hai.xlsx")).expect("replaces");
    Case::parse(&mended).write_to(folder.path());
    give_back(folder.path());
    let told = changes(folder.path());
    let of = |state: &str| told.iter().filter(|(s, _)| s == state).map(|(_, what)| what.as_str()).collect::<Vec<_>>();
    assert_eq!((of("Mới"), of("Đã sửa")), (vec!["R01 Phường Bốn"], vec!["R01 Phường Hai"]), "{told:?}");
    assert!(of("Chưa sửa").contains(&"R15 Phường Một"), "{told:?}");
    assert!(words(folder.path(), "Thay đổi so với lần trước").contains("Mới: 1; "));
}

#[test]
fn a_workbook_of_somebody_else_is_said_and_replaced() {
    let folder = workspace(CASE);
    fs::create_dir(folder.path().join("ket-qua")).expect("a folder");
    for (bytes, why) in [
        (b"a".to_vec(), "không phải tệp do tongket ghi"),
        (fs::read(folder.path().join("nop/bon.xlsx")).expect("reads"), "không phải tệp do tongket ghi"),
    ] {
        fs::write(folder.path().join("ket-qua/doi-chieu.xlsx"), bytes).expect("writes");
        let (status, said) = give_back(folder.path());
        assert_eq!(status, 1);
        assert!(said.contains(&format!("không so sánh được với lần trước: tệp doi-chieu.xlsx đã có {why}")), "{said}");
        assert!(words(folder.path(), "Thay đổi so với lần trước").contains("Không so sánh được với lần trước"));
    }
}

/// What the sample's files say of no unit of its tree.
const STRANGERS: [&str; 2] = ["Chưa rõ đơn vị", "Xã Đại Ngàn"];

/// The faults planted in `sample-data/co-loi` reach their units: a letter each, and none to the office itself.
#[test]
fn the_sample_with_faults_is_given_back_whole() {
    let out = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/co-loi");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"));
    let run = { run }.arg("check").arg(&sample).args(["--return", "--out"]).arg(out.path().join("ket-qua")).output();
    let run = run.expect("starts");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let letters = letters(out.path());
    assert!(letters.len() > 50 && !letters.contains(&"thanh-giang.docx".to_owned()), "{letters:?}");
    let asked: std::collections::BTreeSet<String> = rows(out.path(), "Phát hiện")
        .into_iter()
        .filter(|row| {
            row["Mức độ"] != "Lưu ý" && row["Đơn vị"] != "Huyện Thanh Giang" && !STRANGERS.contains(&row["Đơn vị"].as_str())
        })
        .map(|row| row["Đơn vị"].clone())
        .collect();
    assert_eq!(letters.len(), asked.len(), "{letters:?}\n{asked:?}");
}
