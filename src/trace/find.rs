//! Which figure is asked for: by its key, by a number as printed, or by the beginning of a key.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::model::{Derived, conversion, customary, name};

use super::Tracer;
use super::others::shown;

/// A figure that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its key.
    pub key: String,
    /// What it is, in words.
    pub what: String,
    /// "1.952 lượt".
    pub shown: String,
}

/// What a question finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// One figure: its key.
    One(String),
    /// Several, to be named.
    Many(Vec<Candidate>),
    /// None; the nearest key, where the question is not a number.
    None(Option<String>),
}

impl Tracer<'_> {
    /// Every number of `so-lieu.json` by its path, in the file's order; an indicator by its `ma`.
    pub fn keys(&self) -> Vec<(String, Decimal)> {
        let mut found = Vec::new();
        for (head, value) in self.summary.json.as_object().into_iter().flatten().filter(|(head, _)| *head != "phien_ban") {
            numbers(head, value, &mut found);
        }
        found
    }

    /// What is asked for: "cong_nhan.co-so.luot", "1.952", "0,52%", "140/161", "`cong_nhan.co-so`".
    pub fn find(&self, question: &str) -> Found {
        let question = question.trim();
        let keys = self.keys();
        let plain = |key: &str| name::clean(key).to_lowercase().replace('-', "_");
        let wanted = plain(question);
        if let Some((key, _)) = keys.iter().find(|(key, _)| plain(key) == wanted) {
            return Found::One(key.clone());
        }
        if self.evidence(question).is_some() {
            return Found::One(question.to_owned());
        }
        let below: Vec<&str> =
            keys.iter().map(|(key, _)| key.as_str()).filter(|key| plain(key).starts_with(&format!("{wanted}."))).collect();
        if !below.is_empty() {
            return self.of_many(below);
        }
        match asked(question) {
            Some(asked) => {
                let found = self.equal(asked, &keys);
                if !found.is_empty() {
                    return self.of_many(found);
                }
                // A number that the report works out of others, or one of a unit's.
                let derived = self.derived();
                self.of_many(self.equal(asked, &derived))
            }
            None => Found::None(name::nearest(question, keys.iter().map(|(key, _)| key.as_str())).map(str::to_owned)),
        }
    }

    /// The figures that print as the number asked for.
    fn equal<'k>(&self, asked: Asked<'_>, keys: &'k [(String, Decimal)]) -> Vec<&'k str> {
        let fits = |key: &str, value: Decimal| match asked {
            Asked::Number(wanted, unit) => value == wanted || self.is_said_as(key, value, wanted, unit),
            Asked::Percent(wanted) => self.is_percent(key) && value == wanted,
            Asked::Ratio(part, whole) => {
                let over = match key.rsplit_once('.') {
                    Some((object, "tu_so")) => self.value(&format!("{object}.mau_so")),
                    Some(("nop", "da_nop")) => self.value("nop.phai_nop"),
                    _ => None,
                };
                value == part && over == Some(whole)
            }
        };
        // What is compared is the same figure again.
        let again = |key: &str| key.starts_with("so_sanh.") && key.ends_with(".ky_nay");
        keys.iter().filter(|(key, value)| !again(key) && fits(key, *value)).map(|(key, _)| key.as_str()).collect()
    }

    /// Figures that are not in `so-lieu.json`: shares, changes of indicators, what each unit has.
    fn derived(&self) -> Vec<(String, Decimal)> {
        let mut keys = vec![Derived::Share("hieu_qua.tong", "dang_ky.tong").to_string()];
        for indicator in &self.summary.indicators {
            keys.extend(["ty_le", "tang_giam"].map(|part| format!("chi_tieu.{}.{part}", indicator.code)));
        }
        let evident = |key: String| Some((self.evidence(&key)?.value?, key));
        let mut found: Vec<(String, Decimal)> = keys.into_iter().filter_map(evident).map(|(value, key)| (key, value)).collect();
        for row in &self.summary.by_unit {
            let figures = self.dossier.figures(row.unit);
            let ledger = if row.direct { &figures.listed } else { &figures.total };
            let known = self.counts.iter().filter_map(|(path, key)| Some((path, ledger.get(*key)?)));
            found.extend(known.map(|(path, n)| (Derived::OfUnit(&row.code, path).to_string(), Decimal::from(n))));
        }
        found
    }

    /// Is an indicator's amount what is asked for in another unit of measure: 12.500.000.000 đồng, printed as 12,5 tỷ đồng?
    fn is_said_as(&self, key: &str, value: Decimal, wanted: Decimal, unit: &str) -> bool {
        let Some(evidence) = key.starts_with("chi_tieu.").then(|| self.evidence(key)).flatten() else { return false };
        let said =
            customary(value, &evidence.unit).filter(|(_, said)| unit.is_empty() || conversion(said, unit) == Some(Decimal::ONE));
        let converted = || Some(wanted.checked_mul(conversion(unit, &evidence.unit)?)? == value);
        said.is_some_and(|(said, _)| said == wanted) || (!unit.is_empty() && converted() == Some(true))
    }

    fn is_percent(&self, key: &str) -> bool {
        self.evidence(key).is_some_and(|evidence| evidence.unit.starts_with('%'))
    }

    fn of_many(&self, keys: Vec<&str>) -> Found {
        if let [only] = keys.as_slice() {
            return Found::One((*only).to_owned());
        }
        let candidate = |key: &str| {
            let evidence = self.evidence(key)?;
            Some(Candidate { key: key.to_owned(), shown: shown(evidence.value, &evidence.unit), what: evidence.what })
        };
        let candidates: Vec<Candidate> = keys.into_iter().filter_map(candidate).collect();
        if candidates.is_empty() { Found::None(None) } else { Found::Many(candidates) }
    }
}

