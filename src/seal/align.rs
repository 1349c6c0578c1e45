//! Which line of a list is which line of its later version.

/// A line of the old list, the new one, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The same line: its index in both.
    Same(usize, usize),
    /// Only in the old list.
    Removed(usize),
    /// Only in the new one.
    Added(usize),
}

/// Larger differences are not looked for: the lines stand beside each other by their number.
const MOST: usize = 4_000_000;

/// The shortest way from the old list to the new one; in each gap first what was removed.
pub(super) fn steps<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Step> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Same(at, at)).collect();
    if left.len().saturating_mul(right.len()) > MOST {
        steps.extend((head..head + left.len()).map(Step::Removed));
        steps.extend((head..head + right.len()).map(Step::Added));
    } else {
        middle(left, right, head, &mut steps);
    }
    let (first, second) = (old.len() - tail, new.len() - tail);
    steps.extend((0..tail).map(|at| Step::Same(first + at, second + at)));
    steps
}

/// The longest common subsequence, by the table of its lengths.
fn middle<T: PartialEq>(left: &[T], right: &[T], head: usize, steps: &mut Vec<Step>) {
    let width = right.len() + 1;
    let mut longest = vec![0_u32; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            longest[i * width + j] = if left[i] == right[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            steps.push(Step::Same(head + i, head + j));
            (i, j) = (i + 1, j + 1);
        } else if i < left.len() && (j == right.len() || longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            steps.push(Step::Removed(head + i));
            i += 1;
        } else {
            steps.push(Step::Added(head + j));
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again() {
        let steps = |old: &str, new: &str| steps(old.as_bytes(), new.as_bytes());
        assert_eq!(steps("abc", "abc"), [Step::Same(0, 0), Step::Same(1, 1), Step::Same(2, 2)]);
        assert_eq!(steps("abc", "abxc"), [Step::Same(0, 0), Step::Same(1, 1), Step::Added(2), Step::Same(2, 3)]);
        assert_eq!(steps("abc", "axc"), [Step::Same(0, 0), Step::Removed(1), Step::Added(1), Step::Same(2, 2)]);
        assert_eq!(steps("ab", ""), [Step::Removed(0), Step::Removed(1)]);
        assert_eq!(steps("xaby", "zabw").iter().filter(|step| matches!(step, Step::Same(..))).count(), 2);
    }
}
