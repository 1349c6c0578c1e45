//! The words of the report, as its signer reads them: `tests/reports/*.md` hold workspaces (see [`crate::support`]), the
//! `.txt` beside each what `bao-cao.docx` says from its title to its signature. `TONGKET_ACCEPT=1` writes them anew: read
//! them from start to end before you keep them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tongket::pipeline::{self, Sources};
use tongket::project::Project;

use crate::sources::printed::{self, Item};
use crate::support::Case;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

/// The files of a report over a workspace.
fn made(case: &Case) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    let project = Project::open(folder.path(), None).unwrap_or_else(|fault| panic!("{fault}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|fault| panic!("{fault}"));
    let made = pipeline::report(&project, &outcome, Sources::Said, folder.path()).unwrap_or_else(|fault| panic!("{fault}"));
    made.into_iter().collect()
}

/// A report's text, a paragraph a line, tables as rows: all but the closing annex of sources.
fn text(docx: &[u8]) -> String {
    let mut text = String::new();
    for item in printed::document(docx) {
        match item {
            Item::Paragraph(p) if p.text() == "NGUỒN SỐ LIỆU" => break,
            Item::Paragraph(p) => {
                let line = p.text().replace('\n', " / ");
                if !line.trim().is_empty() {
                    let _ = writeln!(text, "{}", line.trim());
                }
            }
            Item::Picture(read_out) => {
                let _ = writeln!(text, "[{read_out}]");
            }
            Item::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|(cell, _)| cell.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
                    let _ = writeln!(text, "| {} |", cells.join(" | "));
                }
            }
        }
    }
    text
}

/// Text of a report over a workspace.
fn report(workspace: &str) -> String {
    text(&made(&Case::parse(workspace))["bao-cao.docx"])
}

