//! A list of units as it is pasted from Word, Excel or a message: numbers, bullets, tabs, headings → names with their parents.
//!
//! The trap: “X.” and “P.” before a name are xã and phường, and only sometimes a number or a letter of a list.

use super::{NewUnit, OfficeLevel, Plan};
use crate::ingest;
use crate::model::name;

/// What a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Line of the list, from 1.
    pub line: usize,
    /// The line, shortened.
    pub text: String,
    /// What was done with it, in Vietnamese.
    pub what: String,
}

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its units, parents before children.
    pub units: Vec<NewUnit>,
    /// What a person should look at.
    pub notes: Vec<Note>,
}

/// Where the columns of a list with headings are.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    name: Option<usize>,
    parent: Option<usize>,
}

/// Lines (from 1) → units.
pub(super) fn units(lines: Vec<(usize, String)>, plan: &Plan) -> Listed {
    let mut reader = Reader { plan, found: Listed::default(), lines: Vec::new(), above: Vec::new(), columns: None };
    for (line, text) in lines {
        let text = ingest::text::mended(&text);
        reader.line(line, &text);
    }
    let mut found = reader.found;
    for at in 0..found.units.len() {
        found.units[at].owes = found.units.iter().all(|unit| unit.parent != Some(at));
    }
    found
}

struct Reader<'a> {
    plan: &'a Plan,
    found: Listed,
    /// The line of each unit.
    lines: Vec<usize>,
    /// Units under whose heading the next line stands: rank, place (`None`: a district that no longer exists).
    above: Vec<(u8, Option<usize>)>,
    columns: Option<Columns>,
}

impl Reader<'_> {
    fn note(&mut self, line: usize, text: &str, what: impl Into<String>) {
        let short: String = text.chars().take(60).collect();
        self.found.notes.push(Note { line, text: short, what: what.into() });
    }

    fn line(&mut self, line: usize, text: &str) {
        let cells: Vec<String> = text.split(['\t', '|']).map(name::clean).collect();
        if cells.iter().all(String::is_empty) {
            return;
        }
        if let Some(columns) = headings(&cells) {
            self.columns = Some(columns);
            return;
        }
        let (own, parent) = if let Some(Columns { name: Some(at), parent }) = self.columns {
            let cell = |at: usize| cells.get(at).map(|cell| plain(cell)).filter(|cell| !cell.is_empty());
            (cell(at), parent.and_then(cell))
        } else {
            let mut filled = cells.iter().map(|cell| plain(cell)).filter(|cell| !cell.is_empty() && !is_number(cell));
            (filled.next(), filled.next().filter(|cell| rank(cell).is_some()))
        };
        let Some(own) = own else {
            return self.note(line, &name::clean(text), "không thấy tên đơn vị nên bỏ qua");
        };
        if is_total(&own) {
            return;
        }
        for one in several(&own) {
            self.unit(line, &one, parent.as_deref());
        }
    }

    fn unit(&mut self, line: usize, text: &str, parent: Option<&str>) {
        if name::unit_key(text) == name::unit_key(&self.plan.unit) {
            // The office itself heads its list.
            return self.above.clear();
        }
        let rank = rank(text);
        let own = office_rank(self.plan.level);
        if rank.is_some_and(|rank| rank > own) {
            let what = "cấp cao hơn đơn vị tổng hợp nên không ghi vào danh sách";
            return self.note(line, text, what);
        }
        if rank == Some(DISTRICT) && self.plan.has_two_levels() {
            self.above = vec![(DISTRICT, None)];
            let what = "từ ngày 1/7/2025 không còn cấp huyện nên không ghi; các đơn vị bên dưới trực thuộc thẳng đơn vị tổng hợp";
            return self.note(line, text, what);
        }
        let parent = match parent {
            Some(parent) => self.parent(line, parent),
            None => self.heading(rank),
        };
        let key = name::unit_key(text);
        let same = |unit: &NewUnit| {
            let other = name::unit_key(&unit.name);
            unit.parent == parent && other.1 == key.1 && (other.0 == key.0 || other.0.is_none() || key.0.is_none())
        };
        if let Some(first) = self.found.units.iter().position(same) {
            let (first_name, first_line) = (self.found.units[first].name.clone(), self.lines[first]);
            return self.note(line, text, format!("trùng với “{first_name}” (dòng {first_line}) nên không ghi lần nữa"));
        }
        let at = self.add(line, text, parent);
        if let Some(rank) = rank {
            self.above.retain(|(other, _)| *other > rank);
            self.above.push((rank, Some(at)));
        }
    }

    fn add(&mut self, line: usize, text: &str, parent: Option<usize>) -> usize {
        let level = rank(text).and_then(|rank| level(self.plan, rank));
        self.found.units.push(NewUnit { name: text.to_owned(), level, parent, owes: false });
        self.lines.push(line);
        self.found.units.len() - 1
    }

    /// The last heading of a higher rank.
    fn heading(&self, rank: Option<u8>) -> Option<usize> {
        let under = |above: &&(u8, Option<usize>)| rank.is_none_or(|rank| above.0 > rank);
        // What has no rank stands beside the communes of an office, not below the last of them.
        let fits = |above: &&(u8, Option<usize>)| rank.is_some() || above.0 > COMMUNE;
        self.above.iter().rev().filter(fits).find(under).and_then(|(_, at)| *at)
    }

    /// The unit named as the parent; made where the list has not named it yet.
    fn parent(&mut self, line: usize, text: &str) -> Option<usize> {
        let key = name::unit_key(text);
        if key == name::unit_key(&self.plan.unit) || (rank(text) == Some(DISTRICT) && self.plan.has_two_levels()) {
            return None;
        }
        let known = self.found.units.iter().position(|unit| name::unit_key(&unit.name) == key);
        known.or_else(|| Some(self.add(line, text, None)))
    }
}

