//! Templates: built in, or the office's own by name; rendered by Tera with functions that print figures.
//!
//! In go a template's name and a context, out comes Markdown. A name that does not exist is an error with line and
//! column, also inside `{% if … %}`, where Tera itself would be silent.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::figures::{self, Book};
use super::{Overrides, names, sentences};
use crate::document::Layout;
use crate::error::Error;
use crate::model::{Derived, name, percent};

/// The templates that come with tongket, by path relative to `templates/`.
const BUILT_IN: &[(&str, &str)] = &[
    ("bao-cao.md", include_str!("../../templates/bao-cao.md")),
    ("bao-cao.toml", include_str!("../../templates/bao-cao.toml")),
    ("nguon-so-lieu.md", include_str!("../../templates/nguon-so-lieu.md")),
    ("bang/nguon-so-lieu.toml", include_str!("../../templates/bang/nguon-so-lieu.toml")),
    ("bang/nguon-chi-tiet.toml", include_str!("../../templates/bang/nguon-chi-tiet.toml")),
    ("bang/nguon-tep.toml", include_str!("../../templates/bang/nguon-tep.toml")),
    ("danh-sach-khen-thuong.md", include_str!("../../templates/danh-sach-khen-thuong.md")),
    ("danh-sach-khen-thuong.toml", include_str!("../../templates/danh-sach-khen-thuong.toml")),
    ("de-nghi-chinh-sua.md", include_str!("../../templates/de-nghi-chinh-sua.md")),
    ("doi-chieu.toml", include_str!("../../templates/doi-chieu.toml")),
    ("chi-tieu.toml", include_str!("../../templates/chi-tieu.toml")),
    ("bieu-mau.toml", include_str!("../../templates/bieu-mau.toml")),
    ("bang/tong-hop-don-vi.toml", include_str!("../../templates/bang/tong-hop-don-vi.toml")),
    ("bang/don-vi-linh-vuc.toml", include_str!("../../templates/bang/don-vi-linh-vuc.toml")),
    ("bang/theo-linh-vuc.toml", include_str!("../../templates/bang/theo-linh-vuc.toml")),
    ("bang/theo-cap.toml", include_str!("../../templates/bang/theo-cap.toml")),
    ("bang/tung-cap.toml", include_str!("../../templates/bang/tung-cap.toml")),
    ("bang/so-ky-truoc.toml", include_str!("../../templates/bang/so-ky-truoc.toml")),
    ("bieu-do/theo-linh-vuc.toml", include_str!("../../templates/bieu-do/theo-linh-vuc.toml")),
    ("bieu-do/theo-cap.toml", include_str!("../../templates/bieu-do/theo-cap.toml")),
    ("bieu-do/so-ky-truoc.toml", include_str!("../../templates/bieu-do/so-ky-truoc.toml")),
    ("bieu-do/theo-don-vi.toml", include_str!("../../templates/bieu-do/theo-don-vi.toml")),
    ("bang/bieu-tong-hop.toml", include_str!("../../templates/bang/bieu-tong-hop.toml")),
    ("bang/danh-sach-khen-da-gui.toml", include_str!("../../templates/bang/danh-sach-khen-da-gui.toml")),
    ("bang/danh-sach-mo-hinh.toml", include_str!("../../templates/bang/danh-sach-mo-hinh.toml")),
    ("bang/thong-tin.toml", include_str!("../../templates/bang/thong-tin.toml")),
    ("bang/khen-thuong.toml", include_str!("../../templates/bang/khen-thuong.toml")),
    ("bang/chi-tieu.toml", include_str!("../../templates/bang/chi-tieu.toml")),
    ("bang/tinh-hinh-nop.toml", include_str!("../../templates/bang/tinh-hinh-nop.toml")),
    ("bang/y-kien-chung.toml", include_str!("../../templates/bang/y-kien-chung.toml")),
    ("bang/y-kien.toml", include_str!("../../templates/bang/y-kien.toml")),
    ("bang/danh-sach-khen-tap-the.toml", include_str!("../../templates/bang/danh-sach-khen-tap-the.toml")),
    ("bang/danh-sach-khen-ca-nhan.toml", include_str!("../../templates/bang/danh-sach-khen-ca-nhan.toml")),
    ("bang/danh-sach-khen.toml", include_str!("../../templates/bang/danh-sach-khen.toml")),
    ("bang/de-nghi-chinh-sua.toml", include_str!("../../templates/bang/de-nghi-chinh-sua.toml")),
    ("bang/doi-chieu-nop.toml", include_str!("../../templates/bang/doi-chieu-nop.toml")),
    ("bang/doi-chieu-tong-hop.toml", include_str!("../../templates/bang/doi-chieu-tong-hop.toml")),
    ("bang/doi-chieu-phat-hien.toml", include_str!("../../templates/bang/doi-chieu-phat-hien.toml")),
    ("bang/doi-chieu-giai-trinh.toml", include_str!("../../templates/bang/doi-chieu-giai-trinh.toml")),
    ("bang/doi-chieu-thay-doi.toml", include_str!("../../templates/bang/doi-chieu-thay-doi.toml")),
    ("quyet-dinh-khen-thuong.md", include_str!("../../templates/quyet-dinh-khen-thuong.md")),
    ("quyet-dinh-cong-nhan.md", include_str!("../../templates/quyet-dinh-cong-nhan.md")),
    ("danh-sach-cong-nhan.toml", include_str!("../../templates/danh-sach-cong-nhan.toml")),
    ("to-trinh-khen-thuong.md", include_str!("../../templates/to-trinh-khen-thuong.md")),
    ("bien-ban-hop-xet.md", include_str!("../../templates/bien-ban-hop-xet.md")),
    ("bang-ke-tien-thuong.md", include_str!("../../templates/bang-ke-tien-thuong.md")),
    ("bang-ke-tien-thuong.toml", include_str!("../../templates/bang-ke-tien-thuong.toml")),
    ("thu-tu-moi-nhan-khen.md", include_str!("../../templates/thu-tu-moi-nhan-khen.md")),
    ("thu-tu-moi-nhan-khen.toml", include_str!("../../templates/thu-tu-moi-nhan-khen.toml")),
    ("so-theo-doi-khen-thuong.md", include_str!("../../templates/so-theo-doi-khen-thuong.md")),
    ("so-theo-doi-khen-thuong.toml", include_str!("../../templates/so-theo-doi-khen-thuong.toml")),
    ("bang-tong-hop-de-nghi.md", include_str!("../../templates/bang-tong-hop-de-nghi.md")),
    ("bang-tong-hop-de-nghi.toml", include_str!("../../templates/bang-tong-hop-de-nghi.toml")),
    ("giay-khen.toml", include_str!("../../templates/giay-khen.toml")),
    ("giay-khen/toan-trang.toml", include_str!("../../templates/giay-khen/toan-trang.toml")),
    ("giay-khen/phoi-a4.toml", include_str!("../../templates/giay-khen/phoi-a4.toml")),
    ("giay-khen/phoi-a3.toml", include_str!("../../templates/giay-khen/phoi-a3.toml")),
    ("tien-thuong.toml", include_str!("../../templates/tien-thuong.toml")),
    ("quyet-dinh.toml", include_str!("../../templates/quyet-dinh.toml")),
    ("bang/de-nghi.toml", include_str!("../../templates/bang/de-nghi.toml")),
    ("bang/trich-ngang.toml", include_str!("../../templates/bang/trich-ngang.toml")),
    ("bang/phieu-xet.toml", include_str!("../../templates/bang/phieu-xet.toml")),
    ("bang/cong-nhan.toml", include_str!("../../templates/bang/cong-nhan.toml")),
    ("bang/tien-thuong.toml", include_str!("../../templates/bang/tien-thuong.toml")),
    ("bang/moi-nhan.toml", include_str!("../../templates/bang/moi-nhan.toml")),
    ("bang/so-theo-doi.toml", include_str!("../../templates/bang/so-theo-doi.toml")),
    ("the-thuc/nd30-2020.toml", include_str!("../../templates/the-thuc/nd30-2020.toml")),
    ("the-thuc/hd36-2018.toml", include_str!("../../templates/the-thuc/hd36-2018.toml")),
    ("the-thuc/hd05-2026.toml", include_str!("../../templates/the-thuc/hd05-2026.toml")),
];

