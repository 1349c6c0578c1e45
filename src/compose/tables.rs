//! Tables (bảng): each described once in `bang/*.toml`, drawn for documents and sheets alike.
//!
//! In go a description and the rows it asks for; out comes a table of values, never of text that was a number.
//! Totals are sums of the cells shown above them, so that a formula and its cached result always agree.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;

use super::commendation::List;
use super::figures::upper_first;
use super::formula::{Formula, letters};
use super::records::Records;
use super::review::{Asked, OUTSIDE, Review};
use super::rows::{Row, RowsOf};
use super::template::{self, fault};
use super::{Input, catalogue, rows};
use crate::document::{Align, LongRows, RowKind, Table, TableColumn, TableRow, Value};
use crate::error::Error;
use crate::model::{Authority, Derived, Form, Measure, name};

/// A table as described (bảng).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    /// `dong`: what its rows are.
    #[serde(rename = "dong")]
    rows: RowsOf,
    /// `tong_cong`: label of the total row; without it there is none.
    #[serde(rename = "tong_cong")]
    total: Option<String>,
    /// `co_chu`: size of its text in a document, points.
    #[serde(rename = "co_chu")]
    text_size: Option<f32>,
    /// `bo_khi_thieu_cot`: no table where all its optional columns are blank.
    #[serde(rename = "bo_khi_thieu_cot", default)]
    needs_columns: bool,
    /// `cot`: its columns.
    #[serde(rename = "cot")]
    columns: Vec<Column>,
}

/// A column as described (cột).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    /// `tieu_de`: heading from the top.
    #[serde(rename = "tieu_de")]
    heading: Vec<String>,
    /// `rong`: relative width.
    #[serde(rename = "rong")]
    width: f32,
    /// `can`: how its cells stand.
    #[serde(rename = "can", default)]
    align: Align,
    /// `gia_tri`: which value; blank where it is worked out.
    #[serde(rename = "gia_tri", default)]
    key: String,
    /// `cong_thuc`: worked out from other columns of the row: `{dang_ky.tong} - {hieu_qua.tong}`.
    #[serde(rename = "cong_thuc")]
    formula: Option<String>,
    /// `lap`: repeated for every level, field or form; neighbours that repeat for the same stay together.
    #[serde(rename = "lap")]
    repeat: Option<Repeat>,
    /// `cong`: summed in the total row.
    #[serde(rename = "cong", default)]
    summed: bool,
    /// `bo_khi_trong`: left out where all its cells are blank.
    #[serde(rename = "bo_khi_trong", default)]
    optional: bool,
    /// `bo_khi_khong`: left out where all its cells are blank or zero.
    #[serde(rename = "bo_khi_khong", default)]
    needs_some: bool,
    /// `bo_khi_deu`: left out where all its cells are this text.
    #[serde(rename = "bo_khi_deu")]
    unless_all: Option<String>,
    /// `khong_in`: not in the printed area of a sheet, with the columns at its right.
    #[serde(rename = "khong_in", default)]
    unprinted: bool,
    /// `bo_khi_chua_ro`: left out where no figure of this path is known; kept where it is known to be nothing.
    #[serde(rename = "bo_khi_chua_ro")]
    needs_known: Option<String>,
}

/// What a column repeats for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Repeat {
    Cap,
    LinhVuc,
    Bieu,
    CapGiaiDoan,
}

/// A table for a sheet.
pub(super) struct SheetTable<'a> {
    /// The table.
    pub(super) table: Table,
    /// Its records, where they are very many.
    pub(super) long: Option<LongRows<'a>>,
    /// What its rows are.
    pub(super) of: RowsOf,
    /// Which value each column shows.
    pub(super) keys: Vec<String>,
}

/// Every level in every sub-period: its path and its name.
fn in_sub_periods(authority: &Authority) -> Vec<(String, String)> {
    let levels = authority.levels.iter();
    let pairs = levels.flat_map(|level| authority.sub_periods.iter().map(move |sub| (level, sub)));
    pairs
        .map(|(level, sub)| {
            (
                format!("{}.theo_giai_doan.{}", level.code, sub.label),
                format!("{}, {}", level.name, super::figures::period_words(sub)),
            )
        })
        .collect()
}

