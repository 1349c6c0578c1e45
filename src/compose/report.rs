//! `bao-cao.docx`: the report of the conference.

use super::charts::Charts;
use super::context::{self, Common};
use super::frame::Frame;
use super::pages::{Drawn, Draws, Pieces};
use super::sources::{Sources, Trace};
use super::tables::Tables;
use super::{Input, figures, markdown, shares, template};
use crate::document::{Document, RowKind, Table, Workbook};
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
        let note = shares::note(&table);
        return Drawn { table, note };
    }
    let rows = table.rows.into_iter().filter(|row| row.kind == RowKind::Total).collect();
    let note = format!("Bảng gồm {} dòng; từng dòng xem tệp bao-cao.xlsx kèm theo.", figures::plain(count as u64));
    Drawn { table: Table { rows, ..table }, note: Some(note) }
}

/// The report, without sources.
pub(super) fn document(input: Input<'_>) -> Result<Document, Error> {
    Ok(drawn(input, &Common::of(input)?, |_| Ok(None))?.0)
}

/// The report with its closing annex, for which `trace` gives every figure's evidence; and the sources of the workbook's
/// figures, too.
pub(super) fn with_sources(
    input: Input<'_>,
    common: &Common,
    workbook: &Workbook<'_>,
    trace: &mut Trace<'_>,
) -> Result<(Document, Sources), Error> {
    let (document, sources) = drawn(input, common, |pieces| Ok(Some(Sources::of(input, &pieces.figures(), workbook, trace))))?;
    Ok((document, sources.unwrap_or_default()))
}

/// The report; `sources` are asked for when all but the annex is drawn.
fn drawn(
    input: Input<'_>,
    common: &Common,
    sources: impl FnOnce(&Pieces) -> Result<Option<Sources>, Error>,
) -> Result<(Document, Option<Sources>), Error> {
    let authority = &input.dossier.authority;
    let office = &authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let frame = Frame { office, layout: &layout, kind: "BC" };
    let mut context = common.context.clone();
    context.insert("so_bao_cao", &frame.citation());
    let draw = |template: &str, input: Input<'_>| {
        let text = template::render(input.overrides, template, &context, &common.reading.book)?;
        let tables = Tables::new(input, &[]);
        let table = |args: &[String]| Ok(tables.draw(args)?.map(printed));
        let charts = Charts::new(tables.clone(), common);
        let chart = |name: &str| Ok(charts.draw(template, name)?.map(|drawn| drawn.chart));
        Pieces::drawn(template, markdown::parts(&text), &frame, Draws { table: &table, chart: &chart })
    };
    let mut pieces = draw(TEMPLATE, input)?.ended(&frame);
    let sources = sources(&pieces)?;
    if let Some(sources) = &sources {
        pieces = pieces.and(draw(SOURCES, Input { sources: Some(sources), ..input })?);
    }
    let title = format!("Báo cáo {} {}", authority.conference.name(), context::movement(authority));
    Ok((frame.document(title, input.draft, pieces.sections(&frame)), sources))
}

#[cfg(test)]
mod tests;
