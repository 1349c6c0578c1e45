//! The layouts: each is the clean form with something changed, as clerks change it.

use super::columns::*;
use super::old_fonts;
use super::shape::{By, Column, Hidden, Section, Shape, Told, Totals, UnitCells};

/// The clean form: a workbook a unit, a Thông tin sheet, one heading row.
pub fn clean_form() -> Shape {
    Shape {
        name: "biểu mẫu chuẩn",
        columns: clean(),
        left: 0,
        above: &[],
        told: Told::Info,
        unit: |unit| unit.name.to_owned(),
        together: false,
        sheets: None,
        beside: None,
        turned: false,
        sections: &[],
        section: Section::Numbered,
        unit_cells: UnitCells::Each,
        merged: true,
        numbers: None,
        totals: Totals::None,
        page: None,
        below: &[],
        tick: "x",
        heading: str::to_owned,
        spell: str::to_owned,
        digits: None,
        font: None,
        hidden: Hidden::Nothing,
        findings: &[],
    }
}

macro_rules! shapes {
    ($($name:literal { $($field:ident: $value:expr),* $(,)? })*) => {
        vec![$(Shape { name: $name, $($field: $value,)* ..clean_form() }),*]
    };
}

const LETTERHEAD: &[&str] = &[
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "",
    "DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”",
    "Giai đoạn 2016 - 2020",
    "(Kèm theo Báo cáo số 15-BC/ĐU, ngày 05/7/2020)",
    "",
];

const SIGNATURE: &[&str] = &[
    "Ghi chú: mô hình dừng thực hiện ghi rõ lý do ở cột Ghi chú.",
    "Danh sách này có 40 mô hình, điển hình./.",
    "Minh Lương, ngày 05 tháng 7 năm 2020",
    "NGƯỜI LẬP BIỂU",
    "T/M BAN THƯỜNG VỤ",
    "PHÓ BÍ THƯ",
    "(đã ký)",
    "Nguyễn Văn Bình",
];

const GROUPED: [&[&str]; 15] = [
    &["STT"],
    &["Tên mô hình, điển hình"],
    &["Tập thể, cá nhân thực hiện"],
    &["Phân loại", "Loại hình"],
    &["Phân loại", "Đối tượng"],
    &["Phân loại", "Lĩnh vực"],
    &["Đăng ký", "Năm"],
    &["Đăng ký", "Mới / Duy trì"],
    &["Đăng ký", "Cấp đăng ký"],
    &["Kết quả", "Phát huy hiệu quả"],
    &["Kết quả", "Nhân rộng (số nơi)"],
    &["Đề nghị cấp"],
    &["Công nhận", "Cấp cơ sở"],
    &["Công nhận", "Cấp huyện"],
    &["Ghi chú"],
];

const DEEP: [&[&str]; 15] = [
    &["STT"],
    &["Mô hình, điển hình “Dân vận khéo”", "Tên mô hình, điển hình"],
    &["Mô hình, điển hình “Dân vận khéo”", "Tập thể, cá nhân thực hiện"],
    &["Mô hình, điển hình “Dân vận khéo”", "Loại hình"],
    &["Mô hình, điển hình “Dân vận khéo”", "Đối tượng"],
    &["Mô hình, điển hình “Dân vận khéo”", "Lĩnh vực"],
    &["Đăng ký", "Năm đăng ký"],
    &["Đăng ký", "Mới / Duy trì"],
    &["Đăng ký", "Cấp đăng ký"],
    &["Kết quả", "Phát huy hiệu quả"],
    &["Kết quả", "Nhân rộng"],
    &["Kết quả", "Đề nghị công nhận cấp"],
    &["Kết quả", "Công nhận", "Cấp cơ sở"],
    &["Kết quả", "Công nhận", "Cấp huyện"],
    &["Ghi chú"],
];

const DEEPEST: [&[&str]; 15] = [
    &["TT"],
    &["Tên mô hình"],
    &["Chủ thể thực hiện"],
    &["Loại hình"],
    &["Đối tượng"],
    &["Lĩnh vực"],
    &["Năm đăng ký"],
    &["Đăng ký mới / duy trì"],
    &["Cấp đăng ký"],
    &["Kết quả thực hiện", "Phát huy hiệu quả"],
    &["Kết quả thực hiện", "Nhân rộng"],
    &["Kết quả thực hiện", "Đề nghị cấp"],
    &["Kết quả thực hiện", "Trong đó", "Công nhận", "Cấp cơ sở"],
    &["Kết quả thực hiện", "Trong đó", "Công nhận", "Cấp huyện"],
    &["Ghi chú"],
];

