//! One cause, one message: a fault that many rows of one column have is told once, with its extent.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Adjusted as _, Context, Rule};
use crate::model::{Finding, Origin, Severity, UnitId};

/// From so many rows of one column on, a fault is told once.
pub(super) const MANY: usize = 4;

/// A fault of one row.
pub(super) struct Row<'a> {
    pub at: Origin,
    pub unit: UnitId,
    pub severity: Severity,
    /// The model or recipient.
    pub title: &'a str,
    /// The message of this row alone, without the title before it.
    pub message: String,
    pub related: Vec<Origin>,
}

/// The findings of such rows; `many` words what all of a column have in common, after their number: "mô hình …".
pub(super) fn gather(context: &Context<'_>, rule: &Rule, rows: Vec<Row<'_>>, many: &str) -> Vec<Finding> {
    let mut columns: BTreeMap<_, Vec<Row<'_>>> = BTreeMap::new();
    for row in rows {
        let column = (row.at.file, row.at.sheet, row.at.cell.map(|cell| cell.col), row.unit, row.severity);
        columns.entry(column).or_default().push(row);
    }
    let mut findings = Vec::new();
    for ((.., unit, severity), mut rows) in columns {
        if rows.len() < MANY {
            findings.extend(rows.into_iter().map(|row| {
                let message = format!("{} {}", quoted(row.title), row.message);
                rule.finding(row.at, message).graded(severity).of_unit(context.name(unit)).with_related(row.related)
            }));
            continue;
        }
        rows.sort_by_key(|row| row.at);
        let titles: Vec<String> = rows.iter().take(3).map(|row| quoted(row.title)).collect();
        let message = format!("{} {many}: {} và {} dòng khác", rows.len(), titles.join(", "), rows.len() - titles.len());
        let others = runs(rows[1..].iter().map(|row| row.at));
        findings.push(rule.finding(rows[0].at, message).graded(severity).of_unit(context.name(unit)).with_related(others));
    }
    findings
}

/// Cells in order → the same places, those right below one another in one column as one range.
pub(super) fn runs(cells: impl IntoIterator<Item = Origin>) -> Vec<Origin> {
    let mut runs: Vec<Origin> = Vec::new();
    for at in cells {
        match (runs.last_mut(), at.cell) {
            (Some(run), Some(cell)) if is_below(*run, at) => *run = run.through(cell.row, cell.col),
            _ => runs.push(at),
        }
    }
    runs
}

fn is_below(run: Origin, at: Origin) -> bool {
    let (Some(last), Some(cell)) = (run.end().cell, at.cell) else { return false };
    (run.file, run.sheet) == (at.file, at.sheet) && at.to.is_none() && last.col == cell.col && last.row + 1 == cell.row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_below_one_another_are_one_range() {
        let cells = [(5, 1), (6, 1), (7, 1), (9, 1), (10, 2), (11, 2)].map(|(row, col)| Origin::cell(0, 0, row, col));
        let shown: Vec<String> = runs(cells).iter().filter_map(Origin::a1).collect();
        assert_eq!(shown, ["B6:B8", "B10", "C11:C12"]);
        assert_eq!(runs([Origin::cell(0, 0, 1, 1), Origin::cell(0, 1, 2, 1)]).len(), 2);
    }
}
