//! A set of levels (các cấp), as small as a number: each model of a province has several.

use super::authority::LevelId;

/// Levels, each once, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LevelSet(u64);

impl LevelSet {
    /// Most levels of an authority, which [`LevelId`]s number from 0.
    pub const MOST: usize = 64;

    /// Puts a level in.
    pub fn insert(&mut self, level: LevelId) {
        self.0 |= 1 << level.0;
    }

    /// Is the level in it?
    pub fn contains(self, level: LevelId) -> bool {
        self.0 >> level.0 & 1 == 1
    }

    /// Is no level in it?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The levels, lowest first.
    pub fn iter(self) -> impl Iterator<Item = LevelId> + Clone {
        (0..64).map(LevelId).filter(move |level| self.contains(*level))
    }
}

impl Extend<LevelId> for LevelSet {
    fn extend<T: IntoIterator<Item = LevelId>>(&mut self, levels: T) {
        levels.into_iter().for_each(|level| self.insert(level));
    }
}

impl FromIterator<LevelId> for LevelSet {
    fn from_iter<T: IntoIterator<Item = LevelId>>(levels: T) -> Self {
        let mut set = Self::default();
        set.extend(levels);
        set
    }
}
