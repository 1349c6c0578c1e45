//! The tree of sums for other programs.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::model::{Evidence, EvidenceNode, Origin};

use super::Tracer;

impl Tracer<'_> {
    /// The tree as one object.
    pub fn json(&self, evidence: &Evidence) -> Value {
        json!({"khoa": evidence.key, "noi_dung": evidence.what, "gia_tri": evidence.value.map(number), "don_vi_tinh": evidence.unit,
               "phan": evidence.part, "cay": self.node_json(&evidence.top)})
    }

    fn node_json(&self, node: &EvidenceNode) -> Value {
        let aside: Vec<Value> = node
            .aside
            .iter()
            .map(|aside| json!({"ly_do": aside.why, "nguon": self.places_json(aside.at.iter().copied())}))
            .collect();
        json!({
            "ten": node.name, "gia_tri": node.value.map(number), "can_cu": node.ground.code(),
            "nguon": self.places_json(node.terms.iter().map(|term| term.at)),
            "nguon_phan": self.places_json(node.terms.iter().filter_map(|term| term.part)),
            "khong_tinh": aside, "gom": node.parts.iter().map(|part| self.node_json(part)).collect::<Vec<_>>(),
        })
    }

    fn places_json(&self, origins: impl Iterator<Item = Origin>) -> Vec<Value> {
        let one = |place: &crate::model::Place| {
            let reading = self.dossier.reading(place.file);
            let sheet = place.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet))).map(|sheet| &sheet.name);
            json!({"tep": reading.path, "trang": sheet, "o": place.ranges})
        };
        self.dossier.places(origins).iter().map(one).collect()
    }
}

/// A whole number where it is one, else the nearest number JSON can hold.
fn number(value: Decimal) -> Value {
    serde_json::from_str(&value.normalize().to_string()).unwrap_or(Value::Null)
}
