//! Workbooks made around fuzzed parts: what the fuzzer writes goes straight to the walk over the parts, past the zip.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a workbook of one sheet; the usual ones where none are given.
#[derive(Default)]
pub struct Parts<'a> {
    pub sheet: &'a str,
    pub strings: &'a str,
    pub styles: &'a str,
    pub name: &'a str,
}

/// The bytes of an .xlsx with these parts.
pub fn package(parts: &Parts<'_>) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>");
    let root = relations(&relation("r1", "officeDocument", "xl/workbook.xml"));
    let book = format!(
        "<workbook xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        escaped(if parts.name.is_empty() { "Biểu 1" } else { parts.name })
    );
    let own = relations(
        &[
            relation("r1", "worksheet", "sheet.xml"),
            relation("r2", "sharedStrings", "strings.xml"),
            relation("r3", "styles", "styles.xml"),
        ]
        .concat(),
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let files = [
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &own),
        ("xl/sheet.xml", parts.sheet),
        ("xl/strings.xml", usual(parts.strings, "<sst/>")),
        ("xl/styles.xml", usual(parts.styles, "<styleSheet/>")),
    ];
    for (name, text) in files {
        zip.start_file(name, stored).expect("a new part");
        zip.write_all(text.as_bytes()).expect("writes to memory");
    }
    zip.finish().expect("closes").into_inner()
}

/// The part, or what stands for it where none is given.
fn usual<'a>(part: &'a str, usual: &'a str) -> &'a str {
    if part.is_empty() { usual } else { part }
}

/// Text as it may stand in XML.
pub fn escaped(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(legal) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