const RENAMED: [&[&str]; 15] = [
    &["Số TT"],
    &["Tên mô hình “Dân vận khéo”"],
    &["Chủ thể"],
    &["Mô hình hay điển hình"],
    &["Tập thể hay cá nhân"],
    &["Thuộc lĩnh vực"],
    &["Năm thực hiện"],
    &["Mới / Duy trì"],
    &["Đăng ký ở cấp"],
    &["Hiệu quả"],
    &["Số nơi nhân rộng"],
    &["Cấp đề nghị công nhận"],
    &["Được công nhận cấp cơ sở"],
    &["Được công nhận cấp huyện"],
    &["Ghi chú"],
];

const MISSPELT: [&[&str]; 15] = [
    &["STT"],
    &["Tên mô hinnh, điển hình"],
    &["Tập thể cá nhân thưc hiệnn"],
    &["Loại hnìh"],
    &["Đối tượg"],
    &["Lỉnh vựt"],
    &["Năm đăngký"],
    &["Đăng kí"],
    &["Cấp đăng kí"],
    &["Phát huy hiêụ qủa"],
    &["Nhân rôngj (số nơi)"],
    &["Đề ngị công nhận cấp"],
    &["Công nhận cấp cơ sơr"],
    &["Côg nhận cấp huyện"],
    &["Ghi chus"],
];

fn bare(text: &str) -> String {
    tongket::model::name::bare(text)
}

/// Where headings stand and how they are written.
pub fn headings() -> Vec<Shape> {
    shapes! {
        "tiêu đề ở dòng 8, dưới phần đầu công văn" { above: LETTERHEAD }
        "bảng bắt đầu từ cột D" { left: 3, above: &["", "", ""] }
        "hai dòng tiêu đề, ô gộp ngang và dọc" { columns: headed(GROUPED) }
        "hai dòng tiêu đề không gộp ô" { columns: headed(GROUPED), merged: false }
        "ba dòng tiêu đề" { columns: headed(DEEP), above: LETTERHEAD }
        "bốn dòng tiêu đề" { columns: headed(DEEPEST) }
        "dòng số cột (1) (2)" { numbers: Some(|i| format!("({})", i + 1)) }
        "dòng số cột A B 1 2" { numbers: Some(|i| ["A".to_owned(), "B".to_owned()].get(i).cloned().unwrap_or_else(|| (i - 1).to_string())) }
        "dòng số cột 1 2 3 dưới hai dòng tiêu đề" { columns: headed(GROUPED), numbers: Some(|i| (i + 1).to_string()) }
        "cột xếp ngược" { columns: clean().into_iter().rev().collect() }
        "cột xếp lẫn, không có STT" { columns: shuffled() }
        "tên cột cũ" { columns: headed(RENAMED) }
        "tên cột viết hoa" { heading: |text| text.to_uppercase() }
        "tên cột không dấu" { heading: bare }
        "tên cột gõ sai" { columns: headed(MISSPELT) }
        "tên cột xuống dòng, thừa dấu cách" { heading: |text| format!(" {} :", text.replace(' ', "  \n")) }
        "tên cột có chú thích trong ngoặc" { heading: |text| format!("{text} (*)") }
        "tiêu đề nhắc lại mỗi trang in" { page: Some(12) }
        "tiêu đề hai dòng nhắc lại mỗi trang in" { columns: headed(GROUPED), page: Some(15) }
        "thêm cột không thuộc biểu" { columns: clean().into_iter().chain([Column { path: &["Ký nhận"], ..NOTE }]).collect(), findings: &["S05"] }
    }
}

fn shuffled() -> Vec<Column> {
    let mut columns = without(&[&ORDINAL]);
    columns.rotate_left(5);
    columns.swap(0, 7);
    columns
}

