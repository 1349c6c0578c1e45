//! Any grid of texts → tables: no panic, and every row of a table is a record or left out with its reason, once.
//!
//! The input: the sheet's name on the first line, then a row a line, cells between "|". A digit string is a number, "<"
//! merges a cell with the one at its left, "^" with the one above.
#![no_main]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tongket::ingest::Reader;
use tongket::project::Project;
use tongket_fuzz::{Parts, escaped, package};

/// A conference of the sample data, as the program opens it.
fn project() -> &'static Project {
    static PROJECT: OnceLock<Project> = OnceLock::new();
    PROJECT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data/rach-gia-2016-2020");
        Project::open(&folder, None).expect("the sample conference")
    })
}

/// "B7".
fn place(row: usize, col: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(col).expect("fewer than 26 columns"));
    format!("{letter}{}", row + 1)
}

/// The sheet of the lines.
fn sheet<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let (mut data, mut merges) = (String::new(), String::new());
    for (row, line) in lines.take(200).enumerate() {
        let _ = write!(data, "<row r=\"{}\">", row + 1);
        for (col, cell) in line.split('|').take(26).enumerate() {
            let (at, cell) = (place(row, col), cell.trim());
            let from = match cell {
                "<" if col > 0 => Some(place(row, col - 1)),
                "^" if row > 0 => Some(place(row - 1, col)),
                _ => None,
            };
            if let Some(from) = from {
                let _ = write!(merges, "<mergeCell ref=\"{from}:{at}\"/>");
            } else if cell.parse::<u32>().is_ok() {
                let _ = write!(data, "<c r=\"{at}\"><v>{}</v></c>", cell.trim_start_matches('+'));
            } else if !cell.is_empty() {
                let _ = write!(data, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(cell));
            }
        }
        data.push_str("</row>");
    }
    format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merges}</mergeCells></worksheet>")
}

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let name = lines.next().unwrap_or_default();
    let bytes = package(&Parts { sheet: &sheet(lines), name, ..Parts::default() });
    let project = project();
    let reading = Reader::new(&project.authority, &project.units).read("nop/tep.xlsx", 0, &bytes);
    for table in &reading.tables {
        assert!(usize::from(table.context) < reading.contexts.len());
        let left: BTreeSet<u32> = table.left_out.iter().map(|left| left.row).collect();
        assert_eq!(left.len(), table.left_out.len(), "một dòng để riêng hai lần: {table:?}");
        assert_eq!(table.record_rows() + left.len(), table.rows, "{table:?}");
    }
});
