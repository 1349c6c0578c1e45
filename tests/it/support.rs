//! Workspaces written as text, so that a fixture can be read.
//!
//! A case holds fenced blocks: ```` ```toml ```` is `hoi-nghi.toml`, ```` ```csv ```` is `don-vi.csv`, and
//! ```` ```sheet nop/an-hoa.xlsx / Biểu 1 ```` is a sheet, a line a row, cells between `|`. A cell of digits is a number;
//! `'120` is text; `=SUM(C2:C3) -> 120` a formula with its stored result, `=A1` one never calculated; `<` joins the cell
//! to the one at its left, `^` to the one above.

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use tongket::model::{Authority, Dossier, Finding, Summary, UnitTree};
use tongket::{assemble, ingest, project, rules, summarize};

/// A workspace made of text blocks.
#[derive(Debug, Default, Clone)]
pub struct Case {
    pub toml: String,
    pub csv: Option<String>,
    /// path → (sheet, its lines), in order.
    pub files: BTreeMap<String, Vec<(String, Vec<String>)>>,
}

/// What a run over a case gives.
pub struct Run {
    pub dossier: Dossier,
    pub findings: Vec<Finding>,
    pub summary: Summary,
}

impl Case {
    /// Reads the fenced blocks of a text; what stands between them is prose.
    pub fn parse(text: &str) -> Self {
        let mut case = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.trim().strip_prefix("```") else { continue };
            let block: Vec<String> =
                lines.by_ref().take_while(|l| l.trim() != "```").map(|l| l.trim_start().to_owned()).collect();
            match info.split_once(' ') {
                None if info == "toml" => case.toml = block.join("\n"),
                None if info == "csv" => case.csv = Some(block.join("\n")),
                Some(("sheet", place)) => {
                    let (path, sheet) = place.split_once(" / ").expect("```sheet path / sheet name");
                    case.files.entry(path.trim().to_owned()).or_default().push((sheet.trim().to_owned(), block));
                }
                _ => panic!("unknown block ```{info}"),
            }
        }
        case
    }

    /// Reads, joins, checks and sums up.
    pub fn run(&self) -> Run {
        let files: Vec<(String, Vec<u8>)> = self.files.iter().map(|(path, sheets)| (path.clone(), workbook(sheets))).collect();
        self.run_files(&files)
    }

    /// As [`Self::run`], over workbooks given as bytes under the case's scheme.
    pub fn run_files(&self, files: &[(String, Vec<u8>)]) -> Run {
        let (authority, units) = self.scheme();
        let readings = (0..).zip(files).map(|(index, (path, bytes))| ingest::read(path, index, bytes, &authority, &units)).collect();
        let dossier = assemble::dossier(authority, units, readings);
        let findings = rules::check(&dossier, false);
        let summary = summarize::summary(&dossier, &findings);
        Run { dossier, findings, summary }
    }

    /// Writes the case as a workspace on disk.
    pub fn write_to(&self, folder: &Path) {
        self.write_scheme(folder);
        for (path, sheets) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes a folder");
            std::fs::write(path, workbook(sheets)).expect("writes a workbook");
        }
    }

    fn write_scheme(&self, folder: &Path) {
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("writes a fixture");
        write("hoi-nghi.toml", &self.toml);
        if let Some(csv) = &self.csv {
            write("don-vi.csv", csv);
        }
    }

    fn scheme(&self) -> (Authority, UnitTree) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        self.write_scheme(folder.path());
        let project = project::Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
        (project.authority.clone(), project.units.clone())
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

/// The bytes of a workbook with these sheets.
pub fn workbook(sheets: &[(String, Vec<String>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a sheet name");
        write_sheet(sheet, lines);
    }
    book.save_to_buffer().expect("a workbook")
}

fn write_sheet(sheet: &mut Worksheet, lines: &[String]) {
    let grid: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
    let at = |row: usize, col: usize| grid.get(row).and_then(|r| r.get(col)).copied().unwrap_or("");
    for (row, cells) in grid.iter().enumerate() {
        for (col, cell) in cells.iter().enumerate() {
            if matches!(*cell, "" | "<" | "^") {
                continue;
            }
            let (mut right, mut down) = (col, row);
            while at(row, right + 1) == "<" {
                right += 1;
            }
            while at(down + 1, col) == "^" {
                down += 1;
            }
            let (r, c) = (u32::try_from(row).expect("few rows"), u16::try_from(col).expect("few columns"));
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
    } else if let Some(formula) = cell.strip_prefix('=') {
        let (expression, result) = formula.split_once(" -> ").unwrap_or((formula, ""));
        sheet.write_formula(row, col, Formula::new(expression).set_result(result))
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, col, number)
    } else {
        sheet.write_string(row, col, cell.replace("\\n", "\n"))
    };
    written.expect("writes a cell");
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(str::trim).collect()
}
