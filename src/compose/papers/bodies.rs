//! How a decision of a body is printed where `hoi-nghi.toml` does not say: letterhead, signature, usual grounds, as
//! `quyet-dinh.toml` has them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{Input, Overrides, context, template};
use super::day;
use super::desk::out_of_capitals;
use crate::error::Error;
use crate::model::{Authority, Date, DecisionSettings, Office, body, name};

const TEMPLATE: &str = "quyet-dinh.toml";

/// Room for what is not known.
pub(super) const BLANK: &str = "……";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(rename = "viet_du", default)]
    long_forms: BTreeMap<String, String>,
    #[serde(rename = "co_quan", default)]
    bodies: Vec<BodyRow>,
    #[serde(rename = "can_cu", default)]
    grounds: Vec<GroundRow>,
}

/// What is usual with bodies of one kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BodyRow {
    #[serde(rename = "bat_dau")]
    starts: Vec<String>,
    #[serde(rename = "co")]
    holds: Vec<String>,
    #[serde(rename = "khong_lap")]
    not_ours: bool,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "the_thuc")]
    profiles: Vec<String>,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "ky_hieu")]
    symbol: String,
    #[serde(rename = "nguoi_quyet_dinh")]
    decider: String,
    #[serde(rename = "quyen_han")]
    authority_line: String,
    #[serde(rename = "chuc_vu")]
    post: String,
}

/// A usual ground (căn cứ).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroundRow {
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "cho")]
    of: String,
    #[serde(rename = "tu")]
    from: Option<toml::value::Datetime>,
    #[serde(rename = "den")]
    to: Option<toml::value::Datetime>,
    #[serde(rename = "van_ban")]
    text: String,
    #[serde(rename = "nguon")]
    _source: String,
}

/// What a body's decision looks like.
#[derive(Debug, Clone)]
pub(super) struct Issuer {
    /// Letterhead and signature; its number is printed apart.
    pub(super) office: Office,
    /// Who decides, in capitals.
    pub(super) decider: String,
    /// Grounds, the proposal last.
    pub(super) grounds: Vec<String>,
}

/// The table, ready to be asked.
pub(super) struct BodyTable {
    sheet: Sheet,
    dates: Vec<(Option<Date>, Option<Date>)>,
}

/// What a decision does: the word `cho` of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// khen-thuong
    Commends,
    /// cong-nhan
    Recognises,
}

impl BodyTable {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// It does not parse, or a date in it does not exist.
    pub(super) fn read(overrides: &Overrides) -> Result<Self, Error> {
        let sheet: Sheet = template::table(overrides, TEMPLATE)?;
        let date = |value: &Option<_>| value.as_ref().map(|value| day(TEMPLATE, value)).transpose();
        let dates = sheet.grounds.iter().map(|row| Ok((date(&row.from)?, date(&row.to)?))).collect::<Result<_, Error>>()?;
        Ok(Self { sheet, dates })
    }

    /// Is the decision printed by the body itself (one above)?
    pub(super) fn issues_itself(&self, by: &str) -> bool {
        self.row(by).is_some_and(|row| row.not_ours)
    }

    fn row(&self, by: &str) -> Option<&BodyRow> {
        let words = name::slug_words(by).replace("uy ban nhan dan", "ubnd");
        let bare = body::key(by);
        let fits = |row: &&BodyRow| {
            body::starts_with(&words, &row.starts) || body::starts_with(&bare, &row.starts) || body::holds(&words, &row.holds)
        };
        self.sheet.bodies.iter().find(fits)
    }

    /// How a decision of this body is printed.
    pub(super) fn issuer(&self, input: Input<'_>, by: &str, does: Does, settings: Option<&DecisionSettings>, on: Date) -> Issuer {
        let own = &input.dossier.authority.office;
        let is_own = is_own(&input.dossier.authority, by);
        let (office, decider, kind) = if is_own {
            let office = Office { symbol: own_symbol(own, "QĐ"), ..unsigned(own) };
            (Office { recipients: Vec::new(), ..office }, own.name.to_uppercase(), "rieng")
        } else {
            self.other(own, by)
        };
        let said = settings.map(|settings| &settings.office);
        let office = said.map_or(office.clone(), |said| overlaid(office, said));
        let recipients = if office.recipients.is_empty() { vec!["Như Điều 3".to_owned()] } else { office.recipients };
        let office = Office { recipients, ..office };
        let decider = settings.map(|s| s.decider.clone()).filter(|text| !text.is_empty()).unwrap_or(decider);
        let mut grounds = settings.map(|settings| settings.grounds.clone()).unwrap_or_default();
        if grounds.is_empty() {
            let inside = self.in_sentence(input, if is_own { &own.name } else { by });
            grounds = self.usual_grounds(input, kind, does, &inside, on);
            grounds.push(proposal(input, is_own, settings));
        }
        Issuer { office, decider, grounds }
    }

    /// A body that is not the office itself.
    fn other(&self, own: &Office, by: &str) -> (Office, String, &str) {
        let row = self.row(by).cloned().unwrap_or_default();
        let whole = self.written_out(by).to_uppercase();
        let short = self.written_out(&without_organ(by)).to_uppercase();
        let fill = |text: &str| text.replace("{ten_goc}", &short).replace("{ten}", &whole);
        let profile = row.profiles.iter().find(|profile| **profile == own.profile).or(row.profiles.first()).cloned();
        let named = |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { fill(text) };
        let office = Office {
            profile: profile.unwrap_or_else(|| own.profile.clone()),
            name: named(&row.name, &whole),
            symbol: if row.symbol.is_empty() { format!("QĐ/{BLANK}") } else { row.symbol.clone() },
            place: own.place.clone(),
            authority_line: row.authority_line.clone(),
            post: if row.post.is_empty() { BLANK.to_owned() } else { row.post.clone() },
            ..Office::default()
        };
        let kind = self.sheet.grounds.iter().map(|ground| ground.kind.as_str()).find(|kind| *kind == row.kind);
        (office, named(&row.decider, &whole), kind.unwrap_or("khac"))
    }

