//! R02: in one row of Biểu 3 the owners (tập thể, cá nhân, hộ gia đình) do not add up to the total beside them.

use std::collections::BTreeMap;

use super::words::{figure, suspicion};
use super::{Blank, Context, Rule};
use crate::model::{Column, Facet, FieldId, Finding, Key, Measure, Owner, Severity, Table, TotalsRow};

pub(super) const RULE: Rule = Rule {
    code: "R02",
    name: "owners-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Tập thể cộng cá nhân (cộng hộ gia đình) khác với tổng số cùng dòng.",
    why: "Báo cáo viết “trong đó có … tập thể, … cá nhân”; hai số này phải khớp với tổng số.",
    remedy: "Xem lại từng số trong dòng, sửa ô sai.",
    basis: "Mỗi mô hình, điển hình thuộc đúng một loại đối tượng.",
    check,
};

/// One comparison in a row: a measure, of all or of one field.
#[derive(Default)]
struct Split {
    total: Option<(u32, u16)>,
    owners: BTreeMap<Owner, (u32, u16)>,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (placed, rows) in context.totals() {
        for row in rows {
            for ((measure, _), split) in splits(row) {
                let Some((stated, col)) = split.total else { continue };
                // Tập thể and cá nhân must both be told; hộ gia đình where the form has a column for it.
                if !Owner::ALL
                    .iter()
                    .all(|o| split.owners.contains_key(o) || (*o == Owner::Household && !has(placed.table, measure, *o)))
                {
                    continue;
                }
                let (stated, sum) = (u64::from(stated), split.owners.values().map(|&(n, _)| u64::from(n)).sum::<u64>());
                if sum != stated {
                    let parts: Vec<String> =
                        split.owners.iter().map(|(o, &(n, _))| format!("{} {}", o.name(), figure(n))).collect();
                    let message = format!(
                        "{}: tổng số ghi {}, cộng {} được {}{}",
                        measure.label(&context.dossier.authority),
                        figure(stated),
                        parts.join(", "),
                        figure(sum),
                        suspicion(stated, sum)
                    );
                    let related = split.owners.values().map(|&(_, col)| placed.cell(row.row, col));
                    findings.push(RULE.finding(placed.cell(row.row, col), message).with_sides(stated, sum).with_related(related));
                }
            }
        }
    }
    findings
}

fn splits(row: &TotalsRow) -> BTreeMap<(Measure, Option<FieldId>), Split> {
    let mut splits: BTreeMap<(Measure, Option<FieldId>), Split> = BTreeMap::new();
    for &(key, count, col) in &row.counts {
        match key.facet {
            Facet::Total => splits.entry((key.measure, None)).or_default().total = Some((count, col)),
            Facet::Field(f) => splits.entry((key.measure, Some(f))).or_default().total = Some((count, col)),
            Facet::Owner(o) => drop(splits.entry((key.measure, None)).or_default().owners.insert(o, (count, col))),
            Facet::FieldOwner(f, o) => drop(splits.entry((key.measure, Some(f))).or_default().owners.insert(o, (count, col))),
            Facet::Kind(_) | Facet::Novelty(_) => {}
        }
    }
    splits
}

/// Has the table a column for the owner under the measure?
fn has(table: &Table, measure: Measure, owner: Owner) -> bool {
    table.column(Column::Stated(Key { measure, facet: Facet::Owner(owner) })).is_some()
}
