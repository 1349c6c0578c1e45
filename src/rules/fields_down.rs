//! Equations down the columns of a Biểu 3 whose rows are fields: a total row closes the field rows above it.

use super::equations::{Equation, Split, Term, is_partial};
use crate::model::{Authority, Cell, Facet, FieldId, Key, Subject, TotalsRow};

/// Each "Tổng cộng" row closes the field rows above it, or all of them where there is only one.
pub(super) fn equations(authority: &Authority, rows: &[TotalsRow], all: &mut Vec<Equation>) {
    let totals: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].subject == Subject::Total).collect();
    for (nth, &total) in totals.iter().enumerate() {
        let parts: Vec<&TotalsRow> = if totals.len() == 1 {
            rows.iter().collect()
        } else {
            rows[if nth == 0 { 0 } else { totals[nth - 1] }..total].iter().collect()
        };
        let said = parts.iter().any(|row| is_partial(&row.label));
        for &(key, stated, col) in &rows[total].counts {
            let Some(cells) = column(authority, &parts, col) else { continue };
            let whole = Term { cell: Cell { row: rows[total].row, col }, count: u64::from(stated) };
            let split = if key.facet == Facet::Total { Split::Fields } else { Split::Cross };
            let repeated = repeated(&parts, col);
            let partial = said && !is_complete(authority, &parts, col);
            all.push(Equation { split, key: Key { ..key }, whole, parts: cells, repeated, partial });
        }
    }
}

/// Subtotals of the column: a careless sum takes them in.
fn repeated(rows: &[&TotalsRow], col: u16) -> Vec<Term> {
    rows.iter().filter(|row| row.subject == Subject::Subtotal).filter_map(|row| term(row, col)).collect()
}

/// Does every field stand by itself?
fn is_complete(authority: &Authority, rows: &[&TotalsRow], col: u16) -> bool {
    authority.field_ids().all(|field| rows.iter().any(|row| row.subject == Subject::Field(field) && row.count_at(col).is_some()))
}

fn term(row: &TotalsRow, col: u16) -> Option<Term> {
    let count = u64::from(row.count_at(col)?);
    Some(Term { cell: Cell { row: row.row, col }, count })
}

/// The field rows of a column; `None` where a field is blank or none stands. A merged group counts once: not where its
/// fields stand by themselves.
fn column(authority: &Authority, rows: &[&TotalsRow], col: u16) -> Option<Vec<Term>> {
    let mut cells = Vec::new();
    let mut merged: Vec<FieldId> = Vec::new();
    for row in rows {
        if let (Subject::FieldGroup(group), Some(term)) = (&row.subject, term(row, col)) {
            let members = members(authority, *group);
            if !members_stand(members, rows, col) {
                merged.extend(members);
                cells.push(term);
            }
        }
    }
    for row in rows {
        if let Subject::Field(field) = row.subject {
            match term(row, col) {
                Some(term) => cells.push(term),
                None if merged.contains(&field) => {}
                None => return None,
            }
        }
    }
    (!cells.is_empty()).then_some(cells)
}

/// The fields of a merged group.
pub(super) fn members(authority: &Authority, group: u8) -> &[FieldId] {
    authority.field_groups.get(usize::from(group)).map_or(&[], |group| &group.fields)
}

/// Do fields of a merged group stand with figures of their own? Then the group's row only repeats them.
fn members_stand(members: &[FieldId], rows: &[&TotalsRow], col: u16) -> bool {
    rows.iter().any(|row| matches!(row.subject, Subject::Field(f) if members.contains(&f)) && row.count_at(col).is_some())
}

/// Blank cells of fields whose figure stands in a merged group's row: nothing is missing there.
pub(super) fn merged_blanks(authority: &Authority, rows: &[TotalsRow]) -> Vec<(u32, u16)> {
    let mut blanks = Vec::new();
    for row in rows {
        let Subject::FieldGroup(group) = row.subject else { continue };
        let members = members(authority, group);
        for member in rows.iter().filter(|r| matches!(r.subject, Subject::Field(f) if members.contains(&f))) {
            let inside = member.blanks.iter().filter(|(_, col)| row.count_at(*col).is_some());
            blanks.extend(inside.map(|&(_, col)| (member.row, col)));
        }
    }
    blanks
}
