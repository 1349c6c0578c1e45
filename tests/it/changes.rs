//! A thousand single cells changed as life changes them, in clean conferences: each change is found at its cell by a fitting
//! rule, with at most two findings, or nothing in the submissions contradicts it. There is no third class.
//!
//! What contradicts what is said by the [`calculator`](crate::conference::calculator), which knows nothing of the rules.

mod kinds;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tongket::model::{Finding, Origin, Reading, Severity};
use tongket::project::Project;
use tongket::{assemble, ingest, rules};

use crate::conference::World;
use crate::conference::books::{Book, Role, Sheet};
use crate::conference::calculator::contradictions;
use crate::conference::random::world;
use crate::dice::Dice;
use crate::support::Case;
use kinds::Kind;

/// A change may make so many findings.
const MOST: usize = 2;

/// A conference in memory.
struct Stage {
    seed: u64,
    world: World,
    books: Vec<Book>,
    project: Project,
    readings: Vec<Reading>,
    clean: Vec<Finding>,
}

impl Stage {
    fn new(seed: u64) -> Self {
        let world = world(seed, true);
        let folder = tempfile::tempdir().expect("a folder");
        let case = Case { toml: world.toml.clone(), csv: Some(world.csv.clone()), ..Case::default() };
        case.write_to(folder.path());
        let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
        let books = world.books();
        let mut stage = Self { seed, world, books, project, readings: Vec::new(), clean: Vec::new() };
        stage.readings = (0..stage.books.len()).map(|at| stage.read(at, &stage.books[at])).collect();
        stage.clean = stage.check(stage.readings.clone());
        let wrong = contradictions(&stage.world, &stage.books);
        assert!(wrong.is_empty(), "hội nghị {seed} tự mâu thuẫn: {wrong:?}");
        stage
    }

    /// Writes the conference with its changed books, for a look at what the program makes of it.
    fn keep(&self, books: &[Book]) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hoi-nghi-{}", self.seed));
        drop(fs::remove_dir_all(&folder));
        Case { toml: self.world.toml.clone(), csv: Some(self.world.csv.clone()), ..Case::default() }.write_to(&folder);
        for book in books {
            let path = folder.join(&book.path);
            fs::create_dir_all(path.parent().expect("its folder")).expect("makes a folder");
            fs::write(path, book.bytes()).expect("writes a workbook");
        }
        folder
    }

    fn read(&self, at: usize, book: &Book) -> Reading {
        let file = u32::try_from(at).expect("few files");
        ingest::Reader::new(&self.project.authority, &self.project.units).read(&book.path, file, &book.bytes())
    }

    fn check(&self, readings: Vec<Reading>) -> Vec<Finding> {
        let dossier = assemble::dossier(self.project.authority.clone(), self.project.units.clone(), readings);
        rules::check(&dossier, false)
    }

    /// The findings that a change of one book makes.
    fn findings(&self, at: usize, book: &Book) -> Vec<Finding> {
        let mut readings = self.readings.clone();
        readings[at] = self.read(at, book);
        let mut found = self.check(readings);
        found.retain(|new| {
            let known = |old: &Finding| {
                let notes = old.severity == Severity::Note && new.severity == Severity::Note;
                old == new
                    || (notes && old.code == new.code && old.at.map(|a| (a.file, a.sheet)) == new.at.map(|a| (a.file, a.sheet)))
            };
            !self.clean.iter().any(known)
        });
        found
    }
}

/// Where a change was made.
struct Place<'a> {
    file: u32,
    sheet: u16,
    row: u32,
    col: u16,
    table: &'a Sheet,
}

impl Place<'_> {
    /// Is it the place, or within it? A range in the ordinal column names whole rows.
    fn is_at(&self, place: Origin) -> bool {
        let Some(first) = place.cell.filter(|_| (place.file, place.sheet) == (self.file, Some(self.sheet))) else { return false };
        let last = place.to.unwrap_or(first);
        let rows = (first.row..=last.row).contains(&self.row);
        let index = self.table.roles.get(usize::from(first.col)) == Some(&Role::Index) && place.to.is_some();
        rows && ((first.col..=last.col).contains(&self.col) || index)
    }
}

#[derive(Default)]
struct Tally {
    found: usize,
    single: usize,
    faults: Vec<String>,
}

