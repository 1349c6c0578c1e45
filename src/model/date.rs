//! Dates (ngày) and periods (kỳ báo cáo), as plain values without a clock.
//!
//! A date is day, month, year in the Gregorian calendar. A period is a closed range of
//! dates with the label its author gave it; labels are read from the forms officials
//! write ("2016-2020", "6 tháng đầu năm 2023", "quý III/2023").

use std::fmt;

use super::name;

/// A calendar day (ngày).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1900..=2200.
    pub year: u16,
    /// Month, 1..=12.
    pub month: u8,
    /// Day of the month, 1..=31.
    pub day: u8,
}

impl Date {
    /// A date that exists in the calendar, or `None`.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1900..=2200).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Reads a date as Vietnamese officials write it: "21/8/2020", "27.08.2020", "1-2-2020",
    /// "2020-08-21", "ngày 21 tháng 8 năm 2020". Day before month, always.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = name::bare(text);
        let words = plain.replace(['/', '.', '-'], " ");
        let numbers: Vec<&str> = words.split_whitespace().filter(|word| !matches!(*word, "ngay" | "thang" | "nam")).collect();
        let [first, second, third] = numbers.as_slice() else { return None };
        let number = |s: &str| s.parse::<u16>().ok();
        let (year, month, day) = if first.len() == 4 {
            (number(first)?, number(second)?, number(third)?)
        } else if third.len() == 4 {
            (number(third)?, number(second)?, number(first)?)
        } else {
            return None;
        };
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// "ngày 05 tháng 02 năm 2020": days below 10 and months 1 and 2 padded (Nghị định 30/2020/NĐ-CP).
    pub fn long(self) -> String {
        let month = if self.month <= 2 { format!("{:02}", self.month) } else { self.month.to_string() };
        format!("ngày {:02} tháng {month} năm {}", self.day, self.year)
    }
}

/// "21/8/2020".
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.day, self.month, self.year)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A reporting period (kỳ báo cáo): its label and the days it covers, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// As declared, spaces around hyphens removed: "2016-2018".
    pub label: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// Reads a period label. A full date is never a period.
    ///
    /// Accepts "2017", "2016-2020" (any dash, "đến"), "giai đoạn …", "năm …", "nhiệm kỳ …",
    /// "6 tháng đầu năm 2023", "6 tháng cuối năm 2023", "9 tháng năm 2023", "quý III/2023", "tháng 6/2020".
    pub fn parse(text: &str) -> Option<Self> {
        if Date::parse(text).is_some() {
            return None;
        }
        let plain = name::bare(text).replace(['/', '-', ',', '.', '(', ')'], " ");
        let words: Vec<&str> = plain
            .split_whitespace()
            .filter(|w| {
                !matches!(
                    *w,
                    "giai" | "doan" | "nam" | "nhiem" | "ky" | "ki" | "den" | "tu" | "bao" | "cao" | "ket" | "qua" | "trong"
                )
            })
            .collect();
        let year = |w: &str| w.parse::<u16>().ok().filter(|y| w.len() == 4 && (1990..=2100).contains(y));
        let (from, to) = match words.as_slice() {
            [y] => whole_years(year(y)?, year(y)?)?,
            [a, b] if year(a).is_some() => whole_years(year(a)?, year(b)?)?,
            [n, "thang", y] | [n, "thang", "dau", y] => months(1, n.parse().ok()?, year(y)?)?,
            [n, "thang", "cuoi", y] => {
                let n: u8 = n.parse().ok()?;
                months(13u8.checked_sub(n)?, 12, year(y)?)?
            }
            ["thang", m, y] => {
                let m = m.parse().ok()?;
                months(m, m, year(y)?)?
            }
            ["quy" | "qui", q, y] => {
                let q = match *q {
                    "i" | "1" => 1,
                    "ii" | "2" => 2,
                    "iii" | "3" => 3,
                    "iv" | "4" => 4,
                    _ => return None,
                };
                months(q * 3 - 2, q * 3, year(y)?)?
            }
            _ => return None,
        };
        Some(Self { label: tidy_label(text), from, to })
    }

    /// Does the calendar year lie wholly inside this period?
    pub fn holds_year(&self, year: u16) -> bool {
        self.from <= Date { year, month: 1, day: 1 } && Date { year, month: 12, day: 31 } <= self.to
    }

    /// Does any day of the calendar year lie inside this period?
    pub fn touches_year(&self, year: u16) -> bool {
        self.from.year <= year && year <= self.to.year
    }

    /// Same days, whatever the wording.
    pub fn same_days(&self, other: &Self) -> bool {
        self.from == other.from && self.to == other.to
    }

    /// Do the two share at least one day?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Does the day lie inside?
    pub fn holds(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// "2016 - 2020" for a range of years, the label as written otherwise; for prose.
    pub fn prose(&self) -> String {
        let years = format!("{}-{}", self.from.year, self.to.year);
        if self.label == years { format!("{} - {}", self.from.year, self.to.year) } else { self.label.clone() }
    }
}

