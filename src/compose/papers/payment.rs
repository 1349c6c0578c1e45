//! Bảng kê tiền thưởng: per decision, who gets how much, with room to sign.
//!
//! Money is whole đồng. A recipient whose amount is not laid down has blank cells, counted apart, and the total says so.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::commendation::{Block, List, owner_words, sheet_name};
use super::super::figures::{plain, prose};
use super::super::records::{Record, Records};
use super::super::rows::{RowsOf, text};
use super::super::{Input, recipient_cells};
use super::Papers;
use super::amounts::Money;
use super::desk::{Decision, Desk, TablePaper, TableSheet};
use crate::document::Value;
use crate::error::Error;
use crate::model::{Reward, RowRef, UnitId, dong_in_words};

const PAPER: TablePaper = TablePaper {
    stem: "bang-ke-tien-thuong",
    template: "bang-ke-tien-thuong.md",
    sheets: "bang-ke-tien-thuong.toml",
    symbol: "BK",
    kind: "BK",
    title: "Bảng kê tiền thưởng",
};

/// The money of one decision.
pub(super) struct Payment {
    /// The rows of its table.
    rows: Vec<Record>,
    /// The sum of what is known, đồng.
    pub(super) total: u64,
    /// Recipients whose amount is not laid down.
    pub(super) unknown: u64,
}

impl Payment {
    /// The money of a decision's named recipients.
    pub(super) fn of(input: Input<'_>, decision: &Decision<'_>) -> Self {
        let mut made = Self { rows: Vec::new(), total: 0, unknown: 0 };
        for (title, block) in decision.list.blocks() {
            made.rows.push(Record::section(title));
            let money = decision.amounts.of(block.owner);
            let mut sum = 0;
            for &(row, unit) in &block.rows {
                let people = input.dossier.award_row(row).map_or(1, |award| u64::from(award.quantity));
                made.rows.push(record(input, (row, unit), people, money));
                match money {
                    Some(money) => sum += money.amount * people,
                    None => made.unknown += people,
                }
            }
            made.total += sum;
            made.rows.push(subtotal(block, money.is_some().then_some(sum)));
        }
        made
    }
}

/// A recipient's line; the amount is a formula of the cells beside it.
fn record(input: Input<'_>, (row, unit): (RowRef, UnitId), people: u64, money: Option<&Money>) -> Record {
    let cell = |key: &str| recipient_cells::value(input.dossier, row, unit, key).unwrap_or_default();
    let (times, salary) = match money {
        Some(Money { reward: Reward::Multiple(times), salary: Some(salary), .. }) => {
            (Value::Amount(times.normalize()), Value::Count(*salary))
        }
        _ => (Value::Blank, Value::Blank),
    };
    let several = if people > 1 { Value::Count(people) } else { Value::Blank };
    Record::new([
        ("ong_ba", cell("ong_ba")),
        ("ten", cell("ten")),
        ("don_vi", cell("don_vi")),
        ("so_luong", several),
        ("he_so", times),
        ("luong", salary),
        ("thanh_tien", money.map_or(Value::Blank, |money| amount(money, people))),
        ("ky_nhan", Value::Blank),
        ("ghi_chu", Value::Blank),
    ])
}

fn amount(money: &Money, people: u64) -> Value {
    let result = Value::Count(money.amount * people);
    let (Reward::Multiple(times), Some(salary)) = (money.reward, money.salary) else { return result };
    let product = "{cot:he_so}{row}*{cot:luong}{row}";
    // Rounded first, because 0,3 is not exact in a spreadsheet.
    let one = match money.step {
        2.. => format!("ROUNDUP(ROUND({product},2)/{0},0)*{0}", money.step),
        _ if (times * Decimal::from(salary)).fract().is_zero() => product.to_owned(),
        _ => format!("ROUNDUP(ROUND({product},2),0)"),
    };
    let expression = if people > 1 { format!("{one}*{{cot:so_luong}}{{row}}") } else { one };
    Value::Formula { expression, result: Box::new(result) }
}

