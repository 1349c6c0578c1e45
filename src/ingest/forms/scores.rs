//! Biểu 1c - Chấm điểm: a row the points of a model for one level, joined to the model later.
//!
//! Points are added up here, criterion by criterion; a total as written counts only where no criterion has points.

use rust_decimal::Decimal;

use super::super::value;
use super::cells::{Line, is_form_total};
use super::layout::Layout;
use super::page::{Notes, Page};
use super::rows::{Needs, Place, Sorted, sort};
use crate::model::{Column, MisreadKind, ScoreRow, name};

const NEEDS: Needs = Needs { any: &[Column::Name, Column::Code], heading: "Tên mô hình", totals: false };

/// The rows of a table.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> (Sorted, Vec<ScoreRow>) {
    let sorted = sort(page, layout, &NEEDS, notes);
    let rows = sorted.places.iter().map(|place| row(&Line { page, layout, row: place.row }, place, notes)).collect();
    (sorted, rows)
}

fn row(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> ScoreRow {
    let is_own = |column| if let Column::OwnScore(of) = column { Some(of) } else { None };
    let is_appraised = |column| if let Column::AppraisedScore(of) = column { Some(of) } else { None };
    let own = points(line, is_own, notes);
    let appraised = points(line, is_appraised, notes);
    ScoreRow {
        row: place.row,
        unit: place.unit,
        code: line.text(Column::Code, notes),
        name: line.text(Column::Name, notes),
        level: line.level(Column::Level, notes).or(place.carry.level),
        own,
        appraised,
        passed: passed(line, notes),
        reason: line.text(Column::VerdictReason, notes),
    }
}

/// The sum over the criteria, or the total as written.
fn points(line: &Line<'_, '_>, of: impl Fn(Column) -> Option<Option<u8>>, notes: &mut Notes) -> Option<(Decimal, u16)> {
    let (mut sum, mut total): (Option<(Decimal, u16)>, _) = (None, None);
    for used in &line.layout.columns {
        let Some(criterion) = used.column.and_then(&of) else { continue };
        let Some(found) = amount(line, used.col, notes) else { continue };
        if criterion.is_none() {
            total = Some((found, used.col));
        } else {
            let (before, first) = sum.unwrap_or((Decimal::ZERO, used.col));
            sum = Some((before + found, first));
        }
    }
    // Where the total stands, if there is a column for it.
    let at = line.layout.columns.iter().find(|used| used.column.and_then(&of) == Some(None)).map(|used| used.col);
    sum.map(|(sum, first)| (sum, at.unwrap_or(first))).or(total)
}

fn amount(line: &Line<'_, '_>, col: u16, notes: &mut Notes) -> Option<Decimal> {
    let cell = line.page.cell(line.row, col).filter(|cell| !is_form_total(cell) && line.check(col, cell, notes))?;
    match value::qualified_amount(Some(cell))? {
        Ok(amount) => Some(amount.amount),
        Err(value) => {
            notes.say(line.page.at(line.row, col), MisreadKind::BadAmount { value });
            None
        }
    }
}

/// Kết quả: Đạt or Không đạt.
fn passed(line: &Line<'_, '_>, notes: &mut Notes) -> Option<bool> {
    let col = line.layout.col(Column::Verdict)?;
    line.page.cell(line.row, col).filter(|cell| !is_form_total(cell))?;
    line.listed(Column::Verdict, &["Đạt", "Không đạt"], notes, |text| {
        let slug = name::slug_words(text);
        let fails = ["khong dat", "chua dat", "khong"].iter().any(|start| slug.starts_with(start));
        if fails { Some(false) } else { slug.starts_with("dat").then_some(true) }
    })
}
