//! `sample-data/co-loi`: its README lists every planted fault, and `check` finds those and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tongket::rules::ALL;

/// Rules that no submission can break: R30 is judged for `--final` only, S10 is about `hoi-nghi.toml`.
const EXEMPT: [&str; 2] = ["R30", "S10"];

/// File, sheet, cell ("" where there is none) and code.
type Planted = (String, String, String, String);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/co-loi")
}

/// The rows of the README's table.
fn planted() -> BTreeSet<Planted> {
    let text = fs::read_to_string(folder().join("README.md")).expect("the README");
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| line.starts_with("| `") || line.starts_with("| ("))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
        .collect();
    let faults: BTreeSet<Planted> = rows
        .iter()
        .map(|row| {
            let [file, sheet, cell, code, _] = row.as_slice() else { panic!("{row:?}") };
            let plain = |text: &String| if text.starts_with('(') { String::new() } else { text.clone() };
            (plain(file), plain(sheet), plain(cell), code.clone())
        })
        .collect();
    assert_eq!(faults.len(), rows.len(), "a row twice");
    faults
}

fn found() -> BTreeSet<Planted> {
    let run =
        Command::new(env!("CARGO_BIN_EXE_tongket")).arg("check").arg(folder()).arg("--json").output().expect("tongket starts");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let lines = String::from_utf8(run.stdout).expect("text");
    let values = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON object a line"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings: Vec<Value> = values.filter(|value| value["loai"] == "phat-hien").collect();
    let places: BTreeSet<Planted> =
        findings.iter().map(|f| (text(&f["tep"]), text(&f["trang"]), text(&f["o"]), text(&f["ma"]))).collect();
    assert_eq!(places.len(), findings.len(), "two findings of one rule at one place");
    places
}

#[test]
fn check_finds_the_planted_faults_and_no_other() {
    let (planted, found) = (planted(), found());
    let missed: Vec<_> = planted.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&planted).collect();
    assert!(missed.is_empty() && surplus.is_empty(), "not found: {missed:#?}\nnot planted: {surplus:#?}");
}

#[test]
fn every_rule_that_a_submission_can_break_is_broken() {
    let planted = planted();
    let codes: BTreeSet<&str> = planted.iter().map(|(.., code)| code.as_str()).collect();
    let spared: Vec<&str> =
        ALL.iter().map(|rule| rule.code).filter(|code| !codes.contains(code) && !EXEMPT.contains(code)).collect();
    assert!(spared.is_empty(), "no fault is planted for {spared:?}");
}
