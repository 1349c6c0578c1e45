//! What units state in Biểu 3 against their own lists, their children, and what each child says of itself (R14, R15).
//!
//! A parent of which some child has not reported is not judged; that is said once per parent.

use std::collections::{BTreeMap, BTreeSet};

use super::stated_causes::{self, StatedFault};
use super::words::{figure, names};
use super::{Adjusted as _, Context, Rule, indicators};
use crate::model::{
    About, Basis, Dossier, Facet, Finding, Form, Key, Ledger, Measure, Origin, Owner, Round, Severity, Standing, Stated, UnitId,
    decimal,
};

/// A stated figure that is wrong, and what it is compared with.
pub(super) struct Wrong<'a> {
    pub stated: &'a Stated,
    pub right: u32,
    pub against: Against,
}

impl Wrong<'_> {
    /// By how much the stated figure is too large.
    pub fn excess(&self) -> i64 {
        i64::from(self.stated.count) - i64::from(self.right)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The unit's own list.
    List(UnitId),
    /// The sum over its children.
    Children(UnitId),
    /// What the child itself reports.
    Child(UnitId),
}

/// The findings of R14 (`nominations`: figures of nominations only, against the own list) or of R15 (all others).
pub(super) fn findings(context: &Context<'_>, rule: &Rule, nominations: bool) -> Vec<Finding> {
    let (faults, missing) = context.stated_faults();
    let of_fault = |fault: &StatedFault| {
        let finding = rule.finding(fault.at, fault.message.clone()).of_unit(context.name(fault.unit));
        finding.with_sides(fault.stated, fault.right).with_related(fault.related.iter().copied())
    };
    let mut findings: Vec<Finding> = faults.iter().filter(|f| f.nominations == nominations).map(of_fault).collect();
    if !nominations {
        findings.extend(missing.iter().map(|(parent, (at, units))| inconclusive(context, rule, (*parent, *at), units)));
        findings.extend(of_indicators(context, rule));
    }
    findings
}

/// Parents of which some child is still missing: where the first figure stands, and who is missing.
pub(super) type Missing = BTreeMap<UnitId, (Origin, BTreeSet<UnitId>)>;

/// Everything that is wrong, of each cause one, and who is missing.
pub(super) fn faults(context: &Context<'_>) -> (Vec<StatedFault>, Missing) {
    let (mut wrong, mut missing) = (Vec::new(), Missing::new());
    let rounds = rounds(context);
    for stated in &context.dossier.stated {
        let told = context.told_by(stated.at).map(|told| told.round);
        if told.is_none_or(|told| rounds.get(&stated.submitter).is_some_and(|&last| told < last)) {
            continue;
        }
        let Some(key) = judged(context, stated) else { continue };
        match compare(context, stated, key) {
            Verdict::Wrong(found) => wrong.push(found),
            Verdict::Missing(units) => missing.entry(stated.submitter).or_insert((stated.at, BTreeSet::new())).1.extend(units),
            Verdict::Fine => {}
        }
    }
    (stated_causes::causes(context, wrong), missing)
}

enum Verdict<'a> {
    Fine,
    Wrong(Wrong<'a>),
    Missing(Vec<UnitId>),
}

/// The rounds in which each unit sent lists, the last one: figures of an earlier round are not compared with them.
fn rounds(context: &Context<'_>) -> BTreeMap<UnitId, Round> {
    let lists = context.dossier.submissions.iter().filter(|s| s.form == Form::Models && s.standing == Standing::InForce);
    let mut last: BTreeMap<UnitId, Round> = BTreeMap::new();
    for list in lists {
        let round = last.entry(list.unit).or_insert(list.round);
        *round = (*round).max(list.round);
    }
    last
}

/// Which figure a stated one is, its file's Kỳ in mind; `None` where that file is of a sub-period and the figure is only
/// known for the whole period.
pub(super) fn judged(context: &Context<'_>, stated: &Stated) -> Option<Key> {
    let authority = &context.dossier.authority;
    let told = context.told_by(stated.at)?;
    let period = told.period.as_ref().and_then(|(_, period, _)| period.as_ref());
    let part = period.filter(|p| !p.same_days(&authority.period));
    let sub = part.and_then(|p| authority.sub_period_ids().find(|s| authority.sub_periods[usize::from(s.0)].same_days(p)));
    match (sub, stated.key.measure) {
        (Some(sub), Measure::Recognised(level)) => Some(Key { measure: Measure::RecognisedIn(level, sub), ..stated.key }),
        (Some(sub), Measure::Events(level)) => Some(Key { measure: Measure::EventsIn(level, sub), ..stated.key }),
        (None, _) | (Some(_), Measure::RecognisedIn(..) | Measure::EventsIn(..)) => Some(stated.key),
        (Some(_), _) => None,
    }
}

