//! Figures as the report prints them: Vietnamese notation, with the key each came from.
//!
//! In goes `so-lieu.json`; out come Markdown links such as `[1.952](<so-lieu:cong_nhan.co-so.luot>)`, which become
//! runs that know their figure. The trap: counts below ten are padded ("07") in prose and never in tables, and
//! percentages and ratios ("2/4") are never padded.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::model::{Authority, Counts, IndicatorResult, Period, Summary, name};

/// "1952" → "1.952".
pub(super) fn plain(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A count in prose: "07", "35", "1.952"; nought stays "0".
pub(super) fn prose(n: u64) -> String {
    if (1..10).contains(&n) { format!("0{n}") } else { plain(n) }
}

/// An amount: "0,52", "1.234,5"; without needless zeros.
pub(super) fn amount(value: Decimal) -> String {
    let text = value.normalize().abs().to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), plain);
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{rest}") }
}

/// An amount in prose: whole numbers of things below ten are padded, percentages are not.
pub(super) fn amount_prose(value: Decimal, unit: &str) -> String {
    let small = value.fract().is_zero() && value >= Decimal::ONE && value < Decimal::TEN;
    if small && !unit.contains('%') { format!("0{}", amount(value)) } else { amount(value) }
}

/// Text as Markdown that reads back as itself: titles hold `*`, `|` and `[`.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            out.push(' ');
            continue;
        }
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A figure with its key, as a Markdown link.
pub(super) fn link(text: &str, key: &str) -> String {
    format!("[{}](<so-lieu:{key}>)", escape(text))
}

/// A text that people wrote, with its numbers linked to where the text stands; dates and numbers of documents are none.
pub(super) fn quoted(text: &str, key: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = &rest[..start];
        out.push_str(&escape(before));
        let after = rest[start..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '%'));
        let number = rest[start..rest.len() - after.len()].trim_end_matches(['.', ',', '/']);
        rest = &rest[start + number.len()..];
        out.push_str(&if is_date(before, number) || is_symbol(rest) { escape(number) } else { link(number, key) });
    }
    out.push_str(&escape(rest));
    out
}

/// A year, "15/10/1930", or the number of a day, month or quarter.
fn is_date(before: &str, number: &str) -> bool {
    let year = number.len() == 4 && matches!(number.parse(), Ok(1900..=2100));
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    year || number.matches('/').count() == 2 || matches!(word.as_str(), "ngày" | "tháng" | "quý")
}

/// Does a document's symbol follow its number ("84-KH/TU", "2101/QĐ-UBND")?
fn is_symbol(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('-' | '/')) && chars.next().is_some_and(char::is_uppercase)
}

/// "giai đoạn 2016 - 2020", "năm 2017", "6 tháng đầu năm 2023".
pub(super) fn period_words(period: &Period) -> String {
    let words = period.prose();
    if words.contains(" - ") {
        format!("giai đoạn {words}")
    } else if words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit()) {
        format!("năm {words}")
    } else {
        words
    }
}

/// A figure of `so-lieu.json` that stands beside its base.
#[derive(Debug, Clone)]
struct Change {
    path: String,
    /// Its place among the comparisons, which is part of its key.
    nth: usize,
    by: Option<Decimal>,
    unit: String,
    /// Was there nothing at the base?
    from_nothing: bool,
}

/// What the phrases are made from: the figures by key, and the names that go with them.
#[derive(Debug, Clone)]
pub(super) struct Book {
    json: Value,
    /// Code and name as it stands inside a sentence, in report order.
    fields: Vec<(String, String)>,
    /// Declared groups: name inside a sentence and field codes.
    groups: Vec<(String, Vec<String>)>,
    /// Counts stated merged, by the path of their count object: group, count.
    merged: Vec<(String, Vec<(usize, u32)>)>,
    changes: Vec<Change>,
    /// "năm 2015", or "kỳ trước".
    pub(super) base: String,
}

impl Book {
    /// Everything the phrases need, owned, because template functions outlive borrows.
    pub(super) fn new(authority: &Authority, summary: &Summary) -> Self {
        let fields = authority.fields.iter().map(|f| (f.code.clone(), lower_first(&f.name))).collect();
        let groups = authority
            .field_groups
            .iter()
            .map(|g| (lower_first(&g.name), g.fields.iter().map(|&f| authority.field(f).code.clone()).collect()))
            .collect();
        let changes = summary
            .comparisons
            .iter()
            .enumerate()
            .map(|(nth, c)| Change {
                path: c.path.clone(),
                nth,
                by: c.change,
                unit: unit_of(&c.path, &summary.indicators),
                from_nothing: c.before.is_zero(),
            })
            .collect();
        Self {
            json: summary.json.clone(),
            fields,
            groups,
            merged: merged(authority, summary),
            changes,
            base: base_words(authority),
        }
    }

