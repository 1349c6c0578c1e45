//! Templates of the office's own: what they may use is written down, what is wrong with them is told before there is data.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tongket::pipeline;
use tongket::project::Project;

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `TONGKET_ACCEPT=1` writes the file anew.
#[test]
fn the_readme_of_templates_says_what_there_is() {
    let project = Project::open(&root().join("sample-data/rach-gia-2016-2020"), None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let guide = pipeline::template_guide(&project, &outcome).expect("a guide");
    let path = root().join("templates/README.md");
    if std::env::var_os("TONGKET_ACCEPT").is_some() {
        fs::write(&path, &guide).expect("README.md can be written");
    }
    assert!(
        fs::read_to_string(path).is_ok_and(|stored| stored == guide),
        "templates/README.md is stale: run with TONGKET_ACCEPT=1"
    );
}

/// A workspace with these files in `mau/`.
fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("nop")).expect("a folder");
    let toml = "[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Phường An Hòa\"\n";
    fs::write(folder.path().join("hoi-nghi.toml"), toml).expect("written");
    for (name, text) in files {
        let path = folder.path().join("mau").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

#[track_caller]
fn check(files: &[(&str, &str)], status: i32, says: &[&str]) {
    let folder = workspace(files);
    let run = tongket(&["template", "check", &folder.path().display().to_string()]);
    let text = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.status.code(), Some(status), "{text}");
    for part in says {
        assert!(text.contains(part), "“{part}” is not in\n{text}");
    }
}

fn built_in(name: &str) -> String {
    fs::read_to_string(root().join("templates").join(name)).expect("a template")
}

#[test]
fn the_built_in_templates_hold_with_any_data() {
    check(&[], 0, &["chưa có mẫu riêng"]);
    let (report, list) = (built_in("bao-cao.md"), built_in("danh-sach-khen-thuong.md"));
    check(&[("bao-cao.md", &report), ("danh-sach-khen-thuong.md", &list)], 0, &["2 mẫu trong mau/ dùng được"]);
}

#[test]
fn all_faults_are_told_at_once_with_place_and_nearest_name() {
    let report = built_in("bao-cao.md")
        .replace("{% if c.co_dang_ky and", "{% if c.co_dangky and")
        .replace("{% if co_khen and", "{% if co_khenn and");
    let line = report.lines().position(|line| line.contains("c.co_dangky")).expect("changed") + 1;
    let table = built_in("bang/theo-cap.toml").replacen("gia_tri = \"tong\"", "gia_tri = \"tongg\"", 1);
    check(
        &[
            ("bao-cao.md", &report),
            ("bang/theo-cap.toml", &table),
            ("bang/rieng.toml", "dong = \"mo-hinhh\"\n"),
            ("bao-caoo.md", "x"),
            ("the-thuc/rieng.toml", "ma = 1\n"),
        ],
        1,
        &[
            &format!("dòng {line}, cột"),
            "trong “c” không có “co_dangky”; có phải “co_dang_ky”?",
            "không có tên “co_khenn”; có phải “co_khen”?",
            "không có giá trị “tongg” cho cột này; có phải “tong”?",
            "bang/rieng.toml",
            "không có mẫu tên này; có phải “bao-cao.md”?",
            "the-thuc/rieng.toml",
        ],
    );
}

#[test]
fn a_fault_of_the_sheets_hides_none_of_the_document() {
    let sheets = built_in("bao-cao.toml").replace("bang = \"theo-cap\"", "bang = \"theo-capp\"");
    let report = built_in("bao-cao.md").replace("{{ ten_hoi_nghi }}", "{{ ten_hoi_nghij }}");
    let says = ["không có tên “ten_hoi_nghij”; có phải “ten_hoi_nghi”?", "theo-capp"];
    check(&[("bao-cao.toml", &sheets), ("bao-cao.md", &report)], 1, &says);
}

