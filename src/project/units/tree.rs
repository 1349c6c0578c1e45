//! Drafts of units → the tree: root found or made, parents resolved, cycles and doubles refused.

use std::collections::{BTreeMap, BTreeSet};

use super::Setting;
use super::merged;
use super::rows::{Draft, Drafts};
use crate::error::ConfigFault;
use crate::model::{LevelId, Unit, UnitId, UnitTree, name};

/// What the tree is built for.
#[derive(Clone, Copy)]
struct Plan<'a> {
    setting: Setting<'a>,
    /// `co_quan.don_vi`, if given.
    root: Option<&'a str>,
    /// Name of a root that has to be made.
    made: &'a str,
}

/// A parent: the made root, or a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Parent {
    MadeRoot,
    Draft(usize),
}

/// Spellings of the drafts, for resolving parents.
struct Index {
    /// By `ma`, name and `ten_khac`, each a tier of its own.
    tiers: [BTreeMap<String, Vec<usize>>; 3],
    /// By the name without its kind: kind, draft.
    kinds: BTreeMap<String, Vec<(Option<String>, usize)>>,
}

impl Index {
    fn new(drafts: &[Draft]) -> Self {
        let mut index = Self { tiers: Default::default(), kinds: BTreeMap::new() };
        for (i, draft) in drafts.iter().enumerate() {
            let unit = &draft.unit;
            index.tiers[0].entry(name::key(&unit.code)).or_default().push(i);
            index.tiers[1].entry(name::key(&unit.name)).or_default().push(i);
            for alias in &unit.aliases {
                index.tiers[2].entry(name::key(alias)).or_default().push(i);
            }
            let (kind, rest) = name::unit_key(&unit.name);
            index.kinds.entry(rest).or_default().push((kind, i));
        }
        index
    }

    /// The drafts a text names, by the strongest tier that knows it; `but` is never among them.
    fn find(&self, text: &str, but: Option<usize>) -> Vec<usize> {
        let wanted = name::key(text);
        for tier in &self.tiers {
            let found: Vec<usize> = tier.get(&wanted).into_iter().flatten().copied().filter(|i| Some(*i) != but).collect();
            if !found.is_empty() {
                return found;
            }
        }
        let (kind, rest) = name::unit_key(text);
        let same = |known: &Option<String>| known.is_none() || kind.is_none() || *known == kind;
        self.kinds.get(&rest).into_iter().flatten().filter(|(k, i)| same(k) && Some(*i) != but).map(|(_, i)| *i).collect()
    }
}