/// "Cộng 35 tập thể".
fn subtotal(block: &Block, sum: Option<u64>) -> Record {
    let label = format!("Cộng {} {}", prose(block.people), owner_words(block.owner));
    let count = block.rows.len();
    let sum = sum.map_or(Value::Blank, |sum| Value::Formula {
        expression: format!("SUBTOTAL(9,{{cot:thanh_tien}}{{row-{count}}}:{{cot:thanh_tien}}{{row-1}})"),
        result: Box::new(Value::Count(sum)),
    });
    Record::subtotal(label, [("thanh_tien", sum)])
}

/// A list of payments as templates see it (`b`).
#[derive(Serialize)]
struct Shown {
    /// Its table's argument.
    so: usize,
    hinh_thuc: String,
    co_quan: String,
    trich_dan: String,
    dem: String,
    tong: String,
    bang_chu: String,
    /// "Mức tiền thưởng theo …".
    nguon: String,
    /// "02 cá nhân chưa có mức tiền thưởng"; empty where all are known.
    chua_ro: String,
}

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let mut records = Records::default();
    let (mut shown, mut lists): (Vec<Shown>, Vec<List>) = (Vec::new(), Vec::new());
    for decision in desk.decisions.iter().filter(|decision| decision.has_names()) {
        if desk.bodies.issues_itself(&decision.award.body) && decision.award.settings.is_none() && !decision.amounts.any() {
            continue;
        }
        if !decision.amounts.any() {
            if !decision.award.certifies {
                let words = decision.words();
                papers.left.push(format!(
                    "bảng kê tiền thưởng {words}: chưa có mức tiền, ghi thêm [[tien_thuong.muc]] trong hoi-nghi.toml"
                ));
            }
            continue;
        }
        let payment = Payment::of(desk.input, decision);
        shown.push(view(decision, &payment, shown.len()));
        records.add(RowsOf::TienThuong, lists.len().to_string(), payment.rows);
        lists.push(decision.list.clone());
    }
    if shown.is_empty() {
        if papers.left.iter().all(|line| !line.starts_with("bảng kê")) {
            papers.left.push("bảng kê tiền thưởng: không có khen thưởng nào kèm tiền".to_owned());
        }
        return Ok(());
    }
    let mut context = desk.context();
    context.insert("bang_ke", &shown);
    let sheets = shown.iter().enumerate().map(|(at, one)| TableSheet {
        argument: at.to_string(),
        name: sheet_name(at + 1, &one.hinh_thuc),
        shown: Some(tera::Value::from_serializable(one)),
    });
    papers.files.push(desk.table_paper(&PAPER, &records, context, sheets)?);
    Ok(())
}

fn view(decision: &Decision<'_>, payment: &Payment, number: usize) -> Shown {
    let unknown = decision.list.blocks.iter().filter(|block| decision.amounts.of(block.owner).is_none());
    let unknown: Vec<String> = unknown.map(|b| format!("{} {}", prose(b.people), owner_words(b.owner))).collect();
    let sources = decision.amounts.sources.join("; lương cơ sở theo ");
    let dated = if decision.award.date.is_none() { format!(", tính tại {}", decision.day.long()) } else { String::new() };
    Shown {
        so: number,
        hinh_thuc: decision.award.form.name.clone(),
        co_quan: match text(&decision.award.body) {
            Value::Text(body) => body,
            _ => super::bodies::BLANK.to_owned(),
        },
        trich_dan: decision.citation(),
        dem: decision.list.counts(),
        tong: plain(payment.total),
        bang_chu: dong_in_words(payment.total),
        nguon: if sources.is_empty() { String::new() } else { format!("Mức tiền thưởng theo {sources}{dated}.") },
        chua_ro: if unknown.is_empty() {
            String::new()
        } else {
            format!("{} chưa có mức tiền thưởng.", unknown.join(", "))
        },
    }
}
