//! C03: a date, year or period that cannot be read, is ambiguous or impossible.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{figure, quoted};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, MisreadKind, Origin, Severity, When};

pub(super) const RULE: Rule = Rule {
    code: "C03",
    name: "bad-date",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Ngày, năm hoặc kỳ không đọc được, không rõ hoặc không thể có.",
    why: "Số liệu theo năm, theo giai đoạn có thể thiếu.",
    remedy: "Ghi ngày dạng 21/8/2020, năm dạng 2018 (nhiều năm cách nhau bằng dấu phẩy), kỳ dạng 2016-2020.",
    basis: "Ngày trước, tháng sau; năm thuộc kỳ của hội nghị.",
    check,
};

/// A sheet, and what is wrong with values of it.
type Sheet<'a> = (u32, Option<u16>, &'a str);

/// From so many values on, what is wrong with all of them in one way is one fault of the sheet.
const MANY: usize = 5;

/// Values of one sheet that are wrong in the same way: each by itself, or together where they are many.
fn of_one_cause(why: &str, facts: &[(Origin, &str)]) -> Vec<Finding> {
    let [(first, value), others @ ..] = facts else { return Vec::new() };
    if facts.len() < MANY {
        return facts.iter().map(|(at, value)| RULE.finding(*at, format!("{}: {why}", quoted(value)))).collect();
    }
    let message = format!(
        "{} và {} giá trị khác trong trang: {why}; có thể cả trang là của kỳ khác (tệp kỳ trước gửi lại?)",
        quoted(value),
        figure(others.len() as u64)
    );
    let mut places: Vec<Origin> = others.iter().map(|(at, _)| *at).collect();
    places.dedup();
    vec![RULE.finding(*first, message).with_related(places)]
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told: BTreeSet<Origin> = BTreeSet::new();
    let mut alike: BTreeMap<Sheet<'_>, Vec<(Origin, &str)>> = BTreeMap::new();
    let mut ticks: BTreeMap<u32, Vec<(Origin, u32)>> = BTreeMap::new();
    for misread in context.misreads() {
        match &misread.what {
            MisreadKind::BadDate { value, why } => {
                told.insert(misread.at);
                alike.entry((misread.at.file, misread.at.sheet, why)).or_default().push((misread.at, value));
            }
            MisreadKind::TickWithoutSubPeriod { count } => {
                ticks.entry(misread.at.file).or_default().push((misread.at, *count));
            }
            _ => {}
        }
    }
    findings.extend(ticks.into_values().filter_map(|columns| loose_ticks(&columns)));
    findings.extend(alike.into_iter().flat_map(|((.., why), facts)| of_one_cause(why, &facts)));
    findings.extend(unreadable_periods(context, &told));
    findings.extend(levels_gone(context));
    findings.extend(registered_later(context));
    findings
}

/// Bare ticks of one file, which belong to no sub-period for one cause: its Kỳ báo cáo. Given by columns.
fn loose_ticks(columns: &[(Origin, u32)]) -> Option<Finding> {
    let (&(first, _), others) = columns.split_first()?;
    let count: u64 = columns.iter().map(|(_, count)| u64::from(*count)).sum();
    let message = format!(
        "{} dấu x không thuộc giai đoạn nào, vì kỳ báo cáo của tệp không phải là một giai đoạn đã khai báo; muốn tính theo giai đoạn thì ghi năm",
        figure(count)
    );
    Some(RULE.finding(first, message).graded(Severity::Note).with_related(others.iter().map(|(at, _)| *at)))
}

/// Recognitions in years in which their level did not exist (`tu`, `den` of `[[cap]]`).
fn levels_gone<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Finding> + 'a {
    let dossier = context.dossier;
    dossier.models.iter().flat_map(|model| model.recognitions.iter().map(move |r| (model, r))).filter_map(move |(model, r)| {
        let When::Year(year) = r.when else { return None };
        let level = dossier.authority.level(r.level);
        let message = format!("công nhận {} năm {year}, nhưng năm đó không có {0}", level.name);
        (!level.existed(year)).then(|| RULE.finding(r.at, message).of_unit(context.name(model.unit)))
    })
}

/// Models registered after the period.
fn registered_later<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Finding> + 'a {
    let (dossier, period) = (context.dossier, &context.dossier.authority.period);
    let rows = dossier.models.iter().flat_map(|model| model.rows.iter().map(move |row| (model, *row)));
    rows.filter_map(move |(model, row)| {
        let year = dossier.model_row(row)?.year.filter(|year| *year > period.to.year && !period.label.is_empty())?;
        let message = format!("năm đăng ký {year} sau kỳ báo cáo {}", period.label);
        let at = dossier.cell(row, Column::RegisteredYear);
        Some(RULE.finding(at, message).of_unit(context.name(model.unit)))
    })
}

/// Kỳ báo cáo cells that are no period; the file is then taken to be of the conference's.
fn unreadable_periods(context: &Context<'_>, told: &BTreeSet<Origin>) -> Vec<Finding> {
    let mut seen = told.clone();
    let mut findings = Vec::new();
    for (reading, file) in context.dossier.readings.iter().zip(0u32..) {
        if context.is_file_replaced(file) {
            continue;
        }
        for (text, period, at) in reading.contexts.iter().filter_map(|context| context.period.as_ref()) {
            if period.is_none() && seen.insert(*at) {
                let message = format!("kỳ báo cáo ghi {}, không đọc được; tạm coi là kỳ của hội nghị", quoted(text));
                findings.push(RULE.finding(*at, message));
            }
        }
    }
    findings
}
