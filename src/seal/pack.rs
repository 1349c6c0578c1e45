//! Writing a seal: files go through in small pieces, whatever their number and size; the list comes last, since the hashes
//! are known only then.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::manifest::{Manifest, Role, SealedFile};
use super::{CHUNK, MANIFEST, hexadecimal};

/// A file to be sealed.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// What it is.
    pub role: Role,
    /// Its path in the workspace.
    pub path: &'a str,
    /// Its size as listed; one that turns out another is a fault of the source.
    pub size: u64,
}

/// Which side failed.
#[derive(Debug)]
pub enum Fault {
    /// The file that is sealed.
    Source(io::Error),
    /// The zip.
    Target(io::Error),
}

/// A seal being written.
pub struct Packer<W: Write + Seek> {
    zip: ZipWriter<W>,
    taken: BTreeSet<String>,
    manifest: Manifest,
}

impl<W: Write + Seek> Packer<W> {
    /// Begins one.
    pub fn new(to: W, manifest: Manifest) -> Self {
        Self { zip: ZipWriter::new(to), taken: BTreeSet::from([MANIFEST.to_owned()]), manifest }
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// Which side failed; the zip is then of no use.
    pub fn add(&mut self, new: New<'_>, from: &mut dyn Read) -> Result<(), Fault> {
        let mut chunk = vec![0; CHUNK];
        let mut filled = fill(from, &mut chunk).map_err(Fault::Source)?;
        // Workbooks and documents are packed already.
        let method = if chunk[..filled].starts_with(b"PK") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let name = self.free_name(new);
        let options = options(method).large_file(new.size >= u64::from(u32::MAX));
        self.zip.start_file(name.as_str(), options).map_err(|fault| Fault::Target(fault.into()))?;
        let (mut hasher, mut size) = (Sha256::new(), 0_u64);
        while filled > 0 {
            hasher.update(&chunk[..filled]);
            size += filled as u64;
            self.zip.write_all(&chunk[..filled]).map_err(Fault::Target)?;
            filled = fill(from, &mut chunk).map_err(Fault::Source)?;
        }
        if size != new.size {
            return Err(Fault::Source(io::ErrorKind::WouldBlock.into()));
        }
        let entry = (name != new.path).then_some(name);
        let sha256 = hexadecimal(hasher);
        self.manifest.files.push(SealedFile { role: new.role, path: new.path.to_owned(), entry, size, sha256 });
        Ok(())
    }

    /// Adds the list and closes the zip.
    ///
    /// # Errors
    ///
    /// What the zip says.
    pub fn finish(mut self) -> io::Result<Manifest> {
        let text = self.manifest.to_text()?;
        self.zip.start_file(MANIFEST, options(CompressionMethod::Deflated))?;
        self.zip.write_all(text.as_bytes())?;
        self.zip.finish()?;
        Ok(self.manifest)
    }

    /// The path as a name that stays inside the zip and is there once.
    fn free_name(&mut self, new: New<'_>) -> String {
        let parts: Vec<&str> = new.path.split('/').collect();
        let inside = parts.iter().all(|part| is_plain(part));
        let kept: Vec<&str> = parts.into_iter().filter(|part| is_plain(part)).collect();
        let kept = kept.join("/").replace('\\', "_");
        let name = match new.role {
            Role::Standing => format!("ban-dang-co/{}", kept.rsplit('/').next().unwrap_or_default()),
            _ if inside && kept == new.path => kept,
            _ => format!("ben-ngoai/{kept}"),
        };
        let names = std::iter::once(name.clone()).chain((2..).map(|n: u32| format!("{name} ({n})")));
        let free = names.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// Is a part of a path one that names something below?
pub(super) fn is_plain(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains([':', '\\', '\0'])
}

/// Fixed times: the same inputs are the same bytes.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default()).unix_permissions(0o644)
}

/// Fills the chunk as far as the source has bytes.
fn fill(from: &mut dyn Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < chunk.len() {
        match from.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(filled)
}
