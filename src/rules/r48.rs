//! R48: a cá nhân that is called like a collective, or a tập thể called like a person.
//!
//! The trap: names are free text, so only unmistakable beginnings are judged ("Chi hội …", "Ông …").

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Finding, Owner, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "R48",
    name: "owner-name-unlikely",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Đối tượng ghi cá nhân nhưng tên là của một tập thể, hoặc ghi tập thể nhưng tên là của một người.",
    why: "Có thể đã ghi đổi chỗ tập thể và cá nhân, làm sai số liệu chia theo đối tượng.",
    remedy: "Kiểm tra lại cột Đối tượng.",
    basis: "Phần đầu của tên: “Chi hội”, “Tổ”, “UBND”… là tập thể; “Ông”, “Bà”, “Đồng chí” là cá nhân.",
    check,
};

/// Beginnings of the names of collectives, as slug words. A neighbourhood is none: it is often where a person lives.
const COLLECTIVES: &[&str] = &[
    "chi hoi",
    "chi bo",
    "chi doan",
    "hoi phu nu",
    "hoi nong dan",
    "hoi cuu chien binh",
    "hoi lien hiep",
    "hoi nguoi cao tuoi",
    "hoi chu thap do",
    "hoi khuyen hoc",
    "to dan van",
    "to tu quan",
    "to hoa giai",
    "to nhan dan",
    "ban ",
    "uy ban",
    "ubnd",
    "ubmttq",
    "mttq",
    "mat tran",
    "dang uy",
    "dang bo",
    "doan thanh nien",
    "doan phuong",
    "doan xa",
    "cong an",
    "truong mam non",
    "truong tieu hoc",
    "truong thcs",
    "truong thpt",
    "tram y te",
    "hop tac xa",
    "cau lac bo",
    "cong doan",
    "phong ",
    "lien doan",
    "nhan dan va can bo",
    "tap the",
];

/// Beginnings of the names of persons, in small letters.
const PERSONS: &[&str] = &["ông ", "bà ", "đồng chí ", "đ/c ", "anh ", "chị "];

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut rows = Vec::new();
    for model in &dossier.models {
        let (Some(owner), Some(performer), Some(&row)) = (model.owner, model.performer.as_deref(), model.rows.first()) else {
            continue;
        };
        if let Some(message) = unlikely(owner, performer) {
            let related = vec![dossier.cell(row, Column::Performer)];
            let at = dossier.cell(row, Column::Owner);
            rows.push(Row { at, unit: model.unit, severity: Severity::Note, title: performer, message, related });
        }
    }
    for award in &dossier.awards {
        let Some(row) = dossier.award_row(award.row) else { continue };
        let (Some(owner), Some(recipient)) = (row.owner, row.recipient.as_deref()) else { continue };
        if let Some(message) = unlikely(owner, recipient) {
            let related = vec![dossier.cell(award.row, Column::Recipient)];
            let at = dossier.cell(award.row, Column::Owner);
            rows.push(Row { at, unit: award.unit, severity: Severity::Note, title: recipient, message, related });
        }
    }
    gather(context, &RULE, rows, "dòng có tên không hợp với đối tượng, có thể tập thể và cá nhân bị đổi chỗ")
}

fn unlikely(owner: Owner, called: &str) -> Option<String> {
    match owner {
        Owner::Individual if is_collective(called) && !is_name(called) => {
            Some("ghi là cá nhân, nhưng tên là của một tập thể".to_owned())
        }
        Owner::Collective if is_name(called) && is_addressed(called) => {
            Some("ghi là tập thể, nhưng tên là của một người".to_owned())
        }
        _ => None,
    }
}

fn is_collective(called: &str) -> bool {
    let words = format!("{} ", name::slug_words(called));
    let whole = |lead: &str, rest: &str| lead.ends_with(' ') || rest.starts_with(' ');
    COLLECTIVES.iter().any(|lead| words.strip_prefix(lead).is_some_and(|rest| whole(lead, rest)))
}

fn is_addressed(called: &str) -> bool {
    let small = name::clean(called).to_lowercase();
    PERSONS.iter().any(|lead| small.starts_with(lead))
}

/// Three to six words, all capitalised: "Ông Nguyễn Văn An"; a name may also begin like a collective, "Ban Văn Minh".
fn is_name(called: &str) -> bool {
    let words: Vec<&str> = called.split_whitespace().filter(|word| *word != "chí").collect();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    (3..=6).contains(&words.len()) && words.iter().skip(1).all(|word| capital(word) && word.chars().all(char::is_alphabetic))
}
