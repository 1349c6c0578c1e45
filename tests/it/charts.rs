//! Charts of the report and its workbook: the same figures as `so-lieu.json`, in a picture as in Excel's own chart.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use tongket::pipeline::{self, Sources};
use tongket::project::Project;

use crate::support::Case;

struct Run {
    docx: Vec<u8>,
    xlsx: Vec<u8>,
    json: Value,
}

fn run(folder: &Path) -> Run {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let project = Project::open(folder, None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let mut outputs: BTreeMap<String, Vec<u8>> = pipeline::report(&project, &outcome, Sources::LeftOut, scratch.path())
        .unwrap_or_else(|e| panic!("{e}"))
        .into_iter()
        .collect();
    let mut take = |file: &str| outputs.remove(file).expect("an output");
    let json = serde_json::from_slice(&take("so-lieu.json")).expect("JSON");
    Run { docx: take("bao-cao.docx"), xlsx: take("bao-cao.xlsx"), json }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

/// The parts of a package whose names begin so, in order.
fn parts(package: &[u8], beginning: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.to_string())).collect();
    names.retain(|name| name.starts_with(beginning));
    names.sort();
    let mut text = |name: &String| {
        let mut xml = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut xml).expect("text");
        xml
    };
    names.iter().map(&mut text).collect()
}

/// What stands between two signs, each time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| Some(rest.split_once(to)?.0)).collect()
}

/// What pictures say to who cannot see them.
fn words(docx: &[u8]) -> Vec<String> {
    let xml = parts(docx, "word/document.xml").concat();
    between(&xml, "descr=\"", "\"").into_iter().map(str::to_owned).collect()
}

/// A series of an Excel chart: its name, and the labels and numbers in the cells it refers to.
type Series = (String, Vec<String>, Vec<Option<u64>>);

/// The charts of a workbook, as their cells fill them.
fn charts(xlsx: &[u8]) -> Vec<Vec<Series>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx.to_vec())).expect("a workbook");
    let mut cells = |formula: &str| -> Vec<Data> {
        let (sheet, range) = formula.rsplit_once('!').expect("a sheet");
        let range = range.replace('$', "");
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let place = |cell: &str| {
            let at = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
            let column = cell[..at].bytes().fold(0_u32, |n, letter| n * 26 + u32::from(letter - b'A') + 1) - 1;
            (cell[at..].parse::<u32>().expect("a row") - 1, column)
        };
        let ((top, column), (bottom, _)) = (place(first), place(last));
        let grid = book.worksheet_range(sheet.trim_matches('\'')).unwrap_or_else(|e| panic!("{formula}: {e}"));
        (top..=bottom).map(|row| grid.get_value((row, column)).cloned().unwrap_or(Data::Empty)).collect()
    };
    let number = |cell: &Data| if let Data::Float(n) = cell { format!("{n}").parse().ok() } else { None };
    let mut series = |xml: &str| {
        let name = between(xml, "<c:v>", "</c:v>")[0].to_owned();
        let formulas = between(xml, "<c:f>", "</c:f>");
        let [labels, values] = [0, 1].map(|at| cells(formulas[at]));
        (name, labels.iter().map(ToString::to_string).collect(), values.iter().map(number).collect())
    };
    parts(xlsx, "xl/charts/chart")
        .iter()
        .map(|xml| between(xml, "<c:ser>", "</c:ser>").into_iter().map(&mut series).collect())
        .collect()
}

fn numbers(object: &Value) -> Vec<Option<u64>> {
    object.as_object().expect("an object").values().map(Value::as_u64).collect()
}

