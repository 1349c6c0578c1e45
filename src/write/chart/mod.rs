//! A [`Chart`] → a picture to be printed: greys that a copying machine keeps apart, numbers on the bars.
//!
//! [`layout`] places boxes and texts on a [`scene`], [`raster`] inks it at 300 dots per inch with the letters of the bundled
//! font. The same chart gives the same bytes on every machine: bars are whole pixels, and the letters' outlines are inked by
//! plain arithmetic.

mod layout;
mod letters;
mod raster;
mod scene;
#[cfg(test)]
mod tests;

use super::notation::{printable, shown};
use crate::document::Chart;

/// A picture.
#[derive(Debug)]
pub(super) struct Picture {
    /// PNG.
    pub(super) bytes: Vec<u8>,
    /// Printed width and height, points.
    pub(super) size: (f32, f32),
}

/// The picture of a chart, `room` points wide, with letters of `size` points.
///
/// # Errors
///
/// If the font cannot be read or the picture not be packed.
pub(super) fn picture(chart: &Chart, room: f32, size: f32) -> Result<Picture, String> {
    let letters = letters::Letters::load()?;
    let scene = layout::scene(chart, room, size, &letters);
    let bytes = raster::png(&scene, &letters)?;
    Ok(Picture { bytes, size: (scene.width, scene.height) })
}

/// What a chart shows, for who cannot see it: "Mô hình đăng ký theo lĩnh vực. Kinh tế: 40 mô hình; …".
pub(super) fn words(chart: &Chart) -> String {
    let group = |(at, label): (usize, &String)| {
        let bar = |(name, value): (&str, &crate::document::Value)| {
            let number = shown(value);
            let number = if number.is_empty() { "chưa có số liệu" } else { &number };
            if chart.series.len() == 1 { number.to_owned() } else { format!("{name} {number}") }
        };
        let bars = chart.series.iter().filter_map(|series| Some((series.name.as_str(), series.values.get(at)?))).map(bar);
        format!("{label}: {}", bars.collect::<Vec<_>>().join(", "))
    };
    let groups: Vec<String> = chart.labels.iter().enumerate().map(group).collect();
    let unit = if chart.unit.is_empty() { String::new() } else { format!(" (đơn vị tính: {})", chart.unit) };
    printable(&format!("Biểu đồ {}{unit}. {}.", lower_first(&chart.title), groups.join("; "))).into_owned()
}

/// The title inside a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
