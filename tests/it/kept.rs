//! Files kept: every one that ever broke the program ends as `expected.txt` says, and layouts as other programs write them
//! give the figures that a reader sees in them.

use std::fs;
use std::path::Path;
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

const SCHEME: &str = r#"
[hoi_nghi]
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
[co_quan]
don_vi = "Thành phố Rạch Giá"
[[cap]]
ma = "co-so"
ten = "cấp cơ sở"
[[cap]]
ma = "huyen"
ten = "cấp thành phố"
"#;
const UNITS: &str = "ten,cap,phai_nop\nPhường An Hòa,co-so,x\nPhường Vĩnh Bảo,co-so,x\n";

/// What a verb says as JSON of a conference to which one kept file was sent.
fn said(verb: &str, file: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks/layouts").join(file);
    fs::write(folder.path().join("hoi-nghi.toml"), SCHEME).expect("writes");
    fs::write(folder.path().join("don-vi.csv"), UNITS).expect("writes");
    fs::create_dir(folder.path().join("nop")).expect("makes a folder");
    fs::copy(kept, folder.path().join("nop").join(file)).expect("copies");
    let run =
        Command::new(env!("CARGO_BIN_EXE_tongket")).args([verb, "--json"]).arg(folder.path()).output().expect("tongket starts");
    assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// The figures of `so-lieu.json` at these paths, `None` for null.
#[track_caller]
fn figures(file: &str, expected: &[(&str, Option<u64>)]) {
    let json: Value = serde_json::from_str(&said("report", file)).expect("so-lieu.json");
    for (path, figure) in expected {
        let found = path.split('.').fold(&json, |at, key| &at[key]);
        assert_eq!(found.as_u64(), *figure, "{file}: {path}: {found}");
    }
}

/// Codes of the findings that are no notes.
fn codes(file: &str) -> Vec<String> {
    let said = said("check", file);
    let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object a line"));
    let found = lines.filter(|line| line["loai"] == "phat-hien" && line["muc_do"] != "luu-y" && line["tep"].is_string());
    found
        .map(|line| format!("{} {}", line["ma"].as_str().unwrap_or_default(), line["thong_bao"].as_str().unwrap_or_default()))
        .collect()
}

#[test]
fn headings_of_three_rows_and_section_rows_of_openpyxl() {
    figures(
        "gop-tieu-de.xlsx",
        &[
            ("dang_ky.tong", Some(4)),
            ("dang_ky.tap_the", Some(2)),
            ("dang_ky.ca_nhan", Some(2)),
            ("dang_ky.theo_linh_vuc.van-hoa-xa-hoi", Some(2)),
            ("dang_ky.theo_linh_vuc.quoc-phong-an-ninh", Some(1)),
            ("dang_ky.theo_linh_vuc.he-thong-chinh-tri", Some(1)),
            ("cong_nhan.co-so.tong", Some(4)),
            ("cong_nhan.co-so.luot", Some(5)),
            ("cong_nhan.co-so.theo_giai_doan.2016-2018.tong", Some(3)),
            ("cong_nhan.co-so.theo_giai_doan.2019-2020.tong", Some(2)),
            ("cong_nhan.huyen.tong", Some(1)),
        ],
    );
}

#[test]
fn rows_that_a_filter_of_libreoffice_hides_count_and_are_told() {
    let list = [
        ("dang_ky.tong", Some(5)),
        ("dang_ky.theo_linh_vuc.quoc-phong-an-ninh", Some(2)),
        ("cong_nhan.co-so.tong", Some(3)),
        ("cong_nhan.co-so.luot", Some(4)),
    ];
    figures("loc-dong.ods", &list);
    assert!(
        codes("loc-dong.ods").iter().any(|said| said.starts_with("S06 ") && said.contains("7-8")),
        "{:?}",
        codes("loc-dong.ods")
    );
}

#[test]
fn a_table_of_units_of_xlwt_with_its_total_on_top() {
    let totals = [
        ("dang_ky.tong", Some(30)),
        ("dang_ky.tap_the", Some(28)),
        ("dang_ky.ca_nhan", Some(2)),
        ("cong_nhan.co-so.tong", Some(21)),
        ("cong_nhan.co-so.tap_the", Some(20)),
        ("cong_nhan.co-so.ca_nhan", Some(1)),
    ];
    figures("tong-hop.xls", &totals);
    assert!(codes("tong-hop.xls").iter().all(|said| !said.starts_with('S')), "{:?}", codes("tong-hop.xls"));
}
