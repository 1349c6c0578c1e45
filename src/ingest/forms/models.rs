//! Biểu 1 - Mô hình: a row a model, registered at its levels and recognised at some of them.

use rust_decimal::Decimal;

use super::super::value::{self, RecognitionItem, RecognitionReading, Tick};
use super::cells::Line;
use super::layout::Layout;
use super::page::{Notes, Page};
use super::rows::{Needs, Place, Sorted, sort};
use crate::model::{Column, LevelId, LevelSet, MisreadKind, ModelRow, Origin, When, name};

const NEEDS: Needs = Needs { any: &[Column::Name], heading: "Tên mô hình, điển hình", totals: true };

/// The models of a table.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> (Sorted, Vec<ModelRow>) {
    let sorted = sort(page, layout, &NEEDS, notes);
    let mut rows = Vec::with_capacity(sorted.places.len());
    let mut unsaid = Vec::new();
    for place in &sorted.places {
        let line = Line { page, layout, row: place.row };
        rows.push(row(&line, place, notes, &mut unsaid));
    }
    // A blank field is asked about where fields are told at all.
    if rows.iter().any(|row| row.field.is_some() || row.field_group.is_some()) {
        for at in unsaid {
            notes.say(at, MisreadKind::Blank { column: "Lĩnh vực".to_owned() });
        }
    }
    (sorted, rows)
}

fn row(line: &Line<'_, '_>, place: &Place, notes: &mut Notes, unsaid: &mut Vec<Origin>) -> ModelRow {
    let carry = &place.carry;
    let (kind, kind_owner) = line.kind(carry.kind, notes);
    let owner = line.owner(kind_owner.or(carry.owner), notes);
    let before = notes.misreads.len();
    let (field, field_group) = line.field((carry.field, carry.field_group), notes);
    if field.is_none() && field_group.is_none() && notes.misreads.len() == before {
        unsaid.extend(field_columns(line.layout).map(|(first, last)| line.page.at(line.row, first).through(line.row, last)));
    }
    let mut levels = line.levels(Column::RegisteredLevel, notes);
    levels.extend(line.ticked(notes, |column| if let Column::RegisteredTick(level) = column { Some(level) } else { None }));
    if levels.is_empty() {
        levels.extend(carry.level);
    }
    let mut nominated = nominated(line, notes);
    nominated.extend(line.ticked(notes, |column| if let Column::NominatedTick(level) = column { Some(level) } else { None }));
    ModelRow {
        row: place.row,
        unit: place.unit,
        code: line.text(Column::Code, notes),
        name: line.text(Column::Name, notes).unwrap_or_default(),
        performer: line.text(Column::Performer, notes),
        address: line.text(Column::Address, notes),
        kind,
        owner,
        field,
        field_group,
        year: line.year(Column::RegisteredYear, notes),
        novelty: line.novelty(carry.novelty, notes),
        levels,
        stopped: line.listed(Column::Status, &["Đang thực hiện", "Dừng"], notes, stopped).unwrap_or(false),
        effective: line.layout.col(Column::Effective).map(|_| line.tick(Column::Effective, notes)),
        score: score(line, notes),
        replicated: replicated(line, notes),
        nominated,
        recognised: recognised(line, notes).into(),
        decision: line.text(Column::Decision, notes),
        featured: line.tick(Column::Featured, notes),
        outcome: line.text(Column::Outcome, notes),
        note: line.text(Column::Note, notes),
    }
}

/// Where a model's field is told: its column, or the tick columns from the first to the last.
fn field_columns(layout: &Layout) -> Option<(u16, u16)> {
    let mut ticks = layout.columns.iter().filter(|c| matches!(c.column, Some(Column::FieldTick(_)))).map(|c| c.col);
    layout.col(Column::Field).map(|col| (col, col)).or_else(|| {
        let first = ticks.next()?;
        Some((first, ticks.next_back().unwrap_or(first)))
    })
}

fn stopped(text: &str) -> Option<bool> {
    let slug = name::slug_words(text);
    let starts = |list: &[&str]| list.iter().any(|start| slug.starts_with(start));
    if starts(&[
        "dung",
        "da dung",
        "ngung",
        "ngung",
        "tam dung",
        "ket thuc",
        "da ket thuc",
        "cham dut",
        "khong con",
        "khong duy tri",
    ]) {
        Some(true)
    } else if starts(&["dang", "duy tri", "con ", "hoat dong", "tiep tuc", "hoan thanh", "da hoan thanh"]) {
        Some(false)
    } else {
        None
    }
}

