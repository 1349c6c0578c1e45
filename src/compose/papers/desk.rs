//! What all papers of a run are made from: the decisions with their lists and money, the tables of bodies and amounts,
//! and how a template becomes a document.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Context;

use super::super::commendation::{self, List};
use super::super::context::{self, Reading};
use super::super::figures::{Book, lower_first};
use super::super::frame::Frame;
use super::super::records::Records;
use super::super::rows::RowsOf;
use super::super::tables::Tables;
use super::super::workbook::{SheetPlan, sheet};
use super::super::{Input, markdown, pages, template};
use super::amounts::{AmountTable, Amounts};
use super::bodies::{BLANK, BodyTable};
use super::{BLANK_DATE, Paper};
use crate::document::{Block, Document, Layout, Sheet, Workbook};
use crate::error::Error;
use crate::model::{AwardDecision, Date, Office, Reason, RowRef, award_decisions, is_about, name};

/// A decision that commends, with its list and its money.
pub(super) struct Decision<'a> {
    /// Form, body, number, rows.
    pub(super) award: AwardDecision<'a>,
    /// Its recipients.
    pub(super) list: List,
    /// The day its amounts are taken of: its own, else the conference's, else the last of the period.
    pub(super) day: Date,
    /// What its recipients get.
    pub(super) amounts: Amounts,
}

impl Decision<'_> {
    /// "số 2101/QĐ-UBND ngày 18 tháng 8 năm 2020", with room for what is not known.
    pub(super) fn citation(&self) -> String {
        let number = self.award.number.as_deref().map_or(BLANK, bare_number);
        let date = self.award.date.map_or_else(|| BLANK_DATE.to_owned(), Date::long);
        format!("số {number} {date}")
    }

    /// "Giấy khen của UBND thành phố Rạch Giá".
    pub(super) fn words(&self) -> String {
        if self.award.body.is_empty() {
            self.award.form.name.clone()
        } else {
            format!("{} của {}", self.award.form.name, self.award.body)
        }
    }

    /// Has it a recipient by name?
    pub(super) fn has_names(&self) -> bool {
        !self.list.blocks.is_empty()
    }
}

/// "số 05/QĐ" → "05/QĐ".
pub(super) fn bare_number(number: &str) -> &str {
    let number = number.trim();
    number.strip_prefix("số ").or_else(|| number.strip_prefix("Số ")).unwrap_or(number).trim_start_matches(": ")
}

/// A paper about to be printed.
pub(super) struct Draft<'p> {
    /// Template, "to-trinh-khen-thuong.md".
    pub(super) template: &'static str,
    /// Whose letterhead and signature.
    pub(super) office: &'p Office,
    /// Abbreviation of the type, "QĐ".
    pub(super) kind: &'static str,
    /// Its number as it was given.
    pub(super) number: Option<&'p str>,
    /// Title for the file's properties.
    pub(super) title: String,
    /// Lists that its tables may choose from.
    pub(super) lists: &'p [List],
    /// Rows that its tables may ask for.
    pub(super) records: &'p Records,
}

/// A paper of the office's own that is a table: printed, and a workbook (giấy tờ dạng bảng).
pub(super) struct TablePaper {
    /// Name of its files.
    pub(super) stem: &'static str,
    /// Template of the document.
    pub(super) template: &'static str,
    /// Template of the sheets.
    pub(super) sheets: &'static str,
    /// Its type in the office's symbol, "BTH".
    pub(super) symbol: &'static str,
    /// Abbreviation of its type in its number; blank: none.
    pub(super) kind: &'static str,
    /// Title for the files' properties.
    pub(super) title: &'static str,
}

/// A sheet of such a paper.
pub(super) struct TableSheet {
    /// What chooses its table's rows.
    pub(super) argument: String,
    /// Its name.
    pub(super) name: String,
    /// What its titles see as `b`, if anything.
    pub(super) shown: Option<tera::Value>,
}

/// Everything the papers are made from.
pub(super) struct Desk<'a> {
    /// Figures and records.
    pub(super) input: Input<'a>,
    /// Letterheads and grounds of bodies.
    pub(super) bodies: BodyTable,
    /// Amounts of money.
    pub(super) money: AmountTable,
    /// The decisions that commend, certificates among them.
    pub(super) decisions: Vec<Decision<'a>>,
    /// Numbers in the gold book.
    pub(super) gold: BTreeMap<RowRef, u32>,
    context: Context,
    book: Arc<Book>,
}

