//! The command line (floor 4): one verb a file; the only place that prints or knows clap.

mod accept;
mod args;
mod check;
mod commend;
mod console;
mod explain;
mod forms;
mod init;
mod read_apart;
mod report;
mod returns;
mod seal;
mod template;
mod verify_seal;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Parsed, Verb};

/// Exit status: nothing to fix.
const CLEAN: u8 = 0;
/// Exit status: at least one must-fix finding stands.
const MUST_FIX: u8 = 1;
/// Exit status: a seal and its workspace differ.
const DIFFERS: u8 = 1;
/// Exit status: tongket could not run.
const FAILED: u8 = 2;

/// Runs the program: 0 nothing to fix, 1 a must-fix finding stands, 2 could not run.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let verb = match args::parse(args) {
        Parsed::Verb(verb) => verb,
        Parsed::Help(text) => {
            console::out(&text);
            return ExitCode::from(CLEAN);
        }
        Parsed::Fault(text) => {
            console::note(&text);
            return ExitCode::from(FAILED);
        }
    };
    let result = match verb {
        Verb::Report(args) => report::run(&args),
        Verb::Commend(args) => commend::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Forms(args) => forms::run(&args),
        Verb::Why(args) => why::run(&args),
        Verb::Accept(args) => accept::run(&args),
        Verb::Init(args) => init::run(&args),
        Verb::Seal(args) => seal::run(&args),
        Verb::VerifySeal(args) => verify_seal::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Template(args) => template::run(&args),
        Verb::ReadApart(args) => Ok(read_apart::run(&args)),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            console::error(&error);
            ExitCode::from(FAILED)
        }
    }
}
