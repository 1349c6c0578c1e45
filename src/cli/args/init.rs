//! Arguments of `init`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// Thư mục hội nghị cần tạo, hoặc thư mục đã có các tệp đơn vị gửi
    #[arg(value_name = "THƯ-MỤC", required = true, help_heading = "Tham số")]
    pub folder: Option<PathBuf>,

    /// Đơn vị tổng hợp báo cáo, như "Phường An Hòa" [ten]
    #[arg(long, alias = "ten", value_name = "TÊN")]
    pub name: Option<String>,

    /// Cấp của đơn vị ấy: xa, huyen hoặc tinh; không nêu thì suy từ tên [cap]
    #[arg(long, alias = "cap", value_name = "CẤP")]
    pub level: Option<String>,

    /// Kỳ báo cáo, như 2016-2020 hoặc "6 tháng đầu năm 2023" [ky]
    #[arg(long, alias = "ky", value_name = "KỲ")]
    pub period: Option<String>,

    /// Ngày họp, như 21/8/2020 [ngay]
    #[arg(long, alias = "ngay", value_name = "NGÀY")]
    pub date: Option<String>,

    /// Danh sách đơn vị: tệp văn bản hoặc Excel, mỗi dòng một tên; dấu - là dán từ bàn phím [don-vi]
    #[arg(long, alias = "don-vi", value_name = "TỆP")]
    pub units: Option<PathBuf>,

    /// Hội nghị sơ kết; không nêu là tổng kết [so-ket]
    #[arg(long, alias = "so-ket")]
    pub interim: bool,
}
