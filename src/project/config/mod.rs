//! `hoi-nghi.toml` → [`Authority`]: text in; the authority and every fault, each with its line, out.
//!
//! Reading never stops at a fault, so that a clerk mends all of them in one go. The authority that comes with faults is
//! only good for further checks (levels for `don-vi.csv`), never for a run.

mod baseline;
mod defaults;
mod indicators;
mod log;
mod papers;
mod people;
mod reader;
mod schema;
mod scheme;
mod syntax;
#[cfg(test)]
mod tests;

use toml::de::DeTable;

use self::log::Log;
use self::reader::Section;
use crate::error::ConfigFault;
use crate::model::{Authority, ConferenceKind, Date, Indicator, Known, Period};

pub use self::defaults::levels as default_levels;
pub(super) use self::defaults::{fields as default_fields, forms as default_forms};
#[cfg(test)]
pub(super) use self::schema::keys as known_keys;

/// Name of the file.
const FILE: &str = "hoi-nghi.toml";

/// Title of a conference that does not name it.
const DEFAULT_TITLE: &str = "phong trào thi đua “Dân vận khéo”";

/// What the file refers to outside itself.
pub struct Surroundings<'a> {
    /// Names of the profiles in `mau/the-thuc/`.
    pub profiles: &'a [String],
    /// Names of the profiles of certificates in `mau/giay-khen/`.
    pub certificates: &'a [String],
    /// The period the submissions tell, where `hoi_nghi.ky` does not.
    pub period: Option<&'a Period>,
    /// The text of `mau/chi-tieu.toml`, where the office has its own catalogue of indicators.
    pub indicators: Option<&'a str>,
    /// Reads a text file by its path relative to the workspace; the reason, in Vietnamese, if that fails.
    pub read: &'a dyn Fn(&str) -> Result<String, String>,
}

/// What the file says.
pub struct Parsed {
    /// The authority, with defaults for what is absent or wrong.
    pub authority: Authority,
    /// Is `hoi_nghi.ky` given? If not, the period is [`Surroundings::period`], or a wide one with an
    /// empty label, to be taken from the submissions.
    pub period_declared: bool,
    /// Every fault, in line order.
    pub faults: Vec<ConfigFault>,
    /// Could part of the text not be read at all? Then levels and the root may be missing from the authority.
    pub broken: bool,
}

/// Reads the text of `hoi-nghi.toml`; an empty text gives all defaults.
pub fn parse(text: &str, around: &Surroundings<'_>) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let log = Log::new(text);
    let (tree, errors) = DeTable::parse_recoverable(text);
    syntax::record(&log, text, &errors);
    let (catalogue, fault) = indicators::catalogue(around.indicators);
    let (authority, period_declared) = authority(&Section::root(&log, tree.get_ref()), around, catalogue);
    let broken = log.any_broken();
    let faults = log.into_faults().into_iter().chain(fault).collect();
    Parsed { authority, period_declared, faults, broken }
}

fn authority(root: &Section<'_>, around: &Surroundings<'_>, catalogue: Vec<Indicator>) -> (Authority, bool) {
    root.known(schema::TOP);
    let conference = root.section("hoi_nghi");
    conference.known(schema::CONFERENCE);
    let declared = declared_period(&conference);
    let sub_periods = sub_periods(&conference, declared.as_ref());
    let date = conference.date("ngay");
    let office = root.section("co_quan");
    office.known(schema::OFFICE);
    let period_declared = declared.is_some();
    let period = declared.or_else(|| around.period.cloned());
    let levels = scheme::levels(root, date.or_else(|| period.as_ref().map(|period| period.to)));
    let fields = scheme::fields(root);
    let field_groups = scheme::field_groups(root, &fields);
    let forms = scheme::forms(root);
    let people::Recognition { synonyms, pins, columns } = people::recognition(root);
    let presentation = people::presentation(root);
    let baseline = baseline::read(root, around, baseline::Names { levels: &levels, fields: &fields });
    let (profiles, certificates) = (around.profiles, around.certificates);
    let names = papers::Names { forms: &forms, levels: &levels, sub_periods: &sub_periods, profiles, certificates };
    let papers = papers::read(root, names);
    let title = conference.text("ten").filter(|title| !title.is_empty());
    let authority = Authority {
        conference: conference.choice("loai", KINDS).unwrap_or(ConferenceKind::Final),
        title: title.unwrap_or_else(|| DEFAULT_TITLE.to_owned()),
        period: period.unwrap_or_else(open_period),
        sub_periods,
        papers,
        date,
        deadline: conference.date("han_nop"),
        root: office.text("don_vi").unwrap_or_default(),
        office: people::office(&office, around.profiles),
        quotas: people::quotas(root, &forms),
        scoring: people::scoring(root, &levels),
        roll_up_forms: people::roll_up_forms(root),
        previous_lists: baseline::lists(root),
        forms,
        indicators: indicators::indicators(root, &fields, catalogue),
        levels,
        fields,
        field_groups,
        baseline,
        assessment: people::assessment(root),
        targets: people::targets(root),
        requests: people::requests(root),
        explanations: people::explanations(root),
        synonyms,
        pins,
        order: presentation.order,
        exemplars_per_field: presentation.exemplars,
        leaders: presentation.leaders,
        opinions: presentation.opinions,
        charts: presentation.charts,
        limits: people::limits(root),
        known: Known::default(),
    };
    people::known_columns(root, &columns, &authority);
    (authority, period_declared)
}

const KINDS: &[(&str, ConferenceKind)] = &[("so-ket", ConferenceKind::Interim), ("tong-ket", ConferenceKind::Final)];

/// How a period may be written, for messages.
const PERIOD_FORMS: &str = "viết như \"2017\", \"2016-2020\", \"6 tháng đầu năm 2023\", \"9 tháng năm 2023\", \"quý III/2023\"";

/// What to say of a period that cannot be read: most often its years stand the wrong way round.
fn unreadable(what: &str, text: &str) -> String {
    if let Some((first, last)) = text.split_once(['-', '–']) {
        let turned = format!("{}-{}", last.trim(), first.trim());
        if Period::parse(&turned).is_some() {
            return format!("{what} “{text}” có năm đầu sau năm cuối; có phải là “{turned}”?");
        }
    }
    format!("{what} “{text}” không đọc được; {PERIOD_FORMS}")
}

/// Every year a submission may speak of; its empty label says that it is not known yet.
fn open_period() -> Period {
    let day = |year, month, day| Date { year, month, day };
    Period { label: String::new(), from: day(1990, 1, 1), to: day(2100, 12, 31) }
}

fn declared_period(conference: &Section<'_>) -> Option<Period> {
    let text = conference.text("ky").filter(|text| !text.is_empty())?;
    let period = Period::parse(&text);
    if period.is_none() {
        conference.fault("ky", unreadable("kỳ", &text));
    }
    period
}

/// Sub-periods lie inside the period and share no day.
fn sub_periods(conference: &Section<'_>, whole: Option<&Period>) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for (at, text) in conference.texts_at("chia_giai_doan") {
        let Some(part) = Period::parse(&text) else {
            conference.fault_at(at, unreadable("giai đoạn", &text));
            continue;
        };
        if let Some(whole) = whole
            && (part.from < whole.from || part.to > whole.to)
        {
            conference.fault_at(at, format!("giai đoạn “{text}” không nằm trong kỳ “{}”", whole.label));
        }
        if let Some(other) = found.iter().find(|other| other.overlaps(&part)) {
            conference.fault_at(at, format!("giai đoạn “{text}” trùng thời gian với giai đoạn “{}”", other.label));
        }
        found.push(part);
    }
    found
}
