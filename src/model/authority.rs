//! Whose report this is (cơ quan tổng hợp) and by what scheme: levels, fields, forms of commendation,
//! indicators, period. All of it is data from `hoi-nghi.toml`; no level, field or form is named in code.

use rust_decimal::Decimal;

use super::award_form::{AwardForm, Quota};
use super::conversion::conversion;
use super::date::{Date, Period};
use super::known::Known;
use super::name;
use super::opinion::OpinionSettings;
use super::papers::PaperSettings;

/// Index of a level in [`Authority::levels`]; lower is nearer the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId(pub u8);

/// Index of a field in [`Authority::fields`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u8);

/// Index of a sub-period in [`Authority::sub_periods`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubPeriodId(pub u8);

/// The authority that sums up (cơ quan tổng hợp) and everything its figures are judged by.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Sơ kết or tổng kết.
    pub conference: ConferenceKind,
    /// `hoi_nghi.ten`: what is summed up, "phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020".
    pub title: String,
    /// `hoi_nghi.ky`: the period.
    pub period: Period,
    /// `chia_giai_doan`: sub-periods reported separately.
    pub sub_periods: Vec<Period>,
    /// The day of the conference.
    pub date: Option<Date>,
    /// `han_nop`: last day for submissions; later is late.
    pub deadline: Option<Date>,
    /// Name of the root of the unit tree; empty when it is not declared.
    pub root: String,
    /// Letterhead and signature.
    pub office: Office,
    /// Levels (cấp), lowest first.
    pub levels: Vec<Level>,
    /// Fields (lĩnh vực), in report order.
    pub fields: Vec<Field>,
    /// Fields that may be reported merged (nhóm lĩnh vực).
    pub field_groups: Vec<FieldGroup>,
    /// Forms of commendation (hình thức khen), in report order.
    pub forms: Vec<AwardForm>,
    /// The indicator catalogue (danh mục chỉ tiêu).
    pub indicators: Vec<Indicator>,
    /// `ky_truoc.danh_sach`: the previous period's lists, a workbook or a folder of them, relative to the workspace.
    pub previous_lists: Option<String>,
    /// The previous period's figures (kỳ trước).
    pub baseline: Option<Baseline>,
    /// What only people can write (đánh giá).
    pub assessment: Assessment,
    /// Targets (chỉ tiêu phấn đấu); never results.
    pub targets: Vec<Target>,
    /// Quotas of proposals (hạn mức).
    pub quotas: Vec<Quota>,
    /// How models are scored.
    pub scoring: Scoring,
    /// Letters to units (đề nghị chỉnh sửa).
    pub requests: Requests,
    /// What is said of the papers of commendation.
    pub papers: PaperSettings,
    /// `bieu_mau.tong_hop_don_vi`: do forms ask a unit for the figures of the units below it that send their own?
    pub roll_up_forms: bool,
    /// Findings explained and accepted (giải trình).
    pub explanations: Vec<Explanation>,
    /// `nhan_dang.dong_nghia`: heading as sent → heading of the form.
    pub synonyms: Vec<(String, String)>,
    /// `nhan_dang.ghim`: pinned tables.
    pub pins: Vec<Pin>,
    /// Order of commendation lists.
    pub order: ListOrder,
    /// `so_dien_hinh`: exemplary models named per field.
    pub exemplars_per_field: usize,
    /// `so_don_vi_dan_dau`: most leading units named beside a figure.
    pub leaders: usize,
    /// `y_kien_don_vi`, `so_y_kien`: what the report says of the units' Biểu 5.
    pub opinions: OpinionSettings,
    /// `bieu_do`: are charts drawn?
    pub charts: bool,
    /// Guards against hostile files.
    pub limits: Limits,
    /// Names of the lists above, keyed when first looked up.
    pub known: Known,
}

/// What letters to units say (`[de_nghi]`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requests {
    /// `han`: the day by which a unit is to answer.
    pub by: Option<Date>,
    /// `lien_he`: whom to call, "đồng chí Nguyễn Thị B, điện thoại 0297 3 111 222".
    pub contact: String,
    /// `kinh_gui`: how a unit of a declared level is addressed, `Đảng ủy {don_vi}`; empty: by its name.
    pub addressee: String,
    /// `ngay`: the letters' date; by hand where it is not given.
    pub dated: Option<Date>,
}

/// Kind of conference (loại hội nghị).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConferenceKind {
    /// sơ kết: a partial review.
    Interim,
    /// tổng kết: a final review.
    Final,
}

