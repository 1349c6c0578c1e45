//! The words of the forms: owners, kinds, numbering, totals, footers; and the authority's own levels and fields.
//!
//! Texts go in as slug words (no marks, no case), so that misplaced tones and missing marks do not matter. The trap:
//! a model may be named "Cộng đồng dân cư tự quản", so a total is known by its whole text, not by its first word.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::super::legacy;
use super::headings::Path;
use super::matching::Matched;
use crate::model::{Authority, FieldId, Form, Kind, LevelId, Novelty, Owner, SubPeriodId, Text, name};

/// Most texts, and most headings, that are remembered.
const KEPT: usize = 4_096;
/// Longer texts are not likely to be repeated, bytes.
const LONGEST_KEPT: usize = 200;

/// What a text was found to mean: cells and headings repeat, within a file and from file to file.
#[derive(Debug)]
struct Seen<T>(RwLock<BTreeMap<String, T>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone> Seen<T> {
    /// Looks a text up once.
    fn once(&self, text: &str, find: impl FnOnce() -> T) -> T {
        // A panic elsewhere leaves no half-written entry behind.
        if let Some(found) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return found.clone();
        }
        let found = find();
        let mut seen = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Free texts differ from row to row; only the first few thousand are kept.
        if seen.len() < KEPT && text.len() <= LONGEST_KEPT {
            seen.insert(text.to_owned(), found.clone());
        }
        found
    }
}

/// The form a heading was matched with, by what the sheet's name suggests.
type Matches = Vec<(Option<Form>, Option<Matched>)>;

/// The authority's words, made ready once a run; every file teaches it what its headings and values mean.
pub(super) struct Words<'a> {
    /// Levels, fields, forms of commendation, indicators.
    pub authority: &'a Authority,
    /// Slug words of every name of a level, "cap" left out.
    levels: Vec<(String, LevelId)>,
    level_texts: Seen<Option<LevelId>>,
    fields: Seen<Option<FieldId>>,
    groups: Seen<Option<u8>>,
    forms: Seen<Option<usize>>,
    headings: Seen<Option<bool>>,
    misspelt: Seen<bool>,
    plain: Seen<bool>,
    units: Seen<Option<Text>>,
    /// Headings matched before: the units of a province fill in one form.
    matched: RwLock<BTreeMap<Vec<Path>, Matches>>,
    /// Slug words of a heading as sent → the heading of the form.
    synonyms: BTreeMap<String, String>,
}

impl<'a> Words<'a> {
    /// Prepares an authority's words.
    pub fn new(authority: &'a Authority) -> Self {
        let mut levels = Vec::new();
        for id in authority.level_ids() {
            let level = authority.level(id);
            for spelling in std::iter::once(&level.name).chain(&level.aliases).chain(std::iter::once(&level.code)) {
                let words = name::slug_words(spelling);
                let words = words.strip_prefix("cap ").unwrap_or(&words).to_owned();
                if !words.is_empty() && !levels.iter().any(|(w, _)| *w == words) {
                    levels.push((words, id));
                }
            }
        }
        let synonyms =
            authority.synonyms.iter().map(|(sent, heading)| (name::slug_words(sent), name::slug_words(heading))).collect();
        Self {
            authority,
            levels,
            synonyms,
            level_texts: Seen::default(),
            fields: Seen::default(),
            groups: Seen::default(),
            forms: Seen::default(),
            headings: Seen::default(),
            misspelt: Seen::default(),
            plain: Seen::default(),
            units: Seen::default(),
            matched: RwLock::default(),
        }
    }

    /// The heading of the form that the user's synonym table gives for a heading as sent.
    pub fn synonym(&self, words: &str) -> Option<&str> {
        self.synonyms.get(words).map(String::as_str)
    }

    /// Has the user given synonyms?
    pub fn has_synonyms(&self) -> bool {
        !self.synonyms.is_empty()
    }

    /// Slug words of every name of a level, "cap" left out.
    pub fn level_names(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().map(|(words, _)| words.as_str())
    }

    /// The level that slug words name, with or without "cap" before it.
    pub fn level(&self, words: &str) -> Option<LevelId> {
        let rest = words.strip_prefix("cap ").unwrap_or(words);
        self.levels.iter().find(|(w, _)| w == rest).map(|(_, id)| *id)
    }

    /// The level that a text names.
    pub fn level_text(&self, text: &str) -> Option<LevelId> {
        self.level_texts.once(text, || self.level(&name::slug_words(text)).or_else(|| self.authority.find_level(text)))
    }

