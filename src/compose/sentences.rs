//! Phrases of the report (câu chữ): splits, increases and decreases, lists of names, recipients, indicators.
//!
//! Every phrase is Markdown and every figure in it carries its key. An unknown part is never mentioned; a phrase of
//! which nothing is known is the empty string, so that a template can leave its sentence out.

use rust_decimal::Decimal;

use super::figures::{Book, amount, amount_prose, escape, link, lower_first, lower_unit, prose, quoted};
use crate::model::{AwardGroup, Derived, IndicatorResult, Owner, Target, customary, name, percent};

/// "07" with its key.
fn figure(n: u64, key: &str) -> String {
    link(&prose(n), key)
}

/// "mô hình, điển hình" where there is a điển hình among them; "điển hình" where all are.
pub(super) fn noun(book: &Book, base: &str) -> &'static str {
    match book.count(&format!("{base}.dien_hinh")) {
        Some(n) if n > 0 && book.count(&format!("{base}.tong")) == Some(n) => "điển hình",
        Some(n) if n > 0 => "mô hình, điển hình",
        _ => "mô hình",
    }
}

/// "1.952 lượt mô hình (1.400 mô hình)": models, and recognitions where they differ.
pub(super) fn models(book: &Book, base: &str) -> String {
    let (total_key, events_key) = (format!("{base}.tong"), format!("{base}.luot"));
    let noun = noun(book, base);
    match (book.count(&total_key), book.count(&events_key)) {
        (Some(total), Some(events)) if events != total => {
            format!("{} lượt {noun} ({} {noun})", figure(events, &events_key), figure(total, &total_key))
        }
        (Some(total), _) => format!("{} {noun}", figure(total, &total_key)),
        (None, Some(events)) => format!("{} lượt {noun}", figure(events, &events_key)),
        (None, None) => String::new(),
    }
}

/// "gồm 151 tập thể, 09 cá nhân"; "đều do tập thể thực hiện"; "trong đó có 10 tập thể" where the rest is unknown.
pub(super) fn owners(book: &Book, base: &str) -> String {
    let known: Vec<(Owner, Option<u64>)> =
        Owner::ALL.map(|o| (o, book.count(&format!("{base}.{}", o.code())))).into_iter().collect();
    let parts: Vec<String> = known
        .iter()
        .filter_map(|(owner, n)| n.filter(|&n| n > 0).map(|n| (owner, n)))
        .map(|(owner, n)| format!("{} {}", figure(n, &format!("{base}.{}", owner.code())), owner.name()))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let sum: u64 = known.iter().filter_map(|(_, n)| *n).sum();
    if is_said_of_all(book, base) {
        return String::new();
    }
    let told: Vec<Owner> = known.iter().filter(|(_, n)| n.is_some_and(|n| n > 0)).map(|(owner, _)| *owner).collect();
    match book.count(&format!("{base}.tong")) {
        Some(1) if sum == 1 => format!("do một {} thực hiện", told[0].name()),
        Some(total) if total == sum && told.len() == 1 => format!("đều do {} thực hiện", told[0].name()),
        Some(total) if total > sum && known.iter().all(|(_, n)| n.is_some()) => {
            let rest = figure(total - sum, &Derived::NoOwner(base).to_string());
            format!("trong đó có {}, còn {rest} mô hình chưa ghi rõ đối tượng", parts.join(", "))
        }
        Some(total) if total > sum => format!("trong đó có {}", parts.join(", ")),
        _ => format!("gồm {}", parts.join(", ")),
    }
}

/// Does the report say of all registered models that one kind of owner carries them out? It is not said again of a part.
fn is_said_of_all(book: &Book, base: &str) -> bool {
    const ALL: &str = "dang_ky";
    let total = book.count(&format!("{ALL}.tong")).filter(|&n| n > 0);
    base != ALL && total.is_some() && Owner::ALL.iter().any(|owner| book.count(&format!("{ALL}.{}", owner.code())) == total)
}

/// "04 mô hình, 02 điển hình"; empty where there is no điển hình among them, or where not every model says which it is.
pub(super) fn kinds(book: &Book, base: &str) -> String {
    let (models, exemplars) = (format!("{base}.mo_hinh"), format!("{base}.dien_hinh"));
    let total = book.count(&format!("{base}.tong"));
    match (book.count(&models), book.count(&exemplars)) {
        (Some(m), Some(e)) if total.is_some_and(|total| total != m + e) => String::new(),
        (Some(0), Some(e)) if e > 0 => format!("đều là điển hình ({} điển hình)", figure(e, &exemplars)),
        (Some(m), Some(e)) if e > 0 => format!("{} mô hình, {} điển hình", figure(m, &models), figure(e, &exemplars)),
        _ => String::new(),
    }
}

