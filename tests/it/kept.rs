//! Every file that ever broke the program: none does any more, and each ends as `expected.txt` says.

use std::fs;
use std::process::Command;

use serde_json::Value;

#[test]
fn files_that_broke_it_once_end_as_expected() {
    let kept = format!("{}/tests/workbooks/broke", env!("CARGO_MANIFEST_DIR"));
    let expected = fs::read_to_string(format!("{kept}/expected.txt")).expect("the outcomes");
    let workspace = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(&kept).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if name != "expected.txt" {
            fs::copy(&path, workspace.path().join(name)).expect("copies");
        }
    }
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["check", &workspace.path().display().to_string(), "--json"])
        .output()
        .expect("tongket starts");
    assert!(matches!(run.status.code(), Some(0 | 1)), "{:?}", run.status);
    let said = String::from_utf8(run.stdout).expect("UTF-8");
    let outcomes = said.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object a line"));
    let outcomes = outcomes.filter(|line| line["loai"] == "tep").map(|line| {
        let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let reason = word("ly_do");
        format!("{}: {}: {}", word("tep"), word("tinh_trang"), reason.split(';').next().unwrap_or_default())
    });
    assert_eq!(outcomes.collect::<Vec<_>>().join("\n"), expected.trim_end());
}