#[test]
fn reports_read_as_they_should() {
    let accept = std::env::var_os("TONGKET_ACCEPT").is_some();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder()).expect("tests/reports").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    let mut differing = Vec::new();
    for path in paths {
        let found = report(&fs::read_to_string(&path).expect("a workspace"));
        let expected_at = path.with_extension("txt");
        if accept {
            fs::write(&expected_at, &found).expect("a text");
        }
        let expected = fs::read_to_string(&expected_at).unwrap_or_default();
        if found != expected {
            let lines = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
            differing.push(format!("{}: {lines:?}", path.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// What no official would write, whatever the data.
#[test]
fn no_report_has_what_nobody_would_write() {
    for entry in fs::read_dir(folder()).expect("tests/reports") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        for line in text.lines() {
            for wrong in ["..", ",,", ";;", " ,", " .", "()", "( ", ",.", ";.", ":.", "  ", "??", "{{", "}}", "“”", ",;", ": :"]
            {
                let is_row = line.starts_with('|');
                assert!(is_row || !line.contains(wrong), "{}: “{wrong}” in “{line}”", path.display());
            }
            let is_subject = line.starts_with("sơ kết ") || line.starts_with("tổng kết ");
            let is_lettered = line.chars().nth(1) == Some(')');
            assert!(is_subject || is_lettered || !line.starts_with(char::is_lowercase), "{}: “{line}”", path.display());
        }
    }
}

const OPINIONS: &str = include_str!("../reports/bieu-5.md");

fn with_presentation(lines: &str) -> String {
    report(&OPINIONS.replace("[danh_gia]\n", &format!("[trinh_bay]\n{lines}\n[danh_gia]\n")))
}

#[test]
fn an_office_chooses_what_becomes_of_the_units_opinions() {
    let in_place = with_presentation("y_kien_don_vi = \"khi-trong\"");
    assert!(!in_place.contains("Ngoài ra, theo báo cáo của các đơn vị"), "{in_place}");
    assert!(in_place.contains("Cấp ủy, chính quyền quan tâm lãnh đạo phong trào"), "{in_place}");
    let left_out = with_presentation("y_kien_don_vi = \"khong\"");
    assert!(!left_out.contains("Các đơn vị kiến nghị") && left_out.contains("kinh phí hoạt động còn hạn hẹp"), "{left_out}");
    let two = with_presentation("so_y_kien = 2");
    assert_eq!(two.matches("- Đề nghị thành phố").count(), 2, "{two}");
    let rest = "Các kiến nghị khác của đơn vị được tổng hợp tại trang “Ý kiến tổng hợp” của tệp bao-cao.xlsx kèm theo.";
    assert!(two.contains(rest), "{two}");
}

/// All that is said stands in the workbook, once, with those who say it and where.
#[test]
fn the_workbook_lists_every_opinion_with_its_cells() {
    use calamine::Reader as _;
    let book = made(&Case::parse(OPINIONS)).remove("bao-cao.xlsx").expect("a workbook");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).expect("a workbook");
    let range = book.worksheet_range("Ý kiến tổng hợp").expect("a sheet");
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let checked = rows.iter().find(|row| row[2].starts_with("Việc kiểm tra, giám sát")).unwrap_or_else(|| panic!("{rows:#?}"));
    let cells =
        "nop/an-hoa.xlsx, trang “Biểu 5”, ô B2; nop/vinh-lac.xlsx, trang “Biểu 5”, ô B2; nop/tan-tien.xlsx, trang “Biểu 5”, ô B1";
    assert_eq!(checked[1..], ["Hạn chế", &checked[2], "3", "Phường An Hòa, Phường Vĩnh Lạc, Phường Tân Tiến", cells]);
    // What the authority says itself is listed, too; what says nothing is not.
    assert!(
        rows.iter().any(|row| row[2] == "Kinh phí hoạt động hạn hẹp") && !rows.iter().any(|row| row[2].starts_with("Không có"))
    );
}

/// Where very many units write, what only one of them says is left to the workbook.
#[test]
fn of_very_many_units_only_what_several_say_is_in_the_prose() {
    let mut text =
        "```toml\n[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Tỉnh A\"\n```\n```csv\nten,cap,truc_thuoc\n".to_owned();
    let words = ["đường xa", "đồi núi", "mưa lũ", "nắng hạn", "kênh rạch", "hải đảo", "biên giới"];
    for n in 1..=35 {
        writeln!(text, "Xã Thử {n},co-so,Tỉnh A").expect("a text grows");
    }
    text.push_str("```\n");
    for n in 1..=35 {
        let own = format!("Riêng ở đây có {} và {} làm khó việc đi lại", words[n % 7], words[(n / 7 + n) % 7]);
        writeln!(text, "```sheet x{n}.xlsx / Thông tin\n| Đơn vị | Xã Thử {n} |\n```").expect("a text grows");
        writeln!(
            text,
            "```sheet x{n}.xlsx / Biểu 5\n| Hạn chế | {own} |\n| | Kinh phí còn ít. |\n| Kiến nghị | Cấp thêm kinh phí |\n```"
        )
        .expect("a text grows");
    }
    let report = report(&text);
    assert!(report.contains("- Kinh phí còn ít (35 đơn vị nêu)."), "{report}");
    assert!(report.contains("- Cấp thêm kinh phí (35 đơn vị, trong đó có Xã Thử 1, Xã Thử 2, Xã Thử 3)."), "{report}");
    assert!(report.contains("Các ý kiến khác của đơn vị được tổng hợp tại trang “Ý kiến tổng hợp”"), "{report}");
}

const INDICATORS: &str = include_str!("../reports/huyen-chi-tieu.md");

/// The catalogue knows what units send under several names and measures; what nobody sends is not there.
#[test]
fn the_catalogue_of_indicators_joins_names_and_measures() {
    let run = Case::parse(INDICATORS).run();
    let said = format!("{:#?}", run.findings);
    assert_eq!(run.codes(), ["R42"], "{said}");
    let all = run.at("chi_tieu");
    let by_code = |code: &str| all.as_array().and_then(|list| list.iter().find(|item| item["ma"] == code)).cloned();
    let land = by_code("dat-hien").expect("land");
    assert_eq!((land["gia_tri"].as_f64(), land["don_vi_tinh"].as_str()), (Some(12500.0), Some("m²")));
    let money = by_code("tien-van-dong").expect("money");
    assert_eq!((money["gia_tri"].as_f64(), money["don_vi_tinh"].as_str()), (Some(470.5), Some("triệu đồng")));
    let answered = by_code("kien-nghi-duoc-giai-quyet").expect("a ratio");
    assert_eq!((answered["tu_so"].as_f64(), answered["mau_so"].as_f64()), (Some(25.0), Some(28.0)));
    // Left blank by the one unit that names it; sent by nobody.
    assert!(by_code("nha-tam-dot-nat").is_some_and(|known| known["gia_tri"].is_null()), "{all:#}");
    assert!(by_code("suat-hoc-bong").is_none(), "{all:#}");
    assert!(by_code("be-thu-gom-vo-bao-thuoc-bao-ve-thuc-vat").is_some(), "{all:#}");
}

/// All units write one measure: it is theirs, not the catalogue's.
#[test]
fn the_measure_that_all_units_write_stays() {
    let hectares = INDICATORS.replace("| m² |  | 4500 |", "| ha |  | 0.45 |");
    let all = Case::parse(&hectares).run().at("chi_tieu");
    let land = all.as_array().and_then(|list| list.iter().find(|item| item["ma"] == "dat-hien")).expect("land");
    assert_eq!((land["gia_tri"].as_f64(), land["don_vi_tinh"].as_str()), (Some(1.25), Some("ha")));
}

#[test]
fn an_office_replaces_the_catalogue_and_what_it_declares_is_its_own() {
    // Its own name, its own measure; the catalogue's names still lead to it.
    let declared = "[[chi_tieu]]\nma = \"dat-hien\"\nten = \"Đất Nhân dân hiến làm đường\"\ndon_vi_tinh = \"ha\"\n[ky_truoc]\n";
    let run = Case::parse(&INDICATORS.replace("[ky_truoc]\n", declared)).run();
    let all = run.at("chi_tieu");
    let first = &all[0];
    assert_eq!((first["ten"].as_str(), first["gia_tri"].as_f64()), (Some("Đất Nhân dân hiến làm đường"), Some(1.25)));
    let mut own = Case::parse(INDICATORS);
    own.texts
        .insert("mau/chi-tieu.toml".into(), "[[chi_tieu]]\nma = \"tien\"\nten = \"Tiền vận động\"\nmuc = \"chung\"\n".into());
    let all = own.run().at("chi_tieu");
    let codes: Vec<&str> = all.as_array().expect("a list").iter().filter_map(|item| item["ma"].as_str()).collect();
    assert!(
        codes.contains(&"tien") && codes.contains(&"so-tien-van-dong-duoc") && !codes.contains(&"tien-van-dong"),
        "{codes:?}"
    );
}
