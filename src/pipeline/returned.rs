//! The marked copies of a run: each file with its findings → what goes back to the unit.

use std::collections::BTreeSet;

use super::{Outcome, Output, open};
use crate::error::Error;
use crate::model::{Dossier, Fate, FileFault, Finding, Limits, Origin, Reading, Severity};
use crate::project::{self, Project};
use crate::returns::{self, Fault, Refusal, Request};
use crate::{ingest, rules};

/// Where marked copies go, in the output folder.
const FOLDER: &str = "de-nghi-chinh-sua";
const SIGNED: &str = "tệp có chữ ký số, đánh dấu vào sẽ làm mất hiệu lực chữ ký; gửi đơn vị danh sách nội dung cần sửa nêu trên";
/// Other places that are named.
const RELATED: usize = 12;

/// A file that cannot be marked although it has something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMarked {
    /// Its path.
    pub path: String,
    /// Why, in Vietnamese.
    pub why: String,
}

/// Makes the marked copy of every file with something to mend (explained findings and notes aside) and gives each to
/// `save`, one at a time.
///
/// # Errors
///
/// What `save` says; [`Error::Read`] if the drop folder cannot be listed; [`Error::Build`] for our own.
pub fn marked_copies(
    project: &Project,
    outcome: &Outcome,
    save: &mut dyn FnMut(Output) -> Result<(), Error>,
) -> Result<Vec<NotMarked>, Error> {
    let entries = project.entries()?;
    let limits = &outcome.dossier.authority.limits;
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut left: Vec<NotMarked> = Vec::new();
    for (file, reading) in (0_u32..).zip(&outcome.dossier.readings) {
        let faults = faults(&outcome.dossier, &outcome.findings, file);
        if faults.is_empty() {
            continue;
        }
        let entry = entries.iter().find(|entry| entry.path == reading.path);
        let bytes = entry.and_then(|entry| project::read(entry, limits).ok());
        let path = project.within_drop(&reading.path);
        match copy(reading, path, bytes.as_deref(), &faults, limits)? {
            Copy::Marked(bytes) => save((free_name(path, &mut taken), bytes))?,
            Copy::Fresh(bytes) => save((free_name(&in_xlsx(path), &mut taken), bytes))?,
            Copy::None(why) => left.push(NotMarked { path: reading.path.clone(), why: why.to_owned() }),
        }
    }
    Ok(left)
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

/// What stands in a file and is to be mended.
fn faults(dossier: &Dossier, findings: &[Finding], file: u32) -> Vec<Fault> {
    let reading = dossier.reading(file);
    let in_file = |finding: &&Finding| finding.at.is_some_and(|at| at.file == file);
    let counts = |finding: &&Finding| finding.explained.is_none() && finding.severity != Severity::Note;
    let fault = |finding: &Finding| {
        let at = reading.as_sent(finding.at?);
        let rule = rules::find(finding.code)?;
        let own: Vec<Origin> =
            finding.related.iter().filter(|place| place.file == file).map(|place| reading.as_sent(*place)).collect();
        let same = finding.code.starts_with('C') || finding.code == "R29";
        let lead = if same { "Cùng lỗi này" } else { "So với" };
        let compared = compared(dossier, at, lead, &own);
        Some(Fault {
            at,
            also: if same { own } else { Vec::new() },
            severity: finding.severity,
            what: format!("{}{compared}", capitalised(&finding.message)),
            why: rule.why.to_owned(),
            how: rule.remedy.to_owned(),
        })
    };
    findings.iter().filter(in_file).filter(counts).filter_map(fault).collect()
}

/// Other places of the same file, which the unit knows: "So với: ô C2".
fn compared(dossier: &Dossier, at: Origin, lead: &str, related: &[Origin]) -> String {
    let reading = dossier.reading(at.file);
    let place = |place: &Origin| {
        let sheet = place.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet)))?;
        let cell = place.a1()?;
        Some(if place.sheet == at.sheet { format!("ô {cell}") } else { format!("trang “{}”, ô {cell}", sheet.name) })
    };
    let places: Vec<String> = related.iter().filter_map(place).collect();
    if places.is_empty() {
        return String::new();
    }
    let more = if places.len() > RELATED { format!(" và {} chỗ khác", places.len() - RELATED) } else { String::new() };
    let shown: Vec<&str> = places.iter().take(RELATED).map(String::as_str).collect();
    format!(". {lead}: {}{more}", shown.join("; "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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

/// The path in the output folder; with a number where it is taken, without regard to case.
fn free_name(path: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, end) = path.rsplit_once('.').filter(|(_, end)| !end.contains('/')).unwrap_or((path, ""));
    let dot = if end.is_empty() { "" } else { "." };
    let names = std::iter::once(path.to_owned()).chain((2..).map(|n: u32| format!("{stem} ({n}){dot}{end}")));
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    let name = names.into_iter().find(is_free).unwrap_or_default();
    taken.insert(name.to_lowercase());
    format!("{FOLDER}/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_get_names_of_their_own() {
        let mut taken = BTreeSet::new();
        assert_eq!(free_name("a/b.xlsx", &mut taken), "de-nghi-chinh-sua/a/b.xlsx");
        assert_eq!(free_name(&in_xlsx("a/B.xls"), &mut taken), "de-nghi-chinh-sua/a/B (2).xlsx");
        assert_eq!(free_name("không đuôi", &mut taken), "de-nghi-chinh-sua/không đuôi");
        assert_eq!(in_xlsx("a.b/c"), "a.b/c.xlsx");
    }
}
