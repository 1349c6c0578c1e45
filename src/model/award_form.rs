//! Forms of commendation (hình thức khen), who may award them and when, and how many a unit may propose.

use super::authority::in_years;
use super::measure::Owner;

/// A form of commendation (hình thức khen) and who may award it.
#[derive(Debug, Clone)]
pub struct AwardForm {
    /// `ma`: "giay-khen".
    pub code: String,
    /// `ten`: "Giấy khen".
    pub name: String,
    /// `ten_khac`.
    pub aliases: Vec<String>,
    /// `tham_quyen`: bodies entitled to award it; empty: the law's table decides.
    pub bodies: Vec<AwardBody>,
    /// `chung_nhan`: it certifies a recognition, one for each model recognised.
    pub certifies: bool,
    /// `in_giay`: each recipient gets a printed certificate (giấy khen, bằng khen, giấy chứng nhận).
    pub printed: bool,
    /// First year.
    pub from: Option<u16>,
    /// Last year.
    pub to: Option<u16>,
}

impl AwardForm {
    /// Could the form be awarded in the year?
    pub fn existed(&self, year: u16) -> bool {
        in_years(self.from, self.to, year)
    }
}

/// A body entitled to award a form (an entry of `tham_quyen`): a name, or `{ co_quan, tu, den }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardBody {
    /// `co_quan`.
    pub name: String,
    /// First year.
    pub from: Option<u16>,
    /// Last year.
    pub to: Option<u16>,
}

impl AwardBody {
    /// Was the body entitled in the year?
    pub fn existed(&self, year: u16) -> bool {
        in_years(self.from, self.to, year)
    }
}

/// A quota (`[[han_muc]]`): how many proposals a unit may send.
#[derive(Debug, Clone)]
pub struct Quota {
    /// `don_vi`; `None`: every unit, each for itself.
    pub unit: Option<String>,
    /// `hinh_thuc`: code of a form of commendation; `None`: all forms together.
    pub form: Option<String>,
    /// `doi_tuong`; `None`: all together.
    pub owner: Option<Owner>,
    /// `so_luong`.
    pub most: u32,
}
