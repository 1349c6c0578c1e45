//! The cells of a unit's lists that count under a key, one model or recognition each.

use rust_decimal::Decimal;

use crate::model::{
    Column, EvidenceNode, Facet, Key, LevelId, Measure, Model, ModelRow, Origin, Recognition, RowRef, Term, UnitId,
};

use super::{Tracer, leave_out};

impl Tracer<'_> {
    /// The cells counted, and what of the same models was not.
    pub(super) fn list(&self, unit: UnitId, key: Key, node: &mut EvidenceNode) {
        for model in self.models_of(unit).filter(|model| model.is_in(key.facet)) {
            self.model(model, key, node);
        }
    }

    /// The cell by which a model counts under a key.
    pub(super) fn model(&self, model: &Model, key: Key, node: &mut EvidenceNode) {
        let times = model.counted(key.measure);
        if let Some(level) = level_of(key.measure) {
            self.recognitions(model, level, key, node);
        } else if times > 0 {
            let at = self.cell_of(model, key.measure);
            node.terms.push(Term { at, adds: Decimal::from(times), part: self.part_of(model, key.facet) });
            self.other_rows(model, key.measure, node);
        }
    }

    /// Recognitions of a model at a level: each counts as lượt, the first as the model.
    fn recognitions(&self, model: &Model, level: LevelId, key: Key, node: &mut EvidenceNode) {
        let sub = match key.measure {
            Measure::RecognisedIn(_, sub) | Measure::EventsIn(_, sub) => Some(sub),
            _ => None,
        };
        let (counted, outside): (Vec<&Recognition>, Vec<&Recognition>) =
            model.recognitions.iter().filter(|r| r.level == level).partition(|r| r.counts);
        let (fitting, elsewhere): (Vec<&Recognition>, Vec<&Recognition>) =
            counted.into_iter().partition(|r| sub.is_none() || r.sub_period == sub);
        let part = self.part_of(model, key.facet);
        let taken = if key.measure.is_events() { fitting.len() } else { fitting.len().min(1) };
        for recognition in &fitting[..taken] {
            match node.terms.last_mut() {
                Some(term) if term.at == recognition.at => term.adds += Decimal::ONE,
                _ => node.terms.push(Term { at: recognition.at, adds: Decimal::ONE, part }),
            }
        }
        let first = fitting.first().map(|r| r.at);
        for again in fitting[taken..].iter().filter(|r| Some(r.at) != first) {
            leave_out(&mut node.aside, "lượt công nhận sau của cùng một mô hình: mô hình chỉ đếm một lần", again.at);
        }
        for recognition in outside {
            leave_out(&mut node.aside, "năm công nhận ngoài kỳ báo cáo", recognition.at);
        }
        for recognition in elsewhere.into_iter().filter(|r| r.sub_period.is_none()) {
            leave_out(&mut node.aside, "không ghi năm nên không thuộc giai đoạn nào", recognition.at);
        }
        self.told_again(model, level, node);
    }

    /// Cells of its rows that name a recognition which another cell gave already.
    fn told_again(&self, model: &Model, level: LevelId, node: &mut EvidenceNode) {
        for &at in &model.rows {
            let Some(row) = self.dossier.model_row(at) else { continue };
            for &(_, when, col) in row.recognised.iter().filter(|(l, ..)| *l == level) {
                let cell = Origin::cell(at.file, self.dossier.table(at).sheet, row.row, col);
                let kept = model.recognitions.iter().any(|r| r.level == level && r.when == when && r.at == cell);
                if !kept && !model.recognitions.iter().any(|r| r.level == level && r.at == cell) {
                    leave_out(&mut node.aside, "cùng một lượt công nhận với ô đã tính", cell);
                }
            }
        }
    }

    /// The rows of a model besides the first.
    fn other_rows(&self, model: &Model, measure: Measure, node: &mut EvidenceNode) {
        if !matches!(measure, Measure::Registered | Measure::RegisteredAt(_)) {
            return;
        }
        for &at in model.rows.iter().skip(1) {
            let cell = self.dossier.cell(at, Column::Name);
            leave_out(&mut node.aside, "dòng khác của một mô hình đã đếm", cell);
        }
    }

    /// The cell that says that a model counts under a measure: its name where the list itself says so.
    fn cell_of(&self, model: &Model, measure: Measure) -> Origin {
        let found = match measure {
            Measure::RegisteredAt(level) => self.first_cell(
                model.rows.iter(),
                |row| row.levels.contains(level),
                &[Column::RegisteredTick(level), Column::RegisteredLevel],
            ),
            Measure::Effective => self.first_cell(model.rows.iter(), |row| row.effective == Some(true), &[Column::Effective]),
            Measure::Replicated => {
                self.first_cell(model.rows.iter().rev(), |row| row.replicated.is_some(), &[Column::Replicated])
            }
            Measure::Nominated(level) => self.first_cell(
                model.rows.iter(),
                |row| row.nominated.contains(level),
                &[Column::NominatedTick(level), Column::NominatedLevel],
            ),
            _ => None,
        };
        let name = || model.rows.first().map(|&row| self.dossier.cell(row, Column::Name));
        found.or_else(name).unwrap_or(Origin::file(0))
    }

    /// The cell that puts a model in a part of a measure; `None` where no cell of its own does (a section, a sheet).
    fn part_of(&self, model: &Model, facet: Facet) -> Option<Origin> {
        let rows = model.rows.iter();
        match facet {
            Facet::Total => None,
            Facet::Owner(owner) | Facet::FieldOwner(_, owner) => {
                self.first_cell(rows, |row| row.owner == Some(owner), &[Column::OwnerTick(owner), Column::Owner])
            }
            Facet::Kind(kind) => self.first_cell(rows, |row| row.kind == Some(kind), &[Column::KindTick(kind), Column::Kind]),
            Facet::Novelty(novelty) => {
                self.first_cell(rows, |row| row.novelty == Some(novelty), &[Column::NoveltyTick(novelty), Column::Novelty])
            }
            Facet::Field(field) => {
                self.first_cell(rows, |row| row.field == Some(field), &[Column::FieldTick(field), Column::Field])
            }
        }
    }

    /// The first of the columns, in the first of the rows that fits.
    fn first_cell<'r>(
        &self,
        mut rows: impl Iterator<Item = &'r RowRef>,
        fits: impl Fn(&ModelRow) -> bool,
        columns: &[Column],
    ) -> Option<Origin> {
        let row = *rows.find(|at| self.dossier.model_row(**at).is_some_and(&fits))?;
        let table = self.dossier.table(row);
        let col = columns.iter().find_map(|column| table.column(*column))?;
        Some(Origin::cell(row.file, table.sheet, self.dossier.sheet_row(row), col))
    }
}

/// The level of a measure of recognitions.
fn level_of(measure: Measure) -> Option<LevelId> {
    match measure {
        Measure::Recognised(level) | Measure::Events(level) | Measure::RecognisedIn(level, _) | Measure::EventsIn(level, _) => {
            Some(level)
        }
        _ => None,
    }
}
