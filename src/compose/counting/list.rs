//! The list sheet as formulas see it: what its columns hold, which rows fit, and how that is said in A1 notation.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::formula::letters;

/// What a cell must hold (điều kiện).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// This text and no other.
    Is(String),
    /// Anything.
    Filled,
    /// Nothing.
    Blank,
    /// A number above nought.
    AboveNought,
    /// This name, alone or among others: "cơ sở, huyện".
    Names(String),
    /// Any of these within its text: the years of a sub-period.
    Any(Vec<String>),
}

/// A column and what its cells must hold.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    /// The column's number.
    pub(super) column: usize,
    /// What its cells must hold.
    pub(super) test: Test,
    /// The cell of the formula's own row that says the same text: "$B{row}".
    pub(super) beside: Option<String>,
}

/// How often a row that fits counts.
#[derive(Debug, Clone)]
pub(super) enum Times {
    /// Once.
    Once,
    /// As often as its cell has entries, "2016, 2018" twice.
    Entries(usize),
    /// As often as its cell has one of these texts, all of one length.
    Mentions(usize, Vec<String>),
}

/// What is counted: the rows that fit any of the alternatives, no row fitting two.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// Conditions that hold together.
    pub(super) alternatives: Vec<Vec<Condition>>,
    /// How often a row counts.
    pub(super) times: Times,
}

/// A column: its distinct texts in small letters, and which of them each row has.
#[derive(Debug, Default)]
struct Column {
    texts: Vec<String>,
    rows: Vec<usize>,
}

/// The list sheet.
#[derive(Debug)]
pub(super) struct List {
    sheet: String,
    keys: Vec<String>,
    columns: Vec<Column>,
    count: usize,
}

impl List {
    /// A list of `count` rows on a sheet; `text` gives the text of a row's cell by the key of its column. `None` where no
    /// formula could name the sheet.
    pub(super) fn new(sheet: &str, keys: &[String], count: usize, text: impl Fn(usize, &str) -> String) -> Option<Self> {
        if sheet.contains(['{', '}', '|']) {
            return None;
        }
        let column = |key: &String| {
            let mut known: BTreeMap<String, usize> = BTreeMap::new();
            let number = |row| {
                let next = known.len();
                *known.entry(text(row, key).trim().to_lowercase()).or_insert(next)
            };
            let rows = (0..count).map(number).collect();
            let mut texts = vec![String::new(); known.len()];
            for (text, number) in known {
                texts[number] = text;
            }
            Column { texts, rows }
        };
        Some(Self { sheet: sheet.to_owned(), keys: keys.to_vec(), columns: keys.iter().map(column).collect(), count })
    }

