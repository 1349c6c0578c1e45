//! Tờ trình: to each body above that decides, what is proposed, with the list of who, for what, and awarded what before.
//! And to the committee above, which models are proposed for recognition.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::commendation::owner_words;
use super::super::figures::prose;
use super::super::recipient_cells;
use super::super::records::{Record, Records};
use super::super::rows::{RowsOf, text};
use super::bodies::{BLANK, is_own};
use super::desk::{Decision, Desk, Draft, achievement, bare_number};
use super::{Paper, Papers};
use crate::document::Value;
use crate::error::Error;
use crate::model::{AwardRow, Dossier, Model, Office, Owner, RowRef, name};

const TEMPLATE: &str = "to-trinh-khen-thuong.md";
const STEM: &str = "to-trinh-khen-thuong";

/// A submission as templates see it (`to_trinh`).
#[derive(Serialize)]
struct Shown {
    /// To whom; "……" where a committee above has no known name.
    kinh_gui: String,
    /// Level of recognition, where it is about models.
    cap: String,
    muc: Vec<Item>,
    can_cu: Vec<String>,
}

/// One form of commendation of it.
#[derive(Serialize)]
struct Item {
    /// Its table's argument.
    so: usize,
    hinh_thuc: String,
    ma_hinh_thuc: String,
    dem: String,
    thanh_tich: String,
}

/// Makes the file: a section a body.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let authority = &desk.input.dossier.authority;
    let settings = &authority.papers.submission;
    let mut records = Records::default();
    let mut shown: Vec<Shown> = Vec::new();
    let before = awarded(desk.input.dossier);
    let due = desk.decisions.iter().filter(|d| d.has_names() && !d.award.certifies && !is_own(authority, &d.award.body));
    for (number, decision) in due.enumerate() {
        records.add(RowsOf::TrichNgang, number.to_string(), rows(desk, decision, &before));
        let item = Item {
            so: number,
            hinh_thuc: decision.award.form.name.clone(),
            ma_hinh_thuc: decision.award.form.code.clone(),
            dem: decision.list.counts(),
            thanh_tich: achievement(desk.input, decision),
        };
        let to = if decision.award.body.is_empty() { BLANK.to_owned() } else { desk.bodies.written_out(&decision.award.body) };
        match shown.iter_mut().find(|known| known.kinh_gui == to) {
            Some(known) => known.muc.push(item),
            None => shown.push(Shown { kinh_gui: to, cap: String::new(), muc: vec![item], can_cu: settings.grounds.clone() }),
        }
    }
    add_nominations(desk, &mut records, &mut shown);
    if shown.is_empty() {
        papers.left.push("tờ trình: không có đề nghị nào gửi cơ quan khác".to_owned());
        return Ok(());
    }
    let mut context = desk.context();
    context.insert("to_trinh", &shown);
    context.insert("trich_dan", &settings.citation());
    let office = Office { signed_on: settings.date, ..desk.own_office("TTr", vec!["Như trên".to_owned()]) };
    let draft = Draft {
        template: TEMPLATE,
        office: &office,
        kind: "TTr",
        number: settings.number.as_deref().map(bare_number),
        title: "Tờ trình đề nghị công nhận, khen thưởng".to_owned(),
        lists: &[],
        records: &records,
    };
    let document = desk.print(&draft, &context)?;
    papers.files.push(Paper { stem: STEM.to_owned(), document: Some(document), workbook: None });
    Ok(())
}

/// Models proposed to the committees of the levels above the root's, and not recognised there yet.
fn add_nominations(desk: &Desk<'_>, records: &mut Records, shown: &mut Vec<Shown>) {
    let dossier = desk.input.dossier;
    let Some(own) = dossier.units.unit(dossier.units.root()).level else { return };
    for level in dossier.authority.level_ids().filter(|level| *level > own) {
        let open = |model: &&Model| model.nominated.contains(level) && model.recognised_at(level).next().is_none();
        let models: Vec<&Model> = dossier.models.iter().filter(open).collect();
        if models.is_empty() {
            continue;
        }
        let argument = format!("cap-{}", dossier.authority.level(level).code);
        let (rows, counts) = nominated(dossier, &models);
        records.add(RowsOf::CongNhan, &argument, rows);
        let item = Item {
            so: models.len(),
            hinh_thuc: argument,
            ma_hinh_thuc: prose(models.len() as u64),
            dem: counts,
            thanh_tich: String::new(),
        };
        shown.push(Shown {
            kinh_gui: BLANK.to_owned(),
            cap: dossier.authority.level(level).name.clone(),
            muc: vec![item],
            can_cu: dossier.authority.papers.submission.grounds.clone(),
        });
    }
}

