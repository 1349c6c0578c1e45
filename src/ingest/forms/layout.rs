//! Finds the tables of a sheet: heading rows by what they say, one to four of them, and where each table ends.
//!
//! A row is a heading when at least two of its texts are headings of some form; merged groups are flattened to one path
//! a column. The trap: "Mô hình" and "khen thưởng" are headings and values alike, so most of a row must be headings.

use std::collections::BTreeMap;

use super::super::grid::CellValue;
use super::super::value;
use super::headings::{self, Path};
use super::matching::best_form;
use super::page::{Merge, Page, find, words_of};
use super::rows::{is_column_numbers, is_unit};
use super::words::Style;
use super::{stated, words};
use crate::model::{Column, ColumnUse, Form, Pin, Text, When, name};

/// A table found in a sheet.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Its form.
    pub form: Form,
    /// First and last heading row.
    pub heading: (u32, u32),
    /// Its columns.
    pub columns: Vec<ColumnUse>,
    /// Where each meaning stands: every cell of a record is asked for by it.
    places: BTreeMap<Column, u16>,
    /// Columns that hold one of several values by a tick, left to right.
    pub ticks: Vec<Column>,
    /// One past its last possible row.
    pub end: u32,
    /// Công nhận columns of one year or period: when their ticks took place.
    pub whens: BTreeMap<u16, When>,
    /// Headings of needed columns that are missing.
    pub missing: Vec<&'static str>,
    /// Heading rows as written, to know them when they are repeated.
    written: Vec<Vec<(u16, String)>>,
}

impl Layout {
    /// The column with a meaning.
    pub fn col(&self, wanted: Column) -> Option<u16> {
        self.places.get(&wanted).copied()
    }

    /// Finds its columns again by their meaning.
    fn placed(mut self) -> Self {
        // Of two of one meaning the first is taken.
        self.places = self.columns.iter().rev().filter_map(|used| Some((used.column?, used.col))).collect();
        self.ticks = self.columns.iter().filter_map(|used| used.column).filter(|column| is_tick(*column)).collect();
        self
    }

    /// The heading of a column, for messages.
    pub fn headed(&self, col: u16) -> String {
        self.columns.iter().find(|c| c.col == col).map(|c| c.heading.to_string()).unwrap_or_default()
    }

    /// Is the row one of the heading's, repeated?
    pub fn repeats(&self, page: &Page<'_>, row: u32) -> bool {
        let cells = page.row(row);
        // Most records hold a number.
        if cells.iter().any(|(_, cell)| words_of(cell).is_none()) {
            return false;
        }
        let Some((col, first)) = cells.iter().find_map(|(col, cell)| words_of(cell).map(|text| (*col, text))) else {
            return false;
        };
        let first = name::slug_words(first);
        self.written.iter().any(|heading| {
            heading.iter().any(|(at, text)| *at == col && *text == first)
                && cells.len() >= heading.len().min(2)
                && cells.iter().all(|(at, cell)| {
                    words_of(cell).is_some_and(|text| {
                        let text = name::slug_words(text);
                        heading.iter().any(|(col, known)| col == at && *known == text)
                    })
                })
        })
    }
}

/// The tables of a sheet, top to bottom.
pub(super) fn find_tables(page: &Page<'_>, pin: Option<&Pin>) -> Vec<Layout> {
    if let Some(layout) = pin.and_then(|pin| pinned(page, pin)) {
        return vec![layout];
    }
    let mut tables: Vec<Layout> = Vec::new();
    let mut skip_to = 0;
    for (&row, cells) in &page.grid.rows {
        let heading = if tables.is_empty() { looks_like_heading(page, row, cells) } else { begins_again(page, cells) };
        if row < skip_to || !heading {
            continue;
        }
        let Some(mut layout) = table_at(page, row, skip_to) else { continue };
        skip_to = layout.heading.1 + 1;
        if let Some(last) = tables.last_mut() {
            if same_table(last, &layout) {
                continue;
            }
            last.end = layout.heading.0;
        }
        layout.end = page.grid.rows.keys().next_back().map_or(row, |last| last + 1);
        tables.push(layout);
    }
    tables
}

