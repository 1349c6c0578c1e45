//! What the annex and the sheet “Nguồn số liệu” cite, read again from the submissions.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook, open_workbook_from_rs};
use rust_decimal::Decimal;
use tongket::model::{Fate, decimal, percent};
use tongket::pipeline::Outcome;

use super::printed::Row;

/// The submissions, in the order of the table of files.
pub(super) struct Files {
    folder: PathBuf,
    paths: Vec<String>,
    sheets: BTreeMap<(String, String), Range<Data>>,
}

/// "tệp 3, trang “Biểu 1”, ô C6:C12, C15".
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    file: usize,
    sheet: Option<String>,
    ranges: String,
}

impl Place {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (file, rest) = text.strip_prefix("tệp ")?.split_once(", ").unwrap_or((&text["tệp ".len()..], ""));
        let sheet = rest.split_once("trang “").and_then(|(_, rest)| Some(rest.split_once('”')?.0.to_owned()));
        let ranges = text.rsplit_once(", ô ").map_or("", |(_, ranges)| ranges);
        Some(Self { file: file.parse().ok()?, sheet, ranges: ranges.to_owned() })
    }

    /// Its cells one by one.
    pub(super) fn cells(&self) -> Vec<String> {
        cells(&self.ranges)
    }
}

/// "C6:C8, D9" → C6, C7, C8, D9.
fn cells(ranges: &str) -> Vec<String> {
    let split = |cell: &str| {
        let at = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        (cell[..at].to_owned(), cell[at..].parse::<u32>().expect("a row"))
    };
    let mut found = Vec::new();
    for range in ranges.split(", ").filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let ((column, top), (_, bottom)) = (split(first), split(last));
        found.extend((top..=bottom).map(|row| format!("{column}{row}")));
    }
    found
}

impl Files {
    pub(super) fn of(outcome: &Outcome, folder: PathBuf) -> Self {
        let read = outcome.dossier.readings.iter().filter(|reading| !matches!(reading.fate, Fate::Skipped(_)));
        Self { folder, paths: read.map(|reading| reading.path.clone()).collect(), sheets: BTreeMap::new() }
    }

