//! Comparisons with the previous period, who has sent, and how many findings stand.

use rust_decimal::Decimal;

use crate::model::{Evidence, EvidenceNode, Finding, Ground, Origin, Severity, Term, UnitId, decimal};

use super::Tracer;
use super::derived::made;

impl Tracer<'_> {
    pub(super) fn of_comparison(&self, nth: usize, part: &str) -> Option<Evidence> {
        let comparison = self.summary.comparisons.get(nth)?;
        let now = self.evidence(&comparison.path)?;
        let before = || EvidenceNode {
            name: "kỳ trước".to_owned(),
            value: Some(comparison.before),
            ground: Ground::Baseline,
            ..EvidenceNode::default()
        };
        let (words, value, top) = match part {
            "ky_nay" => ("kỳ này", comparison.now, now.top.clone()),
            "ky_truoc" => ("kỳ trước", Some(comparison.before), before()),
            "tang_giam" => {
                let mut this = now.top.clone();
                this.name = format!("kỳ này: {}", now.what);
                this.key.clone_from(&comparison.path);
                let parts = vec![this, before()];
                let node =
                    EvidenceNode { value: comparison.change, ground: Ground::Difference, parts, ..EvidenceNode::default() };
                ("tăng, giảm so với kỳ trước", comparison.change, EvidenceNode { name: "tăng, giảm".to_owned(), ..node })
            }
            _ => return None,
        };
        Some(Evidence { what: format!("{}: {words}", now.what), value, top, ..now })
    }

    /// Units counted; the files each has sent.
    pub(super) fn of_turnout(&self, part: &str) -> Option<Evidence> {
        let turnout = &self.summary.turnout;
        let (words, units) = match part {
            "phai_nop" => ("đơn vị phải nộp", &turnout.owing),
            "da_nop" => ("đơn vị đã nộp", &turnout.sent),
            "nop_muon" => ("đơn vị nộp muộn", &turnout.late),
            "chua_nop" => ("đơn vị chưa nộp", &turnout.missing),
            _ => return None,
        };
        let parts = units.iter().map(|&unit| self.sender(unit, part == "nop_muon")).collect();
        Some(self.of_senders(words.to_owned(), parts))
    }

    /// Units counted, whatever they have sent.
    pub(super) fn counted_units(&self, words: String, units: &[UnitId]) -> Evidence {
        self.of_senders(words, units.iter().map(|&unit| self.sender(unit, false)).collect())
    }

    fn of_senders(&self, words: String, parts: Vec<EvidenceNode>) -> Evidence {
        let name = self.dossier.units.name(self.dossier.units.root()).to_owned();
        let value = Some(Decimal::from(parts.len()));
        made(words, "đơn vị", EvidenceNode { name, value, ground: Ground::Units, parts, ..EvidenceNode::default() })
    }

    fn sender(&self, unit: UnitId, late: bool) -> EvidenceNode {
        let tree = &self.dossier.units;
        let received = tree.unit(unit).received.filter(|_| late).map(|day| format!(" (nhận ngày {day})")).unwrap_or_default();
        let mut files: Vec<u32> = self.submissions_of(unit).map(|submission| submission.file).collect();
        files.dedup();
        let terms = files.into_iter().map(|file| Term { at: Origin::file(file), adds: Decimal::ZERO, part: None }).collect();
        EvidenceNode {
            name: format!("{}{received}", tree.name(unit)),
            unit: Some(unit),
            value: Some(Decimal::ONE),
            ground: if self.dossier.figures(unit).sent { Ground::Units } else { Ground::Missing },
            terms,
            ..EvidenceNode::default()
        }
    }

    pub(super) fn of_findings(&self, part: &str) -> Option<Evidence> {
        let of = |severity| move |finding: &&Finding| finding.severity == severity && finding.explained.is_none();
        let all = self.findings.iter();
        let (words, found): (&str, Vec<&Finding>) = match part {
            "phai_sua" => ("nội dung phải sửa", all.filter(of(Severity::MustFix)).collect()),
            "can_ra_soat" => ("nội dung cần rà soát", all.filter(of(Severity::Review)).collect()),
            "luu_y" => ("nội dung lưu ý", all.filter(of(Severity::Note)).collect()),
            "da_giai_trinh" => ("nội dung đã giải trình", all.filter(|finding| finding.explained.is_some()).collect()),
            _ => return None,
        };
        let value = Some(Decimal::from(found.len()));
        let mut parts: Vec<EvidenceNode> = Vec::new();
        for finding in found {
            let name = format!("[{}] {}: {}", finding.code, finding.unit.as_deref().unwrap_or_default(), finding.message);
            let terms = finding.at.map(|at| Term { at, adds: Decimal::ONE, part: None }).into_iter().collect();
            parts.push(EvidenceNode {
                name,
                value: Some(Decimal::ONE),
                ground: Ground::Findings,
                terms,
                ..EvidenceNode::default()
            });
        }
        let name = self.dossier.units.name(self.dossier.units.root()).to_owned();
        let top = EvidenceNode { name, value, ground: Ground::Findings, parts, ..EvidenceNode::default() };
        Some(made(words.to_owned(), "nội dung", top))
    }
}

/// "1.952 lượt", "0,52%"; "chưa có số liệu" where it is unknown.
pub(super) fn shown(value: Option<Decimal>, unit: &str) -> String {
    let Some(value) = value else { return "chưa có số liệu".to_owned() };
    let gap = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
    format!("{}{gap}{unit}", decimal(value))
}
