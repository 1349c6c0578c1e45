//! A sheet before it has a format: cells, merged ranges, what is hidden.

use std::collections::{BTreeMap, BTreeSet};

/// What is written in a cell.
#[derive(Clone, PartialEq)]
pub enum Ink {
    Text(String),
    Number(u32),
}

impl Ink {
    /// As a format of plain texts holds it.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A merged range: first row, first column, last row, last column.
pub type Range = (u32, u16, u32, u16);

/// A sheet; rows and columns from 0.
#[derive(Clone, Default)]
pub struct Paper {
    pub name: String,
    /// Does its name say something of the rows?
    pub named: bool,
    /// Holds the key / value lines of Thông tin.
    pub info: bool,
    pub hidden: bool,
    pub cells: BTreeMap<(u32, u16), Ink>,
    pub merges: Vec<Range>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_col: Option<u16>,
    pub filter: Option<Range>,
    pub font: Option<&'static str>,
    /// First and last row of the list, heading and totals included: a table where texts can stand outside tables.
    pub table: Option<(u32, u32)>,
}

impl Paper {
    pub fn text(&mut self, row: u32, col: u16, text: String) {
        self.cells.insert((row, col), Ink::Text(text));
    }

    pub fn number(&mut self, row: u32, col: u16, number: u32) {
        self.cells.insert((row, col), Ink::Number(number));
    }

    /// Writes a text over a range of more than one cell.
    pub fn merge(&mut self, range: Range, text: String) {
        self.text(range.0, range.1, text);
        self.merges.push(range);
    }

    /// One past the last row written.
    pub fn height(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |(row, _)| row + 1)
    }

    /// One past the last column written.
    pub fn width(&self) -> u16 {
        let merged = self.merges.iter().map(|merge| merge.3);
        self.cells.keys().map(|(_, col)| *col).chain(merged).max().map_or(0, |col| col + 1)
    }

    /// The cells of a row, left to right.
    pub fn row(&self, row: u32) -> Vec<(u16, &Ink)> {
        self.cells.range((row, 0)..=(row, u16::MAX)).map(|((_, col), ink)| (*col, ink)).collect()
    }

    /// The range merged from a cell on.
    pub fn merged_at(&self, row: u32, col: u16) -> Option<Range> {
        self.merges.iter().copied().find(|merge| (merge.0, merge.1) == (row, col))
    }

    /// Does the range of another cell cover this one?
    pub fn is_covered(&self, row: u32, col: u16) -> bool {
        self.merges.iter().any(|m| (m.0..=m.2).contains(&row) && (m.1..=m.3).contains(&col) && (m.0, m.1) != (row, col))
    }

    /// The list with rows and columns exchanged, below what stands above it; what stands below it moves down.
    pub fn turn_list(&mut self) {
        let Some((first, last)) = self.table else { return };
        let left = self.cells.range((first, 0)..(last + 1, 0)).map(|((_, col), _)| *col).min().unwrap_or(0);
        let turn = |row: u32, col: u16| (first + u32::from(col - left), left + u16::try_from(row - first).expect("few rows"));
        let (mut cells, mut end) = (BTreeMap::new(), first);
        for (&(row, col), ink) in &self.cells {
            if (first..=last).contains(&row) {
                let place = turn(row, col);
                end = end.max(place.0);
                cells.insert(place, ink.clone());
            }
        }
        for (&(row, col), ink) in self.cells.range((last + 1, 0)..) {
            cells.insert((row - last + end, col), ink.clone());
        }
        cells.extend(self.cells.range(..(first, 0)).map(|(place, ink)| (*place, ink.clone())));
        self.cells = cells;
        for merge in &mut self.merges {
            let ((top, left), (bottom, right)) = (turn(merge.0, merge.1), turn(merge.2, merge.3));
            *merge = (top, left, bottom, right);
        }
        self.table = Some((first, end));
    }

    /// Puts another sheet at the right of this one, a blank column between them.
    pub fn put_beside(&mut self, other: &Self, title: String) {
        let by = if self.cells.is_empty() { 0 } else { self.width() + 1 };
        self.text(0, by, title);
        self.cells.extend(other.cells.iter().map(|((row, col), ink)| ((row + 2, col + by), ink.clone())));
        self.merges.extend(other.merges.iter().map(|m| (m.0 + 2, m.1 + by, m.2 + 2, m.3 + by)));
        let ends = [self.table, other.table.map(|(first, last)| (first + 2, last + 2))].into_iter().flatten();
        self.table = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        self.font = other.font;
    }

    /// Puts the rows of another sheet below those of this one, a blank row between them.
    pub fn append(&mut self, other: &Self) {
        let by = if self.cells.is_empty() { 0 } else { self.height() + 1 };
        self.cells.extend(other.cells.iter().map(|((row, col), ink)| ((row + by, *col), ink.clone())));
        self.merges.extend(other.merges.iter().map(|m| (m.0 + by, m.1, m.2 + by, m.3)));
        self.hidden_rows.extend(other.hidden_rows.iter().map(|row| row + by));
        self.hidden_col = self.hidden_col.or(other.hidden_col);
        self.font = self.font.or(other.font);
    }
}
