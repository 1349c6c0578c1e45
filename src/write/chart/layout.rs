//! A chart → a scene: bars from zero, all to one scale, each with its number; no number touches another.
//!
//! Upright bars are drawn only where every label and number has room between its neighbours; otherwise they lie, which has
//! room for long names. Nothing is drawn for an unknown number; zero is a number without a bar.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::super::notation::{printable, shown};
use super::letters::Letters;
use super::scene::{Fill, Scene};
use crate::document::{Chart, ChartKind, Value};

/// Height of the longest upright bar.
const TALLEST: f32 = 140.0;
/// Widest upright bar, and the narrowest that is drawn.
const COLUMN: (f32, f32) = (34.0, 9.0);
/// Thickest and thinnest lying bar.
const BAR: (f32, f32) = (15.0, 8.5);
/// What lying bars may take together before they are drawn thinner.
const BARS_HEIGHT: f32 = 400.0;
/// Between neighbours.
const GAP: f32 = 2.0;
/// Most lines of a label below upright bars.
const MOST_LINES: usize = 4;
/// Share of the width that labels at the left may take.
const LABEL_SHARE: f32 = 0.36;
/// Smallest letters.
const SMALLEST: f32 = 8.0;
/// Thickness of an axis.
const AXIS: f32 = 0.75;
/// A line of text takes this many times its size.
const LINE: f32 = 1.2;

/// What the drawing of a chart needs.
struct Drawing<'a> {
    chart: &'a Chart,
    letters: &'a Letters,
    room: f32,
    size: f32,
    scene: Scene,
}

/// The scene of a chart, `room` points wide.
pub(super) fn scene(chart: &Chart, room: f32, size: f32, letters: &Letters) -> Scene {
    let size = (size - 1.0).max(SMALLEST);
    let scene = Scene { width: room, ..Scene::default() };
    let mut drawing = Drawing { chart, letters, room, size, scene };
    drawing.head();
    // Two bars upright in the middle of a page look lost.
    let lying = chart.kind == ChartKind::Bars || chart.labels.len() < 2;
    if lying || drawing.columns().is_none() {
        drawing.bars();
    }
    drawing.scene
}

/// A number as a length.
fn length(value: &Value) -> f32 {
    value.number().unwrap_or_default().max(Decimal::ZERO).to_f32().unwrap_or(0.0)
}

/// A count as a length.
fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

