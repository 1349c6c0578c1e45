//! Figures in prose: the texts of Biểu 5 and of `hoi-nghi.toml`, sentence by sentence, and the numbers in them.
//!
//! The traps: "84-KH/TU" and "12/BC" are document numbers, "15/10/1930" is a date, "2016" a year; only "1.952", "42,53%"
//! and "140/161" are figures.

use rust_decimal::Decimal;

use super::Context;
use crate::model::{Authority, Finding, Origin, UnitId, decimal};

/// A text that states figures.
pub(super) struct Passage<'a> {
    pub text: &'a str,
    /// Its cell; `None`: it stands in `hoi-nghi.toml`.
    pub at: Option<Origin>,
    pub unit: UnitId,
    /// The conference's title: "N năm" there is of the period.
    pub is_title: bool,
}

impl Passage<'_> {
    /// A finding about the passage, with its unit.
    pub fn of_unit(&self, context: &Context<'_>, mut finding: Finding) -> Finding {
        if self.at.is_none() {
            finding.message = format!("hoi-nghi.toml: {}", finding.message);
        }
        finding.of_unit(context.name(self.unit))
    }
}

/// Every passage: the title, what people wrote in `hoi-nghi.toml`, then the units' paragraphs.
pub(super) fn passages<'a>(context: &Context<'a>) -> Vec<Passage<'a>> {
    let dossier = context.dossier;
    let root = dossier.units.root();
    let mut all = vec![Passage { text: &dossier.authority.title, at: None, unit: root, is_title: true }];
    all.extend(written(&dossier.authority).map(|text| Passage { text, at: None, unit: root, is_title: false }));
    all.extend(dossier.remarks.iter().map(|remark| Passage {
        text: &remark.text,
        at: Some(remark.at),
        unit: remark.unit,
        is_title: false,
    }));
    all
}

fn written(authority: &Authority) -> impl Iterator<Item = &str> {
    let a = &authority.assessment;
    let lists = [&a.situation, &a.steering, &a.strengths, &a.weaknesses, &a.causes, &a.lessons, &a.directions, &a.proposals];
    lists.into_iter().flatten().map(String::as_str)
}

/// A passage cut at ". ", "; " and line ends; the dot of "1.952" cuts nothing.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if c == '\n' || (matches!(c, '.' | ';' | '!' | '?') && next.is_none_or(char::is_whitespace)) {
            cut.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    cut.push(&text[start..]);
    cut
}

/// A number in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value; the numerator of a fraction.
    pub value: Decimal,
    /// The denominator of "140/161".
    pub over: Option<Decimal>,
    /// Digits after the comma.
    pub places: u32,
    pub percent: bool,
    /// "trên", "hơn", "gần", "khoảng", "dưới" before it.
    pub qualifier: Option<&'static str>,
    pub start: usize,
    pub end: usize,
}

impl Figure {
    /// As it stands in its sentence.
    pub fn raw<'t>(&self, sentence: &'t str) -> &'t str {
        &sentence[self.start..self.end]
    }

    /// The whole number it is, if it is a plain one.
    pub fn whole(&self) -> Option<u64> {
        if self.percent || self.over.is_some() || self.places > 0 { None } else { u64::try_from(self.value).ok() }
    }

    /// Is it `exact`, rounded to the digits printed?
    pub fn rounds(&self, exact: Decimal) -> bool {
        (self.value - exact).abs() * Decimal::TWO <= Decimal::new(1, self.places)
    }

    /// "86,96%".
    pub fn shown(&self) -> String {
        format!("{}{}", decimal(self.value), if self.percent { "%" } else { "" })
    }
}

const QUALIFIERS: [&str; 5] = ["trên", "hơn", "gần", "khoảng", "dưới"];

/// The figures of a sentence, years and dates left out.
pub(super) fn figures(sentence: &str) -> Vec<Figure> {
    figures_of(sentence).0
}

