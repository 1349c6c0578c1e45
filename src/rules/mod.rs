//! Dossier → findings (điểm cần rà soát); one file a rule, one row each in [`ALL`].
//!
//! A rule is a plain [`Rule`]: what it says to people, and a check that looks at the whole dossier. Only rules make
//! findings. A rule never fires on what is unknown: where that matters it says “chưa thể kết luận” once per cause, as
//! a note. [`check`] runs them all, lets one cell carry one wrong total only, names the unit, and marks what
//! `[[giai_trinh]]` accepts.
//!
//! The one trap: forms that a newer version replaced stay in the dossier. Judge the tables of [`Context::tables`] and
//! the facts of [`Context::misreads`], which leave them out, never the readings themselves.

mod absent;
mod authority_table;
mod blame;
mod c01;
mod c02;
mod c03;
mod c04;
mod c05;
mod c06;
mod c07;
mod c08;
mod c09;
mod carried;
mod catalogue;
mod context;
mod doubt;
mod equations;
mod examples;
mod fields_down;
mod gathered;
mod halves;
mod indicators;
mod invariants;
mod joined;
mod joint;
mod likeness;
mod mend;
mod ordered;
mod parts;
mod past;
mod pasted;
mod places;
mod r01;
mod r02;
mod r03;
mod r04;
mod r05;
mod r06;
mod r07;
mod r08;
mod r09;
mod r10;
mod r11;
mod r12;
mod r13;
mod r14;
mod r15;
mod r16;
mod r17;
mod r20;
mod r21;
mod r24;
mod r26;
mod r27;
mod r28;
mod r29;
mod r30;
mod r31;
mod r32;
mod r33;
mod r34;
mod r35;
mod r36;
mod r37;
mod r38;
mod r39;
mod r40;
mod r41;
mod r42;
mod r43;
mod r44;
mod r45;
mod r46;
mod r47;
mod r48;
mod r49;
mod r51;
mod r52;
mod r55;
mod r56;
mod r57;
mod r58;
mod r59;
mod r60;
mod r61;
mod r62;
mod r63;
mod r64;
mod r65;
mod ratios;
mod s01;
mod s02;
mod s03;
mod s04;
mod s05;
mod s06;
mod s07;
mod s08;
mod s09;
mod s10;
mod s11;
mod settle;
mod stated;
mod stated_causes;
mod stated_words;
mod sum_words;
mod sums;
#[cfg(test)]
mod tests;
mod texts;
mod titles;
mod units_down;
mod words;

pub use catalogue::{explain, rules_md};
pub use context::Context;
pub use invariants::{INVARIANTS, Invariant};

use crate::model::{Dossier, Explanation, Finding, Origin, Severity};

/// What a missing value means to a rule (ô trống).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Nothing is said of what is missing; another rule asks for it.
    Skip,
    /// Said once per cause as a note: “chưa thể kết luận”.
    Inconclusive,
    /// What is missing is the very thing reported.
    Reported,
}

/// A rule (quy tắc đối chiếu): a row of the table, and its check.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its code, "R15"; never used again for another fault.
    pub code: &'static str,
    /// Names the fault, kebab-case.
    pub name: &'static str,
    /// How grave; a finding may be said to be less grave where the rule explains when.
    pub severity: Severity,
    /// What a missing value means.
    pub blank: Blank,
    /// What is wrong, to the clerk.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
    /// What it rests on.
    pub basis: &'static str,
    /// Looks at the dossier.
    pub check: fn(&Context<'_>) -> Vec<Finding>,
}

impl Rule {
    /// A finding of this rule at a place.
    fn finding(&self, at: Origin, message: impl Into<String>) -> Finding {
        self.unplaced(message).placed(Some(at))
    }

    /// A finding of this rule that stands in no file.
    fn unplaced(&self, message: impl Into<String>) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            unit: None,
            at: None,
            message: message.into(),
            left: None,
            right: None,
            related: Vec::new(),
            explained: None,
        }
    }
}

/// How a rule changes a finding it has made.
trait Adjusted {
    /// The same finding at another place.
    fn placed(self, at: Option<Origin>) -> Self;
    /// The same finding, as grave as said.
    fn graded(self, severity: Severity) -> Self;
}

impl Adjusted for Finding {
    fn placed(mut self, at: Option<Origin>) -> Self {
        self.at = at;
        self
    }

    fn graded(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// All rules, by code: R, then S (files and sheets), then C (cells).
pub const ALL: &[Rule] = &[
    r01::RULE,
    r02::RULE,
    r03::RULE,
    r04::RULE,
    r05::RULE,
    r06::RULE,
    r07::RULE,
    r08::RULE,
    r09::RULE,
    r10::RULE,
    r11::RULE,
    r12::RULE,
    r13::RULE,
    r14::RULE,
    r15::RULE,
    r16::RULE,
    r17::RULE,
    r20::RULE,
    r21::RULE,
    r24::RULE,
    r26::RULE,
    r27::RULE,
    r28::RULE,
    r29::RULE,
    r30::RULE,
    r31::RULE,
    r32::RULE,
    r33::RULE,
    r34::RULE,
    r35::RULE,
    r36::RULE,
    r37::RULE,
    r38::RULE,
    r39::RULE,
    r40::RULE,
    r41::RULE,
    r42::RULE,
    r43::RULE,
    r44::RULE,
    r45::RULE,
    r46::RULE,
    r47::RULE,
    r48::RULE,
    r49::RULE,
    r51::RULE,
    r52::RULE,
    r55::RULE,
    r56::RULE,
    r57::RULE,
    r58::RULE,
    r59::RULE,
    r60::RULE,
    r61::RULE,
    r62::RULE,
    r63::RULE,
    r64::RULE,
    r65::RULE,
    s01::RULE,
    s02::RULE,
    s03::RULE,
    s04::RULE,
    s05::RULE,
    s06::RULE,
    s07::RULE,
    s08::RULE,
    s09::RULE,
    s10::RULE,
    s11::RULE,
    c01::RULE,
    c02::RULE,
    c03::RULE,
    c04::RULE,
    c05::RULE,
    c06::RULE,
    c07::RULE,
    c08::RULE,
    c09::RULE,
];

/// Every finding, explained ones too, sorted by file, sheet, row, column, code; those that stand in no file last.
/// `is_final`: judged for `--final`.
pub fn check(dossier: &Dossier, is_final: bool) -> Vec<Finding> {
    let context = Context::new(dossier, is_final);
    let found = ALL.iter().flat_map(|rule| (rule.check)(&context)).collect();
    settle::settle(&context, found)
}

/// The findings that an entry of `[[giai_trinh]]` would explain.
pub fn explained_by<'f>(dossier: &Dossier, entry: &Explanation, findings: &'f [Finding]) -> Vec<&'f Finding> {
    let context = Context::new(dossier, true);
    findings.iter().filter(|finding| settle::accepts(&context, entry, finding)).collect()
}

/// The rule of a code, "R15" or "r15".
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
}
