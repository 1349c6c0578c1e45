//! Workspaces written as text, so that a fixture can be read.
//!
//! A case holds fenced blocks: `toml` is `hoi-nghi.toml`, `csv` is `don-vi.csv`, `sheet FILE / SHEET` a sheet of a workbook
//! below `nop/` (or `ky-truoc/`), `file FILE` a file with just this text; what stands between them is prose. In a sheet a line is a row, cells
//! stand between `|`: a cell that looks like a number is one, `'120` is text, `@8/5/2020` a stored date, `=SUM(C2:C3) → 120` a formula with its stored
//! result, `=A1` one never calculated, `<` joins the cell to the one at its left, `^` to the one above; `~` before a row hides it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};
use tongket::model::{Date, Dossier, Finding, Summary};
use tongket::pipeline;
use tongket::project::Project;

/// Stands for the result of a formula that was never calculated, until it is taken out of the file.
const NOT_CALCULATED: &str = "chưa tính";

/// A workspace made of text blocks.
#[derive(Debug, Default, Clone)]
pub struct Case {
    /// What the case shows.
    pub title: String,
    pub toml: String,
    pub csv: Option<String>,
    /// Workbooks: path → (sheet, its lines), in order.
    pub books: BTreeMap<String, Vec<(String, Vec<String>)>>,
    /// Other files: path → text.
    pub texts: BTreeMap<String, String>,
}

/// What a run over a case gives.
pub struct Run {
    pub dossier: Dossier,
    pub findings: Vec<Finding>,
    pub summary: Summary,
}

impl Case {
    /// Reads one case.
    pub fn parse(text: &str) -> Self {
        let mut case = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(kind) = line.trim().strip_prefix("```") {
                let block = lines.by_ref().take_while(|l| l.trim() != "```").map(|l| l.trim_start().to_owned()).collect();
                case.add(kind, block);
            }
        }
        case
    }

    /// Reads the cases of a fixture: `## …` begins one, what stands before the first belongs to all.
    pub fn cases(text: &str, shared: &Self) -> Vec<Self> {
        let mut parts = text.split("\n## ");
        let common = format!("\n{}", parts.next().unwrap_or_default());
        parts
            .map(|part| {
                let (title, body) = part.split_once('\n').unwrap_or((part, ""));
                let own = Self::parse(&format!("{common}\n{body}"));
                let toml = if own.toml.is_empty() { shared.toml.clone() } else { own.toml.clone() };
                Self { title: title.to_owned(), toml, csv: own.csv.clone().or_else(|| shared.csv.clone()), ..own }
            })
            .collect()
    }

    fn add(&mut self, kind: &str, block: Vec<String>) {
        let below_nop = |path: &str| {
            if path.starts_with("nop/") || path.starts_with("ky-truoc/") { path.to_owned() } else { format!("nop/{path}") }
        };
        match kind.split_once(' ') {
            None if kind == "toml" => self.toml = block.join("\n"),
            None if kind == "csv" => self.csv = Some(block.join("\n")),
            Some(("sheet", place)) => {
                let (path, sheet) = place.split_once(" / ").expect("```sheet FILE / SHEET");
                self.books.entry(below_nop(path.trim())).or_default().push((sheet.trim().to_owned(), block));
            }
            Some(("file", path)) => drop(self.texts.insert(below_nop(path.trim()), block.join("\n"))),
            _ => panic!("unknown block ```{kind}"),
        }
    }

    /// Writes the case as a workspace on disk.
    pub fn write_to(&self, folder: &Path) {
        let write = |path: &str, bytes: &[u8]| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("makes a folder");
            fs::write(path, bytes).expect("writes a fixture");
        };
        write("hoi-nghi.toml", self.toml.as_bytes());
        if let Some(csv) = &self.csv {
            write("don-vi.csv", csv.as_bytes());
        }
        for (path, text) in &self.texts {
            write(path, text.as_bytes());
        }
        for (path, sheets) in &self.books {
            write(path, &workbook(sheets));
        }
    }

    /// Reads, joins, checks and sums up, as the program does.
    pub fn run(&self) -> Run {
        self.run_files(&[])
    }

    /// As [`Self::run`], with more files given as bytes.
    pub fn run_files(&self, files: &[(String, Vec<u8>)]) -> Run {
        let folder = tempfile::tempdir().expect("a folder");
        self.write_to(folder.path());
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("makes a folder");
            fs::write(path, bytes).expect("writes a file");
        }
        let project = Project::open(folder.path(), None).unwrap_or_else(|fault| panic!("{}: {fault}", self.title));
        let outcome = pipeline::run(&project, self.title.contains("--final"), &|_, _| {})
            .unwrap_or_else(|fault| panic!("{}: {fault}", self.title));
        Run { dossier: outcome.dossier, findings: outcome.findings, summary: outcome.summary }
    }
}

