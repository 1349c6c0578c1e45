//! Corpora: workspaces as a province would have them, made once and kept in `target/corpora`.
//!
//! Every submission is the form of the product: Thông tin, Biểu 1, Biểu 2, and Biểu 3 whose totals agree with the list, so
//! that a run measures work, not findings. The same corpus has the same bytes on every machine; a change of what is
//! written needs another [`VERSION`].

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::words::{FAMILIES, FIELDS, GIVEN, MIDDLES, ORGANISATIONS, OUTCOMES, SYLLABLES, TITLES};

/// Counted up whenever the workbooks change.
const VERSION: u32 = 4;

/// A sheet with more rows than this is written through a temporary file.
const STREAMED_FROM: usize = 20_000;

/// How many units, and how many rows each sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corpus {
    /// What it is called on the command line and in the table.
    pub name: &'static str,
    /// Communes, a workbook each.
    pub units: usize,
    /// Rows of Biểu 1 a commune.
    pub models: usize,
    /// Rows of Biểu 2 a commune.
    pub awards: usize,
}

impl Corpus {
    /// Every corpus, by its name.
    pub const ALL: [Self; 7] = [
        Self { name: "s", units: 10, models: 25, awards: 10 },
        Self { name: "m", units: 161, models: 25, awards: 10 },
        Self { name: "l", units: 3_321, models: 60, awards: 10 },
        Self { name: "xl", units: 1, models: 500_000, awards: 10 },
        Self { name: "mot-don-vi", units: 1, models: 199_260, awards: 10 },
        Self { name: "mot-dong", units: 3_321, models: 1, awards: 1 },
        Self { name: "khen", units: 1, models: 1, awards: 100_000 },
    ];

    /// The corpus of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|corpus| corpus.name == name)
    }

    /// Rows of Biểu 1 in all.
    pub fn rows(self) -> usize {
        self.units * self.models
    }

    /// Its workspace, made if it is not there yet.
    pub fn workspace(self, target: &Path) -> io::Result<PathBuf> {
        let folder = target.join("corpora").join(format!("{}-v{VERSION}", self.name));
        let done = folder.join(".xong");
        if done.exists() {
            return Ok(folder);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let drop = folder.join("nop");
        fs::create_dir_all(&drop)?;
        fs::write(folder.join("hoi-nghi.toml"), CONFIG)?;
        fs::write(folder.join("don-vi.csv"), units_csv(self.units))?;
        (0..self.units).into_par_iter().try_for_each(|unit| {
            let bytes = self.submission(unit, &folder).map_err(io::Error::other)?;
            fs::write(drop.join(format!("{unit:04}.xlsx")), bytes)
        })?;
        fs::write(done, "")?;
        Ok(folder)
    }

    /// A commune's workbook.
    fn submission(self, unit: usize, scratch: &Path) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2025, 11, 1)?));
        book.set_tempdir(scratch)?;
        let looks = Looks::new();
        info(book.add_worksheet(), &looks, unit)?;
        let mut totals = Totals::default();
        let sheet = |book: &mut Workbook, rows: usize| -> Result<(), XlsxError> {
            if rows > STREAMED_FROM {
                book.add_worksheet_with_low_memory()?;
            } else {
                book.add_worksheet();
            }
            Ok(())
        };
        sheet(&mut book, self.models)?;
        models(book.worksheet_from_index(1)?, &looks, unit, self.models, &mut totals)?;
        sheet(&mut book, self.awards)?;
        awards(book.worksheet_from_index(2)?, &looks, unit, self.awards)?;
        totals_sheet(book.add_worksheet(), &looks, unit, &totals)?;
        book.save_to_buffer()
    }
}

/// One workbook of 500,000 rows unpacks to more than the default limits allow.
const CONFIG: &str = r#"[hoi_nghi]
loai = "tong-ket"
ten = "phong trào thi đua “Dân vận khéo” năm 2025"
ky = "2025"
ngay = 2025-12-20
han_nop = 2025-11-30

[co_quan]
don_vi = "Tỉnh An Phước"
the_thuc = "hd36-2018"
ten = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”"
cap_tren = "TỈNH ỦY AN PHƯỚC"
ky_hieu = "BC/BCĐ"
dia_danh = "An Phước"
ngay_ky = 2025-12-15
chuc_vu = "TRƯỞNG BAN"
ho_ten = "Nguyễn Văn An"

