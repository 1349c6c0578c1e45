//! A web page as Excel saves it: each sheet one table, its name a heading where there are several.

use super::super::paper::{Ink, Paper};
use super::escaped;

pub fn page(papers: &[Paper]) -> Vec<u8> {
    let mut body = String::new();
    for paper in papers {
        if paper.named || papers.len() > 1 {
            let heading = format!("<h1>{}</h1>\r\n", escaped(&paper.name));
            body += &heading;
        }
        body.push_str(&table(paper));
    }
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head>\
         <meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"></head>\r\n<body>\r\n{body}</body>\r\n</html>"
    )
    .into_bytes()
}

fn table(paper: &Paper) -> String {
    let column =
        |col: u16| if paper.hidden_col == Some(col) { "<col width=0 style='display:none'>\r\n" } else { "<col width=64>\r\n" };
    let columns: String = (0..paper.width()).map(column).collect();
    let rows: String = (0..paper.height()).map(|index| row(paper, index)).collect();
    format!("<table border=0 cellpadding=0 cellspacing=0>\r\n{columns}{rows}</table>\r\n")
}

fn row(paper: &Paper, row: u32) -> String {
    let hidden = if paper.hidden_rows.contains(&row) { " height=0 style='display:none'" } else { " height=20" };
    let cell = |col: u16| {
        if paper.is_covered(row, col) {
            return String::new();
        }
        let span = paper
            .merged_at(row, col)
            .map_or_else(String::new, |m| format!(" colspan={} rowspan={}", m.3 - m.1 + 1, m.2 - m.0 + 1));
        match paper.cells.get(&(row, col)) {
            None => format!("  <td{span}></td>\r\n"),
            Some(Ink::Number(number)) => format!("  <td{span} align=right x:num>{number}</td>\r\n"),
            Some(Ink::Text(text)) => format!("  <td{span}>{}</td>\r\n", escaped(text).replace('\n', "<br>\r\n    ")),
        }
    };
    let cells: String = (0..paper.width()).map(cell).collect();
    format!(" <tr{hidden}>\r\n{cells} </tr>\r\n")
}
