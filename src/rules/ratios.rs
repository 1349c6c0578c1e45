//! Percentages beside the two numbers they are made of: in prose ("140/161 xã, đạt 86,96%") and in the note of a ratio of
//! Biểu 4.

use rust_decimal::Decimal;

use super::texts::{self, Figure, Passage};
use super::{Adjusted as _, Context};
use crate::model::{Column, Finding, IndicatorFact, Origin, UnitId};

/// A percentage and its two numbers.
pub(super) struct Ratio {
    pub part: Decimal,
    pub whole: Decimal,
    /// What the percentage is, unrounded.
    pub exact: Decimal,
    pub percent: Figure,
    at: Option<Origin>,
    unit: String,
    related: Vec<Origin>,
}

impl Ratio {
    /// "trên", where the percentage is only said to be about that.
    pub fn qualifier(&self) -> Option<&'static str> {
        self.percent.qualifier
    }

    /// A finding at the percentage.
    pub fn told(&self, mut finding: Finding) -> Finding {
        if self.at.is_none() {
            finding.message = format!("hoi-nghi.toml: {}", finding.message);
        }
        finding.placed(self.at).of_unit(self.unit.as_str()).with_related(self.related.iter().copied())
    }
}

/// Words that tie a percentage to the numbers before it.
const TIES: [&str; 7] = ["(", "đạt", "chiếm", "bằng", "tỷ lệ", "tỉ lệ", "tức"];

/// Every such percentage.
pub(super) fn all(context: &Context<'_>) -> Vec<Ratio> {
    let mut all: Vec<Ratio> = texts::passages(context).iter().flat_map(|passage| of_passage(context, passage)).collect();
    all.extend(context.dossier.indicators.iter().filter_map(|fact| of_note(context, fact)));
    all
}

fn of_passage(context: &Context<'_>, passage: &Passage<'_>) -> Vec<Ratio> {
    let mut found = Vec::new();
    for sentence in texts::sentences(passage.text) {
        for pair in texts::figures(sentence).windows(2) {
            let between = &sentence[pair[0].end..pair[1].start];
            let tied = !between.contains(')') && TIES.iter().any(|tie| between.contains(tie));
            let (fraction, percent) = match (pair[0].over, pair[1].over) {
                (Some(_), None) if tied => (&pair[0], &pair[1]),
                (None, Some(_)) if between.trim_end().ends_with('(') => (&pair[1], &pair[0]),
                _ => continue,
            };
            let place = (passage.at, passage.unit, Vec::new());
            found.extend(fraction.over.and_then(|whole| ratio(context, (fraction.value, whole), percent, place)));
        }
    }
    found
}

/// "đạt 86,96%" in the note of 140 of 161.
fn of_note(context: &Context<'_>, fact: &IndicatorFact) -> Option<Ratio> {
    let row = context.dossier.indicator_row(fact.row)?;
    let (note, part, whole) = (row.note.as_deref()?, row.value?, row.out_of?);
    let figures = texts::figures(note);
    let [percent] = figures.as_slice() else { return None };
    let before = note[..percent.start].trim();
    let tied = before.is_empty() || percent.qualifier.is_some() || TIES.iter().any(|tie| before.to_lowercase().contains(tie));
    if !tied {
        return None;
    }
    let cell = |column| context.dossier.cell(fact.row, column);
    let place = (Some(cell(Column::Note)), fact.unit, vec![cell(Column::Value), cell(Column::OutOf)]);
    ratio(context, (part, whole), percent, place)
}

type Place = (Option<Origin>, UnitId, Vec<Origin>);

fn ratio(context: &Context<'_>, (part, whole): (Decimal, Decimal), percent: &Figure, place: Place) -> Option<Ratio> {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole).filter(|_| percent.percent)?;
    let (at, unit, related) = place;
    Some(Ratio { part, whole, exact, percent: percent.clone(), at, unit: context.name(unit).to_owned(), related })
}