    /// The figure at a path; `Ok(None)` where it is unknown (null).
    ///
    /// # Errors
    ///
    /// There is no such path: says what there is at that place.
    pub(super) fn find(&self, key: &str) -> Result<Option<Decimal>, String> {
        let Some(value) = self.value(key)? else { return Ok(None) };
        match value {
            Value::Number(n) => n.to_string().parse().map(Some).map_err(|_| format!("khóa “{key}” không phải là một con số")),
            Value::Array(list) => Ok(Some(Decimal::from(list.len()))),
            _ => Err(format!("khóa “{key}” không phải là một con số")),
        }
    }

    /// A count at a path, where it is known and whole.
    pub(super) fn count(&self, key: &str) -> Option<u64> {
        self.find(key).ok().flatten().and_then(|d| u64::try_from(d).ok())
    }

    fn value(&self, key: &str) -> Result<Option<&Value>, String> {
        let mut at = &self.json;
        let mut seen = String::new();
        for part in key.split('.') {
            let next = match at {
                Value::Null => return Ok(None),
                Value::Array(list) => part.parse::<usize>().ok().and_then(|i| list.get(i)).or_else(|| {
                    list.iter().find(|item| item.get("ma").or_else(|| item.get("chi_so")).and_then(Value::as_str) == Some(part))
                }),
                other => other.get(part),
            };
            let Some(next) = next else { return Err(missing(key, part, &seen, at)) };
            at = next;
            seen = if seen.is_empty() { part.to_owned() } else { format!("{seen}.{part}") };
        }
        Ok((!at.is_null()).then_some(at))
    }

    /// The figure in prose, linked to its key.
    ///
    /// # Errors
    ///
    /// As [`Book::find`]; and an unknown figure is an error, never a blank.
    pub(super) fn print(&self, key: &str) -> Result<String, String> {
        match self.find(key)? {
            Some(value) => Ok(link(&amount_prose(value, self.unit(key)), key)),
            None => Err(format!("số liệu “{key}” chưa có; thêm mac_dinh=\"…\" hoặc đặt trong {{% if biet(khoa=…) %}}")),
        }
    }

    /// The unit of measure beside a figure ("%" is never padded); empty for counts.
    fn unit(&self, key: &str) -> &str {
        let beside = key.rsplit_once('.').and_then(|(object, _)| self.value(object).ok().flatten());
        beside.and_then(|object| object.get("don_vi_tinh")).and_then(Value::as_str).unwrap_or_default()
    }

    /// The declared fields.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The declared groups of fields.
    pub(super) fn groups(&self) -> &[(String, Vec<String>)] {
        &self.groups
    }

    /// What was stated merged under a count object.
    pub(super) fn merged(&self, base: &str) -> &[(usize, u32)] {
        self.merged.iter().find(|(path, _)| path == base).map_or(&[], |(_, list)| list)
    }

    /// The change of a figure against its base, its unit of count and its own key; `None` where either is unknown.
    pub(super) fn change(&self, key: &str) -> Option<(Decimal, &str, String)> {
        let found = self.changes.iter().find(|c| c.path == key)?;
        Some((found.by?, &found.unit, format!("so_sanh.{}.tang_giam", found.nth)))
    }

    /// Was there nothing of a figure at its base?
    pub(super) fn is_new(&self, key: &str) -> bool {
        self.changes.iter().any(|c| c.path == key && c.from_nothing && c.by.is_some_and(|by| !by.is_zero()))
    }
}

fn missing(key: &str, part: &str, seen: &str, at: &Value) -> String {
    let known: Vec<&str> = at.as_object().map(|o| o.keys().map(String::as_str).collect()).unwrap_or_default();
    let place = if seen.is_empty() { String::from("ở đó") } else { format!("trong “{seen}”") };
    if known.is_empty() {
        format!("không có số liệu “{key}”: không có “{part}”")
    } else {
        format!("không có số liệu “{key}”: {place} chỉ có {}", known.join(", "))
    }
}

/// A name as it stands inside a sentence: "Kinh tế" → "kinh tế"; abbreviations keep their capitals.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// A unit's name inside a sentence: "xã An Bình"; one named by a number keeps its capital ("Phường 1"), and so do "Hội Nông
/// dân xã" and "Thành phố Hồ Chí Minh".
///
/// Source: Nghị định 30/2020/NĐ-CP, Phụ lục II.
pub(super) fn lower_unit(unit: &str) -> String {
    let is_special = unit.ends_with(|c: char| c.is_ascii_digit()) || unit == "Thành phố Hồ Chí Minh";
    let small = unit.to_lowercase();
    // The name of an organisation keeps its capital.
    let mut places = name::unit_words().chain(name::PLACES_BELOW).chain(["phố"]);
    let is_place = places.any(|place| name::begins_with(&small, place));
    if is_special || !is_place { unit.to_owned() } else { lower_first(unit) }
}

