//! The seal of a run: inputs and configuration as they are on disk, results as this run makes them, streamed into one zip.

use std::io::{BufWriter, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};

use super::{Outcome, Output, commend, papers, report};
use crate::error::Error;
use crate::project::{Project, Source, Sources};
use crate::seal::{self, Fault, Manifest, New, Packer, Role};

/// Every result of a run: what `report` writes, and `commend` where there are awards.
///
/// # Errors
///
/// As [`report`].
pub fn outputs(project: &Project, outcome: &Outcome, scratch: &Path) -> Result<Vec<Output>, Error> {
    let mut all = report(project, outcome, super::Sources::Said, scratch)?;
    if !outcome.dossier.awards.is_empty() {
        all.extend(commend(project, outcome, scratch)?);
        all.extend(papers(project, outcome, scratch)?.0);
    }
    Ok(all)
}

/// How a result in the output folder stands beside the one this run makes.
#[derive(Debug)]
pub enum Freshness {
    /// It is not there.
    Absent,
    /// It is the same.
    Same,
    /// It is another: edited by hand, or of an earlier run.
    Other(Source),
}

/// How the results in the output folder stand beside those of this run, in the order of `outputs`.
///
/// # Errors
///
/// [`Error::Read`].
pub fn standing(project: &Project, outputs: &[Output]) -> Result<Vec<Freshness>, Error> {
    let one = |(name, bytes): &Output| {
        let Some(source) = project.standing(name)? else { return Ok(Freshness::Absent) };
        let fresh = seal::sha256(bytes.as_slice()).map_err(|source| Error::Read { path: name.into(), source })?;
        let same = source.size == bytes.len() as u64 && source.sha256()? == fresh;
        Ok(if same { Freshness::Same } else { Freshness::Other(source) })
    };
    outputs.iter().map(one).collect()
}

/// What goes into a seal.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'a> {
    /// The run.
    pub outcome: &'a Outcome,
    /// Was it checked as the final version?
    pub is_final: bool,
    /// The files it depended on, listed before it began.
    pub sources: &'a Sources,
    /// Its results.
    pub outputs: &'a [Output],
    /// How those in the output folder stand beside them.
    pub standing: &'a [Freshness],
}

/// Writes the seal; gives its list. `progress` is told (files done, files in all).
///
/// # Errors
///
/// [`Error::Read`]; [`Error::Nothing`] for a file that was changed since it was listed; [`Error::Write`].
pub fn seal(sealing: Sealing<'_>, to: impl Write + Seek, progress: &dyn Fn(usize, usize)) -> Result<Manifest, Error> {
    let Sealing { outcome, is_final, sources, outputs, standing } = sealing;
    let authority = &outcome.dossier.authority;
    let units = &outcome.dossier.units;
    let manifest = Manifest {
        title: authority.title.clone(),
        period: authority.period.label.clone(),
        unit: units.name(units.root()).to_owned(),
        draft: outcome.must_fix(),
        is_final,
        left_out: sources.left_out.clone(),
        ..Manifest::new()
    };
    let mut packer = Packer::new(BufWriter::new(to), manifest);
    let edited = || standing.iter().filter_map(|s| if let Freshness::Other(source) = s { Some(source) } else { None });
    let all = sources.files.len() + outputs.len() + edited().count();
    let mut done = 0;
    let mut tell = || {
        done += 1;
        progress(done, all);
    };
    for source in &sources.files {
        from_disk(&mut packer, source)?;
        tell();
    }
    for (name, bytes) in outputs {
        let path = format!("ket-qua/{name}");
        let new = New { role: Role::Output, path: &path, size: bytes.len() as u64 };
        packer.add(new, &mut bytes.as_slice()).map_err(|fault| failed(fault, Path::new(name)))?;
        tell();
    }
    for source in edited() {
        from_disk(&mut packer, source)?;
        tell();
    }
    packer.finish().map_err(|source| Error::Write { path: PathBuf::from(seal::MANIFEST), source })
}

fn from_disk<W: Write + Seek>(packer: &mut Packer<W>, source: &Source) -> Result<(), Error> {
    let new = New { role: source.role, path: &source.path, size: source.size };
    source.read(&mut |file| match packer.add(new, file) {
        Err(Fault::Source(fault)) if fault.kind() == ErrorKind::WouldBlock => Err(source.changed()),
        added => added.map_err(|fault| failed(fault, Path::new(&source.path))),
    })
}

fn failed(fault: Fault, path: &Path) -> Error {
    match fault {
        Fault::Source(source) => Error::Read { path: path.to_owned(), source },
        Fault::Target(source) => Error::Write { path: path.to_owned(), source },
    }
}