    /// The level whose name starts the slug words, with the words after it; the longest name wins.
    pub fn leading_level<'t>(&self, words: &'t str) -> Option<(LevelId, &'t str)> {
        let rest = words.strip_prefix("cap ").unwrap_or(words);
        self.levels
            .iter()
            .filter_map(|(w, id)| after(rest, w).map(|tail| (w.len(), *id, tail)))
            .max_by_key(|(length, ..)| *length)
            .map(|(_, id, tail)| (id, tail))
    }

    /// The field that a text or its slug words name.
    pub fn field(&self, text: &str) -> Option<FieldId> {
        self.fields.once(text, || self.authority.find_field(text))
    }

    /// The merged group of fields that a text names.
    pub fn group(&self, text: &str) -> Option<u8> {
        self.groups.once(text, || self.authority.find_field_group(text).and_then(|at| u8::try_from(at).ok()))
    }

    /// The form of commendation that a text names, by its index.
    pub fn form(&self, text: &str) -> Option<usize> {
        self.forms.once(text, || self.authority.find_form(text))
    }

    /// Whether a text is a heading, and one that is no value (`find`), looked up once.
    pub fn heading(&self, text: &str, find: impl FnOnce() -> Option<bool>) -> Option<bool> {
        self.headings.once(text, find)
    }

    /// Whether a text is a misspelt heading (`find`), looked up once.
    pub fn is_misspelt(&self, text: &str, find: impl FnOnce() -> bool) -> bool {
        self.misspelt.once(text, find)
    }

    /// Whether a text that looks like one of an old font is none, looked up once.
    pub fn is_plain(&self, text: &str) -> bool {
        self.plain.once(text, || legacy::is_plain(text))
    }

    /// The unit that a text names (`find`), looked up once: letterheads and sheets' names repeat.
    pub fn unit(&self, text: &str, find: impl FnOnce() -> Option<String>) -> Option<String> {
        self.units.once(text, || find().map(Text::from)).map(|unit| unit.to_string())
    }

    /// The form that headings fit best (`find`), looked up once.
    pub fn matched(&self, paths: &[Path], hint: Option<Form>, find: impl FnOnce() -> Option<Matched>) -> Option<Matched> {
        let known = |matches: &Matches| matches.iter().find(|(of, _)| *of == hint).map(|(_, matched)| matched.clone());
        let seen = self.matched.read().unwrap_or_else(PoisonError::into_inner).get(paths).and_then(known);
        if let Some(found) = seen {
            return found;
        }
        let found = find();
        let mut matched = self.matched.write().unwrap_or_else(PoisonError::into_inner);
        if matched.len() < KEPT && paths.iter().map(|path| path.text.len()).sum::<usize>() < KEPT {
            matched.entry(paths.to_vec()).or_default().push((hint, found.clone()));
        }
        found
    }

    /// The sub-period whose label starts the slug words, with the words after it.
    pub fn leading_sub_period<'t>(&self, words: &'t str) -> Option<(SubPeriodId, &'t str)> {
        let rest = after(words, "giai doan").unwrap_or(words);
        self.authority.sub_period_ids().find_map(|id| {
            let label = name::slug_words(&self.authority.sub_periods[usize::from(id.0)].label);
            let label = after(&label, "giai doan").unwrap_or(&label);
            after(rest, label).map(|tail| (id, tail))
        })
    }
}

/// What follows `start` in slug words, if they begin with it as whole words.
pub(super) fn after<'t>(words: &'t str, start: &str) -> Option<&'t str> {
    let rest = words.strip_prefix(start)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// Does the text hold `part` as whole words?
pub(super) fn holds(words: &str, part: &str) -> bool {
    words.match_indices(part).any(|(at, _)| {
        let end = at + part.len();
        (at == 0 || words.as_bytes().get(at - 1) == Some(&b' '))
            && (end == words.len() || words.as_bytes().get(end) == Some(&b' '))
    })
}

/// Tập thể, cá nhân, hộ gia đình and their abbreviations.
pub(super) fn owner(words: &str) -> Option<Owner> {
    match words {
        "tt" | "tap the" => Some(Owner::Collective),
        "cn" | "ca nhan" => Some(Owner::Individual),
        "hgd" | "ho" | "ho gd" | "ho gia dinh" | "gia dinh" => Some(Owner::Household),
        _ => None,
    }
}

/// Mô hình, điển hình.
pub(super) fn kind(words: &str) -> Option<Kind> {
    match words {
        "mh" | "mo hinh" => Some(Kind::Model),
        "dh" | "dien hinh" => Some(Kind::Exemplar),
        _ => None,
    }
}

/// Mới, duy trì.
pub(super) fn novelty(words: &str) -> Option<Novelty> {
    match words {
        "m" | "moi" | "dang ky moi" | "dk moi" | "xay dung moi" | "mo hinh moi" => Some(Novelty::New),
        "dt" | "duy tri" | "dang ky duy tri" | "tiep tuc duy tri" | "tiep tuc" | "mo hinh duy tri" | "cu" => {
            Some(Novelty::Maintained)
        }
        _ => None,
    }
}

/// Does the text hold a word that every name of [`novelty`] holds?
pub(super) fn holds_novelty(words: &str) -> bool {
    words.split(' ').any(|word| matches!(word, "m" | "moi" | "dt" | "tri" | "tuc" | "cu"))
}

