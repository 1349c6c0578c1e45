//! Units (đơn vị) and their tree.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::LevelId;
use super::date::Date;
use super::name;

/// Index of a unit in its [`UnitTree`]; tree order is protocol order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// A node of the unit tree (đơn vị).
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// `ma`; empty if none was given.
    pub code: String,
    /// `ten`.
    pub name: String,
    /// `cap`; blank below the lowest level.
    pub level: Option<LevelId>,
    /// `truc_thuoc`, resolved; `None` for the root.
    pub parent: Option<UnitId>,
    /// `phai_nop`: the unit itself owes a submission.
    pub owes: bool,
    /// `ten_khac`.
    pub aliases: Vec<String>,
    /// `khoi`.
    pub block: String,
    /// `cum`.
    pub cluster: String,
    /// `thu_tu`.
    pub order: Option<i64>,
    /// `ngay_nhan`: the day its submission was received.
    pub received: Option<Date>,
    /// `sap_nhap_tu`: names of predecessors.
    pub predecessors: Vec<String>,
    /// Was it merged into its parent (`sap_nhap_tu` of the parent names it)?
    pub merged: bool,
    /// Its parent before it was merged into the unit that is its parent now.
    pub former_parent: Option<UnitId>,
    /// First year in which it exists.
    pub from: Option<u16>,
    /// Last year in which it exists.
    pub to: Option<u16>,
}

impl Unit {
    /// Does it exist in the year?
    pub fn exists_in(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// The unit tree (cây đơn vị). Unit 0 is the root; children follow their parent in protocol order.
#[derive(Debug, Clone)]
pub struct UnitTree {
    units: Vec<Unit>,
    children: Vec<Vec<UnitId>>,
    /// Matching key of the rest of the name (without its kind) → (kind, unit).
    names: BTreeMap<String, Vec<(Option<String>, UnitId)>>,
    /// The same by the name without any mark, for texts typed without marks.
    unmarked: BTreeMap<String, Vec<(Option<String>, UnitId)>>,
    /// `ma` as a matching key → unit.
    codes: BTreeMap<String, UnitId>,
    /// Slug words of a unit's own name, whole and without its kind → the units.
    slugs: BTreeMap<String, Vec<UnitId>>,
    /// First and last words of all these keys: where in a text a name may begin and end.
    edges: (BTreeSet<String>, BTreeSet<String>),
    /// Was the tree declared (`don-vi.csv`), or is it read from the submissions?
    pub declared: bool,
}

/// "BR-VT" of "Bà Rịa - Vũng Tàu", as a matching key: how a name of two joined names is shortened.
fn initials(unit: &str) -> Option<String> {
    let (first, second) = unit.split_once(['-', '–', '—'])?;
    let of = |part: &str| {
        let (_, rest) = name::unit_key(part);
        let letters: String = rest.split(' ').filter_map(|word| word.chars().next()).collect();
        (letters.chars().count() > 1).then_some(letters)
    };
    Some(format!("{} {}", of(first)?, of(second)?))
}

/// Names of more words than this are not looked for inside texts typed without marks.
const MOST_WORDS: usize = 16;

/// What a name may stand for in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// Exactly one unit.
    One(UnitId),
    /// No unit.
    None,
    /// Several; asked about, never guessed.
    Many(Vec<UnitId>),
}

impl UnitTree {
    /// Builds the tree. `units[0]` is the root; every other unit has a parent, and no cycle exists
    /// (checked where the tree is read).
    pub fn new(units: Vec<Unit>, declared: bool) -> Self {
        let edges = name::unit_starts().collect();
        let mut tree = Self {
            children: vec![Vec::new(); units.len()],
            names: BTreeMap::new(),
            unmarked: BTreeMap::new(),
            codes: BTreeMap::new(),
            slugs: BTreeMap::new(),
            edges: (edges, BTreeSet::new()),
            units,
            declared,
        };
        for i in 0..tree.units.len() {
            let id = UnitId(u32::try_from(i).unwrap_or(u32::MAX));
            if let Some(parent) = tree.units[i].parent {
                tree.children[parent.0 as usize].push(id);
            }
            tree.index(id);
        }
        for i in 0..tree.children.len() {
            let mut list = std::mem::take(&mut tree.children[i]);
            list.sort_by_key(|c| (tree.unit(*c).order.unwrap_or(i64::MAX), *c));
            tree.children[i] = list;
        }
        tree
    }

