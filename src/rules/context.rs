//! What a rule looks at: the dossier, with what a newer version replaced left out, and places to point at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::doubt::{Doubts, MisnamedRow, NamedFile, misnamed_rows, named_files};
use super::stated::{self, Missing};
use super::stated_causes::StatedFault;
use super::sums::{self, SumFault};
use super::titles::Titles;
use crate::model::{Content, Dossier, Form, Match, Misread, MisreadKind, Origin, Standing, Table, TotalsRow, UnitId};

/// The dossier as rules see it.
#[derive(Debug)]
pub struct Context<'a> {
    /// Everything the submissions say.
    pub dossier: &'a Dossier,
    /// Judged for `--final`?
    pub is_final: bool,
    /// Tables of which every submission was replaced by a newer one: (file, table).
    replaced: BTreeSet<(u32, u16)>,
    /// Who sent each table: the first of its units.
    submitters: BTreeMap<(u32, u16), UnitId>,
    /// Who sent each file.
    senders: BTreeMap<u32, UnitId>,
    /// Units of which it is in doubt what is theirs.
    doubts: Doubts,
    /// Files named after one unit that say they are of a unit below it, where that cannot be.
    named_files: BTreeMap<u32, NamedFile>,
    /// Rows of Biểu 3 that name another unit than they are of.
    misnamed: BTreeMap<(u32, u16), MisnamedRow>,
    /// Models by title, for the rules that look for one by what it is called.
    titles: OnceLock<Titles>,
    /// Sums of Biểu 3 that do not hold, computed once for all rules of that shape.
    sum_faults: OnceLock<Vec<SumFault>>,
    /// Stated figures that are wrong, and parents that cannot be judged yet.
    stated_faults: OnceLock<(Vec<StatedFault>, Missing)>,
}

/// A table that counts, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub file: u32,
    pub index: u16,
    pub table: &'a Table,
}

impl Placed<'_> {
    /// A cell of the table's sheet.
    pub fn cell(&self, row: u32, col: u16) -> Origin {
        Origin::cell(self.file, self.table.sheet, row, col)
    }

    /// The cells of a column from one row to another.
    pub fn column(&self, from: u32, to: u32, col: u16) -> Origin {
        self.cell(from, col).through(to, col)
    }
}

impl<'a> Context<'a> {
    /// Looks at a dossier.
    pub fn new(dossier: &'a Dossier, is_final: bool) -> Self {
        let mut live = BTreeSet::new();
        let mut replaced = BTreeSet::new();
        let mut submitters = BTreeMap::new();
        let mut senders = BTreeMap::new();
        for submission in &dossier.submissions {
            senders.entry(submission.file).or_insert(submission.unit);
            for &table in &submission.tables {
                submitters.entry((submission.file, table)).or_insert(submission.unit);
                let set = if submission.standing == Standing::Replaced { &mut replaced } else { &mut live };
                set.insert((submission.file, table));
            }
        }
        replaced.retain(|place| !live.contains(place));
        let named_files = named_files(dossier, &submitters);
        let misnamed = misnamed_rows(dossier, &submitters);
        let doubts = Doubts::of(dossier, &named_files, misnamed.values());
        Self {
            dossier,
            is_final,
            replaced,
            submitters,
            senders,
            doubts,
            named_files,
            misnamed,
            titles: OnceLock::new(),
            sum_faults: OnceLock::new(),
            stated_faults: OnceLock::new(),
        }
    }

    /// Is it in doubt which file or row is the unit's, because one names it and another (S03), or nearly names it (R44)?
    /// What that makes of its figures need not be said as well.
    pub(super) fn is_doubtful(&self, unit: UnitId) -> bool {
        self.doubts.doubtful.contains(&unit)
    }

    /// Are there two versions of a list (S07) of the unit, or of one below it, so that what it adds up to is not known?
    pub(super) fn is_disputed(&self, unit: UnitId) -> bool {
        self.doubts.disputed.contains(&unit)
    }

    /// Does the unit's list stand in one file with one of which there are two versions: a row of it may be meant for the unit?
    pub(super) fn is_beside_disputed(&self, unit: UnitId) -> bool {
        self.doubts.beside_disputed.contains(&unit)
    }

