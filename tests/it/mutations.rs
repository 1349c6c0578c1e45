//! Valid files changed at random, from a fixed seed: whatever comes of them, the program goes on.
//!
//! A few hundred run with every test. Twenty thousand of each format, as a release build, take some minutes:
//! `cargo test --release --test it twenty_thousand -- --ignored --nocapture`. A mutant that breaks something is
//! written to `target/tmp/`; a small one is then kept in `tests/workbooks/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tongket::ingest::Sheets;
use tongket::pipeline::{self, Outcome};
use tongket::project::Project;
use tongket::{assemble, ingest, rules, summarize, worker};

use crate::crafted::{Book, repacked, unpacked};
use crate::dice::Dice;

/// A mutant is read within this, whatever it is.
const LONGEST: Duration = Duration::from_secs(10);
/// Every so many, the documents are made too.
const WRITTEN: usize = 100;

/// Values that have broken readers before.
const VALUES: [&str; 24] = [
    "",
    "0",
    "-1",
    "1",
    "5.0",
    " 5 ",
    "65535",
    "65536",
    "1048577",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e999",
    "NaN",
    "A1",
    "XFD1048576",
    "ZZZZZZ99",
    "A1:XFD1048576",
    "B9:A1",
    "s",
    "inlineStr",
    "e",
    "shared",
    "\u{301}x\u{ad}?",
];
/// Pieces of markup that have no business where they are put.
const PIECES: [&str; 12] = [
    "<v>",
    "</v>",
    "<c>",
    "</c>",
    "<c r=\"A1\"><v>1</v></c>",
    "<row>",
    "</row>",
    "<!-- -->",
    "&#0;",
    "&x;",
    "<![CDATA[1]]>",
    "<is><t>x</t></is>",
];

/// One to three changes of the bytes, or of the parts of a package.
fn mutant(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(3) {
        bytes = match dice.below(8) {
            0 => flipped(bytes, dice),
            1 => cut(bytes, dice),
            _ if bytes.starts_with(b"PK") => {
                // A package already broken is only broken further.
                match unpacked(&bytes).filter(|parts| !parts.is_empty()) {
                    Some(parts) => repacked(&changed(parts, dice)).unwrap_or(bytes),
                    None => flipped(bytes, dice),
                }
            }
            _ => spliced(bytes, dice),
        };
    }
    bytes
}

fn flipped(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(16) {
        let at = dice.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << dice.below(8);
        }
    }
    bytes
}

fn cut(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let (at, end) = (dice.below(bytes.len()), dice.below(bytes.len()));
    if dice.below(2) == 0 {
        bytes.truncate(at);
    } else if at < end {
        bytes.drain(at..end.min(at + 600));
    }
    bytes
}

/// Numbers of two or four bytes set to values at the edge; a stretch copied elsewhere.
fn spliced(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let at = dice.below(bytes.len());
    match dice.below(3) {
        0 => {
            let edge = dice.pick(&[0_u32, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF]);
            let width = if dice.below(2) == 0 { 2 } else { 4 };
            bytes.iter_mut().skip(at).zip(edge.to_le_bytes()).take(width).for_each(|(byte, new)| *byte = new);
        }
        1 => {
            let from = dice.below(bytes.len());
            let piece: Vec<u8> = bytes.iter().skip(from).take(1 + dice.below(64)).copied().collect();
            bytes.splice(at..at, piece);
        }
        _ => {
            let piece = dice.pick(&PIECES).bytes();
            bytes.splice(at..at, piece);
        }
    }
    bytes
}

fn changed(mut parts: Vec<(String, Vec<u8>)>, dice: &mut Dice) -> Vec<(String, Vec<u8>)> {
    let (one, other) = (dice.below(parts.len()), dice.below(parts.len()));
    match dice.below(16) {
        0 => drop(parts.remove(one)),
        1 => {
            let content = std::mem::take(&mut parts[one].1);
            parts[one].1 = std::mem::replace(&mut parts[other].1, content);
        }
        2 => {
            let copy = (parts[one].0.to_uppercase(), parts[other].1.clone());
            parts.push(copy);
        }
        3 => parts[one].1.clear(),
        4 => parts[one].0.push('x'),
        _ => {
            // Most of what a reader believes stands in the larger parts.
            let place = (0..3).map(|_| dice.below(parts.len())).max_by_key(|i| parts[*i].1.len()).unwrap_or(one);
            let content = std::mem::take(&mut parts[place].1);
            parts[place].1 = match String::from_utf8(content) {
                Ok(text) => edited(text, dice).into_bytes(),
                Err(binary) => spliced(binary.into_bytes(), dice),
            };
        }
    }
    parts
}

/// A few changes of markup.
fn edited(mut text: String, dice: &mut Dice) -> String {
    for _ in 0..=dice.below(4) {
        let Some(tag) = span(&text, '<', '>', dice) else { return text };
        match dice.below(6) {
            0 => text.replace_range(tag, ""),
            1 => text.insert_str(tag.start, dice.pick(&PIECES)),
            2 => {
                let copy = text[tag.clone()].to_owned();
                let Some(to) = span(&text, '<', '>', dice) else { continue };
                text.insert_str(to.start, &copy);
            }
            3 => {
                // What stands between two tags.
                let end = text[tag.end..].find('<').map_or(text.len(), |n| tag.end + n);
                text.replace_range(tag.end..end, dice.pick(&VALUES));
            }
            4 => {
                let Some(other) = span(&text, '<', '>', dice) else { continue };
                let (a, b) = if tag.start < other.start { (tag, other) } else { (other, tag) };
                if a.end <= b.start {
                    let (first, second) = (text[a.clone()].to_owned(), text[b.clone()].to_owned());
                    text.replace_range(b, &first);
                    text.replace_range(a, &second);
                }
            }
            _ => {
                if let Some(value) = span(&text[tag.clone()], '"', '"', dice) {
                    let value = tag.start + value.start + 1..tag.start + value.end - 1;
                    text.replace_range(value, dice.pick(&VALUES));
                }
            }
        }
    }
    text
}

