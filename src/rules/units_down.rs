//! Equations down the columns of a Biểu 3 whose rows are units: "Tổng cộng" over all of them, "Cộng" over its section.

use std::collections::BTreeSet;

use super::Context;
use super::context::Placed;
use super::equations::{Equation, Split, Term};
use crate::model::{Cell, LeftOut, LeftOutReason, Match, Subject, TotalsRow, UnitId, name};

/// Total rows against all units, subtotals against the units of their section.
pub(super) fn equations(context: &Context<'_>, placed: Placed<'_>, rows: &[TotalsRow], all: &mut Vec<Equation>) {
    let parts = unit_rows(context, placed, rows);
    let subtotals: Vec<&TotalsRow> = rows.iter().filter(|row| row.subject == Subject::Subtotal).collect();
    for total in rows.iter().filter(|row| row.subject == Subject::Total) {
        down(total, &parts, &subtotals, all);
    }
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.subject == Subject::Subtotal) {
        if let Some(section) = section(placed, rows, index, &parts) {
            down(row, &section, &[], all);
        }
    }
}

fn down(total: &TotalsRow, parts: &[&TotalsRow], subtotals: &[&TotalsRow], all: &mut Vec<Equation>) {
    for &(key, stated, col) in &total.counts {
        let term = |row: &&TotalsRow| {
            let count = u64::from(row.count_at(col)?);
            Some(Term { cell: Cell { row: row.row, col }, count })
        };
        let Some(cells) = parts.iter().map(term).collect::<Option<Vec<Term>>>() else { continue };
        if !cells.is_empty() {
            let whole = Term { cell: Cell { row: total.row, col }, count: u64::from(stated) };
            let repeated = subtotals.iter().filter_map(term).collect();
            all.push(Equation { split: Split::Units, key, whole, parts: cells, repeated, partial: false });
        }
    }
}

/// The unit rows that a subtotal closes: those above it or those below it up to the next total, whichever add up more
/// often; `None` where neither side has any, or neither adds up and the label does not say (“Cộng” closes what is above).
fn section<'a>(placed: Placed<'_>, rows: &'a [TotalsRow], at: usize, parts: &[&'a TotalsRow]) -> Option<Vec<&'a TotalsRow>> {
    let heads = |from: u32, to: u32| {
        let heading = |left: &&LeftOut| left.reason == LeftOutReason::Section && (from..to).contains(&left.row);
        placed.table.left_out.iter().any(|left| heading(&left))
    };
    let is_part = |row: &TotalsRow| parts.binary_search_by_key(&row.row, |part| part.row).is_ok();
    let span = |walk: &mut dyn Iterator<Item = &'a TotalsRow>| -> Vec<&'a TotalsRow> {
        let (mut found, mut last) = (Vec::new(), rows[at].row);
        for row in walk {
            let between = (last.min(row.row) + 1, last.max(row.row));
            if matches!(row.subject, Subject::Subtotal | Subject::Total) || heads(between.0, between.1) {
                break;
            }
            last = row.row;
            if is_part(row) {
                found.push(row);
            }
        }
        found
    };
    let above = span(&mut rows[..at].iter().rev());
    let below = span(&mut rows[at + 1..].iter());
    let fits = |section: &[&TotalsRow]| {
        let sums = |col: u16| section.iter().map(|row| row.count_at(col).map(u64::from)).sum::<Option<u64>>();
        rows[at].counts.iter().filter(|(_, stated, col)| sums(*col) == Some(u64::from(*stated))).count()
    };
    let label = name::slug_words(&rows[at].label);
    let closes = label.starts_with("cong") || label.starts_with("tong");
    let (on_top, under) = (fits(&above), fits(&below));
    if on_top + under == 0 {
        return Some(above).filter(|section| closes && !section.is_empty());
    }
    Some(if under > on_top { below } else { above })
}

/// The rows that add up to the total: units and the submitter's own agencies, without subtotals and without units that
/// stand below another unit of the table.
fn unit_rows<'a>(context: &Context<'_>, placed: Placed<'_>, rows: &'a [TotalsRow]) -> Vec<&'a TotalsRow> {
    let units = &context.dossier.units;
    let submitter = context.submitter(placed);
    let unit = |row: &TotalsRow| -> Option<UnitId> {
        let Subject::Unit(index) = row.subject else { return None };
        match units.resolve(&placed.table.units.get(index as usize)?.text, submitter) {
            Match::One(unit) => Some(unit),
            Match::None | Match::Many(_) => None,
        }
    };
    // A row that names another unit than it is of is still a part.
    let misnamed = context.misnamed_row(placed.file, placed.index);
    let unit = |row: &TotalsRow| unit(row).filter(|_| !misnamed.is_some_and(|misnamed| misnamed.may_be(row.row)));
    let known: BTreeSet<UnitId> = rows.iter().filter_map(unit).collect();
    let below_another = |id: UnitId| units.line(id).any(|other| other != id && known.contains(&other));
    rows.iter()
        .filter(|row| matches!(row.subject, Subject::Unit(_) | Subject::Direct))
        .filter(|row| !unit(row).is_some_and(below_another))
        .collect()
}
