//! `explain`: what a rule means and how to mend what it finds.

use crate::error::Error;
use crate::model::name;
use crate::rules;

use super::args::ExplainArgs;
use super::{CLEAN, console};

pub(super) fn run(args: &ExplainArgs) -> Result<u8, Error> {
    let Some(code) = &args.code else {
        let lines: Vec<String> =
            rules::ALL.iter().map(|r| format!("{:<4} {:<12} {}", r.code, r.severity.name(), r.what)).collect();
        console::out(&lines.join("\n"));
        return Ok(CLEAN);
    };
    let Some(rule) = rules::find(code) else {
        let nearest = name::nearest(code, rules::ALL.iter().map(|r| r.code));
        let hint = nearest.map(|n| format!(" Có phải là {n}?")).unwrap_or_default();
        return Err(Error::Nothing(format!("không có quy tắc “{code}”.{hint} Xem mọi quy tắc: tongket explain")));
    };
    console::out(&rules::explain(rule));
    Ok(CLEAN)
}
