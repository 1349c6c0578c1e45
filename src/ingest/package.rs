//! Guards before a workbook is opened: is it safe to read, and what does its XML say that calamine does not tell?
//!
//! Bytes in, one [`SheetFacts`] a sheet out, or why the file is refused. Every part that will be used is inflated to its
//! end here, because calamine stops at `</sheetData>` and so never reaches the checksum of a damaged sheet.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::sheet::{self, Budget, SheetFacts};
use super::value::grouped;
use super::workbook::{self, Packed};
use crate::model::{FileFault, Limits};

const MIB: u64 = 1 << 20;

/// The parts of a zip package, found whatever the case or slashes of their names.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    index: BTreeMap<String, usize>,
}

/// A part's name as it is looked up.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
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
            return Err(FileFault::OverLimit(format!("gói có {parts} phần, giới hạn là {limit}")));
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

    /// A copy of the package, in memory only, with other texts for some parts, by folded name.
    fn with_parts(&mut self, mut texts: BTreeMap<String, Content<'_>>) -> Result<Vec<u8>, FileFault> {
        let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..self.archive.len() {
            let part = self.archive.by_index_raw(i).map_err(|e| zip_fault(&e))?;
            let name = part.name().map_err(|_| FileFault::Damaged)?.into_owned();
            match texts.remove(&folded(&name)) {
                Some(text) => write_part(&mut copy, &name, &text)?,
                None => copy.raw_copy_file(part).map_err(|e| zip_fault(&e))?,
            }
        }
        for (name, text) in texts {
            write_part(&mut copy, &name, &text)?;
        }
        Ok(copy.finish().map_err(|e| zip_fault(&e))?.into_inner())
    }
}

/// What a part is to hold.
type Content<'t> = std::borrow::Cow<'t, str>;

fn write_part(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), FileFault> {
    zip.start_file(name, SimpleFileOptions::default()).map_err(|e| zip_fault(&e))?;
    zip.write_all(text.as_bytes()).map_err(|_| FileFault::Damaged)
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

/// A package that may be read.
pub(super) struct Inspected {
    /// What was noted of each worksheet, in workbook order.
    pub sheets: Vec<SheetFacts>,
    /// The package to read instead, if calamine would refuse the one that was sent.
    pub mended: Option<Vec<u8>>,
}

/// Judges a package and passes once over the parts that will be read.
///
/// # Errors
///
/// Why the file cannot be read; see [`FileFault`].
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspected, FileFault> {
    let mut package = Package::open(bytes, limits)?;
    let Packed::Xlsx(main) = workbook::packed(&mut package)? else { return Err(FileFault::Damaged) };
    let list = workbook::sheets(&mut package, &main)?;
    // calamine knows the string table and the formats only by their usual names.
    let mut budget = Budget::new(limits);
    let mut texts: BTreeMap<String, Content<'_>> = BTreeMap::new();
    let mut usual = |package: &mut Package<'_>, named: Option<String>, usual: &str| -> Result<Option<String>, FileFault> {
        let usual = main.sibling(usual);
        let named = named.filter(|part| package.has(part)).unwrap_or_else(|| usual.clone());
        let text = package.text(&named)?;
        if folded(&named) != folded(&usual)
            && let Some(text) = &text
        {
            texts.insert(folded(&usual), text.clone().into());
        }
        Ok(text)
    };
    let strings = match usual(&mut package, list.strings, "sharedStrings.xml")? {
        Some(xml) => workbook::strings(&xml, &mut budget)?,
        None => Vec::new(),
    };
    let looks = match usual(&mut package, list.styles, "styles.xml")? {
        Some(xml) => workbook::looks(&xml)?,
        None => Vec::new(),
    };
    let mut sheets = Vec::with_capacity(list.sheets.len());
    for entry in list.sheets {
        let xml = package.text(&entry.part)?.ok_or(FileFault::Damaged)?;
        let mut found = sheet::scan(&xml, &strings, &looks, &mut budget)?;
        found.hidden = entry.hidden;
        sheets.push(found);
    }
    texts.extend(list.mended.map(|xml| (folded(&main.path()), xml.into())));
    let mended = if texts.is_empty() { None } else { Some(package.with_parts(texts)?) };
    Ok(Inspected { sheets, mended })
}
