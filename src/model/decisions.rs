//! Awards and proposals gathered into the decisions that commend (quyết định khen thưởng).
//!
//! A decision is one form of commendation, one body and one number. Awards without a number and proposals stand
//! together in the one that is still to come. What a unit below the root awarded itself is that unit's own affair.

use std::collections::BTreeMap;

use super::body;
use super::date::Date;
use super::dossier::{Dossier, RowRef};
use super::name;
use super::papers::{DecisionSettings, Refusal};
use super::reading::{AwardRow, FormName};
use super::unit::{Match, UnitId};

/// A decision that commends.
#[derive(Debug, Clone)]
pub struct AwardDecision<'a> {
    /// Form of commendation.
    pub form: FormName,
    /// The body; empty where not said.
    pub body: String,
    /// Its number, if it has one already.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// The rows of Biểu 2, each with the unit that sent it, in tree order.
    pub rows: Vec<(RowRef, UnitId)>,
    /// Does the form certify a recognition?
    pub certifies: bool,
    /// What the office says of it.
    pub settings: Option<&'a DecisionSettings>,
}

/// Is the row about this decision of the office?
pub fn is_about(settings: &DecisionSettings, form: &str, by: &str) -> bool {
    !settings.recognises
        && settings.form.as_deref().is_none_or(|wanted| wanted == form)
        && settings.body.as_deref().is_none_or(|wanted| body::same(wanted, by))
}

/// Which entry of `[[khong_dong_y]]` a proposal was refused by.
pub fn refusal(dossier: &Dossier, row: &AwardRow, unit: UnitId) -> Option<usize> {
    let refusals = &dossier.authority.papers.refusals;
    if !row.proposed || refusals.is_empty() {
        return None;
    }
    let recipient = name::key(row.recipient.as_deref()?);
    let fits = |refusal: &Refusal| {
        name::key(&refusal.recipient) == recipient
            && refusal.form.as_deref().is_none_or(|form| form == row.form.code)
            && refusal.unit.as_deref().is_none_or(
                |text| matches!(dossier.units.resolve(text, None), Match::One(named) if dossier.units.is_within(unit, named)),
            )
    };
    refusals.iter().position(fits)
}

/// Is the body the conference's own, or one above it: does its name not name a unit below the root?
fn is_ours(dossier: &Dossier, body: &str) -> bool {
    let units = &dossier.units;
    units.unmarked_in(body).is_none_or(|named| named == units.name(units.root()))
}

/// What tells decisions apart: form, body, number.
type Identity = (String, String, Option<String>);

/// All decisions: forms as the authority orders them, then bodies and numbers as first met.
pub fn award_decisions(dossier: &Dossier) -> Vec<AwardDecision<'_>> {
    let authority = &dossier.authority;
    let rank = |code: &str| authority.forms.iter().position(|form| form.code == code).unwrap_or(authority.forms.len());
    let mut found: Vec<AwardDecision<'_>> = Vec::new();
    let mut known: BTreeMap<Identity, usize> = BTreeMap::new();
    // Bodies are few, awards may be very many.
    let mut bodies: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| !row.cumulative) else { continue };
        let by = row.body.as_deref().unwrap_or_default();
        let (is_ours, body) = &*bodies.entry(by).or_insert_with(|| (is_ours(dossier, by), body::key(by)));
        if !is_ours || refusal(dossier, row, award.unit).is_some() {
            continue;
        }
        let settings = authority.papers.decisions.iter().find(|settings| is_about(settings, &row.form.code, by));
        let number = row.decision.as_deref().map(str::to_owned).or_else(|| settings.and_then(|settings| settings.number.clone()));
        // What is said of one number says nothing of another.
        let settings = settings.filter(|settings| settings.number.is_none() || settings.number == number);
        let date = row.date.or_else(|| settings.and_then(|settings| settings.date));
        let identity = (row.form.code.clone(), body.clone(), number.as_deref().map(name::key));
        let at = *known.entry(identity).or_insert(found.len());
        if let Some(decision) = found.get_mut(at) {
            decision.rows.push((award.row, award.unit));
            decision.date = decision.date.or(date);
        } else {
            found.push(AwardDecision {
                form: row.form.clone(),
                body: by.to_owned(),
                number,
                date,
                rows: vec![(award.row, award.unit)],
                certifies: authority.forms.iter().any(|form| form.certifies && form.code == row.form.code),
                settings,
            });
        }
    }
    found.sort_by_key(|decision| rank(&decision.form.code));
    found
}
