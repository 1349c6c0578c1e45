//! What stands around the cells of a sheet: widths, merges, the drawing of notes.

use std::ops::Range;

use super::Refusal;
use super::words;
use super::xml::{self, Edits, Role, Tag, Tags};
use crate::model::Cell;

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

/// A run of columns that share a width and a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    first: u16,
    last: u16,
    pixels: u32,
    hidden: bool,
    /// The format of its cells that are not there.
    pub format: usize,
}

/// What stands around the cells of a sheet.
pub(super) struct Layout {
    /// Prefix of its elements.
    pub prefix: String,
    /// The tag that opens the cells.
    pub data_tag: Range<usize>,
    /// Between it and the one that closes them.
    pub data: Range<usize>,
    /// Are there no cells at all?
    pub is_empty: bool,
    columns: Vec<Columns>,
    default_pixels: u32,
    merges: Vec<(Cell, Cell)>,
    /// The relation of the drawing that shows the notes, if there is one.
    pub drawing: Option<String>,
    /// Where that drawing would be named.
    drawing_at: usize,
    /// Where the extent of the sheet is told, and what it is.
    pub extent: Option<(Range<usize>, (Cell, Cell))>,
    /// Hidden rows, as runs; filled by [`Layout::mark`].
    pub hidden_rows: Vec<(u32, u32)>,
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
            extent: None,
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
                "dimension" => {
                    let told = tag.attributes().find(|a| a.name == "ref");
                    self.extent = told.and_then(|told| Some((told.value_at, parse_range(told.value)?)));
                }
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
                "legacyDrawing" => self.drawing = element.tag.local_attribute("id").map(|a| words::unescaped(a.value)),
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

    /// The run that holds a column.
    pub(super) fn columns_at(&self, col: u16) -> Option<&Columns> {
        self.columns.iter().find(|run| (run.first..=run.last).contains(&col))
    }

    /// Is the column hidden?
    pub(super) fn hides_column(&self, col: u16) -> bool {
        self.columns_at(col).is_some_and(|run| run.hidden)
    }

    /// Is the row hidden? Known after [`Layout::mark`].
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