    /// Is it in doubt whether all rows of its lists are the unit's own (R45)?
    pub(super) fn is_misplaced(&self, unit: UnitId) -> bool {
        self.doubts.misplaced.contains(&unit)
    }

    /// Does the unit's figure take in a row of Biểu 3 that is a child's, but names the sender (R44), so that it counts as that
    /// of its own agencies?
    pub(super) fn is_miscounted(&self, unit: UnitId) -> bool {
        self.doubts.miscounted.contains(&unit)
    }

    /// Is the unit in such doubt, or one below it?
    pub(super) fn is_unsure(&self, unit: UnitId) -> bool {
        self.doubts.unsure.contains(&unit)
    }

    /// Files named after one unit that say they are of a unit below it, where that cannot be.
    pub(super) fn named_files(&self) -> impl Iterator<Item = &NamedFile> {
        self.named_files.values()
    }

    /// The row of a table of Biểu 3 that names another unit than it is of.
    pub(super) fn misnamed_row(&self, file: u32, table: u16) -> Option<&MisnamedRow> {
        self.misnamed.get(&(file, table))
    }

    /// All such rows.
    pub(super) fn misnamed_rows(&self) -> impl Iterator<Item = &MisnamedRow> {
        self.misnamed.values()
    }

    /// As [`Self::is_doubtful`], by name.
    pub(super) fn is_doubtful_name(&self, name: &str) -> bool {
        self.doubts.doubtful.iter().any(|unit| self.name(*unit) == name)
    }