[gioi_han]
tep_mib = 200
giai_nen_mib = 1024
phan_mib = 768
bo_nho_mib = 4096
"#;

fn units_csv(units: usize) -> String {
    let mut csv = String::from("ma,ten,cap,truc_thuoc,phai_nop,thu_tu\nan-phuoc,Tỉnh An Phước,tinh,,,\n");
    for unit in 0..units {
        let _ = writeln!(csv, "x{unit:04},{},xa,an-phuoc,x,{}", unit_name(unit), unit + 1);
    }
    csv
}

/// "Xã Tân Lập": two syllables, unlike those of every other unit.
pub fn unit_name(unit: usize) -> String {
    let count = SYLLABLES.len();
    format!("Xã {} {}", SYLLABLES[unit % count], SYLLABLES[(unit / count + unit + 1) % count])
}

/// A row of Biểu 1.
pub struct Model {
    /// Tên mô hình.
    pub title: String,
    /// Who carries it out; unlike everyone else's in all units.
    pub performer: String,
    /// Địa chỉ.
    pub address: String,
    /// Index of its field.
    pub field: usize,
    /// Of a collective, else of a person.
    pub collective: bool,
    /// Mô hình, else điển hình.
    pub of_model_kind: bool,
    /// Đăng ký mới, else duy trì.
    pub new: bool,
    /// Also registered with the province.
    pub provincial: bool,
    /// Phát huy hiệu quả.
    pub effective: bool,
    /// Recognised by the commune, by the province.
    pub recognised: (bool, bool),
    /// Nhân rộng.
    pub copies: u32,
    /// Kết quả nổi bật; mostly blank.
    pub outcome: &'static str,
}

/// The model in a row of a unit: the same on every call.
pub fn model(unit: usize, row: usize) -> Model {
    let mut dice = Dice::new(unit, row);
    let field = dice.below(FIELDS.len());
    let collective = dice.below(100) < 70;
    let hamlet = format!("ấp {} {}", SYLLABLES[row / 12 % SYLLABLES.len()], row / (12 * SYLLABLES.len()) + 1);
    let performer = if collective {
        format!("{} {hamlet}, {}", ORGANISATIONS[row % 12], unit_name(unit).to_lowercase())
    } else {
        format!("{}, {hamlet}, tổ {}, {}", dice.person(), row % 12 + 1, unit_name(unit).to_lowercase())
    };
    let effective = dice.below(100) < 80;
    let recognised = effective && dice.below(100) < 60;
    let provincial = recognised && dice.below(100) < 40;
    Model {
        title: format!(
            "{}{}",
            TITLES[field][dice.below(TITLES[field].len())],
            ["", " trong tình hình mới", " giai đoạn 2025"][row % 3]
        ),
        performer,
        address: hamlet,
        field,
        collective,
        of_model_kind: dice.below(100) < 85,
        new: dice.below(2) == 0,
        provincial,
        effective,
        recognised: (recognised, provincial && dice.below(100) < 50),
        copies: if dice.below(100) < 15 { 1 + u32::try_from(dice.below(5)).unwrap_or(0) } else { 0 },
        outcome: if dice.below(100) < 15 { OUTCOMES[dice.below(OUTCOMES.len())] } else { "" },
    }
}

/// A small linear congruential generator (Knuth's MMIX constants); the high bits are used.
struct Dice(u64);

impl Dice {
    fn new(unit: usize, row: usize) -> Self {
        let mut dice = Self(unit as u64 * 1_000_003 + row as u64 * 7_919 + 17);
        dice.below(2);
        dice.below(2);
        dice
    }

    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count
    }

    fn person(&mut self) -> String {
        let mut pick = |list: &[&'static str]| list[self.below(list.len())];
        format!("{} {} {}", pick(FAMILIES), pick(MIDDLES), pick(GIVEN))
    }
}

struct Looks {
    bold: Format,
    heading: Format,
    text: Format,
    centre: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12.0);
        let cell = base.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            bold: base.set_bold().set_align(FormatAlign::Center),
            heading: cell.clone().set_bold().set_align(FormatAlign::Center),
            centre: cell.clone().set_align(FormatAlign::Center),
            date: cell.clone().set_num_format("dd/mm/yyyy"),
            text: cell,
        }
    }
}

