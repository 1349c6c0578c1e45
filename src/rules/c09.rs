//! C09: two places tell one model differently: its name (one code, two names), owner, kind, or whether it was recognised.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::own_name;
use super::places::told_at;
use super::words::quoted;
use super::{Blank, Context, Rule};
use crate::model::{
    Column, Content, Finding, Fingerprint, LevelId, Model, Origin, RecognitionRow, RowRef, Severity, UnitId, name,
};

pub(super) const RULE: Rule = Rule {
    code: "C09",
    name: "told-apart",
    severity: Severity::Review,
    blank: Blank::Skip,
    what: "Hai chỗ ghi khác nhau về cùng một mô hình: cùng mã mà khác tên, khác đối tượng, khác loại hình, hoặc Biểu 1 và Biểu 1b không khớp nhau về việc công nhận.",
    why: "Chỉ một chỗ được dùng; nếu chỗ đó sai thì số liệu, danh sách sai theo.",
    remedy: "Đối chiếu với hồ sơ, sửa chỗ ghi sai cho hai chỗ thống nhất.",
    basis: "Mã mô hình là định danh của mô hình qua các năm, các đợt, các biểu.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let recognised = Recognised::of(context);
    let elsewhere = told_elsewhere(context);
    let repeated: BTreeSet<RowRef> = context.dossier.repeated.iter().flat_map(|&(a, b)| [a, b]).collect();
    let mut findings = Vec::new();
    for model in context.dossier.models.iter().filter(|model| !model.rows.is_empty()) {
        // The same row twice in one file has its own finding.
        if model.rows.iter().any(|row| repeated.contains(row)) {
            continue;
        }
        let found = between_rows(context, model)
            .or_else(|| name_of_code(context, model))
            .or_else(|| recognised.told_once(model).filter(|_| !elsewhere.contains(&(model.unit, model.name_print))));
        findings.extend(found.map(|finding| finding.of_unit(context.name(model.unit))));
    }
    findings.extend(in_awards(context));
    findings
}

/// Titles in rows of Biểu 1b that are counted, by their code, for another model: what the model so called lacks is told there.
fn told_elsewhere(context: &Context<'_>) -> BTreeSet<(UnitId, Fingerprint)> {
    let told = |model: &Model, at: RowRef| {
        let title = Fingerprint::of(row_of_1b(context, at)?.name.as_deref()?);
        (title != model.name_print).then_some((model.unit, title))
    };
    let models = context.dossier.models.iter();
    models.flat_map(|model| model.recognition_rows.iter().filter_map(move |at| told(model, *at))).collect()
}

/// A unit's models of a name.
fn called<'a>(context: &'a Context<'_>, unit: UnitId, name: &str) -> impl Iterator<Item = &'a Model> {
    let title = Fingerprint::of(name);
    let alike = context.titles().in_unit(unit, title).iter().map(|&(.., index)| &context.dossier.models[index]);
    alike.filter(move |model| model.name_print == title)
}

/// Awards whose recipient is the performer of the model, with another owner.
fn in_awards<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Finding> + 'a {
    let dossier = context.dossier;
    dossier.awards.iter().filter_map(move |award| {
        let row = dossier.award_row(award.row)?;
        let (owner, recipient) = (row.owner?, own_name(row.recipient.as_deref()?));
        let models = called(context, award.unit, row.model.as_deref()?);
        let mut models = models.filter(|model| model.performer.as_deref().map(own_name).is_some_and(|known| known == recipient));
        let (model, None) = (models.next()?, models.next()) else { return None };
        let known = model.owner.filter(|known| *known != owner)?;
        // Where the rounds differ among themselves, that is told.
        if model.rows.iter().any(|row| dossier.model_row(*row).is_some_and(|row| row.owner == Some(owner))) {
            return None;
        }
        let message = format!(
            "{}: Biểu 2 ghi {}, Biểu 1 ghi {}",
            quoted(row.recipient.as_deref()?),
            quoted(owner.name()),
            quoted(known.name())
        );
        let related = model.rows.iter().map(|row| told_at(context, *row, Column::Owner));
        let finding = RULE.finding(dossier.cell(award.row, Column::Owner), message).with_related(related);
        Some(finding.of_unit(context.name(award.unit)))
    })
}

