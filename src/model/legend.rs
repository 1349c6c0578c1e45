//! The legend of a report's workbook (chú dẫn của bao-cao.xlsx): what its sheets and columns mean, whatever the office's
//! templates call them, so that the level above reads the workbook as a submission with the same figures.
//!
//! It stands on a hidden sheet of the workbook, a line a fact; what the clerk sees and may still mend are the lists
//! themselves. The trap: headings are told by their text, not their letter, because a clerk may move columns.

use super::name;

/// The hidden sheet's name.
pub const SHEET: &str = "tongket";
/// Its first text.
pub const TITLE: &str = "Chú dẫn của tongket để cấp trên tổng hợp; không sửa, không xóa";
/// Why it is not read.
pub const PASSED_OVER: &str = "trang chú dẫn của tongket";
/// Why a sheet of sums is not read: its lists are.
pub const DERIVED: &str = "trang số liệu tổng hợp của tongket, tính từ các danh sách trong cùng tệp";

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// tổng hợp: sums of what other sheets list.
    Derived,
    /// biểu: read as a form of the submission.
    Form,
}

/// Which catalogue a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Catalogue {
    /// cấp
    Level,
    /// lĩnh vực
    Field,
    /// hình thức khen
    AwardForm,
}

/// What a workbook says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legend {
    /// Sheets by name.
    pub sheets: Vec<(String, Role)>,
    /// Sheet, heading as printed (its parts joined by " / "), the form's heading; blank: not read.
    pub columns: Vec<(String, String, String)>,
    /// Names as printed, and their `ma`.
    pub names: Vec<(Catalogue, String, String)>,
}

const ROLES: [(Role, &str); 2] = [(Role::Derived, "tổng hợp"), (Role::Form, "biểu")];
const CATALOGUES: [(Catalogue, &str); 3] =
    [(Catalogue::Level, "cấp"), (Catalogue::Field, "lĩnh vực"), (Catalogue::AwardForm, "hình thức khen")];
const OF_SHEET: &str = "trang";
const OF_COLUMN: &str = "cột";

fn word<T: PartialEq>(of: &[(T, &'static str)], value: &T) -> &'static str {
    of.iter().find(|(known, _)| known == value).map_or("", |(_, word)| word)
}

impl Legend {
    /// As lines of four texts.
    pub fn lines(&self) -> Vec<[String; 4]> {
        let line = |a: &str, b: &str, c: &str, d: &str| [a, b, c, d].map(str::to_owned);
        let sheets = self.sheets.iter().map(|(sheet, role)| line(OF_SHEET, sheet, word(&ROLES, role), ""));
        let columns = self.columns.iter().map(|(sheet, heading, means)| line(OF_COLUMN, sheet, heading, means));
        let names = self.names.iter().map(|(of, name, code)| line(word(&CATALOGUES, of), name, code, ""));
        sheets.chain(columns).chain(names).collect()
    }

    /// From the texts of a sheet's rows; lines that say nothing known are passed over. `None`: not a legend.
    pub fn from_rows<'t>(sheet: &str, rows: impl IntoIterator<Item = Vec<&'t str>>) -> Option<Self> {
        let mut rows = rows.into_iter();
        let first = rows.next()?;
        if name::key(sheet) != name::key(SHEET) || first.first().is_none_or(|text| name::key(text) != name::key(TITLE)) {
            return None;
        }
        let mut legend = Self::default();
        for row in rows {
            let text = |at: usize| row.get(at).copied().unwrap_or_default().to_owned();
            let of = text(0);
            if of == OF_SHEET {
                let role = ROLES.iter().find(|(_, word)| *word == text(2));
                legend.sheets.extend(role.map(|(role, _)| (text(1), *role)));
            } else if of == OF_COLUMN {
                legend.columns.push((text(1), text(2), text(3)));
            } else if let Some((of, _)) = CATALOGUES.iter().find(|(_, word)| *word == of) {
                legend.names.push((*of, text(1), text(2)));
            }
        }
        Some(legend)
    }

    /// What a sheet is, by its name.
    pub fn role(&self, sheet: &str) -> Option<Role> {
        let key = name::key(sheet);
        self.sheets.iter().find(|(known, _)| name::key(known) == key).map(|(_, role)| *role)
    }

    /// The `ma` of a name of a catalogue.
    pub fn code(&self, of: Catalogue, text: &str) -> Option<&str> {
        let key = name::key(text);
        self.names.iter().find(|(known, name, _)| *known == of && name::key(name) == key).map(|(.., code)| code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legend() -> Legend {
        Legend {
            sheets: vec![("Mô hình".into(), Role::Form), ("Tổng".into(), Role::Derived)],
            columns: vec![
                ("Mô hình".into(), "Công nhận / Cấp thành phố".into(), "Công nhận huyen".into()),
                ("Mô hình".into(), "Nguồn".into(), String::new()),
            ],
            names: vec![(Catalogue::Level, "cấp thành phố".into(), "huyen".into())],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let lines = legend().lines();
        let rows = std::iter::once(vec![TITLE]).chain(lines.iter().map(|line| line.iter().map(String::as_str).collect()));
        assert_eq!(Legend::from_rows("tongket", rows), Some(legend()));
    }

    #[test]
    fn another_sheet_is_no_legend_and_unknown_lines_are_passed_over() {
        assert_eq!(Legend::from_rows("tongket", [vec!["STT"]]), None);
        assert_eq!(Legend::from_rows("Biểu 1", [vec![TITLE]]), None);
        let odd = Legend::from_rows(SHEET, [vec![TITLE], vec!["trang", "A", "lạ"], vec!["?"], vec![]]);
        assert_eq!(odd, Some(Legend::default()));
    }

    #[test]
    fn sheets_and_names_are_found_without_regard_to_case() {
        assert_eq!(legend().role("MÔ HÌNH"), Some(Role::Form));
        assert_eq!(legend().role("Khác"), None);
        assert_eq!(legend().code(Catalogue::Level, "Cấp Thành phố"), Some("huyen"));
        assert_eq!(legend().code(Catalogue::Field, "cấp thành phố"), None);
    }
}
