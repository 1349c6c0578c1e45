//! Dossier → summary: figures of the root and of its children, awards grouped, indicators added up, bases compared.
//!
//! Everything that counts was decided when the dossier was joined; here it is only arranged, and written as `so-lieu.json`.

mod awards;
mod counts;
mod indicators;
mod json;

use rust_decimal::Decimal;

use crate::model::{
    Comparison, Dossier, Facet, Finding, FindingCount, Key, Measure, Novelty, Severity, Summary, Turnout, UnitId, UnitTree,
};

/// Every figure of the report. `findings`: all of them, explained ones too.
pub fn summary(dossier: &Dossier, findings: &[Finding]) -> Summary {
    let root = dossier.units.root();
    let figures = dossier.figures(root);
    let novelty = |novelty| figures.total.get(Key { measure: Measure::Registered, facet: Facet::Novelty(novelty) });
    let mut summary = Summary {
        turnout: turnout(dossier),
        whole: counts::whole(dossier),
        new: novelty(Novelty::New),
        maintained: novelty(Novelty::Maintained),
        by_unit: counts::by_unit(dossier),
        awards: awards::groups(dossier),
        indicators: indicators::results(dossier),
        comparisons: Vec::new(),
        findings: finding_count(findings),
        json: serde_json::Value::Null,
    };
    summary.json = json::tree(dossier, &summary);
    summary.comparisons = comparisons(dossier, &summary);
    json::add_comparisons(&mut summary);
    summary
}

/// Who has sent, of the units that owe, in protocol order.
fn turnout(dossier: &Dossier) -> Turnout {
    let units: &UnitTree = &dossier.units;
    let owing: Vec<UnitId> = units.walk().into_iter().filter(|u| units.unit(*u).owes).collect();
    let (sent, missing): (Vec<UnitId>, Vec<UnitId>) = owing.iter().copied().partition(|u| dossier.figures(*u).sent);
    let is_late = |unit: &UnitId| match (units.unit(*unit).received, dossier.authority.deadline) {
        (Some(received), Some(deadline)) => received > deadline,
        _ => false,
    };
    let late = sent.iter().copied().filter(is_late).collect();
    Turnout { owing, sent, late, missing }
}

fn finding_count(findings: &[Finding]) -> FindingCount {
    let mut count = FindingCount::default();
    for finding in findings {
        match (finding.explained, finding.severity) {
            (Some(_), _) => count.explained += 1,
            (None, Severity::MustFix) => count.must_fix += 1,
            (None, Severity::Review) => count.review += 1,
            (None, Severity::Note) => count.note += 1,
        }
    }
    count
}

/// Every base figure beside today's, in the order the bases are given. An earlier `so-lieu.json` gives a base for each of
/// its numbers; only totals and lượt are compared.
fn comparisons(dossier: &Dossier, summary: &Summary) -> Vec<Comparison> {
    let Some(baseline) = &dossier.authority.baseline else { return Vec::new() };
    let mut comparisons: Vec<Comparison> = Vec::new();
    for (path, before) in &baseline.figures {
        if !matches!(path.rsplit('.').next(), Some("tong" | "luot")) {
            continue;
        }
        let Some(value) = summary.at(path) else { continue };
        let now = value.as_u64().map(Decimal::from);
        let comparison = Comparison { path: path.clone(), now, before: *before, change: now.map(|n| n - before) };
        match comparisons.iter_mut().find(|c| c.path == *path) {
            Some(earlier) => *earlier = comparison,
            None => comparisons.push(comparison),
        }
    }
    comparisons
}
