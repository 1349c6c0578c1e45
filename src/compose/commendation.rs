//! Commendation lists (danh sách khen thưởng): per body, form and nội dung a list for printing.
//!
//! Recipients stand in blocks (tập thể, cá nhân, hộ gia đình) in the order the office chose. Awards of which only a
//! number was sent are said in the closing line, never shown as rows; running totals (lũy kế) have no list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use super::context::{self, Reading};
use super::figures::{Book, prose};
use super::frame::Frame;
use super::tables::Tables;
use super::workbook::{SheetPlan, sheet};
use super::{Input, collate, markdown, pages, template};
use crate::document::{Document, Sheet, Workbook};
use crate::error::Error;
use crate::model::{AwardGroup, AwardRow, Date, Dossier, ListOrder, Owner, RowRef, UnitId};

const TEMPLATE: &str = "danh-sach-khen-thuong.md";
const SHEETS: &str = "danh-sach-khen-thuong.toml";

/// One list (một danh sách).
#[derive(Debug, Clone)]
pub(super) struct List {
    /// Blocks with at least one named recipient.
    pub(super) blocks: Vec<Block>,
    /// Recipients without a name, by owner; the last: owner not said.
    pub(super) unnamed: [u64; 4],
}

/// Recipients of one owner (một khối).
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Whose; `None` where not said.
    pub(super) owner: Option<Owner>,
    /// Rows in list order, each with the unit that sent it.
    pub(super) rows: Vec<(RowRef, UnitId)>,
    /// Recipients, more than the rows where a row stands for several.
    pub(super) people: u64,
}

impl Block {
    /// The name templates choose it by: "`tap_the`", "khac" where the owner is not said.
    pub(super) fn code(&self) -> &'static str {
        self.owner.map_or("khac", Owner::code)
    }

    /// "TẬP THỂ".
    pub(super) fn name(&self) -> String {
        self.owner.map_or_else(|| "TẬP THỂ, CÁ NHÂN".to_owned(), |o| o.name().to_uppercase())
    }
}

impl List {
    /// The blocks with their titles: "I. TẬP THỂ".
    pub(super) fn blocks(&self) -> impl Iterator<Item = (String, &Block)> {
        let numbers = ["I", "II", "III", "IV"];
        self.blocks.iter().zip(numbers).map(|(block, n)| (format!("{n}. {}", block.name()), block))
    }

    /// "35 tập thể, 07 cá nhân".
    pub(super) fn counts(&self) -> String {
        let parts = self.blocks.iter().map(|b| format!("{} {}", prose(b.people), owner_words(b.owner)));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// The closing line; `ending`: how the profile ends a text.
    pub(super) fn closing(&self, ending: &str) -> String {
        let unnamed: Vec<String> = [Some(Owner::Collective), Some(Owner::Individual), Some(Owner::Household), None]
            .into_iter()
            .zip(self.unnamed)
            .filter(|(_, n)| *n > 0)
            .map(|(owner, n)| format!("{} {}", prose(n), owner_words(owner)))
            .collect();
        match (self.blocks.is_empty(), unnamed.is_empty()) {
            (false, true) => format!("Danh sách có {}{ending}", self.counts()),
            (false, false) => {
                format!("Danh sách có {}; ngoài ra có {} chưa gửi danh sách{ending}", self.counts(), unnamed.join(", "))
            }
            (true, _) => format!("Tổng số {}; đơn vị chưa gửi danh sách{ending}", unnamed.join(", ")),
        }
    }
}

/// "tập thể".
pub(super) fn owner_words(owner: Option<Owner>) -> &'static str {
    owner.map_or("tập thể, cá nhân", Owner::name)
}

/// All lists, in the order of the award groups, each with the number of its group.
fn lists(input: Input<'_>) -> (Vec<usize>, Vec<List>) {
    let senders: BTreeMap<RowRef, UnitId> = input.dossier.awards.iter().map(|a| (a.row, a.unit)).collect();
    let groups = input.summary.awards.iter().enumerate().filter(|(_, g)| !g.cumulative && g.total > 0);
    let rows = |group: &AwardGroup| -> Vec<(RowRef, UnitId)> {
        let sender = |row| senders.get(&row).copied().unwrap_or(input.dossier.units.root());
        group.rows.iter().map(|&row| (row, sender(row))).collect()
    };
    groups.map(|(at, group)| (at, list(input.dossier, &rows(group)))).unzip()
}

