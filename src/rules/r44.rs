//! R44: a unit's name fits no unit of the tree, or several.

use super::words::{names, quoted};
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "R44",
    name: "unit-unknown",
    severity: Severity::MustFix,
    blank: Blank::Skip,
    what: "Tên đơn vị không có trong danh sách đơn vị, trùng với nhiều đơn vị, hoặc một dòng của biểu tổng hợp ghi nhầm tên đơn vị khác.",
    why: "Không biết số liệu là của đơn vị nào nên không tính được.",
    remedy: "Sửa tên đơn vị cho đúng danh sách (ghi rõ xã, phường, trực thuộc); nếu là tên gọi khác thì thêm vào cột ten_khac của don-vi.csv.",
    basis: "Danh sách đơn vị trong don-vi.csv.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.misreads().filter_map(|misread| match &misread.what {
        MisreadKind::UnitUnknown { text, nearest } => {
            let offer = nearest.as_ref().map_or_else(String::new, |name| format!("; có phải là {}?", quoted(name)));
            Some(RULE.finding(misread.at, format!("không có đơn vị nào tên {}{offer}", quoted(text))).of_unit(text))
        }
        MisreadKind::UnitAmbiguous { text, candidates } => {
            let list: Vec<&str> = candidates.iter().map(String::as_str).collect();
            let message = format!("{} có thể là nhiều đơn vị: {}; ghi rõ là đơn vị nào", quoted(text), names(&list, "đơn vị"));
            Some(RULE.finding(misread.at, message).of_unit(text))
        }
        _ => None,
    });
    let rows = context.misnamed_rows().map(|row| {
        let missing = context.name(row.missing);
        let (text, missing) = (quoted(&row.text), quoted(missing));
        let message = match row.twin {
            Some(_) => format!("{text} có hai dòng, {missing} không có dòng nào; một trong hai dòng có phải là của {missing}?"),
            None => format!("dòng ghi {text}, trong khi {missing} không có dòng nào; có phải là của {missing}?"),
        };
        RULE.finding(row.at, message).with_related(row.twin)
    });
    facts.chain(rows).collect()
}
