//! Text files, a sheet each: what Thông tin says stands above the list, because only one sheet is saved.

use super::super::paper::Paper;
use super::binary::{narrow, utf_16};
use super::{Files, Format};

pub fn files(format: Format, stem: &str, papers: &[Paper]) -> Files {
    let infos: Vec<&Paper> = papers.iter().filter(|paper| paper.info).collect();
    let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
    let lists = papers.iter().filter(|paper| !paper.info);
    lists
        .map(|list| {
            let mut sheet = Paper { font: list.font, ..Paper::default() };
            for info in &infos {
                sheet.append(info);
            }
            sheet.append(list);
            let stem = if list.named { format!("{folder}/{}", list.name) } else { stem.to_owned() };
            (format!("{stem}.{}", format.extension()), bytes(format, &sheet))
        })
        .collect()
}

fn bytes(format: Format, sheet: &Paper) -> Vec<u8> {
    match format {
        Format::Tsv => [vec![0xff, 0xfe], utf_16(&lines(sheet, '\t'))].concat(),
        Format::Csv1258 => narrow(&lines(sheet, ','), sheet.font).expect("letters of the code page"),
        _ => format!("\u{feff}{}", lines(sheet, ';')).into_bytes(),
    }
}

/// Every row has every column, as Excel saves them.
fn lines(sheet: &Paper, separator: char) -> String {
    let cell = |row: u32, col: u16| {
        let text = sheet.cells.get(&(row, col)).map_or_else(String::new, super::super::paper::Ink::text);
        let quoted = text.contains([separator, '"', '\n']);
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let line = |row: u32| (0..sheet.width()).map(|col| cell(row, col)).collect::<Vec<_>>().join(&separator.to_string());
    (0..sheet.height()).map(|row| line(row) + "\r\n").collect()
}