/// A stretch that begins and ends with these ASCII characters.
fn span(text: &str, open: char, close: char, dice: &mut Dice) -> Option<std::ops::Range<usize>> {
    let from = text.ceil_char_boundary(dice.below(text.len()));
    let start = text[from..].find(open).map(|n| from + n).or_else(|| text.find(open))?;
    let end = text[start + 1..].find(close)? + start + 2;
    Some(start..end)
}

struct Stage {
    project: Project,
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("hoi-nghi.toml"), "[hoi_nghi]\nky = \"2020\"\n[co_quan]\ndon_vi = \"Huyện Thử\"\n")
            .expect("writes");
        fs::write(folder.path().join("don-vi.csv"), "ten,cap,truc_thuoc,phai_nop\nHuyện Thử,huyen,,\nXã Một,co-so,Huyện Thử,x\n")
            .expect("writes");
        let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
        Self { project, folder }
    }

    /// The whole program over one file.
    fn run(&self, bytes: &[u8], write: bool) {
        let Project { authority, units, .. } = &self.project;
        let limits = &authority.limits;
        let program = Path::new(env!("CARGO_BIN_EXE_tongket"));
        let risky = ingest::is_risky(bytes);
        let sheets = if risky { worker::sheets(program, bytes, limits) } else { Sheets::open(bytes, limits) };
        let reading = ingest::Reader::new(authority, units).read_sheets("nop/x.xlsx", 0, sheets);
        let dossier = assemble::dossier(authority.clone(), units.clone(), vec![reading]);
        let findings = rules::check(&dossier, false);
        let summary = summarize::summary(&dossier, &findings);
        if write {
            let outcome = Outcome { dossier, findings, summary };
            pipeline::report(&self.project, &outcome, pipeline::Sources::Said, self.folder.path())
                .unwrap_or_else(|e| panic!("{e}"));
            pipeline::commend(&self.project, &outcome, self.folder.path()).unwrap_or_else(|e| panic!("{e}"));
            pipeline::papers(&self.project, &outcome, self.folder.path()).unwrap_or_else(|e| panic!("{e}"));
        }
    }
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "the run prints its tally")]
fn survives(format: &str, seeds: &[Vec<u8>], count: usize) {
    let stage = Stage::new();
    let mut dice = Dice(2020);
    let mut slowest = Duration::ZERO;
    for n in 0..count {
        let bytes = mutant(&seeds[dice.below(seeds.len())], &mut dice);
        let start = Instant::now();
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| stage.run(&bytes, n % WRITTEN == 0)));
        slowest = slowest.max(start.elapsed());
        if run.is_err() || start.elapsed() > LONGEST {
            let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("mutant-{n}.{format}"));
            fs::write(&kept, &bytes).expect("keeps the mutant");
            panic!("mutant {n} of {format} broke it after {:?}: {}", start.elapsed(), kept.display());
        }
    }
    println!("{format}: {count} mutants, slowest {slowest:?}");
}

fn kept(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/workbooks/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a kept workbook")
}

fn sample(path: &str) -> Vec<u8> {
    fs::read(format!("{}/sample-data/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a sample")
}

fn xlsx() -> Vec<Vec<u8>> {
    vec![
        Book::of("Xã Một").bytes(),
        Book::of("Xã Một").stored(),
        kept("openpyxl.xlsx"),
        kept("libreoffice.xlsx"),
        sample("kien-hai-2020/nop/hon-tre.xlsx"),
        sample("phuc-thanh-2016-2018/nop/pho-phuc-tan.xlsx"),
    ]
}

fn seeds(format: &str) -> Vec<Vec<u8>> {
    let names: &[&str] = match format {
        "xlsx" => return xlsx(),
        "xlsb" => return crate::layouts::clean_form(crate::layouts::Format::Xlsb),
        "xls" => &["xlwt.xls", "libreoffice.xls", "excel-5.xls"],
        "ods" => &["libreoffice.ods", "odfpy.ods"],
        "csv" => &["cham-phay.csv", "windows-1258.csv", "utf-16.txt"],
        "html" => &["libreoffice-html.xls", "trang-web.xls"],
        "xml" => &["excel-2003-xml.xls"],
        _ => &["word.docx"],
    };
    names.iter().map(|name| kept(&format!("formats/{name}"))).collect()
}

#[test]
fn some_hundred_mutants_do_no_harm() {
    survives("xlsx", &seeds("xlsx"), 300);
    for format in ["xls", "xlsb", "ods", "csv", "html", "xml", "docx"] {
        survives(format, &seeds(format), 60);
    }
}

#[test]
#[ignore = "takes minutes, and a release build"]
fn twenty_thousand_mutants_of_each_format_do_no_harm() {
    let only = std::env::var("DANG").ok();
    for format in ["xlsx", "xls", "xlsb", "ods", "csv", "html", "xml", "docx"] {
        if only.as_ref().is_none_or(|only| only == format) {
            survives(format, &seeds(format), 20_000);
        }
    }
}
