//! Sheets between two processes, as compact JSON: what the child that opens a risky file hands back.
//!
//! The trap: the child may have been taken over by the file it read, so nothing is believed: places lie inside the sheet,
//! rows are in order, numbers are finite. Numbers travel as their bits, because JSON would round them.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::grid::{self, CellValue, Grid};
use super::sheet::{Budget, LAST_COL, LAST_ROW};
use crate::model::{Date, FileFault, Limits};

/// What is handed over.
#[derive(Serialize, Deserialize)]
enum Parcel {
    Sheets(Vec<Sheet>),
    Fault(Fault),
}

#[derive(Serialize, Deserialize)]
struct Sheet {
    name: String,
    hidden: bool,
    rows: Vec<(u32, Vec<(u16, Value)>)>,
    merges: Vec<(u32, u16, u32, u16)>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u16>,
    formulas: Vec<(u32, u16)>,
}

#[derive(Serialize, Deserialize)]
enum Value {
    #[serde(rename = "t")]
    Text(String),
    #[serde(rename = "n")]
    Number(u64),
    #[serde(rename = "p")]
    Percent(u64),
    #[serde(rename = "d")]
    Date(u16, u8, u8),
    #[serde(rename = "b")]
    Bool(bool),
    #[serde(rename = "e")]
    Error(String),
    #[serde(rename = "f")]
    NotCalculated(String),
}

/// The faults a reader in a child can find.
#[derive(Serialize, Deserialize)]
enum Fault {
    Empty,
    Damaged,
    Password,
    NotAWorkbook(String),
    UnsupportedFormat(String),
    OverLimit(String),
    Unreadable(String),
}

/// Writes what was found.
pub(super) fn hand_over(found: Result<&[Grid], &FileFault>, to: impl Write) -> io::Result<()> {
    let parcel = match found {
        Ok(grids) => Parcel::Sheets(grids.iter().map(sheet).collect()),
        Err(fault) => Parcel::Fault(match fault.clone() {
            FileFault::Empty => Fault::Empty,
            FileFault::Damaged => Fault::Damaged,
            FileFault::Password => Fault::Password,
            FileFault::NotAWorkbook(what) => Fault::NotAWorkbook(what),
            FileFault::UnsupportedFormat(what) => Fault::UnsupportedFormat(what),
            FileFault::OverLimit(what) => Fault::OverLimit(what),
            FileFault::Unreadable(what) => Fault::Unreadable(what),
        }),
    };
    let mut to = io::BufWriter::new(to);
    serde_json::to_writer(&mut to, &parcel)?;
    to.flush()
}

fn sheet(grid: &Grid) -> Sheet {
    let value = |value: &CellValue| match value {
        CellValue::Text(text) => Value::Text(text.to_string()),
        CellValue::Number { value, percent: false } => Value::Number(value.to_bits()),
        CellValue::Number { value, percent: true } => Value::Percent(value.to_bits()),
        CellValue::Date(date) => Value::Date(date.year, date.month, date.day),
        CellValue::Bool(value) => Value::Bool(*value),
        CellValue::Error(text) => Value::Error(text.clone()),
        CellValue::NotCalculated(text) => Value::NotCalculated(text.clone()),
    };
    let rows = grid.rows.iter().map(|(row, cells)| (*row, cells.iter().map(|(col, v)| (*col, value(v))).collect()));
    Sheet {
        name: grid.name.clone(),
        hidden: grid.hidden,
        rows: rows.collect(),
        merges: grid.merges.clone(),
        hidden_rows: grid.hidden_rows.clone(),
        hidden_cols: grid.hidden_cols.clone(),
        formulas: grid.formulas.clone(),
    }
}

/// Reads what another process found.
pub(super) fn take_over(from: impl Read, limits: &Limits) -> Result<Vec<Grid>, FileFault> {
    let parcel = serde_json::from_reader(io::BufReader::new(from)).map_err(|_| FileFault::Damaged)?;
    let mut budget = Budget::new(limits);
    match parcel {
        Parcel::Sheets(sheets) => sheets.into_iter().map(|sheet| grid(sheet, &mut budget)).collect(),
        Parcel::Fault(fault) => Err(match fault {
            Fault::Empty => FileFault::Empty,
            Fault::Damaged => FileFault::Damaged,
            Fault::Password => FileFault::Password,
            Fault::NotAWorkbook(what) => FileFault::NotAWorkbook(what),
            Fault::UnsupportedFormat(what) => FileFault::UnsupportedFormat(what),
            Fault::OverLimit(what) => FileFault::OverLimit(what),
            Fault::Unreadable(what) => FileFault::Unreadable(what),
        }),
    }
}

