//! Levels compose: what a ward's, a district's run writes in `bao-cao.xlsx`, dropped into the folder of the level above, is
//! read as that unit's submission, and the figures are those of one run over all the wards' files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use tongket::model::name;
use tongket::pipeline;
use tongket::project::Project;

use crate::conference::World;
use crate::conference::random::world;
use crate::support::{Case, Run, copy_folder};

type Files = Vec<(String, Vec<u8>)>;

/// The conference of one of its units: that unit is the root, and only what is below it is in the tree.
fn case_of(world: &World, unit: usize) -> Case {
    let root = format!("don_vi = \"{}\"", world.units[0].name);
    let toml = world.toml.replace(&root, &format!("don_vi = \"{}\"", world.units[unit].name));
    let mut lines = world.csv.lines();
    let heading = lines.next().expect("a heading").to_owned();
    // The root belongs to nobody in its own tree.
    let line = |(at, line): (usize, &str)| match world.units[at].parent {
        Some(parent) if at == unit => line.replace(&format!(",{},", world.units[parent].name), ",,"),
        _ => line.to_owned(),
    };
    let below = lines.enumerate().filter(|(at, _)| world.is_within(*at, unit)).map(line);
    let csv: Vec<String> = std::iter::once(heading).chain(below).collect();
    Case { toml, csv: Some(csv.join("\n")), ..Case::default() }
}

/// The workbooks that a unit itself sends: its own, and those of its groups.
fn own_files(world: &World, unit: usize) -> Files {
    let slug = name::slug(&world.units[unit].name);
    let is_own = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".xlsx");
        name.trim_end_matches("-khen-thuong") == slug || name == format!("cum-thi-dua-{}", unit + 1)
    };
    world.books().iter().filter(|book| is_own(&book.path)).map(|book| (book.path.clone(), book.bytes())).collect()
}

/// The files of a run over a unit: composed ones of its children, where a child can run by itself.
fn files_for(world: &World, unit: usize) -> Files {
    let mut files = own_files(world, unit);
    for child in world.children(unit) {
        if world.units[child].group.is_some() {
            // Its list stands in a workbook of the parent's.
            files.extend(own_files(world, child));
        } else {
            let name = format!("nop/{}-bao-cao.xlsx", name::slug(&world.units[child].name));
            files.push((name, report_of(&case_of(world, child), &files_for(world, child))));
        }
    }
    files
}

/// `bao-cao.xlsx` of a run.
fn report_of(case: &Case, files: &Files) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("makes a folder");
        fs::write(path, bytes).expect("writes a file");
    }
    let project = Project::open(folder.path(), None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::Said, folder.path()).expect("a report");
    outputs.into_iter().find(|(name, _)| name == "bao-cao.xlsx").expect("written").1
}

/// Every figure by its path; who has sent and what was found are of the run, not of the figures.
fn figures(run: &Run) -> BTreeMap<String, Value> {
    fn walk(path: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    walk(&format!("{path}.{key}"), value, into);
                }
            }
            Value::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    walk(&format!("{path}.{at}"), value, into);
                }
            }
            leaf => drop(into.insert(path.to_owned(), leaf.clone())),
        }
    }
    let mut into = BTreeMap::new();
    for (key, value) in run.summary.json.as_object().expect("an object") {
        if !matches!(key.as_str(), "nop" | "ket_qua_kiem_tra") {
            walk(key, value, &mut into);
        }
    }
    into
}

/// Where two runs differ.
fn differences(one: &Run, other: &Run) -> Vec<String> {
    let (one, other) = (figures(one), figures(other));
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let show = |value: Option<&Value>| value.map_or_else(|| "không có".to_owned(), ToString::to_string);
    let differ = paths.into_iter().filter(|path| one.get(*path) != other.get(*path));
    differ.map(|path| format!("{path}: một lần {}, qua các cấp {}", show(one.get(path)), show(other.get(path)))).collect()
}

fn run_seed(seed: u64, faults: &mut String) {
    let world = world(seed, true);
    if world.children(0).next().is_none() {
        return;
    }
    let all: Files = world.books().iter().map(|book| (book.path.clone(), book.bytes())).collect();
    let case = case_of(&world, 0);
    let (at_once, by_levels) = (case.run_files(&all), case.run_files(&files_for(&world, 0)));
    let mut found = differences(&at_once, &by_levels);
    for finding in by_levels.findings.iter().filter(|f| f.severity != tongket::model::Severity::Note) {
        let place = finding.at.map(|at| by_levels.dossier.place(at)).unwrap_or_default();
        found.push(format!("[{}] {place}: {}", finding.code, finding.message));
    }
    if !found.is_empty() {
        let more = found.len();
        found.truncate(6);
        let _ = writeln!(faults, "hội nghị {seed} ({more}):\n    {}", found.join("\n    "));
    }
}

