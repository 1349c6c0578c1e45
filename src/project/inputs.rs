//! Listing and reading what was handed in: every entry of the drop folder is accounted for, none is modified.
//!
//! The trap: a name that ends in `.xlsx` may be a pipe that blocks for ever or a link out of the folder, so only regular
//! files are ever opened, and only after their size is known to be within the limit.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::error::Error;
use crate::model::{FileFault, Limits};

/// Folders deeper than this are refused: no office keeps them, only a loop of mounts does.
const DEEPEST: usize = 64;

/// An entry of the drop folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the workspace, NFC, with "/".
    pub path: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of the drop folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its size when listed, bytes.
        size: u64,
    },
    /// Passed over on purpose; the reason in Vietnamese.
    Skipped(String),
    /// Never opened: a link, a pipe, a device, a folder that cannot be read.
    Refused(FileFault),
}

/// What is passed over besides hidden and lock files: path, reason.
pub(super) type Passed<'a> = [(PathBuf, &'a str)];

/// Lists `folder` (below `workspace`) to any depth, sorted by NFC path.
pub(super) fn list(workspace: &Path, folder: &Path, passed: &Passed<'_>) -> Result<Vec<Entry>, Error> {
    let mut lister = Lister { workspace, passed, found: Vec::new() };
    let children = fs::read_dir(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    lister.folder(children, 0);
    lister.found.sort_by(|a, b| (&a.1.path, &a.0).cmp(&(&b.1.path, &b.0)));
    Ok(lister.found.into_iter().map(|(_, entry)| entry).collect())
}

struct Lister<'a> {
    workspace: &'a Path,
    passed: &'a Passed<'a>,
    found: Vec<(PathBuf, Entry)>,
}

impl Lister<'_> {
    fn folder(&mut self, children: fs::ReadDir, depth: usize) {
        for child in children {
            match child {
                Ok(child) => self.entry(&child.path(), depth),
                Err(fault) => self.add(self.workspace, EntryKind::Refused(FileFault::Unreadable(reason(&fault)))),
            }
        }
    }

    fn add(&mut self, path: &Path, kind: EntryKind) {
        let relative = path.strip_prefix(self.workspace).unwrap_or(path);
        let parts: Vec<String> = relative.components().map(|part| part.as_os_str().to_string_lossy().nfc().collect()).collect();
        self.found.push((path.to_owned(), Entry { path: parts.join("/"), kind }));
    }

    fn entry(&mut self, path: &Path, depth: usize) {
        let kind = match self.passing(path) {
            Some(why) => EntryKind::Skipped(why),
            None => match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_dir() => {
                    if depth < DEEPEST {
                        match fs::read_dir(path) {
                            Ok(children) => return self.folder(children, depth + 1),
                            Err(fault) => EntryKind::Refused(FileFault::Unreadable(reason(&fault))),
                        }
                    } else {
                        EntryKind::Refused(FileFault::OverLimit(format!(
                            "thư mục lồng nhau quá {DEEPEST} tầng; chép các tệp bên trong vào thư mục nộp rồi chạy lại"
                        )))
                    }
                }
                Ok(metadata) => match special(&metadata) {
                    Some(why) => EntryKind::Refused(FileFault::Unreadable(why.to_owned())),
                    None => EntryKind::File { path: path.to_owned(), size: metadata.len() },
                },
                Err(fault) => EntryKind::Refused(FileFault::Unreadable(reason(&fault))),
            },
        };
        self.add(path, kind);
    }

    /// Why an entry is passed over, if it is.
    fn passing(&self, path: &Path) -> Option<String> {
        if let Some((_, why)) = self.passed.iter().find(|(known, _)| known == path) {
            return Some((*why).to_owned());
        }
        let name = path.file_name()?.to_string_lossy();
        if name.starts_with("~$") || name.starts_with(".~lock.") {
            return Some("tệp khóa tạm của Excel hoặc Word, có khi tệp chính đang mở".to_owned());
        }
        if ["thumbs.db", "desktop.ini", "__macosx"].iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
            return Some("tệp ẩn do hệ điều hành tạo".to_owned());
        }
        name.starts_with('.').then(|| "tệp ẩn".to_owned())
    }
}

/// Why something that is not a folder is no regular file either.
fn special(metadata: &Metadata) -> Option<&'static str> {
    if metadata.is_symlink() {
        return Some("là liên kết tới nơi khác; chép chính tệp ấy vào thư mục nộp");
    }
    (!metadata.is_file()).then_some("không phải là tệp thường (ống dẫn hoặc thiết bị)")
}

