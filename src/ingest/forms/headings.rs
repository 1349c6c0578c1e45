//! Headings of the list forms → columns: a synonym table as data, and the headings that name a level, field or owner.
//!
//! A heading goes in as a path from the group to the part (`["Công nhận", "Cấp huyện"]`), flattened from merged cells;
//! out comes the column of one form. The trap: "TT" is the ordinal in the first column and "tập thể" in a group.

use std::borrow::Cow;

use super::synonyms::synonyms;
use super::words::{self, Words, after, holds};
use crate::model::{Column, Form, Text, When, name};

/// A column's heading, flattened to one path from the group to the part.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    /// The column.
    pub col: u16,
    /// As written, parts joined by " / ".
    pub text: Text,
    /// Slug words of each part.
    pub parts: Vec<String>,
    /// The same without what stands in brackets.
    pub short: Vec<String>,
}

impl Path {
    /// A path of the parts as written; the user's synonyms replace a heading as sent.
    pub fn new(col: u16, written: &[Text], words: &Words<'_>) -> Self {
        let mut parts: Vec<String> = written.iter().map(|part| name::slug_words(part)).collect();
        let mut short: Vec<String> = written.iter().map(|part| name::slug_words(&without_brackets(part))).collect();
        for (short, full) in short.iter_mut().zip(&parts) {
            if short.is_empty() {
                short.clone_from(full);
            }
        }
        if words.has_synonyms() {
            let joined = parts.join(" ");
            let known = words.synonym(&joined).or_else(|| parts.last().and_then(|leaf| words.synonym(leaf)));
            if let Some(heading) = known {
                parts = vec![heading.to_owned()];
                short.clone_from(&parts);
            }
        }
        let text = if let [one] = written { one.clone() } else { written.join(" / ").into() };
        Self { col, text, parts, short }
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The forms whose tables have headings of fixed meaning.
pub(super) const LISTS: [Form; 6] =
    [Form::Models, Form::Awards, Form::Indicators, Form::Recognitions, Form::Assessment, Form::Scores];

fn look_up(form: Form, words: &str) -> Option<Column> {
    synonyms(form).iter().find(|(_, list)| list.contains(&words)).map(|(column, _)| *column)
}

/// Is this a heading of some form, by itself? Values that also stand in cells (levels, owners, fields) do not count.
pub(super) fn is_heading(words: &str, known: &Words<'_>) -> bool {
    known.synonym(words).is_some() || LISTS.iter().any(|form| look_up(*form, words).is_some() || by_shape(*form, words).is_some())
}

/// The column of a list form that a heading's path means.
pub(super) fn column(form: Form, path: &Path, known: &Words<'_>) -> Option<Column> {
    let spelt = [&path.parts, &path.short].into_iter().find_map(|parts| column_of(form, parts, path.col, known));
    spelt.or_else(|| {
        let respelt: Vec<String> = path.short.iter().map(|part| misspelt(form, part, known)).collect();
        if respelt == path.short { None } else { column_of(form, &respelt, path.col, known) }
    })
}

/// Is it a heading of some form with a letter or two wrong?
pub(super) fn is_misspelt(words: &str) -> bool {
    LISTS.iter().any(|form| synonyms(*form).iter().any(|(_, list)| list.iter().any(|known| nearly(words, known))))
}

/// One slip in a short heading, two in a long one; very short ones must be spelt right.
fn nearly(words: &str, known: &str) -> bool {
    let slips = match known.len() {
        0..=5 => return false,
        6..=13 => 1,
        _ => 2,
    };
    words.len().abs_diff(known.len()) <= slips
        && name::shares_letters(words, known, slips)
        && strsim::damerau_levenshtein(words, known) <= slips
}

/// The heading that a misspelt one stands for; itself if it is like none, or like several that mean different columns.
fn misspelt(form: Form, words: &str, known: &Words<'_>) -> String {
    let mut found: Option<(Option<Column>, Cow<'static, str>)> = None;
    let listed = synonyms(form).iter().flat_map(|(column, list)| list.iter().map(|heading| (Some(*column), Cow::from(*heading))));
    let levels = known.level_names().flat_map(|level| {
        ["cong nhan cap", "cong nhan", "de nghi cong nhan cap", "de nghi cap", "dang ky cap"]
            .into_iter()
            .filter(|lead| words.len().abs_diff(lead.len() + 1 + level.len()) <= 2)
            .map(|lead| (None, Cow::from(format!("{lead} {level}"))))
            .collect::<Vec<_>>()
    });
    for (column, heading) in listed.chain(levels) {
        if heading == words {
            return words.to_owned();
        }
        if !nearly(words, &heading) {
            continue;
        }
        match &found {
            Some((other, _)) if other.is_none() || *other != column => return words.to_owned(),
            Some(_) => {}
            None => found = Some((column, heading)),
        }
    }
    found.map_or_else(|| words.to_owned(), |(_, heading)| heading.into_owned())
}

fn column_of(form: Form, parts: &[String], col: u16, known: &Words<'_>) -> Option<Column> {
    let (leaf, groups) = parts.split_last()?;
    let group = groups.join(" ");
    if leaf == "tt" && group.is_empty() {
        return if col == 0 { Some(Column::Index) } else { tick(form, leaf, &group, known).or(Some(Column::Index)) };
    }
    let whole = if group.is_empty() { leaf.clone() } else { format!("{group} {leaf}") };
    // "Kết quả / Công nhận / Cấp cơ sở": the outer groups only hold the columns together.
    let inner = (1..groups.len()).map(|from| parts[from..].join(" ")).filter(|_| !holds(&group, "de nghi"));
    look_up(form, &whole)
        .or_else(|| tick(form, leaf, &group, known))
        .or_else(|| levelled(form, &whole, known))
        .or_else(|| scored(form, leaf, &group, known))
        .or_else(|| inner.into_iter().find_map(|inner| levelled(form, &inner, known)))
        .or_else(|| look_up(form, leaf))
        .or_else(|| by_shape(form, leaf))
}

/// A column of points: "Điểm thẩm định / Hiệu quả", "Điểm tự chấm / Cộng".
fn scored(form: Form, leaf: &str, group: &str, known: &Words<'_>) -> Option<Column> {
    let (own, appraised) = (holds(group, "tu cham"), holds(group, "tham dinh"));
    if form != Form::Scores || own == appraised {
        return None;
    }
    let all = matches!(leaf, "cong" | "tong" | "tong cong" | "tong so" | "tong diem");
    let criteria = &known.authority.scoring.criteria;
    let at = criteria.iter().position(|criterion| name::slug_words(&criterion.name) == leaf);
    let of = if all { None } else { Some(at.and_then(|at| u8::try_from(at).ok())?) };
    Some(if own { Column::OwnScore(of) } else { Column::AppraisedScore(of) })
}

/// A column for one level: "Công nhận cấp huyện", "Đề nghị / Tỉnh".
fn levelled(form: Form, whole: &str, known: &Words<'_>) -> Option<Column> {
    if form != Form::Models {
        return None;
    }
    let mut rest = whole;
    for lead in ["ket qua", "nam", "duoc", "da", "duoc", "nam", "so"] {
        rest = after(rest, lead).unwrap_or(rest);
    }
    if let Some(rest) = after(rest, "cong nhan") {
        let rest = timed(rest, known).map_or(rest, |(rest, _)| rest);
        let rest = rest.strip_suffix(" nam").unwrap_or(rest);
        let rest = after(rest, "o").unwrap_or(rest);
        let rest = ["qua cac nam", "cac nam", "qua cac"].iter().find_map(|lead| after(rest, lead)).unwrap_or(rest);
        return if rest.is_empty() || rest == "nam" {
            Some(Column::Recognised(known.authority.base_level()))
        } else {
            known.level(rest).map(Column::Recognised)
        };
    }
    if let Some(level) = rest.strip_suffix(" cong nhan").and_then(|rest| known.level(rest)) {
        return Some(Column::Recognised(level));
    }
    if let Some(rest) = after(rest, "de nghi") {
        return known.level(after(rest, "cong nhan").unwrap_or(rest)).map(Column::NominatedTick);
    }
    let rest = after(rest, "cap dang ky").or_else(|| after(rest, "dang ky"))?;
    known.level(rest).map(Column::RegisteredTick)
}

/// When a Công nhận column of one year, sub-period or the period says its ticks took place: "Công nhận cấp cơ sở / 2016".
pub(super) fn when(path: &Path, known: &Words<'_>) -> Option<When> {
    let whole = path.parts.join(" ");
    if holds(&whole, "cong nhan") { timed(&whole, known).map(|(_, when)| when) } else { None }
}

/// Splits a year or a declared period off the end of slug words.
fn timed<'t>(text: &'t str, known: &Words<'_>) -> Option<(&'t str, When)> {
    let subs = known.authority.sub_period_ids().map(|id| (&known.authority.sub_periods[usize::from(id.0)], When::SubPeriod(id)));
    for (period, when) in subs.chain(std::iter::once((&known.authority.period, When::Period))) {
        let label = name::slug_words(&period.label);
        let ends = !label.is_empty() && text.ends_with(&label);
        let cut = text.len().saturating_sub(label.len());
        if ends && label.contains(' ') && (cut == 0 || text.as_bytes().get(cut - 1) == Some(&b' ')) {
            return Some((trimmed(&text[..cut]), when));
        }
    }
    let (rest, year) = text.rsplit_once(' ').unwrap_or(("", text));
    let year = year.parse::<u16>().ok().filter(|year| (1990..=2100).contains(year))?;
    // "2016 2019": a range that is not declared is no year.
    if rest.ends_with(|c: char| c.is_ascii_digit()) { None } else { Some((trimmed(rest), When::Year(year))) }
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_end();
    ["giai doan", "nam", "ky"].iter().find_map(|tail| text.strip_suffix(tail)).unwrap_or(text).trim_end()
}

/// A tick column: one field, owner, kind, or new / maintained.
fn tick(form: Form, leaf: &str, group: &str, known: &Words<'_>) -> Option<Column> {
    let listed = matches!(form, Form::Models | Form::Awards);
    let measured = ["cong nhan", "de nghi", "hieu qua", "nhan rong"].iter().any(|m| holds(group, m));
    if !listed || measured {
        return None;
    }
    if let Some(owner) = words::owner(leaf) {
        return Some(Column::OwnerTick(owner));
    }
    if form == Form::Awards {
        return None;
    }
    let kinds = holds(group, "loai hinh") || holds(group, "loai") || group == "mo hinh dien hinh";
    if let Some(kind) = words::kind(leaf).filter(|_| kinds || leaf == "dien hinh") {
        return Some(Column::KindTick(kind));
    }
    if let Some(novelty) = words::novelty(leaf).filter(|_| leaf.len() > 2) {
        return Some(Column::NoveltyTick(novelty));
    }
    if group.is_empty() || holds(group, "linh vuc") { known.field(leaf).map(Column::FieldTick) } else { None }
}

/// Headings known by their shape: "Tên mô hình “Dân vận khéo” đăng ký năm …".
fn by_shape(form: Form, words: &str) -> Option<Column> {
    let who = ["tap the", "ca nhan", "don vi", "chu the"].iter().any(|w| holds(words, w));
    match form {
        Form::Models | Form::Recognitions
            if words.starts_with("ten ") && (holds(words, "mo hinh") || holds(words, "dien hinh")) =>
        {
            Some(Column::Name)
        }
        Form::Models if who && (holds(words, "thuc hien") || holds(words, "xay dung") || words.ends_with("dang ky")) => {
            Some(Column::Performer)
        }
        Form::Models if words.starts_with("neu ") && holds(words, "bao cao") => Some(Column::Featured),
        Form::Awards if (words.starts_with("ten ") || words.starts_with("ho ")) && (who || holds(words, "ten")) => {
            Some(Column::Recipient)
        }
        Form::Awards if words.starts_with("chuc vu") => Some(Column::Position),
        _ => None,
    }
}
