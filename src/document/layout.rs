//! Layout profiles (thể thức): one file of `templates/the-thuc/` each, a key for every row of the norm it follows.
//!
//! Sizes are points, lengths are millimetres where the key ends in `_mm`. A key that is not known is an error, so a typo in
//! an office's own profile is told, never passed over.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A layout profile (thể thức).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Name of the profile, "nd30-2020".
    #[serde(rename = "ma")]
    pub code: String,
    /// Full name and source.
    #[serde(rename = "ten")]
    pub name: String,
    /// Page, margins, page number.
    #[serde(rename = "trang_giay")]
    pub page: PageLayout,
    /// Body text.
    #[serde(rename = "noi_dung")]
    pub body: BodyLayout,
    /// Legal bases (căn cứ).
    #[serde(rename = "can_cu")]
    pub basis: BasisLayout,
    /// Headings of the body.
    #[serde(rename = "de_muc")]
    pub headings: HeadingLayout,
    /// Letterhead.
    #[serde(rename = "phan_dau")]
    pub head: HeadLayout,
    /// Title and trích yếu.
    #[serde(rename = "ten_loai")]
    pub title: TitleLayout,
    /// Addressees (Kính gửi).
    #[serde(rename = "kinh_gui")]
    pub addressees: ListLayout,
    /// Signature.
    #[serde(rename = "ky_ten")]
    pub signature: SignatureLayout,
    /// Recipients.
    #[serde(rename = "noi_nhan")]
    pub recipients: RecipientsLayout,
    /// Annexes.
    #[serde(rename = "phu_luc")]
    pub annex: AnnexLayout,
    /// Marks of urgency and circulation, drafter, contact.
    #[serde(rename = "dau_hieu")]
    pub marks: MarkLayout,
}

/// How a component is set (cỡ chữ, kiểu chữ).
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the norm's table")]
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typeface {
    /// Size, points.
    #[serde(rename = "co_chu", deserialize_with = "font_size")]
    pub size: f32,
    /// Capitals (in hoa)?
    #[serde(rename = "in_hoa", default)]
    pub upper: bool,
    /// Bold (đậm)?
    #[serde(rename = "dam", default)]
    pub bold: bool,
    /// Italic (nghiêng)? Upright otherwise.
    #[serde(rename = "nghieng", default)]
    pub italic: bool,
    /// Underlined (gạch chân)?
    #[serde(rename = "gach_chan", default)]
    pub underlined: bool,
}

/// A number within what can be printed.
fn within<'de, D: Deserializer<'de>>(source: D, low: f32, high: f32, what: &str) -> Result<f32, D::Error> {
    let value = f32::deserialize(source)?;
    let fits = (low..=high).contains(&value);
    if fits {
        Ok(value)
    } else {
        Err(D::Error::custom(format!("{what} phải từ {low} đến {high}, không thể là {value}")))
    }
}

fn font_size<'de, D: Deserializer<'de>>(source: D) -> Result<f32, D::Error> {
    within(source, 5.0, 72.0, "cỡ chữ (pt)")
}

fn length<'de, D: Deserializer<'de>>(source: D) -> Result<f32, D::Error> {
    within(source, 0.0, 1000.0, "độ dài (mm)")
}

fn spacing<'de, D: Deserializer<'de>>(source: D) -> Result<f32, D::Error> {
    within(source, 0.0, 100.0, "khoảng cách")
}

fn share<'de, D: Deserializer<'de>>(source: D) -> Result<f32, D::Error> {
    within(source, 0.0, 1.0, "độ dài so với dòng chữ")
}

fn digits<'de, D: Deserializer<'de>>(source: D) -> Result<usize, D::Error> {
    let value = usize::deserialize(source)?;
    if value <= 9 { Ok(value) } else { Err(D::Error::custom("số chữ số phải từ 0 đến 9")) }
}

impl Typeface {
    /// The text in the case of the component: capitals, or as it is.
    pub fn cased(self, text: &str) -> String {
        if self.upper { text.to_uppercase() } else { text.to_owned() }
    }
}

impl PageLayout {
    /// Is there room for text between the margins, on a page of either orientation?
    pub fn has_room(&self) -> bool {
        const LEAST_MM: f32 = 60.0;
        let across = self.width_mm.min(self.height_mm) - self.left_mm - self.right_mm;
        let down = self.width_mm.min(self.height_mm) - self.top_mm - self.bottom_mm;
        across >= LEAST_MM && down >= LEAST_MM
    }
}

