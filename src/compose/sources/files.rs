//! The files sent (tệp nguồn): whose, which sheets were read, what of them counts in no figure.

use std::collections::BTreeMap;

use super::super::Input;
use crate::model::{Dossier, Fate, Form, LeftOutReason, Origin, Standing, Submission, UnitId, thousands};

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct FileRow {
    /// Its number in the dossier.
    pub(super) file: u32,
    /// Whose it is.
    pub(super) units: String,
    /// Its path.
    pub(super) path: String,
    /// "Biểu 1 - Mô hình: 104 dòng, trang “Biểu 1”, ô A9:A112".
    pub(super) read: String,
    /// What counts in no figure, and why.
    pub(super) aside: String,
    /// Keys of the figures that lead here.
    pub(super) anchors: Vec<String>,
}

/// More units than these of one file are counted, not named.
const NAMED: usize = 3;

/// All files but those passed over on purpose, sorted by path.
pub(super) fn rows(input: Input<'_>) -> Vec<FileRow> {
    let dossier = input.dossier;
    let mut submissions: BTreeMap<u32, Vec<&Submission>> = BTreeMap::new();
    for submission in &dossier.submissions {
        submissions.entry(submission.file).or_default().push(submission);
    }
    let codes: BTreeMap<UnitId, &str> =
        input.summary.by_unit.iter().filter(|row| !row.direct).map(|row| (row.unit, row.code.as_str())).collect();
    let mut rows = Vec::new();
    for (file, reading) in (0..).zip(&dossier.readings) {
        let (mut read, mut aside) = (Vec::new(), Vec::new());
        match &reading.fate {
            Fate::Skipped(_) => continue,
            Fate::Refused(_) => aside.push("tệp không đọc được".to_owned()),
            Fate::DuplicateOf(of) => aside.push(format!("trùng với tệp {}", dossier.reading(*of).path)),
            Fate::Read => {}
        }
        let of = submissions.get(&file).map_or(&[][..], Vec::as_slice);
        for submission in of {
            aside.extend(out_of_force(submission));
        }
        for (index, table) in (0..).zip(&reading.tables).filter(|(_, table)| table.form != Form::Info) {
            let holder = of.iter().find(|submission| submission.tables.contains(&index));
            match holder {
                Some(submission) if submission.standing == Standing::InForce => {
                    read.push(table_words(dossier, file, index));
                    aside.extend(rows_left_out(dossier, file, index));
                }
                Some(_) => {}
                None => aside.push(format!("{}: bảng chưa rõ của đơn vị nào", table.form.name())),
            }
        }
        let mut units: Vec<UnitId> = Vec::new();
        for submission in of {
            if !units.contains(&submission.unit) {
                units.push(submission.unit);
            }
        }
        let shown = units.iter().flat_map(|&unit| dossier.units.line(unit)).filter_map(|unit| codes.get(&unit));
        rows.push(FileRow {
            file,
            path: reading.path.clone(),
            read: read.join("; "),
            aside: aside.join("; "),
            anchors: shown.map(|code| format!("don_vi.{code}")).collect(),
            units: names(dossier, &units),
        });
    }
    rows
}

fn names(dossier: &Dossier, units: &[UnitId]) -> String {
    if units.len() > NAMED {
        return format!("{} đơn vị", thousands(units.len() as u64));
    }
    units.iter().map(|&unit| dossier.units.name(unit)).collect::<Vec<_>>().join(", ")
}

/// A version that does not count.
fn out_of_force(submission: &Submission) -> Option<String> {
    let form = submission.form.name();
    match submission.standing {
        Standing::InForce => None,
        Standing::Replaced => Some(format!("{form}: bản cũ, đã có bản thay thế")),
        Standing::Disputed => Some(format!("{form}: có hai bản, chưa rõ bản nào mới hơn")),
    }
}

/// "Biểu 1 - Mô hình: 104 dòng (trang “Biểu 1”, ô A9:A112)".
fn table_words(dossier: &Dossier, file: u32, index: u16) -> String {
    let table = &dossier.reading(file).tables[usize::from(index)];
    let records = table.records();
    let count = u64::try_from(table.record_rows()).unwrap_or(u64::MAX);
    let words = format!("{}: {} dòng", table.form.name(), thousands(count));
    let row = |row: usize| {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        dossier.sheet_row(crate::model::RowRef { file, table: index, row })
    };
    let Some(last) = records.checked_sub(1) else { return words };
    let col = table.columns.first().map_or(0, |column| column.col);
    let span = Origin::cell(file, table.sheet, row(0), col).through(row(last), col);
    let sheet = dossier.reading(file).sheets.get(usize::from(table.sheet)).map_or("", |sheet| sheet.name.as_str());
    let cells = dossier.a1(span).unwrap_or_default();
    if sheet == table.form.name() {
        format!("{words} (ô {cells})")
    } else {
        format!("{words} (trang “{sheet}”, ô {cells})")
    }
}

/// "dòng cộng (ô A113)".
fn rows_left_out(dossier: &Dossier, file: u32, index: u16) -> Vec<String> {
    let table = &dossier.reading(file).tables[usize::from(index)];
    let col = table.columns.first().map_or(0, |column| column.col);
    let of = |reason: LeftOutReason| {
        let rows = table.left_out.iter().filter(|row| row.reason == reason);
        let places = dossier.places(rows.map(|row| Origin::cell(file, table.sheet, row.row, col)));
        let ranges: Vec<String> = places.into_iter().flat_map(|place| place.ranges).collect();
        (!ranges.is_empty()).then(|| format!("{}: {} (ô {})", table.form.name(), reason.text(), ranges.join(", ")))
    };
    [LeftOutReason::Total, LeftOutReason::NoRecord].into_iter().filter_map(of).collect()
}
