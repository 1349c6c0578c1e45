//! The numbers a chart keeps beside the cells it refers to, for viewers that work no formula out.
//!
//! `rust_xlsxwriter` keeps those of cells that hold numbers; of cells that hold formulas it keeps none, though their results
//! are known. They are put into the chart's part here; all other parts are copied as packed.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::rows::number;
use crate::document::{SheetChart, Value, Workbook};

/// What opens and ends the numbers of a series.
const OPENS: &str = "<c:numCache>";
const ENDS: &str = "</c:numCache>";

/// Does a chart of the workbook show a formula?
pub(super) fn are_missing(workbook: &Workbook<'_>) -> bool {
    let is_formula = |value: &Value| matches!(value.plain(), Value::Formula { .. });
    let charts = workbook.sheets.iter().flat_map(|sheet| &sheet.charts);
    charts.flat_map(|shown| numbers(shown, workbook)).flatten().any(is_formula)
}

/// The values of a chart's series, in the rows it refers to.
fn numbers<'w>(shown: &SheetChart, workbook: &'w Workbook<'_>) -> Vec<Vec<&'w Value>> {
    let table = workbook.sheets.iter().find(|sheet| sheet.name == shown.sheet).map(|sheet| &sheet.table);
    let rows = table.and_then(|table| table.rows.get(shown.rows.0..=shown.rows.1)).unwrap_or_default();
    let series = shown.columns.iter().map(|&column| rows.iter().map(move |row| row.cells.get(column).unwrap_or(&Value::Blank)));
    series.map(Iterator::collect).collect()
}

/// The package with the numbers of its charts.
///
/// # Errors
///
/// If the package cannot be copied.
pub(super) fn filled(package: Vec<u8>, workbook: &Workbook<'_>) -> Result<Vec<u8>, XlsxError> {
    let charts = workbook.sheets.iter().flat_map(|sheet| &sheet.charts);
    let charts: Vec<Vec<Vec<&Value>>> =
        charts.map(|shown| numbers(shown, workbook)).filter(|series| !series.is_empty()).collect();
    copied(package, &charts).map_err(|cause| XlsxError::CustomError(format!("biểu đồ: {cause}")))
}

fn copied(package: Vec<u8>, charts: &[Vec<Vec<&Value>>]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at)?;
        let name = part.name()?.into_owned();
        let chart = name.strip_prefix("xl/charts/chart").and_then(|rest| rest.strip_suffix(".xml")?.parse::<usize>().ok());
        let Some(series) = chart.and_then(|number| charts.get(number.checked_sub(1)?)) else {
            copy.raw_copy_file(part)?;
            continue;
        };
        drop(part);
        let mut xml = String::new();
        archive.by_index(at)?.read_to_string(&mut xml)?;
        copy.start_file(name, options)?;
        copy.write_all(with_numbers(&xml, series).as_bytes())?;
    }
    Ok(copy.finish()?.into_inner())
}

/// A chart's part with the numbers of each series that has none.
fn with_numbers(xml: &str, series: &[Vec<&Value>]) -> String {
    let mut out = String::with_capacity(xml.len() + 256);
    let mut rest = xml;
    for values in series {
        let Some((before, after)) = rest.split_once(OPENS) else { break };
        let Some((kept, after)) = after.split_once(ENDS) else { break };
        out.extend([before, OPENS, kept]);
        if !kept.contains("<c:pt ") {
            for (nth, number) in values.iter().enumerate().filter_map(|(nth, value)| Some((nth, number(value)?))) {
                // Writing to a String cannot fail.
                let _ = write!(out, r#"<c:pt idx="{nth}"><c:v>{number}</c:v></c:pt>"#);
            }
        }
        out.push_str(ENDS);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_without_numbers_gets_its_results_and_another_keeps_its_own() {
        let formula = Value::Formula { expression: "COUNTIF(A1:A9,1)".into(), result: Box::new(Value::Count(12)) };
        let keyed = Value::Figure(Box::new(formula), "dang_ky.tong".into());
        let (blank, three) = (Value::Blank, Value::Count(3));
        let xml = "<c:ser><c:numCache><c:ptCount val=\"2\"/></c:numCache></c:ser><c:ser><c:numCache><c:ptCount val=\"1\"/>\
                   <c:pt idx=\"0\"><c:v>3</c:v></c:pt></c:numCache></c:ser>";
        let filled = with_numbers(xml, &[vec![&blank, &keyed], vec![&three]]);
        let expected = xml.replacen("</c:numCache>", "<c:pt idx=\"1\"><c:v>12</c:v></c:pt></c:numCache>", 1);
        assert_eq!(filled, expected);
    }
}
