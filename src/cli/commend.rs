//! `commend`: the commendation lists for printing, and the papers that go with them.

use crate::error::Error;
use crate::model::{Date, LateDecision};
use crate::pipeline::{self, Output};
use crate::project::{OutputFolder, Project, Sweep, Written, hash_of};

use super::args::CommendArgs;
use super::{CLEAN, MUST_FIX, console, report};

pub(super) fn run(args: &CommendArgs) -> Result<u8, Error> {
    let late = late_decision(args)?;
    let (project, outcome) = report::load_with(&args.workspace, args.is_final, late, args.certificate.clone())?;
    if args.is_final && outcome.must_fix() {
        console::note(&report::refusal(&outcome, &project));
        return Ok(MUST_FIX);
    }
    let scratch = std::env::temp_dir();
    let (papers, said) = pipeline::papers(&project, &outcome, &scratch)?;
    if outcome.dossier.awards.is_empty() && papers.is_empty() {
        console::out("Các biểu đã nộp không có dòng khen thưởng nào (Biểu 2), nên không có danh sách để lập.");
        return Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN });
    }
    let mut outputs = pipeline::commend(&project, &outcome, &scratch)?;
    outputs.extend(papers);
    let (written, sweep) = save(&project, &outputs)?;
    let mut lines = vec![report::closing(&project, &outcome, &written)];
    list(&mut lines, "Không lập, vì chưa có dữ liệu hoặc không thuộc thẩm quyền:", said.left);
    list(&mut lines, "Giấy khen, giấy chứng nhận, bằng khen:", said.certificates);
    list(&mut lines, "Xem lại hoi-nghi.toml:", said.unused);
    list(&mut lines, "Đã bỏ giấy tờ lập lần trước, nay không còn căn cứ:", sweep.removed);
    list(&mut lines, "Giấy tờ lập lần trước không còn căn cứ, nhưng đã có người sửa nên để nguyên:", sweep.changed);
    console::out(&lines.join("\n"));
    Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN })
}

fn list(lines: &mut Vec<String>, head: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        lines.push(head.to_owned());
        lines.extend(entries.into_iter().map(|entry| format!("  {entry}")));
    }
}

/// What the command line says of a decision.
fn late_decision(args: &CommendArgs) -> Result<Option<LateDecision>, Error> {
    let date = args.date.as_deref().map(|text| {
        let message = || format!("ngày “{text}” không đọc được; viết ngày/tháng/năm, như --date 18/8/2020");
        Date::parse(text).ok_or_else(|| Error::Nothing(message()))
    });
    let date = date.transpose()?;
    let number = args.decision.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if number.is_none() && date.is_none() {
        return match (&args.form, &args.by) {
            (None, None) => Ok(None),
            _ => Err(Error::Nothing("--form, --by chỉ dùng cùng --decision hoặc --date".to_owned())),
        };
    }
    Ok(Some(LateDecision { number, date, form: args.form.clone(), body: args.by.clone() }))
}

/// Writes the files; takes away what an earlier run wrote and this one did not, unless somebody has changed it.
fn save(project: &Project, outputs: &[Output]) -> Result<(Vec<Written>, Sweep), Error> {
    let time = console::run_time();
    let folder = OutputFolder::open(&project.out)?;
    let files: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let written = folder.write(&files, &time)?;
    let noted: Vec<(Written, u64)> = written.iter().cloned().zip(outputs.iter().map(|(_, bytes)| hash_of(bytes))).collect();
    let sweep = folder.sweep("", &noted, &time)?;
    Ok((written, sweep))
}
