//! What the rows of a table are, and which values each kind of row has.
//!
//! A value that is unknown is a blank cell, never zero; a name that is no value at all is `None`, which the caller
//! reports with the template's name.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::sentences::percent;
use super::tables::Tables;
use super::{model_cells, recipient_cells};
use crate::document::Value;
use crate::model::{
    AssessmentHead, Authority, AwardGroup, Counts, FieldId, IndicatorResult, LevelId, Measure, Reason, Remark, RowRef, UnitId,
    UnitSummary,
};

/// What the rows of a table are (`dong`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RowsOf {
    /// don-vi: the root's children and its own agencies.
    DonVi,
    /// linh-vuc: the declared fields.
    LinhVuc,
    /// cap: registration, nomination and recognition by level and sub-period.
    Cap,
    /// mo-hinh: every model.
    MoHinh,
    /// khen-thuong: award groups.
    KhenThuong,
    /// chi-tieu: indicators.
    ChiTieu,
    /// nop: units that owe a submission.
    Nop,
    /// y-kien: paragraphs of the units' Biểu 5.
    YKien,
    /// danh-sach-khen: recipients of one commendation list.
    DanhSachKhen,
}

/// A row's source.
#[derive(Clone)]
pub(super) enum Row<'a> {
    /// A heading across the table.
    Section(String),
    /// A unit.
    Unit(&'a UnitSummary),
    /// A field.
    Field(FieldId),
    /// Models stated for a group of fields without their split.
    FieldGroup(u8),
    /// Models whose field is not said.
    NoField,
    /// A measure: its name, its path, its counts.
    Counts(String, String, &'a Counts),
    /// A model, by its number in the dossier.
    Model(usize),
    /// An award group, by its number in the summary.
    Award(usize),
    /// An indicator, by its number in the summary.
    Indicator(usize),
    /// A unit that owes.
    Turnout(UnitId),
    /// A paragraph of Biểu 5.
    Remark(&'a Remark),
    /// A recipient.
    Recipient(RowRef, UnitId),
}

/// The rows a table asks for.
pub(super) fn rows<'a>(tables: &Tables<'a>, of: RowsOf, args: &[String]) -> Vec<Row<'a>> {
    let (summary, dossier) = (tables.input.summary, tables.input.dossier);
    match of {
        RowsOf::DonVi => summary.by_unit.iter().map(Row::Unit).collect(),
        RowsOf::LinhVuc => field_rows(&dossier.authority, &summary.whole),
        RowsOf::Cap => level_rows(&dossier.authority, &summary.whole),
        RowsOf::MoHinh => (0..dossier.models.len()).map(Row::Model).collect(),
        RowsOf::KhenThuong => (0..summary.awards.len()).map(Row::Award).collect(),
        RowsOf::ChiTieu => (0..summary.indicators.len()).map(Row::Indicator).collect(),
        RowsOf::Nop => summary.turnout.owing.iter().map(|&u| Row::Turnout(u)).collect(),
        RowsOf::YKien => dossier.remarks.iter().map(Row::Remark).collect(),
        RowsOf::DanhSachKhen => {
            let list = args.first().and_then(|a| a.parse::<usize>().ok()).and_then(|i| tables.lists.get(i));
            let only = args.get(1).map(String::as_str);
            list.map(|list| recipient_rows(list, only)).unwrap_or_default()
        }
    }
}

fn recipient_rows<'a>(list: &super::commendation::List, only: Option<&str>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (title, block) in list.blocks() {
        if only.is_some_and(|code| code != block.code()) {
            continue;
        }
        if only.is_none() {
            rows.push(Row::Section(title));
        }
        rows.extend(block.rows.iter().map(|&(row, unit)| Row::Recipient(row, unit)));
    }
    rows
}

