//! The papers of commendation: one count and one sum wherever they stand, numbers that come last, papers no longer due.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _};
use serde_json::Value;
use tongket::model::{Date, LateDecision};
use tongket::pipeline;
use tongket::project::Project;

use crate::support::Case;

/// The files of `commend` by name, the lines on what was left out, and `so-lieu.json`.
pub struct Made {
    pub files: BTreeMap<String, Vec<u8>>,
    pub left: Vec<String>,
    /// What was said of certificates.
    pub certificates: Vec<String>,
    figures: Value,
}

impl Made {
    pub fn of(folder: &Path, late: Option<LateDecision>) -> Result<Self, String> {
        let scratch = tempfile::tempdir().expect("a folder");
        let project = Project { late_decision: late, ..Project::open(folder, None).map_err(|e| e.to_string())? };
        let outcome = pipeline::run(&project, false, &|_, _| {}).map_err(|e| e.to_string())?;
        let lists = pipeline::commend(&project, &outcome, scratch.path()).map_err(|e| e.to_string())?;
        let (papers, said) = pipeline::papers(&project, &outcome, scratch.path()).map_err(|e| e.to_string())?;
        let left = said.left.into_iter().chain(said.unused).collect();
        Ok(Self {
            files: lists.into_iter().chain(papers).collect(),
            left,
            certificates: said.certificates,
            figures: outcome.summary.json,
        })
    }

    pub fn of_sample(name: &str) -> Self {
        Self::of(&sample(name), None).unwrap_or_else(|fault| panic!("{name}: {fault}"))
    }

    pub fn of_case(text: &str, late: Option<LateDecision>) -> Result<Self, String> {
        let folder = tempfile::tempdir().expect("a folder");
        Case::parse(text).write_to(folder.path());
        Self::of(folder.path(), late)
    }

    #[track_caller]
    pub fn docx(&self, stem: &str) -> Docx {
        let bytes = self.files.get(&format!("{stem}.docx")).unwrap_or_else(|| panic!("{stem} is not in {:?}", self.files.keys()));
        Docx::open(bytes)
    }

    /// Sheets of cells.
    #[track_caller]
    fn xlsx(&self, stem: &str) -> Vec<Vec<Vec<Data>>> {
        let bytes = self.files.get(&format!("{stem}.xlsx")).unwrap_or_else(|| panic!("{stem} is not in {:?}", self.files.keys()));
        let mut book = calamine::Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
        book.sheet_names()
            .iter()
            .map(|name| book.worksheet_range(name).expect("a sheet").rows().map(<[Data]>::to_vec).collect())
            .collect()
    }
}

/// A document as text: its paragraphs outside tables and its table rows.
pub struct Docx {
    text: String,
    pub rows: Vec<Vec<String>>,
}

impl Docx {
    fn open(bytes: &[u8]) -> Self {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut xml = String::new();
        package.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("text");
        let words = |xml: &str| {
            let pieces = xml
                .replace("</w:p>", "\n")
                .split('<')
                .map(|p| p.split_once('>').map_or(p, |(_, text)| text).to_owned())
                .collect::<String>();
            pieces.replace("&amp;", "&").replace("&quot;", "\"").trim().to_owned()
        };
        let rows = xml.split("<w:tr>").skip(1).map(|row| {
            let row = row.split("</w:tr>").next().unwrap_or_default();
            row.split("<w:tc>").skip(1).map(words).collect()
        });
        Self { rows: rows.collect(), text: words(&xml) }
    }

    /// Rows that begin with a number.
    fn numbered(&self) -> usize {
        self.rows.iter().filter(|row| row.first().is_some_and(|cell| cell.parse::<u64>().is_ok())).count()
    }