impl<'a> Desk<'a> {
    /// Gathers everything.
    ///
    /// # Errors
    ///
    /// A table of data does not parse.
    pub(super) fn open(input: Input<'a>) -> Result<Self, Error> {
        let reading = Reading::of(input)?;
        let (bodies, money) = (BodyTable::read(input.overrides)?, AmountTable::read(input.overrides)?);
        let authority = &input.dossier.authority;
        let otherwise = authority.date.unwrap_or(authority.period.to);
        let decision = |award: AwardDecision<'a>| {
            let day = award.date.unwrap_or(otherwise);
            let list = commendation::list(input.dossier, &award.rows);
            let amounts = money.of(input, &award.form.code, &award.body, day);
            Decision { award, list, day, amounts }
        };
        let decisions: Vec<Decision<'_>> = award_decisions(input.dossier).into_iter().map(decision).collect();
        let gold = super::certificates::gold::numbers(input.dossier, &bodies, &decisions);
        let mut context = context::build(input, &reading);
        context.insert("ten_co_quan", &office_words(input));
        Ok(Self { input, bodies, money, decisions, gold, context, book: reading.book })
    }

    /// The values every template may name, to add a paper's own to.
    pub(super) fn context(&self) -> Context {
        self.context.clone()
    }

    /// The profile of an office.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(super) fn layout(&self, office: &Office) -> Result<Layout, Error> {
        template::layout(self.input.overrides, &office.profile)
    }

    /// Prints a paper.
    ///
    /// # Errors
    ///
    /// A fault of its template.
    pub(super) fn print(&self, draft: &Draft<'_>, context: &Context) -> Result<Document, Error> {
        let layout = self.layout(draft.office)?;
        let mut context = context.clone();
        context.insert("het", &layout.body.ending);
        let text = template::render(self.input.overrides, draft.template, &context, &self.book)?;
        let tables = Tables::new(self.input, draft.lists).with_records(draft.records);
        let frame = Frame { office: draft.office, layout: &layout, kind: draft.kind };
        let draw = |args: &[String]| Ok(tables.draw(args)?.map(Into::into));
        let mut sections = pages::sections(draft.template, markdown::parts(&text), &frame, &draw)?;
        if let Some(number) = draft.number {
            let lead = layout.head.number_format.split("{so}").next().unwrap_or_default().to_owned();
            for block in sections.iter_mut().flat_map(|section| &mut section.blocks) {
                if let Block::Letterhead(head) = block {
                    head.number = format!("{lead}{}", bare_number(number));
                }
            }
        }
        Ok(frame.document(draft.title.clone(), self.input.draft, sections))
    }

    /// A sheet with the table that a description and an argument name; `None` where it has no row.
    ///
    /// # Errors
    ///
    /// A fault of the template or the table.
    pub(super) fn sheet(
        &self,
        template: &str,
        records: &Records,
        argument: &str,
        name: String,
        context: &Context,
    ) -> Result<Option<Sheet<'a>>, Error> {
        let plan: SheetPlan = template::table(self.input.overrides, template)?;
        let args = [plan.table().to_owned(), argument.to_owned()];
        let Some(table) = Tables::new(self.input, &[]).with_records(records).draw(&args)? else { return Ok(None) };
        let made = sheet(template, &plan, self.input, context, &self.book, table)?;
        Ok(Some(Sheet { name, ..made }))
    }

    /// A workbook of sheets.
    ///
    /// # Errors
    ///
    /// There is no profile of the office's name.
    pub(super) fn workbook(&self, title: String, sheets: Vec<Sheet<'a>>) -> Result<Workbook<'a>, Error> {
        let office = &self.input.dossier.authority.office;
        let font = self.layout(office)?.body.font;
        Ok(Workbook { title, author: office.name.clone(), draft: self.input.draft, font, sheets })
    }

    /// Makes the files of a paper that is a table.
    ///
    /// # Errors
    ///
    /// A fault of its templates.
    pub(super) fn table_paper(
        &self,
        paper: &TablePaper,
        records: &Records,
        mut context: Context,
        sheets: impl IntoIterator<Item = TableSheet>,
    ) -> Result<Paper<'a>, Error> {
        let office = self.own_office(paper.symbol, Vec::new());
        let draft = Draft {
            template: paper.template,
            office: &office,
            kind: paper.kind,
            number: None,
            title: paper.title.to_owned(),
            lists: &[],
            records,
        };
        let document = self.print(&draft, &context)?;
        let mut made = Vec::new();
        for TableSheet { argument, name, shown } in sheets {
            if let Some(shown) = shown {
                context.insert_value("b", shown);
            }
            made.extend(self.sheet(paper.sheets, records, &argument, name, &context)?);
        }
        let workbook = self.workbook(paper.title.to_owned(), made)?;
        Ok(Paper { stem: paper.stem.to_owned(), document: Some(document), workbook: Some(workbook) })
    }

    /// The office's letterhead and signature for a paper of its own that has no number yet.
    pub(super) fn own_office(&self, kind: &str, recipients: Vec<String>) -> Office {
        let own = &self.input.dossier.authority.office;
        Office { symbol: super::bodies::own_symbol(own, kind), recipients, ..super::bodies::unsigned(own) }
    }

    /// Entries of `[[quyet_dinh]]` and `[[khong_dong_y]]` that are about nothing.
    pub(super) fn unused_settings(&self) -> Vec<String> {
        let dossier = self.input.dossier;
        let papers = &dossier.authority.papers;
        let about = |at: usize| {
            let settings = &papers.decisions[at];
            settings.recognises || self.decisions.iter().any(|d| is_about(settings, &d.award.form.code, &d.award.body))
        };
        let decisions = (0..papers.decisions.len()).filter(|at| !about(*at)).map(|at| {
            let settings = &papers.decisions[at];
            let by = settings.body.as_deref().map_or_else(String::new, |by| format!(" của “{by}”"));
            let form = settings.form.as_deref().map_or_else(String::new, |form| format!(" “{form}”"));
            format!("[[quyet_dinh]]{form}{by} không khớp khen thưởng nào")
        });
        let refused: Vec<usize> = dossier
            .awards
            .iter()
            .filter_map(|award| crate::model::refusal(dossier, dossier.award_row(award.row)?, award.unit))
            .collect();
        let model = |text: &str| dossier.models.iter().any(|model| name::key(&model.name) == name::key(text));
        let refusals =
            papers.refusals.iter().enumerate().filter(|(at, refusal)| !refused.contains(at) && !model(&refusal.recipient));
        let refusals = refusals.map(|(_, r)| format!("[[khong_dong_y]] “{}” không khớp đề nghị nào", r.recipient));
        decisions.chain(refusals).collect()
    }
}