fn same_table(a: &Layout, b: &Layout) -> bool {
    let columns = |t: &Layout| t.columns.iter().map(|c| (c.col, c.column)).collect::<Vec<_>>();
    a.form == b.form && columns(a) == columns(b)
}

/// Rows in which misspelt headings are looked for; below them only a heading spelt right begins a table.
const SPELLING_ROWS: u32 = 100;

/// Most columns of a form; a row with more texts is no heading.
const MOST_COLUMNS: usize = 1_000;

/// Are at least two of a row's texts, and half of them, headings?
fn looks_like_heading(page: &Page<'_>, row: u32, cells: &[(u16, CellValue)]) -> bool {
    let texts: Vec<&str> = cells.iter().filter_map(|(_, cell)| words_of(cell)).collect();
    if !(2..=MOST_COLUMNS).contains(&texts.len()) || texts.len() * 2 < cells.len() {
        return false;
    }
    let spelt = texts.iter().filter(|text| heading_word(page, text).is_some()).count();
    let slips = |text: &&&str| text.len() < 60 && page.words.is_misspelt(text, || headings::is_misspelt(&name::slug_words(text)));
    let misspelt = || texts.iter().filter(slips).count();
    let enough = |hits: usize| hits >= 2 && hits * 2 >= texts.len();
    enough(spelt) || (row < SPELLING_ROWS && texts.len() >= 3 && enough(spelt + misspelt()))
}

/// Below a table: does another heading begin? Its cells hold no numbers but years, and at least two of them are
/// headings that are no values: "Tập thể", "MH", "Huyện", "TT" stand in cells as well.
fn begins_again(page: &Page<'_>, cells: &[(u16, CellValue)]) -> bool {
    if cells.iter().any(|(_, cell)| heading_text(cell).is_none()) {
        return false;
    }
    let texts: Vec<&str> = cells.iter().filter_map(|(_, cell)| words_of(cell)).collect();
    if !(2..=MOST_COLUMNS).contains(&texts.len()) {
        return false;
    }
    let Some(first) = texts.first().filter(|first| words::numbering(first) != Some(Style::Arabic)) else { return false };
    // Most rows are records: the first two texts decide whether the others are looked at.
    if !texts.iter().take(2).any(|text| heading_word(page, text).is_some()) {
        return false;
    }
    let hits: Vec<bool> = texts.iter().filter_map(|text| heading_word(page, text)).collect();
    let ordinal = usize::from(name::slug_words(first) == "tt");
    let telling = hits.iter().filter(|telling| **telling).count() + ordinal;
    telling >= 2 && hits.len() * 2 >= texts.len()
}

/// Is the text a heading? `Some(false)` if it may as well be the value of a cell.
pub(super) fn heading_word(page: &Page<'_>, text: &str) -> Option<bool> {
    if text.len() > 200 {
        return None;
    }
    if page.told.is_some_and(|told| told.has_heading(&page.grid.name, text)) {
        return Some(true);
    }
    page.words.heading(text, || find_heading(page, text))
}

fn find_heading(page: &Page<'_>, text: &str) -> Option<bool> {
    let slug = name::slug_words(text);
    let known = slug == "tt" || headings::is_heading(&slug, page.words) || stated::is_measure(&slug, page.words);
    known.then(|| {
        let value = words::owner(&slug).is_some()
            || words::kind(&slug).is_some()
            || words::novelty(&slug).is_some()
            || page.words.level(&slug).is_some()
            || page.words.field(&slug).is_some()
            || page.words.form(&slug).is_some()
            || matches!(slug.as_str(), "xa" | "phuong" | "huyen" | "de nghi" | "dang ky" | "khen thuong" | "tap the ca nhan");
        !value
    })
}

