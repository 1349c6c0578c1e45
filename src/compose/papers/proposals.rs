//! Bảng tổng hợp đề nghị: by unit and owner, what was proposed, agreed to and refused; a table a level of recognition and a
//! form of commendation, because models and awards are never added to one another.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::commendation::{owner_words, sheet_name};
use super::super::figures::upper_first;
use super::super::records::{Record, Records};
use super::super::rows::{RowsOf, text};
use super::Papers;
use super::desk::{Desk, TablePaper, TableSheet};
use crate::document::Value;
use crate::error::Error;
use crate::model::{AwardRow, Dossier, Match, Owner, UnitId, name, refusal};

const PAPER: TablePaper = TablePaper {
    stem: "bang-tong-hop-de-nghi",
    template: "bang-tong-hop-de-nghi.md",
    sheets: "bang-tong-hop-de-nghi.toml",
    symbol: "BTH",
    kind: "",
    title: "Bảng tổng hợp đề nghị công nhận, khen thưởng",
};
/// The root's own agencies.
const OWN_AGENCIES: &str = "Khối cơ quan, đơn vị trực thuộc";

/// What became of the proposals of one unit for one owner.
#[derive(Default)]
struct Fate {
    proposed: u64,
    agreed: u64,
    refused: u64,
    reasons: Vec<String>,
}

/// A table as templates see it (`bang_de_nghi`).
#[derive(Serialize)]
struct Shown {
    /// Its argument.
    so: usize,
    /// "Đề nghị công nhận mô hình, điển hình cấp tỉnh", "Đề nghị tặng Giấy khen".
    ten: String,
    /// For the sheet.
    trang: String,
}

/// By unit in tree order and by owner, those whose owner is not said last.
type Fates = BTreeMap<(usize, usize), Fate>;

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let dossier = desk.input.dossier;
    let walk = dossier.units.walk();
    let order: BTreeMap<UnitId, usize> = walk.iter().enumerate().map(|(at, unit)| (*unit, at)).collect();
    let mut records = Records::default();
    let mut shown: Vec<Shown> = Vec::new();
    let mut put = |title: String, sheet: &str, form: Option<&str>, fates: &Fates| {
        if !fates.is_empty() {
            let rows = fates.iter().map(|((unit, owner), fate)| row(dossier, walk[*unit], *owner, form, fate)).collect();
            records.add(RowsOf::DeNghi, shown.len().to_string(), rows);
            shown.push(Shown { so: shown.len(), ten: title, trang: upper_first(sheet) });
        }
    };
    for level in dossier.authority.level_ids() {
        let level_name = &dossier.authority.level(level).name;
        put(format!("Đề nghị công nhận mô hình, điển hình {level_name}"), level_name, None, &nominations(dossier, &order, level));
    }
    for (code, form) in forms(dossier) {
        put(format!("Đề nghị {form}"), &form, Some(&code), &awards(dossier, &order, &code));
    }
    if shown.is_empty() {
        papers.left.push("bảng tổng hợp đề nghị: các biểu không có đề nghị công nhận hay đề nghị khen nào".to_owned());
        return Ok(());
    }
    let mut context = desk.context();
    context.insert("bang_de_nghi", &shown);
    context.insert("da_hop", &dossier.authority.papers.meeting.date.is_some());
    let sheets = shown.iter().map(|one| TableSheet {
        argument: one.so.to_string(),
        name: sheet_name(one.so + 1, &one.trang),
        shown: Some(tera::Value::from_serializable(one)),
    });
    papers.files.push(desk.table_paper(&PAPER, &records, context, sheets)?);
    Ok(())
}

/// Models proposed for recognition at a level.
fn nominations(dossier: &Dossier, order: &BTreeMap<UnitId, usize>, level: crate::model::LevelId) -> Fates {
    let mut fates = Fates::new();
    for model in dossier.models.iter().filter(|model| model.nominated.contains(level)) {
        let unit = order.get(&model.unit).copied().unwrap_or_default();
        let fate = fates.entry((unit, model.owner.map_or(3, |owner| owner as usize))).or_default();
        fate.proposed += 1;
        fate.agreed += u64::from(model.recognised_at(level).next().is_some());
        let refusal = dossier
            .authority
            .papers
            .refusals
            .iter()
            .find(|r| r.form.is_none() && name::key(&r.recipient) == name::key(&model.name));
        if let Some(refusal) = refusal {
            fate.refused += 1;
            fate.reasons.push(format!("{}: {}", model.name, refusal.reason));
        }
    }
    fates
}

