//! R11: a model is recognised at a level without being recognised at the level below (by identity of the model).

use std::collections::{BTreeMap, BTreeSet};

use super::words::quoted;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Column, Finding, Form, LevelId, MisreadKind, Model, Origin, RowRef, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R11",
    name: "not-recognised-below",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Mô hình được công nhận ở cấp trên nhưng chưa được công nhận ở cấp dưới liền kề.",
    why: "Cấp trên xét trong số mô hình cấp dưới đã công nhận; thiếu thì số liệu hai cấp không khớp.",
    remedy: "Bổ sung cột công nhận của cấp dưới; nếu mô hình đăng ký thẳng ở cấp trên thì ghi cấp đó vào cột Cấp đăng ký.",
    basis: "Công nhận từng cấp, từ cơ sở lên; mô hình đăng ký trực tiếp ở cấp trên thì không xét.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let below = Below::of(context);
    let authority = &context.dossier.authority;
    let (mut findings, mut unknown) = (Vec::new(), BTreeMap::new());
    for model in context.dossier.models.iter().filter(|model| below.is_complete(model.unit)) {
        for upper in authority.level_ids().skip(1) {
            let Some(recognised) = model.recognised_at(upper).next() else { continue };
            let levels = authority.levels_below(upper, authority.years_of(recognised.when));
            let Some(&lower) = levels.first() else { continue };
            if registered_directly(model, upper, &levels) || model.recognitions.iter().any(|r| levels.contains(&r.level)) {
                continue;
            }
            if !below.is_told(context, model, lower) {
                note_unknown(&mut unknown, recognised.at, lower);
                continue;
            }
            let message = format!(
                "{} được công nhận {}, nhưng chưa được công nhận {}",
                quoted(&model.name),
                authority.level(upper).name,
                authority.level(lower).name
            );
            let related = below_cell(context, model, lower);
            findings.push(RULE.finding(recognised.at, message).of_unit(context.name(model.unit)).with_related(related));
            // One cause, one message: the lowest gap speaks for those above it.
            break;
        }
    }
    findings.extend(inconclusive(context, &RULE, unknown));
    findings
}

/// The cell of Biểu 1 in which the recognition at the lower level would stand; none where only Biểu 1b tells it.
pub(super) fn below_cell(context: &Context<'_>, model: &Model, lower: LevelId) -> Option<Origin> {
    let has_column = |row: &&RowRef| context.dossier.table(**row).column(Column::Recognised(lower)).is_some();
    let row = model.rows.iter().rev().find(has_column)?;
    Some(context.dossier.cell(*row, Column::Recognised(lower)))
}

/// Is the model registered at the level, and not at the one below? "Cơ sở, Huyện" went through the base.
pub(super) fn registered_directly(model: &Model, upper: LevelId, below: &[LevelId]) -> bool {
    model.levels.contains(upper) && !model.levels.iter().any(|level| below.contains(&level))
}

/// Where recognitions at a lower level are told: in a column of Biểu 1, or in Biểu 1b.
pub(super) struct Below {
    with_1b: BTreeSet<UnitId>,
    /// Units with a row of Biểu 1b that belongs to no model or cannot be read: that is said, and explains what lacks.
    incomplete: BTreeSet<UnitId>,
}

impl Below {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let submissions = context.dossier.submissions.iter().filter(|s| s.form == Form::Recognitions);
        let unread = context.misreads().filter(|misread| {
            let what = &misread.what;
            matches!(
                what,
                MisreadKind::Blank { .. }
                    | MisreadKind::NoSuchModel { .. }
                    | MisreadKind::NotInList { .. }
                    | MisreadKind::BadDate { .. }
                    | MisreadKind::BadTick { .. }
            ) && context.table_at(misread.at).is_some_and(|(_, table)| table.form == Form::Recognitions)
        });
        let incomplete = unread.filter_map(|misread| context.unit_at(misread.at)).collect();
        Self { with_1b: submissions.map(|s| s.unit).collect(), incomplete }
    }

    /// Are all rows of Biểu 1b of the unit known to be of some model?
    pub(super) fn is_complete(&self, unit: UnitId) -> bool {
        !self.incomplete.contains(&unit)
    }

    /// Would a recognition of the model at the level be known? Not where its table has no column for it.
    pub(super) fn is_told(&self, context: &Context<'_>, model: &Model, level: LevelId) -> bool {
        let in_table = model.rows.iter().any(|&row| context.dossier.table(row).column(Column::Recognised(level)).is_some());
        in_table || self.with_1b.contains(&model.unit)
    }
}

/// Models of one sheet for which a level is not told: first place, level, how many.
pub(super) type Unknown = BTreeMap<(u32, Option<u16>, LevelId), (Origin, usize)>;

pub(super) fn note_unknown(unknown: &mut Unknown, at: Origin, level: LevelId) {
    unknown.entry((at.file, at.sheet, level)).or_insert((at, 0)).1 += 1;
}

/// One note for each sheet that does not tell a level.
pub(super) fn inconclusive(context: &Context<'_>, rule: &Rule, unknown: Unknown) -> impl Iterator<Item = Finding> {
    unknown.into_iter().map(move |((.., level), (at, count))| {
        let name = &context.dossier.authority.level(level).name;
        let message = format!("chưa thể kết luận đối với {count} mô hình: biểu không có cột Công nhận {name}");
        rule.finding(at, message).graded(Severity::Note)
    })
}
