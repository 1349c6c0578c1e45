//! "Kính gửi:": one name stands beside it, several stand below, their dashes aligned under its colon.

use docx_rs::{AlignmentType, Paragraph, SpecialIndentType};

use super::super::metrics::width;
use super::blocks::{Body, run};
use super::page::twips;
use super::styles;
use crate::document::ListLayout;

/// Where the label starts, as a share of the text width.
const START: f32 = 0.18;

/// Adds the label and its names; `room` is the text width in points.
pub(super) fn add(body: &mut Body<'_>, layout: &ListLayout, (label, names): (&str, &[String]), room: f32) {
    let face = layout.text.into();
    let label = layout.text.cased(label);
    let beside = |name: &str| format!("{label} {}", layout.text.cased(name));
    let style = || Paragraph::new().style(styles::ADDRESSEE);
    let indent = |points: f32| i32::try_from(twips(points)).unwrap_or(0);
    let start = room * START;
    // The colon ends the label.
    let colon = width(label.trim_end_matches(':'), face);
    match names {
        [] => {}
        [name] if width(&beside(name), face) <= room => {
            body.push(&style().align(AlignmentType::Center).add_run(run(&beside(name))));
        }
        [name] => {
            let hanging = SpecialIndentType::Hanging(indent(width(&label, face) + width(" ", face)));
            let left = indent(start * 0.5 + width(&label, face) + width(" ", face));
            body.push(&style().indent(Some(left), Some(hanging), None, None).add_run(run(&beside(name))));
        }
        several => {
            body.push(&style().indent(Some(indent(start)), None, None, None).add_run(run(&label)));
            let dash = width(&layout.item_start, face);
            for (i, name) in several.iter().enumerate() {
                let end = if i + 1 == several.len() { &layout.last_end } else { &layout.item_end };
                let left = indent(start + colon + dash);
                let paragraph = style()
                    .indent(Some(left), Some(SpecialIndentType::Hanging(indent(dash))), None, None)
                    .add_run(run(&format!("{}{}{end}", layout.item_start, layout.text.cased(name))));
                body.push(&paragraph);
            }
        }
    }
}
