//! Blank forms (biểu mẫu): `bieu-mau.toml`, a unit and what is known of it → a workbook to be filled in.
//!
//! The template is read once, and each unit's workbook is made by itself, so that many can be made at a time. The trap:
//! formulas and lists of one sheet point into another, so the places of all sheets are settled before any row is made.

mod checks;
mod codes;
mod lists;
mod plan;
mod rows;
mod sheets;
mod texts;
mod totals;

use std::collections::BTreeSet;

use self::codes::Prefixes;
use self::plan::Plan;
use self::sheets::Book;
use self::texts::Texts;
use super::{Overrides, template};
use crate::document::form::FormBook;
use crate::error::Error;
use crate::model::{Authority, Level, LevelId, Offer, Offers, Period, Round, UnitId, UnitTree, name};

const TEMPLATE: &str = "bieu-mau.toml";

/// Makes the forms of a conference.
#[derive(Debug)]
pub struct Forms<'a> {
    authority: &'a Authority,
    units: &'a UnitTree,
    offers: &'a Offers,
    round: Round,
    plan: Plan,
    prefixes: Prefixes,
    font: String,
}

impl<'a> Forms<'a> {
    /// Reads the template, and sees to it that every unit has codes of its own.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] for a fault of `bieu-mau.toml` or of the layout profile.
    pub fn new(
        authority: &'a Authority,
        units: &'a UnitTree,
        offers: &'a Offers,
        round: Round,
        overrides: &Overrides,
    ) -> Result<Self, Error> {
        let plan: Plan = template::table(overrides, TEMPLATE)?;
        let font = template::layout(overrides, &authority.office.profile)?.body.font;
        Ok(Self { authority, units, offers, round, plan, prefixes: Prefixes::of(units), font })
    }

    /// The names of the units' files, without ending: the unit's part of its codes in small letters.
    pub fn file_name(&self, unit: UnitId) -> String {
        self.prefixes.unit(unit).to_lowercase()
    }

    /// The form of a unit.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] for a fault of `bieu-mau.toml` that shows only when it is filled in.
    pub fn book(&self, unit: UnitId) -> Result<FormBook, Error> {
        let subject = Subject::of(self, unit);
        let texts = self.texts(unit, &subject);
        let book = Book::settle(self, &subject, &texts)?;
        Ok(FormBook {
            title: format!("Biểu báo cáo {} - {}", self.units.name(unit), self.authority.period.label),
            author: self.authority.office.name.clone(),
            font: self.font.clone(),
            sheets: book.sheets(self, &subject, &texts)?,
        })
    }

    /// What `{…}` stands for in the form of a unit.
    fn texts(&self, unit: UnitId, subject: &Subject<'_>) -> Texts {
        let (authority, tree) = (self.authority, self.units);
        let own = tree.unit(unit);
        let period = &authority.period;
        let parent = own.parent.map(|parent| tree.name(parent).to_owned()).unwrap_or_default();
        let sub_periods: Vec<&str> = authority.sub_periods.iter().map(|sub| sub.label.as_str()).collect();
        let mut texts = Texts::default();
        texts.set("don_vi", own.name.as_str());
        texts.set("cap", own.level.map(|level| authority.level(level).name.clone()).unwrap_or_default());
        texts.set("truc_thuoc", parent);
        texts.set("ky", period.label.as_str());
        texts.set("dot", self.round.name());
        texts.set("han_nop", authority.deadline.map(|day| day.to_string()).unwrap_or_default());
        texts.set("co_quan", authority.office.name.as_str());
        texts.set("nam_dau", period.from.year.to_string());
        texts.set("nam_cuoi", period.to.year.to_string());
        texts.set("ngay_dau", format!("1/1/{}", period.from.year));
        texts.set("ngay_cuoi", format!("31/12/{}", period.to.year + 1));
        let ranges = if sub_periods.is_empty() {
            String::new()
        } else {
            format!(" Cả giai đoạn thì ghi {}.", sub_periods.join(" hoặc "))
        };
        texts.set("hoac_giai_doan", ranges);
        // A bare x belongs to no sub-period, so it is not offered where there are some.
        let ticks = sub_periods.is_empty();
        texts.set("hoac_x", if ticks { " Không rõ năm thì ghi x." } else { "" });
        texts.set("dau_x", if ticks { "LOWER({o})=\"x\"" } else { "FALSE" });
        texts.set("hang_bieu_3", if matches!(subject.totals, Some(TotalsOf::Units(_))) { "Đơn vị" } else { "Lĩnh vực" });
        let codes: Vec<String> = self.codes(unit).take(2).collect();
        for (name, code) in ["ma_1", "ma_2"].into_iter().zip(codes) {
            texts.set(name, code);
        }
        let field = |at: usize| authority.fields.get(at).or(authority.fields.first()).map(|f| f.name.clone()).unwrap_or_default();
        texts.set("linh_vuc_1", field(0));
        texts.set("linh_vuc_2", field(1));
        texts.set("hinh_thuc", authority.forms.first().map(|form| form.name.clone()).unwrap_or_default());
        let levels = self.levels();
        texts.set("cap_dau", levels.first().map(|level| short(authority.level(*level))).unwrap_or_default());
        texts.set("cap_tren", levels.get(1).map(|level| short(authority.level(*level))).unwrap_or_default());
        texts.set("diem_dat", self.pass_mark(&levels));
        texts
    }

