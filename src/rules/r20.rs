//! R20: the certificates handed out are not as many as the models recognised in the period, or in any part of it.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{figure, quoted};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Key, LevelId, Measure, Origin, Severity, UnitId, When, name};

pub(super) const RULE: Rule = Rule {
    code: "R20",
    name: "certificates-differ",
    severity: Severity::Review,
    blank: Blank::Inconclusive,
    what: "Số giấy chứng nhận không bằng số mô hình được công nhận của cả kỳ, của một giai đoạn hay của một năm nào.",
    why: "Mỗi mô hình được công nhận có một giấy chứng nhận; hai số nêu cạnh nhau trong báo cáo phải khớp.",
    remedy: "Đối chiếu hai danh sách. Nếu hội nghị chỉ trao một phần thì giải trình.",
    basis: "Giấy chứng nhận cấp theo quyết định công nhận của cùng cấp, cùng giai đoạn.",
    check,
};

/// Certificates of one body in one unit's lists.
#[derive(Default)]
struct Handed<'a> {
    body: &'a str,
    count: u32,
    cells: Vec<Origin>,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let forms = &dossier.authority.forms;
    let mut handed: BTreeMap<(UnitId, String, &str), Handed<'_>> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row).filter(|row| !row.proposed && !row.cumulative) else { continue };
        if !forms.iter().any(|form| form.certifies && form.code == row.form.code) {
            continue;
        }
        let body = row.body.as_deref().unwrap_or_default();
        let entry = handed.entry((award.unit, name::key(body), &row.form.name)).or_default();
        entry.body = body;
        entry.count += row.quantity;
        entry.cells.push(dossier.cell(award.row, Column::Recipient));
    }
    handed.into_iter().filter_map(|((unit, _, form), handed)| finding(context, unit, form, &handed)).collect()
}

fn finding(context: &Context<'_>, unit: UnitId, form: &str, handed: &Handed<'_>) -> Option<Finding> {
    let (&at, others) = handed.cells.split_first()?;
    let level = context.dossier.units.unit(unit).level?;
    let told = &context.dossier.authority.level(level).name;
    let by = if handed.body.is_empty() { String::new() } else { format!(" của {}", quoted(handed.body)) };
    let Some(recognised) = context.dossier.figures(unit).total.get(Key::total(Measure::Recognised(level))) else {
        let message = format!("chưa thể kết luận số {form}{by}: chưa có số mô hình công nhận {told}");
        return Some(RULE.finding(at, message).graded(Severity::Note).of_unit(context.name(unit)));
    };
    if possible(context, unit, level).contains(&handed.count) {
        return None;
    }
    let message =
        format!("{}: {} {form}{by}, công nhận {told} {} mô hình", context.name(unit), figure(handed.count), figure(recognised));
    let finding = RULE.finding(at, message).of_unit(context.name(unit)).with_sides(handed.count, recognised);
    let last = others.last().filter(|last| (last.file, last.sheet) == (at.file, at.sheet)).and_then(|last| last.cell);
    Some(finding.with_related(last.map(|last| at.through(last.row, last.col))))
}

/// How many models may have got a certificate: all of the period, of a sub-period, of a year; lượt where all events got one.
fn possible(context: &Context<'_>, unit: UnitId, level: LevelId) -> BTreeSet<u32> {
    let dossier = context.dossier;
    let total = &dossier.figures(unit).total;
    let subs = dossier.authority.sub_period_ids();
    let measures = [Measure::Recognised(level), Measure::Events(level)].into_iter();
    let parts = subs.flat_map(|sub| [Measure::RecognisedIn(level, sub), Measure::EventsIn(level, sub)]);
    let mut counts: BTreeSet<u32> = measures.chain(parts).filter_map(|measure| total.get(Key::total(measure))).collect();
    let mut years: BTreeMap<u16, u32> = BTreeMap::new();
    for model in dossier.models.iter().filter(|m| dossier.units.is_within(m.unit, unit)) {
        for recognition in model.recognised_at(level) {
            if let When::Year(year) = recognition.when {
                *years.entry(year).or_default() += 1;
            }
        }
    }
    counts.extend(years.into_values());
    counts
}
