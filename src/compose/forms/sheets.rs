//! The sheets of one unit's form: which there are, where their columns stand, and then what is in them.

use std::collections::BTreeMap;

use super::lists::{self, List};
use super::plan::{ColumnPlan, Condition, Kind, Repeat, Rows, SheetPlan};
use super::texts::Texts;
use super::{Forms, Subject, TEMPLATE, checks, rows, short, totals};
use crate::compose::template::fault;
use crate::document::form::{FormColumn, FormSheet, Holds};
use crate::document::{Align, TableColumn};
use crate::error::Error;
use crate::model::{Criterion, LevelId, column_letters};

/// How many rows of a list may be filled in.
pub(super) const ROOM: u32 = 2_000;

/// A column as it stands in a sheet.
pub(super) struct Placed<'p> {
    /// `ma`, with the level's where it repeats: "cong-nhan:huyen".
    pub(super) code: String,
    /// As described.
    pub(super) plan: &'p ColumnPlan,
    /// The words and formulas that are about it.
    pub(super) texts: Texts,
}

/// A sheet with the places of its columns; its rows are not made yet.
pub(super) struct Frame<'p> {
    /// As described.
    pub(super) plan: &'p SheetPlan,
    /// Its columns.
    pub(super) columns: Vec<Placed<'p>>,
    /// The sheet so far.
    pub(super) sheet: FormSheet,
}

impl Frame<'_> {
    /// The number of a column.
    pub(super) fn column(&self, code: &str) -> Option<u16> {
        let at = self.columns.iter().position(|column| column.code == code)?;
        u16::try_from(at).ok()
    }

    /// A cell of a body row, "$C8".
    pub(super) fn cell(&self, column: u16, row: u32) -> String {
        format!("${}{}", column_letters(column), self.sheet.top() + row + 1)
    }

    /// Cells of a body row under the columns of one `ma`, "$E8:$G8".
    pub(super) fn row_range(&self, code: &str, row: u32) -> Option<String> {
        let prefix = format!("{code}:");
        let of = |column: &&Placed<'_>| column.code.starts_with(&prefix);
        let (first, last) = (self.columns.iter().find(of)?, self.columns.iter().rfind(of)?);
        let (first, last) = (self.column(&first.code)?, self.column(&last.code)?);
        Some(format!("{}:{}", self.cell(first, row), self.cell(last, row)))
    }

    /// All open cells of a column, "$C$8:$C$2007".
    pub(super) fn range(&self, column: u16) -> String {
        let (letters, top) = (column_letters(column), self.sheet.top());
        format!("${letters}${}:${letters}${}", top + 1, top + self.sheet.room.max(1))
    }

    /// The same, as other sheets write it.
    pub(super) fn range_from_outside(&self, column: u16) -> String {
        format!("'{}'!{}", self.sheet.name.replace('\'', "''"), self.range(column))
    }
}

/// The places of a unit's form.
pub(super) struct Book<'p> {
    /// Its sheets.
    pub(super) frames: Vec<Frame<'p>>,
    /// Its lists.
    pub(super) lists: Vec<List>,
    /// Where the values of each list stand.
    ranges: BTreeMap<String, String>,
}

impl<'p> Book<'p> {
    /// Settles which sheets and columns there are.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] for a fault of the template.
    pub(super) fn settle(forms: &'p Forms<'_>, subject: &Subject<'_>, texts: &Texts) -> Result<Self, Error> {
        let lists = lists::lists(forms, subject)?;
        let there = |when: Option<Condition>| match when {
            None => true,
            Some(Condition::BaoCaoThay) => !subject.silent.is_empty(),
            Some(Condition::ChamDiem) => !forms.authority.scoring.criteria.is_empty(),
        };
        let mut frames = Vec::new();
        for plan in forms.plan.sheets.iter().filter(|plan| there(plan.when)) {
            if plan.rows == Rows::TongHop && subject.totals.is_none() {
                continue;
            }
            let described: Vec<&ColumnPlan> = plan.columns.iter().filter(|column| there(column.when)).collect();
            let together = described.chunk_by(|a, b| a.repeat.is_some() && a.repeat == b.repeat);
            let columns = together.flat_map(|columns| placed(forms, columns, texts)).collect();
            frames.push(frame(plan, columns, texts)?);
        }
        let mut book = Self { frames, lists, ranges: BTreeMap::new() };
        book.place_lists();
        Ok(book)
    }

    /// The sheet of lists has a column a list.
    fn place_lists(&mut self) {
        let Some(frame) = self.frames.iter_mut().find(|frame| frame.plan.rows == Rows::DanhMuc) else { return };
        // As wide as its values: a list of indicators beside one of ticks.
        let width = |list: &List| {
            let longest = list.values.iter().map(|value| value.chars().count()).max().unwrap_or_default();
            f32::from(u16::try_from(longest).unwrap_or(u16::MAX)).clamp(10.0, 40.0)
        };
        let column = |list: &List| FormColumn {
            shown: TableColumn { heading: vec![list.name.clone()], width: width(list), align: Align::Left },
            open: false,
            needed: false,
            holds: Holds::Text,
        };
        frame.sheet.columns = self.lists.iter().map(column).collect();
        for (list, at) in self.lists.iter().zip(0u16..) {
            let (letters, top) = (column_letters(at), frame.sheet.top());
            let last = top as usize + list.values.len();
            let sheet = frame.sheet.name.replace('\'', "''");
            self.ranges.insert(list.code.clone(), format!("'{sheet}'!${letters}${}:${letters}${last}", top + 1));
        }
    }

