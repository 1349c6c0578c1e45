//! The summary (bảng tổng kết): every figure of the report, ready for templates, workbook and `so-lieu.json`.

use rust_decimal::Decimal;

use super::authority::{FieldId, IndicatorPart, LevelId, SubPeriodId};
use super::dossier::RowRef;
use super::measure::{Kind, Owner};
use super::reading::{FormName, Reason};
use super::unit::UnitId;

/// A count with all its parts; `None` where unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// `tong`: distinct models.
    pub total: Option<u32>,
    /// `luot`: recognitions; only under `cong_nhan`.
    pub events: Option<u32>,
    /// `tap_the`, `ca_nhan`, `ho_gia_dinh`.
    pub owners: [Option<u32>; 3],
    /// `mo_hinh`, `dien_hinh`.
    pub kinds: [Option<u32>; 2],
    /// `theo_linh_vuc`: one entry a declared field; empty where unknown.
    pub fields: Vec<(FieldId, u32)>,
    /// Merged groups of fields stated without their split: group, count.
    pub groups: Vec<(u8, u32)>,
}

impl Counts {
    /// The part of one owner.
    pub fn owner(&self, owner: Owner) -> Option<u32> {
        self.owners[owner as usize]
    }

    /// The part of one kind.
    pub fn kind(&self, kind: Kind) -> Option<u32> {
        self.kinds[kind as usize]
    }
}

/// Who has sent (tình hình nộp); only units that owe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Units that owe.
    pub owing: Vec<UnitId>,
    /// Those that have sent.
    pub sent: Vec<UnitId>,
    /// Those that sent after the deadline.
    pub late: Vec<UnitId>,
    /// Those that have not.
    pub missing: Vec<UnitId>,
}

/// Recognitions at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognisedAt {
    /// Level.
    pub level: LevelId,
    /// In the whole period.
    pub counts: Counts,
    /// By declared sub-period.
    pub by_sub_period: Vec<(SubPeriodId, Counts)>,
}

/// A group of awards (nhóm khen thưởng): form × body × nội dung × tình trạng × lũy kế.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardGroup {
    /// Form of commendation.
    pub form: FormName,
    /// Body; empty where not said.
    pub body: String,
    /// What for.
    pub reason: Reason,
    /// Proposed only (đề nghị).
    pub proposed: bool,
    /// Running total of the period (lũy kế), apart from the awards listed.
    pub cumulative: bool,
    /// By owner; `None` where some row does not say.
    pub owners: [Option<u32>; 3],
    /// All recipients.
    pub total: u32,
    /// Collectives are counted as lượt.
    pub collective_events: bool,
    /// Individuals are counted as lượt.
    pub individual_events: bool,
    /// Its rows of Biểu 2, as submitted in tree order.
    pub rows: Vec<RowRef>,
}

/// An indicator's result (chỉ tiêu).
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorResult {
    /// `ma`.
    pub code: String,
    /// `ten`.
    pub name: String,
    /// Part of the report.
    pub part: IndicatorPart,
    /// Field.
    pub field: Option<FieldId>,
    /// `don_vi_tinh`.
    pub unit: String,
    /// `tu_kem`.
    pub qualifier: Option<String>,
    /// `gia_tri`; `None` for a ratio.
    pub value: Option<Decimal>,
    /// `tu_so`.
    pub numerator: Option<Decimal>,
    /// `mau_so`.
    pub denominator: Option<Decimal>,
    /// `ky_truoc`.
    pub previous: Option<Decimal>,
    /// Units that owe and gave no value (for sums over units).
    pub blank: Vec<UnitId>,
    /// The rows it is made of.
    pub rows: Vec<RowRef>,
    /// Those of them that were added, in tree order.
    pub terms: Vec<IndicatorTerm>,
}

/// A row that was added to an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorTerm {
    /// The unit whose value it is.
    pub unit: UnitId,
    /// Its row of Biểu 4.
    pub row: RowRef,
    /// What turns its unit of measure into the indicator's.
    pub factor: Decimal,
}

/// A figure beside its base (so sánh).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// `chi_so`: its path in `so-lieu.json`.
    pub path: String,
    /// `ky_nay`.
    pub now: Option<Decimal>,
    /// `ky_truoc`.
    pub before: Decimal,
    /// `tang_giam`.
    pub change: Option<Decimal>,
}

/// How many findings stand, by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingCount {
    /// phải sửa
    pub must_fix: usize,
    /// cần rà soát
    pub review: usize,
    /// lưu ý
    pub note: usize,
    /// đã giải trình
    pub explained: usize,
}

/// The figures of one unit (for the table unit × measure).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSummary {
    /// The unit: a child of the root, or the root's own agencies.
    pub unit: UnitId,
    /// Its name in keys, no two alike: "phuong-an-hoa"; empty for the whole.
    pub code: String,
    /// The root's own agencies ("Khối cơ quan, đơn vị trực thuộc")?
    pub direct: bool,
    /// Has it, or any unit below it, sent anything?
    pub sent: bool,
    /// `dang_ky`.
    pub registered: Counts,
    /// `dang_ky.theo_cap`.
    pub registered_at: Vec<(LevelId, Counts)>,
    /// `hieu_qua`.
    pub effective: Counts,
    /// `nhan_rong`.
    pub replicated: Counts,
    /// `de_nghi`.
    pub nominated: Vec<(LevelId, Counts)>,
    /// `cong_nhan`.
    pub recognised: Vec<RecognisedAt>,
}

/// Every figure of the report (bảng tổng kết).
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Who has sent.
    pub turnout: Turnout,
    /// The root's figures; its `unit` is the root.
    pub whole: UnitSummary,
    /// `dang_ky.moi`.
    pub new: Option<u32>,
    /// `dang_ky.duy_tri`.
    pub maintained: Option<u32>,
    /// The root's children in protocol order, then its own agencies where they sent anything.
    pub by_unit: Vec<UnitSummary>,
    /// `khen_thuong`.
    pub awards: Vec<AwardGroup>,
    /// `chi_tieu`.
    pub indicators: Vec<IndicatorResult>,
    /// `so_sanh`.
    pub comparisons: Vec<Comparison>,
    /// `ket_qua_kiem_tra`.
    pub findings: FindingCount,
    /// `so-lieu.json`, exactly; figures are looked up in it by their path.
    pub json: serde_json::Value,
}

impl Summary {
    /// Units that registered models without saying at which level (chưa chia theo cấp).
    pub fn unsplit(&self, level: LevelId) -> impl Iterator<Item = &UnitSummary> {
        self.by_unit.iter().filter(move |unit| {
            let at = unit.registered_at.iter().find(|(l, _)| *l == level).and_then(|(_, counts)| counts.total);
            unit.registered.total.is_some_and(|n| n > 0) && at.is_none()
        })
    }

    /// The value at a path of `so-lieu.json` ("cong_nhan.co-so.luot").
    pub fn at(&self, path: &str) -> Option<&serde_json::Value> {
        path.split('.').try_fold(&self.json, |value, key| value.get(key))
    }
}
