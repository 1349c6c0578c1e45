//! Findings → points: who can mend each, and what its rule says to that person.

use crate::model::{Dossier, Fate, Finding, Match, Origin, Point, UnitId};
use crate::{ingest, rules};

/// Other places that are named.
const RELATED: usize = 12;

/// A point for each finding, in order.
pub(super) fn points(dossier: &Dossier, findings: &[Finding]) -> Vec<Point> {
    let point = |finding: &Finding| {
        let rule = rules::find(finding.code);
        Point {
            unit: addressee(dossier, finding),
            form: finding.at.and_then(|at| {
                let reading = dossier.reading(at.file);
                reading.table_at(at).map(|table| reading.tables[table].form)
            }),
            what: format!("{}{}", capitalised(&finding.message), compared(dossier, finding)),
            why: rule.map_or("", |rule| rule.why),
            how: rule.map_or("", |rule| rule.remedy),
        }
    };
    findings.iter().map(point).collect()
}

/// The places of the same file that a finding names, as the file was sent.
pub(super) fn own_places(dossier: &Dossier, finding: &Finding) -> Vec<Origin> {
    let Some(at) = finding.at else { return Vec::new() };
    let reading = dossier.reading(at.file);
    finding.related.iter().filter(|place| place.file == at.file).map(|place| reading.as_sent(*place)).collect()
}

/// Are the other places of a finding wrong in the very same way?
pub(super) fn is_alike(finding: &Finding) -> bool {
    finding.code.starts_with('C') || finding.code == "R29"
}

/// Who can mend it: who sent the file; of a file of the root itself, or of nobody known, the unit it is about.
fn addressee(dossier: &Dossier, finding: &Finding) -> Option<UnitId> {
    let units = &dossier.units;
    let named = || match units.resolve(finding.unit.as_deref()?, None) {
        Match::One(unit) => Some(unit),
        Match::None | Match::Many(_) => None,
    };
    match finding.at.and_then(|at| sender(dossier, at)) {
        Some(unit) if unit != units.root() => Some(unit),
        Some(root) => named().or(Some(root)),
        None => named(),
    }
}

/// Who sent the table, sheet or file of a place.
pub(super) fn sender(dossier: &Dossier, at: Origin) -> Option<UnitId> {
    let reading = dossier.reading(at.file);
    if matches!(reading.fate, Fate::Refused(_)) {
        return ingest::named_by_path(&reading.path, &dossier.units);
    }
    let submitters = dossier.submitters.get(at.file as usize)?;
    let own = reading.table_at(at).and_then(|table| submitters.get(table).copied().flatten());
    let of_sheet = || {
        let mut tables = reading.tables.iter().zip(submitters).filter(|(table, _)| Some(table.sheet) == at.sheet);
        tables.find_map(|(_, submitter)| *submitter)
    };
    own.or_else(of_sheet).or_else(|| submitters.iter().copied().flatten().next())
}

/// Other places of the same file, which the unit knows: "So với: ô C2".
fn compared(dossier: &Dossier, finding: &Finding) -> String {
    let Some(at) = finding.at.map(|at| dossier.reading(at.file).as_sent(at)) else { return String::new() };
    let reading = dossier.reading(at.file);
    let place = |place: &Origin| {
        let sheet = place.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet)))?;
        let cell = place.a1()?;
        Some(if place.sheet == at.sheet { format!("ô {cell}") } else { format!("trang “{}”, ô {cell}", sheet.name) })
    };
    let own = own_places(dossier, finding);
    let inside = |place: &Origin| own.iter().any(|other| other != place && holds(*other, *place));
    let places: Vec<String> = own.iter().filter(|place| !inside(place)).filter_map(place).collect();
    if places.is_empty() {
        return String::new();
    }
    let lead = if is_alike(finding) { "Cùng lỗi này" } else { "So với" };
    let more = if places.len() > RELATED { format!(" và {} chỗ khác", places.len() - RELATED) } else { String::new() };
    let shown: Vec<&str> = places.iter().take(RELATED).map(String::as_str).collect();
    let stop = if finding.message.ends_with(['?', '.', '!']) { "" } else { "." };
    format!("{stop} {lead}: {}{more}", shown.join("; "))
}

/// Does a range hold another place?
fn holds(range: Origin, place: Origin) -> bool {
    let (Some(first), Some(last), Some(cell)) = (range.cell, range.to, place.cell) else { return false };
    let end = place.to.unwrap_or(cell);
    let within =
        |cell: crate::model::Cell| (first.row..=last.row).contains(&cell.row) && (first.col..=last.col).contains(&cell.col);
    (range.file, range.sheet) == (place.file, place.sheet) && within(cell) && within(end)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
