//! Every unit's figures (product rules 3.2, 3.3, 3.7): lists before totals, children before the parent's roll-up,
//! and unknown where nobody said.

use std::collections::BTreeMap;

use crate::model::{
    About, Authority, Basis, Column, Content, Dossier, Facet, Form, Key, Ledger, LevelId, LevelSet, Measure, Model, Owner, Round,
    Shape, UnitFigures, UnitId,
};

use super::{InForce, turnout};

/// Fills `dossier.figures`.
pub(super) fn compute(dossier: &mut Dossier, in_force: &InForce) {
    let shape = Shape::of(&dossier.authority);
    let measures = Measure::all(&dossier.authority);
    let facets = Facet::all(&dossier.authority);
    let mut listed = listed(dossier, in_force, shape, &measures);
    let stated = stated(dossier, shape, &measures);
    let sent = turnout::units_that_sent(dossier, in_force);
    let over_former = turnout::over_former_units(dossier, &sent);

    let mut figures: Vec<Option<UnitFigures>> = vec![None; dossier.units.len()];
    for unit in dossier.units.walk().into_iter().rev() {
        let at = unit.0 as usize;
        let listed = listed.remove(&unit).unwrap_or_else(|| Ledger::unknown(shape));
        let children: Vec<&UnitFigures> =
            dossier.units.children(unit).iter().filter_map(|c| figures[c.0 as usize].as_ref()).collect();
        let any_child = over_former[at] || children.iter().any(|c| c.any_sent);
        let disputed = in_force.is_disputed(unit, Form::Models) || in_force.is_disputed(unit, Form::Totals);
        let mut total = Ledger::unknown(shape);
        let basis = if any_child {
            for child in &children {
                total.add_all(&child.total);
            }
            if !disputed {
                let mut direct = listed.clone();
                fill(&mut direct, stated.get(&(unit, About::Direct)), &measures, &facets);
                total.add_all(&direct);
            }
            Basis::Children
        } else if disputed {
            Basis::Disputed
        } else {
            total = listed.clone();
            fill(&mut total, stated.get(&(unit, About::Whole)), &measures, &facets);
            if !listed.is_blank() {
                Basis::Lists
            } else if total.is_blank() {
                Basis::Nothing
            } else {
                Basis::Totals
            }
        };
        let sent = sent[at];
        figures[at] = Some(UnitFigures { listed, total, basis, sent, any_sent: sent || any_child });
    }
    dossier.figures = figures.into_iter().flatten().collect();
}

/// Completes a ledger with stated totals, measure by measure: only where the lists say nothing of the measure.
fn fill(ledger: &mut Ledger, stated: Option<&Ledger>, measures: &[Measure], facets: &[Facet]) {
    let Some(stated) = stated else { return };
    for &measure in measures.iter().filter(|m| stated.get(Key::total(**m)).is_some()) {
        if ledger.get(Key::total(measure)).is_some() {
            continue;
        }
        for &facet in facets {
            let key = Key { measure, facet };
            if let Some(count) = stated.get(key) {
                ledger.set(key, count);
            }
        }
    }
}

/// What a unit's lists can tell: a measure is known where some table has its column.
#[derive(Default, Clone, Copy)]
struct Known {
    registered: bool,
    effective: bool,
    replicated: bool,
    nominated: bool,
    recognised: LevelSet,
    owner: bool,
    kind: bool,
    novelty: bool,
    field: bool,
    /// Only rounds of registration were sent: an empty result column says nothing yet.
    only_registration: bool,
}

impl Known {
    fn measure(&self, measure: Measure) -> bool {
        match measure {
            Measure::Registered | Measure::RegisteredAt(_) => self.registered,
            Measure::Effective => self.effective,
            Measure::Replicated => self.replicated,
            Measure::Nominated(_) => self.nominated,
            Measure::Recognised(l) | Measure::Events(l) | Measure::RecognisedIn(l, _) | Measure::EventsIn(l, _) => {
                self.recognised.contains(l)
            }
        }
    }

    fn facet(&self, facet: Facet) -> bool {
        match facet {
            Facet::Total => true,
            Facet::Owner(_) => self.owner,
            Facet::Kind(_) => self.kind,
            Facet::Novelty(_) => self.novelty,
            Facet::Field(_) => self.field,
            Facet::FieldOwner(..) => self.field && self.owner,
        }
    }
}

/// The counts of every unit's lists.
fn listed(dossier: &Dossier, in_force: &InForce, shape: Shape, measures: &[Measure]) -> BTreeMap<UnitId, Ledger> {
    let mut known = known(dossier, in_force);
    for model in &dossier.models {
        let unit = known.entry(model.unit).or_default();
        unit.owner |= model.owner.is_some();
        unit.kind |= model.kind.is_some();
        unit.novelty |= model.novelty.is_some();
        unit.field |= model.field.is_some();
        // A model joined from another submitter's list may bring recognitions that the unit has no column for.
        for recognition in &model.recognitions {
            unit.recognised.insert(recognition.level);
        }
    }
    let facets = Facet::all(&dossier.authority);
    let mut ledgers: BTreeMap<UnitId, Ledger> = BTreeMap::new();
    for (&unit, known) in &known {
        let mut ledger = Ledger::unknown(shape);
        for &measure in measures.iter().filter(|m| known.measure(**m)) {
            for &facet in facets.iter().filter(|f| known.facet(**f)) {
                ledger.set(Key { measure, facet }, 0);
            }
        }
        ledgers.insert(unit, ledger);
    }
    for model in &dossier.models {
        if let (Some(ledger), Some(known)) = (ledgers.get_mut(&model.unit), known.get(&model.unit)) {
            count(ledger, model, known, measures);
        }
    }
    for (unit, known) in known.iter().filter(|(_, k)| k.only_registration) {
        if let Some(ledger) = ledgers.get(unit) {
            let cleaned = without_empty_results(ledger, known, shape, measures, &facets);
            ledgers.insert(*unit, cleaned);
        }
    }
    ledgers
}

