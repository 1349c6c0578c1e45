//! Every number printed in the five reports leads to an entry of the annex (in the workbook, to a row of “Nguồn số liệu”)
//! whose cells, read again from the submissions, give it. Documents are read as text, so that a number that somebody prints
//! without a source fails here. What is no figure is named, each with its reason: [`Reason`].

mod cited;
pub(super) mod printed;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use tongket::pipeline::{self, Outcome, Sources};
use tongket::project::Project;

use cited::{Cited, Files, Place};
use printed::{Item, Paragraph, Row};

const CONFERENCES: [&str; 5] =
    ["rach-gia-2016-2020", "ba-ria-vung-tau-2017", "phuc-thanh-2016-2018", "cao-bang-2016-2020", "kien-hai-2020"];

/// Why a number is no figure of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// A year, a day, a period.
    Date,
    /// The number of a document.
    Document,
    /// The ordinal of a row or heading.
    Numbering,
    /// Part of the name of a unit, an indicator, a body.
    Name,
}

struct Run {
    name: &'static str,
    outcome: Outcome,
    docx: Vec<u8>,
    xlsx: Vec<u8>,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

fn run(name: &'static str, sources: Sources) -> Run {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let project = Project::open(&folder(name), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let mut outputs: BTreeMap<String, Vec<u8>> =
        pipeline::report(&project, &outcome, sources, scratch.path()).unwrap_or_else(|e| panic!("{e}")).into_iter().collect();
    let mut take = |file: &str| outputs.remove(file).expect("an output");
    Run { name, docx: take("bao-cao.docx"), xlsx: take("bao-cao.xlsx"), outcome }
}

/// The names that hold digits.
fn names(outcome: &Outcome) -> Vec<String> {
    let (dossier, summary) = (&outcome.dossier, &outcome.summary);
    let units = dossier.units.walk().into_iter().map(|unit| dossier.units.name(unit).to_owned());
    let indicators = summary.indicators.iter().flat_map(|result| [result.name.clone(), result.unit.clone()]);
    let awards = summary.awards.iter().flat_map(|group| [group.form.name.clone(), group.body.clone()]);
    let mut names: Vec<String> = units.chain(indicators).chain(awards).filter(|name| name.contains(digit)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The numbers of a text that are no dates, symbols of documents or parts of names: where each begins and ends. What was
/// passed over is counted by its reason.
fn numbers(text: &str, names: &[String], passed: &mut BTreeMap<Reason, usize>) -> Vec<(usize, usize)> {
    let mut masked = text.to_owned();
    let lower = text.to_lowercase();
    for name in names.iter().map(|name| name.to_lowercase()) {
        for (at, _) in lower.match_indices(&name) {
            if masked.is_char_boundary(at)
                && masked.is_char_boundary(at + name.len())
                && masked[at..at + name.len()].contains(digit)
            {
                masked.replace_range(at..at + name.len(), &"_".repeat(name.len()));
                *passed.entry(Reason::Name).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = masked[from..].find(digit).map(|at| at + from) {
        let rest = &masked[start..];
        let end = start + rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '/'))).unwrap_or(rest.len());
        let number = masked[start..end].trim_end_matches(['.', ',', '/']);
        let end = start + number.len();
        match reason(&masked[..start], number, &masked[end..]) {
            Some(reason) => *passed.entry(reason).or_default() += 1,
            None => found.push((start, end)),
        }
        from = end;
    }
    found
}

fn reason(before: &str, number: &str, after: &str) -> Option<Reason> {
    let year = number.len() == 4 && matches!(number.parse(), Ok(1900..=2100));
    let word = before.trim_end().rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
    if year || number.matches('/').count() == 2 || matches!(word.as_str(), "ngày" | "tháng" | "quý") {
        return Some(Reason::Date);
    }
    let mut symbol = after.chars();
    let is_symbol = matches!(symbol.next(), Some('-' | '/')) && symbol.next().is_some_and(char::is_uppercase);
    if is_symbol { Some(Reason::Document) } else { None }
}

/// The entries of the annex: bookmark → its row. The table of files is none of them.
fn entries(items: &[Item]) -> BTreeMap<String, Row> {
    let is_annex = |rows: &&Vec<Row>| rows.first().is_some_and(|row| row.cells[0].0.text().trim() == "Mục");
    let tables = items.iter().filter_map(|item| if let Item::Table(rows) = item { Some(rows) } else { None });
    let rows = tables.filter(is_annex).flatten();
    rows.filter_map(|row| Some((row.bookmark.clone()?, row.clone()))).collect()
}

/// What is printed before the annex, paragraph by paragraph and cell by cell; ordinals of rows and headings left out.
fn body(items: &[Item], passed: &mut BTreeMap<Reason, usize>) -> Vec<Paragraph> {
    let is_annex = |item: &Item| matches!(item, Item::Paragraph(p) if p.text() == "NGUỒN SỐ LIỆU");
    let end = items.iter().position(is_annex).unwrap_or(items.len());
    // Letterhead (number and day of the report) above the title, recipients and signer below the text.
    let start = items.iter().position(|item| matches!(item, Item::Paragraph(p) if p.style == "TKTnloi")).expect("a title");
    let mut found = Vec::new();
    for item in &items[start..end] {
        match item {
            Item::Paragraph(p) if p.style.starts_with("TKmc") || p.style == "TKTnbiu" => {
                *passed.entry(Reason::Numbering).or_default() += 1;
                let mut p = p.clone();
                p.pieces.remove(0);
                found.push(p);
            }
            Item::Paragraph(p) => found.push(p.clone()),
            // Its numbers lead nowhere; they are walked by `every_number_of_a_picture_…`.
            Item::Picture(_) => {}
            Item::Table(rows) => {
                let ordinals = rows.first().is_some_and(|row| row.cells[0].0.text().trim() == "TT");
                for row in rows.iter().filter(|row| row.cells[0].0.style != "TKBngu") {
                    let skip = usize::from(ordinals && row.cells.len() > 1);
                    *passed.entry(Reason::Numbering).or_default() += skip;
                    found.extend(row.cells[skip..].iter().map(|(cell, _)| cell.clone()));
                }
            }
        }
    }
    found
}

#[test]
fn every_number_of_the_five_reports_leads_to_an_entry_whose_cells_give_it() {
    for conference in CONFERENCES {
        let run = run(conference, Sources::Said);
        let (items, names) = (printed::document(&run.docx), names(&run.outcome));
        let entries = entries(&items);
        let mut cited = Cited::new(Files::of(&run.outcome, folder(conference)), &run.xlsx);
        let (mut passed, mut walked) = (BTreeMap::new(), 0);
        for paragraph in body(&items, &mut passed) {
            let text = paragraph.text();
            for (start, end) in numbers(&text, &names, &mut passed) {
                let anchor = piece_at(&paragraph, start).unwrap_or_else(|| {
                    panic!("{conference}: “{}” is printed without a source in “{}”", &text[start..end], text.trim())
                });
                let entry = entries.get(&anchor).unwrap_or_else(|| panic!("{conference}: there is no {anchor}"));
                cited.check(conference, &text[start..end], entry);
                walked += 1;
            }
        }
        assert!(walked >= 50, "{conference}: only {walked} numbers");
        // Every reason that is allowed occurs, else it need not be: dates and ordinals in all five.
        assert!(passed.contains_key(&Reason::Date) && passed.contains_key(&Reason::Numbering), "{conference}: {passed:?}");
        cited.every_entry_holds(conference, &entries);
    }
}

/// The bookmark to which the text at a place leads.
fn piece_at(paragraph: &Paragraph, at: usize) -> Option<String> {
    let mut from = 0;
    for (text, anchor) in &paragraph.pieces {
        if (from..from + text.len()).contains(&at) {
            return anchor.clone();
        }
        from += text.len();
    }
    None
}

/// A picture cannot lead anywhere: each of its numbers is one that an entry of the annex gives, for the whole or a unit.
#[test]
fn every_number_of_a_picture_is_given_by_an_entry() {
    let mut walked = 0;
    for conference in CONFERENCES {
        let run = run(conference, Sources::Said);
        let (items, names) = (printed::document(&run.docx), names(&run.outcome));
        let entries = entries(&items);
        let given = |number: &str| {
            entries.values().any(|row| {
                let [value, source] = [2, 3].map(|at| row.cells[at].0.text().trim().to_owned());
                value == number || value == format!("0{number}") || format!(" {source}").contains(&format!(" {number} ("))
            })
        };
        for words in items.iter().filter_map(|item| if let Item::Picture(words) = item { Some(words) } else { None }) {
            for (start, end) in numbers(words, &names, &mut BTreeMap::new()) {
                let number = &words[start..end];
                assert!(number == "0" || given(number), "{conference}: no entry gives {number} of “{words}”");
                walked += 1;
            }
        }
    }
    assert!(walked >= 80, "only {walked} numbers");
}

#[test]
fn every_number_of_the_five_workbooks_leads_to_a_row_whose_cells_give_it() {
    for conference in CONFERENCES {
        let run = run(conference, Sources::Said);
        let links = printed::links(&run.xlsx);
        let names = names(&run.outcome);
        let mut cited = Cited::new(Files::of(&run.outcome, folder(conference)), &run.xlsx);
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(run.xlsx.clone())).expect("a workbook");
        let (mut walked, mut records, mut passed) = (0, 0, BTreeMap::new());
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet).expect("a sheet");
            if ["Nguồn số liệu", "Tệp nguồn", tongket::model::legend::SHEET].contains(&sheet.as_str()) {
                continue;
            }
            // Each row is a record of a submission and names its own cell.
            if range.rows().any(|row| row.iter().any(|cell| *cell == "Nguồn")) {
                records += cited.records_name_their_cells(conference, &range);
                continue;
            }
            // “Thông tin” has no ordinals: all of it is walked.
            let head = range.rows().position(|row| row[0] == "TT").unwrap_or(0);
            let below = range.rows().skip(head).position(|row| !matches!(row[0], Data::Empty | Data::String(_)));
            for (number, row) in range.rows().enumerate().skip(head + below.unwrap_or(1)) {
                for (column, cell) in row.iter().enumerate() {
                    let text = cell.to_string();
                    let is_ordinal = column == 0 && matches!(cell, Data::Float(_) | Data::Int(_));
                    if is_ordinal || numbers(&text, &names, &mut passed).is_empty() {
                        continue;
                    }
                    let at = format!("{}{}", tongket::model::column_letters(u16::try_from(column).expect("few")), number + 1);
                    let (target, line) = links
                        .get(&(sheet.clone(), at.clone()))
                        .unwrap_or_else(|| panic!("{conference}: “{text}” in {at} of {sheet} has no source"));
                    assert_eq!(target, "Nguồn số liệu", "{conference}: {at} of {sheet}");
                    cited.row_gives(conference, *line, cell, &format!("{at} of {sheet}"));
                    walked += 1;
                }
            }
        }
        assert!(walked >= 30 && records >= 20, "{conference}: only {walked} numbers, {records} records");
        cited.every_block_adds_up(conference);
    }
}

