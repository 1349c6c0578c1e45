//! A text file and its later version, line by line.

use super::align::{Step, steps};

/// A line that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// Its number, from 1: in the new text, or where it stood in the old one.
    pub line: usize,
    /// As it was; `None` for a new line.
    pub before: Option<String>,
    /// As it is; `None` for one that has gone.
    pub after: Option<String>,
}

/// The lines in which two texts differ; blank ones do not count.
pub fn compare(old: &str, new: &str) -> Vec<LineChange> {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let (mut changes, mut gone): (Vec<LineChange>, Vec<usize>) = (Vec::new(), Vec::new());
    let removed = |at: usize| LineChange { line: at + 1, before: Some(old[at].clone()), after: None };
    for step in steps(&old, &new) {
        match step {
            Step::Removed(at) => gone.push(at),
            Step::Added(at) => {
                let before = (!gone.is_empty()).then(|| old[gone.remove(0)].clone());
                changes.push(LineChange { line: at + 1, before, after: Some(new[at].clone()) });
            }
            Step::Same(..) => changes.extend(gone.drain(..).map(removed)),
        }
    }
    changes.extend(gone.into_iter().map(removed));
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    changes.retain(|change| filled(&change.before) || filled(&change.after));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_one_change() {
        let told = |old: &str, new: &str| {
            compare(old, new)
                .into_iter()
                .map(|c| (c.line, c.before.unwrap_or_default(), c.after.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let s = str::to_owned;
        assert_eq!(told("a\nb = 1\nc", "a\r\nb = 2\r\nc"), [(2, s("b = 1"), s("b = 2"))]);
        assert_eq!(told("a\nb\nc", "a\nc\n\nd"), [(2, s("b"), s("")), (4, s(""), s("d"))]);
        assert_eq!(told("a", "a\n"), []);
    }
}
