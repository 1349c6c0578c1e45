//! Thứ tự mời nhận khen: who is called to the stage with whom, decision by decision, so many at once.

use serde::Serialize;

use super::super::commendation::owner_words;
use super::super::figures::prose;
use super::super::recipient_cells;
use super::super::records::Record;
use super::super::rows::RowsOf;
use super::Papers;
use super::desk::{Decision, Desk, TablePaper, TableSheet, records};
use crate::document::Value;
use crate::error::Error;

const PAPER: TablePaper = TablePaper {
    stem: "thu-tu-moi-nhan-khen",
    template: "thu-tu-moi-nhan-khen.md",
    sheets: "thu-tu-moi-nhan-khen.toml",
    symbol: "DS",
    kind: "DS",
    title: "Thứ tự mời nhận khen",
};

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
        papers
            .left
            .push("thứ tự mời nhận khen: không có tên tập thể, cá nhân nào do cơ quan này khen hoặc trình khen".to_owned());
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
    let sheet = TableSheet { argument: String::new(), name: "Thứ tự mời".to_owned(), shown: None };
    papers.files.push(desk.table_paper(&PAPER, &records, context, [sheet])?);
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