fn grid(sheet: Sheet, budget: &mut Budget) -> Result<Grid, FileFault> {
    let inside = |row: u32, col: u16| row <= LAST_ROW && col <= LAST_COL;
    let mut grid = Grid { name: sheet.name, hidden: sheet.hidden, ..Grid::default() };
    for (row, cells) in sheet.rows {
        let mut read = Vec::with_capacity(cells.len());
        for (col, value) in cells {
            if !inside(row, col) {
                return Err(FileFault::Damaged);
            }
            budget.take_cell()?;
            read.push((col, cell(value)?));
        }
        if grid.rows.insert(row, read).is_some() {
            return Err(FileFault::Damaged);
        }
    }
    grid::settle(&mut grid.rows)?;
    if sheet.merges.iter().any(|m| m.0 > m.2 || m.1 > m.3 || !inside(m.2, m.3)) {
        return Err(FileFault::Damaged);
    }
    grid.merges = sheet.merges;
    grid.hidden_rows = sheet.hidden_rows;
    grid.hidden_cols = sheet.hidden_cols;
    grid.formulas = sheet.formulas;
    Ok(grid)
}

fn cell(value: Value) -> Result<CellValue, FileFault> {
    Ok(match value {
        Value::Text(text) => grid::as_text(&text).ok_or(FileFault::Damaged)?,
        Value::Number(bits) => grid::number(f64::from_bits(bits), false),
        Value::Percent(bits) => grid::number(f64::from_bits(bits), true),
        Value::Date(year, month, day) => CellValue::Date(Date::new(year, month, day).ok_or(FileFault::Damaged)?),
        Value::Bool(value) => CellValue::Bool(value),
        Value::Error(text) => CellValue::Error(text),
        Value::NotCalculated(text) => CellValue::NotCalculated(text),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot make its sheets has failed")]

    use super::*;

    fn there_and_back(found: Result<&[Grid], &FileFault>) -> Result<Vec<Grid>, FileFault> {
        let mut bytes = Vec::new();
        hand_over(found, &mut bytes).unwrap();
        take_over(bytes.as_slice(), &Limits::default())
    }

    #[test]
    fn sheets_arrive_as_they_were() {
        let cells = vec![
            (0, CellValue::Text("Dân vận khéo".into())),
            (1, CellValue::Number { value: 0.1 + 0.2, percent: true }),
            (2, CellValue::Date(Date { year: 2020, month: 8, day: 21 })),
            (3, CellValue::Bool(true)),
            (4, CellValue::Error("#REF!".to_owned())),
            (5, CellValue::NotCalculated("=SUM(A1:A9)".to_owned())),
            (16_383, CellValue::Number { value: 1e300, percent: false }),
        ];
        let grid = Grid {
            name: "Biểu 1".to_owned(),
            hidden: true,
            rows: [(1_048_575, cells)].into(),
            merges: vec![(0, 0, 1, 2)],
            hidden_rows: vec![1_048_575],
            hidden_cols: vec![5],
            formulas: vec![(1_048_575, 5)],
            ..Grid::default()
        };
        let arrived = there_and_back(Ok(std::slice::from_ref(&grid))).unwrap();
        assert_eq!(format!("{:?}", arrived[0]), format!("{grid:?}"));
        let fault = FileFault::OverLimit("tệp nặng".to_owned());
        assert_eq!(there_and_back(Err(&fault)).unwrap_err(), fault);
    }

    #[test]
    fn what_makes_no_sense_is_damage() {
        let sheet = |rows: &str| {
            format!(
                r#"{{"Sheets":[{{"name":"a","hidden":false,"rows":[{rows}],"merges":[],"hidden_rows":[],"hidden_cols":[],"formulas":[]}}]}}"#
            )
        };
        let taken = |text: &str| take_over(text.as_bytes(), &Limits::default()).map(|grids| grids.len());
        assert_eq!(taken(&sheet(r#"[0,[[0,{"t":"x"}]]]"#)), Ok(1));
        for bad in [
            String::new(),
            "{}".to_owned(),
            "running 0 tests".to_owned(),
            sheet(r#"[1048576,[[0,{"t":"x"}]]]"#),
            sheet(r#"[0,[[16384,{"t":"x"}]]]"#),
            sheet(r#"[0,[[0,{"t":"x"}],[0,{"t":"y"}]]]"#),
            sheet(r#"[0,[[0,{"t":""}]]]"#),
            sheet(r#"[0,[[0,{"d":[2020,2,30]}]]]"#),
        ] {
            assert_eq!(taken(&bad), Err(FileFault::Damaged), "{bad}");
        }
    }
}
