//! `forms`: writes the blank forms, and says what was written and what was left alone.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::model::{Round, name, thousands};
use crate::pipeline;
use crate::project::{OutputFolder, Project, Written, hash_of};

use super::args::FormsArgs;
use super::console::{self, Progress};
use super::{CLEAN, FAILED};

const FOLDER: &str = "bieu-mau";
/// More files than this are counted, not listed.
const LISTED: usize = 20;
/// `--round`.
const ROUNDS: &[(&str, Round)] = &[("dang-ky", Round::Registration), ("giua-ky", Round::MidTerm), ("ket-qua", Round::Result)];

pub(super) fn run(args: &FormsArgs) -> Result<u8, Error> {
    let round = match args.round.as_deref().map(|told| (told, ROUNDS.iter().find(|(code, _)| *code == name::slug(told)))) {
        None => Round::default(),
        Some((_, Some((_, round)))) => *round,
        Some((told, None)) => {
            console::note(&format!("Lỗi: không có đợt “{told}”; dùng được: dang-ky, giua-ky, ket-qua."));
            return Ok(FAILED);
        }
    };
    let folder = args.workspace.folder.as_deref().unwrap_or_else(|| std::path::Path::new("."));
    let project = Project::open(folder, args.workspace.out.as_deref())?;
    let time = console::run_time();
    let progress = Progress::new();
    let mut output: Option<OutputFolder> = None;
    let mut written: Vec<(Written, u64)> = Vec::new();
    let mut theirs: BTreeSet<String> = BTreeSet::new();
    let made = pipeline::blank_forms(&project, round, &|done, all| progress.tell(done, all), &mut |outputs| {
        let folder = match output.take() {
            Some(open) => open,
            None => OutputFolder::open(&project.out)?,
        };
        let others = folder.of_others(FOLDER, outputs.iter().map(|(name, _)| name.as_str()));
        let due: Vec<_> = outputs.into_iter().filter(|(name, _)| !others.contains(name)).collect();
        theirs.extend(others);
        let files: Vec<(&str, &[u8])> = due.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let done = folder.write(&files, &time)?;
        written.extend(done.into_iter().zip(due.iter().map(|(_, bytes)| hash_of(bytes))));
        output = Some(folder);
        Ok(())
    });
    progress.finish();
    let made = made?;
    let sweep = output.map(|folder| folder.sweep(FOLDER, &written, &time)).transpose()?.unwrap_or_default();
    let offered = match made.offered {
        0 => String::new(),
        n => format!(", ghi sẵn {} mô hình đã biết", thousands(n as u64)),
    };
    let mut lines = vec![format!("Đã lập {} biểu mẫu{offered} trong {}:", written.len(), project.out.join(FOLDER).display())];
    let shown = |(file, _): &(Written, u64)| {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        file.note.as_ref().map_or_else(|| format!("  {name}"), |note| format!("  {name}: {note}"))
    };
    if written.len() > LISTED {
        lines.extend(written.iter().take(3).map(shown));
        lines.push(format!("  … và {} tệp nữa", written.len() - 3));
    } else {
        lines.extend(written.iter().map(shown));
    }
    let list = |lines: &mut Vec<String>, head: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            lines.push(head.to_owned());
            lines.extend(entries.into_iter().map(|entry| format!("  {entry}")));
        }
    };
    theirs.extend(sweep.changed);
    list(
        &mut lines,
        "Đã có người ghi vào nên để nguyên (chép ra chỗ khác rồi chạy lại nếu cần biểu trắng):",
        theirs.into_iter().collect(),
    );
    list(&mut lines, "Đã bỏ biểu mẫu lần trước của đơn vị không còn phải nộp:", sweep.removed);
    lines.push("Gửi mỗi đơn vị tệp mang tên mình; nhận về thì chép vào nop/ rồi chạy tongket check.".to_owned());
    console::out(&lines.join("\n"));
    Ok(CLEAN)
}
