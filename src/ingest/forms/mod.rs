//! Grids → tables by form, rows as records.
//!
//! In go the sheets of a workbook, out comes a [`Reading`]: every non-blank row of a table is a record, a total or left
//! out with its reason, and what could not be read is a misread at its cell. Forms are told by their headings; a
//! sheet's name only decides between two that fit alike.

mod assessment;
mod awards;
mod cells;
mod context;
mod dates;
mod headings;
mod indicators;
mod info;
mod layout;
mod matching;
mod models;
mod named;
mod page;
mod recognitions;
mod rows;
mod scores;
mod sections;
mod stated;
mod synonyms;
mod told;
mod totals;
mod views;
mod words;

#[cfg(test)]
mod tests;

use self::context::Own;
pub(super) use self::context::named_by_path;
use self::layout::Layout;
use self::page::{Notes, Page};
use self::rows::Sorted;
use self::told::Told;
use self::words::Words;
use super::grid::Grid;
use super::{Sheets, legacy, value};
use crate::model::{
    Authority, Cell, Column, Content, Context, Fate, FileFault, Form, Kind, LeftOut, LeftOutReason, Mention, MentionSource,
    Misread, MisreadKind, Origin, Pin, PlainSheet, Reading, SheetInfo, Table, UnitTree, column_letters, corrections,
    legend::{self, Legend},
    name,
};

/// Understands files of the drop folder: what one file's headings and values mean is known for the next. Threads share it.
pub struct Reader<'a> {
    words: Words<'a>,
    units: &'a UnitTree,
}

impl<'a> Reader<'a> {
    /// For a conference and its units.
    pub fn new(authority: &'a Authority, units: &'a UnitTree) -> Self {
        Self { words: Words::new(authority), units }
    }

    /// Reads one file in this process. `file` is its index in the dossier, `path` relative to the workspace.
    pub fn read(&self, path: &str, file: u32, bytes: &[u8]) -> Reading {
        self.read_sheets(path, file, Sheets::open(bytes, &self.words.authority.limits))
    }

    /// Understands the sheets of one file, or notes why it could not be opened.
    pub fn read_sheets(&self, path: &str, file: u32, sheets: Result<Sheets, FileFault>) -> Reading {
        let reading = sheets.map(|sheets| read_grids(path, file, sheets.0, &self.words, self.units));
        let most = usize::try_from(self.words.authority.limits.memory_mib).unwrap_or(usize::MAX).saturating_mul(FAULTS);
        match reading {
            Ok(reading) if reading.misreads.len() > most => {
                let limit = value::grouped(most as u64);
                refused(path, file, FileFault::OverLimit(format!("có hơn {limit} chỗ không đọc được, giới hạn là {limit}")))
            }
            Ok(reading) => reading,
            Err(fault) => refused(path, file, fault),
        }
    }
}

/// See [`super::find_heading`].
pub(crate) fn find_heading(heading: &str, authority: &Authority) -> Result<(), Option<String>> {
    let words = Words::new(authority);
    let path = [headings::Path::new(0, &[heading.into()], &words)];
    let listed = headings::LISTS.iter().any(|form| headings::column(*form, &path[0], &words).is_some());
    if listed || stated::keys(&path, &words).iter().any(Option::is_some) {
        return Ok(());
    }
    let fixed = headings::LISTS.iter().flat_map(|form| synonyms::synonyms(*form)).map(|(column, _)| column.heading(authority));
    let levelled = authority.level_ids().map(|level| Column::Recognised(level).heading(authority));
    let known: Vec<String> = fixed.chain(levelled).collect();
    Err(name::nearest(heading, known.iter().map(String::as_str)).map(str::to_owned))
}

/// Most places of a file that cannot be read, for each MiB that reading it may take: each becomes a finding.
const FAULTS: usize = 100;

