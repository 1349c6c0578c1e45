//! A worksheet's own text: the wrong cells get another format, cells that are not there are made in their place.
//!
//! One pass over the tags, no tree. The trap: a row or cell may leave out its own place and then follows the one before,
//! and what stands behind the cells (merges, the drawing of notes) must be known before them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::Refusal;
use super::styles::Styles;
use super::xml::{self, Edits, Role, Tag, Tags};
use crate::model::{Cell, Severity};

/// Elements that stand before the drawing of notes, or are it, in the order of the standard.
const UP_TO_DRAWING: [&str; 29] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "drawing",
];

/// Places of the cells to mark, with how grave the fault is.
pub(super) type Wanted = BTreeMap<(u32, u16), Severity>;

/// A run of columns that share a width and a format.
#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u16,
    last: u16,
    pixels: u32,
    hidden: bool,
    format: usize,
}

/// What stands around the cells of a sheet.
pub(super) struct Layout {
    prefix: String,
    /// The tag that opens the cells.
    data_tag: Range<usize>,
    /// Between it and the one that closes them.
    data: Range<usize>,
    is_empty: bool,
    columns: Vec<Columns>,
    default_pixels: u32,
    merges: Vec<(Cell, Cell)>,
    /// The relation of the drawing that shows the notes, if there is one.
    pub drawing: Option<String>,
    /// Where that drawing would be named.
    drawing_at: usize,
    /// Hidden rows, as runs; filled by [`Self::mark`].
    hidden_rows: Vec<(u32, u32)>,
}

impl Layout {
    /// Reads what stands before and behind the cells.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] for a sheet without cells to look at.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let opens = |tag: &Tag<'_>| tag.begins() && tag.local() == "sheetData";
        let data_tag = Tags::new(text).find(opens).ok_or(Refusal::Unusual)?;
        let root = Tags::new(text).find(Tag::begins).ok_or(Refusal::Unusual)?;
        let is_empty = data_tag.role == Role::Empty;
        let close = format!("</{}", data_tag.name);
        let end = if is_empty { data_tag.at.end } else { text.rfind(&close).ok_or(Refusal::Unusual)? };
        let root_end = text.rfind(&format!("</{}", root.name)).ok_or(Refusal::Unusual)?;
        let tail_start = end + if is_empty { 0 } else { text[end..].find('>').ok_or(Refusal::Unusual)? + 1 };
        let mut layout = Self {
            prefix: root.prefix().to_owned(),
            data: data_tag.at.end..end,
            is_empty,
            columns: Vec::new(),
            default_pixels: 64,
            merges: Vec::new(),
            drawing: None,
            drawing_at: tail_start,
            hidden_rows: Vec::new(),
            data_tag: data_tag.at.clone(),
        };
        layout.head(text, root.at.end..data_tag.at.start);
        layout.tail(text, tail_start..root_end);
        Ok(layout)
    }

    fn head(&mut self, text: &str, range: Range<usize>) {
        for tag in Tags::within(text, range).filter(Tag::begins) {
            match tag.local() {
                "sheetFormatPr" => {
                    if let Some(width) = tag.get("defaultColWidth").and_then(|w| w.parse().ok()) {
                        self.default_pixels = pixels(width);
                    }
                }
                "col" => {
                    let place = |name| tag.number(name).and_then(|n| u16::try_from(n.saturating_sub(1)).ok());
                    let (Some(first), Some(last)) = (place("min"), place("max")) else { continue };
                    let hidden = tag.is_set("hidden");
                    let width = tag.get("width").and_then(|w| w.parse().ok()).map_or(self.default_pixels, pixels);
                    let format = tag.number("style").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                    self.columns.push(Columns { first, last, pixels: if hidden { 0 } else { width }, hidden, format });
                }
                _ => {}
            }
        }
    }

    fn tail(&mut self, text: &str, range: Range<usize>) {
        for element in xml::children(text, &range) {
            match element.tag.local() {
                "mergeCells" => {
                    let merges = xml::children(text, &element.inside).into_iter();
                    self.merges.extend(merges.filter_map(|merge| parse_range(merge.tag.get("ref")?)));
                }
                "legacyDrawing" => self.drawing = element.tag.local_attribute("id").map(|a| xml::unescaped(a.value)),
                _ => {}
            }
            if UP_TO_DRAWING.contains(&element.tag.local()) {
                self.drawing_at = element.at.end;
            }
        }
    }

    /// The cell that shows what a place holds: the first of its merged range.
    pub(super) fn anchor(&self, place: Cell) -> Cell {
        let holds = |(first, last): &&(Cell, Cell)| {
            (first.row..=last.row).contains(&place.row) && (first.col..=last.col).contains(&place.col)
        };
        self.merges.iter().find(holds).map_or(place, |(first, _)| *first)
    }

    fn columns_at(&self, col: u16) -> Option<&Columns> {
        self.columns.iter().find(|run| (run.first..=run.last).contains(&col))
    }

    /// Is the column hidden?
    pub(super) fn hides_column(&self, col: u16) -> bool {
        self.columns_at(col).is_some_and(|run| run.hidden)
    }

    /// Is the row hidden? Known after [`Self::mark`].
    pub(super) fn hides_row(&self, row: u32) -> bool {
        let after = self.hidden_rows.partition_point(|(first, _)| *first <= row);
        after > 0 && row <= self.hidden_rows[after - 1].1
    }

    /// Width of a column as shown, in pixels.
    pub(super) fn width(&self, col: u16) -> u32 {
        self.columns_at(col).map_or(self.default_pixels, |run| run.pixels)
    }

    /// Names the drawing of notes.
    pub(super) fn name_drawing(&self, relation: &str, namespace: &str, edits: &mut Edits) {
        let p = &self.prefix;
        edits.insert(self.drawing_at, format!("<{p}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{relation}\"/>"));
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

/// Pixels of a width in characters of Excel's usual font.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1,790")]
fn pixels(width: f64) -> u32 {
    (width.clamp(0.0, 255.0) * 7.0 + 5.0) as u32
}

/// "C12" → its place.
pub(super) fn parse_cell(place: &str) -> Option<Cell> {
    let split = place.bytes().position(|b| b.is_ascii_digit())?;
    let (letters, digits) = place.split_at(split);
    if !(1..=3).contains(&letters.len()) || digits.len() > 7 {
        return None;
    }
    let letter = |b: u8| b.is_ascii_alphabetic().then(|| u16::from(b.to_ascii_uppercase() - b'A') + 1);
    let col = letters.bytes().try_fold(0_u16, |col, b| Some(col * 26 + letter(b)?))?;
    Some(Cell { row: digits.parse::<u32>().ok()?.checked_sub(1)?, col: col - 1 })
}

/// "A1:C3", or a single cell.
pub(super) fn parse_range(range: &str) -> Option<(Cell, Cell)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some((parse_cell(first)?, parse_cell(last)?))
}
