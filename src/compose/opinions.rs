//! What units say in common, as the report prints it: the most said first, and who says it.
//!
//! Weaknesses name no unit: nobody is shown up by what he owned to. Proposals name all who make them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Input;
use super::figures::{escape, link, lower_unit, plain, prose, quoted, upper_first};
use super::tables::Tables;
use crate::document::Value;
use crate::model::{AssessmentHead, Derived, Dossier, Opinion, OpinionUse};

/// Where so many units write, only what several of them say is in the prose.
const MANY_WRITERS: usize = 30;
/// So many units are named beside a proposal; of more, their number and the first few.
const MOST_NAMED: usize = 6;
/// The first few.
const FIRST_NAMED: usize = 3;
/// Most units named in a cell.
const MOST_IN_CELL: usize = 60;
/// Most places named in a cell.
const MOST_PLACES: usize = 20;

/// An opinion as templates see it (`y_kien.han_che[]`).
#[derive(Serialize)]
pub(super) struct OpinionWords {
    noi_dung: tera::Value,
    nhieu_don_vi: bool,
    so_don_vi: tera::Value,
    don_vi: tera::Value,
}

/// The opinions of one part (`y_kien.han_che`).
#[derive(Serialize, Default)]
pub(super) struct PartWords {
    neu: Vec<OpinionWords>,
    /// Is there more than is named?
    con_nua: bool,
}

/// The opinions by part of the assessment.
pub(super) fn words(input: Input<'_>) -> BTreeMap<&'static str, PartWords> {
    AssessmentHead::ALL.into_iter().map(|head| (head.code(), part(input.dossier, head))).collect()
}

fn part(dossier: &Dossier, head: AssessmentHead) -> PartWords {
    let settings = dossier.authority.opinions;
    let left_out = match settings.used {
        OpinionUse::Added => false,
        OpinionUse::InPlace => !dossier.assessment(head.code()).is_empty(),
        OpinionUse::LeftOut => true,
    };
    if left_out {
        return PartWords::default();
    }
    let all: Vec<(usize, &Opinion)> = (1..).zip(dossier.opinions_on(head)).filter(|(_, opinion)| !opinion.is_said).collect();
    let mut writers: Vec<_> = all.iter().flat_map(|(_, o)| &o.remarks).map(|&at| dossier.remarks[at].unit).collect();
    writers.sort_unstable();
    writers.dedup();
    let may = |opinion: &Opinion| opinion.remarks.len() > 1 || writers.len() <= MANY_WRITERS;
    let neu: Vec<OpinionWords> = all
        .iter()
        .filter(|(_, opinion)| may(opinion))
        .take(settings.most)
        .map(|(number, opinion)| opinion_words(dossier, head, *number, opinion))
        .collect();
    PartWords { con_nua: neu.len() < all.len(), neu }
}

fn opinion_words(dossier: &Dossier, head: AssessmentHead, number: usize, opinion: &Opinion) -> OpinionWords {
    let text = Derived::Opinion(head.code(), number).to_string();
    let count = link(&prose(opinion.remarks.len() as u64), &Derived::OpinionUnits(head.code(), number).to_string());
    let writers: Vec<String> = units(dossier, opinion).map(|name| escape(&lower_unit(name))).collect();
    let named = if writers.len() <= MOST_NAMED {
        writers.join(", ")
    } else {
        format!("{count} đơn vị, trong đó có {}", writers[..FIRST_NAMED].join(", "))
    };
    OpinionWords {
        noi_dung: tera::Value::safe_string(&quoted(&upper_first(&opinion.text), &text)),
        nhieu_don_vi: opinion.remarks.len() > 1,
        so_don_vi: tera::Value::safe_string(&count),
        don_vi: tera::Value::safe_string(&named),
    }
}

/// The units that say it, in protocol order.
fn units<'a>(dossier: &'a Dossier, opinion: &'a Opinion) -> impl Iterator<Item = &'a str> {
    opinion.remarks.iter().map(|&at| dossier.units.name(dossier.remarks[at].unit))
}

/// A value of a row of the sheet.
pub(super) fn value(tables: &Tables<'_>, number: usize, opinion: &Opinion, key: &str) -> Option<Value> {
    let dossier = tables.input.dossier;
    let count = opinion.remarks.len();
    Some(match key {
        "muc" => Value::Text(opinion.head.name().to_owned()),
        "noi_dung" => Value::Text(opinion.text.clone()),
        "so_don_vi" if tables.lists_cells => {
            Value::Figure(Box::new(Value::Count(count as u64)), Derived::OpinionUnits(opinion.head.code(), number).to_string())
        }
        "so_don_vi" => Value::Count(count as u64),
        "don_vi" => {
            let mut names = units(dossier, opinion).take(MOST_IN_CELL).collect::<Vec<_>>().join(", ");
            if count > MOST_IN_CELL {
                names = format!("{names} và {} đơn vị khác", plain((count - MOST_IN_CELL) as u64));
            }
            Value::Text(names)
        }
        "nguon" => {
            let places = opinion.remarks.iter().take(MOST_PLACES).map(|&at| dossier.place(dossier.remarks[at].at));
            let mut places = places.collect::<Vec<_>>().join("; ");
            if count > MOST_PLACES {
                places = format!("{places}; và {} ô khác", plain((count - MOST_PLACES) as u64));
            }
            Value::Text(places)
        }
        _ => return None,
    })
}
