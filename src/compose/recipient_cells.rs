//! The cells of a recipient (người, tập thể được khen) in a commendation list.

use super::rows::text;
use crate::document::Value;
use crate::model::{AwardRow, Dossier, RowRef, Text, UnitId, name};

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
        "ghi_chu" => optional(&award.note),
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
