//! A part of a stated figure that exceeds its whole, where the parts told are not all of it (R49): only tập thể beside a
//! total, only the new ones, more models than lượt.

use super::sums::{FaultKind, Sheet, SumFault};
use super::words::{self, figure};
use crate::model::{Cell, Facet, Key, Measure, Subject, TotalsRow};

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

fn compared(sheet: &Sheet<'_>, whole: Cell, part: Cell) -> bool {
    sheet.all.iter().any(|e| e.whole.cell == whole && e.parts.iter().any(|term| term.cell == part))
}
