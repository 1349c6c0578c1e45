//! Count objects out of ledgers.

use std::collections::BTreeSet;

use crate::model::{
    About, Basis, Counts, Dossier, Facet, Key, Kind, Ledger, Measure, Owner, RecognisedAt, Shape, UnitId, UnitSummary, name,
};

/// The root's figures.
pub(super) fn whole(dossier: &Dossier) -> UnitSummary {
    let root = dossier.units.root();
    let figures = dossier.figures(root);
    let mut summary = unit_summary(dossier, root, &figures.total, false, figures.any_sent);
    groups(dossier, &mut summary);
    summary
}

/// The root's children in protocol order, then its own agencies where they sent anything.
pub(super) fn by_unit(dossier: &Dossier) -> Vec<UnitSummary> {
    let units = &dossier.units;
    let root = units.root();
    let whole = dossier.figures(root);
    let mut rows: Vec<UnitSummary> = Vec::new();
    for &child in units.children(root) {
        let figures = dossier.figures(child);
        // Where no child has sent anything, the root's own table may say what each of them did.
        let told_by_root =
            (whole.basis == Basis::Totals && figures.total.is_blank()).then(|| told(dossier, root, About::Child(child)));
        let ledger = told_by_root.as_ref().unwrap_or(&figures.total);
        rows.push(unit_summary(dossier, child, ledger, false, figures.any_sent));
    }
    let mut direct = dossier.figures(root).listed.clone();
    if direct.is_blank() {
        direct = told(dossier, root, About::Direct);
    }
    if !direct.is_blank() {
        rows.push(unit_summary(dossier, root, &direct, true, whole.sent));
    }
    if units.children(root).is_empty() && rows.is_empty() {
        rows.push(unit_summary(dossier, root, &whole.total, true, whole.sent));
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for row in &mut rows {
        let name = if row.direct { "khoi-truc-thuoc".to_owned() } else { name::slug(units.name(row.unit)) };
        // Two names may differ in marks only.
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        row.code = std::iter::once(name.clone()).chain(numbered).find(|code| !taken.contains(code)).unwrap_or(name);
        taken.insert(row.code.clone());
    }
    rows
}

/// What a unit states about another, or of its own agencies.
fn told(dossier: &Dossier, submitter: UnitId, about: About) -> Ledger {
    let mut ledger = Ledger::unknown(Shape::of(&dossier.authority));
    for figure in dossier.stated.iter().filter(|s| s.submitter == submitter && s.about == about) {
        ledger.set(figure.key, figure.count);
    }
    ledger
}

fn unit_summary(dossier: &Dossier, unit: UnitId, ledger: &Ledger, direct: bool, sent: bool) -> UnitSummary {
    let authority = &dossier.authority;
    let of = |measure, events: Option<Measure>| counts(dossier, ledger, measure, events);
    UnitSummary {
        unit,
        code: String::new(),
        direct,
        sent,
        registered: of(Measure::Registered, None),
        registered_at: authority.level_ids().map(|l| (l, of(Measure::RegisteredAt(l), None))).collect(),
        effective: of(Measure::Effective, None),
        replicated: of(Measure::Replicated, None),
        nominated: authority.level_ids().map(|l| (l, of(Measure::Nominated(l), None))).collect(),
        recognised: authority
            .level_ids()
            .map(|level| RecognisedAt {
                level,
                counts: of(Measure::Recognised(level), Some(Measure::Events(level))),
                by_sub_period: authority
                    .sub_period_ids()
                    .map(|sub| (sub, of(Measure::RecognisedIn(level, sub), Some(Measure::EventsIn(level, sub)))))
                    .collect(),
            })
            .collect(),
    }
}

fn counts(dossier: &Dossier, ledger: &Ledger, measure: Measure, events: Option<Measure>) -> Counts {
    let get = |facet| ledger.get(Key { measure, facet });
    let known: Vec<_> = dossier.authority.field_ids().map(|f| (f, get(Facet::Field(f)))).collect();
    let any = known.iter().any(|(_, n)| n.is_some());
    Counts {
        total: get(Facet::Total),
        events: events.and_then(|e| ledger.get(Key::total(e))),
        owners: Owner::ALL.map(|o| get(Facet::Owner(o))),
        kinds: Kind::ALL.map(|k| get(Facet::Kind(k))),
        fields: if any { known.into_iter().map(|(f, n)| (f, n.unwrap_or(0))).collect() } else { Vec::new() },
        groups: Vec::new(),
    }
}

/// Merged groups of fields whose split nobody gave: from lists whose cells name the group, and from stated totals.
fn groups(dossier: &Dossier, summary: &mut UnitSummary) {
    let group_ids = 0..u8::try_from(dossier.authority.field_groups.len()).unwrap_or(u8::MAX);
    for group in group_ids {
        let of = |measure: Measure| {
            let listed: u32 = dossier.models.iter().filter(|m| m.field_group == Some(group)).map(|m| m.counted(measure)).sum();
            let stated = dossier.stated_groups.iter().filter(|s| {
                let basis = dossier.figures(s.submitter).basis;
                s.group == group && s.measure == measure && basis == Basis::Totals
            });
            listed + stated.map(|s| s.count).sum::<u32>()
        };
        let add = |counts: &mut Counts, measure| {
            let count = of(measure);
            if count > 0 {
                counts.groups.push((group, count));
            }
        };
        add(&mut summary.registered, Measure::Registered);
        add(&mut summary.effective, Measure::Effective);
        for (level, counts) in &mut summary.registered_at {
            add(counts, Measure::RegisteredAt(*level));
        }
        for at in &mut summary.recognised {
            add(&mut at.counts, Measure::Recognised(at.level));
            for (sub, counts) in &mut at.by_sub_period {
                add(counts, Measure::RecognisedIn(at.level, *sub));
            }
        }
    }
}