    /// How many rows it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The column that shows a value, if there is one.
    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| known == key)
    }

    /// What a tally gives, as a spreadsheet counts it; `None` where one of its texts means something else to it.
    pub(super) fn evaluate(&self, tally: &Tally) -> Option<u64> {
        let mut sum = 0;
        for conditions in &tally.alternatives {
            let fits: Vec<(&Column, Vec<bool>)> = conditions.iter().map(|c| self.fitting(c)).collect::<Option<_>>()?;
            let times = self.times(&tally.times);
            for row in 0..self.count {
                if fits.iter().all(|(column, fits)| fits[column.rows[row]]) {
                    sum += times.as_ref().map_or(1, |(column, times)| times[column.rows[row]]);
                }
            }
        }
        Some(sum)
    }

    /// Which of a column's texts fit.
    fn fitting(&self, condition: &Condition) -> Option<(&Column, Vec<bool>)> {
        let column = self.columns.get(condition.column)?;
        let small = |text: &String| text.trim().to_lowercase();
        let fits = |test: &dyn Fn(&String) -> bool| column.texts.iter().map(test).collect();
        let fitting = match &condition.test {
            Test::Is(text) => fits(&|known| *known == small(text)),
            Test::Filled => fits(&|known| !known.is_empty()),
            Test::Blank => fits(&String::is_empty),
            Test::AboveNought => fits(&|known| known.parse::<u64>().is_ok_and(|n| n > 0)),
            Test::Names(text) => fits(&|known| known.contains(&small(text))),
            Test::Any(texts) => fits(&|known| texts.iter().any(|text| known.contains(&small(text)))),
        };
        is_plain(&condition.test).then_some((column, fitting))
    }

    /// How often each of a column's texts counts.
    fn times(&self, times: &Times) -> Option<(&Column, Vec<u64>)> {
        let each = |column: usize, count: &dyn Fn(&String) -> usize| {
            let column = &self.columns[column];
            (column, column.texts.iter().map(|text| count(text) as u64).collect())
        };
        match times {
            Times::Once => None,
            Times::Entries(column) => Some(each(*column, &|text| text.matches(',').count() + 1)),
            Times::Mentions(column, words) => {
                let mentions = |text: &String| words.iter().map(|word| text.matches(&word.to_lowercase()).count()).sum();
                Some(each(*column, &mentions))
            }
        }
    }

    /// The formula, without "=".
    pub(super) fn expression(&self, tally: &Tally) -> String {
        let sum = tally.alternatives.iter().map(|conditions| self.term(conditions, &tally.times));
        sum.collect::<Vec<_>>().join("+")
    }

    fn term(&self, conditions: &[Condition], times: &Times) -> String {
        let is_simple = matches!(times, Times::Once) && !conditions.iter().any(|c| matches!(c.test, Test::Any(_)));
        if is_simple {
            let pairs = conditions.iter().map(|c| format!("{},{}", self.range(c.column), criterion(c)));
            return format!("COUNTIFS({})", pairs.collect::<Vec<_>>().join(","));
        }
        let mut factors: Vec<String> = conditions.iter().map(|c| self.factor(c)).collect();
        factors.extend(self.repeated(times));
        let product = factors.join("*");
        if factors.len() == 1 { format!("SUMPRODUCT(--{product})") } else { format!("SUMPRODUCT({product})") }
    }

    /// A condition as true or false for each row.
    fn factor(&self, condition: &Condition) -> String {
        let range = self.range(condition.column);
        match (&condition.test, &condition.beside) {
            (Test::Is(_), Some(cell)) => format!("({range}={cell})"),
            (Test::Is(text), None) => format!("({range}=\"{text}\")"),
            (Test::Filled, _) => format!("({range}<>\"\")"),
            (Test::Blank, _) => format!("({range}=\"\")"),
            (Test::AboveNought, _) => format!("({range}>0)"),
            (Test::Names(text), _) => format!("ISNUMBER(SEARCH(\"{text}\",{range}))"),
            (Test::Any(texts), _) => {
                let found = texts.iter().map(|text| format!("ISNUMBER(SEARCH(\"{text}\",{range}))"));
                format!("({}>0)", found.collect::<Vec<_>>().join("+"))
            }
        }
    }

    /// How often each row counts.
    fn repeated(&self, times: &Times) -> Option<String> {
        match times {
            Times::Once => None,
            Times::Entries(column) => {
                let range = self.range(*column);
                Some(format!("(LEN({range})-LEN(SUBSTITUTE({range},\",\",\"\"))+1)"))
            }
            Times::Mentions(column, words) => {
                let range = self.range(*column);
                let mut sum = String::new();
                for word in words {
                    let sign = if sum.is_empty() { "" } else { "+" };
                    let _ = write!(sum, "{sign}LEN({range})-LEN(SUBSTITUTE({range},\"{word}\",\"\"))");
                }
                let length = words.first().map_or(1, |word| word.chars().count());
                Some(format!("({sum})/{length}"))
            }
        }
    }

    /// A column over the list's records; the writer knows on which rows they stand.
    fn range(&self, column: usize) -> String {
        format!("{{of {}|{}}}", self.sheet, letters(column))
    }
}

/// The criterion of COUNTIFS.
fn criterion(condition: &Condition) -> String {
    match (&condition.test, &condition.beside) {
        (Test::Is(_), Some(cell)) => cell.clone(),
        (Test::Is(text), None) => format!("\"{text}\""),
        (Test::Filled, _) => "\"<>\"".to_owned(),
        (Test::Blank, _) => "\"=\"".to_owned(),
        (Test::AboveNought, _) => "\">0\"".to_owned(),
        (Test::Names(text), _) => format!("\"*{text}*\""),
        // Never in COUNTIFS, which knows no "or".
        (Test::Any(_), _) => "\"\"".to_owned(),
    }
}

/// Longest text that a criterion may be.
const LONGEST: usize = 250;

/// Do a test's texts stand for themselves? `*`, `?` and `~` are wildcards, `<5` and `=a` comparisons.
fn is_plain(what: &Test) -> bool {
    let plain = |text: &String| {
        let length = text.chars().count();
        (1..=LONGEST).contains(&length)
            && !text.starts_with(['<', '>', '='])
            && !text.contains(['*', '?', '~', '"', '{', '}'])
            && !text.contains(char::is_control)
    };
    match what {
        Test::Is(text) | Test::Names(text) => plain(text),
        Test::Any(texts) => !texts.is_empty() && texts.iter().all(plain),
        Test::Filled | Test::Blank | Test::AboveNought => true,
    }
}
