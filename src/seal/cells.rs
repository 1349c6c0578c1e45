//! A workbook and its later version, cell by cell.
//!
//! The trap: a row put in between moves every row below it, and renumbers the column STT: the rows are found again by what
//! they say, else one new row would be a hundred changed cells.

use super::align::{Step, steps};
use crate::model::{Cell, PlainSheet, PlainValue};

/// A cell that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// Its sheet's name today.
    pub sheet: String,
    /// Index of the sheet in the old and in the new workbook.
    pub sheets: (usize, usize),
    /// Where it stands today.
    pub cell: Cell,
    /// Where it stood, if elsewhere.
    pub moved_from: Option<Cell>,
    /// As it was; `None` for a blank cell.
    pub before: Option<PlainValue>,
    /// As it is.
    pub after: Option<PlainValue>,
}

/// A row that is only in one of the two.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    /// Its sheet's name.
    pub sheet: String,
    /// Its number, from 0, in the workbook that has it.
    pub row: u32,
    /// What it says, left to right.
    pub values: Vec<PlainValue>,
}

/// What differs between two versions of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BookChanges {
    /// Cells of rows that are in both.
    pub cells: Vec<CellChange>,
    /// New rows.
    pub rows_added: Vec<RowChange>,
    /// Rows that have gone.
    pub rows_removed: Vec<RowChange>,
    /// New sheets.
    pub sheets_added: Vec<String>,
    /// Sheets that have gone.
    pub sheets_removed: Vec<String>,
    /// Sheets with another name: old, new.
    pub sheets_renamed: Vec<(String, String)>,
}

impl BookChanges {
    /// Does every cell say what it said?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Is every change one of a cell that stands where it stood?
    pub fn only_cells(&self) -> bool {
        self.cells.iter().all(|change| change.moved_from.is_none())
            && *self == Self { cells: self.cells.clone(), ..Self::default() }
    }
}

type Row = [(u16, PlainValue)];

/// What differs, in the order of the new workbook.
pub fn compare(old: &[PlainSheet], new: &[PlainSheet]) -> BookChanges {
    let mut changes = BookChanges::default();
    let twin = |sheet: &PlainSheet| old.iter().position(|other| other.name == sheet.name);
    let mut pairs: Vec<(Option<usize>, usize)> = new.iter().enumerate().map(|(at, sheet)| (twin(sheet), at)).collect();
    let mut gone: Vec<usize> = (0..old.len()).filter(|at| new.iter().all(|sheet| sheet.name != old[*at].name)).collect();
    let fresh: Vec<usize> = (0..pairs.len()).filter(|at| pairs[*at].0.is_none()).collect();
    if let ([before], [at]) = (gone.as_slice(), fresh.as_slice()) {
        changes.sheets_renamed.push((old[*before].name.clone(), new[*at].name.clone()));
        pairs[*at].0 = Some(*before);
        gone.clear();
    }
    changes.sheets_removed = gone.into_iter().map(|at| old[at].name.clone()).collect();
    for (before, after) in pairs {
        match before {
            Some(before) => Sheets { old: &old[before], new: &new[after], at: (before, after) }.compare(&mut changes),
            None => changes.sheets_added.push(new[after].name.clone()),
        }
    }
    changes
}

/// Two versions of a sheet.
struct Sheets<'a> {
    old: &'a PlainSheet,
    new: &'a PlainSheet,
    at: (usize, usize),
}

