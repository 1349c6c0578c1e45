//! `bao-cao.docx` and `bao-cao.xlsx` as a reader sees them: texts, and where each leads.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

/// Part of a paragraph or cell: its text, and the bookmark it leads to.
pub(crate) type Piece = (String, Option<String>);

/// A paragraph.
#[derive(Debug, Default, Clone)]
pub(crate) struct Paragraph {
    pub(crate) style: String,
    pub(crate) pieces: Vec<Piece>,
}

impl Paragraph {
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A row of a table: paragraphs cell by cell, and how many columns each cell spans.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    pub(crate) cells: Vec<(Paragraph, usize)>,
    pub(crate) bookmark: Option<String>,
}

/// What stands on the pages, in order.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Paragraph(Paragraph),
    Table(Vec<Row>),
    /// A picture, as it is read out to who cannot see it.
    Picture(String),
}

/// A part of a package.
fn part(package: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut xml = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut xml).expect("text");
    Some(xml)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!("{name}=\""))?.1.split('"').next()
}

/// The paragraphs and tables of a document.
pub(crate) fn document(docx: &[u8]) -> Vec<Item> {
    let xml = part(docx, "word/document.xml").expect("the document");
    let mut items = Vec::new();
    let mut paragraph = Paragraph::default();
    let (mut rows, mut row): (Vec<Row>, Row) = (Vec::new(), Row::default());
    let (mut cell, mut span, mut in_table, mut anchor) = (Paragraph::default(), 1, false, None);
    for token in xml.split('<').skip(1) {
        let (tag, text) = token.split_once('>').expect("a tag");
        match tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default() {
            "w:tbl" if tag.starts_with('/') => {
                items.push(Item::Table(std::mem::take(&mut rows)));
                in_table = false;
            }
            "w:tbl" => in_table = true,
            "w:tr" if tag.starts_with('/') => rows.push(std::mem::take(&mut row)),
            "w:tc" if tag.starts_with('/') => {
                row.cells.push((std::mem::take(&mut cell), span));
                span = 1;
            }
            "w:gridSpan" => span = attribute(tag, "w:val").and_then(|n| n.parse().ok()).expect("a number"),
            "w:p" if tag.starts_with('/') => {
                let done = std::mem::take(&mut paragraph);
                if in_table {
                    cell.style.clone_from(&done.style);
                    cell.pieces.extend(done.pieces);
                    cell.pieces.push(("\n".to_owned(), None));
                } else {
                    items.push(Item::Paragraph(done));
                }
            }
            "w:pStyle" => attribute(tag, "w:val").expect("a style").clone_into(&mut paragraph.style),
            "w:hyperlink" => anchor = attribute(tag, "w:anchor").filter(|_| !tag.starts_with('/')).map(str::to_owned),
            "w:bookmarkStart" => row.bookmark = attribute(tag, "w:name").map(str::to_owned),
            "wp:docPr" => items.push(Item::Picture(unescaped(attribute(tag, "descr").expect("words")))),
            "w:br" => paragraph.pieces.push(("\n".to_owned(), None)),
            "w:t" if !tag.starts_with('/') => paragraph.pieces.push((unescaped(text), anchor.clone())),
            _ => {}
        }
    }
    items
}

/// Links of the sheets of a workbook: sheet, cell ("C12") → sheet and row (from 1).
pub(crate) fn links(xlsx: &[u8]) -> BTreeMap<(String, String), (String, u32)> {
    let book = part(xlsx, "xl/workbook.xml").expect("the workbook");
    let names: Vec<String> = book.split("<sheet ").skip(1).filter_map(|tag| attribute(tag, "name")).map(unescaped).collect();
    let mut links = BTreeMap::new();
    for (number, name) in (1..).zip(&names) {
        let xml = part(xlsx, &format!("xl/worksheets/sheet{number}.xml")).expect("a sheet");
        for tag in xml.split("<hyperlink ").skip(1) {
            let location = unescaped(attribute(tag, "location").expect("a place in the workbook"));
            let (sheet, cell) = location.rsplit_once("!A").expect("a cell of column A");
            let target = (sheet.trim_matches('\'').to_owned(), cell.parse().expect("a row"));
            links.insert((name.clone(), attribute(tag, "ref").expect("a cell").to_owned()), target);
        }
    }
    links
}
