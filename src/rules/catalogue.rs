//! The rule table as text for people: `RULES.md`, and what `explain` prints.

use std::fmt::Write as _;

use super::{ALL, Blank, INVARIANTS, Rule, examples};

/// What a rule means and how to mend what it finds, in Vietnamese, for `explain`.
pub fn explain(rule: &Rule) -> String {
    format!(
        "{code} ({severity})\n\nNội dung: {what}\nVì sao:   {why}\nCách sửa: {remedy}\nCăn cứ:   {basis}\n{blank}{example}",
        code = rule.code,
        severity = rule.severity.name(),
        what = rule.what,
        why = rule.why,
        remedy = rule.remedy,
        basis = rule.basis,
        blank = blank(rule).map_or_else(String::new, |blank| format!("Ô trống:  {blank}\n")),
        example = examples::of(rule.code).map_or_else(String::new, |example| format!("Ví dụ:    {example}\n")),
    )
}

/// What a blank cell means; nothing is said of it for files and sheets.
fn blank(rule: &Rule) -> Option<&'static str> {
    let said = match rule.blank {
        Blank::Skip => "Ô chưa có số liệu thì quy tắc này không xét.",
        Blank::Inconclusive => "Còn thiếu số liệu thì chỉ ghi “chưa thể kết luận”, mỗi nguyên nhân một lần, mức lưu ý.",
        Blank::Reported => "Chỗ còn thiếu chính là điều quy tắc này nêu ra.",
    };
    (!rule.code.starts_with('S')).then_some(said)
}

/// What stands before the table of invariants.
const INTRODUCTION: &str = "\n## Bất biến\n\nBài nộp không thể làm sai những điều sau; chương trình giữ, mỗi điều có một phép thử:\n\n\
     | Mã | Luôn đúng | Phép thử |\n|---|---|---|\n";

/// The table of all rules as Markdown, for `RULES.md`.
pub fn rules_md() -> String {
    let mut text = String::from(
        "# Quy tắc đối chiếu\n\nTệp này được sinh từ bảng quy tắc trong mã nguồn; không sửa bằng tay.\n\n\
         Mức độ: **phải sửa** (báo cáo còn là dự thảo), **cần rà soát**, **lưu ý**. R: đối chiếu số liệu; S: tệp, trang, \
         biểu đã nộp; C: từng ô.\n\n| Mã | Tên | Mức độ | Nội dung |\n|---|---|---|---|\n",
    );
    for rule in ALL {
        let _ = writeln!(
            text,
            "| [{0}](#{1}) | {2} | {3} | {4} |",
            rule.code,
            anchor(rule),
            rule.name,
            rule.severity.name(),
            rule.what
        );
    }
    text.push_str(INTRODUCTION);
    for invariant in INVARIANTS {
        let _ = writeln!(text, "| {} | {} | `{}`, {} |", invariant.code, invariant.what, invariant.file, invariant.test);
    }
    for rule in ALL {
        let _ = write!(
            text,
            "\n## {} {}\n\n- Mức độ: {}\n- Nội dung: {}\n- Vì sao: {}\n- Cách sửa: {}\n- Căn cứ: {}\n{}",
            rule.code,
            rule.name,
            rule.severity.name(),
            rule.what,
            rule.why,
            rule.remedy,
            rule.basis,
            blank(rule).map_or_else(String::new, |blank| format!("- Ô trống: {blank}\n")),
        );
    }
    text
}

fn anchor(rule: &Rule) -> String {
    format!("{}-{}", rule.code.to_ascii_lowercase(), rule.name)
}
