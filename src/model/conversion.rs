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

/// The units in which an official states an area or an amount of money, largest first: name, and the most decimals it
/// takes there.
const CUSTOMARY: &[&[(&str, u32)]] = &[&[("ha", 2), ("m²", 2)], &[("tỷ đồng", 3), ("triệu đồng", 3), ("đồng", 0)]];

/// An amount as an official states it (cách nói thường dùng): 12.500.000.000 đồng is 12,5 tỷ đồng, 25.000 m² are 2,5 ha, 0,05 ha
/// are 500 m². `None` where it is best said as it is: every digit stays, so 12.345 m² stay m².
pub fn customary(amount: Decimal, unit: &str) -> Option<(Decimal, &'static str)> {
    let own = Decimal::ONE;
    for units in CUSTOMARY {
        let fitting = |name: &'static str, most: u32| {
            let factor = conversion(unit, name).filter(|factor| *factor != own && !unit.trim().is_empty())?;
            let said = amount.checked_mul(factor)?.normalize();
            // Up where the amount is large, down where it is less than one.
            let is_better = factor < own || amount.abs() < own;
            (is_better && said.abs() >= Decimal::ONE && said.scale() <= most).then_some((said, name))
        };
        if let Some(found) = units.iter().find_map(|&(name, most)| fitting(name, most)) {
            return Some(found);
        }
    }
    None
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
    fn an_amount_is_said_as_an_official_says_it() {
        let said = |amount: &str, unit: &str| {
            customary(amount.parse().expect("a number"), unit).map_or_else(|| "-".to_owned(), |(n, unit)| format!("{n} {unit}"))
        };
        for (amount, unit, expected) in [
            ("12500000000", "đồng", "12.5 tỷ đồng"),
            ("12500", "Triệu đồng", "12.5 tỷ đồng"),
            ("34650000", "đồng", "34.65 triệu đồng"),
            ("450000", "đồng", "-"),
            ("1234567890", "đồng", "-"),
            ("0.2", "triệu đồng", "200000 đồng"),
            ("450", "nghìn đồng", "-"),
            ("1250", "nghìn đồng", "1.25 triệu đồng"),
            ("12.5", "tỷ đồng", "-"),
            ("25000", "m²", "2.5 ha"),
            ("-25000", "m2", "-2.5 ha"),
            ("12345", "m²", "-"),
            ("9000", "m²", "-"),
            ("2.5", "ha", "-"),
            ("0.05", "ha", "500 m²"),
            ("0", "ha", "-"),
            ("1250", "hộ", "-"),
            ("0.5", "", "-"),
            ("25000", "m", "-"),
        ] {
            assert_eq!(said(amount, unit), expected, "{amount} {unit}");
        }
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
