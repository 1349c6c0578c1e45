//! Excel XML 2003.

use super::super::paper::{Ink, Paper};
use super::escaped;

pub fn workbook(papers: &[Paper]) -> Vec<u8> {
    let sheets: String = papers.iter().map(sheet).collect();
    let space = "urn:schemas-microsoft-com:office";
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"{space}:spreadsheet\" \
         xmlns:x=\"{space}:excel\" xmlns:ss=\"{space}:spreadsheet\">{sheets}</Workbook>"
    )
    .into_bytes()
}

fn sheet(paper: &Paper) -> String {
    let hidden = if paper.hidden { "<Visible>SheetHidden</Visible>" } else { "" };
    let column = paper.hidden_col.map_or_else(String::new, |col| format!("<Column ss:Index=\"{}\" ss:Hidden=\"1\"/>", col + 1));
    let rows: String = (0..paper.height()).map(|index| row(paper, index)).collect();
    format!(
        "<Worksheet ss:Name=\"{}\"><Table>{column}{rows}</Table>\
         <WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">{hidden}</WorksheetOptions></Worksheet>",
        escaped(&paper.name)
    )
}

fn row(paper: &Paper, row: u32) -> String {
    let cells: String = paper.row(row).into_iter().map(|(col, ink)| cell(paper, row, col, ink)).collect();
    if cells.is_empty() {
        return String::new();
    }
    let hidden = if paper.hidden_rows.contains(&row) { " ss:Hidden=\"1\"" } else { "" };
    format!("<Row ss:Index=\"{}\"{hidden}>{cells}</Row>", row + 1)
}

fn cell(paper: &Paper, row: u32, col: u16, ink: &Ink) -> String {
    let span = paper
        .merged_at(row, col)
        .map_or_else(String::new, |m| format!(" ss:MergeAcross=\"{}\" ss:MergeDown=\"{}\"", m.3 - m.1, m.2 - m.0));
    let kind = if matches!(ink, Ink::Number(_)) { "Number" } else { "String" };
    let text = escaped(&ink.text()).replace('\n', "&#10;");
    format!("<Cell ss:Index=\"{}\"{span}><Data ss:Type=\"{kind}\">{text}</Data></Cell>", col + 1)
}
