//! What the papers of commendation need: `[[quyet_dinh]]`, `[to_trinh]`, `[hop_xet]`, `[[khong_dong_y]]`, `[[giay_khen]]`,
//! `[tien_thuong]`.

use rust_decimal::prelude::ToPrimitive as _;

use super::log::offer;
use super::people::profile;
use super::reader::Section;
use super::schema;
use crate::model::{
    AwardForm, CertificateSettings, Date, DecisionSettings, Level, LevelId, MeetingSettings, Office, Owner, PaperSettings,
    Period, Refusal, Reward, RewardRate, RewardSettings, SubPeriodId, SubmissionSettings,
};

/// How many are called to the stage at once where nothing is said.
const CALLED_AT_ONCE: usize = 10;

/// What codes may refer to.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub forms: &'a [AwardForm],
    pub levels: &'a [Level],
    pub sub_periods: &'a [Period],
    pub profiles: &'a [String],
    pub certificates: &'a [String],
}

/// All of them; `at_once` is `trinh_bay.moi_dot`.
pub(super) fn read(root: &Section<'_>, names: Names<'_>) -> PaperSettings {
    let at_once = root.section("trinh_bay").whole("moi_dot", 1..=1000).and_then(|n| usize::try_from(n).ok());
    PaperSettings {
        decisions: root.entries("quyet_dinh").iter().map(|section| decision(section, names)).collect(),
        submission: submission(root),
        meeting: meeting(root),
        refusals: root.entries("khong_dong_y").iter().filter_map(|section| refusal(section, names)).collect(),
        rewards: rewards(root, names),
        called_at_once: at_once.unwrap_or(CALLED_AT_ONCE),
        certificates: root.entries("giay_khen").iter().map(|section| certificate(section, names)).collect(),
        certificate_profile: None,
    }
}

const RECOGNISES: &[(&str, bool)] = &[("khen-thuong", false), ("cong-nhan", true)];

fn decision(section: &Section<'_>, names: Names<'_>) -> DecisionSettings {
    section.known(schema::DECISION);
    let text = |key: &str| section.text(key).unwrap_or_default();
    let level = filled(section, "cap");
    let recognises = section.choice("loai", RECOGNISES).unwrap_or(level.is_some());
    if recognises && section.has("hinh_thuc") {
        section
            .fault("hinh_thuc", "quyết định công nhận không có hình thức khen; bỏ “hinh_thuc”, hoặc ghi loai = \"khen-thuong\"");
    }
    if !recognises && (section.has("cap") || section.has("giai_doan")) {
        let key = if section.has("cap") { "cap" } else { "giai_doan" };
        section.fault(key, format!("“{key}” chỉ dùng cho quyết định công nhận (loai = \"cong-nhan\")"));
    }
    DecisionSettings {
        recognises,
        form: form(section, names),
        body: filled(section, "co_quan"),
        level: level.and_then(|code| level_of(section, &code, names.levels)),
        sub_period: filled(section, "giai_doan").and_then(|text| sub_period(section, &text, names.sub_periods)),
        number: filled(section, "so"),
        date: section.date("ngay"),
        office: Office {
            profile: profile(section, names.profiles).unwrap_or_default(),
            name: text("ten_co_quan"),
            superior: text("cap_tren"),
            place: text("dia_danh"),
            authority_line: text("quyen_han"),
            post: text("chuc_vu"),
            signer: text("ho_ten"),
            recipients: section.texts("noi_nhan"),
            ..Office::default()
        },
        decider: text("nguoi_quyet_dinh"),
        grounds: section.paragraphs("can_cu"),
        proposer: text("theo_de_nghi"),
        fund: text("kinh_phi"),
    }
}

fn filled(section: &Section<'_>, key: &str) -> Option<String> {
    section.text(key).filter(|text| !text.is_empty())
}

/// `hinh_thuc`: a declared code.
fn form(section: &Section<'_>, names: Names<'_>) -> Option<String> {
    let code = filled(section, "hinh_thuc")?;
    if names.forms.iter().all(|form| form.code != code) {
        let hint = offer(&code, names.forms.iter().map(|form| form.code.as_str()));
        section.fault("hinh_thuc", format!("không có hình thức khen mã “{code}”{hint}"));
    }
    Some(code)
}

fn level_of(section: &Section<'_>, code: &str, levels: &[Level]) -> Option<LevelId> {
    let found = levels.iter().position(|level| level.code == code).and_then(|at| u8::try_from(at).ok());
    if found.is_none() {
        let hint = offer(code, levels.iter().map(|level| level.code.as_str()));
        section.fault("cap", format!("không có cấp mã “{code}”{hint}"));
    }
    found.map(LevelId)
}

fn sub_period(section: &Section<'_>, text: &str, declared: &[Period]) -> Option<SubPeriodId> {
    let period = Period::parse(text);
    let found = declared.iter().position(|known| period.as_ref().is_some_and(|period| known.same_days(period)));
    if found.is_none() {
        let labels: Vec<&str> = declared.iter().map(|period| period.label.as_str()).collect();
        let known =
            if labels.is_empty() { "chưa khai báo giai đoạn nào".to_owned() } else { format!("có {}", labels.join(", ")) };
        section.fault("giai_doan", format!("giai đoạn “{text}” không có trong chia_giai_doan của [hoi_nghi] ({known})"));
    }
    found.and_then(|at| u8::try_from(at).ok()).map(SubPeriodId)
}