/// The text of a template.
///
/// # Errors
///
/// There is no template of that name.
pub(super) fn text<'a>(overrides: &'a Overrides, name: &str) -> Result<&'a str, Error> {
    overrides
        .get(name)
        .map(String::as_str)
        .or_else(|| BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text))
        .ok_or_else(|| unknown(name))
}

/// A built-in template.
pub(super) fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Names and uses of the built-in templates; the use is their first line of comment.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().map(|(name, text)| {
        let lines = text.lines().map(|line| line.trim_start_matches(['#', '{', ' ']).trim());
        (*name, lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default())
    })
}

/// There is no template of that name; the nearest that there is.
pub(super) fn unknown(name: &str) -> Error {
    let near = name::nearest(name, BUILT_IN.iter().map(|(known, _)| *known));
    fault(name, near.map_or_else(|| "không có mẫu tên này".to_owned(), |near| format!("không có mẫu tên này; có phải “{near}”?")))
}

/// The office's templates whose name replaces nothing; tables, charts and profiles may be new.
pub(super) fn misnamed(overrides: &Overrides) -> Vec<Error> {
    let own = |name: &&String| ["bang/", "bieu-do/", "the-thuc/", "giay-khen/"].iter().any(|folder| name.starts_with(folder));
    let known = |name: &&String| BUILT_IN.iter().any(|(known, _)| known == name);
    let strange = overrides.keys().filter(|name| !own(name) && !known(name));
    strange.filter(|name| [".md", ".toml"].iter().any(|end| name.ends_with(end))).map(|name| unknown(name)).collect()
}

