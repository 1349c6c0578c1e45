//! Biểu 1b - Công nhận: a row a recognition, joined to its model later.

use super::super::value;
use super::cells::Line;
use super::dates;
use super::layout::Layout;
use super::models::whens;
use super::page::{Notes, Page};
use super::rows::{Needs, Place, Sorted, sort};
use crate::model::{Column, LeftOut, LeftOutReason, LevelId, MisreadKind, RecognitionRow, When, name};

const NEEDS: Needs = Needs { any: &[Column::Name, Column::Code, Column::When], heading: "Tên mô hình", totals: true };

/// The recognitions of a table; a cell with several years gives several rows.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> (Sorted, Vec<RecognitionRow>) {
    let mut sorted = sort(page, layout, &NEEDS, notes);
    dates::note_exchanged(page, layout, sorted.places.iter().map(|place| place.row), notes);
    let mut rows = Vec::with_capacity(sorted.places.len());
    let mut firsts = Vec::with_capacity(sorted.places.len() + 1);
    for place in &sorted.places {
        let line = Line { page, layout, row: place.row };
        firsts.push(rows.len());
        rows.extend(recognitions(&line, place, notes));
        // A row whose date cannot be read, which has been said, holds no recognition.
        if firsts.last() == Some(&rows.len()) {
            sorted.left_out.push(LeftOut { row: place.row, reason: LeftOutReason::NoRecord });
        }
    }
    sorted.left_out.sort_by_key(|left| left.row);
    firsts.push(rows.len());
    // Totals close rows of the sheet; a row may be several recognitions, or none.
    for total in &mut sorted.totals {
        let first = firsts.get(total.over.0).copied().unwrap_or(0);
        let end = firsts.get(total.over.1 + 1).copied().unwrap_or(rows.len());
        total.over = (first, end.saturating_sub(1));
    }
    if rows.is_empty() {
        sorted.totals.clear();
    }
    (sorted, rows)
}

fn recognitions(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> Vec<RecognitionRow> {
    let spread = |column| line.layout.col(column).and_then(|col| value::text(line.page.filled(line.row, col)));
    let (code, model) = (spread(Column::Code), spread(Column::Name));
    if code.is_none()
        && model.is_none()
        && let Some(col) = line.layout.col(Column::Name).or_else(|| line.layout.col(Column::Code))
    {
        notes.say(line.page.at(line.row, col), MisreadKind::Blank { column: "Tên mô hình".to_owned() });
    }
    let level = level(line, place, notes);
    let base = RecognitionRow {
        row: place.row,
        unit: place.unit,
        code,
        name: model,
        performer: line.text(Column::Performer, notes),
        level,
        when: When::Tick,
        outstanding: line.listed(Column::Grade, &["Đạt", "Tiêu biểu"], notes, outstanding).unwrap_or(false),
        body: line.text(Column::Body, notes),
        decision: line.text(Column::Decision, notes),
        date: line.date(Column::DecisionDate, notes),
    };
    let col = line.layout.col(Column::When);
    let blank = col.is_none_or(|col| line.page.cell(line.row, col).is_none());
    if blank {
        return vec![base];
    }
    let found = col.map(|col| whens(line, col, notes)).unwrap_or_default();
    found.into_iter().map(|when| RecognitionRow { when, ..base.clone() }).collect()
}

fn level(line: &Line<'_, '_>, place: &Place, notes: &mut Notes) -> Option<LevelId> {
    let level = line.level(Column::Level, notes).or(place.carry.level);
    if level.is_none()
        && let Some(col) = line.layout.col(Column::Level)
        && line.page.filled(line.row, col).is_none()
    {
        notes.say(line.page.at(line.row, col), MisreadKind::Blank { column: line.layout.headed(col) });
    }
    level
}

fn outstanding(text: &str) -> Option<bool> {
    match name::slug_words(text).as_str() {
        "dat" | "cong nhan" | "dat yeu cau" => Some(false),
        "tieu bieu" | "dien hinh" | "tieu bieu dien hinh" | "xuat sac" | "dien hinh tieu bieu" => Some(true),
        _ => None,
    }
}
