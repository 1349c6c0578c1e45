//! Units named inside a text: a line of the letterhead, a sheet's, folder's or file's name.
//!
//! The trap: a line may name a ward and its district, and the longer name of the two is not the one meant.

use crate::model::{Match, UnitId, UnitTree, name};

/// The declared unit that a text names, whole words only: the longest name, or one that is below it, where the text names
/// a ward and its district.
pub(super) fn unit_in(text: &str, units: &UnitTree) -> Option<String> {
    let spaced: String = name::clean(text)
        .chars()
        .map(|c| if matches!(c, '-' | '_' | ',' | ';' | ':' | '(' | ')' | '“' | '”' | '"' | '/') { ' ' } else { c })
        .collect();
    let list: Vec<&str> = spaced.split_whitespace().take(40).collect();
    let found = names_in(&list, units);
    let named = found.lowest.map(|(unit, _)| unit);
    match (found.several, named) {
        // Of several of one name, the one in the district that the text names, too: the name alone would be asked about.
        (Some((all, at)), Some(above)) if all.iter().filter(|unit| units.is_within(**unit, above)).count() == 1 => {
            Some(format!("{}, {}", list[at].join(" "), units.name(above)))
        }
        (Some((_, at)), _) => Some(list[at].join(" ")),
        (None, Some(unit)) => Some(units.name(unit).to_owned()),
        // Typed without marks: "bao-cao-phuong-an-hoa-2020".
        (None, None) if text.is_ascii() => units.unmarked_in(&spaced).map(str::to_owned),
        (None, None) => None,
    }
}

/// Words of a text.
type Words = std::ops::Range<usize>;

/// Units named in a text, longest names first, none inside another.
#[derive(Default)]
struct Names {
    /// The first, or a unit below it that is named, too.
    lowest: Option<(UnitId, Words)>,
    /// Units of one name.
    several: Option<(Vec<UnitId>, Words)>,
}

impl Names {
    fn is_apart(&self, words: &Words) -> bool {
        let taken = self.lowest.iter().map(|(_, at)| at).chain(self.several.iter().map(|(_, at)| at));
        taken.into_iter().all(|at| words.end <= at.start || at.end <= words.start)
    }

    fn take(&mut self, found: Match, words: Words, units: &UnitTree) {
        match (found, &self.lowest) {
            (Match::One(unit), Some((above, _))) if !units.is_within(unit, *above) => {}
            (Match::One(unit), _) => self.lowest = Some((unit, words)),
            (Match::Many(all), None) if self.several.is_none() => self.several = Some((all, words)),
            _ => {}
        }
    }
}

fn names_in(list: &[&str], units: &UnitTree) -> Names {
    let keys: Vec<String> = list.iter().map(|word| name::key(word)).collect();
    let edges: Vec<(bool, bool)> = keys.iter().map(|key| units.may_edge(key)).collect();
    let mut names = Names::default();
    for length in (1..=8.min(list.len())).rev() {
        for start in 0..=list.len() - length {
            let words = start..start + length;
            if !(edges[start].0 && edges[words.end - 1].1 && names.is_apart(&words)) {
                continue;
            }
            let window: Vec<&str> = keys[words.clone()].iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
            let window = window.join(" ");
            let (kind, rest) = name::unit_of_key(&window);
            let sure = kind.is_some() || rest.contains(' ') || length == list.len();
            if sure && !rest.is_empty() {
                let within = names.lowest.as_ref().map(|(unit, _)| *unit);
                names.take(units.resolve_key(&window, within), words, units);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    #[test]
    fn of_a_ward_and_its_district_the_ward_is_named() {
        let unit = |name: &str, parent: Option<u32>| Unit { name: name.into(), parent: parent.map(UnitId), ..Unit::default() };
        let list = [
            ("Tỉnh Mẫu", None),
            ("Thành phố Rạch Giá", Some(0)),
            ("Phường An Hòa", Some(1)),
            ("Huyện Hai", Some(0)),
            ("Xã Tân Lập", Some(1)),
            ("Xã Tân Lập", Some(3)),
        ];
        let units = UnitTree::new(list.map(|(name, parent)| unit(name, parent)).into(), true);
        for (text, named) in [
            ("UBND PHƯỜNG AN HÒA - THÀNH PHỐ RẠCH GIÁ", Some("Phường An Hòa")),
            ("Phường An Hoà, TP. Rạch Giá", Some("Phường An Hòa")),
            ("THÀNH ỦY RẠCH GIÁ", Some("Thành phố Rạch Giá")),
            ("bao-cao-phuong-an-hoa-rach-gia", Some("Phường An Hòa")),
            ("Xã Tân Lập huyện Hai năm 2020", Some("Xã Tân Lập, Huyện Hai")),
            ("Xã Tân Lập", Some("Xã Tân Lập")),
            // Not below the unit that is named, too.
            ("Phường An Hòa, huyện Hai", Some("Phường An Hòa")),
            ("Biểu tổng hợp", None),
        ] {
            assert_eq!(unit_in(text, &units).as_deref(), named, "{text}");
        }
    }
}