fn refused(path: &str, file: u32, fault: FileFault) -> Reading {
    Reading {
        path: path.to_owned(),
        fate: Fate::Refused(fault.clone()),
        misreads: vec![Misread { at: Origin::file(file), what: MisreadKind::Refused(fault) }],
        ..Reading::default()
    }
}

/// A table before its context is known.
struct Found {
    table: Table,
    /// A unit named above the rows of one block of a sheet.
    unit: Option<Mention>,
}

/// Reads sheets already unpacked.
fn read_grids(path: &str, file: u32, mut grids: Vec<Grid>, words: &Words<'_>, units: &UnitTree) -> Reading {
    let mut notes = Notes::default();
    let mut owns = Vec::with_capacity(grids.len());
    let mut found: Vec<Found> = Vec::new();
    let mut unread: Vec<Origin> = Vec::new();
    let legend = grids.iter().find_map(legend_of).map(|legend| Told::new(legend, words.authority));
    let legend = legend.as_ref();
    let info = |grid: &Grid| SheetInfo {
        name: grid.name.clone(),
        hidden: grid.hidden,
        turned: false,
        passed_over: passing(grid, legend),
    };
    let mut sheets: Vec<SheetInfo> = grids.iter().map(info).collect();
    let mut turned: Vec<Own> = Vec::new();
    let kinds_apart = grids.iter().any(|grid| words::kind(&name::slug_words(&grid.name)) == Some(Kind::Exemplar));
    for (sheet, grid) in grids.iter_mut().enumerate() {
        let place = (file, u16::try_from(sheet).unwrap_or(u16::MAX));
        let sent = name::key(&grid.name);
        page::mend(grid, place, |text| words.is_plain(text), &mut notes);
        let mut page = Page::new(place, grid, units, words);
        page.kinds_apart = kinds_apart;
        page.told = legend.filter(|told| told.is_form(&grid.name));
        let pin = words.authority.pins.iter().find(|pin| pin.file == path && name::key(&pin.sheet) == sent);
        let before = found.len();
        let own = if sheets[sheet].passed_over.is_some() {
            Own::default()
        } else {
            read_sheet(&page, pin, u16::try_from(sheets.len()).unwrap_or(u16::MAX), &mut found, &mut notes)
        };
        if own.turned {
            sheets.push(SheetInfo { turned: true, ..sheets[sheet].clone() });
            turned.push(own.clone());
        }
        owns.push(own);
        if !grid.rows.is_empty() && sheets[sheet].passed_over.is_none() {
            if found.len() == before {
                unread.push(page.here());
            } else {
                hidden(&page, &mut notes);
            }
        }
    }
    if found.iter().all(|found| found.table.form == Form::Info) && found.is_empty() {
        if grids.iter().any(|grid| !grid.rows.is_empty()) {
            notes.say(Origin::file(file), MisreadKind::NoTable);
        }
    } else {
        for at in unread {
            notes.say(at, MisreadKind::NoTable);
        }
    }
    owns.append(&mut turned);
    let (mut contexts, of_sheet) = context::contexts(path, file, units, &owns);
    let tables = found.into_iter().map(|found| placed(found, &mut contexts, &of_sheet)).collect();
    Reading { path: path.to_owned(), fate: Fate::Read, sheets, contexts, tables, misreads: notes.misreads }
}

/// Gives a table its context; a block with its own unit gets one of its own.
fn placed(found: Found, contexts: &mut Vec<Context>, of_sheet: &[u16]) -> Table {
    let mut table = found.table;
    table.context = of_sheet.get(usize::from(table.sheet)).copied().unwrap_or(0);
    if let Some(unit) = found.unit {
        let mut context = contexts.get(usize::from(table.context)).cloned().unwrap_or_default();
        context.mentions.insert(0, unit);
        contexts.push(context);
        table.context = u16::try_from(contexts.len() - 1).unwrap_or(u16::MAX);
    }
    table
}

