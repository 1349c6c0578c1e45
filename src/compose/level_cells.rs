//! Values of the rows a level (từng cấp) and a figure beside its base (so với kỳ trước).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::figures::upper_first;
use super::rows::{figure, measured, part};
use super::tables::Tables;
use crate::document::Value;
use crate::model::{Authority, Comparison, Counts, LevelId, Measure, UnitSummary};

/// The levels of which something is known.
pub(super) fn levels(authority: &Authority, whole: &UnitSummary) -> Vec<LevelId> {
    let told = |counts: &Counts| counts.total.or(counts.events).is_some_and(|n| n > 0);
    let listed = |list: &[(LevelId, Counts)], id| list.iter().any(|(level, counts)| *level == id && told(counts));
    let recognised = |id| whole.recognised.iter().any(|at| at.level == id && told(&at.counts));
    let known = |id: &LevelId| listed(&whole.registered_at, *id) || listed(&whole.nominated, *id) || recognised(*id);
    authority.level_ids().filter(known).collect()
}

/// A value of a level: "ten", "`dang_ky.tong`", "`de_nghi.tong`", "`cong_nhan.luot`"; `None` if there is no such value.
pub(super) fn level_value(tables: &Tables<'_>, id: LevelId, key: &str) -> Option<Value> {
    let authority = &tables.input.dossier.authority;
    if key == "ten" {
        return Some(Value::Text(upper_first(&authority.level(id).name)));
    }
    let (measure, rest) = key.split_once('.')?;
    let path = match measure {
        "dang_ky" => Measure::RegisteredAt(id),
        "de_nghi" => Measure::Nominated(id),
        "cong_nhan" => Measure::Recognised(id),
        _ => return None,
    }
    .path(authority);
    let none = Counts::default();
    let counts = measured(tables, &tables.input.summary.whole, &path).ok()?.unwrap_or(&none);
    part(authority, counts, rest).ok().map(|n| figure(n, format!("{path}.{rest}")))
}

/// The comparisons that have a name, by their number.
pub(super) fn comparisons(authority: &Authority, all: &[Comparison]) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, comparison)| name(authority, &comparison.path).is_some()).map(|(nth, _)| nth).collect()
}

/// "Công nhận cấp cơ sở", "Lượt công nhận cấp cơ sở".
fn name(authority: &Authority, path: &str) -> Option<String> {
    let (object, facet) = path.rsplit_once('.')?;
    let events = facet == "luot";
    let measure = Measure::all(authority).into_iter().find(|m| m.is_events() == events && m.path(authority) == object)?;
    Some(upper_first(&measure.label(authority)))
}

/// A value of a comparison: "ten", "`ky_truoc`", "`ky_nay`", "`tang_giam`"; `None` if there is no such value.
pub(super) fn comparison_value(authority: &Authority, nth: usize, comparison: &Comparison, key: &str) -> Option<Value> {
    let value = match key {
        "ten" => return Some(Value::Text(name(authority, &comparison.path).unwrap_or_default())),
        "ky_truoc" => Some(counted(comparison.before)),
        "ky_nay" => comparison.now.map(counted),
        "tang_giam" => comparison.change.map(|change| Value::Formula {
            expression: "{cot:ky_nay}{row}-{cot:ky_truoc}{row}".to_owned(),
            result: Box::new(counted(change)),
        }),
        _ => return None,
    };
    Some(value.map_or(Value::Blank, |value| Value::Figure(Box::new(value), format!("so_sanh.{nth}.{key}"))))
}

/// A count where it is one: whole and not below zero.
fn counted(number: Decimal) -> Value {
    let number = number.normalize();
    number.to_u64().filter(|_| number.scale() == 0).map_or(Value::Amount(number), Value::Count)
}

#[cfg(test)]
mod tests {
    use super::super::{Input, specimen};
    use super::*;

    #[test]
    fn a_level_and_a_comparison_have_the_figures_of_the_summary() {
        let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        let tables = Tables::new(input, &[]);
        let authority = &dossier.authority;
        let keyed = |n, key: &str| Some(Value::Figure(Box::new(Value::Count(n)), key.to_owned()));
        let ids = levels(authority, &summary.whole);
        assert_eq!(ids, [LevelId(0), LevelId(1)]);
        assert_eq!(level_value(&tables, ids[1], "ten"), Some(Value::Text("Cấp thành phố".into())));
        assert_eq!(level_value(&tables, ids[1], "dang_ky.tong"), keyed(75, "dang_ky.theo_cap.huyen.tong"));
        assert_eq!(level_value(&tables, ids[0], "cong_nhan.luot"), keyed(1952, "cong_nhan.co-so.luot"));
        assert_eq!(level_value(&tables, ids[0], "de_nghi.tong"), Some(Value::Blank));
        assert_eq!(level_value(&tables, ids[0], "hieu_qua.tong"), None);

        let compared = &summary.comparisons[0];
        assert_eq!(comparisons(authority, &summary.comparisons), [0]);
        assert_eq!(comparison_value(authority, 0, compared, "ten"), Some(Value::Text("Đăng ký cấp thành phố".into())));
        assert_eq!(comparison_value(authority, 0, compared, "ky_truoc"), keyed(50, "so_sanh.0.ky_truoc"));
        assert_eq!(comparison_value(authority, 0, compared, "xyz"), None);
        let less = Comparison { change: Some(Decimal::from(-5)), now: None, ..compared.clone() };
        assert_eq!(comparison_value(authority, 0, &less, "ky_nay"), Some(Value::Blank));
        let change = comparison_value(authority, 0, &less, "tang_giam");
        assert_eq!(change.and_then(|change| change.number()), Some(Decimal::from(-5)));
    }

    #[test]
    fn events_are_named_apart_from_models() {
        let authority = specimen::dossier().authority;
        let named = |path: &str| name(&authority, path).unwrap_or_default();
        assert_eq!(named("cong_nhan.co-so.tong"), "Công nhận cấp cơ sở");
        assert_eq!(named("cong_nhan.co-so.luot"), "Lượt công nhận cấp cơ sở");
        assert_eq!(named("khen_thuong.0.tong"), "");
    }
}
