//! The cells of a model (mô hình, điển hình) in the list of models.

use super::figures::upper_first;
use super::rows::{number, text};
use crate::document::Value;
use crate::model::{Authority, Column, Dossier, LevelId, LevelSet, Model, Recognition, Text, UnitId, When};

/// A value of a model's row; `None` if it has no such value.
pub(super) fn value(dossier: &Dossier, model: &Model, key: &str) -> Option<Value> {
    let authority = &dossier.authority;
    let levels = |ids: LevelSet| ids.iter().map(|id| level_name(authority, id)).collect::<Vec<_>>().join(", ");
    let optional = |value: &Option<Text>| text(value.as_deref().unwrap_or_default());
    Some(match key {
        "don_vi" => Value::Text(dossier.units.name(model.unit).to_owned()),
        "truc_thuoc" => text(above(dossier, model.unit)),
        "ma" => optional(&model.code),
        "ten" => Value::Text(model.name.to_string()),
        "thuc_hien" => optional(&model.performer),
        "dia_chi" => optional(&model.address),
        "doi_tuong" => text(model.owner.map(|o| upper_first(o.name())).unwrap_or_default()),
        "loai_hinh" => text(model.kind.map(|k| upper_first(k.name())).unwrap_or_default()),
        "linh_vuc" => text(field(dossier, model)),
        "nam_dang_ky" => model.first_year.map_or(Value::Blank, |y| Value::Text(y.to_string())),
        "dang_ky" => text(model.novelty.map(|n| upper_first(n.name())).unwrap_or_default()),
        "tinh_trang" => text(if is_stopped(dossier, model) { "Dừng" } else { "" }),
        "cap_dang_ky" => text(upper_first(&levels(model.levels))),
        "hieu_qua" => tick(model.effective == Some(true)),
        "nhan_rong" => number(model.replicated),
        "de_nghi" => text(upper_first(&levels(model.nominated))),
        "neu_bao_cao" => tick(model.featured),
        "ket_qua" => optional(&model.outcome),
        "nguon" => text(source(dossier, model)),
        _ => {
            let code = key.strip_prefix("cong_nhan.")?;
            let level = authority.level_ids().find(|&id| authority.level(id).code == code)?;
            text(recognitions(dossier, model, level))
        }
    })
}

/// A level's name under a heading that says "Cấp": the word is not repeated in every cell.
pub(super) fn level_name(authority: &Authority, level: LevelId) -> &str {
    authority.level(level).name.trim_start_matches("cấp ")
}

/// The unit of the root's own below which a unit stands; empty where it is one of those itself.
fn above(dossier: &Dossier, unit: UnitId) -> &str {
    let (units, root) = (&dossier.units, dossier.units.root());
    let mut line = std::iter::successors(units.unit(unit).parent, |&at| units.unit(at).parent);
    line.find(|&at| units.unit(at).parent == Some(root)).map_or("", |at| units.name(at))
}

/// Does its last row say that it is carried on no longer?
fn is_stopped(dossier: &Dossier, model: &Model) -> bool {
    model.rows.last().and_then(|&row| dossier.model_row(row)).is_some_and(|row| row.stopped)
}

fn tick(yes: bool) -> Value {
    text(if yes { "x" } else { "" })
}

/// The field, or the group of fields where only that was said.
fn field(dossier: &Dossier, model: &Model) -> String {
    let authority = &dossier.authority;
    let group = model.field_group.and_then(|g| authority.field_groups.get(usize::from(g)));
    model.field.map(|f| authority.field(f).name.clone()).or_else(|| group.map(|g| g.name.clone())).unwrap_or_default()
}

/// "2016, 2018", "2016 - 2018", "x": when it was recognised at a level within the period.
fn recognitions(dossier: &Dossier, model: &Model, level: LevelId) -> String {
    let mut found: Vec<&Recognition> = model.recognised_at(level).collect();
    found.sort_by_key(|r| r.when);
    let word = |r: &Recognition| match r.when {
        When::Tick => "x".to_owned(),
        When::Year(year) => year.to_string(),
        When::SubPeriod(sub) => dossier.authority.sub_periods[usize::from(sub.0)].prose(),
        When::Period => dossier.authority.period.prose(),
    };
    found.into_iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Where its rows stand: "nop/an-hoa.xlsx, trang “Biểu 1”, ô C12".
fn source(dossier: &Dossier, model: &Model) -> String {
    let places: Vec<String> = model.rows.iter().map(|&row| dossier.place(dossier.cell(row, Column::Name))).collect();
    places.join("; ")
}
