//! Typed reading of the spanned TOML tree: a value of the right type, or a fault with its line, and reading goes on.
//!
//! The trap: a fault never stops the reading, so each getter answers `None` both for an absent key and for a wrong
//! value; only [`Section::has`] tells the two apart.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FILE;
use super::log::Log;
use super::schema;
use crate::model::{Date, name};

/// One table of the file, under the name its author knows it by.
#[derive(Clone)]
pub(super) struct Section<'a> {
    log: &'a Log,
    /// As opened in the file: `[hoi_nghi]`, `[[cap]]`.
    title: String,
    offset: usize,
    table: Option<&'a DeTable<'a>>,
}

/// An item of a list that may hold both.
pub(super) enum Item<'a> {
    /// A text.
    Text(String),
    /// An inline table.
    Table(Section<'a>),
}

impl<'a> Section<'a> {
    /// The whole file.
    pub(super) fn root(log: &'a Log, table: &'a DeTable<'a>) -> Self {
        Self { log, title: FILE.to_owned(), offset: 0, table: Some(table) }
    }

    /// Is the key there, right or wrong?
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Where the key's value stands, or the section if it is absent.
    pub(super) fn at(&self, key: &str) -> usize {
        self.value(key).map_or(self.offset, |value| value.span().start)
    }

    /// Records a fault at a key's value.
    pub(super) fn fault(&self, key: &str, message: impl Into<String>) {
        self.log.fault(self.at(key), message);
    }

    /// Records a fault at an offset found with [`Self::texts_at`] or [`Self::pairs`].
    pub(super) fn fault_at(&self, offset: usize, message: impl Into<String>) {
        self.log.fault(offset, message);
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table?.get(key)
    }

    /// Keys not in `known` are faults; one that belongs to another table is said to.
    pub(super) fn known(&self, known: &[&str]) {
        for (key, _) in self.table.into_iter().flat_map(DeTable::iter) {
            let text: &str = key.get_ref();
            if known.contains(&text) {
                continue;
            }
            let near = name::nearest(text, known.iter().copied());
            let hint = match (near, schema::belongs(text)) {
                (_, Some(owner)) => owner,
                (Some(near), None) => format!("; có phải là “{near}”?"),
                (None, None) => format!("; dùng được: {}", known.join(", ")),
            };
            self.log.fault(key.span().start, format!("khóa “{text}” không có trong {}{hint}", self.title));
        }
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let got = described(value.get_ref());
        self.log.fault(value.span().start, format!("“{key}” trong {} phải là {wanted}, ở đây là {got}", self.title));
    }

