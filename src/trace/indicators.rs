//! Indicators: rows of Biểu 4, up the tree as they were added.

use rust_decimal::Decimal;

use crate::model::{
    Column, Evidence, EvidenceNode, Form, Ground, IndicatorFact, IndicatorResult, IndicatorRow, IndicatorTerm, Term, UnitId, name,
};

use super::derived::made;
use super::{Tracer, leave_out, sum};

/// A number of an indicator: its column, and what of a row it is.
struct Half {
    column: Column,
    words: &'static str,
    of: fn(&IndicatorRow) -> Option<Decimal>,
    converted: bool,
}

impl Half {
    fn named(part: &str) -> Option<Self> {
        Some(match part {
            "gia_tri" => Self { column: Column::Value, words: "thực hiện", of: |row| row.value, converted: true },
            "tu_so" => Self { column: Column::Value, words: "thực hiện (tử số)", of: |row| row.value, converted: true },
            "mau_so" => {
                Self { column: Column::OutOf, words: "trên tổng số (mẫu số)", of: |row| row.out_of, converted: false }
            }
            "ky_truoc" => Self { column: Column::Previous, words: "kỳ trước", of: |row| row.previous, converted: true },
            _ => return None,
        })
    }
}

impl Tracer<'_> {
    pub(super) fn of_indicator(&self, code: &str, part: &str) -> Option<Evidence> {
        let by_place = || code.parse::<usize>().ok().and_then(|nth| self.summary.indicators.get(nth));
        let result = self.summary.indicators.iter().find(|result| result.code == code).or_else(by_place)?;
        let path = |part: &str| format!("chi_tieu.{code}.{part}");
        match part {
            "chua_co" => {
                return Some(self.counted_units(format!("{}: đơn vị chưa có số liệu", result.name), &result.blank));
            }
            "ty_le" => {
                let share = self.of_share(&path("tu_so"), &path("mau_so"))?;
                return Some(Evidence { what: format!("{}: tỷ lệ", result.name), ..share });
            }
            "tang_giam" => return self.of_change(result, &path("gia_tri"), &path("ky_truoc")),
            _ => {}
        }
        let half = Half::named(part)?;
        let value = match part {
            "gia_tri" => result.value,
            "tu_so" => result.numerator,
            "mau_so" => result.denominator,
            _ => result.previous,
        };
        let root = self.dossier.units.root();
        let told = part != "ky_truoc" || self.previous_is_told(result);
        let mut top = if told { self.added(root, result, &half).unwrap_or_default() } else { EvidenceNode::default() };
        if !told && value.is_some() {
            top.ground = Ground::Baseline;
        }
        self.unused(result, &half, &mut top);
        self.dossier.units.name(root).clone_into(&mut top.name);
        top.value = value;
        Some(Evidence {
            key: String::new(),
            what: format!("{}: {}", result.name, half.words),
            value,
            unit: result.unit.clone(),
            part: String::new(),
            top,
        })
    }

    /// An indicator's value less its earlier one.
    fn of_change(&self, result: &IndicatorResult, now: &str, before: &str) -> Option<Evidence> {
        let parts = vec![self.part(now)?, self.part(before)?];
        let value = parts[0].value? - parts[1].value?;
        let name = "tăng, giảm".to_owned();
        let top = EvidenceNode { name, value: Some(value), ground: Ground::Difference, parts, ..EvidenceNode::default() };
        // What parts two percentages is no percentage.
        let unit = if result.unit.trim() == "%" { "điểm phần trăm" } else { &result.unit };
        Some(made(format!("{}: tăng, giảm so với kỳ trước", result.name), unit, top))
    }

    /// Does the earlier value come from the rows' own column, not from `[ky_truoc]`?
    fn previous_is_told(&self, result: &IndicatorResult) -> bool {
        let told = |row: &_| self.dossier.indicator_row(*row).is_some_and(|row| row.previous.is_some());
        !result.terms.is_empty() && result.rows.iter().all(told)
    }

    /// A unit's own rows, else those of the units below it.
    fn added(&self, unit: UnitId, result: &IndicatorResult, half: &Half) -> Option<EvidenceNode> {
        let name = self.dossier.units.name(unit).to_owned();
        let own: Vec<Term> =
            result.terms.iter().filter(|t| t.unit == unit).filter_map(|t| self.indicator_cell(t, half)).collect();
        let (ground, terms, parts) = if own.is_empty() {
            let children = self.dossier.units.children(unit).iter();
            let parts: Vec<EvidenceNode> = children.filter_map(|&child| self.added(child, result, half)).collect();
            if parts.is_empty() {
                return None;
            }
            (Ground::Children, Vec::new(), parts)
        } else if unit == self.dossier.units.root() {
            (Ground::Own, own, Vec::new())
        } else {
            (Ground::Indicators, own, Vec::new())
        };
        let value = if parts.is_empty() { Some(terms.iter().map(|term| term.adds).sum()) } else { sum(&parts) };
        let mut node = EvidenceNode { name, unit: Some(unit), value, ground, terms, parts, ..EvidenceNode::default() };
        self.left_out(unit, &[Form::Indicators], &mut node.aside);
        Some(node)
    }

    fn indicator_cell(&self, term: &IndicatorTerm, half: &Half) -> Option<Term> {
        let value = (half.of)(self.dossier.indicator_row(term.row)?)?;
        let adds = if half.converted { value.checked_mul(term.factor)?.normalize() } else { value };
        Some(Term { at: self.dossier.cell(term.row, half.column), adds, part: None })
    }

    /// Rows of this indicator that were not added, and why.
    fn unused(&self, result: &IndicatorResult, half: &Half, top: &mut EvidenceNode) {
        let authority = &self.dossier.authority;
        for fact in &self.dossier.indicators {
            let Some(row) = self.dossier.indicator_row(fact.row) else { continue };
            let code = authority.find_indicator(&row.name).map(|nth| authority.indicators[nth].code.clone());
            if code.unwrap_or_else(|| name::slug(&row.name)) != result.code || result.terms.iter().any(|t| t.row == fact.row) {
                continue;
            }
            leave_out(&mut top.aside, self.why_unused(fact, row, result), self.dossier.cell(fact.row, half.column));
        }
    }

    fn why_unused(&self, fact: &IndicatorFact, row: &IndicatorRow, result: &IndicatorResult) -> &'static str {
        let units = &self.dossier.units;
        if row.value.is_none() {
            "ô để trống"
        } else if result.terms.iter().any(|t| t.unit == fact.unit) {
            "không dùng vì đơn vị đã có số của đợt sau, hoặc đơn vị tính không quy đổi được"
        } else if result.terms.iter().any(|t| units.is_within(t.unit, fact.unit)) {
            "số của cấp trên, không dùng vì đã cộng từ các đơn vị trực thuộc"
        } else if result.terms.iter().any(|t| t.unit == units.root()) {
            "số của đơn vị, không cộng vì chỉ tiêu này lấy số của cơ quan tổng hợp"
        } else {
            "đơn vị tính không quy đổi được, hoặc chỉ tiêu này lấy số của cơ quan tổng hợp"
        }
    }
}
