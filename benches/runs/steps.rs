//! What is measured, each in a process of its own, so that its CPU time and its peak of memory are its own.
//!
//! Two yardsticks do what any program must do with these files and nothing else: every cell through calamine's streaming
//! reader, and the rows written as a bordered list by `rust_xlsxwriter` in constant memory.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, FormatBorder, Workbook};
use tongket::model::Reading;
use tongket::project::{self, Project};
use tongket::{assemble, ingest, pipeline, rules, summarize};

use crate::corpus::{Corpus, model, unit_name};
use crate::measure::{cpu, peak};
use crate::words::FIELDS;

/// A step by its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Yardstick: every cell of every file, streamed.
    Stream,
    /// Yardstick: the rows as a list of 12 bordered columns, in constant memory.
    List,
    /// Our reading of every file, nothing joined.
    Read,
    /// Reconciliation of what was read before the clock starts: joined, checked by every rule, summed up.
    Check,
    /// `tongket report`: read, reconcile, write all three files.
    Whole,
}

impl Step {
    /// All steps with their names.
    pub const ALL: [(Self, &'static str); 5] =
        [(Self::Stream, "stream"), (Self::List, "list"), (Self::Read, "read"), (Self::Check, "check"), (Self::Whole, "whole")];
}

/// What a step took.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// User and system time of the process.
    pub cpu: Duration,
    /// Time on the clock.
    pub wall: Duration,
    /// Highest resident size, KiB; 0 where the system does not tell.
    pub peak: u64,
}

/// Runs a step in this process.
pub fn run(step: Step, corpus: Corpus, workspace: &Path) -> Result<Taken, Box<dyn Error>> {
    let rows = if step == Step::List { listed(corpus) } else { Vec::new() };
    let read_before = if step == Step::Check { Some(all_read(workspace)?) } else { None };
    let (before, start) = (cpu(), Instant::now());
    match step {
        Step::Stream => stream(&workspace.join("nop"))?,
        Step::List => list(&rows, workspace)?,
        Step::Read => read(&Project::open(workspace, None)?, |reading| drop(black_box(reading)))?,
        Step::Check => read_before.map_or(Ok(()), |(project, readings)| check(project, readings))?,
        Step::Whole => whole(workspace)?,
    }
    Ok(Taken { cpu: cpu().saturating_sub(before), wall: start.elapsed(), peak: peak() })
}

fn stream(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut cells = 0_u64;
    for entry in fs::read_dir(folder)? {
        let bytes = fs::read(entry?.path())?;
        let mut book = Xlsx::new(Cursor::new(bytes))?;
        for sheet in book.sheet_names() {
            let mut reader = book.worksheet_cells_reader(&sheet)?;
            while let Some(cell) = reader.next_cell()? {
                black_box(cell.get_value());
                cells += 1;
            }
        }
    }
    black_box(cells);
    Ok(())
}

/// A row of the yardstick's list.
type Row = ([String; 10], [u32; 2]);

fn listed(corpus: Corpus) -> Vec<Row> {
    let mut rows = Vec::with_capacity(corpus.rows());
    for unit in 0..corpus.units {
        let name = unit_name(unit);
        for row in 0..corpus.models {
            let model = model(unit, row);
            let tick = |yes: bool| if yes { "x".to_owned() } else { String::new() };
            let texts = [
                name.clone(),
                model.title,
                model.performer,
                if model.of_model_kind { "Mô hình" } else { "Điển hình" }.to_owned(),
                if model.collective { "Tập thể" } else { "Cá nhân" }.to_owned(),
                FIELDS[model.field].to_owned(),
                if model.provincial { "Cấp xã, cấp tỉnh" } else { "Cấp xã" }.to_owned(),
                tick(model.effective),
                tick(model.recognised.0),
                model.outcome.to_owned(),
            ];
            rows.push((texts, [u32::try_from(rows.len() + 1).unwrap_or(0), 2025]));
        }
    }
    rows
}

fn list(rows: &[Row], scratch: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = Workbook::new();
    book.set_tempdir(scratch)?;
    let format = Format::new().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (at, (texts, numbers)) in (0..).zip(rows) {
        sheet.write_number_with_format(at, 0, numbers[0], &format)?;
        for (column, text) in (1..).zip(texts) {
            if text.is_empty() {
                sheet.write_blank(at, column, &format)?;
            } else {
                sheet.write_string_with_format(at, column, text, &format)?;
            }
        }
        sheet.write_number_with_format(at, 11, numbers[1], &format)?;
    }
    black_box(book.save_to_buffer()?.len());
    Ok(())
}

fn read(project: &Project, mut then: impl FnMut(Reading)) -> Result<(), Box<dyn Error>> {
    let reader = ingest::Reader::new(&project.authority, &project.units);
    for (file, entry) in (0..).zip(project.entries()?) {
        let bytes = project::read(&entry, &project.authority.limits).map_err(|_| format!("{} is not read", entry.path))?;
        then(reader.read(&entry.path, file, &bytes));
    }
    Ok(())
}

fn all_read(workspace: &Path) -> Result<(Project, Vec<Reading>), Box<dyn Error>> {
    let project = Project::open(workspace, None)?;
    let mut readings = Vec::new();
    read(&project, |reading| readings.push(reading))?;
    Ok((project, readings))
}

/// A corpus is consistent: what is found would be a fault of the corpus or of a rule, and cost time of its own.
fn check(project: Project, readings: Vec<Reading>) -> Result<(), Box<dyn Error>> {
    let dossier = assemble::dossier(project.authority, project.units, readings);
    let findings = rules::check(&dossier, false);
    black_box(summarize::summary(&dossier, &findings));
    match findings.first() {
        None => Ok(()),
        Some(first) => Err(format!("{} findings, {} first: {}", findings.len(), first.code, first.message).into()),
    }
}

fn whole(workspace: &Path) -> Result<(), Box<dyn Error>> {
    let out = workspace.join("ket-qua");
    let project = Project::open(workspace, Some(&out))?;
    let outcome = pipeline::run(&project, false, &|_, _| {})?;
    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::Said, workspace)?;
    let files: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    project::write_outputs(&project.out, &files, "1")?;
    Ok(())
}
