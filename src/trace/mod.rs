//! A figure's key → the tree of sums down to cells (truy nguồn).
//!
//! Dossier and summary in, [`Evidence`] out. What counts was decided when the dossier was joined: models by
//! [`Model::counted`], stated totals by [`Dossier::keys_of`], indicators by their terms in the summary. Here it is only
//! followed back. The trap: a unit's figure may stand on its lists for one measure and on its totals for another.

mod awards;
mod counts;
mod derived;
mod find;
mod indicators;
mod json;
mod lists;
mod others;
mod outline;
mod quoted;
mod stated;
mod units;
mod words;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::model::{
    Aside, Derived, Dossier, Evidence, EvidenceNode, Facet, Finding, Form, Key, Measure, Model, Origin, RowRef, Standing, Stated,
    Submission, Summary, UnitId,
};

pub use find::{Candidate, Found};

/// Follows figures back to their cells; made once for many figures.
pub struct Tracer<'a> {
    dossier: &'a Dossier,
    summary: &'a Summary,
    findings: &'a [Finding],
    /// Records by unit; empty where only an outline is wanted.
    units: Vec<OfUnit<'a>>,
    /// (file, table) → the first unit that it belongs to.
    owned: BTreeMap<(u32, u16), UnitId>,
    /// Whose each award is.
    awards: BTreeMap<RowRef, UnitId>,
    /// Every count of `so-lieu.json` by its path.
    counts: BTreeMap<String, Key>,
}

/// What one unit sent.
#[derive(Default, Clone)]
struct OfUnit<'a> {
    models: Vec<&'a Model>,
    stated: Vec<&'a Stated>,
    submissions: Vec<&'a Submission>,
}

impl<'a> Tracer<'a> {
    /// Over everything that a run found.
    pub fn new(dossier: &'a Dossier, summary: &'a Summary, findings: &'a [Finding]) -> Self {
        let mut tracer = Self::outline(dossier, summary, findings);
        tracer.units = vec![OfUnit::default(); dossier.units.len()];
        for submission in &dossier.submissions {
            for &table in &submission.tables {
                tracer.owned.entry((submission.file, table)).or_insert(submission.unit);
            }
            tracer.units[submission.unit.0 as usize].submissions.push(submission);
        }
        for model in &dossier.models {
            tracer.units[model.unit.0 as usize].models.push(model);
        }
        for figure in &dossier.stated {
            tracer.units[figure.submitter.0 as usize].stated.push(figure);
        }
        tracer
    }

    /// The same without cells: how many units give how much, on which ground. For reports over thousands of units, of which
    /// nobody reads a tree for every figure.
    pub fn outline(dossier: &'a Dossier, summary: &'a Summary, findings: &'a [Finding]) -> Self {
        let authority = &dossier.authority;
        let facets = Facet::all(authority);
        let keys =
            Measure::all(authority).into_iter().flat_map(|measure| facets.iter().map(move |&facet| Key { measure, facet }));
        Self {
            dossier,
            summary,
            findings,
            units: Vec::new(),
            owned: BTreeMap::new(),
            awards: dossier.awards.iter().map(|award| (award.row, award.unit)).collect(),
            counts: keys.filter_map(|key| Some((key.path(authority)?, key))).collect(),
        }
    }

    /// Is only an outline wanted?
    fn is_outline(&self) -> bool {
        self.units.is_empty()
    }

