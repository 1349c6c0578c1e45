//! The dossier (bộ hồ sơ): everything the submissions say, joined; the one argument of every rule.
//!
//! Units are resolved, versions chosen, rounds joined model by model. What contradicts stays beside what counts,
//! so that a rule can compare the two and name both cells.

use rust_decimal::Decimal;

use super::authority::{Authority, FieldId, LevelId};
use super::date::Date;
use super::evidence::{Place, places};
use super::fingerprint::Fingerprint;
use super::level_set::LevelSet;
use super::measure::{Facet, Key, Kind, Ledger, Measure, Novelty, Owner};
use super::name;
use super::opinion::Opinion;
use super::origin::Origin;
use super::reading::{
    AssessmentHead, AwardRow, Column, Content, Form, IndicatorRow, Misread, ModelRow, Reading, Round, Table, Text, When,
};
use super::unit::{UnitId, UnitTree};

/// A record's place: file, table in the file, record in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Index into `Dossier::readings`.
    pub file: u32,
    /// Index into the reading's tables.
    pub table: u16,
    /// Index into the table's records.
    pub row: u32,
}

/// A form sent by a unit (một biểu của một đơn vị): the grain of versions.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The unit whose figures these are.
    pub unit: UnitId,
    /// Which form.
    pub form: Form,
    /// Kỳ báo cáo, as declared by the file or taken from the conference.
    pub period: String,
    /// Đợt.
    pub round: Round,
    /// Ngày lập.
    pub made_on: Option<Date>,
    /// Index into `Dossier::readings`.
    pub file: u32,
    /// Indices of the tables that carry it.
    pub tables: Vec<u16>,
    /// Does it count, or was it replaced?
    pub standing: Standing,
}

/// Whether a submission counts (hiệu lực).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    InForce,
    /// A newer version replaced it.
    Replaced,
    /// Two versions, neither newer: the unit's figures are unknown.
    Disputed,
}

/// A recognition (một lượt công nhận).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recognition {
    /// Level.
    pub level: LevelId,
    /// When.
    pub when: When,
    /// For a tick: the sub-period that equals the file's Kỳ, if any. For a year or sub-period: the one that holds it.
    pub sub_period: Option<super::authority::SubPeriodId>,
    /// Does it lie in the conference's period, so that it counts?
    pub counts: bool,
    /// The cell.
    pub at: Origin,
}

/// A model with its whole history (mô hình, điển hình): all rows that are one and the same, joined.
#[derive(Debug, Clone)]
pub struct Model {
    /// The unit that registered it.
    pub unit: UnitId,
    /// Mã mô hình.
    pub code: Option<Text>,
    /// Its name.
    pub name: Text,
    /// Of its name.
    pub name_print: Fingerprint,
    /// Who carries it out.
    pub performer: Option<Text>,
    /// Of who carries it out.
    pub performer_print: Fingerprint,
    /// Address.
    pub address: Option<Text>,
    /// Mô hình or điển hình.
    pub kind: Option<Kind>,
    /// Whose.
    pub owner: Option<Owner>,
    /// Field.
    pub field: Option<FieldId>,
    /// A merged group of fields, where only that was said.
    pub field_group: Option<u8>,
    /// First year registered.
    pub first_year: Option<u16>,
    /// New or maintained, as the earliest row says.
    pub novelty: Option<Novelty>,
    /// Levels at which it is registered; the lowest where the cell was blank.
    pub levels: LevelSet,
    /// Works; `None` where no row's table has the column.
    pub effective: Option<bool>,
    /// Number of places that copied it.
    pub replicated: Option<u32>,
    /// Levels for which it is nominated.
    pub nominated: LevelSet,
    /// Its recognitions, each once.
    pub recognitions: Vec<Recognition>,
    /// To be named in the report.
    pub featured: bool,
    /// Outcome.
    pub outcome: Option<Text>,
    /// The rows of Biểu 1 it is made of, oldest first; none where only Biểu 1b names it: recognised, not registered.
    pub rows: Vec<RowRef>,
    /// The rows of Biểu 1b that are its recognitions.
    pub recognition_rows: Vec<RowRef>,
}

impl Model {
    /// A model of a unit of which nothing else is known yet.
    pub fn of_unit(unit: UnitId) -> Self {
        Self {
            unit,
            code: None,
            name: Text::default(),
            name_print: Fingerprint::default(),
            performer: None,
            performer_print: Fingerprint::default(),
            address: None,
            kind: None,
            owner: None,
            field: None,
            field_group: None,
            first_year: None,
            novelty: None,
            levels: LevelSet::default(),
            effective: None,
            replicated: None,
            nominated: LevelSet::default(),
            recognitions: Vec::new(),
            featured: false,
            outcome: None,
            rows: Vec::new(),
            recognition_rows: Vec::new(),
        }
    }

