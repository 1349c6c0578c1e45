//! The work on the sheets of one workbook: cells, notes, and what our own sheet says of them.

use std::collections::BTreeMap;

use super::book::{Book, Listed};
use super::layout::Layout;
use super::notes::{self, Texts};
use super::package::{self, Package, Sheet};
use super::page::Row;
use super::relations::{self, Relation};
use super::sheet::{self, Wanted};
use super::styles::Styles;
use super::xml::Edits;
use super::{Fault, Refusal, add, shapes};
use crate::model::Cell;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Cells of a range that are filled; of a larger one only the first.
const LARGEST_RANGE: u64 = 500;

/// The work on the sheets of one workbook.
pub(super) struct Marking<'m> {
    /// The package.
    pub package: Package<'m>,
    /// Its main part.
    pub book: &'m Book,
    /// Its styles.
    pub styles: Styles,
    /// Formats of an earlier marking and what they go back to.
    pub stale: BTreeMap<usize, usize>,
    /// Worksheets with what changes in them.
    pub sheets: BTreeMap<String, Sheet>,
    /// The rows of our sheet.
    pub rows: Vec<Row>,
}

impl Marking<'_> {
    /// Faults that stand in no worksheet.
    pub(super) fn faults_of_the_file(&mut self, faults: &[Fault]) {
        let sheets = self.book.worksheets().len();
        for fault in faults.iter().filter(|fault| fault.at.sheet.is_none_or(|at| usize::from(at) >= sheets)) {
            self.rows.push(row(fault, ("cả tệp".to_owned(), String::new()), None));
        }
    }

    /// A chart or macro sheet: it is only not the one shown first any more.
    pub(super) fn other_sheet(&mut self, listed: &Listed) -> Result<(), Refusal> {
        let Some(part) = listed.part.clone().filter(|part| self.package.has(part)) else { return Ok(()) };
        let Some(text) = self.package.text(&part)? else { return Ok(()) };
        let mut edits = Edits::default();
        sheet::unselect(&text, &mut edits);
        if edits.is_empty() { Ok(()) } else { self.package.put(&part, edits.apply(&text)) }
    }

    /// A worksheet: its wrong cells, its notes, the rows that tell of them.
    pub(super) fn worksheet(&mut self, listed: &Listed, at: u16, all: &[Fault]) -> Result<(), Refusal> {
        let is_here = |fault: &&Fault| std::iter::once(&fault.at).chain(&fault.also).any(|place| place.sheet == Some(at));
        let faults: Vec<&Fault> = all.iter().filter(is_here).collect();
        let part = listed.part.clone().ok_or(Refusal::Unusual)?;
        let text = self.package.needed(&part)?;
        let mut edits = Edits::default();
        sheet::unselect(&text, &mut edits);
        let related = relations::relations(&mut self.package, &part)?;
        let comments = related.iter().find(|relation| relation.kind == "comments").and_then(|relation| relation.part.clone());
        if faults.is_empty() && self.stale.is_empty() && comments.is_none() {
            if !edits.is_empty() {
                self.sheets.insert(package::sheet_key(&part), Sheet { text, edits });
            }
            return Ok(());
        }
        let mut layout = Layout::read(&text)?;
        let (wanted, texts) = wanted(&layout, at, &faults);
        layout.mark(&text, &wanted, &self.stale, &mut self.styles, &mut edits)?;
        let threaded = self.notes(&part, &related, comments.as_deref(), (&layout, &texts), &mut edits)?;
        for fault in faults.into_iter().filter(|fault| fault.at.sheet == Some(at)) {
            self.rows.push(placed(fault, listed, &layout, &threaded));
        }
        if !edits.is_empty() {
            self.sheets.insert(package::sheet_key(&part), Sheet { text, edits });
        }
        Ok(())
    }

    /// Puts the notes of a sheet into its parts; gives the wrong cells that cannot have one.
    fn notes(
        &mut self,
        part: &str,
        related: &[Relation],
        comments: Option<&str>,
        (layout, texts): (&Layout, &Texts),
        edits: &mut Edits,
    ) -> Result<Vec<Cell>, Refusal> {
        if comments.is_none() && texts.is_empty() {
            return Ok(Vec::new());
        }
        let before = match comments {
            Some(part) => self.package.needed(part)?,
            None => notes::none(self.book.namespace()),
        };
        let noted = notes::noted(&before, texts)?;
        if noted.text == before {
            return Ok(noted.threaded);
        }
        if let Some(part) = comments {
            self.package.put(part, noted.text)?;
        } else {
            let name = self.package.free_name(&self.book.sibling("comments"), ".xml");
            add(&mut self.package, self.book, part, ("comments", COMMENTS), (&name, noted.text))?;
        }
        let room = shapes::Room { width: &|col| layout.width(col), hidden: &|row| layout.hides_row(row) };
        let said: Vec<(Cell, String)> =
            noted.said.iter().filter_map(|cell| Some((*cell, shapes::anchor(*cell, texts.get(cell)?, &room)))).collect();
        let named = layout.drawing.as_ref().and_then(|id| related.iter().find(|r| r.id == *id)?.part.clone());
        match named {
            Some(drawing) => {
                let text = self.package.needed(&drawing)?;
                let text = shapes::shown(&text, &said, &noted.gone).ok_or(Refusal::Unusual)?;
                self.package.put_loose(&drawing, text);
            }
            None if said.is_empty() => {}
            None => {
                let text = shapes::shown(shapes::NONE, &said, &[]).ok_or(Refusal::Unusual)?;
                let name = self.package.free_name(&self.book.sibling("drawings/vmlDrawing"), ".vml");
                let relation = add(&mut self.package, self.book, part, ("vmlDrawing", DRAWING), (&name, text))?;
                layout.name_drawing(&relation, self.book.relations_namespace(), edits);
            }
        }
        Ok(noted.threaded)
    }
}

