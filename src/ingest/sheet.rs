//! The bounds of a sheet, and what a workbook may still hold.

use super::value::grouped;
use crate::model::{FileFault, Limits};

/// Last row and column of a sheet (XFD1048576), from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(super) const LAST_COL: u16 = 16_383;
/// Bytes that a row, a cell without its text and a shared string without its letters come to, as measured: a row becomes
/// a record, and its texts are copied on the way.
const ROW: u64 = 1_000;
const CELL: u64 = 40;
const STRING: u64 = 32;
/// How often a text of a cell is held at the same time, or looked through.
const COPIES: u64 = 4;
/// Bytes of what is said of a cell.
const FAULT: u64 = 1 << 10;

/// What a workbook may still hold.
#[derive(Clone)]
pub(super) struct Budget {
    cells: usize,
    cell_limit: usize,
    text: u64,
    text_limit_mib: u64,
    /// Half of what reading the file may take: what is made of the cells takes the other half.
    memory: u64,
    memory_limit_mib: u64,
}

impl Budget {
    /// A whole workbook's.
    pub fn new(limits: &Limits) -> Self {
        Self {
            cells: limits.cells,
            cell_limit: limits.cells,
            text: limits.unpacked_mib << 20,
            text_limit_mib: limits.unpacked_mib,
            memory: limits.memory_mib << 19,
            memory_limit_mib: limits.memory_mib,
        }
    }

    /// One more cell.
    pub fn take_cell(&mut self) -> Result<(), FileFault> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            let limit = grouped(self.cell_limit as u64);
            FileFault::OverLimit(format!("có hơn {limit} ô có dữ liệu, giới hạn là {limit}"))
        })?;
        self.take_memory(CELL)
    }

    /// A row that holds cells.
    pub fn take_row(&mut self) -> Result<(), FileFault> {
        self.take_memory(ROW)
    }

    /// A cell that cannot be read as it stands: each becomes a finding.
    pub fn take_fault(&mut self) -> Result<(), FileFault> {
        self.take_memory(FAULT)
    }

    /// A shared string, kept once.
    pub fn take_string(&mut self, bytes: usize) -> Result<(), FileFault> {
        self.take_memory(STRING + bytes as u64)
    }

    fn take_memory(&mut self, bytes: u64) -> Result<(), FileFault> {
        self.memory = self.memory.checked_sub(bytes).ok_or_else(|| {
            let limit = self.memory_limit_mib;
            FileFault::OverLimit(format!("nội dung các ô cần hơn {limit} MiB bộ nhớ, giới hạn là {limit} MiB"))
        })?;
        Ok(())
    }

    /// Each cell owns a copy of its text.
    pub fn take_text(&mut self, bytes: u32) -> Result<(), FileFault> {
        self.take_memory(u64::from(bytes) * COPIES)?;
        self.text = self.text.checked_sub(u64::from(bytes)).ok_or_else(|| {
            let limit = self.text_limit_mib;
            FileFault::OverLimit(format!("chữ trong các ô cộng lại hơn {limit} MiB, giới hạn là {limit} MiB"))
        })?;
        Ok(())
    }
}

/// Ranges in order, those that touch made one: a hostile sheet names millions.
pub(super) fn joined(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touch = next.0 <= kept.1.saturating_add(1);
        if touch {
            kept.1 = kept.1.max(next.1);
        }
        touch
    });
    ranges.shrink_to_fit();
    ranges
}

/// "12" → 11, within the sheet.
pub(super) fn row_number(digits: &str) -> Option<u32> {
    let plain = (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let row = plain.then(|| digits.parse::<u32>().ok()).flatten()?.checked_sub(1)?;
    (row <= LAST_ROW).then_some(row)
}

/// "C12" → row 11, column 2, within the sheet.
pub(super) fn parse_cell(place: &str) -> Option<(u32, u16)> {
    let split = place.bytes().position(|b| b.is_ascii_digit())?;
    let (letters, digits) = place.split_at(split);
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let mut col = 0_u16;
    for b in letters.bytes() {
        let letter = b.to_ascii_uppercase();
        col = col * 26 + u16::from(letter.is_ascii_uppercase().then_some(letter)? - b'A') + 1;
    }
    (col - 1 <= LAST_COL).then_some((row_number(digits)?, col - 1))
}

/// "A1:C3", or a single cell.
pub(super) fn parse_range(range: &str) -> Option<(u32, u16, u32, u16)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (r1, c1) = parse_cell(first)?;
    let (r2, c2) = parse_cell(last)?;
    Some((r1, c1, r2, c2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_the_sheet() {
        assert_eq!(parse_cell("A1"), Some((0, 0)));
        assert_eq!(parse_cell("xfd1048576"), Some((LAST_ROW, LAST_COL)));
        for bad in ["XFE1", "A1048577", "A0", "A", "1", "ZZZZZZ2", "B99999999999", "A1B", "$A$1", "É1"] {
            assert_eq!(parse_cell(bad), None, "{bad}");
        }
    }

    #[test]
    fn copied_text_is_counted() {
        let mut budget = Budget::new(&Limits { unpacked_mib: 1, ..Limits::default() });
        assert_eq!(budget.take_text(1 << 20), Ok(()));
        assert!(matches!(budget.take_text(1), Err(FileFault::OverLimit(_))));
    }
}