/// The tables of records that most papers have: one table of one kind.
pub(super) fn records(of: RowsOf, argument: &str, rows: Vec<super::super::records::Record>) -> Records {
    let mut records = Records::default();
    records.add(of, argument, rows);
    records
}

/// What a decision is for, as it follows "có thành tích": by what all its rows say, else by their nội dung khen.
pub(super) fn achievement(input: Input<'_>, decision: &Decision<'_>) -> String {
    let rows: Vec<_> = decision.award.rows.iter().filter_map(|(row, _)| input.dossier.award_row(*row)).collect();
    let movement = context::movement(&input.dossier.authority);
    let all = |reason: Reason| rows.iter().all(|row| row.reason == reason);
    if all(Reason::Steering) {
        return format!("có thành tích trong lãnh đạo, chỉ đạo {movement}");
    }
    if all(Reason::Model) {
        return format!("có thành tích trong {movement}");
    }
    let said = rows.first().and_then(|row| row.achievement.as_deref()).map(name::key);
    let same = said.is_some() && rows.iter().all(|row| row.achievement.as_deref().map(name::key) == said);
    match rows.first().and_then(|row| row.achievement.as_deref()).filter(|_| same) {
        Some(text) => lower_first(text.trim().trim_end_matches('.')),
        None => format!("có thành tích trong {movement}"),
    }
}

/// The office's name as it stands inside a sentence: as a form of commendation's body is written, else out of capitals.
fn office_words(input: Input<'_>) -> String {
    let authority = &input.dossier.authority;
    let name = authority.office.name.trim();
    if name.is_empty() {
        return BLANK.to_owned();
    }
    if name == name.to_uppercase() { out_of_capitals(name, &authority.root) } else { name.to_owned() }
}

/// "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”" → "Ban Chỉ đạo phong trào thi đua “Dân vận khéo”". Names of places other
/// than the root's stay small.
pub(super) fn out_of_capitals(text: &str, root: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let capital = |at: usize| {
        let quoted = words[at].starts_with(['“', '"']);
        let after_ban = at > 0 && words[at - 1] == "ban" && (at < 2 || !matches!(words[at - 2], "ủy" | "uỷ"));
        at == 0
            || quoted
            || after_ban
            || matches!(words[at], "mặt" | "tổ") && words.get(at + 1).is_some_and(|w| matches!(*w, "trận" | "quốc"))
    };
    let cased = |(at, word): (usize, &&str)| {
        if !capital(at) {
            return (*word).to_owned();
        }
        let (lead, rest) = word.split_at(word.find(char::is_alphabetic).unwrap_or(0));
        format!("{lead}{}", super::super::figures::upper_first(rest))
    };
    let text = words.iter().enumerate().map(cased).collect::<Vec<_>>().join(" ");
    let (_, place) = name::unit_key(root);
    let words_of_place = place.split(' ').count();
    let named: Vec<&str> = root.split_whitespace().collect();
    let named = named[named.len().saturating_sub(words_of_place)..].join(" ");
    if named.is_empty() { text } else { text.replace(&named.to_lowercase(), &named) }
}
