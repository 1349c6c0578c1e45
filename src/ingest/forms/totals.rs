//! Biểu 3 - Tổng hợp: the unit's own totals, rows of fields or rows of units.
//!
//! A cell that cannot be read is blank, never zero. The trap: "Khối cơ quan, đơn vị trực thuộc" is the submitter's own
//! part where it stands alone, and a subtotal where units follow it.

use super::super::grid::CellValue;
use super::super::value::{self, CountReading};
use super::cells::{Line, is_form_total};
use super::layout::Layout;
use super::page::{Notes, Page, find, words_of};
use super::rows::{is_column_numbers, is_unit, mention};
use super::words::{self, Style, holds};
use crate::model::legend::Catalogue;
use crate::model::{
    Column, Facet, FieldId, Key, LeftOut, LeftOutReason, Mention, MentionSource, MisreadKind, Subject, TotalsRow, name,
};

/// Rows of one submitter; a sheet may hold several, each below a row with a unit's name.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The unit named above the rows, if one is.
    pub unit: Option<Mention>,
    /// The rows.
    pub rows: Vec<TotalsRow>,
}

/// A table of Biểu 3.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// Its rows by submitter.
    pub blocks: Vec<Block>,
    /// Child units named by its rows.
    pub units: Vec<Mention>,
    /// Other non-blank rows.
    pub left_out: Vec<LeftOut>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Total,
    Subtotal,
    Field(FieldId),
    Group(u8),
    Direct,
    Unit,
    Unknown,
}

struct Labelled {
    row: u32,
    col: u16,
    text: String,
    label: Label,
    headed: bool,
    numbers: bool,
}

/// Reads the table.
pub(super) fn read(page: &Page<'_>, layout: &Layout, notes: &mut Notes) -> Totals {
    let mut totals = Totals::default();
    let lines = labelled(page, layout, &mut totals.left_out, notes);
    let of_units = rows_are_units(layout, &lines);
    totals.blocks.push(Block::default());
    for (i, line) in lines.iter().enumerate() {
        let left = |reason| LeftOut { row: line.row, reason };
        let units_follow =
            lines.get(i + 1).is_some_and(|next| !next.headed && matches!(next.label, Label::Unit | Label::Unknown));
        let subject = match line.label {
            Label::Total if line.numbers => Subject::Total,
            Label::Subtotal if line.numbers => {
                let only = !lines.iter().any(|l| l.label == Label::Total)
                    && lines.iter().filter(|l| l.label == Label::Subtotal).count() == 1;
                let sections = lines.iter().any(|l| l.headed && !l.numbers);
                if only && !sections { Subject::Total } else { Subject::Subtotal }
            }
            Label::Field(field) => Subject::Field(field),
            Label::Group(group) => Subject::FieldGroup(group),
            Label::Direct if line.headed && of_units && units_follow => {
                if !line.numbers {
                    totals.left_out.push(left(LeftOutReason::Section));
                    continue;
                }
                Subject::Subtotal
            }
            Label::Direct => Subject::Direct,
            Label::Unit if !of_units || (!line.numbers && fields_follow(&lines, i)) => {
                let at = page.at(line.row, line.col);
                totals.blocks.push(Block {
                    unit: Some(Mention { text: line.text.clone(), source: MentionSource::Section, at }),
                    rows: Vec::new(),
                });
                totals.left_out.push(left(LeftOutReason::Section));
                continue;
            }
            Label::Unknown if !line.numbers => {
                totals.left_out.push(left(if line.headed || i + 1 < lines.len() {
                    LeftOutReason::Section
                } else {
                    LeftOutReason::Footer
                }));
                continue;
            }
            Label::Unknown if of_units && line.headed && units_follow => Subject::Subtotal,
            Label::Unit | Label::Unknown if of_units => {
                let at = page.at(line.row, line.col);
                Subject::Unit(mention(&mut totals.units, &line.text, MentionSource::Column, at))
            }
            Label::Total | Label::Subtotal => {
                totals.left_out.push(left(LeftOutReason::Total));
                continue;
            }
            Label::Unknown | Label::Unit => {
                let reader = Line { page, layout, row: line.row };
                reader.not_in_list(line.col, &line.text, page.authority.fields.iter().map(|field| field.name.as_str()), notes);
                totals.left_out.push(left(LeftOutReason::NoRecord));
                continue;
            }
        };
        let row = row(page, layout, line, subject, notes);
        if let Some(block) = totals.blocks.last_mut() {
            block.rows.push(row);
        }
    }
    if totals.blocks.len() > 1 {
        totals.blocks.retain(|block| !block.rows.is_empty());
    }
    totals.left_out.sort_by_key(|left| left.row);
    totals
}

fn fields_follow(lines: &[Labelled], i: usize) -> bool {
    lines.get(i + 1).is_some_and(|next| matches!(next.label, Label::Field(_) | Label::Group(_)))
}