/// Faults of the office's tables, charts and profiles, used or not.
pub(super) fn unused_faults(overrides: &Overrides) -> Vec<Error> {
    let tables =
        overrides.keys().filter(|name| name.starts_with("bang/")).filter_map(|name| super::tables::fault_of(overrides, name));
    let charts =
        overrides.keys().filter(|name| name.starts_with("bieu-do/")).filter_map(|name| super::charts::fault_of(overrides, name));
    let profiles = overrides.keys().filter(|name| name.starts_with("the-thuc/"));
    let certificates = overrides.keys().filter_map(|name| super::papers::certificates::fault_of(overrides, name));
    tables.chain(charts).chain(certificates).chain(profiles.filter_map(|name| table::<Layout>(overrides, name).err())).collect()
}

/// A fault of a template.
pub(super) fn fault(template: &str, message: impl Into<String>) -> Error {
    Error::Template { template: template.to_owned(), message: message.into() }
}

/// A `.toml` template.
///
/// # Errors
///
/// It does not parse: line and reason.
pub(super) fn table<T: DeserializeOwned>(overrides: &Overrides, name: &str) -> Result<T, Error> {
    let source = text(overrides, name)?;
    toml::from_str(source).map_err(|e| {
        let line = e.span().map_or(1, |span| source[..span.start.min(source.len())].matches('\n').count() + 1);
        fault(name, format!("dòng {line}: {}", toml_reason(e.message())))
    })
}

