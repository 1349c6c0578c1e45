//! Rows of tables that are worked out before the table is drawn (bản ghi): proposals, payments, the order of calling.
//!
//! A record has its values by the keys that `bang/*.toml` may ask for; a formula names its cells by those keys,
//! `{cot:he_so}{row}`, because only the description knows in which column a value stands.

use std::collections::BTreeMap;

use super::rows::{Row, RowsOf};
use crate::document::{RowKind, Value};

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// A section's heading is its `ten`; a total is a subtotal.
    pub(super) kind: RowKind,
    values: BTreeMap<&'static str, Value>,
}

impl Record {
    /// A row of values.
    pub(super) fn new(values: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        Self { kind: RowKind::Body, values: values.into_iter().collect() }
    }

    /// A heading across the table.
    pub(super) fn section(title: impl Into<String>) -> Self {
        Self { kind: RowKind::Section, values: BTreeMap::from([("ten", Value::Text(title.into()))]) }
    }

    /// A subtotal: its label, and sums by key; every other cell is blank.
    pub(super) fn subtotal(label: impl Into<String>, sums: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let label = ("ten", Value::Text(label.into()));
        Self { kind: RowKind::Total, values: std::iter::once(label).chain(sums).collect() }
    }

    /// A value; `None` if records of this kind have no such value.
    pub(super) fn value(&self, key: &str) -> Option<Value> {
        match self.values.get(key) {
            None if self.kind == RowKind::Total => Some(Value::Blank),
            value => value.cloned(),
        }
    }
}

/// The records of a paper's tables: what they are, the argument that chooses among several, the rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Records(Vec<(RowsOf, String, Vec<Record>)>);

impl Records {
    /// No records.
    pub(super) const NONE: &'static Self = &Self(Vec::new());

    /// Adds a table's rows.
    pub(super) fn add(&mut self, of: RowsOf, argument: impl Into<String>, rows: Vec<Record>) {
        self.0.push((of, argument.into(), rows));
    }

    /// The rows of a table; none where there is no such table.
    pub(super) fn rows(&self, of: RowsOf, argument: &str) -> Vec<Row<'_>> {
        let found = self.0.iter().find(|(known, name, _)| *known == of && name == argument);
        let row = |record| {
            if matches!(record, &Record { kind: RowKind::Section, .. }) {
                Row::Section(title(record))
            } else {
                Row::Record(record)
            }
        };
        found.map(|(_, _, rows)| rows.iter().map(row).collect()).unwrap_or_default()
    }
}

fn title(record: &Record) -> String {
    match record.values.get("ten") {
        Some(Value::Text(title)) => title.clone(),
        _ => String::new(),
    }
}
