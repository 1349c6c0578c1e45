//! S07: two versions of one unit's form, neither newer: its figures are unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::joint::{JointList, counted};
use super::{Blank, Context, Rule};
use crate::model::{Content, Finding, Form, MisreadKind, Origin, Severity, name};

pub(super) const RULE: Rule = Rule {
    code: "S07",
    name: "two-versions",
    severity: Severity::MustFix,
    blank: Blank::Inconclusive,
    what: "Hai bản của cùng một biểu, không biết bản nào mới hơn.",
    why: "Không bản nào được tính; số liệu của đơn vị này coi như chưa có.",
    remedy: "Giữ lại bản đúng, bỏ bản kia khỏi thư mục nộp; hoặc ghi Ngày lập vào cả hai bản. Dòng của danh sách chung ghi nhầm đơn vị thì sửa tên đơn vị.",
    basis: "Bản có Ngày lập muộn hơn thay bản trước; không phân biệt được thì phải hỏi đơn vị.",
    check,
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    // The same pair may be told from either side, and of every form in the two files: one cause.
    let mut pairs: BTreeMap<_, Pair<'_>> = BTreeMap::new();
    for misread in context.misreads() {
        if let MisreadKind::VersionConflict { unit, form, other } = &misread.what
            && !context.is_doubtful_name(unit)
        {
            let files = (misread.at.file.min(other.file), misread.at.file.max(other.file), unit);
            let pair = pairs.entry(files).or_insert_with(|| Pair { unit, at: misread.at, other: *other, forms: Vec::new() });
            if !pair.forms.contains(form) {
                pair.forms.push(*form);
            }
        }
    }
    let mut lists = BTreeMap::new();
    pairs.into_values().map(|pair| finding(context, &pair, &mut lists)).collect()
}

/// Two files of a unit, neither newer.
struct Pair<'a> {
    unit: &'a str,
    at: Origin,
    other: Origin,
    forms: Vec<Form>,
}

/// The joint lists of files, each looked up once.
type JointLists<'a> = BTreeMap<u32, Option<JointList<'a>>>;

fn finding<'a>(context: &Context<'a>, pair: &Pair<'_>, lists: &mut JointLists<'a>) -> Finding {
    let forms: Vec<&str> = pair.forms.iter().map(|form| form.name()).collect();
    let forms = forms.join("; ");
    for file in [pair.at.file, pair.other.file] {
        lists.entry(file).or_insert_with(|| JointList::in_file(context, file));
    }
    let list = |place: Origin| lists.get(&place.file).and_then(Option::as_ref);
    let stray = |here: Origin, there: Origin| strays(context, pair, (list(here)?, list(there)), there, &forms);
    if let Some(finding) = stray(pair.at, pair.other).or_else(|| stray(pair.other, pair.at)) {
        return finding;
    }
    let message = format!(
        "{} gửi hai bản, không rõ bản nào mới hơn (bản kia: {}); chưa bản nào được tính: {forms}",
        pair.unit,
        context.dossier.reading(pair.other.file).path,
    );
    let cells = [pair.at, pair.other].into_iter().filter_map(list).flat_map(|list| list.cells_of(pair.unit));
    RULE.finding(pair.at, message).of_unit(pair.unit).with_related([pair.other]).with_related(cells)
}

/// Rows of a joint list beside a list of the unit's own, or beside more rows in another joint list, with no model in common:
/// they are no version of it, and may be another unit's.
fn strays(
    context: &Context<'_>,
    pair: &Pair<'_>,
    (list, other): (&JointList<'_>, Option<&JointList<'_>>),
    there: Origin,
    forms: &str,
) -> Option<Finding> {
    let (unit, count) = (pair.unit, list.count(pair.unit));
    let own = match other.map(|other| other.count(unit)) {
        Some(more) if more > count => format!("{} ở danh sách chung", counted(more)),
        Some(_) => return None,
        None => "danh sách riêng ở".to_owned(),
    };
    let known: BTreeSet<String> = match other {
        Some(other) => other.rows_of(unit).map(|row| name::key(&row.name)).collect(),
        None => titles(context, there.file, unit),
    };
    if list.rows_of(unit).any(|row| known.contains(&name::key(&row.name))) {
        return None;
    }
    let path = &context.dossier.reading(there.file).path;
    let message = format!(
        "{unit} đã có {own} {path}, danh sách này lại có {} ghi {unit}, không trùng mô hình nào: có thể ghi nhầm đơn vị; chưa bản nào được tính: {forms}",
        counted(count)
    );
    let mut cells = list.cells_of(unit).into_iter();
    Some(RULE.finding(cells.next()?, message).of_unit(unit).with_related(cells).with_related([there]))
}

/// What the models of a unit are called in the lists that it has sent in a file.
fn titles(context: &Context<'_>, file: u32, unit: &str) -> BTreeSet<String> {
    let sent = context.dossier.submissions.iter().filter(|s| (s.file, s.form) == (file, Form::Models));
    let tables = sent.filter(|s| context.name(s.unit) == unit).flat_map(|s| &s.tables);
    let reading = context.dossier.reading(file);
    let rows = tables.filter_map(|&table| match &reading.tables[usize::from(table)].content {
        Content::Models(rows) => Some(rows),
        _ => None,
    });
    rows.flatten().map(|row| name::key(&row.name)).collect()
}