impl ConferenceKind {
    /// The value in `hoi-nghi.toml` and `so-lieu.json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Interim => "so-ket",
            Self::Final => "tong-ket",
        }
    }

    /// "sơ kết", "tổng kết".
    pub fn name(self) -> &'static str {
        match self {
            Self::Interim => "sơ kết",
            Self::Final => "tổng kết",
        }
    }
}

/// Letterhead and signature (`[co_quan]`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// `the_thuc`: name of the layout profile.
    pub profile: String,
    /// `ten`: issuing body, upper case.
    pub name: String,
    /// `cap_tren`: superior body.
    pub superior: String,
    /// `so`: document number, if given already.
    pub number: Option<u32>,
    /// `ky_hieu`: "BC/BCĐ".
    pub symbol: String,
    /// `dia_danh`: place.
    pub place: String,
    /// `ngay_ky`: date of signing.
    pub signed_on: Option<Date>,
    /// `quyen_han`: "T/M BAN CHỈ ĐẠO".
    pub authority_line: String,
    /// `chuc_vu`: signer's post.
    pub post: String,
    /// `chuc_vu_khac`: the signer's other post, above the name.
    pub other_post: String,
    /// `ho_ten`: signer's name.
    pub signer: String,
    /// `kinh_gui`: whom the report is sent to.
    pub addressees: Vec<String>,
    /// `noi_nhan`: recipients.
    pub recipients: Vec<String>,
    /// `do_khan`: urgency, "KHẨN".
    pub urgency: String,
    /// `luu_hanh`: who may see it, "LƯU HÀNH NỘI BỘ".
    pub circulation: String,
    /// `nguoi_soan`: initials of the drafter.
    pub drafter: String,
    /// `so_ban`: number of copies.
    pub copies: Option<u32>,
    /// `lien_he`: address, e-mail and telephone, a line each.
    pub contact: Vec<String>,
    /// `in_hai_mat`: printed on both sides?
    pub duplex: bool,
    /// `van_ban_dien_tu`: an electronic document?
    pub electronic: bool,
}

/// How models are scored (`[cham_diem]`).
#[derive(Debug, Clone, Default)]
pub struct Scoring {
    /// `diem_dat`: the score from which a model may be recognised.
    pub pass_mark: Option<Decimal>,
    /// `theo_cap`: another one at some levels.
    pub at_levels: Vec<(LevelId, Decimal)>,
    /// `[[cham_diem.tieu_chi]]`: what points are given for.
    pub criteria: Vec<Criterion>,
}

impl Scoring {
    /// The score from which a model may be recognised at a level.
    pub fn pass_mark_at(&self, level: LevelId) -> Option<Decimal> {
        self.at_levels.iter().find(|(at, _)| *at == level).map(|(_, mark)| *mark).or(self.pass_mark)
    }
}

/// What points are given for (tiêu chí chấm điểm).
#[derive(Debug, Clone)]
pub struct Criterion {
    /// `ten`.
    pub name: String,
    /// `diem_toi_da`.
    pub most: Decimal,
}

/// A rung of recognition (cấp).
#[derive(Debug, Clone)]
pub struct Level {
    /// `ma`: "co-so".
    pub code: String,
    /// `ten`: "cấp cơ sở".
    pub name: String,
    /// `ten_khac`, with the defaults' names.
    pub aliases: Vec<String>,
    /// First year in which it exists.
    pub from: Option<u16>,
    /// Last year in which it exists.
    pub to: Option<u16>,
}

impl Level {
    /// Did the level exist in the year?
    pub fn existed(&self, year: u16) -> bool {
        in_years(self.from, self.to, year)
    }
}

/// Does the year lie between the first and the last one, where they are told?
pub(super) fn in_years(from: Option<u16>, to: Option<u16>, year: u16) -> bool {
    from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
}

/// A field (lĩnh vực).
#[derive(Debug, Clone)]
pub struct Field {
    /// `ma`: "kinh-te".
    pub code: String,
    /// `ten`: "Kinh tế".
    pub name: String,
    /// `ten_khac`, with the defaults' names.
    pub aliases: Vec<String>,
}

/// Fields that may be reported as one figure (nhóm lĩnh vực).
#[derive(Debug, Clone)]
pub struct FieldGroup {
    /// `ten`.
    pub name: String,
    /// `gom`.
    pub fields: Vec<FieldId>,
}

/// An entry of the indicator catalogue (chỉ tiêu).
#[derive(Debug, Clone)]
pub struct Indicator {
    /// `ma`.
    pub code: String,
    /// `ten`.
    pub name: String,
    /// `ten_khac`.
    pub aliases: Vec<String>,
    /// `muc`: which part of the report quotes it.
    pub part: IndicatorPart,
    /// `linh_vuc`.
    pub field: Option<FieldId>,
    /// The field's code in the catalogue, whether there is such a field or not.
    pub field_code: String,
    /// `don_vi_tinh`.
    pub unit: String,
    /// `cong_don`; `None`: by the shape of what is sent (product rule 3.9).
    pub adds: Option<Adding>,
    /// Is it declared in `hoi-nghi.toml`? One that is only in the catalogue tells names, place and unit of measure of what
    /// units send, and is asked of nobody.
    pub is_declared: bool,
}

