//! Quyết định công nhận mô hình, điển hình: the steering committee's own paper, for its own level, a file a sub-period.
//!
//! A level below or above is another committee's to decide; it is printed only where `[[quyet_dinh]]` asks for it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::commendation::owner_words;
use super::super::figures::{lower_first, period_words, prose};
use super::super::records::Record;
use super::super::rows::RowsOf;
use super::bodies::{BLANK, Does};
use super::desk::{Desk, Draft, bare_number, records};
use super::{Paper, Papers, award_decision};
use crate::document::{Document, Value, Workbook};
use crate::error::Error;
use crate::model::{Content, Date, DecisionSettings, Dossier, LevelId, Model, Office, Owner, SubPeriodId, When, name};

const TEMPLATE: &str = "quyet-dinh-cong-nhan.md";
const SHEETS: &str = "danh-sach-cong-nhan.toml";

/// Models recognised at one level in one sub-period, or in the whole period.
struct Recognised<'a> {
    level: LevelId,
    sub: Option<SubPeriodId>,
    /// By owner; the last: not said.
    models: [Vec<&'a Model>; 4],
    settings: Option<&'a DecisionSettings>,
    number: Option<String>,
    date: Option<Date>,
}

/// A decision as templates see it (`q`).
#[derive(Serialize)]
struct Shown {
    cap: String,
    /// "giai đoạn 2019 - 2020".
    ky: String,
    /// "162".
    so_mo_hinh: String,
    /// "134 tập thể, 28 cá nhân".
    dem: String,
    ket: String,
    trich_dan: String,
    nguoi_quyet_dinh: String,
    nguoi_sau: bool,
    can_cu: Vec<String>,
    /// "Giấy chứng nhận", where the models got a certificate.
    giay: String,
}

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let mut any = false;
    for (level, sub, settings) in wanted(desk) {
        let Some(recognised) = gather(desk, level, sub, settings) else { continue };
        any = true;
        let code = &desk.input.dossier.authority.level(level).code;
        let part = sub.map_or_else(String::new, |sub| {
            format!("-{}", name::slug(&desk.input.dossier.authority.sub_periods[usize::from(sub.0)].label))
        });
        let (document, workbook) = print(desk, &recognised)?;
        papers.files.push(Paper { stem: format!("quyet-dinh-cong-nhan-{code}{part}"), document: Some(document), workbook: None });
        papers.files.push(Paper { stem: format!("danh-sach-cong-nhan-{code}{part}"), document: None, workbook: Some(workbook) });
    }
    if !any {
        let dossier = desk.input.dossier;
        let level = dossier.units.unit(dossier.units.root()).level.map(|id| dossier.authority.level(id).name.clone());
        let level = level.map_or_else(String::new, |name| format!(" {name}"));
        papers.left.push(format!("quyết định công nhận: các biểu không liệt kê mô hình nào được công nhận{level}"));
    }
    Ok(())
}

/// Level and sub-period of each decision: the root's own level, and what the office described.
fn wanted<'a>(desk: &Desk<'a>) -> Vec<(LevelId, Option<SubPeriodId>, Option<&'a DecisionSettings>)> {
    let dossier = desk.input.dossier;
    let authority = &dossier.authority;
    let described = || authority.papers.decisions.iter().filter(|settings| settings.recognises);
    let own = dossier.units.unit(dossier.units.root()).level;
    let mut levels: Vec<LevelId> = own.into_iter().chain(described().filter_map(|settings| settings.level)).collect();
    levels.sort_unstable();
    levels.dedup();
    let subs: Vec<Option<SubPeriodId>> =
        if authority.sub_periods.is_empty() { vec![None] } else { authority.sub_period_ids().map(Some).collect() };
    let mut wanted = Vec::new();
    for level in levels {
        for &sub in &subs {
            let fits = |settings: &&DecisionSettings| {
                settings.level.or(own) == Some(level) && (settings.sub_period.is_none() || settings.sub_period == sub)
            };
            // A number given without a sub-period is the last one's.
            let is_last = subs.last() == Some(&sub);
            let settings =
                described().filter(fits).find(|settings| settings.sub_period.is_some() || settings.number.is_none() || is_last);
            wanted.push((level, sub, settings));
        }
    }
    wanted
}

