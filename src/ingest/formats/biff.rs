//! What calamine does not tell of an .xls: hidden rows and columns, percentages, and records that would kill it.
//!
//! One pass over the records of the workbook stream; values are left to calamine. The trap: the record of a sheet's
//! dimensions is believed by calamine when it makes room, so a false one asks for more memory than there is.

use std::collections::{BTreeMap, BTreeSet};

use super::compound::Compound;
use super::number_format::{self, Shows};
use super::records::{Biff, Content, utf_16};

/// Last column of an .xls, from 0.
const LAST_COL: u16 = 255;

/// What was noted of a workbook.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// In the order in which the workbook lists its sheets, chart and macro sheets too.
    pub sheets: Vec<SheetNotes>,
    /// Texts have one byte a letter (Excel 5.0 and 95).
    pub narrow: bool,
    /// A cell stands outside the sheet.
    pub wild: bool,
    /// Where in the file the contents of the records of dimensions stand.
    pub dimensions: Vec<usize>,
}

/// What was noted of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetNotes {
    /// Hidden rows, with or without data.
    pub hidden_rows: Vec<u32>,
    /// Hidden ranges of columns.
    pub hidden_cols: Vec<(u32, u32)>,
    /// Cells shown as a percentage.
    pub percent: BTreeSet<(u32, u32)>,
}

/// Looks through the file; `None` if it is not laid out as it should be.
pub(super) fn facts(bytes: &[u8]) -> Option<Facts> {
    let (stream, places) = Compound::open(bytes)?.stream(&["Workbook", "Book"])?;
    let mut facts = Facts::default();
    let mut custom: BTreeMap<u16, Shows> = BTreeMap::new();
    let mut formats: Vec<u16> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    for (kind, content) in Biff(&stream) {
        match kind {
            0x0809 => facts.narrow = content.u16(0).ok()? < 0x0600,
            0x0085 => starts.push(usize::try_from(content.u32(0).ok()?).ok()?),
            0x041e => {
                custom.insert(content.u16(0).ok()?, number_format::code(&format_code(content, facts.narrow)?));
            }
            0x00e0 => formats.push(content.u16(2).ok()?),
            0x000a => break,
            _ => {}
        }
    }
    let shows = |id: &u16| custom.get(id).copied().unwrap_or_else(|| number_format::built_in(*id));
    let formats: Vec<Shows> = formats.iter().map(shows).collect();
    for start in starts {
        let sheet = stream.get(start..)?;
        let mut notes = Notes { facts: &mut facts, formats: &formats, sheet: SheetNotes::default() };
        let mut depth = 0_usize;
        for (kind, content) in Biff(sheet) {
            match kind {
                0x0809 => depth += 1,
                0x000a if depth <= 1 => break,
                0x000a => depth -= 1,
                0x0200 if depth <= 1 => {
                    let at = content.0.as_ptr().addr() - stream.as_ptr().addr();
                    let place = |i: usize| places.iter().find(|run| (run.from..run.from + run.length).contains(&i));
                    let found = (at..at + content.0.len()).filter_map(|i| place(i).map(|run| run.to + i - run.from));
                    notes.facts.dimensions.extend(found);
                }
                _ if depth <= 1 => drop(notes.record(kind, content)),
                _ => {}
            }
        }
        let sheet = notes.sheet;
        facts.sheets.push(sheet);
    }
    Some(facts)
}

/// The code of a number format: short or wide letters behind their count.
fn format_code(content: Content<'_>, narrow: bool) -> Option<String> {
    let latin = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
    if narrow {
        return content.0.get(3..).map(latin);
    }
    let wide = content.byte(4).ok()? & 1 != 0;
    let letters = content.0.get(5..)?;
    Some(if wide { utf_16(letters) } else { latin(letters) })
}

struct Notes<'f> {
    facts: &'f mut Facts,
    formats: &'f [Shows],
    sheet: SheetNotes,
}

impl Notes<'_> {
    /// Notes one record; `None` for one that is too short, which calamine will say.
    fn record(&mut self, kind: u16, content: Content<'_>) -> Option<()> {
        match kind {
            0x0208 if content.byte(12).ok()? & 0x20 != 0 => self.sheet.hidden_rows.push(u32::from(content.u16(0).ok()?)),
            0x007d if content.u16(8).ok()? & 1 != 0 => {
                let [first, last] = [content.u16(0).ok()?, content.u16(2).ok()?];
                self.sheet.hidden_cols.push((u32::from(first), u32::from(last.min(LAST_COL))));
            }
            // Number, label, formula result, error, number with 30 bits, shared text, rich text.
            0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x027e | 0x00fd | 0x00d6 => {
                let (row, col, style) = (content.u16(0).ok()?, content.u16(2).ok()?, content.u16(4).ok()?);
                self.cell(row, col, style);
            }
            // A row of numbers: first column, (format, number) each, last column.
            0x00bd => {
                let (row, first) = (content.u16(0).ok()?, content.u16(2).ok()?);
                let pairs = content.0.len().checked_sub(6)? / 6;
                for i in 0..pairs {
                    let col = first.checked_add(u16::try_from(i).ok()?)?;
                    self.cell(row, col, content.u16(4 + 6 * i).ok()?);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, row: u16, col: u16, style: u16) {
        self.facts.wild |= col > LAST_COL;
        if self.formats.get(usize::from(style)) == Some(&Shows::Percent) {
            self.sheet.percent.insert((u32::from(row), u32::from(col)));
        }
    }
}
