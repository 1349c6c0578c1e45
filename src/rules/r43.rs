//! R43: an older version of a form was set aside because a newer one came.

use super::{Blank, Context, Rule};
use crate::model::{Dossier, Finding, Form, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R43",
    name: "superseded",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Biểu đã có bản mới hơn của cùng đơn vị, cùng kỳ, cùng đợt; bản này không tính.",
    why: "Đơn vị gửi lại sau khi sửa; cần biết bản nào đang được dùng.",
    remedy: "Không phải sửa. Nếu bản cũ mới là bản đúng thì sửa Ngày lập hoặc bỏ bản mới khỏi thư mục nộp.",
    basis: "Bản có Ngày lập muộn hơn thay bản trước.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let dossier = context.dossier;
    // Said of replaced tables themselves, so read from the dossier's own list.
    let facts = dossier.misreads.iter().filter_map(|misread| match &misread.what {
        MisreadKind::Superseded { unit, form, by } => {
            let newer = &dossier.reading(by.file).path;
            let (old, new) = (records(dossier, misread.at.file, *form), records(dossier, by.file, *form));
            let differs = if old == new { String::new() } else { format!(" (bản cũ {old} dòng, bản mới {new} dòng)") };
            let message = format!("{} của {unit} đã có bản mới hơn ở {newer}{differs}; bản này không tính", form.name());
            Some(RULE.finding(misread.at, message).of_unit(unit).with_related([*by]))
        }
        _ => None,
    });
    facts.collect()
}

/// How many records a file sends in a form.
fn records(dossier: &Dossier, file: u32, form: Form) -> usize {
    dossier.reading(file).tables.iter().filter(|t| t.form == form).map(crate::model::Table::records).sum()
}
