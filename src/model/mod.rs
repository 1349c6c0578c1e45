//! Plain values (floor 1): what units, models, figures and findings are. No input, no output, no file format.

mod authority;
mod award_form;
pub mod body;
mod conversion;
pub mod corrections;
mod date;
mod decisions;
mod derived;
mod dossier;
mod evidence;
mod finding;
mod fingerprint;
pub mod form_total;
mod heading;
mod identity;
mod known;
pub mod legend;
mod letters;
mod level_set;
mod measure;
pub mod name;
mod notation;
mod numerals;
mod offer;
mod opinion;
mod origin;
mod papers;
mod plain;
mod point;
mod reading;
mod summary;
pub mod syllable;
mod unit;
mod wording;

pub use authority::{
    Adding, Assessment, Authority, Baseline, ConferenceKind, Criterion, Explanation, Field, FieldGroup, FieldId, Indicator,
    IndicatorPart, Level, LevelId, Limits, ListOrder, Office, Pin, Requests, Scoring, SubPeriodId, Target,
};
pub use award_form::{AwardBody, AwardForm, Quota};
pub use conversion::{common_measure, conversion, customary, regional};
pub use date::{Date, Period};
pub use decisions::{AwardDecision, award_decisions, is_about, refusal};
pub use derived::Derived;
pub use dossier::{
    About, Award, Basis, Dossier, IndicatorFact, Model, Paragraph, PastModel, Recognition, Remark, RowRef, Standing, Stated,
    StatedGroup, Submission, UnitFigures,
};
pub use evidence::{Aside, Evidence, EvidenceNode, Ground, Place, Term, places};
pub use finding::{Finding, Severity, Side};
pub use fingerprint::Fingerprint;
pub use identity::{Earlier, Identity};
pub use known::Known;
pub use level_set::LevelSet;
pub use measure::{Facet, Key, Kind, Ledger, Measure, Novelty, Owner, Shape};
pub use notation::{decimal, percent, thousands};
pub use numerals::{dong_in_words, in_words};
pub use offer::{Offer, Offers};
pub use opinion::{Opinion, OpinionSettings, OpinionUse};
pub use origin::{Cell, Origin, column_letters};
pub use papers::{
    CertificateSettings, DecisionSettings, LateDecision, MeetingSettings, PaperSettings, Refusal, Reward, RewardRate,
    RewardSettings, SubmissionSettings,
};
pub use plain::{PlainSheet, PlainValue};
pub use point::Point;
pub use reading::{
    AssessmentHead, AssessmentRow, AwardRow, Column, ColumnUse, Content, Context, Fate, FileFault, Form, FormName, IndicatorRow,
    LeftOut, LeftOutReason, ListTotal, Mention, MentionSource, Misread, MisreadKind, ModelRow, Reading, Reason, RecognitionRow,
    Round, ScoreRow, SheetInfo, Subject, Table, Text, TotalsRow, When,
};
pub use summary::{
    AwardGroup, Comparison, Counts, FindingCount, IndicatorResult, IndicatorTerm, RecognisedAt, Summary, Turnout, UnitSummary,
};
pub use unit::{Match, Unit, UnitId, UnitTree};
pub use wording::{Wording, is_alike};