/// "kinh tế 1.202 mô hình, văn hóa - xã hội 968 mô hình"; fields without a model are left out.
pub(super) fn fields(book: &Book, base: &str) -> String {
    let count = |code: &str| book.count(&format!("{base}.theo_linh_vuc.{code}")).filter(|&n| n > 0);
    let mut parts: Vec<String> = book
        .fields()
        .iter()
        .filter_map(|(code, name)| {
            let n = count(code)?;
            let name = if name == "khác" { "các lĩnh vực khác" } else { name };
            Some(format!("{} {} mô hình", escape(name), figure(n, &format!("{base}.theo_linh_vuc.{code}"))))
        })
        .collect();
    for &(group, n) in book.merged(base) {
        if let Some((name, _)) = book.groups().get(group) {
            let key = Derived::Merged(base, &name::slug(name)).to_string();
            parts.push(format!("{} (tính chung) {} mô hình", escape(name), figure(u64::from(n), &key)));
        }
    }
    let sums: Vec<String> = if book.merged(base).is_empty() { group_sums(book, base, &count) } else { Vec::new() };
    let mut text = parts.join(", ");
    if !text.is_empty() && !sums.is_empty() {
        text = format!("{text}; tính chung {}", sums.join(", "));
    }
    text
}

/// "lĩnh vực kinh tế và văn hóa - xã hội: 04 mô hình" for every declared group with more than one field counted.
fn group_sums(book: &Book, base: &str, count: &dyn Fn(&str) -> Option<u64>) -> Vec<String> {
    book.groups()
        .iter()
        .filter_map(|(name, codes)| {
            let counts: Vec<u64> = codes.iter().filter_map(|code| count(code)).collect();
            let key = Derived::GroupSum(base, &name::slug(name)).to_string();
            (counts.len() > 1).then(|| format!("lĩnh vực {}: {} mô hình", escape(name), figure(counts.iter().sum(), &key)))
        })
        .collect()
}

/// "tăng 25 mô hình so với năm 2015"; empty where the base or the figure is unknown.
pub(super) fn change(book: &Book, key: &str) -> String {
    let Some((change, unit, changed)) = book.change(key) else { return String::new() };
    let words = difference(change, unit, &book.base, &changed);
    if book.is_new(key) { format!("{words} ({} chưa có)", book.base) } else { words }
}

/// Increase, decrease or neither, against a base named in words.
pub(super) fn difference(change: Decimal, unit: &str, base: &str, key: &str) -> String {
    qualified_difference(change, "", unit, base, key)
}

/// The same with "trên", "gần" or "hơn" before the size.
fn qualified_difference(change: Decimal, about: &str, unit: &str, base: &str, key: &str) -> String {
    if change.is_zero() {
        return format!("không tăng, không giảm so với {base}");
    }
    let verb = if change.is_sign_negative() { "giảm" } else { "tăng" };
    let unit = if unit.trim() == "%" { "điểm phần trăm" } else { unit };
    let (size, unit) = customary(change.abs(), unit).unwrap_or((change.abs(), unit));
    let size = link(&amount_prose(size, unit), key);
    let unit = escape(unit.trim());
    let gap = |text: &str| if text.is_empty() { "" } else { " " };
    format!("{verb} {}{}{size}{}{unit} so với {base}", escape(about), gap(about), gap(&unit))
}

/// Whom an award group went to: "35 tập thể, 07 cá nhân", "132 tập thể, 180 lượt cá nhân", "39 tập thể, cá nhân".
pub(super) fn recipients(group: &AwardGroup, key: &str) -> String {
    let mut parts = Vec::new();
    for owner in Owner::ALL {
        let events = match owner {
            Owner::Collective => group.collective_events,
            Owner::Individual => group.individual_events,
            Owner::Household => false,
        };
        if let Some(n) = group.owners[owner as usize].filter(|&n| n > 0) {
            let unit = if events { "lượt " } else { "" };
            parts.push(format!("{} {unit}{}", figure(u64::from(n), &format!("{key}.{}", owner.code())), owner.name()));
        }
    }
    let sum: u64 = group.owners.iter().flatten().map(|&n| u64::from(n)).sum();
    if sum == u64::from(group.total) && !parts.is_empty() {
        return parts.join(", ");
    }
    let events = if group.collective_events || group.individual_events { "lượt " } else { "" };
    format!("{} {events}tập thể, cá nhân", figure(u64::from(group.total), &format!("{key}.tong")))
}

/// "Tỷ lệ hộ nghèo: 22,07%, giảm 20,46 điểm phần trăm so với năm 2016 (42,53%)"; empty where the value is unknown.
pub(super) fn indicator(result: &IndicatorResult, base: &str) -> String {
    let key = format!("chi_tieu.{}", result.code);
    let qualifier = result.qualifier.as_deref().map(|q| format!("{} ", escape(q))).unwrap_or_default();
    let (value, compared) = match (result.value, result.numerator, result.denominator) {
        (Some(value), ..) => {
            let text = with_unit(value, &result.unit);
            (format!("{qualifier}{}", link(&text, &format!("{key}.gia_tri"))), Some(value))
        }
        (None, Some(n), Some(d)) => ratio(result, n, d, &qualifier, &key),
        _ => return String::new(),
    };
    let mut text = format!("{}: {value}", escape(&result.name));
    if let Some(before) = result.previous {
        text.push_str(&against(result, compared, before, base));
    }
    text
}