/// Rows of several rounds or files.
fn between_rows(context: &Context<'_>, model: &Model) -> Option<Finding> {
    if model.rows.len() < 2 {
        return None;
    }
    let dossier = context.dossier;
    let rows: Vec<_> = model.rows.iter().filter_map(|&at| Some((at, dossier.model_row(at)?))).collect();
    let differing = |column: Column, what: &str, says: &dyn Fn(&crate::model::ModelRow) -> Option<String>| {
        let told: Vec<(RowRef, String)> = rows.iter().filter_map(|(at, row)| Some((*at, says(row)?))).collect();
        let (_, first) = told.first()?;
        let (at, other) = told.iter().find(|(_, text)| name::key(text) != name::key(first))?;
        let whose = if column == Column::Name { String::new() } else { format!("{}: ", quoted(&model.name)) };
        let message = format!("{whose}{what} ghi {}, chỗ khác ghi {}", quoted(other), quoted(first));
        let codes = rows.iter().filter(|_| column == Column::Name).map(|(row, _)| dossier.cell(*row, Column::Code));
        let related = told.iter().map(|(row, _)| told_at(context, *row, column)).chain(codes);
        Some(RULE.finding(told_at(context, *at, column), message).with_related(related))
    };
    differing(Column::Name, "cùng một mã, tên mô hình", &|row| Some(row.name.to_string()))
        .or_else(|| differing(Column::Owner, "đối tượng", &|row| row.owner.map(|owner| owner.name().to_owned())))
        .or_else(|| differing(Column::Kind, "loại hình", &|row| row.kind.map(|kind| kind.name().to_owned())))
}

/// A row of Biểu 1b whose code is one model's and whose name is another's, or whose code no model has.
fn name_of_code(context: &Context<'_>, model: &Model) -> Option<Finding> {
    model.recognition_rows.iter().find_map(|&at| {
        let row = row_of_1b(context, at)?;
        let title = row.name.as_deref().filter(|title| Fingerprint::of(title) != model.name_print);
        if let Some(title) = title {
            let code = row.code.as_deref()?;
            let message = format!("mã {} là của {}, dòng này ghi tên {}", quoted(code), quoted(&model.name), quoted(title));
            let called = called(context, model.unit, title).filter_map(|m| m.rows.last()).chain(model.rows.first());
            let related =
                called.map(|&row| context.dossier.cell(row, Column::Name)).chain([context.dossier.cell(at, Column::Code)]);
            return Some(RULE.finding(context.dossier.cell(at, Column::Name), message).with_related(related));
        }
        let (code, known) = (row.code.as_deref()?, model.code.as_deref()?);
        if name::key(code) == name::key(known) {
            return None;
        }
        let message = format!("{} ghi mã {}, Biểu 1 ghi mã {}", quoted(&model.name), quoted(code), quoted(known));
        let related = [context.dossier.cell(model.rows[0], Column::Code)];
        Some(RULE.finding(context.dossier.cell(at, Column::Code), message).with_related(related))
    })
}

fn row_of_1b<'a>(context: &Context<'a>, at: RowRef) -> Option<&'a RecognitionRow> {
    match &context.dossier.table(at).content {
        Content::Recognitions(rows) => rows.get(at.row as usize),
        _ => None,
    }
}

/// Where units tell recognitions both in Biểu 1 and in Biểu 1b.
struct Recognised<'a> {
    context: &'a Context<'a>,
    /// Units some of whose models are told in both.
    both: BTreeSet<UnitId>,
    /// Rows of Biểu 1b by model's place.
    in_1b: BTreeMap<(RowRef, LevelId), Origin>,
}

impl<'a> Recognised<'a> {
    fn of(context: &'a Context<'a>) -> Self {
        let mut in_1b = BTreeMap::new();
        let mut both = BTreeSet::new();
        for model in &context.dossier.models {
            for &at in &model.recognition_rows {
                if let Some(level) = row_of_1b(context, at).and_then(|row| row.level)
                    && let Some(&row) = model.rows.first()
                {
                    in_1b.insert((row, level), context.dossier.cell(at, Column::Level));
                    if ticked(context, model, level).is_some_and(|(_, ticked)| ticked) {
                        both.insert(model.unit);
                    }
                }
            }
        }
        Self { context, both, in_1b }
    }

    /// A recognition that only one of the two forms tells.
    fn told_once(&self, model: &Model) -> Option<Finding> {
        if !self.both.contains(&model.unit) {
            return None;
        }
        let authority = &self.context.dossier.authority;
        authority.level_ids().find_map(|level| {
            let (cell, ticked) = ticked(self.context, model, level)?;
            let row = self.in_1b.get(&(*model.rows.first()?, level));
            let (has, lacks) = match (ticked, row) {
                (true, None) => ("Biểu 1", "Biểu 1b không có"),
                (false, Some(_)) => ("Biểu 1b", "Biểu 1 để trống"),
                _ => return None,
            };
            let level = &authority.level(level).name;
            let message = format!("{}: {has} ghi được công nhận {level}, {lacks}", quoted(&model.name));
            Some(RULE.finding(cell, message).with_related(row.copied()))
        })
    }
}

/// The cell of Biểu 1 that tells a recognition at a level, and whether it does; `None` without such a column.
fn ticked(context: &Context<'_>, model: &Model, level: LevelId) -> Option<(Origin, bool)> {
    let column = Column::Recognised(level);
    let rows = model.rows.iter().filter(|&&row| context.dossier.table(row).column(column).is_some());
    let row = *rows.clone().next_back()?;
    let told = rows
        .clone()
        .any(|&row| context.dossier.model_row(row).is_some_and(|says| says.recognised.iter().any(|(at, ..)| *at == level)));
    Some((context.dossier.cell(row, column), told))
}