#[test]
fn wrong_names_in_the_plan_of_sheets_are_told() {
    let sheets = built_in("bao-cao.toml");
    let with = |from: &str, to: &str| {
        assert!(sheets.contains(from), "{from}");
        sheets.replacen(from, to, 1)
    };
    for (changed, says) in [
        (
            with("bang = \"theo-cap\"", "bang = \"theo-capp\""),
            "bang/theo-capp.toml có lỗi: không có mẫu tên này; có phải “bang/theo-cap.toml”?",
        ),
        (with("loc = true", "locc = true"), "không có khóa “locc”; có phải là “loc”?"),
        (with("\"Theo lĩnh vực\"", "\"theo cấp và giai đoạn\""), "hai trang cùng tên “Theo cấp và giai đoạn”"),
        (with("\"Theo lĩnh vực\"", "\"Theo lĩnh vực/khối\""), "tên trang “Theo lĩnh vực/khối” có ký tự “/”"),
        (with("\"Theo lĩnh vực\"", "\"Số liệu theo lĩnh vực của các đơn vị\""), "dài quá 31 ký tự"),
    ] {
        check(&[("bao-cao.toml", &changed)], 1, &[says]);
    }
}

#[test]
fn a_figure_that_may_be_missing_is_found_with_no_data() {
    let report = built_in("bao-cao.md").replace(
        "# KẾT QUẢ THỰC HIỆN PHONG TRÀO",
        "Có {{ so(khoa=\"hieu_qua.tong\") }} mô hình.\n\n# KẾT QUẢ THỰC HIỆN PHONG TRÀO",
    );
    check(&[("bao-cao.md", &report)], 1, &["số liệu “hieu_qua.tong” chưa có", "(gặp khi không có số liệu)"]);
}

#[test]
fn a_template_is_copied_to_be_changed_and_never_over_another() {
    let folder = workspace(&[]);
    let place = folder.path().display().to_string();
    let first = tongket(&["template", "new", "bang/theo-cap.toml", &place]);
    assert!(first.status.success());
    let copied = fs::read_to_string(folder.path().join("mau/bang/theo-cap.toml")).expect("copied");
    assert_eq!(copied, built_in("bang/theo-cap.toml"));
    let second = tongket(&["mau", "moi", "bang/theo-cap.toml", &place]);
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("đã có nên giữ nguyên"));
    let unknown = tongket(&["template", "new", "bao-cao.mdd", &place]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("có phải “bao-cao.md”?"));
    let fields = tongket(&["template", "fields"]);
    assert!(String::from_utf8_lossy(&fields.stdout).contains("| `ky_bao_cao` |"));
}

/// Names of one sheet's cells and of the document's words, where a column was renamed and one added.
#[test]
fn a_column_renamed_and_one_worked_out_stand_in_document_and_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = built_in("bang/theo-linh-vuc.toml").replace("\"Phát huy hiệu quả\"", "\"Còn hiệu quả\"")
        + "\n[[cot]]\ntieu_de = [\"Chưa hiệu quả\"]\nrong = 9\ncan = \"phai\"\ncong_thuc = \"{dang_ky} - {hieu_qua}\"\n";
    let case = crate::support::Case::parse(
        "```toml\n[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Phường An Hòa\"\n```\n\
         ```sheet a.xlsx / Biểu 1\n| STT | Tên mô hình | Lĩnh vực | Phát huy hiệu quả |\n| 1 | A | Kinh tế | x |\n| 2 | B | Kinh tế | |\n| 3 | C | NTM | x |\n```\n",
    );
    case.write_to(folder.path());
    let path = folder.path().join("mau/bang/theo-linh-vuc.toml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, table).expect("written");
    let project = Project::open(folder.path(), None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::LeftOut, folder.path()).expect("a report");
    let part = |file: &str, names: &[&str]| {
        let bytes = &outputs.iter().find(|(name, _)| name == file).expect("written").1;
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut all = String::new();
        for name in names {
            std::io::Read::read_to_string(&mut package.by_name(name).expect("a part"), &mut all).expect("text");
        }
        all
    };
    let words = part("bao-cao.docx", &["word/document.xml"]);
    assert!(words.contains("Còn hiệu quả") && words.contains("Chưa hiệu quả"), "the document");
    let strings = part("bao-cao.xlsx", &["xl/sharedStrings.xml"]);
    assert!(strings.contains("Còn hiệu quả") && strings.contains("Chưa hiệu quả"), "the workbook");
    let book = &outputs.iter().find(|(name, _)| name == "bao-cao.xlsx").expect("written").1;
    let package = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a package");
    let names = package.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned);
    let sheets: Vec<String> = names.filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    let sheets: Vec<&str> = sheets.iter().map(String::as_str).collect();
    let cells = part("bao-cao.xlsx", &sheets);
    assert!(cells.contains("ROUND(C7-E7,2)") || cells.contains("ROUND(C6-E6,2)"), "a formula in a row: {cells}");
    assert!(cells.contains("<v>1</v>"), "with its result");
}
