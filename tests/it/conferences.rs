//! The five conferences of `sample-data/`: the published figures, the findings that are to stand, and no other.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tongket::pipeline::{self, Outcome};
use tongket::project::Project;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

#[track_caller]
fn run(name: &str) -> Outcome {
    let project = Project::open(&folder(name), None).unwrap_or_else(|e| panic!("{e}"));
    pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"))
}

/// The words of the report and of the commendation lists, a line a paragraph.
fn printed(name: &str) -> (String, String) {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let project = Project::open(&folder(name), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let report = pipeline::report(&project, &outcome, pipeline::Sources::Said, scratch.path()).unwrap_or_else(|e| panic!("{e}"));
    let lists = pipeline::commend(&project, &outcome, scratch.path()).unwrap_or_else(|e| panic!("{e}"));
    let words = |outputs: &[(String, Vec<u8>)]| {
        outputs.iter().find(|(file, _)| file.rsplit('.').next() == Some("docx")).map(|(_, bytes)| words(bytes)).expect("a .docx")
    };
    (words(&report), words(&lists))
}

fn words(docx: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut xml = String::new();
    package.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("text");
    let mut text = String::new();
    for piece in xml.replace("</w:p>", "\n").split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
    }
    text.replace("&amp;", "&").replace("&quot;", "\"").replace('\u{a0}', " ")
}

/// Does a text state each of these?
#[track_caller]
fn states(text: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(text.contains(sentence), "“{sentence}” is not in\n{text}");
    }
}

/// The value at a path of `so-lieu.json`; keys with dots in them do not occur.
#[track_caller]
fn figures(outcome: &Outcome, expected: &[(&str, Value)]) {
    for (path, value) in expected {
        let found = outcome.summary.at(path).unwrap_or_else(|| panic!("no {path} in so-lieu.json"));
        assert_eq!(found, value, "{path}");
    }
}

/// Codes of the findings, each with whether it is explained.
fn findings(outcome: &Outcome) -> Vec<(&str, bool)> {
    outcome.findings.iter().map(|f| (f.code, f.explained.is_some())).collect()
}

/// An award group of `so-lieu.json`: form, body, cumulative → tập thể, cá nhân, tổng, lượt of each.
#[track_caller]
fn award(outcome: &Outcome, form: &str, body: &str, cumulative: bool, expected: &[Value; 5]) {
    let groups = outcome.summary.at("khen_thuong").and_then(Value::as_array).expect("award groups");
    let found: Vec<&Value> =
        groups.iter().filter(|g| g["hinh_thuc"] == form && g["co_quan"] == body && g["luy_ke"] == cumulative).collect();
    let [group] = found.as_slice() else { panic!("{form}, {body}: {found:?} of {groups:?}") };
    let values = ["tap_the", "ca_nhan", "tong", "luot_tap_the", "luot_ca_nhan"].map(|key| group[key].clone());
    assert_eq!(values, *expected, "{form}, {body}");
}

/// An indicator of `so-lieu.json` → từ kèm, giá trị, tử số, mẫu số, kỳ trước.
#[track_caller]
fn indicator(outcome: &Outcome, code: &str, expected: &[Value; 5]) {
    let all = outcome.summary.at("chi_tieu").and_then(Value::as_array).expect("indicators");
    let found = all.iter().find(|i| i["ma"] == code).unwrap_or_else(|| panic!("no {code} in {all:?}"));
    let values = ["tu_kem", "gia_tri", "tu_so", "mau_so", "ky_truoc"].map(|key| found[key].clone());
    assert_eq!(values, *expected, "{code}");
}

