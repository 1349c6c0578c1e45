//! The integration tests: one binary, a module a subject.

mod conferences;
mod crafted;
mod figures;
mod floors;
mod layouts;
mod hazards;
mod mutations;
mod rules;
mod runs;
mod support;
