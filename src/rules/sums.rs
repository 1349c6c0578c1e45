//! The shape “whole = parts” within a table of Biểu 3 (R01 to R05, R16, R06, R49): which equations do not hold, and how
//! few causes explain them.
//!
//! First the single cell that explains every equation it stands in; then what went wrong with a whole total row or a
//! whole column; what is left is told measure by measure. One cause is one [`SumFault`], at the cell to look at, under
//! the rule that comes first among those of its equations.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::blame::{self, Blamed};
use super::context::Placed;
use super::equations::{self, Equation, Split};
use super::mend::{self, Mend};
use super::words::{self, figure, suspicion};
use super::{Context, Rule, parts};
use crate::model::{Cell, Column, Finding, Measure, MisreadKind, Origin, Subject, TotalsRow};

/// What is wrong with a whole and its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// The parts are all of the whole, and do not add up to it.
    Unequal(Split),
    /// The parts need not be all, but exceed the whole (R49).
    Exceeds,
    /// The parts need not be all, and fall short of the whole: nobody knows whether some are missing (R06).
    Short,
}

/// Sums of a table that do not hold, of one cause.
#[derive(Debug, Clone)]
pub(super) struct SumFault {
    pub kind: FaultKind,
    pub at: Origin,
    pub message: String,
    pub stated: u64,
    pub sum: u64,
    pub related: Vec<Origin>,
}

/// The findings of the rule that a split belongs to.
pub(super) fn findings(context: &Context<'_>, rule: &Rule, split: Split) -> Vec<Finding> {
    told(context, rule, FaultKind::Unequal(split))
}

/// The findings of the faults of a kind.
pub(super) fn told(context: &Context<'_>, rule: &Rule, kind: FaultKind) -> Vec<Finding> {
    let faults = context.sum_faults().iter().filter(|fault| fault.kind == kind);
    let finding = |fault: &SumFault| {
        rule.finding(fault.at, fault.message.clone())
            .with_sides(fault.stated, fault.sum)
            .with_related(fault.related.iter().copied())
    };
    faults.map(finding).collect()
}

/// The faults of every table that counts.
pub(super) fn faults(context: &Context<'_>) -> Vec<SumFault> {
    let (mut faults, misread) = (Vec::new(), context.misread_cells());
    let left_out = context.misreads().filter(|misread| matches!(misread.what, MisreadKind::RowLeftOut { .. }));
    let unnamed: BTreeSet<(u32, Option<u16>)> = left_out.map(|misread| (misread.at.file, misread.at.sheet)).collect();
    for (placed, rows) in context.totals() {
        // A row whose field could not be read leaves the sum unknown.
        let unread = misread
            .range(Origin::sheet(placed.file, placed.table.sheet)..)
            .take_while(|at| at.file == placed.file && at.sheet == Some(placed.table.sheet))
            .any(|&at| is_label(placed, at));
        // A row of figures without a name may be a part; one of an unknown unit is a part.
        let of_units = rows.iter().any(|row| matches!(row.subject, Subject::Unit(_)));
        let unread = if of_units { unnamed.contains(&(placed.file, Some(placed.table.sheet))) } else { unread };
        let all = equations::of_table(context, placed, rows, unread);
        let open = (0..all.len()).filter(|&i| all[i].is_wrong()).collect();
        let sheet = Sheet { context, placed, rows, open, all, by_cell: OnceCell::new() };
        faults.extend(sheet.short());
        faults.extend(parts::exceeding(&sheet));
        faults.extend(parts::total_too_high(&sheet));
        if !sheet.open.is_empty() {
            faults.extend(sheet.causes());
        }
    }
    faults
}

/// Is the cell where a row of the table says what it is about, or its ordinal (of a row without a name)?
fn is_label(placed: Placed<'_>, at: Origin) -> bool {
    let label = placed.table.column(Column::Subject);
    at.cell.is_some_and(|cell| label.is_some_and(|label| cell.col <= label) && cell.row > placed.table.heading.1.row)
}

/// A table with its equations; `open`: the wrong ones that nothing explains yet.
pub(super) struct Sheet<'a> {
    pub context: &'a Context<'a>,
    pub placed: Placed<'a>,
    pub rows: &'a [TotalsRow],
    pub all: Vec<Equation>,
    open: BTreeSet<usize>,
    /// The equations of each cell; made when first asked for.
    by_cell: OnceCell<BTreeMap<Cell, Vec<usize>>>,
}

