//! Key / value lines of the submitter ("Đơn vị: …", "Kỳ báo cáo | 2016-2020"), on the Thông tin sheet or above a table.
//!
//! A date is never a period: "ngày 5/8/2020" in a title says nothing of the Kỳ báo cáo.

use super::super::grid::CellValue;
use super::super::value::{self, DateReading};
use super::page::{Notes, Page, find, words_of};
use super::words;
use crate::model::{Date, LevelId, Mention, MentionSource, MisreadKind, Origin, Period, Round, name};

/// What the lines say; each key as met first.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Units, strongest first.
    pub mentions: Vec<Mention>,
    /// Cấp.
    pub level: Option<LevelId>,
    /// Trực thuộc.
    pub parent: Option<Mention>,
    /// Kỳ báo cáo.
    pub period: Option<(String, Option<Period>, Origin)>,
    /// Đợt.
    pub round: Option<Round>,
    /// Ngày lập.
    pub made_on: Option<Date>,
    /// Số và ngày báo cáo.
    pub report: Option<String>,
    /// Người lập.
    pub author: Option<String>,
    /// Điện thoại.
    pub phone: Option<String>,
    /// How many lines were key and value.
    pub lines: usize,
    /// Rows that hold them.
    pub rows: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Unit,
    Level,
    Parent,
    Period,
    Round,
    MadeOn,
    Report,
    Author,
    Approver,
    Phone,
}

const KEYS: &[(Field, &[&str])] = &[
    (
        Field::Unit,
        &[
            "don vi",
            "ten don vi",
            "don vi bao cao",
            "don vi lap",
            "don vi lap bieu",
            "don vi nop",
            "don vi gui",
            "xa phuong",
            "phuong xa",
            "ten xa phuong",
            "dia phuong",
        ],
    ),
    (Field::Level, &["cap", "cap don vi"]),
    (Field::Parent, &["truc thuoc", "don vi cap tren", "thuoc"]),
    (Field::Period, &["ky bao cao", "ky", "ki bao cao", "ki", "giai doan", "nam bao cao", "thoi ky", "nam", "ky so lieu"]),
    (Field::Round, &["dot", "dot bao cao"]),
    (Field::MadeOn, &["ngay lap", "ngay lap bieu", "ngay bao cao", "ngay gui"]),
    (Field::Report, &["so va ngay bao cao", "so bao cao", "bao cao so", "so ngay bao cao"]),
    (Field::Author, &["nguoi lap", "nguoi lap bieu", "can bo lap bieu", "nguoi tong hop"]),
    (Field::Approver, &["nguoi duyet", "nguoi ky", "thu truong"]),
    (Field::Phone, &["dien thoai", "so dien thoai", "sdt", "dt"]),
];

fn key_of(text: &str) -> Option<Field> {
    if text.len() > 80 {
        return None;
    }
    let slug = name::slug_words(words::unnumbered(text).1);
    KEYS.iter().find(|(_, keys)| keys.contains(&slug.as_str())).map(|(field, _)| *field)
}

/// Reads the lines of rows `0..end`. `loose`: a key may stand in one cell and its value in the next; else a colon is needed.
pub(super) fn read(page: &Page<'_>, end: u32, source: MentionSource, loose: bool, notes: &mut Notes) -> Told {
    let mut told = Told::default();
    for (&row, cells) in page.grid.rows.range(..end) {
        let mut taken = false;
        for (i, (col, cell)) in cells.iter().enumerate() {
            let Some(text) = words_of(cell) else { continue };
            for line in text.lines() {
                if let Some((key, rest)) = line.split_once([':', '：'])
                    && let Some(field) = key_of(key)
                {
                    let inside = CellValue::Text(rest.trim().trim_end_matches(['.', ';', ',']).into());
                    let next = cells.get(i + 1).filter(|_| rest.trim().is_empty());
                    let (at, value) = next.map_or((*col, &inside), |(col, cell)| (*col, cell));
                    taken |= told.take(page, (row, at), field, value, source, notes);
                }
            }
            let spaced = loose || cells.len() == 2;
            if spaced
                && !text.contains(':')
                && let Some(field) = key_of(text)
                && let Some((at, value)) =
                    cells.get(i + 1).filter(|(_, next)| words_of(next).is_none_or(|next| key_of(next).is_none()))
            {
                taken |= told.take(page, (row, *at), field, value, source, notes);
            }
        }
        let below = page.row(row + 1);
        let under = keys_alone(cells) || (loose && is_key_alone(cells) && below.len() == 1);
        if !taken && row + 1 < end && under && are_values(below) {
            for (col, cell) in cells {
                let field = words_of(cell).and_then(key_of);
                if let (Some(field), Some(value)) = (field, find(below, *col)) {
                    taken |= told.take(page, (row + 1, *col), field, value, source, notes);
                }
            }
            if taken {
                told.rows.push(row);
                told.rows.push(row + 1);
            }
            continue;
        }
        if taken {
            told.rows.push(row);
        }
    }
    told.rows.dedup();
    told
}

/// Two keys or more and nothing else: their values stand in the row below.
fn keys_alone(cells: &[(u16, CellValue)]) -> bool {
    let keys = cells.iter().filter(|(_, cell)| words_of(cell).is_some_and(|text| key_of(text).is_some())).count();
    keys >= 2 && keys * 3 >= cells.len() * 2
}

/// One key and nothing else, on a Thông tin sheet.
fn is_key_alone(cells: &[(u16, CellValue)]) -> bool {
    matches!(cells, [(_, CellValue::Text(text))] if key_of(text).is_some())
}

