//! The names of an authority's fields, forms and indicators, keyed once: every row of every list looks some up.
//!
//! The trap: the index is made at the first look-up and kept, so the lists must not change after that; a clone starts
//! without one.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::authority::Authority;
use super::name;

/// Names looked up before anything else was asked of an authority (chỉ mục tên).
#[derive(Debug, Default)]
pub struct Known(OnceLock<Index>);

impl Clone for Known {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Known {
    /// The index of an authority's lists, made when first asked for.
    pub(super) fn index(&self, authority: &Authority) -> &Index {
        self.0.get_or_init(|| Index::of(authority))
    }
}

/// All names by their keys.
#[derive(Debug)]
pub(super) struct Index {
    /// Fields.
    pub fields: Names,
    /// Sorted words of the fields' names without those that only decorate.
    field_words: BTreeMap<Vec<String>, usize>,
    /// The same of merged groups.
    group_words: BTreeMap<Vec<String>, usize>,
    /// Forms of commendation.
    pub forms: Names,
    /// Indicators.
    pub indicators: Names,
}

impl Index {
    fn of(authority: &Authority) -> Self {
        let mut index = Self {
            fields: Names::default(),
            field_words: BTreeMap::new(),
            group_words: BTreeMap::new(),
            forms: Names::default(),
            indicators: Names::default(),
        };
        for (at, field) in authority.fields.iter().enumerate() {
            index.fields.add(at, &field.code, &field.name, &field.aliases);
            for name in std::iter::once(&field.name).chain(&field.aliases) {
                index.field_words.entry(field_words(name)).or_insert(at);
            }
        }
        for (at, group) in authority.field_groups.iter().enumerate() {
            index.group_words.entry(field_words(&group.name)).or_insert(at);
        }
        for (at, form) in authority.forms.iter().enumerate() {
            index.forms.add(at, &form.code, &form.name, &form.aliases);
        }
        for (at, indicator) in authority.indicators.iter().enumerate() {
            index.indicators.add(at, &indicator.code, &indicator.name, &indicator.aliases);
        }
        index
    }

    /// The field a text names in other words.
    pub fn field_in_words(&self, text: &str) -> Option<usize> {
        let wanted = field_words(text);
        if wanted.is_empty() { None } else { self.field_words.get(&wanted).copied() }
    }

    /// The merged group of fields a text names.
    pub fn group(&self, text: &str) -> Option<usize> {
        self.group_words.get(&field_words(text)).copied()
    }
}

/// Names of one list: matching key or slug words → the first entry that has them.
#[derive(Debug, Default)]
pub(super) struct Names {
    keys: BTreeMap<String, usize>,
    slugs: BTreeMap<String, usize>,
}

impl Names {
    fn add(&mut self, at: usize, code: &str, name: &str, aliases: &[String]) {
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            self.keys.entry(name::key(name)).or_insert(at);
            self.slugs.entry(name::slug_words(name)).or_insert(at);
        }
        self.slugs.entry(name::slug_words(code)).or_insert(at);
    }

    /// The first entry one of whose names, or whose code, equals the text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let wanted = name::key(text);
        if wanted.is_empty() {
            return None;
        }
        let by_key = self.keys.get(&wanted).copied();
        let by_slug = self.slugs.get(&name::slug_words(text)).copied();
        by_key.into_iter().chain(by_slug).min()
    }
}

/// The words of a field's name, sorted, without the words that only decorate it.
fn field_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = name::slug_words(text)
        .split(' ')
        .filter(|w| !matches!(*w, "" | "linh" | "vuc" | "phat" | "trien" | "xay" | "dung" | "va"))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}