    /// Was it registered (does Biểu 1 list it)?
    pub fn is_registered(&self) -> bool {
        !self.rows.is_empty()
    }

    /// One model in two periods: the same code; else the same name and, where both tell it, the same performer.
    pub fn is_same(&self, other: &Self) -> bool {
        let key = |text: &Option<Text>| text.as_deref().map(name::key).filter(|key| !key.is_empty());
        if let (Some(a), Some(b)) = (key(&self.code), key(&other.code)) {
            return a == b;
        }
        let performers = key(&self.performer).zip(key(&other.performer)).is_none_or(|(a, b)| a == b);
        performers && name::key(&self.name) == name::key(&other.name)
    }

    /// How often it counts under a measure: once for models, once a recognition for events.
    pub fn counted(&self, measure: Measure) -> u32 {
        let recognised = |level: LevelId, sub: Option<super::authority::SubPeriodId>| {
            let fitting = self.recognised_at(level).filter(|r| sub.is_none() || r.sub_period == sub).count();
            u32::try_from(fitting).unwrap_or(u32::MAX)
        };
        match measure {
            Measure::Registered => u32::from(self.is_registered()),
            Measure::RegisteredAt(level) => u32::from(self.is_registered() && self.levels.contains(level)),
            Measure::Effective => u32::from(self.effective == Some(true)),
            Measure::Replicated => u32::from(self.replicated.is_some_and(|n| n > 0)),
            Measure::Nominated(level) => u32::from(self.nominated.contains(level)),
            Measure::Recognised(level) => recognised(level, None).min(1),
            Measure::RecognisedIn(level, sub) => recognised(level, Some(sub)).min(1),
            Measure::Events(level) => recognised(level, None),
            Measure::EventsIn(level, sub) => recognised(level, Some(sub)),
        }
    }

    /// Does it belong to this part of a measure?
    pub fn is_in(&self, facet: Facet) -> bool {
        match facet {
            Facet::Total => true,
            Facet::Owner(owner) => self.owner == Some(owner),
            Facet::Kind(kind) => self.kind == Some(kind),
            Facet::Novelty(novelty) => self.novelty == Some(novelty),
            Facet::Field(field) => self.field == Some(field),
            Facet::FieldOwner(field, owner) => self.field == Some(field) && self.owner == Some(owner),
        }
    }

    /// Recognitions at a level that count in the period.
    pub fn recognised_at(&self, level: LevelId) -> impl Iterator<Item = &Recognition> {
        self.recognitions.iter().filter(move |r| r.level == level && r.counts)
    }
}

/// An award that counts (khen thưởng): its unit and its row.
#[derive(Debug, Clone, Copy)]
pub struct Award {
    /// The unit that sent it.
    pub unit: UnitId,
    /// Its row of Biểu 2.
    pub row: RowRef,
}

/// An indicator's row that counts (chỉ tiêu): its unit and its row.
#[derive(Debug, Clone, Copy)]
pub struct IndicatorFact {
    /// The unit whose value it is.
    pub unit: UnitId,
    /// Its row of Biểu 4.
    pub row: RowRef,
}

/// A stated total (số liệu đơn vị tự tổng hợp) from Biểu 3, in force.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    /// Who states it.
    pub submitter: UnitId,
    /// Whom it is about: the submitter as a whole, its own agencies, or a child.
    pub about: About,
    /// Which figure.
    pub key: Key,
    /// The figure.
    pub count: u32,
    /// The cell.
    pub at: Origin,
}

/// A stated total of a merged group of fields: nothing says how it divides over them.
#[derive(Debug, Clone, Copy)]
pub struct StatedGroup {
    /// Who states it, of itself as a whole.
    pub submitter: UnitId,
    /// What is counted.
    pub measure: Measure,
    /// Index into the authority's field groups.
    pub group: u8,
    /// The figure.
    pub count: u32,
    /// The cell.
    pub at: Origin,
}

/// Whom a stated total is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The submitter and all below it.
    Whole,
    /// The submitter's own agencies only.
    Direct,
    /// One of its children.
    Child(UnitId),
}

/// What made a unit's figures (căn cứ của số liệu).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Nobody sent anything.
    Nothing,
    /// Lists (Biểu 1) were counted.
    Lists,
    /// The unit's own totals (Biểu 3) count.
    Totals,
    /// Its children were added, with what it sent directly.
    Children,
    /// A version conflict makes them unknown.
    Disputed,
}

