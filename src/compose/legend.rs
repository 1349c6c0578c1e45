//! The legend of `bao-cao.xlsx` (chú dẫn): which sheet is which form, which column which of its columns.
//!
//! Descriptions of tables say which value a column shows; that is what it means, whatever its heading says.

use super::rows::RowsOf;
use super::tables::SheetTable;
use crate::document::{Align, RowKind, Sheet, Table, TableColumn, TableRow, Value};
use crate::model::Authority;
use crate::model::legend::{Catalogue, Legend, Role, SHEET, TITLE};

/// Adds a sheet and its columns.
pub(super) fn add(legend: &mut Legend, sheet: &str, drawn: &SheetTable<'_>) {
    let Some(columns) = form(drawn.of) else {
        add_derived(legend, sheet);
        return;
    };
    legend.sheets.push((sheet.to_owned(), Role::Form));
    for (column, key) in drawn.table.columns.iter().zip(&drawn.keys) {
        let means = columns(key).unwrap_or_default();
        legend.columns.push((sheet.to_owned(), column.heading.join(" / "), means));
    }
}

/// Adds a sheet that holds nothing a unit sends.
pub(super) fn add_derived(legend: &mut Legend, sheet: &str) {
    legend.sheets.push((sheet.to_owned(), Role::Derived));
}

/// The hidden sheet that holds it, with the names of the authority's levels, fields and forms of commendation.
pub(super) fn sheet<'a>(mut legend: Legend, authority: &Authority) -> Sheet<'a> {
    for level in &authority.levels {
        let bare = level.name.strip_prefix("cấp ").unwrap_or(&level.name);
        legend.names.extend([&level.name, bare].map(|name| (Catalogue::Level, name.to_owned(), level.code.clone())));
    }
    let field = |field: &crate::model::Field| (Catalogue::Field, field.name.clone(), field.code.clone());
    legend.names.extend(authority.fields.iter().map(field));
    let form = |form: &crate::model::AwardForm| (Catalogue::AwardForm, form.name.clone(), form.code.clone());
    legend.names.extend(authority.forms.iter().map(form));

    let rows = legend.lines().into_iter().map(|line| TableRow::new(RowKind::Body, line.map(text).to_vec()));
    let heading = ["Về", "Tên", "Ghi trong tệp", "Hiểu là"];
    let columns = heading.map(|heading| TableColumn { heading: vec![heading.to_owned()], width: 30.0, align: Align::Left });
    let table = Table { columns: columns.to_vec(), rows: rows.collect(), ..Table::default() };
    Sheet { name: SHEET.to_owned(), title: vec![TITLE.to_owned()], table, hidden: true, ..Sheet::default() }
}

fn text(text: String) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text) }
}

/// The form's heading of a value shown; `None`: the value is nothing a unit sends.
type Columns = fn(&str) -> Option<String>;

/// The form that rows of a kind make, as the headings of its columns; `None`: sums, not records.
fn form(of: RowsOf) -> Option<Columns> {
    let columns: Columns = match of {
        RowsOf::MoHinh => model,
        RowsOf::Khen => award,
        RowsOf::ChiTieu => indicator,
        RowsOf::YKien => remark,
        RowsOf::BieuTongHop => stated,
        RowsOf::ThongTin => fact,
        // Sums; and papers, which are printed, not sent.
        RowsOf::DonVi
        | RowsOf::LinhVuc
        | RowsOf::Cap
        | RowsOf::TungCap
        | RowsOf::SoKyTruoc
        | RowsOf::KhenThuong
        | RowsOf::Nop
        | RowsOf::YKienChung
        | RowsOf::DanhSachKhen
        | RowsOf::DeNghi
        | RowsOf::TrichNgang
        | RowsOf::PhieuXet
        | RowsOf::CongNhan
        | RowsOf::TienThuong
        | RowsOf::MoiNhan
        | RowsOf::SoTheoDoi
        | RowsOf::Nguon
        | RowsOf::NguonChiTiet
        | RowsOf::NguonTep => return None,
        // What is given back.
        RowsOf::YeuCau | RowsOf::GuiBieu | RowsOf::RaSoat | RowsOf::PhatHien | RowsOf::GiaiTrinh | RowsOf::ThayDoi => {
            return None;
        }
    };
    Some(columns)
}

fn model(key: &str) -> Option<String> {
    let heading = match key {
        "stt" => "STT",
        "don_vi" => "Đơn vị",
        "ma" => "Mã mô hình",
        "ten" => "Tên mô hình, điển hình",
        "thuc_hien" => "Tập thể, cá nhân thực hiện",
        "dia_chi" => "Địa chỉ",
        "loai_hinh" => "Loại hình",
        "doi_tuong" => "Đối tượng",
        "linh_vuc" => "Lĩnh vực",
        "nam_dang_ky" => "Năm đăng ký",
        "dang_ky" => "Đăng ký",
        "cap_dang_ky" => "Cấp đăng ký",
        "tinh_trang" => "Tình trạng",
        "hieu_qua" => "Phát huy hiệu quả",
        "nhan_rong" => "Nhân rộng (số nơi)",
        "de_nghi" => "Đề nghị công nhận cấp",
        "neu_bao_cao" => "Nêu trong báo cáo",
        "ket_qua" => "Kết quả nổi bật",
        _ => return key.strip_prefix("cong_nhan.").map(|level| format!("Công nhận {level}")),
    };
    Some(heading.to_owned())
}

fn award(key: &str) -> Option<String> {
    let heading = match key {
        "stt" => "STT",
        "don_vi_gui" => "Đơn vị",
        "ong_ba" => "Ông/Bà",
        "ten" => "Tên tập thể, cá nhân",
        "chuc_vu" => "Chức vụ, đơn vị",
        "doi_tuong" => "Đối tượng",
        "hinh_thuc" => "Hình thức khen",
        "co_quan" => "Cơ quan khen",
        "quyet_dinh" => "Số quyết định",
        "ngay_quyet_dinh" => "Ngày quyết định",
        "noi_dung" => "Nội dung khen",
        "ten_mo_hinh" => "Mô hình",
        "thanh_tich_ghi" => "Thành tích",
        "tinh_trang" => "Tình trạng",
        "so_luong" => "Số lượng",
        "luot" => "Lượt",
        "luy_ke" => "Lũy kế",
        "ghi_chu" => "Ghi chú",
        _ => return None,
    };
    Some(heading.to_owned())
}

fn indicator(key: &str) -> Option<String> {
    let heading = match key {
        "stt" => "STT",
        "ten" => "Chỉ tiêu",
        "don_vi_tinh" => "Đơn vị tính",
        "tu_kem" => "Từ kèm",
        "gia_tri" => "Thực hiện",
        "mau_so" => "Trên tổng số",
        "ky_truoc" => "Kỳ trước",
        _ => return None,
    };
    Some(heading.to_owned())
}

fn remark(key: &str) -> Option<String> {
    let heading = match key {
        "stt" => "STT",
        "muc" => "Mục",
        "noi_dung" => "Nội dung",
        _ => return None,
    };
    Some(heading.to_owned())
}

fn stated(key: &str) -> Option<String> {
    super::stated_cells::heading(key)
}

/// Key and value stand beside each other; no heading is needed.
fn fact(_: &str) -> Option<String> {
    None
}
