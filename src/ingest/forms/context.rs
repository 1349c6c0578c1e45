//! Who sent a sheet: Thông tin, title lines, letterhead, the names of sheet, folder and file, strongest first.
//!
//! A weak source is searched for the name of a declared unit; without a declared tree only texts that say their kind
//! ("phường", "xã") are taken from it. The trap: a title may name the district as well as the ward.

use super::info::{self, Told};
use super::named::unit_in;
use super::page::{Notes, Page, words_of};
use crate::model::{Context, Match, Mention, MentionSource, Origin, UnitId, UnitTree, name};

/// What one sheet says of its submitter.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// Its key / value lines.
    pub told: Told,
    /// Is it a Thông tin sheet, which speaks for the file?
    pub info: bool,
    /// Was its table read with rows and columns exchanged?
    pub turned: bool,
}

/// Reads the rows above a sheet's first table, or all rows of a Thông tin sheet.
pub(super) fn own(page: &Page<'_>, end: u32, info: bool, notes: &mut Notes) -> Own {
    let source = if info { MentionSource::Info } else { MentionSource::Title };
    let mut told = info::read(page, end, source, info, notes);
    for mention in &mut told.mentions {
        if !info
            && page.units.declared
            && page.units.resolve(&mention.text, None) == Match::None
            && let Some(unit) = declared_in(page, &mention.text)
        {
            mention.text = unit;
        }
    }
    if !info {
        if told.period.is_none() {
            told.period = info::titled_period(page, end);
        }
        letterhead(page, end, &mut told.mentions);
        if let Some(unit) = page.units.declared.then(|| declared_in(page, &page.grid.name)).flatten() {
            told.mentions.push(Mention { text: unit, source: MentionSource::Sheet, at: page.here() });
        }
    }
    Own { told, info, turned: false }
}

/// The declared unit that a text of a sheet names.
fn declared_in(page: &Page<'_>, text: &str) -> Option<String> {
    page.words.unit(text, || unit_in(text, page.units))
}

/// Units named in the first lines, lower bodies first.
fn letterhead(page: &Page<'_>, end: u32, mentions: &mut Vec<Mention>) {
    let mut found: Vec<(usize, Mention)> = Vec::new();
    for (&row, cells) in page.grid.rows.range(..end.min(12)) {
        for (col, cell) in cells {
            let Some(text) = words_of(cell).filter(|text| text.len() < 400) else { continue };
            for line in text.lines().filter(|line| !line.contains(':') && !is_national(line)) {
                let unit = if page.units.declared { declared_in(page, line) } else { unit_words(line) };
                let Some(text) = unit else { continue };
                if found.iter().any(|(_, m)| m.text == text) {
                    continue;
                }
                let depth = match page.units.resolve(&text, None) {
                    Match::One(unit) => depth(page.units, unit),
                    _ => 0,
                };
                found.push((depth, Mention { text, source: MentionSource::Letterhead, at: page.at(row, *col) }));
            }
        }
    }
    // The issuing body stands below its superior.
    found.reverse();
    found.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
    mentions.extend(found.into_iter().map(|(_, mention)| mention));
}

fn depth(units: &UnitTree, unit: UnitId) -> usize {
    std::iter::successors(units.unit(unit).parent, |id| units.unit(*id).parent).take(64).count()
}

/// The national heading, the Party's name, number and date lines.
fn is_national(line: &str) -> bool {
    let slug = name::slug_words(line);
    ["cong hoa xa hoi", "doc lap tu do", "dang cong san", "so "].iter().any(|start| slug.starts_with(start))
        || (slug.contains("ngay") && slug.contains("thang"))
}

/// From the word that says a unit's kind to the end of the line: "UBND PHƯỜNG AN HÒA" → "PHƯỜNG AN HÒA".
fn unit_words(line: &str) -> Option<String> {
    let cleaned = name::clean(line);
    if cleaned.chars().any(|c| c.is_ascii_digit()) || cleaned.split(' ').count() > 9 {
        return None;
    }
    let list: Vec<&str> = cleaned.split(' ').collect();
    (0..list.len()).map(|start| list[start..].join(" ")).find(|rest| {
        let lower = rest.to_lowercase();
        let society = lower.starts_with("xã hội") || lower.starts_with("xã viên");
        !society && name::unit_words().any(|kind| name::begins_with(&lower, kind)) && name::unit_key(rest).0.is_some()
    })
}

/// Mentions by the names of folders and file.
fn by_path(path: &str, file: u32, units: &UnitTree) -> Vec<Mention> {
    let at = Origin::file(file);
    let mut parts: Vec<&str> = path.split('/').collect();
    let Some(last) = parts.pop() else { return Vec::new() };
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let mut mentions = Vec::new();
    if units.declared {
        let folders = parts.iter().skip(1).rev().filter_map(|folder| unit_in(folder, units));
        mentions.extend(folders.map(|text| Mention { text, source: MentionSource::Folder, at }));
        mentions.extend(unit_in(stem, units).map(|text| Mention { text, source: MentionSource::File, at }));
    } else {
        let text = name::clean(&stem.replace(['-', '_'], " "));
        mentions.push(Mention { text, source: MentionSource::File, at });
    }
    mentions
}

