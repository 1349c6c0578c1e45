//! The previous period's models, by unit, for the rules that compare two periods (R32, R56, R58, R59).

use std::collections::BTreeMap;

use super::Context;
use crate::model::{Match, Model, PastModel, UnitId, name};

/// The models of the previous period's lists.
pub(super) struct Past<'a> {
    by_unit: BTreeMap<UnitId, Vec<&'a PastModel>>,
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
        Some(Self { by_unit })
    }

    /// What the unit sent then.
    pub fn of_unit(&self, unit: UnitId) -> &[&'a PastModel] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The same model then, in the same unit.
    pub fn same(&self, model: &Model) -> Option<&'a PastModel> {
        self.of_unit(model.unit).iter().copied().find(|past| is_same(&past.model, model))
    }
}

/// One model in two periods: the same code; else the same name and, where both tell it, the same performer.
pub(super) fn is_same(one: &Model, other: &Model) -> bool {
    let key = |text: &Option<String>| text.as_deref().map(name::key).filter(|key| !key.is_empty());
    if let (Some(a), Some(b)) = (key(&one.code), key(&other.code)) {
        return a == b;
    }
    let performers = key(&one.performer).zip(key(&other.performer)).is_none_or(|(a, b)| a == b);
    performers && name::key(&one.name) == name::key(&other.name)
}
