//! Workbooks made part by part, so that each can be as broken as a case needs.
//!
//! [`Book::of`] is a small list of one unit, every text of it a shared string, as Excel writes it; a case then changes a
//! part's text, adds parts, or changes the bytes of the finished package.

#![expect(clippy::format_collect, clippy::format_push_string, reason = "fixtures read better as one expression")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Where the list stands.
pub const SHEET: &str = "xl/worksheets/sheet1.xml";
pub const STRINGS: &str = "xl/sharedStrings.xml";
pub const STYLES: &str = "xl/styles.xml";
pub const WORKBOOK: &str = "xl/workbook.xml";
pub const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEADINGS: [&str; 8] = [
    "STT",
    "Tên mô hình, điển hình",
    "Tập thể, cá nhân thực hiện",
    "Đối tượng",
    "Lĩnh vực",
    "Năm đăng ký",
    "Nhân rộng (số nơi)",
    "Công nhận cấp cơ sở",
];

/// The parts of a package by name.
#[derive(Clone)]
pub struct Book {
    parts: BTreeMap<String, Vec<u8>>,
}

/// Collects shared strings.
#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    fn cell(&mut self, place: &str, text: &str) -> String {
        let index = self.0.iter().position(|known| known == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        format!("<c r=\"{place}\" t=\"s\"><v>{index}</v></c>")
    }
}

impl Book {
    /// Six models of a unit, each spread to one place in 2020 and four of them recognised; headings in row 3.
    pub fn of(unit: &str) -> Self {
        let mut strings = Strings::default();
        let mut rows = format!("<row r=\"1\">{}</row>", strings.cell("A1", &format!("Đơn vị: {unit}")));
        let heads: String =
            HEADINGS.iter().zip("ABCDEFGH".chars()).map(|(head, col)| strings.cell(&format!("{col}3"), head)).collect();
        rows += &format!("<row r=\"3\">{heads}</row>");
        for n in 1..=6 {
            let r = n + 3;
            let texts = [
                ("B", format!("Mô hình {n} của {unit}")),
                ("C", format!("Chi bộ {n}")),
                ("D", "Tập thể".to_owned()),
                ("E", if n % 2 == 0 { "Kinh tế" } else { "Văn hóa - xã hội" }.to_owned()),
            ];
            let texts: String = texts.iter().map(|(col, text)| strings.cell(&format!("{col}{r}"), text)).collect();
            let tick = if n <= 4 { strings.cell(&format!("H{r}"), "x") } else { String::new() };
            rows += &format!(
                "<row r=\"{r}\"><c r=\"A{r}\"><v>{n}</v></c>{texts}<c r=\"F{r}\"><v>2020</v></c><c r=\"G{r}\"><v>1</v></c>{tick}</row>"
            );
        }
        let items: String = strings.0.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        let count = strings.0.len();
        let mut book = Self { parts: BTreeMap::new() };
        book.put("[Content_Types].xml", &content_types());
        book.put("_rels/.rels", &relations(&[("rId1", "officeDocument", "xl/workbook.xml")]));
        book.put(
            RELATIONS,
            &relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "sharedStrings", "sharedStrings.xml"),
                ("rId3", "styles", "styles.xml"),
            ]),
        );
        book.put(WORKBOOK, &format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><workbookPr/><sheets><sheet name=\"Biểu 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        book.put(STRINGS, &format!("{DECLARATION}<sst xmlns=\"{MAIN}\" count=\"{count}\" uniqueCount=\"{count}\">{items}</sst>"));
        book.put(STYLES, &format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"));
        book.put(
            SHEET,
            &format!(
                "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:H9\"/><sheetData>{rows}</sheetData></worksheet>"
            ),
        );
        book
    }

    fn put(&mut self, part: &str, text: &str) {
        self.parts.insert(part.to_owned(), text.as_bytes().to_vec());
    }

    /// Adds a part, or replaces it.
    pub fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.insert(name.to_owned(), content.into());
        self
    }

    /// Leaves a part out.
    pub fn without(mut self, name: &str) -> Self {
        assert!(self.parts.remove(name).is_some(), "no part {name}");
        self
    }

    /// A part's text.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.parts[name].clone()).expect("parts are UTF-8")
    }

    /// Replaces every occurrence of a text in a part; it must occur.
    #[track_caller]
    pub fn swap(self, part: &str, from: &str, to: &str) -> Self {
        let text = self.text(part);
        assert!(text.contains(from), "{part} has no {from}");
        self.part(part, text.replace(from, to))
    }

    /// The sheet with one text more before its end.
    pub fn rows(self, rows: &str) -> Self {
        self.swap(SHEET, "</sheetData>", &format!("{rows}</sheetData>"))
    }

    /// A second sheet with a list like this book's.
    pub fn second_sheet(self, name: &str, part: &str, state: &str) -> Self {
        let relation = format!("<Relationship Id=\"rId9\" Type=\"{REL}/worksheet\" Target=\"{part}\"/></Relationships>");
        self.swap(WORKBOOK, "</sheets>", &format!("<sheet name=\"{name}\" sheetId=\"9\"{state} r:id=\"rId9\"/></sheets>")).swap(
            RELATIONS,
            "</Relationships>",
            &relation,
        )
    }

    /// The package, deflated.
    pub fn bytes(&self) -> Vec<u8> {
        self.packed(CompressionMethod::Deflated)
    }

    /// The package, its parts stored as they are, so that their bytes can be changed in place.
    pub fn stored(&self) -> Vec<u8> {
        self.packed(CompressionMethod::Stored)
    }

    fn packed(&self, method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            add(&mut zip, name, content, method);
        }
        zip.finish().expect("a package").into_inner()
    }

    /// The package with the parts of another one copied in as they are, `times` over.
    pub fn with_copies(&self, of: &[u8], times: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            add(&mut zip, name, content, CompressionMethod::Deflated);
        }
        let mut from = ZipArchive::new(Cursor::new(of)).expect("a package");
        for n in 0..times {
            let part = from.by_index_raw(0).expect("a part");
            zip.raw_copy_file_rename(part, format!("xl/media/{n}.xml")).expect("copies");
        }
        zip.finish().expect("a package").into_inner()
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8], method: CompressionMethod) {
    zip.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("a part");
    zip.write_all(content).expect("a part");
}

fn content_types() -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/></Types>"
    )
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let list: String = list
        .iter()
        .map(|(id, kind, target)| format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>"))
        .collect();
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
    )
}

/// A package of one part made of `mib` MiB of one byte: about a thousandth of that.
pub fn flat(name: &str, byte: u8, mib: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).expect("a part");
    let chunk = vec![byte; 1 << 20];
    for _ in 0..mib {
        zip.write_all(&chunk).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

/// The bytes with every occurrence of one sequence changed to another of the same length; it must occur.
#[track_caller]
pub fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..=bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty(), "nothing to patch");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

/// The parts of a package, in order, if it is whole.
pub fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let parts = 0..zip.len();
    parts
        .map(|i| {
            let mut part = zip.by_index(i).ok()?;
            let name = part.name().ok()?.into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).ok()?;
            Some((name, content))
        })
        .collect()
}

/// A package of these parts.
pub fn repacked(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).ok()?;
        zip.write_all(content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
