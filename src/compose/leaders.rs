//! Units that lead (đơn vị dẫn đầu), named only where the numbers show it by themselves.
//!
//! A unit is named where at least four units have told the figure, it stands a quarter above their average, and nobody just
//! behind it has as many: a tie is named whole or not at all. No unit is ever named for having few.

use super::Input;
use super::figures::{escape, link, lower_unit, prose};
use crate::model::{Counts, Derived, Measure, UnitSummary};

/// Fewer units than this have no leader.
const FEWEST_UNITS: usize = 4;
/// Fewer models than this lead nothing.
const FEWEST_MODELS: u32 = 5;
/// Most units named that have reached the whole.
const MOST_WHOLE: usize = 5;

/// A unit and its figure.
type Told<'a> = (&'a UnitSummary, u32);

/// "phường An Hòa (40 mô hình), xã Phú Cường (36 mô hình)"; empty where nobody leads clearly.
pub(super) fn by_number(input: Input<'_>, measure: Measure) -> (usize, String) {
    let counts = |unit: &UnitSummary| counts_of(unit, measure).and_then(|counts| counts.total);
    let mut told: Vec<Told<'_>> = units(input).filter_map(|unit| Some((unit, counts(unit)?))).collect();
    told.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let most = input.dossier.authority.leaders.min(told.len() / 3);
    let led = leading(&told.iter().map(|(_, n)| *n).collect::<Vec<_>>(), most);
    let path = format!("{}.tong", measure.path(&input.dossier.authority));
    let one = |(unit, n): &Told<'_>| {
        let key = Derived::OfUnit(&unit.code, &path).to_string();
        format!("{} ({} mô hình)", name_of(input, unit), link(&prose(u64::from(*n)), &key))
    };
    (led, told[..led].iter().map(one).collect::<Vec<_>>().join(", "))
}

/// How many of the first of these numbers, largest first, lead clearly.
fn leading(numbers: &[u32], most: usize) -> usize {
    if numbers.len() < FEWEST_UNITS {
        return 0;
    }
    let sum: u64 = numbers.iter().map(|&n| u64::from(n)).sum();
    let above = |n: u32| n >= FEWEST_MODELS && u64::from(n) * 4 * numbers.len() as u64 >= sum * 5;
    let clear = |count: &usize| above(numbers[count - 1]) && numbers.get(*count).is_none_or(|next| numbers[count - 1] > *next);
    (1..=most.min(numbers.len())).rev().find(clear).unwrap_or(0)
}

/// Units all of whose registered models are effective: named where they are few among many.
pub(super) fn all_effective(input: Input<'_>) -> (usize, String) {
    let of = |unit: &UnitSummary| Some((unit.registered.total.filter(|&n| n > 0)?, unit.effective.total?));
    let told: Vec<(&UnitSummary, (u32, u32))> = units(input).filter_map(|unit| Some((unit, of(unit)?))).collect();
    let whole: Vec<String> = told
        .iter()
        .filter(|(_, (registered, effective))| *registered > 1 && registered == effective)
        .map(|(unit, _)| name_of(input, unit))
        .collect();
    let most = if input.dossier.authority.leaders == 0 { 0 } else { MOST_WHOLE.min(told.len() / 2) };
    if told.len() < FEWEST_UNITS || whole.len() > most {
        return (0, String::new());
    }
    (whole.len(), whole.join(", "))
}

fn units(input: Input<'_>) -> impl Iterator<Item = &UnitSummary> {
    input.summary.by_unit.iter().filter(|unit| !unit.direct)
}

fn name_of(input: Input<'_>, unit: &UnitSummary) -> String {
    escape(&lower_unit(input.dossier.units.name(unit.unit)))
}

fn counts_of(unit: &UnitSummary, measure: Measure) -> Option<&Counts> {
    match measure {
        Measure::Registered => Some(&unit.registered),
        Measure::Recognised(level) => unit.recognised.iter().find(|at| at.level == level).map(|at| &at.counts),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_lead_is_a_lead() {
        // Two stand out; the third is average.
        assert_eq!(leading(&[40, 36, 12, 10, 10, 9], 2), 2);
        // One, where only one may be named and it leads.
        assert_eq!(leading(&[40, 36, 12], 1), 0, "three units have no leader");
        assert_eq!(leading(&[40, 36, 12, 10], 1), 1);
        // All much alike.
        assert_eq!(leading(&[12, 11, 11, 10, 10, 10], 2), 0);
        // A tie that may not be named whole.
        assert_eq!(leading(&[20, 20, 20, 5, 5, 5], 2), 0);
        assert_eq!(leading(&[30, 20, 20, 20, 5, 5, 5, 5, 5], 3), 1);
        assert_eq!(leading(&[0, 0, 0, 0], 1), 0);
        assert_eq!(leading(&[4, 0, 0, 0], 1), 0);
    }
}