    /// The grounds that are usual on that day.
    fn usual_grounds(&self, input: Input<'_>, kind: &str, does: Does, body: &str, on: Date) -> Vec<String> {
        let does = if does == Does::Commends { "khen-thuong" } else { "cong-nhan" };
        let rows = self.sheet.grounds.iter().zip(&self.dates);
        rows.filter(|(row, (from, to))| {
            row.kind == kind && row.of == does && from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to)
        })
        .map(|(row, _)| {
            let movement = context::movement(&input.dossier.authority);
            row.text.replace("{ten_cau}", body).replace("{phong_trao}", &movement)
        })
        .collect()
    }

    /// Abbreviations written out: "UBND phường" → "Ủy ban nhân dân phường".
    pub(super) fn written_out(&self, by: &str) -> String {
        let word = |word: &str| self.sheet.long_forms.get(word.trim_end_matches('.')).map_or(word, String::as_str).to_owned();
        by.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }

    /// A body's name as it stands inside a sentence; one that was given in capitals loses them.
    fn in_sentence(&self, input: Input<'_>, by: &str) -> String {
        let text = self.written_out(by);
        if text == text.to_uppercase() { out_of_capitals(&text, &input.dossier.authority.root) } else { text }
    }
}

/// The name without the organ that signs for the body: "Thành ủy Rạch Giá" of "Ban Thường vụ Thành ủy Rạch Giá".
fn without_organ(by: &str) -> String {
    let all = name::slug_words(by).split(' ').count();
    let kept = body::bare(by).split(' ').count();
    let words: Vec<&str> = by.split_whitespace().collect();
    // Words are cut from the front only where marks and words agree.
    if words.len() == all { words[all - kept..].join(" ") } else { by.to_owned() }
}

/// Is the body the office that prints the report? Its name may go on with words of the superior body or of the root:
/// "Ban Dân vận Tỉnh ủy" is the "BAN DÂN VẬN" below "TỈNH ỦY …", "Ban Dân vận Trung ương" is not.
pub(super) fn is_own(authority: &Authority, by: &str) -> bool {
    let office = &authority.office;
    let (own, by) = (body::key(&office.name), body::key(by));
    if own.is_empty() || by.is_empty() {
        return false;
    }
    let known = format!("{} {}", name::slug_words(&office.superior), name::slug_words(&authority.root));
    let is_known = |word: &str| known.split(' ').any(|other| other == word);
    by == own || by.strip_prefix(&format!("{own} ")).is_some_and(|rest| rest.split(' ').all(is_known))
}

/// The office's letterhead and signature without what is only its report's.
pub(super) fn unsigned(own: &Office) -> Office {
    Office {
        number: None,
        signed_on: None,
        addressees: Vec::new(),
        urgency: String::new(),
        circulation: String::new(),
        contact: Vec::new(),
        ..own.clone()
    }
}

/// "QĐ/BCĐ" of an office whose reports are "BC/BCĐ".
pub(super) fn own_symbol(office: &Office, kind: &str) -> String {
    match office.symbol.split_once(['/', '-']) {
        Some((_, body)) if !body.is_empty() => format!("{kind}/{body}"),
        _ => format!("{kind}/{BLANK}"),
    }
}

/// What was said goes before what is usual.
fn overlaid(usual: Office, said: &Office) -> Office {
    let choose = |said: &String, usual: String| if said.is_empty() { usual } else { said.clone() };
    Office {
        profile: choose(&said.profile, usual.profile),
        name: choose(&said.name, usual.name),
        superior: choose(&said.superior, usual.superior),
        place: choose(&said.place, usual.place),
        authority_line: choose(&said.authority_line, usual.authority_line),
        post: choose(&said.post, usual.post),
        signer: choose(&said.signer, usual.signer),
        recipients: if said.recipients.is_empty() { usual.recipients } else { said.recipients.clone() },
        ..Office { number: usual.number, symbol: usual.symbol, signed_on: usual.signed_on, ..Office::default() }
    }
}

/// "Xét Tờ trình số …… ngày …… của Ban Chỉ đạo …".
fn proposal(input: Input<'_>, is_own: bool, settings: Option<&DecisionSettings>) -> String {
    let authority = &input.dossier.authority;
    let proposer = settings.map(|settings| settings.proposer.clone()).filter(|text| !text.is_empty());
    if let Some(proposer) = proposer {
        return format!("Xét đề nghị của {proposer}");
    }
    if is_own {
        let meeting = authority.papers.meeting.date.map_or_else(|| super::BLANK_DATE.to_owned(), Date::long);
        return format!("Xét kết quả họp {meeting} về việc xét công nhận, khen thưởng");
    }
    let submission = &authority.papers.submission;
    let number = submission.number.as_deref().unwrap_or(BLANK);
    let date = submission.date.map_or_else(|| super::BLANK_DATE.to_owned(), Date::long);
    let office = if authority.office.name.trim().is_empty() {
        BLANK.to_owned()
    } else {
        out_of_capitals(&authority.office.name, &authority.root)
    };
    format!("Xét Tờ trình số {number} {date} của {office}")
}
