//! The workspace on disk (thư mục hội nghị): `hoi-nghi.toml`, `don-vi.csv`, listing and reading inputs, atomic writing of
//! outputs. The only place that opens files.
//!
//! Every fault of the configuration and of the list of units is found before anything is read, and all are given at
//! once. Nothing a unit sent is ever opened for writing.

pub mod config;
pub mod explanations;
mod inputs;
mod kept;
mod opening;
mod output;
mod sources;
pub mod starter;
pub mod units;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

pub use self::inputs::{Entry, EntryKind, read};
pub use self::kept::{Sweep, hash_of};
pub use self::output::{OutputFolder, Written, write_outputs};
pub use self::sources::{Source, Sources, open_seal, results_beside, sha256_of, workspace_of};
use crate::error::{ConfigFault, Error};
use crate::ingest;
use crate::model::{Authority, FileFault, LateDecision, Match, Period, UnitTree, name};

const CONFIG: &str = "hoi-nghi.toml";
/// The drop folder of a workspace.
pub const DROP: &str = "nop";
const TEMPLATES: &str = "mau";
const OUTPUT: &str = "ket-qua";

/// A configuration file or template larger than this is a mistake.
const LARGEST: u64 = 16 << 20;

/// A conference's folder, opened.
#[derive(Debug)]
pub struct Project {
    /// The folder as the user gave it.
    pub root: PathBuf,
    /// Where results go: `ket-qua` in it, or `--out`.
    pub out: PathBuf,
    /// Whose report, by what scheme.
    pub authority: Authority,
    /// The declared tree of units, or the root alone.
    pub units: UnitTree,
    /// Is the period declared? If not, `authority.period` is a wide one with an empty label, and the most frequent Kỳ báo
    /// cáo of the submissions takes its place.
    pub period_declared: bool,
    /// Is there a `hoi-nghi.toml`? If not, the folder itself is the drop folder.
    pub has_config: bool,
    /// Text files of `mau/` (templates, profiles), by path relative to it.
    pub overrides: BTreeMap<String, String>,
    /// Number and date of a decision, as they came on the command line.
    pub late_decision: Option<LateDecision>,
    /// The profile of certificates, as it came on the command line.
    pub certificate: Option<String>,
    /// Files that the configuration names, relative to the folder.
    pub referred: Vec<String>,
}

impl Project {
    /// Opens a folder: reads its configuration, its list of units and its own templates.
    ///
    /// # Errors
    ///
    /// [`Error::Nothing`] if it is no folder; [`Error::Config`] with every fault of all its files; [`Error::Read`].
    pub fn open(root: &Path, out: Option<&Path>) -> Result<Self, Error> {
        Self::load(root, out, None, None)
    }

    /// A workspace whose configuration is not written yet.
    fn planned(root: &Path, config: &str) -> Result<Self, Error> {
        let project = Self::load(root, None, None, Some(config))?;
        // What was sent lies in the folder itself where there is no drop folder yet.
        Ok(Self { has_config: root.join(DROP).is_dir(), ..project })
    }

    /// The same workspace under the period its submissions tell, where none is declared: the default levels, and with them
    /// the levels of the units, depend on it.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], if a file was changed meanwhile.
    pub fn under(&self, period: &Period) -> Result<Self, Error> {
        Self::load(&self.root, Some(&self.out), Some(period), None)
    }

    fn load(root: &Path, out: Option<&Path>, period: Option<&Period>, config: Option<&str>) -> Result<Self, Error> {
        opening::is_workspace(root)?;
        let mut faults = Vec::new();
        let overrides = overrides(root, &mut faults)?;
        let own = |folder: &str| -> Vec<String> {
            let name = |path: &String| Some(path.strip_prefix(folder)?.strip_suffix(".toml")?.to_owned());
            overrides.keys().filter_map(name).collect()
        };
        let (profiles, certificates) = (own("the-thuc/"), own("giay-khen/"));
        let before = faults.len();
        let text = config.map_or_else(|| optional(&root.join(CONFIG)), |text| Ok(Some(text.as_bytes().to_vec())))?.map(|bytes| {
            utf_8(CONFIG, bytes).unwrap_or_else(|fault| {
                faults.push(fault);
                String::new()
            })
        });
        let readable = faults.len() == before;
        let named = RefCell::new(Vec::new());
        let read = |path: &str| {
            named.borrow_mut().push(path.to_owned());
            referred(&root.join(path))
        };
        let indicators = overrides.get("chi-tieu.toml").map(String::as_str);
        let around = config::Surroundings { profiles: &profiles, certificates: &certificates, period, indicators, read: &read };
        let parsed = config::parse(text.as_deref().unwrap_or_default(), &around);
        faults.extend(parsed.faults);
        let folder = folder_name(root);
        let setting = units::Setting { authority: &parsed.authority, folder: &folder, certain: readable && !parsed.broken };
        let units = declared_units(root, setting, &mut faults)?;
        if let Some(path) = parsed.authority.previous_lists.as_ref().filter(|path| !root.join(path).exists()) {
            faults.push(whole(CONFIG, format!("ky_truoc.danh_sach: không có tệp hay thư mục “{path}”")));
        }
        faults.extend(unknown_quota_units(&parsed.authority, &units));
        if !faults.is_empty() {
            return Err(Error::Config { faults });
        }
        Ok(Self {
            root: root.to_owned(),
            out: out.map_or_else(|| root.join(OUTPUT), Path::to_owned),
            authority: parsed.authority,
            units,
            period_declared: parsed.period_declared,
            has_config: text.is_some(),
            overrides,
            late_decision: None,
            certificate: None,
            referred: named.into_inner(),
        })
    }

