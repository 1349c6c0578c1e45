//! What is left of a document when a clerk opens it in `LibreOffice` and saves it as .docx: pages, words, and everything that
//! a norm asks for.
//!
//! Two things `LibreOffice` (7.4) always changes, whatever stands in the file, so they are not compared: the page number kept
//! beside a field until the next program counts again, and the first page of an annex of one page, see `facts::Head::lost`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tongket::pipeline::{self, Sources};
use tongket::project::Project;

use super::facts::{differences, facts};
use super::page::Package;
use super::{Desk, PROFILES, built_in};

const SAMPLES: [&str; 6] =
    ["rach-gia-2016-2020", "ba-ria-vung-tau-2017", "phuc-thanh-2016-2018", "cao-bang-2016-2020", "kien-hai-2020", "co-loi"];
/// The longest that a conversion of all documents may take.
const PATIENCE: Duration = Duration::from_mins(15);

/// Has `LibreOffice` convert files into a folder.
fn convert(scratch: &Path, to: &str, into: &str, files: &[PathBuf]) -> Vec<PathBuf> {
    let (profile, folder) = (scratch.join("profile"), scratch.join(into));
    let mut office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
        .arg(&folder)
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("soffice is on this machine");
    let since = Instant::now();
    while office.try_wait().expect("soffice answers").is_none() {
        if since.elapsed() > PATIENCE {
            office.kill().expect("stops");
            panic!("soffice did not finish");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    let suffix = to.split(':').next().expect("a suffix");
    files.iter().map(|file| folder.join(file.file_name().expect("a name")).with_extension(suffix)).collect()
}

/// How many pages a PDF of `LibreOffice` has.
fn pages(pdf: &Path) -> usize {
    let bytes = fs::read(pdf).unwrap_or_else(|e| panic!("{}: {e}", pdf.display()));
    bytes.windows(11).filter(|at| at.starts_with(b"/Type/Page") && at[10] != b's').count()
}

/// All documents to be saved again: the report of each sample, and the documents with everything an office can say.
fn documents() -> Vec<(String, Vec<u8>)> {
    let mut made = Vec::new();
    for sample in SAMPLES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(sample);
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let project = Project::open(&folder, None).unwrap_or_else(|e| panic!("{e}"));
        let mut outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
        for code in PROFILES {
            outcome.dossier.authority.office.profile = code.into();
            let outputs = pipeline::report(&project, &outcome, Sources::Said, scratch.path()).unwrap_or_else(|e| panic!("{e}"));
            let report = outputs.into_iter().find(|(name, _)| name == "bao-cao.docx").expect("a report");
            made.push((format!("{sample}-{code}"), report.1));
        }
    }
    let desk = Desk::open();
    for code in PROFILES {
        for document in ["report", "letter", "other", "decision"] {
            made.push((format!("{document}-{code}"), desk.bytes(document, code, built_in(code))));
        }
    }
    made
}

/// `cargo test --test it resaved -- --ignored`
#[test]
#[ignore = "needs LibreOffice (soffice), and minutes"]
fn a_document_saved_again_keeps_pages_words_and_form() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let documents = documents();
    let write = |(name, bytes): &(String, Vec<u8>)| {
        let path = scratch.path().join(name).with_extension("docx");
        fs::write(&path, bytes).expect("writes");
        path
    };
    let originals: Vec<PathBuf> = documents.iter().map(write).collect();
    let resaved = convert(scratch.path(), "docx:MS Word 2007 XML", "again", &originals);
    let printed = convert(scratch.path(), "pdf", "printed", &originals);
    let printed_again = convert(scratch.path(), "pdf", "printed-again", &resaved);
    let mut wrong = Vec::new();
    for (at, (name, bytes)) in documents.iter().enumerate() {
        let again = fs::read(&resaved[at]).unwrap_or_else(|e| panic!("{name}: {e}"));
        let (before, after) = (pages(&printed[at]), pages(&printed_again[at]));
        if before != after || before == 0 {
            wrong.push(format!("{name}: {before} pages, {after} when saved again"));
        }
        let found = differences(&facts(&Package::read(bytes)), &facts(&Package::read(&again)));
        wrong.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
