//! Blank forms: what stands in them, what they refuse, and that they read back exactly once filled in.

mod checks;
mod filled;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use self::filled::Book;
use crate::support::{Case, Run};

const DISTRICT: &str = r#"
```toml
[hoi_nghi]
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
han_nop = 2020-07-31
[co_quan]
don_vi = "Huyện Mẫu"
ten = "BAN DÂN VẬN HUYỆN ỦY MẪU"
[[cap]]
ma = "co-so"
ten = "cấp cơ sở"
[[cap]]
ma = "huyen"
ten = "cấp huyện"
[[linh_vuc]]
ma = "kinh-te"
ten = "Kinh tế"
[[linh_vuc]]
ma = "van-hoa-xa-hoi"
ten = "Văn hóa, xã hội"
[[hinh_thuc_khen]]
ma = "giay-khen"
ten = "Giấy khen"
tham_quyen = ["UBND huyện Mẫu"]
[[chi_tieu]]
ma = "dat-hien"
ten = "Diện tích đất Nhân dân hiến"
don_vi_tinh = "m²"
cong_don = "tong"
[[chi_tieu]]
ma = "ho-ngheo"
ten = "Tỷ lệ hộ nghèo toàn huyện"
don_vi_tinh = "%"
cong_don = "khong-cong"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
mau,Huyện Mẫu,huyen,,
an-hoa,Xã An Hòa,co-so,mau,x
,Xã Tân Lập,co-so,mau,x
khong-nop,Xã Bình Minh,co-so,mau,
```
"#;

/// The sheets of a ward's form.
const MODELS: &str = "Biểu 1 - Mô hình";
const AWARDS: &str = "Biểu 2 - Khen thưởng";
const TOTALS: &str = "Biểu 3 - Tổng hợp";
const INDICATORS: &str = "Biểu 4 - Chỉ tiêu";
const REMARKS: &str = "Biểu 5 - Đánh giá, kiến nghị";

/// Runs `forms` over a folder; what it says.
fn run(folder: &Path, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tongket")).arg("forms").arg(folder).args(more).output().expect("tongket");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder.join("ket-qua/bieu-mau")).expect("forms");
    let named = entries.map(|entry| entry.expect("an entry").path());
    let named = named.map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), path));
    named.filter(|(name, _)| !name.starts_with('.')).map(|(name, path)| (name, fs::read(path).expect("bytes"))).collect()
}

/// The forms of a case.
fn made(case: &Case, more: &[&str]) -> BTreeMap<String, Book> {
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    run(folder.path(), more);
    files(folder.path()).into_iter().map(|(name, bytes)| (name, Book::open(&bytes))).collect()
}

fn returned(case: &Case, forms: &BTreeMap<String, Book>) -> Run {
    let files: Vec<(String, Vec<u8>)> = forms.iter().map(|(name, book)| (format!("nop/{name}"), book.bytes())).collect();
    case.run_files(&files)
}

/// Fills cells of a sheet: "C6 = Tuyến đường hoa".
fn fill(book: &mut Book, sheet: &str, cells: &str) {
    for line in cells.lines().filter(|line| !line.trim().is_empty()) {
        let (place, value) = line.trim().split_once(" = ").expect("CELL = VALUE");
        book.put(sheet, place, value);
    }
}

/// One ward's year: two models, one added far below the prepared rows; an award, an indicator, two remarks.
fn fill_ward(book: &mut Book, ward: &str) {
    let info = "B8 = 44022\nB9 = 15-BC/BCĐ ngày 10/7/2020\nB10 = Lê Văn Tư";
    fill(book, "Thông tin", info);
    let models = "
        C6 = Tuyến đường hoa WARD
        D6 = Chi hội phụ nữ WARD
        F6 = Mô hình
        G6 = Tập thể
        H6 = Văn hóa, xã hội
        I6 = 2017
        J6 = Mới
        K6 = Cơ sở, Huyện
        L6 = Đang thực hiện
        M6 = x
        N6 = 3
        O6 = Huyện
        P6 = 2017, 2019
        S6 = x
        C1500 = Hiến đất mở đường WARD
        D1500 = Nguyễn Thị Bảy, xã WARD
        F1500 = Điển hình
        G1500 = Cá nhân
        H1500 = Kinh tế
        I1500 = 2020
        J1500 = Mới
        P1500 = 2020";
    fill(book, MODELS, &models.replace("WARD", ward));
    let awards = "
        C6 = Chi hội phụ nữ WARD
        E6 = Tập thể
        F6 = Giấy khen
        G6 = UBND huyện Mẫu
        H6 = 112/QĐ-UBND WARD
        I6 = 43997
        J6 = Mô hình
        K6 = Tuyến đường hoa WARD";
    fill(book, AWARDS, &awards.replace("WARD", ward));
    fill(book, INDICATORS, "E6 = 1250.5");
    fill(book, REMARKS, "B6 = Được quan tâm.\nB7 = Còn chậm.");
}