/// A unit's figures and where they came from.
#[derive(Debug, Clone)]
pub struct UnitFigures {
    /// From the unit's own lists only (for a parent: its own agencies); blank where it sent no list.
    pub listed: Ledger,
    /// What counts for the unit and all below it (product rules 3.2 and 3.3).
    pub total: Ledger,
    /// How `total` was made.
    pub basis: Basis,
    /// Has the unit itself sent any file?
    pub sent: bool,
    /// Has the unit or any unit below it sent any file?
    pub any_sent: bool,
}

/// A paragraph of Biểu 5 that counts.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The unit that wrote it.
    pub unit: UnitId,
    /// Under which heading.
    pub head: AssessmentHead,
    /// The paragraph.
    pub text: String,
    /// The cell.
    pub at: Origin,
}

/// A paragraph of the report's assessment (đoạn đánh giá): of `[danh_gia]`, or of the authority's own Biểu 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its cell; `None` where it stands in `hoi-nghi.toml`.
    pub at: Option<Origin>,
}

/// A model of the previous period (mô hình kỳ trước).
#[derive(Debug, Clone)]
pub struct PastModel {
    /// The unit that sent it, as its tree named it.
    pub unit: String,
    /// The model.
    pub model: Model,
    /// Was it said to be going on (Tình trạng, not Dừng)?
    pub going_on: bool,
    /// Was it said to have stopped (Dừng)?
    pub stopped: bool,
    /// "ky-truoc/an-hoa.xlsx, trang “Biểu 1”, ô C5".
    pub place: String,
}

/// Everything the submissions say, joined (bộ hồ sơ).
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Whose report this is.
    pub authority: Authority,
    /// The unit tree.
    pub units: UnitTree,
    /// All entries of the drop folder, sorted by path.
    pub readings: Vec<Reading>,
    /// Who sent each table of each file, as the sheet or file says; `None` where it does not.
    pub submitters: Vec<Vec<Option<UnitId>>>,
    /// Every form of every unit, replaced ones too.
    pub submissions: Vec<Submission>,
    /// All models that count, by unit in tree order, then as submitted.
    pub models: Vec<Model>,
    /// All awards that count.
    pub awards: Vec<Award>,
    /// All stated totals in force.
    pub stated: Vec<Stated>,
    /// Stated totals of merged groups of fields (nhóm lĩnh vực), in force.
    pub stated_groups: Vec<StatedGroup>,
    /// All indicator rows in force.
    pub indicators: Vec<IndicatorFact>,
    /// All paragraphs of Biểu 5 in force.
    pub remarks: Vec<Remark>,
    /// The same where they say one thing, by heading, then the most said first.
    pub opinions: Vec<Opinion>,
    /// One per unit, in the tree's numbering.
    pub figures: Vec<UnitFigures>,
    /// Facts found while joining: units unknown or ambiguous, version conflicts, duplicates.
    pub misreads: Vec<Misread>,
    /// Rows that are the same model twice in one file and year (R31); both count.
    pub repeated: Vec<(RowRef, RowRef)>,
    /// Rows by which one model arrived through two submitters (R64): what counts, what was joined to it.
    pub shared: Vec<(RowRef, RowRef)>,
    /// The previous period's models (danh sách kỳ trước), where its lists are given.
    pub previous: Option<Vec<PastModel>>,
}

impl Dossier {
    /// The file a place is in.
    pub fn reading(&self, file: u32) -> &Reading {
        &self.readings[file as usize]
    }

    /// The table of a record.
    pub fn table(&self, row: RowRef) -> &Table {
        &self.readings[row.file as usize].tables[usize::from(row.table)]
    }

    /// A row of Biểu 1.
    pub fn model_row(&self, row: RowRef) -> Option<&ModelRow> {
        match &self.table(row).content {
            Content::Models(rows) => rows.get(row.row as usize),
            _ => None,
        }
    }

    /// A row of Biểu 2.
    pub fn award_row(&self, row: RowRef) -> Option<&AwardRow> {
        match &self.table(row).content {
            Content::Awards(rows) => rows.get(row.row as usize),
            _ => None,
        }
    }

    /// A row of Biểu 4.
    pub fn indicator_row(&self, row: RowRef) -> Option<&IndicatorRow> {
        match &self.table(row).content {
            Content::Indicators(rows) => rows.get(row.row as usize),
            _ => None,
        }
    }

    /// The sheet row (from 0) of a record.
    pub fn sheet_row(&self, row: RowRef) -> u32 {
        let at = row.row as usize;
        match &self.table(row).content {
            Content::Info(_) => 0,
            Content::Models(rows) => rows[at].row,
            Content::Recognitions(rows) => rows[at].row,
            Content::Awards(rows) => rows[at].row,
            Content::Totals(rows) => rows[at].row,
            Content::Indicators(rows) => rows[at].row,
            Content::Assessment(rows) => rows[at].row,
            Content::Scores(rows) => rows[at].row,
        }
    }