/// How rows are divided among files, sheets and sections.
pub fn divisions() -> Vec<Shape> {
    let with_unit = || [ORDINAL, UNIT].into_iter().chain(without(&[&ORDINAL])).collect::<Vec<_>>();
    shapes! {
        "mỗi lĩnh vực một trang" { columns: without(&[&FIELD]), sheets: Some(By::Field) }
        "mỗi cấp một trang" { columns: without(&[&LEVEL]), sheets: Some(By::Level) }
        "mỗi đối tượng một trang" { columns: without(&[&OWNER]), sheets: Some(By::Owner) }
        "mỗi loại hình một trang" { columns: without(&[&KIND]), sheets: Some(By::Kind) }
        "mỗi đơn vị một trang, tên trang là đơn vị" { together: true, sheets: Some(By::Unit), told: Told::Sheet }
        "mỗi đơn vị một trang, đơn vị ghi ở đầu trang" { together: true, sheets: Some(By::Unit), told: Told::Title }
        "cột đơn vị" { columns: with_unit(), together: true, told: Told::Rows }
        "cột đơn vị gộp ô" { columns: with_unit(), together: true, told: Told::Rows, unit_cells: UnitCells::Merged }
        "đơn vị ghi một lần" { columns: with_unit(), together: true, told: Told::Rows, unit_cells: UnitCells::Once }
        "đơn vị là dòng đề mục I, II" { together: true, told: Told::Rows, sections: &[By::Unit] }
        "đơn vị là dòng đề mục trong một ô" { together: true, told: Told::Rows, sections: &[By::Unit], section: Section::OneCell }
        "đơn vị là dòng đề mục gộp ô" { together: true, told: Told::Rows, sections: &[By::Unit], section: Section::Merged }
        "đề mục đơn vị viết tắt" { together: true, told: Told::Rows, sections: &[By::Unit], unit: |unit| unit.short.to_owned() }
        "đề mục đơn vị rồi lĩnh vực" { columns: without(&[&FIELD]), together: true, told: Told::Rows, sections: &[By::Unit, By::Field] }
        "mỗi mô hình một cột" { turned: true }
        "mỗi mô hình một cột, tiêu đề hai cột gộp ô" { columns: headed(GROUPED), turned: true }
        "mỗi mô hình một cột, dưới phần đầu công văn" { turned: true, above: LETTERHEAD, below: SIGNATURE }
        "hai bảng đặt cạnh nhau, mỗi loại hình một bảng" { columns: without(&[&KIND]), beside: Some(By::Kind) }
        "các bảng đặt cạnh nhau, mỗi lĩnh vực một bảng" { columns: without(&[&FIELD]), beside: Some(By::Field) }
        "các bảng đặt cạnh nhau, mỗi đơn vị một bảng" { together: true, told: Told::Title, beside: Some(By::Unit) }
        "lĩnh vực là dòng đề mục" { columns: without(&[&FIELD]), sections: &[By::Field] }
        "lĩnh vực là dòng đề mục gộp ô" { columns: without(&[&FIELD]), sections: &[By::Field], section: Section::Merged }
        "lĩnh vực là dòng đề mục trong một ô" { columns: without(&[&FIELD]), sections: &[By::Field], section: Section::OneCell }
        "đối tượng là dòng đề mục" { columns: without(&[&OWNER]), sections: &[By::Owner] }
        "đối tượng là dòng đề mục trong một ô" { columns: without(&[&OWNER]), sections: &[By::Owner], section: Section::OneCell }
        "loại hình là dòng đề mục" { columns: without(&[&KIND]), sections: &[By::Kind] }
        "cấp đăng ký là dòng đề mục" { columns: without(&[&LEVEL]), sections: &[By::Level] }
        "mới, duy trì là dòng đề mục" { columns: without(&[&NOVELTY]), sections: &[By::Novelty] }
        "đối tượng rồi lĩnh vực là đề mục" { columns: without(&[&OWNER, &FIELD]), sections: &[By::Owner, By::Field] }
        "cộng từng mục và tổng cộng" { columns: without(&[&FIELD]), sections: &[By::Field], totals: Totals::Inside }
        "cộng từng đơn vị" { together: true, told: Told::Rows, sections: &[By::Unit], totals: Totals::Inside }
        "tổng cộng ở cuối" { totals: Totals::Bottom }
        "tổng số ở đầu" { totals: Totals::Top }
        "đề mục, cộng mục, nhắc lại tiêu đề, phần ký" {
            columns: without(&[&FIELD]), sections: &[By::Field], totals: Totals::Inside, page: Some(9), below: SIGNATURE, above: LETTERHEAD
        }
    }
}

