//! Awards: rows of Biểu 2, unit by unit.

use rust_decimal::Decimal;

use crate::model::{AwardGroup, Column, Evidence, EvidenceNode, Form, Ground, Owner, Reason, RowRef, Term, UnitId};

use super::Tracer;

impl Tracer<'_> {
    pub(super) fn of_award(&self, nth: usize, part: &str) -> Option<Evidence> {
        let group = self.summary.awards.get(nth)?;
        let owner = Owner::ALL.into_iter().find(|owner| owner.code() == part);
        if owner.is_none() && part != "tong" {
            return None;
        }
        let value = owner.map_or(Some(group.total), |owner| group.owners[owner as usize]).map(Decimal::from);
        let events = match owner {
            Some(Owner::Collective) => group.collective_events,
            Some(Owner::Individual) => group.individual_events,
            _ => false,
        };
        let words = owner.map_or("tập thể, cá nhân", Owner::name);
        let unit = if events { format!("lượt {words}") } else { words.to_owned() };
        let mut parts: Vec<(UnitId, EvidenceNode)> = Vec::new();
        for &row in group.rows.iter().filter(|_| value.is_some()) {
            self.award_row(row, owner, &mut parts);
        }
        for (of, node) in &mut parts {
            node.value = Some(node.terms.iter().map(|term| term.adds).sum());
            self.left_out(*of, &[Form::Awards], &mut node.aside);
        }
        let root = self.dossier.units.root();
        let only_own = matches!(parts.as_slice(), [(unit, _)] if *unit == root);
        let below = if only_own {
            parts.remove(0).1
        } else {
            let parts = parts.into_iter().map(|(_, node)| node).collect();
            EvidenceNode { ground: Ground::Awards, parts, ..EvidenceNode::default() }
        };
        let top = EvidenceNode { name: self.dossier.units.name(root).to_owned(), value, ..below };
        let part = owner.map(|owner| owner.name().to_owned()).unwrap_or_default();
        Some(Evidence { key: String::new(), what: award_words(group, owner), value, unit, part, top })
    }

    fn award_row(&self, at: RowRef, owner: Option<Owner>, parts: &mut Vec<(UnitId, EvidenceNode)>) {
        let Some(row) = self.dossier.award_row(at) else { return };
        let Some(award) = self.dossier.awards.iter().find(|award| award.row == at) else { return };
        if owner.is_some() && row.owner != owner {
            return;
        }
        let table = self.dossier.table(at);
        // A blank Số lượng is one recipient: then it is the name that counts.
        let counted = if row.quantity == 1 { Column::Recipient } else { Column::Quantity };
        let told = owner.and_then(|owner| table.column(Column::OwnerTick(owner)).or_else(|| table.column(Column::Owner)));
        let cell = self.dossier.cell(at, counted);
        let part = told.map(|col| crate::model::Origin::cell(at.file, table.sheet, row.row, col));
        let term = Term { at: cell, adds: Decimal::from(row.quantity), part };
        if let Some((_, node)) = parts.iter_mut().find(|(unit, _)| *unit == award.unit) {
            node.terms.push(term);
        } else {
            let name = self.dossier.units.name(award.unit).to_owned();
            parts.push((award.unit, EvidenceNode { name, ground: Ground::Awards, terms: vec![term], ..EvidenceNode::default() }));
        }
    }
}

/// "Giấy khen của UBND thành phố A, mô hình, điển hình: tập thể".
fn award_words(group: &AwardGroup, owner: Option<Owner>) -> String {
    let mut words = group.form.name.clone();
    if !group.body.is_empty() {
        words = format!("{words} của {}", group.body);
    }
    let reason = match group.reason {
        Reason::Model => "mô hình, điển hình",
        Reason::Steering => "lãnh đạo, chỉ đạo",
        Reason::Other => "nội dung khác",
    };
    let proposed = if group.proposed { " (đề nghị)" } else { "" };
    let cumulative = if group.cumulative { ", lũy kế trong kỳ" } else { "" };
    format!("{words}, {reason}{proposed}{cumulative}: {}", owner.map_or("tổng số", Owner::name))
}
