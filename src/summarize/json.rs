//! `so-lieu.json`: the summary as other programs, templates and the next period's run read it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

use crate::model::{AwardGroup, Counts, Dossier, IndicatorResult, Kind, LevelId, Owner, Summary};

/// Everything but the comparisons, which look figures up in it.
pub(super) fn tree(dossier: &Dossier, summary: &Summary) -> Value {
    let authority = &dossier.authority;
    let units = &dossier.units;
    let root = units.unit(units.root());
    let whole = &summary.whole;
    let level_code = |level: LevelId| authority.level(level).code.clone();
    let names = |ids: &[crate::model::UnitId]| ids.iter().map(|u| units.name(*u).to_owned()).collect::<Vec<_>>();

    let mut registered = counts(dossier, &whole.registered);
    registered.insert("theo_cap".into(), by_level(whole.registered_at.iter().map(|(l, c)| (level_code(*l), counts(dossier, c)))));
    registered.insert("moi".into(), json!(summary.new));
    registered.insert("duy_tri".into(), json!(summary.maintained));

    let recognised = whole.recognised.iter().map(|at| {
        let mut object = counts(dossier, &at.counts);
        let subs = at.by_sub_period.iter().map(|(sub, c)| {
            let label = authority.sub_periods[usize::from(sub.0)].label.clone();
            (label, counts(dossier, c))
        });
        object.insert("theo_giai_doan".into(), by_level(subs));
        (level_code(at.level), object)
    });
    let turnout = &summary.turnout;
    json!({
        "phien_ban": 1,
        "hoi_nghi": {"loai": authority.conference.code(), "ten": authority.title, "ky": authority.period.label},
        "don_vi": {"ten": root.name, "cap": root.level.map(level_code)},
        "nop": {"phai_nop": turnout.owing.len(), "da_nop": turnout.sent.len(), "nop_muon": turnout.late.len(),
                "chua_nop": names(&turnout.missing)},
        "dang_ky": registered,
        "hieu_qua": counts(dossier, &whole.effective),
        "nhan_rong": counts(dossier, &whole.replicated),
        "de_nghi": by_level(whole.nominated.iter().map(|(l, c)| (level_code(*l), counts(dossier, c)))),
        "cong_nhan": by_level(recognised),
        "khen_thuong": summary.awards.iter().map(award).collect::<Vec<_>>(),
        "chi_tieu": summary.indicators.iter().map(indicator).collect::<Vec<_>>(),
        "so_sanh": [],
        "ket_qua_kiem_tra": {"phai_sua": summary.findings.must_fix, "can_ra_soat": summary.findings.review,
                             "luu_y": summary.findings.note, "da_giai_trinh": summary.findings.explained},
    })
}

/// Fills `so_sanh`.
pub(super) fn add_comparisons(summary: &mut Summary) {
    let list: Vec<Value> = summary
        .comparisons
        .iter()
        .map(|c| {
            json!({"chi_so": c.path, "ky_nay": c.now.map(number), "ky_truoc": number(c.before), "tang_giam": c.change.map(number)})
        })
        .collect();
    summary.json["so_sanh"] = Value::Array(list);
}

fn by_level(entries: impl Iterator<Item = (String, Map<String, Value>)>) -> Value {
    Value::Object(entries.map(|(code, object)| (code, Value::Object(object))).collect())
}

fn counts(dossier: &Dossier, counts: &Counts) -> Map<String, Value> {
    let fields = counts.fields.iter().map(|(field, n)| (dossier.authority.field(*field).code.clone(), json!(n)));
    let mut object = Map::new();
    object.insert("tong".into(), json!(counts.total));
    object.insert("luot".into(), json!(counts.events));
    for owner in Owner::ALL {
        object.insert(owner.code().into(), json!(counts.owner(owner)));
    }
    for kind in Kind::ALL {
        object.insert(kind.code().into(), json!(counts.kind(kind)));
    }
    object.insert("theo_linh_vuc".into(), Value::Object(fields.collect()));
    object
}

fn award(group: &AwardGroup) -> Value {
    let [collective, individual, household] = group.owners;
    json!({
        "hinh_thuc": group.form.code, "co_quan": group.body, "noi_dung": group.reason.code(),
        "tinh_trang": if group.proposed { "de-nghi" } else { "da-khen" }, "luy_ke": group.cumulative,
        "tap_the": collective, "ca_nhan": individual, "ho_gia_dinh": household, "tong": group.total,
        "luot_tap_the": group.collective_events, "luot_ca_nhan": group.individual_events,
    })
}

fn indicator(result: &IndicatorResult) -> Value {
    json!({
        "ma": result.code, "ten": result.name, "don_vi_tinh": result.unit, "tu_kem": result.qualifier,
        "gia_tri": result.value.map(number), "tu_so": result.numerator.map(number), "mau_so": result.denominator.map(number),
        "ky_truoc": result.previous.map(number),
    })
}

/// A whole number where it is one, else the nearest number JSON can hold, which prints as the same decimals.
fn number(value: Decimal) -> Value {
    let value = value.normalize();
    match value.to_i64().filter(|_| value.scale() == 0) {
        Some(whole) => json!(whole),
        None => value.to_string().parse::<f64>().map_or(Value::Null, |n| json!(n)),
    }
}
