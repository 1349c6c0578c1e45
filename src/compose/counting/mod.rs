//! Figures that count the list of models, as formulas over its sheet (số đếm từ danh sách): whoever ticks a model in the
//! list sees the totals move.
//!
//! In go the tables of `bao-cao.xlsx` and the columns of its list; a figure that the list gives gets the formula that counts
//! it, with the figure as its result. The trap: a formula must never say another number than the report, so each is worked
//! out here over the list's cells first, as a spreadsheet would; where that gives something else (units that sent totals
//! only, rounds joined otherwise, a name that is a wildcard) the plain number stays. Columns are found by what they show,
//! whatever their headings say; a figure whose column was dropped stays a number.

mod list;

use std::collections::BTreeMap;

use self::list::{Condition, List, Tally, Test, Times};
use super::formula::letters;
use super::model_cells;
use super::tables::{SheetTable, Tables};
use crate::document::{RowKind, Table, TableRow, Value};
use crate::model::{
    Authority, Basis, Derived, Dossier, Facet, FieldId, Key, Kind, LevelId, Measure, Novelty, Owner, Period, SubPeriodId,
    UnitSummary, name,
};

/// Most cells of the list that the formulas of one sheet look at, each formula at each row: a spreadsheet counts that many in
/// about a second. A sheet that would take more has plain numbers.
const MOST_LOOKED_AT: usize = 20_000_000;
/// Most years of a sub-period that a formula looks for one by one.
const MOST_YEARS: u16 = 10;

/// Turns figures that count the list into formulas.
pub(super) struct Counting<'a> {
    dossier: &'a Dossier,
    units: &'a [UnitSummary],
    figures: BTreeMap<String, Key>,
    list: List,
    /// The column that tells a registered model, filled in each of them.
    registered: usize,
}

impl<'a> Counting<'a> {
    /// Over the list that stands on a sheet; `None` where it is too long to be counted by formulas, or lacks all that
    /// tells its rows.
    pub(super) fn over(tables: &Tables<'a>, sheet: &str, drawn: &SheetTable<'_>) -> Option<Self> {
        let (dossier, summary) = (tables.input.dossier, tables.input.summary);
        if !tables.lists_cells {
            return None;
        }
        let text = |row: usize, key: &str| match key {
            // Columns that no formula looks at.
            "stt" | "nguon" | "ket_qua" | "thuc_hien" => String::new(),
            _ => model_cells::value(dossier, &dossier.models[row], key).map(|value| words(&value)).unwrap_or_default(),
        };
        let list = List::new(sheet, &drawn.keys, dossier.models.len(), text)?;
        let all_registered = dossier.models.iter().all(crate::model::Model::is_registered);
        let by_name = list.column("ten").filter(|_| all_registered);
        let registered = by_name.or_else(|| list.column("cap_dang_ky"))?;
        Some(Self { dossier, units: &summary.by_unit, figures: figures(&dossier.authority), list, registered })
    }

    /// Writes formulas for the figures of a table that the list gives; `keys`: which value each of its columns shows.
    pub(super) fn apply(&self, table: &mut Table, keys: &[String]) {
        let counted = |row: &&TableRow| row.kind == RowKind::Body;
        let figures = table.rows.iter().filter(counted).flat_map(|row| &row.cells).filter(|cell| plain_count(cell).is_some());
        if figures.count().saturating_mul(self.list.count()) > MOST_LOOKED_AT {
            return;
        }
        let named = keys.iter().position(|key| key == "ten");
        for row in table.rows.iter_mut().filter(|row| row.kind == RowKind::Body) {
            let beside = named.and_then(|at| Some((words(row.cells.get(at)?), letters(at))));
            for cell in &mut row.cells {
                if let Some((count, key)) = plain_count(cell)
                    && let Some(expression) = self.formula(key, count, beside.as_ref())
                {
                    let result = Box::new(Value::Count(count));
                    *cell = Value::Figure(Box::new(Value::Formula { expression, result }), key.to_owned());
                }
            }
        }
    }

