//! Any text as the sheet of an .xlsx, its shared strings and its styles (after lines "====") → no panic, and what is read
//! is in order, inside the sheet and finite.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tongket::ingest::Sheets;
use tongket::model::{Limits, PlainValue};
use tongket_fuzz::{Parts, package};

fuzz_target!(|text: &str| {
    let mut parts = text.split("\n====\n");
    let mut part = || parts.next().unwrap_or_default();
    let bytes = package(&Parts { sheet: part(), strings: part(), styles: part(), name: "" });
    let Ok(sheets) = Sheets::open(&bytes, &Limits::default()) else { return };
    for sheet in sheets.into_plain() {
        for (row, cells) in &sheet.rows {
            assert!(*row < 1_048_576, "dòng {row}");
            assert!(cells.windows(2).all(|pair| pair[0].0 < pair[1].0), "{cells:?}");
            for (col, value) in cells {
                assert!(*col < 16_384, "cột {col}");
                match value {
                    PlainValue::Number { value, .. } => assert!(value.is_finite()),
                    PlainValue::Text(text) => assert!(!text.is_empty()),
                    PlainValue::Date(_) | PlainValue::Bool(_) => {}
                }
            }
        }
    }
});