/// What serde says of a TOML file, in Vietnamese, with the nearest name to one that is not known.
pub fn toml_reason(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, known) = quoted.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let offer = || match name::nearest(first, known.iter().copied()) {
        Some(near) => format!("; có phải là “{near}”?"),
        None => format!("; chỉ có {}", known.join(", ")),
    };
    if message.starts_with("unknown field ") {
        format!("không có khóa “{first}”{}", offer())
    } else if message.starts_with("unknown variant ") {
        format!("không có giá trị “{first}”{}", offer())
    } else if message.starts_with("missing field ") {
        format!("thiếu khóa “{first}”")
    } else if let Some((found, wanted)) = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        format!("sai kiểu giá trị: ghi {}, cần {}", found_kind(found), wanted_kind(wanted))
    } else if message.starts_with("invalid unquoted key") {
        "tên khóa chỉ gồm chữ cái không dấu, chữ số và dấu gạch dưới".to_owned()
    } else if !message.is_ascii() {
        message.to_owned()
    } else {
        format!("không đúng cú pháp TOML ({message})")
    }
}

/// `string "20"` → chữ "20".
fn found_kind(found: &str) -> String {
    let kinds =
        [("string ", "chữ "), ("integer ", "số "), ("floating point ", "số "), ("boolean ", ""), ("sequence", "danh sách")];
    let said = kinds.iter().find_map(|(kind, said)| Some(format!("{said}{}", found.strip_prefix(kind)?)));
    said.unwrap_or_else(|| if found == "map" { "bảng".to_owned() } else { found.to_owned() }).replace('`', "")
}

/// What serde wants, as a clerk would say it.
fn wanted_kind(wanted: &str) -> &str {
    match wanted {
        "a boolean" => "true hoặc false",
        "a string" => "chữ trong ngoặc kép",
        "a sequence" => "danh sách trong ngoặc vuông",
        "f32" | "f64" | "usize" | "u8" | "u16" | "u32" | "u64" | "i64" => "một số",
        other if other.starts_with("struct ") || other == "a map" => "bảng dạng { khóa = giá trị }",
        other => other,
    }
}

/// The layout profile (thể thức) of an office.
///
/// # Errors
///
/// There is no profile of that name, or it does not parse.
pub(super) fn layout(overrides: &Overrides, name: &str) -> Result<Layout, Error> {
    let file = format!("the-thuc/{name}.toml");
    let layout: Layout = table(overrides, &file)?;
    if layout.page.has_room() {
        return Ok(layout);
    }
    let source = text(overrides, &file)?;
    let line = source.lines().position(|line| line.trim_start().starts_with("le_trai_mm")).map_or(1, |at| at + 1);
    Err(fault(&file, format!("dòng {line}: khổ giấy trừ các lề không còn chỗ cho lời văn")))
}

/// Renders a `.md` template.
///
/// # Errors
///
/// Unknown names, unknown or missing figures, faults of syntax: with line and column.
pub(super) fn render(overrides: &Overrides, name: &str, context: &Context, book: &Arc<Book>) -> Result<String, Error> {
    let source = text(overrides, name)?;
    let mut tera = engine(book);
    tera.add_raw_template(name, source).map_err(|e| explain(name, &e))?;
    check_names(&tera, name, source, context, 0)?;
    tera.render(name, context).map_err(|e| explain(name, &e))
}

/// Renders the short texts of a `.toml` template (titles, notes); plain text, no Markdown.
///
/// # Errors
///
/// As [`render`].
pub(super) fn render_lines(
    overrides: &Overrides,
    template: &str,
    lines: &[String],
    context: &Context,
    book: &Arc<Book>,
) -> Result<Vec<String>, Error> {
    let mut tera = engine(book);
    let file = text(overrides, template).unwrap_or_default();
    lines
        .iter()
        .map(|source| {
            tera.add_raw_template(template, source).map_err(|e| explain(template, &e))?;
            let above = file.lines().position(|line| line.contains(source.lines().next().unwrap_or_default())).unwrap_or(0);
            check_names(&tera, template, source, context, above)?;
            tera.render(template, context).map_err(|e| explain(template, &e))
        })
        .collect()
}

