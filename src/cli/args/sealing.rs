//! Arguments of `seal` and `verify-seal`.

use std::path::PathBuf;

use clap::Args;

use super::WorkspaceArgs;

/// Arguments of `seal`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SealArgs {
    #[command(flatten)]
    pub workspace: WorkspaceArgs,

    /// Chỉ chốt bản chính thức: còn nội dung phải sửa thì dừng, không ghi gì [chinh-thuc]
    #[arg(long = "final", alias = "chinh-thuc")]
    pub is_final: bool,
}

/// Arguments of `verify-seal`.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifySealArgs {
    /// Tệp bản chốt (chot-….zip)
    #[arg(value_name = "BẢN-CHỐT", required = true, display_order = 1, help_heading = "Tham số")]
    pub seal: Option<PathBuf>,

    /// Thư mục hội nghị cần đối chiếu; không nêu thì lấy hội nghị có ket-qua/ chứa bản chốt
    #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số", display_order = 2)]
    pub folder: Option<PathBuf>,

    /// Kết quả nằm ở thư mục này thay cho ket-qua/ [ra]
    #[arg(long, alias = "ra", value_name = "THƯ-MỤC")]
    pub out: Option<PathBuf>,

    /// In một đối tượng JSON (cho chương trình khác đọc)
    #[arg(long)]
    pub json: bool,
}
