//! R34: “N năm” beside a range of years of another length, in the texts of Biểu 5 and of `hoi-nghi.toml`.

use super::texts::{self, Passage};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R34",
    name: "years-do-not-fit-period",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Số năm nêu trong văn bản không khớp với khoảng thời gian ghi cạnh đó.",
    why: "Tiêu đề “sơ kết 2 năm” mà giai đoạn dài ba năm sẽ bị hỏi lại.",
    remedy: "Xem lại số năm hoặc năm đầu, năm cuối.",
    basis: "Số năm bằng năm cuối trừ năm đầu, hoặc thêm 1 nếu tính cả hai năm.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    texts::passages(context).iter().flat_map(|passage| of_passage(context, passage)).collect()
}

fn of_passage(context: &Context<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in texts::sentences(passage.text) {
        let Some((count, said)) = years_said(sentence) else { continue };
        let period = &context.dossier.authority.period;
        let own = (period.from.year < period.to.year).then_some((period.from.year, period.to.year));
        let Some((first, last)) = range(sentence).or(own.filter(|_| passage.is_title)) else { continue };
        let length = u32::from(last.saturating_sub(first));
        if count != length && count != length + 1 {
            let message = format!("ghi “{said}” nhưng {first} - {last} là {length} năm ({} năm nếu tính cả hai năm)", length + 1);
            let finding = RULE.unplaced(message).placed(passage.at).with_texts(said, format!("{first} - {last}"));
            findings.push(passage.of_unit(context, finding));
        }
    }
    findings
}

/// The only “N năm” of a sentence.
fn years_said(sentence: &str) -> Option<(u32, String)> {
    let figures = texts::figures(sentence);
    let mut said = figures.iter().filter_map(|figure| {
        let rest = sentence[figure.end..].trim_start();
        let after = rest.strip_prefix("năm")?;
        // "5 năm một lần" is a rhythm, "10 năm tuổi" an age.
        let other = ["một lần", "1 lần", "tuổi", "trở lên", "/lần"].iter().any(|word| after.trim_start().starts_with(word));
        let whole = after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric());
        let count = u32::try_from(figure.whole()?).ok()?;
        (whole && !other && (1..=150).contains(&count)).then(|| (count, format!("{} năm", figure.raw(sentence))))
    });
    said.next().filter(|_| said.next().is_none())
}

/// The only range of years of a sentence: "2016 - 2018", "từ năm 2016 đến năm 2018", "15/10/1930 – 15/10/2017".
fn range(sentence: &str) -> Option<(u16, u16)> {
    let years = texts::figures_of(sentence).1;
    let mut found = None;
    for pair in years.windows(2) {
        let between = sentence.get(pair[0].0.end..pair[1].0.start)?.trim();
        let joined = matches!(between, "-" | "–" | "—" | "đến" | "đến năm" | "tới" | "tới năm");
        if joined && pair[0].1 < pair[1].1 {
            if found.is_some() {
                return None;
            }
            found = Some((pair[0].1, pair[1].1));
        }
    }
    found
}
