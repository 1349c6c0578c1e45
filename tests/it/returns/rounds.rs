//! A unit's round trip: submit with faults, get the marked copy, mend the marked cells, submit again.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{cell, parts, text, with_part};
use crate::support::Case;

const HEAD: &str = r#"
```toml
[hoi_nghi]
ky = "2020"
[co_quan]
don_vi = "Phường A"
the_thuc = "nd30-2020"
```
```sheet nop/to 1/a.xlsx / Thông tin
| Đơn vị | Phường A |
```
"#;

const LIST: &str = "
```sheet nop/to 1/a.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Phát huy hiệu quả |
| 1 | Một | Chi bộ 1 | Tập thể | Kinh tế | x |
| 2 | Hai | Chi bộ 2 | Tập thể | Kinh tế | x |
| 3 | Ba | Chi bộ 3 | Tập thể | Kinh tế | không rõ |
```
```sheet nop/to 1/a.xlsx / Biểu 3
| Lĩnh vực | Đăng ký | Tập thể | Cá nhân |
| Kinh tế | 4 | 3 | 1 |
| Tổng cộng | 4 | 3 | 1 |
```";

fn check(folder: &Path, more: &[&str]) -> (i32, String, Vec<Value>) {
    let run = |more: &[&str]| {
        let folder = folder.display().to_string();
        let args = [&["check", folder.as_str()], more].concat();
        Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
    };
    let told = run(more);
    let words = String::from_utf8(told.stdout).expect("UTF-8") + &String::from_utf8_lossy(&told.stderr);
    let lines = String::from_utf8(run(&["--json"]).stdout).expect("UTF-8");
    let lines = lines.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    (told.status.code().expect("a status"), words, lines)
}

fn findings(lines: &[Value]) -> Vec<String> {
    let all = lines.iter().filter(|line| line["loai"] == "phat-hien");
    all.map(|f| {
        format!("{} {} {}", f["ma"].as_str().unwrap_or(""), f["trang"].as_str().unwrap_or(""), f["o"].as_str().unwrap_or(""))
    })
    .collect()
}

/// Writes a number or a text into a cell, as a clerk would.
fn mend(bytes: &[u8], part: &str, place: &str, value: &str) -> Vec<u8> {
    with_part(bytes, part, |sheet| {
        let tag = cell(&sheet, place).to_owned();
        let at = sheet.find(&tag).expect("the cell");
        let end = if tag.ends_with("/>") { tag.len() } else { sheet[at..].find("</c>").expect("its end") + 4 };
        let style = tag.split(" s=\"").nth(1).and_then(|s| s.split('"').next()).unwrap_or("0");
        let cell = if value.parse::<f64>().is_ok() {
            format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>")
        } else {
            format!("<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
        };
        format!("{}{cell}{}", &sheet[..at], &sheet[at + end..])
    })
}

#[test]
fn a_marked_copy_that_is_mended_raises_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(&format!("{HEAD}{LIST}")).write_to(folder.path());
    let sent = folder.path().join("nop/to 1/a.xlsx");
    let (status, words, lines) = check(folder.path(), &["--return"]);
    assert_eq!(status, 1, "{words}");
    let found = findings(&lines);
    assert!(
        found.iter().any(|f| f.starts_with("C07 Biểu 1 F4")) && found.iter().any(|f| f.starts_with("R15 Biểu 3")),
        "{found:?}"
    );
    let copy = folder.path().join("ket-qua/de-nghi-chinh-sua/to 1/a.xlsx");
    assert!(words.contains("Đã ghi bản đánh dấu của 1 tệp") && words.contains("to 1/a.xlsx"), "{words}");
    let marked = fs::read(&copy).expect("the marked copy");
    let ours = text(&marked, "xl/worksheets/sheet4.xml");
    for place in ["'Biểu 1'!F4", "'Biểu 3'!"] {
        assert!(ours.contains(place), "{place}: {ours}");
    }

    // Sent back as it is, it raises what it raised, and the sheet that is ours is said to be passed over.
    fs::copy(&copy, &sent).expect("submits");
    let (_, words, lines) = check(folder.path(), &["--tra-ve"]);
    assert_eq!(findings(&lines), found);
    assert!(words.contains("trang “Nội dung cần chỉnh sửa”: bỏ qua (trang nêu các nội dung cần chỉnh sửa"), "{words}");
    let file = lines.iter().find(|line| line["loai"] == "tep").expect("the file");
    assert_eq!(file["trang_bo_qua"][0]["trang"], "Nội dung cần chỉnh sửa");
    let again = fs::read(&copy).expect("marked again");
    let names: Vec<String> = parts(&again).into_keys().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    assert_eq!(names.len(), 4, "the marks pile up: {names:?}");

    // Mended where it is marked.
    let mut mended = mend(&again, "xl/worksheets/sheet2.xml", "F4", "x");
    for (place, value) in [("B2", "3"), ("D2", "0"), ("B3", "3"), ("D3", "0")] {
        mended = mend(&mended, "xl/worksheets/sheet3.xml", place, value);
    }
    fs::write(&sent, &mended).expect("submits");
    let (status, words, lines) = check(folder.path(), &["--return"]);
    assert_eq!((status, findings(&lines)), (0, Vec::new()), "{words}");
    assert!(words.contains("Không tệp nào có chỗ cần chỉnh sửa") && words.contains("Đã bỏ bản đánh dấu lần trước"), "{words}");
    assert!(!copy.exists(), "a marked copy that is no longer due stays");
    assert_eq!(fs::read(&sent).expect("the input"), mended, "an input was touched");
}

