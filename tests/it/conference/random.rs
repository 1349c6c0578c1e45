//! A world from a seed.

use super::pools::{Pools, TITLES};
use super::scheme::{awards, csv, toml, values};
use super::{Measure, Model, Sends, Span, Style, Told, Unit, When, World};
use crate::dice::Dice;

type Named = (&'static str, &'static str);

const LEVELS: [&[Named]; 5] = [
    &[("co-so", "cấp cơ sở"), ("huyen", "cấp huyện"), ("tinh", "cấp tỉnh")],
    &[("co-so", "cấp cơ sở"), ("huyen", "cấp thành phố"), ("tinh", "cấp tỉnh")],
    &[("xa", "cấp xã"), ("tinh", "cấp tỉnh")],
    &[("co-so", "cấp cơ sở"), ("huyen", "cấp huyện")],
    &[("co-so", "cấp cơ sở")],
];
const FIELDS: [Named; 6] = [
    ("kinh-te", "Kinh tế"),
    ("van-hoa-xa-hoi", "Văn hóa - xã hội"),
    ("quoc-phong-an-ninh", "Quốc phòng - an ninh"),
    ("he-thong-chinh-tri", "Xây dựng hệ thống chính trị"),
    ("nong-thon-moi", "Xây dựng nông thôn mới"),
    ("chuyen-doi-so", "Chuyển đổi số"),
];
/// A world of a few units for changes, or of any shape.
pub fn world(seed: u64, small: bool) -> World {
    let mut dice = Dice(seed.wrapping_mul(0x5851_F42D_4C95_7F2D) ^ 0x00C0_FFEE);
    let dice = &mut dice;
    let mut pools = Pools::new(dice);
    let span = span(dice);
    let levels = dice.pick(&LEVELS).to_vec();
    let mut fields = FIELDS.to_vec();
    dice.shuffle(&mut fields);
    fields.truncate(dice.between(2, 6));
    let units = units(dice, &mut pools, levels.len(), small);
    let style = style(dice, &span, levels.len());
    let mut world = World {
        span,
        levels,
        fields,
        units,
        models: Vec::new(),
        awards: Vec::new(),
        forms: Vec::new(),
        decisions: Vec::new(),
        values: Vec::new(),
        style,
        toml: String::new(),
        csv: String::new(),
    };
    models(&mut world, dice, &mut pools, if small { 5 } else { 8 });
    awards(&mut world, dice, &mut pools);
    values(&mut world, dice);
    groups(&mut world, dice);
    world.toml = toml(&world);
    world.csv = csv(&world);
    world
}

fn span(dice: &mut Dice) -> Span {
    let subs = |list: &[(u16, u16)]| {
        let label = |(from, to): &(u16, u16)| if from == to { from.to_string() } else { format!("{from}-{to}") };
        list.iter().map(|s| (label(s), s.0, s.1)).collect()
    };
    let (from, to, parts): (u16, u16, Vec<_>) = match dice.below(5) {
        0 => (2021, 2021, Vec::new()),
        1 => (2016, 2020, subs(&[(2016, 2018), (2019, 2020)])),
        2 => (2016, 2020, Vec::new()),
        3 => (2021, 2023, Vec::new()),
        _ => (2017, 2020, subs(&[(2017, 2018), (2019, 2020)])),
    };
    let label = if from == to { from.to_string() } else { format!("{from}-{to}") };
    Span { label, from, to, subs: parts }
}

fn units(dice: &mut Dice, pools: &mut Pools, levels: usize, small: bool) -> Vec<Unit> {
    let depth = dice.between(1, 3);
    let level = |height: usize| (height < levels).then_some(height);
    let sends = |dice: &mut Dice| if dice.chance(20) { Sends::Totals } else { Sends::Lists };
    let kind = ["Phường", "Huyện", "Tỉnh"][depth - 1];
    let mut units = vec![Unit {
        name: format!("{kind} {}", pools.place()),
        parent: None,
        level: level(depth - 1),
        sends: if depth == 1 || dice.chance(50) { Sends::Lists } else { Sends::Nothing },
        rolls_up: depth > 1 && dice.chance(50),
        group: None,
    }];
    let mut parents = vec![0];
    for height in (0..depth - 1).rev() {
        let mut made = Vec::new();
        for &parent in &parents {
            for _ in 0..dice.between(2, if small { 3 } else { 5 }) {
                let kinds: &[&str] = if height == 0 { &["Phường", "Xã", "Thị trấn"] } else { &["Huyện", "Thị xã"] };
                let name = format!("{} {}", dice.pick(kinds), pools.place());
                let own = height == 0 || dice.chance(40);
                let sends = if height > 0 { if own { Sends::Lists } else { Sends::Nothing } } else { sends(dice) };
                let rolls_up = height > 0 && (sends == Sends::Nothing || dice.chance(60));
                made.push(units.len());
                units.push(Unit { name, parent: Some(parent), level: level(height), sends, rolls_up, group: None });
            }
        }
        parents = made;
    }
    units
}