fn submission(root: &Section<'_>) -> SubmissionSettings {
    let section = root.section("to_trinh");
    section.known(schema::SUBMISSION);
    SubmissionSettings { number: filled(&section, "so"), date: section.date("ngay"), grounds: section.paragraphs("can_cu") }
}

fn meeting(root: &Section<'_>) -> MeetingSettings {
    let section = root.section("hop_xet");
    section.known(schema::MEETING);
    let text = |key: &str| section.text(key).unwrap_or_default();
    let count = |key: &str| section.whole(key, 1..=10_000).and_then(|n| u32::try_from(n).ok());
    let (members, present) = (count("tong_so"), count("co_mat"));
    if let (Some(members), Some(present)) = (members, present)
        && present > members
    {
        section.fault("co_mat", format!("“co_mat” = {present} nhiều hơn “tong_so” = {members}"));
    }
    MeetingSettings {
        date: section.date("ngay"),
        place: text("dia_diem"),
        chair: text("chu_tri"),
        secretary: text("thu_ky"),
        members,
        present,
    }
}

fn refusal(section: &Section<'_>, names: Names<'_>) -> Option<Refusal> {
    section.known(schema::REFUSAL);
    let (recipient, reason) = (section.required("ten"), section.required("ly_do"));
    let (form, unit) = (form(section, names), filled(section, "don_vi"));
    Some(Refusal { recipient: recipient?, form, unit, reason: reason? })
}

/// Profiles of certificates that are built in.
const CERTIFICATES: &[&str] = &["toan-trang", "phoi-a4", "phoi-a3"];

/// Farthest that texts may be moved, mm: more is another sheet.
const FARTHEST_MM: f32 = 50.0;

fn certificate(section: &Section<'_>, names: Names<'_>) -> CertificateSettings {
    section.known(schema::CERTIFICATE);
    let profile = filled(section, "mau");
    let known = || CERTIFICATES.iter().copied().chain(names.certificates.iter().map(String::as_str));
    if let Some(profile) = profile.as_ref().filter(|profile| known().all(|known| known != profile.as_str())) {
        let hint = offer(profile, known());
        section.fault("mau", format!("không có mẫu giấy “{profile}” và không có tệp mau/giay-khen/{profile}.toml{hint}"));
    }
    CertificateSettings {
        form: form(section, names),
        body: filled(section, "co_quan"),
        profile,
        shift_x_mm: shift(section, "dich_x_mm"),
        shift_y_mm: shift(section, "dich_y_mm"),
        first_number: section.whole("so_vang_tu", 1..=9_999_999).and_then(|number| u32::try_from(number).ok()),
    }
}

fn shift(section: &Section<'_>, key: &str) -> Option<f32> {
    let shift = section.number(key)?.to_f32()?;
    if shift.abs() > FARTHEST_MM {
        section.fault(key, format!("“{key}” là số mm, từ -{FARTHEST_MM} đến {FARTHEST_MM}"));
        return None;
    }
    Some(shift)
}

const OWNERS: [(Owner, &str, &str); 3] = [
    (Owner::Collective, "tap_the", "tien_tap_the"),
    (Owner::Individual, "ca_nhan", "tien_ca_nhan"),
    (Owner::Household, "ho_gia_dinh", "tien_ho_gia_dinh"),
];

/// The largest amount of one reward, đồng.
const LARGEST: u64 = 1_000_000_000;

fn rewards(root: &Section<'_>, names: Names<'_>) -> RewardSettings {
    let section = root.section("tien_thuong");
    section.known(schema::REWARDS);
    RewardSettings {
        salary: section.whole("luong_co_so", 1..=LARGEST),
        rounded_to: section.whole("lam_tron", 0..=1_000_000),
        rates: section.entries("muc").iter().filter_map(|entry| rate(entry, names)).collect(),
    }
}

fn rate(section: &Section<'_>, names: Names<'_>) -> Option<RewardRate> {
    section.known(schema::RATE);
    section.must_have("hinh_thuc");
    let owners = OWNERS.map(|(_, times, fixed)| reward(section, times, fixed));
    if owners.iter().all(Option::is_none) && OWNERS.iter().all(|(_, times, fixed)| !section.has(times) && !section.has(fixed)) {
        let example =
            "hệ số (tap_the = 0.6, ca_nhan = 0.3) hoặc số tiền bằng đồng (tien_tap_the = 900000, tien_ca_nhan = 450000)";
        section.fault("hinh_thuc", format!("mức tiền thưởng này chưa ghi {example}"));
    }
    let (from, to): (Option<Date>, Option<Date>) = (section.date("tu"), section.date("den"));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        section.fault("den", format!("“den” = {to} sớm hơn “tu” = {from}"));
    }
    let source = section.text("nguon").unwrap_or_default();
    Some(RewardRate { form: form(section, names)?, body: filled(section, "co_quan"), from, to, owners, source })
}

fn reward(section: &Section<'_>, times: &str, fixed: &str) -> Option<Reward> {
    let amount = section.whole(fixed, 1..=LARGEST).map(Reward::Fixed);
    let multiple = section.number(times);
    if section.has(times) && section.has(fixed) {
        section.fault(fixed, format!("chỉ ghi một trong hai: hệ số “{times}” hoặc số tiền “{fixed}”"));
    }
    if multiple.is_some_and(|times| times.is_sign_negative() || times > 1000.into()) {
        section.fault(times, format!("hệ số “{times}” phải từ 0 đến 1000; số tiền bằng đồng thì ghi “{fixed}”"));
        return None;
    }
    amount.or(multiple.map(Reward::Multiple))
}