/// Why a sheet is not read: it explains the form and holds no data, or a marked copy put it there.
fn passing(grid: &Grid, told: Option<&Told>) -> Option<&'static str> {
    if legend_of(grid).is_some() {
        return Some(legend::PASSED_OVER);
    }
    if told.is_some_and(|told| told.is_derived(&grid.name)) {
        return Some(legend::DERIVED);
    }
    let slug = name::slug_words(&grid.name);
    if ["huong dan", "danh muc", "ghi chu", "readme"].iter().any(|start| slug.starts_with(start)) {
        return Some("trang hướng dẫn, danh mục");
    }
    let first = grid.rows.first_key_value().and_then(|(_, cells)| value::text(cells.first().map(|(_, value)| value)));
    corrections::is_sheet(&grid.name, first.as_deref()).then_some(corrections::PASSED_OVER)
}

/// The legend that a sheet holds, if it is one of a report's workbook.
fn legend_of(grid: &Grid) -> Option<Legend> {
    let texts = grid.rows.values().map(|cells| cells.iter().map(|(_, cell)| page::words_of(cell).unwrap_or_default()).collect());
    Legend::from_rows(&grid.name, texts)
}

/// The sheets as plain grids, texts of old fonts mended.
pub(crate) fn plain(grids: Vec<Grid>) -> Vec<PlainSheet> {
    let mended = grids.into_iter().map(|mut grid| {
        page::mend(&mut grid, (0, 0), legacy::is_plain, &mut Notes::default());
        grid.into_plain()
    });
    mended.collect()
}

/// The tables of a sheet, and what it says of its submitter. `turned`: the index for its turned view, if it has one.
fn read_sheet(page: &Page<'_>, pin: Option<&Pin>, turned: u16, found: &mut Vec<Found>, notes: &mut Notes) -> Own {
    let hint = matching::hinted(&page.grid.name);
    let layouts = if hint == Some(Form::Info) { Vec::new() } else { layout::find_tables(page, pin) };
    let last = page.grid.rows.keys().next_back().map_or(0, |last| last + 1);
    if pin.is_none() && hint != Some(Form::Info) {
        if let Some(parts) = views::side_by_side(page, &layouts) {
            return read_parts(page, &parts, found, notes);
        }
        if let Some((grid, first)) = views::turned(page, &layouts) {
            read_view(&page.over(&grid, turned), found, notes);
            return Own { turned: true, ..context::own(page, first, false, notes) };
        }
    }
    let Some(first) = layouts.iter().map(|layout| layout.heading.0).min() else {
        let heads = if hint == Some(Form::Info) { 0 } else { assessment::heads(page) };
        if heads >= 3 || (hint == Some(Form::Assessment) && heads >= 1) {
            return read_assessment(page, last, found, notes);
        }
        return read_info(page, last, hint, found, notes);
    };
    for layout in &layouts {
        columns(page, layout, notes);
        tables(page, layout, found, notes);
    }
    context::own(page, first, false, notes)
}

/// The tables of another view of a sheet; the first row of the first one.
fn read_view(page: &Page<'_>, found: &mut Vec<Found>, notes: &mut Notes) -> u32 {
    let layouts = layout::find_tables(page, None);
    for layout in &layouts {
        columns(page, layout, notes);
        tables(page, layout, found, notes);
    }
    layouts.iter().map(|layout| layout.heading.0).min().unwrap_or(0)
}

