//! Who has sent what (tình hình nộp): files, dates, versions and the person to call, unit by unit.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::model::{Context, Date, Dossier, Fate, Form, Standing, UnitId};

/// A unit that owes, or has sent something, or has something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compose) struct Sender {
    /// The unit.
    pub unit: UnitId,
    /// Its files, in order.
    pub files: Vec<u32>,
    /// "Đã gửi", "Gửi muộn", "Chưa gửi", "Tệp không đọc được".
    pub state: &'static str,
    /// Ngày lập of its newest form.
    pub made_on: Option<Date>,
    /// Versions and copies: "“a.xlsx”: đã có bản mới hơn".
    pub again: String,
    /// Người lập.
    pub author: String,
    /// Điện thoại.
    pub phone: String,
    /// How many findings stand: must-fix, review, note.
    pub counts: [u64; 3],
}

/// All such units, in protocol order.
pub(super) fn senders(found: &Found<'_>) -> Vec<Sender> {
    let dossier = found.input.dossier;
    let files = files(found);
    let turnout = &found.input.summary.turnout;
    let late: BTreeSet<UnitId> = turnout.late.iter().copied().collect();
    let owing: BTreeSet<UnitId> = turnout.owing.iter().copied().collect();
    let mut counts: BTreeMap<UnitId, [u64; 3]> = BTreeMap::new();
    for (finding, point) in found.findings.iter().zip(found.points) {
        if let (Some(unit), None) = (point.unit, finding.explained) {
            counts.entry(unit).or_default()[finding.severity as usize] += 1;
        }
    }
    let versions = versions(dossier);
    let none = BTreeSet::new();
    let sender = |unit: UnitId| {
        let own = files.get(&unit).unwrap_or(&none);
        if own.is_empty() && !owing.contains(&unit) && !counts.contains_key(&unit) {
            return None;
        }
        let is_read = |file: &u32| !matches!(dossier.reading(*file).fate, Fate::Refused(_));
        let state = match (own.is_empty(), own.iter().any(is_read)) {
            (true, _) => "Chưa gửi",
            (false, false) => "Tệp không đọc được",
            (false, true) if late.contains(&unit) => "Gửi muộn",
            (false, true) => "Đã gửi",
        };
        let contexts: Vec<&Context> = own.iter().flat_map(|file| &dossier.reading(*file).contexts).collect();
        let told = |of: fn(&Context) -> Option<&String>| contexts.iter().rev().find_map(|c| of(c)).cloned().unwrap_or_default();
        Some(Sender {
            unit,
            files: own.iter().copied().collect(),
            state,
            made_on: contexts.iter().filter_map(|context| context.made_on).max(),
            again: versions.get(&unit).map(|said| said.join("; ")).unwrap_or_default(),
            author: told(|context| context.author.as_ref()),
            phone: told(|context| context.phone.as_ref()),
            counts: counts.get(&unit).copied().unwrap_or_default(),
        })
    };
    dossier.units.walk().into_iter().filter_map(sender).collect()
}

/// The files of each unit: those it sent, those that hold its records, and those that cannot be read but are named after it.
fn files(found: &Found<'_>) -> BTreeMap<UnitId, BTreeSet<u32>> {
    let dossier = found.input.dossier;
    let mut files: BTreeMap<UnitId, BTreeSet<u32>> = BTreeMap::new();
    for (file, submitters) in (0_u32..).zip(&dossier.submitters) {
        for unit in submitters.iter().flatten() {
            files.entry(*unit).or_default().insert(file);
        }
    }
    for submission in &dossier.submissions {
        files.entry(submission.unit).or_default().insert(submission.file);
    }
    for (finding, point) in found.findings.iter().zip(found.points) {
        if let (Some(at), Some(unit)) = (finding.at, point.unit)
            && matches!(dossier.reading(at.file).fate, Fate::Refused(_))
        {
            files.entry(unit).or_default().insert(at.file);
        }
    }
    files
}

/// What is said of a unit's versions and copies.
fn versions(dossier: &Dossier) -> BTreeMap<UnitId, Vec<String>> {
    let name = |file: u32| format!("“{}”", dossier.reading(file).path.rsplit('/').next().unwrap_or_default());
    let mut disputed: BTreeMap<UnitId, BTreeSet<u32>> = BTreeMap::new();
    let mut replaced: BTreeMap<(UnitId, u32), [Vec<Form>; 2]> = BTreeMap::new();
    for submission in &dossier.submissions {
        let forms = replaced.entry((submission.unit, submission.file)).or_default();
        forms[usize::from(submission.standing == Standing::Replaced)].push(submission.form);
        if submission.standing == Standing::Disputed {
            disputed.entry(submission.unit).or_default().insert(submission.file);
        }
    }
    let mut said: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
    for ((unit, file), [kept, gone]) in replaced.into_iter().filter(|(_, [_, gone])| !gone.is_empty()) {
        let forms: Vec<&str> = gone.iter().map(|form| form.name()).collect();
        let forms = if kept.is_empty() { String::new() } else { format!(" ({})", forms.join(", ")) };
        said.entry(unit).or_default().push(format!("{}{forms} đã có bản thay thế", name(file)));
    }
    for (unit, files) in disputed {
        let names: Vec<String> = files.into_iter().map(name).collect();
        said.entry(unit).or_default().push(format!("chưa rõ bản nào mới hơn: {}", names.join(", ")));
    }
    for (file, reading) in (0_u32..).zip(&dossier.readings) {
        let Fate::DuplicateOf(first) = reading.fate else { continue };
        let sender = dossier.submitters.get(first as usize).and_then(|units| units.iter().flatten().next());
        if let Some(unit) = sender {
            said.entry(*unit).or_default().push(format!("{} trùng với {}", name(file), name(first)));
        }
    }
    said
}
