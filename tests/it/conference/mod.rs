//! Conferences made up at random: a scheme, a tree of units, models with their histories, and the forms written from them.
//!
//! Nothing here knows how the program reads or judges. A [`World`] counts its own models, so that its counts are an oracle;
//! its forms agree with one another by construction, so that a clean conference has nothing to be mended. [`calculator`] is
//! the patient colleague who reads the forms again and says which cells contradict which.

pub mod books;
pub mod calculator;
pub mod count;
pub mod lists;
pub mod pools;
pub mod random;
pub mod scheme;
pub mod totals;

/// Names of owners as the form writes them.
pub const OWNERS: [&str; 3] = ["Tập thể", "Cá nhân", "Hộ gia đình"];
pub const KINDS: [&str; 2] = ["Mô hình", "Điển hình"];
pub const ROUNDS: [&str; 3] = ["Đăng ký", "Giữa kỳ", "Kết quả"];

/// When a model was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Tick,
    Year(u16),
    /// One of the sub-periods.
    Sub(usize),
    /// The whole period.
    Period,
}

/// What is counted; levels and sub-periods by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Registered,
    RegisteredAt(usize),
    Effective,
    Replicated,
    Nominated(usize),
    Recognised(usize),
    Events(usize),
    RecognisedIn(usize, usize),
    EventsIn(usize, usize),
}

/// A part of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    All,
    Owner(usize),
    Kind(usize),
    New(bool),
    Field(usize),
    FieldOwner(usize, usize),
}

/// A model and its history; what a reader of the forms cannot know is `None`.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub unit: usize,
    pub code: Option<String>,
    pub name: String,
    pub performer: String,
    pub owner: Option<usize>,
    pub kind: Option<usize>,
    pub field: Option<usize>,
    pub year: Option<u16>,
    pub new: Option<bool>,
    /// Levels at which it is registered.
    pub levels: Vec<usize>,
    pub effective: bool,
    pub replicated: u32,
    pub nominated: Vec<usize>,
    pub recognised: Vec<(usize, When)>,
    /// The rounds whose list holds it.
    pub rounds: Vec<usize>,
}

/// A period with its parts.
#[derive(Debug, Clone)]
pub struct Span {
    pub label: String,
    pub from: u16,
    pub to: u16,
    pub subs: Vec<(String, u16, u16)>,
}

impl Span {
    /// The sub-period that holds a recognition.
    pub fn sub_of(&self, when: When) -> Option<usize> {
        match when {
            When::Year(year) => self.subs.iter().position(|(_, from, to)| (*from..=*to).contains(&year)),
            When::Sub(sub) => Some(sub),
            When::Tick | When::Period => None,
        }
    }
}

impl Model {
    /// How often it counts.
    pub fn counted(&self, measure: Measure, span: &Span) -> u32 {
        let at = |level: usize, sub: Option<usize>| {
            let fits = |&&(l, when): &&(usize, When)| l == level && (sub.is_none() || span.sub_of(when) == sub);
            u32::try_from(self.recognised.iter().filter(fits).count()).expect("few recognitions")
        };
        match measure {
            Measure::Registered => 1,
            Measure::RegisteredAt(level) => u32::from(self.levels.contains(&level)),
            Measure::Effective => u32::from(self.effective),
            Measure::Replicated => u32::from(self.replicated > 0),
            Measure::Nominated(level) => u32::from(self.nominated.contains(&level)),
            Measure::Recognised(level) => at(level, None).min(1),
            Measure::Events(level) => at(level, None),
            Measure::RecognisedIn(level, sub) => at(level, Some(sub)).min(1),
            Measure::EventsIn(level, sub) => at(level, Some(sub)),
        }
    }

    pub fn is_in(&self, part: Part) -> bool {
        match part {
            Part::All => true,
            Part::Owner(owner) => self.owner == Some(owner),
            Part::Kind(kind) => self.kind == Some(kind),
            Part::New(new) => self.new == Some(new),
            Part::Field(field) => self.field == Some(field),
            Part::FieldOwner(field, owner) => self.field == Some(field) && self.owner == Some(owner),
        }
    }
}

/// The sum of a measure over models.
pub fn sum<'a>(models: impl Iterator<Item = &'a Model>, measure: Measure, part: Part, span: &Span) -> u32 {
    models.filter(|m| m.is_in(part)).map(|m| m.counted(measure, span)).sum()
}

/// What a unit sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// Lists, perhaps with its own totals.
    Lists,
    /// Only totals by fields.
    Totals,
    /// Nothing of its own.
    Nothing,
}

#[derive(Debug, Clone)]
pub struct Unit {
    pub name: String,
    pub parent: Option<usize>,
    pub level: Option<usize>,
    pub sends: Sends,
    /// Sends a table of its children.
    pub rolls_up: bool,
    /// Its list stands in the workbook of this group.
    pub group: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct Award {
    pub unit: usize,
    /// The model for which it is given.
    pub model: Option<usize>,
    pub recipient: Option<String>,
    pub owner: Option<usize>,
    pub form: usize,
    pub decision: usize,
    pub steering: bool,
    pub quantity: Option<u32>,
    pub cumulative: bool,
}

/// A decision: its number and day.
#[derive(Debug, Clone)]
pub struct Decision {
    pub number: String,
    pub day: String,
}

/// A form of commendation: code, name, body entitled to it.
#[derive(Debug, Clone)]
pub struct Commendation {
    pub code: &'static str,
    pub name: &'static str,
    pub body: String,
}

/// An indicator's value in a unit.
#[derive(Debug, Clone)]
pub struct Value {
    pub unit: usize,
    pub indicator: usize,
    pub amount: u32,
    pub out_of: Option<u32>,
}

/// How recognitions are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Columns,
    OneB,
    Both,
}

/// How the conference writes its forms.
#[derive(Debug, Clone)]
pub struct Style {
    pub rounds: bool,
    pub codes: bool,
    pub kinds: bool,
    pub novelty: bool,
    pub address: bool,
    pub levels: bool,
    pub effective: bool,
    pub replicated: bool,
    pub nominated: bool,
    pub owner_ticks: bool,
    pub field_ticks: bool,
    pub told: Told,
    /// Are recognitions told as bare ticks, years or sub-periods?
    pub when: u8,
    pub own_totals: bool,
    pub measures: Vec<Measure>,
    pub stated_owners: bool,
    pub list_total: bool,
    pub total_first: bool,
    pub period_told: bool,
    pub apart: bool,
    pub decisions: bool,
}

/// A conference.
#[derive(Debug, Clone)]
pub struct World {
    pub span: Span,
    /// Code and name.
    pub levels: Vec<(&'static str, &'static str)>,
    pub fields: Vec<(&'static str, &'static str)>,
    pub units: Vec<Unit>,
    pub models: Vec<Model>,
    pub awards: Vec<Award>,
    pub forms: Vec<Commendation>,
    pub decisions: Vec<Decision>,
    pub values: Vec<Value>,
    pub style: Style,
    pub toml: String,
    pub csv: String,
}

impl World {
    pub fn children(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.units.len()).filter(move |u| self.units[*u].parent == Some(unit))
    }

    /// Is it the unit or below it?
    pub fn is_within(&self, unit: usize, above: usize) -> bool {
        std::iter::successors(Some(unit), |u| self.units[*u].parent).any(|u| u == above)
    }

    /// The level's name in a cell: "Huyện" of "cấp huyện".
    pub fn level_word(&self, level: usize) -> String {
        let word = self.levels[level].1.trim_start_matches("cấp ");
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    }
}