/// Where text stands across its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Side {
    /// At the left.
    #[serde(rename = "trai")]
    Left,
    /// In the middle.
    #[serde(rename = "giua")]
    Center,
    /// At the right.
    #[serde(rename = "phai")]
    Right,
    /// At both sides (canh đều).
    #[serde(rename = "deu")]
    Both,
}

/// Page, margins (mm) and page number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageLayout {
    /// Width, mm.
    #[serde(rename = "rong_mm", deserialize_with = "length")]
    pub width_mm: f32,
    /// Height, mm.
    #[serde(rename = "cao_mm", deserialize_with = "length")]
    pub height_mm: f32,
    /// Top margin, mm.
    #[serde(rename = "le_tren_mm", deserialize_with = "length")]
    pub top_mm: f32,
    /// Bottom margin, mm.
    #[serde(rename = "le_duoi_mm", deserialize_with = "length")]
    pub bottom_mm: f32,
    /// Left margin, mm.
    #[serde(rename = "le_trai_mm", deserialize_with = "length")]
    pub left_mm: f32,
    /// Right margin, mm.
    #[serde(rename = "le_phai_mm", deserialize_with = "length")]
    pub right_mm: f32,
    /// Printed on both sides, are left and right margin of the reverse side exchanged?
    #[serde(rename = "mat_sau_doi_le")]
    pub mirrored: bool,
    /// How the page number is set.
    #[serde(rename = "so_trang")]
    pub number: Typeface,
    /// Where it stands.
    #[serde(rename = "so_trang_vi_tri")]
    pub number_side: Side,
    /// Its distance from the top edge, mm.
    #[serde(rename = "so_trang_cach_mep_mm", deserialize_with = "length")]
    pub number_from_edge_mm: f32,
    /// Is it shown on the first page too?
    #[serde(rename = "so_trang_o_trang_dau")]
    pub number_on_first: bool,
    /// Has each annex numbers of its own, from 1?
    #[serde(rename = "phu_luc_danh_so_rieng")]
    pub annex_numbers: bool,
}

/// Body text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyLayout {
    /// Font.
    #[serde(rename = "phong_chu")]
    pub font: String,
    /// Colour of all text, "000000".
    #[serde(rename = "mau_chu")]
    pub color: String,
    /// How the text is set.
    #[serde(rename = "loi_van")]
    pub text: Typeface,
    /// How it stands between the margins.
    #[serde(rename = "canh")]
    pub align: Side,
    /// First-line indent, mm.
    #[serde(rename = "thut_dau_dong_mm", deserialize_with = "length")]
    pub indent_mm: f32,
    /// Space between paragraphs, points.
    #[serde(rename = "cach_doan_pt", deserialize_with = "spacing")]
    pub paragraph_gap_pt: f32,
    /// Line spacing: lines if `gian_dong_dung` is false, exact points otherwise.
    #[serde(rename = "gian_dong", deserialize_with = "spacing")]
    pub line_spacing: f32,
    /// Is the line spacing exact points?
    #[serde(rename = "gian_dong_dung")]
    pub line_exact: bool,
    /// What ends the text: "." or "./.".
    #[serde(rename = "het_van_ban")]
    pub ending: String,
    /// Size inside tables, points.
    #[serde(rename = "co_chu_bang", deserialize_with = "font_size")]
    pub table_size: f32,
}

/// Legal bases (căn cứ), one a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisLayout {
    /// How they are set.
    #[serde(rename = "chu")]
    pub text: Typeface,
    /// What stands before each: "" or "- ".
    #[serde(rename = "dau_dong")]
    pub item_start: String,
    /// What ends each but the last.
    #[serde(rename = "cuoi_dong")]
    pub item_end: String,
    /// What ends the last: "." or ",".
    #[serde(rename = "cuoi_cung")]
    pub last_end: String,
    /// Does the line that says who decides stand after them, before "QUYẾT ĐỊNH"? In State documents it stands above them.
    #[serde(rename = "nguoi_quyet_dinh_sau", default)]
    pub decider_after: bool,
}

