//! Days and months that an English Excel exchanged in a column of dates.
//!
//! Typed day first, "5/8/2020" becomes 8 May there, while "21/8/2020", which has no month 21, stays a text: a column with
//! both, in which no stored date has a day above 12, was exchanged. Which of its dates were is asked, never guessed; a
//! column of stored dates alone says nothing either way and is believed.

use super::super::grid::CellValue;
use super::super::value::{self, DateReading};
use super::layout::Layout;
use super::page::{Notes, Page};
use crate::model::{Column, Date, MisreadKind};

/// Last number that may be a month.
const MONTHS: u8 = 12;
const EXCHANGED: &str = "có thể Excel tiếng Anh đã đổi chỗ ngày và tháng (các ngày lớn hơn 12 trong cột này còn ở dạng chữ); \
    kiểm tra rồi ghi lại ngày trước, tháng sau";

/// Notes the dates of a column that may have been exchanged, in the rows of its records.
pub(super) fn note_exchanged(page: &Page<'_>, layout: &Layout, rows: impl Iterator<Item = u32>, notes: &mut Notes) {
    let Some(col) = layout.col(Column::DecisionDate) else { return };
    let mut exchanged: Vec<(u32, Date)> = Vec::new();
    let mut typed_day_first = false;
    for row in rows {
        match page.cell(row, col) {
            Some(CellValue::Date(date)) if date.day > MONTHS => return,
            Some(CellValue::Date(date)) if date.day != date.month => exchanged.push((row, *date)),
            cell @ Some(CellValue::Text(_)) => {
                typed_day_first |= matches!(value::date(cell), DateReading::Date(date) if date.day > MONTHS);
            }
            _ => {}
        }
    }
    if typed_day_first {
        for (row, date) in exchanged {
            let what = MisreadKind::BadDate { value: date.to_string(), why: EXCHANGED.to_owned() };
            notes.say(page.at(row, col), what);
        }
    }
}
