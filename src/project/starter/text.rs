//! The texts of a new workspace: `hoi-nghi.toml` from its template, and `don-vi.csv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::config::{default_fields, default_forms};
use super::{NewUnit, OfficeLevel, Plan};
use crate::model::{Period, name};

const TEMPLATE: &str = include_str!("../../../templates/hoi-nghi.toml");

/// Columns of the list of units.
const COLUMNS: &[&str] =
    &["ma", "ten", "cap", "truc_thuoc", "phai_nop", "ten_khac", "khoi", "cum", "thu_tu", "ngay_nhan", "sap_nhap_tu", "tu", "den"];

/// The party committee above an office, by the kind of its unit.
const COMMITTEES: &[(&str, &str)] =
    &[("huyện", "HUYỆN ỦY"), ("quận", "QUẬN ỦY"), ("thị xã", "THỊ ỦY"), ("thành phố", "THÀNH ỦY"), ("tỉnh", "TỈNH ỦY")];

/// Periods that stand for the real one where none is known.
const EXAMPLE: (&str, [&str; 2]) = ("2021-2025", ["2021-2023", "2024-2025"]);

/// The text of `hoi-nghi.toml`.
pub(super) fn config(plan: &Plan) -> String {
    let levels = plan.levels();
    let codes: Vec<&str> = levels.iter().map(|level| level.code.as_str()).collect();
    let parts = plan.period.as_ref().map_or_else(|| EXAMPLE.1.map(str::to_owned).to_vec(), parts);
    let level = |level: &crate::model::Level| entry("cap", &level.code, &level.name, &level.aliases);
    let mut cap: Vec<String> = levels.iter().map(level).collect();
    // Between the lowest and the next: they are read in this order.
    cap.insert(1, passing_level(plan));
    let fields = default_fields();
    let forms = default_forms();
    let fills = [
        ("{ma_cap}", codes.join(", ")),
        ("{loai}", quoted(plan.kind.code())),
        ("{ten}", quoted(&title(plan))),
        (
            "{ky}",
            plan.period.as_ref().map_or_else(|| format!("#ky = {}", quoted(EXAMPLE.0)), |p| format!("ky = {}", quoted(&p.label))),
        ),
        ("{giai_doan}", parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(", ")),
        ("{mot_giai_doan}", quoted(&parts[0])),
        (
            "{ngay}",
            plan.date
                .map_or_else(|| "#ngay = 2020-08-21".to_owned(), |d| format!("ngay = {:04}-{:02}-{:02}", d.year, d.month, d.day)),
        ),
        ("{don_vi}", quoted(&plan.unit)),
        ("{cap_tren}", quoted(&superior(plan))),
        ("{dia_danh}", quoted(&place(&plan.unit))),
        ("{cap_duoi}", codes.first().copied().unwrap_or_default().to_owned()),
        ("{cac_cap}", cap.join("\n")),
        ("{cac_linh_vuc}", fields.iter().map(|f| entry("linh_vuc", &f.code, &f.name, &f.aliases)).collect::<Vec<_>>().join("\n")),
        (
            "{cac_hinh_thuc}",
            forms.iter().map(|f| entry("hinh_thuc_khen", &f.code, &f.name, &f.aliases)).collect::<Vec<_>>().join("\n"),
        ),
    ];
    let text = fills.iter().fold(TEMPLATE.to_owned(), |text, (mark, fill)| text.replace(mark, fill));
    // The letters' own mark, which is filled in when a letter is written.
    let text = text.replace("{tung_don_vi}", "{don_vi}");
    // Notepad of older Windows knows no other line ends.
    text.replace('\n', "\r\n")
}

/// A level that exists in some years only, for an example.
fn passing_level(plan: &Plan) -> String {
    let (why, code, name, years) = if plan.has_two_levels() {
        ("Kỳ bắc qua ngày 1/7/2025 thì thêm cấp huyện ở đúng chỗ này", "huyen", "cấp huyện", "#tu = 2016\n#den = 2025\n")
    } else {
        ("Ví dụ một cấp chỉ có trong một số năm", "cum-xa", "cấp cụm xã", "#tu = 2016\n#den = 2018\n")
    };
    format!("# {why}:\n{}{years}", entry("cap", code, name, &[]))
}