/// The rows with a label; what is none of them goes to `left_out`.
fn labelled(page: &Page<'_>, layout: &Layout, left_out: &mut Vec<LeftOut>, notes: &mut Notes) -> Vec<Labelled> {
    let index = layout.col(Column::Index);
    let subject = layout.col(Column::Subject);
    let stated: Vec<u16> = layout.columns.iter().filter(|c| matches!(c.column, Some(Column::Stated(_)))).map(|c| c.col).collect();
    let first = stated.first().copied().unwrap_or(u16::MAX);
    let mut lines = Vec::new();
    let mut below = false;
    for (&row, cells) in page.grid.rows.range(layout.heading.1 + 1..layout.end.max(layout.heading.1 + 1)) {
        let mut leave = |reason| left_out.push(LeftOut { row, reason });
        let numbers = stated.iter().any(|col| find(cells, *col).is_some_and(is_figure));
        if is_column_numbers(cells) {
            leave(LeftOutReason::ColumnNumbers);
            continue;
        }
        if layout.repeats(page, row) {
            leave(LeftOutReason::RepeatedHeading);
            continue;
        }
        let label = subject
            .and_then(|col| page.text(row, col).map(|text| (col, text)))
            .or_else(|| {
                cells
                    .iter()
                    .filter(|(col, _)| *col < first)
                    .find_map(|(col, cell)| words_of(cell).map(|text| (*col, name::clean(text).into())))
            })
            .or_else(|| {
                cells
                    .iter()
                    .filter(|_| !numbers)
                    .find_map(|(col, cell)| words_of(cell).map(|text| (*col, name::clean(text).into())))
            });
        let Some((col, text)) = label else {
            let dated = cells.iter().any(|(_, cell)| words_of(cell).is_some_and(words::is_footer));
            if dated {
                below = true;
                leave(LeftOutReason::Footer);
                continue;
            }
            let only_index = cells.iter().all(|(col, _)| Some(*col) == index);
            leave(LeftOutReason::NoRecord);
            if !only_index {
                let text = cells.iter().filter_map(|(_, cell)| value::text(Some(cell))).take(4).collect::<Vec<_>>().join(" | ");
                // The label is what lacks.
                let at = page.at(row, subject.or(cells.first().map(|(col, _)| *col)).unwrap_or(0));
                notes.say(at, MisreadKind::RowLeftOut { reason: LeftOutReason::NoRecord, text });
            }
            continue;
        };
        below = !numbers && (below || words::is_footer(&text));
        if below {
            leave(LeftOutReason::Footer);
            continue;
        }
        let ordinal = index.and_then(|at| page.text(row, at)).and_then(|text| words::numbering(&text));
        let style = ordinal.or(words::unnumbered(&text).0);
        let headed = matches!(style, Some(Style::Letter | Style::Roman));
        let label = match label_of(page, &text) {
            // In a workbook of tongket only units head sections.
            Label::Unknown if page.told.is_some() && !numbers => Label::Unit,
            label => label,
        };
        lines.push(Labelled { row, col, text: text.to_string(), label, headed, numbers });
    }
    lines
}

/// Does a cell hold a figure, or what was meant as one? A line such as "…, ngày 5 tháng 8" is none.
fn is_figure(cell: &CellValue) -> bool {
    match words_of(cell) {
        None => true,
        Some(text) => {
            text.len() <= 24
                && !matches!(value::count(Some(cell)), CountReading::Blank)
                && text.chars().any(|c| c.is_ascii_digit() || c == '-')
        }
    }
}

fn label_of(page: &Page<'_>, text: &str) -> Label {
    if let Some(all) = words::total(text, page.words) {
        return if all { Label::Total } else { Label::Subtotal };
    }
    if is_unit(page, text) {
        return Label::Unit;
    }
    let bare = words::unnumbered(text).1;
    if let Some(field) = page.words.field(page.known_as(Catalogue::Field, bare)) {
        return Label::Field(field);
    }
    if let Some(group) = page.words.group(bare) {
        return Label::Group(group);
    }
    if is_unit(page, bare) {
        return Label::Unit;
    }
    let slug = name::slug_words(bare);
    let own = ["khoi co quan", "cac co quan", "co quan don vi", "khoi truc thuoc", "cac don vi truc thuoc"];
    if holds(&slug, "truc thuoc") || own.iter().any(|start| slug.starts_with(start)) {
        return Label::Direct;
    }
    if !page.units.declared && name::unit_key(bare).0.is_some() { Label::Unit } else { Label::Unknown }
}

/// Are the rows units, not fields?
fn rows_are_units(layout: &Layout, lines: &[Labelled]) -> bool {
    let heading = layout.col(Column::Subject).map(|col| name::slug_words(&layout.headed(col))).unwrap_or_default();
    let fields = lines.iter().any(|line| matches!(line.label, Label::Field(_) | Label::Group(_)));
    let units = lines.iter().any(|line| line.label == Label::Unit && line.numbers);
    units || (!fields && !holds(&heading, "linh vuc"))
}

fn row(page: &Page<'_>, layout: &Layout, line: &Labelled, subject: Subject, notes: &mut Notes) -> TotalsRow {
    let reader = Line { page, layout, row: line.row };
    let mut row =
        TotalsRow { row: line.row, subject, label: line.text.clone(), counts: Vec::new(), parts: Vec::new(), blanks: Vec::new() };
    for used in &layout.columns {
        let Some(Column::Stated(key)) = used.column else { continue };
        let cell = page.cell(line.row, used.col).filter(|cell| !is_form_total(cell));
        // A formula that gives nothing has nothing to add up; somebody has not left it blank.
        let computed = cell.is_none() && page.grid.formulas.binary_search(&(line.row, used.col)).is_ok();
        let cell = cell.filter(|cell| reader.check(used.col, cell, notes));
        let count = cell.and_then(|cell| reader.count_at(used.col, cell, notes));
        match (narrowed(key, &row.subject), count) {
            (Some(key), Some(count)) => row.counts.push((key, count, used.col)),
            (None, Some(count)) => row.parts.push((key, count, used.col)),
            (_, None) if computed => {}
            (narrow, None) => row.blanks.push((narrow.unwrap_or(key), used.col)),
        }
    }
    row
}

/// The key of a cell in a field's row; other parts than total and owner have no key there.
fn narrowed(key: Key, subject: &Subject) -> Option<Key> {
    let Subject::Field(field) = *subject else { return Some(key) };
    let facet = match key.facet {
        Facet::Total => Facet::Field(field),
        Facet::Owner(owner) => Facet::FieldOwner(field, owner),
        _ => return None,
    };
    Some(Key { facet, ..key })
}
