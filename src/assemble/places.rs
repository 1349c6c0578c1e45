//! A submitter's line that is more than one unit's name: "Khu phố 3, phường An Hòa", "Xã Tân Lập, huyện Hai".
//!
//! The trap: what stands left of a unit's name is a part of the unit only where the tree ends there; below a district it
//! may be a ward misspelt, and then nobody knows whose the figures are.

use crate::model::{Match, UnitId, UnitTree, name};

/// Does a text name a place below the lowest level ("Khu phố 3", "Tổ dân phố 5"), which alone tells no unit?
pub(super) fn is_below_units(text: &str) -> bool {
    let words = name::clean(text).to_lowercase();
    let begins = |kind: &str| words.strip_prefix(kind).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    // Typed without marks, "ban" may be a committee and "to" anything.
    let bare = |kind: &str| words.is_ascii() && kind.contains(' ') && begins(&name::slug_words(kind));
    name::PLACES_BELOW.iter().any(|kind| begins(kind) || bare(kind))
}

/// The lowest unit that the parts of a line name, each inside the one that follows: "xã Tân Lập, huyện Hai". What stands
/// before a unit without children is a part of it.
pub(super) fn named_by_parts(line: &str, units: &UnitTree) -> Match {
    let parts = parts(line);
    let mut taken: Option<UnitId> = None;
    for (at, part) in parts.iter().enumerate().rev() {
        let inside = |unit: UnitId| taken.is_none_or(|above| units.is_within(unit, above));
        match units.resolve(part, taken) {
            Match::One(unit) if inside(unit) => taken = Some(unit),
            Match::Many(candidates) => {
                match candidates.iter().copied().filter(|unit| inside(*unit)).collect::<Vec<_>>().as_slice() {
                    [one] => taken = Some(*one),
                    _ => return Match::Many(candidates),
                }
            }
            Match::None if taken.is_none() && at > 0 && is_above(part, units) => {}
            Match::None if taken.is_some_and(|unit| units.children(unit).is_empty()) => break,
            Match::One(_) | Match::None => return Match::None,
        }
    }
    taken.map_or(Match::None, Match::One)
}

/// Is the part a unit of a kind that the tree does not know: the province above a district's tree?
fn is_above(part: &str, units: &UnitTree) -> bool {
    let (kind, _) = name::unit_key(part);
    kind.is_some() && units.all_names().all(|known| name::unit_key(known).0 != kind)
}

/// The line taken apart at its signs, and before each word that says a unit's kind.
fn parts(line: &str) -> Vec<String> {
    let cleaned = name::clean(line).replace(" - ", ",").replace(['–', '—', ';', '(', ')', '/'], ",");
    let mut parts = Vec::new();
    for piece in cleaned.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        let words: Vec<&str> = piece.split(' ').collect();
        let begins = |at: usize| {
            let rest = words[at..].join(" ").to_lowercase();
            // "Thị xã" is one kind, and society no commune.
            let other = rest.starts_with("xã hội") || (at > 0 && words[at - 1].to_lowercase() == "thị");
            at > 0 && !other && name::unit_words().any(|kind| name::begins_with(&rest, kind))
        };
        let mut from = 0;
        for at in (0..words.len()).filter(|at| begins(*at)) {
            parts.push(words[from..at].join(" "));
            from = at;
        }
        parts.push(words[from..].join(" "));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    #[test]
    fn places_below_the_lowest_level_are_told_from_units_and_bodies() {
        for place in ["Khu phố 3", "KP3", "Tổ dân phố số 5", "TDP 5", "Ấp Bình An", "bản Nà Pục", "Tổ 7", "to dan pho 5", "Xóm"]
        {
            assert!(is_below_units(place), "{place}");
        }
        for other in ["Phường An Hòa", "Ban Dân vận", "Khuê Mỹ", "Tổng hợp", "Phố Lu", "Lạng Giang", "ban chi dao", "to 5"]
        {
            assert!(!is_below_units(other), "{other}");
        }
    }

    fn tree() -> UnitTree {
        let unit = |name: &str, parent: Option<u32>| Unit { name: name.into(), parent: parent.map(UnitId), ..Unit::default() };
        let list = [
            ("Tỉnh Mẫu", None),
            ("Huyện Một", Some(0)),
            ("Huyện Hai", Some(0)),
            ("Xã Tân Lập", Some(1)),
            ("Xã Tân Lập", Some(2)),
            ("Phường An Hòa", Some(2)),
        ];
        UnitTree::new(list.map(|(name, parent)| unit(name, parent)).into(), true)
    }

    #[track_caller]
    fn names(line: &str, expected: Option<u32>) {
        let found = named_by_parts(line, &tree());
        assert_eq!(found, expected.map_or(Match::None, |unit| Match::One(UnitId(unit))), "{line}");
    }

    #[test]
    fn a_line_names_its_lowest_unit() {
        names("Khu phố 3, phường An Hòa", Some(5));
        names("Khu phố 3 phường An Hoà - Huyện Hai", Some(5));
        names("Hội Nông dân xã Tân Lập, huyện Một", Some(3));
        names("Xã Tân Lập (huyện Hai)", Some(4));
        names("Phường An Hòa, huyện Hai, tỉnh Mẫu", Some(5));
        names("Phường An Hòa, thị xã Nọ", Some(5));
        // Not known, or not where the line says.
        names("Phường An Hoà B, huyện Hai", None);
        names("Phường An Hòa, huyện Một", None);
        names("Phường An Hòa, huyện Hai, tỉnh Khác", None);
        names("Tổ dân phố 5", None);
        assert!(matches!(named_by_parts("Thôn 2, xã Tân Lập", &tree()), Match::Many(_)));
    }
}
