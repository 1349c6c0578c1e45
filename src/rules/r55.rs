//! R55: a count that is not a whole number from 0 up.

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R55",
    name: "not-a-whole-number",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Ô số lượng không phải là số nguyên từ 0 trở lên.",
    why: "Không biết con số đúng là bao nhiêu nên ô này coi như chưa báo cáo.",
    remedy: "Ghi lại số đúng; Excel để tiếng Anh hiểu dấu chấm là dấu thập phân (gõ 1.520 thành 1,52), nên gõ 1520.",
    basis: "Mô hình, tập thể, cá nhân, lượt đều đếm bằng số nguyên.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::BadCount { value, readings } => {
            let offer = match readings.as_slice() {
                [] => String::new(),
                list => format!("; có thể là {}", list.join(" hoặc ")),
            };
            let fault = if value.starts_with(['-', '−']) { "là số âm" } else { "không phải là số nguyên" };
            let message = format!("{} {fault}{offer}; ghi lại số đúng", quoted(value));
            Some(RULE.finding(misread.at, message))
        }
        _ => None,
    });
    facts.collect()
}