fn compare<'a>(context: &Context<'_>, stated: &'a Stated, key: Key) -> Verdict<'a> {
    let dossier = context.dossier;
    let own = dossier.figures(stated.submitter);
    let children: Vec<UnitId> =
        dossier.units.children(stated.submitter).iter().copied().filter(|&c| context.is_expected(c)).collect();
    let (right, against) = match stated.about {
        About::Whole if children.iter().any(|&c| dossier.figures(c).any_sent) => {
            let blank: Vec<UnitId> = children.into_iter().filter(|&c| dossier.figures(c).total.get(key).is_none()).collect();
            if !blank.is_empty() {
                return Verdict::Missing(blank);
            }
            (own.total.get(key), Against::Children(stated.submitter))
        }
        // No child has sent anything: the roll-up is all there is, and counts.
        About::Whole if !children.is_empty() => return Verdict::Fine,
        About::Whole | About::Direct => (listed(dossier, &own.listed, key), Against::List(stated.submitter)),
        About::Child(child) => {
            let figures = dossier.figures(child);
            let told = figures.any_sent && !matches!(figures.basis, Basis::Nothing | Basis::Disputed);
            (figures.total.get(key).filter(|_| told), Against::Child(child))
        }
    };
    match right {
        Some(right) if right != stated.count => Verdict::Wrong(Wrong { stated, right, against }),
        _ => Verdict::Fine,
    }
}

/// The list's count; unknown where the list leaves some model without the owner, kind or field that the figure asks for.
fn listed(dossier: &Dossier, ledger: &Ledger, key: Key) -> Option<u32> {
    let count = ledger.get(key)?;
    let sum = |facets: &mut dyn Iterator<Item = Facet>| -> Option<u32> {
        facets.map(|facet| ledger.get(Key { facet, ..key })).sum::<Option<u32>>()
    };
    let total = ledger.get(Key::total(key.measure));
    let whole = match key.facet {
        Facet::Owner(_) => sum(&mut Owner::ALL.into_iter().map(Facet::Owner)) == total,
        Facet::Kind(_) => sum(&mut crate::model::Kind::ALL.into_iter().map(Facet::Kind)) == total,
        Facet::Novelty(_) => {
            let both = [crate::model::Novelty::New, crate::model::Novelty::Maintained];
            sum(&mut both.into_iter().map(Facet::Novelty)) == total
        }
        Facet::Field(_) => sum(&mut dossier.authority.field_ids().map(Facet::Field)) == total,
        Facet::FieldOwner(field, _) => {
            let of_field = ledger.get(Key { facet: Facet::Field(field), ..key });
            sum(&mut Owner::ALL.into_iter().map(|owner| Facet::FieldOwner(field, owner))) == of_field
        }
        Facet::Total => true,
    };
    whole.then_some(count)
}

fn inconclusive(context: &Context<'_>, rule: &Rule, (parent, at): (UnitId, Origin), units: &BTreeSet<UnitId>) -> Finding {
    let list: Vec<&str> = units.iter().map(|&unit| context.name(unit)).collect();
    let message = format!(
        "chưa thể kết luận số tổng hợp có khớp với các đơn vị trực thuộc hay không: còn thiếu số liệu của {}",
        names(&list, "đơn vị")
    );
    rule.finding(at, message).of_unit(context.name(parent)).graded(Severity::Note)
}

/// Exact figures of Biểu 4 that a parent gives beside those of its children.
fn of_indicators(context: &Context<'_>, rule: &Rule) -> Vec<Finding> {
    let rollups = indicators::rollups(context);
    let wrong = rollups.iter().filter(|rollup| rollup.row.qualifier.is_none() && rollup.stated != rollup.sum);
    let finding = |rollup: &indicators::Rollup<'_>| {
        let (stated, sum) = (decimal(rollup.stated), decimal(rollup.sum));
        let message =
            format!("{}: báo cáo {stated}, cộng các đơn vị trực thuộc được {sum}", super::words::quoted(&rollup.row.name));
        let finding = rule.finding(rollup.at, message).of_unit(context.name(rollup.unit)).with_texts(stated, sum);
        finding.with_related(rollup.parts.iter().copied())
    };
    wrong.map(finding).collect()
}

/// "báo cáo 120, danh sách có 110".
pub(super) fn compared(context: &Context<'_>, wrong: &Wrong<'_>) -> String {
    let (stated, right) = (figure(wrong.stated.count), figure(wrong.right));
    match wrong.against {
        Against::List(_) => format!("báo cáo {stated}, danh sách có {right}"),
        Against::Children(_) => format!("báo cáo {stated}, cộng các đơn vị trực thuộc được {right}"),
        Against::Child(child) => format!("ghi cho {} là {stated}, đơn vị đó báo cáo {right}", context.name(child)),
    }
}
