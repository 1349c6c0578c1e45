//! S01: a file cannot be read: the cause and the remedy.

use super::{Blank, Context, Rule};
use crate::model::{Fate, FileFault, Finding, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S01",
    name: "file-unreadable",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Không đọc được tệp: tệp hỏng, có mật khẩu, không phải bảng tính hoặc vượt giới hạn.",
    why: "Số liệu của đơn vị gửi tệp này chưa được tính.",
    remedy: "Làm theo hướng dẫn trong nội dung phát hiện, rồi nộp lại tệp.",
    basis: "Đọc được tệp Excel (.xlsx, .xlsm, .xls, .xlsb), OpenDocument (.ods), CSV và bảng trong Word (.docx), còn nguyên vẹn, không đặt mật khẩu.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let files = context.dossier.readings.iter().zip(0u32..);
    let refused = files.filter_map(|(reading, file)| match &reading.fate {
        Fate::Refused(fault) => Some(RULE.finding(Origin::file(file), remedy(fault))),
        Fate::Read | Fate::Skipped(_) | Fate::DuplicateOf(_) => None,
    });
    refused.collect()
}

/// What to send instead of a file that is no workbook.
fn instead(what: &str) -> &'static str {
    if what.starts_with("tệp nén") {
        "giải nén, chép các tệp biểu bên trong vào thư mục nộp rồi chạy lại"
    } else if what.ends_with("(.doc)") || what.ends_with("(.odt)") || what.ends_with("RTF") {
        "mở bằng Word, chọn Lưu thành (Save As) dạng .docx rồi gửi lại"
    } else if what.starts_with("tệp PDF") || what.starts_with("tệp ảnh") {
        "không lấy được số liệu từ bản quét, bản in; đề nghị đơn vị gửi tệp Excel hoặc Word gốc"
    } else if what.starts_with("tệp CSV") {
        "mở tệp bằng Excel, sửa dòng đó, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại"
    } else if what.contains("không phải bảng tính") {
        "gửi biểu ở dạng Excel (.xlsx)"
    } else {
        "không phải bảng tính Excel; gửi biểu ở dạng Excel (.xlsx)"
    }
}

/// What is wrong with the file and what its sender can do.
fn remedy(fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => "tệp rỗng, không có nội dung; gửi lại tệp".to_owned(),
        FileFault::Damaged => {
            "tệp bị hỏng; mở lại bằng Excel, lưu thành tệp mới rồi gửi lại (Excel không mở được thì gửi lại bản gốc)".to_owned()
        }
        FileFault::Password => {
            "tệp có mật khẩu; mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ Sổ làm việc) rồi gửi lại".to_owned()
        }
        FileFault::NotAWorkbook(what) => format!("{what}; {}", instead(what)),
        FileFault::UnsupportedFormat(format) => {
            format!("định dạng {format} chưa đọc được; mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại")
        }
        // The limit may already say what to do.
        FileFault::OverLimit(what) if what.contains(';') => what.clone(),
        FileFault::OverLimit(what) => {
            format!(
                "{what}; bỏ các trang, hình ảnh, dòng không cần thiết rồi gửi lại, hoặc nâng giới hạn trong mục [gioi_han] của hoi-nghi.toml"
            )
        }
        FileFault::Unreadable(reason) => {
            // The reason may already say what to do.
            let advice = if reason.contains(';') {
                ""
            } else {
                "; kiểm tra quyền đọc, đóng tệp nếu đang mở rồi chạy lại"
            };
            format!("không mở được tệp: {reason}{advice}")
        }
    }
}
