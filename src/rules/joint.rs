//! Lists that hold rows of several units, each naming its own: a row under another unit's name is one cause, whatever it
//! makes of the figures of both.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::gathered::runs;
use super::joined::{excess, join, names_units};
use super::words::figure;
use crate::model::{About, Column, Content, Finding, ModelRow, Origin, Severity, Side, Stated, Table};

/// A table of Biểu 1 whose rows name their units: the rows of each unit, and where they name it.
pub(super) struct JointList<'a>(BTreeMap<&'a str, Vec<(Origin, &'a ModelRow)>>);

impl<'a> JointList<'a> {
    /// The joint list of a file, if it holds rows of several units.
    pub fn in_file(context: &Context<'a>, file: u32) -> Option<Self> {
        context.dossier.reading(file).tables.iter().find_map(|table| Self::of_table(context, file, table))
    }

    /// The joint list in which a place names units.
    fn at(context: &Context<'a>, place: Origin) -> Option<Self> {
        let (_, table) = context.table_at(place)?;
        Self::of_table(context, place.file, table)
    }

    fn of_table(context: &Context<'a>, file: u32, table: &'a Table) -> Option<Self> {
        let (Content::Models(rows), Some(col)) = (&table.content, table.column(Column::Unit)) else { return None };
        let mut units: BTreeMap<&str, Vec<(Origin, &ModelRow)>> = BTreeMap::new();
        for row in rows {
            let at = Origin::cell(file, table.sheet, row.row, col);
            if let Some(unit) = context.unit_at(at) {
                units.entry(context.name(unit)).or_default().push((at, row));
            }
        }
        (units.len() > 1).then_some(Self(units))
    }

    /// How many rows a unit has.
    pub fn count(&self, unit: &str) -> usize {
        self.0.get(unit).map_or(0, Vec::len)
    }

    /// Where the rows of a unit name it, those below one another as one range.
    pub fn cells_of(&self, unit: &str) -> Vec<Origin> {
        runs(self.0.get(unit).into_iter().flatten().map(|(at, _)| *at))
    }

    /// The rows of a unit.
    pub fn rows_of(&self, unit: &str) -> impl Iterator<Item = &'a ModelRow> {
        self.0.get(unit).into_iter().flatten().map(|(_, row)| *row)
    }
}

/// "1 dòng".
pub(super) fn counted(rows: usize) -> String {
    format!("{} dòng", figure(rows as u64))
}

/// What the unit that bears a row by mistake makes of it.
struct Taker<'a> {
    unit: &'a str,
    /// Its findings; the first is a list of its own beside the joint one (S07), or figures that the row makes wrong (R15).
    findings: Vec<usize>,
    /// Its rows in the joint list, where it is sure that they are the ones which the other unit lacks.
    cells: Vec<Origin>,
}

/// A unit whose figures lack rows of a joint list (R15), and another that has as many too many, or has them beside a list of
/// its own (S07), or beside figures without a list (R15): one row under a wrong name.
pub(super) fn given_away(context: &Context<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let lacks = |f: &Finding| f.code == "R15" && f.severity != Severity::Note && excess(f).is_some_and(|by| by > 0);
    let mut lacking: Vec<usize> = (0..found.len()).filter(|&index| lacks(&found[index])).collect();
    if lacking.is_empty() {
        return found;
    }
    // Where either might have the other's rows, the fewer are likelier under a wrong name.
    lacking.sort_by_key(|&index| excess(&found[index]));
    let given = given_for(context);
    let about = by_unit(&given, &found);
    let mut lists: BTreeMap<Origin, Option<JointList<'_>>> = BTreeMap::new();
    let mut joins: Vec<(usize, usize)> = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for index in lacking {
        let Some(place) = found[index].related.iter().copied().find(|place| names_units(context, *place)) else { continue };
        let list = lists.entry(place).or_insert_with(|| JointList::at(context, place));
        let (Some(list), Some(owner)) = (list, concerned(&given, &found[index]).map(str::to_owned)) else { continue };
        if told.contains(&index) || list.count(&owner) == 0 {
            continue;
        }
        let wanted = Wanted { context, found: &found, about: &about, list, place, lacking: index, owner: &owner };
        // Where two may have it, nothing says which.
        let mut takers = list.0.keys().filter(|unit| **unit != owner).filter_map(|unit| wanted.taken_by(unit));
        let (Some(taker), None) = (takers.next(), takers.next()) else { continue };
        told.extend(taker.findings.iter().chain([&index]));
        joins.extend(tell(context, &mut found, (index, &owner), &taker));
    }
    join(&mut found, joins)
}