fn told(stage: &Stage, finding: &Finding) -> String {
    let place = finding.at.map_or_else(String::new, |at| {
        let book = &stage.books[at.file as usize];
        let sheet = at.sheet.map_or("", |s| book.sheets[usize::from(s)].name.as_str());
        format!("{} {sheet} {}", book.path, at.a1().unwrap_or_default())
    });
    let related = finding.related.iter().filter_map(Origin::a1).collect::<Vec<_>>().join(" ");
    format!("[{}] {place}: {} ({related})", finding.code, finding.message)
}

fn change(stage: &Stage, kind: Kind, dice: &mut Dice, tally: &mut Tally) -> bool {
    let at = dice.below(stage.books.len());
    let sheet = dice.below(stage.books[at].sheets.len());
    let table = &stage.books[at].sheets[sheet];
    let row = dice.below(table.rows.len());
    let col = dice.below(table.rows[row].1.len());
    let Some(new) = kind.changed(&stage.world, table, row, col, dice) else { return false };
    let mut books = stage.books.clone();
    let old = std::mem::replace(&mut books[at].sheets[sheet].rows[row].1[col], new.clone());
    let wrong = contradictions(&stage.world, &books);
    let found = stage.findings(at, &books[at]);
    let place = Place {
        file: u32::try_from(at).expect("few files"),
        sheet: u16::try_from(sheet).expect("few sheets"),
        row: u32::try_from(row).expect("few rows"),
        col: u16::try_from(col).expect("few columns"),
        table,
    };
    let fitting: Vec<&str> = wrong.iter().flat_map(|c| c.rules).copied().collect();
    let hit = |f: &Finding| fitting.contains(&f.code) && (f.at.iter().chain(&f.related)).any(|p| place.is_at(*p));
    let why = if wrong.is_empty() && found.is_empty() {
        tally.single += 1;
        return true;
    } else if wrong.is_empty() {
        "báo nhầm"
    } else if found.len() > MOST {
        "quá nhiều phát hiện"
    } else if found.iter().any(hit) {
        tally.found += 1;
        return true;
    } else if found.is_empty() {
        "bỏ sót"
    } else {
        "sai chỗ"
    };
    let reasons: Vec<String> = wrong.iter().take(3).map(|c| format!("{:?} {}", c.rules, c.why)).collect();
    let findings: Vec<String> = found.iter().take(6).map(|f| told(stage, f)).collect();
    let cell = Origin::cell(place.file, place.sheet, place.row, place.col).a1().unwrap_or_default();
    tally.faults.push(format!(
        "{why} ({}): hội nghị {}, {} {} {cell} {:?} {:?} → {:?}\n      {}\n      {}\n      {}",
        found.len(),
        stage.seed,
        stage.books[at].path,
        table.name,
        table.roles.get(col),
        old.shown(),
        new.shown(),
        reasons.join("; "),
        findings.join("\n      "),
        stage.keep(&books).display()
    ));
    true
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "the run prints its tally")]
fn no_third_class(seed: u64, conferences: u64, count: usize) {
    let stages: Vec<Stage> = (1..=conferences).map(|n| Stage::new(seed * 1000 + n)).collect();
    let mut dice = Dice(seed);
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut done = 0;
    while done < count {
        let (kind, _) = dice.pick(&Kind::ALL);
        let stage = &stages[dice.below(stages.len())];
        let tally = tallies.entry(kind).or_default();
        if (0..400).any(|_| change(stage, kind, &mut dice, tally)) {
            done += 1;
        }
    }
    let (mut table, mut faults) = (String::new(), String::new());
    for (kind, name) in Kind::ALL {
        let Some(tally) = tallies.get(&kind) else { continue };
        let _ = writeln!(
            table,
            "{name:32} tìm thấy {:4}, chỉ một nguồn {:4}, sai {:4}",
            tally.found,
            tally.single,
            tally.faults.len()
        );
        for fault in &tally.faults {
            let _ = writeln!(faults, "  {name}: {fault}");
        }
    }
    println!("{table}");
    assert!(faults.is_empty(), "{faults}\n{table}");
}

/// Another thousand: `HAT_GIONG=31 cargo test --test it a_thousand -- --nocapture`.
#[test]
fn a_thousand_single_changes_are_found_or_contradict_nothing() {
    let seed = std::env::var("HAT_GIONG").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    no_third_class(seed, 100, 1000);
}