fn engine(book: &Arc<Book>) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(|text, out| out.write_all(figures::escape(text).as_bytes()));
    let b = Arc::clone(book);
    tera.register_function("so", move |args: Kwargs, _: &State| {
        let key: &str = args.must_get("khoa")?;
        let printed = match (b.find(key), args.get::<&str>("mac_dinh")?) {
            (Ok(None), Some(fallback)) => Ok(figures::escape(fallback)),
            _ => b.print(key),
        };
        printed.map(|text| Value::safe_string(&text)).map_err(tera::Error::message)
    });
    let b = Arc::clone(book);
    tera.register_function("biet", move |args: Kwargs, _: &State| -> TeraResult<bool> {
        b.find(args.must_get("khoa")?).map(|found| found.is_some()).map_err(tera::Error::message)
    });
    let b = Arc::clone(book);
    tera.register_function("co", move |args: Kwargs, _: &State| -> TeraResult<bool> {
        b.find(args.must_get("khoa")?).map(|found| found.is_some_and(|n| n > Decimal::ZERO)).map_err(tera::Error::message)
    });
    let b = Arc::clone(book);
    tera.register_function("ty_le", move |args: Kwargs, _: &State| {
        let (part_key, whole_key): (&str, &str) = (args.must_get("khoa")?, args.must_get("tren")?);
        let part = b.find(part_key).map_err(tera::Error::message)?;
        let whole = b.find(whole_key).map_err(tera::Error::message)?;
        let share = part.zip(whole).and_then(|(part, whole)| percent(part, whole));
        let key = Derived::Share(part_key, whole_key).to_string();
        framed(&args, &share.map_or_else(String::new, |s| figures::link(&format!("{}%", figures::amount(s)), &key)))
    });
    let b = Arc::clone(book);
    tera.register_function("phan_so", move |args: Kwargs, _: &State| {
        let (part_key, whole_key): (&str, &str) = (args.must_get("khoa")?, args.must_get("tren")?);
        let part = b.find(part_key).map_err(tera::Error::message)?;
        let whole = b.find(whole_key).map_err(tera::Error::message)?;
        let pair = part.zip(whole);
        framed(
            &args,
            &pair.map_or_else(String::new, |(n, d)| {
                format!("{}/{}", figures::link(&figures::amount(n), part_key), figures::link(&figures::amount(d), whole_key))
            }),
        )
    });
    for (name, phrase) in PHRASES {
        let b = Arc::clone(book);
        tera.register_function(name, move |args: Kwargs, _: &State| framed(&args, &phrase(&b, args.must_get("khoa")?)));
    }
    tera.register_filter("viet_hoa", |text: std::borrow::Cow<'_, str>, _: Kwargs, _: &State| text.to_uppercase());
    // A text whose numbers are linked stays Markdown.
    tera.register_filter("hoa_dau", |text: StringInput<'_>, _: Kwargs, _: &State| {
        text.inherit_safety(figures::upper_first(text.as_str()))
    });
    tera.register_filter("thuong_dau", |text: StringInput<'_>, _: Kwargs, _: &State| {
        text.inherit_safety(figures::lower_first(text.as_str()))
    });
    tera
}

/// A phrase about the figures at a key.
type Phrase = fn(&Book, &str) -> String;

const PHRASES: [(&str, Phrase); 5] = [
    ("so_mo_hinh", sentences::models),
    ("doi_tuong", sentences::owners),
    ("loai_hinh", sentences::kinds),
    ("chia_linh_vuc", sentences::fields),
    ("tang_giam", sentences::change),
];

/// A phrase between `truoc` and `sau`, which are left out with it.
fn framed(args: &Kwargs, phrase: &str) -> TeraResult<Value> {
    if phrase.is_empty() {
        return Ok(Value::safe_string(""));
    }
    let before = args.get::<&str>("truoc")?.unwrap_or_default();
    let after = args.get::<&str>("sau")?.unwrap_or_default();
    Ok(Value::safe_string(&format!("{before}{phrase}{after}")))
}

