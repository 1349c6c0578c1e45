//! Sổ theo dõi khen thưởng: every award that was told, units' own ones too, a line a recipient.

use super::super::figures::upper_first;
use super::super::recipient_cells;
use super::super::records::Record;
use super::super::rows::{RowsOf, text};
use super::Papers;
use super::desk::{Desk, TablePaper, TableSheet, records};
use crate::document::Value;
use crate::error::Error;
use crate::model::{AwardRow, Owner, RowRef, UnitId};

const PAPER: TablePaper = TablePaper {
    stem: "so-theo-doi-khen-thuong",
    template: "so-theo-doi-khen-thuong.md",
    sheets: "so-theo-doi-khen-thuong.toml",
    symbol: "SO",
    kind: "",
    title: "Sổ theo dõi khen thưởng",
};

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let dossier = desk.input.dossier;
    let told = dossier.awards.iter().filter_map(|award| Some((award, dossier.award_row(award.row)?)));
    let mut rows = Vec::new();
    let mut under = None;
    for (award, row) in told.filter(|(_, row)| !row.proposed && !row.cumulative) {
        let section = form(row);
        if under.as_ref() != Some(&section) {
            rows.push(Record::section(section.clone()));
            under = Some(section);
        }
        rows.push(record(desk, award.row, award.unit, row));
    }
    if rows.is_empty() {
        papers.left.push("sổ theo dõi khen thưởng: các biểu không có khen thưởng nào".to_owned());
        return Ok(());
    }
    let records = records(RowsOf::SoTheoDoi, "", rows);
    let context = desk.context();
    let sheet = TableSheet { argument: String::new(), name: "Sổ theo dõi".to_owned(), shown: None };
    papers.files.push(desk.table_paper(&PAPER, &records, context, [sheet])?);
    Ok(())
}

fn record(desk: &Desk<'_>, at: RowRef, unit: UnitId, row: &AwardRow) -> Record {
    let cell = |key: &str| recipient_cells::value(desk.input.dossier, at, unit, key).unwrap_or_default();
    let name = match cell("ten") {
        Value::Blank => Value::Text("(chưa gửi danh sách tên)".to_owned()),
        name => name,
    };
    let day = row.date.or(desk.input.dossier.authority.date).unwrap_or(desk.input.dossier.authority.period.to);
    let amounts = desk.money.of(desk.input, &row.form.code, row.body.as_deref().unwrap_or_default(), day);
    let money = amounts.of(row.owner).map(|money| money.amount * u64::from(row.quantity));
    Record::new([
        ("quyet_dinh", text(decision(row))),
        ("ong_ba", cell("ong_ba")),
        ("ten", name),
        ("doi_tuong", text(row.owner.map_or_else(String::new, |owner| upper_first(Owner::name(owner))))),
        ("so_luong", if row.quantity > 1 { Value::Count(u64::from(row.quantity)) } else { Value::Blank }),
        ("don_vi", cell("don_vi")),
        ("thanh_tich", cell("thanh_tich")),
        ("tien", money.map_or(Value::Blank, Value::Count)),
        ("ky_nhan", Value::Blank),
        ("so_vang", desk.gold.get(&at).map_or(Value::Blank, |number| Value::Count(u64::from(*number)))),
        ("ghi_chu", cell("ghi_chu")),
    ])
}

/// "2101/QĐ-UBND, 18/8/2020".
fn decision(row: &AwardRow) -> String {
    let told: Vec<String> = row.decision.iter().map(ToString::to_string).chain(row.date.map(|date| date.to_string())).collect();
    told.join(", ")
}

/// "Giấy khen của UBND thành phố Rạch Giá".
fn form(row: &AwardRow) -> String {
    row.body.iter().fold(row.form.name.clone(), |form, body| format!("{form} của {body}"))
}
