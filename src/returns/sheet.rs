//! A worksheet's own text: the wrong cells get another format, cells that are not there are made in their place.
//!
//! One pass over the tags, no tree. The trap: a row or cell may leave out its own place and then follows the one before,
//! and what stands behind the cells (merges, the drawing of notes) must be known before them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Refusal;
use super::layout::{Layout, parse_cell};
use super::styles::Styles;
use super::xml::{Edits, Role, Tag, Tags};
use crate::model::{Cell, Severity};

/// Places of the cells to mark, with how grave the fault is.
pub(super) type Wanted = BTreeMap<(u32, u16), Severity>;

impl Layout {
    /// Says how far the sheet goes now.
    fn extend(&self, wanted: &Wanted, edits: &mut Edits) {
        let Some((at, (first, last))) = &self.extent else { return };
        let cells = || wanted.keys().map(|&(row, col)| Cell { row, col }).chain([*first, *last]);
        let corner = |pick: fn(u32, u32) -> u32| {
            let row = cells().map(|cell| cell.row).reduce(pick).unwrap_or(0);
            let col = cells().map(|cell| u32::from(cell.col)).reduce(pick).unwrap_or(0);
            Cell { row, col: u16::try_from(col).unwrap_or(0) }
        };
        let (low, high) = (corner(u32::min), corner(u32::max));
        if (low, high) != (*first, *last) {
            edits.replace(at.clone(), format!("{low}:{high}"));
        }
    }

    /// Gives every wanted cell its marked format, and every other cell with a format of `stale` the one named there.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if rows or cells do not stand in order: then it is not told where a new one belongs.
    pub(super) fn mark(
        &mut self,
        text: &str,
        wanted: &Wanted,
        stale: &BTreeMap<usize, usize>,
        styles: &mut Styles,
        edits: &mut Edits,
    ) -> Result<(), Refusal> {
        let mut pass =
            Pass { layout: self, rest: wanted.iter().peekable(), stale, styles, edits, row: None, next_row: 0, next_col: 0 };
        for tag in Tags::within(text, pass.layout.data.clone()) {
            match (tag.local(), tag.role) {
                ("row", Role::Close) => pass.close_row(tag.at.start),
                ("row", _) => pass.row(&tag)?,
                ("c", Role::Open | Role::Empty) => pass.cell(&tag)?,
                _ => {}
            }
        }
        let rows = pass.rows_before(u32::MAX);
        self.extend(wanted, edits);
        if !rows.is_empty() {
            if self.is_empty {
                let name = format!("{}sheetData", self.prefix);
                edits.replace(self.data_tag.clone(), format!("<{name}>{rows}</{name}>"));
            } else {
                edits.insert(self.data.end, rows);
            }
        }
        Ok(())
    }
}

/// The pass over the cells.
struct Pass<'p> {
    layout: &'p mut Layout,
    rest: std::iter::Peekable<std::collections::btree_map::Iter<'p, (u32, u16), Severity>>,
    stale: &'p BTreeMap<usize, usize>,
    styles: &'p mut Styles,
    edits: &'p mut Edits,
    /// The open row and its own format.
    row: Option<(u32, usize)>,
    next_row: u32,
    next_col: u16,
}

impl Pass<'_> {
    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let row = match tag.number("r") {
            Some(number) => number.checked_sub(1).ok_or(Refusal::Unusual)?,
            None => self.next_row,
        };
        if row < self.next_row {
            return Err(Refusal::Unusual);
        }
        (self.next_row, self.next_col) = (row + 1, 0);
        if tag.is_set("hidden") {
            match self.layout.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => self.layout.hidden_rows.push((row, row)),
            }
        }
        let before = self.rows_before(row);
        if !before.is_empty() {
            self.edits.insert(tag.at.start, before);
        }
        let format = if tag.is_set("customFormat") { tag.number("s").and_then(|s| usize::try_from(s).ok()) } else { None };
        self.row = Some((row, format.unwrap_or(usize::MAX)));
        // What a row says of its first and last cell is only a hint; a wrong one is worse than none.
        if self.rest.peek().is_some_and(|((wanted, _), _)| *wanted == row)
            && let Some(spans) = tag.attributes().find(|a| a.name == "spans")
        {
            self.edits.replace(spans.at, "");
        }
        if tag.role == Role::Empty {
            let cells = self.cells_before(u16::MAX);
            if !cells.is_empty() {
                self.edits.replace(tag.at.end - 2..tag.at.end, format!(">{cells}</{}>", tag.name));
            }
            self.row = None;
        }
        Ok(())
    }

    fn close_row(&mut self, at: usize) {
        let cells = self.cells_before(u16::MAX);
        if !cells.is_empty() {
            self.edits.insert(at, cells);
        }
        self.row = None;
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let (row, _) = self.row.ok_or(Refusal::Unusual)?;
        let waits = self.rest.peek().is_some_and(|((wanted, _), _)| *wanted == row);
        if !waits && self.stale.is_empty() {
            return Ok(());
        }
        let col = match tag.get("r") {
            Some(place) => parse_cell(place).filter(|cell| cell.row == row).ok_or(Refusal::Unusual)?.col,
            None => self.next_col,
        };
        if col < self.next_col {
            return Err(Refusal::Unusual);
        }
        self.next_col = col.saturating_add(1);
        let before = self.cells_before(col);
        if !before.is_empty() {
            self.edits.insert(tag.at.start, before);
        }
        let format = tag.number("s").and_then(|s| usize::try_from(s).ok()).unwrap_or(0);
        if let Some((_, severity)) = self.rest.next_if(|(wanted, _)| **wanted == (row, col)) {
            let marked = self.styles.marked(format, *severity);
            self.edits.set(tag, "s", marked);
        } else if let Some(format) = self.stale.get(&format) {
            self.edits.set(tag, "s", format);
        }
        Ok(())
    }

    /// New cells of the open row that stand before a column; with `u16::MAX`, all that are left.
    fn cells_before(&mut self, col: u16) -> String {
        let Some((row, row_format)) = self.row else { return String::new() };
        let mut cells = String::new();
        while let Some((&(_, wanted), severity)) = self.rest.next_if(|((r, c), _)| *r == row && (*c < col || col == u16::MAX)) {
            let format =
                if row_format == usize::MAX { self.layout.columns_at(wanted).map_or(0, |run| run.format) } else { row_format };
            let marked = self.styles.marked(format, *severity);
            let _ = write!(cells, "<{}c r=\"{}\" s=\"{marked}\"/>", self.layout.prefix, Cell { row, col: wanted });
        }
        cells
    }

    /// New rows that stand before a row.
    fn rows_before(&mut self, row: u32) -> String {
        let mut rows = String::new();
        while let Some(&(&(wanted, _), _)) = self.rest.peek() {
            if wanted >= row {
                break;
            }
            self.row = Some((wanted, usize::MAX));
            let cells = self.cells_before(u16::MAX);
            let p = &self.layout.prefix;
            let _ = write!(rows, "<{p}row r=\"{}\">{cells}</{p}row>", wanted + 1);
        }
        self.row = None;
        rows
    }
}

/// The sheet is not the one shown first any more.
pub(super) fn unselect(text: &str, edits: &mut Edits) {
    for tag in Tags::new(text).filter(Tag::begins) {
        match tag.local() {
            "sheetView" if tag.is_set("tabSelected") => edits.set(&tag, "tabSelected", 0),
            "sheetData" | "drawing" => return,
            _ => {}
        }
    }
}
