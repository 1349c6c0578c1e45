//! What a letter asks of a unit: findings by sheet, the gravest first; one cause, one row.

use super::Found;
use crate::compose::figures::plain;
use crate::model::{Origin, Severity};

/// Cells that are named in one row.
const MOST_CELLS: usize = 12;

/// A row of a letter's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compose) struct Asked {
    /// Its number in the letter, from 1.
    pub number: u64,
    /// "Tệp “an-hoa.xlsx”, trang “Biểu 3”".
    pub sheet: String,
    /// "C12", "C12, C14"; empty for a whole sheet or file.
    pub cells: String,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// How to mend it.
    pub how: String,
}

/// The rows of these findings.
pub(super) fn rows(found: &Found<'_>, findings: &[usize]) -> Vec<Asked> {
    let place = |at: usize| found.findings[at].at.map(|at| (at.file, at.sheet));
    let mut sheets: Vec<Option<(u32, Option<u16>)>> = Vec::new();
    for &at in findings {
        if !sheets.contains(&place(at)) {
            sheets.push(place(at));
        }
    }
    // Sheets with something that must be mended stand first, else as they stand in the files.
    let worst = |sheet: &Option<(u32, Option<u16>)>| {
        findings.iter().filter(|at| place(**at) == *sheet).map(|at| found.findings[*at].severity).min()
    };
    sheets.sort_by_key(worst);
    let of = |sheet| of_sheet(found, findings.iter().copied().filter(move |at| place(*at) == sheet));
    sheets.into_iter().flat_map(of).zip(1..).map(|(row, number)| Asked { number, ..row }).collect()
}

fn of_sheet(found: &Found<'_>, findings: impl Iterator<Item = usize>) -> Vec<Asked> {
    let mut causes: Vec<(usize, Vec<String>)> = Vec::new();
    for at in findings {
        let (finding, point) = (&found.findings[at], &found.points[at]);
        let same = |(first, _): &&mut (usize, Vec<String>)| {
            found.findings[*first].code == finding.code && found.points[*first].what == point.what
        };
        let cell = finding.at.and_then(|at| found.input.dossier.a1(at));
        match causes.iter_mut().find(same) {
            Some((_, cells)) => cells.extend(cell),
            None => causes.push((at, cell.into_iter().collect())),
        }
    }
    causes.sort_by_key(|(at, _)| found.findings[*at].severity);
    let row = |(at, cells): (usize, Vec<String>)| {
        let (finding, point) = (&found.findings[at], &found.points[at]);
        Asked {
            number: 0,
            sheet: sheet_words(found, finding.at),
            cells: cell_words(&cells),
            severity: finding.severity,
            what: point.what.clone(),
            why: point.why.to_owned(),
            how: point.how.to_owned(),
        }
    };
    causes.into_iter().map(row).collect()
}

fn sheet_words(found: &Found<'_>, at: Option<Origin>) -> String {
    let Some(at) = at else { return "Nội dung chung".to_owned() };
    let reading = found.input.dossier.reading(at.file);
    let file = reading.path.rsplit('/').next().unwrap_or_default();
    match at.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet))) {
        Some(sheet) => format!("Tệp “{file}”, trang “{}”", sheet.name),
        None => format!("Tệp “{file}”"),
    }
}

fn cell_words(cells: &[String]) -> String {
    let shown = cells[..cells.len().min(MOST_CELLS)].join(", ");
    match cells.len().saturating_sub(MOST_CELLS) {
        0 => shown,
        more => format!("{shown} và {} ô khác", plain(more as u64)),
    }
}
