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

    /// Have two places a row of one sheet in common?
    pub fn meets_rows(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.cell, other.cell) else { return false };
        let (a_end, b_end) = (self.to.unwrap_or(a), other.to.unwrap_or(b));
        (self.file, self.sheet) == (other.file, other.sheet) && a.row <= b_end.row && b.row <= a_end.row
    }

    /// Have two places a cell in common?
    pub fn meets(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.cell, other.cell) else { return false };
        let (a_end, b_end) = (self.to.unwrap_or(a), other.to.unwrap_or(b));
        self.meets_rows(other) && a.col <= b_end.col && b.col <= a_end.col
    }

    /// Its last cell alone.
    #[must_use]
    pub fn end(self) -> Self {
        Self { cell: self.to.or(self.cell), to: None, ..self }
    }

    /// Its first cell alone.
    #[must_use]
    pub fn start(self) -> Self {
        Self { to: None, ..self }
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

    #[test]
    fn places_meet_in_cells_or_in_rows() {
        let list = Origin::cell(0, 0, 5, 2).through(9, 4);
        let is = |place: Origin| (list.meets(place), list.meets_rows(place));
        assert_eq!(is(Origin::cell(0, 0, 9, 4)), (true, true));
        assert_eq!(is(Origin::cell(0, 0, 9, 4).through(20, 4)), (true, true));
        assert_eq!(is(Origin::cell(0, 0, 6, 1)), (false, true));
        assert_eq!(is(Origin::cell(0, 0, 10, 2)), (false, false));
        assert_eq!(is(Origin::cell(0, 1, 6, 2)), (false, false));
        assert_eq!(is(Origin::sheet(0, 0)), (false, false));
        assert_eq!((list.start().a1(), list.end().a1()), (Some("C6".into()), Some("E10".into())));
    }
}
