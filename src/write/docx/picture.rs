//! A chart → a picture in a line of its own, kept with the caption below, with its figures in words.
//!
//! The drawing is written here: docx-rs numbers pictures process-wide and knows no words for who cannot see them.

use quick_xml::escape::escape;

use super::super::chart;
use super::blocks::Body;
use super::package::picture_id;
use super::page::emu;
use super::styles;
use crate::document::Chart;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// Adds the picture of a chart; `room` is the text width, `size` that of a table's text, in points.
///
/// # Errors
///
/// If it cannot be drawn.
pub(super) fn add(body: &mut Body<'_>, chart: &Chart, room: f32, size: f32) -> Result<(), String> {
    let drawn = chart::picture(chart, room, size)?;
    let (wide, tall) = (emu(drawn.size.0), emu(drawn.size.1));
    let number = body.take_picture(drawn.bytes);
    let words = chart::words(chart);
    let (words, style, id) = (escape(words.as_str()), styles::CHART, picture_id(number));
    let picture = format!(
        r#"<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="image{number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"#
    );
    let inline = format!(
        r#"<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr id="{number}" name="Biểu đồ {number}" descr="{words}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">{picture}</a:graphicData></a:graphic></wp:inline>"#
    );
    body.push_xml(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"#));
    Ok(())
}
