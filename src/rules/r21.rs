//! R21: figures of sub-periods exceed the whole period's or fall short of it. Lượt add up; distinct models never do.

use std::collections::BTreeMap;

use super::stated::judged;
use super::words::{figure, suspicion};
use super::{Blank, Context, Rule};
use crate::model::{About, Authority, Date, Facet, Finding, LevelId, Measure, Severity, Stated, SubPeriodId, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R21",
    name: "sub-periods-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số của các giai đoạn không khớp với số của cả kỳ.",
    why: "Báo cáo nêu cả số từng giai đoạn và số cả kỳ; lượt của các giai đoạn cộng lại phải bằng lượt cả kỳ.",
    remedy: "Xem lại số từng giai đoạn và số cả kỳ; đừng cộng số mô hình của các giai đoạn với nhau.",
    basis: "Lượt cả kỳ bằng tổng lượt các giai đoạn. Một mô hình có thể được công nhận ở nhiều giai đoạn: số mô hình cả kỳ không ít hơn giai đoạn nhiều nhất, không nhiều hơn tổng các giai đoạn.",
    check,
};

/// One level of one stated unit: the whole period's figure and those of its sub-periods, of lượt or of models.
#[derive(Default)]
struct Line<'a> {
    whole: Option<&'a Stated>,
    parts: BTreeMap<SubPeriodId, &'a Stated>,
}

type Place = (UnitId, About, LevelId, bool);

fn check(context: &Context<'_>) -> Vec<Finding> {
    let authority = &context.dossier.authority;
    if authority.sub_periods.is_empty() {
        return Vec::new();
    }
    let mut lines: BTreeMap<Place, BTreeMap<Facet, Line<'_>>> = BTreeMap::new();
    for stated in &context.dossier.stated {
        let Some(key) = judged(context, stated) else { continue };
        let (level, sub) = match key.measure {
            Measure::Recognised(level) | Measure::Events(level) => (level, None),
            Measure::RecognisedIn(level, sub) | Measure::EventsIn(level, sub) => (level, Some(sub)),
            _ => continue,
        };
        let place = (stated.submitter, stated.about, level, key.measure.is_events());
        let line = lines.entry(place).or_default().entry(key.facet).or_default();
        match sub {
            None => drop(line.whole.get_or_insert(stated)),
            Some(sub) => drop(line.parts.entry(sub).or_insert(stated)),
        }
    }
    // Owners and fields repeat the fault of their total.
    let first = |((_, _, _, events), facets): (Place, BTreeMap<Facet, Line<'_>>)| {
        facets.into_iter().find_map(|(facet, line)| contradiction(context, &line, facet, events))
    };
    lines.into_iter().filter_map(first).collect()
}

fn contradiction(context: &Context<'_>, line: &Line<'_>, facet: Facet, events: bool) -> Option<Finding> {
    let whole = line.whole?;
    let stated = u64::from(whole.count);
    let sum: u64 = line.parts.values().map(|part| u64::from(part.count)).sum();
    let (&largest, most) = line.parts.iter().max_by_key(|(_, part)| part.count)?;
    let authority = &context.dossier.authority;
    let whole_told = line.parts.len() == authority.sub_periods.len() && covered(authority);
    let (how, right) = if (events && sum > stated) || (whole_told && sum < stated) {
        (format!("cộng các giai đoạn được {}{}", figure(sum), suspicion(stated, sum)), sum)
    } else if !events && u64::from(most.count) > stated {
        let label = &authority.sub_periods[usize::from(largest.0)].label;
        (format!("ít hơn riêng giai đoạn {label} ghi {}", figure(most.count)), u64::from(most.count))
    } else {
        return None;
    };
    let key = crate::model::Key { facet, ..whole.key };
    let message = format!("{}: cả kỳ ghi {}, {how}", super::words::part(context, key), figure(stated));
    let finding = RULE.finding(whole.at, message).of_unit(context.name(whole.submitter));
    Some(finding.with_sides(stated, right).with_related(line.parts.values().map(|part| part.at)))
}

/// Do the sub-periods hold every month of the period?
fn covered(authority: &Authority) -> bool {
    let middle = |year, month| Date { year, month, day: 15 };
    let (from, to) = (authority.period.from, authority.period.to);
    let months = (from.year..=to.year).flat_map(|year| (1..=12).map(move |month| middle(year, month)));
    let mut within =
        months.filter(|&day| (from.year, from.month) <= (day.year, day.month) && (day.year, day.month) <= (to.year, to.month));
    within.all(|day| authority.sub_periods.iter().any(|sub| sub.holds(day)))
}
