//! What the rows of a table are, and which values each kind of row has.
//!
//! A value that is unknown is a blank cell, never zero; a name that is no value at all is `None`, which the caller
//! reports with the template's name.

use std::rc::Rc;

use serde::Deserialize;

use super::records::Record;
use super::sources::{Entry, FileRow, PlaceRow, Sources};
use super::tables::Tables;
use super::{
    award_cells, indicator_cells, level_cells, model_cells, opinions, recipient_cells, review, shares, sources, stated_cells,
};
use crate::document::{RowKind, Value};
use crate::model::{
    AssessmentHead, Authority, Counts, Derived, Dossier, FieldId, LevelId, Measure, Opinion, Remark, RowRef, UnitId, UnitSummary,
    name,
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
    /// y-kien-chung: what units say in common.
    YKienChung,
    /// danh-sach-khen: recipients of one commendation list.
    DanhSachKhen,
    /// yeu-cau: what a letter asks of a unit, by sheet.
    YeuCau,
    /// gui-bieu: units and what they have sent.
    GuiBieu,
    /// ra-soat: units and their findings by form.
    RaSoat,
    /// phat-hien: findings that stand.
    PhatHien,
    /// giai-trinh: findings that are explained.
    GiaiTrinh,
    /// thay-doi: findings beside the last run.
    ThayDoi,
    /// khen: every award as sent (Biểu 2).
    Khen,
    /// bieu-tong-hop: what units state of themselves and no list of theirs tells (Biểu 3), unit by unit.
    BieuTongHop,
    /// thong-tin: whose report it is (Thông tin).
    ThongTin,
    /// de-nghi: what each unit proposed and what became of it.
    DeNghi,
    /// trich-ngang: recipients with what they have done and were awarded before.
    TrichNgang,
    /// phieu-xet: names put to the vote.
    PhieuXet,
    /// cong-nhan: models recognised at one level.
    CongNhan,
    /// tien-thuong: recipients of one decision with their money.
    TienThuong,
    /// moi-nhan: recipients in the order of calling.
    MoiNhan,
    /// so-theo-doi: every award.
    SoTheoDoi,
    /// tung-cap: the levels, each with what is registered and recognised at it.
    TungCap,
    /// so-ky-truoc: figures beside those of the previous period.
    SoKyTruoc,
    /// nguon: the report's figures and where they come from.
    Nguon,
    /// nguon-chi-tiet: the same, unit by unit, with the workbook's figures.
    NguonChiTiet,
    /// nguon-tep: the files sent.
    NguonTep,
}

