//! What templates see: the tree of `so-lieu.json`, and the names, lists and sentences that go with it.
//!
//! Keys lose their hyphens ("co-so" → `co_so`) and get a `k` before a digit, because template names are identifiers.
//! Everything that needs a rule (which models to name, how a quota reads) is worked out here, so that templates hold
//! prose only.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::Value;
use tera::Context;

use super::figures::{Book, base_words, escape, link, lower_first, lower_unit, period_words, quoted};
use super::{Input, award_words, exemplars, leaders, opinions, sentences};
use crate::error::Error;
use crate::model::{Authority, Counts, Derived, FieldId, IndicatorPart, LevelId, Measure, RecognisedAt, UnitId, name};

/// The figures, ready for phrases.
pub(super) struct Reading {
    /// Figures by key.
    pub(super) book: Arc<Book>,
}

impl Reading {
    /// The figures of an input.
    ///
    /// # Errors
    ///
    /// `so-lieu.json` is not a tree; a fault of tongket itself.
    pub(super) fn of(input: Input<'_>) -> Result<Self, Error> {
        if !input.summary.json.is_object() {
            return Err(Error::Build { what: "bao-cao.docx".into(), message: "bảng số liệu trống".into() });
        }
        Ok(Self { book: Arc::new(Book::new(&input.dossier.authority, input.summary)) })
    }
}

/// What all texts of a report are made from.
pub(super) struct Common {
    /// The figures.
    pub(super) reading: Reading,
    /// What templates may name.
    pub(super) context: Context,
}

impl Common {
    /// Of an input.
    ///
    /// # Errors
    ///
    /// As [`Reading::of`].
    pub(super) fn of(input: Input<'_>) -> Result<Self, Error> {
        let reading = Reading::of(input)?;
        let context = build(input, &reading);
        Ok(Self { reading, context })
    }
}

/// Markdown that is not escaped again.
pub(super) fn markdown(text: &str) -> tera::Value {
    tera::Value::safe_string(text)
}

fn markdown_list(texts: impl IntoIterator<Item = String>) -> Vec<tera::Value> {
    texts.into_iter().filter(|t| !t.is_empty()).map(|t| markdown(&t)).collect()
}

/// Everything templates may name.
pub(super) fn build(input: Input<'_>, reading: &Reading) -> Context {
    let mut context = Context::new();
    for (key, value) in input.summary.json.as_object().into_iter().flatten() {
        context.insert(identifier(key), &Identifiers(value));
    }
    names(&mut context, input);
    people(&mut context, input);
    results(&mut context, input, reading);
    context
}

/// A tree with its keys as template names; a province's is too large to be copied first.
struct Identifiers<'a>(&'a Value);

impl Serialize for Identifiers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(map) => serializer.collect_map(map.iter().map(|(key, value)| (identifier(key), Self(value)))),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Self)),
            other => other.serialize(serializer),
        }
    }
}

fn identifier(key: &str) -> String {
    let key = key.replace(['-', ' ', '/', '.'], "_");
    if key.starts_with(|c: char| c.is_ascii_digit()) { format!("k{key}") } else { key }
}

