//! Fills in a form as programs do: in the text of its sheets, leaving all else as it is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

/// A workbook's parts, as text.
pub struct Book(BTreeMap<String, String>);

impl Book {
    pub fn open(bytes: &[u8]) -> Self {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut parts = BTreeMap::new();
        for index in 0..package.len() {
            let mut part = package.by_index(index).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("parts are XML");
            parts.insert(part.name().expect("a name").into_owned(), text);
        }
        Self(parts)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            package.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            package.write_all(text.as_bytes()).expect("a part");
        }
        package.finish().expect("a package").into_inner()
    }

    /// Names of the sheets, in order.
    pub fn sheets(&self) -> Vec<String> {
        let names = self.0["xl/workbook.xml"].split("<sheet name=\"").skip(1);
        names.map(|rest| rest.split('"').next().expect("a name").to_owned()).collect()
    }

    fn part(&self, sheet: &str) -> String {
        let at = self.sheets().iter().position(|name| name == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
        format!("xl/worksheets/sheet{}.xml", at + 1)
    }

    /// The XML of a sheet.
    pub fn xml(&self, sheet: &str) -> &str {
        &self.0[&self.part(sheet)]
    }

    /// The part with the formats.
    pub fn styles(&self) -> &str {
        &self.0["xl/styles.xml"]
    }

    /// The cell's element, `<c r="C6" …/>` or with its content.
    pub fn cell(&self, sheet: &str, place: &str) -> Option<&str> {
        let xml = self.xml(sheet);
        let start = xml.find(&format!("<c r=\"{place}\""))?;
        let rest = &xml[start..];
        let open = rest.find('>').expect("a whole element");
        let end = if rest[..open].ends_with('/') { open + 1 } else { rest.find("</c>").expect("a whole cell") + 4 };
        Some(&rest[..end])
    }

    /// The text or number in a cell; a formula's result.
    pub fn value(&self, sheet: &str, place: &str) -> String {
        let Some(cell) = self.cell(sheet, place) else { return String::new() };
        let value = cell.split("<v>").nth(1).and_then(|rest| rest.split("</v>").next()).unwrap_or_default();
        if !cell.contains("t=\"s\"") {
            return value.to_owned();
        }
        let shared = self.0["xl/sharedStrings.xml"].split("<si>").nth(value.parse::<usize>().expect("an index") + 1);
        let text = shared.expect("a string").split("</t>").next().expect("a text");
        text.rsplit('>').next().unwrap_or_default().to_owned()
    }

    /// Writes a number, or a text where `value` is none; the cell keeps its looks. A row that is not there yet is added.
    pub fn put(&mut self, sheet: &str, place: &str, value: &str) {
        let style = self.cell(sheet, place).and_then(|cell| cell.split("s=\"").nth(1)).and_then(|rest| rest.split('"').next());
        let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
        let content = match value.parse::<f64>() {
            Ok(_) => format!("<c r=\"{place}\"{style}><v>{value}</v></c>"),
            Err(_) => format!("<c r=\"{place}\"{style} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        };
        let old = self.cell(sheet, place).map(str::to_owned);
        let part = self.part(sheet);
        let xml = self.0.get_mut(&part).expect("a sheet");
        if let Some(old) = old {
            *xml = xml.replacen(&old, &content, 1);
            return;
        }
        let row = place.trim_start_matches(|c: char| c.is_ascii_uppercase());
        *xml = if xml.contains(&format!("<row r=\"{row}\"")) {
            // Cells of one added row are put left to right.
            let start = xml.find(&format!("<row r=\"{row}\"")).expect("the row");
            let end = start + xml[start..].find("</row>").expect("its end");
            format!("{}{content}{}", &xml[..end], &xml[end..])
        } else {
            xml.replacen("</sheetData>", &format!("<row r=\"{row}\">{content}</row></sheetData>"), 1)
        };
    }

    /// Takes the results of all formulas away, as programs do that do not calculate.
    pub fn forget_results(&mut self) {
        for (_, xml) in self.0.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
            let mut out = String::new();
            let mut rest = xml.as_str();
            while let Some((before, after)) = rest.split_once("</f><v>") {
                out.push_str(before);
                out.push_str("</f>");
                rest = &after[after.find("</v>").expect("a value's end") + 4..];
            }
            out.push_str(rest);
            *xml = out.replace(" t=\"str\"><f>", "><f>");
        }
    }
}
