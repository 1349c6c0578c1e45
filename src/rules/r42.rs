//! R42: cells for figures were left blank (Biểu 3, Biểu 4); once per table.

use std::collections::BTreeSet;

use super::fields_down::merged_blanks;
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{Column, Content, Finding, Form, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R42",
    name: "blank-figures",
    severity: Severity::Note,
    blank: Blank::Reported,
    what: "Biểu còn ô số liệu để trống.",
    why: "Ô trống được hiểu là chưa báo cáo, không phải bằng 0; tổng số có ô trống bên trong thì chưa đủ.",
    remedy: "Không có thì ghi 0; chưa có số liệu thì bổ sung sau.",
    basis: "Ô trống khác số 0.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let misread = context.misread_cells();
    let mut findings = Vec::new();
    let blank: BTreeSet<u32> = context.blank_forms().map(|(file, _)| file).collect();
    for placed in context.tables(Form::Totals).chain(context.tables(Form::Indicators)) {
        // A form sent back blank is told by R41.
        if blank.contains(&placed.file) {
            continue;
        }
        let mut cells: Vec<Origin> = match &placed.table.content {
            Content::Totals(rows) => {
                let merged = merged_blanks(&context.dossier.authority, rows);
                let blanks = rows.iter().flat_map(|row| row.blanks.iter().map(move |&(_, col)| (row.row, col)));
                blanks.filter(|cell| !merged.contains(cell)).map(|(row, col)| placed.cell(row, col)).collect()
            }
            Content::Indicators(rows) => {
                let col = placed.table.column(Column::Value);
                let blank = rows.iter().filter(|row| row.value.is_none());
                col.into_iter().flat_map(|col| blank.clone().map(move |row| placed.cell(row.row, col))).collect()
            }
            _ => Vec::new(),
        };
        // What could not be read has its own finding.
        cells.retain(|cell| !misread.contains(cell));
        cells.sort_unstable();
        cells.dedup();
        if let Some((&at, others)) = cells.split_first() {
            let first = context.dossier.a1(at).unwrap_or_default();
            let message = match cells.len() {
                1 => format!("{}: ô {first} để trống, được hiểu là chưa báo cáo", quoted(placed.table.form.name())),
                n => format!(
                    "{}: {n} ô số liệu để trống, đầu tiên là {first}; được hiểu là chưa báo cáo",
                    quoted(placed.table.form.name())
                ),
            };
            findings.push(RULE.finding(at, message).with_related(runs(others)));
        }
    }
    findings
}

/// Cells side by side in a row as one range each.
fn runs(cells: &[Origin]) -> Vec<Origin> {
    let mut runs: Vec<Origin> = Vec::new();
    for &place in cells {
        let Some(cell) = place.cell else { continue };
        if let Some(last) = runs.last_mut()
            && let Some(end) = last.to.or(last.cell)
            && end.row == cell.row
            && end.col + 1 == cell.col
        {
            *last = last.through(cell.row, cell.col);
        } else {
            runs.push(place);
        }
    }
    runs
}
