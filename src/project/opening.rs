//! The folder a clerk names: is it one, is it the right one, and if not, which is probably meant?

use std::fs;
use std::io;
use std::path::Path;

use super::{CONFIG, DROP, OUTPUT, TEMPLATES};
use crate::error::Error;
use crate::model::name;

/// Folders looked at for one of nearly the name.
const MOST: usize = 2_000;

/// A folder that may be a workspace.
///
/// # Errors
///
/// [`Error::Nothing`] if it is none, or a part of one; [`Error::Read`].
pub(super) fn is_workspace(root: &Path) -> Result<(), Error> {
    match fs::metadata(root) {
        Ok(metadata) if metadata.is_dir() => part_of(root).map_or(Ok(()), Err),
        Ok(_) => Err(Error::Nothing(format!(
            "“{}” là một tệp; tongket làm việc với cả thư mục: đưa tên thư mục chứa các tệp đơn vị gửi về",
            root.display()
        ))),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Err(Error::Nothing(absent(root))),
        Err(source) => Err(Error::Read { path: root.to_owned(), source }),
    }
}

/// `nop/` of a workspace would be read without the workspace's configuration, and its results written into it.
fn part_of(root: &Path) -> Option<Error> {
    if root.join(CONFIG).exists() {
        return None;
    }
    let full = root.canonicalize().ok()?;
    let (part, parent) = (full.file_name()?, full.parent()?);
    let is_part = [DROP, OUTPUT, TEMPLATES].iter().any(|name| part == *name) && parent.join(CONFIG).is_file();
    let part = part.to_string_lossy();
    is_part.then(|| {
        let parent = root.parent().filter(|parent| !parent.as_os_str().is_empty() && root.ends_with(&*part)).unwrap_or(parent);
        Error::Nothing(format!(
            "“{}” là thư mục {part} của một hội nghị; nêu thư mục hội nghị: {}",
            root.display(),
            parent.display()
        ))
    })
}

/// What is said of a folder that is not there.
fn absent(root: &Path) -> String {
    let shown = root.display().to_string();
    if let Some(plain) = shown.strip_suffix('"') {
        return format!("không có thư mục “{plain}”; bỏ dấu \\ ở cuối tên thư mục, trước dấu ngoặc kép, rồi chạy lại");
    }
    let near =
        nearest(root).map_or_else(|| "kiểm tra lại tên và nơi đặt thư mục".to_owned(), |near| format!("có phải là “{near}”?"));
    format!("không có thư mục “{shown}”; {near}")
}

/// A folder beside it of nearly the name.
fn nearest(root: &Path) -> Option<String> {
    let wanted = root.file_name()?.to_string_lossy().into_owned();
    let parent = root.parent().filter(|parent| !parent.as_os_str().is_empty());
    let beside = fs::read_dir(parent.unwrap_or_else(|| Path::new("."))).ok()?;
    let folders = beside.take(MOST).flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    let near = name::nearest(&wanted, names.iter().map(String::as_str))?;
    Some(parent.map_or_else(|| near.to_owned(), |parent| parent.join(near).display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(root: &Path, expected: &str) {
        let said = is_workspace(root).map_or_else(|fault| fault.to_string(), |()| "được".to_owned());
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn a_slip_in_the_folder_is_told_with_what_was_meant() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["Rạch Giá 2020/nop", "Rạch Giá 2020/ket-qua", "nop"] {
            fs::create_dir_all(at(name)).expect("a folder");
        }
        fs::write(at("Rạch Giá 2020").join(CONFIG), "").expect("writes");
        check(&at("Rạch Giá 2020"), "được");
        // One that belongs to no conference is what it is called.
        check(&at("nop"), "được");
        check(&at("Rạch Giá 2020/nop"), "là thư mục nop của một hội nghị; nêu thư mục hội nghị: ");
        check(&at("Rạch Giá 2020/ket-qua"), "là thư mục ket-qua");
        check(&at("rach gia 2020"), "có phải là “");
        check(&at("khác hẳn"), "kiểm tra lại tên");
        check(&at("Rạch Giá 2020\""), "bỏ dấu \\ ở cuối");
        check(&at("Rạch Giá 2020").join(CONFIG), "là một tệp");
    }
}
