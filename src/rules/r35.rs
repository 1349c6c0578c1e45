//! R35: a stated change is not the difference of the two figures beside it: “từ 50 lên 75, tăng 20”.

use rust_decimal::Decimal;

use super::texts::{self, Figure, Passage};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, IndicatorRow, RowRef, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R35",
    name: "change-differs",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Mức tăng, giảm đã ghi không bằng chênh lệch giữa số kỳ này và số kỳ trước.",
    why: "Người đọc trừ hai số sẽ thấy chênh lệch.",
    remedy: "Tính lại mức tăng, giảm từ số kỳ này và số kỳ trước.",
    basis: "Mức tăng bằng số kỳ này trừ số kỳ trước; mức giảm thì ngược lại.",
    check,
};

/// Figures before and now, and the change said of them.
struct Change<'t> {
    before: Decimal,
    now: Decimal,
    percent: bool,
    said: &'t Figure,
    rises: bool,
}

impl Change<'_> {
    /// Is the change said the difference, or the relative change at its printed precision?
    fn holds(&self) -> bool {
        let difference = self.now - self.before;
        let said = if self.rises { self.said.value } else { -self.said.value };
        if difference == said && (self.percent || !self.said.percent) {
            return true;
        }
        let relative = (difference * Decimal::ONE_HUNDRED).checked_div(self.before);
        self.said.percent
            && relative.is_some_and(|relative| self.said.rounds(relative.abs()))
            && (difference >= Decimal::ZERO) == self.rises
    }

    fn finding(&self) -> Finding {
        let difference = self.now - self.before;
        let way = if difference.is_sign_negative() { "giảm" } else { "tăng" };
        let stated = format!("{} {}", if self.rises { "tăng" } else { "giảm" }, self.said.shown());
        let (before, now, right) = (decimal(self.before), decimal(self.now), decimal(difference.abs()));
        let message = format!("ghi {stated}, nhưng từ {before} đến {now} là {way} {right}");
        RULE.unplaced(message).with_texts(stated, format!("{way} {right}"))
    }
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = texts::passages(context).iter().flat_map(|passage| of_passage(context, passage)).collect();
    for fact in &context.dossier.indicators {
        let Some(row) = context.dossier.indicator_row(fact.row) else { continue };
        if let Some(finding) = of_row(context, fact.row, row) {
            findings.push(finding.of_unit(context.name(fact.unit)));
        }
    }
    findings
}

/// Thực hiện and Kỳ trước of a row, and “tăng 25” in its note.
fn of_row(context: &Context<'_>, at: RowRef, row: &IndicatorRow) -> Option<Finding> {
    let (note, now, before) = (row.note.as_deref()?, row.value?, row.previous?);
    let figures = texts::figures(note);
    let [said] = figures.as_slice() else { return None };
    let rises = direction(&note[..said.start])?;
    let percent = row.unit_of_measure.as_deref().is_some_and(|unit| unit.contains('%'));
    let change = Change { before, now, percent, said, rises };
    if row.out_of.is_some() || change.holds() {
        return None;
    }
    let cell = |column| context.dossier.cell(at, column);
    Some(change.finding().placed(Some(cell(Column::Note))).with_related([cell(Column::Value), cell(Column::Previous)]))
}

/// "từ 42,53% xuống còn 22,07%, giảm 20,46%".
fn of_passage(context: &Context<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in texts::sentences(passage.text) {
        let figures: Vec<Figure> = texts::figures_of(sentence).0;
        for three in figures.windows(3) {
            let [before, now, said] = three else { continue };
            let from = sentence[..before.start].trim_end().to_lowercase().ends_with("từ");
            let to = ["lên", "đến", "còn", "xuống"].iter().any(|word| sentence[before.end..now.start].contains(word));
            let Some(rises) = direction(&sentence[now.end..said.start]).filter(|_| from && to) else { continue };
            if before.percent != now.percent {
                continue;
            }
            let change = Change { before: before.value, now: now.value, percent: before.percent, said, rises };
            if !change.holds() {
                findings.push(passage.of_unit(context, change.finding().placed(passage.at)));
            }
        }
    }
    findings
}

/// Does the text before a figure say that something rose by it, or fell?
fn direction(before: &str) -> Option<bool> {
    let words = before.trim_end().to_lowercase();
    let ends = |word: &str| ["", " thêm", " được", " là"].iter().any(|tail| words.ends_with(&format!("{word}{tail}")));
    if ends("tăng") { Some(true) } else { ends("giảm").then_some(false) }
}