    fn index(&mut self, id: UnitId) {
        let unit = &self.units[id.0 as usize];
        let spellings = std::iter::once(&unit.name).chain(&unit.aliases).map(|s| name::unit_key(s));
        let mut keys: Vec<(Option<String>, String)> = spellings.collect();
        keys.extend(initials(&unit.name).map(|initials| (keys[0].0.clone(), initials)));
        let whole = name::slug_words(&name::key(&unit.name));
        let rest = keys.first().map(|(_, rest)| name::slug_words(rest)).filter(|rest| rest.contains(' ') && *rest != whole);
        for words in std::iter::once(whole).chain(rest).filter(|words| !words.is_empty()) {
            self.slugs.entry(words).or_default().push(id);
        }
        let code = (!unit.code.is_empty()).then(|| name::key(&unit.code));
        let bare: Vec<String> = keys.iter().map(|(_, rest)| name::slug_words(rest)).collect();
        for known in keys.iter().map(|(_, rest)| rest).chain(&bare).chain(&code) {
            self.edges.0.extend(known.split(' ').next().map(str::to_owned));
            self.edges.1.extend(known.split(' ').next_back().map(str::to_owned));
        }
        if let Some(code) = code {
            self.codes.entry(code).or_insert(id);
        }
        for (kind, rest) in keys {
            let bare = self.unmarked.entry(name::slug_words(&rest)).or_default();
            bare.push((kind.as_deref().map(name::slug_words), id));
            let entry = self.names.entry(rest).or_default();
            if !entry.contains(&(kind.clone(), id)) {
                entry.push((kind, id));
            }
        }
    }

