//! The zip package: its parts by name, what is to become of each, and the copy.
//!
//! A part that nothing is to become of is copied as it is packed, without being unpacked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::Refusal;
use super::words;
use super::xml::Edits;

/// A workbook's package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    index: BTreeMap<String, usize>,
    edited: BTreeMap<String, String>,
    dropped: BTreeSet<String>,
    /// Parts that are new, in the order in which they were added.
    added: Vec<(String, String)>,
}

/// A part's name as it is looked up.
pub(super) fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

impl<'b> Package<'b> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] for what is no zip.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unusual)?;
        let mut index = BTreeMap::new();
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|_| Refusal::Unusual)?;
            let name = part.name().map_err(|_| Refusal::Unusual)?;
            if index.insert(folded(&name), at).is_some() || part.encrypted() {
                return Err(Refusal::Unusual);
            }
        }
        Ok(Self { archive, index, edited: BTreeMap::new(), dropped: BTreeSet::new(), added: Vec::new() })
    }

    /// Does the package have the part, now?
    pub(super) fn has(&self, name: &str) -> bool {
        let name = folded(name);
        (self.index.contains_key(&name) && !self.dropped.contains(&name)) || self.added.iter().any(|(n, _)| folded(n) == name)
    }

    /// Is there a part in this folder?
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let folder = folded(folder);
        self.index.keys().any(|name| name.starts_with(&folder))
    }

    /// A part's text as it is to become; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] for a part that cannot be unpacked or is not UTF-8.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let name = folded(name);
        if let Some(text) = self.edited.get(&name) {
            return Ok(Some(text.clone()));
        }
        if let Some((_, text)) = self.added.iter().find(|(n, _)| folded(n) == name) {
            return Ok(Some(text.clone()));
        }
        let Some(&at) = self.index.get(&name).filter(|_| !self.dropped.contains(&name)) else { return Ok(None) };
        let mut part = self.archive.by_index(at).map_err(|_| Refusal::Unusual)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|_| Refusal::Unusual)?;
        String::from_utf8(bytes).map(Some).map_err(|_| Refusal::Unusual)
    }

    /// A part that must be there.
    ///
    /// # Errors
    ///
    /// As [`Self::text`], and for one that is not.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Refusal> {
        self.text(name)?.ok_or(Refusal::Unusual)
    }

    /// Gives a part another text, or adds it. It must still be well formed.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if it is not: then it was not before.
    pub(super) fn put(&mut self, name: &str, text: String) -> Result<(), Refusal> {
        if !words::is_well_formed(&text) {
            return Err(Refusal::Unusual);
        }
        self.put_loose(name, text);
        Ok(())
    }

    /// As [`Self::put`], for a drawing of the old kind, which Excel itself does not always write as XML wants it.
    pub(super) fn put_loose(&mut self, name: &str, text: String) {
        let key = folded(name);
        if let Some((_, old)) = self.added.iter_mut().find(|(n, _)| folded(n) == key) {
            *old = text;
        } else if self.index.contains_key(&key) {
            self.dropped.remove(&key);
            self.edited.insert(key, text);
        } else {
            self.added.push((name.trim_start_matches('/').to_owned(), text));
        }
    }

    /// Leaves a part out of the copy.
    pub(super) fn drop_part(&mut self, name: &str) {
        self.dropped.insert(folded(name));
    }

    /// A name that no part has: "xl/comments" and ".xml" give "xl/comments3.xml".
    pub(super) fn free_name(&self, start: &str, end: &str) -> String {
        let names = (1..).map(|number: u32| format!("{start}{number}{end}"));
        let is_free = |name: &String| !self.index.contains_key(&folded(name)) && !self.has(name);
        names.into_iter().find(is_free).unwrap_or_default()
    }

    /// The copy. `sheets`: the texts of worksheets, as the pieces they are made of, by name.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if a part cannot be copied.
    pub(super) fn copy(mut self, sheets: &mut BTreeMap<String, Sheet>) -> Result<Vec<u8>, Refusal> {
        self.write(sheets).map_err(|_| Refusal::Unusual)
    }

    fn write(&mut self, sheets: &mut BTreeMap<String, Sheet>) -> ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.archive.len() {
            let part = self.archive.by_index_raw(at)?;
            let name = part.name()?.into_owned();
            let key = folded(&name);
            if self.dropped.contains(&key) {
                continue;
            }
            if let Some(text) = self.edited.remove(&key) {
                copy.start_file(name, options)?;
                copy.write_all(text.as_bytes())?;
            } else if let Some(mut sheet) = sheets.remove(&key) {
                copy.start_file(name, options)?;
                for piece in sheet.edits.pieces(&sheet.text) {
                    copy.write_all(piece.as_bytes())?;
                }
            } else {
                copy.raw_copy_file(part)?;
            }
        }
        for (name, text) in self.added.drain(..) {
            copy.start_file(name, options)?;
            copy.write_all(text.as_bytes())?;
        }
        Ok(copy.finish()?.into_inner())
    }
}

/// A worksheet's text and what is to change in it.
pub(super) struct Sheet {
    /// As it came.
    pub text: String,
    /// The changes.
    pub edits: Edits,
}

/// The key under which a worksheet is given to [`Package::copy`].
pub(super) fn sheet_key(name: &str) -> String {
    folded(name)
}