    /// Text, NFC, outer spaces trimmed.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        if let Some(text) = value.get_ref().as_str() {
            return Some(name::clean(text));
        }
        // A number or date only lacks its quotes.
        let example = match value.get_ref() {
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            _ => "…".to_owned(),
        };
        self.wrong(key, value, &format!("chữ đặt trong dấu ngoặc kép, như {key} = \"{example}\""));
        None
    }

    /// Text that must be there and not blank.
    pub(super) fn required(&self, key: &str) -> Option<String> {
        if !self.has(key) {
            self.log.missing(self.offset, format!("{} thiếu khóa “{key}”", self.title));
            return None;
        }
        let text = self.text(key)?;
        if text.is_empty() {
            self.fault(key, format!("“{key}” trong {} đang để trống", self.title));
            return None;
        }
        Some(text)
    }

    /// A key that must be there, of any type.
    pub(super) fn must_have(&self, key: &str) {
        if !self.has(key) {
            self.log.missing(self.offset, format!("{} thiếu khóa “{key}”", self.title));
        }
    }

    /// A list of texts with their offsets; blank ones are left out. `single`: a bare text counts as a list of one.
    fn list(&self, key: &str, single: bool) -> Option<Vec<(usize, String)>> {
        let value = self.value(key)?;
        let items = match value.get_ref() {
            DeValue::Array(items) => items,
            DeValue::String(text) if single => {
                let text = name::clean(text);
                return Some(if text.is_empty() { Vec::new() } else { vec![(value.span().start, text)] });
            }
            _ => {
                let example = value.get_ref().as_str().unwrap_or("…");
                self.wrong(key, value, &format!("danh sách trong ngoặc vuông, như {key} = [\"{example}\"]"));
                return None;
            }
        };
        let mut list = Vec::new();
        for item in items {
            match item.get_ref().as_str().map(name::clean) {
                Some(text) if text.is_empty() => {}
                Some(text) => list.push((item.span().start, text)),
                None => self.log.fault(
                    item.span().start,
                    format!("mỗi mục của “{key}” phải là chữ đặt trong dấu ngoặc kép, ở đây là {}", described(item.get_ref())),
                ),
            }
        }
        Some(list)
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.texts_at(key).into_iter().map(|(_, text)| text).collect()
    }

    /// A list of texts, each with its offset.
    pub(super) fn texts_at(&self, key: &str) -> Vec<(usize, String)> {
        self.list(key, false).unwrap_or_default()
    }

    /// A list of texts and inline tables; blank texts are left out.
    pub(super) fn items(&self, key: &str) -> Vec<Item<'a>> {
        let Some(DeValue::Array(list)) = self.value(key).map(Spanned::get_ref) else {
            // Says what is wrong with it, if anything is.
            return self.texts(key).into_iter().map(Item::Text).collect();
        };
        let item = |entry: &'a Spanned<DeValue<'a>>| match entry.get_ref() {
            DeValue::String(text) => Some(name::clean(text)).filter(|text| !text.is_empty()).map(Item::Text),
            DeValue::Table(table) => {
                let title = format!("mục của “{key}”");
                Some(Item::Table(Self { log: self.log, title, offset: entry.span().start, table: Some(table) }))
            }
            other => {
                let message = format!("mỗi mục của “{key}” phải là chữ đặt trong dấu ngoặc kép, ở đây là {}", described(other));
                self.log.fault(entry.span().start, message);
                None
            }
        };
        list.iter().filter_map(item).collect()
    }

    /// Paragraphs: a list of texts, or a single text.
    pub(super) fn paragraphs(&self, key: &str) -> Vec<String> {
        self.list(key, true).unwrap_or_default().into_iter().map(|(_, text)| text).collect()
    }

    /// A date: a TOML date, or text as officials write it.
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(moment) => moment.date.and_then(|d| Date::new(d.year, d.month, d.day)),
            DeValue::String(text) if text.trim().is_empty() => return None,
            DeValue::String(text) => Date::parse(text),
            _ => {
                self.wrong(key, value, &format!("ngày, như {key} = 2020-08-21 hoặc {key} = \"21/8/2020\""));
                return None;
            }
        };
        if date.is_none() {
            let text = match value.get_ref() {
                DeValue::Datetime(moment) => moment.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            self.fault(
                key,
                format!("“{key}”: “{text}” không phải là một ngày có thật; viết năm-tháng-ngày 2020-08-21, hoặc \"21/8/2020\""),
            );
        }
        date
    }

    /// A whole number in a range.
    pub(super) fn whole(&self, key: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let value = self.value(key)?;
        let Some(integer) = value.get_ref().as_integer() else {
            let written = value.get_ref().as_str().and_then(|text| text.trim().parse().ok());
            let example = written.filter(|number| range.contains(number)).unwrap_or(*range.start());
            self.wrong(key, value, &format!("số nguyên, không đặt trong dấu ngoặc kép, như {key} = {example}"));
            return None;
        };
        let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|n| range.contains(n));
        if number.is_none() {
            self.fault(key, format!("“{key}” = {integer} ở ngoài khoảng {} đến {}", range.start(), range.end()));
        }
        number
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong(key, value, &format!("true hoặc false, như {key} = true"));
        None
    }

    /// A year.
    pub(super) fn year(&self, key: &str) -> Option<u16> {
        self.whole(key, 1900..=2200).and_then(|year| u16::try_from(year).ok())
    }

    /// `tu` and `den`: years in which the entry exists.
    pub(super) fn years(&self) -> (Option<u16>, Option<u16>) {
        let (from, to) = (self.year("tu"), self.year("den"));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.fault("den", format!("“den” = {to} sớm hơn “tu” = {from}"));
        }
        (from, to)
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words = choices.iter().map(|(word, _)| *word);
            let near = name::nearest(&text, words.clone()).map_or_else(String::new, |n| format!("; có phải là “{n}”?"));
            let all = words.collect::<Vec<_>>().join(", ");
            self.fault(key, format!("“{key}” = “{text}” không dùng được{near} (chọn một trong: {all})"));
        }
        found
    }

    /// An exact number, whole or with decimals.
    pub(super) fn number(&self, key: &str) -> Option<Decimal> {
        let value = self.value(key)?;
        let number = decimal(value.get_ref());
        if number.is_none() {
            self.wrong(key, value, &format!("số, không đặt trong dấu ngoặc kép, dấu thập phân là dấu chấm, như {key} = 89.4"));
        }
        number
    }

    /// A table below this one; empty if absent.
    pub(super) fn section(&self, key: &str) -> Self {
        let title = schema::title(key, false);
        let empty = Self { log: self.log, title, offset: self.at(key), table: None };
        let Some(value) = self.value(key) else { return empty };
        if let DeValue::Table(table) = value.get_ref() {
            return Self { table: Some(table), ..empty };
        }
        let double = matches!(value.get_ref(), DeValue::Array(_));
        let aside = if double { ", chỉ một cặp ngoặc vuông" } else { "" };
        self.wrong(key, value, &format!("một bảng, mở bằng dòng {}{aside}", empty.title));
        empty
    }

    /// The tables of an array of tables, in order.
    pub(super) fn entries(&self, key: &str) -> Vec<Self> {
        let title = schema::title(key, true);
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, &format!("danh sách, mỗi mục mở bằng một dòng {title}, hai cặp ngoặc vuông"));
            return Vec::new();
        };
        let mut entries = Vec::new();
        for item in items {
            let offset = item.span().start;
            match item.get_ref() {
                DeValue::Table(table) => {
                    entries.push(Self { log: self.log, title: title.clone(), offset, table: Some(table) });
                }
                other => self.log.fault(offset, format!("mỗi mục của {title} phải là một bảng, ở đây là {}", described(other))),
            }
        }
        entries
    }

    /// The pairs of a table whose keys are free: offset, key, value as text.
    pub(super) fn text_pairs(&self, key: &str) -> Vec<(usize, String, String)> {
        let section = self.section(key);
        let mut pairs = Vec::new();
        for (name_of, value) in section.table.into_iter().flat_map(DeTable::iter) {
            match value.get_ref().as_str() {
                Some(text) => pairs.push((name_of.span().start, name::clean(name_of.get_ref()), name::clean(text))),
                None => section.wrong(name_of.get_ref(), value, "chữ đặt trong dấu ngoặc kép"),
            }
        }
        pairs
    }

    /// The numbers of a table whose keys are paths, quoted ("a.b") or nested: offset, dotted path, number.
    pub(super) fn numbers(&self, key: &str) -> Vec<(usize, String, Decimal)> {
        let section = self.section(key);
        let mut found = Vec::new();
        if let Some(table) = section.table {
            section.number_leaves(table, "", &mut found);
        }
        found
    }

    fn number_leaves(&self, table: &DeTable<'_>, path: &str, found: &mut Vec<(usize, String, Decimal)>) {
        for (key, value) in table {
            let path =
                if path.is_empty() { name::clean(key.get_ref()) } else { format!("{path}.{}", name::clean(key.get_ref())) };
            if let DeValue::Table(inner) = value.get_ref() {
                self.number_leaves(inner, &path, found);
            } else if let Some(number) = decimal(value.get_ref()) {
                found.push((key.span().start, path, number));
            } else {
                self.wrong(&path, value, "số, không đặt trong dấu ngoặc kép");
            }
        }
    }
}

/// An exact decimal of a TOML number.
fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
        DeValue::Float(float) => {
            let text = float.as_str();
            text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
        }
        _ => None,
    }
}

/// What a value is, for a message: "chữ “12”", "số 12".
fn described(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("chữ “{text}”"),
        DeValue::Integer(number) => format!("số {number}"),
        DeValue::Float(number) => format!("số {number}"),
        DeValue::Boolean(value) => format!("giá trị {value}"),
        DeValue::Datetime(moment) => format!("ngày giờ {moment}"),
        DeValue::Array(_) => "một danh sách".to_owned(),
        DeValue::Table(_) => "một bảng".to_owned(),
    }
}
