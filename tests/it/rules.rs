//! The fixtures of the rules: `tests/rules/R15.md` holds cases as text tables, `R15.snap` the findings expected.
//!
//! A fixture begins with `# code name` and what all its cases share; `## …` begins a case. Blocks: `toml` is
//! `hoi-nghi.toml`, `csv` is `don-vi.csv`, `sheet FILE / SHEET` is a sheet of a workbook under `nop/`, `file FILE` a file
//! with just this text. `~` before a row hides it. A cell that looks like a number is one; `'` before it makes it text, `=` a formula
//! (`= A1 → 5` with its stored result).
//! `TONGKET_ACCEPT=1` writes the `.snap` files anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet};
use tongket::model::{Dossier, Finding, Origin, Severity, Side};
use tongket::pipeline;
use tongket::project::Project;
use tongket::rules::ALL;

const CONFIG: &str = "[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Thành phố Mẫu\"\n";
const UNITS: &str =
    "ten,cap,truc_thuoc,phai_nop\nThành phố Mẫu,huyen,,\nPhường A,co-so,Thành phố Mẫu,\nPhường B,co-so,Thành phố Mẫu,\n";

/// The result of a formula without one, taken out again.
const NOT_CALCULATED: &str = "?";

/// One case: a workspace as text.
#[derive(Clone, Default)]
struct Case {
    title: String,
    config: String,
    units: String,
    sheets: BTreeMap<String, Vec<(String, String)>>,
    files: BTreeMap<String, String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn cases(text: &str) -> Vec<Case> {
    let mut shared = Case { config: CONFIG.to_owned(), units: UNITS.to_owned(), ..Case::default() };
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), ..shared.clone() });
        } else if let Some(kind) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            add(cases.last_mut().unwrap_or(&mut shared), kind, &body.join("\n"));
        }
    }
    cases
}

fn add(case: &mut Case, kind: &str, body: &str) {
    match kind.split_once(' ') {
        None if kind == "toml" => body.clone_into(&mut case.config),
        None if kind == "csv" => body.clone_into(&mut case.units),
        Some(("sheet", place)) => {
            let (file, sheet) = place.split_once(" / ").expect("`sheet FILE / SHEET`");
            case.sheets.entry(file.to_owned()).or_default().push((sheet.to_owned(), body.to_owned()));
        }
        Some(("file", file)) => drop(case.files.insert(file.to_owned(), body.to_owned())),
        _ => panic!("unknown block `{kind}`"),
    }
}

/// The workspace on disk, read and judged.
fn run(case: &Case) -> (Dossier, Vec<Finding>) {
    let workspace = tempfile::tempdir().expect("a folder");
    let root = workspace.path();
    let nop = root.join("nop");
    fs::create_dir_all(&nop).expect("nop/");
    fs::write(root.join("hoi-nghi.toml"), &case.config).expect("hoi-nghi.toml");
    fs::write(root.join("don-vi.csv"), &case.units).expect("don-vi.csv");
    for (file, text) in &case.files {
        fs::write(nop.join(file), text).expect("a file");
    }
    // Written without a clock, so that the same rows are the same bytes.
    for (file, sheets) in &case.sheets {
        let mut workbook = Workbook::new();
        let day = ExcelDateTime::from_ymd(2020, 1, 1).expect("a day");
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        for (name, rows) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).expect("a sheet name");
            fill(sheet, rows);
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        fs::write(nop.join(file), without_empty_results(&bytes)).expect("a workbook");
    }
    let project = Project::open(root, None).unwrap_or_else(|fault| panic!("{}: {fault}", case.title));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|fault| panic!("{}: {fault}", case.title));
    (outcome.dossier, outcome.findings)
}

fn fill(sheet: &mut Worksheet, rows: &str) {
    for (row, line) in (0u32..).zip(rows.lines()) {
        if line.starts_with('~') {
            sheet.set_row_hidden(row).expect("a row");
        }
        let cells = line.trim_start_matches('~').trim().trim_start_matches('|').trim_end_matches('|').split('|');
        for (col, cell) in (0u16..).zip(cells.map(str::trim)).filter(|(_, cell)| !cell.is_empty()) {
            let written = if let Some(text) = cell.strip_prefix('\'') {
                sheet.write_string(row, col, text)
            } else if let Some(formula) = cell.strip_prefix('=') {
                let (formula, result) = formula.split_once(" → ").unwrap_or((formula, NOT_CALCULATED));
                sheet.write_formula(row, col, Formula::new(formula).set_result(result))
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, col, number)
            } else {
                sheet.write_string(row, col, cell)
            };
            written.expect("a cell");
        }
    }
}

/// The workbook as a program leaves it that writes formulas without calculating them.
fn without_empty_results(bytes: &[u8]) -> Vec<u8> {
    let mut before = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut after = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..before.len() {
        let mut part = before.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are XML");
        after.start_file(part.name().expect("a name").into_owned(), zip::write::SimpleFileOptions::default()).expect("a part");
        after
            .write_all(text.replace(" t=\"str\"><f>", "><f>").replace(&format!("<v>{NOT_CALCULATED}</v>"), "").as_bytes())
            .expect("a part");
    }
    after.finish().expect("a package").into_inner()
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
    for case in cases(text) {
        let (dossier, findings) = run(&case);
        let _ = writeln!(snapshot, "## {}", case.title);
        for finding in &findings {
            let _ = writeln!(snapshot, "{}", line(&dossier, finding));
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