#[test]
fn without_sources_there_is_no_annex_no_sheet_and_no_link() {
    let run = run("kien-hai-2020", Sources::LeftOut);
    let items = printed::document(&run.docx);
    let text = |item: &Item| match item {
        Item::Paragraph(p) => vec![p.clone()],
        Item::Table(rows) => rows.iter().flat_map(|row| row.cells.iter().map(|(cell, _)| cell.clone())).collect(),
        Item::Picture(_) => Vec::new(),
    };
    let all: Vec<Paragraph> = items.iter().flat_map(text).collect();
    assert!(all.iter().all(|p| !p.text().contains("NGUỒN SỐ LIỆU") && p.pieces.iter().all(|(_, anchor)| anchor.is_none())));
    assert!(entries(&items).is_empty() && printed::links(&run.xlsx).is_empty(), "{}", run.name);
    let book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(run.xlsx)).expect("a workbook");
    assert!(!book.sheet_names().iter().any(|name| name.contains("guồn")));
}

/// Of very many units nobody reads a tree for every figure: entries say how many units give how much, and a unit's name
/// leads to what it sent.
#[test]
fn over_very_many_units_entries_are_outlines() {
    let mut csv = "ma,ten,cap,truc_thuoc,phai_nop\n".to_owned();
    let mut rows = "| STT | Đơn vị | Tên mô hình, điển hình | Đối tượng | Năm đăng ký |\n".to_owned();
    for n in 1..=300 {
        writeln!(csv, "x{n},Xã Thử {n},co-so,Tỉnh A,x").expect("a text grows");
        writeln!(rows, "| {n} | Xã Thử {n} | Mô hình {n} | Tập thể | 2019 |").expect("a text grows");
    }
    let text = format!(
        "```toml\n[hoi_nghi]\nky = \"2019\"\n[co_quan]\ndon_vi = \"Tỉnh A\"\n```\n```csv\n{csv}```\n```sheet nop/a.xlsx / Biểu 1\n{rows}```\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    crate::support::Case::parse(&text).write_to(folder.path());
    let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    let mut outputs: BTreeMap<String, Vec<u8>> = pipeline::report(&project, &outcome, Sources::Said, folder.path())
        .unwrap_or_else(|e| panic!("{e}"))
        .into_iter()
        .collect();
    let items = printed::document(&outputs.remove("bao-cao.docx").expect("a report"));
    let entry = entries(&items).into_values().find(|row| row.cells[1].0.text().starts_with("Đăng ký (")).expect("an entry");
    let (value, source) = (entry.cells[2].0.text(), entry.cells[3].0.text());
    assert_eq!((value.trim(), source.trim()), ("300", "300 đơn vị 300 (đếm danh sách)."));
    let links = printed::links(&outputs.remove("bao-cao.xlsx").expect("a workbook"));
    let units = links.iter().filter(|((sheet, cell), _)| sheet == "Tổng hợp theo đơn vị" && cell.starts_with('B'));
    assert_eq!(units.filter(|(_, (target, _))| target == "Tệp nguồn").count(), 300);
    assert!(links.len() < 400, "{} links", links.len());
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (one, two) = (run("phuc-thanh-2016-2018", Sources::Said), run("phuc-thanh-2016-2018", Sources::Said));
    assert!(one.docx == two.docx && one.xlsx == two.xlsx);
}

#[test]
fn what_is_no_figure_is_told_apart() {
    let found = |text: &str, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let places = numbers(text, &names, &mut BTreeMap::new());
        places.into_iter().map(|(start, end)| text[start..end].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("Giai đoạn 2016 - 2020 có 1.952 lượt, giảm 20,46 điểm", &[]), ["1.952", "20,46"]);
    assert_eq!(found("số 84-KH/TU, ngày 10/4/2018; 87 năm (15/10/1930)", &[]), ["87"]);
    assert_eq!(found("Phường 1 có 07 mô hình; phường 12: 5", &["Phường 1", "Phường 12"]), ["07", "5"]);
    let place = Place::parse("tệp 3, ô C6:C8, D9").expect("a place");
    assert_eq!(place.cells(), ["C6", "C7", "C8", "D9"]);
}