    /// Where submissions are dropped: `nop/`, or the folder itself where there is no `hoi-nghi.toml`.
    pub fn inputs_folder(&self) -> PathBuf {
        if self.has_config { self.root.join(DROP) } else { self.root.clone() }
    }

    /// The path of an entry relative to the drop folder.
    pub fn within_drop<'p>(&self, path: &'p str) -> &'p str {
        let below = if self.has_config { path.strip_prefix(DROP).and_then(|rest| rest.strip_prefix('/')) } else { None };
        below.unwrap_or(path)
    }

    /// The way from the output folder to the workspace, "../"; `None` where there is none (another drive).
    pub fn way_back(&self) -> Option<String> {
        // The output folder may not be there yet: what is there of it is looked at as it really is.
        let out = std::path::absolute(&self.out).ok()?;
        let there = out.ancestors().find(|folder| folder.exists())?;
        let out = there.canonicalize().ok()?.join(out.strip_prefix(there).ok()?);
        let root = self.root.canonicalize().ok()?;
        let shared = out.components().zip(root.components()).take_while(|(a, b)| a == b).count();
        if shared == 0 {
            return None;
        }
        let down = root.components().skip(shared).map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
        Some(out.components().skip(shared).map(|_| "../".to_owned()).chain(down).collect())
    }

    /// A file that an earlier run wrote into the output folder; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it is no regular file, or larger than a submission may be, or cannot be read.
    pub fn earlier(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        within(&self.out.join(name), self.authority.limits.file_mib << 20)
    }

    /// Everything in the drop folder, to any depth, in order; an absent `nop/` is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if the folder cannot be listed.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let folder = self.inputs_folder();
        if self.has_config && !folder.exists() {
            return Ok(Vec::new());
        }
        let mut passed: Vec<(PathBuf, &str)> = Vec::new();
        // The output folder may be named another way (`--out ./x/../x`): compared by where it really is.
        for out in [self.out.clone(), self.root.join(OUTPUT)] {
            if let (Ok(out), Ok(base)) = (out.canonicalize(), self.root.canonicalize())
                && let Ok(inside) = out.strip_prefix(base)
                && inside != Path::new("")
            {
                passed.push((self.root.join(inside), "kết quả do tongket ghi ra"));
            }
        }
        if !self.has_config {
            for name in [units::CSV, units::XLSX] {
                passed.push((self.root.join(name), "danh sách đơn vị"));
            }
            passed.push((self.root.join(TEMPLATES), "mẫu văn bản của cơ quan"));
        }
        inputs::list(&self.root, &folder, &passed)
    }
}

impl Project {
    /// The entries of `ky_truoc.danh_sach`, a workbook or a folder of them; `None` where it is not given.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be listed.
    pub fn previous_entries(&self) -> Result<Option<Vec<Entry>>, Error> {
        let Some(path) = &self.authority.previous_lists else { return Ok(None) };
        let place = self.root.join(path);
        if place.is_dir() {
            return inputs::list(&self.root, &place, &[]).map(Some);
        }
        let size = fs::metadata(&place).map_err(|source| Error::Read { path: place.clone(), source })?.len();
        Ok(Some(vec![Entry { path: path.clone(), kind: EntryKind::File { path: place, size } }]))
    }
}

/// The bytes of a file that may be absent.
fn optional(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    within(path, LARGEST)
}

