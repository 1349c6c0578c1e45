//! `commend`: the commendation lists for printing.

use crate::error::Error;
use crate::pipeline;

use super::args::CommendArgs;
use super::{CLEAN, MUST_FIX, console, report};

pub(super) fn run(args: &CommendArgs) -> Result<u8, Error> {
    let (project, outcome) = report::load(&args.workspace, args.is_final)?;
    if args.is_final && outcome.must_fix() {
        console::note(&report::refusal(&outcome, &project));
        return Ok(MUST_FIX);
    }
    if outcome.dossier.awards.is_empty() {
        console::out("Các biểu đã nộp không có dòng khen thưởng nào (Biểu 2), nên không có danh sách để lập.");
        return Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN });
    }
    let outputs = pipeline::commend(&project, &outcome, &std::env::temp_dir())?;
    let written = report::save(&project, &outputs)?;
    console::out(&report::closing(&project, &outcome, &written));
    Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN })
}
