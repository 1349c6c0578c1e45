//! S05: columns were not recognised and left aside; one note per table.

use std::collections::BTreeMap;

use super::words::{names, quoted};
use super::{Blank, Context, Rule};
use crate::model::{Finding, MisreadKind, Origin, Severity};

pub(super) const RULE: Rule = Rule {
    code: "S05",
    name: "column-unknown",
    severity: Severity::Note,
    blank: Blank::Skip,
    what: "Có cột không nhận ra nên không đọc.",
    why: "Nội dung của cột đó không được đưa vào báo cáo.",
    remedy: "Không cần đưa vào báo cáo thì để nguyên; nếu là cột của biểu mẫu viết khác tên thì khai báo trong mục [nhan_dang] của hoi-nghi.toml.",
    basis: "Cột được nhận ra nhờ tiêu đề.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut tables: BTreeMap<_, Vec<(Origin, String)>> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::ColumnUnknown { heading } = &misread.what {
            let table = context.table_at(misread.at).map(|(index, _)| index);
            tables.entry((misread.at.file, misread.at.sheet, table)).or_default().push((misread.at, quoted(heading)));
        }
    }
    let finding = |columns: Vec<(Origin, String)>| {
        let (first, others) = columns.split_first()?;
        let headings: Vec<&str> = columns.iter().map(|(_, heading)| heading.as_str()).collect();
        let message = format!("không nhận ra cột {}; đã để ngoài, không đọc", names(&headings, "cột"));
        Some(RULE.finding(first.0, message).with_related(others.iter().map(|(at, _)| *at)))
    };
    tables.into_values().filter_map(finding).collect()
}