impl Indicator {
    /// The unit of measure in which rows are added: the declared one. What is only in the catalogue is added in the unit of
    /// those rows that convert at all, where all of them have the same.
    pub fn measured_in<'a>(&'a self, rows: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let own = Some(self.unit.as_str()).filter(|unit| !unit.is_empty());
        if self.is_declared {
            return own;
        }
        let mut rows = rows.filter(|unit| own.is_some_and(|own| conversion(unit, own).is_some()));
        let first = rows.next()?;
        if rows.all(|unit| conversion(unit, first) == Some(Decimal::ONE)) { Some(first) } else { own }
    }

    /// How it is declared to add up; what is only in the catalogue adds up by the shape of what is sent.
    pub fn declared_adding(&self) -> Option<Adding> {
        self.adds.filter(|_| self.is_declared)
    }
}

/// Part of the report that quotes an indicator (`muc`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorPart {
    /// lanh-dao: leadership and steering.
    Steering,
    /// ket-qua: results by field.
    Results,
    /// chung: general.
    General,
}

/// How an indicator adds up over units (`cong_don`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adding {
    /// tong: values are summed.
    Sum,
    /// ty-le: numerators and denominators are summed.
    Ratio,
    /// cuoi-ky: the units' closing stocks are summed.
    Stock,
    /// khong-cong: the root's own value only.
    Own,
}

/// The previous period (`[ky_truoc]`).
#[derive(Debug, Clone)]
pub struct Baseline {
    /// `nam`.
    pub year: Option<u16>,
    /// Figures by their key in `so-lieu.json`, from the file and then from `[ky_truoc.so_lieu]`, in order.
    pub figures: Vec<(String, Decimal)>,
}

/// Paragraphs written by people (`[danh_gia]`), each list possibly empty.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// `dac_diem`: general situation.
    pub situation: Vec<String>,
    /// `lanh_dao`: leadership and steering.
    pub steering: Vec<String>,
    /// `uu_diem`: strengths.
    pub strengths: Vec<String>,
    /// `han_che`: weaknesses.
    pub weaknesses: Vec<String>,
    /// `nguyen_nhan`: causes.
    pub causes: Vec<String>,
    /// `bai_hoc`: lessons.
    pub lessons: Vec<String>,
    /// `phuong_huong`: directions.
    pub directions: Vec<String>,
    /// `kien_nghi`: proposals.
    pub proposals: Vec<String>,
}

/// A target (chỉ tiêu phấn đấu).
#[derive(Debug, Clone)]
pub struct Target {
    /// `ten`.
    pub name: String,
    /// `tu_kem`: "trên".
    pub qualifier: Option<String>,
    /// `gia_tri`.
    pub value: Decimal,
    /// `don_vi_tinh`.
    pub unit: String,
}

/// A finding explained and accepted (`[[giai_trinh]]`). What is not given matches anything.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// `ma`: rule code.
    pub code: String,
    /// `tep`: path relative to the workspace.
    pub file: Option<String>,
    /// `trang`: sheet.
    pub sheet: Option<String>,
    /// `o`: cell.
    pub cell: Option<String>,
    /// `don_vi`.
    pub unit: Option<String>,
    /// `ly_do`.
    pub reason: String,
    /// `nguoi`.
    pub person: String,
}

/// A pinned table (`[[nhan_dang.ghim]]`).
#[derive(Debug, Clone)]
pub struct Pin {
    /// `tep`.
    pub file: String,
    /// `trang`.
    pub sheet: String,
    /// `cot`: column letters → heading of the form.
    pub columns: Vec<(String, String)>,
}

/// Order of commendation lists (`thu_tu`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOrder {
    /// don-vi: order of units in the tree.
    Unit,
    /// ten: given name, Vietnamese dictionary order.
    Name,
    /// nop: as submitted.
    Submitted,
}

/// Guards (`[gioi_han]`), with their defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `tep_mib`: size of one file, MiB.
    pub file_mib: u64,
    /// `giai_nen_mib`: sum of a package's declared unpacked sizes, MiB.
    pub unpacked_mib: u64,
    /// `phan_mib`: one unpacked part, MiB.
    pub part_mib: u64,
    /// `so_phan`: entries in a package.
    pub parts: usize,
    /// `o_toi_da`: non-empty cells a workbook.
    pub cells: usize,
    /// `giay_mot_tep`: how long the child process may read one file of an old format, seconds.
    pub seconds: u64,
    /// `bo_nho_mib`: how much memory it may take, MiB.
    pub memory_mib: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_mib: 50, unpacked_mib: 256, part_mib: 128, parts: 5_000, cells: 20_000_000, seconds: 10, memory_mib: 512 }
    }
}

