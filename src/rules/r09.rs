//! R09: more distinct models are recognised at a level than are registered there. Lượt are never compared.

use super::ordered::{Order, about, within_rows};
use super::words::figure;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{About, Basis, Finding, Key, LevelId, Measure, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R09",
    name: "recognised-exceeds-registered",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số mô hình được công nhận ở một cấp nhiều hơn số đăng ký ở cấp đó.",
    why: "Mô hình được công nhận phải được đăng ký trước; số mô hình duy trì từ kỳ trước cũng tính là đã đăng ký.",
    remedy: "Xem lại hai số; nếu số công nhận là lượt thì ghi vào cột Lượt. Giữa hai biểu khác nhau thì chỉ cần rà soát.",
    basis: "Chỉ xét ở cấp mà đơn vị có đăng ký ít nhất một mô hình; mô hình đếm một lần, không đếm theo lượt.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let authority = &context.dossier.authority;
    let mut findings = Vec::new();
    for level in authority.level_ids() {
        let small = Measure::Recognised(level);
        let (found, mut reported) =
            within_rows(context, &RULE, Order { small, large: Measure::RegisteredAt(level), where_any: true });
        findings.extend(found);
        if level == authority.base_level() && !states_registered_at(context, level) {
            let (found, units) = within_rows(context, &RULE, Order { small, large: Measure::Registered, where_any: true });
            findings.extend(found);
            reported.extend(units);
        }
        between_counts(context, level, &reported, &mut findings);
    }
    findings
}

fn states_registered_at(context: &Context<'_>, level: LevelId) -> bool {
    context.dossier.stated.iter().any(|s| s.key.measure == Measure::RegisteredAt(level))
}

/// Between a unit's counts from different rows, tables or lists: to be reviewed.
fn between_counts(context: &Context<'_>, level: LevelId, reported: &[UnitId], findings: &mut Vec<Finding>) {
    let dossier = context.dossier;
    let key = Key::total(Measure::Recognised(level));
    for unit in dossier.units.walk() {
        let figures = dossier.figures(unit);
        // Lists tell which model it is: R10.
        if figures.basis != Basis::Totals || reported.contains(&unit) {
            continue;
        }
        let Some(recognised) = figures.total.get(key) else { continue };
        let Some(registered) = figures.total.get(Key::total(Measure::RegisteredAt(level))) else { continue };
        if registered == 0 || recognised <= registered {
            continue;
        }
        let cell = context.dossier.stated.iter().find(|s| s.key == key && about(s) == unit && s.about != About::Direct);
        let name = &dossier.authority.level(level).name;
        let message = format!(
            "công nhận {name} {} mô hình, nhiều hơn số đăng ký {name} {}; kiểm tra cột Cấp đăng ký",
            figure(recognised),
            figure(registered)
        );
        let finding = RULE.unplaced(message).placed(cell.map(|s| s.at)).graded(Severity::Review);
        findings.push(finding.of_unit(context.name(unit)).with_sides(recognised, registered));
    }
}
