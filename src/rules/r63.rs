//! R63: a model is recognised although its score is below the pass mark.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Content, Finding, Form, LevelId, Model, Origin, ScoreRow, Severity, UnitId, decimal, name};

pub(super) const RULE: Rule = Rule {
    code: "R63",
    name: "recognised-below-pass-mark",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Mô hình được công nhận nhưng điểm chấm thấp hơn điểm đạt, hoặc kết quả chấm là không đạt.",
    why: "Công nhận trái với thang điểm đã ban hành sẽ bị hỏi lại.",
    remedy: "Kiểm tra điểm và dấu công nhận; có lý do riêng thì giải trình.",
    basis: "Điểm đạt khai báo trong hoi-nghi.toml (cham_diem.diem_dat, theo_cap); điểm thẩm định ở Biểu 1c, không có thì điểm tự chấm, rồi cột Điểm chấm của Biểu 1. Ô điểm để trống thì không xét.",
    check,
};

/// A score, where it stands, and what it is called.
struct Score {
    at: Origin,
    /// `None`: whatever level.
    level: Option<LevelId>,
    points: Option<Decimal>,
    passed: Option<bool>,
    what: &'static str,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let scoring = &dossier.authority.scoring;
    let sheets = Sheets::of(context);
    let mut rows = Vec::new();
    for model in &dossier.models {
        let scores = sheets.of_model(model).chain(listed(context, model));
        let below = scores.flat_map(|score| {
            let recognised = model.recognitions.iter().filter(|r| r.counts && score.level.is_none_or(|level| level == r.level));
            let found = recognised.filter_map(|r| fault(&score, scoring.pass_mark_at(r.level)).map(|message| (r.at, message)));
            found.map(|(at, message)| (score.at, at, message)).collect::<Vec<_>>()
        });
        let Some((at, recognised, message)) = below.into_iter().next() else { continue };
        let (unit, title) = (model.unit, &*model.name);
        rows.push(Row { at, unit, severity: Severity::Review, title, message, related: vec![recognised] });
    }
    gather(context, &RULE, rows, "mô hình được công nhận có điểm thấp hơn điểm đạt")
}

/// What a recognition goes against.
fn fault(score: &Score, mark: Option<Decimal>) -> Option<String> {
    if let Some((points, mark)) = score.points.zip(mark) {
        let low = points < mark;
        return low
            .then(|| format!("được công nhận với {} {}, thấp hơn điểm đạt {}", decimal(points), score.what, decimal(mark)));
    }
    (score.passed == Some(false)).then(|| "được công nhận, nhưng kết quả chấm điểm ghi không đạt".to_owned())
}

/// Điểm chấm of Biểu 1, the latest row that has it.
fn listed(context: &Context<'_>, model: &Model) -> Option<Score> {
    let dossier = context.dossier;
    let (row, points) = model.rows.iter().rev().find_map(|&row| Some((row, dossier.model_row(row)?.score?)))?;
    Some(Score { at: dossier.cell(row, Column::Score), level: None, points: Some(points), passed: None, what: "điểm" })
}

/// The rows of Biểu 1c, by unit and code or name.
struct Sheets(BTreeMap<(UnitId, String), Vec<Scored>>);

struct Scored {
    at: Origin,
    row: ScoreRow,
}

impl Sheets {
    fn of(context: &Context<'_>) -> Self {
        let mut found: BTreeMap<(UnitId, String), Vec<Scored>> = BTreeMap::new();
        for placed in context.tables(Form::Scores) {
            let Content::Scores(rows) = &placed.table.content else { continue };
            for row in rows {
                let first = placed.table.columns.first().map_or(0, |used| used.col);
                let col = row
                    .appraised
                    .or(row.own)
                    .map_or_else(|| placed.table.column(Column::Verdict).unwrap_or(first), |(_, col)| col);
                let at = placed.cell(row.row, col);
                let Some(unit) = context.unit_at(at) else { continue };
                let key = row.code.as_deref().or(row.name.as_deref()).map(name::key).unwrap_or_default();
                found.entry((unit, key)).or_default().push(Scored { at, row: row.clone() });
            }
        }
        Self(found)
    }

    /// What is told of a model; what is told of its code comes first.
    fn of_model<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = Score> + 'a {
        let texts = model.code.iter().chain(std::iter::once(&model.name)).filter(|_| !self.0.is_empty());
        let keys = texts.map(|text| (model.unit, name::key(text)));
        keys.filter_map(|key| self.0.get(&key)).flatten().map(|scored| {
            let (points, what) = match (scored.row.appraised, scored.row.own) {
                (Some((points, _)), _) => (Some(points), "điểm thẩm định"),
                (None, Some((points, _))) => (Some(points), "điểm tự chấm"),
                (None, None) => (None, "điểm"),
            };
            Score { at: scored.at, level: scored.row.level, points, passed: scored.row.passed, what }
        })
    }
}
