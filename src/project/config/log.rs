//! Faults of the file, gathered with their lines.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::FILE;
use crate::error::ConfigFault;
use crate::model::name;

/// Where faults are gathered, and how an offset in the text becomes a line.
pub(super) struct Log {
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
    faults: RefCell<Vec<ConfigFault>>,
    /// Lines that are not TOML: what was recovered from them is not judged again.
    broken: RefCell<BTreeSet<usize>>,
}

impl Log {
    /// For one text.
    pub(super) fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { starts, faults: RefCell::default(), broken: RefCell::default() }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Records a fault at an offset.
    pub(super) fn fault(&self, offset: usize, message: impl Into<String>) {
        let line = self.line(offset);
        if !self.broken.borrow().contains(&line) {
            self.push(line, message.into());
        }
    }

    /// Records a fault of a key that is missing; not said when part of the file could not be read at all, because the
    /// key may stand there.
    pub(super) fn missing(&self, offset: usize, message: String) {
        if self.broken.borrow().is_empty() {
            self.fault(offset, message);
        }
    }

    /// Records a line that is not TOML; only the first cause of a line is kept.
    pub(super) fn syntax(&self, line: usize, message: String) {
        if self.broken.borrow_mut().insert(line) {
            self.push(line, message);
        }
    }

    /// Is there a line that is not TOML?
    pub(super) fn any_broken(&self) -> bool {
        !self.broken.borrow().is_empty()
    }

    /// Is the line not TOML, or silenced?
    pub(super) fn is_broken(&self, line: usize) -> bool {
        self.broken.borrow().contains(&line)
    }

    /// What stands in these lines is not judged: a fault above decides what they mean.
    pub(super) fn silence(&self, lines: Range<usize>) {
        self.broken.borrow_mut().extend(lines);
    }

    fn push(&self, line: usize, message: String) {
        let fault = ConfigFault { file: FILE.to_owned(), line, message };
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    /// All faults, in line order.
    pub(super) fn into_faults(self) -> Vec<ConfigFault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| fault.line);
        faults
    }
}

/// "; có phải là “x”?" where a known name is near, else the list of known names.
pub(super) fn offer<'n>(text: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.dedup();
    match name::nearest(text, known.iter().copied()) {
        Some(near) => format!("; có phải là “{near}”?"),
        None if known.is_empty() => String::new(),
        None => format!("; dùng được: {}", known.join(", ")),
    }
}
