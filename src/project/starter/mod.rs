//! A new workspace: a commented `hoi-nghi.toml`, the list of units, an empty drop folder. Nothing that is there already is
//! ever replaced.

mod names;
mod text;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use self::names::{Listed, Note};
use super::{CONFIG, DROP, Project, config, units};
use crate::error::Error;
use crate::ingest;
use crate::model::{ConferenceKind, Date, Level, Period, UnitTree, name};

/// Whose conference it is: the level of the office that sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeLevel {
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh; until 1/7/2025.
    District,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    Province,
}

impl OfficeLevel {
    /// The level that a word names: "xa", "Phường", "quận"; `None` for none, or for "thành phố", which may be either.
    pub fn parse(text: &str) -> Option<Self> {
        match name::slug_words(text).as_str() {
            "xa" | "phuong" | "thi tran" | "dac khu" | "co so" | "cap xa" | "cap co so" => Some(Self::Commune),
            "huyen" | "quan" | "thi xa" | "cap huyen" => Some(Self::District),
            "tinh" | "cap tinh" => Some(Self::Province),
            _ => None,
        }
    }
}

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Of which level the office is.
    pub level: OfficeLevel,
    /// Its unit: "Phường An Hòa".
    pub unit: String,
    /// The period; `None`: told by the submissions, or left open.
    pub period: Option<Period>,
    /// The day of the conference.
    pub date: Option<Date>,
    /// So kết or tổng kết.
    pub kind: ConferenceKind,
}

impl Plan {
    /// The levels of that time.
    pub fn levels(&self) -> Vec<Level> {
        config::default_levels(self.date.or_else(|| self.period.as_ref().map(|period| period.to)))
    }

    /// Are there only two local levels?
    pub fn has_two_levels(&self) -> bool {
        self.levels().len() == 2
    }

    /// The office's own level among them; `None` for a district after there are none.
    fn own_level(&self) -> Option<usize> {
        let levels = self.levels().len();
        match self.level {
            OfficeLevel::Commune => Some(0),
            OfficeLevel::District => (levels == 3).then_some(1),
            OfficeLevel::Province => Some(levels - 1),
        }
    }

    /// The text of `hoi-nghi.toml`.
    pub fn config(&self) -> String {
        text::config(self)
    }
}

/// A unit of the new list (đơn vị).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewUnit {
    /// Its name.
    pub name: String,
    /// Index into the levels; `None` below the lowest.
    pub level: Option<usize>,
    /// Index of its parent in the list; `None`: the office's own unit.
    pub parent: Option<usize>,
    /// Does it owe a submission?
    pub owes: bool,
}

/// The units of a pasted list, with everything about it that a person should look at.
///
/// # Errors
///
/// [`Error::Nothing`] for bytes that are no text and no workbook.
pub fn units_of_list(bytes: &[u8], plan: &Plan) -> Result<Listed, Error> {
    let lines = if bytes.starts_with(b"PK") || ingest::is_risky(bytes) {
        let rows = ingest::plain_rows(bytes).map_err(|fault| {
            Error::Nothing(format!(
                "không đọc được danh sách đơn vị: {}; lưu lại thành .xlsx, hoặc dán vào tệp .txt",
                super::told(&fault)
            ))
        })?;
        rows.into_iter().map(|(row, cells)| (usize::try_from(row).unwrap_or(usize::MAX), cells.join("\t"))).collect()
    } else {
        let text = ingest::text::decode(bytes)
            .map_err(|(line, message)| Error::Nothing(format!("danh sách đơn vị, dòng {line}: {message}")))?;
        text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect()
    };
    Ok(names::units(lines, plan))
}

/// The units that a folder of submissions names: whoever sent something owes it.
pub fn units_of_tree(tree: &UnitTree) -> Vec<NewUnit> {
    let order = tree.walk();
    let place = |unit| order.iter().position(|other| *other == unit).and_then(|at| at.checked_sub(1));
    let one = |id: &crate::model::UnitId| {
        let unit = tree.unit(*id);
        NewUnit {
            name: unit.name.clone(),
            level: unit.level.map(|level| usize::from(level.0)),
            parent: unit.parent.and_then(place),
            owes: unit.owes,
        }
    };
    order.iter().skip(1).map(one).collect()
}

/// What stands in the folder already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Existing {
    /// `hoi-nghi.toml`.
    pub config: bool,
    /// `don-vi.csv` or `don-vi.xlsx`.
    pub units: bool,
    /// `nop/`.
    pub drop: bool,
}

/// What stands in the folder already.
///
/// # Errors
///
/// [`Error::Nothing`] if it is a file.
pub fn existing(root: &Path) -> Result<Existing, Error> {
    if root.exists() && !root.is_dir() {
        return Err(Error::Nothing(format!("“{}” là một tệp; đặt tên khác cho thư mục hội nghị", root.display())));
    }
    let is_there = |name: &str| fs::symlink_metadata(root.join(name)).is_ok();
    Ok(Existing { config: is_there(CONFIG), units: is_there(units::CSV) || is_there(units::XLSX), drop: is_there(DROP) })
}

/// The text of `don-vi.csv`: the office's own unit first. Excel reads it as UTF-8 by its mark.
pub fn list(plan: &Plan, units: &[NewUnit]) -> String {
    text::list(plan, units)
}

/// A workspace that is not written yet, to read the submissions that are there already: below `nop/`, or else in the
/// folder itself.
///
/// # Errors
///
/// As [`Project::open`].
pub fn unwritten(root: &Path, config: &str) -> Result<Project, Error> {
    Project::planned(root, config)
}

/// Makes the folder with `nop/` and writes the files that are not there; gives their paths.
///
/// # Errors
///
/// [`Error::Write`].
pub fn write(root: &Path, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, Error> {
    let drop = root.join(DROP);
    fs::create_dir_all(&drop).map_err(|source| Error::Write { path: drop.clone(), source })?;
    let mut written = Vec::new();
    for (file, text) in files {
        let path = root.join(file);
        let failed = |source: io::Error| Error::Write { path: path.clone(), source };
        let mut target = match File::options().write(true).create_new(true).open(&path) {
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => continue,
            target => target.map_err(failed)?,
        };
        target.write_all(text.as_bytes()).and_then(|()| target.sync_all()).map_err(failed)?;
        written.push(path);
    }
    Ok(written)
}

/// A pasted list, from a file.
///
/// # Errors
///
/// [`Error::Read`]; [`Error::Nothing`] if it is not there or too large to be a list.
pub fn read_list(path: &Path) -> Result<Vec<u8>, Error> {
    match super::optional(path) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Error::Nothing(format!("không có tệp danh sách đơn vị “{}”", path.display()))),
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::InvalidInput => {
            Err(Error::Nothing(format!("“{}” không phải là tệp danh sách đơn vị", path.display())))
        }
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests;