fn gather<'a>(
    desk: &Desk<'a>,
    level: LevelId,
    sub: Option<SubPeriodId>,
    settings: Option<&'a DecisionSettings>,
) -> Option<Recognised<'a>> {
    let mut models: [Vec<&Model>; 4] = Default::default();
    for model in &desk.input.dossier.models {
        if model.recognised_at(level).any(|r| sub.is_none() || r.sub_period == sub) {
            models[model.owner.map_or(3, |owner| owner as usize)].push(model);
        }
    }
    if models.iter().all(Vec::is_empty) {
        return None;
    }
    let told = decision_told(desk, level, models.iter().flatten().copied());
    let number = settings.and_then(|settings| settings.number.clone()).or(told.0);
    let date = settings.and_then(|settings| settings.date).or(told.1);
    Some(Recognised { level, sub, models, settings, number, date })
}

/// Number and date of a decision, as a cell tells them.
type Told = (Option<String>, Option<Date>);

/// Certificates by the title or code of their model: whose, and by which decision.
type Certificates = BTreeMap<String, Vec<(Option<String>, Told)>>;

fn certificates(desk: &Desk<'_>) -> Certificates {
    let mut found = Certificates::new();
    for decision in desk.decisions.iter().filter(|decision| decision.award.certifies) {
        let rows = decision.award.rows.iter().filter_map(|(row, _)| desk.input.dossier.award_row(*row));
        for row in rows.filter(|row| !row.proposed) {
            if let Some(model) = &row.model {
                let whose = row.recipient.as_deref().map(name::key);
                found.entry(name::key(model)).or_default().push((whose, (row.decision.as_deref().map(str::to_owned), row.date)));
            }
        }
    }
    found
}

/// Number and date of the decision where all models tell the same: in Biểu 1, Biểu 1b, or by their certificates.
fn decision_told<'a>(desk: &Desk<'_>, level: LevelId, models: impl Iterator<Item = &'a Model>) -> Told {
    let certificates = certificates(desk);
    let mut told: BTreeSet<Told> = BTreeSet::new();
    for model in models {
        let mut own = told_in_lists(desk.input.dossier, level, model);
        if own.is_empty() {
            let performer = model.performer.as_deref().map(name::key);
            let keys = std::iter::once(name::key(&model.name)).chain(model.code.as_deref().map(name::key));
            let named = keys.filter_map(|key| certificates.get(&key)).flatten().filter(|(whose, _)| *whose == performer);
            own = named.map(|(_, told)| told.clone()).collect();
        }
        if own.is_empty() {
            return (None, None);
        }
        told.extend(own);
    }
    match told.pop_first() {
        Some(one) if told.is_empty() => one,
        _ => (None, None),
    }
}

/// What Biểu 1b tells of a model's recognition at a level, else what Biểu 1 does.
fn told_in_lists(dossier: &Dossier, level: LevelId, model: &Model) -> Vec<Told> {
    let rows = model.recognition_rows.iter().filter_map(|at| match &dossier.table(*at).content {
        Content::Recognitions(rows) => rows.get(at.row as usize),
        _ => None,
    });
    let rows = rows.filter(|row| row.level == Some(level) && row.decision.is_some());
    let told: Vec<Told> = rows.map(|row| (row.decision.as_deref().map(str::to_owned), row.date)).collect();
    if !told.is_empty() {
        return told;
    }
    let rows = model.rows.iter().rev().filter_map(|at| dossier.model_row(*at));
    rows.filter(|row| row.decision.is_some()).map(|row| (row.decision.as_deref().map(str::to_owned), None)).take(1).collect()
}

