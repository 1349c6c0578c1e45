//! Charts of a sheet, one below another: Excel's own, whose bars are cells of the workbook's tables.
//!
//! The page is not fitted to its width, because Excel then forgets the page breaks; columns are set so that it fits.

use rust_xlsxwriter::{
    Chart as Drawn, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::super::notation::printable;
use super::looks::{TITLE_SIZE, number_format};
use super::sheet::first_row;
use crate::document::{Chart, ChartKind, Sheet, SheetChart, Workbook};

/// Fills of series: printed in black no two look alike.
const FILLS: [u32; 4] = [0x1f_4e_79, 0x9d_c3_e6, 0x7f_7f_7f, 0xff_ff_ff];
/// Size of labels, points.
const SIZE: f64 = 11.0;
/// Pixels of a row, of a chart's width, of an upright chart's height, and of the printed part of a page.
const ROW: u32 = 20;
const WIDTH: u32 = 590;
const UPRIGHT: u32 = 380;
const PAGE: u32 = 900;
/// A border that stands on a page break is printed on both pages.
const BELOW_BREAK: u32 = 3;

/// Where charts stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The sheet's font.
    pub(super) font: &'a str,
    /// The first free row.
    pub(super) top: u32,
}

/// Writes the charts of a sheet; the row below them.
///
/// # Errors
///
/// What the writer says.
pub(super) fn write(
    target: &mut Worksheet,
    charts: &[SheetChart],
    (workbook, names): (&Workbook<'_>, &[String]),
    place: Place<'_>,
) -> Result<u32, XlsxError> {
    let (mut row, mut used) = (place.top, place.top * ROW);
    let mut breaks = Vec::new();
    for shown in charts {
        let Some(table) = workbook.sheets.iter().position(|sheet| sheet.name == shown.sheet) else { continue };
        let tall = height(&shown.chart);
        let rows = tall.div_ceil(ROW) + 1;
        if used + tall > PAGE && used > place.top * ROW {
            breaks.push(row);
            used = 0;
        }
        let drawn = drawn(shown, (&workbook.sheets[table], &names[table]), (place.font, tall));
        target.insert_chart_with_offset(row, 0, &drawn, 0, BELOW_BREAK)?;
        row += rows;
        used += rows * ROW;
    }
    target.set_page_breaks(&breaks)?;
    Ok(row)
}

/// Height in pixels.
fn height(chart: &Chart) -> u32 {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (groups, bars) = (number(chart.labels.len()), number(chart.series.len() * chart.labels.len()));
    match chart.kind {
        ChartKind::Columns => UPRIGHT,
        ChartKind::Bars => (110 + groups * 10 + bars * 18).clamp(200, PAGE - 100),
    }
}

/// What it is, for who cannot see it, and where its numbers can be heard; Excel takes no more than 255 letters.
fn alternative(title: &str, sheet: &str) -> String {
    printable(&format!("Biểu đồ: {title}. Số liệu ở trang “{sheet}”.")).chars().take(255).collect()
}

/// The chart; its cells are those of the table on another sheet.
fn drawn(shown: &SheetChart, (table, name): (&Sheet<'_>, &str), (font, tall): (&str, u32)) -> Drawn {
    let chart = &shown.chart;
    let lying = chart.kind == ChartKind::Bars;
    let mut drawn = Drawn::new(if lying { ChartType::Bar } else { ChartType::Column });
    let letters = |size: f64| {
        let mut letters = ChartFont::new();
        letters.set_name(font).set_size(size).set_color(Color::Black);
        letters
    };
    let mut heading = letters(f64::from(TITLE_SIZE));
    heading.set_bold();
    let unit = if chart.title.contains(&chart.unit) { String::new() } else { format!(" ({})", chart.unit) };
    drawn.title().set_name(printable(&format!("{}{unit}", chart.title)).as_ref()).set_font(&heading);
    let top = first_row(table);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (first, last) = (top + number(shown.rows.0), top + number(shown.rows.1));
    let cells = |column: usize| {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        (name, first, column, last, column)
    };
    for (at, (series, &column)) in chart.series.iter().zip(&shown.columns).enumerate() {
        let mut label = ChartDataLabel::new();
        let format = series.values.iter().find_map(number_format).unwrap_or_default();
        label.show_value().set_num_format(format).set_font(&letters(SIZE)).set_position(ChartDataLabelPosition::OutsideEnd);
        let mut look = ChartFormat::new();
        look.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(FILLS[at % FILLS.len()])));
        look.set_border(ChartLine::new().set_color(Color::RGB(0x26_26_26)).set_width(0.5));
        let made = drawn.add_series();
        made.set_name(printable(&series.name).as_ref()).set_categories(cells(shown.label)).set_values(cells(column));
        made.set_data_label(&label).set_format(&mut look).set_gap(60).set_overlap(0);
    }
    // Lying bars have the records along y, the first on top as in the table.
    let records = if lying { drawn.y_axis().set_reverse() } else { drawn.x_axis() };
    records.set_font(&letters(SIZE)).set_major_gridlines(false);
    let numbers = if lying { drawn.x_axis() } else { drawn.y_axis() };
    numbers.set_hidden(true).set_major_gridlines(false).set_min(0);
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&letters(SIZE));
    if chart.series.len() == 1 {
        drawn.legend().set_hidden();
    }
    drawn.set_width(WIDTH).set_height(tall).set_name(printable(&chart.title));
    drawn.set_alt_text(alternative(&chart.title, name));
    drawn
}