/// Headings of the body.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingLayout {
    /// "Phần I", "Chương I", on a line of its own, centred.
    #[serde(rename = "phan")]
    pub part: Typeface,
    /// The title below it.
    #[serde(rename = "ten_phan")]
    pub part_title: Typeface,
    /// "Mục 1", on a line of its own, centred.
    #[serde(rename = "muc")]
    pub division: Typeface,
    /// The title below it.
    #[serde(rename = "ten_muc")]
    pub division_title: Typeface,
    /// "I. NHỮNG KẾT QUẢ".
    #[serde(rename = "la_ma")]
    pub roman: Typeface,
    /// What stands after the Roman numeral: ". " or "- ".
    #[serde(rename = "sau_la_ma")]
    pub after_roman: String,
    /// "1. Đăng ký mô hình": a khoản with a title.
    #[serde(rename = "khoan")]
    pub clause: Typeface,
    /// "1. Chỉ đạo các đơn vị …": a khoản without one.
    #[serde(rename = "khoan_khong_ten")]
    pub untitled_clause: Typeface,
    /// What stands after the number of a khoản.
    #[serde(rename = "sau_khoan")]
    pub after_clause: String,
    /// "Điều 1. ".
    #[serde(rename = "dieu")]
    pub article: Typeface,
    /// Its form: "Điều {so}. ".
    #[serde(rename = "mau_dieu")]
    pub article_format: String,
    /// "a) …".
    #[serde(rename = "diem")]
    pub point: Typeface,
    /// The letters of điểm in order: "abcdđ…".
    #[serde(rename = "chu_diem")]
    pub point_letters: String,
    /// What stands after the letter.
    #[serde(rename = "sau_diem")]
    pub after_point: String,
}

/// Letterhead.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLayout {
    /// Lines at the right: national heading and motto, or the Party's name.
    #[serde(rename = "ben_phai")]
    pub right: Vec<HeadLine>,
    /// Superior body.
    #[serde(rename = "cap_tren")]
    pub superior: Typeface,
    /// Issuing body.
    #[serde(rename = "co_quan")]
    pub issuer: Typeface,
    /// What stands under the issuing body: "ke" (a rule) or "*".
    #[serde(rename = "duoi_co_quan")]
    pub under_issuer: String,
    /// Length of a rule under the issuing body or the trích yếu, as a share of the line above it.
    #[serde(rename = "ke_dai", deserialize_with = "share")]
    pub rule_share: f32,
    /// Number and symbol.
    #[serde(rename = "so")]
    pub number: Typeface,
    /// Form of the number: "Số: {so}/{loai}-{co_quan}" or "Số {so}-{loai}/{co_quan}".
    #[serde(rename = "mau_so")]
    pub number_format: String,
    /// Form of the number of a công văn, which has no type.
    #[serde(rename = "mau_so_cong_van")]
    pub letter_number_format: String,
    /// Least number of digits: 2 pads 5 to "05".
    #[serde(rename = "so_it_nhat_chu_so", deserialize_with = "digits")]
    pub number_digits: usize,
    /// Place and date.
    #[serde(rename = "dia_danh")]
    pub place: Typeface,
    /// Their form: `{dia_danh}, ngày {ngay} tháng {thang} năm {nam}`.
    #[serde(rename = "mau_dia_danh")]
    pub place_format: String,
    /// Days below this one are padded to two digits.
    #[serde(rename = "them_0_ngay_duoi")]
    pub pad_days_below: u8,
    /// Months below this one are padded to two digits.
    #[serde(rename = "them_0_thang_duoi")]
    pub pad_months_below: u8,
    /// Trích yếu of a công văn, below the number.
    #[serde(rename = "trich_yeu_cong_van")]
    pub letter_subject: Typeface,
    /// What it starts with: "V/v ".
    #[serde(rename = "mo_dau_trich_yeu_cong_van")]
    pub letter_subject_start: String,
    /// Space above it, points.
    #[serde(rename = "trich_yeu_cong_van_cach_pt", deserialize_with = "spacing")]
    pub letter_subject_gap_pt: f32,
}

/// A line of the right letterhead.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLine {
    /// Text.
    #[serde(rename = "loi")]
    pub text: String,
    /// How it is set.
    #[serde(rename = "chu")]
    pub face: Typeface,
    /// A rule under the text, as long as the text?
    #[serde(rename = "ke_duoi")]
    pub ruled: bool,
}

/// Title and trích yếu.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleLayout {
    /// The document type.
    #[serde(rename = "chu")]
    pub kind: Typeface,
    /// The trích yếu.
    #[serde(rename = "trich_yeu")]
    pub subject: Typeface,
    /// Does the trích yếu start with a capital?
    #[serde(rename = "trich_yeu_viet_hoa")]
    pub subject_capital: bool,
    /// What stands below: "ke" (a rule) or "-----".
    #[serde(rename = "duoi_trich_yeu")]
    pub under_subject: String,
}

