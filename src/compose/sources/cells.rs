//! The cells of the tables of sources.

use super::super::indicator_cells::quantity;
use super::super::rows::text;
use super::Entry;
use super::files::FileRow;
use super::places::PlaceRow;
use crate::document::Value;

/// A value of an entry's row in the report; `None` if it has no such value.
pub(crate) fn source_value(entry: &Entry, key: &str) -> Option<Value> {
    Some(match key {
        "ten" => Value::Text(entry.words.what_in_units()),
        "gia_tri" => entry.words.value.map_or(Value::Blank, |value| quantity(value, &entry.words.unit)),
        "don_vi_tinh" => text(&entry.words.unit),
        "nguon" => text(&entry.words.source),
        "khoa" => Value::Text(entry.key.clone()),
        _ => return None,
    })
}

/// A value of a row of the workbook's sheet; `None` if it has no such value.
pub(crate) fn place_value(row: &PlaceRow, key: &str) -> Option<Value> {
    Some(match key {
        "ten" => match &row.see {
            Some(see) => Value::Figure(Box::new(Value::Text(row.name.clone())), see.clone()),
            None => text(&row.name),
        },
        "gia_tri" => row.value.map_or(Value::Blank, |value| quantity(value, &row.unit)),
        "can_cu" => text(&row.ground),
        "tep" => text(&row.path),
        "trang" => text(&row.sheet),
        "o" => text(&row.cells),
        "khong_tinh" => text(&row.aside),
        "khoa" => text(&row.key),
        _ => return None,
    })
}

/// A value of a file's row; `None` if it has no such value.
pub(crate) fn file_value(row: &FileRow, key: &str) -> Option<Value> {
    Some(match key {
        "don_vi" => text(&row.units),
        "tep" => Value::Text(row.path.clone()),
        "da_doc" => text(&row.read),
        "khong_tinh" => text(&row.aside),
        _ => return None,
    })
}