/// A round of registration with an empty result column reports no results, not none.
fn without_empty_results(ledger: &Ledger, known: &Known, shape: Shape, measures: &[Measure], facets: &[Facet]) -> Ledger {
    let mut cleaned = Ledger::unknown(shape);
    for &measure in measures.iter().filter(|m| known.measure(**m)) {
        let is_registration = matches!(measure, Measure::Registered | Measure::RegisteredAt(_));
        if is_registration || ledger.get(Key::total(measure)).is_some_and(|n| n > 0) {
            for &facet in facets {
                let key = Key { measure, facet };
                if let Some(n) = ledger.get(key) {
                    cleaned.set(key, n);
                }
            }
        }
    }
    cleaned
}

fn known(dossier: &Dossier, in_force: &InForce) -> BTreeMap<UnitId, Known> {
    let mut known: BTreeMap<UnitId, Known> = BTreeMap::new();
    for submission in &dossier.submissions {
        if !in_force.counts(submission.unit, submission.form, submission.file) {
            continue;
        }
        let reading = dossier.reading(submission.file);
        for table in submission.tables.iter().map(|&t| &reading.tables[usize::from(t)]) {
            match &table.content {
                Content::Models(rows) => {
                    let unit = known.entry(submission.unit).or_insert(Known { only_registration: true, ..Known::default() });
                    unit.registered = true;
                    unit.only_registration &= submission.round == Round::Registration;
                    unit.effective |= rows.iter().any(|r| r.effective.is_some());
                    unit.replicated |= table.column(Column::Replicated).is_some();
                    let nominates = |c: &Column| matches!(c, Column::NominatedLevel | Column::NominatedTick(_));
                    unit.nominated |= table.columns.iter().filter_map(|c| c.column.as_ref()).any(nominates);
                    let told = |level: &LevelId| table.column(Column::Recognised(*level)).is_some();
                    unit.recognised.extend(dossier.authority.level_ids().filter(told));
                }
                Content::Recognitions(rows) => {
                    let unit = known.entry(submission.unit).or_default();
                    unit.recognised.extend(rows.iter().filter_map(|r| r.level));
                }
                _ => {}
            }
        }
    }
    known
}

/// Adds one model to its unit's counts.
fn count(ledger: &mut Ledger, model: &Model, known: &Known, measures: &[Measure]) {
    let mut facets = vec![Facet::Total];
    facets.extend(model.owner.map(Facet::Owner));
    facets.extend(model.kind.map(Facet::Kind));
    facets.extend(model.novelty.map(Facet::Novelty));
    facets.extend(model.field.map(Facet::Field));
    facets.extend(model.field.zip(model.owner).map(|(f, o)| Facet::FieldOwner(f, o)));
    for &measure in measures.iter().filter(|m| known.measure(**m)) {
        let times = model.counted(measure);
        if times > 0 {
            for &facet in &facets {
                ledger.add(Key { measure, facet }, times);
            }
        }
    }
}

/// What units state, as ledgers by submitter and by whom it is about; where a key is stated twice the first counts.
fn stated(dossier: &Dossier, shape: Shape, measures: &[Measure]) -> BTreeMap<(UnitId, About), Ledger> {
    let mut ledgers: BTreeMap<(UnitId, About), Ledger> = BTreeMap::new();
    for figure in &dossier.stated {
        let about = match figure.about {
            About::Child(_) => continue,
            about => about,
        };
        let ledger = ledgers.entry((figure.submitter, about)).or_insert_with(|| Ledger::unknown(shape));
        for key in dossier.keys_of(figure) {
            if ledger.get(key).is_none() {
                ledger.set(key, figure.count);
            }
        }
    }
    for ledger in ledgers.values_mut() {
        complete(ledger, &dossier.authority, measures);
    }
    ledgers
}

/// Totals that follow from what is stated: by owner from field × owner, the total from its owners.
fn complete(ledger: &mut Ledger, authority: &Authority, measures: &[Measure]) {
    for &measure in measures {
        let key = |facet| Key { measure, facet };
        for owner in Owner::ALL {
            let parts: Vec<u32> = authority.field_ids().filter_map(|f| ledger.get(key(Facet::FieldOwner(f, owner)))).collect();
            if ledger.get(key(Facet::Owner(owner))).is_none() && parts.len() == authority.fields.len() && !parts.is_empty() {
                ledger.set(key(Facet::Owner(owner)), parts.iter().sum());
            }
        }
        if ledger.get(key(Facet::Total)).is_none() {
            let owners: Vec<u32> = Owner::ALL.iter().filter_map(|o| ledger.get(key(Facet::Owner(*o)))).collect();
            if !owners.is_empty() {
                ledger.set(key(Facet::Total), owners.iter().sum());
            }
        }
    }
}
