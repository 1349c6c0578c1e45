//! S09: rows that were left out, with the reason; neighbours with one reason together.

use std::collections::BTreeSet;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, LeftOutReason, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S09",
    name: "row-left-out",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Có dòng không được tính, kèm lý do.",
    why: "Dòng có chữ hoặc số nhưng thiếu phần cần thiết (thường là tên) nên không thành một dòng số liệu.",
    remedy: "Nếu là một mô hình, một lượt khen thì ghi đủ tên; không phải thì để nguyên.",
    basis: "Mỗi dòng của danh sách phải có tên.",
    check,
};

/// Rows next to each other that were left out for one reason.
struct Run {
    at: Origin,
    last: Origin,
    reason: LeftOutReason,
    text: String,
    rows: usize,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut runs: Vec<Run> = Vec::new();
    // Where a whole column is missing every row lacks it: that is said once, by S04.
    let headless: BTreeSet<(u32, Option<u16>)> = context
        .misreads()
        .filter(|misread| matches!(misread.what, MisreadKind::ColumnMissing { .. }))
        .map(|misread| (misread.at.file, misread.at.sheet))
        .collect();
    for misread in context.misreads() {
        let MisreadKind::RowLeftOut { reason, text } = &misread.what else { continue };
        if headless.contains(&(misread.at.file, misread.at.sheet)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.reason == *reason && follows(run.last, misread.at) => {
                run.last = misread.at;
                run.rows += 1;
            }
            _ => runs.push(Run { at: misread.at, last: misread.at, reason: *reason, text: text.clone(), rows: 1 }),
        }
    }
    runs.iter().map(finding).collect()
}

fn follows(last: Origin, next: Origin) -> bool {
    let row = |at: Origin| at.cell.map(|cell| cell.row);
    last.file == next.file && last.sheet == next.sheet && row(last).map(|r| r + 1) == row(next)
}

fn finding(run: &Run) -> Finding {
    let reason = run.reason.text();
    if run.rows == 1 {
        return RULE.finding(run.at, format!("dòng {}: {reason}", quoted(&run.text)));
    }
    let message = format!("{} dòng liền nhau {reason}; dòng đầu ghi {}", run.rows, quoted(&run.text));
    RULE.finding(run.at, message).with_related([run.last])
}
