//! What is counted (chỉ tiêu đếm) and the ledger of a unit's counts.
//!
//! A [`Key`] says which figure: a [`Measure`] (with its level and sub-period) and a [`Facet`] (the total, or the
//! part with one owner, kind, field …). Models and events (lượt) are different measures, so they cannot be added.
//! A [`Ledger`] holds one count per key, or nothing where it is unknown: blank is never zero.

use super::authority::{Authority, FieldId, LevelId, SubPeriodId};

/// Whose a model is (đối tượng). Never inferred from [`Kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// tập thể
    Collective,
    /// cá nhân
    Individual,
    /// hộ gia đình
    Household,
}

impl Owner {
    /// In report order.
    pub const ALL: [Self; 3] = [Self::Collective, Self::Individual, Self::Household];

    /// "tập thể", "cá nhân", "hộ gia đình".
    pub fn name(self) -> &'static str {
        match self {
            Self::Collective => "tập thể",
            Self::Individual => "cá nhân",
            Self::Household => "hộ gia đình",
        }
    }

    /// "`tap_the`", "`ca_nhan`", "`ho_gia_dinh`".
    pub fn code(self) -> &'static str {
        match self {
            Self::Collective => "tap_the",
            Self::Individual => "ca_nhan",
            Self::Household => "ho_gia_dinh",
        }
    }
}

/// What is recognised (loại hình).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// mô hình
    Model,
    /// điển hình
    Exemplar,
}

impl Kind {
    /// In report order.
    pub const ALL: [Self; 2] = [Self::Model, Self::Exemplar];

    /// "mô hình", "điển hình".
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "mô hình",
            Self::Exemplar => "điển hình",
        }
    }

    /// "`mo_hinh`", "`dien_hinh`".
    pub fn code(self) -> &'static str {
        match self {
            Self::Model => "mo_hinh",
            Self::Exemplar => "dien_hinh",
        }
    }
}

/// Registered anew or carried on (đăng ký mới, duy trì).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Novelty {
    /// mới
    New,
    /// duy trì
    Maintained,
}

impl Novelty {
    /// "mới", "duy trì".
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "mới",
            Self::Maintained => "duy trì",
        }
    }
}

/// What is counted (chỉ tiêu đếm); levels and sub-periods are part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// `dang_ky`: distinct models registered.
    Registered,
    /// `dang_ky.theo_cap.L`: distinct models registered at a level.
    RegisteredAt(LevelId),
    /// `hieu_qua`: distinct models that work.
    Effective,
    /// `nhan_rong`: distinct models replicated elsewhere.
    Replicated,
    /// `de_nghi.L`: distinct models nominated for recognition at a level.
    Nominated(LevelId),
    /// `cong_nhan.L`: distinct models recognised at a level.
    Recognised(LevelId),
    /// `cong_nhan.L`, lượt: recognitions at a level.
    Events(LevelId),
    /// `cong_nhan.L.theo_giai_doan.S`: distinct models with a recognition in a sub-period.
    RecognisedIn(LevelId, SubPeriodId),
    /// The same, lượt.
    EventsIn(LevelId, SubPeriodId),
}

impl Measure {
    /// Counts recognitions (lượt), not models?
    pub fn is_events(self) -> bool {
        matches!(self, Self::Events(_) | Self::EventsIn(..))
    }

    /// "đăng ký", "công nhận cấp huyện"; for messages.
    pub fn label(self, authority: &Authority) -> String {
        let level = |id: LevelId| authority.level(id).name.as_str();
        let sub = |id: SubPeriodId| authority.sub_periods[usize::from(id.0)].label.as_str();
        match self {
            Self::Registered => "đăng ký".to_owned(),
            Self::RegisteredAt(l) => format!("đăng ký {}", level(l)),
            Self::Effective => "phát huy hiệu quả".to_owned(),
            Self::Replicated => "nhân rộng".to_owned(),
            Self::Nominated(l) => format!("đề nghị công nhận {}", level(l)),
            Self::Recognised(l) => format!("công nhận {}", level(l)),
            Self::Events(l) => format!("lượt công nhận {}", level(l)),
            Self::RecognisedIn(l, s) => format!("công nhận {} giai đoạn {}", level(l), sub(s)),
            Self::EventsIn(l, s) => format!("lượt công nhận {} giai đoạn {}", level(l), sub(s)),
        }
    }

    /// Its path in `so-lieu.json`, the count object's key included: "cong_nhan.co-so", and whether lượt.
    pub fn path(self, authority: &Authority) -> String {
        let level = |id: LevelId| authority.level(id).code.as_str();
        let sub = |id: SubPeriodId| authority.sub_periods[usize::from(id.0)].label.as_str();
        match self {
            Self::Registered => "dang_ky".to_owned(),
            Self::RegisteredAt(l) => format!("dang_ky.theo_cap.{}", level(l)),
            Self::Effective => "hieu_qua".to_owned(),
            Self::Replicated => "nhan_rong".to_owned(),
            Self::Nominated(l) => format!("de_nghi.{}", level(l)),
            Self::Recognised(l) | Self::Events(l) => format!("cong_nhan.{}", level(l)),
            Self::RecognisedIn(l, s) | Self::EventsIn(l, s) => format!("cong_nhan.{}.theo_giai_doan.{}", level(l), sub(s)),
        }
    }

    /// All measures of an authority, in report order.
    pub fn all(authority: &Authority) -> Vec<Self> {
        let mut all = vec![Self::Registered];
        all.extend(authority.level_ids().map(Self::RegisteredAt));
        all.extend([Self::Effective, Self::Replicated]);
        all.extend(authority.level_ids().map(Self::Nominated));
        for level in authority.level_ids() {
            all.extend([Self::Recognised(level), Self::Events(level)]);
            for sub in authority.sub_period_ids() {
                all.extend([Self::RecognisedIn(level, sub), Self::EventsIn(level, sub)]);
            }
        }
        all
    }
}

