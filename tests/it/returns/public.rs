//! Any workbooks at hand, to be looked at by other programs: see `tests/workbooks/README.md`.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tongket::model::Severity;
use tongket::returns::{self, Request};

use super::fault;

/// `TONGKET_MARKS` names a list: a line a cell, `path<TAB>sheet<TAB>row<TAB>column`, places from 0. The marked copies go into the
/// folder `TONGKET_OUT`, with what became of each.
#[test]
#[ignore = "marks workbooks named by the environment"]
fn mark_the_workbooks_of_a_list() {
    let list = fs::read_to_string(env::var("TONGKET_MARKS").expect("TONGKET_MARKS")).expect("the list");
    let out = env::var("TONGKET_OUT").expect("TONGKET_OUT");
    let mut said = String::new();
    let mut lines = list.lines().peekable();
    while let Some(first) = lines.next() {
        let path = first.split('\t').next().expect("a path");
        let mut faults = Vec::new();
        let mut take = |line: &str| {
            let numbers: Vec<u32> = line.split('\t').skip(1).map(|n| n.parse().expect("a number")).collect();
            let mut fault = fault(numbers[0].try_into().expect("a sheet"), numbers[1], numbers[2].try_into().expect("a column"));
            if faults.len() % 2 == 1 {
                fault.severity = Severity::Review;
            }
            faults.push(fault);
        };
        take(first);
        while let Some(line) = lines.next_if(|line| line.split('\t').next() == Some(path)) {
            take(line);
        }
        let bytes = fs::read(path).expect("the workbook");
        let name = path.trim_start_matches('/').replace('/', "+");
        match returns::marked(&bytes, &Request { faults: &faults, ..Request::default() }) {
            Ok(copy) => {
                fs::write(Path::new(&out).join(&name), copy).expect("writes");
                let _ = writeln!(said, "{path}\t{name}\tmarked");
            }
            Err(refusal) => {
                let _ = writeln!(said, "{path}\t{name}\t{refusal:?}");
            }
        }
    }
    fs::write(Path::new(&out).join("outcome.tsv"), said).expect("writes");
}
