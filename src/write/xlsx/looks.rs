//! How cells look: font, borders, alignment, number format.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::document::{Align, Value};

/// Size of lines outside the table, points.
pub(super) const TEXT_SIZE: f32 = 12.0;
/// Size of the table, points.
pub(super) const TABLE_SIZE: f32 = 11.0;
/// Size of the first title line, points.
pub(super) const TITLE_SIZE: f32 = 14.0;

/// The formats of one workbook.
#[derive(Debug)]
pub(super) struct Looks {
    font: String,
}

impl Looks {
    /// Looks with this font.
    pub(super) fn new(font: &str) -> Self {
        Self { font: font.to_owned() }
    }

    /// A line outside the table.
    pub(super) fn line(&self, size: f32, align: Align) -> Format {
        Format::new()
            .set_font_name(&self.font)
            .set_font_size(f64::from(size))
            .set_align(horizontal(align))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    }

    /// A cell nobody wrote to.
    pub(super) fn default(&self) -> Format {
        Format::new().set_font_name(&self.font).set_font_size(f64::from(TABLE_SIZE))
    }

    /// A cell of a section row that is not merged: the label of the first runs over the empty ones at its right.
    pub(super) fn section(&self) -> Format {
        let format = Format::new().set_font_name(&self.font).set_font_size(f64::from(TABLE_SIZE)).set_bold();
        format.set_align(FormatAlign::VerticalCenter).set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Thin)
    }

    /// A heading cell of the table.
    pub(super) fn heading(&self) -> Format {
        self.line(TABLE_SIZE, Align::Center).set_bold().set_border(FormatBorder::Thin)
    }

    /// A column of a long list; its cells are not formatted one by one.
    pub(super) fn column(&self, align: Align, number: &Value) -> Format {
        let format = self.line(TABLE_SIZE, align);
        match number_format(number) {
            Some(number) => format.set_num_format(number),
            None => format,
        }
    }

    /// The lines around the cells of a long list.
    pub(super) fn lines() -> Format {
        Format::new().set_border(FormatBorder::Thin)
    }

    /// A body cell of the table.
    pub(super) fn cell(&self, align: Align, bold: bool, value: &Value) -> Format {
        let format = weighted(self.line(TABLE_SIZE, align).set_border(FormatBorder::Thin), bold, false);
        match number_format(value) {
            Some(number) => format.set_num_format(number),
            None => format,
        }
    }
}

/// Looks of a cell that leads somewhere.
pub(super) fn leading(format: Format) -> Format {
    format.set_font_color(Color::RGB(0x05_63_c1)).set_underline(FormatUnderline::Single)
}

/// Bold and italic as asked.
pub(super) fn weighted(format: Format, bold: bool, italic: bool) -> Format {
    let format = if bold { format.set_bold() } else { format };
    if italic { format.set_italic() } else { format }
}

fn horizontal(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// As many decimals as the value has; Excel shows "." and "," as the reader's machine is set.
pub(super) fn number_format(value: &Value) -> Option<String> {
    let decimals = |scale: u32| if scale == 0 { String::new() } else { format!(".{}", "0".repeat(scale as usize)) };
    match value {
        Value::Blank | Value::Text(_) => None,
        Value::Count(_) => Some("#,##0".to_owned()),
        Value::Amount(amount) => Some(format!("#,##0{}", decimals(amount.scale()))),
        Value::Percent(percent) => Some(format!("0{}%", decimals(percent.scale()))),
        Value::Figure(value, _) | Value::Linked(value, _) => number_format(value),
        Value::Formula { result, .. } => number_format(result),
    }
}