#[test]
fn rach_gia_recognises_1952_times_at_the_base() {
    let outcome = run("rach-gia-2016-2020");
    assert_eq!(findings(&outcome), []);
    figures(
        &outcome,
        &[
            ("nop.phai_nop", json!(12)),
            ("nop.da_nop", json!(12)),
            ("nop.nop_muon", json!(0)),
            ("cong_nhan.co-so.luot", json!(1952)),
            ("cong_nhan.huyen.theo_giai_doan.2016-2018.tong", json!(116)),
            ("cong_nhan.huyen.theo_giai_doan.2019-2020.tong", json!(162)),
            ("cong_nhan.huyen.theo_giai_doan.2019-2020.tap_the", json!(134)),
            ("cong_nhan.huyen.theo_giai_doan.2019-2020.ca_nhan", json!(28)),
            ("cong_nhan.huyen.luot", json!(278)),
            ("cong_nhan.tinh.tong", json!(83)),
        ],
    );
    let committee = "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” thành phố";
    let no = || json!(false);
    award(&outcome, "giay-chung-nhan", committee, false, &[json!(134), json!(28), json!(162), no(), no()]);
    award(&outcome, "khen-thuong", "Ban Thường vụ Thành ủy Rạch Giá", false, &[json!(3), json!(15), json!(18), no(), no()]);
    award(&outcome, "giay-khen", "UBND thành phố Rạch Giá", false, &[json!(35), json!(7), json!(42), no(), no()]);
    indicator(&outcome, "ty-le-ho-ngheo", &[json!(null), json!(0.52), json!(null), json!(null), json!(null)]);
}

#[test]
fn culture_is_rach_gias_largest_field_and_eight_models_are_named() {
    let outcome = run("rach-gia-2016-2020");
    let by_field = outcome.summary.at("dang_ky.theo_linh_vuc").and_then(Value::as_object).expect("fields");
    let largest = by_field.iter().max_by_key(|(_, n)| n.as_u64()).map(|(field, _)| field.as_str());
    assert_eq!(largest, Some("van-hoa-xa-hoi"));
    assert_eq!(outcome.dossier.models.iter().filter(|m| m.featured).count(), 8);
}

#[test]
fn ba_ria_vung_tau_registers_1520_of_which_1433_work() {
    let outcome = run("ba-ria-vung-tau-2017");
    // A Party body may not award Bằng khen. Whether its name is also noted as undeclared (C08) is not this test's affair.
    let standing: Vec<_> = findings(&outcome).into_iter().filter(|(code, _)| *code != "C08").collect();
    assert_eq!(standing, [("R29", false)]);
    figures(&outcome, &[("nop.da_nop", json!(8)), ("dang_ky.tong", json!(1520)), ("hieu_qua.tong", json!(1433))]);
    let unsplit = [json!(null), json!(null), json!(39), json!(false), json!(false)];
    award(&outcome, "bang-khen", "Ban Dân vận Tỉnh ủy", false, &unsplit);
    let medals = [json!(0), json!(20), json!(20), json!(false), json!(false)];
    award(&outcome, "ky-niem-chuong", "Ban Dân vận Trung ương", false, &medals);
}

#[test]
fn phuc_thanh_registers_23_and_proposes_3_besides_the_6_it_recognised() {
    let outcome = run("phuc-thanh-2016-2018");
    assert_eq!(findings(&outcome), [("R12", true), ("R12", true), ("R33", true), ("R12", true)]);
    figures(
        &outcome,
        &[
            ("nop.da_nop", json!(14)),
            ("dang_ky.tong", json!(23)),
            ("dang_ky.theo_linh_vuc.van-hoa-xa-hoi", json!(17)),
            ("dang_ky.theo_linh_vuc.kinh-te", json!(3)),
            ("dang_ky.theo_linh_vuc.quoc-phong-an-ninh", json!(1)),
            ("dang_ky.theo_linh_vuc.he-thong-chinh-tri", json!(2)),
            ("dang_ky.theo_cap.huyen.tong", json!(3)),
            ("dang_ky.theo_cap.huyen.mo_hinh", json!(1)),
            ("dang_ky.theo_cap.huyen.dien_hinh", json!(2)),
            ("de_nghi.huyen.tong", json!(3)),
            ("cong_nhan.co-so.tong", json!(6)),
            ("cong_nhan.co-so.mo_hinh", json!(4)),
            ("cong_nhan.co-so.dien_hinh", json!(2)),
            ("ket_qua_kiem_tra.da_giai_trinh", json!(4)),
        ],
    );
    let ward = "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường Phúc Thành";
    award(&outcome, "khen-thuong", ward, false, &[json!(4), json!(2), json!(6), json!(false), json!(false)]);
}

