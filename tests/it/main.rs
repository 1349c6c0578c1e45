//! The integration tests: one binary, a module a subject.

mod conferences;
mod crafted;
mod figures;
mod floors;
mod formats;
mod hazards;
mod kept;
mod layouts;
mod mutations;
mod returns;
mod rules;
mod runs;
mod support;