fn field_rows<'a>(authority: &Authority, whole: &UnitSummary) -> Vec<Row<'a>> {
    let all: Vec<&Counts> = every_counts(whole);
    if all.iter().all(|c| c.fields.is_empty() && c.groups.is_empty()) {
        return Vec::new();
    }
    let mut rows: Vec<Row<'a>> = authority.field_ids().map(Row::Field).collect();
    let groups = (0..u8::try_from(authority.field_groups.len()).unwrap_or(u8::MAX))
        .filter(|g| all.iter().any(|c| c.groups.iter().any(|(group, n)| group == g && *n > 0)));
    rows.extend(groups.map(Row::FieldGroup));
    if all.iter().any(|c| unsaid_field(c).is_some_and(|n| n > 0)) {
        rows.push(Row::NoField);
    }
    rows
}

fn every_counts(whole: &UnitSummary) -> Vec<&Counts> {
    let mut all = vec![&whole.registered, &whole.effective, &whole.replicated];
    all.extend(whole.registered_at.iter().chain(&whole.nominated).map(|(_, c)| c));
    all.extend(whole.recognised.iter().map(|r| &r.counts));
    all
}

/// Models of which no field is said; `None` where fields are not told at all.
fn unsaid_field(counts: &Counts) -> Option<u32> {
    if counts.fields.is_empty() && counts.groups.is_empty() {
        return None;
    }
    let said: u32 = counts.fields.iter().map(|(_, n)| n).chain(counts.groups.iter().map(|(_, n)| n)).sum();
    Some(counts.total?.saturating_sub(said))
}

/// Does a count object say anything?
fn told(counts: &Counts) -> bool {
    counts.total.or(counts.events).is_some()
}

fn level_rows<'a>(authority: &Authority, whole: &'a UnitSummary) -> Vec<Row<'a>> {
    let level = |id: LevelId| authority.level(id);
    let mut rows = Vec::new();
    let mut stage = |title: &str, entries: Vec<(String, String, &'a Counts)>| {
        let told: Vec<_> = entries.into_iter().filter(|(_, _, counts)| told(counts)).collect();
        if !told.is_empty() {
            rows.push(Row::Section(title.to_owned()));
            rows.extend(told.into_iter().map(|(name, path, counts)| Row::Counts(name, path, counts)));
        }
    };
    let mut registered = vec![("Tổng số đăng ký".to_owned(), "dang_ky".to_owned(), &whole.registered)];
    registered.extend(
        whole.registered_at.iter().map(|(id, counts)| {
            (format!("Đăng ký {}", level(*id).name), format!("dang_ky.theo_cap.{}", level(*id).code), counts)
        }),
    );
    stage("Đăng ký", registered);
    stage(
        "Phát huy hiệu quả, nhân rộng",
        vec![
            ("Phát huy hiệu quả".to_owned(), "hieu_qua".to_owned(), &whole.effective),
            ("Được nhân rộng".to_owned(), "nhan_rong".to_owned(), &whole.replicated),
        ],
    );
    let nominated =
        whole.nominated.iter().filter(|(_, c)| c.total != Some(0)).map(|(id, counts)| {
            (format!("Đề nghị công nhận {}", level(*id).name), format!("de_nghi.{}", level(*id).code), counts)
        });
    stage("Đề nghị công nhận", nominated.collect());
    let mut recognised = Vec::new();
    for at in &whole.recognised {
        let (name, path) = (&level(at.level).name, format!("cong_nhan.{}", level(at.level).code));
        recognised.push((format!("Công nhận {name}"), path.clone(), &at.counts));
        for (sub, counts) in &at.by_sub_period {
            let period = &authority.sub_periods[usize::from(sub.0)];
            let label = format!("Công nhận {name}, {}", super::figures::period_words(period));
            recognised.push((label, format!("{path}.theo_giai_doan.{}", period.label), counts));
        }
    }
    stage("Công nhận", recognised);
    rows
}