impl Sheets<'_> {
    fn compare(&self, changes: &mut BookChanges) {
        let (old, new): (Vec<u32>, Vec<u32>) = (self.old.rows.keys().copied().collect(), self.new.rows.keys().copied().collect());
        if old == new {
            // Nothing was put in between, or it would be clear from the rows alone.
            let mut in_place = BookChanges::default();
            for row in &old {
                self.cells(*row, *row, &mut in_place);
            }
            let rows_changed = in_place.cells.windows(2).filter(|pair| pair[0].cell.row != pair[1].cell.row).count();
            if rows_changed < 3 || self.aligned(&old, &new).cells.len() >= in_place.cells.len() {
                return changes.cells.append(&mut in_place.cells);
            }
        }
        let mut found = self.aligned(&old, &new);
        changes.cells.append(&mut found.cells);
        changes.rows_added.append(&mut found.rows_added);
        changes.rows_removed.append(&mut found.rows_removed);
    }

    /// The rows as they were found again by what they say.
    fn aligned(&self, old: &[u32], new: &[u32]) -> BookChanges {
        let mut changes = BookChanges::default();
        let mut gap = (Vec::new(), Vec::new());
        for step in steps(&fingerprints(old, self.old), &fingerprints(new, self.new)) {
            match step {
                Step::Removed(at) => gap.0.push(old[at]),
                Step::Added(at) => gap.1.push(new[at]),
                Step::Same(before, after) => {
                    self.gap(&mut gap, &mut changes);
                    self.cells(old[before], new[after], &mut changes);
                }
            }
        }
        self.gap(&mut gap, &mut changes);
        changes
    }

    /// Rows between two that were found again: changed ones beside each other, the rest added or removed.
    fn gap(&self, gap: &mut (Vec<u32>, Vec<u32>), changes: &mut BookChanges) {
        let (old, new) = std::mem::take(gap);
        let mut left = old.as_slice();
        for (at, row) in new.iter().enumerate() {
            let spare = left.len() > new.len() - at;
            let alike = |before: &u32| likeness(&self.old.rows[before], &self.new.rows[row]);
            let best = match left {
                [] => None,
                [first, ..] if !spare && (left.len() == new.len() - at || alike(first) >= 0.5) => Some(0),
                // More rows than there are now: the one that is most alike, of those that may be it.
                all if spare => {
                    let reach = &all[..=all.len() - (new.len() - at)];
                    let most = reach.iter().map(alike).fold(0.0, f64::max);
                    reach.iter().position(|before| alike(before) >= most)
                }
                _ => None,
            };
            match best {
                Some(best) => {
                    changes.rows_removed.extend(left[..best].iter().map(|row| whole(self.old, *row)));
                    self.cells(left[best], *row, changes);
                    left = &left[best + 1..];
                }
                None => changes.rows_added.push(whole(self.new, *row)),
            }
        }
        changes.rows_removed.extend(left.iter().map(|row| whole(self.old, *row)));
    }

    fn cells(&self, before: u32, after: u32, changes: &mut BookChanges) {
        let (old, new) = (self.old.rows[&before].as_slice(), self.new.rows[&after].as_slice());
        if old == new {
            return;
        }
        let mut columns: Vec<u16> = old.iter().chain(new).map(|(col, _)| *col).collect();
        columns.sort_unstable();
        columns.dedup();
        for col in columns {
            let value = |row: &Row| row.binary_search_by_key(&col, |(col, _)| *col).ok().map(|at| row[at].1.clone());
            let (was, is) = (value(old), value(new));
            let renumbered = before != after && is_number(was.as_ref()) && is_number(is.as_ref()) && first(new) == Some(col);
            if was != is && !renumbered {
                changes.cells.push(CellChange {
                    sheet: self.new.name.clone(),
                    sheets: self.at,
                    cell: Cell { row: after, col },
                    moved_from: (before != after).then_some(Cell { row: before, col }),
                    before: was,
                    after: is,
                });
            }
        }
    }
}

fn first(row: &Row) -> Option<u16> {
    row.first().map(|(col, _)| *col)
}

fn is_number(value: Option<&PlainValue>) -> bool {
    match value {
        Some(PlainValue::Number { .. }) => true,
        Some(PlainValue::Text(text)) => text.parse::<u32>().is_ok(),
        _ => false,
    }
}

type Fingerprint<'a> = Vec<(u16, &'a PlainValue)>;

fn fingerprints<'a>(rows: &[u32], sheet: &'a PlainSheet) -> Vec<Fingerprint<'a>> {
    rows.iter().map(|row| fingerprint(&sheet.rows[row])).collect()
}

/// What a row says but for its number in the list.
fn fingerprint(row: &Row) -> Fingerprint<'_> {
    let skip = usize::from(row.len() > 1 && is_number(row.first().map(|(_, value)| value)));
    row[skip..].iter().map(|(col, value)| (*col, value)).collect()
}

