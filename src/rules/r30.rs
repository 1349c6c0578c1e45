//! R30: before the final report, every award has its decision: number, day, and a day not after the conference.

use super::{Blank, Context, Rule};
use crate::model::{AwardRow, Column, Content, Finding, Form, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R30",
    name: "decision-missing",
    severity: Severity::Review,
    blank: Blank::Reported,
    what: "Khi lập bản chính thức: khen thưởng chưa có số, ngày quyết định, hoặc quyết định ký sau ngày hội nghị.",
    why: "Danh sách công bố tại hội nghị phải có quyết định kèm theo.",
    remedy: "Bổ sung số và ngày quyết định; chưa quyết định thì ghi Tình trạng là Đề nghị.",
    basis: "Khen thưởng có hiệu lực từ quyết định; chỉ xét khi chạy với --final.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    if !context.is_final {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for placed in context.tables(Form::Awards) {
        let Content::Awards(rows) = &placed.table.content else { continue };
        let awarded = || rows.iter().filter(|row| !row.proposed && !row.cumulative);
        let mut missing = |column: Column, what: &str, blank: fn(&AwardRow) -> bool| {
            let col = placed.table.column(column).or_else(|| placed.table.column(Column::Recipient)).unwrap_or(0);
            let cells: Vec<Origin> = awarded().filter(|row| blank(row)).map(|row| placed.cell(row.row, col)).collect();
            if let Some((&at, others)) = cells.split_first() {
                let message = format!("{} dòng khen thưởng chưa có {what}", cells.len());
                findings.push(RULE.finding(at, message).with_related(others.iter().copied()));
            }
        };
        missing(Column::Decision, "số quyết định", |row| row.decision.is_none());
        missing(Column::DecisionDate, "ngày quyết định", |row| row.date.is_none());
        let Some((conference, col)) = context.dossier.authority.date.zip(placed.table.column(Column::DecisionDate)) else {
            continue;
        };
        for row in awarded() {
            if let Some(date) = row.date.filter(|date| *date > conference) {
                let message = format!("quyết định ngày {date}, sau ngày hội nghị {conference}");
                let finding = RULE.finding(placed.cell(row.row, col), message);
                findings.push(finding.with_texts(date.to_string(), conference.to_string()));
            }
        }
    }
    findings
}