impl Run {
    /// The value at a path of `so-lieu.json`.
    #[track_caller]
    pub fn at(&self, path: &str) -> serde_json::Value {
        self.summary.at(path).unwrap_or_else(|| panic!("no {path} in so-lieu.json")).clone()
    }

    /// Codes of the findings, in order.
    pub fn codes(&self) -> Vec<&str> {
        self.findings.iter().map(|f| f.code).collect()
    }
}

/// The bytes of a workbook with these sheets: written without a clock, so that the same rows are the same bytes.
pub fn workbook(sheets: &[(String, Vec<String>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2020, 1, 1).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for (name, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a sheet name");
        write_sheet(sheet, lines);
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let uncalculated = sheets.iter().flat_map(|(_, lines)| lines).any(|line| line.contains('='));
    if uncalculated { without_empty_results(&bytes) } else { bytes }
}

fn write_sheet(sheet: &mut Worksheet, lines: &[String]) {
    let grid: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
    let at = |row: usize, col: usize| grid.get(row).and_then(|r| r.get(col)).copied().unwrap_or("");
    for (row, cells) in grid.iter().enumerate() {
        let r = u32::try_from(row).expect("few rows");
        if lines[row].starts_with('~') {
            sheet.set_row_hidden(r).expect("a row");
        }
        for (col, cell) in cells.iter().enumerate().filter(|(_, cell)| !matches!(**cell, "" | "<" | "^")) {
            let (mut right, mut down) = (col, row);
            while at(row, right + 1) == "<" {
                right += 1;
            }
            while at(down + 1, col) == "^" {
                down += 1;
            }
            let c = u16::try_from(col).expect("few columns");
            if (right, down) != (col, row) {
                let (last_row, last_col) = (u32::try_from(down).expect("few rows"), u16::try_from(right).expect("few columns"));
                sheet.merge_range(r, c, last_row, last_col, "", &Format::new()).expect("merges");
            }
            write_cell(sheet, r, c, cell);
        }
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, col: u16, cell: &str) {
    let written = if let Some(text) = cell.strip_prefix('\'') {
        sheet.write_string(row, col, text)
    } else if let Some(date) = cell.strip_prefix('@') {
        let date = Date::parse(date).unwrap_or_else(|| panic!("{cell}"));
        let date = ExcelDateTime::from_ymd(date.year, date.month, date.day).expect("a day");
        sheet.write_datetime_with_format(row, col, date, &Format::new().set_num_format("dd/mm/yyyy"))
    } else if let Some(formula) = cell.strip_prefix('=') {
        let (expression, result) = formula.split_once(" → ").unwrap_or((formula, NOT_CALCULATED));
        sheet.write_formula(row, col, Formula::new(expression).set_result(result))
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, col, number)
    } else {
        sheet.write_string(row, col, cell)
    };
    written.expect("writes a cell");
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_start_matches('~').trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(str::trim).collect()
}

/// Copies a sample with what lies below it, but for the outputs somebody made there.
pub fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if entry.file_name() != "ket-qua" {
                fs::create_dir_all(&target).expect("makes a folder");
                copy_folder(&entry.path(), &target);
            }
        } else {
            fs::copy(entry.path(), target).expect("copies");
        }
    }
}

/// The workbook as a program leaves it that writes formulas without calculating them.
fn without_empty_results(bytes: &[u8]) -> Vec<u8> {
    let mut before = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut after = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..before.len() {
        let mut part = before.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are XML");
        let text = text.replace(" t=\"str\"><f>", "><f>").replace(&format!("<v>{NOT_CALCULATED}</v>"), "");
        after.start_file(part.name().expect("a name").into_owned(), zip::write::SimpleFileOptions::default()).expect("a part");
        after.write_all(text.as_bytes()).expect("a part");
    }
    after.finish().expect("a package").into_inner()
}