#[test]
fn a_filled_form_reads_back_exactly_and_without_a_finding() {
    let case = Case::parse(DISTRICT);
    for calculated in [true, false] {
        let mut forms = made(&case, &[]);
        assert_eq!(forms.keys().collect::<Vec<_>>(), ["an-hoa.xlsx", "xa-tan-lap.xlsx"]);
        for (name, book) in &mut forms {
            fill_ward(book, name.trim_end_matches(".xlsx"));
            if !calculated {
                book.forget_results();
            }
        }
        let run = returned(&case, &forms);
        assert_eq!(run.findings.iter().map(|f| (f.code, f.message.clone())).collect::<Vec<_>>(), [], "calculated: {calculated}");
        let figures = [
            ("nop.da_nop", 2),
            ("dang_ky.tong", 4),
            ("dang_ky.tap_the", 2),
            ("dang_ky.ca_nhan", 2),
            ("dang_ky.dien_hinh", 2),
            ("dang_ky.theo_linh_vuc.van-hoa-xa-hoi", 2),
            ("dang_ky.theo_cap.huyen.tong", 2),
            ("dang_ky.moi", 4),
            ("hieu_qua.tong", 2),
            ("nhan_rong.tong", 2),
            ("de_nghi.huyen.tong", 2),
            ("cong_nhan.co-so.tong", 4),
            ("cong_nhan.co-so.luot", 6),
            ("cong_nhan.co-so.theo_giai_doan.2016-2018.tong", 2),
        ];
        for (path, expected) in figures {
            assert_eq!(run.at(path), expected, "{path}, calculated: {calculated}");
        }
        let json = &run.summary.json;
        assert_eq!((&json["khen_thuong"][0]["tap_the"], &json["khen_thuong"][0]["noi_dung"]), (&2.into(), &"mo-hinh".into()));
        assert_eq!(json["chi_tieu"][0]["gia_tri"].as_f64(), Some(2501.0));
        assert_eq!(run.dossier.remarks.len(), 4);
        let model = &run.dossier.models[0];
        assert_eq!((model.code.as_deref(), &*model.name), (Some("AN-HOA-2016-001"), "Tuyến đường hoa an-hoa"));
        assert_eq!((model.replicated, model.featured), (Some(3), true));
    }
}

/// A clerk expects to be told that the unit has sent nothing, once, and where.
#[test]
fn a_form_sent_back_blank_is_a_missing_submission() {
    let case = Case::parse(DISTRICT);
    let run = returned(&case, &made(&case, &[]));
    let said: Vec<_> =
        run.findings.iter().map(|f| (f.code, run.dossier.place(f.at.expect("a file")), f.message.clone())).collect();
    let told = |file: &str, unit: &str| {
        ("R41", format!("nop/{file}"), format!("{unit} gửi biểu mẫu chưa ghi gì, coi như chưa nộp; đã có 0/2 đơn vị nộp"))
    };
    assert_eq!(said, [told("an-hoa.xlsx", "Xã An Hòa"), told("xa-tan-lap.xlsx", "Xã Tân Lập")]);
    assert_eq!((run.at("nop.da_nop"), run.at("dang_ky.tong")), (0.into(), serde_json::Value::Null));
}

