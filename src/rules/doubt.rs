//! Whose a file or a row is, where that is in doubt: said once, by S03 or R44, and not by what it makes of the figures.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Column, Content, Context, Dossier, Form, Match, MentionSource, MisreadKind, Origin, Standing, Subject, UnitId,
};

/// Units of which it is in doubt what is theirs.
#[derive(Debug)]
pub(super) struct Doubts {
    /// Which file or row is theirs (S03, R44).
    pub doubtful: BTreeSet<UnitId>,
    /// Those, and all above them.
    pub unsure: BTreeSet<UnitId>,
    /// Two versions of their list came, neither newer (S07): those, and all above them.
    pub disputed: BTreeSet<UnitId>,
    /// Their list stands in one file with such a list of another.
    pub beside_disputed: BTreeSet<UnitId>,
    /// Some of their rows may be another's (R45).
    pub misplaced: BTreeSet<UnitId>,
    /// A child's row of their Biểu 3 names them, and counts as that of their own agencies (R44): those, and all above them.
    pub miscounted: BTreeSet<UnitId>,
}

impl Doubts {
    /// Looks at what could not be joined.
    pub fn of<'m>(
        dossier: &Dossier,
        named_files: &BTreeMap<u32, NamedFile>,
        misnamed: impl Iterator<Item = &'m MisnamedRow>,
    ) -> Self {
        let mut doubtful = doubtful(dossier);
        doubtful.extend(named_files.values().flat_map(|named| [named.unit, named.taken]));
        let above = |unit: UnitId| std::iter::successors(Some(unit), |id| dossier.units.unit(*id).parent).collect::<Vec<_>>();
        let lists = || dossier.submissions.iter().filter(|submission| submission.form == Form::Models);
        let two_versions = || lists().filter(|submission| submission.standing == Standing::Disputed);
        let files: BTreeSet<u32> = two_versions().map(|submission| submission.file).collect();
        Self {
            unsure: doubtful.iter().copied().flat_map(above).collect(),
            doubtful,
            disputed: two_versions().map(|submission| submission.unit).flat_map(above).collect(),
            beside_disputed: lists().filter(|list| files.contains(&list.file)).map(|list| list.unit).collect(),
            misplaced: misplaced(dossier),
            miscounted: misnamed.filter(|row| row.unit == row.submitter).flat_map(|row| above(row.submitter)).collect(),
        }
    }
}

/// A file named after one unit that says it is of another below it.
#[derive(Debug)]
pub(super) struct NamedFile {
    /// The unit in the file's name.
    pub unit: UnitId,
    /// The unit it says it is of.
    pub taken: UnitId,
    /// Where it says so.
    pub at: Origin,
}

/// A row of Biểu 3 that names a unit twice, or one from further below, while a child has no row.
#[derive(Debug)]
pub(super) struct MisnamedRow {
    /// The cell with the name.
    pub at: Origin,
    /// The name.
    pub text: String,
    /// Who sent the table.
    pub submitter: UnitId,
    /// The unit of that name.
    pub unit: UnitId,
    /// The other row of that unit, which may be the misnamed one.
    pub twin: Option<Origin>,
    /// Whose the row may be.
    pub missing: UnitId,
}

impl MisnamedRow {
    /// May a row of the table be the misnamed one?
    pub fn may_be(&self, row: u32) -> bool {
        std::iter::once(self.at).chain(self.twin).any(|at| at.cell.is_some_and(|cell| cell.row == row))
    }
}

/// Units that a row names in a list of someone who has no say of them (R45), and the senders of such lists: the one may
/// have a row too many, the other one too few.
fn misplaced(dossier: &Dossier) -> BTreeSet<UnitId> {
    let named = dossier.misreads.iter().filter_map(|misread| match &misread.what {
        MisreadKind::UnitOutside { unit, submitter } if is_of_list(dossier, misread.at) => Some([unit, submitter]),
        _ => None,
    });
    let one = |text: &String| match dossier.units.resolve(text, None) {
        Match::One(unit) => Some(unit),
        Match::None | Match::Many(_) => None,
    };
    named.flatten().filter_map(one).collect()
}