/// Words the one finding of both units; which finding joins which.
fn tell(context: &Context<'_>, found: &mut [Finding], (lacking, owner): (usize, &str), taker: &Taker<'_>) -> Vec<(usize, usize)> {
    let first = taker.findings[0];
    if found[first].code == "S07" {
        let told = format!("có thể là của {owner}, ghi nhầm đơn vị");
        found[first].message = found[first].message.replacen("có thể ghi nhầm đơn vị", &told, 1);
        return vec![(lacking, first)];
    }
    let compared = found[first].message.split(';').next().unwrap_or_default();
    let told = format!("ghi nhầm đơn vị thành {} ({compared})", taker.unit);
    found[lacking].message = found[lacking].message.replacen("ghi nhầm đơn vị", &told, 1);
    if !taker.cells.is_empty() {
        for &told in std::iter::once(&lacking).chain(&taker.findings) {
            found[told].related.retain(|place| !names_units(context, *place));
        }
        found[lacking].related.splice(..0, taker.cells.iter().copied());
    }
    taker.findings.iter().map(|&of_taker| (of_taker, lacking)).collect()
}

/// A finding that lacks rows of a joint list, and what may tell who has them.
struct Wanted<'s, 'a> {
    context: &'s Context<'a>,
    found: &'s [Finding],
    about: &'s BTreeMap<String, Vec<usize>>,
    list: &'s JointList<'a>,
    /// Where the list names units.
    place: Origin,
    lacking: usize,
    owner: &'s str,
}

impl Wanted<'_, '_> {
    /// Does the other unit of the list bear the rows?
    fn taken_by<'u>(&self, unit: &'u str) -> Option<Taker<'u>> {
        let (rows, by) = (self.list.count(unit), excess(&self.found[self.lacking])?);
        let as_many = i128::try_from(rows).is_ok_and(|rows| rows == by);
        let cells = || self.list.cells_of(unit);
        let theirs = self.about.get(unit)?;
        let beside = |f: &Finding| f.code == "S07" && f.at.is_some_and(|at| at.meets(self.place));
        if let Some(&two_lists) = theirs.iter().find(|&&other| beside(&self.found[other])).filter(|_| as_many) {
            return Some(Taker { unit, findings: vec![two_lists], cells: cells() });
        }
        let mut findings: Vec<usize> = theirs.iter().copied().filter(|&other| self.found[other].code == "R15").collect();
        let first = findings.iter().position(|&other| {
            let finding = &self.found[other];
            let in_list = || finding.related.iter().any(|at| at.meets(self.place) && names_units(self.context, *at));
            let gained = excess(finding) == Some(-by);
            // The rows are all that the list has of it.
            let alone = || as_many && excess(finding) > Some(0) && finding.right == Some(Side::Count(rows as u64));
            (gained || alone()) && in_list()
        })?;
        findings.swap(0, first);
        // With as many rows each, the other unit's may be the wrong ones.
        let sure = as_many && self.list.count(self.owner) != rows;
        Some(Taker { unit, cells: if sure { cells() } else { Vec::new() }, findings })
    }
}

/// What is told of the figures (R15) and the two lists (S07) of each unit.
fn by_unit(given: &BTreeMap<Origin, &str>, found: &[Finding]) -> BTreeMap<String, Vec<usize>> {
    let mut units: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let told = |f: &Finding| matches!(f.code, "R15" | "S07") && f.severity != Severity::Note;
    for (index, finding) in found.iter().enumerate().filter(|(_, f)| told(f)) {
        units.entry(concerned(given, finding).unwrap_or_default().to_owned()).or_default().push(index);
    }
    units
}

/// Whose figures stand in the cells of a table above that are given for a child.
fn given_for<'a>(context: &Context<'a>) -> BTreeMap<Origin, &'a str> {
    let child = |stated: &Stated| match stated.about {
        About::Child(child) => Some((stated.at, context.name(child))),
        _ => None,
    };
    context.dossier.stated.iter().filter_map(child).collect()
}

/// Whose figures a finding compares: those of the unit itself, or of the one for which a table above gives them.
fn concerned<'f>(given: &BTreeMap<Origin, &'f str>, finding: &'f Finding) -> Option<&'f str> {
    finding.at.and_then(|at| given.get(&at).copied()).or(finding.unit.as_deref())
}