impl Row<'_> {
    /// A value of this row; `None` if it has no such value.
    pub(super) fn value(&self, tables: &Tables<'_>, key: &str) -> Option<Value> {
        let (dossier, summary) = (tables.input.dossier, tables.input.summary);
        let authority = &dossier.authority;
        match self {
            Self::Section(_) => None,
            Self::Unit(unit) => unit_value(tables, unit, key),
            Self::Field(id) => field_value(authority, &summary.whole, *id, key),
            Self::FieldGroup(group) => match key {
                "ten" => Some(Value::Text(authority.field_groups[usize::from(*group)].name.clone())),
                _ => measured(authority, &summary.whole, key).ok().map(|counts| {
                    let found = counts.and_then(|c| c.groups.iter().find(|(g, _)| g == group));
                    number(found.map(|(_, n)| *n))
                }),
            },
            Self::NoField => match key {
                "ten" => Some(Value::Text("Chưa ghi lĩnh vực".to_owned())),
                _ => measured(authority, &summary.whole, key).ok().map(|counts| number(counts.and_then(unsaid_field))),
            },
            Self::Counts(name, path, counts) => match key {
                "ten" => Some(Value::Text(name.clone())),
                _ => part(authority, counts, key).ok().map(|n| figure(n, format!("{path}.{key}"))),
            },
            Self::Model(at) => model_cells::value(dossier, &dossier.models[*at], key),
            Self::Award(at) => award_value(&summary.awards[*at], *at, key),
            Self::Indicator(at) => indicator_value(tables, &summary.indicators[*at], key),
            Self::Turnout(unit) => turnout_value(tables, *unit, key),
            Self::Remark(remark) => match key {
                "ten" => Some(Value::Text(dossier.units.name(remark.unit).to_owned())),
                "muc" => Some(Value::Text(head(remark.head).to_owned())),
                "noi_dung" => Some(Value::Text(remark.text.clone())),
                "nguon" => Some(Value::Text(dossier.place(remark.at))),
                _ => None,
            },
            Self::Recipient(row, unit) => recipient_cells::value(dossier, *row, *unit, key),
        }
    }
}

/// A count, or a blank.
pub(super) fn number(n: Option<u32>) -> Value {
    n.map_or(Value::Blank, |n| Value::Count(u64::from(n)))
}

/// A count of the report with its key, or a blank.
fn figure(n: Option<u32>, key: String) -> Value {
    n.map_or(Value::Blank, |n| Value::Figure(Box::new(Value::Count(u64::from(n))), key))
}

/// There is no value of that name.
struct NoSuch;

/// A part of a count object by its key: "tong", "luot", "`tap_the`", "theo_linh_vuc.kinh-te".
fn part(authority: &Authority, counts: &Counts, key: &str) -> Result<Option<u32>, NoSuch> {
    Ok(match key {
        "tong" => counts.total,
        "luot" => counts.events,
        "tap_the" => counts.owners[0],
        "ca_nhan" => counts.owners[1],
        "ho_gia_dinh" => counts.owners[2],
        "mo_hinh" => counts.kinds[0],
        "dien_hinh" => counts.kinds[1],
        _ => {
            let code = key.strip_prefix("theo_linh_vuc.").ok_or(NoSuch)?;
            let id = authority.field_ids().find(|&id| authority.field(id).code == code).ok_or(NoSuch)?;
            counts.fields.iter().find(|(f, _)| *f == id).map(|(_, n)| *n)
        }
    })
}

/// The count object at a path; `None` where the unit has none.
fn measured<'a>(authority: &Authority, unit: &'a UnitSummary, path: &str) -> Result<Option<&'a Counts>, NoSuch> {
    let found = Measure::all(authority).into_iter().find(|m| !m.is_events() && m.path(authority) == path);
    let measure = found.ok_or(NoSuch)?;
    let at = |list: &'a [(LevelId, Counts)], level| list.iter().find(|(l, _)| *l == level).map(|(_, c)| c);
    let recognised = |level| unit.recognised.iter().find(|r| r.level == level);
    Ok(match measure {
        Measure::Registered => Some(&unit.registered),
        Measure::RegisteredAt(level) => at(&unit.registered_at, level),
        Measure::Effective => Some(&unit.effective),
        Measure::Replicated => Some(&unit.replicated),
        Measure::Nominated(level) => at(&unit.nominated, level),
        Measure::Recognised(level) | Measure::Events(level) => recognised(level).map(|r| &r.counts),
        Measure::RecognisedIn(level, sub) | Measure::EventsIn(level, sub) => {
            recognised(level).and_then(|r| r.by_sub_period.iter().find(|(s, _)| *s == sub)).map(|(_, c)| c)
        }
    })
}