/// A labelled list: one item follows its label, several stand below it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListLayout {
    /// How all of it is set.
    #[serde(rename = "chu")]
    pub text: Typeface,
    /// "Kính gửi:".
    #[serde(rename = "loi")]
    pub label: String,
    /// The label of a submission to be decided (tờ trình): "Kính trình:".
    #[serde(rename = "loi_to_trinh")]
    pub submission_label: String,
    /// What stands before each of several items.
    #[serde(rename = "dau_dong")]
    pub item_start: String,
    /// What ends each but the last.
    #[serde(rename = "cuoi_dong")]
    pub item_end: String,
    /// What ends the last.
    #[serde(rename = "cuoi_cung")]
    pub last_end: String,
}

/// Signature.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureLayout {
    /// Authority line (quyền hạn): "TM. BAN CHỈ ĐẠO".
    #[serde(rename = "quyen_han")]
    pub authority: Typeface,
    /// Post (chức vụ).
    #[serde(rename = "chuc_vu")]
    pub post: Typeface,
    /// The signer's other post, above the name.
    #[serde(rename = "chuc_vu_khac")]
    pub other_post: Typeface,
    /// Name.
    #[serde(rename = "ho_ten")]
    pub name: Typeface,
    /// Academic titles and honours that are not written before the name.
    #[serde(rename = "khong_ghi_truoc_ho_ten")]
    pub left_out: Vec<String>,
    /// How authority is abbreviated.
    #[serde(rename = "chu_tat")]
    pub prefixes: PrefixLayout,
}

/// How the authority to sign is abbreviated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefixLayout {
    /// On behalf of a collective (thay mặt): "TM." or "T/M".
    #[serde(rename = "thay_mat")]
    pub behalf: String,
    /// Acting (quyền): "Q.".
    #[serde(rename = "quyen")]
    pub acting: String,
    /// A deputy for the head (ký thay): "KT." or "K/T".
    #[serde(rename = "ky_thay")]
    pub deputy: String,
    /// By order (thừa lệnh): "TL." or "T/L".
    #[serde(rename = "thua_lenh")]
    pub order: String,
    /// By delegated authority (thừa ủy quyền): "TUQ.".
    #[serde(rename = "thua_uy_quyen")]
    pub delegated: String,
}

/// Recipients.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientsLayout {
    /// How "Nơi nhận:" is set.
    #[serde(rename = "tieu_de")]
    pub label: Typeface,
    /// How the list is set.
    #[serde(rename = "danh_sach")]
    pub list: Typeface,
    /// What stands before an item.
    #[serde(rename = "dau_dong")]
    pub item_start: String,
    /// Punctuation after an item: ";" or ",".
    #[serde(rename = "cuoi_dong")]
    pub item_end: String,
    /// Punctuation after the last.
    #[serde(rename = "cuoi_cung")]
    pub last_end: String,
    /// The last recipient: "Lưu: VT" or "Lưu Văn phòng".
    #[serde(rename = "luu")]
    pub archive: String,
}

/// Annexes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexLayout {
    /// "Phụ lục", before its number.
    #[serde(rename = "loi")]
    pub label: String,
    /// How "Phụ lục I" is set.
    #[serde(rename = "chu")]
    pub number: Typeface,
    /// Numbered (Roman) from this many annexes on.
    #[serde(rename = "danh_so_tu")]
    pub numbered_from: usize,
    /// How the title is set.
    #[serde(rename = "ten")]
    pub title: Typeface,
    /// How "(Kèm theo …)" is set.
    #[serde(rename = "kem_theo")]
    pub note: Typeface,
    /// Number and date in "(Kèm theo …)" of an electronic document, where they are not filled in.
    #[serde(rename = "kem_theo_van_ban_dien_tu")]
    pub electronic_citation: String,
}

/// Marks of urgency and circulation, drafter, contact.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkLayout {
    /// "KHẨN".
    #[serde(rename = "do_khan")]
    pub urgency: Typeface,
    /// "LƯU HÀNH NỘI BỘ".
    #[serde(rename = "luu_hanh")]
    pub circulation: Typeface,
    /// Do these two stand in a frame of single lines?
    #[serde(rename = "dong_khung")]
    pub framed: bool,
    /// The drafter's initials and the number of copies.
    #[serde(rename = "nguoi_soan")]
    pub drafter: Typeface,
    /// Address, e-mail, telephone, at the foot of page 1.
    #[serde(rename = "lien_he")]
    pub contact: Typeface,
    /// A rule across the page above them?
    #[serde(rename = "ke_tren_lien_he")]
    pub contact_ruled: bool,
}
