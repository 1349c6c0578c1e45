//! A sheet with everything its readers need: cells by place, merged ranges, and where to note what could not be read.
//!
//! Texts of old fonts are mended here, before anything looks at a heading, so the readers see Unicode only.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::super::grid::{CellValue, Grid};
use super::super::{legacy, value};
use super::told::Told;
use super::words::Words;
use crate::model::legend::Catalogue;
use crate::model::{Authority, Misread, MisreadKind, Origin, Text, UnitTree, name};

/// What could not be read in a file, in the order met.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The facts.
    pub misreads: Vec<Misread>,
    undeclared: BTreeSet<(&'static str, String)>,
}

impl Notes {
    /// Records a fact.
    pub fn say(&mut self, at: Origin, what: MisreadKind) {
        self.misreads.push(Misread { at, what });
    }

    /// Records a name that is not declared, once a file; gives its slug.
    pub fn undeclared(&mut self, at: Origin, kind: &'static str, text: &str) -> String {
        let slug = name::slug(text);
        if self.undeclared.insert((kind, slug.clone())) {
            self.say(at, MisreadKind::Undeclared { kind, name: text.to_owned(), slug: slug.clone() });
        }
        slug
    }
}

/// A merged range: first row, first column, last row, last column.
pub(super) type Merge = (u32, u16, u32, u16);

/// A sheet being read.
pub(super) struct Page<'a> {
    /// Index of the file.
    pub file: u32,
    /// Index of the sheet.
    pub sheet: u16,
    /// Its cells.
    pub grid: &'a Grid,
    /// The authority.
    pub authority: &'a Authority,
    /// The unit tree.
    pub units: &'a UnitTree,
    /// The authority's words.
    pub words: &'a Words<'a>,
    /// Has the file a sheet for điển hình alone?
    pub kinds_apart: bool,
    /// What the file's legend says of the sheet, where a run of tongket wrote the file.
    pub told: Option<&'a Told>,
    /// Merged ranges by first column, sorted by first row: those of more than one row.
    tall: BTreeMap<u16, Vec<Merge>>,
    /// Widest merged range that starts in a row: row → first column, last column.
    wide: BTreeMap<u32, (u16, u16)>,
    /// The row looked at last: its readers ask for one cell after another.
    last: Cell<(u32, &'a [(u16, CellValue)])>,
}

impl<'a> Page<'a> {
    /// A sheet and its merged ranges made ready.
    pub fn new(place: (u32, u16), grid: &'a Grid, units: &'a UnitTree, words: &'a Words<'a>) -> Self {
        let mut tall: BTreeMap<u16, Vec<Merge>> = BTreeMap::new();
        let mut wide: BTreeMap<u32, (u16, u16)> = BTreeMap::new();
        for &merge in &grid.merges {
            let (top, left, bottom, right) = merge;
            if bottom > top {
                tall.entry(left).or_default().push(merge);
            }
            if right > left {
                let widest = wide.entry(top).or_insert((left, right));
                if right - left > widest.1 - widest.0 {
                    *widest = (left, right);
                }
            }
        }
        for list in tall.values_mut() {
            list.sort_unstable();
        }
        Self {
            file: place.0,
            sheet: place.1,
            grid,
            authority: words.authority,
            units,
            words,
            kinds_apart: false,
            told: None,
            tall,
            wide,
            last: Cell::new((u32::MAX, &[])),
        }
    }

    /// Another grid made of this sheet, for the same readers.
    pub fn over<'b>(&'b self, grid: &'b Grid, sheet: u16) -> Page<'b> {
        Page { kinds_apart: self.kinds_apart, told: self.told, ..Page::new((self.file, sheet), grid, self.units, self.words) }
    }

    /// The cells of a row, left to right.
    pub fn row(&self, row: u32) -> &'a [(u16, CellValue)] {
        let (last, cells) = self.last.get();
        if last == row {
            return cells;
        }
        let cells: &[_] = self.grid.rows.get(&row).map_or(&[], Vec::as_slice);
        self.last.set((row, cells));
        cells
    }

    /// The cell at a place.
    pub fn cell(&self, row: u32, col: u16) -> Option<&'a CellValue> {
        find(self.row(row), col)
    }

    /// The cell at a place; inside a range merged downwards, the range's cell.
    pub fn filled(&self, row: u32, col: u16) -> Option<&'a CellValue> {
        self.cell(row, col).or_else(|| self.above(row, col).and_then(|top| self.cell(top, col)))
    }

    /// The first row of the range merged downwards that holds the place in its first column.
    pub fn above(&self, row: u32, col: u16) -> Option<u32> {
        let list = self.tall.get(&col)?;
        let at = list.partition_point(|merge| merge.0 <= row).checked_sub(1)?;
        list.get(at).filter(|merge| row <= merge.2 && row > merge.0).map(|merge| merge.0)
    }

    /// How many columns the widest merged range that starts in the row spans; 1 without one.
    pub fn span(&self, row: u32) -> u16 {
        self.wide.get(&row).map_or(1, |(left, right)| right - left + 1)
    }

    /// A name of a catalogue as the receiving office knows it: by its `ma`, where the file's legend tells that.
    pub fn known_as<'t>(&'t self, of: Catalogue, text: &'t str) -> &'t str {
        self.told.and_then(|told| told.code(of, text)).unwrap_or(text)
    }

    /// The cleaned text of a cell.
    pub fn text(&self, row: u32, col: u16) -> Option<Text> {
        value::text(self.cell(row, col))
    }

    /// The place of a cell.
    pub fn at(&self, row: u32, col: u16) -> Origin {
        Origin::cell(self.file, self.sheet, row, col)
    }

    /// The place of the sheet.
    pub fn here(&self) -> Origin {
        Origin::sheet(self.file, self.sheet)
    }
}

/// The cell of a row in a column.
pub(super) fn find(cells: &[(u16, CellValue)], col: u16) -> Option<&CellValue> {
    cells.binary_search_by_key(&col, |(at, _)| *at).ok().and_then(|at| cells.get(at)).map(|(_, cell)| cell)
}

/// The text of a cell that holds text.
pub(super) fn words_of(cell: &CellValue) -> Option<&str> {
    match cell {
        CellValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Mends texts of old fonts in place, and names those that lost letters.
/// `is_plain`: is a text that looks like one of an old font none?
pub(super) fn mend(grid: &mut Grid, place: (u32, u16), is_plain: impl Fn(&str) -> bool, notes: &mut Notes) {
    if let legacy::Text::Mended { after, .. } = legacy::inspect(&grid.name, None) {
        grid.name = after;
    }
    let mut fonts = grid.old_fonts.iter().peekable();
    for (&row, cells) in &mut grid.rows {
        for (col, cell) in cells {
            while fonts.next_if(|(r, c, _)| (*r, *c) < (row, *col)).is_some() {}
            let font = fonts.next_if(|(r, c, _)| (*r, *c) == (row, *col)).map(|(.., font)| *font);
            let CellValue::Text(text) = cell else { continue };
            if font.is_none() && (!legacy::may_need_mending(text) || is_plain(text)) {
                continue;
            }
            let at = Origin::cell(place.0, place.1, row, *col);
            match legacy::inspect(text, font) {
                legacy::Text::Plain => {}
                legacy::Text::Mended { before, after } => {
                    *text = after.as_str().into();
                    notes.say(at, MisreadKind::Mended { before, after });
                }
                legacy::Text::Lossy => notes.say(at, MisreadKind::LettersLost { value: text.to_string() }),
            }
        }
    }
}
