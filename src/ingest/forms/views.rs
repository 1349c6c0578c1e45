//! Other ways to look at a sheet: tables beside each other as a part each, and a sheet whose records are its columns turned.
//!
//! Both are grids of their own, read like any other. The trap: a table with a blank column in it looks like two, so parts
//! are only taken where each is a whole table and the sheet as one is none.

use std::collections::BTreeSet;

use super::super::grid::{CellValue, Grid};
use super::layout::{Layout, find_tables, heading_word};
use super::page::{Page, find, words_of};
use super::words;
use crate::model::{Column, Form, name};

/// Rows in which gaps between tables are looked for.
const SAMPLE: usize = 200;
/// Most rows, and most columns, of a sheet that is turned.
const MOST_TURNED: usize = 1_000;
/// Columns in which the headings of a turned table may stand.
const HEADING_COLUMNS: usize = 4;
/// A row with fewer cells is a title, a section or a signature, which may stand in a gap.
const FEW: usize = 4;

/// The parts of a sheet with tables beside each other, left to right, all rows in each; places stay what they are.
pub(super) fn side_by_side(page: &Page<'_>, layouts: &[Layout]) -> Option<Vec<Grid>> {
    let unknown = layouts.iter().flat_map(|layout| &layout.columns).filter(|used| used.column.is_none()).count();
    if unknown < 2 && layouts.iter().all(is_whole) && !layouts.is_empty() {
        return None;
    }
    let mut starts = starts(page);
    if let Some(layout) = layouts.first() {
        starts.extend(repeated_ordinals(layout));
    }
    let starts: Vec<u16> = starts.into_iter().collect();
    let mut parts: Vec<(u16, Vec<Grid>)> = Vec::new();
    for (at, &start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied();
        let sample = part(page.grid, start, end, SAMPLE);
        if is_part(page, &sample) {
            parts.push((start, Vec::new()));
        }
    }
    if parts.len() < 2 {
        return None;
    }
    let ends = parts.iter().skip(1).map(|(start, _)| Some(*start)).chain(std::iter::once(None));
    let firsts = std::iter::once(0).chain(parts.iter().skip(1).map(|(start, _)| *start));
    let grids: Vec<Grid> = firsts.zip(ends).map(|(start, end)| part(page.grid, start, end, usize::MAX)).collect();
    grids.iter().all(|grid| is_part(page, grid)).then_some(grids)
}

/// Where the columns begin that stand together.
fn starts(page: &Page<'_>) -> BTreeSet<u16> {
    let rows = page.grid.rows.values().filter(|cells| cells.len() >= FEW).take(SAMPLE);
    let used: BTreeSet<u16> = rows.flatten().map(|(col, _)| *col).collect();
    used.iter().copied().filter(|col| col.checked_sub(1).is_none_or(|left| !used.contains(&left))).collect()
}

/// Tables that touch: each begins with its own "STT".
fn repeated_ordinals(layout: &Layout) -> Vec<u16> {
    let ordinal = |at: usize| layout.columns.get(at).map(|used| name::slug_words(&used.heading));
    let first = ordinal(0).filter(|first| matches!(first.as_str(), "stt" | "tt" | "so tt" | "so thu tu"));
    let again = (0..layout.columns.len()).filter(|at| first.is_some() && ordinal(*at) == first);
    again.map(|at| layout.columns[at].col).collect()
}

/// The columns from one to before another.
fn part(grid: &Grid, start: u16, end: Option<u16>, most: usize) -> Grid {
    let within = |col: u16| col >= start && end.is_none_or(|end| col < end);
    let cells = |cells: &Vec<(u16, CellValue)>| cells.iter().filter(|(col, _)| within(*col)).cloned().collect::<Vec<_>>();
    let rows = grid.rows.iter().take(most).map(|(row, own)| (*row, cells(own)));
    Grid {
        name: grid.name.clone(),
        rows: rows.filter(|(_, cells)| !cells.is_empty()).collect(),
        merges: grid.merges.iter().copied().filter(|merge| within(merge.1) && within(merge.3)).collect(),
        ..Grid::default()
    }
}

fn is_part(page: &Page<'_>, grid: &Grid) -> bool {
    let tables = find_tables(&page.over(grid, page.sheet), None);
    !tables.is_empty() && tables.iter().all(is_whole)
}

