//! Thứ tự mời nhận khen: who is called to the stage with whom, decision by decision, so many at once.

use serde::Serialize;

use super::super::commendation::owner_words;
use super::super::figures::prose;
use super::super::recipient_cells;
use super::super::records::Record;
use super::super::rows::RowsOf;
use super::desk::{Decision, Desk, Draft, records};
use super::{Paper, Papers};
use crate::document::Value;
use crate::error::Error;

const TEMPLATE: &str = "thu-tu-moi-nhan-khen.md";
const SHEETS: &str = "thu-tu-moi-nhan-khen.toml";
const STEM: &str = "thu-tu-moi-nhan-khen";

/// What the ceremony hands out, as templates see it (`phan`).
#[derive(Serialize)]
struct Shown {
    hinh_thuc: String,
    ma_hinh_thuc: String,
    co_quan: String,
    dem: String,
    trich_dan: String,
    so_dot: usize,
}

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let called: Vec<&Decision<'_>> = desk.decisions.iter().filter(|decision| decision.has_names()).collect();
    if called.is_empty() {
        papers.left.push("thứ tự mời nhận khen: chưa có tên tập thể, cá nhân nào được khen".to_owned());
        return Ok(());
    }
    let (mut rows, mut shown) = (Vec::new(), Vec::new());
    let (mut turn, mut batch) = (0, 0);
    for decision in called {
        let first = batch;
        add_decision(desk, decision, &mut rows, &mut turn, &mut batch);
        shown.push(Shown {
            hinh_thuc: decision.award.form.name.clone(),
            ma_hinh_thuc: decision.award.form.code.clone(),
            co_quan: decision.award.body.clone(),
            dem: decision.list.counts(),
            trich_dan: decision.citation(),
            so_dot: batch - first,
        });
    }
    let records = records(RowsOf::MoiNhan, "", rows);
    let mut context = desk.context();
    context.insert("phan", &shown);
    context.insert("so_dot", &batch);
    context.insert("so_luot", &turn);
    let title = "Thứ tự mời nhận khen".to_owned();
    let office = desk.own_office("DS", Vec::new());
    let draft = Draft {
        template: TEMPLATE,
        office: &office,
        kind: "DS",
        number: None,
        title: title.clone(),
        lists: &[],
        records: &records,
    };
    let document = desk.print(&draft, &context)?;
    let sheet = desk.sheet(SHEETS, &records, "", "Thứ tự mời".to_owned(), &context)?;
    let workbook = desk.workbook(title, sheet.into_iter().collect())?;
    papers.files.push(Paper { stem: STEM.to_owned(), document: Some(document), workbook: Some(workbook) });
    Ok(())
}

/// A decision's recipients, owner by owner, in turns of at most so many; `turn` and `batch` count over the whole ceremony.
fn add_decision(desk: &Desk<'_>, decision: &Decision<'_>, rows: &mut Vec<Record>, turn: &mut usize, batch: &mut usize) {
    let dossier = desk.input.dossier;
    let most = dossier.authority.papers.called_at_once.max(1);
    for block in &decision.list.blocks {
        for called in block.rows.chunks(most) {
            *batch += 1;
            let whom = owner_words(block.owner);
            let count = prose(called.len() as u64);
            rows.push(Record::section(format!("Đợt {batch}: {} - {count} {whom}", decision.words())));
            for &(row, unit) in called {
                *turn += 1;
                let cell = |key: &str| recipient_cells::value(dossier, row, unit, key).unwrap_or_default();
                rows.push(Record::new([
                    ("thu_tu", Value::Count(*turn as u64)),
                    ("ong_ba", cell("ong_ba")),
                    ("ten", cell("ten")),
                    ("don_vi", cell("don_vi")),
                    ("thanh_tich", cell("thanh_tich")),
                    ("co_mat", Value::Blank),
                    ("ghi_chu", Value::Blank),
                ]));
            }
        }
    }
}
