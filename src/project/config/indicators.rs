//! The indicator catalogue (danh mục chỉ tiêu): `templates/chi-tieu.toml`, or the office's own `mau/chi-tieu.toml`, and over
//! it what `hoi-nghi.toml` declares.
//!
//! The trap: what the office declares claims its names. A catalogue entry of the same `ma` only lends it its names and what
//! it leaves open; one that shares a name with it gives that name up.

use serde::Deserialize;

use super::defaults::Named;
use super::reader::Section;
use super::schema;
use super::scheme::{MOST, entries, field_of};
use crate::compose;
use crate::error::ConfigFault;
use crate::model::{Adding, Field, FieldId, Indicator, IndicatorPart, name};

/// The catalogue that comes with tongket.
const BUILT_IN: &str = include_str!("../../../templates/chi-tieu.toml");
/// Name of the office's own.
const FILE: &str = "mau/chi-tieu.toml";

const PARTS: &[(&str, IndicatorPart)] =
    &[("lanh-dao", IndicatorPart::Steering), ("ket-qua", IndicatorPart::Results), ("chung", IndicatorPart::General)];

const ADDINGS: &[(&str, Adding)] =
    &[("tong", Adding::Sum), ("ty-le", Adding::Ratio), ("cuoi-ky", Adding::Stock), ("khong-cong", Adding::Own)];

/// The catalogue as a file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    #[serde(default)]
    chi_tieu: Vec<Line>,
}

/// An entry of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    ma: String,
    ten: String,
    #[serde(default)]
    ten_khac: Vec<String>,
    muc: Part,
    linh_vuc: Option<String>,
    #[serde(default)]
    don_vi_tinh: String,
    cong_don: Option<Way>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    LanhDao,
    KetQua,
    Chung,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Way {
    Tong,
    TyLe,
    CuoiKy,
    KhongCong,
}

/// The catalogue in force; the built-in one, and a fault, where the office's own cannot be read.
pub(super) fn catalogue(own: Option<&str>) -> (Vec<Indicator>, Option<ConfigFault>) {
    match own.map(read) {
        Some(Ok(lines)) => (lines, None),
        Some(Err((line, message))) => {
            (read(BUILT_IN).unwrap_or_default(), Some(ConfigFault { file: FILE.to_owned(), line, message }))
        }
        None => (read(BUILT_IN).unwrap_or_default(), None),
    }
}

/// The entries of a file, with their field's code in place of the field; or a line and what is wrong there.
fn read(text: &str) -> Result<Vec<Indicator>, (usize, String)> {
    let line_at = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: Catalogue = toml::from_str(text)
        .map_err(|fault| (line_at(fault.span().map_or(0, |span| span.start)), compose::toml_reason(fault.message())))?;
    let mut found: Vec<Indicator> = Vec::new();
    for line in file.chi_tieu {
        let place = || line_at(text.find(&format!("\"{}\"", line.ma)).unwrap_or(0));
        if name::slug(&line.ma) != line.ma || line.ma.is_empty() {
            let message = format!("mã “{}” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối", line.ma);
            return Err((place(), message));
        }
        if let Some(first) = found.iter().find(|known| known.code == line.ma) {
            return Err((place(), format!("mã “{}” đã dùng cho “{}”; mỗi mục cần một mã riêng", line.ma, first.name)));
        }
        found.push(indicator(line));
    }
    Ok(found)
}

fn indicator(line: Line) -> Indicator {
    Indicator {
        code: line.ma,
        name: line.ten,
        aliases: line.ten_khac,
        part: match line.muc {
            Part::LanhDao => IndicatorPart::Steering,
            Part::KetQua => IndicatorPart::Results,
            Part::Chung => IndicatorPart::General,
        },
        field: None,
        field_code: line.linh_vuc.unwrap_or_default(),
        unit: line.don_vi_tinh,
        adds: line.cong_don.map(|way| match way {
            Way::Tong => Adding::Sum,
            Way::TyLe => Adding::Ratio,
            Way::CuoiKy => Adding::Stock,
            Way::KhongCong => Adding::Own,
        }),
        is_declared: false,
    }
}

