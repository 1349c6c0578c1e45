//! R08: more models work than are registered, in one stated row or between a unit's own counts.

use super::ordered::{Order, about, within_rows};
use super::words::figure;
use super::{Blank, Context, Rule};
use crate::model::{About, Basis, Finding, Key, Measure, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R08",
    name: "effective-exceeds-registered",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Số mô hình phát huy hiệu quả nhiều hơn số đăng ký.",
    why: "Mô hình phát huy hiệu quả là một phần của số đã đăng ký, không thể nhiều hơn.",
    remedy: "Xem lại hai số: có thể ghi nhầm cột, hoặc số đăng ký chưa tính các mô hình duy trì từ kỳ trước.",
    basis: "Mô hình được đánh giá hiệu quả phải là mô hình đã đăng ký.",
    check,
};

const ORDER: Order = Order { small: Measure::Effective, large: Measure::Registered, where_any: false };

fn check(context: &Context<'_>) -> Vec<Finding> {
    let (mut findings, reported) = within_rows(context, &RULE, ORDER);
    let dossier = context.dossier;
    let small = Key::total(Measure::Effective);
    for unit in dossier.units.walk() {
        let figures = dossier.figures(unit);
        // Sums over children repeat their parts' faults.
        if !matches!(figures.basis, Basis::Lists | Basis::Totals) || reported.contains(&unit) {
            continue;
        }
        let pair = figures.total.get(small).zip(figures.total.get(Key::total(Measure::Registered)));
        if let Some((effective, registered)) = pair
            && effective > registered
        {
            let message = format!("phát huy hiệu quả {}, nhiều hơn đăng ký {}", figure(effective), figure(registered));
            let stated =
                |key| dossier.stated.iter().find(|s| s.key == key && about(s) == unit && s.about != About::Direct).map(|s| s.at);
            let finding = stated(small).map_or_else(|| RULE.unplaced(message.clone()), |at| RULE.finding(at, message.clone()));
            let related = stated(Key::total(Measure::Registered));
            findings.push(finding.of_unit(context.name(unit)).with_sides(effective, registered).with_related(related));
        }
    }
    findings
}