const COMMUNE: u8 = 1;
const DISTRICT: u8 = 2;
const PROVINCE: u8 = 3;

/// How high a unit of this name stands; `None`: its name has no kind, or is one below the communes.
fn rank(text: &str) -> Option<u8> {
    let (kind, rest) = name::unit_key(text);
    if rest.is_empty() {
        return None;
    }
    let kind = kind?;
    // A city stands among the districts: an office's own unit is known by its name before this is asked.
    match OfficeLevel::parse(&kind) {
        Some(OfficeLevel::Commune) => Some(COMMUNE),
        Some(OfficeLevel::Province) => Some(PROVINCE),
        _ => Some(DISTRICT),
    }
}

fn office_rank(level: OfficeLevel) -> u8 {
    match level {
        OfficeLevel::Commune => COMMUNE,
        OfficeLevel::District => DISTRICT,
        OfficeLevel::Province => PROVINCE,
    }
}

/// The level of a rank among those of the time.
fn level(plan: &Plan, rank: u8) -> Option<usize> {
    match rank {
        COMMUNE => Some(0),
        DISTRICT => (!plan.has_two_levels()).then_some(1),
        _ => plan.levels().len().checked_sub(1),
    }
}

/// What a list calls the column of its names.
const NAME_HEADINGS: &[&str] = &[
    "ten don vi",
    "don vi",
    "ten",
    "ten phuong xa",
    "ten xa phuong",
    "phuong xa",
    "xa phuong",
    "xa phuong thi tran",
    "xa phuong dac khu",
    "ten xa",
    "ten cac don vi",
    "cac don vi",
];

/// What it calls that of their parents.
const PARENT_HEADINGS: &[&str] =
    &["truc thuoc", "cap tren", "don vi cap tren", "don vi truc thuoc", "huyen", "quan huyen", "huyen thi xa thanh pho", "thuoc"];

/// A heading row names its columns.
fn headings(cells: &[String]) -> Option<Columns> {
    let mut columns = Columns::default();
    for (at, cell) in cells.iter().enumerate() {
        let words = name::slug_words(cell);
        if NAME_HEADINGS.contains(&words.as_str()) {
            columns.name = columns.name.or(Some(at));
        } else if PARENT_HEADINGS.contains(&words.as_str()) {
            columns.parent = Some(at);
        }
    }
    // A single cell "Phường, xã" above a list is a heading, too.
    columns.name.map(|_| columns)
}

/// A cell without its number, bullet and closing marks.
fn plain(cell: &str) -> String {
    let mut rest = cell.trim();
    loop {
        let before = rest;
        rest = rest
            .trim_start_matches(|c: char| {
                matches!(
                    c,
                    '-' | '–'
                        | '—'
                        | '•'
                        | '·'
                        | '*'
                        | '+'
                        | '▪'
                        | '■'
                        | '●'
                        | '○'
                        | '◦'
                        | '➢'
                        | '✓'
                        | '\u{f0b7}'
                        | '\u{f0a7}'
                        | '\u{f0d8}'
                )
            })
            .trim_start();
        rest = numbered(rest).trim_start();
        if rest == before {
            break;
        }
    }
    name::clean(rest.trim_end_matches(|c: char| matches!(c, ',' | ';' | '.' | ':') || c.is_whitespace()))
}

/// The text after "1.", "01)", "(1)", "1/", "1-", "1 ", "a)", "II.".
fn numbered(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let rest = &inner[digits..];
        let rest =
            rest.strip_prefix(['.', ')', '/', '-', ':']).map_or(rest, |rest| rest.trim_start_matches(['.', ')', '/', '-', ':']));
        // "2.1. …" goes another round; "12" alone is a number of its own.
        return if rest.trim().is_empty() { text } else { rest };
    }
    let letters = inner.chars().take_while(char::is_ascii_alphabetic).count();
    let (word, rest) = inner.split_at(letters);
    let Some(after) = rest.strip_prefix([')', '.', '/', '-']).filter(|after| !after.trim().is_empty()) else { return text };
    let letter = letters == 1 && word.bytes().all(|b| b.is_ascii_lowercase()) && rest.starts_with(')');
    let roman = letters > 0 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    // "X. Tân Lập" is a xã; "X. Huyện Hai" is the tenth.
    let tells_kind = name::unit_key(after.trim()).0.is_some();
    if letter || (roman && (word != "X" || tells_kind)) { after } else { text }
}

fn is_number(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ')' | '('))
        || cell.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// "Tổng cộng", "Cộng: 12 đơn vị", "Danh sách các đơn vị".
fn is_total(text: &str) -> bool {
    let words = name::slug_words(text);
    ["tong cong", "cong", "tong so", "danh sach", "tong"]
        .iter()
        .any(|start| words == *start || words.starts_with(&format!("{start} ")))
}

/// "Phường A, Phường B; Phường C" is three units: each part says its kind.
fn several(text: &str) -> Vec<String> {
    let parts: Vec<String> = text.split([',', ';']).map(plain).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| rank(part).is_some()) { parts } else { vec![text.to_owned()] }
}
