//! Keys of the figures that a report works out of others, or takes from what people wrote (số liệu suy ra): they have no
//! number of their own in `so-lieu.json`, and are traced all the same.
//!
//! One place writes a key and reads it again. The trap: a sub-period's label is part of a path and may hold anything but a
//! colon and a dot ("quý III/2023").

use std::fmt;

/// The unit code that stands for all rows of the table unit × measure.
const ALL_UNITS: &str = "tong_cong";

/// A figure worked out of others; paths are those of `so-lieu.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived<'a> {
    /// "`hieu_qua.tong:dang_ky.tong`": the first in percent of the second (chiếm 94,28%).
    Share(&'a str, &'a str),
    /// "don_vi.phuong-an-hoa.dang_ky.tong": a figure of one unit of the table unit × measure.
    OfUnit(&'a str, &'a str),
    /// "`don_vi.tong_cong.dang_ky.tong`": the rows of that table together.
    OfAllUnits(&'a str),
    /// "`dang_ky.chua_ro_doi_tuong`": models of a count object of which no owner is said.
    NoOwner(&'a str),
    /// "`dang_ky.theo_linh_vuc.chua_ro`": models of which no field is said.
    NoField(&'a str),
    /// "`dang_ky.theo_linh_vuc.tong_cong`": all rows of the table by field together.
    OfAllFields(&'a str),
    /// "`dang_ky.tinh_chung`.kinh-te-va-van-hoa": models stated for a group of fields without their split.
    Merged(&'a str, &'a str),
    /// "`dang_ky.nhom_linh_vuc`.kinh-te-va-van-hoa": the fields of a group together.
    GroupSum(&'a str, &'a str),
    /// "`dang_ky.theo_cap.huyen.chua_chia`": units that registered without saying at which level.
    Unsplit(&'a str),
    /// "`mo_hinh`.17": what a unit says of the model of that number in the list of models.
    Model(usize),
    /// "`danh_gia.han_che`.2": a paragraph of the assessment.
    Paragraph(&'a str, usize),
    /// "`y_kien.han_che`.2": what units say in common of a part of the assessment.
    Opinion(&'a str, usize),
    /// "`y_kien.han_che.2.don_vi`": how many units say it.
    OpinionUnits(&'a str, usize),
    /// "`chi_tieu_phan_dau`.1": a target.
    Target(usize),
}

impl fmt::Display for Derived<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Share(part, whole) => write!(f, "{part}:{whole}"),
            Self::OfUnit(unit, key) => write!(f, "don_vi.{unit}.{key}"),
            Self::OfAllUnits(key) => write!(f, "don_vi.{ALL_UNITS}.{key}"),
            Self::NoOwner(base) => write!(f, "{base}.chua_ro_doi_tuong"),
            Self::NoField(base) => write!(f, "{base}.theo_linh_vuc.chua_ro"),
            Self::OfAllFields(base) => write!(f, "{base}.theo_linh_vuc.tong_cong"),
            Self::Merged(base, group) => write!(f, "{base}.tinh_chung.{group}"),
            Self::GroupSum(base, group) => write!(f, "{base}.nhom_linh_vuc.{group}"),
            Self::Unsplit(base) => write!(f, "{base}.chua_chia"),
            Self::Model(number) => write!(f, "mo_hinh.{number}"),
            Self::Paragraph(part, number) => write!(f, "danh_gia.{part}.{number}"),
            Self::Opinion(part, number) => write!(f, "y_kien.{part}.{number}"),
            Self::OpinionUnits(part, number) => write!(f, "y_kien.{part}.{number}.don_vi"),
            Self::Target(number) => write!(f, "chi_tieu_phan_dau.{number}"),
        }
    }
}

impl<'a> Derived<'a> {
    /// What a key says; `None` for a key of `so-lieu.json` or no key at all.
    pub fn parse(key: &'a str) -> Option<Self> {
        if let Some((part, whole)) = key.split_once(':') {
            return Some(Self::Share(part, whole));
        }
        let (first, rest) = key.split_once('.')?;
        match first {
            "don_vi" => {
                let (unit, key) = rest.split_once('.')?;
                return Some(if unit == ALL_UNITS { Self::OfAllUnits(key) } else { Self::OfUnit(unit, key) });
            }
            "mo_hinh" => return rest.parse().ok().map(Self::Model),
            "danh_gia" => {
                let (part, number) = rest.split_once('.')?;
                return Some(Self::Paragraph(part, number.parse().ok()?));
            }
            "y_kien" => {
                let (part, number) = rest.split_once('.')?;
                return Some(match number.strip_suffix(".don_vi") {
                    Some(number) => Self::OpinionUnits(part, number.parse().ok()?),
                    None => Self::Opinion(part, number.parse().ok()?),
                });
            }
            "chi_tieu_phan_dau" => return rest.parse().ok().map(Self::Target),
            _ => {}
        }
        let (base, last) = key.rsplit_once('.')?;
        let (before, middle) = base.rsplit_once('.').unwrap_or(("", base));
        Some(match (middle, last) {
            ("theo_linh_vuc", "chua_ro") => Self::NoField(before),
            ("theo_linh_vuc", "tong_cong") => Self::OfAllFields(before),
            ("tinh_chung", group) => Self::Merged(before, group),
            ("nhom_linh_vuc", group) => Self::GroupSum(before, group),
            (_, "chua_ro_doi_tuong") => Self::NoOwner(base),
            (_, "chua_chia") => Self::Unsplit(base),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let sub = "cong_nhan.xa.theo_giai_doan.quý III/2023";
        for derived in [
            Derived::Share("hieu_qua.tong", "dang_ky.tong"),
            Derived::OfUnit("phuong-an-hoa", "dang_ky.tong"),
            Derived::OfAllUnits("dang_ky.theo_linh_vuc.kinh-te"),
            Derived::NoOwner(sub),
            Derived::NoField("dang_ky"),
            Derived::OfAllFields(sub),
            Derived::Merged("dang_ky", "kinh-te-va-van-hoa"),
            Derived::GroupSum(sub, "kinh-te-va-van-hoa"),
            Derived::Unsplit("dang_ky.theo_cap.huyen"),
            Derived::Model(17),
            Derived::Paragraph("han_che", 2),
            Derived::Opinion("han_che", 2),
            Derived::OpinionUnits("kien_nghi", 12),
            Derived::Target(1),
        ] {
            assert_eq!(Derived::parse(&derived.to_string()), Some(derived), "{derived}");
        }
        for path in ["dang_ky.tong", "cong_nhan.co-so.theo_linh_vuc.kinh-te", "chi_tieu.x.gia_tri", "nop.da_nop", "dang_ky", ""] {
            assert_eq!(Derived::parse(path), None, "{path}");
        }
    }
}
