//! The same two hundred models of five units in many layouts: every one must give the figures of the clean form.
//!
//! A layout that is misread fails by its name, with the figures that differ and the findings.

mod catalogue;
mod columns;
mod formats;
mod models;
mod old_fonts;
mod paper;
mod pen;
mod shape;
mod totals;

use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;
use tongket::ingest::{self, Sheets};
use tongket::model::Reading;
use tongket::project::Project;
use tongket::{assemble, rules, summarize, worker};

use crate::support::{Case, Run};
use formats::Files;
pub use formats::Format;
use shape::Shape;

const SCHEME: &str = r#"
```toml
[hoi_nghi]
loai = "tong-ket"
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
[co_quan]
don_vi = "Tỉnh Kiên Giang"
the_thuc = "hd36-2018"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop,ten_khac
vb,Phường Vĩnh Bảo,co-so,Tỉnh Kiên Giang,x,Trung tâm Vĩnh Bảo
hd,Xã Hòa Điền,co-so,Tỉnh Kiên Giang,x,Nông trường Bình Sơn
ml,Thị trấn Minh Lương,co-so,Tỉnh Kiên Giang,x,Đô thị Minh Lương
ht,Thành phố Hà Tiên,co-so,Tỉnh Kiên Giang,x,Hà Tiên thập cảnh
hon,Huyện Hòn Đất,co-so,Tỉnh Kiên Giang,x,Vùng Hòn Đất
```
"#;

/// The figures of so-lieu.json that a list of models gives.
const FIGURES: [&str; 6] = ["nop", "dang_ky", "hieu_qua", "nhan_rong", "de_nghi", "cong_nhan"];

/// The files of the clean form in a format.
pub fn clean_form(format: Format) -> Vec<Vec<u8>> {
    let files = catalogue::clean_form().files(&models::models(), &|_| format);
    files.into_iter().map(|(_, bytes)| bytes).collect()
}

fn run(shape: &Shape) -> Run {
    Case::parse(SCHEME).run_files(&shape.files(&models::models(), &|_| Format::Xlsx))
}

/// As the pipeline does, but for the child that opens an .xls: the program, not this test.
fn run_through_the_program(files: &Files) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(SCHEME).write_to(folder.path());
    let Project { authority, units, .. } = Project::open(folder.path(), None).unwrap_or_else(|fault| panic!("{fault}"));
    let mut files: Vec<&(String, Vec<u8>)> = files.iter().collect();
    files.sort();
    let program = Path::new(env!("CARGO_BIN_EXE_tongket"));
    let reader = ingest::Reader::new(&authority, &units);
    let read = |(index, (path, bytes)): (usize, &&(String, Vec<u8>))| -> Reading {
        let limits = &authority.limits;
        let sheets = if ingest::is_risky(bytes) { worker::sheets(program, bytes, limits) } else { Sheets::open(bytes, limits) };
        reader.read_sheets(path, u32::try_from(index).expect("few files"), sheets)
    };
    let readings = files.par_iter().enumerate().map(read).collect();
    drop(reader);
    let dossier = assemble::dossier(authority, units, readings);
    let findings = rules::check(&dossier, false);
    let summary = summarize::summary(&dossier, &findings);
    Run { dossier, findings, summary }
}

fn figures(run: &Run) -> Vec<Value> {
    FIGURES.iter().map(|path| run.at(path)).collect()
}

/// Where two trees differ: path, left, right.
fn differences(path: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                differences(&format!("{path}.{key}"), value, b.get(key).unwrap_or(&Value::Null), found);
            }
        }
        _ if left == right => {}
        _ => found.push(format!("{path}: {left} ≠ {right}")),
    }
}