fn info(sheet: &mut Worksheet, looks: &Looks, unit: usize) -> Result<(), XlsxError> {
    sheet.set_name("Thông tin")?;
    sheet.merge_range(0, 0, 0, 1, "THÔNG TIN CHUNG", &looks.bold)?;
    let name = unit_name(unit);
    let lines = [
        ("Đơn vị", name.as_str()),
        ("Cấp", "Cấp xã"),
        ("Trực thuộc", "Tỉnh An Phước"),
        ("Kỳ báo cáo", "2025"),
        ("Đợt", "Kết quả"),
        ("Ngày lập", "15/11/2025"),
        ("Người lập", "Trần Thị Bình"),
    ];
    for (row, (key, value)) in (2..).zip(lines) {
        sheet.write_with_format(row, 0, key, &looks.text)?.write_with_format(row, 1, value, &looks.text)?;
    }
    Ok(())
}

/// Letterhead, title and headings; gives the first row of the body.
fn head(sheet: &mut Worksheet, looks: &Looks, unit: usize, title: &str, headings: &[&str]) -> Result<u32, XlsxError> {
    let last = u16::try_from(headings.len()).unwrap_or(2) - 1;
    sheet.merge_range(0, 0, 0, 3, "ĐẢNG BỘ TỈNH AN PHƯỚC", &looks.bold)?;
    sheet.merge_range(1, 0, 1, 3, &format!("ĐẢNG ỦY {}", unit_name(unit).to_uppercase()), &looks.bold)?;
    sheet.merge_range(3, 0, 3, last, title, &looks.bold)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_with_format(5, column, *heading, &looks.heading)?;
    }
    Ok(6)
}

const MODEL_HEADINGS: [&str; 21] = [
    "STT",
    "Mã mô hình",
    "Tên mô hình, điển hình",
    "Tập thể, cá nhân thực hiện",
    "Địa chỉ",
    "Loại hình",
    "Đối tượng",
    "Lĩnh vực",
    "Năm đăng ký",
    "Đăng ký",
    "Cấp đăng ký",
    "Tình trạng",
    "Phát huy hiệu quả",
    "Nhân rộng",
    "Đề nghị công nhận cấp",
    "Công nhận cấp xã",
    "Công nhận cấp tỉnh",
    "Số quyết định",
    "Nêu trong báo cáo",
    "Kết quả nổi bật",
    "Ghi chú",
];

/// Biểu 3 as it follows from Biểu 1: by field, registered and recognised by the commune, each of collectives and persons.
#[derive(Default)]
struct Totals {
    registered: [[u32; 2]; 5],
    recognised: [[u32; 2]; 5],
}

