//! Years, dates, and when a model was recognised.

use super::super::grid::CellValue;
use super::{Tick, raw, tick};
use crate::model::{Date, Period, name};

/// Years that make sense in a report.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;
/// Serial numbers of 1982 to 2064: a number in this range in a date column is a date that lost its format.
const SERIALS: std::ops::RangeInclusive<f64> = 30_000.0..=60_000.0;

/// A year (năm).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum YearReading {
    /// Nothing.
    Blank,
    /// 1990 to 2100.
    Year(u16),
    /// Not a year.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// A date (ngày).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DateReading {
    /// Nothing.
    Blank,
    /// A day of the calendar.
    Date(Date),
    /// Not a date.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// When a model was recognised, one part of a Công nhận cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RecognitionItem {
    /// A year.
    Year(u16),
    /// A range of years, "2016-2018".
    Range(Period),
}

/// A Công nhận cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RecognitionReading {
    /// Nothing.
    Blank,
    /// A bare tick.
    Tick,
    /// "không", 0, "-".
    No,
    /// Years and ranges, in the order written, each once.
    List(Vec<RecognitionItem>),
    /// Something else.
    Bad {
        /// As written.
        value: String,
        /// Why, in Vietnamese.
        why: String,
    },
}

/// Reads a year: 2018, "2018", "năm 2018", or the year of a date.
pub(crate) fn year(cell: Option<&CellValue>) -> YearReading {
    let bad = |why: &str| YearReading::Bad { value: raw(cell), why: why.to_owned() };
    match cell {
        None => YearReading::Blank,
        Some(CellValue::Date(date)) if YEARS.contains(&date.year) => YearReading::Year(date.year),
        // 2018 typed into a cell with a date format is shown as 10/7/1905.
        Some(CellValue::Date(_)) => bad("ô đang ở kiểu ngày nên con số bị hiện thành ngày; đổi ô sang kiểu số rồi ghi lại năm"),
        Some(CellValue::Number { value, percent: false }) => {
            whole_year(*value).map_or_else(|| bad(NOT_A_YEAR), YearReading::Year)
        }
        Some(CellValue::Text(text)) => match year_text(text) {
            Some(year) => YearReading::Year(year),
            None if name::clean(text).is_empty() => YearReading::Blank,
            None => bad(NOT_A_YEAR),
        },
        Some(_) => bad(NOT_A_YEAR),
    }
}

const NOT_A_YEAR: &str = "không phải một năm từ 1990 đến 2100";

fn whole_year(value: f64) -> Option<u16> {
    let fits = value.fract() == 0.0 && (f64::from(*YEARS.start())..=f64::from(*YEARS.end())).contains(&value);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and between 1990 and 2100")]
    fits.then_some(value as u16)
}

/// "2018", "năm 2018", "2018.".
fn year_text(text: &str) -> Option<u16> {
    let plain = name::bare(text);
    let word = plain.trim_start_matches("nam").trim().trim_end_matches(['.', ',']);
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| YEARS.contains(y))
}

/// Reads a date: a date cell, "21/8/2020" and its like (day first), or the serial number of a date without its format.
pub(crate) fn date(cell: Option<&CellValue>) -> DateReading {
    let bad = |why: &str| DateReading::Bad { value: raw(cell), why: why.to_owned() };
    match cell {
        None => DateReading::Blank,
        Some(CellValue::Date(date)) => DateReading::Date(*date),
        Some(CellValue::Number { value, percent: false }) if SERIALS.contains(value) => {
            date_of_serial(*value, false).map_or_else(|| bad(NOT_A_DATE), DateReading::Date)
        }
        Some(CellValue::Text(text)) => {
            let cleaned = name::clean(text);
            if cleaned.is_empty() {
                DateReading::Blank
            } else if let Some(date) = Date::parse(cleaned.trim_end_matches(['.', ',', ';'])) {
                DateReading::Date(date)
            } else {
                bad(why_no_date(&cleaned))
            }
        }
        Some(_) => bad(NOT_A_DATE),
    }
}

const NOT_A_DATE: &str = "không đọc được thành ngày; ghi theo dạng 21/8/2020";

