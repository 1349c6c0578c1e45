//! Which units have sent anything, and which have stated figures that others of them count already.

use crate::model::Dossier;

use super::{InForce, file_index, table_index};

/// Has each unit sent anything itself: a table in force, replaced or disputed?
pub(super) fn units_that_sent(dossier: &Dossier, in_force: &InForce) -> Vec<bool> {
    let mut sent = vec![false; dossier.units.len()];
    for submission in &dossier.submissions {
        sent[submission.unit.0 as usize] = true;
    }
    // A file that names its unit but holds no records has still arrived; a form sent back blank has not (R41 says so).
    for (file, reading) in dossier.readings.iter().enumerate().filter(|(_, reading)| !reading.is_blank_form()) {
        for index in 0..reading.tables.len().min(in_force.owners[file].len()) {
            if let Some(unit) = in_force.owners[file_index(file) as usize][usize::from(table_index(index))].submitter {
                sent[unit.0 as usize] = true;
            }
        }
    }
    sent
}

/// Units that stated figures over units that were merged elsewhere since and sent their own: those count already.
pub(super) fn over_former_units(dossier: &Dossier, sent: &[bool]) -> Vec<bool> {
    let mut over = vec![false; sent.len()];
    for unit in dossier.units.walk() {
        if let Some(former) = dossier.units.unit(unit).former_parent.filter(|_| sent[unit.0 as usize]) {
            over[former.0 as usize] = true;
        }
    }
    over
}
