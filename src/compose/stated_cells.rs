//! What units state of themselves (Biểu 3) and no list of theirs tells, so that the level above need not ask again.
//!
//! A unit that sent lists is not here for what they tell. The trap: a parent's own agencies have one row, for a form has
//! no fields there.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::rows::{Row, number, text};
use super::tables::Tables;
use crate::document::Value;
use crate::model::{About, Basis, Dossier, Facet, FieldId, Key, Ledger, Measure, Origin, Owner, Place, Shape, Stated, UnitId};

/// Which row of a unit's Biểu 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Tổng cộng
    Total,
    /// A field.
    Field(FieldId),
    /// A merged group of fields.
    Group(u8),
    /// Khối cơ quan, đơn vị trực thuộc.
    Direct,
}

/// What one unit states.
#[derive(Debug)]
pub(super) struct Own {
    counts: Ledger,
    /// Of a parent: what counts for it and all below, of the measures that its own row tells.
    whole: Option<Ledger>,
    groups: Vec<(Measure, u8, u32)>,
    /// The cells of each row.
    cells: Vec<(Part, Origin)>,
}

/// A section a unit, a row a field.
pub(super) fn rows<'a>(dossier: &Dossier) -> Vec<Row<'a>> {
    let mut by_submitter: BTreeMap<UnitId, Vec<&Stated>> = BTreeMap::new();
    for stated in &dossier.stated {
        by_submitter.entry(stated.submitter).or_default().push(stated);
    }
    let mut rows = Vec::new();
    for unit in dossier.units.walk() {
        let Some(stated) = by_submitter.get(&unit) else { continue };
        let about = match dossier.figures(unit).basis {
            Basis::Lists | Basis::Totals => About::Whole,
            Basis::Children => About::Direct,
            Basis::Nothing | Basis::Disputed => continue,
        };
        let Some(own) = own(dossier, stated, (unit, about)) else { continue };
        rows.push(Row::Section(dossier.units.name(unit).to_owned()));
        let parts: Vec<Part> = if about == About::Direct {
            // A table without a total would be taken for all of the unit.
            vec![Part::Direct, Part::Total]
        } else {
            let fields = dossier.authority.field_ids().filter(|f| own.tells(|facet| facet == Facet::Field(*f), dossier));
            let groups: BTreeSet<u8> = own.groups.iter().map(|(_, group, _)| *group).collect();
            fields.map(Part::Field).chain(groups.into_iter().map(Part::Group)).chain([Part::Total]).collect()
        };
        let own = Rc::new(own);
        rows.extend(parts.into_iter().map(|part| Row::Stated(Rc::clone(&own), part)));
    }
    rows
}

/// What counts of a unit's statements: measures of which its lists say nothing.
fn own(dossier: &Dossier, stated: &[&Stated], (unit, about): (UnitId, About)) -> Option<Own> {
    let figures = dossier.figures(unit);
    let unlisted = |measure| figures.listed.get(Key::total(measure)).is_none();
    let mut counts = Ledger::unknown(Shape::of(&dossier.authority));
    let mut cells = Vec::new();
    for stated in stated.iter().filter(|stated| stated.about == about) {
        for key in dossier.keys_of(stated).into_iter().filter(|key| unlisted(key.measure)) {
            if counts.get(key).is_none() {
                counts.set(key, stated.count);
                let part = match key.facet {
                    Facet::Field(field) | Facet::FieldOwner(field, _) => Part::Field(field),
                    _ if about == About::Direct => Part::Direct,
                    _ => Part::Total,
                };
                cells.push((part, stated.at));
            }
        }
    }
    let groups = dossier.stated_groups.iter().filter(|group| group.submitter == unit && unlisted(group.measure));
    cells.extend(groups.clone().map(|group| (Part::Group(group.group), group.at)));
    let groups = groups.map(|group| (group.measure, group.group, group.count)).collect();
    let whole = (about == About::Direct).then(|| figures.total.clone());
    (!counts.is_blank()).then_some(Own { counts, whole, groups, cells })
}

impl Own {
    /// Is anything told of a facet, under any measure?
    fn tells(&self, facet: impl Fn(Facet) -> bool, dossier: &Dossier) -> bool {
        let facets: Vec<Facet> = Facet::all(&dossier.authority).into_iter().filter(|f| facet(*f)).collect();
        let measures = Measure::all(&dossier.authority);
        measures.iter().any(|&measure| facets.iter().any(|&facet| self.counts.get(Key { measure, facet }).is_some()))
    }
}

