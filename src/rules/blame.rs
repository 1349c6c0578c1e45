//! The single cell that explains several wrong sums: each of them is out by the same amount, and no sum that holds has
//! the cell. Near-linear in the cells of a table, however many of its rows are wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::equations::{Equation, Term};
use crate::model::Cell;

/// A cell, by how much it is too large, and the wrong equations that this explains.
pub(super) struct Blamed {
    pub cell: Cell,
    pub amount: i128,
    pub explained: Vec<usize>,
}

/// What the open equations say of each of their cells: which of them, and by how much the cell would be too large.
type Accusations = BTreeMap<Cell, Vec<(usize, i128)>>;

/// Cells that explain two or more of the open equations, those that explain most first; what is explained is open no more.
pub(super) fn single_cells(all: &[Equation], open: &mut BTreeSet<usize>) -> Vec<Blamed> {
    let mut accusations = Accusations::new();
    for &index in &*open {
        for (cell, amount) in accused(&all[index]) {
            accusations.entry(cell).or_default().push((index, amount));
        }
    }
    let innocent = innocent(all);
    let strength = |cell: &Cell, by: &[(usize, i128)]| {
        let agreed = by.len() > 1 && by.iter().all(|(_, amount)| *amount == by[0].1) && !innocent.contains(cell);
        agreed.then_some((by.len(), *cell))
    };
    let mut strongest: BTreeSet<(usize, Cell)> = accusations.iter().filter_map(|(cell, by)| strength(cell, by)).collect();
    let mut found = Vec::new();
    while let Some((_, cell)) = strongest.pop_last() {
        let by = accusations.remove(&cell).unwrap_or_default();
        let amount = by.first().map_or(0, |(_, amount)| *amount);
        let explained: Vec<usize> = by.into_iter().map(|(index, _)| index).collect();
        for &index in &explained {
            open.remove(&index);
            for (other, _) in accused(&all[index]) {
                let Some(by) = accusations.get_mut(&other) else { continue };
                strongest.remove(&(by.len(), other));
                by.retain(|(known, _)| *known != index);
                strongest.extend(strength(&other, by));
            }
        }
        found.push(Blamed { cell, amount, explained });
    }
    found
}

/// The cells of a wrong equation, each with the amount by which it would be too large; a part is never below nothing.
fn accused(e: &Equation) -> impl Iterator<Item = (Cell, i128)> + use<'_> {
    let excess = e.excess();
    let parts = e.parts.iter().filter(move |part| i128::from(part.count) + excess >= 0);
    std::iter::once((e.whole.cell, excess)).chain(parts.map(move |part: &Term| (part.cell, -excess)))
}

/// Cells of which some sum holds.
fn innocent(all: &[Equation]) -> BTreeSet<Cell> {
    let holding = all.iter().filter(|e| !e.partial && !e.is_wrong());
    holding.flat_map(|e| std::iter::once(e.whole.cell).chain(e.parts.iter().map(|part| part.cell))).collect()
}
