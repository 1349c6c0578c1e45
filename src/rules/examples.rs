//! One example a rule for `explain`: the first finding of its fixture's snapshot.

/// The example of a rule: where, and what is said there.
pub(super) fn of(code: &str) -> Option<&'static str> {
    let (_, snapshot) = SNAPSHOTS.iter().find(|(known, _)| *known == code)?;
    let line = snapshot.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix(' '))?;
    // "F nop/phuong-a.xlsx “Biểu 3” B3: …" without the severity, the sides and the related places.
    let told = line.split_once(' ')?.1;
    let sides = told.rfind(" [").filter(|at| told[*at..].contains(" ≠ "));
    let marks = [" (liên quan:", " - Phường", " - Thành phố", " - Tỉnh", " - Huyện", " - Xã"];
    let end = marks.iter().filter_map(|mark| told.rfind(mark)).chain(sides).min();
    Some(told[..end.unwrap_or(told.len())].trim_start_matches("-: "))
}

const SNAPSHOTS: &[(&str, &str)] = &[
    ("R01", include_str!("../../tests/rules/R01.snap")),
    ("R02", include_str!("../../tests/rules/R02.snap")),
    ("R03", include_str!("../../tests/rules/R03.snap")),
    ("R04", include_str!("../../tests/rules/R04.snap")),
    ("R05", include_str!("../../tests/rules/R05.snap")),
    ("R06", include_str!("../../tests/rules/R06.snap")),
    ("R07", include_str!("../../tests/rules/R07.snap")),
    ("R08", include_str!("../../tests/rules/R08.snap")),
    ("R09", include_str!("../../tests/rules/R09.snap")),
    ("R10", include_str!("../../tests/rules/R10.snap")),
    ("R11", include_str!("../../tests/rules/R11.snap")),
    ("R12", include_str!("../../tests/rules/R12.snap")),
    ("R13", include_str!("../../tests/rules/R13.snap")),
    ("R14", include_str!("../../tests/rules/R14.snap")),
    ("R15", include_str!("../../tests/rules/R15.snap")),
    ("R16", include_str!("../../tests/rules/R16.snap")),
    ("R17", include_str!("../../tests/rules/R17.snap")),
    ("R20", include_str!("../../tests/rules/R20.snap")),
    ("R21", include_str!("../../tests/rules/R21.snap")),
    ("R24", include_str!("../../tests/rules/R24.snap")),
    ("R26", include_str!("../../tests/rules/R26.snap")),
    ("R27", include_str!("../../tests/rules/R27.snap")),
    ("R28", include_str!("../../tests/rules/R28.snap")),
    ("R29", include_str!("../../tests/rules/R29.snap")),
    ("R30", include_str!("../../tests/rules/R30.snap")),
    ("R31", include_str!("../../tests/rules/R31.snap")),
    ("R32", include_str!("../../tests/rules/R32.snap")),
    ("R33", include_str!("../../tests/rules/R33.snap")),
    ("R34", include_str!("../../tests/rules/R34.snap")),
    ("R35", include_str!("../../tests/rules/R35.snap")),
    ("R36", include_str!("../../tests/rules/R36.snap")),
    ("R37", include_str!("../../tests/rules/R37.snap")),
    ("R38", include_str!("../../tests/rules/R38.snap")),
    ("R39", include_str!("../../tests/rules/R39.snap")),
    ("R40", include_str!("../../tests/rules/R40.snap")),
    ("R41", include_str!("../../tests/rules/R41.snap")),
    ("R42", include_str!("../../tests/rules/R42.snap")),
    ("R43", include_str!("../../tests/rules/R43.snap")),
    ("R44", include_str!("../../tests/rules/R44.snap")),
    ("R45", include_str!("../../tests/rules/R45.snap")),
    ("R46", include_str!("../../tests/rules/R46.snap")),
    ("R47", include_str!("../../tests/rules/R47.snap")),
    ("R48", include_str!("../../tests/rules/R48.snap")),
    ("R49", include_str!("../../tests/rules/R49.snap")),
    ("R51", include_str!("../../tests/rules/R51.snap")),
    ("R52", include_str!("../../tests/rules/R52.snap")),
    ("R55", include_str!("../../tests/rules/R55.snap")),
    ("R56", include_str!("../../tests/rules/R56.snap")),
    ("R57", include_str!("../../tests/rules/R57.snap")),
    ("R58", include_str!("../../tests/rules/R58.snap")),
    ("R59", include_str!("../../tests/rules/R59.snap")),
    ("R60", include_str!("../../tests/rules/R60.snap")),
    ("R61", include_str!("../../tests/rules/R61.snap")),
    ("R62", include_str!("../../tests/rules/R62.snap")),
    ("R63", include_str!("../../tests/rules/R63.snap")),
    ("R64", include_str!("../../tests/rules/R64.snap")),
    ("R65", include_str!("../../tests/rules/R65.snap")),
    ("S01", include_str!("../../tests/rules/S01.snap")),
    ("S02", include_str!("../../tests/rules/S02.snap")),
    ("S03", include_str!("../../tests/rules/S03.snap")),
    ("S04", include_str!("../../tests/rules/S04.snap")),
    ("S05", include_str!("../../tests/rules/S05.snap")),
    ("S06", include_str!("../../tests/rules/S06.snap")),
    ("S07", include_str!("../../tests/rules/S07.snap")),
    ("S08", include_str!("../../tests/rules/S08.snap")),
    ("S09", include_str!("../../tests/rules/S09.snap")),
    ("S10", include_str!("../../tests/rules/S10.snap")),
    ("S11", include_str!("../../tests/rules/S11.snap")),
    ("C01", include_str!("../../tests/rules/C01.snap")),
    ("C02", include_str!("../../tests/rules/C02.snap")),
    ("C03", include_str!("../../tests/rules/C03.snap")),
    ("C04", include_str!("../../tests/rules/C04.snap")),
    ("C05", include_str!("../../tests/rules/C05.snap")),
    ("C06", include_str!("../../tests/rules/C06.snap")),
    ("C07", include_str!("../../tests/rules/C07.snap")),
    ("C08", include_str!("../../tests/rules/C08.snap")),
    ("C09", include_str!("../../tests/rules/C09.snap")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ALL;

    #[test]
    fn every_rule_has_an_example() {
        for rule in ALL {
            let example = of(rule.code).unwrap_or_default();
            assert!(example.split(' ').count() > 4 && !example.contains("liên quan"), "{}: {example}", rule.code);
        }
        assert_eq!(of("R15"), Some("nop/phuong-a.xlsx “Biểu 3” B3: đăng ký: báo cáo 4, danh sách có 3"));
        assert_eq!(of("R41"), Some("Phường B chưa nộp báo cáo; đã có 1/2 đơn vị nộp"));
    }
}