#[test]
fn the_cells_of_excels_charts_hold_the_figures_of_the_report() {
    let run = run(&sample("rach-gia-2016-2020"));
    let charts = charts(&run.xlsx);
    let [by_field, by_level, by_unit] = charts.as_slice() else { panic!("{} charts", charts.len()) };

    let fields = ["Kinh tế", "Văn hóa - xã hội", "An ninh - quốc phòng", "Xây dựng hệ thống chính trị"];
    let named: Vec<(&str, Vec<Option<u64>>)> = by_field
        .iter()
        .map(|(name, labels, values)| {
            assert_eq!(labels[..4], fields);
            (name.as_str(), values[..4].to_vec())
        })
        .collect();
    let recognised = |level: &str| numbers(&run.json["cong_nhan"][level]["theo_linh_vuc"]);
    let expected = [
        ("Đăng ký", numbers(&run.json["dang_ky"]["theo_linh_vuc"])),
        ("Công nhận cấp cơ sở", recognised("co-so")),
        ("Công nhận cấp thành phố", recognised("huyen")),
        ("Công nhận cấp tỉnh", recognised("tinh")),
    ];
    assert_eq!(named, expected);

    let levels = ["co-so", "huyen", "tinh"];
    let registered = levels.map(|level| run.json["dang_ky"]["theo_cap"][level]["tong"].as_u64());
    let of_levels = levels.map(|level| run.json["cong_nhan"][level]["tong"].as_u64());
    assert_eq!(by_level[0].1, ["Cấp cơ sở", "Cấp thành phố", "Cấp tỉnh"]);
    assert_eq!((by_level[0].2.as_slice(), by_level[1].2.as_slice()), (registered.as_slice(), of_levels.as_slice()));

    // A viewer that works no formula out shows them too.
    for (xml, chart) in parts(&run.xlsx, "xl/charts/chart").iter().zip(&charts) {
        let kept: Vec<u64> = between(xml, "<c:numCache>", "</c:numCache>")
            .iter()
            .flat_map(|numbers| between(numbers, "<c:v>", "</c:v>").into_iter().map(|n| n.parse().expect("a number")))
            .collect();
        let cells: Vec<u64> = chart.iter().flat_map(|(_, _, values)| values.iter().flatten().copied()).collect();
        assert_eq!(kept, cells);
    }

    let sum: u64 = by_unit[0].2.iter().flatten().sum();
    assert_eq!(Some(sum), run.json["dang_ky"]["tong"].as_u64());
}

#[test]
fn a_picture_and_excels_chart_show_the_same_numbers() {
    for conference in
        ["rach-gia-2016-2020", "ba-ria-vung-tau-2017", "phuc-thanh-2016-2018", "cao-bang-2016-2020", "kien-hai-2020"]
    {
        let run = run(&sample(conference));
        let (pictures, charts) = (words(&run.docx), charts(&run.xlsx));
        assert_eq!(pictures.len(), charts.len(), "{conference}");
        assert!(!charts.is_empty(), "{conference}");
        for (picture, chart) in pictures.iter().zip(&charts) {
            for (name, labels, values) in chart {
                for (label, value) in labels.iter().zip(values) {
                    let Some(value) = value else { continue };
                    let group =
                        between(picture, &format!(" {label}: "), ";").first().map(|text| text.trim_end_matches('.').to_owned());
                    let group =
                        group.or_else(|| Some(picture.rsplit_once(&format!(" {label}: "))?.1.trim_end_matches('.').to_owned()));
                    let group = group.unwrap_or_else(|| panic!("{conference}: no {label} in “{picture}”"));
                    let printed = tongket::model::decimal((*value).into());
                    let bar = if chart.len() == 1 { printed } else { format!("{name} {printed}") };
                    assert!(group.split(", ").any(|said| said == bar), "{conference}: {label}: {bar} is not in “{group}”");
                }
            }
        }
    }
}

/// Excel's charts say where their numbers can be heard; pictures say them all.
#[test]
fn who_cannot_see_a_chart_is_told_of_it() {
    let run = run(&sample("rach-gia-2016-2020"));
    let drawings = parts(&run.xlsx, "xl/drawings/drawing").concat();
    let said = between(&drawings, "descr=\"", "\"");
    assert_eq!(said.len(), 3);
    assert_eq!(said[0], "Biểu đồ: Số mô hình đăng ký, công nhận theo lĩnh vực. Số liệu ở trang “Theo lĩnh vực”.");
    assert!(words(&run.docx)[1].contains("Cấp cơ sở: Đăng ký 1.294, Công nhận 1.267;"));
}

/// The period against its base has a table, a chart of it and a picture.
#[test]
fn the_period_stands_beside_its_base() {
    let run = run(&sample("kien-hai-2020"));
    let compared = run.json["so_sanh"].as_array().expect("comparisons");
    let of = |key: &str| compared.iter().map(|one| one[key].as_u64()).collect::<Vec<_>>();
    let charts = charts(&run.xlsx);
    let chart = charts.iter().find(|chart| chart[0].0 == "Năm 2015").expect("a chart");
    assert_eq!(chart[0].1, ["Đăng ký cấp huyện", "Đăng ký cấp tỉnh"]);
    assert_eq!((&chart[0].2, &chart[1].2), (&of("ky_truoc"), &of("ky_nay")));
    assert!(words(&run.docx).iter().any(|words| words.contains("Đăng ký cấp huyện: Năm 2015 50, Năm 2020 75;")));
}