/// A default entry, as a comment to be opened.
fn entry(table: &str, code: &str, title: &str, aliases: &[String]) -> String {
    let mut text = format!("#[[{table}]]\n#ma = {}\n#ten = {}\n", quoted(code), quoted(title));
    if !aliases.is_empty() {
        let aliases: Vec<String> = aliases.iter().map(|alias| quoted(alias)).collect();
        let _ = writeln!(text, "#ten_khac = [{}]", aliases.join(", "));
    }
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// "phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020".
fn title(plan: &Plan) -> String {
    let movement = "phong trào thi đua “Dân vận khéo”";
    let Some(period) = &plan.period else { return movement.to_owned() };
    let (from, to) = (period.from, period.to);
    let whole_years = (from.month, to.month) == (1, 12);
    match from.year == to.year {
        true if whole_years => format!("{movement} năm {}", from.year),
        true => format!("{movement} {}", period.prose()),
        false => format!("{movement} giai đoạn {} - {}", from.year, to.year),
    }
}

/// Two parts of a period that the office might report separately; one that is short has but a month to show.
fn parts(period: &Period) -> Vec<String> {
    let (first, last) = (period.from.year, period.to.year);
    if first < last {
        let half = first + (last - first) / 2;
        let years = |a: u16, b: u16| if a == b { a.to_string() } else { format!("{a}-{b}") };
        return vec![years(first, half), years(half + 1, last)];
    }
    if (period.from.month, period.to.month) == (1, 12) {
        return vec![format!("6 tháng đầu năm {first}"), format!("6 tháng cuối năm {first}")];
    }
    vec![format!("tháng {}/{first}", period.from.month)]
}

/// The words of the name after its kind: "An Hòa".
fn place(unit: &str) -> String {
    let (kind, _) = name::unit_key(unit);
    let skip = kind.map_or(0, |kind| kind.split(' ').count());
    let words: Vec<&str> = unit.split(' ').collect();
    let rest = words.get(skip..).unwrap_or_default().join(" ");
    if rest.is_empty() || name::unit_key(&rest).1 != name::unit_key(unit).1 { abbreviated(unit) } else { rest }
}

/// "An Hòa" of "P. An Hòa" or "P.An Hòa".
fn abbreviated(unit: &str) -> String {
    unit.split_once('.').map_or_else(|| unit.to_owned(), |(_, rest)| rest.trim().to_owned())
}

/// "ĐẢNG ỦY PHƯỜNG AN HÒA", "THÀNH ỦY RẠCH GIÁ".
fn superior(plan: &Plan) -> String {
    let kind = name::unit_key(&plan.unit).0;
    let committee = COMMITTEES.iter().find(|(of, _)| kind.as_deref() == Some(name::key(of).as_str()));
    match (plan.level, committee) {
        (OfficeLevel::District | OfficeLevel::Province, Some((_, committee))) => {
            format!("{committee} {}", place(&plan.unit).to_uppercase())
        }
        _ => format!("ĐẢNG ỦY {}", plan.unit.to_uppercase()),
    }
}

/// The text of `don-vi.csv`.
pub(super) fn list(plan: &Plan, units: &[NewUnit]) -> String {
    let levels = plan.levels();
    let code = |level: Option<usize>| level.and_then(|at| levels.get(at)).map_or("", |level| level.code.as_str());
    let own = codes(plan, units);
    let mut text = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    let mut line = |cells: [&str; 5]| {
        let cells = cells.map(cell);
        let blanks = ",".repeat(COLUMNS.len() - cells.len());
        let _ = write!(text, "{}{blanks}\r\n", cells.join(","));
    };
    line([&own[0], &plan.unit, code(plan.own_level()), "", ""]);
    for (at, unit) in units.iter().enumerate() {
        let parent = unit.parent.map_or(0, |parent| parent + 1);
        line([&own[at + 1], &unit.name, code(unit.level), &own[parent], if unit.owes { "x" } else { "" }]);
    }
    text
}

fn cell(text: &str) -> String {
    let special = text.contains([',', ';', '"', '\n']);
    if special { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A code for each unit, the office's own first: the name without its kind, with it, or with the parent's.
fn codes(plan: &Plan, units: &[NewUnit]) -> Vec<String> {
    let names: Vec<&str> = std::iter::once(plan.unit.as_str()).chain(units.iter().map(|unit| unit.name.as_str())).collect();
    let short = |text: &str| name::slug(&place(text));
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for text in &names {
        *count.entry(short(text)).or_default() += 1;
    }
    let mut taken: Vec<String> = Vec::new();
    for text in &names {
        let bare = short(text);
        let is_word = bare.chars().any(char::is_alphabetic);
        let wanted = if is_word && count.get(&bare) == Some(&1) { bare } else { name::slug(text) };
        let wanted = if wanted.is_empty() { "don-vi".to_owned() } else { wanted };
        let names = std::iter::once(wanted.clone()).chain((2..).map(|n: u32| format!("{wanted}-{n}")));
        taken.extend(names.into_iter().find(|code| !taken.contains(code)));
    }
    taken
}
