#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder should fail")]

use std::fs;
use std::path::Path;

use super::*;

fn workspace(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn paths(project: &Project, files_only: bool) -> Vec<String> {
    let entries = project.entries().unwrap().into_iter();
    entries.filter(|entry| !files_only || matches!(entry.kind, EntryKind::File { .. })).map(|entry| entry.path).collect()
}

#[test]
fn all_faults_of_all_files_come_in_one_error() {
    let folder = workspace(&[
        ("hoi-nghi.toml", b"[hoi_nghi]\nky = 1\n[co_quan]\nthe_thuc = \"x\""),
        ("don-vi.csv", b"ten,truc_thuoc\nA,zzz"),
        ("mau/bao-cao.md", b"\n\xff"),
    ]);
    let Err(Error::Config { faults }) = Project::open(folder.path(), None) else { panic!("no faults") };
    let places: Vec<(&str, usize)> = faults.iter().map(|fault| (fault.file.as_str(), fault.line)).collect();
    assert_eq!(places, [("mau/bao-cao.md", 2), ("hoi-nghi.toml", 2), ("hoi-nghi.toml", 4), ("don-vi.csv", 2)]);
}

#[test]
fn with_a_configuration_only_nop_is_read() {
    let folder = workspace(&[
        ("hoi-nghi.toml", b"[hoi_nghi]\nky = \"2017\"\n[co_quan]\nthe_thuc = \"rieng\""),
        ("nop/b/a.xlsx", b"1"),
        ("nop/.an", b"1"),
        ("khac.xlsx", b"1"),
        ("mau/the-thuc/rieng.toml", b"ma = \"rieng\""),
    ]);
    let project = Project::open(folder.path(), None).unwrap();
    assert!(project.has_config && project.period_declared);
    assert_eq!(paths(&project, false), ["nop/.an", "nop/b/a.xlsx"]);
    assert_eq!(project.overrides["the-thuc/rieng.toml"], "ma = \"rieng\"");
    assert_eq!(project.out, folder.path().join("ket-qua"));
}

#[test]
fn without_one_the_folder_itself_is_the_drop_folder() {
    let folder = workspace(&[
        ("Phường A.xlsx", b"1"),
        ("don-vi.csv", b"ten\nA"),
        ("mau/bao-cao.md", b"x"),
        ("ra/bao-cao.docx", b"x"),
        ("ket-qua/x.xlsx", b"1"),
        ("huyen/ket-qua/bao-cao.xlsx", b"a report of another workspace is a submission like any other"),
    ]);
    let out = folder.path().join("mau/../ra");
    let project = Project::open(folder.path(), Some(&out)).unwrap();
    assert!(!project.has_config && !project.period_declared);
    assert_eq!(paths(&project, true), ["Phường A.xlsx", "huyen/ket-qua/bao-cao.xlsx"]);
    let all = ["Phường A.xlsx", "don-vi.csv", "huyen/ket-qua/bao-cao.xlsx", "ket-qua", "mau", "ra"];
    assert_eq!(paths(&project, false), all);
    let project = Project::open(folder.path(), None).unwrap();
    assert_eq!(paths(&project, true), ["Phường A.xlsx", "huyen/ket-qua/bao-cao.xlsx", "ra/bao-cao.docx"]);
}

#[test]
fn the_folder_names_a_root_that_nobody_named() {
    let folder = workspace(&[("Rạch Giá/a.xlsx", b"1")]);
    let project = Project::open(&folder.path().join("Rạch Giá"), None).unwrap();
    assert_eq!(project.units.name(project.units.root()), "Rạch Giá");
    assert!(!project.units.declared);
}

#[test]
fn an_empty_workspace_has_no_entries() {
    let folder = workspace(&[("hoi-nghi.toml", b"")]);
    assert_eq!(paths(&Project::open(folder.path(), None).unwrap(), false), Vec::<String>::new());
}

#[test]
fn what_is_no_folder_is_said_kindly() {
    let folder = workspace(&[("a.xlsx", b"1")]);
    let said = |path: &Path| Project::open(path, None).map(drop).unwrap_err().to_string();
    assert!(said(&folder.path().join("a.xlsx")).contains("là một tệp; tongket làm việc với cả thư mục"));
    assert!(said(&folder.path().join("b")).starts_with("không có thư mục “"));
}

#[test]
fn two_lists_of_units_are_one_too_many() {
    let folder = workspace(&[("don-vi.csv", b"ten\nA"), ("don-vi.xlsx", b"")]);
    let said = Project::open(folder.path(), None).map(drop).unwrap_err().to_string();
    assert!(said.contains("có cả don-vi.csv và don-vi.xlsx; giữ lại một tệp"), "{said}");
}

#[test]
fn a_configuration_in_another_encoding_says_how_to_save_it() {
    let folder = workspace(&[("hoi-nghi.toml", b"[hoi_nghi]\nten = \"d\xe2n\"")]);
    let said = Project::open(folder.path(), None).map(drop).unwrap_err().to_string();
    assert!(said.contains("hoi-nghi.toml, dòng 2: có ký tự không phải mã UTF-8"), "{said}");
}

#[test]
fn the_previous_period_is_read_from_the_workspace() {
    let folder = workspace(&[
        ("hoi-nghi.toml", b"[ky_truoc]\ntep = \"cu/so-lieu.json\""),
        ("cu/so-lieu.json", b"{\"dang_ky\": {\"tong\": 3}}"),
    ]);
    let project = Project::open(folder.path(), None).unwrap();
    assert_eq!(project.authority.baseline.unwrap().figures[0].0, "dang_ky.tong");
}

#[test]
fn the_period_of_the_submissions_decides_the_default_levels() {
    let folder = workspace(&[("don-vi.csv", "ten,cap\nA,xã\n".as_bytes())]);
    let project = Project::open(folder.path(), None).unwrap();
    let period = Period::parse("2026").unwrap();
    let under = project.under(&period).unwrap();
    let level = |project: &Project| {
        let unit = project.units.unit(crate::model::UnitId(1));
        project.authority.level(unit.level.unwrap()).code.clone()
    };
    assert_eq!((level(&project), level(&under)), ("co-so".to_owned(), "xa".to_owned()));
    assert_eq!((under.authority.period, under.period_declared, under.out), (period, false, project.out));
}

#[test]
fn what_stands_in_an_unreadable_configuration_is_not_missed_elsewhere() {
    let folder = workspace(&[
        ("hoi-nghi.toml", "[[cap]\nma = \"thon\"\nten = \"Thôn\"".as_bytes()),
        ("don-vi.csv", "ten,cap\nA,thôn\n".as_bytes()),
    ]);
    let Err(Error::Config { faults }) = Project::open(folder.path(), None) else { panic!("no faults") };
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn the_sample_workspaces_open_without_a_fault() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let folders = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.join("nop").is_dir());
    let opened: Vec<Project> = folders.map(|folder| Project::open(&folder, None).unwrap()).collect();
    assert!(opened.len() >= 5);
    for project in opened {
        assert!(project.has_config && project.period_declared && project.units.declared, "{}", project.root.display());
        assert!(project.entries().unwrap().iter().any(|entry| matches!(entry.kind, EntryKind::File { .. })));
    }
}

#[test]
fn the_way_from_the_outputs_to_the_workspace_is_relative() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("hội nghị");
    fs::create_dir(&root).unwrap();
    let back = |out: Option<&str>| {
        let out = out.map(|out| folder.path().join(out));
        Project::open(&root, out.as_deref()).unwrap().way_back()
    };
    assert_eq!(back(None).as_deref(), Some("../"));
    // Not there yet, beside the workspace, and a way about.
    assert_eq!(back(Some("ra/2020")).as_deref(), Some("../../hội nghị/"));
    assert_eq!(back(Some("hội nghị/../hội nghị/ket-qua")).as_deref(), Some("../"));
}
