//! `bao-cao.docx`: the report of the conference.

use super::context::{self, Reading};
use super::frame::Frame;
use super::pages::Drawn;
use super::tables::Tables;
use super::{Input, figures, markdown, pages, template};
use crate::document::{Document, RowKind, Table};
use crate::error::Error;

const TEMPLATE: &str = "bao-cao.md";
/// The closing annex.
const SOURCES: &str = "nguon-so-lieu.md";

/// Most rows of a table that a report prints: some thirty pages. A longer one would keep Word busy and is read by nobody.
const MOST_PRINTED: usize = 1_000;

/// A table as the report prints it: of a very long one only the total, since the workbook holds every row.
fn printed(table: Table) -> Drawn {
    let count = table.rows.iter().filter(|row| row.kind == RowKind::Body).count();
    if count <= MOST_PRINTED {
        return table.into();
    }
    let rows = table.rows.into_iter().filter(|row| row.kind == RowKind::Total).collect();
    let note = format!("Bảng gồm {} dòng; từng dòng xem tệp bao-cao.xlsx kèm theo.", figures::plain(count as u64));
    Drawn { table: Table { rows, ..table }, note: Some(note) }
}

/// The report.
pub(super) fn document(input: Input<'_>) -> Result<Document, Error> {
    let authority = &input.dossier.authority;
    let office = &authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let frame = Frame { office, layout: &layout, kind: "BC" };
    let reading = Reading::of(input)?;
    let mut context = context::build(input, &reading);
    context.insert("so_bao_cao", &frame.citation());
    let mut text = template::render(input.overrides, TEMPLATE, &context, &reading.book)?;
    if input.sources.is_some() {
        text.push_str("\n\n");
        text.push_str(&template::render(input.overrides, SOURCES, &context, &reading.book)?);
    }
    let tables = Tables::new(input, &[]);
    let sections = pages::sections(TEMPLATE, markdown::parts(&text), &frame, &|args| Ok(tables.draw(args)?.map(printed)))?;
    let title = format!("Báo cáo {} {}", authority.conference.name(), context::movement(authority));
    Ok(frame.document(title, input.draft, sections))
}

#[cfg(test)]
mod tests;
