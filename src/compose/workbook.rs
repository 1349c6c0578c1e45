//! `bao-cao.xlsx`: a sheet a table, as `bao-cao.toml` lists them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use tera::Context;

use super::charts::Charts;
use super::context::{self, Common};
use super::counting::Counting;
use super::figures::Book;
use super::rows::RowsOf;
use super::tables::{SheetTable, Tables, count};
use super::{Input, Overrides, legend, shares, template};
use crate::document::{RowKind, Run, Sheet, Signer, Table, Workbook};
use crate::error::Error;
use crate::model::legend::{Legend, SHEET};
use crate::model::{Derived, UnitSummary};

const TEMPLATE: &str = "bao-cao.toml";
/// Longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// The sheets of a workbook (`[[trang]]`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// In order.
    #[serde(rename = "trang")]
    pub(super) sheets: Vec<SheetPlan>,
}

/// A sheet as described (trang tính).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetPlan {
    /// `ten`: its name; where lists are printed they name themselves.
    #[serde(rename = "ten", default)]
    name: String,
    /// `bang`: its table.
    #[serde(rename = "bang", default)]
    table: String,
    /// `bieu_do`: charts in place of a table.
    #[serde(rename = "bieu_do", default)]
    charts: Vec<String>,
    /// `ngang`: landscape.
    #[serde(rename = "ngang", default)]
    landscape: bool,
    /// `be_rong`: characters over all its columns.
    #[serde(rename = "be_rong")]
    characters: Option<f32>,
    /// `loc`: an autofilter.
    #[serde(rename = "loc", default)]
    filter: bool,
    /// `tieu_de`: title lines.
    #[serde(rename = "tieu_de")]
    title: Vec<String>,
    /// `ghi_chu`: lines below the table; empty ones are left out.
    #[serde(rename = "ghi_chu", default)]
    notes: Vec<String>,
    /// `khi_trong`: lines in place of the table where it has no row; without them there is no sheet then.
    #[serde(rename = "khi_trong", default)]
    empty: Vec<String>,
    /// `ky_ten`: a signature block below.
    #[serde(rename = "ky_ten", default)]
    signed: bool,
    /// `nguoi_ky`: those who sign beside one another below.
    #[serde(rename = "nguoi_ky", default)]
    signers: Vec<String>,
}

impl Plan {
    /// The sheets of `bao-cao.toml`.
    ///
    /// # Errors
    ///
    /// A fault in it; a sheet's name that Excel would not keep, by which links, formulas and the level above find the sheet.
    fn of_report(overrides: &Overrides) -> Result<Self, Error> {
        let plan: Self = template::table(overrides, TEMPLATE)?;
        let mut taken = vec![SHEET.to_owned()];
        for SheetPlan { name, table, charts, .. } in &plan.sheets {
            let small = name.trim().to_lowercase();
            let why = if small.is_empty() {
                "trang chưa có tên (ten)".to_owned()
            } else if let Some(sign) = name.chars().find(|c| r"[]:*?/\".contains(*c) || c.is_control()) {
                format!("tên trang “{name}” có ký tự “{sign}” mà Excel không cho dùng")
            } else if name.encode_utf16().count() > LONGEST_NAME || name.starts_with('\'') || name.ends_with('\'') {
                format!("tên trang “{name}” dài quá {LONGEST_NAME} ký tự, hoặc có dấu ' ở đầu, cuối")
            } else if taken.contains(&small) {
                format!("hai trang cùng tên “{name}”")
            } else if table.is_empty() == charts.is_empty() {
                format!("trang “{name}” cần một trong hai khóa bang, bieu_do")
            } else {
                taken.push(small);
                continue;
            };
            return Err(template::fault(TEMPLATE, why));
        }
        Ok(plan)
    }
}

impl SheetPlan {
    /// Its table's name.
    pub(super) fn table(&self) -> &str {
        &self.table
    }

    /// Its own name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Does it stand without a table too?
    pub(super) fn has_empty(&self) -> bool {
        !self.empty.is_empty()
    }

    /// What stands in place of a table without rows.
    ///
    /// # Errors
    ///
    /// As [`template::render_lines`].
    pub(super) fn empty_notes(
        &self,
        overrides: &Overrides,
        template: &str,
        context: &Context,
        book: &Arc<Book>,
    ) -> Result<Vec<Vec<Run>>, Error> {
        let lines = template::render_lines(overrides, template, &self.empty, context, book)?;
        Ok(lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).map(|line| vec![Run::plain(line)]).collect())
    }
}