/// Does the table have all it needs, and a column that names its records?
fn is_whole(layout: &Layout) -> bool {
    let has = |column| layout.col(column).is_some();
    let named = match layout.form {
        Form::Models => has(Column::Name),
        Form::Recognitions | Form::Scores => has(Column::Name) || has(Column::Code),
        Form::Awards => has(Column::Recipient),
        Form::Totals => has(Column::Subject),
        Form::Indicators => has(Column::Indicator),
        Form::Assessment | Form::Info => false,
    };
    named && layout.missing.is_empty()
}

/// A sheet whose headings stand in a column and whose records are the columns at its right, with rows and columns
/// exchanged; and the row in which its headings begin.
pub(super) fn turned(page: &Page<'_>, layouts: &[Layout]) -> Option<(Grid, u32)> {
    let rows = &page.grid.rows;
    // A row of values that are headings too ("Loại hình | MH | ĐH | MH") is no table of its own.
    if !layouts.iter().all(|layout| !layout.missing.is_empty() || known(layout) * 2 <= layout.columns.len()) {
        return None;
    }
    if rows.len() > MOST_TURNED || rows.keys().next_back().is_none_or(|last| u16::try_from(*last).is_err()) {
        return None;
    }
    let used: BTreeSet<u16> = rows.values().flatten().map(|(col, _)| *col).collect();
    if used.len() > MOST_TURNED {
        return None;
    }
    let most = layouts.iter().map(known).max().unwrap_or(0);
    used.into_iter().take(HEADING_COLUMNS).find_map(|col| turned_from(page, col, most))
}

fn known(layout: &Layout) -> usize {
    layout.columns.iter().filter(|used| used.column.is_some()).count()
}

fn turned_from(page: &Page<'_>, col: u16, most: usize) -> Option<(Grid, u32)> {
    let is_heading = |cells: &[(u16, CellValue)]| {
        let text = find(cells, col).and_then(words_of);
        cells.len() > 1 && text.is_some_and(|text| heading_word(page, text).is_some())
    };
    // A blank row parts the table from key / value lines above it.
    let mut best: Option<(usize, u32, u32)> = None;
    let mut open: Option<(usize, u32, u32)> = None;
    let mut before = 0;
    for (&row, cells) in &page.grid.rows {
        if row > before + 1 {
            open = None;
        }
        before = row;
        if is_heading(cells) {
            let (count, first, _) = open.unwrap_or((0, row, row));
            open = Some((count + 1, first, row));
            best = [best, open].into_iter().flatten().rev().max_by_key(|(count, ..)| *count);
        }
    }
    let (_, first, last) = best.filter(|(count, ..)| *count > 1)?;
    let last = last_heading(page, col, first, last);
    let read = |first: u32| {
        let grid = turn(page.grid, first, last);
        let tables = find_tables(&page.over(&grid, page.sheet), None);
        let [table] = tables.as_slice() else { return None };
        let records = grid.rows.range(table.heading.1 + 1..).next().is_some();
        (is_whole(table) && known(table) > most && table.heading.0 <= u32::from(col) && records).then_some((grid, first))
    };
    // The names of fields or units may stand above the first measure, without a heading of their own.
    let above = || first.checked_sub(1).filter(|above| page.row(*above).iter().filter(|(at, _)| *at > col).count() > 1);
    read(first).or_else(|| above().and_then(read))
}

/// Further headings below the last one known: parts of its group, and those of no form.
fn last_heading(page: &Page<'_>, col: u16, first: u32, last: u32) -> u32 {
    let grouped = page.grid.merges.iter().filter(|merge| merge.1 <= col && (first..=last).contains(&merge.0));
    let mut last = grouped.map(|merge| merge.2).fold(last, u32::max);
    loop {
        let below = page.row(last + 1);
        let texts = || below.iter().filter(|(at, _)| *at <= col + 1).filter_map(|(_, cell)| words_of(cell));
        if below.len() < 2 || texts().next().is_none() || texts().any(words::is_footer) {
            return last;
        }
        last += 1;
    }
}

/// Rows `first..=last` with rows and columns exchanged.
fn turn(grid: &Grid, first: u32, last: u32) -> Grid {
    let narrow = |row: u32| u16::try_from(row).unwrap_or(u16::MAX);
    let mut turned = Grid { name: grid.name.clone(), ..Grid::default() };
    for (row, cells) in grid.rows.range(first..=last) {
        for (col, cell) in cells {
            turned.rows.entry(u32::from(*col)).or_default().push((narrow(*row), cell.clone()));
        }
    }
    let inside = grid.merges.iter().filter(|merge| merge.0 >= first && merge.2 <= last);
    turned.merges = inside.map(|merge| (u32::from(merge.1), narrow(merge.0), u32::from(merge.3), narrow(merge.2))).collect();
    turned
}
