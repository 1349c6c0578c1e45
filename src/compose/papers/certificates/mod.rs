//! Giấy khen, giấy chứng nhận, bằng khen: a document a decision, a sheet a recipient, each text where the profile says.
//!
//! A profile is a full page, or only the texts for pre-printed sheets; to these goes a sheet with a ruler, to be laid over the form.
//! "Ông/Bà" is printed as its column says and never guessed; a collective has none.

mod borders;
mod calibration;
mod deed;
pub(super) mod gold;
mod profile;
pub(super) mod words;

use super::super::commendation::owner_words;
use super::super::figures::prose;
use super::super::{Input, recipient_cells};
use super::Papers;
use super::desk::{Decision, Desk};
use super::stems::{numbered, stems};
use crate::document::Value;
use crate::document::placed::{PlacedDocument, PlacedText, TextPlace};
use crate::error::Error;
use crate::model::{Owner, RowRef, UnitId, name};

use self::deed::{Common, Deeds};
use self::profile::Profile;
pub(in crate::compose) use self::profile::fault_of;
use self::words::Values;

/// Certificates of one decision, or the sheet with the ruler.
#[derive(Debug)]
pub struct Certificates {
    /// Name of the file: "giay-khen".
    pub stem: String,
    /// Its sheets.
    pub document: PlacedDocument,
    /// Is it the sheet with the ruler?
    pub is_ruler: bool,
}

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let dossier = desk.input.dossier;
    let common = Common::read(desk.input.overrides)?;
    let mut ours = Vec::new();
    for decision in &desk.decisions {
        if desk.bodies.issues_itself(&decision.award.body) {
            continue;
        }
        if !gold::is_printed(dossier, decision) {
            let form = &decision.award.form.name;
            papers.left.push(format!(
                "giấy in cho từng người, từng tập thể được {}: hình thức “{form}” không có giấy riêng; nếu có, ghi in_giay = true trong [[hinh_thuc_khen]]",
                decision.words()
            ));
            continue;
        }
        let [awarded, proposed] = gold::recipients(dossier, decision);
        not_printed(desk, decision, &proposed, papers);
        if !awarded.is_empty() {
            ours.push((decision, awarded));
        }
    }
    let decisions: Vec<&Decision<'_>> = ours.iter().map(|(decision, _)| *decision).collect();
    let stems = stems(&decisions, &|decision| decision.award.form.code.clone());
    for ((decision, awarded), stem) in ours.into_iter().zip(stems) {
        let profile = profile(desk, &common, decision)?;
        let document = document(desk, &common, decision, &profile, &awarded)?;
        notes(desk, &profile, &awarded, &stem, papers);
        papers.certificates.push(Certificates { stem, document, is_ruler: false });
        if profile.sheet.preprinted {
            add_calibration(&profile, papers);
        }
    }
    Ok(())
}

/// The profile of a decision's certificates: from the command line, `[[giay_khen]]`, or the usual one.
fn profile(desk: &Desk<'_>, common: &Common, decision: &Decision<'_>) -> Result<Profile, Error> {
    let dossier = desk.input.dossier;
    let settings = gold::settings(dossier, decision).map(|(_, settings)| settings);
    let asked = dossier.authority.papers.certificate_profile.as_deref();
    let name = asked.or_else(|| settings?.profile.as_deref()).unwrap_or(&common.profile);
    let shift = settings.map_or([None; 2], |settings| [settings.shift_x_mm, settings.shift_y_mm]);
    Profile::read(desk.input.overrides, name, shift)
}

/// Says who gets no certificate yet.
fn not_printed(desk: &Desk<'_>, decision: &Decision<'_>, proposed: &[(RowRef, UnitId)], papers: &mut Papers<'_>) {
    let words = decision.words();
    if !proposed.is_empty() {
        let counts = counts(desk.input, proposed);
        papers.left.push(format!("{words} cho {counts}: mới đề nghị; in khi quyết định có số (--decision, --date)"));
    }
    let unnamed = decision.list.unnamed.iter().enumerate().filter(|(_, people)| **people > 0);
    let unnamed: Vec<String> =
        unnamed.map(|(slot, people)| format!("{} {}", prose(*people), owner_words(Owner::ALL.get(slot).copied()))).collect();
    if !unnamed.is_empty() {
        papers.left.push(format!("{words} cho {}: chưa gửi danh sách tên", unnamed.join(", ")));
    }
}

/// "02 tập thể, 01 cá nhân".
fn counts(input: Input<'_>, rows: &[(RowRef, UnitId)]) -> String {
    let mut people = [0_u64; 4];
    for row in rows.iter().filter_map(|(row, _)| input.dossier.award_row(*row)) {
        people[row.owner.map_or(3, |owner| owner as usize)] += u64::from(row.quantity);
    }
    let said = people.iter().enumerate().filter(|(_, people)| **people > 0);
    let said = said.map(|(slot, people)| format!("{} {}", prose(*people), owner_words(Owner::ALL.get(slot).copied())));
    said.collect::<Vec<_>>().join(", ")
}