#[test]
fn cao_bang_adds_up_totals_ratios_and_keeps_running_totals_apart() {
    let outcome = run("cao-bang-2016-2020");
    let standing: Vec<_> = outcome.findings.iter().filter(|f| f.code != "C08").collect();
    assert!(standing.is_empty(), "{standing:#?}");
    figures(
        &outcome,
        &[
            ("nop.da_nop", json!(10)),
            ("dang_ky.tong", json!(4086)),
            ("dang_ky.theo_linh_vuc.kinh-te", json!(1202)),
            ("dang_ky.theo_linh_vuc.van-hoa-xa-hoi", json!(968)),
            ("dang_ky.theo_linh_vuc.quoc-phong-an-ninh", json!(825)),
            ("dang_ky.theo_linh_vuc.he-thong-chinh-tri", json!(582)),
            ("dang_ky.theo_linh_vuc.nong-thon-moi", json!(509)),
        ],
    );
    let null = || json!(null);
    indicator(&outcome, "quy-che-dan-chu", &[null(), json!(100), null(), null(), null()]);
    indicator(&outcome, "quy-che-dan-van-huyen", &[null(), null(), json!(10), json!(10), null()]);
    indicator(&outcome, "quy-che-dan-van-xa", &[null(), null(), json!(140), json!(161), null()]);
    indicator(&outcome, "ban-chi-dao-huyen", &[null(), null(), json!(10), json!(10), null()]);
    indicator(&outcome, "ban-chi-dao-xa", &[null(), null(), json!(161), json!(161), null()]);
    indicator(&outcome, "to-dan-van", &[json!("trên"), json!(89.4), null(), null(), null()]);
    indicator(&outcome, "ty-le-ho-ngheo", &[null(), json!(22.07), null(), null(), json!(42.53)]);
    let (yes, no) = (json!(true), json!(false));
    let group = |collectives: u32, people: u32, events: [&Value; 2]| {
        [json!(collectives), json!(people), json!(collectives + people), events[0].clone(), events[1].clone()]
    };
    award(&outcome, "giay-khen", "UBND huyện, thành phố", true, &group(132, 180, [&no, &yes]));
    award(&outcome, "bang-khen", "UBND tỉnh Cao Bằng", true, &group(46, 79, [&yes, &yes]));
    award(&outcome, "khen-thuong", "Cấp ủy, chính quyền các cấp", true, &group(644, 874, [&yes, &no]));
    award(&outcome, "bang-khen", "UBND tỉnh Cao Bằng", false, &group(19, 32, [&no, &no]));
}

#[test]
fn kien_hai_registers_25_more_with_the_district_than_in_2015() {
    let outcome = run("kien-hai-2020");
    assert_eq!(findings(&outcome), []);
    figures(
        &outcome,
        &[
            ("nop.da_nop", json!(4)),
            ("dang_ky.theo_cap.co-so.tong", json!(160)),
            ("dang_ky.theo_cap.co-so.tap_the", json!(151)),
            ("dang_ky.theo_cap.co-so.ca_nhan", json!(9)),
            ("dang_ky.theo_cap.huyen.tong", json!(75)),
            ("dang_ky.theo_cap.tinh.tong", json!(10)),
            ("dang_ky.moi", json!(100)),
            ("dang_ky.duy_tri", json!(60)),
        ],
    );
    indicator(&outcome, "xa-dat-chuan-nong-thon-moi", &[json!(null), json!(null), json!(2), json!(4), json!(null)]);
    let compared = outcome.summary.at("so_sanh").and_then(Value::as_array).expect("comparisons");
    let changes: Vec<_> =
        compared.iter().map(|c| (c["chi_so"].as_str(), c["ky_truoc"].clone(), c["tang_giam"].clone())).collect();
    let expected =
        [(Some("dang_ky.theo_cap.huyen.tong"), json!(50), json!(25)), (Some("dang_ky.theo_cap.tinh.tong"), json!(5), json!(5))];
    assert_eq!(changes, expected);
}

