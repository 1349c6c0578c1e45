//! The hidden verb of a child process: one risky file on standard input, its sheets on standard output.

use crate::model::Limits;
use crate::worker;

use super::args::ReadApartArgs;
use super::{CLEAN, FAILED};

pub(super) fn run(args: &ReadApartArgs) -> u8 {
    let limits = Limits { cells: args.cells, unpacked_mib: args.unpacked_mib, memory_mib: args.memory_mib, ..Limits::default() };
    match worker::serve(&limits, std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => CLEAN,
        Err(_) => FAILED,
    }
}
