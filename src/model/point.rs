//! A finding on its way to people (nội dung rà soát): who can mend it, and what its rule says.

use super::reading::Form;
use super::unit::UnitId;

/// A finding with what people need besides it; one for each finding, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Who can mend it: the sender of the file; `None` where that is not known.
    pub unit: Option<UnitId>,
    /// The form in which it stands (biểu); `None` outside any table.
    pub form: Option<Form>,
    /// What is wrong, a sentence's start in capitals, with the other places of the same file.
    pub what: String,
    /// Why that matters.
    pub why: &'static str,
    /// How to mend it.
    pub how: &'static str,
}
