//! Biên bản họp xét: who was there, what was put to the vote, name by name, with room for the votes.

use serde::Serialize;

use super::super::commendation::owner_words;
use super::super::figures::prose;
use super::super::recipient_cells;
use super::super::records::{Record, Records};
use super::super::rows::RowsOf;
use super::bodies::BLANK;
use super::desk::{Decision, Desk, Draft};
use super::{Paper, Papers, award_decision};
use crate::document::Value;
use crate::error::Error;
use crate::model::refusal;

const TEMPLATE: &str = "bien-ban-hop-xet.md";
const STEM: &str = "bien-ban-hop-xet";

/// What was put to the vote, as templates see it (`noi_dung`).
#[derive(Serialize)]
struct Shown {
    /// Its table's argument.
    so: usize,
    hinh_thuc: String,
    ma_hinh_thuc: String,
    co_quan: String,
    dem: String,
}

/// A proposal that was not agreed to (`khong_dong_y`).
#[derive(Serialize)]
struct Refused {
    ten: String,
    hinh_thuc: String,
    ly_do: String,
}

/// The meeting (`hop`).
#[derive(Serialize)]
struct Meeting {
    ngay: String,
    dia_diem: String,
    chu_tri: String,
    thu_ky: String,
    tong_so: String,
    co_mat: String,
    vang: String,
    /// Has it taken place: is every proposal that was not refused agreed to?
    da_hop: bool,
}

/// Makes the file.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let considered: Vec<&Decision<'_>> =
        desk.decisions.iter().filter(|decision| decision.has_names() && !decision.award.certifies).collect();
    if considered.is_empty() {
        papers.left.push("biên bản họp xét: không có tên tập thể, cá nhân nào để cơ quan này xét khen".to_owned());
        return Ok(());
    }
    let mut records = Records::default();
    let mut shown = Vec::new();
    for (at, decision) in considered.iter().enumerate() {
        records.add(RowsOf::PhieuXet, at.to_string(), rows(desk, decision));
        shown.push(Shown {
            so: at,
            hinh_thuc: decision.award.form.name.clone(),
            ma_hinh_thuc: decision.award.form.code.clone(),
            co_quan: decision.award.body.clone(),
            dem: decision.list.counts(),
        });
    }
    let mut context = desk.context();
    context.insert("hop", &meeting(desk));
    context.insert("noi_dung", &shown);
    context.insert("khong_dong_y", &refused(desk));
    let title = "Biên bản họp xét khen thưởng".to_owned();
    let office = desk.own_office("BB", Vec::new());
    let draft = Draft { template: TEMPLATE, office: &office, kind: "BB", number: None, title, lists: &[], records: &records };
    let document = desk.print(&draft, &context)?;
    papers.files.push(Paper { stem: STEM.to_owned(), document: Some(document), workbook: None });
    Ok(())
}

fn meeting(desk: &Desk<'_>) -> Meeting {
    let said = &desk.input.dossier.authority.papers.meeting;
    let or_blank = |text: &str| if text.is_empty() { BLANK.to_owned() } else { text.to_owned() };
    let count = |n: Option<u32>| n.map_or_else(|| BLANK.to_owned(), |n| prose(u64::from(n)));
    let absent = said.members.zip(said.present).map(|(members, present)| members.saturating_sub(present));
    Meeting {
        ngay: award_decision::long_date(said.date),
        dia_diem: or_blank(&said.place),
        chu_tri: said.chair.clone(),
        thu_ky: said.secretary.clone(),
        tong_so: count(said.members),
        co_mat: count(said.present),
        vang: count(absent),
        da_hop: said.date.is_some(),
    }
}

/// Names put to the vote; the votes are written by hand.
fn rows(desk: &Desk<'_>, decision: &Decision<'_>) -> Vec<Record> {
    let dossier = desk.input.dossier;
    let mut rows = Vec::new();
    for (title, block) in decision.list.blocks() {
        rows.push(Record::section(title));
        for &(row, unit) in &block.rows {
            let cell = |key: &str| recipient_cells::value(dossier, row, unit, key).unwrap_or_default();
            rows.push(Record::new([
                ("ong_ba", cell("ong_ba")),
                ("ten", cell("ten")),
                ("don_vi", cell("don_vi")),
                ("thanh_tich", cell("thanh_tich")),
                ("dong_y", Value::Blank),
                ("khong_dong_y", Value::Blank),
                ("ty_le", Value::Blank),
            ]));
        }
    }
    rows
}

fn refused(desk: &Desk<'_>) -> Vec<Refused> {
    let dossier = desk.input.dossier;
    let refused = dossier.awards.iter().filter_map(|award| {
        let row = dossier.award_row(award.row)?;
        let by = &dossier.authority.papers.refusals[refusal(dossier, row, award.unit)?];
        let owner = row.owner.map_or("", |owner| owner_words(Some(owner)));
        let name = [owner, row.recipient.as_deref().unwrap_or_default()].join(" ");
        Some(Refused { ten: name.trim().to_owned(), hinh_thuc: row.form.name.clone(), ly_do: by.reason.clone() })
    });
    refused.collect()
}