/// Old lists, and what the unit registered in an earlier round, are not typed again.
#[test]
fn models_that_are_known_are_offered() {
    let text = format!(
        "{}\n{}",
        DISTRICT.replace("[[cap]]\nma = \"co-so\"", "[ky_truoc]\ndanh_sach = \"ky-truoc\"\n[[cap]]\nma = \"co-so\""),
        "```sheet ky-truoc/an-hoa.xlsx / Biểu 1
| Đơn vị: Xã An Hòa |
| STT | Mã mô hình | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Loại hình | Lĩnh vực | Năm đăng ký | Đăng ký | Tình trạng |
| 1 | AN-HOA-2016-002 | Tổ tự quản | Chi bộ ấp 1 | Tập thể | Mô hình | Kinh tế | 2014 | Mới | Đang thực hiện |
| 2 | CU-7 | Đã thôi | Chi bộ ấp 2 | Tập thể | Mô hình | Kinh tế | 2014 | Mới | Dừng |
| 3 | | Vườn mẫu | Ông Tám | Hộ gia đình | Điển hình | Kinh tế | 2015 | Mới | |
```
```sheet nop/dang-ky.xlsx / Thông tin
| Đơn vị | Xã An Hòa |
| Đợt | Đăng ký |
```
```sheet nop/dang-ky.xlsx / Biểu 1
| STT | Mã mô hình | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Loại hình | Lĩnh vực | Năm đăng ký | Đăng ký |
| 1 | AN-HOA-2016-001 | Cổng rào xanh | Chi hội phụ nữ | Tập thể | Mô hình | Văn hóa, xã hội | 2018 | Mới |
| 2 | AN-HOA-2016-002 | Tổ tự quản | Chi bộ ấp 1 | Tập thể | Mô hình | Kinh tế | 2014 | Duy trì |
```"
    );
    let case = Case::parse(&text);
    let forms = made(&case, &[]);
    let book = &forms["an-hoa.xlsx"];
    let row = |row: u32| ["B", "C", "G", "I", "J"].map(|col| book.value(MODELS, &format!("{col}{row}")));
    assert_eq!(row(6), ["AN-HOA-2016-001", "Cổng rào xanh", "Tập thể", "2018", "Mới"]);
    assert_eq!(row(7), ["AN-HOA-2016-002", "Tổ tự quản", "Tập thể", "2014", "Duy trì"]);
    // Its own code, which no model had; the one that stopped is not offered.
    assert_eq!(row(8), ["AN-HOA-2016-003", "Vườn mẫu", "Hộ gia đình", "2015", "Duy trì"]);
    assert_eq!(row(9), ["AN-HOA-2016-004", "", "", "", ""]);
    // Counted already: Kinh tế, Văn hóa, Tổng cộng; all, tập thể, cá nhân, hộ.
    let counts = |row: u32| ["C", "D", "E", "F", "G"].map(|col| book.value(TOTALS, &format!("{col}{row}")));
    assert_eq!(counts(7), ["2", "1", "0", "1", "0"]);
    assert_eq!(counts(8), ["1", "1", "0", "0", "0"]);
    assert_eq!(counts(9), ["3", "2", "0", "1", "0"]);
    // The round that registers is not told what it registered itself.
    let again = made(&case, &["--round", "dang-ky"]);
    assert_eq!(again["an-hoa.xlsx"].value(MODELS, "C6"), "Tổ tự quản");
    assert_eq!(again["an-hoa.xlsx"].value("Thông tin", "B7"), "Đăng ký");
    // What was offered reads back as sent.
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    fs::remove_dir_all(folder.path().join("nop")).expect("an empty folder");
    let run = Case { books: case.books.clone().into_iter().filter(|(path, _)| !path.contains("dang-ky")).collect(), ..case };
    let run = returned(&run, &forms);
    // The indicators of Biểu 4 are still blank; the other ward has sent nothing.
    assert_eq!(run.codes(), ["R42", "R41"], "{:?}", run.findings);
    assert_eq!((run.at("dang_ky.tong"), run.at("dang_ky.duy_tri")), (3.into(), 2.into()));
}

#[test]
fn codes_are_unique_and_two_runs_give_the_same_bytes() {
    let case = Case::parse(DISTRICT);
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    let said = run(folder.path(), &[]);
    assert!(said.starts_with("Đã lập 2 biểu mẫu trong "), "{said}");
    let first = files(folder.path());
    run(folder.path(), &[]);
    assert!(first == files(folder.path()), "two runs differ");
    let books = first.values().map(|bytes| Book::open(bytes));
    let mut codes: Vec<String> =
        books.flat_map(|book| (6..46).map(move |row| book.value(MODELS, &format!("B{row}"))).collect::<Vec<_>>()).collect();
    let count = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!((codes.len(), count), (80, 80));
    assert!(first.values().all(|bytes| bytes.len() < 60_000));
}

/// Somebody may fill in the file where it lies: it is never written over.
#[test]
fn a_form_that_somebody_wrote_into_is_left_alone() {
    let case = Case::parse(DISTRICT);
    let folder = tempfile::tempdir().expect("a folder");
    case.write_to(folder.path());
    run(folder.path(), &[]);
    let path = folder.path().join("ket-qua/bieu-mau/an-hoa.xlsx");
    fs::write(&path, b"mine").expect("writes");
    for _ in 0..2 {
        let said = run(folder.path(), &[]);
        assert!(said.contains("để nguyên") && said.contains("bieu-mau/an-hoa.xlsx"), "{said}");
        assert_eq!(fs::read(&path).expect("bytes"), b"mine");
    }
    // A unit that owes no longer: its form goes.
    fs::write(folder.path().join("don-vi.csv"), "ma,ten,phai_nop\nan-hoa,Xã An Hòa,x\n").expect("writes");
    let said = run(folder.path(), &[]);
    assert!(said.contains("Đã bỏ") && said.contains("bieu-mau/xa-tan-lap.xlsx"), "{said}");
}

/// A district that reports for communes which owe nothing themselves, and the same where the communes send their own.
#[test]
fn a_unit_with_units_below_it_states_what_it_can() {
    let silent =
        Case::parse(&DISTRICT.replace("mau,Huyện Mẫu,huyen,,", "mau,Huyện Mẫu,huyen,,x").replace(",co-so,mau,x", ",co-so,mau,"));
    let mut forms = made(&silent, &[]);
    let book = forms.get_mut("mau.xlsx").expect("the district's form");
    assert_eq!(book.value(MODELS, "C5"), "Đơn vị");
    fill(
        book,
        MODELS,
        "C6 = Xã An Hòa\nD6 = Tuyến đường hoa\nE6 = Chi hội phụ nữ\nG6 = Mô hình\nH6 = Tập thể\nI6 = Kinh tế\nJ6 = 2018\nK6 = Mới\n\
         D7 = Công sở thân thiện\nE7 = Văn phòng Huyện ủy\nG7 = Mô hình\nH7 = Tập thể\nI7 = Kinh tế\nJ7 = 2018\nK7 = Mới",
    );
    fill(book, INDICATORS, "E6 = 5\nE7 = 0.52");
    let run = returned(&silent, &forms);
    assert_eq!(run.codes(), [""; 0], "{:?}", run.findings);
    assert_eq!(run.at("dang_ky.tong"), 2);
    let rows: Vec<String> = (7..12).map(|row| forms["mau.xlsx"].value(TOTALS, &format!("B{row}"))).collect();
    assert_eq!(rows, ["Xã An Hòa", "Xã Tân Lập", "Xã Bình Minh", "Cơ quan, đơn vị trực thuộc", "Tổng cộng"]);

    let senders = Case::parse(
        &DISTRICT.replace("mau,Huyện Mẫu,huyen,,", "mau,Huyện Mẫu,huyen,,x").replace("khong-nop,Xã Bình Minh,co-so,mau,\n", ""),
    );
    assert!(!made(&senders, &[])["mau.xlsx"].sheets().contains(&TOTALS.to_owned()), "the sum is made from the communes");
    let asked = Case { toml: format!("{}\n[bieu_mau]\ntong_hop_don_vi = true\n", senders.toml), ..senders };
    let mut forms = made(&asked, &[]);
    for (name, book) in &mut forms {
        match name.as_str() {
            "mau.xlsx" => {
                // Two models a commune, none of its own agencies; the sums are left to the next one who opens it.
                for row in [7, 8] {
                    for (col, count) in
                        ["C2", "D1", "E1", "F0", "G1", "H1", "I0", "J0", "K1", "L2", "M1", "N1", "O0", "P0", "Q0", "R0", "S0"]
                            .iter()
                            .map(|c| c.split_at(1))
                    {
                        book.put(TOTALS, &format!("{col}{row}"), count);
                    }
                }
                fill(book, INDICATORS, "E6 = 2501\nE7 = 0.52");
            }
            name => fill_ward(book, name.trim_end_matches(".xlsx")),
        }
        book.forget_results();
    }
    let run = returned(&asked, &forms);
    let codes: Vec<_> = run.findings.iter().map(|f| (f.code, f.message.clone())).collect();
    assert_eq!(codes, []);
    assert_eq!(run.at("dang_ky.tong"), 4);
}

/// The scoring sheet: points by criterion, a pass mark of its own at one level, read back and compared with what was recognised.
#[test]
fn the_scoring_sheet_is_asked_for_by_its_criteria_and_read_back() {
    let scoring = "[cham_diem]\ndiem_dat = 60\ntheo_cap = { huyen = 80 }\n[[cham_diem.tieu_chi]]\nten = \"Cách làm\"\ndiem_toi_da = 40\n\
                   [[cham_diem.tieu_chi]]\nten = \"Hiệu quả\"\ndiem_toi_da = 60\n[[cap]]";
    let case = Case::parse(&DISTRICT.replacen("[[cap]]", scoring, 1));
    let mut forms = made(&case, &[]);
    let sheet = "Biểu 1c - Chấm điểm";
    for (name, book) in &mut forms {
        let ward = name.trim_end_matches(".xlsx");
        let heading = ["E5", "E6", "F6", "G6", "H5", "J6", "K5"].map(|place| book.value(sheet, place));
        let expected =
            ["Điểm tự chấm", "Cách làm (tối đa 40)", "Hiệu quả (tối đa 60)", "Cộng", "Điểm thẩm định", "Cộng", "Kết quả"];
        assert_eq!(heading, expected);
        let formula = book.cell(sheet, "K7").expect("a formula").to_owned();
        assert!(formula.contains("$J7&gt;=IF($D7=\"Huyện\",80,60)"), "{formula}");
        fill_ward(book, ward);
        let low = if ward == "an-hoa" { "29" } else { "40" };
        fill(book, sheet, &format!("C7 = Tuyến đường hoa {ward}\nD7 = Cơ sở\nE7 = 40\nF7 = 45\nH7 = 30\nI7 = {low}"));
        book.forget_results();
    }
    let run = returned(&case, &forms);
    let said: Vec<_> =
        run.findings.iter().map(|f| (f.code, run.dossier.place(f.at.expect("a cell")), f.message.clone())).collect();
    let message = "được công nhận với 59 điểm thẩm định, thấp hơn điểm đạt 60";
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!((said[0].0, said[0].1.as_str()), ("R63", "nop/an-hoa.xlsx, trang “Biểu 1c - Chấm điểm”, ô J7"));
    assert!(said[0].2.contains(message), "{said:?}");
}

#[test]
fn without_a_period_or_units_it_says_what_is_missing() {
    let refuse = |text: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        Case::parse(text).write_to(folder.path());
        let output = Command::new(env!("CARGO_BIN_EXE_tongket")).arg("bieu-mau").arg(folder.path()).output().expect("tongket");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refuse("```toml\n[co_quan]\ndon_vi = \"Huyện Mẫu\"\n```").contains("Chưa biết lập biểu mẫu cho kỳ nào"));
    assert!(refuse("```toml\n[hoi_nghi]\nky = \"2020\"\n```").contains("Chưa có danh sách đơn vị"));
    let none = "```toml\n[hoi_nghi]\nky = \"2020\"\n```\n```csv\nten,phai_nop\nXã A,\n```";
    assert!(refuse(none).contains("phai_nop"));
}
