//! Whole runs beside two yardsticks: CPU time, its ratio to them, time on the clock, peak of memory.
//!
//! `cargo bench --bench runs` measures every corpus; `cargo bench --bench runs -- l xl` only those named, and with step
//! names (`stream list read check whole`) only those steps. Corpora are made once, in `target/corpora`.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]

mod corpus;
#[path = "../measure/mod.rs"]
mod measure;
mod steps;
mod words;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use corpus::Corpus;
use steps::{Step, Taken};

/// Each step is repeated, and the run of least CPU time stands: what else the machine does only adds to it.
const REPEATS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [first, step, name] = arguments.as_slice()
        && first == "child"
    {
        return child(step, name, &target);
    }
    let named: Vec<Corpus> = arguments.iter().filter_map(|name| Corpus::named(name)).collect();
    let steps: Vec<(Step, &str)> = Step::ALL.into_iter().filter(|(_, name)| arguments.iter().any(|a| a == name)).collect();
    let corpora = match (env::args().any(|a| a == "--bench"), named.is_empty()) {
        (_, false) => named,
        (true, true) => Corpus::ALL.to_vec(),
        // `cargo test --all-targets` only wants to know that it runs.
        (false, true) => Corpus::ALL[..1].to_vec(),
    };
    for corpus in corpora {
        let workspace = corpus.workspace(&target)?;
        table(corpus, &workspace, if steps.is_empty() { &Step::ALL } else { &steps })?;
    }
    Ok(())
}

/// One step in a process of its own.
fn child(step: &str, name: &str, target: &Path) -> Result<(), Box<dyn Error>> {
    let (step, _) = Step::ALL.into_iter().find(|(_, known)| *known == step).ok_or("no such step")?;
    let corpus = Corpus::named(name).ok_or("no such corpus")?;
    let taken = steps::run(step, corpus, &corpus.workspace(target)?)?;
    println!("{} {} {}", taken.cpu.as_micros(), taken.wall.as_micros(), taken.peak);
    Ok(())
}

fn measured(step: &str, corpus: Corpus) -> Result<Taken, Box<dyn Error>> {
    let program: PathBuf = env::current_exe()?;
    let mut best: Option<Taken> = None;
    for _ in 0..REPEATS {
        let output = Command::new(&program).args(["child", step, corpus.name]).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let text = String::from_utf8(output.stdout)?;
        let numbers: Vec<u64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [cpu, wall, peak] = numbers[..] else { return Err("a child said nothing".into()) };
        let taken = Taken { cpu: Duration::from_micros(cpu), wall: Duration::from_micros(wall), peak };
        best = Some(best.filter(|best| best.cpu <= taken.cpu).unwrap_or(taken));
    }
    best.ok_or_else(|| "nothing measured".into())
}

fn table(corpus: Corpus, workspace: &Path, steps: &[(Step, &str)]) -> Result<(), Box<dyn Error>> {
    let Corpus { name, units, models, awards } = corpus;
    println!("\n{name}: {units} units x {models} models, {awards} awards each; {}", workspace.display());
    println!("{:8} {:>9} {:>9} {:>9} {:>12}", "step", "CPU s", "wall s", "peak MiB", "CPU us a row");
    let mut all: Vec<(Step, Taken)> = Vec::new();
    for &(step, step_name) in steps {
        let taken = measured(step_name, corpus)?;
        let a_row = taken.cpu.as_secs_f64() * 1e6 / f64::from(u32::try_from(corpus.rows().max(units * awards))?);
        let mib = f64::from(u32::try_from(taken.peak)?) / 1024.0;
        println!("{step_name:8} {:9.3} {:9.3} {mib:9.1} {a_row:12.1}", taken.cpu.as_secs_f64(), taken.wall.as_secs_f64());
        all.push((step, taken));
    }
    let cpu = |wanted: Step| all.iter().find(|(step, _)| *step == wanted).map(|(_, taken)| taken.cpu.as_secs_f64());
    if let (Some(whole), Some(stream), Some(list)) = (cpu(Step::Whole), cpu(Step::Stream), cpu(Step::List)) {
        println!("whole / (stream + list) = {:.2}", whole / (stream + list));
    }
    if let (Some(read), Some(stream)) = (cpu(Step::Read), cpu(Step::Stream)) {
        println!("read / stream = {:.2}", read / stream);
    }
    if let (Some(check), Some(read)) = (cpu(Step::Check), cpu(Step::Read)) {
        println!("check / read = {:.2}", check / read);
    }
    Ok(())
}
