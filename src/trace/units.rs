//! Figures of the table unit × measure.

use rust_decimal::Decimal;

use crate::model::{About, Basis, Evidence, EvidenceNode, Ground, Key, Measure, UnitSummary};

use super::counts::OWN_AGENCIES;
use super::{Tracer, sum};

impl Tracer<'_> {
    /// "`don_vi.phuong-an-hoa.dang_ky.tong`".
    pub(super) fn of_one_unit(&self, code: &str, path: &str) -> Option<Evidence> {
        let key = *self.counts.get(path)?;
        let row = self.summary.by_unit.iter().find(|row| row.code == code)?;
        let top = self.row(row, key);
        let words = self.words_of(key);
        Some(Evidence { what: format!("{}: {}", top.name, words.what), value: top.value, top, ..words })
    }

    /// All rows together: the total row, where it is not the report's own figure.
    pub(super) fn of_all_units(&self, path: &str) -> Option<Evidence> {
        let key = *self.counts.get(path)?;
        let parts: Vec<EvidenceNode> = self.summary.by_unit.iter().map(|row| self.row(row, key)).collect();
        let value = sum(&parts);
        let name = "Tổng cộng các dòng của bảng".to_owned();
        let top = EvidenceNode { name, value, ground: Ground::Children, parts, ..EvidenceNode::default() };
        let words = self.words_of(key);
        Some(Evidence { what: format!("{}, tổng cộng các đơn vị trong bảng", words.what), value, top, ..words })
    }

    /// A row of the table: a child of the root, or the root's own agencies.
    fn row(&self, row: &UnitSummary, key: Key) -> EvidenceNode {
        let root = self.dossier.units.root();
        let whole = self.dossier.figures(root);
        if self.is_outline() {
            let figures = self.dossier.figures(row.unit);
            let ledger = if row.direct && whole.basis == Basis::Children { &figures.listed } else { &figures.total };
            let (value, ground) = (ledger.get(key).map(Decimal::from), self.ground(row.unit, key));
            return EvidenceNode { unit: Some(row.unit), value, ground, ..EvidenceNode::default() };
        }
        if !row.direct {
            let told_by_root = whole.basis == Basis::Totals && self.dossier.figures(row.unit).total.is_blank();
            return if told_by_root { self.told_by_root(row, key) } else { self.unit(row.unit, key) };
        }
        // A root that has no units below it is the only row.
        let about = if whole.basis == Basis::Children { About::Direct } else { About::Whole };
        EvidenceNode { name: OWN_AGENCIES.to_owned(), unit: Some(root), ..self.own(root, about, key) }
    }

    /// What the root's own table says of a unit that has sent nothing; of two rows the last counts.
    fn told_by_root(&self, row: &UnitSummary, key: Key) -> EvidenceNode {
        let root = self.dossier.units.root();
        let stated = self.stated_of(root).filter(|s| s.about == About::Child(row.unit) && s.key == key).last();
        let name = self.dossier.units.name(row.unit).to_owned();
        EvidenceNode {
            name,
            unit: Some(row.unit),
            value: stated.map(|figure| Decimal::from(figure.count)),
            ground: if stated.is_some() { Ground::Totals } else { Ground::Missing },
            terms: stated.map(|figure| self.cells(figure)).unwrap_or_default(),
            ..EvidenceNode::default()
        }
    }

    /// "`dang_ky.theo_cap.huyen.chua_chia`": units counted.
    pub(super) fn of_unsplit(&self, base: &str) -> Option<Evidence> {
        let Measure::RegisteredAt(level) = self.counts.get(&format!("{base}.tong"))?.measure else { return None };
        let units = self.summary.unsplit(level).map(|row| row.unit).collect::<Vec<_>>();
        let words = format!("đơn vị chưa chia số đăng ký cho {}", self.dossier.authority.level(level).name);
        Some(self.counted_units(words, &units))
    }
}