/// Draws tables from an input.
#[derive(Clone)]
pub(super) struct Tables<'a> {
    /// Figures and records.
    pub(super) input: Input<'a>,
    /// Commendation lists, for tables of their rows.
    pub(super) lists: &'a [List],
    /// Rows worked out before, for tables of papers.
    pub(super) records: &'a Records,
    /// Count objects by their path.
    pub(super) measures: BTreeMap<String, Measure>,
    /// Findings on their way to people, and what a letter asks.
    pub(super) review: Option<(&'a Review<'a>, &'a [Asked])>,
    /// Does every number of a unit lead to its cells?
    pub(super) lists_cells: bool,
}

impl<'a> Tables<'a> {
    /// Tables of an input; `lists` for those of commendation lists.
    pub(super) fn new(input: Input<'a>, lists: &'a [List]) -> Self {
        let authority = &input.dossier.authority;
        let models = Measure::all(authority).into_iter().filter(|m| !m.is_events());
        let measures = models.map(|m| (m.path(authority), m)).collect();
        let lists_cells = super::lists_cells(input.dossier);
        Self { input, lists, records: Records::NONE, measures, review: None, lists_cells }
    }

    /// The same with rows worked out before.
    pub(super) fn with_records(self, records: &'a Records) -> Self {
        Self { records, ..self }
    }

    /// The same, with findings on their way to people, and what a letter asks.
    pub(super) fn with_review(self, review: &'a Review<'a>, asked: &'a [Asked]) -> Self {
        Self { review: Some((review, asked)), ..self }
    }

    /// Does a table say where the figures of others come from?
    ///
    /// # Errors
    ///
    /// As [`Self::draw`].
    pub(super) fn is_of_sources(&self, name: &str) -> Result<bool, Error> {
        let description: Description = template::table(self.input.overrides, &format!("bang/{name}.toml"))?;
        Ok(description.rows.is_of_sources())
    }

    /// The key of a total: the report's own figure, where it is the same; `None` where the column adds up nothing known.
    fn total_key(&self, of: RowsOf, column: &str, sum: u64) -> Option<String> {
        let (whole, rows) = match of {
            RowsOf::DonVi => (column.to_owned(), Derived::OfAllUnits(column).to_string()),
            RowsOf::LinhVuc => (format!("{column}.tong"), Derived::OfAllFields(column).to_string()),
            _ => return None,
        };
        let said = self.input.summary.at(&whole).and_then(serde_json::Value::as_u64);
        Some(if said == Some(sum) { whole } else { rows })
    }

