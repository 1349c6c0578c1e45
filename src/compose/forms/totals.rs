//! Biểu 3: counts of the models' sheet, as formulas with their results.
//!
//! A formula gives nothing, not zero, while the list is blank: a form sent back empty must not say that a unit has no models.
//! Where each recognition is told in a sheet of its own, nothing is counted for it: those rows are not models.

use std::collections::BTreeMap;

use super::sheets::{Book, Frame, Placed};
use super::{Forms, Subject, TEMPLATE, TotalsOf};
use crate::compose::figures::upper_first;
use crate::compose::template::fault;
use crate::document::Value;
use crate::document::form::{Allows, FormCell, FormCheck, FormRow};
use crate::error::Error;
use crate::model::{Offer, UnitId, column_letters, form_total};

/// The sheets it counts: models, and recognitions told one by one.
const MODELS: &str = "mo-hinh";
const RECOGNITIONS: &str = "cong-nhan";

/// The label of the unit's own part.
const OWN: &str = "Cơ quan, đơn vị trực thuộc";
const TOTAL: &str = "Tổng cộng";

/// What a row counts.
enum Part {
    Field(String),
    /// A unit it reports for.
    Silent(UnitId),
    /// A unit below it that sends its own list: its figures are written by hand.
    Sender(UnitId),
    /// What is of none of those.
    Own,
    All,
}

/// The rows, top to bottom.
fn parts(forms: &Forms<'_>, subject: &Subject<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = match &subject.totals {
        Some(TotalsOf::Units(units)) => {
            let part = |unit: &UnitId| if subject.silent.contains(unit) { Part::Silent(*unit) } else { Part::Sender(*unit) };
            units.iter().map(part).chain([Part::Own]).collect()
        }
        _ => forms.authority.fields.iter().map(|field| Part::Field(field.name.clone())).collect(),
    };
    parts.push(Part::All);
    parts
}

/// The rows of the sheet.
///
/// # Errors
///
/// [`Error::Template`] where a column counts what the models' sheet has not.
pub(super) fn rows(book: &Book<'_>, frame: &Frame<'_>, forms: &Forms<'_>, subject: &Subject<'_>) -> Result<Vec<FormRow>, Error> {
    let Some(models) = book.frame(MODELS) else { return Err(fault(TEMPLATE, "Biểu 3 cần trang có ma = “mo-hinh”")) };
    let parts = parts(forms, subject);
    let mut rows = Vec::new();
    for (part, row) in parts.iter().zip(0u32..) {
        let label = match part {
            Part::Field(name) => name.clone(),
            Part::Silent(unit) | Part::Sender(unit) => forms.units.name(*unit).to_owned(),
            Part::Own => OWN.to_owned(),
            Part::All => TOTAL.to_owned(),
        };
        let mut cells = Vec::new();
        for (column, number) in frame.columns.iter().zip(0u16..) {
            let counted = Counted { book, models, frame, forms, subject, column, number };
            cells.push(match (&column.plan.counts, column.code.as_str()) {
                (Some(_), _) => counted.cell(part, row)?,
                (None, "stt") if !matches!(part, Part::All) => Value::Count(u64::from(row) + 1).into(),
                (None, "muc") => Value::Text(label.clone()).into(),
                (None, _) => FormCell::default(),
            });
        }
        rows.push(FormRow { cells, bold: matches!(part, Part::All), lines: None });
    }
    Ok(rows)
}

/// Whole numbers where figures are written by hand.
pub(super) fn checks(frame: &Frame<'_>, forms: &Forms<'_>, subject: &Subject<'_>, rows: &[FormRow]) -> Vec<FormCheck> {
    let Some(refusal) = forms.plan.refusals.get("so-nguyen") else { return Vec::new() };
    let fill = |text: &String| text.replace("{tu}", "0").replace("{den}", "1000000");
    let mut checks = Vec::new();
    for (part, row) in parts(forms, subject).iter().zip(0u32..).take(rows.len()) {
        let Part::Sender(_) = part else { continue };
        for (_, column) in frame.columns.iter().zip(0u16..).filter(|(column, _)| column.plan.counts.is_some()) {
            checks.push(FormCheck {
                column,
                rows: (row, row),
                allows: Allows::Whole("0".to_owned(), "1000000".to_owned()),
                strict: true,
                refusal: Some((fill(&refusal[0]), fill(&refusal[1]))),
                prompt: None,
            });
        }
    }
    checks
}

/// A column of counts.
struct Counted<'a, 'p> {
    book: &'a Book<'p>,
    models: &'a Frame<'p>,
    frame: &'a Frame<'p>,
    forms: &'a Forms<'a>,
    subject: &'a Subject<'a>,
    column: &'a Placed<'p>,
    number: u16,
}

