//! The same two hundred models of five units in many layouts: every one must give the figures of the clean form.
//!
//! A layout that is misread fails by its name, with the figures that differ and the findings.

mod catalogue;
mod columns;
mod models;
mod old_fonts;
mod shape;

use serde_json::Value;

use crate::support::{Case, Run};
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

fn run(shape: &Shape) -> Run {
    Case::parse(SCHEME).run_files(&shape.files(&models::models()))
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

#[track_caller]
fn check(shapes: &[Shape]) {
    let clean = run(&catalogue::clean_form());
    let expected = figures(&clean);
    let mut faults = Vec::new();
    for shape in shapes {
        let run = run(shape);
        let mut found = Vec::new();
        for ((path, left), right) in FIGURES.iter().zip(&expected).zip(figures(&run)) {
            differences(path, left, &right, &mut found);
        }
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
        if !found.is_empty() {
            found.truncate(6);
            faults.push(format!("{}\n    {}", shape.name, found.join("\n    ")));
        }
    }
    assert!(faults.is_empty(), "{} trong {} cách trình bày đọc sai:\n{}", faults.len(), shapes.len(), faults.join("\n"));
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
