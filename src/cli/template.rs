//! `template`: tries the office's templates, lists what they may use, copies a built-in one to be changed.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::pipeline;
use crate::project::{self, Project};

use super::args::{TemplateArgs, TemplateVerb};
use super::{CLEAN, MUST_FIX, console};

/// What templates may use, with values of a sample.
const GUIDE: &str = include_str!("../../templates/README.md");

pub(super) fn run(args: &TemplateArgs) -> Result<u8, Error> {
    match &args.verb {
        TemplateVerb::Check { folder } => check(folder.as_ref()),
        TemplateVerb::Fields { folder: None } => {
            console::out(GUIDE.trim_end());
            Ok(CLEAN)
        }
        TemplateVerb::Fields { folder: Some(folder) } => fields(folder),
        TemplateVerb::New { name, folder } => copy(name, folder.as_ref()),
    }
}

fn here(folder: Option<&PathBuf>) -> &Path {
    folder.map_or_else(|| Path::new("."), PathBuf::as_path)
}

fn check(folder: Option<&PathBuf>) -> Result<u8, Error> {
    let project = Project::open(here(folder), None)?;
    let faults = pipeline::try_templates(&project)?;
    let own: Vec<&str> = project.overrides.keys().map(String::as_str).collect();
    if own.is_empty() {
        console::out("Hội nghị chưa có mẫu riêng trong mau/; các mẫu có sẵn đều dùng được.");
        return Ok(CLEAN);
    }
    if faults.is_empty() {
        console::out(&format!(
            "{} mẫu trong mau/ dùng được với không có, ít và rất nhiều số liệu: {}.",
            own.len(),
            own.join(", ")
        ));
        return Ok(CLEAN);
    }
    let mut lines = vec![format!("{} chỗ cần sửa trong mẫu:", faults.len())];
    for fault in &faults {
        let text = fault.error.to_string();
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        lines.push(format!("  {first}{}", letters.as_str()));
        if fault.with.len() < 3 {
            let with: Vec<&str> = fault.with.iter().map(|amount| amount.words()).collect();
            lines.push(format!("    (gặp khi {})", with.join(", ")));
        }
    }
    console::out(&lines.join("\n"));
    Ok(MUST_FIX)
}

fn fields(folder: &Path) -> Result<u8, Error> {
    let project = Project::open(folder, None)?;
    let outcome = pipeline::run(&project, false, &|_, _| {})?;
    console::out(pipeline::template_guide(&project, &outcome)?.trim_end());
    Ok(CLEAN)
}

fn copy(name: &str, folder: Option<&PathBuf>) -> Result<u8, Error> {
    let text = pipeline::built_in_template(name)?;
    let path = project::new_template(here(folder), name, text)?;
    console::out(&format!("Đã chép mẫu vào {}. Sửa xong thì thử: tongket template check", path.display()));
    Ok(CLEAN)
}
