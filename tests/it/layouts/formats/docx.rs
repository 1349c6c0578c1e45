//! A Word document: titles and notes are paragraphs, two texts beside each other and the list are tables.

use super::super::paper::{Ink, Paper};
use super::escaped;
use super::package::{OFFICE, packed, relations, types};

pub fn document(papers: &[Paper]) -> Vec<u8> {
    let mut body = String::new();
    for paper in papers {
        if paper.named || papers.len() > 1 {
            body.push_str(&paragraph(&paper.name));
        }
        body.push_str(&sheet(paper));
    }
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>"
    );
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    packed([
        ("[Content_Types].xml", types(&[("word/document.xml".to_owned(), kind)])),
        ("_rels/.rels", relations(OFFICE, &[("rId1".to_owned(), "officeDocument", "word/document.xml".to_owned())])),
        ("word/document.xml", xml.into_bytes()),
    ])
}

fn paragraph(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
}

fn sheet(paper: &Paper) -> String {
    let mut out = String::new();
    let mut open = false;
    for row in 0..paper.height() {
        let cells = paper.row(row);
        let listed = paper.table.is_some_and(|(first, last)| (first..=last).contains(&row));
        let tabled = listed || cells.len() > 1;
        if open && !tabled {
            out.push_str("</w:tbl>");
        } else if tabled && !open {
            out.push_str("<w:tbl>");
        }
        open = tabled;
        if tabled {
            out.push_str(&line(paper, row));
        } else {
            out.push_str(&paragraph(&cells.first().map_or_else(String::new, |(_, ink)| ink.text())));
        }
    }
    if open { out + "</w:tbl><w:p/>" } else { out }
}

fn line(paper: &Paper, row: u32) -> String {
    let first = paper
        .cells
        .range((row, 0)..)
        .next()
        .map_or(0, |((_, col), _)| *col)
        .min(paper.cells.keys().map(|key| key.1).min().unwrap_or(0));
    let hidden = if paper.hidden_rows.contains(&row) { "<w:hidden/>" } else { "" };
    let mut out = format!("<w:tr><w:trPr><w:gridBefore w:val=\"{first}\"/>{hidden}</w:trPr>");
    let mut col = first;
    while col < paper.width() {
        let over = paper.merges.iter().find(|m| (m.0..=m.2).contains(&row) && (m.1..=m.3).contains(&col));
        let (wide, mark) = match over {
            Some(m) if m.0 == row && m.2 > row => (m.3 - m.1 + 1, "<w:vMerge w:val=\"restart\"/>"),
            Some(m) if m.0 < row => (m.3 - m.1 + 1, "<w:vMerge/>"),
            Some(m) => (m.3 - m.1 + 1, ""),
            None => (1, ""),
        };
        let text = paper.cells.get(&(row, col)).map_or_else(String::new, Ink::text);
        let cell = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{wide}\"/>{mark}</w:tcPr>{}</w:tc>", paragraph(&text));
        out += &cell;
        col += wide;
    }
    out + "</w:tr>"
}
