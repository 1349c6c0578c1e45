//! The thin binary: parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    tongket::cli::run(std::env::args_os())
}
