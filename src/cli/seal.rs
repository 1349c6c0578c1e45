//! `seal`: freezes a run into one zip.

use crate::error::Error;
use crate::model::{name, thousands};
use crate::pipeline::{self, Freshness, Output, Sealing};
use crate::project::{self, OutputFolder, Written};
use crate::seal::{Manifest, Role};

use super::args::SealArgs;
use super::console::{self, Progress};
use super::{CLEAN, MUST_FIX, report};

pub(super) fn run(args: &SealArgs) -> Result<u8, Error> {
    let project = report::open(&args.workspace)?;
    // Listed before anything is read: a file that changes in between is noticed.
    let sources = project.sources()?;
    let outcome = report::read(&project, args.is_final)?;
    if args.is_final && outcome.must_fix() {
        console::note(&report::refusal(&outcome, &project));
        return Ok(MUST_FIX);
    }
    let outputs = pipeline::outputs(&project, &outcome, &std::env::temp_dir())?;
    let folder = OutputFolder::open(&project.out)?;
    let standing = pipeline::standing(&project, &outputs)?;
    let name = file_name(&outcome.dossier.authority.period.label);
    let time = console::run_time();
    let replaced = project::sha256_of(&project.out.join(&name))?;
    let sealing =
        Sealing { outcome: &outcome, is_final: args.is_final, sources: &sources, outputs: &outputs, standing: &standing };
    let progress = Progress::sealing();
    let mut manifest = Manifest::new();
    let written = folder.stream(&name, &time, &mut |file| {
        manifest = pipeline::seal(sealing, file, &|done, all| progress.tell(done, all))?;
        Ok(())
    })?;
    progress.finish();
    let code = project::sha256_of(&written.path)?.unwrap_or_default();
    let absent = || outputs.iter().zip(&standing).filter(|(_, standing)| matches!(standing, Freshness::Absent));
    let missing: Vec<(&str, &[u8])> = absent().map(|((name, bytes), _)| (name.as_str(), bytes.as_slice())).collect();
    let added = folder.write(&missing, &time)?;
    let mut lines = vec![report::read_line(&outcome), report::findings_line(&outcome)];
    if outcome.must_fix() {
        lines.push(format!(
            "Bản chốt ghi DỰ THẢO vì còn {} nội dung phải sửa; sửa xong thì chốt lại (thêm --final để chỉ chốt bản chính thức).",
            outcome.summary.findings.must_fix
        ));
    }
    lines.extend(told(&manifest, &written, &code, replaced.as_deref()));
    lines.extend(results(&project.root.display().to_string(), &outputs, &standing, &added));
    console::out(&lines.join("\n"));
    Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN })
}

/// "chot-6-thang-dau-nam-2023.zip".
fn file_name(period: &str) -> String {
    let slug = name::slug(period);
    if slug.is_empty() { "chot.zip".to_owned() } else { format!("chot-{slug}.zip") }
}

/// What was sealed, and by which code it is known again.
fn told(manifest: &Manifest, written: &Written, code: &str, replaced: Option<&str>) -> Vec<String> {
    let count = |roles: &[Role]| thousands(manifest.files.iter().filter(|file| roles.contains(&file.role)).count() as u64);
    let mut lines = vec!["Đã chốt số liệu:".to_owned(), format!("  {}", written.path.display())];
    lines.extend(written.note.iter().map(|note| format!("    {note}")));
    lines.push(format!(
        "    gồm {} tệp đơn vị nộp, {} tệp khai báo và số liệu kỳ trước, {} tệp kết quả",
        count(&[Role::Submission]),
        count(&[Role::Configuration, Role::Previous]),
        count(&[Role::Output])
    ));
    if !manifest.left_out.is_empty() {
        lines.push("  Không chốt được (không phải tệp thường):".to_owned());
        lines.extend(manifest.left_out.iter().map(|left| format!("    {}: {}", left.path, left.why)));
    }
    lines.push(format!("Mã bản chốt (ghi vào biên bản; bản chốt bị thay đổi thì mã này đổi): {code}"));
    match replaced {
        Some(old) if old == code => lines.push("Không có gì thay đổi so với bản chốt trước.".to_owned()),
        Some(old) => lines.push(format!("Bản chốt trước cùng tên đã được thay; mã của bản ấy là {old}")),
        None => {}
    }
    lines.push(format!("Sau này đối chiếu bằng lệnh: tongket verify-seal {}", quoted(&written.path.display().to_string())));
    lines
}

/// A path as it is typed.
fn quoted(path: &str) -> String {
    if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() }
}

/// What the results in the output folder are beside those sealed.
fn results(root: &str, outputs: &[Output], standing: &[Freshness], added: &[Written]) -> Vec<String> {
    let mut lines = Vec::new();
    let other = outputs.iter().zip(standing).filter(|(_, standing)| matches!(standing, Freshness::Other(_)));
    let other: Vec<&str> = other.map(|((name, _), _)| name.as_str()).collect();
    if !other.is_empty() {
        lines.push(format!(
            "Khác bản lập từ số liệu hiện nay (đã sửa tay, hoặc lập từ trước): {}. Bản chốt giữ cả hai; muốn lập lại: tongket report {}",
            other.join(", "),
            quoted(root)
        ));
    }
    if !added.is_empty() {
        lines.push("Kết quả chưa có trong thư mục nên ghi luôn:".to_owned());
        for file in added {
            lines.push(format!("  {}", file.path.display()));
            lines.extend(file.note.iter().map(|note| format!("    {note}")));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zip_is_named_by_the_period() {
        assert_eq!(file_name("6 tháng đầu năm 2023"), "chot-6-thang-dau-nam-2023.zip");
        assert_eq!(file_name("2016-2020"), "chot-2016-2020.zip");
        assert_eq!(file_name(""), "chot.zip");
    }
}