/// One column or ticks, and the marks that are ticks.
pub fn ticks() -> Vec<Shape> {
    let year_ticks = || {
        let rest = without(&[&BASE, &UPPER, &NOTE]);
        rest.into_iter().chain(YEAR_TICKS).collect::<Vec<_>>()
    };
    shapes! {
        "lĩnh vực là năm cột đánh dấu" { columns: instead(&FIELD, &field_ticks()) }
        "lĩnh vực là năm cột đánh dấu, một dòng tiêu đề" { columns: instead(&FIELD, &bare_field_ticks()) }
        "đối tượng là ba cột đánh dấu" { columns: instead(&OWNER, &OWNER_TICKS) }
        "đối tượng là ba cột đánh dấu, một dòng tiêu đề" { columns: instead(&OWNER, &BARE_OWNER_TICKS) }
        "loại hình là hai cột đánh dấu" { columns: instead(&KIND, &KIND_TICKS) }
        "cấp đăng ký là hai cột đánh dấu" { columns: instead(&LEVEL, &LEVEL_TICKS) }
        "mới, duy trì là hai cột đánh dấu" { columns: instead(&NOVELTY, &NOVELTY_TICKS) }
        "công nhận mỗi năm một cột" { columns: year_ticks() }
        "đề nghị là cột đánh dấu" { columns: instead(&NOMINATED, &[NOMINATED_TICK]) }
        "năm công nhận viết thành chữ" { columns: instead(&BASE, &[WORDY_BASE]) }
        "đánh dấu X" { tick: "X", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu ✓" { tick: "✓", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu √" { tick: "√", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu +" { tick: "+", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu 1" { tick: "1", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu có" { tick: "có", columns: instead(&OWNER, &OWNER_TICKS) }
        "đánh dấu Đạt" { tick: "Đạt", columns: instead(&OWNER, &OWNER_TICKS) }
    }
}

/// Who sent it, and what stands around the table.
pub fn senders() -> Vec<Shape> {
    shapes! {
        "ghi chú và phần ký dưới bảng" { below: SIGNATURE }
        "Thông tin: tên mục một dòng, nội dung dòng dưới" { told: Told::InfoAcross }
        "Thông tin: nội dung dưới từng mục" { told: Told::InfoDown }
        "Thông tin: nội dung cách tên mục hai cột" { told: Told::InfoApart }
        "Thông tin: tất cả trong một ô" { told: Told::InfoOneCell }
        "đơn vị ở dòng đầu: Đơn vị: …" { told: Told::Title, above: LETTERHEAD }
        "đơn vị ở hai ô đầu trang" { told: Told::TitleCells }
        "đơn vị, kỳ báo cáo đầu trang, nội dung dòng dưới" { told: Told::TitleAcross }
        "đơn vị ở quốc hiệu, tên cơ quan" { told: Told::Letterhead, above: LETTERHEAD }
        "đơn vị ở tên trang" { told: Told::Sheet }
        "đơn vị ở tên thư mục" { told: Told::Folder }
        "đơn vị ở tên tệp" { told: Told::File }
        "đơn vị ở tên tệp không dấu" { told: Told::File, unit: |unit| bare(unit.name) }
        "đơn vị ở tên tệp viết tắt" { told: Told::File, unit: |unit| unit.short.to_owned() }
        "tên đơn vị viết tắt" { unit: |unit| unit.short.to_owned() }
        "tên đơn vị không dấu" { unit: |unit| bare(unit.name) }
        "tên đơn vị viết hoa" { unit: |unit| unit.name.to_uppercase() }
        "tên đơn vị đặt dấu kiểu cũ" { unit: |unit| unit.old_tone.to_owned() }
        "tên gọi khác của đơn vị" { unit: |unit| unit.alias.to_owned() }
        "mã đơn vị" { unit: |unit| unit.code.to_owned() }
        "dòng ẩn" { hidden: Hidden::Rows, findings: &["S06"] }
        "cột ẩn" { hidden: Hidden::Column(5), findings: &["S06"] }
        "trang ẩn" { hidden: Hidden::Sheet, findings: &["S06"] }
        "dòng bị lọc" { hidden: Hidden::Filtered, findings: &["S06"] }
    }
}

/// How values are typed.
pub fn values() -> Vec<Shape> {
    shapes! {
        "số lưu dạng chữ" { digits: Some(|n| n.to_string()) }
        "số có dấu cách không ngắt" { digits: Some(|n| format!("\u{a0}{n}\u{a0}")) }
        "chữ số toàn chiều rộng" { digits: Some(|n| n.to_string().chars().map(full_width).collect()) }
        "dấu cách không ngắt, ký tự vô hình" { spell: |text| format!("\u{feff}{}\u{200b}", text.replace(' ', "\u{a0}")) }
        "Unicode tổ hợp" { spell: decomposed }
        "chữ Eth thay chữ Đ" { spell: |text| text.replace('Đ', "Ð").replace('đ', "ð") }
        "dữ liệu viết hoa" { spell: |text| if text.len() < 4 { text.to_owned() } else { text.to_uppercase() } }
        "phông TCVN3" { spell: old_fonts::tcvn3, font: Some(".VnTime"), findings: &["C05"] }
        "phông VNI" { spell: old_fonts::vni, font: Some("VNI-Times"), findings: &["C05"] }
    }
}

/// Every layout.
pub fn all() -> Vec<Shape> {
    [headings(), divisions(), ticks(), senders(), values()].concat()
}

fn full_width(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + 0xff10).expect("a digit")
}

fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}
