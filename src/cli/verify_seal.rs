//! `verify-seal`: a seal beside its workspace, as words or as one JSON object.

mod json;
mod words;

use crate::error::Error;
use crate::pipeline;
use crate::project::{self, Project};

use super::args::VerifySealArgs;
use super::console::{self, Progress};
use super::{CLEAN, DIFFERS};

pub(super) fn run(args: &VerifySealArgs) -> Result<u8, Error> {
    let Some(seal) = args.seal.as_deref() else {
        return Err(Error::Nothing("thiếu tệp bản chốt. Ví dụ: tongket verify-seal ket-qua/chot-2016-2020.zip".to_owned()));
    };
    // First whether it is a file at all: its folder would be looked at in vain.
    drop(project::open_seal(seal)?);
    let folder = args.folder.clone().or_else(|| project::workspace_of(seal));
    let out = args.out.clone().or_else(|| project::results_beside(seal));
    let project = folder.map(|folder| Project::open(&folder, out.as_deref())).transpose()?;
    let progress = Progress::new();
    let verdict = pipeline::verify(seal, project.as_ref(), &std::env::temp_dir(), &|done, all| progress.tell(done, all));
    progress.finish();
    let verdict = verdict?;
    let root = project.map(|project| project.root);
    console::out(&if args.json { json::object(&verdict).to_string() } else { words::told(seal, root.as_deref(), &verdict) });
    Ok(if verdict.agrees() { CLEAN } else { DIFFERS })
}
