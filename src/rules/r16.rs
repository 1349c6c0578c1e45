//! R16: the total row of a Biểu 3 whose rows are units is not the sum of those rows.

use std::collections::BTreeSet;

use super::context::Placed;
use super::words::{figure, suspicion};
use super::{Blank, Context, Rule};
use crate::model::{Finding, Match, MisreadKind, Severity, Subject, TotalsRow, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R16",
    name: "total-row-mismatch",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Dòng tổng cộng khác tổng các dòng đơn vị trong cùng biểu.",
    why: "Số ở dòng tổng cộng là số được đưa vào báo cáo; người đọc cộng cột sẽ thấy chênh lệch.",
    remedy: "Cộng lại cột, kể cả dòng khối cơ quan, đơn vị trực thuộc; không cộng các dòng cộng nhóm. Sửa ô sai.",
    basis: "Dòng tổng cộng của biểu bằng tổng các dòng đơn vị của biểu đó.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let left_out = context.misreads().filter(|misread| matches!(misread.what, MisreadKind::RowLeftOut { .. }));
    let unnamed: BTreeSet<_> = left_out.map(|misread| (misread.at.file, misread.at.sheet)).collect();
    for (placed, rows) in context.totals() {
        let parts = unit_rows(context, placed, rows);
        if !parts.iter().any(|row| matches!(row.subject, Subject::Unit(_))) {
            continue;
        }
        // A row of figures without a name may be a part.
        if unnamed.contains(&(placed.file, Some(placed.table.sheet))) {
            continue;
        }
        for total in rows.iter().filter(|row| row.subject == Subject::Total) {
            for &(key, stated, col) in &total.counts {
                let count = |row: &&TotalsRow| row.counts.iter().find(|(.., c)| *c == col).map(|&(_, n, _)| u64::from(n));
                // One blank row makes the sum unknowable; R42 asks for it.
                let Some(sum) = parts.iter().map(count).sum::<Option<u64>>() else { continue };
                let stated = u64::from(stated);
                if stated != sum {
                    let message = format!(
                        "{}: dòng tổng ghi {}, cộng các dòng được {}{}",
                        key.measure.label(&context.dossier.authority),
                        figure(stated),
                        figure(sum),
                        suspicion(stated, sum)
                    );
                    let related = parts.first().zip(parts.last()).map(|(a, b)| placed.column(a.row, b.row, col));
                    findings
                        .push(RULE.finding(placed.cell(total.row, col), message).with_sides(stated, sum).with_related(related));
                }
            }
        }
    }
    findings
}

/// The rows that add up to the total: units and the submitter's own agencies, without subtotals and without units that
/// stand below another unit of the table.
fn unit_rows<'a>(context: &Context<'_>, placed: Placed<'_>, rows: &'a [TotalsRow]) -> Vec<&'a TotalsRow> {
    let units = &context.dossier.units;
    let submitter = context.submitter(placed);
    let unit = |row: &TotalsRow| -> Option<UnitId> {
        let Subject::Unit(index) = row.subject else { return None };
        match units.resolve(&placed.table.units.get(index as usize)?.text, submitter) {
            Match::One(unit) => Some(unit),
            Match::None | Match::Many(_) => None,
        }
    };
    // A row that names another unit than it is of is still a part.
    let misnamed = context.misnamed_row(placed.file, placed.index);
    let unit = |row: &TotalsRow| unit(row).filter(|_| !misnamed.is_some_and(|misnamed| misnamed.may_be(row.row)));
    let known: Vec<UnitId> = rows.iter().filter_map(unit).collect();
    rows.iter()
        .filter(|row| matches!(row.subject, Subject::Unit(_) | Subject::Direct))
        .filter(|row| !unit(row).is_some_and(|id| known.iter().any(|&other| other != id && units.is_within(id, other))))
        .collect()
}
