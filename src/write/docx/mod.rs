//! A [`Document`] → a DOCX package.
//!
//! docx-rs builds paragraphs, tables and styles as XML fragments; they are joined here block by block and row by row (a list
//! of thousands of rows is never held as docx-rs values), pass through [`normalise`] and are zipped by [`package`].
//! Section properties, headers' references, settings and properties are written directly: docx-rs gets them wrong
//! when there are many sections.

mod addressees;
mod blocks;
mod bound;
mod drawing;
mod fit;
mod frame;
mod letterhead;
mod normalise;
mod package;
mod page;
mod picture;
pub(super) mod placed;
mod signature;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use super::links::Links;
use crate::document::{Block, Document, Section};
use blocks::Body;

/// Where figures lead: the rows with anchors, numbered from the top.
fn links(sections: &[Section]) -> Links<usize> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let rows = blocks.filter_map(|block| if let Block::Table(table) = block { Some(&table.rows) } else { None }).flatten();
    let mut links = Links::new();
    for (number, row) in (1..).zip(rows.filter(|row| !row.anchors.is_empty())) {
        links.add(&row.anchors, number);
    }
    links
}

/// The package's bytes.
///
/// # Errors
///
/// Which part could not be made, and why.
pub(super) fn bytes(document: &Document) -> Result<Vec<u8>, String> {
    let frame = frame::around(&document.layout, document.draft, &document.contact);
    let mended = |parts: &[String]| parts.iter().map(|xml| normalise::part(xml)).collect::<Result<Vec<_>, _>>();
    let (headers, footers) = (mended(&frame.headers)?, mended(&frame.footers)?);
    let styles = normalise::part(&styles::xml(&document.layout))?;

    let whole = [Section::default()];
    let sections = if document.sections.is_empty() { whole.as_slice() } else { document.sections.as_slice() };
    let mut body = Body::new(&document.layout, links(sections));
    for (i, section) in sections.iter().enumerate() {
        body.section(section)?;
        let properties = page::section(&document.layout.page, section, i == 0, frame.parts);
        body.end_section(&properties, i + 1 == sections.len());
    }
    let (document_xml, pictures) = body.finish();
    let document_xml = normalise::part(&document_xml)?;

    package::zip(&package::Parts {
        title: &document.title,
        author: &document.author,
        font: &document.layout.body.font,
        document: &document_xml,
        styles: &styles,
        headers: &headers,
        footers: &footers,
        pictures: &pictures,
        mirrored: document.duplex && document.layout.page.mirrored,
    })
}
