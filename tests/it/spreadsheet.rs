//! A small spreadsheet program of our own: reads a written workbook and works its formulas out again, as Excel and
//! `LibreOffice` would, without looking at the cached results.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};

/// A cell, or what a part of a formula gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Number(f64),
    Text(String),
    Truth(bool),
    /// Of a range: row by row.
    Many(Vec<Cell>),
}

/// Sheet, row and column from 0.
pub type At = (String, u32, u32);

/// A workbook's cells: values, and formulas apart.
pub struct Book {
    pub cells: BTreeMap<At, Cell>,
    pub formulas: BTreeMap<At, String>,
    pub cached: BTreeMap<At, Cell>,
}

impl Book {
    pub fn read(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
        let (mut cells, mut formulas, mut cached) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for sheet in book.sheet_names() {
            let values = book.worksheet_range(&sheet).expect("a sheet");
            let (top, left) = values.start().unwrap_or_default();
            for (row, column, value) in values.used_cells() {
                let at = (sheet.clone(), top + number(row), left + number(column));
                cells.insert(at, cell(value));
            }
            let written = book.worksheet_formula(&sheet).expect("formulas");
            let (top, left) = written.start().unwrap_or_default();
            for (row, column, formula) in written.used_cells().filter(|(.., formula)| !formula.is_empty()) {
                let at = (sheet.clone(), top + number(row), left + number(column));
                cached.insert(at.clone(), cells.remove(&at).unwrap_or(Cell::Empty));
                formulas.insert(at, formula.clone());
            }
        }
        Self { cells, formulas, cached }
    }

    /// What a cell shows now.
    pub fn value(&self, at: &At) -> Cell {
        match self.formulas.get(at) {
            Some(formula) => {
                let mut parser = Parser { book: self, sheet: &at.0, rest: formula };
                let value = parser.comparison();
                assert_eq!(parser.rest, "", "all of {formula} is read");
                value
            }
            None => self.cells.get(at).cloned().unwrap_or(Cell::Empty),
        }
    }

    /// Formulas whose value is not the result they were written with.
    pub fn differences(&self) -> Vec<String> {
        let differ = self.formulas.iter().filter_map(|(at, formula)| {
            let (now, cached) = (self.value(at), &self.cached[at]);
            let same = match (&now, cached) {
                (Cell::Number(a), Cell::Number(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            (!same).then(|| format!("{at:?}: {formula} gives {now:?}, written {cached:?}"))
        });
        differ.collect()
    }

    /// The first cell of a sheet with this text.
    pub fn find(&self, sheet: &str, text: &str) -> At {
        let is_it = |(at, cell): &(&At, &Cell)| at.0 == sheet && **cell == Cell::Text(text.to_owned());
        self.cells.iter().find(is_it).unwrap_or_else(|| panic!("no “{text}” on {sheet}")).0.clone()
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("small")
}

fn cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Bool(truth) => Cell::Truth(*truth),
        Data::Float(n) => Cell::Number(*n),
        Data::Int(n) => Cell::Number(f64::from(i32::try_from(*n).expect("small"))),
        other => panic!("{other:?}"),
    }
}

struct Parser<'a> {
    book: &'a Book,
    sheet: &'a str,
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn takes(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let at = self.rest.find(end).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(at);
        self.rest = rest;
        taken
    }

    fn comparison(&mut self) -> Cell {
        let mut left = self.sum();
        loop {
            let operator = match self.rest.as_bytes() {
                [b'<', b'>', ..] => "<>",
                [b'=', ..] => "=",
                [b'>', ..] => ">",
                _ => return left,
            };
            assert!(self.takes(operator));
            let right = self.sum();
            left = each(&left, &right, &|a, b| {
                Cell::Truth(match operator {
                    "=" => equal(a, b),
                    "<>" => !equal(a, b),
                    _ => matches!((a, b), (Cell::Number(a), Cell::Number(b)) if a > b),
                })
            });
        }
    }

    fn sum(&mut self) -> Cell {
        let mut left = self.product();
        loop {
            let sign = match self.rest.as_bytes().first() {
                Some(b'+') => 1.0,
                Some(b'-') => -1.0,
                _ => return left,
            };
            self.rest = &self.rest[1..];
            let right = self.product();
            left = each(&left, &right, &|a, b| Cell::Number(amount(a) + sign * amount(b)));
        }
    }

    fn product(&mut self) -> Cell {
        let mut left = self.part();
        loop {
            if self.takes("*") {
                left = each(&left, &self.part(), &|a, b| Cell::Number(amount(a) * amount(b)));
            } else if self.takes("/") {
                left = each(&left, &self.part(), &|a, b| Cell::Number(amount(a) / amount(b)));
            } else {
                return left;
            }
        }
    }

    fn part(&mut self) -> Cell {
        if self.takes("-") {
            return each(&self.part(), &Cell::Empty, &|a, _| Cell::Number(-amount(a)));
        }
        if self.takes("(") {
            let inner = self.comparison();
            assert!(self.takes(")"), "a bracket before {}", self.rest);
            return inner;
        }
        if self.takes("\"") {
            let text = self.until(|c| c == '"');
            assert!(self.takes("\""));
            return Cell::Text(text.to_owned());
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Cell::Number(self.until(|c| !(c.is_ascii_digit() || c == '.')).parse().expect("a number"));
        }
        let mut sheet = self.sheet.to_owned();
        if self.takes("'") {
            let name = self.until(|c| c == '\'');
            assert!(self.takes("'!"), "a sheet before {}", self.rest);
            name.clone_into(&mut sheet);
        }
        let name = self.until(|c| !(c.is_ascii_alphanumeric() || c == '$'));
        if self.takes("(") {
            let mut arguments = Vec::new();
            while !self.takes(")") {
                arguments.push(self.comparison());
                self.takes(",");
            }
            return call(name, &arguments);
        }
        let (row, column) = address(name);
        if !self.takes(":") {
            return self.book.value(&(sheet, row, column));
        }
        let (last_row, last_column) = address(self.until(|c| !(c.is_ascii_alphanumeric() || c == '$')));
        let rows = (row..=last_row).flat_map(|row| (column..=last_column).map(move |column| (row, column)));
        Cell::Many(rows.map(|(row, column)| self.book.value(&(sheet.clone(), row, column))).collect())
    }
}

/// "$H$8" → row 7, column 7.
fn address(text: &str) -> (u32, u32) {
    let plain = text.replace('$', "");
    let digits = plain.find(|c: char| c.is_ascii_digit()).unwrap_or_else(|| panic!("“{text}” is no cell"));
    let column = plain[..digits].bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (plain[digits..].parse::<u32>().expect("a row") - 1, column - 1)
}

fn each(a: &Cell, b: &Cell, of: &dyn Fn(&Cell, &Cell) -> Cell) -> Cell {
    match (a, b) {
        (Cell::Many(a), Cell::Many(b)) => {
            assert_eq!(a.len(), b.len(), "ranges of one length");
            Cell::Many(a.iter().zip(b).map(|(a, b)| of(a, b)).collect())
        }
        (Cell::Many(a), b) => Cell::Many(a.iter().map(|a| of(a, b)).collect()),
        (a, Cell::Many(b)) => Cell::Many(b.iter().map(|b| of(a, b)).collect()),
        (a, b) => of(a, b),
    }
}

fn amount(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(n) => *n,
        Cell::Truth(true) => 1.0,
        Cell::Truth(false) | Cell::Empty => 0.0,
        other => panic!("{other:?} is no number"),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_lowercase(),
        Cell::Number(n) => n.to_string(),
        other => panic!("{other:?} is no text"),
    }
}

