//! Charts (biểu đồ): each described once in `bieu-do/*.toml` by columns of a table, drawn for documents and sheets alike.
//!
//! In go a description and the table it names; out comes a chart of that table's values, so that a chart never shows what
//! its table does not. A chart that says nothing is left out: no figure known, all of them zero, or a single bar. Where
//! bars are too many for a page the last series give way.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Overrides;
use super::context::Common;
use super::figures::lower_first;
use super::tables::{SheetTable, Tables};
use super::template::{self, fault};
use crate::document::{Chart, ChartKind, ChartSeries, RowKind, SheetChart, TableRow, Value};
use crate::error::Error;
use crate::model::name;

/// Most groups of bars, and most bars, that are legible on a page.
const MOST_LABELS: usize = 40;
const MOST_BARS: usize = 48;

/// A chart as described (biểu đồ).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    /// `ten`: what it shows; `{day}` stands for the series that have figures.
    #[serde(rename = "ten")]
    title: String,
    /// `bang`: the table it shows.
    #[serde(rename = "bang")]
    table: String,
    /// `loai`: how its bars stand.
    #[serde(rename = "loai", default)]
    kind: ChartKind,
    /// `don_vi_tinh`: what is counted.
    #[serde(rename = "don_vi_tinh", default)]
    unit: String,
    /// `it_nhat`: no chart where its largest number is less: it would be read faster in the table.
    #[serde(rename = "it_nhat", default)]
    least: u32,
    /// `nhan`: the column that names the groups.
    #[serde(rename = "nhan", default = "label")]
    label: String,
    /// `day`: its series.
    #[serde(rename = "day")]
    series: Vec<SeriesPlan>,
}

fn label() -> String {
    "ten".to_owned()
}

/// A series as described (dãy).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeriesPlan {
    /// `gia_tri`: the column; with `{ma}` every column that is repeated so.
    #[serde(rename = "gia_tri")]
    key: String,
    /// `ten`: its name; that of the column's heading where it is not given.
    #[serde(rename = "ten")]
    name: Option<String>,
}

impl SeriesPlan {
    /// Is it this column's?
    fn is_of(&self, column: &str) -> bool {
        match self.key.split_once("{ma}") {
            Some((before, after)) => {
                let code = column.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                code.is_some_and(|code| !code.is_empty() && !code.contains('.'))
            }
            None => self.key == column,
        }
    }
}

/// A chart and where its table has it.
pub(super) struct DrawnChart {
    /// The chart.
    pub(super) chart: Chart,
    table: String,
    rows: (usize, usize),
    label: usize,
    columns: Vec<usize>,
}

/// Draws charts of tables.
pub(super) struct Charts<'a> {
    tables: Tables<'a>,
    common: &'a Common,
}

impl<'a> Charts<'a> {
    /// Charts of these tables.
    pub(super) fn new(tables: Tables<'a>, common: &'a Common) -> Self {
        Self { tables, common }
    }

    /// A chart by name, asked for in a template; `None` where it would say nothing, or the office wants none.
    ///
    /// # Errors
    ///
    /// No such chart (line and column of the template, nearest name), or a fault in its description.
    pub(super) fn draw(&self, template: &str, name: &str) -> Result<Option<DrawnChart>, Error> {
        let overrides = self.tables.input.overrides;
        let file = format!("bieu-do/{name}.toml");
        if template::text(overrides, &file).is_err() {
            return Err(no_chart(overrides, template, name));
        }
        let described: Description = template::table(overrides, &file)?;
        let table_file = format!("bang/{}.toml", described.table);
        if template::text(overrides, &table_file).is_err() {
            let near = nearest(overrides, "bang/", &described.table);
            let at = place(template::text(overrides, &file)?, &format!("\"{}\"", described.table));
            return Err(fault(&file, format!("{at}: không có bảng “{}”{near}", described.table)));
        }
        let titles = self.titles(&file, &described)?;
        let (known, table) = self.tables.for_chart(&described.table, MOST_LABELS)?;
        let keys = std::iter::once(&described.label).chain(described.series.iter().map(|series| &series.key));
        for (key, plan) in keys.zip(std::iter::once(None).chain(described.series.iter().map(Some))) {
            let is_known = |column: &String| plan.map_or(column == key, |plan| plan.is_of(column));
            // A repeated column may repeat for nothing.
            if !known.iter().any(is_known) && !key.contains("{ma}") {
                let at = place(template::text(overrides, &file)?, &format!("\"{key}\""));
                let near = name::nearest(key, known.iter().map(String::as_str));
                let near = near.map_or_else(String::new, |near| format!("; có phải “{near}”?"));
                return Err(fault(&file, format!("{at}: bảng “{}” không có cột “{key}”{near}", described.table)));
            }
        }
        let shown = table.filter(|_| self.tables.input.dossier.authority.charts);
        shown.map_or(Ok(None), |table| of_table(&file, &described, titles, &table))
    }