fn unit_value(tables: &Tables<'_>, unit: &UnitSummary, key: &str) -> Option<Value> {
    let authority = &tables.input.dossier.authority;
    match key {
        "ten" if unit.direct => return Some(Value::Text("Khối cơ quan, đơn vị trực thuộc".to_owned())),
        "ten" => return Some(Value::Text(tables.input.dossier.units.name(unit.unit).to_owned())),
        "ghi_chu" if unit.sent => return Some(Value::Blank),
        "ghi_chu" => return Some(Value::Text("Chưa gửi báo cáo".to_owned())),
        _ => {}
    }
    // The longest measure that the key starts with; what follows is the part.
    let cuts = key.match_indices('.').map(|(at, _)| at).rev();
    for cut in cuts {
        if let Ok(counts) = measured(authority, unit, &key[..cut]) {
            let rest = &key[cut + 1..];
            let none = Counts::default();
            return part(authority, counts.unwrap_or(&none), rest).ok().map(number);
        }
    }
    None
}

fn field_value(authority: &Authority, whole: &UnitSummary, id: FieldId, key: &str) -> Option<Value> {
    let field = authority.field(id);
    if key == "ten" {
        return Some(Value::Text(field.name.clone()));
    }
    let counts = measured(authority, whole, key).ok()?;
    let n = counts.and_then(|c| c.fields.iter().find(|(f, _)| *f == id)).map(|(_, n)| *n);
    Some(figure(n, format!("{key}.theo_linh_vuc.{}", field.code)))
}

fn award_value(group: &AwardGroup, at: usize, key: &str) -> Option<Value> {
    let figure = |n: Option<u32>, part: &str| figure(n, format!("khen_thuong.{at}.{part}"));
    Some(match key {
        "hinh_thuc" => Value::Text(group.form.name.clone()),
        "co_quan" => text(&group.body),
        "noi_dung" => Value::Text(reason(group.reason).to_owned()),
        "tinh_trang" => Value::Text(if group.proposed { "Đề nghị" } else { "Đã khen" }.to_owned()),
        // People and lượt are never one number: a split that counts lượt has no total.
        "tong" if group.collective_events || group.individual_events => Value::Blank,
        "tong" => figure(Some(group.total), "tong"),
        "tap_the" => figure(group.owners[0], "tap_the"),
        "ca_nhan" => figure(group.owners[1], "ca_nhan"),
        "ho_gia_dinh" => figure(group.owners[2].filter(|&n| n > 0), "ho_gia_dinh"),
        "ghi_chu" => text(&award_note(group)),
        _ => return None,
    })
}

/// "Lũy kế trong kỳ; cá nhân tính theo lượt".
fn award_note(group: &AwardGroup) -> String {
    let mut notes = Vec::new();
    if group.cumulative {
        notes.push("Lũy kế trong kỳ");
    }
    match (group.collective_events, group.individual_events) {
        (true, true) => notes.push("tính theo lượt"),
        (true, false) => notes.push("tập thể tính theo lượt"),
        (false, true) => notes.push("cá nhân tính theo lượt"),
        (false, false) => {}
    }
    super::figures::upper_first(&notes.join("; "))
}

