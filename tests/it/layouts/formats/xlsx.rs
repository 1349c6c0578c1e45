//! .xlsx through `rust_xlsxwriter`, and the same made .xlsm and Strict by hand.

use rust_xlsxwriter::{Format, Workbook};

use super::super::paper::{Ink, Paper};
use super::package::{OFFICE, packed, parts};

pub fn workbook(papers: &[Paper]) -> Vec<u8> {
    let mut book = Workbook::new();
    for paper in papers {
        let sheet = book.add_worksheet().set_name(&paper.name).expect("a sheet name");
        let format = paper.font.map_or_else(Format::new, |font| Format::new().set_font_name(font));
        for merge in &paper.merges {
            sheet.merge_range(merge.0, merge.1, merge.2, merge.3, "", &format).expect("merges");
        }
        for (&(row, col), ink) in &paper.cells {
            match ink {
                Ink::Text(text) => sheet.write_with_format(row, col, text, &format),
                Ink::Number(number) => sheet.write(row, col, *number),
            }
            .expect("writes");
        }
        if let Some(range) = paper.filter {
            sheet.autofilter(range.0, range.1, range.2, range.3).expect("filters");
        }
        for row in &paper.hidden_rows {
            sheet.set_row_hidden(*row).expect("hides");
        }
        if let Some(col) = paper.hidden_col {
            sheet.set_column_hidden(col).expect("hides");
        }
        sheet.set_hidden(paper.hidden);
    }
    book.save_to_buffer().expect("saves to memory")
}

/// The package with each part that is text changed.
fn changed(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<(String, Vec<u8>)> {
    let text = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).expect("parts are XML");
        let text = change(&name, text);
        (name, text.into_bytes())
    };
    parts(bytes).into_iter().map(text).collect()
}

fn together(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    packed(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())))
}

/// As Excel saves a workbook with macros.
pub fn with_macros(bytes: &[u8]) -> Vec<u8> {
    let plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
    let binary = "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>";
    let relation = "<Relationship Id=\"rIdVba\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" \
                    Target=\"vbaProject.bin\"/></Relationships>";
    let mut parts = changed(bytes, |name, text| match name {
        "[Content_Types].xml" => text.replace(plain, macros).replace("</Types>", binary),
        "xl/_rels/workbook.xml.rels" => text.replace("</Relationships>", relation),
        _ => text,
    });
    parts.push(("xl/vbaProject.bin".to_owned(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 macro".to_vec()));
    together(&parts)
}

/// As "Strict Open XML Spreadsheet".
pub fn strict(bytes: &[u8]) -> Vec<u8> {
    let spaces = [
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    ];
    together(&changed(bytes, |name, text| {
        let text = spaces.iter().fold(text, |text, (loose, strict)| text.replace(loose, strict));
        if name == "xl/workbook.xml" { text.replacen("<workbook ", "<workbook conformance=\"strict\" ", 1) } else { text }
    }))
}