impl Own {
    /// "nop/an-hoa.xlsx, trang “Biểu 3”, ô C12, D12".
    fn source(&self, dossier: &Dossier, part: Part) -> String {
        let cells = self.cells.iter().filter(|(of, _)| *of == part).map(|(_, at)| *at);
        let one = |place: &Place| {
            let sheet = place.sheet.map_or(Origin::file(place.file), |sheet| Origin::sheet(place.file, sheet));
            format!("{}, ô {}", dossier.place(sheet), place.ranges.join(", "))
        };
        let places: Vec<String> = dossier.places(cells).iter().map(one).collect();
        if places.is_empty() { "Cộng các đơn vị trực thuộc và dòng trên".to_owned() } else { places.join("; ") }
    }
}

/// A value of a row; `None` if it has no such value.
pub(super) fn value(tables: &Tables<'_>, own: &Own, part: Part, key: &str) -> Option<Value> {
    let authority = &tables.input.dossier.authority;
    if key == "ten" {
        let name = match part {
            Part::Total => "Tổng cộng",
            Part::Direct => "Khối cơ quan, đơn vị trực thuộc",
            Part::Field(field) => &authority.field(field).name,
            Part::Group(group) => &authority.field_groups.get(usize::from(group))?.name,
        };
        return Some(Value::Text(name.to_owned()));
    }
    if key == "nguon" {
        return Some(text(own.source(tables.input.dossier, part)));
    }
    let (path, leaf) = key.rsplit_once('.')?;
    let measure = counted(*tables.measures.get(path)?, leaf);
    let owner = Owner::ALL.into_iter().find(|owner| owner.code() == leaf);
    if owner.is_none() && !matches!(leaf, "tong" | "luot") {
        return None;
    }
    let facet = match (part, owner) {
        (Part::Total | Part::Direct, None) => Facet::Total,
        (Part::Total | Part::Direct, Some(owner)) => Facet::Owner(owner),
        (Part::Field(field), None) => Facet::Field(field),
        (Part::Field(field), Some(owner)) => Facet::FieldOwner(field, owner),
        (Part::Group(group), None) => {
            let found = own.groups.iter().find(|(of, at, _)| *of == measure && *at == group);
            return Some(number(found.map(|(.., count)| *count)));
        }
        (Part::Group(_), Some(_)) => return Some(Value::Blank),
    };
    let key = Key { measure, facet };
    let count = match &own.whole {
        Some(whole) if part == Part::Total => own.counts.get(key).and_then(|_| whole.get(key)),
        _ => own.counts.get(key),
    };
    Some(number(count))
}

/// Lượt are a measure of their own.
fn counted(measure: Measure, leaf: &str) -> Measure {
    match measure {
        Measure::Recognised(level) if leaf == "luot" => Measure::Events(level),
        Measure::RecognisedIn(level, sub) if leaf == "luot" => Measure::EventsIn(level, sub),
        plain => plain,
    }
}

/// The form's heading of a value: "Công nhận huyen, tập thể".
pub(super) fn heading(key: &str) -> Option<String> {
    match key {
        "stt" => return Some("STT".to_owned()),
        "ten" => return Some("Lĩnh vực".to_owned()),
        _ => {}
    }
    let (path, leaf) = key.rsplit_once('.')?;
    let (measure, rest) = path.split_once('.').unwrap_or((path, ""));
    let measure = match measure {
        "dang_ky" => "Đăng ký",
        "hieu_qua" => "Phát huy hiệu quả",
        "nhan_rong" => "Nhân rộng",
        "de_nghi" => "Đề nghị công nhận",
        "cong_nhan" => "Công nhận",
        _ => return None,
    };
    let (level, sub) = rest.split_once(".theo_giai_doan.").unwrap_or((rest, ""));
    let level = level.trim_start_matches("theo_cap.");
    let sub = if sub.is_empty() { String::new() } else { format!("giai đoạn {sub}") };
    let part = match leaf {
        "luot" => "lượt",
        leaf => Owner::ALL.into_iter().find(|owner| owner.code() == leaf).map_or("", Owner::name),
    };
    Some([measure, level, &sub, part].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_measure_level_period_and_part() {
        let says = |key: &str| heading(key).unwrap_or_default();
        assert_eq!(says("dang_ky.tong"), "Đăng ký");
        assert_eq!(says("dang_ky.theo_cap.co-so.tap_the"), "Đăng ký co-so tập thể");
        assert_eq!(says("cong_nhan.huyen.theo_giai_doan.2016-2018.luot"), "Công nhận huyen giai đoạn 2016-2018 lượt");
        assert_eq!(heading("ghi_chu"), None);
    }
}