/// Every name a template uses must exist, whether or not its branch is taken.
/// `above`: lines of the file above the text.
fn check_names(tera: &Tera, name: &str, source: &str, context: &Context, above: usize) -> Result<(), Error> {
    let mut unknown = names::unknown(source, context);
    // What our own reading of the tags does not see.
    let used: BTreeSet<&str> = tera.get_template_variables(name).map_err(|e| explain(name, &e))?.into_iter().collect();
    for variable in used.into_iter().filter(|v| !context.contains_key(v) && !matches!(*v, "loop" | "__tera_context")) {
        if !unknown.iter().any(|known| known.message.contains(&format!("“{variable}”"))) {
            let (line, column) = position(source, variable);
            unknown.push(names::Unknown { line, column, message: format!("không có tên “{variable}”") });
        }
    }
    unknown.sort();
    let said: Vec<String> = unknown.iter().map(|u| format!("dòng {}, cột {}: {}", u.line + above, u.column, u.message)).collect();
    if said.is_empty() { Ok(()) } else { Err(fault(name, said.join("\n  "))) }
}

/// Line and column of a name inside the first tag that holds it.
fn position(source: &str, name: &str) -> (usize, usize) {
    for (line, text) in source.lines().enumerate() {
        for (at, _) in text.match_indices(name) {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let alone = !text[..at].ends_with(word) && !text[at + name.len()..].starts_with(word);
            if alone && text[..at].contains(['{']) {
                return (line + 1, text[..at].chars().count() + 1);
            }
        }
    }
    (1, 1)
}

/// Tera's message in Vietnamese, with line and column.
fn explain(template: &str, error: &tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let reason = translate(report.message());
            fault(template, format!("dòng {}, cột {}: {reason}", span.start_line, span.start_col + 1))
        }
        ErrorKind::MissingArgument { arg_name } => fault(template, format!("hàm thiếu đối số “{arg_name}”")),
        other => {
            let text = other.to_string();
            let reason = translate(text.trim_start_matches("error: "));
            match place(&text) {
                Some((line, column)) => fault(template, format!("dòng {line}, cột {column}: {reason}")),
                None => fault(template, reason),
            }
        }
    }
}

/// Line and column of the first `--> file:2:7` in one of Tera's collected reports.
fn place(text: &str) -> Option<(&str, &str)> {
    let at = text.lines().find_map(|line| line.trim().strip_prefix("--> "))?;
    let (rest, column) = at.rsplit_once(':')?;
    Some((rest.rsplit_once(':')?.1, column))
}