/// "Đề nghị cấp" with a bare tick can only mean the upper of two levels.
fn nominated(line: &Line<'_, '_>, notes: &mut Notes) -> LevelSet {
    if line.page.authority.levels.len() == 2
        && let Some((_, cell)) = line.readable(Column::NominatedLevel, &mut Notes::default())
    {
        match value::tick(Some(cell)) {
            Tick::Yes => return LevelSet::from_iter([LevelId(1)]),
            Tick::No => return LevelSet::default(),
            Tick::Blank | Tick::Other(_) => {}
        }
    }
    line.levels(Column::NominatedLevel, notes)
}

/// Điểm chấm: a number, with decimals or not.
fn score(line: &Line<'_, '_>, notes: &mut Notes) -> Option<Decimal> {
    let (col, cell) = line.readable(Column::Score, notes)?;
    match value::qualified_amount(Some(cell))? {
        Ok(amount) => Some(amount.amount),
        Err(value) => {
            notes.say(line.page.at(line.row, col), MisreadKind::BadAmount { value });
            None
        }
    }
}

/// Nhân rộng (số nơi): a number of places; a bare tick is one place.
fn replicated(line: &Line<'_, '_>, notes: &mut Notes) -> Option<u32> {
    let (col, cell) = line.readable(Column::Replicated, notes)?;
    let is_word = |text: &str| !text.contains(|c: char| c.is_ascii_digit());
    if matches!(cell, super::super::grid::CellValue::Text(text) if is_word(text)) && value::tick(Some(cell)) == Tick::Yes {
        return Some(1);
    }
    line.count_at(col, cell, notes)
}

fn recognised(line: &Line<'_, '_>, notes: &mut Notes) -> Vec<(LevelId, When, u16)> {
    let mut found = Vec::new();
    for used in &line.layout.columns {
        if let Some(Column::Recognised(level)) = used.column {
            let timed = line.layout.whens.get(&used.col);
            let whens = whens(line, used.col, notes).into_iter();
            found.extend(whens.map(|when| (level, timed.filter(|_| when == When::Tick).copied().unwrap_or(when), used.col)));
        }
    }
    found
}

/// When a Công nhận cell says that the model was recognised.
pub(super) fn whens(line: &Line<'_, '_>, col: u16, notes: &mut Notes) -> Vec<When> {
    let Some(cell) = line.page.cell(line.row, col).filter(|cell| line.check(col, cell, notes)) else { return Vec::new() };
    let at = line.page.at(line.row, col);
    match value::recognition(Some(cell)) {
        RecognitionReading::Blank | RecognitionReading::No => Vec::new(),
        RecognitionReading::Tick => vec![When::Tick],
        RecognitionReading::List(items) => {
            let mut whens: Vec<When> = Vec::new();
            for item in &items {
                let Some(when) = when(line, item, at, notes) else { continue };
                if !whens.contains(&when) {
                    whens.push(when);
                } else if let Some(value) = value::text(Some(cell)) {
                    let why = "một năm (giai đoạn) ghi hai lần; chỉ tính một lượt".to_owned();
                    notes.say(at, MisreadKind::BadDate { value: value.to_string(), why });
                }
            }
            whens
        }
        RecognitionReading::Bad { value, why } => {
            // Words without a digit are no date at all: a tick column holds something else.
            let what = if value.chars().any(|c| c.is_ascii_digit()) {
                MisreadKind::BadDate { value, why }
            } else {
                MisreadKind::BadTick { column: line.layout.headed(col), value }
            };
            notes.say(at, what);
            Vec::new()
        }
    }
}

fn when(line: &Line<'_, '_>, item: &RecognitionItem, at: Origin, notes: &mut Notes) -> Option<When> {
    let authority = line.page.authority;
    match item {
        RecognitionItem::Year(year) => {
            if !authority.period.touches_year(*year) {
                let why = format!("năm nằm ngoài kỳ {}; không tính", authority.period.label);
                notes.say(at, MisreadKind::BadDate { value: year.to_string(), why });
            }
            Some(When::Year(*year))
        }
        RecognitionItem::Range(range) => {
            let sub = authority.sub_period_ids().find(|id| authority.sub_periods[usize::from(id.0)].same_days(range));
            let when = sub.map(When::SubPeriod).or_else(|| authority.period.same_days(range).then_some(When::Period));
            if when.is_none() {
                let why = "không phải kỳ hay giai đoạn đã khai báo; không tính".to_owned();
                notes.say(at, MisreadKind::BadDate { value: range.label.clone(), why });
            }
            when
        }
    }
}
