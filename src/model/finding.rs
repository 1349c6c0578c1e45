//! Findings (điểm cần rà soát): what is wrong with the data, said to the person who can mend it.

use super::origin::Origin;

/// How grave a finding is (mức độ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// phải sửa
    MustFix,
    /// cần rà soát
    Review,
    /// lưu ý
    Note,
}

impl Severity {
    /// "phai-sua", "can-ra-soat", "luu-y".
    pub fn code(self) -> &'static str {
        match self {
            Self::MustFix => "phai-sua",
            Self::Review => "can-ra-soat",
            Self::Note => "luu-y",
        }
    }

    /// "phải sửa", "cần rà soát", "lưu ý".
    pub fn name(self) -> &'static str {
        match self {
            Self::MustFix => "phải sửa",
            Self::Review => "cần rà soát",
            Self::Note => "lưu ý",
        }
    }
}

/// One side of a comparison, as shown in `check --json`.
#[derive(Debug, Clone, PartialEq)]
pub enum Side {
    /// A whole number.
    Count(u64),
    /// A text.
    Text(String),
}

/// A finding (điểm cần rà soát).
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Rule code, "R15".
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The unit's name, where one is concerned.
    pub unit: Option<String>,
    /// Where; `None` for what stands in no file (a missing submission).
    pub at: Option<Origin>,
    /// What is wrong and what to do, in Vietnamese, without the place.
    pub message: String,
    /// The left side of the comparison: what is stated.
    pub left: Option<Side>,
    /// The right side: what it is compared with.
    pub right: Option<Side>,
    /// The other places concerned.
    pub related: Vec<Origin>,
    /// Index into the authority's explanations that accept it.
    pub explained: Option<usize>,
}

impl Finding {
    /// The same finding, with the unit concerned.
    #[must_use]
    pub fn of_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same finding, with both sides of the comparison.
    #[must_use]
    pub fn with_sides(mut self, left: impl Into<u64>, right: impl Into<u64>) -> Self {
        self.left = Some(Side::Count(left.into()));
        self.right = Some(Side::Count(right.into()));
        self
    }

    /// The same finding, with both sides as texts.
    #[must_use]
    pub fn with_texts(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.left = Some(Side::Text(left.into()));
        self.right = Some(Side::Text(right.into()));
        self
    }

    /// The same finding, with other places concerned.
    #[must_use]
    pub fn with_related(mut self, related: impl IntoIterator<Item = Origin>) -> Self {
        self.related.extend(related);
        self
    }
}
