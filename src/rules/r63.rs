//! R63: a model is recognised although its score is below the pass mark.

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Severity, decimal};

pub(super) const RULE: Rule = Rule {
    code: "R63",
    name: "recognised-below-pass-mark",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Mô hình được công nhận nhưng điểm chấm thấp hơn điểm đạt.",
    why: "Công nhận trái với thang điểm đã ban hành sẽ bị hỏi lại.",
    remedy: "Kiểm tra điểm và dấu công nhận; có lý do riêng thì giải trình.",
    basis: "Điểm đạt khai báo trong hoi-nghi.toml (cham_diem.diem_dat); ô điểm để trống thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let Some(mark) = dossier.authority.pass_mark else { return Vec::new() };
    let mut rows = Vec::new();
    for model in &dossier.models {
        let Some(recognised) = model.recognitions.iter().find(|r| r.counts) else { continue };
        let scored = model.rows.iter().rev().find_map(|&row| Some((row, dossier.model_row(row)?.score?)));
        let Some((row, score)) = scored.filter(|(_, score)| *score < mark) else { continue };
        rows.push(Row {
            at: dossier.cell(row, Column::Score),
            unit: model.unit,
            severity: Severity::Review,
            title: &model.name,
            message: format!("được công nhận với {} điểm, thấp hơn điểm đạt {}", decimal(score), decimal(mark)),
            related: vec![recognised.at],
        });
    }
    gather(context, &RULE, rows, "mô hình được công nhận có điểm thấp hơn điểm đạt")
}
