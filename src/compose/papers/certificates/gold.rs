//! Who gets a certificate, and its number in the gold book (số sổ vàng): the same on the certificate and in the register.
//!
//! A proposal is awarded once its decision has a number. Numbers are given only where the office says with which to begin:
//! how many stand in its book already, nobody here knows.

use std::collections::BTreeMap;

use super::super::bodies::BodyTable;
use super::super::desk::Decision;
use crate::model::{CertificateSettings, Dossier, RowRef, UnitId, body};

/// What the office says of the certificates of a decision: the first entry of `[[giay_khen]]` that is about them.
pub(super) fn settings<'d>(dossier: &'d Dossier, decision: &Decision<'_>) -> Option<(usize, &'d CertificateSettings)> {
    let award = &decision.award;
    let about = |settings: &CertificateSettings| {
        settings.form.as_deref().is_none_or(|form| form == award.form.code)
            && settings.body.as_deref().is_none_or(|by| body::same(by, &award.body))
    };
    dossier.authority.papers.certificates.iter().enumerate().find(|(_, settings)| about(settings))
}

/// Is the form handed out as a printed certificate?
pub(super) fn is_printed(dossier: &Dossier, decision: &Decision<'_>) -> bool {
    dossier.authority.forms.iter().any(|form| form.printed && form.code == decision.award.form.code)
}

/// Named recipients who were awarded, and those only proposed, in the order of the decision's list.
pub(super) fn recipients(dossier: &Dossier, decision: &Decision<'_>) -> [Vec<(RowRef, UnitId)>; 2] {
    let decided = decision.award.number.is_some();
    let all = decision.list.blocks.iter().flat_map(|block| block.rows.iter().copied());
    let (awarded, proposed) = all.partition(|(row, _)| decided || dossier.award_row(*row).is_some_and(|row| !row.proposed));
    [awarded, proposed]
}

/// The numbers of all certificates that are printed.
pub(in super::super) fn numbers(dossier: &Dossier, bodies: &BodyTable, decisions: &[Decision<'_>]) -> BTreeMap<RowRef, u32> {
    let mut next: BTreeMap<usize, u32> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    let ours = |decision: &&Decision<'_>| is_printed(dossier, decision) && !bodies.issues_itself(&decision.award.body);
    for decision in decisions.iter().filter(ours) {
        let Some((entry, settings)) = settings(dossier, decision) else { continue };
        let Some(first) = settings.first_number else { continue };
        let number = next.entry(entry).or_insert(first);
        let [awarded, _] = recipients(dossier, decision);
        for (row, _) in awarded {
            numbers.insert(row, *number);
            *number = number.saturating_add(1);
        }
    }
    numbers
}
