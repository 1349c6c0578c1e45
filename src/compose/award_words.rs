//! Award groups as templates see them (khen thưởng): each body's own line, but not a line for each of a hundred communes.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::context::markdown;
use super::{Input, sentences};
use crate::model::{AwardGroup, RowRef, UnitId};

/// Award groups of bodies of the units below, at most, that are told one by one; more are left to the annex.
const MOST_BELOW: usize = 10;

/// An award group as templates see it (`nhom_khen`, `nhom_luy_ke`, `nhom_de_nghi`).
#[derive(Serialize)]
struct AwardWords {
    ma: String,
    hinh_thuc: String,
    co_quan: String,
    noi_dung: &'static str,
    nguoi_nhan: tera::Value,
}

/// Adds them, and whether any were left to the annex (`con_khen`, `con_luy_ke`).
pub(super) fn add(context: &mut Context, input: Input<'_>) {
    let senders = input.dossier.awards.iter().map(|award| (award.row, award.unit)).collect();
    let (khen, con_khen) = told(input, &senders, |group| !group.proposed && !group.cumulative);
    let (luy_ke, con_luy_ke) = told(input, &senders, |group| group.cumulative);
    let (de_nghi, _) = told(input, &senders, |group| group.proposed && !group.cumulative);
    context.insert("nhom_khen", &khen);
    context.insert("nhom_luy_ke", &luy_ke);
    context.insert("nhom_de_nghi", &de_nghi);
    context.insert("con_khen", &con_khen);
    context.insert("con_luy_ke", &con_luy_ke);
}

/// Who sent a row of Biểu 2.
type Senders = BTreeMap<RowRef, UnitId>;

/// The wanted groups that are told one by one, and whether there are more.
fn told(input: Input<'_>, senders: &Senders, wanted: fn(&AwardGroup) -> bool) -> (Vec<AwardWords>, bool) {
    let groups = input.summary.awards.iter().enumerate().filter(|(_, group)| wanted(group) && group.total > 0);
    let (below, own): (Vec<_>, Vec<_>) = groups.partition(|(_, group)| is_of_unit_below(input, group, senders));
    let left = below.len() > MOST_BELOW;
    let mut kept = if left { own } else { [own, below].concat() };
    kept.sort_by_key(|(at, _)| *at);
    (kept.into_iter().map(|(at, group)| words(group, at)).collect(), left)
}

/// Is it given by a body of the very unit below that sent it: "UBND xã Phong Phú", sent by xã Phong Phú?
fn is_of_unit_below(input: Input<'_>, group: &AwardGroup, senders: &Senders) -> bool {
    let units = &input.dossier.units;
    let Some(&sender) = group.rows.first().and_then(|row| senders.get(row)) else { return false };
    sender != units.root() && group.body.to_lowercase().contains(&units.name(sender).to_lowercase())
}

fn words(group: &AwardGroup, at: usize) -> AwardWords {
    AwardWords {
        ma: group.form.code.clone(),
        hinh_thuc: group.form.name.clone(),
        co_quan: group.body.clone(),
        noi_dung: group.reason.code(),
        nguoi_nhan: markdown(&sentences::recipients(group, &format!("khen_thuong.{at}"))),
    }
}