/// The bytes of a listed file.
///
/// # Errors
///
/// Why it cannot be read: skipped or refused when listed, no regular file any more, over `gioi_han.tep_mib`, refused by
/// the operating system, or changed while it was read.
pub fn read(entry: &Entry, limits: &Limits) -> Result<Vec<u8>, FileFault> {
    let path = match &entry.kind {
        EntryKind::File { path, .. } => path,
        EntryKind::Skipped(why) => return Err(FileFault::Unreadable(why.clone())),
        EntryKind::Refused(fault) => return Err(fault.clone()),
    };
    let unreadable = |fault: io::Error| FileFault::Unreadable(reason(&fault));
    let before = fs::symlink_metadata(path).map_err(unreadable)?;
    if let Some(why) = special(&before) {
        return Err(FileFault::Unreadable(why.to_owned()));
    }
    let most = limits.file_mib.saturating_mul(1 << 20);
    if before.len() > most {
        let size = before.len().div_ceil(1 << 20);
        return Err(FileFault::OverLimit(format!(
            "tệp nặng {size} MiB, quá giới hạn {} MiB (gioi_han.tep_mib)",
            limits.file_mib
        )));
    }
    let mut file = File::open(path).map_err(unreadable)?;
    // One byte more, to see the end without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0).saturating_add(1));
    Read::by_ref(&mut file).take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    let after = file.metadata().map_err(unreadable)?;
    let same_time = before.modified().ok() == after.modified().ok();
    if !same_time || after.len() != before.len() || u64::try_from(bytes.len()).ok() != Some(before.len()) {
        return Err(FileFault::Unreadable("tệp đang bị thay đổi trong lúc đọc; đóng tệp rồi chạy lại".to_owned()));
    }
    Ok(bytes)
}

/// What the operating system said, in Vietnamese.
pub(super) fn reason(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "không tìm thấy".to_owned(),
        io::ErrorKind::PermissionDenied => "không có quyền đọc, hoặc tệp đang mở ở chương trình khác".to_owned(),
        io::ErrorKind::IsADirectory => "là thư mục, không phải tệp".to_owned(),
        io::ErrorKind::InvalidData => "không phải là chữ mã UTF-8".to_owned(),
        _ => match fault.raw_os_error() {
            Some(code) => format!("hệ điều hành báo lỗi số {code}"),
            None => "hệ điều hành báo lỗi khi đọc".to_owned(),
        },
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot set up its folder should fail")]
mod tests {
    use super::*;

    fn listed(folder: &Path, passed: &Passed<'_>) -> Vec<(String, String)> {
        let kind = |kind: EntryKind| match kind {
            EntryKind::File { size, .. } => format!("tệp {size}"),
            EntryKind::Skipped(why) => format!("bỏ qua: {why}"),
            EntryKind::Refused(FileFault::Unreadable(why)) => format!("từ chối: {why}"),
            EntryKind::Refused(fault) => format!("{fault:?}"),
        };
        list(folder, folder, passed).unwrap().into_iter().map(|entry| (entry.path, kind(entry.kind))).collect()
    }

    #[test]
    fn every_entry_is_accounted_for_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/c")).unwrap();
        fs::create_dir(at("ket-qua")).unwrap();
        for name in ["b/c/x.xlsx", "a.xlsx", "~$a.xlsx", ".an", "Thumbs.db", "ket-qua/bao-cao.docx"] {
            fs::write(at(name), b"12").unwrap();
        }
        let list = listed(folder.path(), &[(at("ket-qua"), "kết quả")]);
        let paths: Vec<&str> = list.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, [".an", "Thumbs.db", "a.xlsx", "b/c/x.xlsx", "ket-qua", "~$a.xlsx"]);
        let kinds: Vec<&str> = list.iter().map(|(_, kind)| kind.split([':', ',']).next().unwrap()).collect();
        assert_eq!(kinds, ["bỏ qua", "bỏ qua", "tệp 2", "tệp 2", "bỏ qua", "bỏ qua"]);
    }

    #[test]
    fn decomposed_names_are_composed_and_still_open() {
        let folder = tempfile::tempdir().unwrap();
        let name: String = "Phường Vĩnh Bảo.xlsx".nfd().collect();
        fs::write(folder.path().join(&name), b"12").unwrap();
        let entries = list(folder.path(), folder.path(), &[]).unwrap();
        assert_eq!(entries[0].path, "Phường Vĩnh Bảo.xlsx");
        assert_eq!(read(&entries[0], &Limits::default()), Ok(b"12".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_refused_without_being_opened() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.xlsx"), b"12").unwrap();
        std::os::unix::fs::symlink(folder.path().join("a.xlsx"), folder.path().join("b.xlsx")).unwrap();
        // A socket is a special file that std can make; a pipe is judged by the same line.
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("c.xlsx")).unwrap();
        let list = listed(folder.path(), &[]);
        assert!(list[1].1.starts_with("từ chối: là liên kết"), "{list:?}");
        assert!(list[2].1.starts_with("từ chối: không phải là tệp thường"), "{list:?}");
        // Replaced by a link after listing.
        let entry = Entry { path: "b".into(), kind: EntryKind::File { path: folder.path().join("b.xlsx"), size: 2 } };
        assert!(matches!(read(&entry, &Limits::default()), Err(FileFault::Unreadable(_))));
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.xlsx"), vec![0; (1 << 20) + 1]).unwrap();
        let entries = list(folder.path(), folder.path(), &[]).unwrap();
        let fault = read(&entries[0], &Limits { file_mib: 1, ..Limits::default() });
        assert_eq!(fault, Err(FileFault::OverLimit("tệp nặng 2 MiB, quá giới hạn 1 MiB (gioi_han.tep_mib)".to_owned())));
        assert!(read(&entries[0], &Limits { file_mib: 2, ..Limits::default() }).is_ok());
    }

    #[test]
    fn a_file_that_has_gone_says_so() {
        let entry = Entry { path: "a".into(), kind: EntryKind::File { path: "không-có".into(), size: 2 } };
        assert_eq!(read(&entry, &Limits::default()), Err(FileFault::Unreadable("không tìm thấy".to_owned())));
    }
}