/// The cells to fill and what their notes say; faults of one cell share a note.
fn wanted(layout: &Layout, at: u16, faults: &[&Fault]) -> (Wanted, Texts) {
    let mut wanted = Wanted::new();
    let mut texts = Texts::new();
    let places = faults.iter().flat_map(|fault| std::iter::once(&fault.at).chain(&fault.also).map(move |place| (*fault, place)));
    for (fault, place) in places.filter(|(_, place)| place.sheet == Some(at)) {
        let Some(first) = place.cell else { continue };
        let anchor = layout.anchor(first);
        let words = format!("{}\nCách sửa: {}", fault.what, fault.how);
        texts.entry(anchor).and_modify(|text| *text = format!("{text}\n\n{words}")).or_insert(words);
        let last = place.to.unwrap_or(first);
        let cells = u64::from(last.row.saturating_sub(first.row) + 1) * u64::from(last.col.saturating_sub(first.col) + 1);
        let last = if cells <= LARGEST_RANGE { last } else { first };
        for row in first.row..=last.row {
            for col in first.col..=last.col {
                let cell = layout.anchor(Cell { row, col });
                let severity = wanted.entry((cell.row, cell.col)).or_insert(fault.severity);
                *severity = (*severity).min(fault.severity);
            }
        }
    }
    (wanted, texts)
}

/// A row of our sheet, with what hides its place.
fn placed(fault: &Fault, listed: &Listed, layout: &Layout, threaded: &[Cell]) -> Row {
    let mut sheet = if listed.hidden { format!("{} (trang đang ẩn)", listed.name) } else { listed.name.clone() };
    let cell = fault.at.cell.map(|cell| layout.anchor(cell));
    let target = cell.map_or_else(|| "A1".to_owned(), |cell| cell.to_string());
    let link = (!listed.hidden).then(|| format!("'{}'!{target}", listed.name.replace('\'', "''")));
    let place = fault.at.a1().unwrap_or_default();
    if let Some(cell) = cell {
        if layout.hides_row(cell.row) {
            sheet += " (dòng đang ẩn)";
        }
        if layout.hides_column(cell.col) {
            sheet += " (cột đang ẩn)";
        }
    }
    let mut row = row(fault, (sheet, place), link);
    if cell.is_some_and(|cell| threaded.contains(&cell)) {
        row.what += "\n(Ô đang có bình luận nên không gắn thêm ghi chú.)";
    }
    row
}

fn row(fault: &Fault, (sheet, place): (String, String), target: Option<String>) -> Row {
    let Fault { severity, what, why, how, .. } = fault.clone();
    Row { sheet, place, target, what, why, how, severity }
}
