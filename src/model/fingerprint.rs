//! Names in 128 bits: a province has as many as it has models, and they are compared again and again.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::name;

/// A name's matching [`key`](name::key) in 128 bits; two names of one fingerprint are less likely than a broken disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Fingerprint([u64; 2]);

impl Fingerprint {
    /// Of a name; that of one without any letter is the default.
    pub fn of(name: &str) -> Self {
        let key = name::key(name);
        if key.is_empty() {
            return Self::default();
        }
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &key).hash(&mut hasher);
            hasher.finish()
        };
        Self([half(0), half(1)])
    }

    /// Is there a name at all?
    pub fn is_told(self) -> bool {
        self != Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        assert_eq!(Fingerprint::of("Thu gom rác, xã Mỹ Hoà"), Fingerprint::of("THU GOM RÁC  xã Mĩ Hòa"));
        assert_ne!(Fingerprint::of("Tân Lập"), Fingerprint::of("Tân Lấp"));
    }

    #[test]
    fn a_dash_is_no_name() {
        assert!(!Fingerprint::of(" - ").is_told());
        assert!(Fingerprint::of("1").is_told());
    }
}
