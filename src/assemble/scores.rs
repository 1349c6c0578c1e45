//! Rows of Biểu 1c whose model the unit has not listed: their points would be compared with nothing, in silence.

use std::collections::BTreeSet;

use crate::model::{Column, Content, Dossier, Form, Misread, MisreadKind, RowRef, UnitId, name};

use super::{InForce, file_index, table_index};

/// Names the models of Biểu 1c that are not known.
pub(super) fn without_model(dossier: &mut Dossier, in_force: &InForce) {
    let mut known: BTreeSet<(UnitId, String)> = BTreeSet::new();
    let mut unknown = Vec::new();
    for (file, reading) in dossier.readings.iter().enumerate() {
        for (index, table) in reading.tables.iter().enumerate() {
            let Content::Scores(rows) = &table.content else { continue };
            if known.is_empty() {
                known = dossier.models.iter().flat_map(|m| titles(m.unit, m.code.as_deref(), Some(&m.name))).collect();
            }
            for (at, row) in rows.iter().enumerate() {
                let (file, index) = (file_index(file), table_index(index));
                let Some(unit) = in_force.unit_of(file, index, row.unit, Form::Scores) else { continue };
                let named = titles(unit, row.code.as_deref(), row.name.as_deref());
                if named.iter().any(|title| known.contains(title)) {
                    continue;
                }
                let (column, text) = match (&row.name, &row.code) {
                    (Some(name), _) => (Column::Name, name),
                    (None, Some(code)) => (Column::Code, code),
                    (None, None) => continue,
                };
                let place = dossier.cell(RowRef { file, table: index, row: file_index(at) }, column);
                unknown.push(Misread { at: place, what: MisreadKind::NoSuchModel { name: text.to_string() } });
            }
        }
    }
    dossier.misreads.extend(unknown);
}

fn titles(unit: UnitId, code: Option<&str>, title: Option<&str>) -> Vec<(UnitId, String)> {
    code.into_iter().chain(title).map(|text| (unit, name::key(text))).collect()
}
