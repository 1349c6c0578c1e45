//! Where a value stands (xuất xứ): file, sheet, cell. Small enough to keep with every figure.

use std::fmt;

/// A cell's place in its sheet, counted from zero; prints as "C12".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u16,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), self.row + 1)
    }
}

/// "A", "Z", "AA" for columns 0, 25, 26.
pub fn column_letters(col: u16) -> String {
    let mut letters = Vec::new();
    let mut n = u32::from(col) + 1;
    while n > 0 {
        letters.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A place in one of the inputs (xuất xứ): file and sheet by their number in the [`Dossier`], then a cell or a range.
///
/// [`Dossier`]: crate::model::Dossier
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Index into `Dossier::readings`.
    pub file: u32,
    /// Index into that reading's `sheets`; `None` for the file as a whole.
    pub sheet: Option<u16>,
    /// First cell; `None` for the sheet as a whole.
    pub cell: Option<Cell>,
    /// Last cell, where the place is a range of more than one cell.
    pub to: Option<Cell>,
}

impl Origin {
    /// The file as a whole.
    pub fn file(file: u32) -> Self {
        Self { file, sheet: None, cell: None, to: None }
    }

    /// A sheet as a whole.
    pub fn sheet(file: u32, sheet: u16) -> Self {
        Self { file, sheet: Some(sheet), cell: None, to: None }
    }

    /// One cell.
    pub fn cell(file: u32, sheet: u16, row: u32, col: u16) -> Self {
        Self { file, sheet: Some(sheet), cell: Some(Cell { row, col }), to: None }
    }

    /// The same place, stretched to another cell of the sheet.
    #[must_use]
    pub fn through(mut self, row: u32, col: u16) -> Self {
        let end = Cell { row, col };
        self.to = (self.cell != Some(end)).then_some(end);
        self
    }

    /// The place with rows and columns exchanged.
    #[must_use]
    pub fn turned(mut self) -> Self {
        let turn = |cell: Cell| Cell { row: u32::from(cell.col), col: u16::try_from(cell.row).unwrap_or(u16::MAX) };
        self.cell = self.cell.map(turn);
        self.to = self.to.map(turn);
        self
    }

    /// "C12", "A6:A115", or `None` for a whole sheet or file.
    pub fn a1(&self) -> Option<String> {
        let cell = self.cell?;
        Some(self.to.map_or_else(|| cell.to_string(), |to| format!("{cell}:{to}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_excel_names() {
        for (col, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(column_letters(col), name);
        }
    }

    #[test]
    fn ranges_print_as_excel_does() {
        assert_eq!(Origin::cell(0, 0, 11, 2).a1().as_deref(), Some("C12"));
        assert_eq!(Origin::cell(0, 0, 5, 0).through(114, 0).a1().as_deref(), Some("A6:A115"));
        assert_eq!(Origin::cell(0, 0, 5, 0).through(5, 0).a1().as_deref(), Some("A6"));
        assert_eq!(Origin::sheet(0, 0).a1(), None);
    }
}
