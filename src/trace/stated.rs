//! The cells of Biểu 3 that give a unit's stated count.

use rust_decimal::Decimal;

use crate::model::{About, Content, Facet, Key, Origin, Owner, Stated, Subject, Term, UnitId};

use super::Tracer;

impl Tracer<'_> {
    /// The cells whose sum is what a unit states of itself; `None` where it states nothing of the measure.
    pub(super) fn told(&self, unit: UnitId, about: About, key: Key) -> Option<Vec<Term>> {
        self.told_of(unit, about, Key::total(key.measure))?;
        self.told_of(unit, about, key)
    }

    /// The first cell that states it; else what follows: by owner from field × owner, the total from its owners.
    fn told_of(&self, unit: UnitId, about: About, key: Key) -> Option<Vec<Term>> {
        if let Some(figure) = self.stated_of(unit).find(|s| s.about == about && self.dossier.keys_of(s).contains(&key)) {
            return Some(self.cells(figure));
        }
        let of = |facet| self.told_of(unit, about, Key { facet, ..key });
        match key.facet {
            Facet::Owner(owner) => {
                let fields = self.dossier.authority.field_ids();
                let parts: Vec<Vec<Term>> = fields.map(|field| of(Facet::FieldOwner(field, owner))).collect::<Option<_>>()?;
                (!parts.is_empty()).then(|| parts.concat())
            }
            Facet::Total => {
                let parts: Vec<Vec<Term>> = Owner::ALL.into_iter().filter_map(|owner| of(Facet::Owner(owner))).collect();
                (!parts.is_empty()).then(|| parts.concat())
            }
            _ => None,
        }
    }

    /// The cells of a stated count: one, or the rows of a table that has no total row.
    pub(super) fn cells(&self, figure: &Stated) -> Vec<Term> {
        let alone = || vec![Term { at: figure.at, adds: Decimal::from(figure.count), part: None }];
        let (Some(cell), Some(sheet), true) = (figure.at.cell, figure.at.sheet, figure.at.to.is_some()) else { return alone() };
        let tables = self.dossier.reading(figure.at.file).tables.iter().filter(|table| table.sheet == sheet);
        let rows = tables.filter_map(|table| match &table.content {
            Content::Totals(rows) if rows.iter().any(|row| row.row == cell.row) => Some(rows),
            _ => None,
        });
        let mut terms = Vec::new();
        for row in rows.flatten().filter(|row| row.subject != Subject::Subtotal) {
            for &(_, count, col) in row.counts.iter().filter(|(key, ..)| row.in_total(*key) == figure.key) {
                let at = Origin::cell(figure.at.file, sheet, row.row, col);
                terms.push(Term { at, adds: Decimal::from(count), part: None });
            }
        }
        terms
    }
}
