//! The old kind of drawing (VML) that shows a sheet's notes: one shape a note.
//!
//! Excel itself writes such drawings not always well formed, so shapes are found by their words, not by a parser.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use super::xml::Edits;
use crate::model::Cell;

/// A drawing without shapes.
pub(super) const NONE: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>";
/// Width of a note in pixels, and of a line of it in letters.
const WIDTH: u32 = 320;
const LETTERS: usize = 48;
/// Height of a row and of a line of a note, pixels.
const ROW: u32 = 20;
const LINE: u32 = 17;
const LAST_COL: u16 = 16_383;
const LAST_ROW: u32 = 1_048_575;

/// What the sheet says of its columns and rows, so that a note gets room where some are narrow or hidden.
pub(super) struct Room<'r> {
    /// Width of a column in pixels.
    pub width: &'r dyn Fn(u16) -> u32,
    /// Is a row hidden?
    pub hidden: &'r dyn Fn(u32) -> bool,
}

/// Where a note of this text stands beside its cell: column, offset, row, offset; twice.
pub(super) fn anchor(cell: Cell, words: &str, room: &Room<'_>) -> String {
    let lines: usize = words.lines().map(|line| line.chars().count() / LETTERS + 1).sum();
    let height = LINE * (u32::try_from(lines).unwrap_or(40).min(40) + 2);
    // At the right end of a sheet the note stands at the left of its cell.
    let left = if cell.col >= LAST_COL - 40 { cell.col.saturating_sub(8) } else { cell.col + 1 };
    let mut right = left;
    let mut pixels = 0;
    while pixels < WIDTH && right < LAST_COL {
        pixels += (room.width)(right);
        right += 1;
    }
    let rows = height / ROW + 1;
    let top = cell.row.saturating_sub(1).min(LAST_ROW - rows);
    let (mut bottom, mut shown) = (top, 0);
    while shown < rows && bottom < LAST_ROW {
        shown += u32::from(!(room.hidden)(bottom));
        bottom += 1;
    }
    format!("{left}, 12, {top}, 4, {right}, 12, {bottom}, 4")
}

/// The drawing with shapes for these cells (each with its anchor), and without those of `gone`.
///
/// Nothing if the drawing has no end to put them before.
pub(super) fn shown(text: &str, said: &[(Cell, String)], gone: &[Cell]) -> Option<String> {
    let found: BTreeMap<Cell, Range<usize>> =
        shapes(text).filter_map(|range| Some((note_cell(&text[range.clone()])?, range))).collect();
    let gone: BTreeSet<&Cell> = gone.iter().collect();
    let mut edits = Edits::default();
    for (_, range) in found.iter().filter(|(cell, _)| gone.contains(cell)) {
        edits.replace(range.clone(), "");
    }
    let mut next = highest_id(text).max(1024) + 1;
    let mut added = String::new();
    if !text.contains("\"_x0000_t202\"") {
        added += "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
            <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
    }
    for (cell, anchor) in said {
        if let Some(range) = found.get(cell) {
            if let Some(old) = within(text, range, "Anchor>") {
                edits.replace(old, anchor.as_str());
            }
            continue;
        }
        let _ = write!(
            added,
            "<v:shape id=\"_x0000_s{next}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;\
             width:240pt;height:100pt;z-index:{next};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
             <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
             <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
             <x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>",
            cell.row, cell.col
        );
        next += 1;
    }
    let end = text.rfind("</xml>")?;
    edits.insert(end, declared(text, added));
    Some(edits.apply(text))
}

/// The shapes with the namespaces they use, where the drawing calls these otherwise.
fn declared(text: &str, shapes: String) -> String {
    let names = ["xmlns:v=\"urn:schemas-microsoft-com:vml\"", "xmlns:x=\"urn:schemas-microsoft-com:office:excel\""];
    if shapes.is_empty() || names.iter().all(|name| text.contains(name)) {
        return shapes;
    }
    let all = format!("{} xmlns:o=\"urn:schemas-microsoft-com:office:office\" {}", names[0], names[1]);
    shapes.replace("<v:shape ", &format!("<v:shape {all} ")).replace("<v:shapetype ", &format!("<v:shapetype {all} "))
}

/// Where the shapes of a drawing stand.
fn shapes(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find("<v:shape ")?;
        let end = start + text[start..].find("</v:shape>")? + "</v:shape>".len();
        at = end;
        Some(start..end)
    })
}

/// The cell whose note a shape shows.
fn note_cell(shape: &str) -> Option<Cell> {
    let number = |name: &str| within(shape, &(0..shape.len()), name).and_then(|at| shape[at].trim().parse::<u32>().ok());
    let is_note = shape.contains("ObjectType=\"Note\"") || shape.contains("ObjectType='Note'");
    is_note.then_some(Cell { row: number("Row>")?, col: u16::try_from(number("Column>")?).ok()? })
}

/// What stands in the first element whose name ends so, inside a piece of text.
fn within(text: &str, range: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let piece = &text[range.clone()];
    let start = piece.find(&format!(":{name}"))? + name.len() + 1;
    let length = piece[start..].find('<')?;
    Some(range.start + start..range.start + start + length)
}

/// The highest number in the ids of shapes.
fn highest_id(text: &str) -> u32 {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    let ids = text.match_indices("_s").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        rest[..digits(rest)].parse::<u32>().ok()
    });
    ids.max().unwrap_or(0)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test whose drawing has no end has failed")]
mod tests {
    use super::*;

    #[test]
    fn shapes_come_grow_and_go() {
        let cell = Cell { row: 4, col: 2 };
        let first = shown(NONE, &[(cell, "3, 12, 3, 4, 8, 12, 9, 4".to_owned())], &[]).unwrap();
        assert!(first.contains("<x:Row>4</x:Row><x:Column>2</x:Column>") && first.contains("_x0000_s1025"));
        let other = Cell { row: 5, col: 2 };
        let second = shown(&first, &[(cell, "0".to_owned()), (other, "1".to_owned())], &[]).unwrap();
        assert!(second.contains("<x:Anchor>0</x:Anchor>") && second.contains("_x0000_s1026"));
        assert_eq!(second.matches("<v:shapetype ").count(), 1);
        let third = shown(&second, &[], &[cell]).unwrap();
        assert_eq!(third.matches("<v:shape ").count(), 1);
    }

    #[test]
    fn a_note_has_room_beside_narrow_and_hidden_columns() {
        let narrow = |col: u16| if col < 10 { 0 } else { 160 };
        let none = |_: u32| false;
        let anchor = |cell| anchor(cell, "ngắn", &Room { width: &narrow, hidden: &none });
        assert_eq!(anchor(Cell { row: 3, col: 2 }), "3, 12, 2, 4, 12, 12, 5, 4");
        assert_eq!(anchor(Cell { row: 0, col: 16_383 }), "16375, 12, 0, 4, 16377, 12, 3, 4");
    }
}