/// Is the label that of a total row? `true` for "Tổng cộng" and the like, `false` for "Cộng".
pub(super) fn total(text: &str, words: &Words<'_>) -> Option<bool> {
    let first = text.trim_start().chars().find(|c| c.is_alphabetic())?;
    if !matches!(first, 'c' | 'C' | 't' | 'T') || text.chars().count() > 80 {
        return None;
    }
    let cut = text.split(['(', ':']).next().unwrap_or(text);
    let slug = name::slug_words(unnumbered(cut).1);
    if matches!(slug.as_str(), "tong" | "tong so" | "tong cong" | "tong chung" | "cong chung" | "tong toan bo") {
        return Some(true);
    }
    if let Some(rest) = after(&slug, "tong cong").or_else(|| after(&slug, "tong so")) {
        return (totalled(rest, words)).then_some(true);
    }
    let rest = after(&slug, "cong")?;
    (rest.is_empty() || totalled(rest, words)).then_some(false)
}

/// Words that may follow "Cộng": what is totalled, never the name of a model.
fn totalled(rest: &str, words: &Words<'_>) -> bool {
    let rest = after(rest, "so").unwrap_or(rest);
    let leads = [
        "cac",
        "linh vuc",
        "khoi",
        "toan",
        "muc",
        "phan",
        "mo hinh",
        "dien hinh",
        "don vi",
        "cap",
        "nhom",
        "so luong",
        "luot",
        "i",
        "ii",
    ];
    rest.is_empty()
        || leads.iter().any(|lead| after(rest, lead).is_some())
        || owner(rest).is_some()
        || words.level(rest).is_some()
        || words.field(rest).is_some()
        || rest.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b' ' | b'+') || b.is_ascii_digit())
        || name::unit_key(rest).0.is_some()
}

/// Starts of the lines that stand below a table.
const FOOTERS: &[&str] = &[
    "danh sach co",
    "danh sach gom",
    "danh sach nay co",
    "an dinh danh sach",
    "nguoi lap",
    "nguoi tong hop",
    "noi nhan",
    "ghi chu",
    "luu y",
    "chu thich",
    "thu truong",
    "tm",
    "t m",
    "kt",
    "k t",
    "tl",
    "t l",
    "chu tich",
    "pho chu tich",
    "truong ban",
    "pho truong ban",
    "bi thu",
    "pho bi thu",
    "xac nhan",
    "danh sach nay",
    "danh sach co",
    "danh sach gom",
    "bieu nay",
    "ky ten",
    "da ky",
    "nguoi duyet",
    "nguoi ky",
    "can bo",
    "lap bieu",
    "ke toan",
    "dai dien",
    "cong chuc",
];

/// Is it a note, a signature or a date line?
pub(super) fn is_footer(text: &str) -> bool {
    let slug = name::slug_words(text);
    let dated = slug.contains("ngay ") && slug.contains(" thang ") && slug.contains(" nam");
    let initialed = text.trim_start().starts_with("(*") || text.trim_start().starts_with('*');
    dated || initialed || FOOTERS.iter().any(|start| footer_start(&slug, start, text))
}

fn footer_start(slug: &str, start: &str, text: &str) -> bool {
    let Some(rest) = after(slug, start) else { return false };
    // A model may be called "Chủ tịch xã đối thoại …"; a signature is upper case or stands alone.
    let shouted = !text.chars().any(char::is_lowercase);
    match start {
        "tm" | "t m" | "kt" | "k t" | "tl" | "t l" | "chu tich" | "pho chu tich" | "bi thu" | "pho bi thu" | "truong ban"
        | "pho truong ban" | "thu truong" | "can bo" | "dai dien" | "cong chuc" | "ke toan" => rest.is_empty() || shouted,
        "ghi chu" | "luu y" | "chu thich" => rest.is_empty() || text.contains(':'),
        _ => true,
    }
}

/// How a label is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// "A."
    Letter,
    /// "I."
    Roman,
    /// "1.", "1.1."
    Arabic,
    /// "a)"
    Small,
    /// "-", "+", "*"
    Bullet,
}

/// A label's numbering and the rest of it: "II. CÁ NHÂN" → (Roman, "CÁ NHÂN").
pub(super) fn unnumbered(text: &str) -> (Option<Style>, &str) {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '+', '*', '•', '–', '—']) {
        return (Some(Style::Bullet), rest.trim_start());
    }
    let Some(at) = text.find(['.', ')', '-', '/', ':', '–']) else { return (None, text) };
    let (head, rest) = text.split_at(at);
    let Some(style) = numbering(head.trim_end()) else { return (None, text) };
    let rest = rest.trim_start_matches(|c: char| {
        matches!(c, '.' | ')' | '-' | '/' | ':' | '–' | ' ') || (style == Style::Arabic && c.is_ascii_digit())
    });
    if rest.is_empty() { (None, text) } else { (Some(style), rest) }
}

/// The style of a bare number: "II", "A", "3", "1.2".
pub(super) fn numbering(text: &str) -> Option<Style> {
    let text = text.trim().trim_end_matches(['.', ')']);
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Some(Style::Arabic);
    }
    if text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return Some(Style::Roman);
    }
    match text.as_bytes() {
        [b'A'..=b'G'] => Some(Style::Letter),
        [b'a'..=b'g'] => Some(Style::Small),
        _ => None,
    }
}
