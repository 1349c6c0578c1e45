//! What people write or decide: letterhead, assessment, targets, explained findings, pinned tables, presentation, guards.

use super::log::offer;
use super::reader::Section;
use super::schema;

use crate::ingest;
use crate::model::{
    Assessment, Authority, AwardForm, Criterion, Explanation, Level, LevelId, Limits, ListOrder, Office, OpinionSettings,
    OpinionUse, Owner, Pin, Quota, Requests, Scoring, Target, name,
};

/// Layout profiles that are built in.
pub(super) const PROFILES: &[&str] = &["nd30-2020", "hd36-2018", "hd05-2026"];

/// The profile where none is named: the Party's own, in force since 2018.
const DEFAULT_PROFILE: &str = "hd36-2018";

/// `the_thuc`: the layout profile that is named, built in or the office's own.
pub(super) fn profile(section: &Section<'_>, profiles: &[String]) -> Option<String> {
    let profile = section.text("the_thuc").filter(|profile| !profile.is_empty());
    if let Some(profile) = &profile {
        let known = || PROFILES.iter().copied().chain(profiles.iter().map(String::as_str));
        if known().all(|known| known != profile) {
            section.fault(
                "the_thuc",
                format!("không có thể thức “{profile}” và không có tệp mau/the-thuc/{profile}.toml{}", offer(profile, known())),
            );
        }
    }
    profile
}

/// `[co_quan]` but for `don_vi`.
pub(super) fn office(section: &Section<'_>, profiles: &[String]) -> Office {
    let text = |key: &str| section.text(key).unwrap_or_default();
    Office {
        profile: profile(section, profiles).unwrap_or_else(|| DEFAULT_PROFILE.to_owned()),
        name: text("ten"),
        superior: text("cap_tren"),
        number: section.whole("so", 1..=999_999).and_then(|number| u32::try_from(number).ok()),
        symbol: text("ky_hieu"),
        place: text("dia_danh"),
        signed_on: section.date("ngay_ky"),
        authority_line: text("quyen_han"),
        post: text("chuc_vu"),
        other_post: text("chuc_vu_khac"),
        signer: text("ho_ten"),
        addressees: section.texts("kinh_gui"),
        recipients: section.texts("noi_nhan"),
        urgency: text("do_khan"),
        circulation: text("luu_hanh"),
        drafter: text("nguoi_soan"),
        copies: section.whole("so_ban", 1..=999_999).and_then(|copies| u32::try_from(copies).ok()),
        contact: section.texts("lien_he"),
        duplex: section.flag("in_hai_mat").unwrap_or(false),
        electronic: section.flag("van_ban_dien_tu").unwrap_or(false),
    }
}

/// `[danh_gia]`.
pub(super) fn assessment(root: &Section<'_>) -> Assessment {
    let section = root.section("danh_gia");
    section.known(schema::ASSESSMENT);
    Assessment {
        situation: section.paragraphs("dac_diem"),
        steering: section.paragraphs("lanh_dao"),
        strengths: section.paragraphs("uu_diem"),
        weaknesses: section.paragraphs("han_che"),
        causes: section.paragraphs("nguyen_nhan"),
        lessons: section.paragraphs("bai_hoc"),
        directions: section.paragraphs("phuong_huong"),
        proposals: section.paragraphs("kien_nghi"),
    }
}

/// `[[chi_tieu_phan_dau]]`.
pub(super) fn targets(root: &Section<'_>) -> Vec<Target> {
    let mut targets = Vec::new();
    for section in root.entries("chi_tieu_phan_dau") {
        section.known(schema::TARGET);
        section.must_have("gia_tri");
        let (title, value) = (section.required("ten"), section.number("gia_tri"));
        let qualifier = section.text("tu_kem").filter(|word| !word.is_empty());
        let unit = section.text("don_vi_tinh").unwrap_or_default();
        if let (Some(name), Some(value)) = (title, value) {
            targets.push(Target { name, qualifier, value, unit });
        }
    }
    targets
}

