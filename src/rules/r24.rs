//! R24: someone is commended for a model that is not recognised at any level in the period, or not in any list.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::gathered::{Row, gather};
use super::likeness::{is_near, own_name, own_print};
use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Award, AwardRow, Column, Finding, Fingerprint, Model, Origin, Reason, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R24",
    name: "commended-but-not-recognised",
    severity: Severity::Review,
    blank: Blank::Inconclusive,
    what: "Khen về mô hình, nhưng mô hình đó chưa được công nhận ở cấp nào trong kỳ hoặc không có trong danh sách.",
    why: "Khen thưởng thành tích mô hình căn cứ vào mô hình đã được công nhận.",
    remedy: "Kiểm tra tên mô hình; chưa được công nhận thì xem lại nội dung khen (Mô hình, Chỉ đạo, Khác).",
    basis: "Khen về mô hình thì mô hình được công nhận ở một cấp, một năm bất kỳ trong kỳ; khen về chỉ đạo thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let about_models = |award: &Award| dossier.award_row(award.row).is_some_and(|row| row.model.is_some());
    if !dossier.awards.iter().any(about_models) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut seen = Seen::default();
    let mut unknown: BTreeMap<(u32, Option<u16>), (Origin, UnitId, usize)> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| row.reason == Reason::Model && !row.cumulative) else {
            continue;
        };
        let Some(title) = row.model.as_deref().filter(|title| !name::key(title).is_empty()) else { continue };
        // Where it is in doubt whose a file is, its list may be the one that lacks: S03, R44 or S07 tells that.
        if context.is_doubtful(award.unit) || context.is_disputed(award.unit) {
            continue;
        }
        let at = dossier.cell(award.row, Column::AwardModel);
        let said =
            |message: String| Row { at, unit: award.unit, severity: Severity::Review, title, message, related: Vec::new() };
        match judge(context, award.unit, row, title, &mut seen) {
            Verdict::Recognised | Verdict::InDoubt => {}
            Verdict::CannotTell => unknown.entry((at.file, at.sheet)).or_insert((at, award.unit, 0)).2 += 1,
            Verdict::Not(model) => {
                let message = "được khen nhưng chưa được công nhận ở cấp nào trong kỳ".to_owned();
                rows.push(Row { related: name_and_recognitions(context, model), ..said(message) });
            }
            Verdict::Elsewhere(model) => {
                let other = context.name(model.unit);
                let message = format!("được khen nhưng chỉ có trong danh sách của {other}, cùng người thực hiện");
                let row = model.rows.first();
                let cells = row.map(|row| [Column::Name, Column::Unit].map(|column| dossier.cell(*row, column)));
                rows.push(Row { related: cells.into_iter().flatten().collect(), ..said(message) });
            }
            Verdict::NoSuch(near) => {
                let offer = near.map_or_else(String::new, |near| format!("; có phải là {}?", quoted(&near.name)));
                let related = near.and_then(|near| near.rows.first()).map(|row| dossier.cell(*row, Column::Name));
                let message = format!("được khen nhưng không có trong danh sách mô hình{offer}");
                rows.push(Row { related: related.into_iter().collect(), ..said(message) });
            }
        }
    }
    let mut findings = gather(context, &RULE, rows, "dòng khen về mô hình chưa được công nhận hoặc không có trong danh sách");
    findings.extend(unknown.into_values().map(|(at, unit, count)| {
        let message = format!("chưa thể kết luận đối với {count} dòng khen về mô hình: chưa có danh sách hoặc cột công nhận");
        RULE.finding(at, message).graded(Severity::Note).of_unit(context.name(unit))
    }));
    findings
}

enum Verdict<'a> {
    Recognised,
    /// The model, which no level recognised.
    Not(&'a Model),
    /// Another unit's model of this name, which the recipient carries out.
    Elsewhere(&'a Model),
    /// The model of the nearest name.
    NoSuch(Option<&'a Model>),
    CannotTell,
    /// It may stand in a list of which it is in doubt whose it is.
    InDoubt,
}

/// Models of a title or code in the unit, above or below it, in the dossier's order. A generic title stands in every
/// list of a province, so a unit without others below looks only along its own line.
fn called<'a>(context: &Context<'a>, unit: UnitId, title: &str) -> Vec<&'a Model> {
    let (tree, titles, title) = (&context.dossier.units, context.titles(), Fingerprint::of(title));
    let mut found: Vec<usize> = if tree.children(unit).is_empty() {
        let line = std::iter::successors(Some(unit), |&below| tree.unit(below).parent);
        line.flat_map(|of| titles.in_unit(of, title)).map(|&(.., index)| index).collect()
    } else {
        let related = |of: UnitId| tree.is_within(of, unit) || tree.is_within(unit, of);
        titles.called(title).iter().filter(|(_, of, _)| related(*of)).map(|&(.., index)| index).collect()
    };
    found.sort_unstable();
    found.into_iter().map(|index| &context.dossier.models[index]).collect()
}

