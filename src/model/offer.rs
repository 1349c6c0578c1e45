//! A model known already (mô hình ghi sẵn), offered in the blank form of its unit so that it is not typed again.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::{FieldId, LevelId};
use super::measure::{Kind, Novelty, Owner};
use super::unit::UnitId;

/// A model offered to its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whose it is.
    pub unit: UnitId,
    /// Mã mô hình, where it has one.
    pub code: Option<String>,
    /// Tên mô hình, điển hình.
    pub name: String,
    /// Tập thể, cá nhân thực hiện.
    pub performer: Option<String>,
    /// Địa chỉ.
    pub address: Option<String>,
    /// Loại hình.
    pub kind: Option<Kind>,
    /// Đối tượng.
    pub owner: Option<Owner>,
    /// Lĩnh vực.
    pub field: Option<FieldId>,
    /// Năm đăng ký.
    pub year: Option<u16>,
    /// Mới / Duy trì.
    pub novelty: Option<Novelty>,
    /// Cấp đăng ký.
    pub levels: Vec<LevelId>,
}

/// What is known before blank forms are made.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Models to offer, by unit, as they were sent.
    pub models: BTreeMap<UnitId, Vec<Offer>>,
    /// Codes that models have already, of any unit and period, as matching keys: never given to another.
    pub codes: BTreeSet<String>,
}

impl Offers {
    /// What is offered to a unit.
    pub fn of(&self, unit: UnitId) -> &[Offer] {
        self.models.get(&unit).map_or(&[], Vec::as_slice)
    }
}