    /// A table for a sheet by name: as [`Self::draw`], but a long list is made row by row when it is written.
    ///
    /// # Errors
    ///
    /// As [`Self::draw`].
    pub(super) fn draw_for_sheet(&self, name: &str) -> Result<Option<SheetTable<'a>>, Error> {
        let file = format!("bang/{name}.toml");
        let description: Description = template::table(self.input.overrides, &file)?;
        let rows = rows::rows(self, description.rows, &[]);
        let formulas = description.columns.iter().any(|column| column.formula.is_some());
        if rows.len() < LONG_FROM
            || description.total.is_some()
            || formulas
            || rows.iter().any(|row| matches!(row, Row::Section(_)))
        {
            let drawn = self.drawn(&file, &description, &rows)?;
            return Ok(drawn.map(|(table, keys)| SheetTable { table, long: None, of: description.rows, keys }));
        }
        let columns = self.columns(&description);
        let filling = self.filling(&file, &columns, &rows)?;
        if description.needs_columns && !columns.iter().zip(&filling).any(|(c, filled)| c.optional && filled.any) {
            return Ok(None);
        }
        let kept = columns.into_iter().zip(filling).filter(|(column, filling)| filling.keeps(column));
        let (columns, widest): (Vec<Column>, Vec<Value>) = kept.map(|(column, filling)| (column, filling.widest)).unzip();
        let (table, shown) = self.finish(&description, &columns, Vec::new());
        let keys = keys(&shown);
        let tables = self.clone();
        let count = rows.len();
        let make = move |at: usize| {
            let number = at as u64 + 1;
            let cells = columns.iter().map(|column| tables.cell(&rows[at], &column.key, number).unwrap_or_default()).collect();
            TableRow { anchors: rows[at].anchors().to_vec(), ..TableRow::new(rows[at].kind(), cells) }
        };
        let long = Some(LongRows { count, widest, make: Rc::new(make) });
        Ok(Some(SheetTable { table, long, of: description.rows, keys }))
    }

    /// What the columns of a long list hold. A column of text is settled by its first text.
    fn filling(&self, file: &str, columns: &[Column], rows: &[Row<'_>]) -> Result<Vec<Filling>, Error> {
        let mut found: Vec<Filling> = columns.iter().map(|_| Filling::default()).collect();
        for (row, number) in rows.iter().zip(1..) {
            for (column, filling) in columns.iter().zip(&mut found).filter(|(_, filling)| !filling.is_text) {
                let value = self.cell(row, &column.key, number).ok_or_else(|| no_value(file, &column.key))?;
                filling.add(value);
            }
        }
        Ok(found)
    }

    /// The value of a row's cell; `None` if there is no such value.
    fn cell(&self, row: &Row<'_>, key: &str, number: u64) -> Option<Value> {
        if key == "stt" { Some(Value::Count(number)) } else { row.value(self, key) }
    }

    /// A table for a chart, and the keys of all the columns it may have; `None` where it has no row, or more than `most`.
    ///
    /// # Errors
    ///
    /// As [`Self::draw`].
    pub(super) fn for_chart(&self, name: &str, most: usize) -> Result<(Vec<String>, Option<SheetTable<'a>>), Error> {
        let file = format!("bang/{name}.toml");
        let description: Description = template::table(self.input.overrides, &file)?;
        let known = self.columns(&description).into_iter().map(|column| column.key).collect();
        let rows = rows::rows(self, description.rows, &[]);
        if rows.iter().filter(|row| row.kind() == RowKind::Body).count() > most {
            return Ok((known, None));
        }
        let drawn = self.drawn(&file, &description, &rows)?;
        Ok((known, drawn.map(|(table, keys)| SheetTable { table, long: None, of: description.rows, keys })))
    }

    /// A table by name; arguments after the name choose a list and an owner. `None` where it has no row.
    ///
    /// # Errors
    ///
    /// No such table, or a fault in its description.
    pub(super) fn draw(&self, args: &[String]) -> Result<Option<Table>, Error> {
        let name = args.first().map(String::as_str).unwrap_or_default();
        let file = format!("bang/{name}.toml");
        let description: Description = template::table(self.input.overrides, &file)?;
        let rows = rows::rows(self, description.rows, &args[1.min(args.len())..]);
        Ok(self.drawn(&file, &description, &rows)?.map(|(table, _)| table))
    }

    /// A table of rows, and which value each of its columns shows.
    fn drawn(&self, file: &str, description: &Description, rows: &[Row<'_>]) -> Result<Option<(Table, Vec<String>)>, Error> {
        if !rows.iter().any(|row| !matches!(row, Row::Section(_))) {
            return Ok(None);
        }
        let columns = self.columns(description);
        let body = self.body(file, &columns, rows)?;
        let filled = |at: usize| body.iter().any(|row| row.kind == RowKind::Body && row.cells[at] != Value::Blank);
        if description.needs_columns && !columns.iter().enumerate().any(|(at, c)| c.optional && filled(at)) {
            return Ok(None);
        }
        let (mut table, shown) = self.finish(description, &columns, body);
        let keys = keys(&shown);
        for (at, column) in shown.iter().enumerate() {
            if let Some(text) = &column.formula {
                let formula = Formula::parse(text, &keys).map_err(|why| fault(file, format!("công thức “{text}”: {why}")))?;
                work_out(&formula, at, &mut table);
            }
        }
        Ok(Some((table, keys)))
    }

    /// Is any figure of a path known of the whole: "`hieu_qua`", "`de_nghi`"?
    fn is_known(&self, path: &str) -> bool {
        let below = |known: &str| known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let whole = &self.input.summary.whole;
        self.measures
            .keys()
            .filter(|known| below(known))
            .any(|known| rows::measured(self, whole, known).ok().flatten().is_some_and(|counts| counts.total.is_some()))
    }

    /// The columns, repeated ones written out.
    fn columns(&self, description: &Description) -> Vec<Column> {
        let authority = &self.input.dossier.authority;
        let mut out = Vec::new();
        for group in description
            .columns
            .chunk_by(|a, b| a.repeat.is_some() && a.repeat == b.repeat && a.heading.first() == b.heading.first())
        {
            let fills: Vec<(String, String)> = match group[0].repeat {
                None => vec![(String::new(), String::new())],
                Some(Repeat::Bieu) => Form::ALL
                    .iter()
                    .map(|form| (form.code().to_owned(), form.name().to_owned()))
                    .chain([(OUTSIDE.to_owned(), "Cả tệp, trang khác".to_owned())])
                    .collect(),
                Some(Repeat::Cap) => authority.levels.iter().map(|l| (l.code.clone(), l.name.clone())).collect(),
                Some(Repeat::CapGiaiDoan) => in_sub_periods(authority),
                Some(Repeat::LinhVuc) => authority.fields.iter().map(|f| (f.code.clone(), f.name.clone())).collect(),
            };
            for (code, name) in &fills {
                out.extend(group.iter().map(|column| Column {
                    key: column.key.replace("{ma}", code),
                    needs_known: column.needs_known.as_ref().map(|path| path.replace("{ma}", code)),
                    heading: column.heading.iter().map(|h| upper_first(&h.replace("{ten}", name))).collect(),
                    ..column.clone()
                }));
            }
        }
        out.retain(|column| column.needs_known.as_ref().is_none_or(|path| self.is_known(path)));
        out
    }

    /// The rows of values.
    fn body(&self, file: &str, columns: &[Column], rows: &[Row<'_>]) -> Result<Vec<TableRow>, Error> {
        let mut number = 0;
        let mut body = Vec::with_capacity(rows.len());
        for row in rows {
            if let Row::Section(title) = row {
                number = 0;
                body.push(TableRow::new(RowKind::Section, vec![Value::Text(title.clone())]));
                continue;
            }
            let kind = row.kind();
            number += u64::from(kind == RowKind::Body);
            let cells = columns
                .iter()
                .map(|column| match column.key.as_str() {
                    _ if column.formula.is_some() => Ok(Value::Blank),
                    "stt" if kind == RowKind::Total => Ok(Value::Blank),
                    key => self.cell(row, key, number).ok_or_else(|| no_value(file, key)),
                })
                .collect::<Result<Vec<Value>, Error>>()?;
            body.push(TableRow { anchors: row.anchors().to_vec(), ..TableRow::new(kind, cells) });
        }
        Ok(body)
    }

    /// Drops blank columns, adds the total row; also gives the columns that are left.
    fn finish<'c>(&self, description: &Description, columns: &'c [Column], body: Vec<TableRow>) -> (Table, Vec<&'c Column>) {
        // The columns of a long list were chosen before.
        let is_kept = |(at, column): (usize, &Column)| {
            let filled = |row: &&TableRow| row.cells[at] != Value::Blank;
            let records = || body.iter().filter(|row| row.kind != RowKind::Section);
            let some = |row: &TableRow| count(&row.cells[at]) != Some(0);
            let is = |text: &String, row: &TableRow| matches!(&row.cells[at], Value::Text(own) if own == text);
            body.is_empty()
                || column.formula.is_some()
                || ((!column.optional || records().any(|row| filled(&row)))
                    && (!column.needs_some || records().filter(filled).any(some))
                    && column.unless_all.as_ref().is_none_or(|text| !records().all(|row| is(text, row))))
        };
        let kept: Vec<bool> = columns.iter().enumerate().map(is_kept).collect();
        let keep = |cells: Vec<Value>| -> Vec<Value> {
            cells.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect()
        };
        let columns: Vec<&Column> = columns.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(column, _)| column).collect();
        let mut rows: Vec<TableRow> = body
            .into_iter()
            .map(|row| match row.kind {
                RowKind::Section => row,
                _ => TableRow {
                    cells: keep(row.cells)
                        .into_iter()
                        .map(|value| addressed(value, &columns, description.total.is_some()))
                        .collect(),
                    ..row
                },
            })
            .collect();
        if let Some(label) = &description.total {
            rows.push(self.total(description.rows, label, &columns, &rows));
        }
        let headed = |c: &&Column| TableColumn { heading: c.heading.clone(), width: c.width, align: c.align };
        let table = Table {
            columns: columns.iter().map(headed).collect(),
            rows,
            text_size: description.text_size,
            unprinted: columns.iter().position(|c| c.unprinted).map_or(0, |first| columns.len() - first),
        };
        (table, columns)
    }

    /// The total row: formulas whose cached results are the sums of the cells above.
    fn total(&self, of: RowsOf, label: &str, columns: &[&Column], rows: &[TableRow]) -> TableRow {
        let label_at = columns.iter().position(|c| c.key == "ten").unwrap_or(0);
        // Subtotals among the rows are not added once more.
        let function = if rows.iter().any(|row| row.kind == RowKind::Total) { "SUBTOTAL(9," } else { "SUM(" };
        let cells = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                if at == label_at {
                    return Value::Text(label.to_owned());
                }
                let known: Vec<u64> =
                    rows.iter().filter(|row| row.kind == RowKind::Body).filter_map(|row| count(&row.cells[at])).collect();
                if !column.summed || known.is_empty() {
                    return Value::Blank;
                }
                let letters = letters(at);
                let sum = known.iter().sum();
                let formula = Value::Formula {
                    expression: format!("{function}{letters}{{first}}:{letters}{{last}})"),
                    result: Box::new(Value::Count(sum)),
                };
                match self.total_key(of, &column.key, sum) {
                    Some(key) => Value::Figure(Box::new(formula), key),
                    None => formula,
                }
            })
            .collect();
        TableRow::new(RowKind::Total, cells)
    }
}

