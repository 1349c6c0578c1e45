//! Awards by form × body × nội dung × tình trạng × lũy kế (product rule 3.8).

use std::collections::BTreeMap;

use crate::model::{AwardGroup, AwardRow, Dossier, FormName, Owner, Reason, name};

/// All groups: forms as the authority orders them, then bodies as first met.
pub(super) fn groups(dossier: &Dossier) -> Vec<AwardGroup> {
    let mut bodies: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms: Vec<FormName> =
        dossier.authority.forms.iter().map(|f| FormName { code: f.code.clone(), name: f.name.clone() }).collect();
    let mut groups: BTreeMap<(usize, usize, Reason, bool, bool), AwardGroup> = BTreeMap::new();
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row) else { continue };
        let form = forms.iter().position(|f| f.code == row.form.code).unwrap_or_else(|| {
            forms.push(row.form.clone());
            forms.len() - 1
        });
        let body = row.body.as_deref().unwrap_or_default();
        let body = *known.entry(name::key(body)).or_insert_with(|| {
            bodies.push(body.to_owned());
            bodies.len() - 1
        });
        let group = groups.entry((form, body, row.reason, row.proposed, row.cumulative)).or_insert_with(|| AwardGroup {
            form: forms[form].clone(),
            body: bodies[body].clone(),
            reason: row.reason,
            proposed: row.proposed,
            cumulative: row.cumulative,
            owners: [Some(0); 3],
            total: 0,
            collective_events: false,
            individual_events: false,
            rows: Vec::new(),
        });
        add(group, row);
        group.rows.push(award.row);
    }
    groups.into_values().collect()
}

/// A row without an owner makes the split unknown.
fn add(group: &mut AwardGroup, row: &AwardRow) {
    group.total = group.total.saturating_add(row.quantity);
    match row.owner {
        None => group.owners = [None; 3],
        Some(owner) => {
            if let Some(count) = &mut group.owners[owner as usize] {
                *count = count.saturating_add(row.quantity);
            }
        }
    }
    group.collective_events |= row.events && row.owner == Some(Owner::Collective);
    group.individual_events |= row.events && row.owner == Some(Owner::Individual);
}
