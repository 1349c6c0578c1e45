//! `bao-cao.docx`: the report of the conference.

use super::context::{self, Reading};
use super::frame::Frame;
use super::tables::Tables;
use super::{Input, markdown, pages, template};
use crate::document::Document;
use crate::error::Error;

const TEMPLATE: &str = "bao-cao.md";

/// The report.
pub(super) fn document(input: Input<'_>) -> Result<Document, Error> {
    let authority = &input.dossier.authority;
    let office = &authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let frame = Frame { office, layout: &layout, kind: "BC" };
    let reading = Reading::of(input)?;
    let mut context = context::build(input, &reading);
    context.insert("so_bao_cao", &frame.citation());
    let text = template::render(input.overrides, TEMPLATE, &context, &reading.book)?;
    let tables = Tables::new(input, &[]);
    let sections = pages::sections(TEMPLATE, markdown::parts(&text), &frame, &|args| tables.draw(args))?;
    let title = format!("Báo cáo {} {}", authority.conference.name(), context::movement(authority));
    Ok(Document { title, author: office.name.clone(), draft: input.draft, sections, layout })
}

#[cfg(test)]
mod tests;