/// Tables beside each other; a part whose own title names another unit than the others' is that unit's.
fn read_parts(page: &Page<'_>, parts: &[Grid], found: &mut Vec<Found>, notes: &mut Notes) -> Own {
    let above = page.grid.rows.values().take(12).flatten().filter_map(|(_, cell)| page::words_of(cell));
    let kinds_apart = above.map(name::slug_words).any(|slug| words::kind(&slug) == Some(Kind::Exemplar));
    let mut first = u32::MAX;
    let mut titles: Vec<(std::ops::Range<usize>, Option<Mention>)> = Vec::new();
    for grid in parts {
        let mut part = page.over(grid, page.sheet);
        part.kinds_apart |= kinds_apart;
        let before = found.len();
        let top = read_view(&part, found, notes);
        first = first.min(top);
        let told = context::own(&part, top, false, &mut Notes::default()).told;
        titles.push((before..found.len(), told.mentions.into_iter().find(|mention| mention.source == MentionSource::Title)));
    }
    let mut named = titles.iter().filter_map(|(_, title)| title.as_ref()).map(|mention| name::key(&mention.text));
    let one = named.next();
    let apart = named.any(|another| Some(another) != one);
    if apart {
        for (tables, title) in &titles {
            found[tables.clone()].iter_mut().filter(|table| table.unit.is_none()).for_each(|table| table.unit.clone_from(title));
        }
    }
    let mut own = context::own(page, first, false, notes);
    if apart {
        // What names the unit of one part says nothing of the others.
        own.told.mentions.clear();
    }
    own
}

fn read_assessment(page: &Page<'_>, last: u32, found: &mut Vec<Found>, notes: &mut Notes) -> Own {
    let (rows, left_out, start) = assessment::read(page, 0, last);
    let start = start.unwrap_or(0);
    let top = Cell { row: start, col: 0 };
    let table = Table {
        sheet: page.sheet,
        form: Form::Assessment,
        heading: (top, top),
        columns: Vec::new(),
        context: 0,
        units: Vec::new(),
        content: Content::Assessment(rows),
        totals: Vec::new(),
        left_out,
        rows: page.grid.rows.range(start..last.max(start)).count(),
    };
    found.push(Found { table, unit: None });
    context::own(page, start, false, notes)
}

/// A sheet without a table: a Thông tin sheet if it has its key / value lines.
fn read_info(page: &Page<'_>, last: u32, hint: Option<Form>, found: &mut Vec<Found>, notes: &mut Notes) -> Own {
    let mut heard = Notes::default();
    let own = context::own(page, last, true, &mut heard);
    if own.told.lines >= 2 || (hint == Some(Form::Info) && own.told.lines > 0) {
        notes.misreads.append(&mut heard.misreads);
        let first = own.told.rows.first().copied().unwrap_or(0);
        let top = Cell { row: first, col: 0 };
        let left_out = page
            .grid
            .rows
            .range(first..)
            .filter(|(row, _)| own.told.rows.binary_search(row).is_err())
            .map(|(&row, _)| LeftOut { row, reason: LeftOutReason::Footer })
            .collect();
        let table = Table {
            sheet: page.sheet,
            form: Form::Info,
            heading: (top, top),
            columns: Vec::new(),
            context: 0,
            units: Vec::new(),
            content: Content::Info(own.told.rows.len()),
            totals: Vec::new(),
            left_out,
            rows: page.grid.rows.range(first..).count(),
        };
        found.push(Found { table, unit: None });
        return own;
    }
    context::own(page, last.min(12), false, notes)
}

/// Notes columns left aside and needed columns that are missing.
fn columns(page: &Page<'_>, layout: &Layout, notes: &mut Notes) {
    for used in layout.columns.iter().filter(|used| used.column.is_none()) {
        let at = page.at(layout.heading.1, used.col);
        notes.say(at, MisreadKind::ColumnUnknown { heading: used.heading.to_string() });
    }
    let first = layout.columns.first().map_or(0, |used| used.col);
    for heading in &layout.missing {
        let at = page.at(layout.heading.0, first);
        notes.say(at, MisreadKind::ColumnMissing { form: layout.form, heading: (*heading).to_owned() });
    }
}