    /// A sheet by its `ma`.
    pub(super) fn frame(&self, code: &str) -> Option<&Frame<'p>> {
        self.frames.iter().find(|frame| frame.plan.code == code)
    }

    /// Where the values of a list stand, and its name; `None`: the conference has none of it.
    pub(super) fn list(&self, code: &str) -> Option<(&str, &str)> {
        let list = self.lists.iter().find(|list| list.code == code)?;
        Some((self.ranges.get(code)?, &list.name))
    }

    /// All sheets, filled in.
    ///
    /// # Errors
    ///
    /// As [`Self::settle`].
    pub(super) fn sheets(&self, forms: &Forms<'_>, subject: &Subject<'_>, texts: &Texts) -> Result<Vec<FormSheet>, Error> {
        self.frames.iter().map(|frame| self.sheet(frame, forms, subject, texts)).collect()
    }

    fn sheet(&self, frame: &Frame<'_>, forms: &Forms<'_>, subject: &Subject<'_>, texts: &Texts) -> Result<FormSheet, Error> {
        let mut sheet = frame.sheet.clone();
        sheet.rows = match frame.plan.rows {
            Rows::HuongDan => rows::guide(self, texts)?,
            Rows::Muc => rows::lines(frame, texts)?,
            Rows::MoHinh => rows::models(frame, forms, subject),
            Rows::Trong => rows::blank(frame, 0)?,
            Rows::ChiTieu => rows::indicators(frame, forms, subject)?,
            Rows::TongHop => totals::rows(self, frame, forms, subject)?,
            Rows::DanhMuc => rows::lists(&self.lists),
        };
        sheet.checks = match frame.plan.rows {
            Rows::Muc => checks::of_lines(self, frame, forms, texts)?,
            Rows::TongHop => totals::checks(frame, forms, subject, &sheet.rows),
            _ => checks::of_columns(self, frame, forms)?,
        };
        Ok(sheet)
    }
}

/// A column once, or neighbours together once for every level.
fn placed<'p>(forms: &Forms<'_>, plans: &[&'p ColumnPlan], texts: &Texts) -> Vec<Placed<'p>> {
    let levels: Vec<LevelId> = match plans.first().and_then(|plan| plan.repeat) {
        None => return plans.iter().map(|plan| Placed { code: plan.code.clone(), plan, texts: texts.clone() }).collect(),
        Some(Repeat::Cap) => forms.levels(),
        Some(Repeat::CapTren) => forms.levels().into_iter().skip(1).collect(),
        Some(Repeat::TieuChi) => return scored(forms, plans, texts),
    };
    let of_level = |id: LevelId| {
        let level = forms.authority.level(id);
        let more = [("ten_cap", level.name.clone()), ("cap_nay", short(level)), ("ma_cap", level.code.clone())];
        let texts = texts.with(more);
        let placed = |plan: &&'p ColumnPlan| Placed { code: format!("{}:{}", plan.code, level.code), plan, texts: texts.clone() };
        plans.iter().map(placed).collect::<Vec<_>>()
    };
    levels.into_iter().flat_map(of_level).collect()
}

/// Neighbours together once for every criterion.
fn scored<'p>(forms: &Forms<'_>, plans: &[&'p ColumnPlan], texts: &Texts) -> Vec<Placed<'p>> {
    let of_criterion = |(at, criterion): (usize, &Criterion)| {
        let texts = texts.with([("tieu_chi", criterion.name.clone()), ("diem_toi_da", criterion.most.normalize().to_string())]);
        plans.iter().map(|plan| Placed { code: format!("{}:{at}", plan.code), plan, texts: texts.clone() }).collect::<Vec<_>>()
    };
    forms.authority.scoring.criteria.iter().enumerate().flat_map(of_criterion).collect()
}

fn frame<'p>(plan: &'p SheetPlan, columns: Vec<Placed<'p>>, texts: &Texts) -> Result<Frame<'p>, Error> {
    let lines = |lines: &[String]| lines.iter().filter_map(|line| texts.line(line).transpose()).collect::<Result<Vec<_>, _>>();
    let mut shown = Vec::new();
    for column in &columns {
        shown.push(form_column(column)?);
    }
    let headed = columns.iter().any(|column| !column.plan.heading.is_empty()) || plan.rows == Rows::DanhMuc;
    let list = matches!(plan.rows, Rows::MoHinh | Rows::Trong | Rows::ChiTieu);
    let sheet = FormSheet {
        name: texts.fill(&plan.name)?,
        landscape: plan.landscape,
        characters: plan.characters,
        title: lines(&plan.title)?,
        lead: lines(&plan.lead)?,
        columns: shown,
        headed,
        fixed: plan.fixed,
        rows: Vec::new(),
        room: if list { ROOM } else { 0 },
        checks: Vec::new(),
        record: None,
    };
    let mut frame = Frame { plan, columns, sheet };
    if let Some(record) = &plan.record {
        let column = frame.column(record);
        frame.sheet.record = Some(column.ok_or_else(|| fault(TEMPLATE, format!("{}: không có cột “{record}”", plan.code)))?);
    }
    Ok(frame)
}

fn form_column(column: &Placed<'_>) -> Result<FormColumn, Error> {
    let plan = column.plan;
    let heading = plan.heading.iter().map(|text| column.texts.fill(text)).collect::<Result<Vec<_>, _>>()?;
    let holds = match plan.entry.kind {
        None if plan.counts.is_some() => Holds::Whole,
        kind => kind.map_or(Holds::Text, holds),
    };
    Ok(FormColumn {
        shown: TableColumn { heading, width: plan.width, align: plan.align },
        open: plan.open,
        needed: plan.needed,
        holds,
    })
}

/// What cells of a kind of number hold.
pub(super) fn holds(kind: Kind) -> Holds {
    match kind {
        Kind::SoNguyen => Holds::Whole,
        Kind::So => Holds::Amount,
        Kind::Ngay => Holds::Day,
    }
}
