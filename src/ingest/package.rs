//! A zip package as a workbook or document comes in: guards before it is opened, its parts by name.
//!
//! The trap: a part must be inflated to its end, or the checksum of a damaged one is never reached.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::value::grouped;
use crate::model::{FileFault, Limits};

const MIB: u64 = 1 << 20;

/// The parts of a zip package, found whatever the case or slashes of their names.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    index: BTreeMap<String, usize>,
}

/// A part's name as it is looked up.
fn folded(name: &str) -> String {
    let name = name.trim_start_matches(['/', '\\']).to_ascii_lowercase();
    if name.contains('\\') { name.replace('\\', "/") } else { name }
}

impl<'a> Package<'a> {
    /// Checks the directory of the package: how many parts, how large, no two of one name.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, FileFault> {
        if bytes.len() as u64 > limits.file_mib * MIB {
            return Err(over("tệp nặng", (bytes.len() as u64).div_ceil(MIB), limits.file_mib));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
        if archive.len() > limits.parts {
            let (parts, limit) = (grouped(archive.len() as u64), grouped(limits.parts as u64));
            return Err(FileFault::OverLimit(format!(
                "tệp gồm {parts} phần (trang, hình ảnh, đối tượng chèn thêm), giới hạn là {limit}"
            )));
        }
        if archive.has_duplicate_names() {
            return Err(FileFault::Damaged);
        }
        let mut index = BTreeMap::new();
        let (mut sum, mut largest) = (0_u64, 0_u64);
        for i in 0..archive.len() {
            let part = archive.by_index_raw(i).map_err(|e| zip_fault(&e))?;
            if part.encrypted() {
                return Err(FileFault::Password);
            }
            sum = sum.saturating_add(part.size());
            largest = largest.max(part.size());
            let name = folded(&part.name().map_err(|_| FileFault::Damaged)?);
            if index.insert(name, i).is_some() {
                return Err(FileFault::Damaged);
            }
        }
        if sum > limits.unpacked_mib * MIB {
            return Err(over("giải nén ra", sum.div_ceil(MIB), limits.unpacked_mib));
        }
        if largest > limits.part_mib * MIB {
            return Err(over("phần lớn nhất giải nén ra", largest.div_ceil(MIB), limits.part_mib));
        }
        Ok(Self { archive, index })
    }

    /// Does the package have the part?
    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(&folded(name))
    }

    /// A part's bytes, read to its end so that its checksum is checked; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// [`FileFault::Damaged`] for a wrong checksum or a cut stream.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, FileFault> {
        let Some(&i) = self.index.get(&folded(name)) else { return Ok(None) };
        let mut part = self.archive.by_index(i).map_err(|e| zip_fault(&e))?;
        // The declared size is only a hint for space; the reader stops there.
        let size = usize::try_from(part.size()).map_err(|_| FileFault::Damaged)?;
        let mut bytes = Vec::with_capacity(size.min(16 << 20));
        part.read_to_end(&mut bytes).map_err(|_| FileFault::Damaged)?;
        Ok(Some(bytes))
    }

    /// A part's text; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// As [`Self::bytes`], and [`FileFault::Damaged`] for text that is not UTF-8.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FileFault> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let mut text = String::from_utf8(bytes).map_err(|_| FileFault::Damaged)?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(Some(text))
    }
}

fn over(what: &str, mib: u64, limit: u64) -> FileFault {
    FileFault::OverLimit(format!("{what} {} MiB, giới hạn là {} MiB", grouped(mib), grouped(limit)))
}

fn zip_fault(error: &ZipError) -> FileFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => FileFault::Password,
        _ => FileFault::Damaged,
    }
}
