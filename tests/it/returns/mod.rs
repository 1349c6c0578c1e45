//! Marked copies: what goes back to a unit, and what becomes of it when it comes back mended.

mod books;
mod public;
mod rounds;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use tongket::model::{Origin, Severity};
use tongket::returns::{self, Fault, Request};

/// The parts of a package: name → bytes.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("unpacks");
        parts.insert(part.name().expect("a name").into_owned(), bytes);
    }
    parts
}

/// A package of parts.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

/// A part as text.
fn text(bytes: &[u8], part: &str) -> String {
    let parts = parts(bytes);
    let part = parts.get(part).unwrap_or_else(|| panic!("no {part} among {:?}", parts.keys()));
    String::from_utf8(part.clone()).expect("UTF-8")
}

/// A package with one part changed.
fn with_part(bytes: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let before = String::from_utf8(parts.remove(part).unwrap_or_default()).expect("UTF-8");
    parts.insert(part.to_owned(), change(before).into_bytes());
    packed(&parts)
}

/// A must-fix fault at a cell.
fn fault(sheet: u16, row: u32, col: u16) -> Fault {
    Fault {
        at: Origin::cell(0, sheet, row, col),
        also: Vec::new(),
        severity: Severity::MustFix,
        what: format!("Ô này ghi sai <{row}> & “{col}”"),
        why: "Báo cáo nêu con số này.".to_owned(),
        how: "Sửa lại ô.".to_owned(),
    }
}

fn marked(bytes: &[u8], faults: &[Fault]) -> Vec<u8> {
    returns::marked(bytes, &Request { faults, ..Request::default() }).expect("can be marked")
}

fn marked_again(bytes: &[u8], faults: &[Fault]) -> Vec<u8> {
    returns::marked(bytes, &Request { faults, earlier: &[0], ..Request::default() }).expect("can be marked again")
}

/// The tag of a cell in the text of a sheet.
fn cell<'t>(sheet: &'t str, place: &str) -> &'t str {
    let at = sheet.find(&format!(" r=\"{place}\"")).unwrap_or_else(|| panic!("no {place} in {sheet}"));
    let start = sheet[..at].rfind('<').expect("a tag");
    &sheet[start..=start + sheet[start..].find('>').expect("its end")]
}