/// Words for the conference, its period and its units.
fn names(context: &mut Context, input: Input<'_>) {
    let authority = &input.dossier.authority;
    let office = &authority.office;
    context.insert("loai_hoi_nghi", authority.conference.name());
    context.insert("ten_hoi_nghi", &movement(authority));
    let period = period_words(&authority.period);
    context.insert(
        "trong_ky",
        &if period.starts_with(|c: char| c.is_ascii_digit()) { format!("trong {period}") } else { period.clone() },
    );
    context.insert("ky_bao_cao", &period);
    context.insert("dia_ban", &place(authority));
    context.insert("co_dia_ban", &!authority.root.trim().is_empty());
    context.insert("toan_dia_ban", &whole_place(authority));
    context.insert("ky_goc", &base_words(authority));
    context.insert("co_quan", &office_names(office));
    let turnout = &input.summary.turnout;
    let list = |units: &[UnitId]| units.iter().map(|&u| input.dossier.units.name(u).to_owned()).collect::<Vec<_>>();
    context.insert("don_vi_nop_muon", &list(&turnout.late));
    context.insert("don_vi_chua_nop", &list(&turnout.missing));
    let sentence = |before: &str, after: &str, units: &[UnitId], key: &str| {
        let names: Vec<&str> = units.iter().map(|&u| input.dossier.units.name(u)).collect();
        markdown(&sentences::units(before, after, &names, key))
    };
    context.insert_value("cau_chua_nop", sentence("Còn", "chưa gửi báo cáo", &turnout.missing, "nop.chua_nop"));
    context.insert_value("cau_nop_muon", sentence("Có", "gửi báo cáo chậm so với thời hạn", &turnout.late, "nop.nop_muon"));
    let is_long = |units: &[UnitId]| units.len() > sentences::MOST_UNITS;
    context.insert("co_phu_luc_nop", &(is_long(&turnout.missing) || is_long(&turnout.late)));
    context.insert("co_phai_nop", &!turnout.owing.is_empty());
    let leaders = [
        ("dang_ky", led("mô hình đăng ký", leaders::by_number(input, Measure::Registered))),
        ("hieu_qua", all_effective(leaders::all_effective(input))),
    ];
    context.insert("don_vi_dan_dau", &BTreeMap::from(leaders));
    let levels: Vec<LevelWords> = authority.level_ids().map(|id| level_words(input, id)).collect();
    let at_levels = levels.iter().filter(|level| level.co_dang_ky).count();
    let (all, at_base) =
        (input.summary.whole.registered.total, input.summary.whole.registered_at.first().and_then(|(_, c)| c.total));
    context.insert("dang_ky_nhieu_cap", &(at_levels > 1 || all != at_base));
    context.insert("co_cong_nhan", &levels.iter().any(|level| level.co_cong_nhan));
    context.insert("cap", &levels);
}

#[derive(Serialize)]
pub(super) struct OfficeNames<'a> {
    ten: &'a str,
    cap_tren: &'a str,
    dia_danh: &'a str,
}

pub(super) fn office_names(office: &crate::model::Office) -> OfficeNames<'_> {
    OfficeNames { ten: &office.name, cap_tren: &office.superior, dia_danh: &office.place }
}

/// What is summed up, as it stands inside a sentence; with the period where the title does not say it.
pub(super) fn movement(authority: &Authority) -> String {
    let title = match authority.title.trim() {
        "" => "phong trào thi đua “Dân vận khéo”".to_owned(),
        title => lower_first(title),
    };
    let period = period_words(&authority.period);
    if title.contains(|c: char| c.is_ascii_digit()) || period.is_empty() { title } else { format!("{title} {period}") }
}

/// "Các đơn vị có nhiều mô hình đăng ký nhất là phường An Hòa (40 mô hình), …"; empty where nobody leads.
fn led(what: &str, (count, names): (usize, String)) -> tera::Value {
    let units = if count > 1 { "Các đơn vị" } else { "Đơn vị" };
    markdown(&if count == 0 { names } else { format!("{units} có nhiều {what} nhất là {names}") })
}

fn all_effective((count, names): (usize, String)) -> tera::Value {
    let units = if count > 1 { "Các đơn vị" } else { "Đơn vị" };
    markdown(&if count == 0 {
        names
    } else {
        format!("{units} có toàn bộ mô hình đăng ký đang phát huy hiệu quả: {names}")
    })
}

/// "thành phố Rạch Giá".
fn place(authority: &Authority) -> String {
    let root = authority.root.trim();
    if root.is_empty() { "địa phương".to_owned() } else { lower_unit(root) }
}

/// "toàn thành phố".
fn whole_place(authority: &Authority) -> String {
    let root = authority.root.to_lowercase();
    let kind = name::unit_words().find(|kind| name::begins_with(&root, kind));
    kind.map_or_else(|| "toàn địa bàn".to_owned(), |kind| format!("toàn {kind}"))
}