impl Counted<'_, '_> {
    fn cell(&self, part: &Part, row: u32) -> Result<FormCell, Error> {
        let by_units = matches!(self.subject.totals, Some(TotalsOf::Units(_)));
        let (expression, result) = match part {
            Part::Sender(_) => return Ok(FormCell { open: Some(true), ..FormCell::default() }),
            Part::Field(name) => self.listed(&[("linh-vuc", name.clone())], "")?,
            Part::Silent(unit) => self.listed(&[("don-vi", self.forms.units.name(*unit).to_owned())], "")?,
            Part::Own => self.listed(&[], &self.silent_above())?,
            Part::All if by_units => self.sum(row),
            Part::All => self.listed(&[], "")?,
        };
        Ok(Value::Formula { expression, result: Box::new(result) }.into())
    }

    /// Counts rows of the list in which all this stands; `less` is taken away.
    fn listed(&self, more: &[(&str, String)], less: &str) -> Result<(String, Value), Error> {
        let mut wanted: BTreeMap<String, String> = BTreeMap::new();
        for (column, value) in self.column.plan.counts.iter().flatten() {
            wanted.insert(self.column.texts.fill(column)?, self.column.texts.fill(value)?);
        }
        wanted.extend(more.iter().map(|(column, value)| ((*column).to_owned(), value.clone())));
        let names = self.range("ten")?;
        let mut counted = format!("{names},\"<>\"");
        for (column, value) in &wanted {
            counted = format!("{counted},{},\"{}\"", self.range(column)?, criterion(value));
        }
        let there = format!("COUNTA({names}){}", self.unless_told_apart(&wanted));
        let expression = form_total::guarded(&there, &format!("COUNTIFS({counted}){less}"));
        let own_part = !less.is_empty();
        let fits = |offer: &&&Offer| {
            (!own_part || offer.unit == self.subject.unit) && wanted.iter().all(|(c, value)| self.says(offer, c, value))
        };
        let count = self.subject.offers.iter().filter(fits).count();
        let result = if self.subject.offers.is_empty() { Value::Blank } else { Value::Count(count as u64) };
        Ok((expression, result))
    }

    /// `*(COUNTA(…)=0)`: recognitions are counted only while they stand in the list of models.
    fn unless_told_apart(&self, wanted: &BTreeMap<String, String>) -> String {
        let recognised = wanted.keys().any(|column| column.starts_with("cong-nhan:"));
        let apart = self.book.frame(RECOGNITIONS).filter(|_| recognised);
        let range = apart.and_then(|frame| frame.column("cap").map(|column| frame.range_from_outside(column)));
        range.map_or_else(String::new, |range| format!("*(COUNTA({range})=0)"))
    }

    fn range(&self, column: &str) -> Result<String, Error> {
        let number = self.models.column(column);
        let number = number.ok_or_else(|| fault(TEMPLATE, format!("dem: Biểu 1 không có cột “{column}”")))?;
        Ok(self.models.range_from_outside(number))
    }

    /// Does an offered model say this in a column? Only what was offered stands there.
    fn says(&self, offer: &Offer, column: &str, value: &str) -> bool {
        let authority = self.forms.authority;
        match column {
            "linh-vuc" => offer.field.is_some_and(|field| authority.field(field).name == value),
            "doi-tuong" => offer.owner.is_some_and(|owner| upper_first(owner.name()) == value),
            "don-vi" => offer.unit != self.subject.unit && self.forms.units.name(offer.unit) == value,
            _ => false,
        }
    }

    /// What the rows of units it reports for count.
    fn silent_above(&self) -> String {
        let rows = parts(self.forms, self.subject).into_iter().zip(0u32..).filter_map(|(part, row)| match part {
            Part::Silent(_) => Some(format!("-{}", self.frame.cell(self.number, row))),
            _ => None,
        });
        rows.collect()
    }

    /// The rows above, added; nothing while they are blank.
    fn sum(&self, row: u32) -> (String, Value) {
        let letters = column_letters(self.number);
        let top = self.frame.sheet.top() + 1;
        let above = format!("${letters}${top}:${letters}${}", top + row - 1);
        let known = self.subject.offers.iter();
        let fits =
            |offer: &&&Offer| self.column.plan.counts.iter().flatten().all(|(column, value)| self.says(offer, column, value));
        let result = if self.subject.offers.is_empty() { Value::Blank } else { Value::Count(known.filter(fits).count() as u64) };
        (form_total::guarded(&format!("COUNT({above})"), &format!("SUM({above})")), result)
    }
}

/// A value as COUNTIFS compares it: its own signs are not meant as a pattern.
fn criterion(value: &str) -> String {
    if value == "<>" {
        return value.to_owned();
    }
    value.replace('~', "~~").replace('*', "~*").replace('?', "~?").replace('"', "\"\"")
}