/// Which value each column shows.
fn keys(columns: &[&Column]) -> Vec<String> {
    columns.iter().map(|column| column.key.clone()).collect()
}

/// Fills a column that is worked out from others: a formula with its result, in every row and in the total.
fn work_out(formula: &Formula, at: usize, table: &mut Table) {
    for row in table.rows.iter_mut().filter(|row| row.kind != RowKind::Section) {
        row.cells[at] = formula.value(&row.cells);
    }
}

fn no_value(file: &str, key: &str) -> Error {
    if key.is_empty() {
        return fault(file, "cột này thiếu gia_tri hoặc cong_thuc");
    }
    let known = catalogue::ROWS.iter().flat_map(|(.., values)| values.iter().copied());
    let near = name::nearest(key, known).map_or_else(String::new, |near| format!("; có phải “{near}”?"));
    fault(file, format!("không có giá trị “{key}” cho cột này{near}"))
}

/// What is wrong with a table's description, whatever its rows.
pub(super) fn fault_of(overrides: &super::Overrides, file: &str) -> Option<Error> {
    template::table::<Description>(overrides, file).err()
}

/// Lists of more rows are made row by row when a sheet is written.
const LONG_FROM: usize = 5_000;

/// What the cells of a column hold.
#[derive(Debug, Default)]
struct Filling {
    any: bool,
    /// Any that is not zero?
    some: bool,
    is_text: bool,
    /// The number of most digits.
    widest: Value,
}