/// Which part of a measure (chia theo).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// tổng số
    Total,
    /// by owner
    Owner(Owner),
    /// by kind
    Kind(Kind),
    /// by novelty
    Novelty(Novelty),
    /// by field
    Field(FieldId),
    /// by field and owner
    FieldOwner(FieldId, Owner),
}

impl Facet {
    /// All facets of an authority.
    pub fn all(authority: &Authority) -> Vec<Self> {
        let mut all = vec![Self::Total];
        all.extend(Owner::ALL.map(Self::Owner));
        all.extend(Kind::ALL.map(Self::Kind));
        all.extend([Self::Novelty(Novelty::New), Self::Novelty(Novelty::Maintained)]);
        all.extend(authority.field_ids().map(Self::Field));
        for field in authority.field_ids() {
            all.extend(Owner::ALL.map(|owner| Self::FieldOwner(field, owner)));
        }
        all
    }
}

/// Which figure: a measure and a facet of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What is counted.
    pub measure: Measure,
    /// Which part of it.
    pub facet: Facet,
}

impl Key {
    /// The total of a measure.
    pub fn total(measure: Measure) -> Self {
        Self { measure, facet: Facet::Total }
    }

    /// Its path in `so-lieu.json`: "`cong_nhan.co-so.luot`", "`dang_ky.theo_linh_vuc.kinh-te`".
    /// `None` where that file has no such figure.
    pub fn path(self, authority: &Authority) -> Option<String> {
        let base = self.measure.path(authority);
        let leaf = match (self.facet, self.measure.is_events()) {
            (Facet::Total, true) => "luot".to_owned(),
            (_, true) => return None,
            (Facet::Total, false) => "tong".to_owned(),
            (Facet::Owner(owner), _) => owner.code().to_owned(),
            (Facet::Kind(kind), _) => kind.code().to_owned(),
            (Facet::Field(field), _) => format!("theo_linh_vuc.{}", authority.field(field).code),
            (Facet::Novelty(Novelty::New), _) if self.measure == Measure::Registered => "moi".to_owned(),
            (Facet::Novelty(Novelty::Maintained), _) if self.measure == Measure::Registered => "duy_tri".to_owned(),
            (Facet::Novelty(_) | Facet::FieldOwner(..), _) => return None,
        };
        Some(format!("{base}.{leaf}"))
    }
}

/// The dimensions of an authority's ledgers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    levels: usize,
    subs: usize,
    fields: usize,
}

impl Shape {
    /// The shape an authority's figures have.
    pub fn of(authority: &Authority) -> Self {
        Self { levels: authority.levels.len(), subs: authority.sub_periods.len(), fields: authority.fields.len() }
    }

    fn facets(self) -> usize {
        8 + self.fields * 4
    }

    fn measures(self) -> usize {
        3 + self.levels * (4 + 2 * self.subs)
    }

    fn index(self, key: Key) -> usize {
        let per_level = 4 + 2 * self.subs;
        let at = |level: LevelId, offset: usize| 3 + usize::from(level.0) * per_level + offset;
        let measure = match key.measure {
            Measure::Registered => 0,
            Measure::Effective => 1,
            Measure::Replicated => 2,
            Measure::RegisteredAt(l) => at(l, 0),
            Measure::Nominated(l) => at(l, 1),
            Measure::Recognised(l) => at(l, 2),
            Measure::Events(l) => at(l, 3),
            Measure::RecognisedIn(l, s) => at(l, 4 + 2 * usize::from(s.0)),
            Measure::EventsIn(l, s) => at(l, 5 + 2 * usize::from(s.0)),
        };
        let facet = match key.facet {
            Facet::Total => 0,
            Facet::Owner(o) => 1 + o as usize,
            Facet::Kind(k) => 4 + k as usize,
            Facet::Novelty(n) => 6 + n as usize,
            Facet::Field(f) => 8 + usize::from(f.0) * 4,
            Facet::FieldOwner(f, o) => 8 + usize::from(f.0) * 4 + 1 + o as usize,
        };
        measure * self.facets() + facet
    }
}

const UNKNOWN: u32 = u32::MAX;

/// A unit's counts (số liệu), one per key, unknown where nobody said; whole numbers of models or events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    shape: Shape,
    counts: Vec<u32>,
}

impl Ledger {
    /// A ledger in which everything is unknown.
    pub fn unknown(shape: Shape) -> Self {
        Self { shape, counts: vec![UNKNOWN; shape.measures() * shape.facets()] }
    }

    /// The count, if known.
    pub fn get(&self, key: Key) -> Option<u32> {
        Some(self.counts[self.shape.index(key)]).filter(|&n| n != UNKNOWN)
    }

    /// States a count.
    pub fn set(&mut self, key: Key, count: u32) {
        let at = self.shape.index(key);
        self.counts[at] = count.min(UNKNOWN - 1);
    }

    /// Adds to a count; unknown counts as zero, for this is said only of what is known.
    pub fn add(&mut self, key: Key, more: u32) {
        let before = self.get(key).unwrap_or(0);
        self.set(key, before.saturating_add(more));
    }

    /// Adds another unit's counts: the sum of what is known, unknown only where both are.
    pub fn add_all(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine = match (*mine, *theirs) {
                (UNKNOWN, n) | (n, UNKNOWN) => n,
                (a, b) => a.saturating_add(b).min(UNKNOWN - 1),
            };
        }
    }

    /// Is nothing known?
    pub fn is_blank(&self) -> bool {
        self.counts.iter().all(|&n| n == UNKNOWN)
    }
}
