//! Where figures lead: from the number in a text or a cell to the row that says where it comes from.

use std::collections::BTreeMap;

/// Rows by the keys of the figures that lead to them; `T`: how a row is named.
#[derive(Debug)]
pub(super) struct Links<T> {
    rows: BTreeMap<String, T>,
}

impl<T: Copy> Links<T> {
    /// No row yet.
    pub(super) fn new() -> Self {
        Self { rows: BTreeMap::new() }
    }

    /// Adds a row; a key that leads somewhere already goes on leading there.
    pub(super) fn add(&mut self, anchors: &[String], row: T) {
        for anchor in anchors {
            self.rows.entry(anchor.clone()).or_insert(row);
        }
    }

    /// The row of a key, else that of the longest beginning of it.
    pub(super) fn find(&self, key: &str) -> Option<T> {
        let known = Some(key).filter(|_| !self.rows.is_empty());
        let mut keys = std::iter::successors(known, |key| key.rsplit_once('.').map(|(above, _)| above));
        keys.find_map(|key| self.rows.get(key).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_leads_to_its_row_or_the_nearest_above() {
        let mut links = Links::new();
        links.add(&["don_vi.a".to_owned(), "dang_ky.tong".to_owned()], 1);
        links.add(&["dang_ky.tong".to_owned(), "don_vi.a.hieu_qua".to_owned()], 2);
        let keys = ["dang_ky.tong", "don_vi.a.dang_ky.tong", "don_vi.a.hieu_qua.tong", "don_vi.ab.dang_ky", "dang_ky"];
        assert_eq!(keys.map(|key| links.find(key)), [Some(1), Some(1), Some(2), None, None]);
    }
}
