//! Evidence without its cells: how many units give how much, on which ground.

use rust_decimal::Decimal;

use crate::model::{Basis, EvidenceNode, Ground, Key, UnitId, thousands};

use super::{Tracer, sum};

impl Tracer<'_> {
    /// The units right below one, by the ground of their number.
    pub(super) fn outline_of(&self, unit: UnitId, key: Key) -> EvidenceNode {
        let units = &self.dossier.units;
        let figures = self.dossier.figures(unit);
        let is_parent = figures.basis == Basis::Children;
        let ground = if is_parent { Ground::Children } else { self.ground(unit, key) };
        let mut node = EvidenceNode { name: units.name(unit).to_owned(), unit: Some(unit), ground, ..EvidenceNode::default() };
        let own = figures.listed.get(key).filter(|_| is_parent);
        node.parts.extend(own.map(|count| EvidenceNode {
            unit: Some(unit),
            value: Some(Decimal::from(count)),
            ground: Ground::Lists,
            ..EvidenceNode::default()
        }));
        for &child in units.children(unit).iter().filter(|_| is_parent) {
            let value = self.dossier.figures(child).total.get(key).map(Decimal::from);
            node.parts.push(EvidenceNode {
                unit: Some(child),
                value,
                ground: self.ground(child, key),
                ..EvidenceNode::default()
            });
        }
        node
    }

    /// The ground of a unit's number.
    pub(super) fn ground(&self, unit: UnitId, key: Key) -> Ground {
        let figures = self.dossier.figures(unit);
        match figures.basis {
            Basis::Children => Ground::Children,
            Basis::Disputed => Ground::Disputed,
            Basis::Nothing if figures.sent => Ground::Blank,
            Basis::Nothing => Ground::Missing,
            Basis::Lists | Basis::Totals if figures.total.get(key).is_none() => Ground::Blank,
            Basis::Lists | Basis::Totals if figures.listed.get(Key::total(key.measure)).is_some() => Ground::Lists,
            Basis::Lists | Basis::Totals => Ground::Totals,
        }
    }
}

/// Leaves out cells, and makes one node of all units on one ground.
pub(super) fn fold(node: &mut EvidenceNode) {
    if node.ground != Ground::Quoted {
        node.terms.clear();
    }
    node.aside.clear();
    let mut kept: Vec<EvidenceNode> = Vec::new();
    let mut grounds: Vec<(Ground, Vec<EvidenceNode>)> = Vec::new();
    for mut part in std::mem::take(&mut node.parts) {
        fold(&mut part);
        if part.unit.is_none() || !part.key.is_empty() {
            kept.push(part);
            continue;
        }
        match grounds.iter_mut().find(|(ground, _)| *ground == part.ground) {
            Some((_, parts)) => parts.push(part),
            None => grounds.push((part.ground, vec![part])),
        }
    }
    for (ground, parts) in grounds {
        let name = format!("{} đơn vị", thousands(parts.len() as u64));
        kept.push(EvidenceNode { name, value: sum(&parts), ground, ..EvidenceNode::default() });
    }
    node.parts = kept;
}
