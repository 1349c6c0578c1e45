//! What probably went wrong with a table's sums, where it takes more than their figures to see it: rows that are not there,
//! totals that stand in another column.

use std::collections::BTreeSet;

use super::equations::{Equation, Split};
use super::mend::Mend;
use super::sums::Sheet;
use super::words::quoted;
use crate::model::{Facet, Key, Measure, Subject, name};

impl Sheet<'_> {
    /// Rows that are not in the table, where all its totals exceed their sums: fields, or units that report.
    pub fn missing(&self, all: &[&Equation]) -> Option<Mend> {
        let short = all.iter().all(|e| e.excess() >= 0) && all.iter().filter(|e| e.excess() > 0).count() * 2 > all.len();
        if !short || all.iter().any(|e| !e.repeated.is_empty()) {
            return None;
        }
        let authority = &self.context.dossier.authority;
        let submitter = self.context.submitter(self.placed)?;
        let of_units = all.iter().any(|e| e.split == Split::Units);
        let labels: Vec<String> = if of_units {
            let units = &self.context.dossier.units;
            let labels: BTreeSet<String> = self.rows.iter().map(|row| name::key(&row.label)).collect();
            let named = |name: &str| {
                let key = name::key(name);
                labels.contains(&key) || labels.iter().any(|label| label.contains(&key))
            };
            let expected = units.children(submitter).iter().filter(|&&child| self.context.is_expected(child));
            expected.map(|&child| self.context.name(child)).filter(|name| !named(name)).map(quoted).collect()
        } else {
            let told = |field| self.rows.iter().any(|row| row.subject == Subject::Field(field));
            let groups = self.rows.iter().any(|row| matches!(row.subject, Subject::FieldGroup(_)));
            // A field of which the unit's own list has no model needs no row.
            let listed = &self.context.dossier.figures(submitter).listed;
            let none = |field| listed.get(Key { measure: Measure::Registered, facet: Facet::Field(field) }) == Some(0);
            let fields = authority.field_ids().filter(|&field| !groups && !told(field) && !none(field));
            fields.map(|field| quoted(&authority.field(field).name)).collect()
        };
        (!labels.is_empty()).then_some(Mend::Missing(labels))
    }

    /// A column of the table that holds what every wrong total should be.
    pub fn other_column(&self, wrong: &[&Equation]) -> Option<(Mend, u16)> {
        let first = *wrong.first()?;
        let row_of =
            |e: &Equation| self.rows.binary_search_by_key(&e.whole.cell.row, |row| row.row).ok().map(|index| &self.rows[index]);
        let own = |col: u16| first.parts.iter().any(|part| part.cell.col == col) || col == first.whole.cell.col;
        let holds = |col: u16| wrong.iter().all(|e| row_of(e).and_then(|row| row.count_at(col)).map(u64::from) == Some(e.sum()));
        let (.., col) = row_of(first)?.counts.iter().copied().find(|&(.., col)| !own(col) && holds(col))?;
        Some((Mend::OtherColumn(col), first.whole.cell.col))
    }
}