/// `[de_nghi]`.
pub(super) fn requests(root: &Section<'_>) -> Requests {
    let section = root.section("de_nghi");
    section.known(schema::REQUESTS);
    let text = |key: &str| section.text(key).unwrap_or_default();
    let addressee = text("kinh_gui");
    if !addressee.is_empty() && !addressee.contains("{don_vi}") {
        section.fault("kinh_gui", format!("“{addressee}” thiếu chỗ ghi tên đơn vị; viết như kinh_gui = \"Đảng ủy {{don_vi}}\""));
    }
    Requests { by: section.date("han"), contact: text("lien_he"), addressee, dated: section.date("ngay") }
}

/// A path as it is compared: NFC, forward slashes, no "./" before it.
fn path(section: &Section<'_>, key: &str) -> Option<String> {
    let text = section.text(key).filter(|text| !text.is_empty())?.replace('\\', "/");
    Some(text.strip_prefix("./").unwrap_or(&text).to_owned())
}

/// `[[giai_trinh]]`.
pub(super) fn explanations(root: &Section<'_>) -> Vec<Explanation> {
    let mut explanations = Vec::new();
    for section in root.entries("giai_trinh") {
        section.known(schema::EXPLANATION);
        let (code, reason) = (section.required("ma"), section.required("ly_do"));
        let filled = |key: &str| section.text(key).filter(|text| !text.is_empty());
        let (file, sheet, unit) = (path(&section, "tep"), filled("trang"), filled("don_vi"));
        let cell = filled("o").map(|cell| cell.to_uppercase());
        if let Some(cell) = &cell
            && !cell.split(':').all(is_cell)
        {
            section.fault("o", format!("“{cell}” không phải là địa chỉ ô; viết như C12 hoặc A6:A115"));
        }
        if let Some(code) = &code
            && !is_rule_code(code)
        {
            section.fault("ma", format!("không có mã kiểm tra “{code}”; các mã: R01 đến R65, S01 đến S11, C01 đến C08"));
        }
        let person = section.text("nguoi").unwrap_or_default();
        if let (Some(code), Some(reason)) = (code, reason) {
            explanations.push(Explanation { code, file, sheet, cell, unit, reason, person });
        }
    }
    explanations
}

