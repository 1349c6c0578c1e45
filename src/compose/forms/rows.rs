//! The rows that stand in a form from the start.

use super::lists::List;
use super::plan::{ColumnPlan, EntryPlan};
use super::sheets::{Book, Frame, holds};
use super::texts::Texts;
use super::{Forms, Subject, short};
use crate::compose::figures::upper_first;
use crate::document::Value;
use crate::document::form::{FormCell, FormRow};
use crate::error::Error;
use crate::model::{Adding, Offer};

/// Free rows below models that are known already, at least.
const FREE: u32 = 20;

/// Models known already, then blank rows, each with its number and code.
pub(super) fn models(frame: &Frame<'_>, forms: &Forms<'_>, subject: &Subject<'_>) -> Vec<FormRow> {
    let known = u32::try_from(subject.offers.len()).unwrap_or(u32::MAX);
    let least = if known == 0 { 0 } else { known.saturating_add(FREE) };
    let count = frame.plan.prepared.max(least).min(frame.sheet.room);
    let mut codes = forms.codes(subject.unit);
    let mut offers = subject.offers.iter();
    let mut rows = Vec::new();
    for number in 1..=count {
        let offer = offers.next();
        let code = offer.and_then(|offer| offer.code.clone()).or_else(|| codes.next()).unwrap_or_default();
        let cell = |column: &str| match column {
            "stt" => Value::Count(u64::from(number)),
            "ma" => Value::Text(code.clone()),
            column => offer.map_or(Value::Blank, |offer| offered(column, offer, forms, subject)),
        };
        rows.push(FormRow {
            cells: frame.columns.iter().map(|column| cell(&column.code).into()).collect(),
            ..FormRow::default()
        });
    }
    rows
}

/// What is known of a model for a column.
fn offered(column: &str, offer: &Offer, forms: &Forms<'_>, subject: &Subject<'_>) -> Value {
    let authority = forms.authority;
    let text = |text: Option<String>| text.map_or(Value::Blank, Value::Text);
    match column {
        "don-vi" if offer.unit != subject.unit => Value::Text(forms.units.name(offer.unit).to_owned()),
        "ten" => Value::Text(offer.name.clone()),
        "thuc-hien" => text(offer.performer.clone()),
        "dia-chi" => text(offer.address.clone()),
        "loai-hinh" => text(offer.kind.map(|kind| upper_first(kind.name()))),
        "doi-tuong" => text(offer.owner.map(|owner| upper_first(owner.name()))),
        "linh-vuc" => text(offer.field.map(|field| authority.field(field).name.clone())),
        "nam" => offer.year.map_or(Value::Blank, |year| Value::Count(u64::from(year))),
        "dang-ky" => text(offer.novelty.map(|novelty| upper_first(novelty.name()))),
        "cap-dang-ky" => {
            let levels: Vec<String> = offer.levels.iter().map(|level| short(authority.level(*level))).collect();
            text((!levels.is_empty()).then(|| levels.join(", ")))
        }
        _ => Value::Blank,
    }
}

/// Blank rows with their number, after so many that are filled; what is worked out gives nothing yet.
///
/// # Errors
///
/// [`Error::Template`] for an unknown name in braces.
pub(super) fn blank(frame: &Frame<'_>, filled: u32) -> Result<Vec<FormRow>, Error> {
    let mut rows = Vec::new();
    for number in filled + 1..=filled + frame.plan.prepared {
        let mut cells = Vec::new();
        for column in &frame.columns {
            cells.push(match &column.plan.formula {
                Some(formula) => {
                    let expression = worked_out(frame, &column.texts, formula, number - 1)?;
                    Value::Formula { expression, result: Box::new(Value::Blank) }.into()
                }
                None if column.code == "stt" => Value::Count(u64::from(number)).into(),
                None => FormCell::default(),
            });
        }
        rows.push(FormRow { cells, ..FormRow::default() });
    }
    Ok(rows)
}

/// A formula with the cells of its row in place of `{o:…}` and `{day:…}`.
fn worked_out(frame: &Frame<'_>, texts: &Texts, formula: &str, row: u32) -> Result<String, Error> {
    let cell = |name: &str| match name.split_once(':')? {
        ("o", column) => frame.column(column).map(|column| frame.cell(column, row)),
        ("day", column) => frame.row_range(column, row),
        _ => None,
    };
    // What a name stands for may speak of cells itself.
    let once = texts.fill_with(formula, &cell)?;
    texts.fill_with(&once, &cell)
}