impl Filling {
    fn add(&mut self, value: Value) {
        self.any |= value != Value::Blank;
        self.some |= value != Value::Blank && count(&value) != Some(0);
        self.is_text |= is_text(&value);
        if digits(&value) > digits(&self.widest) {
            self.widest = value;
        }
    }

    fn keeps(&self, column: &Column) -> bool {
        // What is worked out has no values yet.
        column.formula.is_some() || (!column.optional || self.any) && (!column.needs_some || self.some)
    }
}

/// Is it a text, also one that leads somewhere?
fn is_text(value: &Value) -> bool {
    match value {
        Value::Text(_) => true,
        Value::Linked(inner, _) => is_text(inner),
        _ => false,
    }
}

/// How many characters a number takes.
fn digits(value: &Value) -> usize {
    match value {
        Value::Blank | Value::Text(_) => 0,
        Value::Count(n) => n.checked_ilog10().map_or(1, |digits| digits as usize + 1),
        Value::Amount(n) | Value::Percent(n) => n.to_string().len(),
        Value::Figure(inner, _) | Value::Linked(inner, _) => digits(inner),
        Value::Formula { result, .. } => digits(result),
    }
}

/// A formula with column letters in place of `{cot:key}`, and the cell of the total row in place of `{tong:key}`; only its result
/// where there is no such column or total.
fn addressed(value: Value, columns: &[&Column], has_total: bool) -> Value {
    let (mut expression, result) = match value {
        Value::Formula { expression, result } => (expression, result),
        Value::Figure(inner, key) if matches!(*inner, Value::Formula { .. }) => {
            return Value::Figure(Box::new(addressed(*inner, columns, has_total)), key);
        }
        other => return other,
    };
    for (opening, of_total) in [("{cot:", false), ("{tong:", true)] {
        while let Some(at) = expression.find(opening) {
            let Some(end) = expression[at..].find('}').map(|length| at + length) else { return *result };
            let key = &expression[at + opening.len()..end];
            let fits = |column: &&Column| column.key == key && (!of_total || has_total && column.summed);
            let Some(column) = columns.iter().position(fits) else { return *result };
            let cell = if of_total { format!("{}${{total}}", letters(column)) } else { letters(column) };
            expression.replace_range(at..=end, &cell);
        }
    }
    Value::Formula { expression, result }
}

