//! R52: a model has the higher grade of a level (Tiêu biểu) without the lower one (Đạt), where the unit tells both.
//!
//! The trap: most lists give a model one row with its grade; only where other models have both rows is the lower missed.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{Row, gather};
use super::{Blank, Context, Rule};
use crate::model::{Column, Content, Finding, Form, LevelId, Severity, UnitId, name};

pub(super) const RULE: Rule = Rule {
    code: "R52",
    name: "higher-grade-alone",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Mô hình xếp hạng Tiêu biểu ở một cấp nhưng chưa được công nhận hạng Đạt ở cấp đó.",
    why: "Mô hình tiêu biểu chọn trong số đã công nhận; thiếu thì số công nhận ít hơn số tiêu biểu.",
    remedy: "Bổ sung dòng công nhận hạng Đạt, hoặc sửa hạng nếu ghi nhầm.",
    basis: "Chỉ xét khi danh sách của đơn vị ghi riêng cả hai hạng cho mô hình khác ở cấp đó.",
    check,
};

/// Rows of one model at one level.
#[derive(Default)]
struct Grades<'a> {
    title: &'a str,
    plain: bool,
    outstanding: Option<crate::model::Origin>,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut units: BTreeMap<(UnitId, LevelId), BTreeMap<String, Grades<'_>>> = BTreeMap::new();
    for placed in context.tables(Form::Recognitions) {
        let Content::Recognitions(rows) = &placed.table.content else { continue };
        let col = placed.table.column(Column::Grade);
        let (Some(col), Some(sender)) = (col, context.submitter(placed)) else { continue };
        for row in rows {
            let (Some(level), Some(title)) = (row.level, row.name.as_deref().or(row.code.as_deref())) else { continue };
            let unit = context.unit_at(placed.cell(row.row, col)).unwrap_or(sender);
            let which = row.code.as_deref().unwrap_or(title);
            let key = format!("{}|{}", name::key(which), row.performer.as_deref().map(name::key).unwrap_or_default());
            let grades = units.entry((unit, level)).or_default().entry(key).or_default();
            grades.title = title;
            if row.outstanding {
                grades.outstanding.get_or_insert(placed.cell(row.row, col));
            } else {
                grades.plain = true;
            }
        }
    }
    let mut rows = Vec::new();
    let mut told: BTreeSet<crate::model::Origin> = BTreeSet::new();
    for ((unit, level), models) in &units {
        // Does the unit give both rows to a model at all?
        if !models.values().any(|grades| grades.plain && grades.outstanding.is_some()) {
            continue;
        }
        for grades in models.values().filter(|grades| !grades.plain) {
            let Some(at) = grades.outstanding.filter(|at| told.insert(*at)) else { continue };
            let level = &context.dossier.authority.level(*level).name;
            let message = format!("xếp hạng Tiêu biểu {level} nhưng chưa có dòng công nhận hạng Đạt {level}");
            rows.push(Row { at, unit: *unit, severity: Severity::MustFix, title: grades.title, message, related: Vec::new() });
        }
    }
    gather(context, &RULE, rows, "mô hình xếp hạng Tiêu biểu nhưng chưa có dòng công nhận hạng Đạt")
}