/// The workbook of figures.
pub(super) fn workbook<'a>(input: Input<'a>, common: &Common) -> Result<Workbook<'a>, Error> {
    let authority = &input.dossier.authority;
    let layout = template::layout(input.overrides, &authority.office.profile)?;
    let Common { reading, context } = common;
    let plan = Plan::of_report(input.overrides)?;
    let tables = Tables::new(input, &[]);
    let mut legend = Legend::default();
    let (mut drawn, mut of_charts) = (Vec::new(), Vec::new());
    for described in &plan.sheets {
        if !described.charts.is_empty() {
            legend::add_derived(&mut legend, &described.name);
            of_charts.push((drawn.len(), described));
            continue;
        }
        if tables.is_of_sources(&described.table)? {
            legend::add_derived(&mut legend, &described.name);
        } else if let Some(table) = tables.draw_for_sheet(&described.table)? {
            legend::add(&mut legend, &described.name, &table);
            drawn.push((described, table));
        }
    }
    let list = drawn.iter().find(|(_, table)| table.of == RowsOf::MoHinh);
    let counting = list.and_then(|(described, table)| Counting::over(&tables, &described.name, table));
    let (mut sheets, mut shown) = (Vec::new(), BTreeMap::new());
    for (described, SheetTable { mut table, long, keys, .. }) in drawn {
        if let Some(counting) = &counting {
            counting.apply(&mut table, &keys);
        }
        let mut extra = if described.table == "tong-hop-don-vi" { whole_note(&input.summary.whole, &table) } else { Vec::new() };
        extra.extend(shares::note(&table).map(|note| vec![Run::plain(note)]));
        let mut made = sheet(TEMPLATE, described, input, context, &reading.book, table)?;
        made.notes.extend(extra);
        made.long = long;
        shown.entry(described.table.as_str()).or_insert_with(|| made.name.clone());
        sheets.push(made);
    }
    let charts = Charts::new(tables, common);
    // From the last, so that the places before it stay right.
    for (at, described) in of_charts.into_iter().rev() {
        let drawn = charts.for_sheet(TEMPLATE, &described.charts, &shown)?;
        if !drawn.is_empty() {
            let made = sheet(TEMPLATE, described, input, context, &reading.book, Table::default())?;
            sheets.insert(at, Sheet { charts: drawn, ..made });
        }
    }
    if sheets.is_empty() {
        let notes = vec![vec![Run::plain("Chưa có số liệu: chưa đơn vị nào gửi biểu.")]];
        sheets.push(Sheet {
            name: "Tổng hợp".to_owned(), title: vec!["SỐ LIỆU TỔNG HỢP".to_owned()], notes, ..Sheet::default()
        });
    }
    sheets.push(legend::sheet(legend, authority));
    let title = format!("Số liệu báo cáo {} {}", authority.conference.name(), context::movement(authority));
    Ok(Workbook { title, author: authority.office.name.clone(), draft: input.draft, font: layout.body.font, sheets })
}

/// The sheets that say where the figures of the others come from.
pub(super) fn source_sheets<'a>(input: Input<'_>, common: &Common) -> Result<Vec<Sheet<'a>>, Error> {
    let Common { reading, context } = common;
    let plan = Plan::of_report(input.overrides)?;
    let tables = Tables::new(input, &[]);
    let mut sheets = Vec::new();
    for described in &plan.sheets {
        if described.charts.is_empty()
            && tables.is_of_sources(&described.table)?
            && let Some(table) = tables.draw(std::slice::from_ref(&described.table))?
        {
            sheets.push(sheet(TEMPLATE, described, input, context, &reading.book, table)?);
        }
    }
    let left_out = input.sources.map_or(0, |sources| sources.awards_left_out);
    if let (1.., Some(first)) = (left_out, sheets.first_mut()) {
        let count = super::figures::plain(left_out as u64);
        let note = format!(
            "Còn {count} số liệu khen thưởng không có khối ở đây: mỗi dòng khen nêu ô của nó ở trang danh sách khen thưởng."
        );
        first.notes.push(vec![Run::plain(note)]);
    }
    Ok(sheets)
}

/// A sheet with its table, titles and notes.
pub(super) fn sheet<'a>(
    template: &str,
    plan: &SheetPlan,
    input: Input<'_>,
    context: &Context,
    book: &Arc<Book>,
    table: Table,
) -> Result<Sheet<'a>, Error> {
    let office = &input.dossier.authority.office;
    let lines = |texts: &[String]| template::render_lines(input.overrides, template, texts, context, book);
    let filled = |texts: Vec<String>| texts.into_iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let layout = template::layout(input.overrides, &office.profile)?;
    let signature = super::frame::Frame { office, layout: &layout, kind: "" }.signature();
    Ok(Sheet {
        name: plan.name.clone(),
        landscape: plan.landscape,
        head: filled(vec![office.superior.to_uppercase(), office.name.to_uppercase()]).collect(),
        title: filled(lines(&plan.title)?).collect(),
        table,
        long: None,
        characters: plan.characters,
        filter: plan.filter,
        notes: filled(lines(&plan.notes)?).map(|note| linked(&note)).collect(),
        signature: plan.signed.then_some(signature),
        hidden: false,
        charts: Vec::new(),
        signers: plan.signers.iter().map(|post| Signer { post: post.clone(), name: String::new() }).collect(),
    })
}

