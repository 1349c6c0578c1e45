//! Adding an entry of `[[giai_trinh]]` to `hoi-nghi.toml`: appended as text, so that comments and order stay as they are.

use std::fs;
use std::io;
use std::path::PathBuf;

use toml::de::{DeTable, DeValue};

use super::{CONFIG, Project, output};
use crate::error::Error;
use crate::model::Explanation;

/// Writes the entry at the end of the workspace's `hoi-nghi.toml`, which is replaced as a whole; gives back its path.
///
/// # Errors
///
/// [`Error::Nothing`] where there is no such file or its `giai_trinh` is written in a way that cannot be added to;
/// [`Error::Read`] and [`Error::Write`].
pub fn add(project: &Project, entry: &Explanation) -> Result<PathBuf, Error> {
    if !project.has_config {
        let message = format!("thư mục chưa có {CONFIG}; tạo bằng lệnh tongket init rồi chạy lại");
        return Err(Error::Nothing(message));
    }
    // A link is written through, not replaced by a file.
    let path = project.root.join(CONFIG);
    let failed = |source: io::Error| Error::Read { path: path.clone(), source };
    let target = path.canonicalize().map_err(failed)?;
    let text = fs::read_to_string(&target).map_err(failed)?;
    let longer = with_entry(&text, entry);
    if entries(&longer) != Some(entries(&text).unwrap_or(0) + 1) {
        let message =
            format!("{CONFIG}: các mục giải trình phải mở bằng dòng [[giai_trinh]] mới thêm được; không tệp nào bị sửa");
        return Err(Error::Nothing(message));
    }
    output::replace_file(&target, longer.as_bytes())?;
    Ok(path)
}

/// How many entries the text has; `None` where it is not TOML.
fn entries(text: &str) -> Option<usize> {
    let tree = DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
    match tree.get_ref().get("giai_trinh").map(toml::Spanned::get_ref) {
        None => Some(0),
        Some(DeValue::Array(items)) => Some(items.len()),
        Some(_) => None,
    }
}

/// The text with the entry at its end, in its own kind of line ends.
fn with_entry(text: &str, entry: &Explanation) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = vec!["[[giai_trinh]]".to_owned(), line("ma", &entry.code)];
    let places = [("tep", &entry.file), ("trang", &entry.sheet), ("o", &entry.cell), ("don_vi", &entry.unit)];
    lines.extend(places.into_iter().filter_map(|(key, value)| value.as_ref().map(|value| line(key, value))));
    lines.push(line("ly_do", &entry.reason));
    if !entry.person.is_empty() {
        lines.push(line("nguoi", &entry.person));
    }
    let kept = text.trim_end_matches(['\n', '\r']);
    let gap = if kept.is_empty() { String::new() } else { end.repeat(2) };
    format!("{kept}{gap}{}{end}", lines.join(end))
}

/// `khóa = "giá trị"`.
fn line(key: &str, value: &str) -> String {
    let mut quoted = String::new();
    for c in value.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    format!("{key} = \"{quoted}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Explanation {
        Explanation {
            code: "R33".into(),
            file: Some("nop/phúc thành.xlsx".into()),
            sheet: None,
            cell: Some("B2".into()),
            unit: None,
            reason: "Ghi “2016” là \"đúng\".".into(),
            person: "Nguyễn Văn An".into(),
        }
    }

    #[test]
    fn what_stood_there_stays_as_it_was() {
        let text = "# Hội nghị 2020\r\n[hoi_nghi]  # kỳ\r\nky = \"2020\"\r\n[[giai_trinh]]\r\nma = \"R12\"\r\nly_do = \"x\"\r\n# hết\r\n";
        let longer = with_entry(text, &entry());
        assert!(longer.starts_with(text.trim_end()), "{longer}");
        assert_eq!(entries(&longer), Some(2));
        assert!(!longer.replace("\r\n", "").contains('\n'), "{longer}");
        assert!(longer.ends_with("nguoi = \"Nguyễn Văn An\"\r\n"), "{longer}");
    }

    #[test]
    fn an_empty_file_and_an_inline_list() {
        assert_eq!(entries(&with_entry("", &entry())), Some(1));
        assert_eq!(entries(&with_entry("giai_trinh = []\n", &entry())), None);
    }
}