impl Drawing<'_> {
    /// The bars of a group with the number of their series; unknown numbers are left out.
    fn group(&self, at: usize) -> impl Iterator<Item = (usize, &Value)> {
        let values = self.chart.series.iter().enumerate().filter_map(move |(n, series)| Some((n, series.values.get(at)?)));
        values.filter(|(_, value)| value.number().is_some())
    }

    /// The largest number.
    fn most(&self) -> f32 {
        self.chart.series.iter().flat_map(|series| &series.values).map(length).fold(0.0, f32::max).max(f32::MIN_POSITIVE)
    }

    /// Width of the widest number.
    fn widest_number(&self, size: f32) -> f32 {
        let values = self.chart.series.iter().flat_map(|series| &series.values);
        values.map(|value| self.letters.width(&shown(value), size)).fold(0.0, f32::max)
    }

    fn centered(&mut self, (middle, y): (f32, f32), size: f32, text: &str) {
        let half = self.letters.width(text, size) / 2.0;
        self.scene.write((middle - half, y), size, text);
    }

    /// The unit of measure at the right of the first line; the names of the series from the left.
    fn head(&mut self) {
        let (size, line) = (self.size, self.size * 1.5);
        let unit = if self.chart.unit.is_empty() { String::new() } else { format!("Đơn vị tính: {}", self.chart.unit) };
        let unit = printable(&unit).into_owned();
        let taken = self.letters.width(&unit, size);
        let mut y = 0.0;
        if !unit.is_empty() {
            self.scene.write((self.room - taken - 1.0, size), size, &unit);
        }
        let names: Vec<String> = self.chart.series.iter().map(|series| printable(&series.name).into_owned()).collect();
        if names.len() > 1 {
            let mut x = 0.0;
            for (number, name) in names.iter().enumerate() {
                let wide = size + 4.0 + self.letters.width(name, size);
                let room = if y == 0.0 { self.room - taken - 12.0 } else { self.room };
                if x > 0.0 && x + wide > room {
                    (x, y) = (0.0, y + line);
                }
                self.scene.add((x, y + size * 0.25), (size, size * 0.8), Fill::of(number));
                self.scene.write((x + size + 4.0, y + size), size, name);
                x += wide + 14.0;
            }
        }
        let any = !unit.is_empty() || names.len() > 1;
        self.scene.height = if any { y + line + 4.0 } else { 0.0 };
    }

    /// Upright bars; `None` where a label or a number has no room.
    fn columns(&mut self) -> Option<()> {
        let (groups, series) = (self.chart.labels.len(), self.chart.series.len());
        let slot = self.room / count(groups);
        let wide = ((slot * 0.8 - GAP * count(series - 1)) / count(series)).min(COLUMN.0);
        let number_room = if series == 1 { slot - 2.0 * GAP } else { wide + GAP * 0.5 };
        let number_size = [self.size, self.size - 1.0, self.size - 2.0]
            .into_iter()
            .find(|&size| size >= SMALLEST && self.widest_number(size) <= number_room)?;
        let label_room = slot - 3.0 * GAP;
        let letters = self.letters;
        let is_narrow = |label: &String| letters.widest_word(label, self.size) > label_room;
        let labels: Vec<Vec<String>> =
            self.chart.labels.iter().map(|label| letters.lines(&printable(label), self.size, label_room)).collect();
        let deepest = labels.iter().map(Vec::len).max()?;
        if wide < COLUMN.1 || self.chart.labels.iter().any(is_narrow) || deepest > MOST_LINES {
            return None;
        }
        let scale = TALLEST / self.most();
        let base = self.scene.height + number_size * LINE + TALLEST;
        let of_group = wide * count(series) + GAP * count(series - 1);
        for (at, label) in labels.iter().enumerate() {
            let middle = slot * (count(at) + 0.5);
            let bars: Vec<(usize, f32, String)> =
                self.group(at).map(|(number, value)| (number, length(value) * scale, shown(value))).collect();
            for (number, tall, words) in bars {
                let left = middle - of_group / 2.0 + (wide + GAP) * count(number);
                if tall > 0.0 {
                    let tall = tall.max(AXIS);
                    self.scene.add((left, base - tall), (wide, tall), Fill::of(number));
                }
                self.centered((left + wide / 2.0, base - tall - 2.5), number_size, &words);
            }
            for (line, words) in label.iter().enumerate() {
                self.centered((middle, base + self.size * (1.25 + LINE * count(line))), self.size, words);
            }
        }
        self.scene.add((0.0, base), (self.room, AXIS), Fill::Ink);
        self.scene.height = base + self.size * (0.6 + LINE * count(deepest));
        Some(())
    }

    /// Lying bars, labels at the left.
    fn bars(&mut self) {
        let series = count(self.chart.series.len());
        let thick = (BARS_HEIGHT / (count(self.chart.labels.len()) * (series + 0.7))).clamp(BAR.1, BAR.0);
        let number_size = self.size.min(thick * 1.1).max(SMALLEST);
        let label_room = self.room * LABEL_SHARE;
        let labels: Vec<String> = self.chart.labels.iter().map(|label| printable(label).into_owned()).collect();
        let word = labels.iter().map(|label| self.letters.widest_word(label, self.size)).fold(0.0, f32::max);
        let crowded = if thick < 11.0 && series < 2.0 { thick } else { self.size };
        let label_size = self.size.min(crowded).min(self.size * label_room / word.max(1.0));
        let labels: Vec<Vec<String>> = labels.iter().map(|label| self.letters.lines(label, label_size, label_room)).collect();
        let widest = labels.iter().flatten().map(|line| self.letters.width(line, label_size)).fold(0.0, f32::max);
        let label_width = widest + 1.0;
        let axis = label_width + 6.0;
        let scale = (self.room - axis - self.widest_number(number_size) - 6.0) / self.most();
        let top = self.scene.height;
        let mut y = top + thick * 0.3;
        for (at, lines) in labels.iter().enumerate() {
            let (of_bars, of_label) = (thick * series + series - 1.0, label_size * LINE * count(lines.len()));
            let tall = of_bars.max(of_label);
            let first = y + (tall - of_bars) / 2.0;
            let bars: Vec<(usize, f32, String)> =
                self.group(at).map(|(number, value)| (number, length(value) * scale, shown(value))).collect();
            for (number, long, words) in bars {
                let upper = first + (thick + 1.0) * count(number);
                if long > 0.0 {
                    self.scene.add((axis, upper), (long.max(AXIS), thick), Fill::of(number));
                }
                self.scene.write((axis + long + 4.0, upper + thick / 2.0 + number_size * 0.33), number_size, &words);
            }
            let start = y + (tall - of_label) / 2.0 + label_size * 0.92;
            for (line, words) in lines.iter().enumerate() {
                let x = label_width - self.letters.width(words, label_size);
                self.scene.write((x, start + label_size * LINE * count(line)), label_size, words);
            }
            y += tall + thick * 0.6;
        }
        let height = y - thick * 0.3 - top;
        self.scene.add((axis - AXIS, top), (AXIS, height), Fill::Ink);
        self.scene.height = top + height + 2.0;
    }
}
