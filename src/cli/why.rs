//! `why`: the tree of sums behind a figure, down to file, sheet and cell.

use serde_json::{Value, json};

use crate::error::Error;
use crate::model::name;
use crate::pipeline;
use crate::trace::{Candidate, Found};

use super::args::{WhyArgs, WorkspaceArgs};
use super::{CLEAN, console, report};

pub(super) fn run(args: &WhyArgs) -> Result<u8, Error> {
    let question = args.question.as_deref().map(name::clean).filter(|text| !text.is_empty());
    let Some(question) = question else {
        return Err(Error::Nothing(
            "thiếu con số cần truy nguồn. Ví dụ: tongket why THƯ-MỤC 1.952, hoặc tongket why THƯ-MỤC cong_nhan.co-so.luot"
                .to_owned(),
        ));
    };
    let workspace = WorkspaceArgs { folder: args.folder.clone(), out: None };
    let (_, outcome) = report::load(&workspace, false)?;
    let tracer = pipeline::tracer(&outcome);
    match tracer.find(&question) {
        Found::One(key) => {
            let evidence = tracer.evidence(&key).ok_or_else(|| unknown(&question, None))?;
            console::out(&if args.json { tracer.json(&evidence).to_string() } else { tracer.words(&evidence, args.all) });
            Ok(CLEAN)
        }
        Found::Many(candidates) => {
            console::out(&if args.json { list_json(&candidates).to_string() } else { list(&question, &candidates) });
            Ok(CLEAN)
        }
        Found::None(nearest) => Err(unknown(&question, nearest.as_deref())),
    }
}

fn list(question: &str, candidates: &[Candidate]) -> String {
    let mut lines = vec![format!("Có {} số liệu ứng với “{question}”; nêu khóa của số liệu cần xem:", candidates.len())];
    lines.extend(candidates.iter().map(|c| format!("  {}: {} ({})", c.key, c.what, c.shown)));
    lines.join("\n")
}

fn list_json(candidates: &[Candidate]) -> Value {
    let one = |c: &Candidate| json!({"khoa": c.key, "noi_dung": c.what, "gia_tri": c.shown});
    json!({"ung_vien": candidates.iter().map(one).collect::<Vec<_>>()})
}

fn unknown(question: &str, nearest: Option<&str>) -> Error {
    let hint = nearest.map(|near| format!("; có phải là “{near}”?")).unwrap_or_default();
    let stop = if hint.is_empty() { "." } else { "" };
    Error::Nothing(format!(
        "không có số liệu nào là “{question}”{hint}{stop} Các khóa có trong so-lieu.json; cũng có thể nêu con số như in trong báo cáo, ví dụ 1.952 hoặc 0,52%."
    ))
}
