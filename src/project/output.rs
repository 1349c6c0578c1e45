//! Writing results so that a crash, a full disk or an open Word leaves every old file whole.
//!
//! All files are first written beside their targets under temporary names and flushed to the disk; only then are they
//! renamed over the targets. The trap: a rename may be refused because the old file is open elsewhere; then the new one
//! keeps a name of its own, and that is said, never hidden.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Held while a run writes; released by the operating system when the process ends, however it ends.
const LOCK: &str = ".tongket.lock";

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The name asked for, "bao-cao.docx".
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What the user must know about it, in Vietnamese: saved under another name.
    pub note: Option<String>,
}

/// The output folder, held by this run until dropped.
#[derive(Debug)]
pub struct OutputFolder {
    folder: PathBuf,
    /// `None` where the file system has no locks (some network drives).
    lock: Option<File>,
}

impl OutputFolder {
    /// Creates the folder if needed, locks it, and removes what a killed run left half written.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] if another run holds it; [`Error::Write`] if it cannot be made.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let lock = lock(folder)?;
        let output = Self { folder: folder.to_owned(), lock };
        remove_stale(folder);
        Ok(output)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Writes the files, `(name, bytes)`; a name may hold folders ("de-nghi-chinh-sua/an-hoa.xlsx"). `time`, "14h05
    /// 21-08-2020", is part of the name of a file whose target cannot be replaced.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] with the file; no target has been touched unless all were written whole.
    pub fn write(&self, files: &[(&str, &[u8])], time: &str) -> Result<Vec<Written>, Error> {
        let mut staged = Staged(Vec::new());
        let parent = |target: &Path| target.parent().unwrap_or(&self.folder).to_owned();
        let folders: BTreeSet<PathBuf> = files.iter().map(|(name, _)| parent(&self.folder.join(name))).collect();
        // Before the first file is staged, else one would take another's temporary file for a stale one.
        for folder in folders.iter().filter(|folder| **folder != self.folder) {
            fs::create_dir_all(folder).map_err(failed(folder))?;
            remove_stale(folder);
        }
        for (name, bytes) in files {
            let target = self.folder.join(name);
            let temporary = parent(&target).join(temporary_name(&target));
            staged.0.push(temporary.clone());
            stage(&temporary, bytes).map_err(failed(&target))?;
        }
        let mut written = Vec::new();
        for ((name, _), temporary) in files.iter().zip(&staged.0) {
            written.push(settle(name, &self.folder.join(name), temporary, time)?);
        }
        for folder in &folders {
            flush_folder(folder);
        }
        Ok(written)
    }

    /// Writes one file a piece at a time, replaced as a whole.
    ///
    /// # Errors
    ///
    /// [`Error::Write`], and what `fill` says; the target is then as it was.
    pub fn stream(&self, name: &str, time: &str, fill: &mut dyn FnMut(&mut File) -> Result<(), Error>) -> Result<Written, Error> {
        let target = self.folder.join(name);
        let temporary = self.folder.join(temporary_name(&target));
        let _staged = Staged(vec![temporary.clone()]);
        let mut open = File::create(&temporary).map_err(failed(&target))?;
        fill(&mut open)?;
        open.sync_all().map_err(failed(&target))?;
        drop(open);
        let written = settle(name, &target, &temporary, time)?;
        flush_folder(&self.folder);
        Ok(written)
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // While it is still locked, so that a run that waits for nothing sees either our lock or no file. Elsewhere than
        // on Unix a held file cannot be told from a new one of that name, so it stays.
        if self.lock.is_some() && cfg!(unix) {
            let _ = fs::remove_file(self.folder.join(LOCK));
        }
    }
}