/// A sentence's first letter made a capital.
pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    out + chars.as_str()
}

/// "năm 2015", or "kỳ trước" where the year is not said.
pub(super) fn base_words(authority: &Authority) -> String {
    let year = authority.baseline.as_ref().and_then(|b| b.year);
    year.map_or_else(|| "kỳ trước".to_owned(), |y| format!("năm {y}"))
}

/// What a figure counts, by its path.
fn unit_of(path: &str, indicators: &[IndicatorResult]) -> String {
    let mut parts = path.split('.');
    if parts.next() == Some("chi_tieu") {
        let code = parts.next().unwrap_or_default();
        return indicators.iter().find(|i| i.code == code).map(|i| i.unit.clone()).unwrap_or_default();
    }
    match path.rsplit('.').next() {
        Some("luot") => "lượt mô hình".to_owned(),
        Some("tap_the") => "tập thể".to_owned(),
        Some("ca_nhan") => "cá nhân".to_owned(),
        Some("ho_gia_dinh") => "hộ gia đình".to_owned(),
        Some("dien_hinh") => "điển hình".to_owned(),
        Some("phai_nop" | "da_nop" | "nop_muon") => "đơn vị".to_owned(),
        _ => "mô hình".to_owned(),
    }
}

/// Every count object in which a group of fields was stated merged.
fn merged(authority: &Authority, summary: &Summary) -> Vec<(String, Vec<(usize, u32)>)> {
    let mut all: Vec<(String, &Counts)> = vec![
        ("dang_ky".to_owned(), &summary.whole.registered),
        ("hieu_qua".to_owned(), &summary.whole.effective),
        ("nhan_rong".to_owned(), &summary.whole.replicated),
    ];
    for (level, counts) in &summary.whole.registered_at {
        all.push((format!("dang_ky.theo_cap.{}", authority.level(*level).code), counts));
    }
    for (level, counts) in &summary.whole.nominated {
        all.push((format!("de_nghi.{}", authority.level(*level).code), counts));
    }
    for at in &summary.whole.recognised {
        let path = format!("cong_nhan.{}", authority.level(at.level).code);
        for (sub, counts) in &at.by_sub_period {
            all.push((format!("{path}.theo_giai_doan.{}", authority.sub_periods[usize::from(sub.0)].label), counts));
        }
        all.push((path, &at.counts));
    }
    all.into_iter()
        .filter(|(_, counts)| !counts.groups.is_empty())
        .map(|(path, counts)| (path, counts.groups.iter().map(|&(g, n)| (usize::from(g), n)).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_vietnamese_notation() {
        for (n, text) in [(0, "0"), (7, "07"), (35, "35"), (999, "999"), (1952, "1.952"), (1_234_567, "1.234.567")] {
            assert_eq!(prose(n), text);
        }
        assert_eq!(plain(7), "7");
    }

    #[test]
    fn amounts_have_a_decimal_comma_and_no_needless_zeros() {
        for (cents, text) in [(52, "0,52"), (8940, "89,4"), (123_450, "1.234,5"), (-2046, "-20,46"), (0, "0"), (600, "6")] {
            assert_eq!(amount(Decimal::new(cents, 2)), text);
        }
        assert_eq!(amount_prose(Decimal::from(6), "ha"), "06");
        assert_eq!(amount_prose(Decimal::from(6), "%"), "6");
    }

    #[test]
    fn numbers_in_a_text_lead_to_where_it_stands() {
        let text = "87 năm (15/10/1930 - 15/10/2017), 1,5 lần, 100%. Tổ 5* trong tháng 6 năm 2020, ngày 1/7, số 84-KH/TU; 2/4 xã";
        let written = quoted(text, "danh_gia.dac_diem.1");
        let runs = super::super::markdown::line(&written);
        let linked: Vec<&str> = runs.iter().filter(|run| run.figure.is_some()).map(|run| run.text.as_str()).collect();
        assert_eq!(linked, ["87", "1,5", "100%", "5", "2/4"]);
        assert_eq!(super::super::markdown::words(&runs), text);
    }

    #[test]
    fn a_unit_named_by_a_number_keeps_its_capital() {
        assert_eq!((lower_unit("Xã An Bình"), lower_unit("Phường 1")), ("xã An Bình".into(), "Phường 1".into()));
        assert_eq!(lower_unit("Hội Nông dân xã"), "Hội Nông dân xã");
        assert_eq!(lower_unit("Thành phố Hồ Chí Minh"), "Thành phố Hồ Chí Minh");
    }

    #[test]
    fn names_lose_their_capital_inside_a_sentence_but_abbreviations_do_not() {
        assert_eq!(lower_first("Kinh tế"), "kinh tế");
        assert_eq!(lower_first("ANQP"), "ANQP");
    }
}