/// What is wrong with a text that should be a date.
fn why_no_date(text: &str) -> &'static str {
    let plain = name::bare(text).replace(['/', '.', '-'], " ");
    let numbers: Vec<&str> = plain.split_whitespace().filter(|w| w.bytes().all(|b| b.is_ascii_digit())).collect();
    match numbers.as_slice() {
        [year] if year.len() == 4 => "chỉ có năm, thiếu ngày và tháng",
        [_, year] if year.len() == 4 => "thiếu ngày",
        [_, _] => "thiếu năm",
        [_, _, year] if year.len() == 2 => "năm phải ghi đủ bốn chữ số, như 2020",
        [_, _, year] if year.len() == 4 => "không có ngày này trong lịch; ghi ngày trước, tháng sau",
        _ => NOT_A_DATE,
    }
}

/// The day of an Excel serial number, the time of day dropped; `None` for a time alone, for 1900's 29 February that
/// never was, and outside 1900 to 2200.
pub(in super::super) fn date_of_serial(serial: f64, is_1904: bool) -> Option<Date> {
    // Arithmetic on times leaves serials a hair below the day.
    let days = (serial + 1e-7).floor();
    if !(0.0..=120_000.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 120,000")]
    let days = days as i64;
    // Days since 1 March 1900.
    let since = match (is_1904, days) {
        (true, days) => days + 1401,
        (false, 61..) => days - 61,
        (false, 1..=59) => days - 60,
        (false, _) => return None,
    };
    civil(since)
}

/// The date that many days after 1 March 1900.
fn civil(since: i64) -> Option<Date> {
    // Days since 1 March of year 0 of the Gregorian calendar, counted in eras of 400 years (Howard Hinnant's algorithm).
    let days = since + 693_960;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = u16::try_from(year_of_era + era * 400 + next).ok()?;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Reads a Công nhận cell: a tick, years, ranges of years, in any mixture: "2016, 2018", "2016-2018 và 2020".
///
/// Excel may have glued "2016,2018" into the number 20162018: that has more than one reading and is asked about.
pub(crate) fn recognition(cell: Option<&CellValue>) -> RecognitionReading {
    let bad = |why: &str| RecognitionReading::Bad { value: raw(cell), why: why.to_owned() };
    match tick(cell) {
        Tick::Blank => return RecognitionReading::Blank,
        Tick::Yes => return RecognitionReading::Tick,
        Tick::No => return RecognitionReading::No,
        Tick::Other(_) => {}
    }
    match cell {
        Some(CellValue::Number { value, .. }) if *value >= 19_900_000.0 => {
            bad("Excel đã dính các năm thành một số; ghi lại các năm cách nhau bằng dấu chấm phẩy")
        }
        Some(CellValue::Text(text)) => match items(text) {
            Some(list) => RecognitionReading::List(list),
            None => bad(NOT_RECOGNITION),
        },
        _ => match year(cell) {
            YearReading::Year(year) => RecognitionReading::List(vec![RecognitionItem::Year(year)]),
            YearReading::Blank => RecognitionReading::Blank,
            YearReading::Bad { value, why } => RecognitionReading::Bad { value, why },
        },
    }
}

const NOT_RECOGNITION: &str = "không phải dấu x, năm hay giai đoạn; ghi x, hoặc năm như 2018, hoặc 2016-2018";

/// The years and ranges of a text, as often as it says them; `None` if any part is neither.
fn items(text: &str) -> Option<Vec<RecognitionItem>> {
    let mut plain = name::bare(&text.replace(['\n', ';', '&', '+', '(', ')', '/'], " ")).replace(',', " ");
    for word in [" den nam ", " den ", " - ", "- ", " -"] {
        plain = plain.replace(word, "-");
    }
    let mut list = Vec::new();
    for part in plain.split_whitespace() {
        let part = part.trim_matches('.');
        if matches!(part, "" | "nam" | "cac" | "tu" | "giai" | "doan" | "va") {
            continue;
        }
        let item = if let Some((first, last)) = part.split_once('-') {
            let period = Period::parse(&format!("{}-{}", year_text(first)?, year_text(last)?))?;
            if period.from.year == period.to.year {
                RecognitionItem::Year(period.from.year)
            } else {
                RecognitionItem::Range(period)
            }
        } else {
            RecognitionItem::Year(year_text(part)?)
        };
        list.push(item);
    }
    (!list.is_empty()).then_some(list)
}
