//! The words of the achievement (lời ghi thành tích): what the unit wrote, else a sentence of `giay-khen.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::super::super::figures::{lower_first, period_words, upper_first};
use super::super::super::{Input, Overrides, template};
use super::super::desk::{Decision, Desk, achievement};
use super::words::{fill, unknown_among};
use crate::error::Error;
use crate::model::{AwardRow, Kind, Model, SubPeriodId, name};

const TEMPLATE: &str = "giay-khen.toml";

/// What is common to all profiles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    /// The profile where `hoi-nghi.toml` names none.
    #[serde(rename = "mau")]
    pub(super) profile: String,
    #[serde(rename = "thanh_tich")]
    sentences: Sentences,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    #[serde(rename = "khen")]
    commends: String,
    #[serde(rename = "khen_mo_hinh")]
    commends_model: String,
    #[serde(rename = "chung_nhan")]
    certifies: String,
    #[serde(rename = "chung_nhan_mo_hinh")]
    certifies_model: String,
}

impl Common {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// A fault of the template.
    pub(super) fn read(overrides: &Overrides) -> Result<Self, Error> {
        let common: Self = template::table(overrides, TEMPLATE)?;
        let known = ["thanh_tich_chung", "loai_hinh", "mo_hinh", "cap", "ky"];
        let said = &common.sentences;
        for sentence in [&said.commends, &said.commends_model, &said.certifies, &said.certifies_model] {
            if let Some(message) = unknown_among(sentence, &known) {
                let source = template::text(overrides, TEMPLATE)?;
                let line = source.lines().position(|line| line.contains(sentence.as_str())).unwrap_or(0) + 1;
                return Err(template::fault(TEMPLATE, format!("dòng {line}: {message}")));
            }
        }
        Ok(common)
    }
}

/// The sentences of one decision.
pub(super) struct Deeds<'d> {
    common: &'d Common,
    input: Input<'d>,
    /// "có thành tích trong phong trào …".
    general: String,
    certifies: bool,
    /// The models that the decision's rows name, by the key of their name.
    models: BTreeMap<String, Vec<&'d Model>>,
    /// The one sub-period in which all of them were recognised, if there is one.
    common_period: Option<SubPeriodId>,
}

impl<'d> Deeds<'d> {
    /// Of a decision.
    pub(super) fn of(common: &'d Common, desk: &Desk<'d>, decision: &Decision<'_>) -> Self {
        let dossier = desk.input.dossier;
        let rows = decision.award.rows.iter().filter_map(|(row, _)| dossier.award_row(*row));
        let named: BTreeSet<String> = rows.filter_map(|row| row.model.as_deref()).map(name::key).collect();
        let mut models: BTreeMap<String, Vec<&Model>> = BTreeMap::new();
        for model in dossier.models.iter().filter(|_| !named.is_empty()) {
            let keys = std::iter::once(name::key(&model.name)).chain(model.code.as_deref().map(name::key));
            for key in keys.filter(|key| named.contains(key)) {
                models.entry(key).or_default().push(model);
            }
        }
        let general = achievement(desk.input, decision);
        let certifies = decision.award.certifies;
        let mut deeds = Self { common, input: desk.input, general, certifies, models, common_period: None };
        let rows = decision.award.rows.iter().filter_map(|(row, _)| dossier.award_row(*row));
        let recognised = rows.map(|row| deeds.recognised(&deeds.named(row))).filter(|subs| !subs.is_empty());
        deeds.common_period = recognised.reduce(|all, subs| &all & &subs).as_ref().and_then(only);
        deeds
    }

    /// The achievement of a recipient; `model`: the name of what it is given for.
    pub(super) fn sentence(&self, row: &AwardRow, model: &str) -> String {
        if let Some(said) =
            row.achievement.as_deref().map(|text| text.trim().trim_end_matches('.')).filter(|text| !text.is_empty())
        {
            let begins = said.chars().take(3).collect::<String>().to_lowercase() == "có ";
            return if begins && !self.certifies { format!("Đã {}", lower_first(said)) } else { upper_first(said) };
        }
        let sentences = &self.common.sentences;
        let pattern = match (self.certifies, model.is_empty()) {
            (false, true) => &sentences.commends,
            (false, false) => &sentences.commends_model,
            (true, true) => &sentences.certifies,
            (true, false) => &sentences.certifies_model,
        };
        let known = self.named(row);
        let value = |name: &str| {
            Some(match name {
                "thanh_tich_chung" => self.general.clone(),
                "loai_hinh" => kind(&known).to_owned(),
                "mo_hinh" => model.to_owned(),
                "cap" => self.level(),
                "ky" => self.period(&known),
                _ => return None,
            })
        };
        fill(pattern, "", &value).unwrap_or_default()
    }

    /// The models that a row may mean: those of its performer, else all of that name.
    fn named(&self, row: &AwardRow) -> Vec<&'d Model> {
        let found = row.model.as_deref().and_then(|model| self.models.get(&name::key(model))).cloned().unwrap_or_default();
        let recipient = row.recipient.as_deref().map(name::key);
        let own: Vec<&Model> =
            found.iter().copied().filter(|model| model.performer.as_deref().map(name::key) == recipient).collect();
        if own.is_empty() { found } else { own }
    }

    /// "cấp thành phố".
    fn level(&self) -> String {
        let dossier = self.input.dossier;
        let level = dossier.units.unit(dossier.units.root()).level;
        level.map_or_else(String::new, |level| dossier.authority.level(level).name.clone())
    }

    /// The sub-periods in which these models were recognised at the root's level.
    fn recognised(&self, models: &[&Model]) -> BTreeSet<SubPeriodId> {
        let dossier = self.input.dossier;
        let Some(level) = dossier.units.unit(dossier.units.root()).level else { return BTreeSet::new() };
        models.iter().flat_map(|model| model.recognised_at(level)).filter_map(|recognition| recognition.sub_period).collect()
    }

    /// The sub-period that the decision is about, else that in which alone these were recognised, else the period.
    fn period(&self, models: &[&Model]) -> String {
        let authority = &self.input.dossier.authority;
        let sub = self.common_period.or_else(|| only(&self.recognised(models)));
        period_words(sub.and_then(|sub| authority.sub_periods.get(usize::from(sub.0))).unwrap_or(&authority.period))
    }
}

/// The only one.
fn only(subs: &BTreeSet<SubPeriodId>) -> Option<SubPeriodId> {
    subs.first().copied().filter(|_| subs.len() == 1)
}

/// "điển hình" where that is what all of them are.
fn kind(models: &[&Model]) -> &'static str {
    let exemplar = !models.is_empty() && models.iter().all(|model| model.kind == Some(Kind::Exemplar));
    if exemplar { "điển hình" } else { "mô hình" }
}