impl RowsOf {
    /// Are they sources of other tables' figures?
    pub(super) fn is_of_sources(self) -> bool {
        matches!(self, Self::Nguon | Self::NguonChiTiet | Self::NguonTep)
    }
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
    /// What units say in common: its number under its heading.
    Opinion(usize, &'a Opinion),
    /// A recipient.
    Recipient(RowRef, UnitId),
    /// A row of a letter, or of the collector's workbook.
    Review(review::Item<'a>),
    /// A row of what a unit states of itself.
    Stated(Rc<stated_cells::Own>, stated_cells::Part),
    /// A line of Thông tin: what, and its value.
    Fact(&'static str, String),
    /// A level.
    Level(LevelId),
    /// A figure beside its base, by its number in the summary.
    Comparison(usize),
    /// A row worked out before.
    Record(&'a Record),
    /// A figure and where it comes from.
    Source(&'a Entry),
    /// A figure, or a place that gives a part of it.
    Place(&'a PlaceRow),
    /// A file that was sent.
    File(&'a FileRow),
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
        RowsOf::YKienChung => {
            let numbered = AssessmentHead::ALL.into_iter().flat_map(|head| (1..).zip(dossier.opinions_on(head)));
            numbered.map(|(number, opinion)| Row::Opinion(number, opinion)).collect()
        }
        RowsOf::YeuCau | RowsOf::GuiBieu | RowsOf::RaSoat | RowsOf::PhatHien | RowsOf::GiaiTrinh | RowsOf::ThayDoi => {
            review_rows(tables, of)
        }
        RowsOf::Nguon => tables.input.sources.into_iter().flat_map(Sources::of_report).map(Row::Source).collect(),
        RowsOf::NguonChiTiet => tables.input.sources.into_iter().flat_map(Sources::places).map(Row::Place).collect(),
        RowsOf::NguonTep => tables.input.sources.into_iter().flat_map(|sources| &sources.files).map(Row::File).collect(),
        RowsOf::DanhSachKhen => {
            let list = args.first().and_then(|a| a.parse::<usize>().ok()).and_then(|i| tables.lists.get(i));
            let only = args.get(1).map(String::as_str);
            list.map(|list| recipient_rows(list, only)).unwrap_or_default()
        }
        RowsOf::Khen => dossier.awards.iter().map(|award| Row::Recipient(award.row, award.unit)).collect(),
        RowsOf::BieuTongHop => stated_cells::rows(dossier),
        RowsOf::ThongTin => sender_rows(dossier),
        RowsOf::TungCap => level_cells::levels(&dossier.authority, &summary.whole).into_iter().map(Row::Level).collect(),
        RowsOf::SoKyTruoc => {
            level_cells::comparisons(&dossier.authority, &summary.comparisons).into_iter().map(Row::Comparison).collect()
        }
        of => tables.records.rows(of, args.first().map_or("", String::as_str)),
    }
}

fn review_rows<'a>(tables: &Tables<'a>, of: RowsOf) -> Vec<Row<'a>> {
    let Some((review, asked)) = tables.review else { return Vec::new() };
    let rows = review::items(review, asked, of).into_iter();
    rows.flat_map(|(above, item)| above.map(Row::Section).into_iter().chain([Row::Review(item)])).collect()
}

/// Whose report it is, in the words of the form.
fn sender_rows<'a>(dossier: &Dossier) -> Vec<Row<'a>> {
    let (authority, root) = (&dossier.authority, dossier.units.unit(dossier.units.root()));
    let level = root.level.map(|id| super::figures::upper_first(&authority.level(id).name));
    let date = authority.office.signed_on.or(authority.date);
    let number = authority.office.number.map(|number| format!("{number}-{}", authority.office.symbol));
    let facts = [
        ("Đơn vị", Some(root.name.clone())),
        ("Cấp", level),
        ("Kỳ báo cáo", Some(authority.period.label.clone())),
        ("Ngày lập", date.map(|date| date.to_string())),
        ("Số và ngày báo cáo", number),
    ];
    facts.into_iter().filter_map(|(what, value)| Some(Row::Fact(what, value.filter(|v| !v.is_empty())?))).collect()
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

/// Does it count anything? Of a level at which nobody registered nothing is printed.
fn some(counts: &Counts) -> bool {
    counts.total.is_some_and(|n| n > 0) || counts.events.is_some_and(|n| n > 0)
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
        whole.registered_at.iter().filter(|(_, counts)| some(counts)).map(|(id, counts)| {
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
        for (sub, counts) in at.by_sub_period.iter().filter(|(_, counts)| some(counts)) {
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
            Self::Field(id) => field_value(tables, *id, key),
            Self::FieldGroup(group) => match key {
                "ten" => Some(Value::Text(authority.field_groups[usize::from(*group)].name.clone())),
                _ => part_of_whole(tables, key, |path, counts| {
                    let found = counts.groups.iter().find(|(g, _)| g == group);
                    let slug = name::slug(&authority.field_groups[usize::from(*group)].name);
                    (found.map(|(_, n)| *n), Derived::Merged(path, &slug).to_string())
                }),
            },
            Self::NoField => match key {
                "ten" => Some(Value::Text("Chưa ghi lĩnh vực".to_owned())),
                _ => part_of_whole(tables, key, |path, counts| (unsaid_field(counts), Derived::NoField(path).to_string())),
            },
            Self::Counts(name, path, counts) => match key {
                "ten" => Some(Value::Text(name.clone())),
                _ => part(authority, counts, key).ok().map(|n| figure(n, format!("{path}.{key}"))),
            },
            Self::Model(at) => model_cells::value(dossier, &dossier.models[*at], key),
            Self::Award(at) => award_cells::value(&summary.awards[*at], *at, key),
            Self::Indicator(at) => indicator_cells::value(tables, &summary.indicators[*at], key),
            Self::Turnout(unit) => turnout_value(tables, *unit, key),
            Self::Remark(remark) => match key {
                "ten" => Some(Value::Text(dossier.units.name(remark.unit).to_owned())),
                "muc" => Some(Value::Text(remark.head.name().to_owned())),
                "noi_dung" => Some(Value::Text(remark.text.clone())),
                "nguon" => Some(Value::Text(dossier.place(remark.at))),
                _ => None,
            },
            Self::Opinion(number, opinion) => opinions::value(tables, *number, opinion, key),
            Self::Recipient(row, unit) => recipient_cells::value(dossier, *row, *unit, key),
            Self::Review(item) => item.value(tables.review?.0, key),
            Self::Stated(own, part) => stated_cells::value(tables, own, *part, key),
            Self::Fact(what, value) => match key {
                "noi_dung" => Some(Value::Text((*what).to_owned())),
                "gia_tri" => Some(Value::Text(value.clone())),
                _ => None,
            },
            Self::Level(id) => level_cells::level_value(tables, *id, key),
            Self::Comparison(nth) => level_cells::comparison_value(authority, *nth, &summary.comparisons[*nth], key),
            Self::Record(record) => record.value(key),
            Self::Source(entry) => sources::source_value(entry, key),
            Self::Place(row) => sources::place_value(row, key),
            Self::File(row) => sources::file_value(row, key),
        }
    }

    /// What kind of row it is drawn as.
    pub(super) fn kind(&self) -> RowKind {
        match self {
            Self::Section(_) => RowKind::Section,
            Self::Place(row) if row.is_figure() => RowKind::Total,
            Self::Record(record) => record.kind,
            Self::Stated(_, stated_cells::Part::Total) => RowKind::Total,
            _ => RowKind::Body,
        }
    }

    /// Keys of the figures that lead to it.
    pub(super) fn anchors(&self) -> &[String] {
        match self {
            Self::Source(entry) => entry.anchors(),
            Self::Place(row) => row.anchors(),
            Self::File(row) => row.anchors(),
            _ => &[],
        }
    }
}

/// A count, or a blank.
pub(super) fn number(n: Option<u32>) -> Value {
    n.map_or(Value::Blank, |n| Value::Count(u64::from(n)))
}

/// A count of the report with its key, or a blank.
pub(super) fn figure(n: Option<u32>, key: String) -> Value {
    n.map_or(Value::Blank, |n| Value::Figure(Box::new(Value::Count(u64::from(n))), key))
}

/// There is no value of that name.
#[derive(Debug)]
pub(super) struct NoSuch;

/// A part of a count object by its key: "tong", "luot", "`tap_the`", "theo_linh_vuc.kinh-te".
pub(super) fn part(authority: &Authority, counts: &Counts, key: &str) -> Result<Option<u32>, NoSuch> {
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
pub(super) fn measured<'a>(tables: &Tables<'_>, unit: &'a UnitSummary, path: &str) -> Result<Option<&'a Counts>, NoSuch> {
    let measure = *tables.measures.get(path).ok_or(NoSuch)?;
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
        "ten" => {
            let name = Value::Text(tables.input.dossier.units.name(unit.unit).to_owned());
            // Of very many units only the name leads to what the unit sent.
            let keyed = |name| Value::Figure(Box::new(name), format!("don_vi.{}", unit.code));
            return Some(if tables.lists_cells { name } else { keyed(name) });
        }
        "ghi_chu" if unit.sent => return Some(Value::Blank),
        "ghi_chu" => return Some(Value::Text("Chưa gửi báo cáo".to_owned())),
        _ => {}
    }
    // The longest measure that the key starts with; what follows is the part.
    let cuts = key.match_indices('.').map(|(at, _)| at).rev();
    for cut in cuts {
        if let Ok(counts) = measured(tables, unit, &key[..cut]) {
            let rest = &key[cut + 1..];
            let none = Counts::default();
            let count = part(authority, counts.unwrap_or(&none), rest).ok()?;
            let keyed = |n| figure(n, Derived::OfUnit(&unit.code, key).to_string());
            return Some(if tables.lists_cells { keyed(count) } else { number(count) });
        }
    }
    None
}

fn field_value(tables: &Tables<'_>, id: FieldId, key: &str) -> Option<Value> {
    let field = tables.input.dossier.authority.field(id);
    if key == "ten" {
        return Some(Value::Text(field.name.clone()));
    }
    part_of_whole(tables, key, |path, counts| {
        let found = counts.fields.iter().find(|(f, _)| *f == id);
        (found.map(|(_, n)| *n), format!("{path}.theo_linh_vuc.{}", field.code))
    })
}

/// A part of a count of the whole, or its share; `part` gives it with its key. `None` if there is no such count.
fn part_of_whole(tables: &Tables<'_>, key: &str, part: impl Fn(&str, &Counts) -> (Option<u32>, String)) -> Option<Value> {
    let of = |path: &str| {
        let counts = measured(tables, &tables.input.summary.whole, path).ok().flatten();
        part(path, counts.unwrap_or(&Counts::default()))
    };
    if let Some(share) = shares::value(tables, key, of) {
        return share.ok();
    }
    measured(tables, &tables.input.summary.whole, key).ok()?;
    let (n, key) = of(key);
    Some(figure(n, key))
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

/// A text, or a blank.
pub(super) fn text(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.is_empty() { Value::Blank } else { Value::Text(text) }
}
