//! The world's own counts: what so-lieu.json must say.

use serde_json::{Value, json};

use super::scheme::INDICATORS;
use super::{Measure, Part, Sends, Told, World, sum};

const OWNER_KEYS: [&str; 3] = ["tap_the", "ca_nhan", "ho_gia_dinh"];

impl World {
    /// Does the unit tell a part of a measure?
    pub fn tells(&self, unit: usize, measure: Measure, part: Part) -> bool {
        let style = &self.style;
        match self.units[unit].sends {
            Sends::Nothing => false,
            Sends::Totals => {
                style.measures.contains(&measure)
                    && match part {
                        Part::All | Part::Field(_) => true,
                        Part::Owner(_) | Part::FieldOwner(..) => style.stated_owners && !matches!(measure, Measure::Events(_)),
                        Part::Kind(_) | Part::New(_) => false,
                    }
            }
            Sends::Lists if self.lists_tell(unit, measure, part) => true,
            Sends::Lists => {
                // What its lists do not tell, its own table does: by fields, or the row for a parent's own agencies.
                let leaf = self.children(unit).next().is_none();
                let owners = style.stated_owners && !matches!(measure, Measure::Events(_));
                let parts = match part {
                    Part::All => true,
                    Part::Owner(_) => owners,
                    Part::Field(_) => leaf,
                    Part::FieldOwner(..) => leaf && owners,
                    Part::Kind(_) | Part::New(_) => false,
                };
                let stated = if leaf { style.own_totals } else { self.units[unit].rolls_up };
                stated && style.measures.contains(&measure) && parts
            }
        }
    }

    /// Do the unit's lists tell a part of a measure?
    pub fn lists_tell(&self, unit: usize, measure: Measure, part: Part) -> bool {
        let style = &self.style;
        let column = match measure {
            Measure::Registered | Measure::RegisteredAt(_) => true,
            Measure::Effective => style.effective,
            Measure::Replicated => style.replicated,
            Measure::Nominated(_) => style.nominated,
            Measure::Recognised(l) | Measure::Events(l) | Measure::RecognisedIn(l, _) | Measure::EventsIn(l, _) => {
                style.told != Told::OneB || self.models.iter().any(|m| m.unit == unit && m.recognised.iter().any(|r| r.0 == l))
            }
        };
        let told = match part {
            Part::Kind(_) => style.kinds,
            Part::New(_) => style.novelty,
            _ => true,
        };
        column && told
    }

    /// The count of the whole, null where nobody tells it.
    pub fn count(&self, measure: Measure, part: Part) -> Value {
        let telling: Vec<usize> = (0..self.units.len()).filter(|u| self.tells(*u, measure, part)).collect();
        if telling.is_empty() {
            return Value::Null;
        }
        json!(sum(self.models.iter().filter(|m| telling.contains(&m.unit)), measure, part, &self.span))
    }

    /// Paths of so-lieu.json and what must stand there.
    pub fn expected(&self) -> Vec<(String, Value)> {
        let mut found = Vec::new();
        let mut object = |base: &str, measure: Measure, events: Option<Measure>| {
            let mut put = |leaf: &str, value: Value| found.push((format!("{base}.{leaf}"), value));
            put("tong", self.count(measure, Part::All));
            if let Some(events) = events {
                put("luot", self.count(events, Part::All));
            }
            for (owner, key) in OWNER_KEYS.iter().enumerate() {
                put(key, self.count(measure, Part::Owner(owner)));
            }
            put("mo_hinh", self.count(measure, Part::Kind(0)));
            put("dien_hinh", self.count(measure, Part::Kind(1)));
            for (field, (code, _)) in self.fields.iter().enumerate() {
                let value = self.count(measure, Part::Field(field));
                if !value.is_null() {
                    put(&format!("theo_linh_vuc.{code}"), value);
                }
            }
        };
        object("dang_ky", Measure::Registered, None);
        object("hieu_qua", Measure::Effective, None);
        object("nhan_rong", Measure::Replicated, None);
        for (level, (code, _)) in self.levels.iter().enumerate() {
            object(&format!("dang_ky.theo_cap.{code}"), Measure::RegisteredAt(level), None);
            object(&format!("de_nghi.{code}"), Measure::Nominated(level), None);
            object(&format!("cong_nhan.{code}"), Measure::Recognised(level), Some(Measure::Events(level)));
            for (sub, (label, ..)) in self.span.subs.iter().enumerate() {
                let base = format!("cong_nhan.{code}.theo_giai_doan.{label}");
                object(&base, Measure::RecognisedIn(level, sub), Some(Measure::EventsIn(level, sub)));
            }
        }
        found.push(("dang_ky.moi".to_owned(), self.count(Measure::Registered, Part::New(true))));
        found.push(("dang_ky.duy_tri".to_owned(), self.count(Measure::Registered, Part::New(false))));
        found.push(("nop.phai_nop".to_owned(), json!(self.csv.lines().filter(|l| l.ends_with(",x")).count())));
        found.push(("nop.da_nop".to_owned(), json!(self.csv.lines().filter(|l| l.ends_with(",x")).count())));
        found
    }

    /// Recipients by form, running totals apart.
    pub fn awarded(&self, form: usize, cumulative: bool) -> u32 {
        let rows = self.awards.iter().filter(|a| a.form == form && a.cumulative == cumulative);
        rows.map(|a| a.quantity.unwrap_or(1)).sum()
    }

    /// Code, value, out of.
    pub fn indicators(&self) -> Vec<(&'static str, u32, Option<u32>)> {
        let mut found = Vec::new();
        for (index, (code, ..)) in INDICATORS.iter().enumerate() {
            let rows: Vec<_> = self.values.iter().filter(|v| v.indicator == index).collect();
            if !rows.is_empty() {
                let whole: Option<Vec<u32>> = rows.iter().map(|v| v.out_of).collect();
                found.push((*code, rows.iter().map(|v| v.amount).sum(), whole.map(|w| w.iter().sum())));
            }
        }
        found
    }
}