fn models(sheet: &mut Worksheet, looks: &Looks, unit: usize, count: usize, totals: &mut Totals) -> Result<(), XlsxError> {
    sheet.set_name("Biểu 1")?;
    let top = head(sheet, looks, unit, "DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2025", &MODEL_HEADINGS)?;
    for (at, row) in (top..).zip(0..count) {
        let model = model(unit, row);
        let owner = usize::from(!model.collective);
        totals.registered[model.field][owner] += 1;
        totals.recognised[model.field][owner] += u32::from(model.recognised.0);
        let tick = |yes: bool| if yes { "x" } else { "" };
        sheet.write_with_format(at, 0, u32::try_from(row + 1).unwrap_or(0), &looks.centre)?;
        sheet.write_blank(at, 1, &looks.text)?;
        sheet.write_with_format(at, 8, 2025, &looks.centre)?;
        let texts = [
            (2, model.title.as_str()),
            (3, &model.performer),
            (4, &model.address),
            (5, if model.of_model_kind { "Mô hình" } else { "Điển hình" }),
            (6, if model.collective { "Tập thể" } else { "Cá nhân" }),
            (7, FIELDS[model.field]),
            (9, if model.new { "Mới" } else { "Duy trì" }),
            (10, if model.provincial { "Cấp xã, cấp tỉnh" } else { "Cấp xã" }),
            (11, "Đang thực hiện"),
            (12, tick(model.effective)),
            (14, if model.provincial { "Cấp tỉnh" } else { "" }),
            (15, tick(model.recognised.0)),
            (16, if model.recognised.1 { "2025" } else { "" }),
            (17, if model.recognised.0 { "15/QĐ-UBND" } else { "" }),
            (18, tick(row == 0)),
            (19, model.outcome),
            (20, ""),
        ];
        for (column, text) in texts {
            put(sheet, at, column, text, &looks.text)?;
        }
        match model.copies {
            0 => sheet.write_blank(at, 13, &looks.centre)?,
            copies => sheet.write_with_format(at, 13, copies, &looks.centre)?,
        };
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

const AWARD_HEADINGS: [&str; 13] = [
    "STT",
    "Ông/Bà",
    "Tên tập thể, cá nhân",
    "Chức vụ, đơn vị",
    "Đối tượng",
    "Hình thức khen",
    "Cơ quan khen",
    "Số quyết định",
    "Ngày quyết định",
    "Nội dung khen",
    "Mô hình",
    "Tình trạng",
    "Ghi chú",
];

fn awards(sheet: &mut Worksheet, looks: &Looks, unit: usize, count: usize) -> Result<(), XlsxError> {
    sheet.set_name("Biểu 2")?;
    let top = head(sheet, looks, unit, "DANH SÁCH KHEN THƯỞNG NĂM 2025", &AWARD_HEADINGS)?;
    let body = format!("UBND {}", unit_name(unit).to_lowercase());
    for (at, row) in (top..).zip(0..count) {
        let model = model(unit, row);
        let mut dice = Dice::new(unit, row + 500_000);
        let (honorific, name) = if model.collective {
            ("", model.performer.clone())
        } else {
            (
                ["Ông", "Bà"][dice.below(2)],
                format!("{} {} {}", dice.person(), GIVEN[row % GIVEN.len()], unit * 1_000 + row / GIVEN.len() + 1),
            )
        };
        let texts = [
            (1, honorific),
            (2, name.as_str()),
            (3, &model.address),
            (4, if model.collective { "Tập thể" } else { "Cá nhân" }),
            (5, "Giấy khen"),
            (6, &body),
            (7, "128/QĐ-UBND"),
            (9, if model.recognised.0 { "Mô hình" } else { "Chỉ đạo" }),
            (10, if model.recognised.0 { &model.title } else { "" }),
            (11, if row % 4 == 3 { "Đề nghị" } else { "Đã khen" }),
            (12, ""),
        ];
        sheet.write_with_format(at, 0, u32::try_from(row + 1).unwrap_or(0), &looks.centre)?;
        for (column, text) in texts {
            put(sheet, at, column, text, &looks.text)?;
        }
        sheet.write_with_format(at, 8, ExcelDateTime::from_ymd(2025, 10, 20)?, &looks.date)?;
    }
    Ok(())
}

fn totals_sheet(sheet: &mut Worksheet, looks: &Looks, unit: usize, totals: &Totals) -> Result<(), XlsxError> {
    sheet.set_name("Biểu 3")?;
    sheet.merge_range(0, 0, 0, 3, &format!("ĐẢNG ỦY {}", unit_name(unit).to_uppercase()), &looks.bold)?;
    sheet.merge_range(2, 0, 2, 6, "BIỂU TỔNG HỢP NĂM 2025", &looks.bold)?;
    sheet.merge_range(4, 0, 5, 0, "Lĩnh vực", &looks.heading)?;
    sheet.merge_range(4, 1, 4, 3, "Đăng ký", &looks.heading)?;
    sheet.merge_range(4, 4, 4, 6, "Công nhận cấp xã", &looks.heading)?;
    for (column, heading) in (1..).zip(["Tổng số", "Tập thể", "Cá nhân"].iter().cycle().take(6)) {
        sheet.write_with_format(5, column, *heading, &looks.heading)?;
    }
    let mut sums = [0; 6];
    for (field, row) in (0..5).zip(6..) {
        let ([a, b], [c, d]) = (totals.registered[field], totals.recognised[field]);
        sheet.write_with_format(row, 0, FIELDS[field], &looks.text)?;
        for ((column, number), sum) in (1..).zip([a + b, a, b, c + d, c, d]).zip(&mut sums) {
            *sum += number;
            sheet.write_with_format(row, column, number, &looks.centre)?;
        }
    }
    sheet.write_with_format(11, 0, "Tổng cộng", &looks.heading)?;
    for (column, sum) in (1..).zip(sums) {
        sheet.write_with_format(11, column, sum, &looks.heading)?;
    }
    Ok(())
}