/// Units that a file names beside another, or nearly names.
fn doubtful(dossier: &Dossier) -> BTreeSet<UnitId> {
    let one = |text: &str| match dossier.units.resolve(text, None) {
        Match::One(unit) => Some(unit),
        Match::None | Match::Many(_) => None,
    };
    let mut units = BTreeSet::new();
    for misread in &dossier.misreads {
        match &misread.what {
            MisreadKind::UnitConflict { taken, other, .. } => {
                units.extend([taken, other].into_iter().filter_map(|text| one(text)));
            }
            MisreadKind::UnitUnknown { nearest, .. } => {
                // The sender's own name, or that of a list's row; a row of Biểu 3 is about somebody else.
                let contexts = dossier.reading(misread.at.file).contexts.iter();
                let named = contexts.filter(|c| c.mentions.iter().any(|m| m.at == misread.at)).flat_map(|c| &c.mentions);
                let mut mentions = named.filter_map(|m| one(&m.text)).peekable();
                if mentions.peek().is_some() || is_sender(dossier, misread.at) || is_of_list(dossier, misread.at) {
                    units.extend(nearest.as_deref().and_then(one));
                }
                units.extend(mentions);
            }
            _ => {}
        }
    }
    units
}

/// Does the place name the sender of its sheet?
fn is_sender(dossier: &Dossier, at: Origin) -> bool {
    dossier.reading(at.file).contexts.iter().any(|context| context.mentions.iter().any(|mention| mention.at == at))
}

/// Does the place say whose a row of a list is?
fn is_of_list(dossier: &Dossier, at: Origin) -> bool {
    let reading = dossier.reading(at.file);
    reading.table_at(at).is_some_and(|table| !matches!(reading.tables[table].content, Content::Totals(_) | Content::Info(_)))
}

/// Files whose name is that of a unit above the one they say they are of: where the upper unit owes and has sent nothing,
/// or the lower one has sent the same form in another file, or another file of that name is the upper one's; or where both
/// call their files by their own names, or the file says it is right below what the upper unit is right below. A file
/// whose sheets name the upper unit as well leaves no doubt.
pub(super) fn named_files(dossier: &Dossier, submitters: &BTreeMap<(u32, u16), UnitId>) -> BTreeMap<u32, NamedFile> {
    let mut clashing: BTreeSet<u32> = BTreeSet::new();
    for misread in &dossier.misreads {
        match &misread.what {
            MisreadKind::VersionConflict { other, .. } => clashing.extend([misread.at.file, other.file]),
            MisreadKind::Superseded { by, .. } => clashing.extend([misread.at.file, by.file]),
            _ => {}
        }
    }
    let submitters = &with_empty_files(dossier, submitters);
    // "dot-1/huyen-a.xlsx" beside "dot-2/huyen-a.xlsx".
    let file_name = |file: u32| dossier.reading(file).path.rsplit('/').next().unwrap_or_default();
    let beside: BTreeSet<(&str, UnitId)> = submitters.iter().map(|(&(file, _), &unit)| (file_name(file), unit)).collect();
    let by_own_name = files_by_own_name(dossier, submitters);
    let mut named = BTreeMap::new();
    for (&(file, table), &taken) in submitters {
        let reading = dossier.reading(file);
        let context = reading.tables.get(usize::from(table)).and_then(|t| reading.contexts.get(usize::from(t.context)));
        let Some(context) = context else { continue };
        // A district's workbook may well hold the sheets of its wards.
        if submitters.range((file, 0)..=(file, u16::MAX)).any(|(_, other)| *other != taken) {
            continue;
        }
        let both_by_own_name =
            |unit: UnitId| by_own_name.contains(&unit) && (by_own_name.contains(&taken) || !dossier.units.unit(taken).owes);
        if let (Some(unit), Some(first)) = (named_by_file(dossier, context), context.mentions.first())
            && unit != taken
            && dossier.units.is_within(taken, unit)
            && !names(dossier, context, unit)
            && (both_by_own_name(unit)
                || says_parent_of(dossier, context, unit, taken)
                || (dossier.units.unit(unit).owes
                    && (!dossier.figures(unit).sent || clashing.contains(&file) || beside.contains(&(file_name(file), unit)))))
        {
            named.entry(file).or_insert(NamedFile { unit, taken, at: first.at });
        }
    }
    named
}