    /// The formula of a figure, if the list gives it.
    fn formula(&self, key: &str, count: u64, beside: Option<&(String, String)>) -> Option<String> {
        let mut tally = self.tally(key)?;
        if self.list.evaluate(&tally) != Some(count) {
            return None;
        }
        // What the row itself is called need not be written out again.
        for condition in tally.alternatives.iter_mut().flatten() {
            if let (Test::Is(text), Some((name, letters))) = (&condition.test, beside)
                && text.trim().to_lowercase() == name.trim().to_lowercase()
            {
                condition.beside = Some(format!("${letters}{{row}}"));
            }
        }
        Some(self.list.expression(&tally))
    }

    /// What a figure counts, by its key.
    fn tally(&self, key: &str) -> Option<Tally> {
        match Derived::parse(key) {
            Some(Derived::OfUnit(code, key)) => {
                let unit = self.units.iter().find(|unit| unit.code == code)?;
                let tally = self.tally_of_whole(key)?;
                let alternatives = self.of_unit(unit)?.into_iter();
                Some(Tally {
                    alternatives: alternatives.map(|own| [vec![own], tally.0.clone()].concat()).collect(),
                    times: tally.1,
                })
            }
            _ => self.tally_of_whole(key).map(|(conditions, times)| Tally { alternatives: vec![conditions], times }),
        }
    }

    fn tally_of_whole(&self, key: &str) -> Option<(Vec<Condition>, Times)> {
        let authority = &self.dossier.authority;
        let (measure, parts) = match Derived::parse(key) {
            Some(Derived::NoField(base)) => (self.measure(base)?, vec![("linh_vuc", Test::Blank)]),
            Some(Derived::Merged(base, slug)) => {
                let group = authority.field_groups.iter().find(|group| name::slug(&group.name) == slug)?;
                (self.measure(base)?, vec![("linh_vuc", Test::Is(group.name.clone()))])
            }
            Some(_) => return None,
            None => {
                let key = *self.figures.get(key)?;
                (key.measure, parts(authority, key.facet))
            }
        };
        let (condition, times) = self.of_measure(measure)?;
        let mut conditions = vec![condition];
        for (column, test) in parts {
            conditions.push(self.condition(column, test)?);
        }
        Some((conditions, times))
    }

    /// The measure at the path of a count object.
    fn measure(&self, base: &str) -> Option<Measure> {
        self.figures.get(&format!("{base}.tong")).map(|key| key.measure)
    }

    fn condition(&self, column: &str, test: Test) -> Option<Condition> {
        Some(Condition { column: self.list.column(column)?, test, beside: None })
    }

    /// The rows of a unit: its own, and those of the units below it.
    fn of_unit(&self, unit: &UnitSummary) -> Option<Vec<Condition>> {
        let figures = self.dossier.figures.get(unit.unit.0 as usize)?;
        if !matches!(figures.basis, Basis::Lists | Basis::Children) {
            return None;
        }
        let named = || Test::Is(self.dossier.units.name(unit.unit).to_owned());
        let own = self.condition("don_vi", named())?;
        let Some(below) = self.condition("truc_thuoc", named()).filter(|_| !unit.direct) else { return Some(vec![own]) };
        let any = |condition: &Condition| {
            let tally = Tally { alternatives: vec![vec![condition.clone()]], times: Times::Once };
            self.list.evaluate(&tally).is_some_and(|count| count > 0)
        };
        Some(match (any(&own), any(&below)) {
            (_, false) => vec![own],
            (false, true) => vec![below],
            (true, true) => vec![own, below],
        })
    }