fn indicator_value(tables: &Tables<'_>, result: &IndicatorResult, key: &str) -> Option<Value> {
    let figure = |value: Option<Decimal>, part: &str| {
        value.map_or(Value::Blank, |v| {
            Value::Figure(Box::new(quantity(v, &result.unit)), format!("chi_tieu.{}.{part}", result.code))
        })
    };
    let ratio = result.numerator.zip(result.denominator);
    let unit = if ratio.is_some() { "" } else { result.unit.as_str() };
    let amount = |value: Option<Decimal>, part: &str| {
        value.map_or(Value::Blank, |v| Value::Figure(Box::new(quantity(v, unit)), format!("chi_tieu.{}.{part}", result.code)))
    };
    Some(match key {
        "ten" => Value::Text(result.name.clone()),
        "don_vi_tinh" => text(&result.unit),
        "tu_kem" => text(result.qualifier.as_deref().unwrap_or_default()),
        "gia_tri" if ratio.is_some() => amount(result.numerator, "tu_so"),
        "gia_tri" => figure(result.value, "gia_tri"),
        "mau_so" => amount(result.denominator, "mau_so"),
        "ty_le" => ratio.and_then(|(n, d)| percent(n, d)).map_or(Value::Blank, Value::Percent),
        "ky_truoc" => amount(result.previous, "ky_truoc"),
        "tang_giam" => match (result.value, result.previous) {
            (Some(now), Some(before)) => quantity(now - before, unit),
            _ => Value::Blank,
        },
        "ghi_chu" => text(&blank_note(tables, result)),
        _ => return None,
    })
}

/// Units without a value that a note names; more are only counted.
const NAMED: usize = 5;

/// "Chưa có số liệu của: Xã A, Xã B".
fn blank_note(tables: &Tables<'_>, result: &IndicatorResult) -> String {
    if result.blank.is_empty() {
        return String::new();
    }
    if result.blank.len() > NAMED {
        return format!("Chưa có số liệu của {} đơn vị", super::figures::prose(result.blank.len() as u64));
    }
    let names: Vec<&str> = result.blank.iter().map(|&u| tables.input.dossier.units.name(u)).collect();
    format!("Chưa có số liệu của: {}", names.join(", "))
}

/// A percentage, a whole number or an amount, by its unit and size.
fn quantity(value: Decimal, unit: &str) -> Value {
    if unit.trim() == "%" {
        return Value::Percent(value);
    }
    match u64::try_from(value) {
        Ok(n) if value.fract().is_zero() => Value::Count(n),
        _ => Value::Amount(value),
    }
}

fn turnout_value(tables: &Tables<'_>, unit: UnitId, key: &str) -> Option<Value> {
    let (dossier, turnout) = (tables.input.dossier, &tables.input.summary.turnout);
    Some(match key {
        "ten" => Value::Text(dossier.units.name(unit).to_owned()),
        "ngay_nhan" => dossier.units.unit(unit).received.map_or(Value::Blank, |d| Value::Text(d.to_string())),
        "tinh_trang" => {
            let state = if turnout.missing.contains(&unit) {
                "Chưa gửi báo cáo"
            } else if turnout.late.contains(&unit) {
                "Gửi muộn"
            } else {
                "Đã gửi"
            };
            Value::Text(state.to_owned())
        }
        _ => return None,
    })
}

/// The headings of Biểu 5.
fn head(head: AssessmentHead) -> &'static str {
    match head {
        AssessmentHead::Strengths => "Ưu điểm",
        AssessmentHead::Weaknesses => "Hạn chế",
        AssessmentHead::Causes => "Nguyên nhân",
        AssessmentHead::Lessons => "Bài học kinh nghiệm",
        AssessmentHead::Directions => "Phương hướng",
        AssessmentHead::Proposals => "Kiến nghị",
    }
}

/// A text, or a blank.
pub(super) fn text(text: &str) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) }
}

/// "Mô hình", "Chỉ đạo", "Khác".
fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Model => "Mô hình, điển hình",
        Reason::Steering => "Lãnh đạo, chỉ đạo",
        Reason::Other => "Khác",
    }
}
