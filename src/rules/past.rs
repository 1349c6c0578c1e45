//! The previous period's models, by unit, for the rules that compare two periods (R32, R56, R58, R59).

use std::collections::BTreeMap;

use super::Context;
use crate::model::{Match, Model, PastModel, UnitId, name};

/// The models of the previous period's lists.
pub(super) struct Past<'a> {
    by_unit: BTreeMap<UnitId, Vec<&'a PastModel>>,
    names: BTreeMap<UnitId, Names>,
}

impl<'a> Past<'a> {
    /// `None` where the workspace names no earlier lists.
    pub fn of(context: &Context<'a>) -> Option<Self> {
        let mut by_unit: BTreeMap<UnitId, Vec<&PastModel>> = BTreeMap::new();
        for past in context.dossier.previous.as_ref()? {
            if let Match::One(unit) = context.dossier.units.resolve(&past.unit, None) {
                by_unit.entry(unit).or_default().push(past);
            }
        }
        let names = |list: &Vec<&PastModel>| Names::of(list.iter().map(|past| &past.model));
        let names = by_unit.iter().map(|(&unit, list)| (unit, names(list))).collect();
        Some(Self { by_unit, names })
    }

    /// What the unit sent then.
    pub fn of_unit(&self, unit: UnitId) -> &[&'a PastModel] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The same model then, in the same unit.
    pub fn same(&self, model: &Model) -> Option<&'a PastModel> {
        let before = self.of_unit(model.unit);
        let alike = self.names.get(&model.unit)?.alike(model);
        alike.into_iter().map(|at| before[at]).find(|past| past.model.is_same(model))
    }
}

/// The models of a list by name and by code, so that one is found without reading the list through.
pub(super) struct Names {
    places: BTreeMap<String, Vec<usize>>,
}

impl Names {
    pub fn of<'m>(models: impl Iterator<Item = &'m Model>) -> Self {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, model) in models.enumerate() {
            for text in std::iter::once(&model.name).chain(&model.code) {
                places.entry(name::key(text)).or_default().push(at);
            }
        }
        Self { places }
    }

    /// Where models of its name or code stand in the list, in order.
    pub fn alike(&self, model: &Model) -> Vec<usize> {
        let texts = std::iter::once(&model.name).chain(&model.code);
        let mut found: Vec<usize> = texts.filter_map(|text| self.places.get(&name::key(text))).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
