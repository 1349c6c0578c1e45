//! Everything known to break or mislead a reader of workbooks, dropped into one folder beside good files.
//!
//! Each hazard is read right or refused with one line that a clerk understands, and the figures are those of the same
//! folder with every readable hazard in its clean form: nothing is lost, nothing is added, nobody else is affected.

mod cases;
mod heavy;
mod others;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::crafted::Book;

/// A hazard as a file.
pub struct Case {
    /// Names the hazard, the file and its unit.
    pub code: &'static str,
    pub extension: &'static str,
    pub bytes: Vec<u8>,
    /// What a file must say to be read as this one should be; used where it is read.
    pub twin: Vec<u8>,
    pub outcome: Outcome,
}

impl Case {
    fn is_read(&self) -> bool {
        matches!(self.outcome, Outcome::Read(_))
    }
}

/// What must become of a hazard.
#[derive(Clone, Copy)]
pub enum Outcome {
    /// Read; findings with these codes stand at the file.
    Read(&'static [&'static str]),
    /// Refused; the line says so.
    Refused(&'static str),
}

const GOOD: usize = 100;

/// Words no clerk should have to understand.
const TECHNICAL: [&str; 18] = [
    "xml", "crc", "zip", "utf", "panic", "error", "unwrap", "thread", "inflate", "nan", "none", "byte", "stack", "memory",
    "html", "ole", "biff", "parse",
];
/// How a remedy is put.
const REMEDIES: [&str; 5] = ["gửi lại", "gửi biểu", "chạy lại", "vào thư mục nộp", "đề nghị đơn vị gửi"];

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

/// A workspace whose tree knows the good units and the hazards'.
fn workspace(cases: &[Case]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let toml = "[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Huyện Thử\"\nthe_thuc = \"hd36-2018\"\n";
    fs::write(folder.path().join("hoi-nghi.toml"), toml).expect("writes");
    let mut tree = "ten,cap,truc_thuoc\nHuyện Thử,huyen,\n".to_owned();
    for name in (1..=GOOD).map(good_unit).chain(cases.iter().map(|case| format!("Xã {}", case.code.to_uppercase()))) {
        tree.extend([name.as_str(), ",co-so,Huyện Thử\n"]);
    }
    fs::write(folder.path().join("don-vi.csv"), tree).expect("writes");
    let inputs = folder.path().join("nop");
    fs::create_dir(&inputs).expect("makes a folder");
    for n in 1..=GOOD {
        fs::write(inputs.join(format!("tot-{n:03}.xlsx")), Book::of(&good_unit(n)).bytes()).expect("writes");
    }
    folder
}

fn good_unit(n: usize) -> String {
    format!("Xã Tốt {n:03}")
}

/// Entries that are no files to be read, by name, and what is said of them.
const ODD_ENTRIES: [(&str, &str, &str); 6] = [
    ("ong-dan.xlsx", "khong-doc-duoc", "không phải là tệp thường"),
    ("lien-ket.xlsx", "khong-doc-duoc", "là liên kết"),
    ("qua-lon.xlsx", "khong-doc-duoc", "60 MiB"),
    ("~$b07.xlsx", "bo-qua", "tệp khóa tạm"),
    (".DS_Store", "bo-qua", "tệp ẩn"),
    ("trong.xlsx", "khong-doc-duoc", "tệp rỗng"),
];

fn odd_entries(inputs: &Path) {
    let pipe = Command::new("mkfifo").arg(inputs.join("ong-dan.xlsx")).status().expect("mkfifo starts");
    assert!(pipe.success());
    std::os::unix::fs::symlink("/etc/passwd", inputs.join("lien-ket.xlsx")).expect("links");
    let huge = fs::File::create(inputs.join("qua-lon.xlsx")).expect("a file");
    huge.set_len(60 << 20).expect("a hole");
    fs::write(inputs.join("~$b07.xlsx"), "x").expect("writes");
    fs::write(inputs.join(".DS_Store"), "x").expect("writes");
    fs::write(inputs.join("trong.xlsx"), "").expect("writes");
    // A folder called like a workbook holds a good file of its own.
    fs::create_dir(inputs.join("thu-muc.xlsx")).expect("makes a folder");
    fs::rename(inputs.join("tot-001.xlsx"), inputs.join("thu-muc.xlsx/tot-001.xlsx")).expect("moves");
    // A name that would draw on the terminal.
    fs::write(inputs.join("tên\nlạ \u{1b}[31m=cmd.xlsx"), "x").expect("writes");
}

