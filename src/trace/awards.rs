//! Awards: rows of Biểu 2, unit by unit.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{AwardGroup, Column, Evidence, EvidenceNode, Form, Ground, Origin, Owner, Reason, RowRef, Term, UnitId};

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
        let mut parts: Vec<EvidenceNode> = Vec::new();
        let mut places: BTreeMap<UnitId, usize> = BTreeMap::new();
        for &row in group.rows.iter().filter(|_| value.is_some()) {
            let Some((unit, term)) = self.award_row(row, owner) else { continue };
            let place = *places.entry(unit).or_insert_with(|| {
                let name = self.dossier.units.name(unit).to_owned();
                parts.push(EvidenceNode { name, unit: Some(unit), ground: Ground::Awards, ..EvidenceNode::default() });
                parts.len() - 1
            });
            parts[place].terms.push(term);
        }
        for node in &mut parts {
            node.value = Some(node.terms.iter().map(|term| term.adds).sum());
            node.unit.into_iter().for_each(|unit| self.left_out(unit, &[Form::Awards], &mut node.aside));
        }
        let root = self.dossier.units.root();
        let only_own = matches!(parts.as_slice(), [node] if node.unit == Some(root));
        let below =
            if only_own { parts.remove(0) } else { EvidenceNode { ground: Ground::Awards, parts, ..EvidenceNode::default() } };
        let top = EvidenceNode { name: self.dossier.units.name(root).to_owned(), unit: Some(root), value, ..below };
        let part = owner.map(|owner| owner.name().to_owned()).unwrap_or_default();
        Some(Evidence { key: String::new(), what: award_words(group, owner), value, unit, part, top })
    }

    /// What a row of Biểu 2 gives, and whose it is; `None` where it is not of this owner.
    fn award_row(&self, at: RowRef, owner: Option<Owner>) -> Option<(UnitId, Term)> {
        let row = self.dossier.award_row(at)?;
        let unit = *self.awards.get(&at)?;
        if owner.is_some() && row.owner != owner {
            return None;
        }
        let table = self.dossier.table(at);
        // A blank Số lượng is one recipient: then it is the name that counts.
        let counted = if row.quantity == 1 { Column::Recipient } else { Column::Quantity };
        let told = owner.and_then(|owner| table.column(Column::OwnerTick(owner)).or_else(|| table.column(Column::Owner)));
        let part = told.map(|col| Origin::cell(at.file, table.sheet, row.row, col));
        Some((unit, Term { at: self.dossier.cell(at, counted), adds: Decimal::from(row.quantity), part }))
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