/// The table whose heading starts at a row, or one row above if that is not above `from`.
fn table_at(page: &Page<'_>, row: u32, from: u32) -> Option<Layout> {
    let merges: Vec<Merge> = page.grid.merges.iter().copied().filter(|m| m.0 <= row + 4 && m.2 + 4 >= row).collect();
    let top = group_row_above(page, row, &merges).filter(|top| *top >= from).unwrap_or(row);
    let bottom = last_heading_row(page, top, row, &merges);
    let paths = paths(page, top, bottom, &merges);
    let (form, columns, missing) = best_form(page, &paths)?;
    let written = (top..=bottom)
        .map(|row| {
            page.row(row).iter().filter_map(|(col, cell)| words_of(cell).map(|text| (*col, name::slug_words(text)))).collect()
        })
        .collect();
    let whens = whens(page, form, &paths, &columns);
    let (places, ticks) = (BTreeMap::new(), Vec::new());
    let layout = Layout { form, heading: (top, bottom), columns, places, ticks, end: bottom + 1, whens, missing, written };
    Some(settle_unit(page, layout.placed()))
}

/// A row of groups directly above the heading: every text in it is a group that spans columns.
fn group_row_above(page: &Page<'_>, row: u32, merges: &[Merge]) -> Option<u32> {
    let above = row.checked_sub(1)?;
    let cells = page.row(above);
    let own = page.row(row);
    let (first, last) = (own.first()?.0, own.last()?.0);
    let wide = u32::from(last - first);
    let fits = !cells.is_empty()
        && cells.iter().all(|(col, cell)| {
            let Some(text) = words_of(cell) else { return false };
            let slug = name::slug_words(text);
            let span = merges.iter().find(|m| m.0 == above && m.1 == *col).map_or(0, |m| u32::from(m.3 - m.1));
            let group = matches!(
                slug.as_str(),
                "linh vuc" | "doi tuong" | "loai hinh" | "cong nhan" | "dang ky" | "de nghi" | "chia theo linh vuc"
            );
            *col >= first
                && *col <= last
                && span < wide
                && (group || headings::is_heading(&slug, page.words) || stated::is_measure(&slug, page.words))
        });
    fits.then_some(above)
}

/// The last row of the heading that starts at `top`, at most four rows.
fn last_heading_row(page: &Page<'_>, top: u32, row: u32, merges: &[Merge]) -> u32 {
    let mut bottom = row;
    loop {
        let deepest = merges
            .iter()
            .filter(|m| m.0 >= top && m.0 <= bottom && m.2 > bottom && m.2 <= top + 3 && find(page.row(m.0), m.1).is_some())
            .map(|m| m.2)
            .max();
        if let Some(next) = deepest {
            bottom = next;
        } else if bottom < top + 3 && continues(page, top, bottom, merges) {
            bottom += 1;
        } else {
            return bottom;
        }
    }
}

/// Does the row below hold parts of the groups in this row? The trap: where numbers are texts (.csv, .docx) the first
/// record may hold nothing but words that stand in headings too.
fn continues(page: &Page<'_>, top: u32, row: u32, merges: &[Merge]) -> bool {
    let (cells, below) = (page.row(row), page.row(row + 1));
    if below.is_empty() || is_column_numbers(below) || is_numbered(below) {
        return false;
    }
    let mut parts = 0;
    for (col, cell) in below {
        let Some(text) = heading_text(cell) else { return false };
        let slug = name::slug_words(&text);
        let spanned = merges.iter().any(|m| m.0 <= row && row <= m.2 && m.1 < m.3 && m.1 <= *col && *col <= m.3);
        let own = find(cells, *col);
        let group = own.is_some() && find(cells, col + 1).is_none() && find(below, col + 1).is_some();
        let bracketed = text.trim_start().starts_with('(');
        let part = is_part(page, &slug);
        let only = part && own.is_some_and(is_group_of_one);
        let headed = || (top..row).any(|above| find(page.row(above), *col).is_some() && find(page.row(above), col + 1).is_some());
        if !(spanned || group || bracketed || only) && (own.is_some() || headed()) {
            return false;
        }
        if part || bracketed {
            parts += 1;
        }
    }
    parts > 0 && parts * 2 >= below.len()
}