    /// Models by title.
    pub(super) fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| Titles::of(self.dossier))
    }

    /// Sums of Biểu 3 that do not hold, of each cause one.
    pub(super) fn sum_faults(&self) -> &[SumFault] {
        self.sum_faults.get_or_init(|| sums::faults(self))
    }

    /// Stated figures that are wrong, of each cause one, and parents that cannot be judged yet.
    pub(super) fn stated_faults(&self) -> &(Vec<StatedFault>, Missing) {
        self.stated_faults.get_or_init(|| stated::faults(self))
    }

    /// The tables of a form that count, in file, sheet and row order.
    pub(super) fn tables(&self, form: Form) -> impl Iterator<Item = Placed<'a>> + '_ {
        self.all_tables().filter(move |placed| placed.table.form == form && !self.is_replaced(placed.file, placed.index))
    }

    fn all_tables(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.dossier.readings.iter().zip(0u32..).flat_map(|(reading, file)| {
            reading.tables.iter().zip(0u16..).map(move |(table, index)| Placed { file, index, table })
        })
    }

    /// The tables of Biểu 3 that count, with their rows.
    pub(super) fn totals(&self) -> impl Iterator<Item = (Placed<'a>, &'a [TotalsRow])> + '_ {
        self.tables(Form::Totals).filter_map(|placed| match &placed.table.content {
            Content::Totals(rows) => Some((placed, rows.as_slice())),
            _ => None,
        })
    }

    /// Was the table replaced by a newer version?
    fn is_replaced(&self, file: u32, table: u16) -> bool {
        self.replaced.contains(&(file, table))
    }

    /// Is everything that the file sends replaced?
    pub(super) fn is_file_replaced(&self, file: u32) -> bool {
        let mut sent = self.submitters.range((file, 0)..=(file, u16::MAX)).peekable();
        sent.peek().is_some() && sent.all(|(place, _)| self.replaced.contains(place))
    }

    /// Who sent the table.
    pub(super) fn submitter(&self, placed: Placed<'_>) -> Option<UnitId> {
        self.submitters.get(&(placed.file, placed.index)).copied()
    }

    /// Forms sent back blank: file, and the unit they name.
    pub(super) fn blank_forms(&self) -> impl Iterator<Item = (u32, UnitId)> + '_ {
        let files = self.dossier.readings.iter().zip(0u32..).filter(|(reading, _)| reading.is_blank_form());
        files.filter_map(|(reading, file)| {
            let context = reading.contexts.first()?;
            let within = context.parent.as_ref().and_then(|parent| self.one(&parent.text, None));
            Some((file, context.mentions.iter().find_map(|mention| self.one(&mention.text, within))?))
        })
    }

    fn one(&self, text: &str, within: Option<UnitId>) -> Option<UnitId> {
        match self.dossier.units.resolve(text, within) {
            Match::One(unit) => Some(unit),
            Match::None | Match::Many(_) => None,
        }
    }

    /// Facts about reading and joining, those of replaced tables left out, in file order.
    pub(super) fn misreads(&self) -> impl Iterator<Item = &'a Misread> + '_ {
        let read = self.dossier.readings.iter().flat_map(|reading| &reading.misreads);
        read.chain(&self.dossier.misreads)
            .filter(|misread| self.table_at(misread.at).is_none_or(|(index, _)| !self.is_replaced(misread.at.file, index)))
    }

    /// Cells at which something could not be read, so that nothing can be concluded from their being blank.
    pub(super) fn misread_cells(&self) -> BTreeSet<Origin> {
        let readable = |what: &MisreadKind| {
            matches!(
                what,
                MisreadKind::TickWithoutSubPeriod { .. }
                    | MisreadKind::Mended { .. }
                    | MisreadKind::Undeclared { .. }
                    | MisreadKind::Hidden { .. }
            )
        };
        self.misreads().filter(|m| m.at.cell.is_some() && !readable(&m.what)).map(|m| m.at).collect()
    }

    /// The table that holds a cell.
    pub(super) fn table_at(&self, at: Origin) -> Option<(u16, &'a Table)> {
        let reading = self.dossier.readings.get(at.file as usize)?;
        let index = reading.table_at(at)?;
        Some((u16::try_from(index).ok()?, &reading.tables[index]))
    }

    /// What the sheet or file of a cell says of its submitter, period and round.
    pub(super) fn told_by(&self, at: Origin) -> Option<&'a crate::model::Context> {
        let (_, table) = self.table_at(at)?;
        self.dossier.readings.get(at.file as usize)?.contexts.get(usize::from(table.context))
    }

    /// Whose figures stand at a place: the row's own unit where it names one, else who sent the table or file.
    pub(super) fn unit_at(&self, at: Origin) -> Option<UnitId> {
        let sender = self.senders.get(&at.file).copied();
        let Some((index, table)) = self.table_at(at) else { return sender };
        let submitter = self.submitters.get(&(at.file, index)).copied().or(sender);
        let own = at.cell.and_then(|cell| row_unit(table, cell.row)).and_then(|text| {
            match self.dossier.units.resolve(text, submitter) {
                Match::One(unit) => Some(unit),
                Match::None | Match::Many(_) => None,
            }
        });
        own.or(submitter)
    }

    /// A unit's name.
    pub(super) fn name(&self, unit: UnitId) -> &'a str {
        self.dossier.units.name(unit)
    }

    /// Does anyone expect figures of the unit: does it, or a unit below it, owe a submission, or has one sent something?
    pub(super) fn is_expected(&self, unit: UnitId) -> bool {
        self.dossier.figures(unit).any_sent || self.owes(unit)
    }

    fn owes(&self, unit: UnitId) -> bool {
        let units = &self.dossier.units;
        units.unit(unit).owes || units.children(unit).iter().any(|&child| self.owes(child))
    }
}

/// The unit that a list's row names for itself. Rows of Biểu 3 are their submitter's to mend, whomever they are about.
fn row_unit(table: &Table, row: u32) -> Option<&str> {
    fn of<T>(rows: &[T], row: u32, place: fn(&T) -> u32, unit: fn(&T) -> Option<u32>) -> Option<u32> {
        let at = rows.binary_search_by_key(&row, place).ok()?;
        unit(&rows[at])
    }
    let index = match &table.content {
        Content::Models(rows) => of(rows, row, |r| r.row, |r| r.unit),
        Content::Recognitions(rows) => of(rows, row, |r| r.row, |r| r.unit),
        Content::Awards(rows) => of(rows, row, |r| r.row, |r| r.unit),
        Content::Indicators(rows) => of(rows, row, |r| r.row, |r| r.unit),
        Content::Scores(rows) => of(rows, row, |r| r.row, |r| r.unit),
        Content::Info(_) | Content::Totals(_) | Content::Assessment(_) => None,
    }?;
    table.units.get(index as usize).map(|mention| mention.text.as_str())
}
