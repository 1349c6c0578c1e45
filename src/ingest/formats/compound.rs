//! A stream of an OLE compound file (.xls), with the place of each of its bytes in the file.
//!
//! The trap: chains of sectors may loop or point outside; a chain is followed for as many steps as the file has sectors.

use std::collections::BTreeSet;

use super::records::{Content, utf_16};

/// Sector numbers from here on are marks, not sectors.
const FIRST_MARK: u32 = 0xffff_fffa;
/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// A compound file, its table of sectors read.
pub(in super::super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    directory: Vec<Entry>,
    /// Streams below this size live in the small sectors.
    cutoff: u32,
    mini_sector: usize,
    mini_next: Vec<u32>,
}

/// A run of a stream's bytes that stand together in the file.
pub(in super::super) struct Run {
    /// Where it begins in the stream.
    pub from: usize,
    /// Where it begins in the file.
    pub to: usize,
    /// Its length.
    pub length: usize,
}

struct Entry {
    name: String,
    /// Siblings before and after, first child; numbers of entries.
    links: [u32; 3],
    start: u32,
    size: u32,
}

impl<'a> Compound<'a> {
    /// Reads the tables; `None` if they are broken.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let head = Content(bytes);
        let sector = 1_usize.checked_shl(u32::from(head.u16(30).ok()?)).filter(|s| (128..=1 << 16).contains(s))?;
        let mini_sector = 1_usize.checked_shl(u32::from(head.u16(32).ok()?)).filter(|s| (16..=1 << 12).contains(s))?;
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            directory: Vec::new(),
            cutoff: head.u32(56).ok()?,
            mini_sector,
            mini_next: Vec::new(),
        };
        file.next = file.table(head)?;
        let directory = file.gather(head.u32(48).ok()?)?;
        file.directory = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        let small = head.u32(60).ok()?;
        if small < FIRST_MARK {
            file.mini_next = words(&file.gather(small)?);
        }
        Some(file)
    }

    /// The table of which sector follows which, itself in sectors listed in the header and in a chain of lists.
    fn table(&self, head: Content<'_>) -> Option<Vec<u32>> {
        let mut listed: Vec<u32> = (0..109).map_while(|i| head.u32(76 + 4 * i).ok()).collect();
        let mut more = head.u32(68).ok()?;
        for _ in 0..=self.bytes.len() / self.sector {
            if more >= FIRST_MARK {
                break;
            }
            let mut list = words(self.at(more)?);
            more = list.pop()?;
            listed.append(&mut list);
        }
        let sectors = listed.into_iter().filter(|sector| *sector < FIRST_MARK);
        Some(sectors.map_while(|sector| self.at(sector)).flat_map(words).collect())
    }

    fn offset(&self, sector: u32) -> Option<usize> {
        usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector)
    }

    /// A sector; the last of a file may be short.
    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = self.offset(sector)?;
        self.bytes.get(start..start.saturating_add(self.sector).min(self.bytes.len()))
    }

    /// The sectors of a chain, in order.
    fn chain(first: u32, next: &[u32]) -> Option<Vec<u32>> {
        let mut found = Vec::new();
        let mut sector = first;
        while sector < FIRST_MARK {
            if found.len() > next.len() {
                return None;
            }
            found.push(sector);
            sector = *next.get(usize::try_from(sector).ok()?)?;
        }
        Some(found)
    }

    fn gather(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for sector in Self::chain(first, &self.next)? {
            bytes.extend_from_slice(self.at(sector)?);
        }
        Some(bytes)
    }

    /// The names at the top of the directory; those of embedded documents lie deeper.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<u32> = self.directory.first().map(|root| root.links[2]).into_iter().collect();
        while let Some(number) = waiting.pop() {
            let entry = usize::try_from(number).ok().and_then(|number| self.directory.get(number));
            if let Some(entry) = entry.filter(|_| seen.insert(number)) {
                names.push(entry.name.as_str());
                waiting.extend_from_slice(&entry.links[..2]);
            }
        }
        names
    }

    /// The stream of one of these names: its bytes, and where in the file each run of them stands.
    pub fn stream(&self, names: &[&str]) -> Option<(Vec<u8>, Vec<Run>)> {
        let entry = self.directory.iter().find(|entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name)))?;
        let size = usize::try_from(entry.size).ok()?;
        let mut runs = Vec::new();
        if entry.size < self.cutoff {
            let root = self.directory.first()?;
            let large = Self::chain(root.start, &self.next)?;
            let per = self.sector / self.mini_sector;
            for small in Self::chain(entry.start, &self.mini_next)? {
                let small = usize::try_from(small).ok()?;
                let start = self.offset(*large.get(small / per)?)? + small % per * self.mini_sector;
                runs.push((start, self.mini_sector));
            }
        } else {
            for sector in Self::chain(entry.start, &self.next)? {
                runs.push((self.offset(sector)?, self.at(sector)?.len()));
            }
        }
        let mut stream = Vec::new();
        let mut places = Vec::new();
        for (start, length) in runs {
            let length = length.min(size - stream.len());
            places.push(Run { from: stream.len(), to: start, length });
            stream.extend_from_slice(self.bytes.get(start..start + length)?);
        }
        Some((stream, places))
    }
}

fn words(bytes: impl AsRef<[u8]>) -> Vec<u32> {
    bytes.as_ref().chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let content = Content(bytes);
    let length = usize::from(content.u16(64).ok()?).clamp(2, 64);
    Some(Entry {
        name: utf_16(bytes.get(..length - 2)?),
        links: [content.u32(68).ok()?, content.u32(72).ok()?, content.u32(76).ok()?],
        start: content.u32(116).ok()?,
        size: content.u32(120).ok()?,
    })
}