fn equal(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Number(a), Cell::Number(b)) => (a - b).abs() < 1e-12,
        (a, b) => text(a) == text(b),
    }
}

/// Does a cell meet a criterion of COUNTIFS?
fn meets(cell: &Cell, criterion: &Cell) -> bool {
    let wanted = text(criterion);
    match wanted.as_str() {
        "<>" => *cell != Cell::Empty,
        "=" => *cell == Cell::Empty,
        ">0" => matches!(cell, Cell::Number(n) if *n > 0.0),
        _ => match wanted.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')) {
            Some(part) => matches!(cell, Cell::Text(_)) && text(cell).contains(part),
            None => !wanted.contains(['*', '?']) && *cell != Cell::Empty && text(cell) == wanted,
        },
    }
}

fn many(cell: &Cell) -> &[Cell] {
    match cell {
        Cell::Many(cells) => cells,
        one => std::slice::from_ref(one),
    }
}

fn call(name: &str, arguments: &[Cell]) -> Cell {
    let first = &arguments[0];
    let numbers = |cells: &[Cell]| cells.iter().filter(|cell| matches!(cell, Cell::Number(_))).map(amount).sum::<f64>();
    match name {
        "SUM" => Cell::Number(arguments.iter().map(|cells| numbers(many(cells))).sum()),
        "SUMPRODUCT" => Cell::Number(many(first).iter().map(amount).sum()),
        "COUNTIFS" => {
            let fits = |row: &usize| arguments.chunks(2).all(|pair| meets(&many(&pair[0])[*row], &pair[1]));
            Cell::Number(f64::from(number((0..many(first).len()).filter(fits).count())))
        }
        "ROUND" => {
            let scale = 10_f64.powf(amount(&arguments[1]));
            Cell::Number((amount(first) * scale + 1e-9_f64.copysign(amount(first))).round() / scale)
        }
        "IF" => arguments[if amount(first) > 0.0 { 1 } else { 2 }].clone(),
        "OR" => Cell::Truth(arguments.iter().any(|cell| amount(cell) > 0.0)),
        "LEN" => each(first, &Cell::Empty, &|cell, _| Cell::Number(f64::from(number(text(cell).chars().count())))),
        "SUBSTITUTE" => {
            let (from, to) = (text(&arguments[1]), text(&arguments[2]));
            each(first, &Cell::Empty, &|cell, _| Cell::Text(text(cell).replace(&from, &to)))
        }
        "SEARCH" => each(&arguments[1], &Cell::Empty, &|cell, _| {
            text(cell).find(&text(first)).map_or(Cell::Empty, |at| Cell::Number(f64::from(number(at + 1))))
        }),
        "ISNUMBER" => each(first, &Cell::Empty, &|cell, _| Cell::Truth(matches!(cell, Cell::Number(_)))),
        other => panic!("{other} is not known here"),
    }
}