    fn of_unit(&self, unit: UnitId) -> Option<&OfUnit<'a>> {
        self.units.get(unit.0 as usize)
    }

    fn models_of(&self, unit: UnitId) -> impl Iterator<Item = &'a Model> + use<'_, 'a> {
        self.of_unit(unit).into_iter().flat_map(|of| &of.models).copied()
    }

    fn stated_of(&self, unit: UnitId) -> impl Iterator<Item = &'a Stated> + use<'_, 'a> {
        self.of_unit(unit).into_iter().flat_map(|of| &of.stated).copied()
    }

    fn submissions_of(&self, unit: UnitId) -> impl Iterator<Item = &'a Submission> + use<'_, 'a> {
        self.of_unit(unit).into_iter().flat_map(|of| &of.submissions).copied()
    }

    /// The evidence of the figure at a path of `so-lieu.json` (an indicator by its `ma`), or of one that the report works out
    /// of others ([`Derived`]); `None` where there is no such figure.
    pub fn evidence(&self, path: &str) -> Option<Evidence> {
        let parts: Vec<&str> = path.split('.').collect();
        let found = self.counts.get(path).map(|key| self.of_count(*key));
        let mut evidence = match (found, parts.as_slice()) {
            (Some(evidence), _) => evidence,
            (None, ["khen_thuong", nth, part]) => self.of_award(nth.parse().ok()?, part)?,
            (None, ["chi_tieu", code, part]) => self.of_indicator(code, part)?,
            (None, ["so_sanh", nth, part]) => self.of_comparison(nth.parse().ok()?, part)?,
            (None, ["nop", part]) => self.of_turnout(part)?,
            (None, ["ket_qua_kiem_tra", part]) => self.of_findings(part)?,
            _ => self.of_derived(Derived::parse(path)?)?,
        };
        path.clone_into(&mut evidence.key);
        if self.is_outline() {
            outline::fold(&mut evidence.top);
        }
        Some(evidence)
    }

    /// The value at a path; the length of a list of units.
    fn value(&self, path: &str) -> Option<Decimal> {
        let found = path.split('.').try_fold(&self.summary.json, |at, part| match at {
            Value::Array(list) => part
                .parse::<usize>()
                .ok()
                .and_then(|nth| list.get(nth))
                .or_else(|| list.iter().find(|item| item.get("ma").and_then(Value::as_str) == Some(part))),
            other => other.get(part),
        })?;
        match found {
            Value::Number(n) => n.to_string().parse().ok(),
            Value::Array(list) => Some(Decimal::from(list.len())),
            _ => None,
        }
    }

    /// What was left out of a unit's forms: versions replaced, and rows that are no records.
    fn left_out(&self, unit: UnitId, forms: &[Form], aside: &mut Vec<Aside>) {
        for submission in self.submissions_of(unit).filter(|s| forms.contains(&s.form)) {
            match submission.standing {
                Standing::Replaced => {
                    leave_out_of_file(
                        aside,
                        &format!("{} của bản cũ, đã có bản thay thế", submission.form.name()),
                        Origin::file(submission.file),
                    );
                }
                Standing::Disputed => {
                    leave_out_of_file(aside, "có hai bản, chưa rõ bản nào mới hơn", Origin::file(submission.file));
                }
                Standing::InForce => self.rows_left_out(submission, aside),
            }
        }
    }

    fn rows_left_out(&self, submission: &Submission, aside: &mut Vec<Aside>) {
        use crate::model::LeftOutReason::{NoRecord, Total};
        let reading = self.dossier.reading(submission.file);
        for &index in &submission.tables {
            // A table that names several units is accounted for with the first of them.
            if self.owned.get(&(submission.file, index)) != Some(&submission.unit) {
                continue;
            }
            let table = &reading.tables[usize::from(index)];
            let col = table.columns.first().map_or(0, |column| column.col);
            for row in table.left_out.iter().filter(|row| matches!(row.reason, NoRecord | Total)) {
                leave_out_of_file(aside, row.reason.text(), Origin::cell(submission.file, table.sheet, row.row, col));
            }
        }
    }
}

/// Adds a place to those left out for a reason.
fn leave_out(aside: &mut Vec<Aside>, why: &str, at: Origin) {
    put_aside(aside, why, at, false);
}

/// The same of what counts in no figure at all.
fn leave_out_of_file(aside: &mut Vec<Aside>, why: &str, at: Origin) {
    put_aside(aside, why, at, true);
}

fn put_aside(aside: &mut Vec<Aside>, why: &str, at: Origin, of_file: bool) {
    match aside.iter_mut().find(|a| a.why == why) {
        Some(known) => known.at.push(at),
        None => aside.push(Aside { why: why.to_owned(), of_file, at: vec![at] }),
    }
}

/// The sum of what is known; `None` where nothing is.
fn sum(parts: &[EvidenceNode]) -> Option<Decimal> {
    let known: Vec<Decimal> = parts.iter().filter_map(|part| part.value).collect();
    (!known.is_empty()).then(|| known.into_iter().sum())
}
