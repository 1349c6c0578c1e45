//! What a report's workbook says of its own sheets, ready to be looked up: see [`crate::model::legend`].

use std::collections::BTreeMap;

use crate::model::legend::{Catalogue, Legend, Role};
use crate::model::{Authority, name};

/// A legend, its headings by sheet.
#[derive(Debug)]
pub(super) struct Told {
    legend: Legend,
    /// Sheet → slug words of a heading as printed → the form's heading; blank: not read.
    columns: BTreeMap<String, BTreeMap<String, String>>,
}

impl Told {
    /// Made ready. Names count only where the receiving office has the same `ma`.
    pub fn new(mut legend: Legend, authority: &Authority) -> Self {
        legend.names.retain(|(of, _, code)| match of {
            Catalogue::Level => authority.levels.iter().any(|level| level.code == *code),
            Catalogue::Field => authority.fields.iter().any(|field| field.code == *code),
            Catalogue::AwardForm => authority.forms.iter().any(|form| form.code == *code),
        });
        let mut columns: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (sheet, heading, means) in std::mem::take(&mut legend.columns) {
            columns.entry(name::key(&sheet)).or_default().insert(name::slug_words(&heading), means);
        }
        Self { legend, columns }
    }

    /// Is the sheet one of sums?
    pub fn is_derived(&self, sheet: &str) -> bool {
        self.legend.role(sheet) == Some(Role::Derived)
    }

    /// Is the sheet one of records?
    pub fn is_form(&self, sheet: &str) -> bool {
        self.legend.role(sheet) == Some(Role::Form)
    }

    /// Is the text a heading of the sheet, or a part of one?
    pub fn has_heading(&self, sheet: &str, text: &str) -> bool {
        let words = name::slug_words(text);
        !words.is_empty() && self.columns.get(&name::key(sheet)).is_some_and(|known| known.contains_key(&words))
    }

    /// The form's heading of a column as printed.
    pub fn means(&self, sheet: &str, heading: &str) -> Option<&str> {
        self.columns.get(&name::key(sheet))?.get(&name::slug_words(heading)).map(String::as_str)
    }

    /// The `ma` of a name of a catalogue.
    pub fn code(&self, of: Catalogue, text: &str) -> Option<&str> {
        self.legend.code(of, text)
    }
}
