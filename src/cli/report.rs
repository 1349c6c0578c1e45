//! `report`: read, reconcile, write the report.

use crate::error::Error;
use crate::model::LateDecision;
use crate::pipeline::{self, Outcome, Output, Sources};
use crate::project::{self, Project, Written};

use super::args::{ReportArgs, WorkspaceArgs};
use super::console::{self, Progress};
use super::{CLEAN, MUST_FIX};

pub(super) fn run(args: &ReportArgs) -> Result<u8, Error> {
    let (project, outcome) = load(&args.workspace, args.is_final)?;
    if args.is_final && outcome.must_fix() {
        console::note(&refusal(&outcome, &project));
        return Ok(MUST_FIX);
    }
    let sources = if args.no_sources { Sources::LeftOut } else { Sources::Said };
    let outputs = pipeline::report(&project, &outcome, sources, &std::env::temp_dir())?;
    let json =
        outputs.iter().find(|(name, _)| name.ends_with("json")).map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let written = save(&project, &outputs)?;
    let closing = closing(&project, &outcome, &written);
    if args.json {
        console::out(&json.unwrap_or_default());
        console::note(&closing);
    } else {
        console::out(&closing);
    }
    Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN })
}

/// Opens a workspace and reads it, with a progress bar.
pub(super) fn load(args: &WorkspaceArgs, is_final: bool) -> Result<(Project, Outcome), Error> {
    load_with(args, is_final, None, None)
}

/// The same with the number or date of a decision that came last, and the profile of certificates that was asked for.
pub(super) fn load_with(
    args: &WorkspaceArgs,
    is_final: bool,
    late_decision: Option<LateDecision>,
    certificate: Option<String>,
) -> Result<(Project, Outcome), Error> {
    let project = Project { late_decision, certificate, ..open(args)? };
    let outcome = read(&project, is_final)?;
    Ok((project, outcome))
}

/// Opens a workspace.
pub(super) fn open(args: &WorkspaceArgs) -> Result<Project, Error> {
    let folder = args.folder.as_deref().unwrap_or_else(|| std::path::Path::new("."));
    Project::open(folder, args.out.as_deref())
}

/// Reads an opened workspace, with a progress bar.
pub(super) fn read(project: &Project, is_final: bool) -> Result<Outcome, Error> {
    let progress = Progress::new();
    let outcome = pipeline::run(project, is_final, &|done, all| progress.tell(done, all));
    progress.finish();
    outcome
}

/// Writes outputs, each replaced as a whole.
pub(super) fn save(project: &Project, outputs: &[Output]) -> Result<Vec<Written>, Error> {
    let files: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    project::write_outputs(&project.out, &files, &console::run_time())
}

/// Why the final version is refused.
pub(super) fn refusal(outcome: &Outcome, project: &Project) -> String {
    format!(
        "Còn {} nội dung phải sửa nên chưa lập bản chính thức; không tệp nào được ghi.\nXem từng nội dung: tongket check {}",
        outcome.summary.findings.must_fix,
        project.root.display()
    )
}

/// What was read, found and written, in a few lines.
pub(super) fn closing(project: &Project, outcome: &Outcome, written: &[Written]) -> String {
    let mut lines = vec![read_line(outcome), findings_line(outcome)];
    let missing = &outcome.summary.turnout.missing;
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().take(10).map(|u| outcome.dossier.units.name(*u)).collect();
        let more = if missing.len() > 10 { format!(" và {} đơn vị khác", missing.len() - 10) } else { String::new() };
        lines.push(format!("Chưa nộp: {}{more}.", names.join(", ")));
    }
    if outcome.must_fix() {
        lines.push(format!(
            "Văn bản ghi DỰ THẢO vì còn nội dung phải sửa; xem từng nội dung: tongket check {}",
            project.root.display()
        ));
    }
    lines.push("Đã ghi:".to_owned());
    for file in written {
        lines.push(format!("  {}", file.path.display()));
        lines.extend(file.note.iter().map(|note| format!("    {note}")));
    }
    lines.join("\n")
}

/// "Đã đọc 13 tệp của 12/12 đơn vị phải nộp: 1.412 mô hình, điển hình; 222 dòng khen thưởng."
pub(super) fn read_line(outcome: &Outcome) -> String {
    use crate::model::Fate;
    let dossier = &outcome.dossier;
    let count = |test: fn(&Fate) -> bool| dossier.readings.iter().filter(|r| test(&r.fate)).count();
    let read = count(|f| matches!(f, Fate::Read));
    let refused = count(|f| matches!(f, Fate::Refused(_)));
    let skipped = count(|f| matches!(f, Fate::Skipped(_) | Fate::DuplicateOf(_)));
    let turnout = &outcome.summary.turnout;
    let mut text = format!("Đã đọc {} tệp", thousands(read));
    if !turnout.owing.is_empty() {
        text = format!("{text}; {}/{} đơn vị phải nộp đã nộp", thousands(turnout.sent.len()), thousands(turnout.owing.len()));
    }
    text = format!(
        "{text}; {} mô hình, điển hình; {} dòng khen thưởng.",
        thousands(dossier.models.len()),
        thousands(dossier.awards.len())
    );
    if refused > 0 {
        text = format!("{text} Không đọc được {refused} tệp.");
    }
    if skipped > 0 {
        text = format!("{text} Bỏ qua {skipped} tệp (trùng lặp, tệp tạm, tệp ẩn).");
    }
    text
}

/// "Kiểm tra: 1 phải sửa, 2 cần rà soát, 1 lưu ý, 0 đã giải trình."
pub(super) fn findings_line(outcome: &Outcome) -> String {
    let count = outcome.summary.findings;
    if count.must_fix + count.review + count.note + count.explained == 0 {
        return "Kiểm tra: không có nội dung nào phải sửa hay cần rà soát.".to_owned();
    }
    format!(
        "Kiểm tra: {} phải sửa, {} cần rà soát, {} lưu ý, {} đã giải trình.",
        count.must_fix, count.review, count.note, count.explained
    )
}

fn thousands(n: usize) -> String {
    crate::model::thousands(n as u64)
}