/// Values, not keys again.
fn are_values(cells: &[(u16, CellValue)]) -> bool {
    !cells.is_empty() && cells.iter().all(|(_, cell)| words_of(cell).is_none_or(|text| key_of(text).is_none()))
}

impl Told {
    fn take(
        &mut self,
        page: &Page<'_>,
        (row, col): (u32, u16),
        field: Field,
        cell: &CellValue,
        source: MentionSource,
        notes: &mut Notes,
    ) -> bool {
        let at = page.at(row, col);
        let Some(text) = value::text(Some(cell)).filter(|text| !is_placeholder(text)) else { return false };
        let text = text.to_string();
        match field {
            Field::Unit if !self.mentions.iter().any(|m| m.source == source) => self.mentions.push(Mention { text, source, at }),
            Field::Level if self.level.is_none() => {
                self.level = page.words.level(&name::slug_words(&text)).or_else(|| page.authority.find_level(&text));
            }
            Field::Parent if self.parent.is_none() => self.parent = Some(Mention { text, source, at }),
            Field::Period if self.period.is_none() => {
                let period = Period::parse(&text);
                if period.is_none() {
                    let why = "không phải một kỳ báo cáo; lấy theo kỳ của hội nghị".to_owned();
                    notes.say(at, MisreadKind::BadDate { value: text.clone(), why });
                }
                self.period = Some((text, period, at));
            }
            Field::Round if self.round.is_none() => {
                self.round = round(&text);
                if self.round.is_none() {
                    let nearest = name::nearest(&text, ["Đăng ký", "Giữa kỳ", "Kết quả"]).map(str::to_owned);
                    notes.say(at, MisreadKind::NotInList { column: "Đợt".to_owned(), value: text, nearest });
                }
            }
            Field::MadeOn if self.made_on.is_none() => match value::date(Some(cell)) {
                DateReading::Date(date) => self.made_on = Some(date),
                DateReading::Bad { value, why } => notes.say(at, MisreadKind::BadDate { value, why }),
                DateReading::Blank => {}
            },
            Field::Report if self.report.is_none() => self.report = Some(text),
            Field::Author if self.author.is_none() => self.author = Some(text),
            Field::Phone if self.phone.is_none() => self.phone = Some(text),
            _ => {}
        }
        self.lines += 1;
        true
    }
}

/// "…", "....", "____": a form's blank.
fn is_placeholder(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '.' | '…' | '_' | '-' | ' ' | '/'))
}

fn round(text: &str) -> Option<Round> {
    let slug = name::slug_words(text);
    if slug.starts_with("dang ky") || slug == "dau ky" || slug == "dau nam" {
        Some(Round::Registration)
    } else if slug.starts_with("giua ky") || slug == "giua nam" || slug.starts_with("so ket") {
        Some(Round::MidTerm)
    } else if slug.starts_with("ket qua") || slug == "cuoi ky" || slug == "cuoi nam" || slug.starts_with("tong ket") {
        Some(Round::Result)
    } else {
        None
    }
}

/// The period that the titles above a table name ("… GIAI ĐOẠN 2016-2020"), if they name just one.
pub(super) fn titled_period(page: &Page<'_>, end: u32) -> Option<(String, Option<Period>, Origin)> {
    let mut found: Option<(String, Option<Period>, Origin)> = None;
    for (&row, cells) in page.grid.rows.range(..end) {
        for (col, cell) in cells {
            let Some(text) = words_of(cell).filter(|text| text.len() < 400) else { continue };
            for line in text.lines() {
                let Some(period) = period_in(line) else { continue };
                match &found {
                    Some((_, Some(first), _)) if !first.same_days(&period) => return None,
                    Some(_) => {}
                    None => found = Some((period.label.clone(), Some(period), page.at(row, *col))),
                }
            }
        }
    }
    found
}

/// What a period's words begin with, as slug words.
const PERIOD_MARKS: [&str; 8] = ["giai doan", "nam", "quy", "nhiem ky", "6 thang", "9 thang", "thang", "ky"];

/// May a period begin with this word? One of signs alone may stand before it.
fn may_open_period(word: &str) -> bool {
    let slug = name::slug_words(word);
    slug.is_empty() || PERIOD_MARKS.iter().any(|mark| slug.split(' ').next() == mark.split(' ').next())
}

fn period_in(line: &str) -> Option<Period> {
    let slug = name::slug_words(line);
    let cites = ["so", "ngay", "kem theo", "ke hoach", "quyet dinh", "huong dan", "nghi quyet", "cong van"];
    if cites.iter().any(|word| words::holds(&slug, word)) {
        return None;
    }
    let cleaned = name::clean(line);
    let list: Vec<&str> = cleaned.split(' ').collect();
    for start in (0..list.len()).filter(|&start| may_open_period(list[start])) {
        for length in (2..=8.min(list.len() - start)).rev() {
            let window = list[start..start + length].join(" ");
            let window = window.trim_matches(|c: char| !c.is_alphanumeric());
            let key = name::slug_words(window);
            let marked = PERIOD_MARKS.iter().any(|mark| words::after(&key, mark).is_some());
            if marked && let Some(period) = Period::parse(window) {
                // "GIAI ĐOẠN 2016-2018" is labelled "2016-2018".
                let plain = window.splitn(3, ' ').nth(2).and_then(Period::parse).filter(|plain| plain.same_days(&period));
                let year =
                    window.split_once(' ').and_then(|(_, rest)| Period::parse(rest)).filter(|plain| plain.same_days(&period));
                return Some(plain.or(year).unwrap_or(period));
            }
        }
    }
    None
}
