//! R15: a unit's stated figure is neither what its own list holds nor the sum over its child units.
//!
//! Wrong parts of one measure (its owners, its fields) have one cause and make one finding, at the total if that is
//! wrong too. A parent of which some child has not reported is not judged; that is said once per parent.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{figure, names, suspicion};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{
    About, Basis, Dossier, Facet, Finding, Form, Key, Ledger, Measure, Origin, Owner, Round, Severity, Standing, Stated, UnitId,
};

pub(super) const RULE: Rule = Rule {
    code: "R15",
    name: "roll-up-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Số liệu đơn vị tự tổng hợp khác danh sách của chính đơn vị, hoặc khác tổng số liệu các đơn vị trực thuộc.",
    why: "Báo cáo nêu cả hai; người đọc đếm danh sách hoặc cộng cột sẽ thấy chênh lệch.",
    remedy: "Hỏi lại đơn vị con số nào đúng rồi sửa ô đó, hoặc bổ sung danh sách.",
    basis: "Số liệu cấp trên là tổng các đơn vị trực thuộc và khối cơ quan; số tổng hợp bằng số dòng của danh sách.",
    check,
};

/// A stated figure that is wrong, and what it is compared with.
struct Wrong<'a> {
    stated: &'a Stated,
    right: u32,
    against: Against,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Against {
    /// The unit's own list.
    List(UnitId),
    /// The sum over its children.
    Children(UnitId),
    /// What the child itself reports.
    Child(UnitId),
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut wrong: BTreeMap<(UnitId, Measure, About), Vec<Wrong<'_>>> = BTreeMap::new();
    let rounds = rounds(context);
    let mut missing: BTreeMap<UnitId, (Origin, BTreeSet<UnitId>)> = BTreeMap::new();
    for stated in &context.dossier.stated {
        let Some(key) = judged(context, &rounds, stated) else { continue };
        match compare(context, stated, key) {
            Verdict::Wrong(found) => wrong.entry((stated.submitter, stated.key.measure, stated.about)).or_default().push(found),
            Verdict::Missing(units) => missing.entry(stated.submitter).or_insert((stated.at, BTreeSet::new())).1.extend(units),
            Verdict::Fine => {}
        }
    }
    carried_up(&mut wrong);
    let lists = if wrong.is_empty() { BTreeMap::new() } else { context.list_ranges() };
    let mut sources = Sources { lists, stated: BTreeMap::new() };
    for stated in context.dossier.stated.iter().filter(|s| s.about == About::Whole) {
        sources.stated.entry(stated.submitter).or_default().push(stated);
    }
    let mut findings: Vec<Finding> = wrong.into_values().filter_map(|group| mismatch(context, group, &sources)).collect();
    findings.extend(missing.into_iter().map(|(parent, (at, units))| inconclusive(context, parent, at, &units)));
    findings
}

/// Where each unit's figures come from: its lists, and what it states of itself.
struct Sources<'a> {
    lists: BTreeMap<UnitId, Vec<Origin>>,
    stated: BTreeMap<UnitId, Vec<&'a Stated>>,
}

impl Sources<'_> {
    fn of(&self, unit: UnitId, key: Key) -> Vec<Origin> {
        match self.lists.get(&unit) {
            Some(own) => own.clone(),
            None => self.stated.get(&unit).into_iter().flatten().filter(|s| s.key == key).map(|s| s.at).collect(),
        }
    }
}

enum Verdict<'a> {
    Fine,
    Wrong(Wrong<'a>),
    Missing(Vec<UnitId>),
}

/// The rounds in which each unit sent lists, the last one first to be compared with.
fn rounds(context: &Context<'_>) -> BTreeMap<UnitId, Round> {
    let lists = context.dossier.submissions.iter().filter(|s| s.form == Form::Models && s.standing == Standing::InForce);
    let mut last: BTreeMap<UnitId, Round> = BTreeMap::new();
    for list in lists {
        let round = last.entry(list.unit).or_insert(list.round);
        *round = (*round).max(list.round);
    }
    last
}