    /// The cell of a record in a column; the record's first column where the table lacks that one.
    pub fn cell(&self, row: RowRef, column: Column) -> Origin {
        let table = self.table(row);
        let col = table.column(column).or_else(|| table.columns.first().map(|c| c.col)).unwrap_or(0);
        Origin::cell(row.file, table.sheet, self.sheet_row(row), col)
    }

    /// The figures a stated count gives: itself, and in a file of one sub-period that sub-period's too.
    pub fn keys_of(&self, figure: &Stated) -> Vec<Key> {
        let mut keys = vec![figure.key];
        let context = self.reading(figure.at.file).contexts.first();
        let period = context.and_then(|c| c.period.as_ref()).and_then(|(_, p, _)| p.as_ref());
        let authority = &self.authority;
        let sub = period.and_then(|p| authority.sub_period_ids().find(|s| authority.sub_periods[usize::from(s.0)].same_days(p)));
        if let Some(sub) = sub {
            let facet = figure.key.facet;
            match figure.key.measure {
                Measure::Recognised(level) => keys.push(Key { measure: Measure::RecognisedIn(level, sub), facet }),
                Measure::Events(level) => keys.push(Key { measure: Measure::EventsIn(level, sub), facet }),
                _ => {}
            }
        }
        keys
    }

    /// A unit's figures.
    pub fn figures(&self, unit: UnitId) -> &UnitFigures {
        &self.figures[unit.0 as usize]
    }

    /// "C12", "A6:A115" as the sheet shows it, or `None` for a whole sheet or file.
    pub fn a1(&self, at: Origin) -> Option<String> {
        let sheets = &self.reading(at.file).sheets;
        let turned = at.sheet.and_then(|sheet| sheets.get(usize::from(sheet))).is_some_and(|sheet| sheet.turned);
        if turned { at.turned().a1() } else { at.a1() }
    }

    /// "nop/an-hoa.xlsx, trang “Biểu 1”, ô C12"; for messages.
    pub fn place(&self, at: Origin) -> String {
        let reading = self.reading(at.file);
        let mut text = reading.path.clone();
        if let Some(sheet) = at.sheet.and_then(|s| reading.sheets.get(usize::from(s))) {
            text = format!("{text}, trang “{}”", sheet.name);
        }
        if let Some(a1) = self.a1(at) {
            text = format!("{text}, ô {a1}");
        }
        text
    }

    /// Places joined sheet by sheet, as the sheets show them.
    pub fn places(&self, origins: impl IntoIterator<Item = Origin>) -> Vec<Place> {
        let turned = |at: &Origin| {
            let sheets = &self.reading(at.file).sheets;
            at.sheet.and_then(|sheet| sheets.get(usize::from(sheet))).is_some_and(|sheet| sheet.turned)
        };
        places(origins.into_iter().map(|at| if turned(&at) { at.turned() } else { at }))
    }

    /// The paragraphs of a part of the assessment (`danh_gia.han_che`): those of `hoi-nghi.toml`, then the root's own.
    pub fn assessment(&self, part: &str) -> Vec<Paragraph<'_>> {
        let written = &self.authority.assessment;
        let head = AssessmentHead::of_code(part);
        let texts = match (part, head) {
            ("dac_diem", _) => &written.situation,
            ("lanh_dao", _) => &written.steering,
            (_, Some(AssessmentHead::Strengths)) => &written.strengths,
            (_, Some(AssessmentHead::Weaknesses)) => &written.weaknesses,
            (_, Some(AssessmentHead::Causes)) => &written.causes,
            (_, Some(AssessmentHead::Lessons)) => &written.lessons,
            (_, Some(AssessmentHead::Directions)) => &written.directions,
            (_, Some(AssessmentHead::Proposals)) => &written.proposals,
            (_, None) => return Vec::new(),
        };
        let root = self.units.root();
        let sent = self.remarks.iter().filter(|remark| remark.unit == root && Some(remark.head) == head);
        let texts = texts.iter().map(|text| Paragraph { text: text.trim(), at: None });
        let all = texts.chain(sent.map(|remark| Paragraph { text: remark.text.trim(), at: Some(remark.at) }));
        all.filter(|paragraph| !paragraph.text.is_empty()).collect()
    }

    /// The units' opinions under a heading, the most said first.
    pub fn opinions_on(&self, head: AssessmentHead) -> impl Iterator<Item = &Opinion> {
        self.opinions.iter().filter(move |opinion| opinion.head == head)
    }

    /// The base value of a figure in the previous period.
    pub fn baseline(&self, path: &str) -> Option<Decimal> {
        let baseline = self.authority.baseline.as_ref()?;
        baseline.figures.iter().rev().find(|(key, _)| key == path).map(|(_, value)| *value)
    }
}