/// A level as templates see it (`cap`).
#[derive(Serialize)]
struct LevelWords {
    ma: String,
    ten: String,
    khoa_dang_ky: String,
    khoa_de_nghi: String,
    khoa_cong_nhan: String,
    co_dang_ky: bool,
    /// Units that registered models without saying at which level: "05" with its key; empty where there is none.
    chua_chia: tera::Value,
    co_de_nghi: bool,
    co_cong_nhan: bool,
    /// Has the level gone within the period?
    da_ket_thuc: bool,
    giai_doan: Vec<SubPeriodWords>,
    don_vi_dan_dau: tera::Value,
}

#[derive(Serialize)]
struct SubPeriodWords {
    ten: String,
    khoa: String,
}

fn told(counts: &Counts) -> bool {
    counts.total.or(counts.events).is_some_and(|n| n > 0)
}

/// How many units registered models without saying at which level.
fn unsplit_units(input: Input<'_>, id: LevelId) -> tera::Value {
    let count = input.summary.unsplit(id).count() as u64;
    let key = Derived::Unsplit(&Measure::RegisteredAt(id).path(&input.dossier.authority)).to_string();
    markdown(&if count == 0 { String::new() } else { link(&super::figures::prose(count), &key) })
}

fn level_words(input: Input<'_>, id: LevelId) -> LevelWords {
    let (authority, whole) = (&input.dossier.authority, &input.summary.whole);
    let recognised: Option<&RecognisedAt> = whole.recognised.iter().find(|r| r.level == id);
    let has = |list: &[(LevelId, Counts)]| list.iter().any(|(l, c)| *l == id && told(c));
    let subs = recognised.map(|r| r.by_sub_period.as_slice()).unwrap_or_default();
    LevelWords {
        ma: authority.level(id).code.clone(),
        ten: authority.level(id).name.clone(),
        khoa_dang_ky: Measure::RegisteredAt(id).path(authority),
        khoa_de_nghi: Measure::Nominated(id).path(authority),
        khoa_cong_nhan: Measure::Recognised(id).path(authority),
        co_dang_ky: has(&whole.registered_at),
        chua_chia: unsplit_units(input, id),
        co_de_nghi: has(&whole.nominated),
        co_cong_nhan: recognised.is_some_and(|r| told(&r.counts)),
        da_ket_thuc: authority.level(id).to.is_some_and(|year| year <= authority.period.to.year),
        don_vi_dan_dau: led("mô hình được công nhận", leaders::by_number(input, Measure::Recognised(id))),
        giai_doan: subs
            .iter()
            .filter(|(_, counts)| told(counts))
            .map(|(sub, _)| SubPeriodWords {
                ten: period_words(&authority.sub_periods[usize::from(sub.0)]),
                khoa: Measure::RecognisedIn(id, *sub).path(authority),
            })
            .collect(),
    }
}

/// Paragraphs that people wrote: of `hoi-nghi.toml`, then of the root's own Biểu 5.
fn people(context: &mut Context, input: Input<'_>) {
    let authority = &input.dossier.authority;
    let parts =
        ["dac_diem", "lanh_dao", "uu_diem", "han_che", "nguyen_nhan", "bai_hoc", "phuong_huong", "kien_nghi"].map(|part| {
            let numbered = (1..).zip(input.dossier.assessment(part));
            let texts = numbered.map(|(n, paragraph)| quoted(paragraph.text, &Derived::Paragraph(part, n).to_string()));
            (part, markdown_list(texts))
        });
    context.insert("danh_gia", &BTreeMap::from(parts));
    context.insert("y_kien", &opinions::words(input));
    let targets = (1..).zip(&authority.targets);
    let targets = targets.map(|(n, target)| sentences::target(target, &Derived::Target(n).to_string()));
    context.insert("chi_tieu_phan_dau", &markdown_list(targets));
}