fn nominated(dossier: &Dossier, models: &[&Model]) -> (Vec<Record>, String) {
    let mut rows = Vec::new();
    let mut counts = Vec::new();
    let slots = Owner::ALL.into_iter().map(Some).chain([None]);
    let filled = slots.map(|owner| (owner, models.iter().filter(move |m| m.owner == owner).collect::<Vec<_>>()));
    for ((owner, models), numeral) in filled.filter(|(_, models)| !models.is_empty()).zip(["I", "II", "III", "IV"]) {
        rows.push(Record::section(format!("{numeral}. {}", owner_words(owner).to_uppercase())));
        counts.push(format!("{} {}", prose(models.len() as u64), owner_words(owner)));
        rows.extend(models.iter().map(|model| {
            let field = model.field.map_or("", |id| dossier.authority.field(id).name.as_str());
            Record::new([
                ("ten", text(&*model.name)),
                ("thuc_hien", text(model.performer.as_deref().unwrap_or_default())),
                ("don_vi", text(model.address.as_deref().unwrap_or(dossier.units.name(model.unit)))),
                ("linh_vuc", text(field)),
                ("nam", Value::Blank),
                ("ghi_chu", Value::Blank),
            ])
        }));
    }
    (rows, counts.join(", "))
}

/// Who was awarded what already, by name and by post and unit.
type Awarded<'a> = BTreeMap<(String, String), Vec<(RowRef, &'a AwardRow)>>;

fn person(row: &AwardRow) -> Option<(String, String)> {
    let recipient = row.recipient.as_deref().filter(|name| !name.trim().is_empty())?;
    Some((name::key(recipient), name::key(row.position.as_deref().unwrap_or_default())))
}

fn awarded(dossier: &Dossier) -> Awarded<'_> {
    let mut awarded = Awarded::new();
    for award in &dossier.awards {
        if let Some(row) = dossier.award_row(award.row).filter(|row| !row.proposed && !row.cumulative)
            && let Some(who) = person(row)
        {
            awarded.entry(who).or_default().push((award.row, row));
        }
    }
    awarded
}

fn rows(desk: &Desk<'_>, decision: &Decision<'_>, before: &Awarded<'_>) -> Vec<Record> {
    let dossier = desk.input.dossier;
    let mut rows = Vec::new();
    for (title, block) in decision.list.blocks() {
        rows.push(Record::section(title));
        for &(row, unit) in &block.rows {
            let cell = |key: &str| recipient_cells::value(dossier, row, unit, key).unwrap_or_default();
            let others = dossier.award_row(row).and_then(person).and_then(|who| before.get(&who));
            let others = others.into_iter().flatten().filter(|(at, _)| decision.award.rows.iter().all(|(own, _)| own != at));
            let others: Vec<String> = others.map(|(_, other)| earlier(other)).collect();
            let who = match (cell("ong_ba"), cell("ten")) {
                (Value::Text(address), Value::Text(name)) => Value::Text(format!("{address} {name}")),
                (_, name) => name,
            };
            rows.push(Record::new([
                ("ten", who),
                ("don_vi", cell("don_vi")),
                ("thanh_tich", cell("thanh_tich")),
                ("da_khen", text(others.join("; "))),
                ("de_nghi", Value::Text(decision.award.form.name.clone())),
            ]));
        }
    }
    rows
}

/// "Giấy chứng nhận (05-QĐ/BCĐ, 14/8/2020)".
fn earlier(row: &AwardRow) -> String {
    let told: Vec<String> = row.decision.iter().map(ToString::to_string).chain(row.date.map(|date| date.to_string())).collect();
    if told.is_empty() { row.form.name.clone() } else { format!("{} ({})", row.form.name, told.join(", ")) }
}