/// Does the row begin with an ordinal? A year may begin a row of headings.
fn is_numbered(cells: &[(u16, CellValue)]) -> bool {
    cells
        .first()
        .and_then(|(_, cell)| words_of(cell))
        .is_some_and(|text| words::numbering(text) == Some(Style::Arabic) && text.trim().len() < 4)
}

/// A group that may stand over one part alone: "Đề nghị công nhận" over "Cấp huyện".
fn is_group_of_one(cell: &CellValue) -> bool {
    let slug = words_of(cell).map(name::slug_words).unwrap_or_default();
    ["cong nhan", "de nghi", "trong do", "chia ra", "gom"].iter().any(|group| words::holds(&slug, group))
}

/// The text of a heading cell; a year may be stored as a number.
fn heading_text(cell: &CellValue) -> Option<Text> {
    match cell {
        CellValue::Text(text) => Some(text.clone()),
        CellValue::Number { value, .. } if (1990.0..=2100.0).contains(value) => value::text(Some(cell)),
        _ => None,
    }
}

/// Công nhận columns of one year or period.
fn whens(page: &Page<'_>, form: Form, paths: &[Path], columns: &[ColumnUse]) -> BTreeMap<u16, When> {
    let recognised = |col| columns.iter().any(|c| c.col == col && matches!(c.column, Some(Column::Recognised(_))));
    let timed = paths.iter().filter(|path| form == Form::Models && recognised(path.col));
    timed.filter_map(|path| headings::when(path, page.words).map(|when| (path.col, when))).collect()
}

/// "Đơn vị" names the submitting unit in some tables, the performer or the recipient's office in others: its cells decide.
fn settle_unit(page: &Page<'_>, mut layout: Layout) -> Layout {
    let other = match layout.form {
        Form::Models => Column::Performer,
        Form::Awards => Column::Position,
        _ => return layout,
    };
    let Some(col) = layout.col(Column::Unit).filter(|_| layout.col(other).is_none()) else { return layout };
    let named =
        page.grid.rows.range(layout.heading.1 + 1..).take(300).filter_map(|(_, cells)| find(cells, col).and_then(words_of)).any(
            |text| {
                if page.units.declared {
                    is_unit(page, text)
                } else {
                    layout.form == Form::Models && name::unit_key(text).0.is_some()
                }
            },
        );
    if !named && let Some(used) = layout.columns.iter_mut().find(|used| used.col == col) {
        used.column = Some(other);
        return layout.placed();
    }
    layout
}

/// Does a column hold one of several values by a tick?
fn is_tick(column: Column) -> bool {
    matches!(
        column,
        Column::FieldTick(_)
            | Column::OwnerTick(_)
            | Column::KindTick(_)
            | Column::NoveltyTick(_)
            | Column::RegisteredTick(_)
            | Column::NominatedTick(_)
    )
}

/// May the words stand below a group: an owner, level, field, "Tổng số", "Mới", a heading?
fn is_part(page: &Page<'_>, slug: &str) -> bool {
    words::owner(slug).is_some()
        || words::kind(slug).is_some()
        || words::novelty(slug).is_some()
        || page.words.leading_level(slug).is_some()
        || page.words.leading_sub_period(slug).is_some()
        || page.words.field(slug).is_some()
        || (slug.len() == 4 && slug.bytes().all(|b| b.is_ascii_digit()))
        || matches!(
            slug,
            "tong" | "tong so" | "tong cong" | "luot" | "so luot" | "so luong" | "nam" | "cap" | "so" | "ngay" | "trong do"
        )
        || headings::is_heading(slug, page.words)
        || stated::is_measure(slug, page.words)
}

