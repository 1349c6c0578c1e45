//! .xlsb record by record.

use super::super::paper::{Ink, Paper};
use super::binary::{at, longs, utf_16};
use super::package::{OFFICE, packed, relations, types};

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let low = |n: usize| u8::try_from(n & 0x7f).expect("seven bits");
    let kind = usize::from(kind);
    let mut out = if kind > 0x7f { vec![low(kind) | 0x80, low(kind >> 7)] } else { vec![low(kind)] };
    let mut length = content.len();
    while length > 0x7f {
        out.push(low(length) | 0x80);
        length >>= 7;
    }
    out.push(low(length));
    out.extend(content);
    out
}

fn wide(text: &str) -> Vec<u8> {
    [longs(&[text.encode_utf16().count()]), utf_16(text)].concat()
}

pub fn workbook(papers: &[Paper]) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut sheets = Vec::new();
    let mut list = record(0x8f, &[]);
    let mut links = Vec::new();
    for (i, paper) in papers.iter().enumerate() {
        let (id, part) = (format!("rId{}", i + 1), format!("worksheets/sheet{}.bin", i + 1));
        list.extend(record(0x9c, &[longs(&[usize::from(paper.hidden), i + 1]), wide(&id), wide(&paper.name)].concat()));
        sheets.push((format!("xl/{part}"), sheet(paper, &mut strings)));
        links.push((id, "worksheet", part));
    }
    list.extend(record(0x90, &[]));
    links.push(("rIdStrings".to_owned(), "sharedStrings", "sharedStrings.bin".to_owned()));
    let main = [record(0x83, &[]), list, record(0x84, &[])].concat();
    let items = strings.iter().map(|string| record(0x13, &[vec![0], wide(string)].concat()));
    let count = strings.len();
    let shared = [vec![record(0x9f, &longs(&[count, count]))], items.collect(), vec![record(0xa0, &[])]].concat().concat();
    let kinds: Vec<(String, &str)> =
        std::iter::once(("xl/workbook.bin".to_owned(), "application/vnd.ms-excel.sheet.binary.macroEnabled.main"))
            .chain(sheets.iter().map(|(part, _)| (part.clone(), "application/vnd.ms-excel.worksheet")))
            .chain([("xl/sharedStrings.bin".to_owned(), "application/vnd.ms-excel.sharedStrings")])
            .collect();
    let root = relations(OFFICE, &[("rId1".to_owned(), "officeDocument", "xl/workbook.bin".to_owned())]);
    let mut parts = vec![
        ("[Content_Types].xml", types(&kinds)),
        ("_rels/.rels", root),
        ("xl/workbook.bin", main),
        ("xl/_rels/workbook.bin.rels", relations(OFFICE, &links)),
        ("xl/sharedStrings.bin", shared),
    ];
    parts.extend(sheets.iter().map(|(part, bytes)| (part.as_str(), bytes.clone())));
    packed(parts)
}

fn sheet<'p>(paper: &'p Paper, strings: &mut Vec<&'p str>) -> Vec<u8> {
    let mut out = record(0x81, &[]);
    let (height, width) = (at(paper.height()), at(paper.width()));
    out.extend(record(0x94, &longs(&[0, height.saturating_sub(1), 0, width.saturating_sub(1)])));
    if let Some(col) = paper.hidden_col {
        let info = record(0x3c, &[longs(&[at(col), at(col), 0, 0]), vec![1, 0]].concat());
        out.extend([record(0x186, &[]), info, record(0x187, &[])].concat());
    }
    out.extend(record(0x91, &[]));
    for row in 0..paper.height() {
        let cells = paper.row(row);
        if cells.is_empty() {
            continue;
        }
        let hidden = u8::from(paper.hidden_rows.contains(&row)) << 4;
        out.extend(record(0x00, &[longs(&[at(row), 0]), vec![0x2c, 1, 0, hidden, 0], longs(&[0])].concat()));
        for (col, ink) in cells {
            let place = longs(&[at(col), 0]);
            out.extend(match ink {
                Ink::Number(number) => record(0x02, &[place, longs(&[(at(*number) << 2) | 2])].concat()),
                Ink::Text(text) => {
                    let known = strings.iter().position(|known| known == text);
                    let index = known.unwrap_or_else(|| {
                        strings.push(text);
                        strings.len() - 1
                    });
                    record(0x07, &[place, longs(&[index])].concat())
                }
            });
        }
    }
    out.extend(record(0x92, &[]));
    if !paper.merges.is_empty() {
        out.extend(record(0xb1, &longs(&[paper.merges.len()])));
        for m in &paper.merges {
            out.extend(record(0xb0, &longs(&[at(m.0), at(m.2), at(m.1), at(m.3)])));
        }
        out.extend(record(0xb2, &[]));
    }
    out.extend(record(0x82, &[]));
    out
}
