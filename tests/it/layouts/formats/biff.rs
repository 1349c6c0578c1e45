//! .xls record by record: Excel 97-2003 (BIFF8) and Excel 5.0 (BIFF5), in an OLE compound file.

use super::super::paper::{Ink, Paper};
use super::binary::{at, longs, narrow, shorts, utf_16};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Five,
    Eight,
}

/// Longest content of a record of BIFF8.
const LONGEST: usize = 8224;
/// Most merged ranges in one record.
const RANGES: usize = 1027;

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut out = kind.to_le_bytes().to_vec();
    out.extend(shorts(&[content.len()]));
    out.extend(content);
    out
}

/// The workbook stream in its compound file.
pub fn workbook(papers: &[Paper], version: Version) -> Vec<u8> {
    let old_font = papers.iter().any(|paper| paper.font.is_some());
    let mut strings: Vec<&str> = Vec::new();
    let sheets: Vec<Vec<u8>> = papers.iter().map(|paper| sheet(paper, version, &mut strings)).collect();
    let mut start = beginning(version, 0x0005);
    let page = match version {
        Version::Eight => 1200,
        Version::Five if old_font => 1252,
        Version::Five => 1258,
    };
    start.extend(record(0x0042, &shorts(&[page])));
    start.extend(record(0x00e0, &[0; 20]));
    let mut entries: Vec<Vec<u8>> = Vec::new();
    for paper in papers {
        let letters = match version {
            Version::Eight => {
                [vec![u8::try_from(paper.name.encode_utf16().count()).expect("short"), 1], utf_16(&paper.name)].concat()
            }
            Version::Five => {
                let letters = narrow(&paper.name, paper.font).expect("letters of the code page");
                [vec![u8::try_from(letters.len()).expect("short")], letters].concat()
            }
        };
        entries.push([vec![u8::from(paper.hidden), 0], letters].concat());
    }
    let after = [shared(&strings, version), record(0x000a, &[])].concat();
    let mut place = start.len() + entries.iter().map(|entry| entry.len() + 8).sum::<usize>() + after.len();
    for (entry, sheet) in entries.iter().zip(&sheets) {
        start.extend(record(0x0085, &[longs(&[place]), entry.clone()].concat()));
        place += sheet.len();
    }
    let stream = [start, after, sheets.concat()].concat();
    compound(if version == Version::Eight { "Workbook" } else { "Book" }, stream)
}

fn beginning(version: Version, kind: usize) -> Vec<u8> {
    match version {
        Version::Five => record(0x0809, &shorts(&[0x0500, kind, 0x096c, 0x07c9])),
        Version::Eight => record(0x0809, &[shorts(&[0x0600, kind, 0x0dbb, 0x07cc]), longs(&[0x41, 6])].concat()),
    }
}

/// The table of shared strings; none is split between two records.
fn shared(strings: &[&str], version: Version) -> Vec<u8> {
    if version == Version::Five {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut kind = 0x00fc;
    let mut content = longs(&[strings.len(), strings.len()]);
    for string in strings {
        let next = [shorts(&[string.encode_utf16().count()]), vec![1], utf_16(string)].concat();
        if content.len() + next.len() > LONGEST {
            out.extend(record(kind, &content));
            kind = 0x003c;
            content.clear();
        }
        content.extend(next);
    }
    out.extend(record(kind, &content));
    out
}

fn sheet<'p>(paper: &'p Paper, version: Version, strings: &mut Vec<&'p str>) -> Vec<u8> {
    let mut out = beginning(version, 0x0010);
    if let Some(col) = paper.hidden_col {
        out.extend(record(0x007d, &shorts(&[at(col), at(col), 0, 0, 1, 0])));
    }
    let (height, width) = (at(paper.height()), at(paper.width()));
    out.extend(match version {
        Version::Eight => record(0x0200, &[longs(&[0, height]), shorts(&[0, width, 0])].concat()),
        Version::Five => record(0x0200, &shorts(&[0, height, 0, width, 0])),
    });
    for row in 0..paper.height() {
        let flags = if paper.hidden_rows.contains(&row) { 0x0120 } else { 0x0100 };
        out.extend(record(0x0208, &shorts(&[at(row), 0, width, 255, 0, 0, flags, 0])));
    }
    for (&(row, col), ink) in &paper.cells {
        let place = shorts(&[at(row), at(col), 0]);
        out.extend(match (ink, version) {
            (Ink::Number(number), _) => record(0x0203, &[place, f64::from(*number).to_le_bytes().to_vec()].concat()),
            (Ink::Text(text), Version::Eight) => {
                let known = strings.iter().position(|known| known == text);
                let index = known.unwrap_or_else(|| {
                    strings.push(text);
                    strings.len() - 1
                });
                record(0x00fd, &[place, longs(&[index])].concat())
            }
            (Ink::Text(text), Version::Five) => {
                let letters = narrow(text, paper.font).expect("letters of the code page");
                record(0x0204, &[place, shorts(&[letters.len()]), letters].concat())
            }
        });
    }
    if version == Version::Eight {
        for ranges in paper.merges.chunks(RANGES) {
            let range = |m: &(u32, u16, u32, u16)| shorts(&[at(m.0), at(m.2), at(m.1), at(m.3)]);
            out.extend(record(0x00e5, &[shorts(&[ranges.len()]), ranges.iter().flat_map(range).collect()].concat()));
        }
    }
    out.extend(record(0x000a, &[]));
    out
}

const SECTOR: usize = 512;
const END: usize = 0xffff_fffe;
const FREE: usize = 0xffff_ffff;

/// One stream in sectors of 512 bytes: table of sectors, directory, stream.
fn compound(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    // Shorter streams would live in the small sectors.
    let size = stream.len().max(4096).next_multiple_of(SECTOR);
    stream.resize(size, 0);
    let sectors = size / SECTOR;
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let mut next: Vec<usize> = vec![0xffff_fffd; tables];
    next.push(END);
    next.extend((0..sectors).map(|i| if i + 1 == sectors { END } else { tables + 2 + i }));
    next.resize(tables * SECTOR / 4, FREE);
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.extend([0; 16]);
    head.extend(shorts(&[0x3e, 3, 0xfffe, 9, 6, 0, 0, 0]));
    head.extend(longs(&[0, tables, tables, 0, 4096, END, 0, END, 0]));
    head.extend(longs(&(0..109).map(|i| if i < tables { i } else { FREE }).collect::<Vec<_>>()));
    let entry = |name: &str, kind: u8, child: usize, start: usize, size: usize| {
        let mut entry = utf_16(name);
        entry.resize(64, 0);
        entry.extend(shorts(&[if name.is_empty() { 0 } else { 2 * (name.len() + 1) }]));
        entry.extend([kind, 1]);
        entry.extend(longs(&[FREE, FREE, child]));
        entry.extend([0; 36]);
        entry.extend(longs(&[start, size, 0]));
        entry
    };
    let directory = [
        entry("Root Entry", 5, 1, END, 0),
        entry(name, 2, FREE, tables + 1, size),
        entry("", 0, FREE, 0, 0),
        entry("", 0, FREE, 0, 0),
    ];
    [head, longs(&next), directory.concat(), stream].concat()
}
