//! Our own sheet, the first that is seen: what is wrong, where, why, how to mend it; each place a link.

use std::fmt::Write as _;

use super::looks::Look;
use super::words;
use crate::model::{Severity, corrections};

/// Headings of the table and widths of its columns, in digits.
const HEADINGS: [(&str, u32); 7] =
    [("TT", 5), ("Trang", 19), ("Ô", 12), ("Nội dung", 46), ("Vì sao", 30), ("Cách sửa", 34), ("Mức độ", 11)];
/// Letters on a line over all columns, height of a line and of the highest row in points.
const LETTERS: usize = 165;
const LINE: usize = 15;
const HIGHEST: usize = 409;

/// A row of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Name of the sheet, with what hides it; blank for the file as a whole.
    pub sheet: String,
    /// The cell, with what hides it; blank for a sheet as a whole.
    pub place: String,
    /// What a click leads to: `'Biểu 1'!C12`.
    pub target: Option<String>,
    /// What is wrong.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// How to mend it.
    pub how: String,
    /// How grave.
    pub severity: Severity,
}

/// The sheet.
pub(super) struct Page {
    /// The part.
    pub text: String,
    /// Row of the table's heading, from 1.
    pub heading: u32,
}

/// Writes the sheet. `lines`: guidance above the table; `format`: the place of a look among the cell formats.
pub(super) fn page(namespace: &str, lines: &[String], rows: &[Row], views: usize, format: &dyn Fn(Look) -> usize) -> Page {
    let mut data = String::new();
    let title = cell("A", 1, format(Look::Title), corrections::TITLE);
    let _ = write!(data, "<row r=\"1\" ht=\"26\" customHeight=\"1\">{title}</row>");
    let mut merges = String::from("<mergeCell ref=\"A1:G1\"/>");
    let mut number = 1;
    for line in lines {
        number += 1;
        let height = lines_of(line, LETTERS) * LINE + 4;
        let words = cell("A", number, format(Look::Line), line);
        let _ = write!(data, "<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">{words}</row>");
        let _ = write!(merges, "<mergeCell ref=\"A{number}:G{number}\"/>");
    }
    number += 1;
    let heading = number;
    let names = HEADINGS.iter().zip(COLUMNS).map(|((name, _), col)| cell(col, number, format(Look::Heading), name));
    let _ = write!(data, "<row r=\"{number}\" ht=\"22\" customHeight=\"1\">{}</row>", names.collect::<String>());
    let mut leads = String::new();
    for (at, row) in (1_u32..).zip(rows) {
        number += 1;
        // Not every program makes a row as high as its text: it is told.
        let texts = [&row.sheet, &row.place, &row.what, &row.why, &row.how].into_iter().zip(&HEADINGS[1..]);
        let deepest = texts.map(|(text, (_, width))| lines_of(text, (*width + *width / 8) as usize)).max().unwrap_or(1);
        let height = (deepest * LINE + 3).min(HIGHEST);
        let cells = table_row(at, number, row, format);
        let _ = write!(data, "<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">{cells}</row>");
        if let Some(target) = &row.target {
            let column = if row.place.is_empty() { "B" } else { "C" };
            let _ = write!(leads, "<hyperlink ref=\"{column}{number}\" location=\"{}\"/>", words::attribute(target));
        }
    }
    let leads = if leads.is_empty() { leads } else { format!("<hyperlinks>{leads}</hyperlinks>") };
    let mut widths = String::new();
    for (at, (_, width)) in (1..).zip(HEADINGS) {
        let _ = write!(widths, "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{namespace}\"><sheetPr>\
         <tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:G{number}\"/>\
         <sheetViews>{}</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>{widths}</cols><sheetData>{data}</sheetData>\
         <mergeCells count=\"{}\">{merges}</mergeCells>{leads}<printOptions horizontalCentered=\"1\"/>\
         <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>\
         <headerFooter><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>",
        sheet_views(views, heading),
        lines.len() + 1
    );
    Page { text, heading }
}

const COLUMNS: [&str; 7] = ["A", "B", "C", "D", "E", "F", "G"];

/// How many lines a text takes, broken between words.
fn lines_of(text: &str, letters: usize) -> usize {
    let mut lines = 0;
    for line in text.lines() {
        let mut used = 0;
        lines += 1;
        for word in line.split(' ') {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > letters {
                lines += 1;
                used = 0;
            }
            lines += length.saturating_sub(1) / letters;
            used = if used > 0 { used + 1 + length } else { length % letters };
        }
    }
    lines.max(1)
}

fn sheet_views(views: usize, heading: u32) -> String {
    let below = heading + 1;
    let mut all = String::new();
    for view in 0..views.max(1) {
        let _ = write!(
            all,
            "<sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"{view}\"><pane ySplit=\"{heading}\" \
             topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" \
             activeCell=\"C{below}\" sqref=\"C{below}\"/></sheetView>"
        );
    }
    all
}

fn table_row(at: u32, number: u32, row: &Row, format: &dyn Fn(Look) -> usize) -> String {
    let severity = if row.severity == Severity::MustFix { Look::MustFix } else { Look::Review };
    let linked = row.target.is_some();
    let place = if linked && !row.place.is_empty() { Look::Link } else { Look::Centered };
    let sheet = if linked && row.place.is_empty() { Look::Link } else { Look::Text };
    let mut name = row.severity.name().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("<c r=\"A{number}\" s=\"{}\"><v>{at}</v></c>", format(Look::Centered))
        + &cell("B", number, format(sheet), &row.sheet)
        + &cell("C", number, format(place), &row.place)
        + &cell("D", number, format(Look::Text), &row.what)
        + &cell("E", number, format(Look::Text), &row.why)
        + &cell("F", number, format(Look::Text), &row.how)
        + &cell("G", number, format(severity), &name)
}

/// A cell with its text in itself, so that the shared strings stay as they are.
fn cell(col: &str, row: u32, format: usize, text: &str) -> String {
    if text.is_empty() {
        return format!("<c r=\"{col}{row}\" s=\"{format}\"/>");
    }
    let text: String = text.trim().chars().take(32_000).collect();
    format!("<c r=\"{col}{row}\" s=\"{format}\" t=\"inlineStr\"><is><t>{}</t></is></c>", words::escaped(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_as_many_lines_as_its_words_need() {
        for (text, lines) in [("", 1), ("một hai", 1), ("một hai ba", 2), ("một\nhai", 2), ("mộthaibabốnnămsáu", 3)] {
            assert_eq!(lines_of(text, 7), lines, "{text}");
        }
    }
}
