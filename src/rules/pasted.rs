//! Rows that stand twice in one list: the same row, a block of rows, or one code of two models (R31).

use std::collections::BTreeMap;

use super::words::quoted;
use super::{Context, Rule};
use crate::model::{Column, Finding, Origin, RowRef, name};

/// The same row twice in one file and year.
pub(super) fn findings(context: &Context<'_>, rule: &Rule) -> Vec<Finding> {
    let dossier = context.dossier;
    let title = |row: RowRef| dossier.model_row(row).map(|says| name::key(&says.name));
    let mut copies: BTreeMap<RowRef, Vec<Origin>> = BTreeMap::new();
    let mut of_code: BTreeMap<RowRef, Vec<RowRef>> = BTreeMap::new();
    for &(first, second) in &dossier.repeated {
        if title(first) == title(second) {
            copies.entry(first).or_default().push(dossier.cell(second, Column::Name));
        } else {
            of_code.entry(first).or_default().push(second);
        }
    }
    // Rows pasted as a block stand below one another as the rows they repeat do.
    let mut blocks: Vec<Vec<(RowRef, Vec<Origin>)>> = Vec::new();
    for copy in copies {
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(|last| follows(last, &copy)) => block.push(copy),
            _ => blocks.push(vec![copy]),
        }
    }
    let pasted = blocks.iter().filter_map(|block| of_block(context, rule, block));
    let codes = of_code.into_iter().filter_map(|(first, others)| one_code(context, rule, first, &others));
    codes.chain(pasted).collect()
}

/// One code of several models.
fn one_code(context: &Context<'_>, rule: &Rule, first: RowRef, others: &[RowRef]) -> Option<Finding> {
    let dossier = context.dossier;
    let second = *others.first()?;
    let title = |row: RowRef| dossier.model_row(row).map(|says| quoted(&says.name)).unwrap_or_default();
    let code = dossier.model_row(second)?.code.as_deref().unwrap_or_default();
    let message = format!("mã {} dùng cho hai mô hình: {} và {}", quoted(code), title(first), title(second));
    let codes = std::iter::once(&first).chain(others).map(|row| dossier.cell(*row, Column::Code));
    let names = std::iter::once(&first).chain(&others[1..]).map(|row| dossier.cell(*row, Column::Name));
    Some(rule.finding(dossier.cell(second, Column::Name), message).with_related(codes).with_related(names))
}

/// Does a repeated row stand right below another, and its copy right below the other's copy?
fn follows(last: &(RowRef, Vec<Origin>), next: &(RowRef, Vec<Origin>)) -> bool {
    let below = |(a, b): (&Origin, &Origin)| {
        let rows = a.cell.zip(b.cell).is_some_and(|(a, b)| a.row + 1 == b.row);
        rows && (a.file, a.sheet) == (b.file, b.sheet)
    };
    let table = |row: RowRef| (row.file, row.table);
    table(last.0) == table(next.0)
        && last.0.row + 1 == next.0.row
        && last.1.len() == next.1.len()
        && last.1.iter().zip(&next.1).all(below)
}

fn of_block(context: &Context<'_>, rule: &Rule, block: &[(RowRef, Vec<Origin>)]) -> Option<Finding> {
    let dossier = context.dossier;
    let (first, copies) = block.first()?;
    let (&at, rest) = copies.split_first()?;
    let title = dossier.model_row(*first).map_or("", |row| &*row.name);
    let original = dossier.cell(*first, Column::Name);
    let last = block.last().and_then(|(last, _)| dossier.cell(*last, Column::Name).cell);
    if block.len() == 1 {
        let message = format!("{} được ghi {} lần trong cùng một biểu", quoted(title), copies.len() + 1);
        return Some(rule.finding(at, message).with_related([original]).with_related(rest.iter().copied()));
    }
    let source = last.map_or(original, |last| original.through(last.row, last.col));
    let message = format!(
        "{} dòng liền nhau, từ {}, giống hệt các dòng ở ô {}: có thể bị dán lặp",
        block.len(),
        quoted(title),
        dossier.a1(source).unwrap_or_default()
    );
    let others = block.iter().flat_map(|(_, copies)| copies.iter().copied()).filter(|place| *place != at);
    Some(rule.finding(at, message).with_related([source]).with_related(others))
}