fn style(dice: &mut Dice, span: &Span, levels: usize) -> Style {
    let told = dice.pick(&[Told::Columns, Told::Columns, Told::Columns, Told::OneB, Told::Both]);
    let mut style = Style {
        rounds: dice.chance(30),
        codes: dice.chance(50),
        kinds: dice.chance(50),
        novelty: dice.chance(50),
        address: dice.chance(40),
        levels: levels > 1 && dice.chance(40),
        effective: dice.chance(70),
        replicated: dice.chance(50),
        nominated: levels > 1 && dice.chance(50),
        owner_ticks: dice.chance(40),
        field_ticks: dice.chance(30),
        told,
        when: if told == Told::Columns {
            u8::try_from(dice.below(if span.subs.is_empty() { 2 } else { 3 })).expect("small")
        } else {
            1
        },
        own_totals: dice.chance(60),
        measures: Vec::new(),
        stated_owners: dice.chance(60),
        list_total: dice.chance(50),
        total_first: dice.chance(20),
        period_told: dice.chance(70),
        apart: dice.chance(30),
        decisions: dice.chance(40),
    };
    style.measures.push(Measure::Registered);
    if style.levels && dice.chance(40) {
        style.measures.extend((0..levels).map(Measure::RegisteredAt));
    }
    if style.effective {
        style.measures.push(Measure::Effective);
    }
    if style.nominated && dice.chance(60) {
        style.measures.extend((1..levels).map(Measure::Nominated));
    }
    for level in 0..levels {
        style.measures.push(Measure::Recognised(level));
        if style.when == 1 && dice.chance(50) {
            style.measures.push(Measure::Events(level));
        }
    }
    style
}

fn models(world: &mut World, dice: &mut Dice, pools: &mut Pools, most: usize) {
    for unit in 0..world.units.len() {
        if world.units[unit].sends == Sends::Nothing {
            continue;
        }
        let mut titles = TITLES.to_vec();
        dice.shuffle(&mut titles);
        let count = dice.between(2, most);
        for (number, title) in titles.into_iter().take(count).enumerate() {
            let owner = dice.pick(&[0, 0, 0, 0, 1, 1, 2]);
            let model = Model {
                unit,
                code: world.style.codes.then(|| format!("M{unit:02}-{:02}", number + 1)),
                name: title.to_owned(),
                performer: pools.performer(owner),
                owner: Some(owner),
                kind: Some(usize::from(dice.chance(20))),
                field: Some(dice.below(world.fields.len())),
                year: Some(u16::try_from(dice.between(world.span.from.into(), world.span.to.into())).expect("a year")),
                new: Some(dice.chance(60)),
                ..Model::default()
            };
            world.models.push(model);
            history(world, dice);
        }
    }
}

/// What became of the last model.
fn history(world: &mut World, dice: &mut Dice) {
    let (levels, style, span) = (world.levels.len(), world.style.clone(), world.span.clone());
    let model = world.models.last_mut().expect("a model");
    let first = if style.levels && dice.chance(15) { dice.between(1, levels - 1) } else { 0 };
    let mut since = model.year.unwrap_or(span.from);
    for (nth, level) in (first..levels).enumerate() {
        if !dice.chance([70, 40, 40][nth]) {
            break;
        }
        let whens: Vec<When> = match style.when {
            0 => vec![When::Tick],
            1 => {
                let years = usize::from(span.to - since);
                let one = since + u16::try_from(dice.below(years + 1)).expect("a year");
                let more = (one < span.to && dice.chance(30)).then_some(When::Year(span.to));
                since = one;
                std::iter::once(When::Year(one)).chain(more).collect()
            }
            _ => {
                let fits: Vec<usize> = (0..span.subs.len()).filter(|s| span.subs[*s].2 >= since).collect();
                let sub = dice.pick(&fits);
                since = since.max(span.subs[sub].1);
                vec![When::Sub(sub)]
            }
        };
        model.recognised.extend(whens.into_iter().map(|when| (level, when)));
    }
    let top = model.recognised.iter().map(|(level, _)| *level).max();
    model.levels = vec![first];
    if style.levels {
        let reached = top.unwrap_or(first).max(first);
        model.levels = (first..=reached).collect();
        if reached + 1 < levels && first == 0 && dice.chance(20) {
            model.levels.push(reached + 1);
        }
    }
    model.effective = top.is_some() || dice.chance(40);
    model.replicated = if model.effective && dice.chance(30) { 1 + u32::try_from(dice.below(3)).expect("small") } else { 0 };
    if style.nominated {
        model.nominated = top.map_or(Vec::new(), |top| (first + 1..=top).collect());
        if let Some(top) = top
            && top + 1 < levels
            && dice.chance(30)
        {
            model.nominated.push(top + 1);
        }
    }
    model.rounds = vec![2];
    if style.rounds {
        // Some are registered late, some drop out of the last list.
        model.rounds = if dice.chance(15) { vec![2] } else { vec![0, 1, 2] };
        if model.rounds.len() == 3 && top.is_none() && dice.chance(20) {
            model.rounds.pop();
            model.replicated = 0;
        }
    }
}

/// Some neighbours send one workbook.
fn groups(world: &mut World, dice: &mut Dice) {
    if world.style.rounds || world.style.told != Told::Columns || !dice.chance(50) {
        return;
    }
    for parent in 0..world.units.len() {
        let plain: Vec<usize> = world
            .children(parent)
            .filter(|u| world.units[*u].sends == Sends::Lists && world.children(*u).next().is_none())
            .collect();
        if plain.len() >= 2 {
            for &unit in plain.iter().take(2) {
                world.units[unit].group = Some(parent);
            }
        }
    }
}
