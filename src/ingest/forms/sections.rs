//! Section rows ("I. Lĩnh vực kinh tế", "A. KHỐI XÃ, PHƯỜNG", "II. CÁ NHÂN"): what they name, and how long it holds.
//!
//! A section holds until one of its own numbering (or, unnumbered, one that names the same sort of thing) begins.

use super::page::Page;
use super::rows::is_unit;
use super::words::{self, Style, after};
use crate::model::{FieldId, Kind, LevelId, Novelty, Owner, name};

/// What the section rows above a record say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Carry {
    /// Index into the table's units.
    pub unit: Option<u32>,
    /// A field.
    pub field: Option<FieldId>,
    /// A merged group of fields.
    pub field_group: Option<u8>,
    /// An owner.
    pub owner: Option<Owner>,
    /// A kind.
    pub kind: Option<Kind>,
    /// New or maintained.
    pub novelty: Option<Novelty>,
    /// A level.
    pub level: Option<LevelId>,
    /// A form of commendation, by its index in the authority.
    pub form: Option<usize>,
}

/// What a section row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A unit, as written.
    Unit(String),
    /// A field.
    Field(FieldId),
    /// A merged group of fields.
    Group(u8),
    /// An owner.
    Owner(Owner),
    /// A kind.
    Kind(Kind),
    /// New or maintained.
    Novelty(Novelty),
    /// A level.
    Level(LevelId),
    /// A form of commendation.
    Form(usize),
}

impl Said {
    /// Fields and the like, which no model or recipient is named by.
    pub fn is_field(&self) -> bool {
        matches!(self, Self::Field(_) | Self::Group(_))
    }

    /// Does it name a unit?
    pub fn is_unit(&self) -> bool {
        matches!(self, Self::Unit(_))
    }

    fn sort(&self) -> u8 {
        match self {
            Self::Unit(_) => 0,
            Self::Field(_) | Self::Group(_) => 1,
            Self::Owner(_) => 2,
            Self::Kind(_) => 3,
            Self::Novelty(_) => 4,
            Self::Level(_) => 5,
            Self::Form(_) => 6,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Numbered(Style),
    Sort(u8),
}

/// The sections that hold at a row, outermost first.
#[derive(Debug, Default)]
pub(super) struct Sections {
    open: Vec<(Rank, Carry)>,
}

impl Sections {
    /// Is no section open?
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Opens a section; `unit` gives the index of a unit named by it.
    pub fn enter(&mut self, style: Option<Style>, said: Option<Said>, unit: impl FnOnce(&str) -> u32) {
        let rank = match (style, &said) {
            (Some(style), _) => Rank::Numbered(style),
            (None, Some(said)) => Rank::Sort(said.sort()),
            (None, None) => Rank::Sort(u8::MAX),
        };
        if let Some(at) = self.open.iter().position(|(open, _)| *open == rank) {
            self.open.truncate(at);
        }
        let mut carry = Carry::default();
        match said {
            Some(Said::Unit(text)) => carry.unit = Some(unit(&text)),
            Some(Said::Field(field)) => carry.field = Some(field),
            Some(Said::Group(group)) => carry.field_group = Some(group),
            Some(Said::Owner(owner)) => carry.owner = Some(owner),
            Some(Said::Kind(kind)) => carry.kind = Some(kind),
            Some(Said::Novelty(novelty)) => carry.novelty = Some(novelty),
            Some(Said::Level(level)) => carry.level = Some(level),
            Some(Said::Form(form)) => carry.form = Some(form),
            None => {}
        }
        self.open.push((rank, carry));
    }

    /// What holds now over what the sheet itself says; inner sections win.
    pub fn carry(&self, base: Carry) -> Carry {
        self.open.iter().fold(base, |outer, (_, inner)| Carry {
            unit: inner.unit.or(outer.unit),
            field: inner.field.or(outer.field),
            field_group: inner.field_group.or(outer.field_group),
            owner: inner.owner.or(outer.owner),
            kind: inner.kind.or(outer.kind),
            novelty: inner.novelty.or(outer.novelty),
            level: inner.level.or(outer.level),
            form: inner.form.or(outer.form),
        })
    }
}

/// Words before what a section names.
const LEADS: &[&str] = &[
    "danh sach",
    "cac",
    "nhung",
    "mo hinh dien hinh",
    "mo hinh",
    "dien hinh",
    "ve",
    "trong",
    "thuoc",
    "linh vuc",
    "khoi",
    "doi voi",
    "cua",
    "dang ky",
    "phan",
    "nhom",
    "don vi",
    "hinh thuc",
    "tang",
    "xay dung",
];

/// What a section row names, if anything.
pub(super) fn meaning(text: &str, page: &Page<'_>) -> Option<Said> {
    let cleaned = name::clean(text);
    if cleaned.chars().count() > 120 {
        return None;
    }
    if is_unit(page, &cleaned) {
        return Some(Said::Unit(cleaned));
    }
    let bare = words::unnumbered(&cleaned).1;
    let bare = bare.split(" (").next().unwrap_or(bare);
    let (head, tail) = bare.split_once(':').map_or((bare, ""), |(head, tail)| (head, tail.trim()));
    let key = name::slug_words(head);
    let unit_key = matches!(key.as_str(), "don vi" | "ten don vi" | "xa phuong" | "phuong xa" | "dia phuong");
    if unit_key && !tail.is_empty() {
        return Some(Said::Unit(tail.to_owned()));
    }
    if is_unit(page, head) {
        return Some(Said::Unit(head.trim().to_owned()));
    }
    let said =
        named(&key, page).or_else(|| named(&name::slug_words(tail), page).filter(|_| key == "linh vuc" || key == "doi tuong"));
    said.or_else(|| (!page.units.declared && name::unit_key(head).0.is_some()).then(|| Said::Unit(head.trim().to_owned())))
}

fn named(slug: &str, page: &Page<'_>) -> Option<Said> {
    let mut rest = slug;
    if rest.is_empty() {
        return None;
    }
    loop {
        if let Some(owner) = words::owner(rest) {
            return Some(Said::Owner(owner));
        }
        if let Some(kind) = words::kind(rest) {
            return Some(Said::Kind(kind));
        }
        if let Some(field) = page.words.field(rest) {
            return Some(Said::Field(field));
        }
        if let Some(group) = page.words.group(rest) {
            return Some(Said::Group(group));
        }
        if let Some(novelty) = words::novelty(rest) {
            return Some(Said::Novelty(novelty));
        }
        if let Some(form) = page.words.form(rest) {
            return Some(Said::Form(form));
        }
        if rest != "cap"
            && rest.starts_with("cap ")
            && let Some(level) = page.words.level(rest)
        {
            return Some(Said::Level(level));
        }
        rest = LEADS.iter().find_map(|lead| after(rest, lead).filter(|tail| !tail.is_empty()))?;
    }
}