/// Numbers below a value of `so-lieu.json`; a list of names is its length.
fn numbers(path: &str, value: &Value, found: &mut Vec<(String, Decimal)>) {
    match value {
        Value::Number(n) => found.extend(n.to_string().parse().ok().map(|n| (path.to_owned(), n))),
        Value::Object(object) => object.iter().for_each(|(key, value)| numbers(&format!("{path}.{key}"), value, found)),
        Value::Array(list) if path == "nop.chua_nop" => found.push((path.to_owned(), Decimal::from(list.len()))),
        Value::Array(list) => {
            for (nth, item) in list.iter().enumerate() {
                let name = item.get("ma").and_then(Value::as_str).map_or_else(|| nth.to_string(), str::to_owned);
                numbers(&format!("{path}.{name}"), item, found);
            }
        }
        _ => {}
    }
}

/// A number as asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked<'q> {
    /// With the unit of measure that was asked for; empty: none.
    Number(Decimal, &'q str),
    Percent(Decimal),
    Ratio(Decimal, Decimal),
}

/// "1.952", "1952 lượt", "07", "0,52%", "140/161", "12,5 tỷ đồng".
fn asked(text: &str) -> Option<Asked<'_>> {
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-')).collect();
    let rest = text[number.len()..].trim_start();
    if let Some((part, whole)) = number.split_once('/') {
        return Some(Asked::Ratio(printed(part)?, printed(whole)?));
    }
    let value = printed(&number)?;
    Some(if rest.starts_with('%') { Asked::Percent(value) } else { Asked::Number(value, rest) })
}

/// A number in Vietnamese notation; one with a decimal point is understood too.
fn printed(text: &str) -> Option<Decimal> {
    let groups: Vec<&str> = text.split(',').next()?.split('.').collect();
    let grouped = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    let text = if grouped || text.contains(',') { text.replace('.', "").replace(',', ".") } else { text.to_owned() };
    text.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let n = |text: &str| text.parse::<Decimal>().expect("a number");
        for (text, expected) in [
            ("1.952", Some(Asked::Number(n("1952"), ""))),
            ("1952 lượt", Some(Asked::Number(n("1952"), "lượt"))),
            ("07", Some(Asked::Number(n("7"), ""))),
            ("0,52%", Some(Asked::Percent(n("0.52")))),
            ("-20,46 %", Some(Asked::Percent(n("-20.46")))),
            ("1.234,5", Some(Asked::Number(n("1234.5"), ""))),
            ("0.52", Some(Asked::Number(n("0.52"), ""))),
            ("140/161", Some(Asked::Ratio(n("140"), n("161")))),
            ("cong_nhan", None),
        ] {
            assert_eq!(asked(text), expected, "{text}");
        }
    }
}
