//! Numbers and dates of decisions that came last: from `[[quyet_dinh]]` and from the command line into the awards.
//!
//! Only an award that was sent without a number gets one: what a unit wrote is never replaced.

use crate::model::{Content, DecisionSettings, Dossier, LateDecision, Text, award_decisions, body, is_about, name};

/// The word that stands for the decision that recognises, where a form of commendation is asked for.
const RECOGNITION: &str = "cong-nhan";

/// Takes the number that came last to the one decision it is about, then numbers all awards of declared decisions.
///
/// # Errors
///
/// It fits no decision, or several; what to add, in Vietnamese.
pub fn number_decisions(dossier: &mut Dossier, late: Option<&LateDecision>) -> Result<(), String> {
    if let Some(late) = late {
        let settings = settings_of(dossier, late)?;
        dossier.authority.papers.decisions.insert(0, settings);
    }
    let decisions = dossier.authority.papers.decisions.clone();
    for settings in decisions.iter().filter(|settings| settings.number.is_some() || settings.date.is_some()) {
        fill(dossier, settings);
    }
    Ok(())
}

fn fill(dossier: &mut Dossier, settings: &DecisionSettings) {
    for award in &dossier.awards {
        let table = dossier.readings[award.row.file as usize].tables.get_mut(usize::from(award.row.table));
        let Some(Content::Awards(rows)) = table.map(|table| &mut table.content) else { continue };
        let Some(row) = rows.get_mut(award.row.row as usize).filter(|row| !row.proposed && !row.cumulative) else { continue };
        if !is_about(settings, &row.form.code, row.body.as_deref().unwrap_or_default()) {
            continue;
        }
        if row.decision.is_none() {
            row.decision = settings.number.as_deref().map(Text::from);
        }
        if row.date.is_none() && (settings.number.is_none() || row.decision.as_deref() == settings.number.as_deref()) {
            row.date = settings.date;
        }
    }
}

/// The decision that a late number is about, described as `[[quyet_dinh]]` would.
fn settings_of(dossier: &Dossier, late: &LateDecision) -> Result<DecisionSettings, String> {
    let authority = &dossier.authority;
    let (number, date) = (late.number.clone(), late.date);
    if late.form.as_deref().is_some_and(|form| name::slug(form) == RECOGNITION) {
        let known = authority.papers.decisions.iter().find(|known| known.recognises && known.number.is_none());
        let level = dossier.units.unit(dossier.units.root()).level;
        let blank = || DecisionSettings { recognises: true, level, ..DecisionSettings::default() };
        return Ok(DecisionSettings { number, date, ..known.cloned().unwrap_or_else(blank) });
    }
    let form = late.form.as_deref().map(|text| {
        let found = authority.forms.iter().find(|form| form.code == text).or_else(|| {
            let at = authority.find_form(text)?;
            authority.forms.get(at)
        });
        found.map(|form| form.code.clone()).ok_or_else(|| {
            let codes: Vec<&str> = authority.forms.iter().map(|form| form.code.as_str()).collect();
            format!("không có hình thức khen “{text}”; dùng được: {}, {RECOGNITION}", codes.join(", "))
        })
    });
    let form = form.transpose()?;
    let meant = award_decisions(dossier).into_iter().filter(|decision| {
        form.as_ref().is_none_or(|form| *form == decision.form.code)
            && late.body.as_deref().is_none_or(|by| body::same(by, &decision.body))
    });
    let key = |number: &Option<String>| number.as_deref().map(name::key);
    // The units may have written the number already: then only the date is still wanted.
    let (same, others): (Vec<_>, Vec<_>) =
        meant.partition(|decision| decision.number.is_some() && key(&decision.number) == key(&number));
    let open: Vec<_> = others.into_iter().filter(|decision| decision.number.is_none() || decision.date.is_none()).collect();
    let open = if same.is_empty() { open } else { same };
    match open.as_slice() {
        [] => Err("không có khen thưởng nào còn thiếu số hoặc ngày quyết định, nên số, ngày vừa nêu không dùng vào đâu; \
                   xem các quyết định đã có trong so-theo-doi-khen-thuong.xlsx"
            .to_owned()),
        [one] => {
            let known = one.settings.cloned().unwrap_or_default();
            let (form, by) = (Some(one.form.code.clone()), Some(one.body.clone()).filter(|by| !by.is_empty()));
            Ok(DecisionSettings {
                form,
                body: by,
                number: number.or_else(|| one.number.clone()),
                date: date.or(one.date),
                ..known
            })
        }
        several => {
            let list = several.iter().map(|decision| {
                let by = if decision.body.is_empty() { "(chưa ghi cơ quan khen)" } else { &decision.body };
                format!("\n  {} của {by}: --form {} --by \"{by}\"", decision.form.name, decision.form.code)
            });
            Err(format!(
                "có {} quyết định chưa có số hoặc ngày; nêu rõ quyết định nào bằng --form, --by:{}",
                several.len(),
                list.collect::<String>()
            ))
        }
    }
}