/// Who sent each table, those of files without a record too: a list may well be empty.
fn with_empty_files(dossier: &Dossier, submitters: &BTreeMap<(u32, u16), UnitId>) -> BTreeMap<(u32, u16), UnitId> {
    let mut all = submitters.clone();
    for (told, file) in dossier.submitters.iter().zip(0u32..) {
        if submitters.range((file, 0)..=(file, u16::MAX)).next().is_none() {
            all.extend(told.iter().zip(0u16..).filter_map(|(unit, table)| Some(((file, table), (*unit)?))));
        }
    }
    all
}

/// The unit that the file's name names.
fn named_by_file(dossier: &Dossier, context: &Context) -> Option<UnitId> {
    let by_file = context.mentions.iter().find(|m| m.source == MentionSource::File)?;
    match dossier.units.resolve(&by_file.text, None) {
        Match::One(unit) => Some(unit),
        Match::None | Match::Many(_) => None,
    }
}

/// Does the file say that it is below the first unit's parent (Trực thuộc), which the other is not directly below?
fn says_parent_of(dossier: &Dossier, context: &Context, unit: UnitId, other: UnitId) -> bool {
    let parent = context.parent.as_ref().map(|parent| dossier.units.resolve(&parent.text, None));
    let is_below = |of: UnitId| dossier.units.unit(of).parent.map(Match::One) == parent;
    parent.is_some() && is_below(unit) && !is_below(other)
}

/// Does anything inside the file name the unit?
fn names(dossier: &Dossier, context: &Context, unit: UnitId) -> bool {
    let inside = context.mentions.iter().filter(|m| m.source < MentionSource::File);
    inside.into_iter().any(|m| dossier.units.resolve(&m.text, None) == Match::One(unit))
}

/// Units that have sent a file named after them.
fn files_by_own_name(dossier: &Dossier, submitters: &BTreeMap<(u32, u16), UnitId>) -> BTreeSet<UnitId> {
    let own = submitters.iter().filter(|&(&(file, table), &unit)| {
        let reading = dossier.reading(file);
        let context = reading.tables.get(usize::from(table)).and_then(|t| reading.contexts.get(usize::from(t.context)));
        context.and_then(|context| named_by_file(dossier, context)) == Some(unit)
    });
    own.map(|(_, &unit)| unit).collect()
}

/// Tables of Biểu 3 in which one child has no row, and one row names a unit that has another row, or no child.
pub(super) fn misnamed_rows(dossier: &Dossier, submitters: &BTreeMap<(u32, u16), UnitId>) -> BTreeMap<(u32, u16), MisnamedRow> {
    let units = &dossier.units;
    let mut found = BTreeMap::new();
    for (&(file, index), &submitter) in submitters {
        let table = &dossier.reading(file).tables[usize::from(index)];
        let (Content::Totals(rows), Some(col)) = (&table.content, table.column(Column::Subject)) else { continue };
        let named: Vec<(u32, &str, UnitId)> = rows
            .iter()
            .filter_map(|row| {
                let Subject::Unit(at) = row.subject else { return None };
                let text = table.units.get(at as usize)?.text.as_str();
                match units.resolve(text, Some(submitter)) {
                    Match::One(unit) => Some((row.row, text, unit)),
                    Match::None | Match::Many(_) => None,
                }
            })
            .collect();
        let mut rows_of: BTreeMap<UnitId, usize> = BTreeMap::new();
        let mut twice = Vec::new();
        for row in &named {
            let rows = rows_of.entry(row.2).or_default();
            *rows += 1;
            twice.extend((*rows == 2).then_some(row));
        }
        let expected = units.children(submitter).iter().copied().filter(|&child| dossier.figures(child).any_sent);
        let missing: Vec<UnitId> = expected.filter(|child| !rows_of.contains_key(child)).collect();
        let strange: Vec<_> = named.iter().filter(|(.., unit)| units.unit(*unit).parent != Some(submitter)).collect();
        let suspect: Vec<_> = twice.iter().chain(&strange).copied().collect();
        let others_are_children = named.len() > 1 && strange.len() <= 1;
        if let ([missing], [(row, text, unit)], true) = (missing.as_slice(), suspect.as_slice(), others_are_children) {
            let cell = |row: u32| Origin::cell(file, table.sheet, row, col);
            let twin = named.iter().find(|(other, _, of)| of == unit && other != row).map(|(other, ..)| cell(*other));
            found.insert(
                (file, index),
                MisnamedRow { at: cell(*row), text: (*text).to_owned(), submitter, unit: *unit, twin, missing: *missing },
            );
        }
    }
    found
}