impl Sheet<'_> {
    /// The equations that a cell stands in.
    pub fn with(&self, cell: Cell) -> &[usize] {
        let by_cell = self.by_cell.get_or_init(|| {
            let mut by_cell: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
            for (index, e) in self.all.iter().enumerate() {
                for term in std::iter::once(&e.whole).chain(&e.parts) {
                    by_cell.entry(term.cell).or_default().push(index);
                }
            }
            by_cell
        });
        by_cell.get(&cell).map_or(&[], Vec::as_slice)
    }

    fn causes(mut self) -> Vec<SumFault> {
        let mut faults = Vec::new();
        for Blamed { cell, amount, explained } in blame::single_cells(&self.all, &mut self.open) {
            faults.push(self.of_cell(cell, amount, &explained));
        }
        let rows: BTreeSet<u32> =
            self.open.iter().filter(|&&i| self.all[i].is_down()).map(|&i| self.all[i].whole.cell.row).collect();
        for row in rows {
            self.total_row(row, &mut faults);
        }
        let columns: BTreeSet<(Split, u16)> =
            self.open.iter().map(|&i| (self.all[i].split, self.all[i].whole.cell.col)).collect();
        for (split, col) in columns {
            self.column(split, col, &mut faults);
        }
        faults
    }

    /// Breakdowns under “trong đó” that fall short of their whole: one fault a table.
    fn short(&self) -> Option<SumFault> {
        let mut by: Vec<&Equation> = self.all.iter().filter(|e| e.partial && e.excess() > 0).collect();
        by.sort_by_key(|e| (e.whole.cell.row, e.whole.cell.col));
        let first = *by.first()?;
        let message = format!("{}; “trong đó” chưa kể hết thì ghi rõ phần còn lại", self.compared(first));
        let fault = self.fault(first, first.whole.cell, message, by.iter().copied());
        Some(SumFault { kind: FaultKind::Short, ..fault })
    }

    fn of_cell(&self, cell: Cell, amount: i128, explained: &[usize]) -> SumFault {
        let mut by: Vec<&Equation> = explained.iter().map(|&index| &self.all[index]).collect();
        by.sort_by_key(|e| (e.split, e.whole.cell));
        let first = by[0];
        let mut message = self.compared(first);
        let stated = by.iter().flat_map(|e| std::iter::once(&e.whole).chain(&e.parts)).find(|term| term.cell == cell);
        let stated = stated.map_or(0, |term| term.count);
        let right = u64::try_from(i128::from(stated) - amount).unwrap_or(0);
        let whole = by.iter().all(|e| e.whole.cell == cell);
        if whole {
            message.push_str(suspicion(stated, right));
        } else {
            let way = if first.is_down() { "dòng" } else { "cột" };
            let _ = write!(
                message,
                "; cộng theo {way} cũng lệch như vậy, nên có thể chính ô này ghi sai: ghi {}, nếu là {} thì khớp cả hai chiều{}",
                figure(stated),
                figure(right),
                suspicion(stated, right)
            );
        }
        self.fault(first, cell, message, by.iter().copied())
    }

    /// All that is wrong with one total row.
    fn total_row(&mut self, row: u32, faults: &mut Vec<SumFault>) {
        let of_row = |e: &Equation| e.is_down() && e.whole.cell.row == row;
        let all: Vec<&Equation> = self.all.iter().filter(|e| of_row(e)).collect();
        let open: Vec<usize> = self.open.iter().copied().filter(|&i| of_row(&self.all[i])).collect();
        let mut groups: Vec<(Vec<usize>, Option<Mend>)> = Vec::new();
        let measures: BTreeSet<Measure> = open.iter().map(|&i| self.all[i].key.measure).collect();
        if let Some(mend) = mend::of_row(&all).or_else(|| self.missing(&all)) {
            groups.push((open, Some(mend)));
        } else if measures.len() > 1 && open.len() > 2 && open.len() == all.len() {
            groups.push((open, None));
        } else {
            for measure in measures {
                let all: Vec<&Equation> = all.iter().copied().filter(|e| e.key.measure == measure).collect();
                let of_measure = open.iter().copied().filter(|&i| self.all[i].key.measure == measure).collect();
                groups.push((of_measure, mend::of_row(&all)));
            }
        }
        for (mut group, mend) in groups {
            if let Some(Mend::Shifted(row, _)) = mend {
                // Along the row nothing adds up either, for the same cause.
                let along = |e: &Equation| !e.is_down() && e.whole.cell.row == row;
                group.extend(self.open.iter().copied().filter(|&index| along(&self.all[index])));
            }
            self.close(&group);
            faults.push(self.of_group(&group, mend.as_ref(), None));
        }
    }

    /// All that is wrong with one column of totals beside their parts.
    fn column(&mut self, split: Split, col: u16, faults: &mut Vec<SumFault>) {
        let of_column = |e: &Equation| e.split == split && e.whole.cell.col == col;
        let open: Vec<usize> = self.open.iter().copied().filter(|&i| of_column(&self.all[i])).collect();
        let wrong: Vec<&Equation> = open.iter().map(|&i| &self.all[i]).collect();
        let mend = if wrong.len() > 1 { mend::of_column(&wrong).or_else(|| self.other_column(&wrong)) } else { None };
        self.close(&open);
        match mend {
            Some((mend, at)) => faults.push(self.of_group(&open, Some(&mend), Some(at))),
            None => faults.extend(open.iter().map(|&index| self.of_group(&[index], None, None))),
        }
    }

    /// These equations are explained.
    fn close(&mut self, explained: &[usize]) {
        for index in explained {
            self.open.remove(index);
        }
    }

    /// One cause of several equations. `col`: the column to blame, where it is not the totals'.
    fn of_group(&self, group: &[usize], mend: Option<&Mend>, col: Option<u16>) -> SumFault {
        let mut by: Vec<&Equation> = group.iter().map(|&index| &self.all[index]).collect();
        let down_first = mend.is_some() && group.len() > 1 && by_down(&self.all, group);
        by.sort_by_key(|e| (down_first && !e.is_down(), e.split, e.whole.cell));
        let first = by[0];
        let mut message = self.compared(first);
        match mend {
            Some(mend) => message.push_str(&mend.words(&|place| self.named(place))),
            None => message.push_str(suspicion(first.whole.count, first.sum())),
        }
        let wholes: BTreeSet<Cell> = by.iter().map(|e| e.whole.cell).filter(|cell| *cell != first.whole.cell).collect();
        let others: Vec<String> = wholes.iter().map(ToString::to_string).collect();
        if !others.is_empty() {
            let cells: Vec<&str> = others.iter().map(String::as_str).collect();
            let _ = write!(message, "; cùng lệch ở ô {}", words::names(&cells, "ô"));
        }
        let at = match (mend, col) {
            (Some(Mend::Exchanged(row) | Mend::Shifted(row, _)), _) => Cell { row: *row, ..first.whole.cell },
            (_, Some(col)) => Cell { col, ..first.whole.cell },
            _ => first.whole.cell,
        };
        let mut fault = self.fault(first, at, message, by.iter().copied());
        if let Some(Mend::OtherColumn(col)) = mend {
            fault.related.extend(by.iter().map(|e| self.placed.cell(e.whole.cell.row, *col)));
        }
        fault
    }

    fn fault<'e>(&self, first: &Equation, at: Cell, message: String, by: impl Iterator<Item = &'e Equation>) -> SumFault {
        let mut cells: BTreeSet<(u16, u32)> = BTreeSet::new();
        let mut wholes: Vec<Cell> = Vec::new();
        for e in by {
            wholes.push(e.whole.cell);
            cells.extend(e.parts.iter().map(|part| (part.cell.col, part.cell.row)));
        }
        cells.extend(wholes.iter().map(|cell| (cell.col, cell.row)));
        cells.remove(&(at.col, at.row));
        SumFault {
            kind: if first.partial { FaultKind::Exceeds } else { FaultKind::Unequal(first.split) },
            at: self.placed.cell(at.row, at.col),
            message,
            stated: first.whole.count,
            sum: first.sum(),
            related: self.ranges(&cells),
        }
    }

    /// Cells below one another as one range each.
    fn ranges(&self, cells: &BTreeSet<(u16, u32)>) -> Vec<Origin> {
        let mut ranges: Vec<Origin> = Vec::new();
        for &(col, row) in cells {
            if let Some(last) = ranges.last_mut()
                && let Some(end) = last.to.or(last.cell)
                && (end.col, end.row + 1) == (col, row)
            {
                *last = last.through(row, col);
            } else {
                ranges.push(self.placed.cell(row, col));
            }
        }
        ranges
    }
}

/// Is any of these down a column?
fn by_down(all: &[Equation], group: &[usize]) -> bool {
    group.iter().any(|&index| all[index].is_down())
}