    /// The title, and the names given to series, with their figures and words filled in.
    fn titles(&self, file: &str, described: &Description) -> Result<(String, Vec<Option<String>>), Error> {
        let Common { reading, context } = self.common;
        let overrides = self.tables.input.overrides;
        let given = described.series.iter().map(|series| series.name.clone().unwrap_or_default());
        let lines: Vec<String> = std::iter::once(described.title.clone()).chain(given).collect();
        let mut lines = template::render_lines(overrides, file, &lines, context, &reading.book)?.into_iter();
        let title = lines.next().unwrap_or_default().trim().to_owned();
        Ok((title, lines.map(|line| Some(line.trim().to_owned()).filter(|line| !line.is_empty())).collect()))
    }

    /// The charts of a sheet; `sheets`: which table stands on which sheet. One whose table stands on none is left out.
    ///
    /// # Errors
    ///
    /// As [`Self::draw`].
    pub(super) fn for_sheet(
        &self,
        template: &str,
        names: &[String],
        sheets: &BTreeMap<&str, String>,
    ) -> Result<Vec<SheetChart>, Error> {
        let mut charts = Vec::new();
        for name in names {
            let Some(drawn) = self.draw(template, name)? else { continue };
            if let Some(sheet) = sheets.get(drawn.table.as_str()) {
                let DrawnChart { chart, rows, label, columns, .. } = drawn;
                charts.push(SheetChart { chart, sheet: sheet.clone(), rows, label, columns });
            }
        }
        Ok(charts)
    }
}

/// What is wrong with a chart's description, whatever the data.
pub(super) fn fault_of(overrides: &Overrides, file: &str) -> Option<Error> {
    template::table::<Description>(overrides, file).err()
}

fn no_chart(overrides: &Overrides, template: &str, name: &str) -> Error {
    let source = template::text(overrides, template).unwrap_or_default();
    if name.is_empty() {
        let at = place(source, "bieu-do");
        return fault(template, format!("{at}: khối “bieu-do” thiếu tên biểu đồ, như ```bieu-do theo-linh-vuc"));
    }
    // Where it is asked for: in a block's first line, or in a list of `bieu_do`.
    let asked = [format!("bieu-do {name}"), format!("\"{name}\"")].into_iter().find(|words| source.contains(words.as_str()));
    let at = place(source, &asked.unwrap_or_default());
    fault(template, format!("{at}: không có biểu đồ “{name}”{}", nearest(overrides, "bieu-do/", name)))
}

/// "dòng 4, cột 9" of the first words of that kind that are no comment.
fn place(source: &str, words: &str) -> String {
    let mut lines = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("# "));
    let found = lines.find_map(|(line, text)| Some((line, text[..text.find(words)?].chars().count())));
    let (line, column) = found.unwrap_or_default();
    format!("dòng {}, cột {}", line + 1, column + 1)
}

/// "; có phải “theo-cap”?", among the templates of a folder.
fn nearest(overrides: &Overrides, folder: &str, wanted: &str) -> String {
    let own = overrides.keys().map(String::as_str);
    let all = template::names().map(|(name, _)| name).chain(own);
    let known: Vec<&str> = all.filter_map(|name| name.strip_prefix(folder)?.strip_suffix(".toml")).collect();
    match name::nearest(wanted, known.iter().copied()) {
        Some(near) => format!("; có phải “{near}”?"),
        None => format!("; chỉ có {}", known.join(", ")),
    }
}