/// The figure that a stated one is to be compared with; `None` where the two cannot be compared: an earlier round than
/// the lists', or a sub-period's figure of what is only known for the whole period.
fn judged(context: &Context<'_>, rounds: &BTreeMap<UnitId, Round>, stated: &Stated) -> Option<Key> {
    let authority = &context.dossier.authority;
    let told = context.told_by(stated.at)?;
    if rounds.get(&stated.submitter).is_some_and(|&last| told.round < last) {
        return None;
    }
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

/// Wrong rows of children carried into the parent's total row are one cause: the total row joins the first of them.
fn carried_up(wrong: &mut BTreeMap<(UnitId, Measure, About), Vec<Wrong<'_>>>) {
    let wholes: Vec<(UnitId, Measure, About)> = wrong.keys().copied().filter(|key| key.2 == About::Whole).collect();
    for whole in wholes {
        let (submitter, measure, _) = whole;
        let rows: Vec<(UnitId, Measure, About)> =
            wrong.keys().copied().filter(|k| (k.0, k.1) == (submitter, measure) && k.2 != About::Whole).collect();
        let of = |keys: &[(UnitId, Measure, About)]| -> i64 {
            let totals = keys.iter().filter_map(|k| wrong.get(k)).flatten().filter(|w| w.stated.key.facet == Facet::Total);
            totals.map(|w| i64::from(w.stated.count) - i64::from(w.right)).sum()
        };
        let Some(&first) = rows.first().filter(|_| of(&rows) == of(&[whole])) else { continue };
        if let Some(carried) = wrong.remove(&whole)
            && let Some(first) = wrong.get_mut(&first)
        {
            first.extend(carried);
        }
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

/// The list's count; unknown where the list leaves some model without the owner or field that the figure asks for.
fn listed(dossier: &Dossier, ledger: &Ledger, key: Key) -> Option<u32> {
    let count = ledger.get(key)?;
    let sum = |facets: &mut dyn Iterator<Item = Facet>| -> Option<u32> {
        facets.map(|facet| ledger.get(Key { facet, ..key })).sum::<Option<u32>>()
    };
    let whole = match key.facet {
        Facet::Owner(_) => sum(&mut Owner::ALL.into_iter().map(Facet::Owner)) == ledger.get(Key::total(key.measure)),
        Facet::Field(_) => sum(&mut dossier.authority.field_ids().map(Facet::Field)) == ledger.get(Key::total(key.measure)),
        Facet::FieldOwner(field, _) => {
            let of_field = ledger.get(Key { facet: Facet::Field(field), ..key });
            sum(&mut Owner::ALL.into_iter().map(|owner| Facet::FieldOwner(field, owner))) == of_field
        }
        Facet::Total | Facet::Kind(_) | Facet::Novelty(_) => true,
    };
    whole.then_some(count)
}

fn mismatch(context: &Context<'_>, mut group: Vec<Wrong<'_>>, sources: &Sources<'_>) -> Option<Finding> {
    // A sum that nobody wrote down (no total row) is a range; the cells themselves go before it.
    group.sort_by_key(|w| (w.stated.at.to.is_some(), w.stated.about == About::Whole, w.stated.key.facet, w.stated.at));
    let first = group.first()?;
    let (stated, right) = (first.stated.count, first.right);
    let what = part(context, first.stated.key);
    let compared = match first.against {
        Against::List(_) => format!("báo cáo {}, danh sách có {}", figure(stated), figure(right)),
        Against::Children(_) => format!("báo cáo {}, cộng các đơn vị trực thuộc được {}", figure(stated), figure(right)),
        Against::Child(child) => {
            format!("ghi cho {} là {}, đơn vị đó báo cáo {}", context.name(child), figure(stated), figure(right))
        }
    };
    let message = format!("{what}: {compared}{}", suspicion(stated.into(), right.into()));
    let mut related = places(context, first, sources);
    related.extend(group.iter().skip(1).map(|w| w.stated.at));
    let finding = RULE.finding(first.stated.at, message).of_unit(context.name(first.stated.submitter));
    Some(finding.with_sides(stated, right).with_related(related))
}

/// "công nhận cấp cơ sở, tập thể".
fn part(context: &Context<'_>, key: Key) -> String {
    let authority = &context.dossier.authority;
    let measure = key.measure.label(authority);
    match key.facet {
        Facet::Owner(owner) => format!("{measure}, {}", owner.name()),
        Facet::Kind(kind) => format!("{measure}, {}", kind.name()),
        Facet::Field(field) => format!("{measure}, lĩnh vực {}", authority.field(field).name),
        Facet::FieldOwner(field, owner) => format!("{measure}, lĩnh vực {}, {}", authority.field(field).name, owner.name()),
        Facet::Total | Facet::Novelty(_) => measure,
    }
}

/// The cells that the right figure comes from: lists, or what the children state.
fn places(context: &Context<'_>, wrong: &Wrong<'_>, sources: &Sources<'_>) -> Vec<Origin> {
    let of = |unit: UnitId| sources.of(unit, wrong.stated.key);
    match wrong.against {
        Against::List(unit) | Against::Child(unit) => of(unit),
        Against::Children(parent) => {
            let own = sources.lists.get(&parent).into_iter().flatten().copied();
            own.chain(context.dossier.units.children(parent).iter().flat_map(|&child| of(child))).collect()
        }
    }
}

fn inconclusive(context: &Context<'_>, parent: UnitId, at: Origin, units: &BTreeSet<UnitId>) -> Finding {
    let list: Vec<&str> = units.iter().map(|&unit| context.name(unit)).collect();
    let message = format!(
        "chưa thể kết luận số tổng hợp có khớp với các đơn vị trực thuộc hay không: còn thiếu số liệu của {}",
        names(&list, "đơn vị")
    );
    RULE.finding(at, message).of_unit(context.name(parent)).graded(Severity::Note)
}
