//! The fixtures of the rules: `tests/rules/R15.md` holds cases as text tables (see [`crate::support`]), `R15.snap` the findings
//! expected. A fixture begins with `# code name` and what all its cases share; `## …` begins a case.
//! `TONGKET_ACCEPT=1` writes the `.snap` files anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tongket::model::{Dossier, Finding, Origin, Severity, Side};
use tongket::rules::ALL;

use crate::support::Case;

const CONFIG: &str = "[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Thành phố Mẫu\"\n";
const UNITS: &str =
    "ten,cap,truc_thuoc,phai_nop\nThành phố Mẫu,huyen,,\nPhường A,co-so,Thành phố Mẫu,\nPhường B,co-so,Thành phố Mẫu,\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// "R15 F nop/phuong-a.xlsx “Biểu 3” B4: … [120 ≠ 110] (liên quan: …) - Phường A".
fn line(dossier: &Dossier, finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::MustFix => "F",
        Severity::Review => "V",
        Severity::Note => "N",
    };
    let place = finding.at.map_or_else(|| "-".to_owned(), |at| place(dossier, at));
    let mut text = format!("{} {severity} {place}: {}", finding.code, finding.message);
    if let (Some(left), Some(right)) = (&finding.left, &finding.right) {
        let _ = write!(text, " [{} ≠ {}]", side(left), side(right));
    }
    if !finding.related.is_empty() {
        let places: Vec<String> = finding.related.iter().map(|&at| place_short(dossier, finding.at, at)).collect();
        let _ = write!(text, " (liên quan: {})", places.join("; "));
    }
    if let Some(unit) = &finding.unit {
        let _ = write!(text, " - {unit}");
    }
    if finding.explained.is_some() {
        text.push_str(" - đã giải trình");
    }
    text
}

fn side(side: &Side) -> String {
    match side {
        Side::Count(count) => count.to_string(),
        Side::Text(text) => text.clone(),
    }
}

fn place(dossier: &Dossier, at: Origin) -> String {
    let reading = dossier.reading(at.file);
    let sheet = at.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet)));
    let sheet = sheet.map_or_else(String::new, |sheet| format!(" “{}”", sheet.name));
    let cell = at.a1().map_or_else(String::new, |a1| format!(" {a1}"));
    format!("{}{sheet}{cell}", reading.path)
}

/// A related place, without the file and sheet it shares with the finding.
fn place_short(dossier: &Dossier, beside: Option<Origin>, at: Origin) -> String {
    let same = beside.is_some_and(|b| b.file == at.file && b.sheet == at.sheet);
    at.a1().filter(|_| same).unwrap_or_else(|| place(dossier, at))
}

fn found(text: &str) -> String {
    let mut snapshot = String::new();
    let shared = Case { toml: CONFIG.to_owned(), csv: Some(UNITS.to_owned()), ..Case::default() };
    for case in Case::cases(text, &shared) {
        let run = case.run();
        let _ = writeln!(snapshot, "## {}", case.title);
        for finding in &run.findings {
            let _ = writeln!(snapshot, "{}", line(&run.dossier, finding));
        }
        snapshot.push('\n');
    }
    snapshot
}

#[test]
fn rules_find_what_their_fixtures_say() {
    let accept = std::env::var_os("TONGKET_ACCEPT").is_some();
    let mut differing = Vec::new();
    for rule in ALL {
        let text = fs::read_to_string(folder().join(format!("{}.md", rule.code)))
            .unwrap_or_else(|_| panic!("tests/rules/{}.md is missing", rule.code));
        assert!(text.starts_with(&format!("# {} {}\n", rule.code, rule.name)), "{}: heading", rule.code);
        let snapshot = found(&text);
        let path = folder().join(format!("{}.snap", rule.code));
        if accept {
            fs::write(&path, &snapshot).expect("a snapshot");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if snapshot != expected {
            differing.push(format!("{}\n--- expected\n{expected}--- found\n{snapshot}", rule.code));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// A fixture shows its rule at work, and a case in which it is silent.
#[test]
fn every_fixture_has_a_bad_case_and_a_good_one() {
    for rule in ALL {
        let snapshot = fs::read_to_string(folder().join(format!("{}.snap", rule.code))).unwrap_or_default();
        let fires = |case: &str| case.lines().any(|line| line.starts_with(&format!("{} ", rule.code)));
        let (bad, good): (Vec<&str>, Vec<&str>) = snapshot.split("## ").skip(1).partition(|case| fires(case));
        assert!(!bad.is_empty() && !good.is_empty(), "{}: {} bad, {} good cases", rule.code, bad.len(), good.len());
    }
}
