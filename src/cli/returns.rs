//! `check --return`: writes the marked copies, and says what was written and what was not.

use crate::error::Error;
use crate::pipeline::{self, Outcome};
use crate::project::{OutputFolder, Project, Written, hash_of};

use super::console;

const FOLDER: &str = "de-nghi-chinh-sua";

/// Writes the marked copies; gives what is said of them.
///
/// # Errors
///
/// As [`pipeline::marked_copies`], and [`Error::Write`].
pub(super) fn write(project: &Project, outcome: &Outcome) -> Result<String, Error> {
    let time = console::run_time();
    let mut folder: Option<OutputFolder> = None;
    let mut written: Vec<(Written, u64)> = Vec::new();
    let left = pipeline::marked_copies(project, outcome, &mut |(name, bytes)| {
        let output = match folder.take() {
            Some(open) => open,
            None => OutputFolder::open(&project.out)?,
        };
        let files = output.write(&[(&name, &bytes)], &time)?;
        written.extend(files.into_iter().map(|file| (file, hash_of(&bytes))));
        folder = Some(output);
        Ok(())
    })?;
    let folder = match folder {
        None if OutputFolder::has_list(&project.out, FOLDER) => Some(OutputFolder::open(&project.out)?),
        open => open,
    };
    let sweep = folder.map(|folder| folder.sweep(FOLDER, &written, &time)).transpose()?.unwrap_or_default();
    let mut lines = Vec::new();
    match written.len() {
        0 if left.is_empty() => lines.push("Không tệp nào có chỗ cần chỉnh sửa nên không có bản đánh dấu nào.".to_owned()),
        0 => {}
        n => lines.push(format!("Đã ghi bản đánh dấu của {n} tệp để gửi trả đơn vị:")),
    }
    for (file, _) in &written {
        lines.push(format!("  {}", file.path.display()));
        lines.extend(file.note.iter().map(|note| format!("    {note}")));
    }
    let list = |lines: &mut Vec<String>, head: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            lines.push(head.to_owned());
            lines.extend(entries.into_iter().map(|entry| format!("  {entry}")));
        }
    };
    list(&mut lines, "Không lập được bản đánh dấu:", left.into_iter().map(|n| format!("{}: {}", n.path, n.why)).collect());
    list(&mut lines, "Đã bỏ bản đánh dấu lần trước vì tệp không còn chỗ cần chỉnh sửa:", sweep.removed);
    list(&mut lines, "Bản đánh dấu lần trước không còn cần nữa, nhưng đã có người sửa nên để nguyên:", sweep.changed);
    Ok(lines.join("\n"))
}
