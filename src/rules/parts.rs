//! A part of a stated figure that exceeds its whole, where the parts told are not all of it (R49): only tập thể beside a
//! total, only the new ones, more models than lượt. And the total that stands one row too high.

use super::equations::Split;
use super::sums::{FaultKind, Sheet, SumFault};
use super::words::{self, figure};
use crate::model::{Cell, Facet, Key, LeftOutReason, Measure, Subject, TotalsRow};

/// One fault a row: its first part that is too large. What the equations of the table compare is theirs to report.
pub(super) fn exceeding(sheet: &Sheet<'_>) -> Vec<SumFault> {
    sheet.rows.iter().filter_map(|row| of_row(sheet, row)).collect()
}

fn of_row(sheet: &Sheet<'_>, row: &TotalsRow) -> Option<SumFault> {
    row.counts.iter().chain(&row.parts).find_map(|&(key, count, col)| {
        let (whole, stated, at) = row.counts.iter().copied().find(|(known, ..)| is_whole_of(*known, key, &row.subject))?;
        let (part, whole_cell) = (Cell { row: row.row, col }, Cell { row: row.row, col: at });
        if count <= stated || compared(sheet, whole_cell, part) {
            return None;
        }
        let described = |key| words::part(sheet.context, key);
        Some(SumFault {
            kind: FaultKind::Exceeds,
            at: sheet.placed.cell(part.row, part.col),
            message: format!("{} ghi {}, nhiều hơn {} ghi {}", described(key), figure(count), described(whole), figure(stated)),
            stated: u64::from(count),
            sum: u64::from(stated),
            related: vec![sheet.placed.cell(whole_cell.row, whole_cell.col)],
        })
    })
}

/// Is `whole` what `part` is a part of, in one row? Models are never more than lượt.
fn is_whole_of(whole: Key, part: Key, subject: &Subject) -> bool {
    let own = if let Subject::Field(field) = *subject { Facet::Field(field) } else { Facet::Total };
    let events = match (part.measure, whole.measure) {
        (Measure::Recognised(level), Measure::Events(of)) => level == of,
        (Measure::RecognisedIn(level, sub), Measure::EventsIn(of, of_sub)) => (level, sub) == (of, of_sub),
        _ => false,
    };
    if events {
        return whole.facet == part.facet;
    }
    whole.measure == part.measure
        && match part.facet {
            Facet::Total => false,
            Facet::Field(_) => whole.facet == Facet::Total,
            Facet::FieldOwner(field, _) => whole.facet == Facet::Field(field),
            Facet::Owner(_) | Facet::Kind(_) | Facet::Novelty(_) => whole.facet == own,
        }
}

/// Do the table's equations compare the two, or blame one of them already?
fn compared(sheet: &Sheet<'_>, whole: Cell, part: Cell) -> bool {
    let (of_whole, of_part) = (sheet.with(whole), sheet.with(part));
    of_whole.iter().any(|index| of_part.contains(index))
        || of_whole.iter().chain(of_part).any(|&index| sheet.all[index].is_wrong())
}

/// The figures of the total stand one row too high: its own row is blank, and the row above it holds at least the sum of
/// all others in every column.
pub(super) fn total_too_high(sheet: &Sheet<'_>) -> Option<SumFault> {
    let blank = sheet.placed.table.left_out.iter().find(|left| left.reason == LeftOutReason::Total)?;
    let last = sheet.rows.last().filter(|row| row.row + 1 == blank.row && sheet.rows.len() > 2)?;
    let split = match last.subject {
        Subject::Field(_) => Split::Fields,
        Subject::Unit(_) | Subject::Direct => Split::Units,
        Subject::Total | Subject::Subtotal | Subject::FieldGroup(_) => return None,
    };
    let above = &sheet.rows[..sheet.rows.len() - 1];
    let sum = |col: u16| above.iter().filter_map(|row| row.count_at(col)).map(u64::from).sum::<u64>();
    let columns: Vec<(u64, u16, u64)> = last.counts.iter().map(|&(_, n, col)| (u64::from(n), col, sum(col))).collect();
    let &(stated, col, others) = columns.first()?;
    if others == 0 || columns.iter().any(|&(n, _, others)| n < others) {
        return None;
    }
    let message = format!(
        "dòng {} “Tổng cộng” để trống, còn dòng {} {} ghi {}, không nhỏ hơn tổng các dòng trên ({}) ở mọi cột: có thể số của dòng tổng ghi cao lên một dòng",
        blank.row + 1,
        last.row + 1,
        words::quoted(&last.label),
        figure(stated),
        figure(others)
    );
    let at = |row: u32, col: u16| sheet.placed.cell(row, col);
    let (first, end) = (columns.first()?.1, columns.last()?.1);
    let related = vec![at(last.row, first).through(last.row, end), at(blank.row, first).through(blank.row, end)];
    let (kind, at) = (FaultKind::Unequal(split), at(last.row, col));
    Some(SumFault { kind, at, message, stated, sum: others, related })
}