/// Reads the records of one table found.
fn tables(page: &Page<'_>, layout: &Layout, found: &mut Vec<Found>, notes: &mut Notes) {
    let (sorted, content) = match layout.form {
        Form::Models => {
            let (sorted, rows) = models::read(page, layout, notes);
            (sorted, Content::Models(rows))
        }
        Form::Recognitions => {
            let (sorted, rows) = recognitions::read(page, layout, notes);
            (sorted, Content::Recognitions(rows))
        }
        Form::Awards => {
            let (sorted, rows) = awards::read(page, layout, notes);
            (sorted, Content::Awards(rows))
        }
        Form::Indicators => {
            let (sorted, rows) = indicators::read(page, layout, notes);
            (sorted, Content::Indicators(rows))
        }
        Form::Assessment => {
            let (rows, left_out, _) = assessment::read(page, layout.heading.1 + 1, layout.end);
            (Sorted { left_out, ..Sorted::default() }, Content::Assessment(rows))
        }
        Form::Scores => {
            let (sorted, rows) = scores::read(page, layout, notes);
            (sorted, Content::Scores(rows))
        }
        Form::Totals => return totals_tables(page, layout, found, notes),
        Form::Info => return,
    };
    found.push(Found { table: table(page, layout, sorted, content), unit: None });
}

fn totals_tables(page: &Page<'_>, layout: &Layout, found: &mut Vec<Found>, notes: &mut Notes) {
    let read = totals::read(page, layout, notes);
    // Each block has the rows from its own name to the next.
    let begins = |block: &totals::Block| block.unit.as_ref().and_then(|unit| unit.at.cell).map_or(0, |cell| cell.row);
    let mut starts: Vec<u32> = read.blocks.iter().map(begins).collect();
    starts.push(layout.end.max(layout.heading.1 + 1));
    for (at, block) in read.blocks.into_iter().enumerate() {
        let from = if at == 0 { layout.heading.1 + 1 } else { starts[at] };
        let own = from..starts[at + 1].max(from);
        let left_out = read.left_out.iter().filter(|left| own.contains(&left.row)).cloned().collect();
        let sorted = Sorted { units: read.units.clone(), left_out, ..Sorted::default() };
        let table = Table { rows: page.grid.rows.range(own).count(), ..table(page, layout, sorted, Content::Totals(block.rows)) };
        found.push(Found { table, unit: block.unit });
    }
}

fn table(page: &Page<'_>, layout: &Layout, sorted: Sorted, content: Content) -> Table {
    let cols = || layout.columns.iter().map(|used| used.col);
    Table {
        sheet: page.sheet,
        form: layout.form,
        heading: (
            Cell { row: layout.heading.0, col: cols().min().unwrap_or(0) },
            Cell { row: layout.heading.1, col: cols().max().unwrap_or(0) },
        ),
        columns: layout.columns.clone(),
        context: 0,
        units: sorted.units,
        content,
        totals: sorted.totals,
        left_out: sorted.left_out,
        rows: page.grid.rows.range(layout.heading.1 + 1..layout.end.max(layout.heading.1 + 1)).count(),
    }
}

/// Notes hidden sheets, rows and columns that hold data; all were read.
fn hidden(page: &Page<'_>, notes: &mut Notes) {
    let grid = page.grid;
    if grid.hidden {
        notes.say(page.here(), MisreadKind::Hidden { what: "trang".to_owned(), read: true });
    }
    for (first, last) in runs(grid.hidden_rows.iter().copied()) {
        let what = if first == last { format!("dòng {}", first + 1) } else { format!("dòng {}-{}", first + 1, last + 1) };
        notes.say(page.at(first, 0), MisreadKind::Hidden { what, read: true });
    }
    for (first, last) in runs(grid.hidden_cols.iter().map(|col| u32::from(*col))) {
        let letters = |col: u32| column_letters(u16::try_from(col).unwrap_or(u16::MAX));
        let what = if first == last {
            format!("cột {}", letters(first))
        } else {
            format!("cột {}-{}", letters(first), letters(last))
        };
        notes.say(page.at(0, u16::try_from(first).unwrap_or(u16::MAX)), MisreadKind::Hidden { what, read: true });
    }
}

/// Runs of consecutive numbers.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut sorted: Vec<u32> = numbers.collect();
    sorted.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in sorted {
        match runs.last_mut() {
            Some((_, last)) if number <= last.saturating_add(1) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}