#[test]
fn explained_findings_and_notes_are_not_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let toml = "[[giai_trinh]]\nma = \"C07\"\nly_do = \"đã hỏi\"\nnguoi = \"Lan\"\n[[giai_trinh]]\nma = \"R15\"\nly_do = \"đã hỏi\"\nnguoi = \"Lan\"\n[[giai_trinh]]\nma = \"R02\"\nly_do = \"đã hỏi\"\nnguoi = \"Lan\"\n[[giai_trinh]]\nma = \"R01\"\nly_do = \"đã hỏi\"\nnguoi = \"Lan\"\n```";
    let head = HEAD.replacen("```\n```sheet", &format!("{toml}\n```sheet"), 1);
    Case::parse(&format!("{head}{LIST}")).write_to(folder.path());
    let (status, words, lines) = check(folder.path(), &["--return"]);
    assert_eq!(status, 0, "{words}");
    assert!(!findings(&lines).is_empty());
    assert!(words.contains("Không tệp nào có chỗ cần chỉnh sửa"), "{words}");
    assert!(!folder.path().join("ket-qua/de-nghi-chinh-sua").exists(), "there is nothing to give back");
}

#[test]
fn other_formats_get_a_fresh_workbook_that_reads_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let csv = "
```file nop/a.csv
Phường A;;;;;
STT;Tên mô hình, điển hình;Tập thể, cá nhân thực hiện;Đối tượng;Lĩnh vực;Phát huy hiệu quả
1;Một;Chi bộ 1;Tập thể;Kinh tế;x
2;Hai;Chi bộ 2;Tập thể;Kinh tế;không rõ
```
```file nop/b.pdf.xlsx
%PDF-1.7
```";
    let head = HEAD.split("```sheet").next().expect("the scheme");
    Case::parse(&format!("{head}{csv}")).write_to(folder.path());
    let (_, words, lines) = check(folder.path(), &["--return"]);
    let copy = folder.path().join("ket-qua/de-nghi-chinh-sua/a.xlsx");
    assert!(words.contains("nop/b.pdf.xlsx: không phải tệp Excel đọc được"), "{words}");
    let found: Vec<String> = findings(&lines).into_iter().filter(|f| f.starts_with('C')).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let marked = fs::read(&copy).expect("the fresh copy");
    assert!(text(&marked, "xl/worksheets/sheet2.xml").contains("Tệp gửi lên là “a.csv”"));
    fs::remove_file(folder.path().join("nop/a.csv")).expect("replaces");
    fs::write(folder.path().join("nop/a.xlsx"), marked).expect("submits");
    let (_, _, lines) = check(folder.path(), &[]);
    let again: Vec<String> = findings(&lines).into_iter().filter(|f| f.starts_with('C')).collect();
    assert_eq!(again, found);
}
