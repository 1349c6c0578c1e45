//! What earlier runs wrote into a folder of the outputs: a file that is no longer due is taken away, but only if it is
//! still what was written. One that somebody has changed since then is theirs, and stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use super::output::{OutputFolder, Written};
use crate::error::Error;

/// The list of what was written, in the folder itself: a hash and a path a line.
const LIST: &str = ".tongket.da-ghi";

/// What became of the files of earlier runs that are no longer due.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Taken away; paths relative to the output folder.
    pub removed: Vec<String>,
    /// Changed by somebody since then: left alone.
    pub changed: Vec<String>,
}

impl OutputFolder {
    /// Was anything written into the folder `name` of these outputs by an earlier run?
    pub fn has_list(outputs: &Path, name: &str) -> bool {
        outputs.join(name).join(LIST).is_file()
    }

    /// Of the files `paths` in the folder `name`, those that are there and are not as an earlier run wrote them: somebody's own.
    /// Paths are relative to the outputs.
    pub fn of_others<'p>(&self, name: &str, paths: impl IntoIterator<Item = &'p str>) -> BTreeSet<String> {
        let list = fs::read_to_string(self.path().join(name).join(LIST)).unwrap_or_default();
        let ours: BTreeMap<&str, &str> =
            list.lines().filter_map(|line| line.split_once(' ')).map(|(h, path)| (path, h)).collect();
        let own = |path: &&str| {
            let bytes = fs::read(self.path().join(path));
            bytes.is_ok_and(|bytes| ours.get(path).and_then(|h| u64::from_str_radix(h, 16).ok()) != Some(hash_of(&bytes)))
        };
        paths.into_iter().filter(own).map(str::to_owned).collect()
    }

    /// Takes away what an earlier run wrote into the folder `name` of the outputs ("" for the outputs' own) and this run did
    /// not write again; notes what it wrote.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if the list cannot be written.
    pub fn sweep(&self, name: &str, written: &[(Written, u64)], time: &str) -> Result<Sweep, Error> {
        let path = |file: &Written| {
            let relative = file.path.strip_prefix(self.path()).unwrap_or(&file.path);
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
        };
        let mut list: BTreeMap<String, u64> = written.iter().map(|(file, hash)| (path(file), *hash)).collect();
        let before = fs::read_to_string(self.path().join(name).join(LIST)).unwrap_or_default();
        let mut sweep = Sweep::default();
        for (hash, path) in before.lines().filter_map(|line| line.split_once(' ')) {
            let below =
                if name.is_empty() { Some(path) } else { path.strip_prefix(name).and_then(|rest| rest.strip_prefix('/')) };
            let flat = |rest: &str| !name.is_empty() || !rest.contains(['/', '\\']);
            let inside = below.is_some_and(flat) && !path.split('/').any(|part| part == "..");
            let Some(hash) = u64::from_str_radix(hash, 16).ok().filter(|_| inside && !list.contains_key(path)) else { continue };
            let target = self.path().join(path);
            // A name that is there under another spelling was written by this run.
            let same = |file: &(Written, u64)| file.0.path.canonicalize().ok() == target.canonicalize().ok();
            let Some(bytes) = fs::read(&target).ok().filter(|_| !written.iter().any(same)) else { continue };
            if hash_of(&bytes) != hash {
                sweep.changed.push(path.to_owned());
            } else if fs::remove_file(&target).is_ok() {
                sweep.removed.push(path.to_owned());
            } else {
                // Open elsewhere: the next run tries again.
                list.insert(path.to_owned(), hash);
            }
        }
        let mut text = String::new();
        for (path, hash) in &list {
            let _ = writeln!(text, "{hash:016x} {path}");
        }
        if !text.is_empty() || !before.is_empty() {
            let list = if name.is_empty() { LIST.to_owned() } else { format!("{name}/{LIST}") };
            self.write(&[(&list, text.as_bytes())], time)?;
        }
        Ok(sweep)
    }
}

/// What tells whether a file was changed. Not proof against malice, which could delete the file itself.
pub fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot set up its folder should fail")]
mod tests {
    use super::*;

    fn run(folder: &Path, files: &[(&str, &str)]) -> Sweep {
        let output = OutputFolder::open(folder).unwrap();
        let mut written = Vec::new();
        for (name, text) in files {
            let file = output.write(&[(name, text.as_bytes())], "1").unwrap().remove(0);
            written.push((file, hash_of(text.as_bytes())));
        }
        output.sweep("tra", &written, "1").unwrap()
    }

    #[test]
    fn only_what_was_written_and_not_changed_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("tra")).unwrap();
        fs::write(at("tra/cua-nguoi-khac.xlsx"), b"x").unwrap();
        assert_eq!(run(folder.path(), &[("tra/a.xlsx", "1"), ("tra/b/c.xlsx", "2"), ("tra/d.xlsx", "3")]), Sweep::default());
        fs::write(at("tra/b/c.xlsx"), b"mended").unwrap();
        let sweep = run(folder.path(), &[("tra/d.xlsx", "4")]);
        assert_eq!((sweep.removed, sweep.changed), (vec!["tra/a.xlsx".to_owned()], vec!["tra/b/c.xlsx".to_owned()]));
        assert!(!at("tra/a.xlsx").exists() && at("tra/b/c.xlsx").exists() && at("tra/cua-nguoi-khac.xlsx").exists());
        assert_eq!(fs::read(at("tra/d.xlsx")).unwrap(), b"4");
        // A changed one is told once.
        assert_eq!(run(folder.path(), &[]), Sweep { removed: vec!["tra/d.xlsx".to_owned()], changed: Vec::new() });
        // A list that somebody wrote cannot reach outside the folder.
        fs::write(at("ngoai.txt"), b"4").unwrap();
        fs::write(at("tra").join(LIST), format!("{:016x} tra/../ngoai.txt\n", hash_of(b"4"))).unwrap();
        assert_eq!(run(folder.path(), &[]), Sweep::default());
        assert!(at("ngoai.txt").exists());
    }
}