/// What is read otherwise than it should be, at most six points of it.
fn faults(shape: &Shape, run: &Run, expected: &[Value]) -> Option<String> {
    let mut found = Vec::new();
    for finding in &run.findings {
        if !shape.findings.contains(&finding.code) {
            let place = finding.at.map(|at| run.dossier.place(at)).unwrap_or_default();
            found.push(format!("[{}] {place}: {}", finding.code, finding.message));
        }
    }
    for code in shape.findings {
        if !run.findings.iter().any(|f| f.code == *code) {
            found.push(format!("không có [{code}]"));
        }
    }
    found.truncate(3);
    for ((path, left), right) in FIGURES.iter().zip(expected).zip(figures(run)) {
        differences(path, left, &right, &mut found);
    }
    found.truncate(6);
    (!found.is_empty()).then(|| found.join("\n    "))
}

#[track_caller]
fn check(shapes: &[Shape]) {
    let expected = figures(&run(&catalogue::clean_form()));
    let read = |shape: &Shape| faults(shape, &run(shape), &expected).map(|what| format!("{}\n    {what}", shape.name));
    let wrong: Vec<String> = shapes.iter().filter_map(read).collect();
    assert!(wrong.is_empty(), "{} trong {} cách trình bày đọc sai:\n{}", wrong.len(), shapes.len(), wrong.join("\n"));
}

/// Each layout once more, its files in turn in the other formats that can hold it; with part of a layout's name in
/// `TONGKET_LAYOUTS` those layouts (“all”: each) in every format, each in a run of its own.
#[test]
fn every_layout_gives_the_same_figures_in_every_format() {
    let models = models::models();
    let expected = figures(&run(&catalogue::clean_form()));
    let wanted = std::env::var("TONGKET_LAYOUTS").ok();
    let mut jobs: Vec<(Shape, Vec<Format>)> = Vec::new();
    let mut held = [0; Format::ALL.len()];
    for (turn, shape) in catalogue::all().into_iter().enumerate() {
        let books = shape.books(&models);
        let mut formats: Vec<Format> =
            Format::ALL.into_iter().filter(|f| *f != Format::Xlsx && f.holds(&shape, &books)).collect();
        if let Some(wanted) = &wanted {
            formats.retain(|_| wanted == "all" || shape.name.contains(wanted.as_str()));
            jobs.extend(formats.into_iter().map(|format| (shape.clone(), vec![format])));
            continue;
        }
        let turn = turn % formats.len();
        formats.rotate_left(turn);
        for (at, count) in Format::ALL.iter().zip(&mut held) {
            *count += usize::from(formats.iter().take(books.len()).any(|format| format == at));
        }
        jobs.push((shape, formats));
    }
    let read = |(shape, formats): &(Shape, Vec<Format>)| {
        let files = shape.files(&models, &|at| formats[at % formats.len()]);
        let what = faults(shape, &run_through_the_program(&files), &expected)?;
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        Some(format!("{} {:?} {paths:?}\n    {what}", shape.name, formats[0]))
    };
    let wrong: Vec<String> = jobs.par_iter().filter_map(read).collect();
    assert!(wrong.is_empty(), "{} trong {} lượt đọc sai:\n{}", wrong.len(), jobs.len(), wrong.join("\n"));
    let few = Format::ALL.iter().zip(held).filter(|(format, held)| **format != Format::Xlsx && *held < 20);
    assert!(wanted.is_some() || few.clone().count() == 0, "{:?}", few.collect::<Vec<_>>());
}

#[test]
fn the_clean_form_gives_what_the_list_holds() {
    let run = run(&catalogue::clean_form());
    for (path, value) in models::expected() {
        assert_eq!(run.at(&path), value, "{path}");
    }
    assert_eq!(run.findings.iter().map(|f| (f.code, f.message.as_str())).collect::<Vec<_>>(), []);
}

#[test]
fn headings_may_stand_anywhere_and_be_written_in_many_ways() {
    check(&catalogue::headings());
}

#[test]
fn rows_may_be_divided_among_files_sheets_and_sections() {
    check(&catalogue::divisions());
}

#[test]
fn columns_may_be_ticks_and_ticks_any_mark() {
    check(&catalogue::ticks());
}

#[test]
fn the_unit_may_be_told_in_many_places() {
    check(&catalogue::senders());
}

#[test]
fn values_may_be_typed_in_many_ways() {
    check(&catalogue::values());
}