/// "140/161 xã (đạt 86,96%)", and the percentage for comparison.
fn ratio(result: &IndicatorResult, n: Decimal, d: Decimal, qualifier: &str, key: &str) -> (String, Option<Decimal>) {
    let unit = if result.unit.trim() == "%" { String::new() } else { format!(" {}", escape(&result.unit)) };
    let (part, whole) = (link(&amount(n), &format!("{key}.tu_so")), link(&amount(d), &format!("{key}.mau_so")));
    let text = format!("{qualifier}{part}/{whole}{}", unit.trim_end());
    let Some(share) = percent(n, d) else { return (text, None) };
    (format!("{text} (đạt {})", link(&format!("{}%", amount(share)), &format!("{key}.ty_le"))), Some(share))
}

/// ", giảm 20,46 điểm phần trăm so với năm 2016 (42,53%)".
fn against(result: &IndicatorResult, now: Option<Decimal>, before: Decimal, base: &str) -> String {
    let is_ratio = result.value.is_none();
    let unit = if is_ratio { "%" } else { result.unit.as_str() };
    let key = format!("chi_tieu.{}.ky_truoc", result.code);
    let changed = format!("chi_tieu.{}.tang_giam", result.code);
    let stated =
        if before.is_zero() && !unit.contains('%') { format!("{base} chưa có") } else { link(&with_unit(before, unit), &key) };
    match now {
        // A ratio's earlier value may be a number of units or a percentage: it is shown, never subtracted.
        Some(now) if !is_ratio => match about(result.qualifier.as_deref(), now - before) {
            Some(about) => format!(", {} ({stated})", qualified_difference(now - before, about, unit, base, &changed)),
            None => format!(" ({base}: {})", link(&with_unit(before, unit), &key)),
        },
        _ => format!(" ({base}: {})", link(&amount(before), &key)),
    }
}

/// The qualifier of a change whose figure is qualified: "trên 80" is an increase of more, a decrease of less; `None` where
/// nothing can be said, because the change is smaller than what is left open.
fn about(qualifier: Option<&str>, change: Decimal) -> Option<&str> {
    let Some(qualifier) = qualifier else { return Some("") };
    match qualifier {
        _ if change.is_zero() => None,
        word if change.is_sign_positive() => Some(word),
        "trên" | "hơn" => Some("gần"),
        "gần" | "dưới" => Some("hơn"),
        _ => None,
    }
}

/// "0,52%", "9.500 m²"; 25.000 m² are "2,5 ha", as an official says it.
pub(super) fn with_unit(value: Decimal, unit: &str) -> String {
    let (value, unit) = customary(value, unit).unwrap_or((value, unit.trim()));
    let number = amount_prose(value, unit);
    if unit.starts_with('%') || unit.is_empty() { format!("{number}{unit}") } else { format!("{number} {unit}") }
}

/// A target: "trên 60% tổ dân vận đạt tiêu chuẩn …" with the amount first.
pub(super) fn target(target: &Target, key: &str) -> String {
    let qualifier = target.qualifier.as_deref().map(|q| format!("{} ", escape(q))).unwrap_or_default();
    let (name, unit) = (lower_first(&target.name), target.unit.trim());
    // "05 mô hình mới", not "05 mô hình mô hình mới".
    let said = !unit.is_empty() && name.to_lowercase().starts_with(&format!("{} ", unit.to_lowercase()));
    let value = if said { amount_prose(target.value, unit) } else { with_unit(target.value, unit) };
    format!("{qualifier}{} {}", link(&value, key), quoted(&name, key))
}

/// More units than this are not named one by one in a sentence: an annex lists them.
pub(super) const MOST_UNITS: usize = 10;
/// So many of them are named then.
const FIRST_UNITS: usize = 5;

/// "Còn 01 đơn vị chưa gửi báo cáo: Xã Phi Thông." Empty where there is none.
pub(super) fn units(before: &str, after: &str, names: &[&str], key: &str) -> String {
    if names.is_empty() {
        return String::new();
    }
    let count = link(&prose(names.len() as u64), key);
    let escaped: Vec<String> = names.iter().map(|n| escape(&lower_unit(n))).collect();
    if names.len() <= MOST_UNITS {
        return format!("{before} {count} đơn vị {after}: {}.", escaped.join(", "));
    }
    let first = escaped[..FIRST_UNITS].join(", ");
    format!("{before} {count} đơn vị {after}, trong đó có {first} (danh sách tại phụ lục Tình hình gửi báo cáo).")
}

#[cfg(test)]
mod tests;
