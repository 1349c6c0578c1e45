//! Numbers in texts that people wrote: what a unit says of its model, paragraphs of the assessment, targets.

use rust_decimal::Decimal;

use crate::model::{Column, Evidence, EvidenceNode, Ground, Origin, RowRef, Term};

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
            "dac_diem" => "đặc điểm tình hình",
            "lanh_dao" => "lãnh đạo, chỉ đạo",
            "uu_diem" => "ưu điểm",
            "han_che" => "hạn chế",
            "nguyen_nhan" => "nguyên nhân",
            "bai_hoc" => "bài học kinh nghiệm",
            "phuong_huong" => "phương hướng",
            _ => "kiến nghị",
        };
        Some(made(format!("phần {words}, đoạn {number}"), "", top))
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