/// A list of these rows, each with the unit that sent it.
pub(super) fn list(dossier: &Dossier, rows: &[(RowRef, UnitId)]) -> List {
    let senders: BTreeMap<RowRef, UnitId> = rows.iter().copied().collect();
    let mut unnamed = [0; 4];
    let mut found: BTreeMap<usize, Vec<(RowRef, &AwardRow)>> = BTreeMap::new();
    for &(row, _) in rows {
        let Some(award) = dossier.award_row(row) else { continue };
        let slot = award.owner.map_or(3, |o| o as usize);
        if award.recipient.as_deref().is_some_and(|name| !name.trim().is_empty()) {
            found.entry(slot).or_default().push((row, award));
        } else {
            unnamed[slot] += u64::from(award.quantity);
        }
    }
    let blocks = found.into_iter().map(|(slot, mut rows)| {
        let owner = Owner::ALL.get(slot).copied();
        order(&mut rows, dossier.authority.order, owner);
        let people = rows.iter().map(|(_, a)| u64::from(a.quantity)).sum();
        let sender = |row| senders.get(&row).copied().unwrap_or(dossier.units.root());
        Block { owner, people, rows: rows.into_iter().map(|(row, _)| (row, sender(row))).collect() }
    });
    List { blocks: blocks.collect(), unnamed }
}

/// `thu_tu`: the rows come in tree order.
fn order(rows: &mut [(RowRef, &AwardRow)], order: ListOrder, owner: Option<Owner>) {
    let name = |award: &AwardRow| award.recipient.clone().unwrap_or_default();
    match order {
        ListOrder::Unit => {}
        ListOrder::Submitted => rows.sort_by_key(|(row, _)| *row),
        ListOrder::Name if owner == Some(Owner::Collective) => rows.sort_by_cached_key(|(_, a)| collate::dictionary(&name(a))),
        ListOrder::Name => rows.sort_by_cached_key(|(_, a)| collate::person(&bare_name(&name(a)))),
    }
}

/// A person's name without the word of address before it.
fn bare_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let address = |w: &&&str| matches!(w.to_lowercase().trim_end_matches('.'), "ông" | "bà" | "đ/c" | "hộ");
    words.iter().skip_while(address).copied().collect::<Vec<_>>().join(" ")
}

/// A list as templates see it (`danh_sach`).
#[derive(Debug, Serialize)]
struct Shown {
    /// Its number, from 0; for ```` ```bang ```` blocks.
    so: usize,
    hinh_thuc: String,
    ma_hinh_thuc: String,
    co_quan: String,
    noi_dung: &'static str,
    de_nghi: bool,
    /// "tập thể, cá nhân".
    doi_tuong: String,
    khoi: Vec<ShownBlock>,
    /// "số 2101/QĐ-UBND ngày 18 tháng 8 năm 2020", several joined; empty where none was sent.
    quyet_dinh: String,
    ket: String,
}

#[derive(Debug, Serialize)]
struct ShownBlock {
    ten: String,
    ma: &'static str,
}

fn shown(input: Input<'_>, number: usize, group: usize, list: &List, ending: &str) -> Shown {
    let group = &input.summary.awards[group];
    let owners: Vec<&str> = list.blocks.iter().map(|b| owner_words(b.owner)).collect();
    Shown {
        so: number,
        hinh_thuc: group.form.name.clone(),
        ma_hinh_thuc: group.form.code.clone(),
        co_quan: group.body.clone(),
        noi_dung: group.reason.code(),
        de_nghi: group.proposed,
        doi_tuong: if owners.is_empty() { "tập thể, cá nhân".to_owned() } else { owners.join(", ") },
        khoi: list.blocks().map(|(ten, block)| ShownBlock { ten, ma: block.code() }).collect(),
        quyet_dinh: decisions(input.dossier, group).join("; "),
        ket: list.closing(ending),
    }
}

