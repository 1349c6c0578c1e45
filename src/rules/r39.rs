//! R39: a denominator of Biểu 4 is not the number of units it counts, where the tree holds them at the period's end.

use rust_decimal::Decimal;

use super::words::{figure, quoted};
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, IndicatorRow, Severity, UnitId, decimal, name};

pub(super) const RULE: Rule = Rule {
    code: "R39",
    name: "denominator-differs",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Tổng số (mẫu số) khác số đơn vị có trong danh mục đơn vị.",
    why: "Số xã, phường của một địa bàn chỉ có một; tổng số sai thì tỷ lệ sai theo.",
    remedy: "Xem lại cột Trên tổng số, hoặc danh mục đơn vị (don-vi.csv).",
    basis: "Số xã, phường, huyện… phải nộp báo cáo, theo danh mục đơn vị ở cuối kỳ; danh mục không ghi đơn vị nào phải nộp thì kể tất cả. Loại đơn vị không có trong danh mục thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut findings = Vec::new();
    for fact in &dossier.indicators {
        let Some(row) = dossier.indicator_row(fact.row) else { continue };
        let Some(whole) = row.out_of.filter(|whole| !whole.is_zero()) else { continue };
        let Some(population) = population(row) else { continue };
        let held = counts(context, fact.unit, &population.kinds);
        let (Some(&right), Some(&most)) = (held.first(), held.iter().max()) else { continue };
        let fits = held.iter().any(|&count| whole == Decimal::from(count));
        // A part of them ("xã biên giới") may be fewer, never more.
        if fits || (!population.all && whole < Decimal::from(most)) {
            continue;
        }
        let (stated, right) = (decimal(whole), figure(right as u64));
        let message = format!("{}: tổng số ghi {stated}, danh mục đơn vị có {right} {}", quoted(&row.name), population.written);
        let at = dossier.cell(fact.row, Column::OutOf);
        findings.push(RULE.unplaced(message).placed(Some(at)).of_unit(context.name(fact.unit)).with_texts(stated, right));
    }
    findings
}

/// The kinds of units an indicator counts; `all`: whatever has them, not only some of them.
struct Population {
    kinds: Vec<String>,
    /// As the indicator writes them.
    written: String,
    all: bool,
}

/// What follows the kinds in "Xã, phường, thị trấn có Ban Chỉ đạo" where all of them are meant.
const VERBS: &[&str] = &[
    "có",
    "ban hành",
    "đạt",
    "được",
    "thành lập",
    "thực hiện",
    "xây dựng",
    "đăng ký",
    "hoàn thành",
    "tổ chức",
    "duy trì",
    "triển khai",
];

/// Read from the name's first words, with Đơn vị tính to agree.
fn population(row: &IndicatorRow) -> Option<Population> {
    let lower = row.name.trim().to_lowercase();
    let mut rest = lower.as_str();
    for lead in ["tỷ lệ", "tỉ lệ", "tổng số", "số"] {
        rest = rest.strip_prefix(lead).map_or(rest, str::trim_start);
    }
    let (mut kinds, mut written): (Vec<String>, &str) = (Vec::new(), "");
    let named = rest;
    while let Some((kind, after)) = leading_kind(rest) {
        kinds.push(kind);
        written = &named[..named.len() - after.len()];
        rest = after.trim_start_matches([',', '/', '-', ' ']);
        rest = rest.strip_prefix("và ").unwrap_or(rest);
    }
    let measured = row.unit_of_measure.as_deref().map(str::to_lowercase).unwrap_or_default();
    let agrees =
        matches!(measured.as_str(), "" | "đơn vị" | "%") || leading_kind(&measured).is_some_and(|(k, _)| kinds.contains(&k));
    let all = VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|after| after.is_empty() || after.starts_with(' ')));
    (!kinds.is_empty() && agrees).then_some(Population { kinds, written: written.to_owned(), all })
}

/// "thị trấn có quy chế" → (thị trấn, " có quy chế").
fn leading_kind(text: &str) -> Option<(String, &str)> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | '/')).map(|(at, _)| at).chain([text.len()]);
    let mut found = None;
    for end in ends.take(3) {
        let words = text[..end].trim();
        if !words.is_empty() && name::unit_key(&format!("{words} x")).1 == "x" {
            found = name::unit_key(&format!("{words} x")).0.map(|kind| (kind, &text[end..]));
        }
    }
    found
}

/// How many units of these kinds the tree holds in the submitter's part of it, and how many of their level: those that owe
/// a submission, where some do, before all of them. None where it holds none.
fn counts(context: &Context<'_>, submitter: UnitId, kinds: &[String]) -> Vec<usize> {
    let units = &context.dossier.units;
    if !units.declared {
        return Vec::new();
    }
    let year = context.dossier.authority.period.to.year;
    let within: Vec<UnitId> =
        units.walk().into_iter().filter(|&id| units.is_within(id, submitter) && units.unit(id).exists_in(year)).collect();
    let of_kind: Vec<UnitId> =
        within.iter().copied().filter(|&id| name::unit_key(units.name(id)).0.is_some_and(|kind| kinds.contains(&kind))).collect();
    let level = of_kind.first().and_then(|&id| units.unit(id).level);
    let of_level: Vec<UnitId> = within.into_iter().filter(|&id| level.is_some() && units.unit(id).level == level).collect();
    let owing = |list: &[UnitId]| list.iter().filter(|&&id| units.unit(id).owes).count();
    let counts = [owing(&of_kind), of_kind.len(), owing(&of_level), of_level.len()];
    if of_kind.is_empty() { Vec::new() } else { counts.into_iter().filter(|count| *count > 0).collect() }
}
