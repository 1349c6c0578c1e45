//! Composes and writes certificates: CPU time and peak of memory for 162 sheets (the conference of Rạch Giá) and for 5,000.
//!
//! Each number of sheets runs in processes of its own; the best of three counts. What is measured begins when the
//! submissions are read and reconciled. Run by `cargo
//! bench --bench certificates`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

mod measure;

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rust_xlsxwriter::Workbook;
use tongket::compose::{self, Input};
use tongket::pipeline;
use tongket::project::Project;
use tongket::write;

use measure::{cpu, peak};

/// Sheets.
const COUNTS: [u32; 2] = [162, 5_000];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    match args.iter().position(|arg| arg == "child").and_then(|at| args.get(at + 1)) {
        Some(count) => child(count.parse()?),
        // `cargo test --all-targets` only wants to know that it starts.
        None if !args.iter().any(|arg| arg == "--bench") => Ok(()),
        None => table(),
    }
}

fn table() -> Result<(), Box<dyn Error>> {
    println!("{:>7} {:>11} {:>9} {:>9} {:>12} {:>10}", "sheets", "compose ms", "write ms", "us/sheet", "bytes", "peak MiB");
    for count in COUNTS {
        let mut best: Option<[f64; 4]> = None;
        for _ in 0..3 {
            let output = Command::new(env::current_exe()?).args(["child", &count.to_string()]).output()?;
            let text = String::from_utf8(output.stdout)?;
            let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            let [compose, write, size, peak] = numbers[..] else {
                return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
            };
            let least = |best: &[f64; 4]| best[0] + best[1] <= compose + write;
            best = Some(best.filter(least).unwrap_or([compose, write, size, peak]));
        }
        let [compose, write, size, peak] = best.ok_or("nothing measured")?;
        let each = (compose + write) / f64::from(count);
        println!("{count:7} {:11.1} {:9.1} {each:9.1} {size:12} {:10.1}", compose / 1e3, write / 1e3, peak / 1024.0);
    }
    Ok(())
}

/// Microseconds to compose and to write, bytes, KiB.
fn child(count: u32) -> Result<(), Box<dyn Error>> {
    let folder = workspace(count)?;
    let project = Project::open(&folder, None)?;
    let outcome = pipeline::run(&project, false, &|_, _| {})?;
    let input = Input {
        dossier: &outcome.dossier,
        summary: &outcome.summary,
        overrides: &project.overrides,
        draft: false,
        sources: None,
    };
    let before = cpu();
    let made = compose::certificates(input)?;
    let composed = cpu();
    let file = made.iter().find(|file| file.document.pages.len() == count as usize).ok_or("no certificates")?;
    let bytes = write::placed(&file.document)?.bytes;
    let written = cpu();
    let micros = |from: Duration, to: Duration| to.saturating_sub(from).as_micros();
    println!("{} {} {} {}", micros(before, composed), micros(composed, written), black_box(bytes).len(), peak());
    Ok(())
}

/// A district with so many awards in one workbook.
fn workspace(count: u32) -> Result<PathBuf, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("certificates-{count}"));
    fs::create_dir_all(folder.join("nop"))?;
    let toml = "[hoi_nghi]\nten = \"phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020\"\nky = \"2016-2020\"\n[co_quan]\n\
                don_vi = \"Huyện Thanh Giang\"\nthe_thuc = \"nd30-2020\"\ndia_danh = \"Thanh Giang\"\n[[giay_khen]]\nso_vang_tu = 1\n";
    fs::write(folder.join("hoi-nghi.toml"), toml)?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Biểu 2 - Khen thưởng")?;
    let heads = [
        "STT",
        "Ông/Bà",
        "Tên tập thể, cá nhân",
        "Chức vụ, đơn vị",
        "Đối tượng",
        "Hình thức khen",
        "Cơ quan khen",
        "Số quyết định",
    ];
    for (column, head) in (0..).zip(heads.into_iter().chain(["Ngày quyết định", "Mô hình"])) {
        sheet.write_string(0, column, head)?;
    }
    for row in 1..=count {
        let person = row % 5 == 0;
        let name = if person {
            format!("Nguyễn Văn Số {row}")
        } else {
            format!("Chi bộ khu phố {row}, phường Vĩnh Thanh Vân")
        };
        let texts = [
            if person { "Ông" } else { "" }.to_owned(),
            name,
            format!("Khu phố {row}, phường Vĩnh Thanh Vân, thành phố Rạch Giá"),
            if person { "Cá nhân" } else { "Tập thể" }.to_owned(),
            "Giấy khen".to_owned(),
            "UBND huyện Thanh Giang".to_owned(),
            "2101/QĐ-UBND".to_owned(),
            "18/8/2020".to_owned(),
            format!("Khéo vận động Nhân dân hiến đất làm đường, xây dựng nông thôn mới, tổ {row}"),
        ];
        sheet.write_number(row, 0, row)?;
        for (column, text) in (1..).zip(&texts) {
            sheet.write_string(row, column, text)?;
        }
    }
    book.save(folder.join("nop/a.xlsx"))?;
    Ok(folder)
}
