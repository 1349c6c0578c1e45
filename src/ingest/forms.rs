//! Grids → tables by form, rows as records (stub).

use crate::model::{Authority, Reading, UnitTree};

/// See [`super::read`].
pub(crate) fn read(path: &str, _file: u32, bytes: &[u8], authority: &Authority, _units: &UnitTree) -> Reading {
    let _ = super::grid::sheets(bytes, &authority.limits);
    Reading { path: path.to_owned(), ..Reading::default() }
}
