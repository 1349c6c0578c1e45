//! The marked copies of a run: each file with its findings → what goes back to the unit.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Outcome, Output, open, points};
use crate::error::Error;
use crate::ingest;
use crate::model::{Fate, FileFault, Finding, Limits, Point, Reading, Severity};
use crate::project::{self, Entry, Project};
use crate::returns::{self, Fault, Refusal, Request};

const SIGNED: &str = "tệp có chữ ký số, đánh dấu vào sẽ làm mất hiệu lực chữ ký; gửi đơn vị danh sách nội dung cần sửa nêu trên";
/// A file that cannot be marked although it has something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMarked {
    /// Its path.
    pub path: String,
    /// Why, in Vietnamese.
    pub why: String,
}

/// The marked copies of a run.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The path of each file's copy in the output folder, by the file's place.
    pub paths: Vec<Option<String>>,
    /// Files that could not be marked.
    pub left: Vec<NotMarked>,
}

/// Makes the marked copy of every file with something to mend (explained findings and notes aside) and gives each to
/// `save`, one at a time.
///
/// # Errors
///
/// What `save` says; [`Error::Build`] for our own.
pub(super) fn marked_copies(
    (project, entries): (&Project, &BTreeMap<&str, &Entry>),
    (outcome, points): (&Outcome, &[Point]),
    names: &mut Names,
    save: &mut dyn FnMut(Output) -> Result<(), Error>,
) -> Result<Marked, Error> {
    let limits = &outcome.dossier.authority.limits;
    let mut marked = Marked::default();
    let mut faults = faults(outcome, points);
    for (file, reading) in (0_u32..).zip(&outcome.dossier.readings) {
        let faults = faults.remove(&file).unwrap_or_default();
        if faults.is_empty() {
            marked.paths.push(None);
            continue;
        }
        let bytes = entries.get(reading.path.as_str()).and_then(|entry| project::read(entry, limits).ok());
        let path = project.within_drop(&reading.path);
        let (name, bytes) = match copy(reading, path, bytes.as_deref(), &faults, limits)? {
            Copy::Marked(bytes) => (names.free(path), bytes),
            Copy::Fresh(bytes) => (names.free(&in_xlsx(path)), bytes),
            Copy::None(why) => {
                marked.left.push(NotMarked { path: reading.path.clone(), why: why.to_owned() });
                marked.paths.push(None);
                continue;
            }
        };
        marked.paths.push(Some(name.clone()));
        save((name, bytes))?;
    }
    Ok(marked)
}

/// What goes back to the unit.
enum Copy {
    /// Its own workbook, marked.
    Marked(Vec<u8>),
    /// A fresh workbook of the same grid, marked.
    Fresh(Vec<u8>),
    /// Nothing, and why.
    None(&'static str),
}

fn copy(reading: &Reading, path: &str, bytes: Option<&[u8]>, faults: &[Fault], limits: &Limits) -> Result<Copy, Error> {
    if let Fate::Refused(fault) = &reading.fate {
        return Ok(Copy::None(refused(fault)));
    }
    let Some(bytes) = bytes else { return Ok(Copy::None("tệp vừa bị thay đổi hoặc chuyển đi; chạy lại")) };
    let earlier: Vec<u16> = earlier(reading);
    let mut why = "không phải dạng .xlsx";
    if ingest::is_xlsx(bytes, limits) {
        match returns::marked(bytes, &Request { faults, earlier: &earlier, remarks: &[] }) {
            Ok(copy) => return Ok(Copy::Marked(copy)),
            Err(Refusal::Signed) => return Ok(Copy::None(SIGNED)),
            Err(Refusal::Unusual) => why = "có cấu trúc khác thường",
        }
    }
    let Ok(sheets) = open(bytes, limits) else { return Ok(Copy::None("tệp vừa bị thay đổi; chạy lại")) };
    let remarks = [format!(
        "Tệp gửi lên là “{}”, {why}, nên đây là tệp Excel mới chép lại nội dung các ô (không có công thức, hình vẽ, định dạng). \
         Sửa ở đây và gửi lại tệp này thay tệp cũ.",
        path.rsplit('/').next().unwrap_or(path)
    )];
    let fresh = returns::fresh(&sheets.into_plain())?;
    let copy = returns::marked(&fresh, &Request { faults, earlier: &earlier, remarks: &remarks });
    copy.map(Copy::Fresh).map_err(|_| Error::Build { what: reading.path.clone(), message: "bản chép lại".to_owned() })
}

/// What stands in each file and is to be mended.
fn faults(outcome: &Outcome, points: &[Point]) -> BTreeMap<u32, Vec<Fault>> {
    let dossier = &outcome.dossier;
    let mut faults: BTreeMap<u32, Vec<Fault>> = BTreeMap::new();
    for (finding, point) in outcome.findings.iter().zip(points).filter(|(finding, _)| is_asked(finding)) {
        let Some(at) = finding.at else { continue };
        faults.entry(at.file).or_default().push(Fault {
            at: dossier.reading(at.file).as_sent(at),
            also: if points::is_alike(finding) { points::own_places(dossier, finding) } else { Vec::new() },
            severity: finding.severity,
            what: point.what.clone(),
            why: point.why.to_owned(),
            how: point.how.to_owned(),
        });
    }
    faults
}

/// Is a unit asked to mend it: does it stand, and is it more than a note?
pub(super) fn is_asked(finding: &Finding) -> bool {
    finding.explained.is_none() && finding.severity != Severity::Note
}

/// The sheets that an earlier marking put into a file.
fn earlier(reading: &Reading) -> Vec<u16> {
    let ours = |sheet: &crate::model::SheetInfo| sheet.passed_over == Some(crate::model::corrections::PASSED_OVER);
    (0_u16..).zip(&reading.sheets).filter(|(_, sheet)| ours(sheet)).map(|(at, _)| at).collect()
}

fn refused(fault: &FileFault) -> &'static str {
    match fault {
        FileFault::Password => "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
        FileFault::NotAWorkbook(_) | FileFault::UnsupportedFormat(_) => {
            "không phải tệp Excel đọc được; đề nghị đơn vị gửi tệp Excel"
        }
        _ => "không đọc được tệp; đề nghị đơn vị gửi lại",
    }
}

/// "an-hoa.xlsx" of "an-hoa.xls".
fn in_xlsx(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (&path[..=folder.len()], name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{folder}{stem}.xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_copy_ends_in_xlsx() {
        assert_eq!(in_xlsx("a/B.xls"), "a/B.xlsx");
        assert_eq!(in_xlsx("a.b/c"), "a.b/c.xlsx");
    }
}
