//! Whole runs of the program, as a clerk starts it: what it writes, what it leaves alone, what it says and returns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use serde_json::Value;

use crate::support::Case;

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

fn sample(name: &str) -> String {
    format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder: bytes and time of change.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            let changed = fs::metadata(&path).and_then(|m| m.modified()).expect("a time");
            files.insert(path.clone(), (fs::read(&path).expect("bytes"), changed));
        }
    }
    files
}

fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = snapshot(folder).into_iter();
    files.map(|(path, (bytes, _))| (path.file_name().expect("a name").to_string_lossy().into_owned(), bytes)).collect()
}

#[test]
fn two_runs_give_identical_bytes_and_leave_the_inputs_alone() {
    let workspace = sample("phuc-thanh-2016-2018");
    let inputs = PathBuf::from(&workspace).join("nop");
    let before = snapshot(&inputs);
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for out in [&first, &second] {
        for verb in ["report", "commend"] {
            let run = tongket(&[verb, &workspace, "--out", &out.path().display().to_string()]);
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
    }
    let names: Vec<String> = bytes_of(first.path()).into_keys().filter(|n| !n.starts_with('.')).collect();
    let expected = [
        "bang-tong-hop-de-nghi.docx",
        "bang-tong-hop-de-nghi.xlsx",
        "bao-cao.docx",
        "bao-cao.xlsx",
        "bien-ban-hop-xet.docx",
        "danh-sach-cong-nhan-co-so.xlsx",
        "danh-sach-khen-thuong.docx",
        "danh-sach-khen-thuong.xlsx",
        "quyet-dinh-cong-nhan-co-so.docx",
        "quyet-dinh-khen-thuong.docx",
        "so-lieu.json",
        "so-theo-doi-khen-thuong.docx",
        "so-theo-doi-khen-thuong.xlsx",
        "thu-tu-moi-nhan-khen.docx",
        "thu-tu-moi-nhan-khen.xlsx",
        "to-trinh-khen-thuong.docx",
    ];
    assert_eq!(names, expected);
    assert!(bytes_of(first.path()) == bytes_of(second.path()), "two runs differ");
    assert!(snapshot(&inputs) == before, "an input was touched");
}

const WARD: &str = r#"
```toml
[hoi_nghi]
ky = "2020"
[co_quan]
don_vi = "Phường A"
the_thuc = "nd30-2020"
```
```sheet nop/a.xlsx / Thông tin
| Đơn vị | Phường A |
```
"#;

fn list(ticks: [&str; 3]) -> String {
    let [a, b, c] = ticks;
    format!(
        "{WARD}
```sheet nop/a.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Phát huy hiệu quả | Công nhận cấp cơ sở |
| 1 | Một | Chi bộ 1 | Tập thể | Kinh tế | x | {a} |
| 2 | Hai | Chi bộ 2 | Tập thể | Kinh tế | x | {b} |
| 3 | Ba | Nguyễn Văn Ba | Cá nhân | Văn hóa - xã hội | | {c} |
```"
    )
}

fn figures(value: &Value, path: &str, all: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                figures(value, &format!("{path}.{key}"), all);
            }
        }
        leaf => drop(all.insert(path.trim_start_matches('.').to_owned(), leaf.clone())),
    }
}

#[test]
fn one_tick_changes_what_depends_on_it_and_nothing_else() {
    let run = |ticks| {
        let mut all = BTreeMap::new();
        let run = Case::parse(&list(ticks)).run();
        figures(&run.summary.json, "", &mut all);
        (all, run.findings.len())
    };
    let (before, found_before) = run(["x", "", ""]);
    let (after, found_after) = run(["x", "x", ""]);
    let changed: Vec<(&str, &Value, &Value)> = before
        .iter()
        .filter(|(key, value)| after[*key] != **value)
        .map(|(key, value)| (key.as_str(), value, &after[key]))
        .collect();
    let (one, two) = (Value::from(1), Value::from(2));
    let expected = ["luot", "tap_the", "theo_linh_vuc.kinh-te", "tong"].map(|leaf| format!("cong_nhan.co-so.{leaf}"));
    assert_eq!(changed, expected.iter().map(|path| (path.as_str(), &one, &two)).collect::<Vec<_>>());
    assert_eq!((found_before, before.len()), (found_after, after.len()));
}

/// Writes a case as a workspace on disk.
fn workspace(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(text).write_to(folder.path());
    folder
}

#[test]
fn a_must_fix_finding_makes_a_draft_or_stops_the_final_version() {
    let folder = workspace(&list(["x", "1.5", ""]).replace("| 3 | Ba", "| 3 | Hai").replace("Nguyễn Văn Ba", "Chi bộ 2"));
    let path = folder.path().display().to_string();
    let final_run = tongket(&["report", &path, "--final"]);
    assert_eq!(final_run.status.code(), Some(1));
    assert!(!folder.path().join("ket-qua").exists(), "--final wrote something");
    let draft = tongket(&[&path, "--json"]);
    assert_eq!(draft.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&draft.stdout).expect("only JSON on standard output");
    assert!(json["ket_qua_kiem_tra"]["phai_sua"].as_u64().is_some_and(|n| n > 0));
    assert_eq!(fs::read(folder.path().join("ket-qua/so-lieu.json")).expect("the file"), draft.stdout);
}

