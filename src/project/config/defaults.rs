//! The scheme in force where `hoi-nghi.toml` declares none: levels, fields and forms of commendation, as data.

use crate::model::{AwardForm, Date, Field, Level};

/// `ma`, `ten`, `ten_khac`.
pub(super) type Named<'a> = (&'a str, &'a str, &'a [&'a str]);

/// The day from which there are two local levels (Nghị quyết 202/2025/QH15, Luật 72/2025/QH15).
const TWO_LEVELS_FROM: Date = Date { year: 2025, month: 7, day: 1 };

const BASE: Named<'static> = (
    "co-so",
    "cấp cơ sở",
    &["cơ sở", "xã", "phường", "thị trấn", "xã, phường", "phường, xã", "xã, thị trấn", "xã, phường, thị trấn"],
);
const DISTRICT: Named<'static> = ("huyen", "cấp huyện", &["huyện", "quận", "thị xã", "quận, huyện", "huyện, thị xã, thành phố"]);
const PROVINCE: Named<'static> = ("tinh", "cấp tỉnh", &["tỉnh", "tỉnh, thành phố"]);
const COMMUNE: Named<'static> = (
    "xa",
    "cấp xã",
    &["xã", "phường", "đặc khu", "cơ sở", "xã, phường", "phường, xã", "xã, phường, đặc khu", "xã, phường, thị trấn"],
);

/// Every level that may be a default.
pub(super) const LEVELS: &[Named<'static>] = &[BASE, DISTRICT, PROVINCE, COMMUNE];

/// Fields, in report order.
pub(super) const FIELDS: &[Named<'static>] = &[
    ("kinh-te", "Kinh tế", &["phát triển kinh tế", "KT"]),
    ("van-hoa-xa-hoi", "Văn hóa - xã hội", &["văn hóa, xã hội", "VH-XH", "VHXH"]),
    ("quoc-phong-an-ninh", "Quốc phòng - an ninh", &["an ninh - quốc phòng", "QP-AN", "QPAN", "AN-QP", "ANQP"]),
    ("he-thong-chinh-tri", "Xây dựng hệ thống chính trị", &["hệ thống chính trị", "HTCT", "XD HTCT", "XDHTCT"]),
    ("nong-thon-moi", "Xây dựng nông thôn mới", &["nông thôn mới", "NTM", "XD NTM", "XDNTM"]),
];

/// Forms of commendation.
pub(super) const FORMS: &[Named<'static>] = &[
    ("giay-khen", "Giấy khen", &["GK"]),
    ("bang-khen", "Bằng khen", &["BK"]),
    ("giay-chung-nhan", "Giấy chứng nhận", &["GCN"]),
    ("ky-niem-chuong", "Kỷ niệm chương", &["KNC"]),
    ("bieu-duong", "Biểu dương", &["tuyên dương"]),
    ("khen-thuong", "Khen thưởng", &["khen"]),
];

/// Forms that certify a recognition.
const CERTIFYING: &[&str] = &["giay-chung-nhan"];

/// Does the form of this code certify a recognition, unless the office says otherwise?
pub(super) fn certifies(code: &str) -> bool {
    CERTIFYING.contains(&code)
}

/// Forms that are handed out as a printed certificate.
const PRINTED: &[&str] = &["giay-khen", "bang-khen", "giay-chung-nhan"];

/// Is the form of this code handed out as a printed certificate, unless the office says otherwise?
pub(super) fn printed(code: &str) -> bool {
    PRINTED.contains(&code)
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// The default levels for a conference on that day; without a day, those before 1/7/2025.
pub fn levels(on: Option<Date>) -> Vec<Level> {
    let chosen: &[Named<'static>] =
        if on.is_some_and(|day| day >= TWO_LEVELS_FROM) { &[COMMUNE, PROVINCE] } else { &[BASE, DISTRICT, PROVINCE] };
    let level = |&(code, name, aliases): &Named<'_>| Level {
        code: code.to_owned(),
        name: name.to_owned(),
        aliases: owned(aliases),
        from: None,
        to: None,
    };
    chosen.iter().map(level).collect()
}

/// The default fields.
pub(in crate::project) fn fields() -> Vec<Field> {
    let field =
        |&(code, name, aliases): &Named<'_>| Field { code: code.to_owned(), name: name.to_owned(), aliases: owned(aliases) };
    FIELDS.iter().map(field).collect()
}

/// The default forms of commendation.
pub(in crate::project) fn forms() -> Vec<AwardForm> {
    let form = |&(code, name, aliases): &Named<'_>| AwardForm {
        code: code.to_owned(),
        name: name.to_owned(),
        aliases: owned(aliases),
        bodies: Vec::new(),
        certifies: certifies(code),
        printed: printed(code),
        from: None,
        to: None,
    };
    FORMS.iter().map(form).collect()
}
