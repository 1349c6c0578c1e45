//! Giấy khen, giấy chứng nhận, bằng khen: a sheet a recipient, texts where the profile says, numbers as in the register.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::{Command, Output};

use ab_glyph::Font as _;
use tongket::model::{Date, LateDecision};

use crate::papers::Made;
use crate::support::{Case, copy_folder};

/// A text as it is printed.
#[derive(Debug, Clone, PartialEq)]
struct Printed {
    /// The place's name.
    place: String,
    lines: Vec<String>,
    size: f32,
    /// Frame: left edge, upper edge and width, points.
    frame: [f32; 3],
}

impl Printed {
    fn text(&self) -> String {
        self.lines.join(" ").replace('\u{a0}', " ")
    }
}

fn part(package: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

fn between<'x>(xml: &'x str, start: &str, end: &str) -> Option<&'x str> {
    let (_, after) = xml.split_once(start)?;
    Some(after.split_once(end)?.0)
}

fn number(xml: &str, start: &str) -> Option<f32> {
    between(xml, start, "\"")?.parse().ok()
}

/// The texts of each sheet.
#[track_caller]
fn sheets(made: &Made, stem: &str) -> Vec<Vec<Printed>> {
    let package = made.files.get(&format!("{stem}.docx")).unwrap_or_else(|| panic!("{stem} is not in {:?}", made.files.keys()));
    let (xml, styles) = (part(package, "word/document.xml"), part(package, "word/styles.xml"));
    let style = |id: &str| {
        let own = between(&styles, &format!("w:styleId=\"{id}\">"), "</w:style>").expect("a style");
        let name = between(own, "<w:name w:val=\"TK Ô ", "\"").expect("a name").split_once(' ').expect("a number").1.to_owned();
        (name, number(own, "<w:sz w:val=\"").expect("a size") / 2.0)
    };
    let sheet = |xml: &str| {
        let mut texts: Vec<Printed> = Vec::new();
        for paragraph in xml.split("<w:p>").filter(|p| p.contains("<w:framePr") && p.contains("<w:t ")) {
            let (place, usual) = style(between(paragraph, "<w:pStyle w:val=\"", "\"").expect("a style"));
            let frame = ["w:x", "w:y", "w:w"].map(|key| number(paragraph, &format!(" {key}=\"")).expect("a measure") / 20.0);
            let size = number(paragraph, "<w:sz w:val=\"").map_or(usual, |size| size / 2.0);
            let line = between(paragraph, "xml:space=\"preserve\">", "</w:t>").expect("a text").replace("&amp;", "&");
            match texts.last_mut() {
                Some(last) if last.place == place && last.frame.map(f32::to_bits) == frame.map(f32::to_bits) => {
                    last.lines.push(line);
                }
                _ => texts.push(Printed { place, lines: vec![line], size, frame }),
            }
        }
        texts
    };
    xml.split("<w:br w:type=\"page\"/>").map(sheet).collect()
}

fn texts(sheets: &[Vec<Printed>], place: &str) -> Vec<String> {
    sheets.iter().flatten().filter(|text| text.place == place).map(Printed::text).collect()
}

/// Width of a line as the bundled font has it, points.
fn width(line: &str, bold: bool, size: f32) -> f32 {
    let file = if bold { "Tinos-Bold.ttf" } else { "Tinos-Regular.ttf" };
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/phong-chu").join(file)).expect("a font");
    let font = ab_glyph::FontRef::try_from_slice(&bytes).expect("a font");
    let advance = |c: char| font.h_advance_unscaled(font.glyph_id(c));
    line.chars().map(advance).sum::<f32>() / font.units_per_em().expect("a size") * size
}

/// From the top of a line to its baseline, as a part of the size.
const BASELINE: f32 = 0.927;