    /// The text of a cell as it was sent.
    fn text(&mut self, path: &str, sheet: &str, cell: &str) -> String {
        let file = self.folder.join(path);
        let range = self.sheets.entry((path.to_owned(), sheet.to_owned())).or_insert_with(|| {
            let mut book: Xlsx<_> = open_workbook(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            book.worksheet_range(sheet).unwrap_or_else(|e| panic!("{}, {sheet}: {e}", file.display()))
        });
        let at = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        let column = cell[..at].bytes().fold(0_u32, |n, letter| n * 26 + u32::from(letter - b'A') + 1) - 1;
        let row = cell[at..].parse::<u32>().expect("a row") - 1;
        range.get_value((row, column)).map(ToString::to_string).unwrap_or_default().trim().to_owned()
    }
}

/// A number as it is printed: "1.952", "07", "-20,46%".
pub(super) fn number(text: &str) -> Option<Decimal> {
    let digits: String = text.trim().chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    digits.trim_end_matches(['.', ',']).replace('.', "").replace(',', ".").parse().ok()
}

/// What cells may give, by their texts: how many are filled, the sum of their numbers, or the recognitions they tell.
fn worths(texts: &[String], what: &str) -> Vec<Decimal> {
    let filled = Decimal::from(texts.iter().filter(|text| !text.is_empty() && text.as_str() != "0").count());
    let plain = |text: &String| text.parse::<Decimal>().ok().or_else(|| number(text)).unwrap_or_default();
    let sum: Decimal = texts.iter().map(plain).sum();
    let recipients: Decimal = texts.iter().map(|text| text.parse::<Decimal>().unwrap_or(Decimal::ONE)).sum();
    let span: Option<Vec<u16>> = what.split_once("giai đoạn ").map(|(_, rest)| {
        let years = rest.split(|c: char| !c.is_ascii_digit()).filter(|year| year.len() == 4);
        years.take(2).map(|year| year.parse().expect("a year")).collect()
    });
    let in_span = |year: &str| match (&span, year.get(..4).and_then(|year| year.parse::<u16>().ok())) {
        (Some(span), Some(year)) => span.first().is_none_or(|first| (*first..=*span.last().expect("two")).contains(&year)),
        _ => true,
    };
    let times = |text: &String| text.split([',', ';', '\n']).map(str::trim).filter(|t| !t.is_empty() && in_span(t)).count();
    let (events, models) = texts.iter().map(times).fold((0, 0), |(events, models), n| (events + n, models + n.min(1)));
    vec![filled, sum, (sum * Decimal::ONE_HUNDRED).round_dp(6), recipients, Decimal::from(events), Decimal::from(models)]
}

/// A row of the sheet “Nguồn số liệu”.
#[derive(Debug, Clone, Default)]
struct Line {
    name: String,
    value: Option<Decimal>,
    ground: String,
    path: String,
    sheet: String,
    cells: String,
    key: String,
}

/// Checks what is cited.
pub(super) struct Cited {
    files: Files,
    lines: Vec<Line>,
    /// Row of the sheet (from 1) of the first line.
    top: u32,
}

impl Cited {
    pub(super) fn new(files: Files, xlsx: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx.to_vec())).expect("a workbook");
        let range = book.worksheet_range("Nguồn số liệu").expect("the sheet of sources");
        let head = range.rows().position(|row| row[0] == "Số liệu, đơn vị").expect("a heading");
        let heading: Vec<String> = range.rows().nth(head).expect("a heading").iter().map(ToString::to_string).collect();
        let at = |name: &str| heading.iter().position(|h| h == name).unwrap_or_else(|| panic!("no {name} in {heading:?}"));
        let column = ["Số liệu, đơn vị", "Số", "Căn cứ", "Tệp", "Trang", "Ô", "Khóa"].map(at);
        let line = |row: &[Data]| {
            let text = |n: usize| row[column[n]].to_string().trim().to_owned();
            Line {
                name: text(0),
                value: text(1).parse().ok(),
                ground: text(2),
                path: text(3),
                sheet: text(4),
                cells: text(5),
                key: text(6),
            }
        };
        let lines = range.rows().skip(head + 1).map(line).collect();
        Self { files, lines, top: u32::try_from(head).expect("few") + 2 }
    }

    /// A printed number and the entry it leads to: the entry states it, for the whole or for a unit, or quotes it.
    pub(super) fn check(&self, conference: &str, printed: &str, entry: &Row) {
        let [_, what, value, source] = texts(entry);
        let wanted = number(printed).unwrap_or_else(|| panic!("{conference}: “{printed}” is no number"));
        if value.is_empty() {
            // A number in a text: `every_entry_holds` reads the cells or the place in hoi-nghi.toml.
            let texts = self.quoted_texts(&what, &source);
            assert!(texts.iter().any(|text| text.contains(printed)), "{conference}: “{printed}” is not in {texts:?}");
            return;
        }
        let of_whole = number(&value).map(|value| value.abs()) == Some(wanted);
        let of_unit =
            source.contains(&format!(" {} (", decimal(wanted))) || (wanted.is_zero() && source.to_lowercase().contains("bằng 0"));
        assert!(of_whole || of_unit, "{conference}: “{printed}” leads to “{what}” = {value}: {source}");
    }

    fn quoted_texts(&self, what: &str, source: &str) -> Vec<String> {
        if source.contains("hoi-nghi.toml") {
            return vec![std::fs::read_to_string(self.files.folder.join("hoi-nghi.toml")).expect("hoi-nghi.toml")];
        }
        let mut files = Files { folder: self.files.folder.clone(), paths: self.files.paths.clone(), sheets: BTreeMap::new() };
        let block = self.block(what);
        let lines = self.lines[block.0..block.1].iter().filter(|line| !line.cells.is_empty());
        lines
            .flat_map(|line| {
                cells(&line.cells).into_iter().map(|cell| files.text(&line.path, &line.sheet, &cell)).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The lines of a figure on the sheet, its head first.
    fn block(&self, what: &str) -> (usize, usize) {
        let named = |line: &Line| {
            !line.key.is_empty()
                && (line.name == what || line.name.starts_with(&format!("{what} (")) || what.starts_with(&line.name))
        };
        let start = self.lines.iter().position(named).unwrap_or_else(|| panic!("no block of “{what}”"));
        let length = self.lines[start + 1..].iter().position(|line| !line.key.is_empty() || line.name.starts_with("Mỗi khối"));
        (start, length.map_or(self.lines.len(), |length| start + 1 + length))
    }

    /// Every entry of the annex: its cells, or the entries it names, give its value.
    pub(super) fn every_entry_holds(&mut self, conference: &str, entries: &BTreeMap<String, Row>) {
        let values: BTreeMap<String, String> = entries.values().map(texts).map(|[n, _, value, _]| (n, value)).collect();
        let mut read = 0;
        for row in entries.values() {
            let [_, what, value, source] = texts(row);
            let (Some(wanted), counted) = (number(&value), source.split("\nKhông tính: ").next().expect("a source")) else {
                continue;
            };
            if counted.contains("(mục ") {
                figures_give(conference, &what, wanted, counted, &values);
                continue;
            }
            let common =
                counted.strip_prefix("Trang “").and_then(|rest| rest.split_once("”: ")).map(|(sheet, _)| sheet.to_owned());
            for item in counted.split("); ").filter_map(|item| item.split_once("”: ").map_or(Some(item), |(_, rest)| Some(rest)))
            {
                let Some((name, places)) = item.rsplit_once(" (tệp ") else { continue };
                let Some(stated) = name.rsplit(' ').next().and_then(number) else { continue };
                let places = format!("tệp {}", places.trim_end_matches([')', '.']).split(") ").next().expect("a place"));
                let mut texts = Vec::new();
                for place in places.split("; ").filter_map(Place::parse) {
                    let path = self.files.paths[place.file - 1].clone();
                    let Some(sheet) = place.sheet.clone().or_else(|| common.clone()) else { continue };
                    texts.extend(place.cells().iter().map(|cell| self.files.text(&path, &sheet, cell)));
                }
                if texts.is_empty() {
                    continue;
                }
                assert!(worths(&texts, &what).contains(&stated), "{conference}: {what}: {item}: {texts:?}");
                read += 1;
            }
        }
        assert!(read > 0, "{conference}: no entry cites a cell");
    }

    /// A cell of the workbook and the row it leads to.
    pub(super) fn row_gives(&self, conference: &str, row: u32, cell: &Data, place: &str) {
        let line = &self.lines[(row - self.top) as usize];
        let (Some(stated), printed) = (line.value, cell.to_string()) else {
            panic!("{conference}: {place} leads to {line:?}, which states nothing");
        };
        let printed =
            printed.parse::<Decimal>().ok().or_else(|| number(printed.trim_start_matches(|c: char| !c.is_ascii_digit())));
        assert_eq!(printed.map(|n| n.round_dp(6)), Some(stated.round_dp(6)), "{conference}: {place} leads to {line:?}");
    }

    /// Every block of the sheet: the cells of each line give its number, and the numbers add up.
    pub(super) fn every_block_adds_up(&mut self, conference: &str) {
        let heads: Vec<usize> = (0..self.lines.len()).filter(|&at| !self.lines[at].key.is_empty()).collect();
        let mut read = 0;
        for &start in &heads {
            let head = self.lines[start].clone();
            let (_, end) = self.block_from(start);
            let mut sum = Decimal::ZERO;
            let mut at = start + 1;
            while at < end {
                let first = self.lines[at].clone();
                let more = self.lines[at + 1..end].iter().take_while(|line| line.name.is_empty()).count();
                let texts: Vec<String> = (at..=at + more)
                    .flat_map(|line| {
                        let line = self.lines[line].clone();
                        cells(&line.cells)
                            .into_iter()
                            .map(|cell| self.files.text(&line.path, &line.sheet, &cell))
                            .collect::<Vec<_>>()
                    })
                    .collect();
                if let (Some(value), false) = (first.value, texts.is_empty()) {
                    assert!(
                        worths(&texts, &head.name).iter().any(|worth| *worth == value || *worth == value * Decimal::ONE_HUNDRED),
                        "{conference}: {}: {first:?}: {texts:?}",
                        head.name
                    );
                    read += 1;
                }
                sum += first.value.unwrap_or_default();
                at += more + 1;
            }
            let is_sum = ["cộng", "đếm", "số của", "số đơn vị"].iter().any(|start| head.ground.starts_with(start));
            if let (Some(value), true) = (head.value, is_sum && end > start + 1) {
                assert_eq!(sum, value, "{conference}: {}", head.name);
            }
        }
        assert!(read > 20, "{conference}: only {read} lines cite cells");
    }

    fn block_from(&self, start: usize) -> (usize, usize) {
        let is_next = |line: &Line| !line.key.is_empty() || line.name.starts_with("Mỗi khối");
        let length = self.lines[start + 1..].iter().position(is_next);
        (start, length.map_or(self.lines.len(), |length| start + 1 + length))
    }

    /// Each record of a list names its cells, and they hold what the list shows: its name, or its numbers. How many do.
    pub(super) fn records_name_their_cells(&mut self, conference: &str, range: &Range<Data>) -> usize {
        let head = range.rows().position(|row| row.iter().any(|cell| *cell == "Nguồn")).expect("a column Nguồn");
        let heading: Vec<String> = range.rows().nth(head).expect("a heading").iter().map(ToString::to_string).collect();
        let source = heading.iter().position(|h| h == "Nguồn").expect("a column");
        let names = ["Tên mô hình, điển hình", "Nội dung", "Tên tập thể, cá nhân"];
        let name = heading.iter().position(|h| names.contains(&h.as_str()));
        let mut read = 0;
        for row in range.rows().skip(head + 1).filter(|row| row[source].to_string().contains(", ô ")) {
            let mut texts = Vec::new();
            for place in row[source].to_string().split("; ") {
                let (path, rest) = place.split_once(", trang “").unwrap_or_else(|| panic!("{conference}: {place}"));
                let (sheet, ranges) = rest.split_once("”, ô ").unwrap_or_else(|| panic!("{conference}: {place}"));
                texts.extend(cells(ranges).iter().map(|cell| self.files.text(path, sheet, cell)));
            }
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let listed: Vec<String> = match name {
                Some(name) => vec![squeezed(&row[name].to_string())],
                None => row[1..source].iter().filter(|cell| matches!(cell, Data::Float(_))).map(ToString::to_string).collect(),
            };
            let found = |listed: &String| listed.is_empty() || texts.iter().any(|text| squeezed(text).contains(listed.as_str()));
            assert!(listed.iter().all(found), "{conference}: {row:?} shows {listed:?}, its cells hold {texts:?}");
            read += 1;
        }
        read
    }
}

/// An entry made of others: what it names has that value, and worked out it gives its own.
fn figures_give(conference: &str, what: &str, wanted: Decimal, source: &str, values: &BTreeMap<String, String>) {
    let mut parts: Vec<Decimal> = Vec::new();
    let pieces: Vec<&str> = source.split(" (mục ").flat_map(|piece| piece.split(" (số kỳ trước")).collect();
    for piece in &pieces[..pieces.len() - 1] {
        parts.push(piece.rsplit(' ').next().and_then(number).unwrap_or_else(|| panic!("{conference}: {what}: {source}")));
    }
    for (before, after) in source.match_indices(" (mục ").map(|(at, found)| (&source[..at], &source[at + found.len()..])) {
        let stated = before.rsplit(' ').next().expect("a number");
        let named = &values[after.split(')').next().expect("a number")];
        assert_eq!(number(named), number(stated), "{conference}: {what}: {source}");
    }
    let rest: Decimal = parts[1..].iter().sum();
    let given = if source.contains(" chia cho ") {
        percent(parts[0], parts[1]).expect("a share")
    } else if source.contains(" trừ ") {
        parts[0] - rest
    } else {
        parts[0] + rest
    };
    assert_eq!(given, wanted, "{conference}: {what}: {source}");
}

/// Number, words, value and source of an entry.
fn texts(row: &Row) -> [String; 4] {
    let cell = |at: usize| row.cells[at].0.text().trim().to_owned();
    [cell(0), cell(1), cell(2), cell(3)]
}