/// Does any of an entry's names equal `text` (as matching keys)?
fn named(text: &str, code: &str, name: &str, aliases: &[String]) -> bool {
    let wanted = name::key(text);
    let bare = name::slug_words(text);
    !wanted.is_empty()
        && (std::iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .any(|n| name::key(n) == wanted || name::slug_words(n) == bare)
            || name::slug(code) == bare.replace(' ', "-"))
}

impl Authority {
    /// The lowest level.
    pub fn base_level(&self) -> LevelId {
        LevelId(0)
    }

    /// All level ids, lowest first.
    pub fn level_ids(&self) -> impl Iterator<Item = LevelId> + use<> {
        (0..u8::try_from(self.levels.len()).unwrap_or(u8::MAX)).map(LevelId)
    }

    /// All field ids, in report order.
    pub fn field_ids(&self) -> impl Iterator<Item = FieldId> + use<> {
        (0..u8::try_from(self.fields.len()).unwrap_or(u8::MAX)).map(FieldId)
    }

    /// The levels that may have been next below one in some of these years: one, unless levels came and went meanwhile.
    pub fn levels_below(&self, upper: LevelId, years: std::ops::RangeInclusive<u16>) -> Vec<LevelId> {
        let next = |year: u16| (0..upper.0).rev().map(LevelId).find(|id| self.level(*id).existed(year));
        let mut found: Vec<LevelId> = years.filter_map(next).collect();
        found.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        found.dedup();
        found
    }

    /// The years in which a recognition may have taken place.
    pub fn years_of(&self, when: super::reading::When) -> std::ops::RangeInclusive<u16> {
        use super::reading::When;
        match when {
            When::Year(year) => year..=year,
            When::SubPeriod(sub) => {
                let period = &self.sub_periods[usize::from(sub.0)];
                period.from.year..=period.to.year
            }
            When::Tick | When::Period => self.period.from.year..=self.period.to.year,
        }
    }

    /// All sub-period ids.
    pub fn sub_period_ids(&self) -> impl Iterator<Item = SubPeriodId> + use<> {
        (0..u8::try_from(self.sub_periods.len()).unwrap_or(u8::MAX)).map(SubPeriodId)
    }

    /// The level's row.
    ///
    /// # Panics
    ///
    /// Never for an id of this authority.
    pub fn level(&self, id: LevelId) -> &Level {
        &self.levels[usize::from(id.0)]
    }

    /// The field's row.
    ///
    /// # Panics
    ///
    /// Never for an id of this authority.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[usize::from(id.0)]
    }

    /// The level a text names; "cấp" before the name is optional.
    pub fn find_level(&self, text: &str) -> Option<LevelId> {
        let cleaned = name::clean(text);
        let lower = cleaned.to_lowercase();
        let rest = lower.strip_prefix("cấp ").unwrap_or(&lower);
        self.level_ids().find(|&id| {
            let level = self.level(id);
            named(rest, &level.code, level.name.trim_start_matches("cấp "), &level.aliases)
                || named(&lower, &level.code, &level.name, &level.aliases)
                || level.aliases.iter().any(|a| name::key(a.to_lowercase().trim_start_matches("cấp ")) == name::key(rest))
        })
    }

    /// The field a text names, whatever the order of its halves ("an ninh - quốc phòng") and with or without
    /// "lĩnh vực", "phát triển", "xây dựng".
    pub fn find_field(&self, text: &str) -> Option<FieldId> {
        let index = self.known.index(self);
        let found = index.fields.find(text).or_else(|| index.field_in_words(text))?;
        u8::try_from(found).ok().map(FieldId)
    }

    /// The merged group of fields a text names.
    pub fn find_field_group(&self, text: &str) -> Option<usize> {
        self.known.index(self).group(text)
    }

    /// The form of commendation a text names.
    pub fn find_form(&self, text: &str) -> Option<usize> {
        self.known.index(self).forms.find(text)
    }

    /// The catalogue entry a text names.
    pub fn find_indicator(&self, text: &str) -> Option<usize> {
        self.known.index(self).indicators.find(text)
    }

    /// The sub-period that wholly holds the calendar year.
    pub fn sub_period_of(&self, year: u16) -> Option<SubPeriodId> {
        self.sub_period_ids().find(|&id| self.sub_periods[usize::from(id.0)].holds_year(year))
    }
}