fn whole_years(first: u16, last: u16) -> Option<(Date, Date)> {
    (first <= last).then_some(())?;
    Some((Date::new(first, 1, 1)?, Date::new(last, 12, 31)?))
}

fn months(first: u8, last: u8, year: u16) -> Option<(Date, Date)> {
    (1 <= first && first <= last && last <= 12).then_some(())?;
    Some((Date::new(year, first, 1)?, Date::new(year, last, days_in(year, last))?))
}

/// "2016 – 2018" becomes "2016-2018"; words are kept.
fn tidy_label(text: &str) -> String {
    let mut label = String::new();
    for c in text.trim().chars() {
        let c = if matches!(c, '–' | '—' | '−') { '-' } else { c };
        if c == '-' {
            label.truncate(label.trim_end().len());
            label.push('-');
        } else if !(c == ' ' && (label.ends_with('-') || label.ends_with(' '))) {
            label.push(c);
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    type Day = (u16, u8, u8);

    #[track_caller]
    fn check(text: &str, expected: Option<(Day, Day)>) {
        let period = Period::parse(text).map(|p| ((p.from.year, p.from.month, p.from.day), (p.to.year, p.to.month, p.to.day)));
        assert_eq!(period, expected, "{text}");
    }

    #[test]
    fn periods_are_read_as_officials_write_them() {
        check("2017", Some(((2017, 1, 1), (2017, 12, 31))));
        check("2016 – 2020", Some(((2016, 1, 1), (2020, 12, 31))));
        check("Giai đoạn 2016-2018", Some(((2016, 1, 1), (2018, 12, 31))));
        check("6 tháng đầu năm 2023", Some(((2023, 1, 1), (2023, 6, 30))));
        check("6 tháng cuối năm 2023", Some(((2023, 7, 1), (2023, 12, 31))));
        check("9 tháng năm 2023", Some(((2023, 1, 1), (2023, 9, 30))));
        check("quý III/2023", Some(((2023, 7, 1), (2023, 9, 30))));
        check("Quí III/2023", Some(((2023, 7, 1), (2023, 9, 30))));
        check("kì 2016–2020", Some(((2016, 1, 1), (2020, 12, 31))));
        check("tháng 2/2020", Some(((2020, 2, 1), (2020, 2, 29))));
    }

    #[test]
    fn a_date_is_never_a_period() {
        check("10/4/2018", None);
        check("2020-2016", None);
        check("15/10/1930 – 15/10/2017", None);
        check("tháng 6", None);
        check("hôm qua", None);
    }

    #[test]
    fn dates_put_the_day_first() {
        let date = |y, m, d| Date::new(y, m, d);
        assert_eq!(Date::parse("10/4/2018"), date(2018, 4, 10));
        assert_eq!(Date::parse("27.08.2020"), date(2020, 8, 27));
        assert_eq!(Date::parse("ngày 05 tháng 02 năm 2020"), date(2020, 2, 5));
        assert_eq!(Date::parse("2020-07-31"), date(2020, 7, 31));
        assert_eq!(Date::parse("31/2/2020"), None);
        assert_eq!(Date::new(2020, 2, 5).map(Date::long).as_deref(), Some("ngày 05 tháng 02 năm 2020"));
    }
}
