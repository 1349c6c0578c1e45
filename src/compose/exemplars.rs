//! Which models the report names (mô hình, điển hình tiêu biểu), and how.
//!
//! Where units ticked "Nêu trong báo cáo", exactly those are named. Where nobody did, up to `so_dien_hinh` a field:
//! those recognised at the highest level, then most often, then in the order submitted; of each unit and title one, as long
//! as there are others.

use std::cmp::Reverse;

use crate::model::{Dossier, FieldId, Kind, Model, name};

/// A model that the report names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exemplar {
    /// Its number in the list of models.
    pub(super) number: usize,
    /// "mô hình" or "điển hình".
    pub(super) kind: &'static str,
    /// Its name in quotes.
    pub(super) name: String,
    /// Who carries it out and where: "Hội Nông dân phường Vĩnh Hiệp"; may be empty.
    pub(super) whose: String,
    /// Outcome; may be empty.
    pub(super) outcome: String,
}

/// The models named, by field in report order, then as submitted.
pub(super) fn choose(dossier: &Dossier) -> Vec<(Option<FieldId>, Exemplar)> {
    let numbered = || (1..).zip(&dossier.models);
    let shown = |(number, model): (usize, &Model)| (field(dossier, model), exemplar(dossier, number, model));
    if dossier.models.iter().any(|m| m.featured) {
        return numbered().filter(|(_, m)| m.featured).map(shown).collect();
    }
    let limit = dossier.authority.exemplars_per_field;
    let mut chosen = Vec::new();
    for id in dossier.authority.field_ids() {
        let may = |m: &Model| m.field == Some(id) && m.effective != Some(false);
        let mut best: Vec<(usize, &Model)> = numbered().filter(|(_, m)| may(m)).collect();
        best.sort_by_key(|(_, m)| Reverse(standing(m)));
        best.retain(|(_, m)| standing(m).0 > 0);
        chosen.extend(varied(best, limit).into_iter().map(shown));
    }
    chosen
}

/// The first of them, each of another unit and title as long as there are such; the others follow.
fn varied(mut best: Vec<(usize, &Model)>, limit: usize) -> Vec<(usize, &Model)> {
    let mut chosen: Vec<(usize, &Model)> = Vec::new();
    while chosen.len() < limit && !best.is_empty() {
        let is_new = |(_, model): &(usize, &Model)| {
            chosen.iter().all(|(_, c)| c.unit != model.unit && name::key(&c.name) != name::key(&model.name))
        };
        let next = best.iter().position(is_new).unwrap_or(0);
        chosen.push(best.remove(next));
    }
    chosen
}

/// Highest level of recognition (0: none), and how often.
fn standing(model: &Model) -> (u8, usize) {
    let counted = || model.recognitions.iter().filter(|r| r.counts);
    (counted().map(|r| r.level.0 + 1).max().unwrap_or(0), counted().count())
}

/// The field under which it is named: its own, else the first of its group.
fn field(dossier: &Dossier, model: &Model) -> Option<FieldId> {
    let group = model.field_group.and_then(|g| dossier.authority.field_groups.get(usize::from(g)));
    model.field.or_else(|| group.and_then(|g| g.fields.first().copied()))
}

fn exemplar(dossier: &Dossier, number: usize, model: &Model) -> Exemplar {
    Exemplar {
        number,
        kind: model.kind.unwrap_or(Kind::Model).name(),
        name: quoted(&model.name),
        whose: whose(dossier, model),
        outcome: model.outcome.as_deref().unwrap_or_default().trim().trim_end_matches(['.', ';']).to_owned(),
    }
}

/// The title without "Mô hình", "Điển hình" before it: the sentence says that itself.
fn unnamed(title: &str) -> &str {
    let lower = title.to_lowercase();
    let kind = ["mô hình, điển hình", "mô hình", "điển hình"].into_iter().find(|kind| lower.starts_with(kind));
    // Lower case keeps the length of these words, so the place is the same.
    let rest = kind.and_then(|kind| title.get(kind.len()..)).map(|rest| rest.trim_start_matches([':', '-', ' ']));
    match rest {
        Some(rest) if rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')) => rest,
        _ => title,
    }
}

/// “…”, once.
fn quoted(title: &str) -> String {
    let title = unnamed(title.trim());
    let inner = title.trim_matches(['“', '”', '"']);
    if title.contains('“') && !title.starts_with('“') { title.to_owned() } else { format!("“{inner}”") }
}

/// Performer and unit. The unit is left out where the performer's name holds it already, and where it has no level
/// (a street group, an association): the performer then is the unit, or a part of it, under another name.
fn whose(dossier: &Dossier, model: &Model) -> String {
    let unit = dossier.units.unit(model.unit);
    // A unit that is gone is found below the one that it was merged into.
    let gone = unit.to.is_some() && unit.level.is_some();
    let now = unit.parent.filter(|&above| gone && above != dossier.units.root() && dossier.units.unit(above).level == unit.level);
    let whose = told_whose(dossier, model);
    match now {
        Some(now) => format!("{whose} (nay thuộc {})", super::figures::lower_unit(dossier.units.name(now))),
        None => whose,
    }
}