/// The count in a cell.
pub(super) fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Count(n) => Some(*n),
        Value::Figure(inner, _) | Value::Linked(inner, _) => count(inner),
        Value::Formula { result, .. } => count(result),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    fn draw(name: &str, source: Option<&str>) -> Result<Option<Table>, Error> {
        let (dossier, summary) = (specimen::dossier(), specimen::summary());
        let mut overrides = specimen::overrides();
        if let Some(source) = source {
            overrides.insert(format!("bang/{name}.toml"), source.to_owned());
        }
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        Tables::new(input, &[]).draw(&[name.to_owned()])
    }

    /// Cells as text, one line a row.
    fn text(table: &Table) -> Vec<String> {
        fn cell(value: &Value) -> String {
            match value {
                Value::Blank => String::new(),
                Value::Text(text) => text.clone(),
                Value::Count(n) => n.to_string(),
                Value::Amount(d) | Value::Percent(d) => d.to_string(),
                Value::Figure(inner, _) | Value::Linked(inner, _) => cell(inner),
                Value::Formula { expression, result } => format!("={expression}={}", cell(result)),
            }
        }
        table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn totals_are_formulas_over_the_rows_and_blank_is_not_zero() {
        let source = r#"
dong = "don-vi"
tong_cong = "Tổng cộng"
[[cot]]
tieu_de = ["TT"]
rong = 1
gia_tri = "stt"
[[cot]]
tieu_de = ["Đơn vị"]
rong = 5
gia_tri = "ten"
[[cot]]
tieu_de = ["Đăng ký", "Tổng số"]
rong = 2
gia_tri = "dang_ky.tong"
cong = true
[[cot]]
tieu_de = ["Nhân rộng"]
rong = 2
gia_tri = "nhan_rong.tong"
cong = true
bo_khi_trong = true
[[cot]]
tieu_de = ["Công nhận", "{ten}", "Lượt"]
rong = 2
gia_tri = "cong_nhan.{ma}.luot"
lap = "cap"
cong = true
bo_khi_trong = true
"#;
        let table = draw("thu", Some(source)).expect("described").expect("rows");
        assert_eq!(
            text(&table),
            [
                "1|Phường An Hòa|100|1900|116",
                "2|Xã Phi Thông|||",
                "3|Khối cơ quan, đơn vị trực thuộc|60|52|46",
                "|Tổng cộng|=SUM(C{first}:C{last})=160|=SUM(D{first}:D{last})=1952|=SUM(E{first}:E{last})=162",
            ]
        );
        assert_eq!(table.columns[3].heading, ["Công nhận", "Cấp cơ sở", "Lượt"]);
    }

    #[test]
    fn a_table_without_its_optional_columns_is_left_out() {
        let drawn = draw("don-vi-linh-vuc", None).expect("described");
        assert!(drawn.is_none(), "no unit of the specimen splits by field");
    }

    #[test]
    fn a_fault_in_a_description_names_line_and_key() {
        let unknown = draw("thu", Some("dong = \"don-vi\"\n[[cot]]\ntieu_de = [\"A\"]\nrong = 1\ngia_tri = \"xyz\"\n"));
        assert_eq!(
            unknown.err().map(|e| e.to_string()).as_deref(),
            Some("mẫu bang/thu.toml có lỗi: không có giá trị “xyz” cho cột này")
        );
        let misspelt = draw("thu", Some("dong = \"don-vi\"\n[[cot]]\ntieu_de = [\"A\"]\nrog = 1\ngia_tri = \"stt\"\n"));
        assert!(misspelt.err().is_some_and(|e| e.to_string().contains("dòng 4: không có khóa “rog”")));
        assert!(draw("khong-co", None).err().is_some_and(|e| e.to_string().contains("không có mẫu tên này")));
    }

    #[test]
    fn a_long_list_made_row_by_row_is_the_same_list() {
        let (mut dossier, mut summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        summary.whole.replicated.total = Some(1);
        let few = dossier.models.clone();
        dossier.models = few.iter().cycle().take(LONG_FROM).cloned().collect();
        dossier.models[LONG_FROM - 1].replicated = Some(1_234);
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        let tables = Tables::new(input, &[]);
        let held = tables.draw(&["danh-sach-mo-hinh".to_owned()]).expect("described").expect("rows");
        let SheetTable { table, long, .. } = tables.draw_for_sheet("danh-sach-mo-hinh").expect("described").expect("rows");
        let long = long.expect("a long list");
        let headings = |table: &Table| table.columns.iter().map(|c| c.heading.clone()).collect::<Vec<_>>();
        assert_eq!((headings(&table), long.count, table.rows.len()), (headings(&held), held.rows.len(), 0));
        assert!((0..long.count).all(|at| (long.make)(at).cells == held.rows[at].cells));
        let wide: Vec<usize> = long.widest.iter().map(digits).filter(|&n| n > 0).collect();
        assert_eq!(wide, [4, 4], "ordinals up to 5000, and 1.234 places");
    }

    #[test]
    fn every_built_in_table_can_be_drawn() {
        for name in
            ["tong-hop-don-vi", "theo-linh-vuc", "theo-cap", "danh-sach-mo-hinh", "khen-thuong", "chi-tieu", "tinh-hinh-nop"]
        {
            let table = draw(name, None).unwrap_or_else(|e| panic!("{name}: {e}")).unwrap_or_else(|| panic!("{name} is empty"));
            let width = table.columns.len();
            assert!(table.rows.iter().all(|r| r.kind == RowKind::Section || r.cells.len() == width), "{name}");
        }
    }
}
