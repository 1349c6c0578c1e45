//! Marks a workbook of 2,000,000 cells, beside a yardstick: its zip copied by inflating and deflating every part.
//!
//! Each step runs in a process of its own, so that its CPU time and its peak of memory are its own; the best of three
//! counts. Run by `cargo bench --bench marks`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

mod measure;

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::{Chart, ChartType, Workbook};
use tongket::model::{Origin, Severity};
use tongket::returns::{self, Fault, Request};

use measure::{cpu, peak};

const ROWS: u32 = 100_000;
const COLUMNS: u16 = 20;
/// Wrong cells, spread over the sheet.
const FAULTS: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("marks.xlsx");
    match args.iter().position(|arg| arg == "child").and_then(|at| args.get(at + 1)) {
        Some(step) => {
            let bytes = fs::read(&path)?;
            let before = cpu();
            let size = if step == "copy" { copied(&bytes)? } else { marked(&bytes)? };
            println!("{} {} {size}", (cpu().saturating_sub(before)).as_micros(), peak());
        }
        // `cargo test --all-targets` only wants to know that it starts.
        None if !args.iter().any(|arg| arg == "--bench") => {}
        None => table(&path)?,
    }
    Ok(())
}

fn table(path: &Path) -> Result<(), Box<dyn Error>> {
    write(path)?;
    println!("{} cells, {} wrong; {} bytes", ROWS * u32::from(COLUMNS), FAULTS, fs::metadata(path)?.len());
    println!("{:6} {:>9} {:>9} {:>12}", "step", "CPU s", "peak MiB", "bytes");
    let mut seconds = Vec::new();
    for step in ["copy", "mark"] {
        let mut best: Option<[f64; 3]> = None;
        for _ in 0..3 {
            let output = Command::new(env::current_exe()?).args(["child", step]).output()?;
            let text = String::from_utf8(output.stdout)?;
            let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            let [cpu, peak, size] = numbers[..] else { return Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) };
            best = Some(best.filter(|best| best[0] <= cpu).unwrap_or([cpu, peak, size]));
        }
        let [cpu, peak, size] = best.ok_or("nothing measured")?;
        println!("{step:6} {:9.3} {:9.1} {size:12}", cpu / 1e6, peak / 1024.0);
        seconds.push(cpu);
    }
    println!("mark / copy = {:.2}", seconds[1] / seconds[0]);
    Ok(())
}

/// Numbers, repeated and single texts, dates of birth as a list has them; a chart and a merged title.
fn write(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..ROWS {
        for col in 0..COLUMNS {
            match col % 4 {
                0 => sheet.write_number(row, col, f64::from(row * 7 + u32::from(col)) / 3.0)?,
                1 => sheet.write_number(row, col, row % 97)?,
                2 => sheet.write_string(row, col, format!("Mô hình số {}", row % 5_000))?,
                _ => sheet.write_string(row, col, "Tập thể")?,
            };
        }
    }
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values(("Sheet1", 0, 0, 99, 0));
    sheet.insert_chart(2, 22, &chart)?;
    book.save(path)?;
    Ok(())
}

fn copied(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut copy = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        copy.start_file(part.name()?.into_owned(), zip::write::SimpleFileOptions::default())?;
        std::io::copy(&mut part, &mut copy)?;
        copy.flush()?;
    }
    Ok(black_box(copy.finish()?.into_inner()).len())
}

fn marked(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let fault = |n: u32| Fault {
        at: Origin::cell(0, 0, n * (ROWS / FAULTS), u16::try_from(n % 23).unwrap_or(0)),
        also: Vec::new(),
        severity: Severity::MustFix,
        what: format!("Ô thứ {n} ghi sai"),
        why: "Báo cáo nêu con số này.".to_owned(),
        how: "Sửa lại ô.".to_owned(),
    };
    let faults: Vec<Fault> = (0..FAULTS).map(fault).collect();
    let copy = returns::marked(bytes, &Request { faults: &faults, ..Request::default() });
    Ok(black_box(copy.map_err(|refusal| format!("{refusal:?}"))?).len())
}
