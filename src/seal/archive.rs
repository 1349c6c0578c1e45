//! A seal that comes back: guards first, then each file against its hash.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::manifest::{Manifest, SealedFile};
use super::pack::is_plain;
use super::{MANIFEST, sha256};

/// More files than this no conference sends.
const MOST_FILES: usize = 1_000_000;
/// The list of a million files.
const LONGEST_LIST: u64 = 512 << 20;
/// Nothing that an office keeps unpacks to more than this many times its size …
const RATIO: u64 = 200;
/// … or, where it is small, to more than this.
const SLACK: u64 = 64 << 20;

/// Why a file is no seal, in Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASeal(pub String);

/// What is wrong with a file of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tamper {
    /// Its bytes are not those of its hash.
    Changed,
    /// The list names it, but it is not there.
    Missing,
    /// It is there, but the list does not name it.
    Added,
    /// It cannot be unpacked.
    Damaged,
}

/// A file of a seal that was meddled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tampering {
    /// Its name in the zip.
    pub name: String,
    /// What is wrong.
    pub what: Tamper,
}

/// A seal, opened.
pub struct Archive<R: Read + Seek> {
    zip: ZipArchive<R>,
    index: BTreeMap<String, usize>,
    manifest: Manifest,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a zip of `length` bytes and reads its list.
    ///
    /// # Errors
    ///
    /// Why it is no seal, or one that is refused: encrypted, names that lead out of it, more inside than there can be.
    pub fn open(from: R, length: u64) -> Result<Self, NotASeal> {
        let refused = |why: &str| NotASeal(why.to_owned());
        let mut zip = ZipArchive::new(from).map_err(|_| refused("không phải tệp zip, hoặc tệp zip bị hỏng"))?;
        if zip.len() > MOST_FILES || zip.has_duplicate_names() {
            return Err(refused("tệp zip có cấu trúc bất thường (quá nhiều tệp, hoặc hai tệp trùng tên)"));
        }
        let mut index = BTreeMap::new();
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|_| refused("tệp zip bị hỏng"))?;
            if part.encrypted() {
                return Err(refused("tệp zip có mật khẩu"));
            }
            let name = part.name().map_err(|_| refused("tệp zip có tên tệp không đọc được"))?.into_owned();
            if !name.trim_end_matches('/').split('/').all(is_plain) {
                return Err(NotASeal(format!("bên trong có tệp mang tên dẫn ra ngoài thư mục (“{name}”), không mở")));
            }
            packed = packed.saturating_add(part.compressed_size());
            unpacked = unpacked.saturating_add(part.size());
            index.insert(name, at);
        }
        if packed > length || unpacked > length.saturating_mul(RATIO).saturating_add(SLACK) {
            return Err(refused("giải nén ra lớn bất thường so với tệp zip, không mở"));
        }
        let at = *index.get(MANIFEST).ok_or_else(|| NotASeal(format!("bên trong không có danh mục {MANIFEST}")))?;
        let mut text = String::new();
        let part = zip.by_index(at).map_err(|_| refused("tệp zip bị hỏng"))?;
        part.take(LONGEST_LIST)
            .read_to_string(&mut text)
            .map_err(|_| NotASeal(format!("danh mục {MANIFEST} bên trong không đọc được")))?;
        let manifest = Manifest::parse(&text).map_err(NotASeal)?;
        Ok(Self { zip, index, manifest })
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every file against its hash; `progress` is told (files done, files in all).
    pub fn tampered(&mut self, progress: &dyn Fn(usize, usize)) -> Vec<Tampering> {
        let files = std::mem::take(&mut self.manifest.files);
        let mut found = Vec::new();
        for (done, file) in files.iter().enumerate() {
            if let Some(what) = self.fault(file) {
                found.push(Tampering { name: file.name().to_owned(), what });
            }
            progress(done + 1, files.len());
        }
        let known: BTreeSet<&str> = files.iter().map(SealedFile::name).chain([MANIFEST]).collect();
        let added = self.index.keys().filter(|name| !known.contains(name.as_str()));
        found.extend(added.map(|name| Tampering { name: name.clone(), what: Tamper::Added }));
        self.manifest.files = files;
        found
    }

    fn fault(&mut self, file: &SealedFile) -> Option<Tamper> {
        let Some(at) = self.index.get(file.name()) else { return Some(Tamper::Missing) };
        let Ok(part) = self.zip.by_index(*at) else { return Some(Tamper::Damaged) };
        let size = part.size();
        match sha256(part.take(file.size.saturating_add(1))) {
            Ok(hash) if hash == file.sha256 && size == file.size => None,
            Ok(_) => Some(Tamper::Changed),
            // A wrong checksum: the bytes were changed in place.
            Err(_) => Some(Tamper::Damaged),
        }
    }

    /// The bytes of a file of the list; `None` if it is not there, larger than `most` or damaged.
    pub fn bytes(&mut self, file: &SealedFile, most: u64) -> Option<Vec<u8>> {
        let part = self.zip.by_index(*self.index.get(file.name())?).ok()?;
        let mut bytes = Vec::new();
        part.take(most.saturating_add(1)).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= most).then_some(bytes)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot make its seal has failed")]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::manifest::Role;
    use super::super::pack::{New, Packer};
    use super::*;

    fn sealed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut packer = Packer::new(&mut bytes, Manifest::new());
        for (path, content) in files {
            let new = New { role: Role::Submission, path, size: content.len() as u64 };
            packer.add(new, &mut &content[..]).unwrap();
        }
        packer.finish().unwrap();
        bytes.into_inner()
    }

    fn open(bytes: &[u8]) -> Result<Archive<Cursor<&[u8]>>, NotASeal> {
        Archive::open(Cursor::new(bytes), bytes.len() as u64)
    }

    fn why(bytes: &[u8]) -> String {
        open(bytes).map_or_else(|why| why.0, |_| String::new())
    }

    type Part = (String, Vec<u8>);

    /// The seal with its parts named and filled anew.
    fn remade(bytes: &[u8], change: &mut dyn FnMut(&str, Vec<u8>) -> Vec<Part>) -> Vec<u8> {
        let mut before = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut after = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..before.len() {
            let mut part = before.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            for (name, content) in change(&name, content) {
                after.start_file(name, SimpleFileOptions::default()).unwrap();
                after.write_all(&content).unwrap();
            }
        }
        after.finish().unwrap().into_inner()
    }

    #[test]
    fn a_seal_is_whole_and_the_same_twice() {
        let files: [(&str, &[u8]); 4] = [("nop/Xã A.xlsx", b"PK12"), ("../x.json", b"{}"), ("nop/x.json", b""), (MANIFEST, b"?")];
        let bytes = sealed(&files);
        assert_eq!(bytes, sealed(&files));
        let mut archive = open(&bytes).unwrap();
        assert_eq!(archive.tampered(&|_, _| {}), []);
        let list = archive.manifest().files.clone();
        let names: Vec<&str> = list.iter().map(SealedFile::name).collect();
        assert_eq!(names, ["nop/Xã A.xlsx", "ben-ngoai/x.json", "nop/x.json", "ban-chot.json (2)"]);
        assert_eq!(archive.bytes(&list[0], 4), Some(b"PK12".to_vec()));
        assert_eq!(archive.bytes(&list[0], 3), None);
    }

    #[test]
    fn what_was_meddled_with_is_named() {
        let bytes = sealed(&[("nop/a.csv", b"1"), ("nop/b.csv", b"2"), ("nop/c.csv", b"3")]);
        let meddled = remade(&bytes, &mut |name, content| match name {
            "nop/a.csv" => vec![(name.to_owned(), b"9".to_vec())],
            "nop/b.csv" => vec![("nop/d.csv".to_owned(), content)],
            _ => vec![(name.to_owned(), content)],
        });
        let found = open(&meddled).unwrap().tampered(&|_, _| {});
        let found: Vec<(&str, Tamper)> = found.iter().map(|t| (t.name.as_str(), t.what)).collect();
        assert_eq!(found, [("nop/a.csv", Tamper::Changed), ("nop/b.csv", Tamper::Missing), ("nop/d.csv", Tamper::Added)]);
    }

    #[test]
    fn what_is_no_seal_says_why() {
        assert!(why(b"abc").contains("không phải tệp zip"));
        let bytes = sealed(&[("nop/a.csv", b"1")]);
        let keep = |name: &str, content: Vec<u8>| vec![(name.to_owned(), content)];
        let no_list = remade(&bytes, &mut |name, content| if name == MANIFEST { Vec::new() } else { keep(name, content) });
        assert!(why(&no_list).contains("không có danh mục"));
        let bad_list = remade(&bytes, &mut |name, content| keep(name, if name == MANIFEST { b"{".to_vec() } else { content }));
        assert!(why(&bad_list).contains("không đọc được (dòng 1)"));
        assert!(why(&bytes[..bytes.len() / 2]).contains("bị hỏng"));
    }

    #[test]
    fn hostile_zips_are_refused() {
        let bytes = sealed(&[("nop/a.csv", b"1")]);
        for bad in ["../a.csv", "/etc/a", "C:/a", "nop/..\\a", "nop//a"] {
            let leading_out =
                remade(&bytes, &mut |name, content| vec![(if name == MANIFEST { name } else { bad }.to_owned(), content)]);
            assert!(why(&leading_out).contains("dẫn ra ngoài"), "{bad}");
        }
        let bomb = remade(&bytes, &mut |name, content| {
            vec![(name.to_owned(), if name == MANIFEST { content } else { vec![0; usize::try_from(SLACK).unwrap() * 2] })]
        });
        assert!(bomb.len() < 1 << 20 && why(&bomb).contains("lớn bất thường"));
    }
}
