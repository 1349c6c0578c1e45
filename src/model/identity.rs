//! What tells a finding of one run from those of another (nhận dạng nội dung rà soát), as `doi-chieu.xlsx` keeps it.
//!
//! It is kept as one text a finding, in a hidden column, because the visible columns are the office's to rename, reorder
//! and drop. The trap: the text comes back from a file that anybody may have changed, so it is believed only where it is
//! whole.

/// How the text of an identity begins.
const MARK: &str = "tongket";

/// A finding as an earlier run told it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Rule code, "R15".
    pub code: String,
    /// "phai-sua", "can-ra-soat", "luu-y".
    pub severity: String,
    /// The unit's name; empty where none is concerned.
    pub unit: String,
    /// The file's path; empty for what stands in no file.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// "C12", "A6:A115".
    pub cell: String,
    /// What is wrong.
    pub message: String,
    /// Was it explained?
    pub explained: bool,
}

impl Identity {
    /// The text kept in a cell.
    pub fn to_text(&self) -> String {
        let explained = if self.explained { "x" } else { "" };
        let parts = [&self.code, &self.severity, &self.unit, &self.file, &self.sheet, &self.cell, &self.message];
        let parts: Vec<&str> = std::iter::once(MARK).chain(parts.map(String::as_str)).chain([explained]).collect();
        serde_json::Value::from(parts).to_string()
    }

    /// The identity a cell's text is, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<String> = text.starts_with(&format!("[\"{MARK}\"")).then(|| serde_json::from_str(text).ok())??;
        let [_, code, severity, unit, file, sheet, cell, message, explained] = <[String; 9]>::try_from(parts).ok()?;
        Some(Self { code, severity, unit, file, sheet, cell, message, explained: !explained.is_empty() })
    }
}

/// What an earlier run told (lần đối chiếu trước).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// There is no earlier run.
    None,
    /// Its workbook cannot be read, or is not one of ours: why, in Vietnamese.
    Unreadable(String),
    /// All findings it told.
    Told(Vec<Identity>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_comes_back_whole_or_not_at_all() {
        let identity = Identity {
            code: "R15".into(),
            severity: "phai-sua".into(),
            unit: "Phường An Hòa".into(),
            file: "nop/“an hòa”, 1.xlsx".into(),
            sheet: "Biểu 3 - Tổng hợp".into(),
            cell: "C12".into(),
            message: "báo cáo 120,\n danh sách có \"110\"".into(),
            explained: true,
        };
        assert_eq!(Identity::parse(&identity.to_text()), Some(identity));
        for text in ["", "[\"tongket\"]", "[\"tongket\",\"a\"", "C12", "[1,2]"] {
            assert_eq!(Identity::parse(text), None, "{text}");
        }
    }
}