fn print<'a>(desk: &Desk<'a>, recognised: &Recognised<'_>) -> Result<(Document, Workbook<'a>), Error> {
    let authority = &desk.input.dossier.authority;
    let day = recognised.date.or(authority.date).unwrap_or(authority.period.to);
    let by = recognised.settings.and_then(|settings| settings.body.clone()).unwrap_or_else(|| authority.office.name.clone());
    let issuer = desk.bodies.issuer(desk.input, &by, Does::Recognises, recognised.settings, day);
    let office = Office { signed_on: recognised.date, ..issuer.office };
    let layout = desk.layout(&office)?;
    let shown = Shown {
        nguoi_quyet_dinh: if issuer.decider.is_empty() { BLANK.to_owned() } else { issuer.decider },
        nguoi_sau: layout.basis.decider_after,
        can_cu: issuer.grounds,
        ..shown(desk, recognised, &layout.body.ending)
    };
    let title = format!("Quyết định công nhận {} mô hình, điển hình {} {}", shown.so_mo_hinh, shown.cap, shown.ky);
    let mut context = desk.context();
    context.insert("q", &shown);
    let records = records(RowsOf::CongNhan, "", rows(desk, recognised));
    let number = recognised.number.as_deref();
    let draft =
        Draft { template: TEMPLATE, office: &office, kind: "QĐ", number, title: title.clone(), lists: &[], records: &records };
    let document = desk.print(&draft, &context)?;
    let sheet = desk.sheet(SHEETS, &records, "", "Danh sách công nhận".to_owned(), &context)?;
    Ok((document, desk.workbook(title, sheet.into_iter().collect())?))
}

fn shown(desk: &Desk<'_>, recognised: &Recognised<'_>, ending: &str) -> Shown {
    let authority = &desk.input.dossier.authority;
    let period = recognised.sub.map_or(&authority.period, |sub| &authority.sub_periods[usize::from(sub.0)]);
    let owner = |slot: usize| owner_words(Owner::ALL.get(slot).copied());
    let counts = recognised.models.iter().enumerate().filter(|(_, models)| !models.is_empty());
    let counts: Vec<String> = counts.map(|(slot, models)| format!("{} {}", prose(models.len() as u64), owner(slot))).collect();
    let total: usize = recognised.models.iter().map(Vec::len).sum();
    let certifies = desk.decisions.iter().find(|decision| decision.award.certifies && decision.has_names());
    let number = recognised.number.as_deref().map_or(BLANK, bare_number);
    Shown {
        cap: authority.level(recognised.level).name.clone(),
        ky: period_words(period),
        so_mo_hinh: prose(total as u64),
        dem: counts.join(", "),
        ket: format!("Danh sách có {} mô hình, điển hình ({}){ending}", prose(total as u64), counts.join(", ")),
        trich_dan: format!("số {number} {}", award_decision::long_date(recognised.date)),
        nguoi_quyet_dinh: String::new(),
        nguoi_sau: false,
        can_cu: Vec::new(),
        giay: certifies.map_or_else(String::new, |decision| decision.award.form.name.clone()),
    }
}

fn rows(desk: &Desk<'_>, recognised: &Recognised<'_>) -> Vec<Record> {
    let dossier = desk.input.dossier;
    let text = |text: Option<&str>| super::super::rows::text(text.unwrap_or_default());
    let numerals = ["I", "II", "III", "IV"];
    let filled = recognised.models.iter().enumerate().filter(|(_, models)| !models.is_empty());
    let mut rows = Vec::new();
    for ((slot, models), numeral) in filled.zip(numerals) {
        let owner = owner_words(Owner::ALL.get(slot).copied()).to_uppercase();
        rows.push(Record::section(format!("{numeral}. {owner}")));
        rows.extend(models.iter().map(|model| {
            let field = model.field.map(|id| dossier.authority.field(id).name.as_str());
            let unit = model.address.as_deref().unwrap_or_else(|| dossier.units.name(model.unit));
            Record::new([
                ("ten", text(Some(&model.name))),
                ("thuc_hien", text(model.performer.as_deref())),
                ("don_vi", text(Some(unit))),
                ("linh_vuc", text(field)),
                ("nam", text(Some(&years(model, recognised)))),
                ("ghi_chu", Value::Blank),
            ])
        }));
    }
    rows
}

/// "2016, 2018": the years of recognition, where they are told.
fn years(model: &Model, recognised: &Recognised<'_>) -> String {
    let fits = model.recognised_at(recognised.level).filter(|r| recognised.sub.is_none() || r.sub_period == recognised.sub);
    let years: BTreeSet<u16> = fits.filter_map(|r| if let When::Year(year) = r.when { Some(year) } else { None }).collect();
    lower_first(&years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))
}
