//! Models by the titles they go by, looked up once for all rules that ask who is called so.

use std::ops::Range;

use crate::model::{Dossier, Fingerprint, UnitId};

/// The titles of all models, sorted: title, unit, place in `Dossier::models`.
#[derive(Debug)]
pub(super) struct Titles(Vec<(Fingerprint, UnitId, usize)>);

impl Titles {
    /// A model goes by its name, by its code, and by what rows joined to it through the code call it.
    pub fn of(dossier: &Dossier) -> Self {
        let mut titles = Vec::with_capacity(dossier.models.len());
        for (index, model) in dossier.models.iter().enumerate() {
            let rows = model.rows.iter().skip(1).filter_map(|row| dossier.model_row(*row));
            let others = rows.map(|row| &*row.name).chain(model.code.as_deref()).map(Fingerprint::of);
            titles.extend(others.chain([model.name_print]).map(|title| (title, model.unit, index)));
        }
        titles.sort_unstable();
        titles.dedup();
        Self(titles)
    }

    /// All models of a title, by unit, then in the dossier's order.
    pub fn called(&self, title: Fingerprint) -> &[(Fingerprint, UnitId, usize)] {
        &self.0[self.span(|entry| entry.0.cmp(&title))]
    }

    /// A unit's models of a title, in the dossier's order.
    pub fn in_unit(&self, unit: UnitId, title: Fingerprint) -> &[(Fingerprint, UnitId, usize)] {
        &self.0[self.span(|entry| (entry.0, entry.1).cmp(&(title, unit)))]
    }

    /// The models of each title in each unit.
    pub fn by_unit(&self) -> impl Iterator<Item = &[(Fingerprint, UnitId, usize)]> {
        self.0.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
    }

    fn span(&self, place: impl Fn(&(Fingerprint, UnitId, usize)) -> std::cmp::Ordering) -> Range<usize> {
        let first = self.0.partition_point(|entry| place(entry).is_lt());
        first..first + self.0[first..].partition_point(|entry| place(entry).is_eq())
    }
}