/// A line whose figures are Markdown links; all else in it is plain text.
fn linked(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((before, words, key, after)) = next_link(rest) {
        let figure = Run { figure: Some(key.to_owned()), ..Run::plain(words.replace('\\', "")) };
        runs.extend([Run::plain(before), figure]);
        rest = after;
    }
    runs.push(Run::plain(rest));
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// The text before a figure's link, its words, its key and the text after it.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once("](<so-lieu:")?;
    let (key, after) = rest.split_once(">)")?;
    let (before, words) = before.rsplit_once('[')?;
    Some((before, words, key, after))
}

/// Where the root's own total is not the sum of the rows shown (it stated more than its units sent), both are said.
fn whole_note(whole: &UnitSummary, table: &Table) -> Vec<Vec<Run>> {
    const KEY: &str = "dang_ky.tong";
    let at = table.columns.iter().position(|c| c.heading == ["Đăng ký", "Tổng số"]);
    let total = table.rows.iter().find(|r| r.kind == RowKind::Total);
    let shown = at.zip(total).and_then(|(at, total)| count(total.cells.get(at)?));
    let Some((shown, said)) = shown.zip(whole.registered.total.map(u64::from)).filter(|(shown, said)| shown != said) else {
        return Vec::new();
    };
    let line = |words: &str, number: u64, key: &str| {
        let figure = Run { figure: Some(key.to_owned()), ..Run::plain(super::figures::plain(number)) };
        vec![Run::plain(format!("{words}: ")), figure, Run::plain(".")]
    };
    vec![
        line("Số mô hình đăng ký nêu trong báo cáo", said, KEY),
        line("Tổng các dòng trong bảng", shown, &Derived::OfAllUnits(KEY).to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;
    use crate::document::Value;

    fn made(summary: &crate::model::Summary) -> Workbook<'static> {
        let (dossier, overrides) = (specimen::dossier(), specimen::overrides());
        let input = Input { dossier: &dossier, summary, overrides: &overrides, draft: true, sources: None };
        let book = workbook(input, &Common::of(input).expect("figures")).expect("a workbook");
        // None of its lists is long, so that nothing is still to be made.
        Workbook { sheets: book.sheets.into_iter().map(|sheet| Sheet { long: None, ..sheet }).collect(), ..book }
    }

    fn notes(sheet: &Sheet) -> Vec<String> {
        sheet.notes.iter().map(|n| super::super::markdown::words(n)).collect()
    }

    #[test]
    fn sheets_stand_in_the_order_described_and_empty_ones_are_left_out() {
        let book = made(&specimen::summary());
        let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
        let expected = [
            "Tổng hợp theo đơn vị",
            "Theo lĩnh vực",
            "Theo cấp và giai đoạn",
            "Từng cấp",
            "So với kỳ trước",
            "Biểu đồ",
            "Danh sách mô hình",
            "Khen thưởng",
            "Danh sách khen thưởng",
            "Chỉ tiêu",
            "Tình hình nộp",
            "Thông tin",
            "tongket",
        ];
        assert_eq!(names, expected);
        assert!(names.iter().all(|n| n.chars().count() <= 31));
        assert_eq!(book.sheets[0].title, ["TỔNG HỢP SỐ LIỆU THEO ĐƠN VỊ", "Giai đoạn 2016 - 2020"]);
        let turnout = &book.sheets[10].notes;
        assert_eq!(notes(&book.sheets[10]), ["Số đơn vị phải gửi báo cáo: 02.", "Số đơn vị đã gửi báo cáo: 01."]);
        let keys = turnout.iter().flatten().filter_map(|run| run.figure.as_deref());
        assert_eq!(keys.collect::<Vec<_>>(), ["nop.phai_nop", "nop.da_nop"]);
        assert!(book.draft);
    }

    #[test]
    fn a_root_that_states_more_than_its_units_sent_is_explained() {
        let mut summary = specimen::summary();
        assert_eq!(notes(&made(&summary).sheets[0]).len(), 1);
        summary.whole.registered.total = Some(1520);
        let said = notes(&made(&summary).sheets[0]);
        assert_eq!(said[1..], ["Số mô hình đăng ký nêu trong báo cáo: 1.520.", "Tổng các dòng trong bảng: 160."]);
    }

    #[test]
    fn awards_counted_in_times_have_no_total_and_models_name_their_cell() {
        let book = made(&specimen::summary());
        let totals: Vec<&Value> = book.sheets[7].table.rows.iter().map(|row| &row.cells[5]).collect();
        assert!(matches!(totals[0], Value::Figure(..)), "{totals:?}");
        assert_eq!(totals[2], &Value::Blank);
        let source = book.sheets[6].table.rows[0].cells.last();
        assert_eq!(source, Some(&Value::Text("nop/an-hoa.xlsx, trang “Biểu 1”, ô A7".to_owned())));
    }
}
