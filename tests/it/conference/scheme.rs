//! What a world declares, and its awards and indicators.

use std::fmt::Write as _;

use super::pools::Pools;
use super::{Award, Commendation, Decision, Sends, Value, World};
use crate::dice::Dice;

/// Indicators: code, name, unit of measure, how it adds up.
pub const INDICATORS: [(&str, &str, &str, &str); 4] = [
    ("dat-hien", "Diện tích đất Nhân dân hiến", "m²", "tong"),
    ("ngay-cong", "Ngày công lao động đóng góp", "ngày công", "tong"),
    ("to-dan-van", "Tổ dân vận có quy chế hoạt động", "tổ", "ty-le"),
    ("nong-cot", "Lực lượng nòng cốt", "người", "cuoi-ky"),
];

pub fn awards(world: &mut World, dice: &mut Dice, pools: &mut Pools) {
    let root = world.units[0].name.clone();
    world.forms = vec![
        Commendation { code: "giay-khen", name: "Giấy khen", body: format!("UBND {root}") },
        Commendation { code: "khen-thuong", name: "Khen thưởng", body: format!("Ban Chỉ đạo {root}") },
    ];
    for n in 0..5 {
        let year = world.span.to - u16::try_from(dice.below(usize::from(world.span.to - world.span.from) + 1)).expect("small");
        let day = format!("{}/{}/{year}", dice.between(1, 28), dice.between(1, 11));
        world.decisions.push(Decision { number: format!("{}/QĐ-KT", 101 + n * 17), day });
    }
    let new = |unit: usize, decision: usize| Award {
        unit,
        model: None,
        recipient: None,
        owner: None,
        form: decision % 2,
        decision,
        steering: false,
        quantity: None,
        cumulative: false,
    };
    for unit in 0..world.units.len() {
        if world.units[unit].sends == Sends::Nothing || !dice.chance(50) {
            continue;
        }
        for index in 0..world.models.len() {
            let model = &world.models[index];
            if model.unit == unit && !model.recognised.is_empty() && dice.chance(40) && world.units[unit].sends == Sends::Lists {
                let recipient = model.performer.trim_start_matches("Hộ ").to_owned();
                let award = new(unit, dice.below(5));
                world.awards.push(Award { model: Some(index), recipient: Some(recipient), owner: model.owner, ..award });
            }
        }
        for _ in 0..dice.below(3) {
            let award = new(unit, dice.below(5));
            world.awards.push(Award { steering: true, recipient: Some(pools.person()), owner: Some(1), ..award });
        }
        let numbers = if dice.chance(40) { dice.between(1, 2) } else { 0 };
        for n in 0..numbers {
            let award = new(unit, dice.below(5));
            let quantity = Some(u32::try_from(dice.between(2, 30)).expect("small"));
            let cumulative = dice.chance(50);
            // A running total is more than any conference alone gives.
            let quantity = quantity.map(|n| if cumulative { n + 2000 } else { n });
            world.awards.push(Award { quantity, owner: Some(n), cumulative, ..award });
        }
    }
}

pub fn values(world: &mut World, dice: &mut Dice) {
    let chosen: Vec<usize> = (0..INDICATORS.len()).filter(|_| dice.chance(50)).collect();
    for unit in 0..world.units.len() {
        if world.children(unit).next().is_some() {
            continue;
        }
        for &indicator in &chosen {
            let value = u32::try_from(dice.between(50, 400)).expect("small");
            let out_of = (INDICATORS[indicator].3 == "ty-le").then(|| value + u32::try_from(dice.below(60)).expect("small"));
            world.values.push(Value { unit, indicator, amount: value, out_of });
        }
    }
}

pub fn toml(world: &World) -> String {
    let mut text = format!(
        "[hoi_nghi]\nloai = \"tong-ket\"\nten = \"phong trào thi đua\"\nky = \"{}\"\nngay = {}-12-20\n",
        world.span.label, world.span.to
    );
    if !world.span.subs.is_empty() {
        let labels: Vec<String> = world.span.subs.iter().map(|(label, ..)| format!("\"{label}\"")).collect();
        let _ = writeln!(text, "chia_giai_doan = [{}]", labels.join(", "));
    }
    let _ = writeln!(text, "[co_quan]\ndon_vi = \"{}\"", world.units[0].name);
    for (code, name) in &world.levels {
        let _ = writeln!(text, "[[cap]]\nma = \"{code}\"\nten = \"{name}\"");
    }
    for (code, name) in &world.fields {
        let _ = writeln!(text, "[[linh_vuc]]\nma = \"{code}\"\nten = \"{name}\"");
    }
    for form in &world.forms {
        let _ = writeln!(
            text,
            "[[hinh_thuc_khen]]\nma = \"{}\"\nten = \"{}\"\ntham_quyen = [\"{}\"]",
            form.code, form.name, form.body
        );
    }
    for (code, name, unit, adds) in INDICATORS {
        let _ =
            writeln!(text, "[[chi_tieu]]\nma = \"{code}\"\nten = \"{name}\"\ndon_vi_tinh = \"{unit}\"\ncong_don = \"{adds}\"");
    }
    text
}

pub fn csv(world: &World) -> String {
    let mut text = String::from("ten,cap,truc_thuoc,phai_nop\n");
    for unit in &world.units {
        let parent = unit.parent.map_or("", |p| &world.units[p].name);
        let level = unit.level.map_or("", |level| world.levels[level].0);
        let owes = if unit.sends == Sends::Nothing && !unit.rolls_up { "" } else { "x" };
        let _ = writeln!(text, "{},{level},{parent},{owes}", unit.name);
    }
    text
}