/// What is looked up once for all awards.
#[derive(Default)]
struct Seen {
    /// For each sender, whether all lists below it have come.
    whole: BTreeMap<UnitId, bool>,
    /// Who carries out which of `Dossier::models`, sorted.
    by_performer: OnceCell<Vec<(Fingerprint, usize)>>,
}

impl Seen {
    /// The models that someone of this very name carries out; a household is known by its head.
    fn carried_out_by<'a>(&self, context: &Context<'a>, recipient: &str) -> impl Iterator<Item = &'a Model> {
        let models = &context.dossier.models;
        let all = self.by_performer.get_or_init(|| {
            let own = |model: &Model| own_print(model.performer.as_deref().unwrap_or_default(), model.performer_print);
            let mut all: Vec<_> = models.iter().map(own).zip(0..).collect();
            all.sort_unstable();
            all
        });
        let print = own_print(recipient, Fingerprint::of(recipient));
        let first = all.partition_point(|(performer, _)| *performer < print);
        all[first..].iter().take_while(move |(performer, _)| *performer == print).map(|&(_, index)| &models[index])
    }
}

fn judge<'a>(context: &Context<'a>, unit: UnitId, row: &'a AwardRow, title: &str, seen: &mut Seen) -> Verdict<'a> {
    let dossier = context.dossier;
    let mut fitting = called(context, unit, title);
    // Of several models of one title, the one carried out by the recipient is meant.
    let recipient = row.recipient.as_deref().map(own_name);
    let performs = |m: &&Model| recipient.is_some() && m.performer.as_deref().map(own_name) == recipient;
    if fitting.len() > 1 && fitting.iter().any(performs) {
        fitting.retain(performs);
    }
    let others = fitting.iter().all(|m| m.performer.is_some() && !performs(m));
    let own = |called: &'a str| seen.carried_out_by(context, called).filter(|m| dossier.units.is_within(m.unit, unit));
    // The title is another's, and the recipient's own model is called nearly so.
    if let Some(called) = row.recipient.as_deref().filter(|_| others)
        && let Some(near) = own(called).find(|m| is_near(&name::key(title), &name::key(&m.name), true))
    {
        return Verdict::NoSuch(Some(near));
    }
    if fitting.iter().any(|m| m.recognitions.iter().any(|r| r.counts)) {
        return Verdict::Recognised;
    }
    let open = || context.is_unsure(unit) || context.is_beside_disputed(unit);
    if fitting.iter().any(|m| context.is_doubtful(m.unit)) || (fitting.is_empty() && open()) {
        return Verdict::InDoubt;
    }
    if fitting.iter().any(|m| !tells_recognition(context, m)) {
        return Verdict::CannotTell;
    }
    if let Some(called) = row.recipient.as_deref().filter(|_| !fitting.iter().any(performs))
        && let Some(near) = own(called).find(|m| name::nearest(title, [&*m.name]).is_some())
    {
        return Verdict::NoSuch(Some(near));
    }
    if let Some(&model) = fitting.first() {
        return Verdict::Not(model);
    }
    if !*seen.whole.entry(unit).or_insert_with(|| lists_are_whole(context, unit)) {
        return Verdict::CannotTell;
    }
    let everywhere = context.titles().called(Fingerprint::of(title)).iter().map(|&(.., index)| &dossier.models[index]);
    if let Some(model) = everywhere.into_iter().find(performs) {
        return Verdict::Elsewhere(model);
    }
    let below = || dossier.models.iter().filter(|m| dossier.units.is_within(m.unit, unit));
    let near = name::nearest(title, below().map(|m| &*m.name));
    Verdict::NoSuch(near.and_then(|near| below().find(|m| &*m.name == near)))
}

/// Where the list names the model, and where it would tell a recognition.
fn name_and_recognitions(context: &Context<'_>, model: &Model) -> Vec<Origin> {
    let Some(&row) = model.rows.last() else { return Vec::new() };
    let used = context.dossier.table(row).columns.iter().filter_map(|used| used.column);
    let recognitions = used.filter(|column| matches!(column, Column::Recognised(_)));
    std::iter::once(Column::Name).chain(recognitions).map(|column| context.dossier.cell(row, column)).collect()
}

/// Would a recognition of the model be known: has its table a column for one?
fn tells_recognition(context: &Context<'_>, model: &Model) -> bool {
    let columns = model.rows.iter().flat_map(|row| &context.dossier.table(*row).columns);
    columns.into_iter().any(|used| matches!(used.column, Some(Column::Recognised(_))))
}

/// Have all units below sent their lists, so that a name that is in none of them is in none?
fn lists_are_whole(context: &Context<'_>, unit: UnitId) -> bool {
    let dossier = context.dossier;
    let mut leaves = dossier.units.walk().into_iter().filter(|&u| dossier.units.is_within(u, unit) && context.is_expected(u));
    let lists = |u: UnitId| !dossier.figures(u).listed.is_blank() || !dossier.units.children(u).is_empty();
    dossier.models.iter().any(|m| dossier.units.is_within(m.unit, unit)) && leaves.all(lists)
}
