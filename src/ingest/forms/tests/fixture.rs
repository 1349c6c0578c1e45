//! Sheets written as text tables, and an authority to read them by.

use crate::ingest::forms::{read_grids, words::Words};
use crate::ingest::grid::{CellValue, Grid};
use crate::model::{
    Assessment, Authority, AwardBody, AwardForm, ConferenceKind, Field, FieldGroup, FieldId, Known, Level, Limits, ListOrder,
    MisreadKind, Office, Origin, Period, Reading, Unit, UnitId, UnitTree,
};

/// A sheet of `| a | b |` lines, one a row; a blank line is a blank row. `#REF!` is an error, `=…` a formula never
/// calculated, `12%` a percentage, digits a number (`'12` is text); `<` continues the cell at the left, `^` the one above.
pub fn sheet(name: &str, text: &str) -> Grid {
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim).collect();
    let mut merged: Vec<(u32, u16, u32, u16)> = Vec::new();
    for (row, line) in (0u32..).zip(lines) {
        let mut cells = Vec::new();
        let inner = line.trim_start_matches('|').trim_end_matches('|');
        for (col, raw) in (0u16..).zip(inner.split('|').map(str::trim)) {
            match raw {
                "<" => widen(&mut merged, row, col, (0, 1)),
                "^" => widen(&mut merged, row, col, (1, 0)),
                _ => cells.extend(cell(raw).map(|value| (col, value))),
            }
        }
        if !cells.is_empty() {
            grid.rows.insert(row, cells);
        }
    }
    grid.merges = merged;
    grid
}

fn widen(merged: &mut Vec<(u32, u16, u32, u16)>, row: u32, col: u16, by: (u32, u16)) {
    let (up, left) = (row - by.0, col - by.1);
    match merged.iter_mut().find(|m| m.0 <= up && up <= m.2 && m.1 <= left && left <= m.3) {
        Some(merge) => {
            merge.2 = merge.2.max(row);
            merge.3 = merge.3.max(col);
        }
        None => merged.push((up, left, row, col)),
    }
}

fn cell(raw: &str) -> Option<CellValue> {
    if raw.is_empty() {
        return None;
    }
    if let Some(text) = raw.strip_prefix('\'') {
        return Some(CellValue::Text(text.into()));
    }
    if let Some(formula) = raw.strip_prefix('=') {
        return Some(CellValue::NotCalculated(formula.to_owned()));
    }
    if raw.starts_with('#') {
        return Some(CellValue::Error(raw.to_owned()));
    }
    if let Some(value) = raw.strip_suffix('%').and_then(|n| n.parse::<f64>().ok()) {
        return Some(CellValue::Number { value: value / 100.0, percent: true });
    }
    if let Ok(value) = raw.parse::<f64>() {
        return Some(CellValue::Number { value, percent: false });
    }
    Some(CellValue::Text(raw.replace("\\n", "\n").into()))
}

fn level(code: &str, name: &str, aliases: &[&str]) -> Level {
    Level { code: code.into(), name: name.into(), aliases: aliases.iter().map(|a| (*a).into()).collect(), from: None, to: None }
}

fn field(code: &str, name: &str, aliases: &[&str]) -> Field {
    Field { code: code.into(), name: name.into(), aliases: aliases.iter().map(|a| (*a).into()).collect() }
}

fn form(code: &str, name: &str, bodies: &[&str]) -> AwardForm {
    let bodies = bodies.iter().map(|b| AwardBody { name: (*b).into(), from: None, to: None }).collect();
    AwardForm {
        code: code.into(),
        name: name.into(),
        aliases: Vec::new(),
        bodies,
        certifies: code == "giay-chung-nhan",
        printed: false,
        from: None,
        to: None,
    }
}

pub fn period(label: &str) -> Period {
    Period::parse(label).unwrap()
}

/// Rạch Giá 2016-2020: three levels, five fields, two sub-periods.
pub fn authority() -> Authority {
    Authority {
        conference: ConferenceKind::Final,
        title: String::new(),
        period: period("2016-2020"),
        sub_periods: vec![period("2016-2018"), period("2019-2020")],
        date: None,
        deadline: None,
        root: "Thành phố Rạch Giá".into(),
        office: Office::default(),
        levels: vec![
            level("co-so", "cấp cơ sở", &["cơ sở", "cấp phường, xã"]),
            level("huyen", "cấp thành phố", &["huyện", "cấp huyện", "thành phố"]),
            level("tinh", "cấp tỉnh", &["tỉnh"]),
        ],
        fields: vec![
            field("kinh-te", "Kinh tế", &["phát triển kinh tế", "KT"]),
            field("van-hoa-xa-hoi", "Văn hóa - xã hội", &["VH-XH", "VHXH"]),
            field("quoc-phong-an-ninh", "Quốc phòng - an ninh", &["QP-AN", "QPAN"]),
            field("he-thong-chinh-tri", "Xây dựng hệ thống chính trị", &["HTCT"]),
            field("nong-thon-moi", "Nông thôn mới", &["NTM"]),
        ],
        field_groups: vec![FieldGroup {
            name: "Kinh tế và văn hóa - xã hội".into(), fields: vec![FieldId(0), FieldId(1)]
        }],
        forms: vec![
            form("giay-khen", "Giấy khen", &["UBND thành phố Rạch Giá"]),
            form("giay-chung-nhan", "Giấy chứng nhận", &[]),
            form("khen-thuong", "Khen thưởng", &[]),
        ],
        indicators: Vec::new(),
        previous_lists: None,
        baseline: None,
        assessment: Assessment::default(),
        targets: Vec::new(),
        quotas: Vec::new(),
        scoring: crate::model::Scoring::default(),
        requests: crate::model::Requests::default(),
        papers: crate::model::PaperSettings::default(),
        roll_up_forms: false,
        explanations: Vec::new(),
        synonyms: Vec::new(),
        pins: Vec::new(),
        order: ListOrder::Unit,
        exemplars_per_field: 2,
        leaders: 3,
        opinions: crate::model::OpinionSettings::default(),
        charts: true,
        limits: Limits::default(),
        known: Known::default(),
    }
}

/// The root with two wards and a commune.
pub fn units() -> UnitTree {
    let below = |name: &str| Unit { name: name.into(), parent: Some(UnitId(0)), ..Unit::default() };
    let root = Unit { name: "Thành phố Rạch Giá".into(), ..Unit::default() };
    UnitTree::new(vec![root, below("Phường An Hòa"), below("Phường Vĩnh Bảo"), below("Xã Phi Thông")], true)
}

pub fn read(sheets: Vec<Grid>) -> Reading {
    read_grids("nop/tep.xlsx", 0, sheets, &Words::new(&authority()), &units())
}

/// Each misread as "ô: fact", in the order said.
pub fn said(reading: &Reading) -> Vec<String> {
    reading.misreads.iter().map(|m| format!("{} {}", place(m.at), kind(&m.what))).collect()
}

fn place(at: Origin) -> String {
    at.a1().unwrap_or_else(|| if at.sheet.is_some() { "trang".into() } else { "tệp".into() })
}

fn kind(what: &MisreadKind) -> String {
    let text = format!("{what:?}");
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}