/// The declared unit that a file's folder or name tells, where nothing in it can be read.
pub(crate) fn named_by_path(path: &str, units: &UnitTree) -> Option<UnitId> {
    let mentions = if units.declared { by_path(path, 0, units) } else { Vec::new() };
    mentions.iter().find_map(|mention| match units.resolve(&mention.text, None) {
        Match::One(unit) => Some(unit),
        Match::None | Match::Many(_) => None,
    })
}

/// The context of each sheet, each different one once: contexts, and the index of each sheet's.
pub(super) fn contexts(path: &str, file: u32, units: &UnitTree, sheets: &[Own]) -> (Vec<Context>, Vec<u16>) {
    let shared = shared(sheets);
    let places = by_path(path, file, units);
    let mut contexts: Vec<Context> = Vec::new();
    let mut of_sheet = Vec::with_capacity(sheets.len());
    for own in sheets {
        let context = context(own, &shared, &places, units);
        let at = contexts.iter().position(|known| same(known, &context)).unwrap_or_else(|| {
            contexts.push(context);
            contexts.len() - 1
        });
        of_sheet.push(u16::try_from(at).unwrap_or(u16::MAX));
    }
    if contexts.is_empty() {
        contexts.push(context(&Own::default(), &shared, &places, units));
    }
    (contexts, of_sheet)
}

/// What the Thông tin sheet says, or else what the other sheets agree on.
fn shared(sheets: &[Own]) -> Told {
    let mut shared = Told::default();
    for own in sheets.iter().filter(|own| own.info) {
        fill(&mut shared, &own.told);
    }
    let others: Vec<&Own> = sheets.iter().filter(|own| !own.info).collect();
    for source in [MentionSource::Title, MentionSource::Letterhead] {
        let firsts: Vec<&Mention> =
            others.iter().filter_map(|own| own.told.mentions.iter().find(|m| m.source == source)).collect();
        if let Some(first) = firsts.first()
            && firsts.iter().all(|m| name::unit_key(&m.text) == name::unit_key(&first.text))
        {
            shared.mentions.push((*first).clone());
        }
    }
    for own in others {
        let mut rest = own.told.clone();
        rest.mentions.clear();
        if shared.period.is_some() {
            rest.period = None;
        }
        fill(&mut shared, &rest);
    }
    shared
}

/// Takes what is not known yet.
fn fill(into: &mut Told, from: &Told) {
    into.mentions.extend(from.mentions.iter().cloned());
    into.level = into.level.or(from.level);
    into.parent = into.parent.take().or_else(|| from.parent.clone());
    into.period = into.period.take().or_else(|| from.period.clone());
    into.round = into.round.or(from.round);
    into.made_on = into.made_on.or(from.made_on);
    into.report = into.report.take().or_else(|| from.report.clone());
    into.author = into.author.take().or_else(|| from.author.clone());
    into.phone = into.phone.take().or_else(|| from.phone.clone());
}

fn context(own: &Own, shared: &Told, places: &[Mention], units: &UnitTree) -> Context {
    let mut told = own.told.clone();
    let mut mentions = std::mem::take(&mut told.mentions);
    let has_own = |source| mentions.iter().any(|m| m.source == source);
    let more: Vec<Mention> = shared.mentions.iter().filter(|m| !has_own(m.source)).cloned().collect();
    mentions.extend(more);
    mentions.extend(places.iter().cloned());
    mentions.sort_by_key(|mention| mention.source);
    prefer_narrower(&mut mentions, units);
    let mut rest = shared.clone();
    rest.mentions.clear();
    fill(&mut told, &rest);
    Context {
        mentions,
        level: told.level,
        parent: told.parent,
        period: told.period,
        round: told.round.unwrap_or_default(),
        made_on: told.made_on,
        report: told.report,
        author: told.author,
        phone: told.phone,
    }
}

/// A sheet's own title or name that names a unit below the one Thông tin names speaks first: a district's workbook
/// with a sheet for each ward.
fn prefer_narrower(mentions: &mut Vec<Mention>, units: &UnitTree) {
    if !units.declared {
        return;
    }
    let one = |mention: &Mention| match units.resolve(&mention.text, None) {
        Match::One(unit) => Some(unit),
        _ => None,
    };
    let Some(info) = mentions.iter().find(|m| m.source == MentionSource::Info).and_then(one) else { return };
    let narrower = mentions.iter().position(|m| {
        matches!(m.source, MentionSource::Title | MentionSource::Sheet)
            && one(m).is_some_and(|unit| unit != info && units.is_within(unit, info))
    });
    if let Some(at) = narrower {
        let mention = mentions.remove(at);
        mentions.insert(0, mention);
    }
}

/// Do two contexts say the same, wherever they say it?
fn same(a: &Context, b: &Context) -> bool {
    let names = |c: &Context| c.mentions.iter().map(|m| (m.source, name::key(&m.text))).collect::<Vec<_>>();
    let period = |c: &Context| c.period.as_ref().map(|(text, ..)| name::slug_words(text));
    names(a) == names(b)
        && period(a) == period(b)
        && a.round == b.round
        && a.made_on == b.made_on
        && a.level == b.level
        && a.report == b.report
}
