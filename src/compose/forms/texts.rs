//! Words and formulas of `bieu-mau.toml` with `{…}` in them, filled in for one unit.

use std::collections::BTreeMap;

use super::super::template::fault;
use super::TEMPLATE;
use crate::error::Error;

/// What `{…}` stands for.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(BTreeMap<&'static str, String>);

impl Texts {
    /// Says what a name stands for.
    pub(super) fn set(&mut self, name: &'static str, text: impl Into<String>) {
        self.0.insert(name, text.into());
    }

    /// The same with more names.
    pub(super) fn with(&self, more: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let mut texts = self.clone();
        texts.0.extend(more);
        texts
    }

    /// The text, filled in.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] for a name that is not known.
    pub(super) fn fill(&self, text: &str) -> Result<String, Error> {
        self.fill_with(text, &|_| None)
    }

    /// As [`Self::fill`], with names of its own.
    ///
    /// # Errors
    ///
    /// As [`Self::fill`].
    pub(super) fn fill_with(&self, text: &str, own: &dyn Fn(&str) -> Option<String>) -> Result<String, Error> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, tail) = after.split_once('}').ok_or_else(|| fault(TEMPLATE, format!("“{text}”: thiếu dấu }}")))?;
            let value = own(name).or_else(|| self.0.get(name).cloned());
            out.push_str(&value.ok_or_else(|| self.unknown(name, text))?);
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// A line, filled in; `None` where something it tells is not known.
    ///
    /// # Errors
    ///
    /// As [`Self::fill`].
    pub(super) fn line(&self, text: &str) -> Result<Option<String>, Error> {
        let blank = self.0.iter().any(|(name, value)| value.is_empty() && text.contains(&format!("{{{name}}}")));
        let filled = self.fill(text)?;
        Ok((!blank && !filled.trim().is_empty()).then_some(filled))
    }

    fn unknown(&self, name: &str, text: &str) -> Error {
        let known: Vec<&str> = self.0.keys().copied().collect();
        fault(TEMPLATE, format!("“{text}”: không có mục “{{{name}}}”; dùng được: {}", known.join(", ")))
    }
}
