//! The values a certificate prints, by the names that profiles use, and how they are put into a text.
//!
//! A value nobody told stays blank; the place says what stands for it ("……", or nothing on a pre-printed form).

use std::collections::BTreeMap;

use super::super::super::frame::Frame;
use super::super::bodies::{BLANK, Does};
use super::super::desk::{Decision, Desk, bare_number};
use crate::document::Layout;
use crate::error::Error;
use crate::model::{Office, name};

/// Names and their meaning.
pub(in crate::compose) const VALUES: &[(&str, &str)] = &[
    ("quoc_hieu", "dòng đầu của phần đầu theo thể thức: Quốc hiệu, hoặc “ĐẢNG CỘNG SẢN VIỆT NAM”"),
    ("tieu_ngu", "dòng thứ hai: Tiêu ngữ; trống ở văn bản của Đảng"),
    ("cap_tren", "cơ quan cấp trên của cơ quan khen"),
    ("co_quan", "tên cơ quan khen, như ở phần đầu quyết định"),
    ("tham_quyen", "người, cơ quan có thẩm quyền khen, viết hoa"),
    ("hinh_thuc", "hình thức khen"),
    ("ong_ba", "cột Ông/Bà; tập thể thì trống"),
    ("ten", "tên tập thể, họ và tên cá nhân"),
    ("don_vi", "chức vụ, đơn vị; không ghi thì là đơn vị gửi"),
    ("thanh_tich", "lời ghi thành tích (giay-khen.toml)"),
    ("mo_hinh", "tên mô hình, điển hình"),
    ("quyet_dinh", "số và ngày quyết định"),
    ("so_quyet_dinh", "số quyết định"),
    ("ngay", "ngày của quyết định, hai chữ số"),
    ("thang", "tháng"),
    ("nam", "năm"),
    ("so_vang", "số sổ vàng; như ở sổ theo dõi khen thưởng"),
    ("dia_danh", "địa danh"),
    ("dia_danh_ngay", "địa danh, ngày tháng năm, theo thể thức"),
    ("quyen_han", "quyền hạn của người ký (TM., KT. …); có thể trống"),
    ("nguoi_ky_chuc_vu", "chức vụ của người ký"),
    ("nguoi_ky", "họ và tên người ký"),
];

/// Values by name.
pub(super) type Values = BTreeMap<&'static str, String>;

/// The names that a text asks for.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.trim())
}

/// What is wrong with a text, if it asks for something that there is not.
pub(super) fn unknown(text: &str) -> Option<String> {
    let known = || VALUES.iter().map(|(name, _)| *name);
    unknown_among(text, &known().collect::<Vec<_>>())
}

/// The same where other names may be used.
pub(super) fn unknown_among(text: &str, known: &[&str]) -> Option<String> {
    if text.matches('{').count() != text.matches('}').count() {
        return Some("ngoặc nhọn mở và đóng không khớp".to_owned());
    }
    let strange = names(text).find(|name| !known.contains(name))?;
    Some(match name::nearest(strange, known.iter().copied()) {
        Some(near) => format!("không có giá trị “{{{strange}}}”; có phải là “{{{near}}}”?"),
        None => format!("không có giá trị “{{{strange}}}”; dùng được: {}", known.join(", ")),
    })
}

/// Puts values into a text; `None` where it asks for values and none of them is known. Blank lines go.
pub(super) fn fill(text: &str, otherwise: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut asked, mut found) = (false, false);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(before);
        asked = true;
        match value(name.trim()).filter(|value| !value.trim().is_empty()) {
            Some(value) => {
                found = true;
                out.push_str(&value);
            }
            None => out.push_str(otherwise),
        }
        rest = after;
    }
    out.push_str(rest);
    if asked && !found && otherwise.is_empty() {
        return None;
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

/// What all certificates of a decision print alike.
///
/// # Errors
///
/// There is no layout profile of the body's name.
pub(super) fn of_decision(desk: &Desk<'_>, decision: &Decision<'_>) -> Result<Values, Error> {
    let award = &decision.award;
    let issuer = desk.bodies.issuer(desk.input, &award.body, Does::Commends, award.settings, decision.day);
    let office = Office { signed_on: award.date, ..issuer.office };
    let layout: Layout = desk.layout(&office)?;
    let frame = Frame { office: &office, layout: &layout, kind: "QĐ" };
    let (signature, head) = (frame.signature(), frame.letterhead(""));
    let known = |text: String| if text.contains(BLANK) { String::new() } else { text };
    let line = |at: usize| layout.head.right.get(at).map_or_else(String::new, |line| line.face.cased(&line.text));
    let number = award.number.as_deref().map_or_else(String::new, |number| bare_number(number).to_owned());
    let date = |part: &dyn Fn(crate::model::Date) -> String| award.date.map_or_else(String::new, part);
    let cited = award.number.is_some() || award.date.is_some();
    Ok(Values::from([
        ("quoc_hieu", line(0)),
        ("tieu_ngu", line(1)),
        ("cap_tren", office.superior.clone()),
        ("co_quan", office.name.clone()),
        ("tham_quyen", known(issuer.decider)),
        ("hinh_thuc", award.form.name.clone()),
        ("quyet_dinh", if cited { decision.citation() } else { String::new() }),
        ("so_quyet_dinh", number),
        ("ngay", date(&|date| format!("{:02}", date.day))),
        ("thang", date(&|date| if date.month <= 2 { format!("{:02}", date.month) } else { date.month.to_string() })),
        ("nam", date(&|date| date.year.to_string())),
        ("dia_danh", office.place.clone()),
        ("dia_danh_ngay", head.place_date),
        ("quyen_han", known(signature.authority_line)),
        ("nguoi_ky_chuc_vu", known(signature.post)),
        ("nguoi_ky", signature.name),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_any_value_is_not_printed_and_blank_lines_go() {
        let value = |name: &str| (name == "ten").then(|| "Danh  Minh Lợi".to_owned());
        for (text, otherwise, expected) in [
            ("{ong_ba} {ten}", "", Some("Danh Minh Lợi")),
            ("Số sổ vàng: {so_vang}", "", None),
            ("Số sổ vàng: {so_vang}", "……", Some("Số sổ vàng: ……")),
            ("{quyen_han}\n{ten}", "", Some("Danh Minh Lợi")),
            ("TẶNG", "", Some("TẶNG")),
        ] {
            assert_eq!(fill(text, otherwise, &value).as_deref(), expected, "{text}");
        }
        assert_eq!(unknown("{tenn}").as_deref(), Some("không có giá trị “{tenn}”; có phải là “{ten}”?"));
        assert!(unknown("{ten").is_some() && unknown("{ong_ba} {ten}").is_none());
    }
}
