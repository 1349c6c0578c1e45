//! Borders of a full-page certificate (khung): a rectangle along the edges, its corners square or hollowed out, with a rosette.

use serde::Deserialize;

use super::profile::{SheetRow, is_colour, out_of_limits, wrong_colour};
use crate::document::placed::Drawing;

/// A border, as it is written in a profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BorderRow {
    #[serde(rename = "cach_mep_mm")]
    inset: f32,
    #[serde(rename = "net_pt")]
    weight: f32,
    #[serde(rename = "mau")]
    colour: String,
    /// Radius of the hollow in each corner, mm; 0: square.
    #[serde(rename = "goc_lom_mm", default)]
    hollow: f32,
    /// Radius of the rosette in each corner, mm; 0: none.
    #[serde(rename = "hoa_goc_mm", default)]
    rosette: f32,
}

type Line = Vec<(f32, f32)>;

/// Steps of a quarter of a circle.
const QUARTER: u8 = 16;
/// Points of a rosette, and its petals.
const ROSETTE: u8 = 96;
const PETALS: f32 = 8.0;

impl BorderRow {
    pub(super) fn fault(&self, sheet: &SheetRow) -> Option<(&'static str, String)> {
        let short = sheet.width.min(sheet.height);
        let limits = [
            ("cach_mep_mm", self.inset, 0.0, short / 4.0, "cách mép (mm)"),
            ("net_pt", self.weight, 0.1, 20.0, "nét (pt)"),
            ("goc_lom_mm", self.hollow, 0.0, short / 4.0, "góc lõm (mm)"),
            ("hoa_goc_mm", self.rosette, 0.0, short / 8.0, "hoa góc (mm)"),
        ];
        out_of_limits(&limits).or_else(|| (!is_colour(&self.colour)).then(|| ("mau", wrong_colour(&self.colour))))
    }

    /// The border as lines, and its rosettes.
    pub(super) fn drawings(&self, sheet: &SheetRow) -> Vec<Drawing> {
        let (right, low) = (sheet.width - self.inset, sheet.height - self.inset);
        // Clockwise; each corner with the direction in which its hollow begins, in quarters of a turn.
        let corners = [(self.inset, self.inset, 1.0), (right, self.inset, 2.0), (right, low, 3.0), (self.inset, low, 0.0)];
        let mut outline: Line = corners.iter().flat_map(|&(x, y, quarter)| self.corner(x, y, quarter)).collect();
        outline.extend(outline.first().copied());
        let colour = self.colour.to_uppercase();
        let line = Drawing { name: "Khung".to_owned(), weight_pt: self.weight, colour, filled: false, lines: vec![outline] };
        let rosettes: Vec<Line> = corners.iter().filter(|_| self.rosette > 0.0).map(|&(x, y, _)| self.flower(x, y)).collect();
        let flowers = Drawing { name: "Hoa góc".to_owned(), weight_pt: 0.0, filled: true, lines: rosettes, ..line.clone() };
        std::iter::once(line).chain((!flowers.lines.is_empty()).then_some(flowers)).collect()
    }

    /// The line through a corner.
    fn corner(&self, x: f32, y: f32, quarter: f32) -> Line {
        if self.hollow <= 0.0 {
            return vec![(x, y)];
        }
        let turn = std::f32::consts::FRAC_PI_2;
        let point = |step: u8| {
            let angle = turn * (quarter - f32::from(step) / f32::from(QUARTER));
            (x + self.hollow * angle.cos(), y + self.hollow * angle.sin())
        };
        (0..=QUARTER).map(point).collect()
    }

    fn flower(&self, x: f32, y: f32) -> Line {
        let point = |step: u8| {
            let angle = std::f32::consts::TAU * f32::from(step) / f32::from(ROSETTE);
            let reach = self.rosette * (0.68 + 0.32 * (PETALS * angle).cos());
            (x + reach * angle.cos(), y + reach * angle.sin())
        };
        (0..=ROSETTE).map(point).collect()
    }
}
