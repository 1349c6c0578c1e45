//! R04: new and maintained models do not add up to the registered ones. A list that leaves some row unmarked cannot be
//! judged; that is said once a unit.

use std::collections::BTreeMap;

use super::equations::Split;
use super::words::figure;
use super::{Adjusted as _, Blank, Context, Rule, sums};
use crate::model::{Column, Finding, Model, Novelty, Origin, RowRef, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R04",
    name: "novelties-do-not-sum",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Đăng ký mới cộng duy trì khác với tổng số đăng ký.",
    why: "Báo cáo viết “trong đó … mô hình mới, … mô hình duy trì”; hai số này cộng lại phải bằng tổng số.",
    remedy: "Xem lại từng số trong dòng; ở danh sách thì ghi đủ Mới hoặc Duy trì cho từng mô hình.",
    basis: "Mỗi mô hình đăng ký hoặc là mới, hoặc là duy trì từ kỳ trước. Chỉ xét khi có cả hai loại.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = sums::findings(context, &RULE, Split::Novelties);
    let mut lists: BTreeMap<UnitId, Vec<&Model>> = BTreeMap::new();
    for model in context.dossier.models.iter().filter(|model| model.is_registered()) {
        lists.entry(model.unit).or_default().push(model);
    }
    findings.extend(lists.into_iter().filter_map(|(unit, models)| unmarked(context, unit, &models)));
    findings
}

/// Some models are marked new, some maintained, and some not at all.
fn unmarked(context: &Context<'_>, unit: UnitId, models: &[&Model]) -> Option<Finding> {
    let marked = |novelty| models.iter().filter(|model| model.novelty == novelty).count() as u64;
    let (new, maintained, blank) = (marked(Some(Novelty::New)), marked(Some(Novelty::Maintained)), marked(None));
    if new == 0 || maintained == 0 || blank == 0 {
        return None;
    }
    let cells: Vec<Origin> = models
        .iter()
        .filter(|model| model.novelty.is_none())
        .filter_map(|model| model.rows.first())
        .filter_map(|&row| cell(context, row))
        .collect();
    let (&first, others) = cells.split_first()?;
    let message = format!(
        "chưa thể kết luận số mới và duy trì có khớp với số đăng ký hay không: {} mới, {} duy trì, còn {} mô hình chưa ghi",
        figure(new),
        figure(maintained),
        figure(blank)
    );
    let finding = RULE.finding(first, message).of_unit(context.name(unit)).graded(Severity::Note);
    Some(finding.with_related(others.iter().copied()))
}

/// The cell for new or maintained, where the list has one.
fn cell(context: &Context<'_>, row: RowRef) -> Option<Origin> {
    let columns = [Column::Novelty, Column::NoveltyTick(Novelty::New), Column::NoveltyTick(Novelty::Maintained)];
    let column = columns.into_iter().find(|&column| context.dossier.table(row).column(column).is_some())?;
    Some(context.dossier.cell(row, column))
}
