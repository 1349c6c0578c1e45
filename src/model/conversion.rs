//! Units of measure (đơn vị tính) and how they convert; areas, lengths, weights and amounts of money only.
//!
//! "Sào", "mẫu" and "công" differ by region and are deliberately absent: they are declared, or asked about.

use rust_decimal::Decimal;

use super::name;

/// One row a family: the units that convert into one another, each as its spellings and how many of the family's
/// smallest unit it holds.
const FAMILIES: &[&[(&[&str], i64)]] = &[
    &[(&["m2", "met vuong", "m vuong"], 1), (&["ha", "hecta", "hec ta"], 10_000), (&["km2"], 1_000_000)],
    &[(&["m", "met"], 1), (&["km", "ki lo met"], 1_000)],
    &[(&["kg"], 1), (&["ta"], 100), (&["tan"], 1_000)],
    &[
        (&["dong", "vnd", "d"], 1),
        (&["nghin dong", "ngan dong", "1 000 dong", "1000 dong"], 1_000),
        (&["trieu dong", "trieu", "trd", "tr dong"], 1_000_000),
        (&["ty dong", "ti dong", "ty", "ti"], 1_000_000_000),
    ],
];

fn matching(unit: &str) -> String {
    name::slug_words(&unit.replace('²', "2"))
}

/// How many `to` one `from` is: 1 for the same unit, 10 000 for ha → m², `None` where they do not convert.
pub fn conversion(from: &str, to: &str) -> Option<Decimal> {
    let (from, to) = (matching(from), matching(to));
    if from == to || (from.is_empty() != to.is_empty()) {
        return Some(Decimal::ONE);
    }
    FAMILIES.iter().find_map(|family| {
        let size = |unit: &str| family.iter().find(|(names, _)| names.contains(&unit)).map(|(_, size)| Decimal::from(*size));
        Some(size(&from)? / size(&to)?)
    })
}

/// A land measure that differs by region (sào, công, mẫu): what one may be, in Vietnamese; `None` for any other unit.
///
/// "Công" is also a day's work, which converts into nothing and is the same everywhere: what is counted tells which.
pub fn regional(unit: &str, counted: &str) -> Option<&'static str> {
    let counted = name::slug_words(counted);
    let is_work = ["ngay cong", "lao dong", "cong lao"].iter().any(|words| counted.contains(words));
    match matching(unit).as_str() {
        "sao" => Some("sào Bắc Bộ là 360 m², sào Trung Bộ là 500 m²"),
        "mau" => Some("mẫu Bắc Bộ là 3.600 m², mẫu Trung Bộ là 5.000 m²"),
        "cong" | "cong dat" if !is_work => Some("công đất có nơi là 1.000 m², có nơi là 1.296 m²"),
        _ => None,
    }
}

/// The unit of measure in which rows of an indicator that is not declared are added: the first that is the same
/// everywhere, else the first.
pub fn common_measure<'a>(mut units: impl Iterator<Item = &'a str> + Clone, counted: &str) -> Option<&'a str> {
    let first = units.clone().next();
    units.find(|unit| regional(unit, counted).is_none()).or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_and_money_convert_and_regional_units_do_not() {
        assert_eq!(conversion("ha", "m²"), Some(Decimal::from(10_000)));
        assert_eq!(conversion("Triệu đồng", "đồng"), Some(Decimal::from(1_000_000)));
        assert_eq!(conversion("đồng", "triệu đồng"), Some(Decimal::new(1, 6)));
        assert_eq!(conversion("hộ", "Hộ"), Some(Decimal::ONE));
        assert_eq!(conversion("sào", "m²"), None);
        assert_eq!(conversion("người", "hộ"), None);
    }

    #[test]
    fn a_day_of_work_is_no_land() {
        assert!(regional("Sào", "Đất hiến").is_some());
        assert!(regional("công", "Diện tích đất hiến làm đường").is_some());
        assert_eq!(regional("công", "Số ngày công lao động"), None);
        assert_eq!(regional("ngày công", "Nhân dân đóng góp"), None);
        assert_eq!(regional("ha", "Đất hiến"), None);
        assert_eq!(common_measure(["sào", "m²", "ha"].into_iter(), "Đất hiến"), Some("m²"));
        assert_eq!(common_measure(["sào", "công"].into_iter(), "Đất hiến"), Some("sào"));
    }
}