/// The share of cells that two rows have in common.
#[expect(clippy::cast_precision_loss, reason = "a row has at most 16,384 cells")]
fn likeness(old: &Row, new: &Row) -> f64 {
    let (old, new) = (fingerprint(old), fingerprint(new));
    let same = old.iter().filter(|cell| new.contains(cell)).count();
    same as f64 / old.len().max(new.len()).max(1) as f64
}

fn whole(sheet: &PlainSheet, row: u32) -> RowChange {
    RowChange { sheet: sheet.name.clone(), row, values: sheet.rows[&row].iter().map(|(_, value)| value.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, rows: &[&str]) -> PlainSheet {
        let value = |text: &str| {
            text.parse().map_or_else(|_| PlainValue::Text(text.to_owned()), |value| PlainValue::Number { value, percent: false })
        };
        let cells = |row: &str| {
            let cells = (0_u16..).zip(row.split('|')).filter(|(_, text)| !text.is_empty());
            cells.map(|(col, text)| (col, value(text))).collect::<Vec<_>>()
        };
        let rows = (0_u32..).zip(rows).map(|(row, text)| (row, cells(text))).filter(|(_, cells)| !cells.is_empty());
        PlainSheet { name: name.to_owned(), rows: rows.collect(), ..PlainSheet::default() }
    }

    /// "C2 x>y" a cell, "+3", "-3" a row.
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let changes = compare(&[sheet("a", old)], &[sheet("a", new)]);
        let shown = |value: &Option<PlainValue>| match value {
            Some(PlainValue::Text(text)) => text.clone(),
            Some(PlainValue::Number { value, .. }) => value.to_string(),
            _ => String::new(),
        };
        let cells = changes.cells.iter().map(|c| format!("{} {}>{}", c.cell, shown(&c.before), shown(&c.after)));
        let added = changes.rows_added.iter().map(|row| format!("+{}", row.row + 1));
        let removed = changes.rows_removed.iter().map(|row| format!("-{}", row.row + 1));
        cells.chain(added).chain(removed).collect()
    }

    const LIST: &[&str] = &["STT|Tên|Đạt", "1|Một|x", "2|Hai|x", "3|Ba|", "4|Bốn|x"];

    #[test]
    fn a_cell_is_a_cell() {
        assert_eq!(told(LIST, LIST), [""; 0]);
        assert_eq!(told(LIST, &["STT|Tên|Đạt", "1|Một|x", "2|Hai|", "3|Ba|", "4|Bốn|x"]), ["C3 x>"]);
        assert_eq!(told(LIST, &["STT|Tên|Đạt", "1|Một|x", "7|Hai|x", "3|Ba|x", "4|Bốn|x"]), ["A3 2>7", "C4 >x"]);
    }

    #[test]
    fn a_row_put_in_or_taken_out_is_a_row() {
        assert_eq!(told(LIST, &["STT|Tên|Đạt", "1|Một|x", "2|Mới|x", "3|Hai|x", "4|Ba|", "5|Bốn|x"]), ["+3"]);
        assert_eq!(told(LIST, &["STT|Tên|Đạt", "1|Một|x", "2|Ba|", "3|Bốn|x"]), ["-3"]);
        // With a change in one of the rows that moved.
        let both = told(LIST, &["STT|Tên|Đạt", "1|Một|x", "2|Mới|y", "3|Hai|x", "4|Ba|x", "5|Bốn|x"]);
        assert_eq!(both, ["C5 >x", "+3"]);
        // A row exchanged for another in the same place keeps its place.
        assert_eq!(told(LIST, &["STT|Tên|Đạt", "1|Một|x", "2|Khác|y", "3|Ba|", "4|Bốn|x"]), ["B3 Hai>Khác", "C3 x>y"]);
    }

    #[test]
    fn sheets_are_told() {
        let (a, b, c) = (sheet("a", LIST), sheet("b", &["1|2"]), sheet("c", LIST));
        let changes = compare(&[a.clone(), b.clone()], &[c, b.clone()]);
        assert_eq!(changes, BookChanges { sheets_renamed: vec![("a".into(), "c".into())], ..BookChanges::default() });
        let changes = compare(&[a.clone(), b], &[a]);
        assert_eq!(changes, BookChanges { sheets_removed: vec!["b".into()], ..BookChanges::default() });
    }
}