#[test]
fn check_prints_one_object_a_line_and_writes_nothing() {
    let folder = workspace(&list(["x", "", ""]));
    let run = tongket(&["kiem-tra", &folder.path().display().to_string(), "--json"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stdout));
    let lines: Vec<Value> = String::from_utf8_lossy(&run.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect();
    let kinds: Vec<&str> = lines.iter().filter_map(|l| l["loai"].as_str()).collect();
    assert_eq!(kinds[..3], ["tep", "bang", "bang"]);
    assert!(!folder.path().join("ket-qua").exists());
}

#[test]
fn what_cannot_run_says_so_in_vietnamese_and_returns_2() {
    let empty = tempfile::tempdir().expect("a folder");
    let empty = empty.path().display().to_string();
    for (args, said) in [
        (vec!["report", "không-có-thư-mục"], "không có thư mục"),
        (vec![empty.as_str()], "chưa có tệp nào"),
        (vec!["report"], "thiếu thư mục"),
        (vec!["report", "--jsn", "."], "--json"),
        (vec!["explain", "R155"], "không có quy tắc"),
    ] {
        let run = tongket(&args);
        let words = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{args:?}: {words}");
        assert!(words.contains(said), "{args:?}: {words}");
        for english in ["error:", "Usage", "required", "unexpected", "argument"] {
            assert!(!words.contains(english), "{args:?} speaks English: {words}");
        }
    }
}

#[test]
fn help_is_in_vietnamese_with_an_example_each() {
    for verb in ["report", "commend", "check", "accept", "explain", "seal", "verify-seal", "init"] {
        let run = tongket(&[verb, "--help"]);
        let words = String::from_utf8_lossy(&run.stdout).into_owned();
        assert_eq!(run.status.code(), Some(0));
        // The example may begin a line of its own.
        let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(joined.contains("Ví dụ: tongket"), "{words}");
        for english in ["Usage", "Options", "Arguments", "Print"] {
            assert!(!words.contains(english), "{verb} speaks English: {words}");
        }
    }
}

#[test]
fn accept_explains_a_finding_and_leaves_the_rest_of_the_file_as_it_was() {
    let folder = workspace(&list(["x", "1.5", ""]).replace("ky = \"2020\"", "ky = \"2020\" # kỳ của hội nghị"));
    let path = folder.path().display().to_string();
    let config = folder.path().join("hoi-nghi.toml");
    let before = fs::read_to_string(&config).expect("the configuration");
    let refused = tongket(&["accept", &path, "R55", "--cell", "C99", "--reason", "x"]);
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{words}");
    assert!(words.contains("không có nội dung nào khớp") && words.contains("gần nhất là [C03] nop/a.xlsx"), "{words}");
    assert_eq!(fs::read_to_string(&config).expect("the configuration"), before);
    let accepted = tongket(&[
        "giai-trinh",
        &path,
        "c03",
        "--tep",
        "a.xlsx",
        "--o",
        "g3",
        "--ly-do",
        "Ghi \"nháp\"",
        "--nguoi",
        "Nguyễn Văn An",
    ]);
    assert_eq!(accepted.status.code(), Some(0), "{}", String::from_utf8_lossy(&accepted.stderr));
    let after = fs::read_to_string(&config).expect("the configuration");
    assert!(after.starts_with(before.trim_end()), "{after}");
    assert!(after.contains("tep = \"nop/a.xlsx\"") && after.contains("ly_do = \"Ghi \\\"nháp\\\"\""), "{after}");
    let check = tongket(&["check", &path]);
    assert!(String::from_utf8_lossy(&check.stdout).contains("ĐÃ GIẢI TRÌNH (1)"), "{}", String::from_utf8_lossy(&check.stdout));
    let again = tongket(&["accept", &path, "C03", "--cell", "G3", "--reason", "x"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("đã được giải trình"));
}

#[test]
fn lists_and_units_that_are_not_there_are_told() {
    let folder = workspace(&list(["x", "", ""]).replace("[co_quan]", "[ky_truoc]\ndanh_sach = \"nam-truoc\"\n[co_quan]"));
    let quota = "don_vi = \"Phường Aa\"\nso_luong = 2\n";
    let config = folder.path().join("hoi-nghi.toml");
    let text = fs::read_to_string(&config).expect("the configuration");
    fs::write(&config, format!("{text}\n[[han_muc]]\n{quota}")).expect("the configuration");
    fs::write(folder.path().join("don-vi.csv"), "ten,truc_thuoc\nPhường A,\nTổ 1,Phường A\n").expect("the units");
    let run = tongket(&["check", &folder.path().display().to_string()]);
    let words = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{words}");
    assert!(words.contains("[[han_muc]]: không có đúng một đơn vị tên “Phường Aa”"), "{words}");
    assert!(words.contains("ky_truoc.danh_sach: không có tệp hay thư mục “nam-truoc”"), "{words}");
}

#[test]
fn related_places_are_told_by_file_and_sheet() {
    let folder = workspace(
        "```csv\nten,cap,truc_thuoc,phai_nop\nXã A,co-so,,x\n```\n```toml\n[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Xã A\"\n```\n\
         ```sheet a.xlsx / Biểu 1\n| STT | Tên mô hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực |\n\
         | 1 | Một | Ấp 1 | TT | Kinh tế |\n| 2 | Hai | Ấp 2 | TT | Kinh tế |\n```\n\
         ```sheet a.xlsx / Biểu 3\n| Lĩnh vực | Đăng ký | Tập thể |\n| Kinh tế | 3 | 3 |\n| Tổng cộng | 3 | 3 |\n```\n",
    );
    let output = tongket(&["check", &folder.path().display().to_string()]);
    let words = String::from_utf8(output.stdout).expect("UTF-8");
    let line = words.lines().find(|line| line.contains("Liên quan: ")).expect("related places").trim();
    assert_eq!(line, "Liên quan: cùng trang, ô C3, B2, C2; nop/a.xlsx, trang “Biểu 1”, ô A2:A3");
}
