//! The integration tests: one binary, a module a subject.

mod conferences;
mod figures;
mod floors;
mod formats;
mod layouts;
mod rules;
mod runs;
mod support;
