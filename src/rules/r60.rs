//! R60: one decision number has two dates or two bodies.
//!
//! The trap: numbers begin anew every year, and every office has its own "12/QĐ-UBND".

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Content, Date, Finding, Form, Origin, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R60",
    name: "decision-told-two-ways",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Cùng một số quyết định nhưng ghi hai ngày hoặc hai cơ quan khác nhau.",
    why: "Một quyết định chỉ có một ngày và một cơ quan ban hành; danh sách in ra sẽ sai căn cứ.",
    remedy: "Xem lại quyết định, sửa ngày, số hoặc cơ quan.",
    basis: "Chỉ so các dòng của cùng đơn vị, trong cùng năm: mỗi năm, mỗi cơ quan đánh số quyết định lại từ đầu, nên khác năm, hoặc khác cả ngày lẫn cơ quan, là hai quyết định.",
    check,
};

/// A row that cites a decision.
struct Cited<'a> {
    unit: UnitId,
    number: &'a str,
    date: Option<Date>,
    body: Option<&'a str>,
    date_at: Origin,
    body_at: Origin,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut decisions: BTreeMap<(UnitId, String), Vec<Cited<'_>>> = BTreeMap::new();
    for cited in cited(context) {
        let number = name::slug_words(cited.number);
        if number.bytes().any(|b| b.is_ascii_digit()) {
            decisions.entry((cited.unit, number)).or_default().push(cited);
        }
    }
    decisions.into_values().flat_map(|rows| [dates(context, &rows), bodies(context, &rows)]).flatten().collect()
}

fn cited<'a>(context: &Context<'a>) -> Vec<Cited<'a>> {
    let mut all = Vec::new();
    for placed in context.tables(Form::Awards).chain(context.tables(Form::Recognitions)) {
        let Some(sender) = context.submitter(placed) else { continue };
        let col = |column| placed.table.column(column).unwrap_or(0);
        let at = |row: u32, column| placed.cell(row, col(column));
        let mut push = |row: u32, number: Option<&'a str>, date, body: Option<&'a str>| {
            if let Some(number) = number {
                let (date_at, body_at) = (at(row, Column::DecisionDate), at(row, Column::Body));
                all.push(Cited { unit: sender, number, date, body, date_at, body_at });
            }
        };
        match &placed.table.content {
            Content::Awards(rows) => {
                for r in rows {
                    push(r.row, r.decision.as_deref(), r.date, r.body.as_deref());
                }
            }
            Content::Recognitions(rows) => {
                for r in rows {
                    push(r.row, r.decision.as_deref(), r.date, r.body.as_deref());
                }
            }
            _ => {}
        }
    }
    all
}

/// Two dates of one year: the rarer one is asked about.
fn dates(context: &Context<'_>, rows: &[Cited<'_>]) -> Option<Finding> {
    let mut told: BTreeMap<Date, Vec<&Cited<'_>>> = BTreeMap::new();
    for row in rows {
        if let Some(date) = row.date {
            told.entry(date).or_default().push(row);
        }
    }
    let same_body = |a: &Cited<'_>, b: &Cited<'_>| a.body.zip(b.body).is_none_or(|(a, b)| name::key(a) == name::key(b));
    let (&date, odd) = told.iter().min_by_key(|(date, rows)| (rows.len(), std::cmp::Reverse(**date)))?;
    let other =
        |(known, rows): &(&Date, &Vec<&Cited<'_>>)| **known != date && known.year == date.year && same_body(rows[0], odd[0]);
    let (usual, others) = told.iter().filter(other).max_by_key(|(_, rows)| rows.len())?;
    let message =
        format!("Quyết định số {} ghi ngày {date}, ở {} dòng khác ghi ngày {usual}", odd[0].number.trim(), others.len());
    let finding = RULE.finding(odd[0].date_at, message).of_unit(context.name(odd[0].unit));
    let related = odd.iter().skip(1).chain(others.iter().take(1)).map(|row| row.date_at);
    Some(finding.with_texts(date.to_string(), usual.to_string()).with_related(related))
}

/// Two bodies on one day (or on days not told).
fn bodies(context: &Context<'_>, rows: &[Cited<'_>]) -> Option<Finding> {
    let mut told: BTreeMap<String, Vec<&Cited<'_>>> = BTreeMap::new();
    for row in rows {
        if let Some(body) = row.body.map(name::key).filter(|key| !key.is_empty()) {
            told.entry(body).or_default().push(row);
        }
    }
    let (key, odd) = told.iter().min_by_key(|(_, rows)| rows.len())?;
    let same_day = |a: &Cited<'_>, b: &Cited<'_>| a.date.zip(b.date).is_none_or(|(a, b)| a == b);
    let other = |(known, rows): &(&String, &Vec<&Cited<'_>>)| *known != key && rows.iter().any(|row| same_day(row, odd[0]));
    let (_, others) = told.iter().filter(other).max_by_key(|(_, rows)| rows.len())?;
    let (body, usual) = (odd[0].body.unwrap_or_default(), others[0].body.unwrap_or_default());
    let message = format!(
        "Quyết định số {} ghi của {}, ở {} dòng khác ghi của {}",
        odd[0].number.trim(),
        quoted(body),
        others.len(),
        quoted(usual)
    );
    let finding = RULE.finding(odd[0].body_at, message).of_unit(context.name(odd[0].unit));
    let related = odd.iter().skip(1).chain(others.iter().take(1)).map(|row| row.body_at);
    Some(finding.with_texts(body, usual).with_related(related))
}
