//! A conference begun with nothing, with a list, or with what was sent already.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::Case;

fn tongket(args: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tongket starts");
    // A run that asks for nothing may be gone before it is typed.
    let _ = child.stdin.take().expect("standard input").write_all(typed.as_bytes());
    child.wait_with_output().expect("tongket ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a run says, which must end well.
#[track_caller]
fn said(args: &[&str], typed: &str) -> String {
    let run = tongket(args, typed);
    assert_eq!(run.status.code(), Some(0), "{}{}", text(&run.stdout), text(&run.stderr));
    text(&run.stdout)
}

/// "tên,cấp,phải nộp" of the list of units.
fn units(folder: &Path) -> Vec<String> {
    let list = fs::read_to_string(folder.join("don-vi.csv")).expect("the list");
    let one = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{}", cells[1], cells[2], cells[4])
    };
    list.lines().skip(1).map(one).collect()
}

#[test]
fn from_an_empty_folder_to_a_report() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("Hội nghị 2020");
    let path = folder.display().to_string();
    let list = "1. Khu phố 1\n2. Khu phố 2\n3. khu phố 1\n";
    let words = said(&["init", &path, "--name", "Phường A", "--period", "2020", "--units", "-"], list);
    for part in ["2 đơn vị, 2 đơn vị phải nộp", "dòng 3, “khu phố 1”: trùng với “Khu phố 1” (dòng 1)", "tongket check \""]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_eq!(units(&folder), ["Phường A,co-so,", "Khu phố 1,,x", "Khu phố 2,,x"]);
    // Nothing was sent yet: said, and nothing more.
    let early = tongket(&["report", &path], "");
    assert_eq!(early.status.code(), Some(2));
    assert!(text(&early.stderr).contains("chưa có tệp nào"), "{}", text(&early.stderr));
    let case = Case::parse(
        r"
```sheet nop/1.xlsx / Thông tin
| Đơn vị | Khu phố 1 |
```
```sheet nop/1.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Một | Chi bộ 1 | Tập thể | Kinh tế | x |
```
",
    );
    for (book, sheets) in &case.books {
        fs::write(folder.join(book), crate::support::workbook(sheets)).expect("writes");
    }
    let words = said(&["report", &path], "");
    assert!(words.contains("1/2 đơn vị phải nộp đã nộp") && words.contains("Chưa nộp: Khu phố 2"), "{words}");
    // What is there is never written over.
    let again = tongket(&["khoi-tao", &path, "--ten", "Phường B", "--ky", "2021"], "");
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("đã có hoi-nghi.toml"), "{}", text(&again.stderr));
}

/// The units of each conference of `sample-data` as its submissions name them are those of its own list.
#[test]
fn from_submissions_that_are_there_already() {
    for (name, office, level, fields) in
        [("rach-gia-2016-2020", "Thành phố Rạch Giá", "huyen", 12), ("phuc-thanh-2016-2018", "Phường Phúc Thành", "xa", 14)]
    {
        let sample = format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("nop")).expect("a folder");
        for file in fs::read_dir(format!("{sample}/nop")).expect("the submissions") {
            let file = file.expect("a file");
            fs::copy(file.path(), folder.path().join("nop").join(file.file_name())).expect("copies");
        }
        let path = folder.path().display().to_string();
        let words = said(&["init", &path, "--name", office, "--level", level], "");
        let config = fs::read_to_string(folder.path().join("hoi-nghi.toml")).expect("the configuration");
        let period = &name[name.len() - 9..];
        assert!(config.contains(&format!("ky = \"{period}\"")), "{name}: the period is told by the submissions");
        let owing: Vec<String> = units(folder.path()).into_iter().filter(|unit| unit.ends_with(",x")).collect();
        let own = fs::read_to_string(format!("{sample}/don-vi.csv")).expect("its list");
        let mut expected: Vec<&str> = own
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|cells| cells[4] == "x")
            .map(|cells| cells[1])
            .collect();
        let mut found: Vec<&str> = owing.iter().filter_map(|unit| unit.split(',').next()).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{words}");
        assert_eq!(found.len(), fields);
        let check = tongket(&["check", &path], "");
        assert!(matches!(check.status.code(), Some(0 | 1)), "{}", text(&check.stderr));
        assert!(text(&check.stdout).contains(&format!("{fields}/{fields} đơn vị phải nộp đã nộp")), "{}", text(&check.stdout));
    }
}

#[test]
fn what_is_missing_or_wrong_is_told() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("moi").display().to_string();
    let file = parent.path().join("tep");
    fs::write(&file, "x").expect("writes");
    let file = file.display().to_string();
    for (args, part) in [
        (vec!["init", &folder], "thiếu tên đơn vị"),
        (vec!["init", &folder, "--name", "Thành phố Hai", "--period", "2020"], "chưa rõ “Thành phố Hai” thuộc cấp nào"),
        (vec!["init", &folder, "--name", "Phường A", "--period", "tháng tám"], "không hiểu kỳ"),
        (vec!["init", &folder, "--name", "Phường A", "--date", "31/2/2020"], "không phải là một ngày"),
        (vec!["init", &folder, "--name", "Huyện A", "--period", "2026"], "không còn cấp huyện"),
        (vec!["init", &folder, "--name", "Phường A", "--level", "vùng"], "không có cấp “vùng”"),
        (vec!["init", &folder, "--name", "Phường A", "--units", "khong-co.txt"], "không có tệp danh sách"),
        (vec!["init", &file, "--name", "Phường A"], "là một tệp"),
    ] {
        let run = tongket(&args, "");
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(text(&run.stderr).contains(part), "{args:?}: {}", text(&run.stderr));
        assert!(!parent.path().join("moi").exists(), "{args:?} wrote something");
    }
    // After the districts have gone a city is a province.
    said(&["init", &folder, "--name", "Thành phố Hai", "--period", "2026"], "");
    assert_eq!(units(Path::new(&folder)), ["Thành phố Hai,tinh,"]);
}

#[test]
fn files_in_the_folder_itself_are_to_be_moved() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = format!("{}/sample-data/phuc-thanh-2016-2018/nop/pho-phuc-ninh.xlsx", env!("CARGO_MANIFEST_DIR"));
    fs::copy(sample, folder.path().join("pho-phuc-ninh.xlsx")).expect("copies");
    let words = said(&["init", &folder.path().display().to_string(), "--name", "Phường Phúc Thành"], "");
    assert!(words.contains("Chuyển các tệp đơn vị đã gửi vào nop/"), "{words}");
    assert_eq!(units(folder.path()), ["Phường Phúc Thành,co-so,", "Phố Phúc Ninh,,x"]);
    assert!(folder.path().join("pho-phuc-ninh.xlsx").is_file(), "a file was moved");
}