/// One path a column: merged ranges give their text to every cell, an unmerged group reaches over the blanks at its right.
fn paths(page: &Page<'_>, top: u32, bottom: u32, merges: &[Merge]) -> Vec<Path> {
    let mut columns: BTreeMap<u16, Vec<(u32, u16, Text)>> = BTreeMap::new();
    let cols: Vec<u16> = {
        let mut all: Vec<u16> = (top..=bottom).flat_map(|row| page.row(row).iter().map(|(col, _)| *col)).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    for row in top..=bottom {
        let mut group: Option<(u16, Text)> = None;
        for &col in &cols {
            let merge = merges.iter().find(|m| m.0 <= row && row <= m.2 && m.1 <= col && col <= m.3);
            let (from, at) = merge.map_or((row, col), |m| (m.0, m.1));
            let from = from.max(top);
            if let Some(text) = page.text(from, at) {
                group = merge.is_none().then(|| (at, text.clone()));
                let parts = columns.entry(col).or_default();
                if !parts.iter().any(|(r, c, _)| (*r, *c) == (from, at)) {
                    parts.push((from, at, text));
                }
            } else if merge.is_some() {
                group = None;
            } else if row < bottom
                && page.cell(row + 1, col).is_some()
                && !columns.contains_key(&col)
                && let Some((at, text)) = &group
                && page.cell(row + 1, *at).is_some()
            {
                columns.entry(col).or_default().push((row, *at, text.clone()));
            }
        }
    }
    let written = columns.into_iter().map(|(col, parts)| (col, parts.into_iter().map(|(_, _, text)| text).collect::<Vec<_>>()));
    written.filter_map(|(col, parts)| path(page, col, &parts)).collect()
}

/// A heading's path: as the file's legend says, else by its words; `None` where the legend says that it is not read.
fn path(page: &Page<'_>, col: u16, parts: &[Text]) -> Option<Path> {
    let written = Path::new(col, parts, page.words);
    match page.told.and_then(|told| told.means(&page.grid.name, &written.text)) {
        None => Some(written),
        Some("") => None,
        Some(means) => Some(Path { text: written.text, ..Path::new(col, &[Text::from(means)], page.words) }),
    }
}

/// A table whose columns the user pinned by their letters.
fn pinned(page: &Page<'_>, pin: &Pin) -> Option<Layout> {
    let wanted: Vec<(u16, &str)> =
        pin.columns.iter().filter_map(|(letters, heading)| Some((column_number(letters)?, heading.as_str()))).collect();
    let row = page.grid.rows.iter().find(|(_, cells)| {
        let held = wanted.iter().filter(|(col, _)| find(cells, *col).and_then(words_of).is_some()).count();
        held > 0 && held * 2 >= wanted.len() && (wanted.len() < 2 || held >= 2)
    })?;
    let row = *row.0;
    let found = page.grid.rows.range(row..row + 30).find(|(at, cells)| looks_like_heading(page, **at, cells)).map(|(at, _)| *at);
    let row = found.unwrap_or(row);
    let merges: Vec<Merge> = page.grid.merges.iter().copied().filter(|m| m.0 <= row + 4 && m.2 + 4 >= row).collect();
    let bottom = last_heading_row(page, row, row, &merges);
    let mut paths = paths(page, row, bottom, &merges);
    for (col, heading) in wanted {
        let pinned = Path::new(col, &[heading.into()], page.words);
        if let Some(path) = paths.iter_mut().find(|path| path.col == col) {
            path.parts = pinned.parts;
            path.short = pinned.short;
        } else {
            paths.push(pinned);
        }
    }
    paths.sort_by_key(|path| path.col);
    let (form, columns, missing) = best_form(page, &paths)?;
    let end = page.grid.rows.keys().next_back().map_or(row, |last| last + 1);
    let whens = whens(page, form, &paths, &columns);
    let (places, ticks, written) = (BTreeMap::new(), Vec::new(), Vec::new());
    Some(Layout { form, heading: (row, bottom), columns, places, ticks, end, whens, missing, written }.placed())
}

/// "A" is 0, "AB" is 27.
fn column_number(letters: &str) -> Option<u16> {
    let mut number = 0u32;
    for c in letters.trim().chars() {
        let digit = c.to_digit(36).filter(|_| c.is_ascii_alphabetic())?.checked_sub(9)?;
        number = number.checked_mul(26)?.checked_add(digit)?;
    }
    u16::try_from(number.checked_sub(1)?).ok()
}
