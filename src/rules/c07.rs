//! C07: a tick column with something that is neither a tick nor blank; once per value and column.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C07",
    name: "bad-tick",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Cột đánh dấu có nội dung không phải dấu x, cũng không để trống.",
    why: "Không rõ là có hay không; ô này tạm coi như không đánh dấu.",
    remedy: "Có thì ghi x, không thì để trống.",
    basis: "Cột đánh dấu chỉ nhận x hoặc để trống.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut values: BTreeMap<_, Same<'_>> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::BadTick { column, value } = &misread.what {
            let col = misread.at.cell.map(|cell| cell.col);
            let same = values.entry((misread.at.file, misread.at.sheet, col, value)).or_insert_with(|| Same {
                column,
                value,
                cells: Vec::new(),
            });
            same.cells.push(misread.at);
        }
    }
    values.into_values().filter_map(|same| finding(&same)).collect()
}

/// Cells of a column with one value.
struct Same<'a> {
    column: &'a str,
    value: &'a str,
    cells: Vec<Origin>,
}

fn finding(same: &Same<'_>) -> Option<Finding> {
    let (&at, others) = same.cells.split_first()?;
    let message = format!("cột {} ghi {}; có thì ghi x, không thì để trống", quoted(same.column), quoted(same.value));
    Some(RULE.finding(at, message).with_related(others.iter().copied()))
}
