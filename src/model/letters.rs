//! The letters of Vietnamese text and what each becomes in a matching key: a table, because every cell passes here.
//!
//! The table holds what the general way in [`name`](super::name) makes of each character, so both always agree; it covers
//! Latin, the letters with Vietnamese tones, and punctuation. Other characters are `None`: their text goes the general way.

use std::sync::LazyLock;

use super::name::general;

/// What a character becomes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// In [`bare`](super::name::bare): itself without marks; a blank; or [`NOTHING`].
    pub bare: char,
    /// Is that a letter or digit?
    pub word: bool,
    /// In [`key`](super::name::key): itself without its tone, in pieces; a blank first: the word ends; [`NOTHING`] pads.
    pub key: [char; 3],
    /// Its tone, or [`NOTHING`].
    pub tone: char,
    /// Does [`clean`](super::name::clean) leave it as it is?
    pub clean: bool,
}

/// No character.
pub(super) const NOTHING: char = '\0';

/// First and last code points of the ranges.
const RANGES: [(u32, u32); 3] = [(0, 0x24f), (0x1ea0, 0x1ef9), (0x2000, 0x206f)];

static TABLE: LazyLock<Vec<Letter>> =
    LazyLock::new(|| RANGES.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32).map(made).collect());

/// The table, taken once a text.
#[derive(Clone, Copy)]
pub(super) struct Letters(&'static [Letter]);

impl Letters {
    /// All letters.
    pub fn all() -> Self {
        Self(&TABLE)
    }

    /// The letter of a character; `None` outside the table.
    pub fn of(self, c: char) -> Option<&'static Letter> {
        let code = u32::from(c);
        let at = match code {
            0..=0x24f => code,
            0x1ea0..=0x1ef9 => code - 0x1ea0 + 0x250,
            0x2000..=0x206f => code - 0x2000 + 0x250 + 0x5a,
            _ => return None,
        };
        self.0.get(at as usize)
    }
}

/// The letter as the general way makes it, seen between two others.
fn made(c: char) -> Letter {
    let text = format!("a{c}a");
    let inner = |made: String| made.strip_prefix('a').map(str::to_owned).unwrap_or(made);
    let bare = inner(general::bare(&text)).chars().next().filter(|_| general::bare(&text).len() > 2).unwrap_or(NOTHING);
    let whole = inner(general::key(&text));
    let tone = whole.chars().next_back().filter(|last| *last != 'a').unwrap_or(NOTHING);
    let pieces = whole.trim_end_matches(tone);
    let mut key = [NOTHING; 3];
    for (piece, slot) in pieces[..pieces.len() - 1].chars().zip(&mut key) {
        *slot = piece;
    }
    Letter { bare, word: bare.is_alphanumeric(), key, tone, clean: !c.is_whitespace() && general::clean(&text) == text }
}

#[cfg(test)]
mod tests {
    use super::super::name;
    use super::*;

    #[test]
    fn the_table_and_the_general_way_agree() {
        let every: Vec<char> = RANGES.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32).collect();
        for &c in &every {
            for text in [format!("{c}"), format!("x{c}"), format!("{c}1"), format!(" à{c}{c}o {c}, 07{c}")] {
                assert_eq!(name::bare(&text), general::bare(&text), "bare {text:?}");
                assert_eq!(name::key(&text), general::key(&text), "key {text:?}");
                assert_eq!(name::clean(&text), general::clean(&text), "clean {text:?}");
                assert_eq!(name::slug_words(&text), general::slug_words(&text), "slug {text:?}");
            }
        }
        // Every two side by side.
        for pair in every.windows(2) {
            let text: String = pair.iter().rev().collect();
            assert_eq!(name::key(&text), general::key(&text), "{text:?}");
            assert_eq!(name::clean(&text), general::clean(&text), "{text:?}");
        }
    }
}