/// "R33", "S01", "C08": a code of the rules in force, built already or not.
fn is_rule_code(code: &str) -> bool {
    let [family, tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = code.as_bytes() else { return false };
    let last = match family {
        b'R' => 65,
        b'S' => 11,
        b'C' => 8,
        _ => return false,
    };
    (1..=last).contains(&((tens - b'0') * 10 + (ones - b'0')))
}

/// "C12", "$C$12".
fn is_cell(text: &str) -> bool {
    let plain = text.replace('$', "");
    let letters = plain.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = plain.get(letters..).and_then(|digits| digits.parse::<u32>().ok());
    is_column(plain.get(..letters).unwrap_or_default()) && row.is_some_and(|row| (1..=1_048_576).contains(&row))
}

/// "A" to "XFD".
fn is_column(text: &str) -> bool {
    let letters = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    letters && text.bytes().fold(0_u32, |n, b| n * 26 + u32::from(b - b'A') + 1) <= 16_384
}

/// A column of a form that `[nhan_dang]` names.
pub(super) struct Named {
    at: usize,
    /// What names it, for messages.
    by: String,
    column: String,
}

/// `[nhan_dang]`.
pub(super) struct Recognition {
    pub synonyms: Vec<(String, String)>,
    pub pins: Vec<Pin>,
    /// Every column named.
    pub columns: Vec<Named>,
}

/// `[nhan_dang]`: synonyms of headings, and pinned tables.
pub(super) fn recognition(root: &Section<'_>) -> Recognition {
    let section = root.section("nhan_dang");
    section.known(schema::RECOGNITION);
    let (mut synonyms, mut columns) = (Vec::new(), Vec::new());
    for (at, written, heading) in section.text_pairs("dong_nghia") {
        if heading.is_empty() {
            section.fault_at(at, format!("từ đồng nghĩa “{written}” chưa nói là cột nào của biểu mẫu"));
        }
        columns.push(Named { at, by: format!("từ đồng nghĩa “{written}”"), column: heading.clone() });
        synonyms.push((written, heading));
    }
    let pins = section.entries("ghim").iter().filter_map(|entry| pin(entry, &mut columns)).collect();
    Recognition { synonyms, pins, columns }
}

/// What `[nhan_dang]` takes headings and columns for must be a column of some form: told by the reader of the forms.
pub(super) fn known_columns(root: &Section<'_>, named: &[Named], authority: &Authority) {
    for Named { at, by, column } in named.iter().filter(|named| !named.column.is_empty()) {
        if let Err(nearest) = ingest::find_heading(column, authority) {
            let offer = nearest.map_or_else(String::new, |nearest| format!("; có phải là “{nearest}”?"));
            root.fault_at(*at, format!("{by}: biểu mẫu không có cột “{column}”{offer}"));
        }
    }
}

/// `[[nhan_dang.ghim]]`.
fn pin(section: &Section<'_>, named: &mut Vec<Named>) -> Option<Pin> {
    section.known(schema::PIN);
    section.must_have("cot");
    let (file, sheet) = (section.required("tep"), section.required("trang"));
    let mut columns: Vec<(String, String)> = Vec::new();
    for (at, letters, heading) in section.text_pairs("cot") {
        let letters = letters.to_uppercase();
        if !is_column(&letters) {
            section.fault_at(at, format!("“{letters}” không phải là tên cột; viết bằng chữ cái A, B, … như trong Excel"));
        } else if columns.iter().any(|(known, _)| *known == letters) {
            section.fault_at(at, format!("cột {letters} được ghim hai lần"));
        } else if heading.is_empty() {
            section.fault_at(at, format!("cột {letters} chưa nói là cột nào của biểu mẫu"));
        }
        named.push(Named { at, by: format!("cột {letters} được ghim"), column: heading.clone() });
        columns.push((letters, heading));
    }
    let (_, sheet) = (file?, sheet?);
    Some(Pin { file: path(section, "tep")?, sheet, columns })
}

const ORDERS: &[(&str, ListOrder)] = &[("don-vi", ListOrder::Unit), ("ten", ListOrder::Name), ("nop", ListOrder::Submitted)];

const OPINION_USES: &[(&str, OpinionUse)] =
    &[("kem", OpinionUse::Added), ("khi-trong", OpinionUse::InPlace), ("khong", OpinionUse::LeftOut)];

/// `[trinh_bay]`: order of lists, how many of what the report names, charts or none.
pub(super) struct Presentation {
    pub order: ListOrder,
    /// Models per field.
    pub exemplars: usize,
    /// Leading units.
    pub leaders: usize,
    pub opinions: OpinionSettings,
    /// Are charts drawn?
    pub charts: bool,
}

/// `[trinh_bay]`.
pub(super) fn presentation(root: &Section<'_>) -> Presentation {
    let section = root.section("trinh_bay");
    section.known(schema::PRESENTATION);
    let order = section.choice("thu_tu", ORDERS).unwrap_or(ListOrder::Unit);
    let number = |key: &str, default: usize| section.whole(key, 0..=100).and_then(|n| usize::try_from(n).ok()).unwrap_or(default);
    let default = OpinionSettings::default();
    let opinions = OpinionSettings {
        used: section.choice("y_kien_don_vi", OPINION_USES).unwrap_or(default.used),
        most: number("so_y_kien", default.most),
    };
    let (exemplars, leaders) = (number("so_dien_hinh", 2), number("so_don_vi_dan_dau", 3));
    Presentation { order, exemplars, leaders, opinions, charts: section.flag("bieu_do").unwrap_or(true) }
}

/// `[gioi_han]`.
pub(super) fn limits(root: &Section<'_>) -> Limits {
    let section = root.section("gioi_han");
    section.known(schema::LIMITS);
    let default = Limits::default();
    let mib = |key: &str, default: u64| section.whole(key, 1..=4096).unwrap_or(default);
    let count = |key: &str, most: u64, default: usize| {
        section.whole(key, 1..=most).and_then(|n| usize::try_from(n).ok()).unwrap_or(default)
    };
    Limits {
        file_mib: mib("tep_mib", default.file_mib),
        unpacked_mib: mib("giai_nen_mib", default.unpacked_mib),
        part_mib: mib("phan_mib", default.part_mib),
        parts: count("so_phan", 1_000_000, default.parts),
        cells: count("o_toi_da", 200_000_000, default.cells),
        seconds: section.whole("giay_mot_tep", 1..=3600).unwrap_or(default.seconds),
        memory_mib: section.whole("bo_nho_mib", 64..=1 << 16).unwrap_or(default.memory_mib),
    }
}

const OWNERS: &[(&str, Owner)] =
    &[("tap-the", Owner::Collective), ("ca-nhan", Owner::Individual), ("ho-gia-dinh", Owner::Household)];

/// `[[han_muc]]`.
pub(super) fn quotas(root: &Section<'_>, forms: &[AwardForm]) -> Vec<Quota> {
    let quota = |section: &Section<'_>| {
        section.known(schema::QUOTA);
        section.must_have("so_luong");
        let form = section.text("hinh_thuc").filter(|code| !code.is_empty());
        if let Some(code) = &form
            && forms.iter().all(|form| form.code != *code)
        {
            let hint = offer(code, forms.iter().map(|form| form.code.as_str()));
            section.fault("hinh_thuc", format!("không có hình thức khen mã “{code}”{hint}"));
        }
        let most = section.whole("so_luong", 0..=1_000_000).and_then(|n| u32::try_from(n).ok())?;
        let unit = section.text("don_vi").filter(|text| !text.is_empty());
        Some(Quota { unit, form, owner: section.choice("doi_tuong", OWNERS), most })
    };
    root.entries("han_muc").iter().filter_map(quota).collect()
}

