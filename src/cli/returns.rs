//! `check --return`: writes marked copies, letters and the collector's workbook, and says what was written and what was not.

use std::mem;

use crate::error::Error;
use crate::model::Earlier;
use crate::pipeline::{self, GivenBack, Outcome, Output, WORKBOOK};
use crate::project::{OutputFolder, Project, Sweep, Written, hash_of};

use super::console;

const FOLDER: &str = "de-nghi-chinh-sua";
/// Files are written together up to so many bytes or files.
const BATCH_BYTES: usize = 8 << 20;
const BATCH_FILES: usize = 100;
/// Files that are named; the rest are in the folder to be seen.
const MOST_NAMED: usize = 30;

/// Outputs on their way to the disk.
struct Batch<'a> {
    folder: &'a OutputFolder,
    time: String,
    waiting: Vec<Output>,
    bytes: usize,
    /// What was written, with its hash.
    written: Vec<(Written, u64)>,
}

impl Batch<'_> {
    fn add(&mut self, output: Output) -> Result<(), Error> {
        self.bytes += output.1.len();
        self.waiting.push(output);
        if self.bytes >= BATCH_BYTES || self.waiting.len() >= BATCH_FILES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let outputs = mem::take(&mut self.waiting);
        self.bytes = 0;
        let files: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let written = self.folder.write(&files, &self.time)?;
        self.written.extend(written.into_iter().zip(&outputs).map(|(file, (_, bytes))| (file, hash_of(bytes))));
        Ok(())
    }
}

/// Writes all that is given back; gives what is said of it.
///
/// # Errors
///
/// As [`pipeline::give_back`], and [`Error::Write`].
pub(super) fn write(project: &Project, outcome: &Outcome) -> Result<String, Error> {
    let folder = OutputFolder::open(&project.out)?;
    let mut batch = Batch { folder: &folder, time: console::run_time(), waiting: Vec::new(), bytes: 0, written: Vec::new() };
    let given = pipeline::give_back(project, outcome, &std::env::temp_dir(), &mut |output| batch.add(output))?;
    batch.flush()?;
    let (kept, returned): (Vec<_>, Vec<_>) = batch.written.into_iter().partition(|(file, _)| file.name == WORKBOOK);
    let sweep = folder.sweep(FOLDER, &returned, &batch.time)?;
    let (letters, copies): (Vec<&Written>, Vec<&Written>) =
        returned.iter().map(|(file, _)| file).partition(|file| given.letters.contains(&file.name));
    let mut lines = Vec::new();
    copies_words(&given, &copies, &mut lines);
    letters_words(&given, &letters, &mut lines);
    workbook_words(&given, kept.iter().map(|(file, _)| file), &mut lines);
    sweep_words(sweep, &mut lines);
    Ok(lines.join("\n"))
}

/// Letters of an earlier run: documents of the folder itself.
fn is_letter(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.to_lowercase().ends_with(".docx") && rest.matches('/').count() == 1)
}

fn copies_words(given: &GivenBack, copies: &[&Written], lines: &mut Vec<String>) {
    match copies.len() {
        0 if given.left.is_empty() => {
            lines.push("Không tệp nào có chỗ cần chỉnh sửa nên không có bản đánh dấu nào.".to_owned());
        }
        0 => {}
        n => lines.push(format!("Đã ghi bản đánh dấu của {} tệp để gửi trả đơn vị:", thousands(n))),
    }
    files(copies, lines);
    list(lines, "Không lập được bản đánh dấu:", given.left.iter().map(|n| format!("{}: {}", n.path, n.why)).collect());
}

fn letters_words(given: &GivenBack, letters: &[&Written], lines: &mut Vec<String>) {
    let of = |what: &str, n: usize| (n > 0).then(|| format!("{what} gửi {} đơn vị", thousands(n)));
    let parts = [of("công văn đề nghị rà soát, bổ sung số liệu", given.corrections), of("công văn nhắc nộp", given.reminders)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        lines.push(format!("Đã lập {}:", parts.join(" và ")));
        files(letters, lines);
    }
    if given.unaddressed > 0 {
        lines.push(format!(
            "{} nội dung không có công văn vì nằm ở tệp của chính cơ quan hoặc chưa rõ của đơn vị nào; xem {WORKBOOK}.",
            thousands(given.unaddressed)
        ));
    }
}

fn workbook_words<'w>(given: &GivenBack, written: impl Iterator<Item = &'w Written>, lines: &mut Vec<String>) {
    lines.push("Đã ghi bảng đối chiếu (ai đã nộp, còn những nội dung nào, có gì thay đổi so với lần trước):".to_owned());
    files(&written.collect::<Vec<_>>(), lines);
    if let Earlier::Unreadable(why) = &given.earlier {
        lines.push(format!("    không so sánh được với lần trước: tệp {WORKBOOK} đã có {why}"));
    }
}

fn sweep_words(sweep: Sweep, lines: &mut Vec<String>) {
    let parted = |paths: Vec<String>| paths.into_iter().partition::<Vec<String>, _>(|path| is_letter(path));
    let (letters, copies) = parted(sweep.removed);
    list(lines, "Đã bỏ bản đánh dấu lần trước vì tệp không còn chỗ cần chỉnh sửa:", copies);
    list(lines, "Đã bỏ công văn lần trước vì đơn vị không còn nội dung cần đề nghị:", letters);
    let (letters, copies) = parted(sweep.changed);
    list(lines, "Bản đánh dấu lần trước không còn cần nữa, nhưng đã có người sửa nên để nguyên:", copies);
    list(lines, "Công văn lần trước không còn cần nữa, nhưng đã có người sửa nên để nguyên:", letters);
}

/// The files' paths, and what must be known of each.
fn files(written: &[&Written], lines: &mut Vec<String>) {
    for (at, file) in written.iter().enumerate() {
        if at < MOST_NAMED {
            lines.push(format!("  {}", file.path.display()));
        }
        lines.extend(file.note.iter().map(|note| format!("    {note}")));
    }
    if written.len() > MOST_NAMED {
        lines.push(format!("  và {} tệp khác trong thư mục {FOLDER}", thousands(written.len() - MOST_NAMED)));
    }
}

fn list(lines: &mut Vec<String>, head: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        lines.push(head.to_owned());
        lines.extend(entries.into_iter().map(|entry| format!("  {entry}")));
    }
}

fn thousands(n: usize) -> String {
    crate::model::thousands(n as u64)
}
