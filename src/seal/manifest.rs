//! The list of a seal (danh mục bản chốt): what it holds, with sizes and hashes, as text a person can read too.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// The form of the list this version writes.
const FORMAT: u64 = 1;

/// What a sealed file is (vai trò).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Khai báo: `hoi-nghi.toml`, the list of units, templates.
    #[serde(rename = "khai-bao")]
    Configuration,
    /// Số liệu kỳ trước.
    #[serde(rename = "ky-truoc")]
    Previous,
    /// Biểu đơn vị nộp.
    #[serde(rename = "bieu-nop")]
    Submission,
    /// Kết quả lập cùng lần chốt.
    #[serde(rename = "ket-qua")]
    Output,
    /// A result as it stood in the output folder, where it was not what this run makes: edited by hand.
    #[serde(rename = "ban-dang-co")]
    Standing,
}

/// A file of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    /// What it is.
    #[serde(rename = "vai_tro")]
    pub role: Role,
    /// Its path in the workspace.
    #[serde(rename = "tep")]
    pub path: String,
    /// Its name in the zip, where it is another.
    #[serde(rename = "ten_trong_zip", default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Bytes.
    #[serde(rename = "so_byte")]
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

impl SealedFile {
    /// Its name in the zip.
    pub fn name(&self) -> &str {
        self.entry.as_deref().unwrap_or(&self.path)
    }
}

/// An entry of the drop folder that was counted but never opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its path.
    #[serde(rename = "tep")]
    pub path: String,
    /// Why, in Vietnamese.
    #[serde(rename = "ly_do")]
    pub why: String,
}

/// What a seal says of itself (danh mục bản chốt).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this list.
    #[serde(rename = "ban_chot")]
    pub format: u64,
    /// Version of tongket that made it.
    #[serde(rename = "tongket")]
    pub version: String,
    /// Title of the conference.
    #[serde(rename = "hoi_nghi")]
    pub title: String,
    /// Its period.
    #[serde(rename = "ky")]
    pub period: String,
    /// Whose report.
    #[serde(rename = "don_vi")]
    pub unit: String,
    /// Was a must-fix finding standing?
    #[serde(rename = "du_thao")]
    pub draft: bool,
    /// Was it checked as the final version (`--final`)?
    #[serde(rename = "chinh_thuc")]
    pub is_final: bool,
    /// Its files, in the order of the zip.
    #[serde(rename = "cac_tep")]
    pub files: Vec<SealedFile>,
    /// What could not be sealed.
    #[serde(rename = "khong_chot", default)]
    pub left_out: Vec<LeftOut>,
}

impl Manifest {
    /// An empty list of this version.
    pub fn new() -> Self {
        Self { format: FORMAT, version: env!("CARGO_PKG_VERSION").to_owned(), ..Self::default() }
    }

    /// Was it made by this version of tongket?
    pub fn is_ours(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }

    /// The text: a line a file.
    ///
    /// # Errors
    ///
    /// What serde says; it has nothing to say of plain texts.
    pub(super) fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut head = serde_json::to_value(Self { files: Vec::new(), left_out: Vec::new(), ..self.clone() })?;
        let mut text = String::from("{\n");
        if let Some(members) = head.as_object_mut() {
            members.retain(|key, _| key != "cac_tep" && key != "khong_chot");
            for (key, value) in members {
                let _ = writeln!(text, "  \"{key}\": {value},");
            }
        }
        let list = |lines: Vec<String>| {
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", lines.join(",\n    ")) }
        };
        let files: Vec<String> = self.files.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let left_out: Vec<String> = self.left_out.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let _ = writeln!(text, "  \"cac_tep\": {},\n  \"khong_chot\": {}\n}}", list(files), list(left_out));
        Ok(text)
    }

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Why it is no list of ours, in Vietnamese.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let found: Self = serde_json::from_str(text)
            .map_err(|fault| format!("danh mục {} bên trong không đọc được (dòng {})", super::MANIFEST, fault.line()))?;
        if found.format > FORMAT {
            return Err(format!(
                "bản chốt do tongket {} lập, mới hơn bản đang dùng ({}); dùng bản tongket ấy để đối chiếu",
                found.version,
                env!("CARGO_PKG_VERSION")
            ));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_reads_back_and_is_a_line_a_file() {
        let file = |path: &str, entry: Option<&str>| SealedFile {
            role: Role::Submission,
            path: path.to_owned(),
            entry: entry.map(str::to_owned),
            size: 12,
            sha256: "ab".to_owned(),
        };
        let mut manifest = Manifest { title: "phong trào “Dân vận khéo”".to_owned(), draft: true, ..Manifest::new() };
        assert_eq!(manifest.to_text().ok().as_deref().map(Manifest::parse), Some(Ok(manifest.clone())));
        manifest.files = vec![file("nop/\"a\".xlsx", None), file("../b.xlsx", Some("ben-ngoai/b.xlsx"))];
        manifest.left_out = vec![LeftOut { path: "nop/c".to_owned(), why: "là liên kết".to_owned() }];
        let text = manifest.to_text().unwrap_or_default();
        assert_eq!(Manifest::parse(&text), Ok(manifest));
        assert_eq!(text.lines().filter(|line| line.contains("\"vai_tro\":\"bieu-nop\"")).count(), 2, "{text}");
        assert!(Manifest::parse("{}").is_err());
        let newer = text.replace("\"ban_chot\": 1", "\"ban_chot\": 2");
        assert!(Manifest::parse(&newer).is_err_and(|why| why.contains("mới hơn")));
    }
}