    /// The pass mark of the level in a row of the scoring sheet, as a formula.
    fn pass_mark(&self, levels: &[LevelId]) -> String {
        let scoring = &self.authority.scoring;
        let general = scoring.pass_mark.unwrap_or_default().normalize().to_string();
        let own = levels.iter().filter_map(|id| Some((id, scoring.at_levels.iter().find(|(at, _)| at == id)?.1)));
        own.fold(general, |rest, (id, mark)| {
            format!("IF({{o:cap}}=\"{}\",{},{rest})", short(self.authority.level(*id)), mark.normalize())
        })
    }

    /// Free codes of a unit.
    fn codes(&self, unit: UnitId) -> codes::Codes<'a> {
        codes::Codes::new(format!("{}-{}", self.prefixes.unit(unit), self.authority.period.from.year), &self.offers.codes)
    }

    /// The levels that exist in some year of the period, lowest first.
    fn levels(&self) -> Vec<LevelId> {
        let years = years(&self.authority.period);
        self.authority.level_ids().filter(|level| years.clone().any(|y| self.authority.level(*level).existed(y))).collect()
    }
}

fn years(period: &Period) -> std::ops::RangeInclusive<u16> {
    period.from.year..=period.to.year
}

/// "Cơ sở" of "cấp cơ sở": how a level stands in a cell.
fn short(level: &Level) -> String {
    super::figures::upper_first(level.name.strip_prefix("cấp ").unwrap_or(&level.name))
}

/// The unit a form is for.
struct Subject<'a> {
    unit: UnitId,
    /// Units below it that owe nothing themselves: it reports for them.
    silent: Vec<UnitId>,
    /// What the rows of its totals are; `None`: it has none to state.
    totals: Option<TotalsOf>,
    /// Models known already: its own and those of the units it reports for.
    offers: Vec<&'a Offer>,
}

/// What the rows of Biểu 3 are.
enum TotalsOf {
    Fields,
    /// Units below it.
    Units(Vec<UnitId>),
}

impl<'a> Subject<'a> {
    fn of(forms: &Forms<'a>, unit: UnitId) -> Self {
        let units = forms.units;
        let year = forms.authority.period.to.year;
        let stands = |child: &UnitId| units.successor(*child).is_none() && units.unit(*child).exists_in(year);
        let below: Vec<UnitId> = units.children(unit).iter().copied().filter(stands).collect();
        let silent: Vec<UnitId> = below.iter().copied().filter(|child| !owes(units, *child)).collect();
        let mut offers: Vec<&Offer> = forms.offers.of(unit).iter().collect();
        offers.extend(silent.iter().flat_map(|child| forms.offers.of(*child)));
        // Where units below send their own, the sum is made from those; what the parent states is only asked for on demand.
        let totals = if below.is_empty() {
            Some(TotalsOf::Fields)
        } else if forms.authority.roll_up_forms || silent.len() == below.len() {
            Some(TotalsOf::Units(below))
        } else {
            None
        };
        Self { unit, silent, totals, offers }
    }
}

/// Does the unit owe a submission, or one below it?
fn owes(units: &UnitTree, unit: UnitId) -> bool {
    units.unit(unit).owes || units.children(unit).iter().any(|child| owes(units, *child))
}

/// Names each once, in order.
fn once(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|text| seen.insert(name::key(text))).collect()
}
