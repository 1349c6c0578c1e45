//! Fixtures of layouts.