/// Every text stands where the profile says, to a twentieth of a millimetre, and no line is wider than its place.
#[track_caller]
fn stands_as_told(sheets: &[Vec<Printed>], profile: &str, shift: [f32; 2]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/giay-khen").join(format!("{profile}.toml"));
    let profile: toml::Table = toml::from_str(&fs::read_to_string(path).expect("a profile")).expect("a profile");
    let boxes: BTreeMap<&str, &toml::Value> =
        profile["o"].as_array().expect("places").iter().map(|row| (row["ma"].as_str().expect("a name"), row)).collect();
    let points = |mm: f64| mm * 72.0 / 25.4;
    for text in sheets.iter().flatten() {
        let row = boxes[text.place.as_str()];
        let told = |key: &str| row.get(key).and_then(|value| value.to_string().parse::<f64>().ok());
        let near = |is: f32, wanted: f64| (f64::from(is) - points(wanted)).abs() < points(0.05);
        assert!(near(text.frame[0], told("x_mm").expect("x") + f64::from(shift[0])), "{text:?}");
        assert!(near(text.frame[2], told("rong_mm").expect("a width")), "{text:?}");
        let lines = u32::try_from(text.lines.len()).expect("few lines");
        let more = f64::from(lines - 1) * told("gian_dong_mm").unwrap_or_default();
        let above = match row.get("moc").and_then(toml::Value::as_str) {
            Some("giua") => more / 2.0,
            Some("dong-cuoi") => more,
            _ => 0.0,
        };
        let baseline = text.frame[1] + BASELINE * text.size;
        assert!(near(baseline, told("y_mm").expect("y") + f64::from(shift[1]) - above), "{text:?}");
        let bold = row.get("dam").is_some();
        for line in text.lines.iter().filter(|_| row.get("nghieng").is_none()) {
            assert!(width(line, bold, text.size) <= text.frame[2], "{line}");
        }
        assert!(f64::from(lines) <= told("so_dong").unwrap_or(3.0), "{text:?}");
    }
}

/// Names by the gold number that stands beside them in the register.
fn register(made: &Made) -> BTreeMap<String, String> {
    let rows = made.docx("so-theo-doi-khen-thuong").rows;
    let heading = rows.iter().find(|row| row.iter().any(|cell| cell == "Số sổ vàng")).expect("a column of gold numbers");
    let column = |name: &str| heading.iter().position(|cell| cell == name).expect("a column");
    let (gold, recipient) = (column("Số sổ vàng"), column("Tên tập thể, họ và tên cá nhân"));
    let numbered = rows.iter().filter(|row| row.len() == heading.len() && row[gold].parse::<u32>().is_ok());
    numbered.map(|row| (row[gold].clone(), row[recipient].clone())).collect()
}

#[test]
fn each_recipient_of_conference_000_gets_a_sheet_with_what_the_decision_says() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rach-gia-2016-2020"), folder.path());
    let path = folder.path().join("hoi-nghi.toml");
    let toml =
        fs::read_to_string(&path).expect("a file") + "\n[[giay_khen]]\nhinh_thuc = \"giay-chung-nhan\"\nso_vang_tu = 101\n";
    fs::write(&path, toml).expect("written");
    let made = Made::of(folder.path(), None).unwrap_or_else(|fault| panic!("{fault}"));
    let certificates = sheets(&made, "giay-chung-nhan");
    assert_eq!(certificates.len(), 162);
    assert_eq!(sheets(&made, "giay-khen").len(), 42);
    for place in
        ["quoc_hieu", "tham_quyen", "cap", "hinh_thuc", "ten", "don_vi", "thanh_tich", "quyet_dinh", "so_vang", "nguoi_ky"]
    {
        assert_eq!(texts(&certificates, place).len(), 162, "{place}");
    }
    assert!(texts(&certificates, "quyet_dinh").iter().all(|text| text == "Quyết định số 05-QĐ/BCĐ ngày 14 tháng 8 năm 2020"));
    assert!(texts(&certificates, "thanh_tich").iter().all(|text| text.contains("cấp thành phố giai đoạn 2019 - 2020")));
    stands_as_told(&certificates, "toan-trang", [0.0; 2]);
    stands_as_told(&sheets(&made, "giay-khen"), "toan-trang", [0.0; 2]);
    assert!(
        !made.certificates.iter().any(|line| line.contains("chồng lên") || line.contains("quá dài")),
        "{:?}",
        made.certificates
    );
    // The register has the same number beside the same name.
    let bare = |text: String| ["Ông ", "Bà "].iter().find_map(|w| text.strip_prefix(w)).unwrap_or(&text).to_owned();
    let gold = texts(&certificates, "so_vang").into_iter().map(|text| text.replace("Số sổ vàng: ", ""));
    let by_number: BTreeMap<String, String> = gold.zip(texts(&certificates, "ten").into_iter().map(bare)).collect();
    assert_eq!(by_number.len(), 162);
    assert!(by_number.contains_key("101") && by_number.contains_key("262"));
    assert_eq!(register(&made), by_number);
    // And the decision lists the same names as the certificates.
    let listed = made.docx("quyet-dinh-khen-thuong-giay-khen").rows;
    let cells: BTreeSet<&str> = listed.iter().flatten().map(String::as_str).collect();
    for name in texts(&sheets(&made, "giay-khen"), "ten").into_iter().map(bare) {
        assert!(cells.contains(name.as_str()), "{name}");
    }
    assert!(made.certificates.iter().any(|line| line == "giay-chung-nhan.docx: 162 tờ, mẫu toan-trang (cả trang, khổ A4 ngang)"));
    assert!(
        made.certificates.iter().any(|line| line.starts_with("giay-khen.docx: chưa có số sổ vàng")),
        "{:?}",
        made.certificates
    );
}