/// What is to be known before these sheets are printed.
fn notes(desk: &Desk<'_>, profile: &Profile, awarded: &[(RowRef, UnitId)], stem: &str, papers: &mut Papers<'_>) {
    let count = prose(awarded.len() as u64);
    papers.notes.push(format!("{stem}.docx: {count} tờ, mẫu {} ({})", profile.name, profile.title));
    if profile.prints("so_vang") && awarded.iter().any(|(row, _)| !desk.gold.contains_key(row)) {
        papers.notes.push(format!("{stem}.docx: chưa có số sổ vàng, ghi so_vang_tu trong [[giay_khen]] của hoi-nghi.toml"));
    }
    for row in awarded.iter().filter_map(|(row, _)| desk.input.dossier.award_row(*row)).filter(|row| row.quantity > 1) {
        let name = row.recipient.as_deref().unwrap_or_default();
        papers.notes.push(format!("{stem}.docx: “{name}” ghi Số lượng {}, chỉ in 01 tờ", row.quantity));
    }
}

/// The sheet with the ruler, once for each profile as it is moved.
fn add_calibration(profile: &Profile, papers: &mut Papers<'_>) {
    let document = calibration::sheet(profile);
    if papers.certificates.iter().any(|made| made.document.title == document.title) {
        return;
    }
    let stem = numbered(format!("to-can-{}", profile.name), papers.certificates.iter().map(|made| made.stem.as_str()));
    papers.notes.push(format!("{stem}.docx: in trên giấy thường, đặt lên phôi mà căn trước khi in lên phôi"));
    papers.certificates.push(Certificates { stem, document, is_ruler: true });
}

fn document(
    desk: &Desk<'_>,
    common: &Common,
    decision: &Decision<'_>,
    profile: &Profile,
    awarded: &[(RowRef, UnitId)],
) -> Result<PlacedDocument, Error> {
    let shared = words::of_decision(desk, decision)?;
    let deeds = Deeds::of(common, desk, decision);
    let fields = profile.fields.iter().filter(|field| field.certifies.is_none_or(|only| only == decision.award.certifies));
    let fields: Vec<_> = fields.collect();
    let page = |&(row, unit): &(RowRef, UnitId)| {
        let own = of_recipient(desk, &deeds, row, unit);
        let value = |name: &str| own.get(name).or_else(|| shared.get(name)).cloned();
        let text = |field: &&profile::Field| {
            let text = words::fill(&field.text, &field.otherwise, &value)?;
            Some(PlacedText { text, place: std::rc::Rc::clone(&field.place) })
        };
        let texts = fields.iter().filter_map(text);
        texts.chain(desk.input.draft.then(|| draft_mark(profile))).collect()
    };
    Ok(PlacedDocument {
        title: decision.words(),
        author: desk.input.dossier.authority.office.name.clone(),
        width_mm: profile.sheet.width,
        height_mm: profile.sheet.height,
        drawings: profile.borders.iter().flat_map(|border| border.drawings(&profile.sheet)).collect(),
        pages: awarded.iter().map(page).collect(),
    })
}

/// "DỰ THẢO", at the upper right.
fn draft_mark(profile: &Profile) -> PlacedText {
    let place = TextPlace {
        left_mm: profile.sheet.width - 70.0,
        baseline_mm: 18.0,
        width_mm: 50.0,
        align: crate::document::Align::Right,
        size: 14.0,
        bold: true,
        ..calibration::plain("du_thao")
    };
    PlacedText { text: "DỰ THẢO".to_owned(), place: std::rc::Rc::new(place) }
}

/// What only one recipient's certificate prints.
fn of_recipient(desk: &Desk<'_>, deeds: &Deeds<'_>, row: RowRef, unit: UnitId) -> Values {
    let dossier = desk.input.dossier;
    let cell = |key: &str| match recipient_cells::value(dossier, row, unit, key) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let Some(award) = dossier.award_row(row) else { return Values::new() };
    let (name, model) = (cell("ten"), cell("mo_hinh"));
    Values::from([
        ("ong_ba", if award.owner == Some(Owner::Collective) { String::new() } else { honorific(&cell("ong_ba"), &name) }),
        ("thanh_tich", deeds.sentence(award, &model)),
        ("ten", name),
        ("mo_hinh", model),
        ("don_vi", cell("don_vi")),
        ("so_vang", desk.gold.get(&row).map_or_else(String::new, u32::to_string)),
    ])
}

/// "Ông", unless the name begins with it.
fn honorific(said: &str, recipient: &str) -> String {
    let first = recipient.split_whitespace().next().unwrap_or_default();
    if name::key(first) == name::key(said) { String::new() } else { said.to_owned() }
}

/// The values of the first certificate of a run, for the guide to templates.
///
/// # Errors
///
/// As the papers.
pub(in crate::compose) fn example(input: Input<'_>) -> Result<Vec<(&'static str, &'static str, String)>, Error> {
    let desk = Desk::open(input)?;
    let common = Common::read(input.overrides)?;
    let printed = desk.decisions.iter().filter(|decision| gold::is_printed(input.dossier, decision));
    let first = printed.filter_map(|decision| {
        let [awarded, _] = gold::recipients(input.dossier, decision);
        Some((decision, *awarded.last()?))
    });
    let mut values = Values::new();
    if let Some((decision, (row, unit))) = first.into_iter().next() {
        values = words::of_decision(&desk, decision)?;
        values.extend(of_recipient(&desk, &Deeds::of(&common, &desk, decision), row, unit));
    }
    Ok(words::VALUES.iter().map(|(name, meaning)| (*name, *meaning, values.get(name).cloned().unwrap_or_default())).collect())
}