fn figures(workspace: &Path) -> Value {
    let run = tongket(&["report", &workspace.display().to_string(), "--json"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{:?}: {said}", run.status);
    let mut json: Value = serde_json::from_slice(&run.stdout).expect("so-lieu.json");
    let map = json.as_object_mut().expect("an object");
    // Who has sent in, and what is to be mended, do depend on the hazards.
    map.remove("nop");
    map.remove("ket_qua_kiem_tra");
    json
}

/// The lines of `check --json`.
fn lines(workspace: &Path) -> Vec<Value> {
    let run = tongket(&["check", &workspace.display().to_string(), "--json"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{:?}: {said}", run.status);
    let text = String::from_utf8(run.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

#[test]
fn hazards_are_read_right_or_refused_and_touch_no_other_figure() {
    let mut cases = cases::all();
    cases.extend(others::all());
    let (hostile, clean) = (workspace(&cases), workspace(&cases));
    let put = |folder: &Path, case: &Case, bytes: &[u8]| {
        fs::write(folder.join("nop").join(format!("{}.{}", case.code, case.extension)), bytes).expect("writes");
    };
    for case in &cases {
        put(hostile.path(), case, &case.bytes);
        if case.is_read() {
            put(clean.path(), case, &case.twin);
        }
    }
    odd_entries(&hostile.path().join("nop"));
    let lines = lines(hostile.path());
    let faults: Vec<String> = cases.iter().filter_map(|case| fault_of(case, &lines)).chain(odd_faults(&lines)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (with, without) = (figures(hostile.path()), figures(clean.path()));
    let counted = with["dang_ky"]["tong"].as_u64().expect("a count");
    assert!(counted >= 6 * (GOOD + cases::all().iter().filter(|case| case.is_read()).count()) as u64, "{counted}");
    assert_eq!(with, without);
}

fn file_line<'l>(lines: &'l [Value], path: &str) -> Option<&'l Value> {
    lines.iter().find(|line| line["loai"] == "tep" && line["tep"] == path)
}

/// What is not as it must be.
fn fault_of(case: &Case, lines: &[Value]) -> Option<String> {
    let path = format!("nop/{}.{}", case.code, case.extension);
    let Some(line) = file_line(lines, &path) else { return Some(format!("{path}: not accounted for")) };
    let found: BTreeMap<&str, &str> = lines
        .iter()
        .filter(|line| line["loai"] == "phat-hien" && line["tep"] == path.as_str())
        .filter_map(|line| Some((line["ma"].as_str()?, line["thong_bao"].as_str()?)))
        .collect();
    match case.outcome {
        Outcome::Read(told) => {
            let missing: Vec<&&str> = told.iter().filter(|code| !found.contains_key(**code)).collect();
            let good = line["tinh_trang"] == "da-doc" && missing.is_empty();
            (!good).then(|| format!("{path}: {line}; missing {missing:?} in {found:?}"))
        }
        Outcome::Refused(because) => {
            let reason = line["ly_do"].as_str().unwrap_or_default();
            let good = line["tinh_trang"] == "khong-doc-duoc"
                && reason.contains(because)
                && is_plain(reason)
                && found.contains_key("S01");
            (!good).then(|| format!("{path}: {line}"))
        }
    }
}

fn odd_faults(lines: &[Value]) -> Vec<String> {
    let odd = ODD_ENTRIES.iter().filter_map(|(name, state, said)| {
        let line = file_line(lines, &format!("nop/{name}")).cloned().unwrap_or_default();
        let reason = line["ly_do"].as_str().unwrap_or_default();
        let good = line["tinh_trang"] == *state && reason.contains(said) && (*state == "bo-qua" || is_plain(reason));
        (!good).then(|| format!("{name}: {line}"))
    });
    odd.collect()
}

/// One line, with a remedy, in a clerk's words.
fn is_plain(reason: &str) -> bool {
    let lower = reason.to_lowercase().replace("(.zip)", "");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    !reason.contains('\n')
        && REMEDIES.iter().any(|remedy| reason.contains(remedy))
        && TECHNICAL.iter().all(|word| !words.contains(word))
}