/// A field as templates see it (`linh_vuc`).
#[derive(Serialize)]
struct FieldWords {
    ma: String,
    ten: String,
    /// "Lĩnh vực kinh tế"; a field that is named so already keeps its name.
    ten_day_du: String,
    /// "Có 40 mô hình đăng ký; 30 mô hình được công nhận cấp cơ sở"; Markdown.
    so_lieu: tera::Value,
    chi_tieu: Vec<tera::Value>,
    dien_hinh: Vec<ExemplarWords>,
}

/// A model as templates see it (`dien_hinh`); numbers in its texts lead to the cells that say them.
#[derive(Serialize)]
struct ExemplarWords {
    loai: &'static str,
    ten: tera::Value,
    cua: tera::Value,
    ket_qua: tera::Value,
}

fn exemplar_words(exemplar: &exemplars::Exemplar) -> ExemplarWords {
    let key = Derived::Model(exemplar.number).to_string();
    let words = |text: &str| markdown(&quoted(text, &key));
    ExemplarWords {
        loai: exemplar.kind,
        ten: words(&exemplar.name),
        cua: words(&exemplar.whose),
        ket_qua: words(&exemplar.outcome),
    }
}

/// Fewer indicators than this have no table in the report: its text tells them as fast.
const FEWEST_INDICATORS: usize = 3;
/// Fewer award groups than this, too.
const FEWEST_AWARDS: usize = 4;

/// Sentences and lists of the results.
fn results(context: &mut Context, input: Input<'_>, reading: &Reading) {
    let authority = &input.dossier.authority;
    let base = base_words(authority);
    let indicators = |part: IndicatorPart, field: Option<FieldId>| {
        let all = input.summary.indicators.iter().filter(move |i| i.part == part && i.field == field);
        markdown_list(all.map(|i| sentences::indicator(i, &base)))
    };
    let of_part = |part: IndicatorPart| {
        let all = input.summary.indicators.iter().filter(|i| i.part == part);
        markdown_list(all.map(|i| sentences::indicator(i, &base)))
    };
    context.insert("chi_tieu_lanh_dao", &of_part(IndicatorPart::Steering));
    context.insert("chi_tieu_ket_qua", &indicators(IndicatorPart::Results, None));
    context.insert("chi_tieu_chung", &of_part(IndicatorPart::General));
    let named = exemplars::choose(input.dossier);
    let mut any_told = named.iter().any(|(field, _)| field.is_none());
    let fields: Vec<FieldWords> = authority
        .field_ids()
        .map(|id| {
            let chi_tieu = indicators(IndicatorPart::Results, Some(id));
            let dien_hinh: Vec<ExemplarWords> =
                named.iter().filter(|(f, _)| *f == Some(id)).map(|(_, e)| exemplar_words(e)).collect();
            let is_alone = chi_tieu.is_empty() && dien_hinh.is_empty();
            let figures = field_figures(input, &reading.book, id, is_alone);
            any_told |= !is_alone || !figures.is_empty();
            FieldWords {
                ma: authority.field(id).code.clone(),
                ten: authority.field(id).name.clone(),
                ten_day_du: field_title(&authority.field(id).name),
                so_lieu: markdown(&figures),
                chi_tieu,
                dien_hinh,
            }
        })
        .collect();
    context.insert("linh_vuc", &fields);
    let others: Vec<ExemplarWords> = named.iter().filter(|(f, _)| f.is_none()).map(|(_, e)| exemplar_words(e)).collect();
    context.insert("dien_hinh_khac", &others);
    award_words::add(context, input);
    context.insert("co_khen", &input.summary.awards.iter().any(|g| g.total > 0));
    context.insert("co_bang_khen", &(input.summary.awards.len() >= FEWEST_AWARDS));
    context.insert("co_chi_tieu", &(input.summary.indicators.len() >= FEWEST_INDICATORS));
    context.insert("co_linh_vuc", &any_told);
    context.insert("so_sanh_khac", &markdown_list(other_changes(input, &reading.book)));
}

