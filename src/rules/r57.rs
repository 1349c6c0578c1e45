//! R57: a model is recognised in a year before the first in which it was registered.

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Novelty, Severity, When};

pub(super) const RULE: Rule = Rule {
    code: "R57",
    name: "recognised-before-registered",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Năm công nhận trước năm đăng ký.",
    why: "Mô hình chỉ được công nhận sau khi đăng ký và thực hiện.",
    remedy: "Sửa năm đăng ký hoặc năm công nhận; mô hình có từ kỳ trước thì ghi Duy trì.",
    basis: "Đăng ký trước, công nhận sau; mô hình ghi Duy trì thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut rows = Vec::new();
    for model in dossier.models.iter().filter(|m| m.novelty != Some(Novelty::Maintained)) {
        let Some(registered) = model.first_year else { continue };
        let year = |when: When| match when {
            When::Year(year) => Some(year),
            When::SubPeriod(sub) => Some(dossier.authority.sub_periods[usize::from(sub.0)].to.year),
            When::Tick | When::Period => None,
        };
        let early = model.recognitions.iter().find_map(|r| year(r.when).filter(|y| *y < registered).map(|y| (r, y)));
        let Some((recognition, year)) = early else { continue };
        let level = &dossier.authority.level(recognition.level).name;
        rows.push(Row {
            at: recognition.at,
            unit: model.unit,
            severity: Severity::MustFix,
            title: &model.name,
            message: format!("được công nhận {level} năm {year}, trước năm đăng ký {registered}"),
            related: model.rows.first().map(|row| dossier.cell(*row, Column::RegisteredYear)).into_iter().collect(),
        });
    }
    gather(context, &RULE, rows, "mô hình có năm công nhận trước năm đăng ký, có thể lệch cột năm")
}