/// Builds the tree, or `None` where a fault forbids it.
pub(super) fn build(file: &str, setting: Setting<'_>, read: Drafts, faults: &mut Vec<ConfigFault>) -> Option<UnitTree> {
    let root = Some(setting.authority.root.as_str()).filter(|root| !root.is_empty());
    let plan = Plan { setting, root, made: root.unwrap_or(setting.folder) };
    let Drafts { mut drafts, owes_told } = read;
    let before = faults.len();
    let mut fault = |line: usize, message: String| faults.push(ConfigFault { file: file.to_owned(), line, message });
    double_codes(&drafts, &mut fault);
    let index = Index::new(&drafts);
    let root = find_root(plan, &drafts, &index, &mut fault);
    let parents: Vec<Option<Parent>> = (0..drafts.len())
        .map(|i| if root == Some(i) { None } else { parent(plan, i, &drafts, &index, root, &mut fault) })
        .collect();
    double_names(&drafts, &parents, &mut fault);
    cycles(&drafts, &parents, &mut fault);
    if faults.len() > before {
        return None;
    }
    let position = |i: usize| match root {
        Some(root) if i == root => 0,
        Some(root) if i < root => i + 1,
        Some(_) => i,
        None => i + 1,
    };
    let owner: BTreeSet<Parent> = parents.iter().flatten().copied().collect();
    for (i, draft) in drafts.iter_mut().enumerate() {
        if !owes_told {
            draft.unit.owes = root != Some(i) && !owner.contains(&Parent::Draft(i));
        }
        let at = parents[i].map(|parent| if let Parent::Draft(parent) = parent { position(parent) } else { 0 });
        draft.unit.parent = at.map(|at| UnitId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    let mut units: Vec<Unit> = drafts.into_iter().map(|draft| draft.unit).collect();
    match root {
        Some(root) => units[..=root].rotate_right(1),
        None => units.insert(0, Unit { name: plan.made.to_owned(), ..Unit::default() }),
    }
    let mut fault = |message: String| faults.push(ConfigFault { file: file.to_owned(), line: 0, message });
    merged::settle(&mut units, &setting.authority.period, &mut fault);
    if faults.len() > before {
        return None;
    }
    if units[0].level.is_none() {
        units[0].level = level_above(&units, setting.authority.levels.len());
    }
    Some(UnitTree::new(units, true))
}

/// The level above the highest that the units below the root have; unknown where none has one.
fn level_above(units: &[Unit], levels: usize) -> Option<LevelId> {
    let above = units.iter().filter_map(|unit| unit.level).max()?.0.checked_add(1)?;
    (usize::from(above) < levels).then_some(LevelId(above))
}

/// The draft that is the root: the one named by `co_quan.don_vi`; where that is not given, the only one without a parent,
/// if every other unit has one.
fn find_root(plan: Plan<'_>, drafts: &[Draft], index: &Index, fault: &mut dyn FnMut(usize, String)) -> Option<usize> {
    let top: Vec<usize> = (0..drafts.len()).filter(|i| drafts[*i].parent.is_empty()).collect();
    let Some(wanted) = plan.root else {
        return if drafts.len() > 1 && top.len() == 1 { top.first().copied() } else { None };
    };
    let mut found = index.find(wanted, None);
    // "Rạch Giá" is no "Phường Rạch Giá" among other wards: a kind that is not said must not decide what the root is.
    found.retain(|i| top.len() == 1 || same_unit(wanted, &drafts[*i].unit));
    let at_top: Vec<usize> = found.iter().copied().filter(|i| top.contains(i)).collect();
    match (at_top.as_slice(), found.as_slice()) {
        ([one], _) => Some(*one),
        ([], [one]) => {
            let unit = &drafts[*one];
            let message = format!("“{}” là đơn vị tổng hợp (co_quan.don_vi) nên phải để trống cột “truc_thuoc”", unit.unit.name);
            fault(unit.line, message);
            Some(*one)
        }
        ([], _) => {
            if let Some(like) = top.iter().find(|i| name::slug(&drafts[**i].unit.name) == name::slug(wanted)) {
                let draft = &drafts[*like];
                fault(
                    draft.line,
                    format!("“{}” và co_quan.don_vi “{wanted}” khác nhau về dấu; viết thống nhất một tên", draft.unit.name),
                );
            }
            None
        }
        ([first, second, ..], _) => {
            let (first, second) = (&drafts[*first], &drafts[*second]);
            let message = format!(
                "“{}” và “{}” (dòng {}) cùng mang tên đơn vị tổng hợp (co_quan.don_vi); giữ lại một dòng",
                second.unit.name, first.unit.name, first.line
            );
            fault(second.line, message);
            Some(at_top[0])
        }
    }
}

/// Does the text name the unit outright: its code, a name, or a name with its kind abbreviated?
fn same_unit(text: &str, unit: &Unit) -> bool {
    let wanted = name::key(text);
    let spellings = || [&unit.code, &unit.name].into_iter().chain(&unit.aliases);
    spellings().any(|spelling| name::key(spelling) == wanted || name::unit_key(spelling) == name::unit_key(text))
}

fn parent(
    plan: Plan<'_>,
    i: usize,
    drafts: &[Draft],
    index: &Index,
    root: Option<usize>,
    fault: &mut dyn FnMut(usize, String),
) -> Option<Parent> {
    let (line, text) = (drafts[i].line, drafts[i].parent.as_str());
    if text.is_empty() {
        return Some(root.map_or(Parent::MadeRoot, Parent::Draft));
    }
    match index.find(text, Some(i)).as_slice() {
        [one] => return Some(Parent::Draft(*one)),
        [] => {}
        many => {
            let lines: Vec<String> = many.iter().map(|i| format!("dòng {}", drafts[*i].line)).collect();
            let message = format!(
                "trực thuộc “{text}”: có {} đơn vị mang tên này ({}); ghi mã (cột “ma”) thay cho tên",
                many.len(),
                lines.join(", ")
            );
            fault(line, message);
            return None;
        }
    }
    let own = &drafts[i].unit;
    if name::key(text) == name::key(&own.name) || name::key(text) == name::key(&own.code) {
        fault(line, format!("“{}” trực thuộc chính mình; để trống cột “truc_thuoc” hoặc ghi đơn vị cấp trên", own.name));
        return None;
    }
    if root.is_none() && (name::key(text) == name::key(plan.made) || name::unit_key(text).1 == name::unit_key(plan.made).1) {
        return Some(Parent::MadeRoot);
    }
    if !plan.setting.certain {
        return None;
    }
    // "rach gia" is most of "Thành phố Rạch Giá", though no near spelling of it.
    let rest = name::slug(&name::unit_key(text).1);
    let bare = drafts.iter().map(|draft| draft.unit.name.as_str()).find(|known| name::slug(&name::unit_key(known).1) == rest);
    let others = drafts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, draft)| draft);
    let names = others.flat_map(|draft| [draft.unit.name.as_str(), draft.unit.code.as_str()]).chain(plan.root);
    let near = bare.or_else(|| name::nearest(text, names.filter(|known| !known.is_empty())));
    let hint = near
        .map_or_else(|| "; thêm một dòng cho đơn vị ấy, hoặc sửa lại tên".to_owned(), |near| format!("; có phải là “{near}”?"));
    fault(line, format!("không có đơn vị “{text}” để trực thuộc{hint}"));
    None
}