/// [`OutputFolder::open`] and [`OutputFolder::write`] in one.
///
/// # Errors
///
/// As they have.
pub fn write_outputs(folder: &Path, files: &[(&str, &[u8])], time: &str) -> Result<Vec<Written>, Error> {
    OutputFolder::open(folder)?.write(files, time)
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let path = folder.join(LOCK);
    // A run that has just ended may remove the file between our opening and locking it: then try the new one.
    for _ in 0..16 {
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed(folder))?;
        match file.try_lock() {
            Ok(()) if still_there(&file, &path) => return Ok(Some(file)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { path: folder.to_owned() }),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(Error::Busy { path: folder.to_owned() })
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    held.dev() == named.dev() && held.ino() == named.ino()
}

#[cfg(not(unix))]
fn still_there(_file: &File, _path: &Path) -> bool {
    true
}

/// ".bao-cao.docx.tmp-4711".
fn temporary_name(target: &Path) -> String {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.tmp-{}", std::process::id())
}

/// Is it a temporary name of ours, of any run?
fn is_temporary(name: &str) -> bool {
    let digits = name.strip_prefix('.').and_then(|rest| rest.rsplit_once(".tmp-")).map(|(_, digits)| digits);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The folder is ours alone, so a temporary file in it is what a killed run left. One that cannot be removed harms nothing.
fn remove_stale(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Temporary files, removed when dropped unless renamed before.
struct Staged(Vec<PathBuf>);

impl Drop for Staged {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

/// Replaces one file outside the output folder as a whole; it keeps who may read and write it.
///
/// # Errors
///
/// [`Error::Write`]; the file is then as it was.
pub(super) fn replace_file(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let temporary = target.with_file_name(temporary_name(target));
    let staged = Staged(vec![temporary.clone()]);
    stage(&temporary, bytes).map_err(failed(target))?;
    match fs::metadata(target) {
        Ok(known) => fs::set_permissions(&temporary, known.permissions()).map_err(failed(target))?,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => return Err(failed(target)(fault)),
    }
    replace(&temporary, target).map_err(failed(target))?;
    drop(staged);
    target.parent().into_iter().for_each(flush_folder);
    Ok(())
}

fn stage(temporary: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(temporary)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Renames over the target; a target that cannot be replaced stays, and the new file gets a name with the time.
fn settle(name: &str, target: &Path, temporary: &Path, time: &str) -> Result<Written, Error> {
    let Err(fault) = replace(temporary, target) else {
        return Ok(Written { name: name.to_owned(), path: target.to_owned(), note: None });
    };
    if fs::symlink_metadata(target).is_err() {
        return Err(failed(target)(fault));
    }
    let stem = target.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = target.extension().map(|ext| format!(".{}", ext.to_string_lossy())).unwrap_or_default();
    let other = target.with_file_name(format!("{stem} ({time}){extension}"));
    fs::rename(temporary, &other).map_err(failed(&other))?;
    let shown = other.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let note = format!(
        "không thay được “{name}”, có lẽ tệp đang mở trong Word hoặc Excel: bản cũ còn nguyên, bản mới lưu ở “{shown}”; đóng tệp rồi chạy lại để thay"
    );
    Ok(Written { name: name.to_owned(), path: other, note: Some(note) })
}

/// On Windows a virus scanner may hold a new file for a moment, so a refusal is tried again for two seconds.
fn replace(temporary: &Path, target: &Path) -> io::Result<()> {
    let mut result = fs::rename(temporary, target);
    if cfg!(windows) {
        for _ in 0..10 {
            if result.is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
            result = fs::rename(temporary, target);
        }
    }
    result
}

/// Makes the renames last through a loss of power; where folders cannot be flushed (Windows) the system does it itself.
fn flush_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot set up its folder should fail")]
mod tests {
    use super::*;

    const TIME: &str = "14h05 21-08-2020";

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_replace_the_old_ones_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("ket-qua");
        write_outputs(&out, &[("bao-cao.docx", b"1"), ("de-nghi-chinh-sua/a.xlsx", b"2")], TIME).unwrap();
        write_outputs(&out, &[("bieu-mau/a.xlsx", b"4"), ("bieu-mau/b.xlsx", b"5")], TIME).unwrap();
        assert_eq!(names(&out.join("bieu-mau")), ["a.xlsx", "b.xlsx"], "several files of one folder at a time");
        fs::remove_dir_all(out.join("bieu-mau")).unwrap();
        let written = write_outputs(&out, &[("bao-cao.docx", b"3")], TIME).unwrap();
        assert_eq!(written, [Written { name: "bao-cao.docx".into(), path: out.join("bao-cao.docx"), note: None }]);
        assert_eq!(fs::read(out.join("bao-cao.docx")).unwrap(), b"3");
        assert_eq!(fs::read(out.join("de-nghi-chinh-sua/a.xlsx")).unwrap(), b"2");
        let kept: &[&str] = if cfg!(unix) { &[] } else { &[LOCK] };
        assert_eq!(names(&out), [kept, &["bao-cao.docx", "de-nghi-chinh-sua"]].concat());
    }

    /// A folder of the target's name stands for an open file: a rename over it is refused on every system.
    #[test]
    fn a_target_that_cannot_be_replaced_stays_and_the_new_file_is_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("bao-cao.docx")).unwrap();
        fs::write(folder.path().join("bao-cao.docx/x"), b"").unwrap();
        let written = write_outputs(folder.path(), &[("bao-cao.docx", b"1"), ("b.json", b"2")], TIME).unwrap();
        let beside = folder.path().join("bao-cao (14h05 21-08-2020).docx");
        assert_eq!(written[0].path, beside);
        assert!(written[0].note.as_ref().unwrap().contains("“bao-cao (14h05 21-08-2020).docx”"));
        assert_eq!(fs::read(beside).unwrap(), b"1");
        assert_eq!(written[1].note, None);
        assert!(folder.path().join("bao-cao.docx/x").exists());
    }

    #[test]
    fn a_failure_on_the_way_touches_no_target() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.docx"), b"old").unwrap();
        // The second file cannot be staged: its folder is a file.
        let result = write_outputs(folder.path(), &[("a.docx", b"new"), ("a.docx/b", b"new")], TIME);
        assert!(matches!(result, Err(Error::Write { .. })), "{result:?}");
        assert_eq!(fs::read(folder.path().join("a.docx")).unwrap(), b"old");
        assert_eq!(names(folder.path()).iter().filter(|name| is_temporary(name)).count(), 0);
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".bao-cao.docx.tmp-4711", ".ghi-chu.tmp-x", "tmp-1"] {
            fs::write(folder.path().join(name), b"").unwrap();
        }
        write_outputs(folder.path(), &[("a", b"1")], TIME).unwrap();
        let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name != LOCK).collect();
        assert_eq!(left, [".ghi-chu.tmp-x", "a", "tmp-1"]);
    }

    #[test]
    fn a_second_run_is_told_and_the_folder_is_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let first = OutputFolder::open(folder.path()).unwrap();
        assert!(matches!(OutputFolder::open(folder.path()), Err(Error::Busy { .. })));
        drop(first);
        assert!(OutputFolder::open(folder.path()).is_ok());
    }
}