/// The bytes of a file that may be absent, but not be larger.
fn within(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, Error> {
    let failed = |source: io::Error| Error::Read { path: path.to_owned(), source };
    match fs::metadata(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(failed(fault)),
        Ok(metadata) if !metadata.is_file() || metadata.len() > largest => Err(failed(io::ErrorKind::InvalidInput.into())),
        Ok(_) => fs::read(path).map(Some).map_err(failed),
    }
}

fn utf_8(file: &str, bytes: Vec<u8>) -> Result<String, ConfigFault> {
    String::from_utf8(bytes).map_err(|fault| {
        let good = fault.utf8_error().valid_up_to();
        let line = fault.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        let message = "có ký tự không phải mã UTF-8; mở tệp bằng Notepad rồi lưu lại với Encoding là UTF-8".to_owned();
        ConfigFault { file: file.to_owned(), line, message }
    })
}

/// Name of the folder, for a root unit that nobody named.
fn folder_name(root: &Path) -> String {
    let full = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    full.file_name().map(|name| name.to_string_lossy().nfc().collect()).unwrap_or_default()
}

/// The text of a file the configuration names, or why it cannot be read.
fn referred(path: &Path) -> Result<String, String> {
    let bytes = optional(path).map_err(|fault| match fault {
        Error::Read { source, .. } => inputs::reason(&source),
        other => other.to_string(),
    })?;
    String::from_utf8(bytes.ok_or("không tìm thấy")?).map_err(|_| "không phải là chữ mã UTF-8".to_owned())
}

fn declared_units(root: &Path, setting: units::Setting<'_>, faults: &mut Vec<ConfigFault>) -> Result<UnitTree, Error> {
    let (csv, xlsx) = (optional(&root.join(units::CSV))?, optional(&root.join(units::XLSX))?);
    let (tree, found) = match (csv, xlsx) {
        (None, None) => (units::undeclared(setting), Vec::new()),
        (Some(bytes), None) => units::parse_csv(&bytes, setting),
        (None, Some(bytes)) => match ingest::plain_rows(&bytes) {
            Ok(rows) => units::parse_rows(rows, setting),
            Err(fault) => (units::undeclared(setting), vec![whole(units::XLSX, format!("không đọc được: {}", told(&fault)))]),
        },
        (Some(_), Some(_)) => {
            let message = format!("có cả {} và {}; giữ lại một tệp", units::CSV, units::XLSX);
            (units::undeclared(setting), vec![whole(units::CSV, message)])
        }
    };
    faults.extend(found);
    Ok(tree)
}

/// Quotas of units that the list does not have.
fn unknown_quota_units<'a>(authority: &'a Authority, units: &'a UnitTree) -> impl Iterator<Item = ConfigFault> + 'a {
    let named = authority.quotas.iter().filter_map(|quota| quota.unit.as_deref()).filter(|_| units.declared);
    let unknown = named.filter(|unit| !matches!(units.resolve(unit, None), Match::One(_)));
    unknown.map(|unit| {
        let near = name::nearest(unit, units.all_names()).map_or_else(String::new, |near| format!("; có phải là “{near}”?"));
        whole(CONFIG, format!("[[han_muc]]: không có đúng một đơn vị tên “{unit}”{near}"))
    })
}

/// A fault of a file as a whole.
fn whole(file: &str, message: String) -> ConfigFault {
    ConfigFault { file: file.to_owned(), line: 0, message }
}

/// Why `don-vi.xlsx` cannot be read, in Vietnamese.
fn told(fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => "tệp rỗng".to_owned(),
        FileFault::Damaged => "tệp bị hỏng; mở bằng Excel rồi lưu lại".to_owned(),
        FileFault::Password => "tệp đặt mật khẩu; bỏ mật khẩu rồi lưu lại".to_owned(),
        FileFault::NotAWorkbook(what) => format!("đây là {what}, không phải bảng tính Excel"),
        FileFault::UnsupportedFormat(format) => format!("chưa đọc được dạng {format}; lưu lại thành .xlsx"),
        FileFault::OverLimit(reason) | FileFault::Unreadable(reason) => reason.clone(),
    }
}

/// Writes a template into `mau/` to be changed; gives back its path.
///
/// # Errors
///
/// [`Error::Nothing`] where it is there already, or the folder is none; [`Error::Write`].
pub fn new_template(root: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    opening::is_workspace(root)?;
    let path = root.join(TEMPLATES).join(name);
    if path.exists() {
        return Err(Error::Nothing(format!("{} đã có nên giữ nguyên; muốn chép lại thì đổi tên tệp ấy trước", path.display())));
    }
    let failed = |source| Error::Write { path: path.clone(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    output::replace_file(&path, text.as_bytes())?;
    Ok(path)
}

/// Text files of `mau/`, by path relative to it; other files, hidden ones and links are left aside.
fn overrides(root: &Path, faults: &mut Vec<ConfigFault>) -> Result<BTreeMap<String, String>, Error> {
    let folder = root.join(TEMPLATES);
    let mut found = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in inputs::list(&folder, &folder, &[])? {
        let EntryKind::File { path, size } = entry.kind else { continue };
        let text = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("md") || ext.eq_ignore_ascii_case("toml"));
        if !text {
            continue;
        }
        let name = format!("{TEMPLATES}/{}", entry.path);
        if size > LARGEST {
            faults.push(whole(&name, format!("nặng quá {} MiB, không phải là một mẫu", LARGEST >> 20)));
            continue;
        }
        let bytes = fs::read(&path).map_err(|source| Error::Read { path, source })?;
        match utf_8(&name, bytes) {
            Ok(text) => drop(found.insert(entry.path, text.trim_start_matches('\u{feff}').to_owned())),
            Err(fault) => faults.push(fault),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