fn double_codes(drafts: &[Draft], fault: &mut dyn FnMut(usize, String)) {
    let mut seen: BTreeMap<String, &Draft> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| !draft.unit.code.is_empty()) {
        if let Some(first) = seen.get(&name::key(&draft.unit.code)) {
            let message = format!("mã “{}” đã dùng cho “{}” (dòng {})", draft.unit.code, first.unit.name, first.line);
            fault(draft.line, message);
        } else {
            seen.insert(name::key(&draft.unit.code), draft);
        }
    }
}

fn double_names(drafts: &[Draft], parents: &[Option<Parent>], fault: &mut dyn FnMut(usize, String)) {
    let mut seen: BTreeMap<(Parent, String), usize> = BTreeMap::new();
    for (draft, parent) in drafts.iter().zip(parents) {
        let Some(parent) = parent else { continue };
        if let Some(first) = seen.get(&(*parent, name::key(&draft.unit.name))) {
            let message = format!("“{}” đã có ở dòng {first} dưới cùng một đơn vị; mỗi tên chỉ ghi một lần", draft.unit.name);
            fault(draft.line, message);
        } else {
            seen.insert((*parent, name::key(&draft.unit.name)), draft.line);
        }
    }
}

/// Each cycle is one fault, at its first line.
fn cycles(drafts: &[Draft], parents: &[Option<Parent>], fault: &mut dyn FnMut(usize, String)) {
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut clear: BTreeSet<usize> = BTreeSet::new();
    for start in 0..drafts.len() {
        let mut path: Vec<usize> = Vec::new();
        let mut at = start;
        let round = loop {
            if clear.contains(&at) || told.contains(&at) {
                break None;
            }
            if let Some(first) = path.iter().position(|seen| *seen == at) {
                break Some(path[first..].to_vec());
            }
            path.push(at);
            match parents[at] {
                Some(Parent::Draft(next)) => at = next,
                Some(Parent::MadeRoot) | None => break None,
            }
        };
        if let Some(round) = round {
            let names: Vec<&str> = round.iter().chain(round.first()).map(|i| drafts[*i].unit.name.as_str()).collect();
            let line = round.iter().map(|i| drafts[*i].line).min().unwrap_or(0);
            fault(
                line,
                format!("trực thuộc thành vòng tròn: {}; sửa cột “truc_thuoc” của một trong các dòng này", names.join(" → ")),
            );
            told.extend(round);
        }
        clear.extend(path);
    }
}
