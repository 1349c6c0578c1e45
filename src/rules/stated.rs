//! What units state in Biểu 3 against their own lists, their children, and what each child says of itself (R14, R15).
//!
//! A parent of which some child has not reported is not judged; that is said once per parent.

use std::collections::{BTreeMap, BTreeSet};

use super::ordered::about;
use super::stated_causes::{self, StatedFault};
use super::words::{figure, names};
use super::{Adjusted as _, Context, Rule, indicators};
use crate::model::{
    About, Basis, Dossier, Facet, Finding, Form, Key, Kind, Ledger, Measure, Novelty, Origin, Owner, Round, Severity, Standing,
    Stated, UnitId, decimal,
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
    let (mut wrong, mut missing, mut open) = (Vec::new(), Missing::new(), BTreeSet::new());
    let rounds = rounds(context);
    for stated in &context.dossier.stated {
        let told = context.told_by(stated.at).map(|told| told.round);
        if told.is_none_or(|told| rounds.get(&stated.submitter).is_some_and(|&last| told < last)) {
            continue;
        }
        let Some(key) = judged(context, stated) else { continue };
        match (compare(context, stated, key), is_doubtful(context, stated)) {
            (Verdict::Wrong(found), false) => wrong.push(found),
            (Verdict::Missing(units), false) => {
                missing.entry(stated.submitter).or_insert((stated.at, BTreeSet::new())).1.extend(units);
            }
            (Verdict::Missing(_), true) => drop(open.insert(stated.submitter)),
            (Verdict::Wrong(_), true) | (Verdict::Fine, _) => {}
        }
    }
    // A unit that is itself not judged for want of others is not what is missing.
    open.extend(missing.keys().copied());
    for (_, units) in missing.values_mut() {
        units.retain(|unit| !open.contains(unit));
    }
    missing.retain(|_, (_, units)| !units.is_empty());
    (stated_causes::causes(context, wrong), missing)
}

/// Is it in doubt whose the figure is, or which list is meant? S03, R44, R45 or S07 tells that.
fn is_doubtful(context: &Context<'_>, stated: &Stated) -> bool {
    let table = context.table_at(stated.at).and_then(|(index, _)| context.misnamed_row(stated.at.file, index));
    // A row that names the submitter itself was taken for its own agencies: then the whole is in doubt.
    let of_submitter = table.is_some_and(|misnamed| misnamed.unit == stated.submitter);
    of_submitter
        || context.is_doubtful(stated.submitter)
        || context.is_misplaced(about(stated))
        || context.is_disputed(about(stated))
        || (context.is_miscounted(about(stated)) && stated.about != About::Direct)
        || (context.is_unsure(about(stated)) && stated.about != About::Direct)
        || table.zip(stated.at.cell).is_some_and(|(misnamed, cell)| misnamed.may_be(cell.row))
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
            let blank: Vec<UnitId> = children.into_iter().filter(|&c| !is_whole(context, c, key)).collect();
            if !blank.is_empty() {
                return Verdict::Missing(blank);
            }
            (complete(dossier, &own.total, key), Against::Children(stated.submitter))
        }
        // No child has sent anything: the roll-up is all there is, and counts.
        About::Whole if !children.is_empty() => return Verdict::Fine,
        About::Whole | About::Direct => (complete(dossier, &own.listed, key), Against::List(stated.submitter)),
        About::Child(child) => {
            let figures = dossier.figures(child);
            let known = figures.any_sent && !matches!(figures.basis, Basis::Nothing | Basis::Disputed);
            let told = known && is_whole(context, child, key);
            (complete(dossier, &figures.total, key).filter(|_| told), Against::Child(child))
        }
    };
    match right {
        Some(right) if right != stated.count => Verdict::Wrong(Wrong { stated, right, against }),
        _ => Verdict::Fine,
    }
}

/// Is a figure known of the unit and of all below it that are expected to tell it?
fn is_whole(context: &Context<'_>, unit: UnitId, key: Key) -> bool {
    let dossier = context.dossier;
    let below = dossier.units.children(unit).iter().filter(|&&child| context.is_expected(child));
    let from_below = dossier.figures(unit).basis == Basis::Children;
    dossier.figures(unit).total.get(key).is_some()
        && (!from_below || below.into_iter().all(|&child| is_whole(context, child, key)))
}

/// A count; unknown where lists leave some model without the owner, kind or field that the figure asks for.
fn complete(dossier: &Dossier, ledger: &Ledger, key: Key) -> Option<u32> {
    let count = ledger.get(key)?;
    let get = |facet| ledger.get(Key { facet, ..key });
    // Where some part is told by nobody, there is nothing to compare.
    let whole = |parts: Vec<Facet>, of: Facet| {
        let sum: Option<u32> = parts.into_iter().map(get).sum();
        sum.is_none() || sum == get(of)
    };
    let fields = || whole(dossier.authority.field_ids().map(Facet::Field).collect(), Facet::Total);
    let told = match key.facet {
        Facet::Owner(_) => whole(Owner::ALL.map(Facet::Owner).to_vec(), Facet::Total),
        Facet::Kind(_) => whole(Kind::ALL.map(Facet::Kind).to_vec(), Facet::Total),
        Facet::Novelty(_) => whole([Novelty::New, Novelty::Maintained].map(Facet::Novelty).to_vec(), Facet::Total),
        Facet::Field(_) => fields(),
        Facet::FieldOwner(field, _) => {
            fields() && whole(Owner::ALL.map(|owner| Facet::FieldOwner(field, owner)).to_vec(), Facet::Field(field))
        }
        Facet::Total => true,
    };
    told.then_some(count)
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
    let sure = rollups.iter().filter(|rollup| !context.is_unsure(rollup.unit));
    let wrong = sure.filter(|rollup| rollup.row.qualifier.is_none() && rollup.stated != rollup.sum);
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
        Against::Child(child) => {
            let told = if context.dossier.figures(child).basis == Basis::Children {
                "cộng số liệu của đơn vị đó và các đơn vị trực thuộc được"
            } else {
                "đơn vị đó báo cáo"
            };
            format!("ghi cho {} là {stated}, {told} {right}", context.name(child))
        }
    }
}
