//! Fixtures of layouts: a sheet in, its records out.
#![expect(clippy::unwrap_used, reason = "a fixture that does not read is a failed test")]

mod fixture;
mod hostile;
mod lists;
mod senders;
mod summaries;
mod tables;
mod workbook;
