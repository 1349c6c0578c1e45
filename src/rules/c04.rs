//! C04: a formula that was never calculated, or an error value.

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "C04",
    name: "not-calculated",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Ô có công thức chưa được tính, hoặc báo lỗi (#REF!, #N/A…).",
    why: "Không có con số nào để đọc; ô này coi như chưa báo cáo.",
    remedy: "Mở tệp bằng Excel, để Excel tính lại, lưu rồi gửi lại; ô báo lỗi thì ghi lại số đúng.",
    basis: "Chỉ đọc kết quả Excel đã tính và lưu trong tệp.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // A workbook saved by a program that does not calculate has one cause in all its formulas.
    let mut sheets: BTreeMap<_, Vec<(Origin, &str)>> = BTreeMap::new();
    for misread in context.misreads() {
        match &misread.what {
            MisreadKind::NotCalculated { formula } => {
                sheets.entry((misread.at.file, misread.at.sheet)).or_default().push((misread.at, formula));
            }
            MisreadKind::ErrorValue { value } => {
                findings.push(RULE.finding(misread.at, format!("ô báo lỗi {value}; ghi lại số đúng")));
            }
            _ => {}
        }
    }
    let finding = |cells: Vec<(Origin, &str)>| {
        let (&(at, formula), others) = cells.split_first()?;
        let formula = quoted(&format!("={}", formula.trim_start_matches('=')));
        let message = match cells.len() {
            1 => format!("công thức {formula} chưa được tính; mở tệp bằng Excel, lưu lại rồi gửi lại"),
            n => format!("{n} ô có công thức chưa được tính, đầu tiên là {formula}; mở tệp bằng Excel, lưu lại rồi gửi lại"),
        };
        Some(RULE.finding(at, message).with_related(others.iter().map(|(at, _)| *at)))
    };
    findings.extend(sheets.into_values().filter_map(finding));
    findings
}
