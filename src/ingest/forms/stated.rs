//! Headings of Biểu 3 → figures: a path such as `["Công nhận", "Cấp cơ sở", "Tập thể"]` becomes a [`Key`].
//!
//! A part is read phrase by phrase; one word left over and the column is left aside, for a figure put under the wrong
//! key is worse than one asked about. In a single heading row a bare "Tập thể" belongs to the measure at its left.

use super::headings::Path;
use super::words::{self, Words, after};
use crate::model::{Facet, FieldId, Key, Kind, LevelId, Measure, Novelty, Owner, SubPeriodId, name};

/// What is counted, before its level is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Registered,
    Effective,
    Replicated,
    Nominated,
    Recognised,
}

/// The measure part of a path; kept for the bare columns at its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Measured {
    counted: Counted,
    level: Option<LevelId>,
    sub: Option<SubPeriodId>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Parsed {
    counted: Option<Counted>,
    level: Option<LevelId>,
    sub: Option<SubPeriodId>,
    owner: Option<Owner>,
    kind: Option<Kind>,
    novelty: Option<Novelty>,
    field: Option<FieldId>,
    events: bool,
}

/// Phrases that say what is counted, longer ones first.
const MEASURES: &[(&str, Counted)] = &[
    ("de nghi cong nhan", Counted::Nominated),
    ("de nghi", Counted::Nominated),
    ("duoc cong nhan", Counted::Recognised),
    ("da cong nhan", Counted::Recognised),
    ("cong nhan", Counted::Recognised),
    ("phat huy hieu qua", Counted::Effective),
    ("hoat dong hieu qua", Counted::Effective),
    ("dat hieu qua", Counted::Effective),
    ("co hieu qua", Counted::Effective),
    ("hieu qua", Counted::Effective),
    ("nhan ra dien rong", Counted::Replicated),
    ("nhan rong", Counted::Replicated),
    ("dang ky", Counted::Registered),
];

/// Words that only join or repeat.
const FILLERS: &[&str] = &[
    "mo hinh dien hinh",
    "mo hinh",
    "dan van kheo",
    "chia theo linh vuc",
    "theo linh vuc",
    "chia theo cap",
    "chia theo",
    "trong do",
    "chia ra",
    "tong so",
    "tong cong",
    "tong",
    "so luong",
    "ket qua",
    "so",
    "gom",
    "duoc",
    "da",
    "o",
    "tai",
    "linh vuc",
    "doi tuong",
    "loai hinh",
    "xay dung",
    "cac cap",
    "cap",
    "nam",
    "trong ky",
    "ky nay",
    "thuc hien",
];

/// The keys of a table's headings, left to right; `None`: not a figure of Biểu 3.
pub(super) fn keys(paths: &[Path], known: &Words<'_>) -> Vec<Option<Key>> {
    let mut left: Option<Measured> = None;
    paths
        .iter()
        .map(|path| {
            let parsed = [&path.parts, &path.short].into_iter().find_map(|parts| parse(parts, known));
            let key = parsed.and_then(|parsed| key(&parsed, &mut left, known));
            if key.is_none() {
                left = None;
            }
            key
        })
        .collect()
}

/// Does the heading alone name a figure of Biểu 3?
pub(super) fn is_measure(heading: &str, known: &Words<'_>) -> bool {
    may_measure(heading) && parse(&[heading.to_owned()], known).is_some_and(|parsed| parsed.counted.is_some())
}

/// Cheap first check: does the text hold a phrase without which nothing is counted?
fn may_measure(heading: &str) -> bool {
    MEASURES.iter().any(|(phrase, _)| heading.contains(phrase)) || words::holds_novelty(heading)
}

fn parse(parts: &[String], known: &Words<'_>) -> Option<Parsed> {
    let mut parsed = Parsed::default();
    let many = parts.len() > 1;
    for (i, part) in parts.iter().enumerate() {
        if many && let Some(kind) = words::kind(part).filter(|_| i + 1 == parts.len()) {
            parsed.kind = Some(kind);
            continue;
        }
        if let Some(field) = known.field(part) {
            parsed.field = Some(field);
            continue;
        }
        phrase(part, &mut parsed, known)?;
    }
    Some(parsed)
}