/// Two units of one name: asked about, never guessed.
#[test]
fn a_name_of_two_units_is_asked_about() {
    let two = SCHEME.replace("Huyện Hòn Đất,co-so", "Phường Hòa Điền,co-so");
    for written in ["Hòa Điền", "Hoà Điền", "hoa dien"] {
        let case = format!(
            "{two}
```sheet nop/tep.xlsx / Thông tin
| Đơn vị | {written} |
```
```sheet nop/tep.xlsx / Biểu 1
| STT | Tên mô hình | Lĩnh vực |
| 1 | Tổ hòa giải | Kinh tế |
```"
        );
        let run = Case::parse(&case).run();
        assert_eq!(run.at("nop.da_nop"), Value::from(0), "{written}");
        let asked = run.findings.iter().find(|f| f.code == "R44").unwrap_or_else(|| panic!("{written}: {:#?}", run.findings));
        assert!(asked.message.contains("Xã Hòa Điền") && asked.message.contains("Phường Hòa Điền"), "{}", asked.message);
    }
    let sure = two.clone()
        + "
```sheet nop/tep.xlsx / Biểu 1
| Đơn vị: P. Hòa Điền |
| STT | Tên mô hình | Lĩnh vực |
| 1 | Tổ hòa giải | Kinh tế |
```";
    assert_eq!(Case::parse(&sure).run().at("nop.da_nop"), Value::from(1));
}

/// Letters lost to question marks cannot be brought back: the cell is named, the row counts.
#[test]
fn lost_letters_are_named() {
    let run = Case::parse(&format!(
        "{SCHEME}
```sheet nop/tep.xlsx / Biểu 1
| Đơn vị: Xã Hòa Điền |
| STT | Tên mô hình | Lĩnh vực |
| 1 | Dân v?n khéo trong xây d?ng | Kinh tế |
```"
    ))
    .run();
    assert_eq!(run.at("dang_ky.tong"), Value::from(1));
    let lost: Vec<_> = run.findings.iter().filter(|f| f.code == "C06").map(|f| f.at.and_then(|at| at.a1())).collect();
    assert_eq!(lost, [Some("B3".to_owned())], "{:#?}", run.findings);
}

/// A table that only its sender understands, pinned column by column.
#[test]
fn a_pinned_table_is_read_as_pinned() {
    let table = "
```sheet nop/tep.xlsx / Thông tin
| Đơn vị | Xã Hòa Điền |
```
```sheet nop/tep.xlsx / Sheet1
| Sổ theo dõi |
| Số | Việc làm | Ai làm | Mảng | Năm được nhận |
| 1 | Tổ hòa giải | Chi hội Phụ nữ | Kinh tế | 2016 |
| 2 | Đường hoa | Chi hội Nông dân | Kinh tế | 2017, 2019 |
```";
    let unread = Case::parse(&format!("{SCHEME}{table}")).run();
    assert!(unread.codes().contains(&"S02"), "{:#?}", unread.findings);
    let pin = "
[[nhan_dang.ghim]]
tep = \"nop/tep.xlsx\"
trang = \"Sheet1\"
cot = { B = \"Tên mô hình, điển hình\", C = \"Tập thể, cá nhân thực hiện\", D = \"Lĩnh vực\", E = \"Công nhận cấp cơ sở\" }
";
    let scheme = SCHEME.replacen("the_thuc = \"hd36-2018\"", &format!("the_thuc = \"hd36-2018\"{pin}"), 1);
    let run = Case::parse(&format!("{scheme}{table}")).run();
    assert_eq!(run.at("dang_ky.tong"), Value::from(2), "{:#?}", run.findings);
    assert_eq!(run.at("cong_nhan.co-so.luot"), Value::from(3));
    assert!(!run.codes().contains(&"S02"), "{:#?}", run.findings);
}

/// Every layout accounts for every non-blank row.
#[test]
fn records_and_rows_left_out_are_all_rows() {
    for shape in catalogue::divisions() {
        for table in run(&shape).dossier.readings.iter().flat_map(|reading| &reading.tables) {
            assert_eq!(table.record_rows() + table.left_out.len(), table.rows, "{}", shape.name);
        }
    }
}
