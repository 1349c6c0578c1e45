//! What units state of themselves and of their children in Biểu 3, in force.

use crate::model::{About, Content, Dossier, Facet, Form, Match, Origin, Stated, StatedGroup, Subject, TotalsRow, UnitId};

use super::{InForce, TableUnits, file_index, table_index};

pub(super) fn collect(dossier: &mut Dossier, in_force: &InForce) {
    let (mut stated, mut groups) = (Vec::new(), Vec::new());
    for (file, reading) in dossier.readings.iter().enumerate() {
        for (index, table) in reading.tables.iter().enumerate() {
            let Content::Totals(rows) = &table.content else { continue };
            let file = file_index(file);
            let Some(submitter) = in_force.unit_of(file, table_index(index), None, Form::Totals) else { continue };
            let at = |row: u32, col: u16| Origin::cell(file, table.sheet, row, col);
            let owners = &in_force.owners[file as usize][index];
            for row in rows {
                if let Subject::FieldGroup(group) = row.subject {
                    let totals = row.counts.iter().filter(|(key, ..)| key.facet == Facet::Total);
                    groups.extend(totals.map(|&(key, count, col)| StatedGroup {
                        submitter,
                        measure: key.measure,
                        group,
                        count,
                        at: at(row.row, col),
                    }));
                }
                let name = |named: u32| table.units.get(named as usize).map_or("", |mention| mention.text.as_str());
                let Some(about) = about(row, owners, submitter, dossier, name) else { continue };
                stated.extend(row.counts.iter().map(|&(key, count, col)| Stated {
                    submitter,
                    about,
                    key,
                    count,
                    at: at(row.row, col),
                }));
            }
            stated.extend(missing_totals(submitter, rows, at));
        }
    }
    (dossier.stated, dossier.stated_groups) = (stated, groups);
}

fn about<'a>(
    row: &TotalsRow,
    owners: &TableUnits,
    submitter: UnitId,
    dossier: &Dossier,
    name: impl Fn(u32) -> &'a str,
) -> Option<About> {
    match row.subject {
        Subject::Total | Subject::Field(_) => Some(About::Whole),
        Subject::Direct => Some(About::Direct),
        Subject::Unit(named) => {
            let unit = owners.named.get(named as usize).copied().flatten()?;
            if unit != submitter && dossier.units.is_within(unit, submitter) {
                Some(About::Child(unit))
            } else {
                // A row that names nobody known is nobody's: its name has its own finding.
                let known = dossier.units.resolve(name(named), Some(submitter)) == Match::One(submitter);
                (known && !dossier.units.children(submitter).is_empty()).then_some(About::Direct)
            }
        }
        Subject::Subtotal | Subject::FieldGroup(_) => None,
    }
}

/// The totals of a table that has no total row: the sum of its rows, placed at the first of them.
fn missing_totals(submitter: UnitId, rows: &[TotalsRow], at: impl Fn(u32, u16) -> Origin) -> Vec<Stated> {
    if rows.iter().any(|r| r.subject == Subject::Total) {
        return Vec::new();
    }
    let mut sums: Vec<Stated> = Vec::new();
    for row in rows.iter().filter(|r| r.subject != Subject::Subtotal) {
        for &(key, count, col) in &row.counts {
            let key = row.in_total(key);
            match sums.iter_mut().find(|s| s.key == key) {
                Some(sum) => {
                    sum.count = sum.count.saturating_add(count);
                    sum.at = Origin { to: None, ..sum.at };
                    sum.at = sum.at.through(row.row, col);
                }
                None => sums.push(Stated { submitter, about: About::Whole, key, count, at: at(row.row, col) }),
            }
        }
    }
    sums
}
