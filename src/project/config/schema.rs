//! Which keys stand in which table of `hoi-nghi.toml`.

/// Keys of the file itself: its tables.
pub(super) const TOP: &[&str] = &[
    "hoi_nghi",
    "co_quan",
    "cap",
    "linh_vuc",
    "nhom_linh_vuc",
    "hinh_thuc_khen",
    "chi_tieu",
    "ky_truoc",
    "danh_gia",
    "chi_tieu_phan_dau",
    "giai_trinh",
    "nhan_dang",
    "trinh_bay",
    "gioi_han",
    "han_muc",
    "cham_diem",
    "de_nghi",
    "tien_thuong",
    "quyet_dinh",
    "to_trinh",
    "hop_xet",
    "khong_dong_y",
    "giay_khen",
    "bieu_mau",
];

/// Those of them that are lists of tables, each entry opened with two pairs of brackets.
pub(super) const LISTS: &[&str] = &[
    "cap",
    "linh_vuc",
    "nhom_linh_vuc",
    "hinh_thuc_khen",
    "chi_tieu",
    "chi_tieu_phan_dau",
    "giai_trinh",
    "han_muc",
    "quyet_dinh",
    "khong_dong_y",
    "giay_khen",
];

/// The conference.
pub(super) const CONFERENCE: &[&str] = &["loai", "ten", "ky", "chia_giai_doan", "ngay", "han_nop"];
/// The office.
pub(super) const OFFICE: &[&str] = &[
    "don_vi",
    "the_thuc",
    "ten",
    "cap_tren",
    "so",
    "ky_hieu",
    "dia_danh",
    "ngay_ky",
    "quyen_han",
    "chuc_vu",
    "chuc_vu_khac",
    "ho_ten",
    "kinh_gui",
    "noi_nhan",
    "do_khan",
    "luu_hanh",
    "nguoi_soan",
    "so_ban",
    "lien_he",
    "in_hai_mat",
    "van_ban_dien_tu",
];
/// A level.
pub(super) const LEVEL: &[&str] = &["ma", "ten", "ten_khac", "tu", "den"];
/// A field.
pub(super) const FIELD: &[&str] = &["ma", "ten", "ten_khac"];
/// A merged group of fields.
pub(super) const FIELD_GROUP: &[&str] = &["ten", "gom"];
/// A form of commendation.
pub(super) const FORM: &[&str] = &["ma", "ten", "ten_khac", "tham_quyen", "chung_nhan", "in_giay", "tu", "den"];
/// A body of `tham_quyen`.
pub(super) const BODY: &[&str] = &["co_quan", "tu", "den"];
/// An indicator.
pub(super) const INDICATOR: &[&str] = &["ma", "ten", "ten_khac", "muc", "linh_vuc", "don_vi_tinh", "cong_don"];
/// The previous period.
pub(super) const BASELINE: &[&str] = &["nam", "tep", "danh_sach", "so_lieu"];
/// A quota.
pub(super) const QUOTA: &[&str] = &["don_vi", "hinh_thuc", "doi_tuong", "so_luong"];
/// Scoring.
pub(super) const SCORING: &[&str] = &["diem_dat", "theo_cap", "tieu_chi"];
/// A criterion.
pub(super) const CRITERION: &[&str] = &["ten", "diem_toi_da"];
/// Blank forms.
pub(super) const FORMS: &[&str] = &["tong_hop_don_vi"];
/// What people write.
pub(super) const ASSESSMENT: &[&str] =
    &["dac_diem", "lanh_dao", "uu_diem", "han_che", "nguyen_nhan", "bai_hoc", "phuong_huong", "kien_nghi"];
/// A target.
pub(super) const TARGET: &[&str] = &["ten", "tu_kem", "gia_tri", "don_vi_tinh"];
/// An explained finding.
pub(super) const EXPLANATION: &[&str] = &["ma", "tep", "trang", "o", "don_vi", "ly_do", "nguoi"];
/// Letters to units.
pub(super) const REQUESTS: &[&str] = &["han", "lien_he", "kinh_gui", "ngay"];
/// How odd workbooks are read.
pub(super) const RECOGNITION: &[&str] = &["dong_nghia", "ghim"];
/// A pinned table.
pub(super) const PIN: &[&str] = &["tep", "trang", "cot"];
/// Presentation.
pub(super) const PRESENTATION: &[&str] =
    &["thu_tu", "so_dien_hinh", "so_don_vi_dan_dau", "y_kien_don_vi", "so_y_kien", "moi_dot", "bieu_do"];