/// `[[chi_tieu]]`, then what else the catalogue has.
pub(super) fn indicators(root: &Section<'_>, fields: &[Field], catalogue: Vec<Indicator>) -> Vec<Indicator> {
    let aliases: Vec<Vec<&str>> = catalogue.iter().map(|known| known.aliases.iter().map(String::as_str).collect()).collect();
    let named: Vec<Named<'_>> = catalogue
        .iter()
        .zip(&aliases)
        .map(|(known, aliases)| (known.code.as_str(), known.name.as_str(), aliases.as_slice()))
        .collect();
    let by_code =
        |code: &str| fields.iter().position(|field| field.code == code).and_then(|at| u8::try_from(at).ok()).map(FieldId);
    let declared = entries(root, "chi_tieu", schema::INDICATOR, &named, MOST);
    let mut claimed: Vec<String> = Vec::new();
    let mut found: Vec<Indicator> = Vec::new();
    for entry in &declared {
        let section = &entry.section;
        // One that has a name of its own may be another thing: only what it is called is taken over.
        let default = catalogue.iter().find(|known| known.code == entry.code && !section.has("ten"));
        let field = section.text("linh_vuc").filter(|code| !code.is_empty());
        claimed.extend(entry.spellings().map(|spelling| name::key(spelling)));
        found.push(Indicator {
            code: entry.code.clone(),
            name: entry.name.clone(),
            aliases: entry.aliases(),
            part: section.choice("muc", PARTS).or(default.map(|known| known.part)).unwrap_or(IndicatorPart::General),
            field: field
                .and_then(|code| field_of(section, section.at("linh_vuc"), &code, fields))
                .or_else(|| by_code(&default?.field_code)),
            field_code: String::new(),
            unit: section.text("don_vi_tinh").or_else(|| default.map(|known| known.unit.clone())).unwrap_or_default(),
            adds: section.choice("cong_don", ADDINGS).or(default.and_then(|known| known.adds)),
            is_declared: true,
        });
    }
    let codes: Vec<String> = found.iter().map(|known| known.code.clone()).collect();
    for mut known in catalogue {
        if !codes.contains(&known.code) && !claimed.contains(&name::key(&known.name)) {
            known.aliases.retain(|alias| !claimed.contains(&name::key(alias)));
            known.field = by_code(&known.field_code);
            found.push(known);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_built_in_catalogue_is_whole_and_no_name_is_told_twice() {
        let catalogue = read(BUILT_IN).expect("the built-in catalogue");
        assert!(catalogue.len() > 40, "{}", catalogue.len());
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for known in &catalogue {
            for spelling in std::iter::once(&known.name).chain(&known.aliases) {
                let first = names.insert(name::slug_words(spelling), &known.code);
                assert!(first.is_none(), "“{spelling}” is {} and {}", first.unwrap_or_default(), known.code);
            }
        }
        for part in [IndicatorPart::Steering, IndicatorPart::Results, IndicatorPart::General] {
            assert!(catalogue.iter().any(|known| known.part == part && !known.unit.is_empty()));
        }
    }

    #[test]
    fn faults_of_an_offices_own_catalogue_name_the_line() {
        let fault = |text: &str| catalogue(Some(text)).1.map(|fault| (fault.file, fault.line, fault.message)).expect("a fault");
        let unknown = fault("[[chi_tieu]]\nma = \"x\"\nten = \"X\"\nmuc = \"ketqua\"\n");
        assert_eq!((unknown.0.as_str(), unknown.1), (FILE, 4));
        assert!(unknown.2.contains("có phải là “ket-qua”?"), "{}", unknown.2);
        let twice = "[[chi_tieu]]\nma = \"x\"\nten = \"X\"\nmuc = \"chung\"\n";
        assert!(fault(&format!("{twice}{twice}")).2.contains("đã dùng cho “X”"));
        assert_eq!(catalogue(Some("")).0.len(), 0);
    }
}
