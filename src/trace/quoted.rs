//! Numbers in texts that people wrote: what a unit says of its model, paragraphs of the assessment, targets.

use rust_decimal::Decimal;

use crate::model::{AssessmentHead, Column, Evidence, EvidenceNode, Ground, Opinion, Origin, RowRef, Term};

use super::Tracer;
use super::derived::made;

impl Tracer<'_> {
    /// The cells that tell a model's name, performer, unit and outcome.
    pub(super) fn of_model(&self, number: usize) -> Option<Evidence> {
        let model = self.dossier.models.get(number.checked_sub(1)?)?;
        let mut terms = Vec::new();
        for &row in &model.rows {
            let told = [Column::Name, Column::Performer, Column::Outcome];
            terms.extend(told.into_iter().filter_map(|column| self.told_in(row, column)).map(quoted));
        }
        let name = self.dossier.units.name(model.unit).to_owned();
        let top = EvidenceNode { name, unit: Some(model.unit), ground: Ground::Quoted, terms, ..EvidenceNode::default() };
        Some(made(format!("mô hình, điển hình “{}”", model.name), "", top))
    }

    /// The cell of a row in a column that the table has.
    fn told_in(&self, row: RowRef, column: Column) -> Option<Origin> {
        let table = self.dossier.table(row);
        Some(Origin::cell(row.file, table.sheet, self.dossier.sheet_row(row), table.column(column)?))
    }

    /// A paragraph of the assessment: a cell of the root's own Biểu 5, or a place in `hoi-nghi.toml`.
    pub(super) fn of_paragraph(&self, part: &str, number: usize) -> Option<Evidence> {
        let paragraphs = self.dossier.assessment(part);
        let paragraph = paragraphs.get(number.checked_sub(1)?)?;
        let (name, ground) = match paragraph.at {
            Some(_) => (self.dossier.units.name(self.dossier.units.root()).to_owned(), Ground::Quoted),
            None => (format!("[danh_gia] {part}"), Ground::Written),
        };
        let terms = paragraph.at.map(quoted).into_iter().collect();
        let top = EvidenceNode { name, ground, terms, ..EvidenceNode::default() };
        let words = match part {
            "dac_diem" => "đặc điểm tình hình".to_owned(),
            "lanh_dao" => "lãnh đạo, chỉ đạo".to_owned(),
            part => AssessmentHead::of_code(part)?.name().to_lowercase(),
        };
        Some(made(format!("phần {words}, đoạn {number}"), "", top))
    }

    /// What units say in common: the cells that say it.
    pub(super) fn of_opinion(&self, part: &str, number: usize) -> Option<Evidence> {
        let (words, opinion) = self.opinion(part, number)?;
        let terms = opinion.remarks.iter().map(|&at| quoted(self.dossier.remarks[at].at)).collect();
        let name = "ý kiến của các đơn vị".to_owned();
        Some(made(words, "", EvidenceNode { name, ground: Ground::Quoted, terms, ..EvidenceNode::default() }))
    }

    /// How many units say it.
    pub(super) fn of_opinion_units(&self, part: &str, number: usize) -> Option<Evidence> {
        let (words, opinion) = self.opinion(part, number)?;
        let said = |&at: &usize| {
            let remark = &self.dossier.remarks[at];
            EvidenceNode {
                name: self.dossier.units.name(remark.unit).to_owned(),
                unit: Some(remark.unit),
                value: Some(Decimal::ONE),
                ground: Ground::Opinions,
                terms: vec![Term { at: remark.at, adds: Decimal::ONE, part: None }],
                ..EvidenceNode::default()
            }
        };
        let parts: Vec<EvidenceNode> = opinion.remarks.iter().map(said).collect();
        let name = self.dossier.units.name(self.dossier.units.root()).to_owned();
        let value = Some(Decimal::from(parts.len()));
        let top = EvidenceNode { name, value, ground: Ground::Opinions, parts, ..EvidenceNode::default() };
        Some(made(format!("số đơn vị nêu {words}"), "đơn vị", top))
    }

    fn opinion(&self, part: &str, number: usize) -> Option<(String, &Opinion)> {
        let head = AssessmentHead::of_code(part)?;
        let opinion = self.dossier.opinions_on(head).nth(number.checked_sub(1)?)?;
        Some((format!("ý kiến chung số {number} về {}", head.name().to_lowercase()), opinion))
    }

    /// A target of `[[chi_tieu_phan_dau]]`.
    pub(super) fn of_target(&self, number: usize) -> Option<Evidence> {
        let target = self.dossier.authority.targets.get(number.checked_sub(1)?)?;
        let name = format!("[[chi_tieu_phan_dau]] thứ {number}");
        let top = EvidenceNode { name, value: Some(target.value), ground: Ground::Written, ..EvidenceNode::default() };
        Some(made(format!("chỉ tiêu phấn đấu: {}", target.name), &target.unit, top))
    }
}

/// A cell that is quoted, not counted.
fn quoted(at: Origin) -> Term {
    Term { at, adds: Decimal::ZERO, part: None }
}
