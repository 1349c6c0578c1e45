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
}
