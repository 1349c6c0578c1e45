//! Everything a run depends on, as files: what the units sent, the configuration, the previous period; and the results
//! that stand in the output folder. For a seal, which reads them a piece at a time.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{CONFIG, EntryKind, Project, TEMPLATES, inputs, told, units};
use crate::error::Error;
use crate::seal::{self, LeftOut, Role};

/// A file a run depends on, or made.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is.
    pub role: Role,
    /// Path relative to the workspace, NFC, with "/".
    pub path: String,
    /// Its size when listed, bytes.
    pub size: u64,
    place: PathBuf,
    modified: Option<SystemTime>,
}

/// The files of a workspace, and what of it is never opened.
#[derive(Debug, Default)]
pub struct Sources {
    /// Configuration first, then the previous period, then the submissions by path.
    pub files: Vec<Source>,
    /// Links, pipes and what the operating system refuses.
    pub left_out: Vec<LeftOut>,
}

impl Source {
    fn new(role: Role, path: &str, place: &Path) -> Result<Self, Error> {
        let metadata = fs::metadata(place).map_err(|source| Error::Read { path: place.to_owned(), source })?;
        let (size, modified) = stamp(&metadata);
        Ok(Self { role, path: path.to_owned(), size, place: place.to_owned(), modified })
    }

    /// Gives the file to `take`, and makes sure that it is the one that was listed.
    ///
    /// # Errors
    ///
    /// [`Error::Read`]; [`Error::Nothing`] if it was changed since it was listed; what `take` says.
    pub fn read(&self, take: &mut dyn FnMut(&mut File) -> Result<(), Error>) -> Result<(), Error> {
        let failed = |source: io::Error| Error::Read { path: self.place.clone(), source };
        let mut file = File::open(&self.place).map_err(failed)?;
        let listed = |file: &File| Ok(stamp(&file.metadata().map_err(failed)?) == (self.size, self.modified));
        if !listed(&file)? {
            return Err(self.changed());
        }
        take(&mut file)?;
        if listed(&file)? { Ok(()) } else { Err(self.changed()) }
    }

    /// SHA-256 of the file.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn sha256(&self) -> Result<String, Error> {
        let mut hash = String::new();
        self.read(&mut |file| {
            hash = seal::sha256(file).map_err(|source| Error::Read { path: self.place.clone(), source })?;
            Ok(())
        })?;
        Ok(hash)
    }

    /// The bytes of a file of at most `most` bytes; `None` for a larger one, or one that cannot be read.
    pub fn bytes(&self, most: u64) -> Option<Vec<u8>> {
        if self.size > most { None } else { fs::read(&self.place).ok() }
    }

    /// What is said of a file that is not what it was when it was listed.
    pub fn changed(&self) -> Error {
        Error::Nothing(format!("tệp {} vừa thay đổi trong lúc làm việc; đóng tệp rồi chạy lại", self.path))
    }
}

fn stamp(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

impl Project {
    /// Every file the run depends on.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if a folder cannot be listed or a file has gone.
    pub fn sources(&self) -> Result<Sources, Error> {
        let mut found = Sources::default();
        let mut taken = BTreeSet::new();
        let mut add = |role: Role, path: &str, place: &Path| {
            if taken.insert(path.to_owned()) {
                found.files.push(Source::new(role, path, place)?);
            }
            Ok::<(), Error>(())
        };
        for name in [CONFIG, units::CSV, units::XLSX] {
            let place = self.root.join(name);
            if place.is_file() {
                add(Role::Configuration, name, &place)?;
            }
        }
        let templates = self.root.join(TEMPLATES);
        let templates = if templates.is_dir() { inputs::list(&self.root, &templates, &[])? } else { Vec::new() };
        let (lists, entries) = (self.previous_entries()?.unwrap_or_default(), self.entries()?);
        let named = self.referred.iter().map(|path| (path.clone(), self.root.join(path)));
        for (path, place) in named.filter(|(_, place)| place.is_file()) {
            add(Role::Previous, &path, &place)?;
        }
        let listed = [(Role::Configuration, templates), (Role::Previous, lists), (Role::Submission, entries)];
        let mut left_out = Vec::new();
        for (role, entry) in listed.into_iter().flat_map(|(role, list)| list.into_iter().map(move |entry| (role, entry))) {
            match entry.kind {
                EntryKind::File { path: place, .. } => add(role, &entry.path, &place)?,
                EntryKind::Refused(fault) => left_out.push(LeftOut { path: entry.path, why: told(&fault) }),
                EntryKind::Skipped(_) => {}
            }
        }
        found.files.sort_by(|a, b| (a.role, &a.path).cmp(&(b.role, &b.path)));
        found.left_out = left_out;
        Ok(found)
    }

    /// A result as it stands in the output folder now; `None` where it is not there.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if the operating system does not say.
    pub fn standing(&self, name: &str) -> Result<Option<Source>, Error> {
        let place = self.out.join(name);
        if place.is_file() {
            Source::new(Role::Standing, &format!("{}/{name}", super::OUTPUT), &place).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// A seal, opened for reading, with its size.
///
/// # Errors
///
/// [`Error::Read`]; [`Error::Nothing`] if there is no such file.
pub fn open_seal(path: &Path) -> Result<(File, u64), Error> {
    let failed = |source: io::Error| Error::Read { path: path.to_owned(), source };
    let metadata = match fs::metadata(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            return Err(Error::Nothing(format!("không có tệp “{}”; kiểm tra lại tên và nơi đặt bản chốt", path.display())));
        }
        metadata => metadata.map_err(failed)?,
    };
    if !metadata.is_file() {
        let message = "là thư mục; nêu tệp bản chốt (chot-….zip) trước, thư mục hội nghị sau";
        return Err(Error::Nothing(format!("“{}” {message}", path.display())));
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

/// SHA-256 of a file; `None` where there is none.
///
/// # Errors
///
/// [`Error::Read`].
pub fn sha256_of(path: &Path) -> Result<Option<String>, Error> {
    if !path.is_file() {
        return Ok(None);
    }
    let failed = |source: io::Error| Error::Read { path: path.to_owned(), source };
    seal::sha256(File::open(path).map_err(failed)?).map(Some).map_err(failed)
}

/// The workspace whose output folder holds a seal; `None` where it lies elsewhere.
pub fn workspace_of(seal: &Path) -> Option<PathBuf> {
    let named = seal.parent().filter(|parent| parent.file_name().is_some_and(|name| name == super::OUTPUT));
    if let Some(root) = named.and_then(Path::parent) {
        return Some(if root == Path::new("") { PathBuf::from(".") } else { root.to_owned() });
    }
    // Named from inside the folder, or by way of another.
    let full = seal.canonicalize().ok()?;
    let parent = full.parent().filter(|parent| parent.file_name().is_some_and(|name| name == super::OUTPUT))?;
    parent.parent().map(Path::to_owned)
}

/// The folder of a seal, where the results lie beside it.
pub fn results_beside(seal: &Path) -> Option<PathBuf> {
    let parent = seal.parent()?;
    let parent = if parent == Path::new("") { Path::new(".") } else { parent };
    parent.join("so-lieu.json").is_file().then(|| parent.to_owned())
}
