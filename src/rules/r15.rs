//! R15: a unit's stated figure is neither what its own list holds nor the sum over its child units.
//!
//! Figures that are wrong for one [cause](super::causes) make one finding. A parent of which some child has not reported
//! is not judged; that is said once per parent.

use std::collections::{BTreeMap, BTreeSet};

use super::causes::{Against, Cause, Wrong, causes};
use super::ordered::about;
use super::places::Places;
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

fn check(context: &Context<'_>) -> Vec<Finding> {
    let rounds = rounds(context);
    let mut wrong: Vec<Wrong<'_>> = Vec::new();
    let mut missing: BTreeMap<UnitId, (Origin, BTreeSet<UnitId>)> = BTreeMap::new();
    for stated in &context.dossier.stated {
        let Some(key) = judged(context, &rounds, stated) else { continue };
        if context.is_doubtful(stated.submitter) || context.is_unsure(about(stated)) && stated.about != About::Direct {
            continue;
        }
        let table = context.table_at(stated.at).and_then(|(index, _)| context.misnamed_row(stated.at.file, index));
        if table.zip(stated.at.cell).is_some_and(|(misnamed, cell)| misnamed.may_be(cell.row)) {
            continue;
        }
        match compare(context, stated, key) {
            Verdict::Wrong(found) => wrong.push(found),
            Verdict::Missing(units) => missing.entry(stated.submitter).or_insert((stated.at, BTreeSet::new())).1.extend(units),
            Verdict::Fine => {}
        }
    }
    let mut findings = Vec::new();
    if !wrong.is_empty() {
        let sources = Sources::of(context);
        findings.extend(causes(&context.dossier.units, wrong).iter().filter_map(|cause| mismatch(context, cause, &sources)));
    }
    findings.extend(missing.into_iter().map(|(parent, (at, units))| inconclusive(context, parent, at, &units)));
    findings
}

/// Where each unit's figures come from: its lists, or what it states of itself.
struct Sources<'a> {
    lists: Places<'a>,
    stated: BTreeMap<UnitId, Vec<&'a Stated>>,
}

impl<'a> Sources<'a> {
    fn of(context: &'a Context<'a>) -> Self {
        let mut stated: BTreeMap<UnitId, Vec<&Stated>> = BTreeMap::new();
        for figure in context.dossier.stated.iter().filter(|s| s.about == About::Whole) {
            stated.entry(figure.submitter).or_default().push(figure);
        }
        Self { lists: Places::of(context), stated }
    }

    fn telling(&self, unit: UnitId, key: Key) -> Vec<Origin> {
        if self.lists.has_list(unit) {
            return self.lists.telling(unit, key);
        }
        self.stated.get(&unit).into_iter().flatten().filter(|s| s.key == key).map(|s| s.at).collect()
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

/// A count; unknown where some model is without the owner or field that the figure asks for.
fn complete(dossier: &Dossier, ledger: &Ledger, key: Key) -> Option<u32> {
    let count = ledger.get(key)?;
    let get = |facet| ledger.get(Key { facet, ..key });
    let whole = |parts: Vec<Facet>, of: Facet| parts.into_iter().map(get).sum::<Option<u32>>() == get(of);
    let fields = || whole(dossier.authority.field_ids().map(Facet::Field).collect(), Facet::Total);
    let told = match key.facet {
        Facet::Owner(_) => whole(Owner::ALL.map(Facet::Owner).to_vec(), Facet::Total),
        Facet::Field(_) => fields(),
        Facet::FieldOwner(field, _) => {
            fields() && whole(Owner::ALL.map(|owner| Facet::FieldOwner(field, owner)).to_vec(), Facet::Field(field))
        }
        Facet::Total | Facet::Kind(_) | Facet::Novelty(_) => true,
    };
    told.then_some(count)
}

fn mismatch(context: &Context<'_>, cause: &Cause<'_>, sources: &Sources<'_>) -> Option<Finding> {
    let (group, others) = cause.measures.split_first()?;
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
    let also: Vec<String> = others
        .iter()
        .filter_map(|group| group.first())
        .map(|w| format!("{} ({} và {})", part(context, w.stated.key), figure(w.stated.count), figure(w.right)))
        .collect();
    let also: Vec<&str> = also.iter().map(String::as_str).collect();
    let also = if also.is_empty() { String::new() } else { format!("; cũng lệch như vậy: {}", names(&also, "số")) };
    let message = format!("{what}: {compared}{}{also}", suspicion(stated.into(), right.into()));
    let mut related: Vec<Origin> = Vec::new();
    for place in cause.measures.iter().filter_map(|group| group.first()).flat_map(|w| places(context, w, sources)) {
        if !related.contains(&place) {
            related.push(place);
        }
    }
    let told = group.iter().skip(1).chain(others.iter().flatten()).chain(&cause.carried).map(|w| w.stated.at);
    related.extend(told);
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
    let of = |unit: UnitId| sources.telling(unit, wrong.stated.key);
    match wrong.against {
        Against::List(unit) | Against::Child(unit) => of(unit),
        Against::Children(parent) => {
            let own = if sources.lists.has_list(parent) { of(parent) } else { Vec::new() };
            own.into_iter().chain(context.dossier.units.children(parent).iter().flat_map(|&child| of(child))).collect()
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