/// "Lĩnh vực kinh tế", "Lĩnh vực khác".
fn field_title(name: &str) -> String {
    let name = lower_first(name);
    if name.starts_with("lĩnh vực") { super::figures::upper_first(&name) } else { format!("Lĩnh vực {name}") }
}

/// What is known of a field: registered, effective, recognised at each level; `is_alone`: nothing else is said of it.
fn field_figures(input: Input<'_>, book: &Book, id: FieldId, is_alone: bool) -> String {
    let authority = &input.dossier.authority;
    let code = &authority.field(id).code;
    let count = |base: &str| {
        let key = format!("{base}.theo_linh_vuc.{code}");
        book.count(&key).filter(|&n| n > 0).map(|n| (n, key))
    };
    let registered = Measure::Registered.path(authority);
    let mut parts = Vec::new();
    if let Some((n, key)) = count(&registered) {
        parts.push(format!(
            "có {} {} đăng ký",
            link(&super::figures::prose(n), &key),
            if n > 1 { sentences::noun(book, &registered) } else { "mô hình" }
        ));
    }
    let mut say = |words: String, base: String| {
        let found = count(&base);
        if let Some((n, key)) = &found {
            parts.push(format!("{} mô hình {words}", link(&super::figures::prose(*n), key)));
        }
        found.is_some()
    };
    say("phát huy hiệu quả".to_owned(), Measure::Effective.path(authority));
    let mut verb = "được công nhận ";
    for level in authority.level_ids() {
        let name = escape(&authority.level(level).name);
        if say(format!("{verb}{name}"), Measure::Recognised(level).path(authority)) && name.starts_with("cấp ") {
            verb = "";
        }
    }
    let (first, rest) = parts.split_at(usize::from(count(&registered).is_some()));
    // How many are registered is said of all fields in one sentence already.
    if rest.is_empty() && is_alone {
        return String::new();
    }
    let text = [first.join(""), rest.join(", ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    super::figures::upper_first(&text)
}

/// Comparisons that the built-in template does not make beside their figure.
fn other_changes(input: Input<'_>, book: &Book) -> Vec<String> {
    let authority = &input.dossier.authority;
    let mut placed = vec!["dang_ky.tong".to_owned(), "hieu_qua.tong".to_owned(), "nhan_rong.tong".to_owned()];
    for level in authority.level_ids() {
        placed.push(format!("{}.tong", Measure::RegisteredAt(level).path(authority)));
        placed.push(format!("{}.tong", Measure::Recognised(level).path(authority)));
        placed.push(format!("{}.luot", Measure::Recognised(level).path(authority)));
    }
    let rest = input.summary.comparisons.iter().filter(|c| !placed.contains(&c.path));
    rest.filter_map(|c| {
        let change = sentences::change(book, &c.path);
        (!change.is_empty()).then(|| format!("{}: {change}", escape(&label(authority, input, &c.path))))
    })
    .collect()
}

/// Words for a path of `so-lieu.json`.
fn label(authority: &Authority, input: Input<'_>, path: &str) -> String {
    if let Some(code) = path.strip_prefix("chi_tieu.").and_then(|rest| rest.split('.').next())
        && let Some(found) = input.summary.indicators.iter().find(|i| i.code == code)
    {
        return found.name.clone();
    }
    let measures = Measure::all(authority);
    let measure =
        measures.iter().filter(|m| path.starts_with(&format!("{}.", m.path(authority)))).max_by_key(|m| m.path(authority).len());
    let field = path.rsplit_once("theo_linh_vuc.").and_then(|(_, code)| authority.fields.iter().find(|f| f.code == code));
    let words = measure.map_or_else(|| path.to_owned(), |m| super::figures::upper_first(&m.label(authority)));
    field.map_or(words.clone(), |f| format!("{words}, lĩnh vực {}", lower_first(&f.name)))
}