/// Reads one part phrase by phrase; `None` if a word is left over.
fn phrase(part: &str, parsed: &mut Parsed, known: &Words<'_>) -> Option<()> {
    let mut rest = part;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if let Some((counted, tail)) =
            MEASURES.iter().find_map(|(start, counted)| after(rest, start).map(|tail| (*counted, tail)))
        {
            // "Đăng ký đề nghị công nhận": the last word says what is counted.
            parsed.counted = Some(counted);
            rest = tail;
        } else if let Some((level, tail)) = known.leading_level(rest) {
            parsed.level = Some(level);
            rest = tail;
        } else if let Some((sub, tail)) = known.leading_sub_period(rest) {
            parsed.sub = Some(sub);
            rest = tail;
        } else if let Some((owner, tail)) = leading(rest, words::owner) {
            parsed.owner = Some(owner);
            rest = tail;
        } else if let Some(tail) = after(rest, "luot") {
            parsed.events = true;
            rest = tail;
        } else if let Some(tail) = FILLERS.iter().find_map(|filler| after(rest, filler)) {
            rest = tail;
        } else if let Some((novelty, tail)) = leading(rest, words::novelty) {
            parsed.novelty = Some(novelty);
            parsed.counted.get_or_insert(Counted::Registered);
            rest = tail;
        } else if let Some(tail) = after(rest, "dien hinh") {
            parsed.kind = Some(Kind::Exemplar);
            rest = tail;
        } else if let Some(field) = known.field(rest) {
            parsed.field = Some(field);
            rest = "";
        } else if let Some(tail) = period(rest, known) {
            rest = tail;
        } else {
            return None;
        }
    }
    Some(())
}

/// The period itself adds nothing: "năm 2020" in the report of 2020.
fn period<'t>(rest: &'t str, known: &Words<'_>) -> Option<&'t str> {
    let label = name::slug_words(&known.authority.period.label);
    after(after(rest, "giai doan").unwrap_or(rest), &label)
}

/// The longest of one to four leading words that `reader` knows.
fn leading<T>(text: &str, reader: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    let ends = text.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(text.len())).take(4);
    let mut found = None;
    for end in ends {
        if let Some(value) = reader(&text[..end]) {
            found = Some((value, text[end..].trim_start()));
        }
    }
    found
}

fn key(parsed: &Parsed, left: &mut Option<Measured>, known: &Words<'_>) -> Option<Key> {
    let measured = if let Some(counted) = parsed.counted {
        Measured { counted, level: parsed.level, sub: parsed.sub }
    } else {
        let before = (*left)?;
        Measured { counted: before.counted, level: parsed.level.or(before.level), sub: parsed.sub.or(before.sub) }
    };
    let base = known.authority.base_level();
    let level = measured.level;
    let measure = match (measured.counted, measured.sub) {
        (Counted::Registered, None) => level.map_or(Measure::Registered, Measure::RegisteredAt),
        (Counted::Effective, None) if level.is_none() => Measure::Effective,
        (Counted::Replicated, None) if level.is_none() => Measure::Replicated,
        (Counted::Nominated, None) => Measure::Nominated(level.or_else(|| next_level(known))?),
        (Counted::Recognised, None) if parsed.events => Measure::Events(level.unwrap_or(base)),
        (Counted::Recognised, None) => Measure::Recognised(level.unwrap_or(base)),
        (Counted::Recognised, Some(sub)) if parsed.events => Measure::EventsIn(level.unwrap_or(base), sub),
        (Counted::Recognised, Some(sub)) => Measure::RecognisedIn(level.unwrap_or(base), sub),
        _ => return None,
    };
    if parsed.events && !measure.is_events() {
        return None;
    }
    let facet = match (parsed.field, parsed.owner, parsed.kind, parsed.novelty) {
        (None, None, None, None) => Facet::Total,
        (Some(field), None, None, None) => Facet::Field(field),
        (Some(field), Some(owner), None, None) => Facet::FieldOwner(field, owner),
        (None, Some(owner), None, None) => Facet::Owner(owner),
        (None, None, Some(kind), None) => Facet::Kind(kind),
        (None, None, None, Some(novelty)) => Facet::Novelty(novelty),
        _ => return None,
    };
    *left = Some(measured);
    Some(Key { measure, facet })
}

/// "Đề nghị" without a level can only mean the upper of two.
fn next_level(known: &Words<'_>) -> Option<LevelId> {
    (known.authority.levels.len() == 2).then_some(LevelId(1))
}
