//! Codes of models (mã mô hình), given before the model has a name: unit, first year of the period, number.
//!
//! "AN-HOA-2016-001". The unit's part is its `ma`, else its name, so that it stays the same when units are added; where two
//! units would have one, the parent's name is added. A code that some model has already is passed over.

use std::collections::BTreeSet;

use crate::model::{UnitId, UnitTree, name};

/// The units' parts of codes, by unit.
#[derive(Debug)]
pub(super) struct Prefixes(Vec<String>);

impl Prefixes {
    /// For all units of a tree.
    pub(super) fn of(units: &UnitTree) -> Self {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut prefixes = vec![String::new(); units.len()];
        let (coded, named): (Vec<UnitId>, Vec<UnitId>) = units.walk().into_iter().partition(|u| !own(units, *u).1);
        for unit in coded.into_iter().chain(named) {
            let (mut prefix, _) = own(units, unit);
            let mut above = units.unit(unit).parent;
            while taken.contains(&prefix) {
                match above {
                    Some(parent) => {
                        prefix = format!("{prefix}-{}", name::slug(units.name(parent)).to_uppercase());
                        above = units.unit(parent).parent;
                    }
                    None => prefix.push_str("-2"),
                }
            }
            taken.insert(prefix.clone());
            prefixes[unit.0 as usize] = prefix;
        }
        Self(prefixes)
    }

    /// A unit's part.
    pub(super) fn unit(&self, unit: UnitId) -> &str {
        self.0.get(unit.0 as usize).map_or("", String::as_str)
    }
}

/// `ma` or the name, and whether it is the name.
fn own(units: &UnitTree, unit: UnitId) -> (String, bool) {
    let code = name::slug(&units.unit(unit).code).to_uppercase();
    if code.is_empty() { (name::slug(units.name(unit)).to_uppercase(), true) } else { (code, false) }
}

/// Free codes of one unit and period, in order.
pub(super) struct Codes<'a> {
    prefix: String,
    used: &'a BTreeSet<String>,
    last: u32,
}

impl<'a> Codes<'a> {
    /// Codes that begin with `prefix`; `used` are matching keys of those that models have.
    pub(super) fn new(prefix: String, used: &'a BTreeSet<String>) -> Self {
        Self { prefix, used, last: 0 }
    }
}

impl Iterator for Codes<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            self.last += 1;
            let code = format!("{}-{:03}", self.prefix, self.last);
            if !self.used.contains(&name::key(&code)) {
                return Some(code);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    fn unit(code: &str, name: &str, parent: Option<u32>) -> Unit {
        Unit { code: code.into(), name: name.into(), parent: parent.map(UnitId), ..Unit::default() }
    }

    #[test]
    fn units_have_codes_of_their_own_even_where_they_share_a_name() {
        let tree = UnitTree::new(
            vec![
                unit("tinh", "Tỉnh Mẫu", None),
                unit("h1", "Huyện Một", Some(0)),
                unit("", "Huyện Hai", Some(0)),
                unit("", "Xã Tân Lập", Some(1)),
                unit("", "Xã Tân Lập", Some(2)),
                unit("xa-tan-lap", "Xã Khác", Some(2)),
            ],
            true,
        );
        let prefixes = Prefixes::of(&tree);
        let all: Vec<&str> = (0..6).map(|i| prefixes.unit(UnitId(i))).collect();
        assert_eq!(
            all,
            ["TINH", "H1", "HUYEN-HAI", "XA-TAN-LAP-HUYEN-MOT", "XA-TAN-LAP-HUYEN-HAI", "XA-TAN-LAP"],
            "a declared code is never changed by a name"
        );
    }

    #[test]
    fn a_code_in_use_is_passed_over() {
        let used = [name::key("a-2016-002")].into();
        let codes: Vec<String> = Codes::new("A-2016".into(), &used).take(3).collect();
        assert_eq!(codes, ["A-2016-001", "A-2016-003", "A-2016-004"]);
    }
}
