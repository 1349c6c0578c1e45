//! Names of what goes back to units: no two alike without regard to case, none that Windows refuses.

use std::collections::BTreeSet;

use crate::model::{UnitId, UnitTree, name};

/// Where what goes back to units is written, in the output folder.
pub(super) const FOLDER: &str = "de-nghi-chinh-sua";
/// Longest name of a letter: a path of more than 260 characters is none on Windows.
const LONGEST: usize = 80;

/// Names already given, in small letters.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The path in the output folder; with a number where it is taken.
    pub(super) fn free(&mut self, path: &str) -> String {
        let (stem, end) = path.rsplit_once('.').filter(|(_, end)| !end.contains('/')).unwrap_or((path, ""));
        let dot = if end.is_empty() { "" } else { "." };
        let names = std::iter::once(path.to_owned()).chain((2..).map(|n: u32| format!("{stem} ({n}){dot}{end}")));
        let is_free = |name: &String| !self.0.contains(&name.to_lowercase());
        let name = names.into_iter().find(is_free).unwrap_or_default();
        self.0.insert(name.to_lowercase());
        format!("{FOLDER}/{name}")
    }

    /// The path of the letter to a unit: its `ma`, else its name, and its parent's where another has that name.
    pub(super) fn letter(&mut self, units: &UnitTree, unit: UnitId) -> String {
        let own = units.unit(unit);
        let is_plain = |code: &str| !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let stem =
            if is_plain(&own.code) { own.code.clone() } else { slug(if own.code.is_empty() { &own.name } else { &own.code }) };
        let parent = own.parent.filter(|parent| *parent != units.root()).map(|parent| slug(units.name(parent)));
        let stem = match parent {
            Some(parent) if self.0.contains(&format!("{stem}.docx").to_lowercase()) => format!("{stem}-{parent}"),
            _ => stem,
        };
        let stem: String = stem.chars().take(LONGEST).collect();
        self.free(&format!("{}.docx", if is_device(&stem) || stem.is_empty() { format!("don-vi-{stem}") } else { stem }))
    }
}

/// "xa-an-binh" of "Xã An Bình".
fn slug(text: &str) -> String {
    name::slug_words(&name::key(text)).replace(' ', "-")
}

/// Names that Windows keeps for devices, whatever ends them.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    #[test]
    fn no_two_files_have_one_name() {
        let mut names = Names::default();
        assert_eq!(names.free("a/b.xlsx"), "de-nghi-chinh-sua/a/b.xlsx");
        assert_eq!(names.free("a/B.xlsx"), "de-nghi-chinh-sua/a/B (2).xlsx");
        assert_eq!(names.free("không đuôi"), "de-nghi-chinh-sua/không đuôi");
    }

    #[test]
    fn a_letter_is_named_after_its_unit() {
        let unit = |code: &str, name: &str, parent: Option<u32>| Unit {
            code: code.into(),
            name: name.into(),
            parent: parent.map(UnitId),
            ..Unit::default()
        };
        let list = vec![
            unit("", "Tỉnh Mẫu", None),
            unit("", "Huyện Hai", Some(0)),
            unit("AH_01", "Xã An Hòa", Some(1)),
            unit("", "Xã Tân Lập", Some(0)),
            unit("", "Xã Tân Lập", Some(1)),
            unit("con", "Xã Côn", Some(1)),
            unit("P1/2*", "Phường 1", Some(0)),
            unit("P1 2", "Phường 2", Some(0)),
        ];
        let units = UnitTree::new(list, true);
        let mut names = Names::default();
        let given: Vec<String> = (2..8).map(|at| names.letter(&units, UnitId(at))).collect();
        let expected = ["AH_01", "xa-tan-lap", "xa-tan-lap-huyen-hai", "don-vi-con", "p1-2", "p1-2 (2)"];
        assert_eq!(given, expected.map(|stem| format!("de-nghi-chinh-sua/{stem}.docx")));
        assert_eq!(names.free("ah_01.docx"), "de-nghi-chinh-sua/ah_01 (2).docx");
    }
}
