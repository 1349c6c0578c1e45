//! Who may award which form of commendation by law and Party regulation: `templates/tham-quyen.toml`, dated data.
//!
//! What the table does not name is left unsaid; a declared `tham_quyen` always goes before it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Date, body};

/// What the table says of a body and a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entitlement {
    /// Entitled.
    Granted,
    /// Not entitled.
    Refused,
    /// The table does not know.
    Unsaid,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(rename = "tham_quyen")]
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "hinh_thuc")]
    form: String,
    #[serde(rename = "nguon")]
    _source: String,
    #[serde(rename = "tu")]
    from: Option<toml::value::Datetime>,
    #[serde(rename = "den")]
    to: Option<toml::value::Datetime>,
    #[serde(rename = "duoc", default)]
    granted: Vec<String>,
    #[serde(rename = "duoc_neu_co", default)]
    granted_with: Vec<String>,
    #[serde(rename = "khong", default)]
    refused: Vec<String>,
    #[serde(rename = "khong_neu_co", default)]
    refused_with: Vec<String>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    toml::from_str::<Sheet>(include_str!("../../templates/tham-quyen.toml")).map_or_else(|_| Vec::new(), |s| s.rows)
});

/// May the body award the form on that day? Without a day, every row of the form is asked and they must agree.
pub(super) fn entitlement(form: &str, body: &str, day: Option<Date>) -> Entitlement {
    let body = body::bare(body);
    let mut said = ROWS.iter().filter(|row| row.form == form && in_force(row, day)).map(|row| says(row, &body));
    let Some(first) = said.next() else { return Entitlement::Unsaid };
    if said.all(|other| other == first) { first } else { Entitlement::Unsaid }
}

fn in_force(row: &Row, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let date = |value: &toml::value::Datetime| value.date.and_then(|d| Date::new(d.year, d.month, d.day));
    row.from.as_ref().and_then(date).is_none_or(|from| from <= day) && row.to.as_ref().and_then(date).is_none_or(|to| day <= to)
}

fn says(row: &Row, bare: &str) -> Entitlement {
    if body::starts_with(bare, &row.granted) || body::holds(bare, &row.granted_with) {
        Entitlement::Granted
    } else if body::starts_with(bare, &row.refused) || body::holds(bare, &row.refused_with) {
        Entitlement::Refused
    } else {
        Entitlement::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, body: &str, day: Option<(u16, u8, u8)>, expected: Entitlement) {
        let day = day.and_then(|(y, m, d)| Date::new(y, m, d));
        assert_eq!(entitlement(form, body, day), expected, "{form}, {body}");
    }

    #[test]
    fn the_table_can_be_read() {
        assert!(toml::from_str::<Sheet>(include_str!("../../templates/tham-quyen.toml")).is_ok());
    }

    #[test]
    fn bodies_are_known_by_the_head_of_their_name() {
        check("bang-khen", "Chủ tịch UBND tỉnh Cao Bằng", None, Entitlement::Granted);
        check("bang-khen", "Ban Thường vụ Tỉnh ủy", None, Entitlement::Granted);
        check("bang-khen", "UBND thành phố Hà Nội", None, Entitlement::Granted);
        check("bang-khen", "UBND thành phố Rạch Giá", None, Entitlement::Refused);
        check("bang-khen", "Ban Dân vận Tỉnh ủy Bà Rịa - Vũng Tàu", None, Entitlement::Refused);
        check("bang-khen", "Ban Dân vận Trung ương", None, Entitlement::Granted);
        check("bang-khen", "Hội Nông dân tỉnh", None, Entitlement::Unsaid);
        check("giay-khen", "Chủ tịch UBND phường An Hòa", None, Entitlement::Granted);
        check("giay-khen", "BTV Thành ủy Rạch Giá", None, Entitlement::Granted);
        check("giay-khen", "UBND tỉnh Kiên Giang", None, Entitlement::Refused);
        check("ky-niem-chuong", "Ban Dân vận Trung ương", None, Entitlement::Granted);
        check("ky-niem-chuong", "Ban Dân vận Tỉnh ủy", None, Entitlement::Refused);
        check("giay-chung-nhan", "Ban Chỉ đạo", None, Entitlement::Unsaid);
    }

    #[test]
    fn the_table_is_dated() {
        check("giay-khen", "UBND huyện Kiên Hải", Some((2020, 8, 21)), Entitlement::Granted);
        check("giay-khen", "UBND huyện Kiên Hải", Some((2026, 1, 5)), Entitlement::Refused);
        check("giay-khen", "UBND huyện Kiên Hải", None, Entitlement::Unsaid);
    }
}