#[test]
fn rach_gias_report_states_its_figures() {
    let (report, lists) = printed("rach-gia-2016-2020");
    states(
        &report,
        &[
            "1.952 lượt mô hình",
            "116 mô hình",
            "162 mô hình, điển hình, gồm 134 tập thể, 28 cá nhân",
            "83 mô hình",
            "0,52%",
            "03 tập thể, 15 cá nhân",
            "35 tập thể, 07 cá nhân",
            "“Khéo vận động phát triển kinh tế hộ gia đình trong tổ hợp tác rau màu Thành Tiến”",
            "“Khéo vận động hội viên tham gia CLB hoa cảnh”",
            "“Khéo vận động xã hội hóa thu gom rác thải trên địa bàn dân cư”",
            "“Khéo vận động xây dựng quỹ chăm sóc Người cao tuổi”",
            "“Tổ NDTQ không tội phạm và TNXH”",
            "“Khéo vận động nhân dân thực hiện tốt phong trào toàn dân bảo vệ ANTQ”",
            "“Duy trì và nâng cao chất lượng sinh hoạt tổ NDTQ”",
            "Phòng Tư pháp thành phố",
        ],
    );
    states(
        &lists,
        &[
            "Danh sách có 134 tập thể, 28 cá nhân",
            "Danh sách có 03 tập thể, 15 cá nhân",
            "Danh sách có 35 tập thể, 07 cá nhân",
            "2101/QĐ-UBND ngày 18 tháng 8 năm 2020",
        ],
    );
    assert!(!report.contains("DỰ THẢO"), "nothing is left to mend");
}

#[test]
fn ba_ria_vung_taus_report_gives_39_without_a_split() {
    let (report, lists) = printed("ba-ria-vung-tau-2017");
    states(&report, &["1.520 mô hình", "1.433 mô hình", "20 cá nhân", "39 tập thể, cá nhân", "87 năm", "18 năm"]);
    states(&lists, &["Danh sách có 20 cá nhân", "39 tập thể, cá nhân"]);
}

#[test]
fn phuc_thanhs_report_tells_registered_from_recognised() {
    let (report, lists) = printed("phuc-thanh-2016-2018");
    states(
        &report,
        &[
            "23 mô hình, điển hình",
            "văn hoá xã hội 17 mô hình",
            "phát triển kinh tế 03 mô hình",
            "an ninh quốc phòng 01 mô hình",
            "xây dựng hệ thống chính trị 02 mô hình",
            "04 mô hình, 02 điển hình",
            "Đề nghị công nhận cấp thành phố: 03 mô hình, điển hình",
            "Nguyễn Đức Sáng",
            "Nguyễn Thị Song Phương",
            "đường Hải Thượng Lãn Ông",
        ],
    );
    states(&lists, &["Danh sách có 04 tập thể, 02 cá nhân"]);
}

#[test]
fn cao_bangs_report_keeps_targets_and_running_totals_in_their_place() {
    let (report, lists) = printed("cao-bang-2016-2020");
    states(
        &report,
        &[
            "4.086 mô hình",
            "140/161",
            "161/161",
            "10/10",
            "trên 89,4%",
            "22,07%, giảm 20,46 điểm phần trăm",
            "42,53%",
            "19 tập thể, 32 cá nhân",
            "132 tập thể, 180 lượt cá nhân",
            "46 lượt tập thể, 79 lượt cá nhân",
            "644 lượt tập thể, 874 cá nhân",
        ],
    );
    let directions = report.find("PHƯƠNG HƯỚNG").expect("the directions");
    for target in ["trên 80%", "95%", "trên 60%"] {
        assert!(report.find(target).is_some_and(|at| at > directions), "{target} is a target, not a result");
    }
    states(&lists, &["Danh sách có 19 tập thể, 32 cá nhân"]);
}

#[test]
fn kien_hais_report_compares_with_2015() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let project = Project::open(&folder("kien-hai-2020"), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let report = pipeline::report(&project, &outcome, pipeline::Sources::Said, scratch.path()).unwrap_or_else(|e| panic!("{e}"));
    states(
        &words(&report[0].1),
        &[
            "160 mô hình, điển hình",
            "151 tập thể, 09 cá nhân",
            "tăng 25 mô hình so với năm 2015",
            "tăng 05 mô hình so với năm 2015",
            "2/4",
        ],
    );
}
