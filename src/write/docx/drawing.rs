//! Lines behind the texts of every page: shapes of the header, each one path over the whole sheet.
//!
//! Word 2010 and later, and `LibreOffice`, read shapes of the "2010" vocabulary; for older programs the alternative is nothing.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::super::notation::printable;
use super::package::DECLARATION;
use super::page::emu;
use crate::document::placed::{Drawing, PlacedDocument};

/// English metric units of a millimetre.
const EMU_OF_MM: f32 = 36_000.0;
/// Units of a path in a millimetre.
const PATH_OF_MM: f32 = 100.0;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#;

/// `word/header1.xml` with the document's drawings; `style`: of the paragraph that they hang on.
pub(super) fn header(document: &PlacedDocument, style: &str) -> String {
    let mut xml = format!(r#"{DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
    for (number, drawing) in (1..).zip(&document.drawings) {
        shape(&mut xml, document, drawing, number);
    }
    xml + "</w:p></w:hdr>"
}

#[expect(clippy::cast_possible_truncation, reason = "measures of a sheet are small; `as` saturates")]
fn whole(value: f32) -> i32 {
    value.round() as i32
}

fn shape(xml: &mut String, document: &PlacedDocument, drawing: &Drawing, number: usize) {
    let (width, height) = (whole(document.width_mm * EMU_OF_MM), whole(document.height_mm * EMU_OF_MM));
    let name = escape(printable(&drawing.name).as_ref()).into_owned();
    let _ = write!(
        xml,
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="{number}" name="{name} {number}" descr="{name}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>"#
    );
    let fill = if drawing.filled { "norm" } else { "none" };
    let (across, down) = (whole(document.width_mm * PATH_OF_MM), whole(document.height_mm * PATH_OF_MM));
    let _ = write!(xml, r#"<a:path w="{across}" h="{down}" fill="{fill}">"#);
    for line in &drawing.lines {
        for (at, (x, y)) in line.iter().enumerate() {
            let verb = if at == 0 { "moveTo" } else { "lnTo" };
            let _ = write!(xml, r#"<a:{verb}><a:pt x="{}" y="{}"/></a:{verb}>"#, whole(x * PATH_OF_MM), whole(y * PATH_OF_MM));
        }
        // A line that comes back to its beginning has no end.
        if drawing.filled || (line.len() > 2 && line.first() == line.last()) {
            xml.push_str("<a:close/>");
        }
    }
    xml.push_str("</a:path></a:pathLst></a:custGeom>");
    let colour = format!(r#"<a:solidFill><a:srgbClr val="{}"/></a:solidFill>"#, drawing.colour);
    xml.push_str(if drawing.filled { &colour } else { "<a:noFill/>" });
    if drawing.weight_pt > 0.0 {
        let _ = write!(xml, r#"<a:ln w="{}">{colour}<a:miter lim="800000"/></a:ln>"#, emu(drawing.weight_pt));
    } else {
        xml.push_str("<a:ln><a:noFill/></a:ln>");
    }
    xml.push_str(
        "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>",
    );
}
