//! Models that a blank form offers its unit: those the unit has registered in this period already (an earlier đợt), then
//! those of the previous period that were not said to have stopped.

use std::collections::BTreeMap;

use crate::model::{Dossier, Match, Model, Novelty, Offer, Offers, PastModel, Round, RowRef, UnitId, name};

/// What earlier rounds and the previous period's lists offer for a round.
pub fn offers(dossier: &Dossier, round: Round) -> Offers {
    let told = |row: &RowRef| dossier.reading(row.file).contexts.get(usize::from(dossier.table(*row).context));
    let earlier = |model: &&Model| model.rows.iter().any(|row| told(row).is_some_and(|context| context.round < round));
    let mut now: BTreeMap<UnitId, Vec<&Model>> = BTreeMap::new();
    for model in dossier.models.iter().filter(earlier) {
        now.entry(model.unit).or_default().push(model);
    }
    let mut offers = Offers::default();
    for (&unit, models) in &now {
        offers.models.insert(unit, models.iter().map(|model| offer(model, unit, model.novelty)).collect());
    }
    let past: &[PastModel] = dossier.previous.as_deref().unwrap_or_default();
    for before in past.iter().filter(|past| !past.stopped) {
        let Match::One(unit) = dossier.units.resolve(&before.unit, None) else { continue };
        let known = now.get(&unit).is_some_and(|models| models.iter().any(|model| model.is_same(&before.model)));
        if !known {
            offers.models.entry(unit).or_default().push(offer(&before.model, unit, Some(Novelty::Maintained)));
        }
    }
    let used = now.values().flatten().copied().chain(past.iter().map(|past| &past.model));
    offers.codes = used.filter_map(|model| model.code.as_deref()).map(name::key).collect();
    offers
}

fn offer(model: &Model, unit: UnitId, novelty: Option<Novelty>) -> Offer {
    Offer {
        unit,
        code: model.code.as_deref().map(str::to_owned),
        name: model.name.to_string(),
        performer: model.performer.as_deref().map(str::to_owned),
        address: model.address.as_deref().map(str::to_owned),
        kind: model.kind,
        owner: model.owner,
        field: model.field,
        year: model.first_year,
        novelty,
        levels: model.levels.iter().collect(),
    }
}
