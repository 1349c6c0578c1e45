//! The sheet that a marked copy (bản đánh dấu) puts first, known again when the copy comes back mended.

use super::name;

/// Its name.
pub const SHEET: &str = "Nội dung cần chỉnh sửa";
/// Its first cell.
pub const TITLE: &str = "NỘI DUNG CẦN CHỈNH SỬA";
/// Why it is not read.
pub const PASSED_OVER: &str = "trang nêu các nội dung cần chỉnh sửa do tongket thêm vào";

/// Is a sheet of this name with this text in its first cell such a sheet?
pub fn is_sheet(sheet: &str, first: Option<&str>) -> bool {
    name::key(sheet).starts_with(&name::key(SHEET)) && first.is_some_and(|text| name::key(text) == name::key(TITLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_sheet_is_passed_over() {
        assert!(is_sheet("Nội dung cần chỉnh sửa (2)", Some(TITLE)));
        assert!(!is_sheet(SHEET, Some("STT")));
        assert!(!is_sheet(SHEET, None));
        assert!(!is_sheet("Biểu 1", Some(TITLE)));
    }
}
