//! Submissions and their versions (product rule 3.4): a later file replaces an earlier one only for the same unit,
//! period, round and form; the newer is the one made later (Ngày lập), and where that does not decide, neither counts.

use std::collections::BTreeMap;

use crate::model::{Content, Date, Dossier, Form, Misread, MisreadKind, Origin, Round, Standing, Submission, UnitId};

use super::{TableUnits, file_index, table_index};

/// One submission per unit, form and file, in file order; a table without records, or a blank form, sends nothing.
pub(super) fn submissions(dossier: &Dossier, owners: &[Vec<TableUnits>]) -> Vec<Submission> {
    let mut all: Vec<Submission> = Vec::new();
    for (file, reading) in dossier.readings.iter().enumerate() {
        let (first, blank) = (all.len(), reading.is_blank_form());
        for (index, table) in reading.tables.iter().enumerate().take(owners[file].len()) {
            if table.form == Form::Info || table.records() == 0 || blank {
                continue;
            }
            let Some(context) = reading.contexts.get(usize::from(table.context)) else { continue };
            for unit in units_of(&owners[file][index], &table.content) {
                let index = table_index(index);
                let known = all[first..].iter_mut().find(|s| s.unit == unit && s.form == table.form);
                if let Some(known) = known {
                    known.tables.push(index);
                    continue;
                }
                let period =
                    context.period.as_ref().and_then(|(_, period, _)| period.as_ref()).unwrap_or(&dossier.authority.period);
                all.push(Submission {
                    unit,
                    form: table.form,
                    period: period.label.clone(),
                    round: context.round,
                    made_on: context.made_on,
                    file: file_index(file),
                    tables: vec![index],
                    standing: Standing::InForce,
                });
            }
        }
    }
    all
}

/// The units whose records a table holds.
fn units_of(owners: &TableUnits, content: &Content) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = match content {
        Content::Models(rows) => rows.iter().filter_map(|r| owners.of_row(r.unit)).collect(),
        Content::Recognitions(rows) => rows.iter().filter_map(|r| owners.of_row(r.unit)).collect(),
        Content::Awards(rows) => rows.iter().filter_map(|r| owners.of_row(r.unit)).collect(),
        Content::Indicators(rows) => rows.iter().filter_map(|r| owners.of_row(r.unit)).collect(),
        Content::Scores(rows) => rows.iter().filter_map(|r| owners.of_row(r.unit)).collect(),
        Content::Info(_) | Content::Totals(_) | Content::Assessment(_) => owners.submitter.into_iter().collect(),
    };
    units.sort_unstable();
    units.dedup();
    units
}

/// What two files must share to be versions of one another: unit, form, first and last day of the period, round.
type Turn = (UnitId, Form, (Date, Date), Round);

/// Decides which versions count and names the others.
pub(super) fn choose(dossier: &mut Dossier) {
    let mut groups: BTreeMap<Turn, Vec<usize>> = BTreeMap::new();
    for (index, submission) in dossier.submissions.iter().enumerate() {
        let days = period_days(dossier, submission);
        groups.entry((submission.unit, submission.form, days, submission.round)).or_default().push(index);
    }
    for ((unit, form, ..), versions) in groups.into_iter().filter(|(_, v)| v.len() > 1) {
        let unit = dossier.units.name(unit).to_owned();
        let file = |i: usize| Origin::file(dossier.submissions[i].file);
        if let Some(newest) = newest(&dossier.submissions, &versions) {
            let by = file(newest);
            for old in versions.into_iter().filter(|&v| v != newest) {
                let at = Origin::file(dossier.submissions[old].file);
                dossier.submissions[old].standing = Standing::Replaced;
                dossier.misreads.push(Misread { at, what: MisreadKind::Superseded { unit: unit.clone(), form, by } });
            }
        } else if same_records(dossier, &versions) {
            // Saved again without a change: the first counts, the others are copies of it.
            let of = file(versions[0]);
            for &copy in &versions[1..] {
                let at = Origin::file(dossier.submissions[copy].file);
                dossier.submissions[copy].standing = Standing::Replaced;
                dossier.misreads.push(Misread { at, what: MisreadKind::Duplicate { of } });
            }
        } else {
            let other = file(versions[0]);
            let at = file(versions[versions.len() - 1]);
            for version in versions {
                dossier.submissions[version].standing = Standing::Disputed;
            }
            dossier.misreads.push(Misread { at, what: MisreadKind::VersionConflict { unit, form, other } });
        }
    }
}

/// Do all these versions hold the same records in the same cells?
fn same_records(dossier: &Dossier, versions: &[usize]) -> bool {
    let records = |version: &usize| {
        let submission = &dossier.submissions[*version];
        let tables = &dossier.reading(submission.file).tables;
        submission.tables.iter().map(|&t| format!("{:?}", tables[usize::from(t)].content)).collect::<Vec<_>>()
    };
    let first = records(&versions[0]);
    versions[1..].iter().all(|version| records(version) == first)
}

fn period_days(dossier: &Dossier, submission: &Submission) -> (Date, Date) {
    let reading = dossier.reading(submission.file);
    let table = submission.tables.first().and_then(|&t| reading.tables.get(usize::from(t)));
    let context = table.and_then(|t| reading.contexts.get(usize::from(t.context)));
    let period = context.and_then(|c| c.period.as_ref()).and_then(|(_, period, _)| period.as_ref());
    let period = period.unwrap_or(&dossier.authority.period);
    (period.from, period.to)
}

/// The version made on a later day than all others, if all say when they were made.
fn newest(submissions: &[Submission], versions: &[usize]) -> Option<usize> {
    let mut dated: Vec<(Date, usize)> =
        versions.iter().map(|&v| submissions[v].made_on.map(|d| (d, v))).collect::<Option<_>>()?;
    dated.sort_unstable();
    match dated.as_slice() {
        [.., (before, _), (last, index)] if before < last => Some(*index),
        _ => None,
    }
}