#[test]
fn figures_by_levels_are_those_of_one_run() {
    let mut faults = String::new();
    for seed in [1, 3, 5, 6, 7, 9, 18, 25, 28] {
        run_seed(seed, &mut faults);
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A province that declares nothing but its period: it knows levels, fields and forms by their usual names only.
fn province(sub_periods: &str, period: &str) -> Case {
    let toml = format!("[hoi_nghi]\nky = \"{period}\"\n{sub_periods}\n[co_quan]\ndon_vi = \"Tỉnh Mẫu\"\n");
    Case { toml, ..Case::default() }
}

/// A sample conference's own run, and a province's that got nothing but its `bao-cao.xlsx`.
fn sample(name: &str, overrides: &[(&str, &str)]) -> (Run, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"));
    copy_folder(std::path::Path::new(&source), folder.path());
    for (path, text) in overrides {
        let path = folder.path().join("mau").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("makes a folder");
        fs::write(path, text).expect("writes a template");
    }
    let project = Project::open(folder.path(), None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::Said, folder.path()).expect("a report");
    let book = outputs.into_iter().find(|(name, _)| name == "bao-cao.xlsx").expect("written").1;
    let toml = fs::read_to_string(folder.path().join("hoi-nghi.toml")).expect("a scheme");
    let line = |key: &str| toml.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
    let period = line("ky = ").trim_start_matches("ky = ").trim_matches('"').to_owned();
    let above = province(&line("chia_giai_doan"), &period).run_files(&[("nop/bao-cao.xlsx".to_owned(), book)]);
    (Run { dossier: outcome.dossier, findings: outcome.findings, summary: outcome.summary }, above)
}

/// Where the counts and the awards of two runs differ; indicators that belong to one unit alone stay with it.
fn counts_that_differ(own: &Run, above: &Run) -> Vec<String> {
    let counts =
        |line: &String| ["dang_ky.", "hieu_qua.", "nhan_rong.", "de_nghi.", "cong_nhan."].iter().any(|p| line.starts_with(p));
    // Levels and fields that only the province has.
    let only_above = |line: &String| line.contains("một lần không có") || line.ends_with("một lần null, qua các cấp 0");
    differences(own, above).into_iter().filter(|line| counts(line) && !only_above(line)).collect()
}

/// The codes that must be mended.
fn must_fix(run: &Run) -> Vec<(&str, &str)> {
    let must = run.findings.iter().filter(|f| f.severity == tongket::model::Severity::MustFix);
    must.map(|f| (f.code, f.message.as_str())).collect()
}

#[test]
fn a_province_that_names_levels_otherwise_gets_the_same_counts() {
    for name in ["rach-gia-2016-2020", "phuc-thanh-2016-2018", "cao-bang-2016-2020", "kien-hai-2020"] {
        let (own, above) = sample(name, &[]);
        assert_eq!(counts_that_differ(&own, &above), Vec::<String>::new(), "{name}");
        assert_eq!(must_fix(&above), [], "{name}");
    }
}

#[test]
fn a_field_that_the_province_does_not_know_is_asked_about_not_dropped() {
    let (own, above) = sample("ba-ria-vung-tau-2017", &[]);
    assert_eq!(own.at("dang_ky.tong"), above.at("dang_ky.tong"));
    let messages = must_fix(&above);
    assert!(messages.iter().any(|(code, message)| *code == "C01" && message.contains("“Kinh tế - xã hội”")), "{messages:?}");
}

#[test]
fn an_office_may_rename_and_move_columns_and_sheets() {
    let built_in =
        |path: &str| fs::read_to_string(format!("{}/templates/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a template");
    let mut list = built_in("bang/danh-sach-mo-hinh.toml");
    for (from, to) in [
        ("\"Tên mô hình, điển hình\"", "\"Việc làm hay\""),
        ("\"Tập thể, cá nhân thực hiện\"", "\"Ai làm\""),
        ("\"Đối tượng\"", "\"Của ai\""),
        ("\"Công nhận\"", "\"Đã xét đạt\""),
        ("\"Lĩnh vực\"", "\"Mảng\""),
    ] {
        assert!(list.contains(from), "{from}");
        list = list.replace(from, to);
    }
    let (head, columns) = list.split_once("\n[[cot]]\n").expect("columns");
    let mut columns: Vec<&str> = columns.split("\n[[cot]]\n").collect();
    columns.reverse();
    let list = format!("{head}\n[[cot]]\n{}", columns.join("\n[[cot]]\n"));
    let sheets = built_in("bao-cao.toml").replace("\"Danh sách mô hình\"", "\"Sổ theo dõi\"");
    let (own, above) = sample("rach-gia-2016-2020", &[("bang/danh-sach-mo-hinh.toml", &list), ("bao-cao.toml", &sheets)]);
    assert_eq!(counts_that_differ(&own, &above), Vec::<String>::new());
    assert_eq!(must_fix(&above), []);
    let table = &above.dossier.readings[0].tables;
    assert!(table.iter().any(|t| t.columns.iter().any(|c| &*c.heading == "Đã xét đạt / Cấp thành phố")), "{table:?}");
}