const WARD: &str = "```toml\n[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Phường An Hòa\"\n{trinh_bay}```\n\
    ```sheet nop/a.xlsx / Biểu 1\n| STT | Tên mô hình | Lĩnh vực | Phát huy hiệu quả |\n\
    | 1 | A | Kinh tế | x |\n| 2 | B | Kinh tế | |\n| 3 | C | NTM | x |\n```\n";

fn ward(presentation: &str, own: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(&WARD.replace("{trinh_bay}", presentation)).write_to(folder.path());
    for (name, text) in own {
        let path = folder.path().join("mau").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn an_office_may_want_no_charts() {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/bieu-do/theo-linh-vuc.toml");
    let of_few = fs::read_to_string(built_in).expect("a template").replace("it_nhat = 10", "it_nhat = 1");
    let own = [("bieu-do/theo-linh-vuc.toml", of_few.as_str())];
    let with = run(ward("", &own).path());
    assert_eq!((words(&with.docx).len(), charts(&with.xlsx).len()), (1, 1));
    let few = run(ward("", &[]).path());
    assert_eq!((words(&few.docx).len(), charts(&few.xlsx).len()), (0, 0), "a few models are read faster in the table");
    let without = run(ward("[trinh_bay]\nbieu_do = false\n", &own).path());
    assert_eq!((words(&without.docx).len(), charts(&without.xlsx).len()), (0, 0));
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(without.xlsx)).expect("a workbook");
    assert!(!book.sheet_names().iter().any(|name| name == "Biểu đồ"));
    let text = parts(&without.docx, "word/document.xml").concat();
    assert!(!text.contains("BIỂU ĐỒ"), "an annex without a picture");
    assert_eq!(with.json, without.json);
}

/// A chart of one's own, of a column of one's own table, in document and workbook.
#[test]
fn an_office_adds_a_chart_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let built_in = |name: &str| fs::read_to_string(root.join(name)).expect("a template");
    let report = built_in("bao-cao.md").replace("```bieu-do theo-linh-vuc\n", "```bieu-do rieng\nMô hình *còn* hiệu quả\n");
    let sheets = built_in("bao-cao.toml").replace("bieu_do = [\"theo-linh-vuc\"", "bieu_do = [\"rieng\"");
    let own = "ten = \"Mô hình còn hiệu quả\"\nbang = \"theo-linh-vuc\"\nloai = \"ngang\"\n[[day]]\ngia_tri = \"hieu_qua\"\nten = \"Còn hiệu quả\"\n";
    let folder = ward("", &[("bao-cao.md", &report), ("bao-cao.toml", &sheets), ("bieu-do/rieng.toml", own)]);
    let run = run(folder.path());
    let said = words(&run.docx);
    assert!(said.len() == 1 && said[0].starts_with("Biểu đồ mô hình còn hiệu quả. Kinh tế: 1;"), "{said:?}");
    let charts = charts(&run.xlsx);
    assert_eq!(charts[0][0].0, "Còn hiệu quả");
    assert_eq!(charts[0][0].2.iter().flatten().sum::<u64>(), 2);
    assert!(parts(&run.xlsx, "xl/charts/chart")[0].contains("<c:barDir val=\"bar\"/>"));
    let text = parts(&run.docx, "word/document.xml").concat();
    assert!(text.contains("Biểu đồ 1. "), "numbered");
}

/// The level above passes over the sheet of charts and says so.
#[test]
fn the_level_above_reads_no_chart() {
    let below = run(&sample("kien-hai-2020"));
    let folder = tempfile::tempdir().expect("a folder");
    let toml = "[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Tỉnh Kiên Giang\"\n";
    fs::write(folder.path().join("hoi-nghi.toml"), toml).expect("written");
    fs::write(folder.path().join("don-vi.csv"), "ma,ten,cap,truc_thuoc,phai_nop\nkh,Huyện Kiên Hải,huyen,Tỉnh Kiên Giang,x\n")
        .expect("written");
    fs::create_dir_all(folder.path().join("nop")).expect("a folder");
    fs::write(folder.path().join("nop/kien-hai.xlsx"), &below.xlsx).expect("written");
    let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let reading = &outcome.dossier.readings[0];
    let passed = |name: &str| reading.sheets.iter().find(|sheet| sheet.name == name).and_then(|sheet| sheet.passed_over);
    for name in ["Biểu đồ", "Từng cấp", "So với kỳ trước"] {
        assert!(passed(name).is_some_and(|why| why.contains("tổng hợp của tongket")), "{name}: {:?}", passed(name));
    }
    assert_eq!(outcome.summary.json["dang_ky"]["tong"], below.json["dang_ky"]["tong"]);
}