fn translate(message: &str) -> String {
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    let first = message.lines().next().unwrap_or_default();
    if !first.is_ascii() {
        return first.to_owned();
    }
    for (start, said) in [
        ("Variable `", "không có tên"),
        ("Field `", "không có trường"),
        ("Unknown filter", "không có bộ lọc"),
        ("Unknown function", "không có hàm"),
        ("Unknown test", "không có phép thử"),
        ("Unknown template", "không có mẫu"),
    ] {
        if message.starts_with(start) {
            return format!("{said} “{}”", quoted());
        }
    }
    if message.starts_with("Unexpected end") {
        return "mẫu kết thúc khi còn thẻ chưa đóng (thiếu {% endif %} hoặc {% endfor %}?)".to_owned();
    }
    if message.starts_with("Missing keyword argument") {
        return format!("hàm thiếu đối số “{}”", quoted());
    }
    format!("cú pháp không đúng ở đây ({first})")
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    fn try_template(source: &str) -> Result<String, String> {
        let overrides = Overrides::from([("thu.md".to_owned(), source.to_owned())]);
        let dossier = specimen::dossier();
        let book = Arc::new(Book::new(&dossier.authority, &specimen::summary()));
        let mut context = Context::new();
        context.insert("ten", "Tổ *sạch* [đẹp]");
        render(&overrides, "thu.md", &context, &book).map_err(|e| e.to_string())
    }

    #[test]
    fn a_fault_of_an_offices_own_profile_names_line_and_nearest_key() {
        let own = include_str!("../../templates/the-thuc/nd30-2020.toml");
        for (from, to, expected) in [
            ("le_trai_mm = 30", "le_trái_mm = 30", "dòng 13: tên khóa chỉ gồm chữ cái không dấu"),
            ("le_trai_mm = 30", "le_trai_mn = 30", "dòng 13: không có khóa “le_trai_mn”; có phải là “le_trai_mm”?"),
            ("so = { co_chu = 13 }", "so = { cochu = 13 }", "không có khóa “cochu”; có phải là “co_chu”?"),
            ("canh = \"deu\"", "canh = \"đều\"", "không có giá trị “đều”; có phải là “deu”?"),
            ("le_trai_mm = 30 ", "le_trai_mm = \"30\" ", "dòng 13: sai kiểu giá trị: ghi chữ \"30\", cần một số"),
            ("ke_duoi = true", "ke_duoi = 1", "sai kiểu giá trị: ghi số 1, cần true hoặc false"),
            ("so = { co_chu = 13 }", "so = { co_chu = 130 }", "cỡ chữ (pt) phải từ 5 đến 72, không thể là 130"),
            ("le_trai_mm = 30", "le_trai_mm = 190", "dòng 13: khổ giấy trừ các lề không còn chỗ cho lời văn"),
            ("le_trai_mm = 30", "# le_trai_mm = 30", "thiếu khóa “le_trai_mm”"),
        ] {
            assert!(own.contains(from), "{from}");
            let overrides = Overrides::from([("the-thuc/rieng.toml".to_owned(), own.replacen(from, to, 1))]);
            let message = layout(&overrides, "rieng").expect_err(to).to_string();
            assert!(
                message.contains(expected) && message.starts_with("mẫu the-thuc/rieng.toml có lỗi: dòng "),
                "{to}: {message}"
            );
        }
        let overrides = Overrides::from([("the-thuc/rieng.toml".to_owned(), own.to_owned())]);
        assert_eq!(layout(&overrides, "rieng").expect("a copied profile").page.left_mm.to_bits(), 30.0_f32.to_bits());
    }

    #[test]
    fn figures_are_printed_with_their_key() {
        let text = try_template(r#"Có {{ so(khoa="cong_nhan.co-so.luot") }} lượt của {{ ten }}."#);
        assert_eq!(text.as_deref(), Ok(r"Có [1\.952](<so-lieu:cong_nhan.co-so.luot>) lượt của Tổ \*sạch\* \[đẹp\]."));
        assert_eq!(try_template(r#"{{ so(khoa="nhan_rong.tong", mac_dinh="chưa có") }}"#).as_deref(), Ok("chưa có"));
    }

    #[test]
    fn faults_name_line_and_cause_in_vietnamese() {
        for (source, part) in [
            ("a\n{% if thieu %}b{% endif %}", "dòng 2, cột 7: không có tên “thieu”"),
            ("{{ ten.dai }}", "dòng 1"),
            ("a\n\n{{ so(khoa=\"nhan_rong.tong\") }}", "dòng 3, cột 4: số liệu “nhan_rong.tong” chưa có"),
            ("{{ so(khoa=\"cong_nhan.coso.luot\") }}", "trong “cong_nhan” chỉ có co-so"),
            ("a\n{{ xyz(khoa=1) }}", "dòng 2, cột 4: không có hàm “xyz”"),
            ("{{ ten | abc }}", "không có bộ lọc “abc”"),
            ("{{ so() }}", "khoa"),
            ("{% if ten %}a", "dòng 1"),
        ] {
            let message = try_template(source).expect_err(source);
            assert!(message.contains(part) && message.starts_with("mẫu thu.md có lỗi: "), "{source}: {message}");
        }
    }
}