    /// Adds a unit read from the submissions below `parent`.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        let id = UnitId(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        if let Some(parent) = unit.parent {
            self.children[parent.0 as usize].push(id);
        }
        self.units.push(unit);
        self.children.push(Vec::new());
        self.index(id);
        id
    }

    /// Completes what is known of a unit that was read from the submissions; its name stays.
    pub fn update(&mut self, id: UnitId, change: impl FnOnce(&mut Unit)) {
        change(&mut self.units[id.0 as usize]);
    }

    /// Gives the root of a tree that is not declared the name the submissions call it by.
    pub fn name_root(&mut self, name: &str) {
        name.clone_into(&mut self.units[0].name);
        self.names.clear();
        for id in 0..u32::try_from(self.units.len()).unwrap_or(u32::MAX) {
            self.index(UnitId(id));
        }
    }

    /// The root: the authority's own unit.
    pub fn root(&self) -> UnitId {
        UnitId(0)
    }

    /// A unit of this tree.
    ///
    /// # Panics
    ///
    /// Never for an id of this tree.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// Its name.
    pub fn name(&self, id: UnitId) -> &str {
        &self.unit(id).name
    }

    /// Its children, in protocol order.
    pub fn children(&self, id: UnitId) -> &[UnitId] {
        &self.children[id.0 as usize]
    }

    /// All units, parents before children, in protocol order.
    pub fn walk(&self) -> Vec<UnitId> {
        let mut order = Vec::with_capacity(self.units.len());
        let mut stack = vec![self.root()];
        while let Some(id) = stack.pop() {
            order.push(id);
            stack.extend(self.children(id).iter().rev());
        }
        order
    }

    /// How many units there are, the root included.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Never: a tree has its root.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Is `above` the unit itself or one of its ancestors, now or before it was merged?
    pub fn is_within(&self, id: UnitId, above: UnitId) -> bool {
        self.line(id).any(|unit| unit == above)
    }

    /// The unit itself and its ancestors, now and before it was merged.
    pub fn line(&self, id: UnitId) -> impl Iterator<Item = UnitId> + use<'_> {
        let today = move |from| std::iter::successors(from, |unit: &UnitId| self.unit(*unit).parent);
        today(Some(id)).flat_map(move |unit| std::iter::once(unit).chain(today(self.unit(unit).former_parent)))
    }

    /// The unit that a unit was merged into, if it was.
    pub fn successor(&self, id: UnitId) -> Option<UnitId> {
        let unit = self.unit(id);
        unit.parent.filter(|_| unit.merged)
    }

    /// The unit a text names, preferring those inside `within`. A text that says its kind ("phường") matches only
    /// units of that kind or of none; a text without a kind matches any.
    pub fn resolve(&self, text: &str, within: Option<UnitId>) -> Match {
        self.resolve_key(&name::key(text), within)
    }

    /// May a unit's name or code begin (or end) with a word that has this key? Every abbreviation with a number may.
    pub fn may_edge(&self, key: &str) -> (bool, bool) {
        let numbered = key.is_empty() || key.ends_with(|c: char| c.is_ascii_digit());
        let edge = |known: &BTreeSet<String>, word: Option<&str>| numbered || word.is_some_and(|word| known.contains(word));
        (edge(&self.edges.0, key.split(' ').next()), edge(&self.edges.1, key.split(' ').next_back()))
    }

    /// As [`Self::resolve`], of a text's matching key.
    pub fn resolve_key(&self, key: &str, within: Option<UnitId>) -> Match {
        // A code is matched as a whole: "p1" is no abbreviation of "Phường 1".
        if let Some(unit) = self.codes.get(key) {
            return Match::One(*unit);
        }
        let (kind, rest) = name::unit_of_key(key);
        if kind.is_none() && rest.bytes().all(|b| b.is_ascii_digit() || b == b' ') {
            // A bare number names nothing: "Biểu 1" is not "Phường 1".
            return Match::None;
        }
        let Some(entries) = self.names.get(&rest) else { return self.resolve_unmarked(key, within) };
        let mut found: Vec<UnitId> =
            entries.iter().filter(|(k, _)| kind.is_none() || k.is_none() || *k == kind).map(|(_, id)| *id).collect();
        found.sort_unstable();
        found.dedup();
        if found.len() > 1 {
            // A spelling with exactly this kind wins over one with none; then those inside `within`.
            let exact: Vec<UnitId> =
                entries.iter().filter(|(k, id)| *k == kind && found.contains(id)).map(|(_, id)| *id).collect();
            if exact.len() == 1 {
                found = exact;
            }
        }
        if found.len() > 1
            && let Some(within) = within
        {
            let inside: Vec<UnitId> = found.iter().copied().filter(|id| self.is_within(*id, within)).collect();
            if !inside.is_empty() {
                found = inside;
            }
        }
        match found.as_slice() {
            [] => Match::None,
            [one] => Match::One(*one),
            _ => Match::Many(found),
        }
    }

    /// The longest unit's name, with its kind or (of two words at least) without, that a text holds as whole words;
    /// `None` also where two names are of one length.
    pub fn unmarked_in(&self, text: &str) -> Option<&str> {
        let words = name::slug_words(&name::key(text));
        let words = words.as_str();
        let mut best: Option<(usize, &str, bool)> = None;
        let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
        for start in starts {
            let tail = &words[start..];
            let ends = tail.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(tail.len())).take(MOST_WORDS);
            for window in ends.map(|end| &tail[..end]) {
                for id in self.slugs.get(window).into_iter().flatten() {
                    let full = self.name(*id);
                    best = match best {
                        Some((length, ..)) if length > window.len() => best,
                        Some((length, other, tied)) if length == window.len() => Some((length, other, tied || other != full)),
                        _ => Some((window.len(), full, false)),
                    };
                }
            }
        }
        best.filter(|(.., tied)| !tied).map(|(_, name, _)| name)
    }

    /// As [`Self::resolve_key`], for a text typed without any mark: "phuong an hoa", "P. An Hoa".
    fn resolve_unmarked(&self, key: &str, within: Option<UnitId>) -> Match {
        if !key.is_ascii() {
            return Match::None;
        }
        let (kind, rest) = name::unit_of_key(key);
        let (kind, rest) = match kind {
            Some(kind) => (Some(name::slug_words(&kind)), name::slug_words(&rest)),
            None => name::unmarked_kind(&rest),
        };
        let fits = |known: &Option<String>| kind.is_none() || known.is_none() || *known == kind;
        let entries = self.unmarked.get(&rest).into_iter().flatten();
        let mut found: Vec<UnitId> = entries.filter(|(known, _)| fits(known)).map(|(_, id)| *id).collect();
        found.sort_unstable();
        found.dedup();
        let inside: Vec<UnitId> =
            found.iter().copied().filter(|id| within.is_some_and(|above| self.is_within(*id, above))).collect();
        match (found.as_slice(), inside.as_slice()) {
            ([], _) => Match::None,
            ([one], _) | (_, [one]) => Match::One(*one),
            _ => Match::Many(found),
        }
    }

    /// All names, for suggestions.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|u| u.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: &[&str]) -> UnitTree {
        let below = |name: &&str| Unit { name: (*name).into(), parent: Some(UnitId(0)), ..Unit::default() };
        let root = Unit { name: "Tỉnh Mẫu".into(), ..Unit::default() };
        UnitTree::new(std::iter::once(root).chain(names.iter().map(below)).collect(), true)
    }

    #[test]
    fn a_unit_is_known_however_its_name_is_written() {
        let tree = tree(&["Thành phố Bà Rịa - Vũng Tàu", "Phường 1", "Xã Mỹ Lý", "Thị trấn Kiên Lương", "Huyện Đắk Hà"]);
        for (written, unit) in [
            ("BR-VT", 1),
            ("TP. BR - VT", 1),
            ("Bà Rịa-Vũng Tàu", 1),
            ("bà rịa – vũng tàu", 1),
            ("P1", 2),
            ("P.01", 2),
            ("Phường 01", 2),
            ("phuong 1", 2),
            ("Xã Mĩ Lí", 3),
            ("xa my ly", 3),
            ("TT. Kiên Lương", 4),
            ("H. Đăk Hà", 5),
        ] {
            assert_eq!(tree.resolve(written, None), Match::One(UnitId(unit)), "{written}");
        }
        assert_eq!(tree.resolve("Phường 11", None), Match::None);
        assert_eq!(tree.unmarked_in("bao-cao-my-ly-2020"), Some("Xã Mỹ Lý"));
        assert_eq!(tree.unmarked_in("bieu 1 phuong-01"), Some("Phường 1"));
    }
}