/// The catalogue, its names and units of measure locked; then blank rows. What only the root reports is asked of the root.
///
/// # Errors
///
/// As [`blank`].
pub(super) fn indicators(frame: &Frame<'_>, forms: &Forms<'_>, subject: &Subject<'_>) -> Result<Vec<FormRow>, Error> {
    let root = subject.unit == forms.units.root();
    let asked = forms.authority.indicators.iter().filter(|known| known.is_declared && (root || known.adds != Some(Adding::Own)));
    let mut rows: Vec<FormRow> = Vec::new();
    for (indicator, number) in asked.zip(1u64..) {
        let locked = |text: &str| FormCell { open: Some(false), ..FormCell::from(Value::Text(text.to_owned())) };
        let cell = |column: &str| match column {
            "stt" => FormCell { open: Some(false), ..FormCell::from(Value::Count(number)) },
            "ten" => locked(&indicator.name),
            "don-vi-tinh" if !indicator.unit.is_empty() => locked(&indicator.unit),
            _ => FormCell::default(),
        };
        rows.push(FormRow { cells: frame.columns.iter().map(|column| cell(&column.code)).collect(), ..FormRow::default() });
    }
    let more = blank(frame, u32::try_from(rows.len()).unwrap_or(u32::MAX))?;
    rows.extend(more);
    Ok(rows)
}

/// Named lines: the name, and what is known.
///
/// # Errors
///
/// [`Error::Template`] for an unknown name in braces.
pub(super) fn lines(frame: &Frame<'_>, texts: &Texts) -> Result<Vec<FormRow>, Error> {
    let mut rows = Vec::new();
    for line in &frame.plan.lines {
        let value = texts.fill(&line.value)?;
        let value = if value.is_empty() { Value::Blank } else { Value::Text(value) };
        let cells = vec![
            Value::Text(line.name.clone()).into(),
            FormCell { value, open: Some(line.open), holds: line.entry.kind.map(holds) },
        ];
        rows.push(FormRow { cells, bold: false, lines: line.lines });
    }
    Ok(rows)
}

/// The lists to choose from, a column each.
pub(super) fn lists(lists: &[List]) -> Vec<FormRow> {
    let longest = lists.iter().map(|list| list.values.len()).max().unwrap_or(0);
    let cell = |list: &List, row: usize| list.values.get(row).map_or(Value::Blank, |value| Value::Text(value.clone())).into();
    let row = |row: usize| FormRow { cells: lists.iter().map(|list| cell(list, row)).collect(), ..FormRow::default() };
    (0..longest).map(row).collect()
}

/// What is to be written into each column, with examples; a line a sheet above its columns.
///
/// # Errors
///
/// As [`lines`].
pub(super) fn guide(book: &Book<'_>, texts: &Texts) -> Result<Vec<FormRow>, Error> {
    let mut rows = Vec::new();
    for frame in &book.frames {
        let mut own = Vec::new();
        let mut told: Vec<&ColumnPlan> = Vec::new();
        for column in &frame.columns {
            if told.iter().any(|plan| std::ptr::eq(*plan, column.plan)) || !explained(&column.plan.entry, column.plan) {
                continue;
            }
            told.push(column.plan);
            let heading = column.plan.heading.iter().map(|part| column.texts.fill(part)).collect::<Result<Vec<_>, _>>()?;
            let how = column.plan.entry.prompt.as_ref().map(|prompt| column.texts.fill(&prompt[1])).transpose()?;
            let mut cells = vec![Value::Text(heading.join(" - ")), how.map_or(Value::Blank, Value::Text)];
            for example in column.plan.examples.iter().flatten() {
                cells.push(Value::Text(column.texts.fill(example)?));
            }
            own.push(FormRow { cells: cells.into_iter().map(FormCell::from).collect(), ..FormRow::default() });
        }
        if !own.is_empty() {
            let name = Value::Text(texts.fill(&frame.plan.name)?);
            rows.push(FormRow { cells: vec![name.into()], bold: true, lines: None });
            rows.extend(own);
        }
    }
    Ok(rows)
}

fn explained(entry: &EntryPlan, plan: &ColumnPlan) -> bool {
    entry.prompt.is_some() || plan.examples.is_some()
}
