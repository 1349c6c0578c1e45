//! The patient colleague with a calculator: reads the forms of a conference again, cell by cell, and says what in them
//! contradicts what. Written from the meaning of the forms, without a look at the program's rules.

mod compare;
mod read;
mod recognitions;
mod rows;

use super::World;
use super::books::Book;

/// A contradiction: the rules that may name it, and why.
#[derive(Debug, Clone)]
pub struct Clash {
    pub rules: &'static [&'static str],
    pub why: String,
}

pub type Clashes = Vec<Clash>;

pub fn clash(clashes: &mut Clashes, rules: &'static [&'static str], why: impl Into<String>) {
    clashes.push(Clash { rules, why: why.into() });
}

/// All contradictions in the workbooks; none in a clean conference.
pub fn contradictions(world: &World, books: &[Book]) -> Clashes {
    let mut clashes = Clashes::new();
    let reading = read::read(world, books, &mut clashes);
    rows::histories(world, &reading, &mut clashes);
    rows::awards(world, books, &reading, &mut clashes);
    compare::stated(world, books, &reading, &mut clashes);
    clashes
}