/// Every decision once, in the order of the rows.
fn decisions(dossier: &Dossier, group: &AwardGroup) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let rows = group.rows.iter().filter_map(|&row| dossier.award_row(row));
    rows.filter_map(|award| {
        let number = award.decision.as_deref()?.trim().to_owned();
        seen.insert((number.clone(), award.date)).then(|| decision_words(&number, award.date))
    })
    .collect()
}

/// "số 2101/QĐ-UBND ngày 18 tháng 8 năm 2020".
pub(super) fn decision_words(number: &str, date: Option<Date>) -> String {
    let number = number.strip_prefix("số ").or_else(|| number.strip_prefix("Số ")).unwrap_or(number);
    match date {
        Some(date) => format!("số {number} {}", date.long()),
        None if number.contains("ngày") => format!("số {number}"),
        None => format!("số {number} ngày …… tháng …… năm ……"),
    }
}

fn all_shown(input: Input<'_>, groups: &[usize], lists: &[List], ending: &str) -> Vec<Shown> {
    groups.iter().zip(lists).enumerate().map(|(at, (group, list))| shown(input, at, *group, list, ending)).collect()
}

fn prepare(input: Input<'_>, groups: &[usize], lists: &[List], ending: &str) -> Result<(Context, Arc<Book>), Error> {
    let reading = Reading::of(input)?;
    let mut context = context::build(input, &reading);
    context.insert("danh_sach", &all_shown(input, groups, lists, ending));
    Ok((context, reading.book))
}

/// What its templates see beside what all see: `danh_sach`, and `d` of a sheet.
pub(super) fn insert(input: Input<'_>, context: &mut Context, ending: &str) {
    let (groups, lists) = lists(input);
    let all = all_shown(input, &groups, &lists, ending);
    context.insert("d", &all.first());
    context.insert("danh_sach", &all);
}

/// `danh-sach-khen-thuong.docx`.
pub(super) fn document(input: Input<'_>) -> Result<Document, Error> {
    let (groups, lists) = lists(input);
    let office = &input.dossier.authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let (context, book) = prepare(input, &groups, &lists, &layout.body.ending)?;
    let text = template::render(input.overrides, TEMPLATE, &context, &book)?;
    let tables = Tables::new(input, &lists);
    let frame = Frame { office, layout: &layout, kind: "DS" };
    let sections = pages::sections(TEMPLATE, markdown::parts(&text), &frame, &|args| Ok(tables.draw(args)?.map(Into::into)))?;
    Ok(frame.document(title(input), input.draft, sections))
}

/// `danh-sach-khen-thuong.xlsx`.
pub(super) fn workbook(input: Input<'_>) -> Result<Workbook<'_>, Error> {
    let (groups, lists) = lists(input);
    let office = &input.dossier.authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let (mut context, book) = prepare(input, &groups, &lists, &layout.body.ending)?;
    let plan: SheetPlan = template::table(input.overrides, SHEETS)?;
    let tables = Tables::new(input, &lists);
    let mut sheets = Vec::new();
    for (at, (group, list)) in groups.iter().zip(&lists).enumerate() {
        context.insert("d", &shown(input, at, *group, list, &layout.body.ending));
        let args = [plan.table().to_owned(), at.to_string()];
        let table = tables.draw(&args)?.unwrap_or_default();
        let form = &input.summary.awards[*group].form.name;
        let made = sheet(SHEETS, &plan, input, &context, &book, table)?;
        sheets.push(Sheet { name: sheet_name(at + 1, form), ..made });
    }
    if sheets.is_empty() {
        let notes = vec![vec![crate::document::Run::plain("Chưa có khen thưởng nào được ghi trong các biểu đã nộp.")]];
        sheets.push(Sheet { name: "Khen thưởng".to_owned(), title: vec![title(input)], notes, ..Sheet::default() });
    }
    Ok(Workbook { title: title(input), author: office.name.clone(), draft: input.draft, font: layout.body.font, sheets })
}

fn title(input: Input<'_>) -> String {
    format!("Danh sách khen thưởng {}", context::movement(&input.dossier.authority))
}

/// "1. Giấy khen": at most 31 characters, none that a sheet name may not hold.
pub(super) fn sheet_name(number: usize, form: &str) -> String {
    let safe: String = form.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    format!("{number}. {safe}").chars().take(31).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests;
