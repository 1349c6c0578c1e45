//! Forms as described in `bieu-mau.toml`: sheets, columns, lists to choose from, what may be written and what is said.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::document::Align;

/// All sheets (biểu mẫu).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// `loi`: what is said when something else is written, by kind of check: title, text.
    #[serde(rename = "loi", default)]
    pub(super) refusals: BTreeMap<String, [String; 2]>,
    /// `danh_muc`: lists to choose from.
    #[serde(rename = "danh_muc", default)]
    pub(super) lists: Vec<ListPlan>,
    /// `trang`.
    #[serde(rename = "trang")]
    pub(super) sheets: Vec<SheetPlan>,
}

/// A list to choose from (danh mục).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListPlan {
    /// `ma`.
    #[serde(rename = "ma")]
    pub(super) code: String,
    /// `ten`.
    #[serde(rename = "ten")]
    pub(super) name: String,
    /// `gia_tri`; without it the conference's own (levels, fields, forms of commendation …).
    #[serde(rename = "gia_tri")]
    pub(super) values: Option<Vec<String>>,
}

/// A sheet (trang).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetPlan {
    /// `ma`: what other sheets call it.
    #[serde(rename = "ma")]
    pub(super) code: String,
    /// `ten`.
    #[serde(rename = "ten")]
    pub(super) name: String,
    /// `khi`: only then.
    #[serde(rename = "khi")]
    pub(super) when: Option<Condition>,
    /// `dong`: what its rows are.
    #[serde(rename = "dong")]
    pub(super) rows: Rows,
    /// `ngang`.
    #[serde(rename = "ngang", default)]
    pub(super) landscape: bool,
    /// `be_rong`: characters over all its columns.
    #[serde(rename = "be_rong", default = "page_characters")]
    pub(super) characters: f32,
    /// `so_dong`: rows prepared.
    #[serde(rename = "so_dong", default)]
    pub(super) prepared: u32,
    /// `co_dinh`: columns that stay in sight.
    #[serde(rename = "co_dinh", default)]
    pub(super) fixed: u16,
    /// `ban_ghi`: the column that makes a row a record.
    #[serde(rename = "ban_ghi")]
    pub(super) record: Option<String>,
    /// `tieu_de`.
    #[serde(rename = "tieu_de")]
    pub(super) title: Vec<String>,
    /// `loi_dan`: lines below the title, at the left.
    #[serde(rename = "loi_dan", default)]
    pub(super) lead: Vec<String>,
    /// `cot`.
    #[serde(rename = "cot", default)]
    pub(super) columns: Vec<ColumnPlan>,
    /// `muc`: rows of a sheet of lines.
    #[serde(rename = "muc", default)]
    pub(super) lines: Vec<LinePlan>,
}

/// Characters over the columns of a landscape page.
fn page_characters() -> f32 {
    135.0
}

/// When a sheet or column is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Condition {
    /// The unit reports for units below it that owe nothing themselves.
    BaoCaoThay,
    /// Models are scored by criteria.
    ChamDiem,
}

/// What the rows of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rows {
    /// How to fill in the others.
    HuongDan,
    /// Lines with a name each.
    Muc,
    /// Models: those known already, then blank rows with codes.
    MoHinh,
    /// Blank rows.
    Trong,
    /// Fields or units, counted.
    TongHop,
    /// The catalogue of indicators, then blank rows.
    ChiTieu,
    /// The lists to choose from.
    DanhMuc,
}

/// A column (cột).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnPlan {
    /// `ma`: what rows and formulas call it.
    #[serde(rename = "ma", default)]
    pub(super) code: String,
    /// `tieu_de`: heading from the top.
    #[serde(rename = "tieu_de", default)]
    pub(super) heading: Vec<String>,
    /// `rong`: relative width.
    #[serde(rename = "rong")]
    pub(super) width: f32,
    /// `can`.
    #[serde(rename = "can", default)]
    pub(super) align: Align,
    /// `lap`: repeated for levels.
    #[serde(rename = "lap")]
    pub(super) repeat: Option<Repeat>,
    /// `khi`.
    #[serde(rename = "khi")]
    pub(super) when: Option<Condition>,
    /// `mo`: may be written to.
    #[serde(rename = "mo", default)]
    pub(super) open: bool,
    /// `can_co`: needed where the row is a record.
    #[serde(rename = "can_co", default)]
    pub(super) needed: bool,
    /// `vi_du`: two examples for the guide.
    #[serde(rename = "vi_du")]
    pub(super) examples: Option<[String; 2]>,
    /// `dem`: counts rows of the models' sheet: column → what stands in it; "<>" is anything.
    #[serde(rename = "dem")]
    pub(super) counts: Option<BTreeMap<String, String>>,
    /// `cong_thuc`: what is worked out from the other cells of the row.
    #[serde(rename = "cong_thuc")]
    pub(super) formula: Option<String>,
    /// `nhap`.
    #[serde(rename = "nhap", default)]
    pub(super) entry: EntryPlan,
}

/// What a column repeats for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Repeat {
    /// Every level of the period.
    Cap,
    /// All but the lowest.
    CapTren,
    /// Every criterion of scoring.
    TieuChi,
}

/// A named line (mục).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinePlan {
    /// `ten`.
    #[serde(rename = "ten")]
    pub(super) name: String,
    /// `gia_tri`: what stands there already.
    #[serde(rename = "gia_tri", default)]
    pub(super) value: String,
    /// `mo`: may be written to.
    #[serde(rename = "mo", default = "yes")]
    pub(super) open: bool,
    /// `so_dong_chu`: height in lines of text.
    #[serde(rename = "so_dong_chu")]
    pub(super) lines: Option<u16>,
    /// `nhap`.
    #[serde(rename = "nhap", default)]
    pub(super) entry: EntryPlan,
}

fn yes() -> bool {
    true
}

/// What may be written (nhập).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryPlan {
    /// `kieu`: kind of number.
    #[serde(rename = "kieu")]
    pub(super) kind: Option<Kind>,
    /// `tu`: from; a number, a formula, or a day.
    #[serde(rename = "tu", default)]
    pub(super) from: String,
    /// `den`: to.
    #[serde(rename = "den", default)]
    pub(super) to: String,
    /// `chon`: chosen from a list.
    #[serde(rename = "chon")]
    pub(super) list: Option<String>,
    /// `chon_cot`: chosen from what stands in a column of another sheet, "mo-hinh:ten".
    #[serde(rename = "chon_cot")]
    pub(super) column: Option<String>,
    /// `kiem`: a formula that must be true.
    #[serde(rename = "kiem")]
    pub(super) formula: Option<String>,
    /// `chat`: refuse anything else, or only ask.
    #[serde(rename = "chat")]
    pub(super) strict: Option<bool>,
    /// `loi`: title and text when something else is written; without it the one of the kind of check.
    #[serde(rename = "loi")]
    pub(super) refusal: Option<[String; 2]>,
    /// `nhac`: title and text when the cell is chosen.
    #[serde(rename = "nhac")]
    pub(super) prompt: Option<[String; 2]>,
}

/// Kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    SoNguyen,
    So,
    Ngay,
}