/// Codes and names of the forms that somebody was proposed for.
fn forms(dossier: &Dossier) -> Vec<(String, String)> {
    let mut forms: Vec<(String, String)> = Vec::new();
    for row in
        dossier.awards.iter().filter_map(|award| dossier.award_row(award.row)).filter(|row| row.proposed && !row.cumulative)
    {
        if forms.iter().all(|(code, _)| *code != row.form.code) {
            forms.push((row.form.code.clone(), row.form.name.clone()));
        }
    }
    forms
}

fn awards(dossier: &Dossier, order: &BTreeMap<UnitId, usize>, form: &str) -> Fates {
    let of_form = || {
        let rows = dossier.awards.iter().filter_map(|award| Some((award.unit, dossier.award_row(award.row)?)));
        rows.filter(|(_, row)| row.form.code == form && !row.cumulative)
    };
    let key = |row: &AwardRow| row.recipient.as_deref().map(name::key);
    let granted: Vec<String> = of_form().filter(|(_, row)| !row.proposed).filter_map(|(_, row)| key(row)).collect();
    let has_met = dossier.authority.papers.meeting.date.is_some();
    let mut fates = Fates::new();
    for (unit, row) in of_form().filter(|(_, row)| row.proposed) {
        let at = order.get(&unit).copied().unwrap_or_default();
        let fate = fates.entry((at, row.owner.map_or(3, |owner| owner as usize))).or_default();
        let people = u64::from(row.quantity);
        fate.proposed += people;
        if let Some(by) = refusal(dossier, row, unit) {
            fate.refused += people;
            let reason = &dossier.authority.papers.refusals[by].reason;
            fate.reasons.push(format!("{}: {reason}", row.recipient.as_deref().unwrap_or_default()));
        } else if has_met || key(row).is_some_and(|key| granted.contains(&key)) {
            fate.agreed += people;
        }
    }
    fates
}

/// A line; what was not decided yet is blank, never zero.
fn row(dossier: &Dossier, unit: UnitId, owner: usize, form: Option<&str>, fate: &Fate) -> Record {
    let owner = Owner::ALL.get(owner).copied();
    let settled = fate.agreed + fate.refused >= fate.proposed;
    let count = |n: u64| if n > 0 || settled { Value::Count(n) } else { Value::Blank };
    let quota = form.and_then(|form| quota(dossier, unit, form, owner));
    let mut notes = fate.reasons.clone();
    notes.extend(
        quota
            .filter(|most| fate.proposed > u64::from(*most))
            .map(|most| format!("Vượt hạn mức {}", fate.proposed - u64::from(most))),
    );
    Record::new([
        ("ten", text(if unit == dossier.units.root() { OWN_AGENCIES } else { dossier.units.name(unit) })),
        ("doi_tuong", text(upper_first(owner_words(owner)))),
        ("han_muc", quota.map_or(Value::Blank, |most| Value::Count(u64::from(most)))),
        ("de_nghi", Value::Count(fate.proposed)),
        ("dong_y", count(fate.agreed)),
        ("khong_dong_y", count(fate.refused)),
        ("ly_do", text(notes.join("; "))),
    ])
}

/// The quota that a unit's proposals of one form and owner are held to: one that names the unit goes before one for all.
fn quota(dossier: &Dossier, unit: UnitId, form: &str, owner: Option<Owner>) -> Option<u32> {
    let fits = |quota: &&crate::model::Quota| {
        quota.form.as_deref() == Some(form)
            && quota.owner.is_some()
            && quota.owner == owner
            && quota.unit.as_deref().is_none_or(|text| dossier.units.resolve(text, None) == Match::One(unit))
    };
    let quotas = &dossier.authority.quotas;
    let own = quotas.iter().filter(fits).find(|quota| quota.unit.is_some());
    own.or_else(|| quotas.iter().find(fits)).map(|quota| quota.most)
}
