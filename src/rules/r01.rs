//! R01: the fields of a stated total (Biểu 3) do not add up to it, down a column or along a row.

use std::collections::BTreeMap;

use super::context::Placed;
use super::words::{figure, suspicion};
use super::{Blank, Context, Rule};
use crate::model::{Authority, Column, Facet, FieldId, Finding, Measure, Origin, Severity, Subject, TotalsRow, name};

pub(super) const RULE: Rule = Rule {
    code: "R01",
    name: "fields-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Cộng các lĩnh vực khác với dòng (cột) tổng số.",
    why: "Báo cáo nêu cả tổng số và từng lĩnh vực; người đọc cộng lại sẽ thấy chênh lệch.",
    remedy: "Cộng lại các lĩnh vực, sửa ô sai. Nhóm lĩnh vực ghi gộp chỉ được tính một lần.",
    basis: "Mỗi mô hình, điển hình thuộc đúng một lĩnh vực, nên tổng số bằng tổng các lĩnh vực.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let (mut findings, misread) = (Vec::new(), context.misread_cells());
    for (placed, rows) in context.totals() {
        // A row whose field could not be read leaves the sum unknown.
        let unread = misread
            .range(Origin::sheet(placed.file, placed.table.sheet)..)
            .take_while(|at| at.file == placed.file && at.sheet == Some(placed.table.sheet))
            .any(|&at| is_label(placed, at));
        if !unread && !rows.iter().any(|row| matches!(row.subject, Subject::Unit(_))) {
            down_columns(context, placed, rows, &mut findings);
        }
        along_rows(context, placed, rows, &mut findings);
    }
    findings
}

/// Is the cell where a row of the table says what it is about, or its ordinal (of a row without a name)?
fn is_label(placed: Placed<'_>, at: Origin) -> bool {
    let label = placed.table.column(Column::Subject);
    at.cell.is_some_and(|cell| label.is_some_and(|label| cell.col <= label) && cell.row > placed.table.heading.1.row)
}

/// Rows are fields: each "Tổng cộng" row closes the field rows above it, or all of them where there is only one.
fn down_columns(context: &Context<'_>, placed: Placed<'_>, rows: &[TotalsRow], findings: &mut Vec<Finding>) {
    let totals: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].subject == Subject::Total).collect();
    for (nth, &total) in totals.iter().enumerate() {
        let parts: Vec<&TotalsRow> = if totals.len() == 1 {
            rows.iter().collect()
        } else {
            rows[if nth == 0 { 0 } else { totals[nth - 1] }..total].iter().collect()
        };
        let partial = parts.iter().any(|row| is_partial(&row.label));
        for &(key, stated, col) in &rows[total].counts {
            let Some((sum, cells)) = column_sum(&context.dossier.authority, &parts, col) else { continue };
            let (stated, partial) = (u64::from(stated), partial && sum <= u64::from(stated));
            if sum != stated && !partial {
                let label = key.measure.label(&context.dossier.authority);
                let message = format!(
                    "{label}: dòng tổng ghi {}, cộng các lĩnh vực được {}{}",
                    figure(stated),
                    figure(sum),
                    suspicion(stated, sum)
                );
                let related = cells.into_iter().map(|row| placed.cell(row, col));
                findings
                    .push(RULE.finding(placed.cell(rows[total].row, col), message).with_sides(stated, sum).with_related(related));
            }
        }
    }
}

/// The sum of the field rows in a column and the rows it is made of; `None` where a field is blank or none stands.
/// A merged group counts once: not where its fields stand by themselves.
fn column_sum(authority: &Authority, rows: &[&TotalsRow], col: u16) -> Option<(u64, Vec<u32>)> {
    let (mut sum, mut cells) = (0, Vec::new());
    let mut merged: Vec<FieldId> = Vec::new();
    for row in rows {
        if let (Subject::FieldGroup(group), Some(n)) = (&row.subject, count(row, col)) {
            let members = authority.field_groups.get(usize::from(*group)).map_or(&[][..], |g| &g.fields);
            if !members_stand(members, rows, col) {
                merged.extend(members);
                sum += u64::from(n);
                cells.push(row.row);
            }
        }
    }
    for row in rows {
        if let Subject::Field(field) = row.subject {
            match count(row, col) {
                Some(n) => {
                    sum += u64::from(n);
                    cells.push(row.row);
                }
                None if merged.contains(&field) => {}
                None => return None,
            }
        }
    }
    (!cells.is_empty()).then_some((sum, cells))
}

/// Blank cells of fields whose figure stands in a merged group's row: nothing is missing there.
pub(super) fn merged_blanks(authority: &Authority, rows: &[TotalsRow]) -> Vec<(u32, u16)> {
    let mut blanks = Vec::new();
    for row in rows {
        let Subject::FieldGroup(group) = row.subject else { continue };
        let members = authority.field_groups.get(usize::from(group)).map_or(&[][..], |g| &g.fields);
        for member in rows.iter().filter(|r| matches!(r.subject, Subject::Field(f) if members.contains(&f))) {
            let inside = member.blanks.iter().filter(|(_, col)| count(row, *col).is_some());
            blanks.extend(inside.map(|&(_, col)| (member.row, col)));
        }
    }
    blanks
}

/// Do fields of a merged group stand with figures of their own? Then the group's row only repeats them.
fn members_stand(members: &[FieldId], rows: &[&TotalsRow], col: u16) -> bool {
    rows.iter().any(|row| matches!(row.subject, Subject::Field(f) if members.contains(&f)) && count(row, col).is_some())
}

fn count(row: &TotalsRow, col: u16) -> Option<u32> {
    row.counts.iter().find(|(.., c)| *c == col).map(|&(_, n, _)| n)
}

/// "Trong đó": the parts are only some of the whole.
fn is_partial(label: &str) -> bool {
    name::slug_words(label).contains("trong do")
}

/// Columns are fields: along each row they add up to the measure's total.
fn along_rows(context: &Context<'_>, placed: Placed<'_>, rows: &[TotalsRow], findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<Measure, Vec<(FieldId, u16)>> = BTreeMap::new();
    let mut partial = false;
    for column in &placed.table.columns {
        if let Some(Column::Stated(key)) = column.column
            && let Facet::Field(field) = key.facet
        {
            columns.entry(key.measure).or_default().push((field, column.col));
            partial |= is_partial(&column.heading);
        }
    }
    for row in rows.iter().filter(|row| !matches!(row.subject, Subject::Field(_) | Subject::FieldGroup(_))) {
        for (&measure, fields) in &columns {
            let stated = row.counts.iter().find(|(key, ..)| key.measure == measure && key.facet == Facet::Total);
            let Some(&(_, stated, col)) = stated else { continue };
            let Some(sum) = fields.iter().map(|&(_, col)| count(row, col).map(u64::from)).sum::<Option<u64>>() else { continue };
            let stated = u64::from(stated);
            if sum != stated && !(partial && sum < stated) {
                let message = format!(
                    "{}: tổng số ghi {}, cộng các lĩnh vực được {}{}",
                    measure.label(&context.dossier.authority),
                    figure(stated),
                    figure(sum),
                    suspicion(stated, sum)
                );
                let related: Vec<Origin> = fields.iter().map(|&(_, col)| placed.cell(row.row, col)).collect();
                findings.push(RULE.finding(placed.cell(row.row, col), message).with_sides(stated, sum).with_related(related));
            }
        }
    }
}
