//! `doi-chieu.xlsx`: a sheet a table, as `doi-chieu.toml` lists them.

use serde::Serialize;
use tera::Context;

use super::changes::State;
use super::{Review, SHEETS};
use crate::compose::context::movement;
use crate::compose::tables::Tables;
use crate::compose::workbook::sheet;
use crate::document::{Sheet, Table, Workbook};
use crate::error::Error;
use crate::model::Earlier;

/// The collector's workbook.
pub(super) fn workbook<'r>(review: &'r Review<'_>) -> Result<Workbook<'r>, Error> {
    let input = review.found.input;
    let context = titles_context(review);
    let tables = Tables::new(input, &[]).with_review(review, &[]);
    let mut sheets = Vec::new();
    for described in &review.plan.sheets {
        let (table, long) = match tables.draw_for_sheet(described.table())? {
            Some(drawn) => (drawn.table, drawn.long),
            None if described.has_empty() => (Table::default(), None),
            None => continue,
        };
        let is_empty = table.columns.is_empty();
        let mut made = sheet(SHEETS, described, input, &context, &review.book, table)?;
        made.long = long;
        if is_empty {
            made.notes = described.empty_notes(input.overrides, SHEETS, &context, &review.book)?;
        }
        sheets.push(made);
    }
    if sheets.is_empty() {
        sheets.push(Sheet { name: "Đối chiếu".to_owned(), ..Sheet::default() });
    }
    let authority = &input.dossier.authority;
    let title = format!("Đối chiếu số liệu {} {}", authority.conference.name(), movement(authority));
    Ok(Workbook { title, author: authority.office.name.clone(), draft: false, font: review.layout.body.font.clone(), sheets })
}

/// What titles and notes of the workbook may name.
fn titles_context(review: &Review<'_>) -> Context {
    let turnout = &review.found.input.summary.turnout;
    let count = review.found.input.summary.findings;
    let changed = |state: State| review.changes.iter().filter(|change| change.state == state).count();
    let mut context = review.context.clone();
    context.insert(
        "nop",
        &Turnout {
            phai_nop: turnout.owing.len(),
            da_nop: turnout.sent.len(),
            nop_muon: turnout.late.len(),
            chua_nop: turnout.missing.len(),
        },
    );
    context.insert(
        "ket_qua",
        &Counts { phai_sua: count.must_fix, can_ra_soat: count.review, luu_y: count.note, da_giai_trinh: count.explained },
    );
    context.insert(
        "thay_doi",
        &Changes {
            moi: changed(State::New),
            chua_sua: changed(State::Standing),
            da_giai_trinh: changed(State::Explained),
            da_sua: changed(State::Mended),
            khong_con: changed(State::Gone),
        },
    );
    context.insert("co_lan_truoc", &!matches!(review.found.earlier, Earlier::None));
    let why = if let Earlier::Unreadable(why) = review.found.earlier { why.as_str() } else { "" };
    context.insert("lan_truoc_hong", why);
    context
}

#[derive(Serialize)]
struct Turnout {
    phai_nop: usize,
    da_nop: usize,
    nop_muon: usize,
    chua_nop: usize,
}

#[derive(Serialize)]
struct Counts {
    phai_sua: usize,
    can_ra_soat: usize,
    luu_y: usize,
    da_giai_trinh: usize,
}

#[derive(Serialize)]
struct Changes {
    moi: usize,
    chua_sua: usize,
    da_giai_trinh: usize,
    da_sua: usize,
    khong_con: usize,
}
