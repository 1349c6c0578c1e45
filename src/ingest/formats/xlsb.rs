//! Excel binary workbooks (.xlsb) → sheets.
//!
//! Read here and not by calamine, which passes over error values, merged cells and hidden rows and panics on short
//! records. Each part is walked once, record by record.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::Draft;
use super::super::grid::{self, CellValue, Grid};
use super::super::package::Package;
use super::super::sheet::Budget;
use super::super::value;
use super::super::workbook::{self, MainPart};
use super::number_format::{self, Shows};
use super::records::{Binary, Content, error};
use crate::model::FileFault;

/// What all sheets share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    formats: Vec<Shows>,
    is_1904: bool,
}

/// A worksheet of the workbook.
struct Entry {
    name: String,
    hidden: bool,
    part: String,
}

/// All worksheets, in workbook order.
///
/// # Errors
///
/// [`FileFault::Damaged`] for broken parts, [`FileFault::OverLimit`] when the budget is spent.
pub(super) fn sheets(package: &mut Package<'_>, main: &MainPart, budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let mut shared = Shared::default();
    let entries = entries(package, main, &mut shared)?;
    if let Some(part) = package.bytes(&main.sibling("sharedStrings.bin"))? {
        for record in Binary(&part) {
            let (kind, content) = record?;
            if kind == 0x13 {
                shared.strings.push(content.wide(1)?.0);
            }
        }
    }
    if let Some(part) = package.bytes(&main.sibling("styles.bin"))? {
        shared.formats = formats(&part)?;
    }
    let mut found = Vec::with_capacity(entries.len());
    for entry in entries {
        let part = package.bytes(&entry.part)?.ok_or(FileFault::Damaged)?;
        let mut reader = Reader { draft: Draft::new(&entry.name, entry.hidden, budget), shared: &shared, row: 0 };
        for record in Binary(&part) {
            let (kind, content) = record?;
            reader.record(kind, content)?;
        }
        found.push(reader.draft.finish()?);
    }
    Ok(found)
}

fn entries(package: &mut Package<'_>, main: &MainPart, shared: &mut Shared) -> Result<Vec<Entry>, FileFault> {
    let relations = package.text(&main.relations())?.ok_or(FileFault::Damaged)?;
    let relations = workbook::read_relations(&relations)?;
    let part = package.bytes(&main.path())?.ok_or(FileFault::Damaged)?;
    let (mut entries, mut names, mut parts) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for record in Binary(&part) {
        let (kind, content) = record?;
        match kind {
            0x99 => shared.is_1904 = content.byte(0)? & 1 != 0,
            0x9c => {
                if content.u32(8)? == u32::MAX {
                    continue;
                }
                let (id, end) = content.wide(8)?;
                let (name, _) = content.wide(end)?;
                let Some((target, kind)) = relations.get(&id) else { continue };
                if !kind.ends_with("/worksheet") {
                    continue;
                }
                let part = main.target(target);
                if !names.insert(name.to_lowercase()) || !parts.insert(part.to_ascii_lowercase()) {
                    return Err(FileFault::Damaged);
                }
                entries.push(Entry { name, hidden: content.u32(0)? != 0, part });
            }
            _ => {}
        }
    }
    Ok(entries)
}

/// What each cell format shows.
fn formats(part: &[u8]) -> Result<Vec<Shows>, FileFault> {
    let mut custom = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    for record in Binary(part) {
        let (kind, content) = record?;
        match kind {
            0x2c => {
                custom.insert(content.u16(0)?, number_format::code(&content.wide(2)?.0));
            }
            0x269 => in_cells = true,
            0x26a => in_cells = false,
            0x2f if in_cells => {
                let id = content.u16(2)?;
                formats.push(custom.get(&id).copied().unwrap_or_else(|| number_format::built_in(id)));
            }
            _ => {}
        }
    }
    Ok(formats)
}

struct Reader<'b, 's> {
    draft: Draft<'b>,
    shared: &'s Shared,
    row: u32,
}

impl Reader<'_, '_> {
    fn record(&mut self, kind: u16, content: Content<'_>) -> Result<(), FileFault> {
        match kind {
            0x00 => {
                self.row = content.u32(0)?;
                if content.byte(11)? & 0x10 != 0 {
                    self.draft.hidden_rows.push(self.row);
                }
            }
            0x02..=0x0b => self.cell(kind, content)?,
            // Cells without a column of their own, which no program has been seen to write.
            0x0c..=0x12 => return Err(FileFault::UnsupportedFormat("Excel nhị phân (.xlsb)".to_owned())),
            0x3c if content.u16(16)? & 1 != 0 => self.draft.hide_columns(content.u32(0)?, content.u32(4)?),
            0xb0 => {
                let [top, bottom, left, right] = [0, 4, 8, 12].map(|at| content.u32(at).unwrap_or(u32::MAX));
                let (rows, cols) = (bottom.saturating_sub(top), right.saturating_sub(left));
                self.draft.merge(top, left, rows.saturating_add(1), cols.saturating_add(1))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, kind: u16, content: Content<'_>) -> Result<(), FileFault> {
        let col = content.u32(0)?;
        let value = match kind {
            0x02 => Some(self.number(content.rk(8)?, content)?),
            0x05 | 0x09 => Some(self.number(content.f64(8)?, content)?),
            0x03 | 0x0b => Some(CellValue::Error(error(content.byte(8)?).to_owned())),
            0x04 | 0x0a => Some(CellValue::Bool(content.byte(8)? != 0)),
            0x06 | 0x08 => grid::as_text(&content.wide(8)?.0),
            _ => {
                let index = usize::try_from(content.u32(8)?).map_err(|_| FileFault::Damaged)?;
                grid::as_text(self.shared.strings.get(index).ok_or(FileFault::Damaged)?)
            }
        };
        if kind >= 0x08 {
            self.draft.formula(self.row, col);
        }
        value.map_or(Ok(()), |value| self.draft.put(self.row, col, value))
    }

    fn number(&self, number: f64, content: Content<'_>) -> Result<CellValue, FileFault> {
        let style = usize::try_from(content.u32(4)? & 0x00ff_ffff).map_err(|_| FileFault::Damaged)?;
        Ok(match self.shared.formats.get(style).copied().unwrap_or_default() {
            Shows::Date => {
                value::date_of_serial(number, self.shared.is_1904).map_or_else(|| grid::number(number, false), CellValue::Date)
            }
            shows => grid::number(number, shows == Shows::Percent),
        })
    }
}
