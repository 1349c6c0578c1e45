//! Text in the encodings of old fonts (TCVN3, VNI) → Unicode.

/// What inspecting a text found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    /// Nothing to mend.
    Plain,
    /// Mended from an old font's encoding.
    Mended {
        /// As stored.
        before: String,
        /// As read.
        after: String,
    },
    /// Letters were lost and cannot be brought back.
    Lossy,
}

/// Cheap first check, then mending; for every text cell.
pub(crate) fn inspect(_text: &str) -> Text {
    Text::Plain
}

/// The text in Unicode, if it is in an old font's encoding.
pub(crate) fn mend(_text: &str) -> Option<String> {
    None
}
