//! Charts (biểu đồ): bars of figures, drawn as a picture in a document and as the program's own chart on a sheet.

use rust_decimal::Decimal;

use super::Value;

/// A chart: a group of bars a label, in it a bar a series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// What it shows; its number is not part of it.
    pub title: String,
    /// How its bars stand, where there is room.
    pub kind: ChartKind,
    /// What is counted ("mô hình"); empty: not said.
    pub unit: String,
    /// Names of the groups.
    pub labels: Vec<String>,
    /// Its bars.
    pub series: Vec<ChartSeries>,
}

/// The bars of one colour (dãy số liệu).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartSeries {
    /// Its name in the legend.
    pub name: String,
    /// A number a label; blank where it is unknown, which is not zero.
    pub values: Vec<Value>,
}

/// How bars stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum ChartKind {
    /// cot: upright, labels below; lying where labels or numbers would not fit.
    #[default]
    #[serde(rename = "cot")]
    Columns,
    /// ngang: lying, labels at the left.
    #[serde(rename = "ngang")]
    Bars,
}

/// A chart on a sheet: its numbers are cells of a table of the workbook.
#[derive(Debug, Clone)]
pub struct SheetChart {
    /// What it shows.
    pub chart: Chart,
    /// The sheet that has the table.
    pub sheet: String,
    /// First and last row of the table that it shows, from 0, the heading not counted.
    pub rows: (usize, usize),
    /// The column of the labels.
    pub label: usize,
    /// The column of each series.
    pub columns: Vec<usize>,
}

impl Chart {
    /// The keys of the figures it shows.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        let values = self.series.iter().flat_map(|series| &series.values);
        values.filter_map(|value| if let Value::Figure(_, key) = value { Some(key.as_str()) } else { None })
    }
}

impl Value {
    /// The number it shows; `None` for a text or a blank.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Blank | Self::Text(_) => None,
            Self::Count(count) => Some(Decimal::from(*count)),
            Self::Amount(amount) | Self::Percent(amount) => Some(*amount),
            Self::Figure(value, _) | Self::Linked(value, _) => value.number(),
            Self::Formula { result, .. } => result.number(),
        }
    }
}
