//! The integration tests: one binary, a module a subject.

mod changes;
mod clean;
mod collected;
mod composed;
mod conference;
mod conferences;
mod crafted;
mod dice;
mod figures;
mod floors;
mod formats;
mod hazards;
mod invariants;
mod kept;
mod layouts;
mod mistakes;
mod mutations;
mod planted;
mod reorganised;
mod returns;
mod rules;
mod runs;
mod support;
mod trace;
