//! `accept`: explains a finding, so that it stands in the list but no longer blocks the report.

use crate::error::Error;
use crate::model::{Dossier, Explanation, Finding, name};
use crate::pipeline::Outcome;
use crate::project::{self, DROP};
use crate::rules;

use super::args::{AcceptArgs, WorkspaceArgs};
use super::{CLEAN, console, report};

pub(super) fn run(args: &AcceptArgs) -> Result<u8, Error> {
    let mut entry = entry(args)?;
    let workspace = WorkspaceArgs { folder: args.folder.clone(), out: None };
    // As for the final version: what is only asked then can be explained beforehand.
    let (project, outcome) = report::load(&workspace, true)?;
    let mut matched = rules::explained_by(&outcome.dossier, &entry, &outcome.findings);
    if matched.is_empty()
        && let Some(file) = &entry.file
    {
        // "an-hoa.xlsx" for "nop/an-hoa.xlsx".
        let inside = Explanation { file: Some(format!("{DROP}/{file}")), ..entry.clone() };
        matched = rules::explained_by(&outcome.dossier, &inside, &outcome.findings);
        if !matched.is_empty() {
            entry = inside;
        }
    }
    if matched.is_empty() {
        return Err(Error::Nothing(refusal(&outcome, &entry)));
    }
    let open: Vec<&Finding> = matched.into_iter().filter(|finding| finding.explained.is_none()).collect();
    if open.is_empty() {
        return Err(Error::Nothing(format!("nội dung {} này đã được giải trình; không ghi thêm", entry.code)));
    }
    let path = project::explanations::add(&project, &entry)?;
    let mut lines =
        vec![format!("Đã ghi giải trình {} vào {}, áp dụng cho {} nội dung:", entry.code, path.display(), open.len())];
    lines.extend(open.iter().take(10).map(|finding| format!("  {}", told(&outcome.dossier, finding))));
    if open.len() > 10 {
        lines.push(format!("  và {} nội dung khác; thêm --file, --cell để giải trình riêng từng chỗ", open.len() - 10));
    }
    console::out(&lines.join("\n"));
    Ok(CLEAN)
}

/// The entry the arguments ask for.
fn entry(args: &AcceptArgs) -> Result<Explanation, Error> {
    let missing = |what: &str| Error::Nothing(format!("thiếu {what}. Ví dụ: {EXAMPLE}"));
    let code = args.code.as_deref().or(args.named_code.as_deref()).ok_or_else(|| missing("mã quy tắc"))?;
    let reason =
        args.reason.as_deref().map(name::clean).filter(|text| !text.is_empty()).ok_or_else(|| missing("lý do (--reason)"))?;
    let Some(rule) = rules::find(code) else {
        let near = name::nearest(code, rules::ALL.iter().map(|rule| rule.code));
        let hint = near.map_or_else(String::new, |near| format!(" Có phải là {near}?"));
        return Err(Error::Nothing(format!("không có quy tắc “{code}”.{hint} Xem mọi quy tắc: tongket explain")));
    };
    let filled = |text: &Option<String>| text.as_deref().map(name::clean).filter(|text| !text.is_empty());
    Ok(Explanation {
        code: rule.code.to_owned(),
        file: filled(&args.file).map(|file| file.replace('\\', "/")),
        sheet: filled(&args.sheet),
        cell: filled(&args.cell).map(|cell| cell.to_uppercase().replace('$', "")),
        unit: filled(&args.unit),
        reason,
        person: filled(&args.person).unwrap_or_default(),
    })
}

const EXAMPLE: &str = "tongket accept THƯ-MỤC R33 --file nop/an-hoa.xlsx --reason \"…\" --person \"…\"";

/// Why nothing is written, with the finding that is most like the one described.
fn refusal(outcome: &Outcome, entry: &Explanation) -> String {
    let likeness = |finding: &Finding| {
        let place = finding.at.map(|at| outcome.dossier.place(at)).unwrap_or_default();
        let cell = finding.at.and_then(|at| outcome.dossier.a1(at));
        let holds =
            |text: &Option<String>, whole: &str| text.as_ref().is_some_and(|text| name::key(whole).contains(&name::key(text)));
        4 * u8::from(finding.code == entry.code)
            + 2 * u8::from(holds(&entry.file, &place))
            + 2 * u8::from(entry.cell.is_some() && cell == entry.cell)
            + u8::from(holds(&entry.sheet, &place))
            + u8::from(holds(&entry.unit, finding.unit.as_deref().unwrap_or_default()))
    };
    let open = outcome.findings.iter().filter(|finding| finding.explained.is_none());
    // Of equals the first.
    let nearest = open.rev().max_by_key(|finding| likeness(finding));
    let near = nearest.map_or_else(
        || "hiện không có nội dung nào cần giải trình".to_owned(),
        |finding| format!("gần nhất là {}", told(&outcome.dossier, finding)),
    );
    format!("không có nội dung nào khớp với giải trình {} này, nên không ghi; {near}", entry.code)
}

/// "[R33] nop/an-hoa.xlsx, trang “Thông tin”, ô B2: …".
fn told(dossier: &Dossier, finding: &Finding) -> String {
    let place = finding.at.map(|at| dossier.place(at)).or_else(|| finding.unit.clone()).unwrap_or_default();
    format!("[{}] {place}: {}", finding.code, finding.message)
}