/// A decision.
pub(super) const DECISION: &[&str] = &[
    "loai",
    "hinh_thuc",
    "co_quan",
    "cap",
    "giai_doan",
    "so",
    "ngay",
    "the_thuc",
    "ten_co_quan",
    "cap_tren",
    "dia_danh",
    "nguoi_quyet_dinh",
    "can_cu",
    "theo_de_nghi",
    "kinh_phi",
    "quyen_han",
    "chuc_vu",
    "ho_ten",
    "noi_nhan",
];
/// The submission to the body that decides.
pub(super) const SUBMISSION: &[&str] = &["so", "ngay", "can_cu"];
/// The meeting that considered the proposals.
pub(super) const MEETING: &[&str] = &["ngay", "dia_diem", "chu_tri", "thu_ky", "tong_so", "co_mat"];
/// A proposal that was refused.
pub(super) const REFUSAL: &[&str] = &["ten", "hinh_thuc", "don_vi", "ly_do"];
/// How certificates are printed.
pub(super) const CERTIFICATE: &[&str] = &["hinh_thuc", "co_quan", "mau", "dich_x_mm", "dich_y_mm", "so_vang_tu"];
/// Money.
pub(super) const REWARDS: &[&str] = &["luong_co_so", "lam_tron", "muc"];
/// A rate of money.
pub(super) const RATE: &[&str] = &[
    "hinh_thuc",
    "co_quan",
    "tu",
    "den",
    "tap_the",
    "ca_nhan",
    "ho_gia_dinh",
    "tien_tap_the",
    "tien_ca_nhan",
    "tien_ho_gia_dinh",
    "nguon",
];
/// Guards.
pub(super) const LIMITS: &[&str] = &["tep_mib", "giai_nen_mib", "phan_mib", "so_phan", "o_toi_da", "giay_mot_tep", "bo_nho_mib"];

/// Tables by the line that opens them.
const TABLES: &[(&str, &[&str])] = &[
    ("[hoi_nghi]", CONFERENCE),
    ("[co_quan]", OFFICE),
    ("[[cap]]", LEVEL),
    ("[[nhom_linh_vuc]]", FIELD_GROUP),
    ("[[hinh_thuc_khen]]", FORM),
    ("[[chi_tieu]]", INDICATOR),
    ("[ky_truoc]", BASELINE),
    ("[danh_gia]", ASSESSMENT),
    ("[[chi_tieu_phan_dau]]", TARGET),
    ("[[giai_trinh]]", EXPLANATION),
    ("[de_nghi]", REQUESTS),
    ("[[han_muc]]", QUOTA),
    ("[cham_diem]", SCORING),
    ("[[cham_diem.tieu_chi]]", CRITERION),
    ("[[quyet_dinh]]", DECISION),
    ("[to_trinh]", SUBMISSION),
    ("[hop_xet]", MEETING),
    ("[[khong_dong_y]]", REFUSAL),
    ("[[giay_khen]]", CERTIFICATE),
    ("[tien_thuong]", REWARDS),
    ("[[tien_thuong.muc]]", RATE),
    ("[bieu_mau]", FORMS),
    ("[nhan_dang]", RECOGNITION),
    ("[[nhan_dang.ghim]]", PIN),
    ("[trinh_bay]", PRESENTATION),
    ("[gioi_han]", LIMITS),
];

/// Every key with the line that opens its table, for a test that all of them are shown to the clerk.
#[cfg(test)]
pub(in crate::project) fn keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().chain(&[("[[linh_vuc]]", FIELD)]).flat_map(|(table, keys)| keys.iter().map(move |key| (*table, *key)))
}

/// Where a key belongs, to be said to someone who put it elsewhere: `; khóa này thuộc [hoi_nghi]`.
pub(super) fn belongs(key: &str) -> Option<String> {
    let owner = TABLES.iter().find(|(_, keys)| keys.contains(&key)).map(|(title, _)| format!("; khóa này thuộc {title}"));
    owner.or_else(|| TOP.contains(&key).then(|| format!("; bảng này phải mở bằng dòng riêng [{key}] hoặc [[{key}]]")))
}

/// The line that opens a table: `[hoi_nghi]`, `[[cap]]`, `[[nhan_dang.ghim]]`.
pub(super) fn title(key: &str, repeated: bool) -> String {
    let path = match key {
        "so_lieu" => "ky_truoc.so_lieu",
        "dong_nghia" | "ghim" => &format!("nhan_dang.{key}"),
        "cot" => "nhan_dang.ghim.cot",
        "muc" => "tien_thuong.muc",
        "tieu_chi" | "theo_cap" => &format!("cham_diem.{key}"),
        other => other,
    };
    if repeated { format!("[[{path}]]") } else { format!("[{path}]") }
}