/// Most criteria of a scoring sheet: more do not fit on a page.
const MOST_CRITERIA: usize = 20;

/// `[cham_diem]`.
pub(super) fn scoring(root: &Section<'_>, levels: &[Level]) -> Scoring {
    let section = root.section("cham_diem");
    section.known(schema::SCORING);
    let mut scoring = Scoring { pass_mark: section.number("diem_dat"), ..Scoring::default() };
    for (at, code, mark) in section.numbers("theo_cap") {
        if let Some(level) = levels.iter().position(|level| level.code == code).and_then(|at| u8::try_from(at).ok()) {
            scoring.at_levels.push((LevelId(level), mark));
        } else {
            let hint = offer(&code, levels.iter().map(|level| level.code.as_str()));
            section.fault_at(at, format!("không có cấp mã “{code}”{hint}"));
        }
    }
    let entries = section.entries("tieu_chi");
    for entry in &entries {
        entry.known(schema::CRITERION);
        entry.must_have("diem_toi_da");
        let (title, most) = (entry.required("ten"), entry.number("diem_toi_da"));
        if let (Some(name), Some(most)) = (title, most) {
            if scoring.criteria.iter().any(|known| name::key(&known.name) == name::key(&name)) {
                entry.fault("ten", format!("tiêu chí “{name}” ghi hai lần"));
            }
            scoring.criteria.push(Criterion { name, most });
        }
    }
    if let Some(entry) = entries.get(MOST_CRITERIA) {
        entry.fault("ten", format!("quá {MOST_CRITERIA} tiêu chí; gộp bớt lại"));
    }
    if !entries.is_empty() && scoring.pass_mark.is_none() {
        section.fault("tieu_chi", "có tiêu chí chấm điểm thì phải có điểm đạt, như diem_dat = 80 trong [cham_diem]");
    }
    scoring
}

/// `bieu_mau.tong_hop_don_vi`.
pub(super) fn roll_up_forms(root: &Section<'_>) -> bool {
    let section = root.section("bieu_mau");
    section.known(schema::FORMS);
    section.flag("tong_hop_don_vi").unwrap_or(false)
}
