//! Quyết định khen thưởng: one file a decision, with grounds, articles, counts, money, and its list.

use serde::Serialize;

use super::super::commendation::Block;
use super::super::figures::plain;
use super::super::records::Records;
use super::bodies::{BLANK, Does, Issuer};
use super::desk::{Decision, Desk, Draft, achievement};
use super::payment;
use super::stems::stems;
use super::{BLANK_DATE, Paper, Papers};
use crate::document::{Document, Layout};
use crate::error::Error;
use crate::model::{Date, Office, Owner, dong_in_words};

const TEMPLATE: &str = "quyet-dinh-khen-thuong.md";
const STEM: &str = "quyet-dinh-khen-thuong";

/// A decision as templates see it (`q`).
#[derive(Serialize)]
struct Shown {
    /// Its list's number, for ```` ```bang ```` blocks.
    so: usize,
    hinh_thuc: String,
    ma_hinh_thuc: String,
    co_quan: String,
    /// "35 tập thể, 07 cá nhân".
    dem: String,
    /// "tập thể, cá nhân".
    doi_tuong: String,
    /// "có thành tích trong phong trào …".
    thanh_tich: String,
    khoi: Vec<ShownBlock>,
    ket: String,
    trich_dan: String,
    nguoi_quyet_dinh: String,
    nguoi_sau: bool,
    can_cu: Vec<String>,
    tien: Option<ShownMoney>,
    kinh_phi: String,
}

#[derive(Serialize)]
struct ShownBlock {
    ten: String,
    ma: &'static str,
}

#[derive(Serialize)]
struct ShownMoney {
    /// "mỗi tập thể 900.000 đồng, mỗi cá nhân 450.000 đồng".
    muc: String,
    tong: String,
    bang_chu: String,
}

/// Makes the files.
pub(super) fn add<'a>(desk: &Desk<'a>, papers: &mut Papers<'a>) -> Result<(), Error> {
    let awards = desk.decisions.iter().filter(|decision| !decision.award.certifies);
    let mut ours = Vec::new();
    for decision in awards {
        if desk.bodies.issues_itself(&decision.award.body) {
            papers.left.push(format!("quyết định tặng {}: do cơ quan đó ban hành", decision.words()));
        } else if !decision.has_names() {
            papers.left.push(format!("quyết định tặng {}: chưa có tên tập thể, cá nhân nào", decision.words()));
        } else {
            ours.push(decision);
        }
    }
    if ours.is_empty() && papers.left.iter().all(|line| !line.starts_with("quyết định tặng")) {
        papers
            .left
            .push("quyết định khen thưởng: các biểu không có khen thưởng, đề nghị khen nào do cơ quan này trình".to_owned());
    }
    let stems = stems(&ours, &stem);
    for (decision, stem) in ours.iter().zip(stems) {
        papers.files.push(Paper { stem, document: Some(document(desk, decision)?), workbook: None });
    }
    Ok(())
}

/// "quyet-dinh-khen-thuong-giay-khen".
fn stem(decision: &Decision<'_>) -> String {
    let code = &decision.award.form.code;
    if STEM.ends_with(&format!("-{code}")) { STEM.to_owned() } else { format!("{STEM}-{code}") }
}

fn document(desk: &Desk<'_>, decision: &Decision<'_>) -> Result<Document, Error> {
    let issuer = desk.bodies.issuer(desk.input, &decision.award.body, Does::Commends, decision.award.settings, decision.day);
    let office = Office { signed_on: decision.award.date, ..issuer.office.clone() };
    let layout = desk.layout(&office)?;
    let shown = shown(desk, decision, &issuer, &layout);
    let title = format!("Quyết định {} cho {}", granting(&shown), shown.dem);
    let mut context = desk.context();
    context.insert("q", &shown);
    let lists = [decision.list.clone()];
    let draft = Draft {
        template: TEMPLATE,
        office: &office,
        kind: "QĐ",
        number: decision.award.number.as_deref(),
        title,
        lists: &lists,
        records: Records::NONE,
    };
    desk.print(&draft, &context)
}

fn granting(shown: &Shown) -> String {
    format!("tặng {}", shown.hinh_thuc)
}

fn shown(desk: &Desk<'_>, decision: &Decision<'_>, issuer: &Issuer, layout: &Layout) -> Shown {
    let list = &decision.list;
    let owners: Vec<&str> = list.blocks.iter().map(|block| super::super::commendation::owner_words(block.owner)).collect();
    let fund = decision.award.settings.map(|settings| settings.fund.clone()).filter(|fund| !fund.is_empty());
    Shown {
        so: 0,
        hinh_thuc: decision.award.form.name.clone(),
        ma_hinh_thuc: decision.award.form.code.clone(),
        co_quan: if decision.award.body.is_empty() { BLANK.to_owned() } else { decision.award.body.clone() },
        dem: list.counts(),
        doi_tuong: owners.join(", "),
        thanh_tich: achievement(desk.input, decision),
        khoi: list.blocks().map(|(ten, block)| ShownBlock { ten, ma: block.code() }).collect(),
        ket: list.closing(&layout.body.ending),
        trich_dan: decision.citation(),
        nguoi_quyet_dinh: if issuer.decider.is_empty() { BLANK.to_owned() } else { issuer.decider.clone() },
        nguoi_sau: layout.basis.decider_after,
        can_cu: issuer.grounds.clone(),
        tien: money(desk, decision),
        kinh_phi: fund.unwrap_or_else(|| BLANK.to_owned()),
    }
}

/// Said only where every recipient's amount is known: a sum of some of them would be taken for the whole.
fn money(desk: &Desk<'_>, decision: &Decision<'_>) -> Option<ShownMoney> {
    let payment = payment::Payment::of(desk.input, decision);
    if payment.unknown > 0 || payment.total == 0 {
        return None;
    }
    let each = |block: &Block| {
        let owner = block.owner?;
        let money = decision.amounts.of(Some(owner))?;
        Some(format!("mỗi {} {} đồng", Owner::name(owner), plain(money.amount)))
    };
    Some(ShownMoney {
        muc: decision.list.blocks.iter().filter_map(each).collect::<Vec<_>>().join(", "),
        tong: plain(payment.total),
        bang_chu: dong_in_words(payment.total),
    })
}

/// "ngày 18 tháng 8 năm 2020", or room for it.
pub(super) fn long_date(date: Option<Date>) -> String {
    date.map_or_else(|| BLANK_DATE.to_owned(), Date::long)
}