/// 125 characters.
const LONG: &str = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và phong trào thi đua “Dân vận khéo” thị trấn Vĩnh Thanh Vân, huyện Thanh Giang";

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
dia_danh = "Thanh Giang"
@THÊM@
```
```csv
ten,cap,phai_nop
Xã A,co-so,x
```
```sheet a.xlsx / Biểu 2
| STT | Ông/Bà | Tên tập thể, cá nhân | Chức vụ, đơn vị | Đối tượng | Hình thức khen | Cơ quan khen | Thành tích | Tình trạng | Số lượng |
| 1 | Ông | Chi bộ ấp 1 | Xã A | Tập thể | Giấy khen | UBND huyện Thanh Giang | | Đã khen | |
| 2 | Ông | Bùi Văn Lộc | Trưởng ấp 1 | Cá nhân | Giấy khen | UBND huyện Thanh Giang | Có thành tích trong hòa giải ở cơ sở. | Đã khen | |
| 3 | | Hồ Thị Ninh | Trưởng ấp 2 | Cá nhân | Giấy khen | UBND huyện Thanh Giang | | Đã khen | |
| 4 | | @DÀI@ | Thị trấn Vĩnh Thanh Vân | Tập thể | Giấy khen | UBND huyện Thanh Giang | | Đã khen | |
| 5 | Bà | Ngô Thị Lâm | Trưởng ấp 3 | Cá nhân | Giấy khen | UBND huyện Thanh Giang | | Đề nghị | |
| 6 | | | | Cá nhân | Giấy khen | UBND huyện Thanh Giang | | Đã khen | 7 |
```
"#;

fn case(extra: &str, late: Option<LateDecision>) -> Made {
    Made::of_case(&CASE.replace("@THÊM@", extra).replace("@DÀI@", LONG), late).unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn ong_ba_is_printed_by_its_column_and_never_guessed() {
    let made = case("", None);
    let certificates = sheets(&made, "giay-khen");
    assert_eq!(texts(&certificates, "ten"), ["Chi bộ ấp 1", LONG, "Ông Bùi Văn Lộc", "Hồ Thị Ninh"]);
    assert_eq!(texts(&certificates, "thanh_tich")[2], "Đã có thành tích trong hòa giải ở cơ sở");
    // Nobody told the number: there is room for it.
    assert_eq!(texts(&certificates, "quyet_dinh")[0], "Quyết định số ……… ngày …… tháng …… năm ………");
    assert_eq!(texts(&certificates, "so_vang")[0], "Số sổ vàng: ………");
    assert!(!register_has_gold(&made));
}

fn register_has_gold(made: &Made) -> bool {
    made.docx("so-theo-doi-khen-thuong").rows.iter().flatten().any(|cell| cell == "Số sổ vàng")
}

#[test]
fn a_proposal_gets_its_sheet_once_the_decision_has_a_number_and_who_has_no_name_is_counted() {
    let made = case("", None);
    let said = |made: &Made, text: &str| made.left.iter().any(|line| line == text);
    assert!(
        said(
            &made,
            "Giấy khen của UBND huyện Thanh Giang cho 01 cá nhân: mới đề nghị; in khi quyết định có số (--decision, --date)"
        ),
        "{:?}",
        made.left
    );
    assert!(said(&made, "Giấy khen của UBND huyện Thanh Giang cho 07 cá nhân: chưa gửi danh sách tên"), "{:?}", made.left);
    let late =
        LateDecision { number: Some("2101/QĐ-UBND".to_owned()), date: Date::new(2020, 12, 20), ..LateDecision::default() };
    let made = case("", Some(late));
    let certificates = sheets(&made, "giay-khen");
    assert_eq!(certificates.len(), 5);
    assert!(texts(&certificates, "ten").contains(&"Bà Ngô Thị Lâm".to_owned()));
    let cited = "Quyết định số 2101/QĐ-UBND ngày 20 tháng 12 năm 2020";
    assert!(texts(&certificates, "quyet_dinh").iter().all(|text| text == cited));
    assert!(!made.left.iter().any(|line| line.contains("mới đề nghị")), "{:?}", made.left);
}

#[test]
fn overprint_stands_where_the_profile_and_the_shift_say_and_long_names_shrink_or_wrap() {
    assert!(LONG.chars().count() >= 120);
    for profile in ["phoi-a4", "phoi-a3"] {
        let extra = format!("[[giay_khen]]\nmau = \"{profile}\"\ndich_x_mm = 1.5\ndich_y_mm = -2\nso_vang_tu = 7");
        let made = case(&extra, None);
        let certificates = sheets(&made, "giay-khen");
        stands_as_told(&certificates, profile, [1.5, -2.0]);
        assert!(
            !made.certificates.iter().any(|line| line.contains("chồng lên") || line.contains("quá dài")),
            "{:?}",
            made.certificates
        );
        let places: BTreeSet<&str> = certificates.iter().flatten().map(|text| text.place.as_str()).collect();
        assert!(!places.contains("quoc_hieu") && !places.contains("quyet_dinh"), "{places:?}");
        assert_eq!(texts(&certificates, "so_vang").last().map(String::as_str), Some("Số sổ vàng: 10"));
        // "thu-nho": smaller on one line as far as it may, then two lines.
        let names: Vec<&Printed> = certificates.iter().flatten().filter(|text| text.place == "ten").collect();
        let (short, long) = (names[0], names[1]);
        assert!(long.lines.len() == 2 && long.size < short.size && short.lines.len() == 1, "{long:?}");
        let widest = long.lines.iter().map(|line| width(line, true, long.size)).fold(0.0, f32::max);
        let next = long.lines.iter().map(|line| width(line, true, long.size + 1.5)).fold(0.0, f32::max);
        assert!(widest <= long.frame[2] && next > long.frame[2] * 0.93, "{widest} {next} {long:?}");
        let ruler = sheets(&made, &format!("to-can-{profile}"));
        assert!(texts(&ruler, "ten_o").iter().any(|text| text.starts_with("ten: x ")), "{ruler:?}");
        assert!(texts(&ruler, "cach_dung")[0].contains("Đang dùng: dich_x_mm = 1.5, dich_y_mm = -2."));
    }
}

#[test]
fn a_name_of_any_length_runs_over_nowhere_and_is_told() {
    let text = CASE.replace("@THÊM@", "").replace("@DÀI@", &"Ban Dân vận Thành ủy ".repeat(30));
    let made = Made::of_case(&text, None).unwrap_or_else(|fault| panic!("{fault}"));
    stands_as_told(&sheets(&made, "giay-khen"), "toan-trang", [0.0; 2]);
    let told = "giay-khen.docx: chữ quá dài cho ô “ten”, phải in cỡ ";
    assert!(made.certificates.iter().any(|line| line.starts_with(told)), "{:?}", made.certificates);
}

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

#[test]
fn faults_of_a_profile_name_line_and_nearest_key() {
    let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/giay-khen/phoi-a4.toml")).expect("one");
    let line = |text: &str| own.lines().position(|line| line == text).expect("in the profile") + 1;
    for (from, to, expected) in [
        ("y_mm = 104", "y_mn = 104", "không có khóa “y_mn”; có phải là “y_mm”?".to_owned()),
        ("y_mm = 104", "y_mm = 1040", format!("dòng {}: ô “ten”: chân chữ cách mép trên (mm)", line("y_mm = 104"))),
        (
            "noi_dung = \"{don_vi}\"",
            "noi_dung = \"{donvi}\"",
            "ô “don_vi”: không có giá trị “{donvi}”; có phải là “{don_vi}”?".to_owned(),
        ),
        ("ma = \"don_vi\"", "ma = \"ten\"", "ô “ten”: đã có ở trên".to_owned()),
        (
            "moc = \"dong-cuoi\"",
            "moc = \"cuoi\"",
            "dòng 31: không có giá trị “cuoi”; chỉ có dong-dau, giua, dong-cuoi".to_owned(),
        ),
        ("rong_mm = 197", "rong_mm = 290", "x_mm + rong_mm = 340 mm, quá mép phải".to_owned()),
        ("mau_chu = \"000000\"", "mau_chu = \"den\"", "màu “den” không đúng".to_owned()),
        ("co_chu_nho_nhat = 13", "co_chu_nho_nhat = 31", "cỡ chữ nhỏ nhất (pt) phải từ 5 đến 24".to_owned()),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let profiles = folder.path().join("mau/giay-khen");
        fs::create_dir_all(&profiles).expect("a folder");
        fs::create_dir_all(folder.path().join("nop")).expect("a folder");
        fs::write(folder.path().join("hoi-nghi.toml"), "[hoi_nghi]\nky = \"2020\"\n").expect("written");
        assert!(own.contains(from), "{from}");
        fs::write(profiles.join("rieng.toml"), own.replacen(from, to, 1)).expect("written");
        let run = tongket(&["template", "check", &folder.path().display().to_string()]);
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(
            run.status.code() == Some(1) && said.contains("Mẫu giay-khen/rieng.toml") && said.contains(&expected),
            "{to}: {said}"
        );
    }
}

#[test]
fn the_profile_is_chosen_on_the_command_line_too() {
    let folder = tempfile::tempdir().expect("a folder");
    Case::parse(&CASE.replace("@THÊM@", "").replace("@DÀI@", LONG)).write_to(folder.path());
    let workspace = folder.path().display().to_string();
    let run = tongket(&["commend", &workspace, "--certificate", "phoi-a4"]);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && said.contains("giay-khen.docx: 04 tờ, mẫu phoi-a4"), "{said}");
    assert!(folder.path().join("ket-qua/to-can-phoi-a4.docx").exists());
    // The full page again: the sheet with the ruler is no longer due.
    let run = tongket(&["khen-thuong", &workspace, "--giay-khen", "toan-trang"]);
    assert!(run.status.success() && !folder.path().join("ket-qua/to-can-phoi-a4.docx").exists());
    let run = tongket(&["commend", &workspace, "--certificate", "phoi-a5"]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        run.status.code() == Some(2) && said.contains("giay-khen/phoi-a4.toml") || said.contains("giay-khen/phoi-a3.toml"),
        "{said}"
    );
}

/// Every place filled as far as it goes: nothing runs into anything else.
#[test]
fn the_built_in_profiles_keep_their_places_apart() {
    let text = CASE.replace("Trưởng ấp 1", &"Bí thư chi bộ, Trưởng ban công tác Mặt trận ".repeat(4));
    let text = text.replace("Bùi Văn Lộc", LONG).replace("hòa giải ở cơ sở", &"vận động Nhân dân hiến đất làm đường ".repeat(9));
    for profile in ["toan-trang", "phoi-a4", "phoi-a3"] {
        let extra = format!(
            "[[giay_khen]]\nmau = \"{profile}\"\nso_vang_tu = 1\n[[quyet_dinh]]\nhinh_thuc = \"giay-khen\"\nso = \"15/QĐ-UBND\"\nngay = 2020-12-18\n\
             cap_tren = \"UBND TỈNH MẪU\"\nquyen_han = \"KT. CHỦ TỊCH\"\nchuc_vu = \"PHÓ CHỦ TỊCH\"\nho_ten = \"Trần Thị Thu\"\n"
        );
        let made = Made::of_case(&text.replace("@THÊM@", &extra).replace("@DÀI@", LONG), None).unwrap_or_else(|f| panic!("{f}"));
        stands_as_told(&sheets(&made, "giay-khen"), profile, [0.0; 2]);
        assert!(!made.certificates.iter().any(|line| line.contains("chồng lên")), "{profile}: {:?}", made.certificates);
    }
}

#[test]
fn while_something_must_be_mended_every_sheet_is_a_draft() {
    let made =
        Made::of_case(&CASE.replace("@THÊM@", "").replace("@DÀI@", LONG).replace("| Đã khen | 7 |", "| Đã khen | 7x |"), None);
    let certificates = sheets(&made.unwrap_or_else(|fault| panic!("{fault}")), "giay-khen");
    assert_eq!(texts(&certificates, "du_thao"), vec!["DỰ THẢO"; certificates.len()]);
}