    /// Which rows count under a measure, and how often.
    fn of_measure(&self, measure: Measure) -> Option<(Condition, Times)> {
        let code = |level: LevelId| &self.dossier.authority.level(level).code;
        let recognised = |level, test| self.condition(&format!("cong_nhan.{}", code(level)), test);
        let once = |condition: Option<Condition>| Some((condition?, Times::Once));
        match measure {
            Measure::Registered => Some((Condition { column: self.registered, test: Test::Filled, beside: None }, Times::Once)),
            Measure::RegisteredAt(level) => once(self.condition("cap_dang_ky", self.names(level)?)),
            Measure::Effective => once(self.condition("hieu_qua", Test::Filled)),
            Measure::Replicated => once(self.condition("nhan_rong", Test::AboveNought)),
            Measure::Nominated(level) => once(self.condition("de_nghi", self.names(level)?)),
            Measure::Recognised(level) => once(recognised(level, Test::Filled)),
            Measure::Events(level) => {
                let condition = recognised(level, Test::Filled)?;
                let times = Times::Entries(condition.column);
                Some((condition, times))
            }
            Measure::RecognisedIn(level, sub) => once(recognised(level, Test::Any(self.said_as(sub)?))),
            Measure::EventsIn(level, sub) => {
                let words = self.said_as(sub)?;
                let condition = recognised(level, Test::Any(words.clone()))?;
                let times = Times::Mentions(condition.column, words);
                Some((condition, times))
            }
        }
    }

    /// A level among others in a cell; `None` where its name is part of another's, which a search could not tell apart.
    fn names(&self, level: LevelId) -> Option<Test> {
        let authority = &self.dossier.authority;
        let said = |id: LevelId| model_cells::level_name(authority, id).to_lowercase();
        let own = said(level);
        let is_alone = authority.level_ids().filter(|&id| id != level).all(|id| !said(id).contains(&own));
        is_alone.then(|| Test::Names(model_cells::level_name(authority, level).to_owned()))
    }

    /// How a recognition within a sub-period stands in its cell: a year of it, or its own name.
    fn said_as(&self, sub: SubPeriodId) -> Option<Vec<String>> {
        let period = &self.dossier.authority.sub_periods[usize::from(sub.0)];
        let (from, to) = (period.from.year, period.to.year);
        if !is_of_years(period) {
            return Some(vec![period.prose()]);
        }
        (to - from < MOST_YEARS).then(|| (from..=to).map(|year| year.to_string()).collect())
    }
}

/// Whole years, named by them?
fn is_of_years(period: &Period) -> bool {
    let (from, to) = (period.from, period.to);
    period.label.starts_with(&from.year.to_string()) && (from.day, from.month, to.day, to.month) == (1, 1, 31, 12)
}

/// The key of every figure that `so-lieu.json` counts, by its path.
fn figures(authority: &Authority) -> BTreeMap<String, Key> {
    let facets = Facet::all(authority);
    let keys = Measure::all(authority).into_iter().flat_map(|measure| facets.iter().map(move |&facet| Key { measure, facet }));
    keys.filter_map(|key| Some((key.path(authority)?, key))).collect()
}

/// What tells a part of a measure: columns and their texts.
fn parts(authority: &Authority, facet: Facet) -> Vec<(&'static str, Test)> {
    let is = |text: &str| Test::Is(super::figures::upper_first(text));
    let of_owner = |owner: Owner| ("doi_tuong", is(owner.name()));
    let of_kind = |kind: Kind| ("loai_hinh", is(kind.name()));
    let of_novelty = |novelty: Novelty| ("dang_ky", is(novelty.name()));
    let in_field = |field: FieldId| ("linh_vuc", Test::Is(authority.field(field).name.clone()));
    match facet {
        Facet::Total => Vec::new(),
        Facet::Owner(owner) => vec![of_owner(owner)],
        Facet::Kind(kind) => vec![of_kind(kind)],
        Facet::Novelty(novelty) => vec![of_novelty(novelty)],
        Facet::Field(field) => vec![in_field(field)],
        Facet::FieldOwner(field, owner) => vec![in_field(field), of_owner(owner)],
    }
}

/// A figure that is a bare count, and its key.
fn plain_count(cell: &Value) -> Option<(u64, &str)> {
    match cell {
        Value::Figure(inner, key) => match **inner {
            Value::Count(count) => Some((count, key)),
            _ => None,
        },
        _ => None,
    }
}

/// The text of a cell.
fn words(value: &Value) -> String {
    match value.plain() {
        Value::Text(text) => text.clone(),
        Value::Count(count) => count.to_string(),
        _ => String::new(),
    }
}
