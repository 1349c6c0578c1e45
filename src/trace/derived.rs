//! Figures worked out of others: shares, remainders, sums over fields. Each part is a figure with a key of its own, or cells.

use rust_decimal::Decimal;

use crate::model::{Basis, Derived, Evidence, EvidenceNode, Ground, Owner, Term, UnitId, name, percent};

use super::Tracer;
use super::counts::unit_words;

impl Tracer<'_> {
    pub(super) fn of_derived(&self, derived: Derived<'_>) -> Option<Evidence> {
        match derived {
            Derived::Share(part, whole) => self.of_share(part, whole),
            Derived::OfUnit(unit, path) => self.of_one_unit(unit, path),
            Derived::OfAllUnits(path) => self.of_all_units(path),
            Derived::NoOwner(base) => self.of_rest(base, "chưa ghi rõ đối tượng", Self::owner_parts),
            Derived::NoField(base) => self.of_rest(base, "chưa ghi lĩnh vực", Self::field_parts),
            Derived::OfAllFields(base) => self.of_all_fields(base),
            Derived::Merged(base, group) => self.of_merged(base, group),
            Derived::GroupSum(base, group) => self.of_group(base, group),
            Derived::Unsplit(base) => self.of_unsplit(base),
            Derived::Model(number) => self.of_model(number),
            Derived::Paragraph(part, number) => self.of_paragraph(part, number),
            Derived::Opinion(part, number) => self.of_opinion(part, number),
            Derived::OpinionUnits(part, number) => self.of_opinion_units(part, number),
            Derived::Target(number) => self.of_target(number),
        }
    }

    /// A figure of the report as a part of another.
    pub(super) fn part(&self, path: &str) -> Option<EvidenceNode> {
        let evidence = self.evidence(path)?;
        Some(EvidenceNode { name: evidence.what, key: path.to_owned(), unit: None, value: evidence.value, ..evidence.top })
    }

    /// "`hieu_qua.tong:dang_ky.tong`".
    pub(super) fn of_share(&self, part: &str, whole: &str) -> Option<Evidence> {
        let parts = vec![self.part(part)?, self.part(whole)?];
        let value = percent(parts[0].value?, parts[1].value?);
        let what = format!("tỷ lệ {} trên {}", parts[0].name, parts[1].name);
        Some(made(what, "%", node(Ground::Share, value, parts)))
    }

    /// A total less its parts.
    fn of_rest(&self, base: &str, words: &str, taken: fn(&Self, &str) -> Vec<EvidenceNode>) -> Option<Evidence> {
        let total = format!("{base}.tong");
        let key = *self.counts.get(&total)?;
        let mut parts = vec![self.part(&total)?];
        parts.extend(taken(self, base));
        let less: Decimal = parts[1..].iter().filter_map(|part| part.value).sum();
        let value = parts[0].value.map(|total| (total - less).max(Decimal::ZERO));
        let what = format!("{}, {words}", key.measure.label(&self.dossier.authority));
        Some(made(what, unit_words(key), node(Ground::Rest, value, parts)))
    }

    fn owner_parts(&self, base: &str) -> Vec<EvidenceNode> {
        Owner::ALL.into_iter().filter_map(|owner| self.part(&format!("{base}.{}", owner.code()))).collect()
    }

    /// The fields of a count object, and the groups of fields stated without their split.
    fn field_parts(&self, base: &str) -> Vec<EvidenceNode> {
        let authority = &self.dossier.authority;
        let fields = authority.fields.iter().map(|field| format!("{base}.theo_linh_vuc.{}", field.code));
        let groups = authority.field_groups.iter().map(|group| Derived::Merged(base, &name::slug(&group.name)).to_string());
        let parts = fields.chain(groups).filter_map(|path| self.part(&path));
        parts.filter(|part| part.value.is_some_and(|value| !value.is_zero())).collect()
    }

    /// The total row of the table by field, where it is not the report's own figure.
    fn of_all_fields(&self, base: &str) -> Option<Evidence> {
        let key = *self.counts.get(&format!("{base}.tong"))?;
        let mut parts = self.field_parts(base);
        parts.extend(self.part(&Derived::NoField(base).to_string()).filter(|rest| rest.value.is_some_and(|n| !n.is_zero())));
        let value = Some(parts.iter().filter_map(|part| part.value).sum());
        let what = format!("{}, tổng cộng các lĩnh vực trong bảng", key.measure.label(&self.dossier.authority));
        Some(made(what, unit_words(key), node(Ground::Sum, value, parts)))
    }

    /// The fields of a group together.
    fn of_group(&self, base: &str, group: &str) -> Option<Evidence> {
        let authority = &self.dossier.authority;
        let key = *self.counts.get(&format!("{base}.tong"))?;
        let group = authority.field_groups.iter().find(|g| name::slug(&g.name) == group)?;
        let fields = group.fields.iter().map(|&id| format!("{base}.theo_linh_vuc.{}", authority.field(id).code));
        let parts: Vec<EvidenceNode> = fields.filter_map(|path| self.part(&path)).collect();
        let value = Some(parts.iter().filter_map(|part| part.value).sum());
        let what = format!("{}, tính chung lĩnh vực {}", key.measure.label(authority), group.name);
        Some(made(what, unit_words(key), node(Ground::Sum, value, parts)))
    }

    /// Models of a group of fields whose split nobody gave: from lists whose cells name the group, and from stated totals.
    fn of_merged(&self, base: &str, group: &str) -> Option<Evidence> {
        let authority = &self.dossier.authority;
        let key = *self.counts.get(&format!("{base}.tong"))?;
        let at = authority.field_groups.iter().position(|g| name::slug(&g.name) == group)?;
        let group = u8::try_from(at).ok()?;
        let mut parts: Vec<EvidenceNode> = Vec::new();
        for model in self.dossier.models.iter().filter(|m| m.field_group == Some(group) && m.counted(key.measure) > 0) {
            self.model(model, key, self.of_ground(&mut parts, model.unit, Ground::Lists));
        }
        for stated in self.dossier.stated_groups.iter().filter(|s| s.group == group && s.measure == key.measure) {
            if self.dossier.figures(stated.submitter).basis == Basis::Totals {
                let term = Term { at: stated.at, adds: Decimal::from(stated.count), part: None };
                self.of_ground(&mut parts, stated.submitter, Ground::Totals).terms.push(term);
            }
        }
        for part in &mut parts {
            part.value = Some(part.terms.iter().map(|term| term.adds).sum());
        }
        let value = Some(parts.iter().filter_map(|part| part.value).sum());
        let words = &authority.field_groups[at].name;
        let what = format!("{}, tính chung lĩnh vực {words} (đơn vị không chia)", key.measure.label(authority));
        Some(made(what, unit_words(key), node(Ground::Children, value, parts)))
    }

    /// The node of a unit on a ground; records come unit by unit.
    fn of_ground<'n>(&self, parts: &'n mut Vec<EvidenceNode>, unit: UnitId, ground: Ground) -> &'n mut EvidenceNode {
        let known = parts.iter().rposition(|part| part.unit == Some(unit) && part.ground == ground);
        let at = known.unwrap_or_else(|| {
            let name = self.dossier.units.name(unit).to_owned();
            parts.push(EvidenceNode { name, unit: Some(unit), ground, ..EvidenceNode::default() });
            parts.len() - 1
        });
        &mut parts[at]
    }
}

/// A node of figures of the report.
fn node(ground: Ground, value: Option<Decimal>, parts: Vec<EvidenceNode>) -> EvidenceNode {
    EvidenceNode { name: "gồm".to_owned(), value, ground, parts, ..EvidenceNode::default() }
}

/// Evidence of a figure without a path of its own in `so-lieu.json`.
pub(super) fn made(what: String, unit: &str, top: EvidenceNode) -> Evidence {
    Evidence { key: String::new(), what, value: top.value, unit: unit.to_owned(), part: String::new(), top }
}