    #[track_caller]
    fn states(&self, sentence: &str, times: usize) {
        assert_eq!(self.text.matches(sentence).count(), times, "“{sentence}” in\n{}", self.text);
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

/// "35 tập thể, 07 cá nhân" of an award group in `so-lieu.json`.
fn counts(figures: &Value, form: &str) -> (String, usize) {
    let groups = figures["khen_thuong"].as_array().expect("groups");
    let of_form = |g: &&Value| g["hinh_thuc"] == form && g["luy_ke"] == false && g["tinh_trang"] == "da-khen";
    let group = groups.iter().find(of_form).unwrap_or_else(|| panic!("no {form}"));
    let part = |key: &str, name: &str| {
        let n = group[key].as_u64().expect("a count");
        (n > 0).then(|| if n < 10 { format!("0{n} {name}") } else { format!("{n} {name}") })
    };
    let parts: Vec<String> = part("tap_the", "tập thể").into_iter().chain(part("ca_nhan", "cá nhân")).collect();
    (parts.join(", "), usize::try_from(group["tong"].as_u64().expect("a count")).expect("a small one"))
}

/// The cashier's table of one form: amounts line by line, and the totals below.
fn amounts(made: &Made, form: &str) -> (Vec<u64>, u64) {
    let sheets = made.xlsx("bang-ke-tien-thuong");
    let is_of = |sheet: &&Vec<Vec<Data>>| {
        sheet.iter().flatten().any(|c| c.to_string().starts_with(&format!("KÈM THEO {}", form.to_uppercase())))
    };
    let sheet = sheets.iter().find(is_of).unwrap_or_else(|| panic!("no sheet of {form}"));
    let heading = sheet.iter().find(|row| row.iter().any(|c| *c == "Thành tiền (đồng)")).expect("a heading");
    let column = heading.iter().position(|c| *c == "Thành tiền (đồng)").expect("a column");
    let number = |cell: &Data| cell.to_string().parse::<u64>().ok();
    let lines =
        sheet.iter().filter(|row| number(&row[0]).is_some()).map(|row| number(&row[column]).expect("an amount")).collect();
    let total = sheet.iter().find(|row| row.iter().any(|c| *c == "Tổng cộng")).expect("a total");
    (lines, number(&total[column]).expect("a sum"))
}

/// Title, article, list, minutes, submission, cashier's table and `so-lieu.json` say the same of one decision.
#[track_caller]
fn agrees(made: &Made, form: &str, stem: &str, money: Option<(&str, u64, &str)>) {
    let (counted, all) = counts(&made.figures, form);
    let decision = made.docx(stem);
    decision.states(&counted, 3);
    decision.states(&format!("Danh sách có {counted}"), 1);
    assert_eq!(decision.numbered(), all, "{stem}");
    made.docx("bien-ban-hop-xet").states(&counted, 1);
    if let Some((name, sum, words)) = money {
        let (lines, total) = amounts(made, name);
        assert_eq!((lines.len(), lines.iter().sum::<u64>(), total), (all, sum, sum), "{stem}");
        let printed = tongket::model::thousands(sum);
        decision.states(&format!("Tổng số tiền thưởng là {printed} đồng ({words})"), 1);
        let list = made.docx("bang-ke-tien-thuong");
        list.states(&format!("Tổng số tiền bằng chữ: {words}."), 1);
        assert!(list.rows.iter().any(|row| row.iter().any(|c| c == "Tổng cộng") && row.contains(&printed)), "{stem}");
    }
}

#[test]
fn counts_and_sums_are_the_same_wherever_they_stand() {
    let made = Made::of_sample("rach-gia-2016-2020");
    let words = "Ba mươi tư triệu sáu trăm năm mươi nghìn đồng";
    agrees(&made, "giay-khen", "quyet-dinh-khen-thuong-giay-khen", Some(("Giấy khen", 34_650_000, words)));
    agrees(&made, "khen-thuong", "quyet-dinh-khen-thuong", None);
    made.docx("to-trinh-khen-thuong").states("Danh sách có 35 tập thể, 07 cá nhân", 1);
    assert_eq!(made.docx("thu-tu-moi-nhan-khen").numbered(), 222);
    assert_eq!(made.docx("so-theo-doi-khen-thuong").numbered(), 222);

    let made = Made::of_sample("cao-bang-2016-2020");
    let words = "Một trăm linh bốn triệu ba trăm nghìn đồng";
    agrees(&made, "bang-khen", "quyet-dinh-khen-thuong-bang-khen", Some(("Bằng khen", 104_300_000, words)));
    assert_eq!(made.docx("so-theo-doi-khen-thuong").numbered(), 51);

    let made = Made::of_sample("phuc-thanh-2016-2018");
    agrees(&made, "khen-thuong", "quyet-dinh-khen-thuong", None);
    made.docx("to-trinh-khen-thuong").states("03 mô hình, điển hình (01 tập thể, 02 cá nhân)", 2);

    let made = Made::of_sample("ba-ria-vung-tau-2017");
    assert_eq!(amounts(&made, "Kỷ niệm chương"), (vec![780_000; 20], 15_600_000));
    assert!(!made.files.keys().any(|name| name.starts_with("quyet-dinh")), "{:?}", made.files.keys());
    assert!(made.left.iter().any(|line| line.contains("Ban Dân vận Trung ương: do cơ quan đó ban hành")), "{:?}", made.left);
}

#[test]
fn the_decision_that_recognises_lists_what_the_report_counts() {
    let made = Made::of_sample("rach-gia-2016-2020");
    for (period, part) in [("2016-2018", "2016-2018"), ("2019-2020", "2019-2020")] {
        let count = &made.figures["cong_nhan"]["huyen"]["theo_giai_doan"][period]["tong"];
        let decision = made.docx(&format!("quyet-dinh-cong-nhan-huyen-{part}"));
        assert_eq!(Some(decision.numbered() as u64), count.as_u64());
        decision.states(&format!("{count} mô hình, điển hình"), 3);
    }
    // Its number is told by the certificates of all its models.
    let decision = made.docx("quyet-dinh-cong-nhan-huyen-2019-2020");
    decision.states("05-QĐ/BCĐ", 2);
    decision.states("gồm 134 tập thể, 28 cá nhân", 1);
    decision.states("Cấp Giấy chứng nhận", 1);
    assert!(!made.files.contains_key("quyet-dinh-cong-nhan-co-so-2016-2018.docx"), "a ward's own decision");
}

const CASE: &str = r#"
```toml
[hoi_nghi]
ky = "2020"
ngay = 2020-12-25
[co_quan]
don_vi = "Huyện Thanh Giang"
the_thuc = "nd30-2020"
ten = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”"
ky_hieu = "BC-BCĐ"
[[han_muc]]
hinh_thuc = "giay-khen"
doi_tuong = "ca-nhan"
so_luong = 1
[[khong_dong_y]]
ten = "Hồ Thị Ninh"
ly_do = "Chưa đủ hồ sơ"
@THÊM@
```
```csv
ten,cap,phai_nop
Xã A,co-so,x
```
```sheet a.xlsx / Biểu 2
| STT | Ông/Bà | Tên tập thể, cá nhân | Chức vụ, đơn vị | Đối tượng | Hình thức khen | Cơ quan khen | Tình trạng |
| 1 | | Chi bộ ấp 1, xã A | Xã A | Tập thể | Giấy khen | UBND huyện Thanh Giang | Đề nghị |
| 2 | Ông | Bùi Văn Lộc | Trưởng ấp 1 | Cá nhân | Giấy khen | UBND huyện Thanh Giang | Đề nghị |
| 3 | Bà | Hồ Thị Ninh | Trưởng ấp 2 | Cá nhân | Giấy khen | UBND huyện Thanh Giang | Đề nghị |
```
"#;

const AWARDED: &str = "| 4 | Ông | Ngô Văn Lâm | Trưởng ấp 3 | Cá nhân | Bằng khen | UBND tỉnh Mẫu | Đã khen |\n```\n";

#[expect(clippy::unnecessary_wraps, reason = "given on as it comes from the command line")]
fn late(number: &str, form: Option<&str>) -> Option<LateDecision> {
    let form = form.map(str::to_owned);
    Some(LateDecision { number: Some(number.to_owned()), date: Date::new(2020, 12, 20), form, body: None })
}

#[test]
fn a_number_that_comes_last_appears_everywhere() {
    let blank = Made::of_case(&CASE.replace("@THÊM@", ""), None).expect("papers");
    let decision = blank.docx("quyet-dinh-khen-thuong-giay-khen");
    decision.states("(Kèm theo Quyết định số …… ngày …… tháng …… năm …… của UBND huyện Thanh Giang)", 1);
    decision.states("01 tập thể, 01 cá nhân", 3);
    let made = Made::of_case(&CASE.replace("@THÊM@", ""), late("2101/QĐ-UBND", None)).expect("papers");
    let decision = made.docx("quyet-dinh-khen-thuong-giay-khen");
    decision.states("Số: 2101/QĐ-UBND", 1);
    decision.states("(Kèm theo Quyết định số 2101/QĐ-UBND ngày 20 tháng 12 năm 2020 của UBND huyện Thanh Giang)", 1);
    made.docx("bang-ke-tien-thuong").states("Quyết định số 2101/QĐ-UBND ngày 20 tháng 12 năm 2020", 1);
    made.docx("thu-tu-moi-nhan-khen").states("Quyết định số 2101/QĐ-UBND ngày 20 tháng 12 năm 2020", 1);
    // Of two decisions without a number it must be said which is meant.
    let two = CASE.replace("@THÊM@", "").trim_end().trim_end_matches('`').to_owned() + AWARDED;
    let fault = Made::of_case(&two, late("2101/QĐ-UBND", None)).err().expect("a fault");
    assert!(fault.contains("có 2 quyết định chưa có số") && fault.contains("--form bang-khen"), "{fault}");
    let made = Made::of_case(&two, late("99/QĐ-UBND", Some("Bằng khen"))).expect("papers");
    made.docx("danh-sach-khen-thuong").states("số 99/QĐ-UBND ngày 20 tháng 12 năm 2020", 1);
    made.docx("so-theo-doi-khen-thuong").states("99/QĐ-UBND, 20/12/2020", 1);
    let fault = Made::of_case(&two, late("1", Some("Huy chương"))).err().expect("a fault");
    assert!(fault.contains("không có hình thức khen “Huy chương”"), "{fault}");
}

#[test]
fn proposals_are_summed_with_what_became_of_them() {
    let extra = "[hop_xet]\nngay = 2020-12-10\ntong_so = 9\nco_mat = 8\nchu_tri = \"Nguyễn Văn A\"";
    let made = Made::of_case(&CASE.replace("@THÊM@", extra), None).expect("papers");
    let table = made.docx("bang-tong-hop-de-nghi");
    let expected = ["2", "Xã A", "Cá nhân", "1", "2", "1", "1", "Hồ Thị Ninh: Chưa đủ hồ sơ; Vượt hạn mức 1"];
    assert!(table.rows.iter().any(|row| *row == expected), "{:?}", table.rows);
    let minutes = made.docx("bien-ban-hop-xet");
    minutes.states("có mặt 08/09; vắng 01", 1);
    minutes.states("Cá nhân Hồ Thị Ninh (Giấy khen). Lý do: Chưa đủ hồ sơ.", 1);
    assert!(!made.docx("to-trinh-khen-thuong").text.contains("Hồ Thị Ninh"));
}

#[test]
fn amounts_laid_down_by_the_office_go_first_and_half_known_sums_are_not_stated() {
    let extra = "[tien_thuong]\nluong_co_so = 1000000\n[[tien_thuong.muc]]\nhinh_thuc = \"giay-khen\"\ntap_the = 0.75\nnguon = \"Quy chế của huyện\"";
    let made = Made::of_case(&CASE.replace("@THÊM@", extra), None).expect("papers");
    assert_eq!(made.docx("quyet-dinh-khen-thuong-giay-khen").text.matches("Tổng số tiền").count(), 0);
    let list = made.docx("bang-ke-tien-thuong");
    list.states("Mức tiền thưởng theo Quy chế của huyện", 1);
    list.states("01 cá nhân chưa có mức tiền thưởng.", 1);
    list.states("Bảy trăm năm mươi nghìn đồng", 1);
    let fixed = extra.replace("tap_the = 0.75", "tien_tap_the = 500000\ntien_ca_nhan = 300000");
    let made = Made::of_case(&CASE.replace("@THÊM@", &fixed), None).expect("papers");
    made.docx("quyet-dinh-khen-thuong-giay-khen").states("mỗi tập thể 500.000 đồng, mỗi cá nhân 300.000 đồng", 1);
    made.docx("quyet-dinh-khen-thuong-giay-khen").states("800.000 đồng (Tám trăm nghìn đồng)", 1);
}

#[test]
fn a_decision_is_printed_as_the_office_describes_it() {
    let extra = r#"
[[quyet_dinh]]
hinh_thuc = "giay-khen"
co_quan = "Ủy ban nhân dân huyện Thanh Giang"
so = "15/QĐ-UBND"
ngay = 2020-12-18
the_thuc = "nd30-2020"
cap_tren = "UBND TỈNH MẪU"
quyen_han = "KT. CHỦ TỊCH"
chuc_vu = "PHÓ CHỦ TỊCH"
ho_ten = "Trần Thị Thu"
can_cu = ["Căn cứ Quy chế thi đua, khen thưởng của huyện;"]
kinh_phi = "Quỹ thi đua, khen thưởng của huyện"
noi_nhan = ["Như Điều 3", "Ban Thi đua - Khen thưởng tỉnh"]
[[quyet_dinh]]
co_quan = "UBND huyện Khác"
so = "1/QĐ-UBND"
[to_trinh]
so = "15/TTr-BCĐ"
ngay = 2020-12-01
"#;
    let made = Made::of_case(&CASE.replace("@THÊM@", extra), None).expect("papers");
    let decision = made.docx("quyet-dinh-khen-thuong-giay-khen");
    for said in ["UBND TỈNH MẪU", "Số: 15/QĐ-UBND", "KT. CHỦ TỊCH", "Trần Thị Thu", "- Ban Thi đua - Khen thưởng tỉnh;"]
    {
        decision.states(said, 1);
    }
    decision.states("Căn cứ Quy chế thi đua, khen thưởng của huyện.", 1);
    let submission = made.docx("to-trinh-khen-thuong");
    submission.states("Số: 15/TTr-BCĐ", 1);
    submission.states("(Kèm theo Tờ trình số 15/TTr-BCĐ ngày 01 tháng 12 năm 2020 của Ban Chỉ đạo", 1);
    decision.states("chi từ Quỹ thi đua, khen thưởng của huyện.", 1);
    assert!(made.left.iter().any(|line| line.contains("“UBND huyện Khác” không khớp")), "{:?}", made.left);
}

#[test]
fn who_decides_stands_above_the_grounds_or_below_as_the_profile_says() {
    for (profile, above) in [("nd30-2020", true), ("hd36-2018", false)] {
        let extra = format!(
            "\n[[quyet_dinh]]\nhinh_thuc = \"giay-khen\"\nco_quan = \"Ủy ban nhân dân huyện Thanh Giang\"\nthe_thuc = \"{profile}\"\ncan_cu = [\"Căn cứ một\"]\n"
        );
        let made = Made::of_case(&CASE.replace("@THÊM@", &extra), None).expect("papers");
        let text = made.docx("quyet-dinh-khen-thuong-giay-khen").text;
        let ground = text.find("Căn cứ một").expect("a ground");
        let decides = text.find("QUYẾT ĐỊNH").into_iter().chain(text.rfind("QUYẾT ĐỊNH")).collect::<Vec<_>>();
        let chair = ["CHỦ TỊCH", "ỦY BAN NHÂN DÂN HUYỆN THANH GIANG", "……"].into_iter().find_map(|who| {
            let at = text[decides[0]..].find(who)? + decides[0];
            Some(at)
        });
        assert_eq!(chair.is_some_and(|at| at < ground), above, "{profile}: {text}");
    }
}

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

#[test]
fn papers_no_longer_due_are_taken_away_unless_somebody_changed_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |extra: &str| Case::parse(&CASE.replace("@THÊM@", extra)).write_to(folder.path());
    let refused =
        "[[khong_dong_y]]\nten = \"Bùi Văn Lộc\"\nly_do = \"x\"\n[[khong_dong_y]]\nten = \"Chi bộ ấp 1, xã A\"\nly_do = \"x\"";
    let workspace = folder.path().display().to_string();
    let at = |name: &str| folder.path().join("ket-qua").join(name);
    write("");
    assert!(tongket(&["report", &workspace]).status.success());
    assert!(tongket(&["khen-thuong", &workspace, "--quyet-dinh", "7/QĐ-UBND", "--ngay", "20/12/2020"]).status.success());
    assert!(at("quyet-dinh-khen-thuong-giay-khen.docx").exists());
    fs::write(at("bang-ke-tien-thuong.xlsx"), b"changed").expect("writes");
    write(refused);
    let run = tongket(&["commend", &workspace]);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(!at("quyet-dinh-khen-thuong-giay-khen.docx").exists() && at("bao-cao.docx").exists(), "{said}");
    assert!(
        at("bang-ke-tien-thuong.xlsx").exists()
            && said.contains("nhưng đã có người sửa nên để nguyên:\n  bang-ke-tien-thuong.xlsx"),
        "{said}"
    );
    assert!(said.contains("Đã bỏ giấy tờ lập lần trước") && said.contains("quyết định khen thưởng: các biểu không có"), "{said}");
    let run = tongket(&["commend", &workspace, "--decision", "7", "--date", "31/2/2020"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("ngày “31/2/2020” không đọc được"));
}