fn told_whose(dossier: &Dossier, model: &Model) -> String {
    let unit = dossier.units.unit(model.unit);
    let at_root = model.unit == dossier.units.root();
    let unit_name = if at_root { String::new() } else { super::figures::lower_first(&unit.name) };
    let Some(performer) = model.performer.as_deref().map(str::trim).filter(|p| !p.is_empty()) else { return unit_name };
    let performer = address_lowered(performer);
    let words = name::slug_words(&performer);
    let held = words.contains(&name::slug_words(&unit_name)) || words.contains(&name::unit_key(&unit_name).1);
    if at_root || unit.level.is_none() || held {
        return performer;
    }
    // "Hội Phụ nữ xã" of "xã Ninh Vân" is "Hội Phụ nữ xã Ninh Vân".
    let mut kinds = unit_name.match_indices(' ').map(|(at, _)| &unit_name[..at]);
    let shared = kinds.rfind(|kind| performer.to_lowercase().ends_with(&format!(" {kind}")));
    match shared {
        Some(kind) => format!("{performer}{}", &unit_name[kind.len()..]),
        None => format!("{performer}, {unit_name}"),
    }
}

/// "Bà Phạm Thị Nhài" inside a sentence: "bà Phạm Thị Nhài"; names of bodies keep their capital.
fn address_lowered(performer: &str) -> String {
    let first = performer.split_whitespace().next().unwrap_or_default().to_lowercase();
    if matches!(first.as_str(), "ông" | "bà" | "cô" | "thầy" | "đ/c" | "đồng") {
        super::figures::lower_first(performer)
    } else {
        performer.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn the_ticked_models_are_named_and_no_others() {
        let dossier = specimen::dossier();
        let named = choose(&dossier);
        assert_eq!(named.len(), 1);
        let (field, exemplar) = &named[0];
        assert_eq!(*field, Some(FieldId(0)));
        assert_eq!(exemplar.name, "“Khéo vận động [phát triển] kinh tế”");
        assert_eq!(exemplar.whose, "Hội Nông dân phường An Hòa");
    }

    #[test]
    fn without_ticks_the_best_recognised_are_named() {
        let mut dossier = specimen::dossier();
        dossier.models[0].featured = false;
        dossier.authority.exemplars_per_field = 1;
        let named = choose(&dossier);
        assert_eq!(named.iter().map(|(_, e)| e.name.as_str()).collect::<Vec<_>>(), ["“Khéo vận động [phát triển] kinh tế”"]);
        dossier.authority.exemplars_per_field = 0;
        assert!(choose(&dossier).is_empty());
    }

    #[test]
    fn the_unit_follows_the_performer_only_where_it_adds_something() {
        let mut dossier = specimen::dossier();
        let mut whose_of = |performer: Option<&str>, level: Option<crate::model::LevelId>| {
            let mut unit = dossier.units.unit(crate::model::UnitId(1)).clone();
            unit.level = level;
            let root = dossier.units.unit(crate::model::UnitId(0)).clone();
            dossier.units = crate::model::UnitTree::new(vec![root, unit], true);
            dossier.models[0].performer = performer.map(Into::into);
            whose(&dossier, &dossier.models[0])
        };
        let ward = Some(crate::model::LevelId(0));
        assert_eq!(whose_of(Some("Khu phố 1"), ward), "Khu phố 1, phường An Hòa");
        assert_eq!(whose_of(Some("Hội Nông dân phường An Hòa"), ward), "Hội Nông dân phường An Hòa");
        assert_eq!(whose_of(Some("Hội Phụ nữ phường"), ward), "Hội Phụ nữ phường An Hòa");
        assert_eq!(whose_of(Some("Bà Phạm Thị Nhài"), None), "bà Phạm Thị Nhài");
        assert_eq!(whose_of(None, ward), "phường An Hòa");
    }

    #[test]
    fn titles_are_quoted_once() {
        assert_eq!(quoted("Sạch"), "“Sạch”");
        assert_eq!(quoted("“Sạch”"), "“Sạch”");
        assert_eq!(quoted("\"Sạch\""), "“Sạch”");
        assert_eq!(quoted("Tổ “Sạch”"), "Tổ “Sạch”");
        assert_eq!(quoted("Mô hình “Sạch”"), "“Sạch”");
        assert_eq!(quoted("MÔ HÌNH: Tuyến đường hoa"), "“Tuyến đường hoa”");
        assert_eq!(quoted("Mô hình hóa việc tốt"), "“Mô hình hóa việc tốt”");
    }
}
