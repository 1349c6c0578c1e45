//! S11: figures sent by a unit that has been merged since are added to its successor.

use std::collections::BTreeMap;

use super::words::names;
use super::{Blank, Context, Rule};
use crate::model::{Finding, Origin, Severity, Standing, UnitId};

pub(super) const RULE: Rule = Rule {
    code: "S11",
    name: "sent-by-predecessor",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Số liệu do đơn vị cũ (trước sáp nhập) gửi, được cộng vào đơn vị mới.",
    why: "Kỳ báo cáo bắc qua ngày sắp xếp đơn vị hành chính; báo cáo nêu theo đơn vị mới.",
    remedy: "Không phải sửa. Kiểm tra lại cột sap_nhap_tu của don-vi.csv nếu đơn vị mới không đúng.",
    basis: "Cột sap_nhap_tu, tu, den trong don-vi.csv. Công nhận của cấp đã bỏ vẫn giữ nguyên giá trị.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    let mut sent: BTreeMap<Option<UnitId>, BTreeMap<UnitId, Origin>> = BTreeMap::new();
    for submission in dossier.submissions.iter().filter(|s| s.standing != Standing::Replaced) {
        let unit = dossier.units.unit(submission.unit);
        let successor = dossier.units.successor(submission.unit);
        let gone = unit.to.is_some_and(|to| to < dossier.authority.period.to.year);
        if successor.is_some() || gone {
            let at = Origin::file(submission.file);
            sent.entry(successor).or_default().entry(submission.unit).or_insert(at);
        }
    }
    let finding = |(successor, old): (Option<UnitId>, BTreeMap<UnitId, Origin>)| {
        let list: Vec<&str> = old.keys().map(|unit| context.name(*unit)).collect();
        let list = names(&list, "đơn vị");
        let mut files = old.values().copied();
        let at = files.next()?;
        let message = match successor {
            Some(unit) => format!("số liệu do {list} gửi được cộng vào {}", context.name(unit)),
            None => {
                format!("{list} đã hết nhiệm vụ trong kỳ và không có đơn vị kế tục; số liệu đã gửi vẫn được tính cho cấp trên")
            }
        };
        let finding = RULE.finding(at, message).with_related(files);
        Some(match successor {
            Some(unit) => finding.of_unit(context.name(unit)),
            None => finding,
        })
    };
    sent.into_iter().filter_map(finding).collect()
}