/// The figures of a sentence, and its years (of dates, the year).
pub(super) fn figures_of(sentence: &str) -> (Vec<Figure>, Vec<(Figure, u16)>) {
    let (mut figures, mut years) = (Vec::new(), Vec::new());
    let mut from = 0;
    while let Some(start) = sentence[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = end_of_number(sentence, start);
        from = end;
        if is_glued(sentence, start, end) {
            continue;
        }
        let body = &sentence[start..end];
        let before = sentence[..start].trim_end().to_lowercase();
        let mut figure = Figure { value: Decimal::ZERO, over: None, places: 0, percent: false, qualifier: None, start, end };
        figure.qualifier = QUALIFIERS.into_iter().find(|word| before.ends_with(word));
        match body.split('/').collect::<Vec<_>>().as_slice() {
            [number] => {
                if let Some(year) = year(number) {
                    years.push((figure, year));
                    continue;
                }
                let Some((value, places)) = number_of(number) else { continue };
                (figure.value, figure.places) = (value, places);
                let rest = sentence[end..].trim_start();
                if rest.starts_with('%') {
                    figure.percent = true;
                    figure.end = sentence.len() - rest.len() + 1;
                    from = figure.end;
                }
                figures.push(figure);
            }
            [part, whole] => {
                let dated = ["ngày", "tháng", "quý", "số"].iter().any(|word| before.ends_with(word));
                if let (false, Some((part, 0)), Some((whole, 0))) = (dated, number_of(part), number_of(whole)) {
                    (figure.value, figure.over) = (part, Some(whole));
                    figures.push(figure);
                }
            }
            [_, _, last] => years.extend(year(last).map(|year| (figure, year))),
            _ => {}
        }
    }
    (figures, years)
}

/// Digits, with separators that digits follow.
fn end_of_number(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) || (matches!(bytes.get(end), Some(b'.' | b',' | b'/')) && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Is the number a piece of a name: "84-KH/TU", "COVID-19", "K12"?
fn is_glued(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    let (left, right) = (before.next(), after.next());
    letter(left)
        || letter(right)
        || (matches!(left, Some('-' | '/')) && letter(before.next()))
        || (matches!(right, Some('-' | '/')) && letter(after.next()))
}

fn year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1900..=2100).contains(year))
}

/// "1.952" → 1952, "42,53" → 42,53 with two places; "89.4" has only one reading.
fn number_of(text: &str) -> Option<(Decimal, u32)> {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    if let Some((head, tail)) = whole.split_once('.')
        && fraction.is_empty()
        && tail.len() < 3
    {
        return Some((format!("{head}.{tail}").parse().ok()?, u32::try_from(tail.len()).ok()?));
    }
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let grouped = groups.all(|group| group.len() == 3) && (!whole.contains('.') || (1..=3).contains(&first.len()));
    if !grouped || fraction.contains(['.', ',']) {
        return None;
    }
    let plain = format!("{}.{}", whole.replace('.', ""), if fraction.is_empty() { "0" } else { fraction });
    Some((plain.parse().ok()?, u32::try_from(fraction.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str], years: &[u16]) {
        let (figures, found) = figures_of(sentence);
        let shown: Vec<&str> = figures.iter().map(|figure| figure.raw(sentence)).collect();
        assert_eq!((shown.as_slice(), found.iter().map(|(_, year)| *year).collect::<Vec<_>>().as_slice()), (expected, years));
    }

    #[test]
    fn names_dates_and_years_are_no_figures() {
        check("Kế hoạch số 84-KH/TU ngày 10/4/2018, 12/BC-BCĐ", &[], &[2018]);
        check("140/161 xã (86,96%), tăng 1.952 mô hình so với năm 2015", &["140/161", "86,96%", "1.952"], &[2015]);
        check("87 năm (15/10/1930 – 15/10/2017)", &["87"], &[1930, 2017]);
        check("trên 89.4 %", &["89.4 %"], &[]);
    }

    #[test]
    fn a_dot_inside_a_number_ends_no_sentence() {
        assert_eq!(sentences("Có 1.952 lượt. Đạt 90%; còn lại 10%"), ["Có 1.952 lượt", " Đạt 90%", " còn lại 10%"]);
    }

    #[test]
    fn rounding_is_to_the_digits_printed() {
        let exact = Decimal::new(891_515, 4);
        let of = |text: &str| figures(text)[0].rounds(exact);
        assert!(of("89,2%") && of("89,15%") && of("89%"));
        assert!(!of("89,1%") && !of("90%"));
    }
}
