//! Lists to choose from (danh mục): those of the template, and the conference's own.

use super::plan::ListPlan;
use super::{Forms, Subject, TEMPLATE, once, short, years};
use crate::compose::template::fault;
use crate::error::Error;
use crate::model::{Adding, LevelId};

/// A list with its values.
#[derive(Debug)]
pub(super) struct List {
    /// `ma`.
    pub(super) code: String,
    /// `ten`.
    pub(super) name: String,
    /// What may be chosen.
    pub(super) values: Vec<String>,
}

/// All lists of a unit's form; one with nothing in it is left out.
///
/// # Errors
///
/// [`Error::Template`](crate::error::Error::Template) for a list without values that is none of the conference's.
pub(super) fn lists(forms: &Forms<'_>, subject: &Subject<'_>) -> Result<Vec<List>, Error> {
    let mut lists = Vec::new();
    for plan in &forms.plan.lists {
        let values = match &plan.values {
            Some(values) => values.clone(),
            None => own(forms, subject, plan)?,
        };
        if !values.is_empty() {
            lists.push(List { code: plan.code.clone(), name: plan.name.clone(), values: once(values) });
        }
    }
    Ok(lists)
}

fn own(forms: &Forms<'_>, subject: &Subject<'_>, plan: &ListPlan) -> Result<Vec<String>, Error> {
    let authority = forms.authority;
    let levels = forms.levels();
    let name = |level: &LevelId| short(authority.level(*level));
    let existed = |in_year: &dyn Fn(u16) -> bool| years(&authority.period).any(in_year);
    Ok(match plan.code.as_str() {
        "cap" => levels.iter().map(name).collect(),
        "cap-tren" => levels.iter().skip(1).map(name).collect(),
        "cap-dang-ky" => runs(&levels.iter().map(name).collect::<Vec<_>>()),
        "linh-vuc" => authority.fields.iter().map(|field| field.name.clone()).collect(),
        "hinh-thuc-khen" => {
            authority.forms.iter().filter(|form| existed(&|year| form.existed(year))).map(|form| form.name.clone()).collect()
        }
        "co-quan-khen" => {
            let bodies = authority.forms.iter().flat_map(|form| &form.bodies);
            bodies.filter(|body| existed(&|year| body.existed(year))).map(|body| body.name.clone()).collect()
        }
        "chi-tieu" => {
            let root = subject.unit == forms.units.root();
            let asked = authority.indicators.iter().filter(|known| root || known.adds != Some(Adding::Own));
            asked.map(|known| known.name.clone()).collect()
        }
        "don-vi-tinh" => authority.indicators.iter().map(|known| known.unit.clone()).filter(|unit| !unit.is_empty()).collect(),
        "don-vi" => subject.silent.iter().map(|child| forms.units.name(*child).to_owned()).collect(),
        other => return Err(fault(TEMPLATE, format!("danh mục “{other}” thiếu gia_tri"))),
    })
}

/// Levels at which a model may be registered: each, then from each to those above it.
fn runs(levels: &[String]) -> Vec<String> {
    let mut runs: Vec<String> = levels.to_vec();
    for length in 2..=levels.len() {
        runs.extend(levels.windows(length).map(|part| part.join(", ")));
    }
    runs
}