/// The chart of a table; `None` where it would say nothing.
fn of_table(
    file: &str,
    described: &Description,
    (title, given): (String, Vec<Option<String>>),
    table: &SheetTable<'_>,
) -> Result<Option<DrawnChart>, Error> {
    let is_record = |row: &TableRow| row.kind == RowKind::Body;
    let rows = &table.table.rows;
    let span = rows.iter().position(is_record).zip(rows.iter().rposition(is_record));
    let label = table.keys.iter().position(|key| *key == described.label);
    let (Some(span), Some(label)) = (span, label) else { return Ok(None) };

    let records: Vec<&TableRow> = rows.iter().filter(|row| is_record(row)).collect();
    let mut found: Vec<Found> = Vec::new();
    for (plan, given) in described.series.iter().zip(given) {
        for (at, key) in table.keys.iter().enumerate().filter(|(_, key)| plan.is_of(key)) {
            let values: Vec<Value> = records.iter().map(|row| row.cells[at].clone()).collect();
            if values.iter().any(|value| matches!(value.plain(), Value::Text(_))) {
                return Err(fault(file, format!("cột “{key}” của bảng “{}” không phải là số", described.table)));
            }
            let heading = &table.table.columns[at].heading;
            let name = given.clone().map_or_else(|| headed(heading), |name| named(&name, heading));
            let kind = given.clone().or_else(|| heading.first().cloned()).unwrap_or_default();
            found.push(Found { column: at, kind: lower_first(&kind), series: ChartSeries { name, values } });
        }
    }
    let says = |value: &Value| value.number().is_some_and(|number| !number.is_zero());
    found.retain(|found| found.series.values.iter().any(says));
    let known = |at: usize| found.iter().any(|found| found.series.values[at].number().is_some());
    let kept: Vec<usize> = (0..records.len()).filter(|&at| known(at)).collect();
    let Some(room) = MOST_BARS.checked_div(kept.len()) else { return Ok(None) };
    found.truncate(room.max(1));
    let numbers = || found.iter().flat_map(|found| &found.series.values).filter_map(Value::number);
    if numbers().count() < 2 || numbers().max() < Some(described.least.into()) {
        return Ok(None);
    }
    let words = |at: usize| if let Value::Text(text) = records[at].cells[label].plain() { text.clone() } else { String::new() };
    let mut kinds: Vec<&str> = found.iter().map(|found| found.kind.as_str()).collect();
    kinds.dedup();
    let chart = Chart {
        title: title.replace("{day}", &kinds.join(", ")),
        kind: described.kind,
        unit: described.unit.clone(),
        labels: kept.iter().map(|&at| words(at)).collect(),
        series: found.iter().map(|found| found.of(&kept)).collect(),
    };
    let columns = found.iter().map(|found| found.column).collect();
    Ok(Some(DrawnChart { chart, table: described.table.clone(), rows: span, label, columns }))
}

/// A series found in a table.
struct Found {
    column: usize,
    /// "công nhận", as a title says it.
    kind: String,
    series: ChartSeries,
}

impl Found {
    /// The series with these records only.
    fn of(&self, kept: &[usize]) -> ChartSeries {
        let values = kept.iter().map(|&at| self.series.values[at].clone()).collect();
        ChartSeries { name: self.series.name.clone(), values }
    }
}

/// "Công nhận cấp cơ sở", of a heading's parts from the top.
fn headed(heading: &[String]) -> String {
    let parts = heading.iter().enumerate().map(|(at, part)| if at == 0 { part.clone() } else { lower_first(part) });
    parts.collect::<Vec<_>>().join(" ")
}

/// A name given to a series: `{ten}` stands for the last part of the column's heading.
fn named(given: &str, heading: &[String]) -> String {
    given.replace("{ten}", &heading.last().map_or_else(String::new, |part| lower_first(part)))
}

#[cfg(test)]
mod tests;
