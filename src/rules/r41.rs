//! R41: a unit that owes a submission has sent nothing; one finding for each.

use super::words::figure;
use super::{Adjusted as _, Blank, Context, Rule};
use crate::model::{Finding, Origin, Severity, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "R41",
    name: "submission-missing",
    severity: Severity::Review,
    blank: Blank::Reported,
    what: "Đơn vị phải nộp nhưng chưa nộp.",
    why: "Số liệu chung chưa có phần của đơn vị này; báo cáo nêu rõ còn thiếu đơn vị nào.",
    remedy: "Đôn đốc đơn vị nộp. Trước hạn nộp chỉ là lưu ý; thiếu một đơn vị không làm báo cáo thành dự thảo.",
    basis: "Cột phai_nop trong don-vi.csv; hạn nộp (han_nop) và ngày ký (ngay_ky) trong hoi-nghi.toml.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let owing: Vec<UnitId> = dossier.units.walk().into_iter().filter(|&unit| dossier.units.unit(unit).owes).collect();
    let missing: Vec<UnitId> = owing.iter().copied().filter(|&unit| !dossier.figures(unit).sent).collect();
    let authority = &dossier.authority;
    let early = authority.office.signed_on.zip(authority.deadline).is_some_and(|(signed, deadline)| signed < deadline);
    let severity = if early { Severity::Note } else { Severity::Review };
    let share = format!("{}/{} đơn vị", figure((owing.len() - missing.len()) as u64), figure(owing.len() as u64));
    let finding = |unit: UnitId| {
        let name = context.name(unit);
        let finding = match blank_form_of(context, unit) {
            Some(at) => RULE.finding(at, format!("{name} gửi biểu mẫu chưa ghi gì, coi như chưa nộp; đã có {share} nộp")),
            None => RULE.unplaced(format!("{name} chưa nộp báo cáo; đã có {share} nộp")),
        };
        finding.graded(severity).of_unit(name)
    };
    // A unit whose file names another unit is told by S03 or R44.
    missing.into_iter().filter(|&unit| !context.is_doubtful(unit)).map(finding).collect()
}

/// The form that the unit sent back blank.
fn blank_form_of(context: &Context<'_>, unit: UnitId) -> Option<Origin> {
    context.blank_forms().find(|(_, sender)| *sender == unit).map(|(file, _)| Origin::file(file))
}
