//! `OpenDocument` spreadsheets.

use super::super::paper::{Ink, Paper};
use super::escaped;
use super::package::packed;

pub fn document(papers: &[Paper]) -> Vec<u8> {
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let space = |short: &str| format!("xmlns:{short}=\"urn:oasis:names:tc:opendocument:xmlns:{short}:1.0\"");
    let spaces = ["office", "table", "text", "style", "manifest"].map(space).join(" ");
    let tables: String = papers.iter().map(table).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {spaces} office:version=\"1.2\">\
         <office:automatic-styles><style:style style:name=\"an\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest {spaces}>\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    packed([
        ("mimetype", kind.as_bytes().to_vec()),
        ("META-INF/manifest.xml", manifest.into_bytes()),
        ("content.xml", content.into_bytes()),
    ])
}

fn table(paper: &Paper) -> String {
    let style = if paper.hidden { " table:style-name=\"an\"" } else { "" };
    let column = |col: u16| {
        let hidden = if paper.hidden_col == Some(col) { " table:visibility=\"collapse\"" } else { "" };
        format!("<table:table-column{hidden}/>")
    };
    let columns: String = (0..paper.width()).map(column).collect();
    let rows: String = (0..paper.height()).map(|index| row(paper, index)).collect();
    format!("<table:table table:name=\"{}\"{style}>{columns}{rows}</table:table>", escaped(&paper.name))
}

fn row(paper: &Paper, row: u32) -> String {
    let visibility = match (paper.hidden_rows.contains(&row), paper.filter) {
        (false, _) => "",
        (true, None) => " table:visibility=\"collapse\"",
        (true, Some(_)) => " table:visibility=\"filter\"",
    };
    let cell = |col: u16| {
        if paper.is_covered(row, col) {
            return "<table:covered-table-cell/>".to_owned();
        }
        let span = paper.merged_at(row, col).map_or_else(String::new, |m| {
            let (rows, cols) = (m.2 - m.0 + 1, m.3 - m.1 + 1);
            format!(" table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{cols}\"")
        });
        match paper.cells.get(&(row, col)) {
            None => format!("<table:table-cell{span}/>"),
            Some(Ink::Number(n)) => {
                format!(
                    "<table:table-cell{span} office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>"
                )
            }
            Some(Ink::Text(text)) => {
                let lines = text.split('\n').map(spaced).collect::<Vec<_>>().join("</text:p><text:p>");
                let lines = format!("<text:p>{lines}</text:p>");
                format!("<table:table-cell{span} office:value-type=\"string\">{lines}</table:table-cell>")
            }
        }
    };
    let cells: String = (0..paper.width()).map(cell).collect();
    format!("<table:table-row{visibility}>{cells}</table:table-row>")
}

/// Several spaces are one element.
fn spaced(line: &str) -> String {
    escaped(line).replace("  ", " <text:s/>")
}
