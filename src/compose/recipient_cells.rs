//! The cells of a recipient (người, tập thể được khen) in a commendation list.

use super::award_cells::{reason, state};
use super::figures::upper_first;
use super::rows::text;
use crate::document::Value;
use crate::model::{AwardRow, Column, Dossier, RowRef, Text, UnitId, name};

/// A value of a recipient's row; `None` if it has no such value.
pub(super) fn value(dossier: &Dossier, row: RowRef, unit: UnitId, key: &str) -> Option<Value> {
    let award = dossier.award_row(row)?;
    let optional = |value: &Option<Text>| text(value.as_deref().unwrap_or_default());
    Some(match key {
        "ong_ba" => optional(&award.honorific),
        "ten" => optional(&award.recipient),
        "don_vi" => text(place(dossier, award, unit)),
        "don_vi_gui" => Value::Text(dossier.units.name(unit).to_owned()),
        "mo_hinh" => text(model(dossier, award).unwrap_or_default()),
        "thanh_tich" => text(model(dossier, award).or(award.achievement.as_deref()).unwrap_or_default()),
        "quyet_dinh" => optional(&award.decision),
        "ngay_quyet_dinh" => text(award.date.map(|date| date.to_string()).unwrap_or_default()),
        "chuc_vu" => optional(&award.position),
        "doi_tuong" => text(award.owner.map(|owner| upper_first(owner.name())).unwrap_or_default()),
        "hinh_thuc" => Value::Text(award.form.name.clone()),
        "co_quan" => optional(&award.body),
        "noi_dung" => Value::Text(reason(award.reason).to_owned()),
        "ten_mo_hinh" => optional(&award.model),
        "thanh_tich_ghi" => optional(&award.achievement),
        "tinh_trang" => Value::Text(state(award.proposed).to_owned()),
        "so_luong" if award.quantity == 1 => Value::Blank,
        "so_luong" => Value::Count(u64::from(award.quantity)),
        "luot" => text(if award.events { "x" } else { "" }),
        "luy_ke" => text(if award.cumulative { "x" } else { "" }),
        "ghi_chu" => optional(&award.note),
        "nguon" => Value::Text(dossier.place(dossier.cell(row, Column::Recipient))),
        _ => return None,
    })
}

/// Post and unit as sent, else the unit that sent the row.
fn place<'a>(dossier: &'a Dossier, award: &'a AwardRow, unit: UnitId) -> &'a str {
    award.position.as_deref().unwrap_or_else(|| if unit == dossier.units.root() { "" } else { dossier.units.name(unit) })
}

/// The model's name, also where only its code was given.
fn model<'a>(dossier: &'a Dossier, award: &'a AwardRow) -> Option<&'a str> {
    let said = award.model.as_deref()?;
    let is_code = !said.trim().contains(char::is_whitespace);
    let by_code = dossier
        .models
        .iter()
        .filter(|_| is_code)
        .find(|m| m.code.as_deref().is_some_and(|code| name::key(code) == name::key(said)));
    Some(by_code.map_or(said, |m| &m.name))
}
