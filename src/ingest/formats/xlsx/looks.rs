//! Cell formats of a workbook: which show a date or a percentage, and which a font of the time before Unicode.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::super::legacy::OldFont;
use super::super::super::markup::{Walk, pick, unescape};
use super::super::number_format::{self, Shows};
use crate::model::FileFault;

/// Most cell formats a workbook may have; Excel itself stops at 65,490.
const MOST_FORMATS: usize = 100_000;
/// Longest tag in the styles.
const STYLE_TAG: usize = 8 << 10;

/// How a cell format (`s` of a cell) shows what the cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// As a date, a percentage?
    pub shows: Shows,
    /// In a font of the time before Unicode?
    pub old_font: Option<OldFont>,
}

/// The look of every cell format.
///
/// # Errors
///
/// [`FileFault::Damaged`] for more formats, or longer tags, than a real workbook has.
pub(super) fn read(xml: &str) -> Result<Vec<Look>, FileFault> {
    let mut custom: BTreeMap<u16, Shows> = BTreeMap::new();
    let mut formats: Vec<Look> = Vec::new();
    let mut fonts: Vec<Option<OldFont>> = Vec::new();
    let (mut in_cells, mut in_fonts) = (false, false);
    let mut pieces = 0;
    let mut walk = Walk::new(xml).with_tag_limit(STYLE_TAG);
    loop {
        match walk.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" | "font" | "fill" | "border" if pieces == MOST_FORMATS => return Err(FileFault::Damaged),
                "font" | "fill" | "border" => {
                    pieces += 1;
                    if in_fonts && e.local_name().as_ref() == "font" {
                        fonts.push(None);
                    }
                }
                "name" => {
                    if let ([Some(name)], true, Some(last)) = (pick(&e, ["val"])?, in_fonts, fonts.last_mut()) {
                        *last = OldFont::of(name);
                    }
                }
                "numFmt" => {
                    pieces += 1;
                    let [id, code] = pick(&e, ["numFmtId", "formatCode"])?;
                    if let (Some(id), Some(code)) = (id.and_then(|id| id.parse().ok()), code) {
                        custom.insert(id, number_format::code(&unescape(code)?));
                    }
                }
                "fonts" => in_fonts = true,
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let [id, font] = pick(&e, ["numFmtId", "fontId"])?;
                    let id: u16 = id.and_then(|id| id.parse().ok()).unwrap_or(0);
                    let shows = custom.get(&id).copied().unwrap_or_else(|| number_format::built_in(id));
                    let font = font.and_then(|at| at.parse::<usize>().ok()).and_then(|at| fonts.get(at)).copied().flatten();
                    formats.push(Look { shows, old_font: font });
                    if formats.len() > MOST_FORMATS {
                        return Err(FileFault::Damaged);
                    }
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "cellXfs" => in_cells = false,
                "fonts" => in_fonts = false,
                _ => {}
            },
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_percentages_and_old_fonts_are_known_by_the_format() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/><numFmt numFmtId=\"165\" formatCode=\"dd&quot;/&quot;mm\"/></numFmts>\
            <fonts><font><name val=\"Arial\"/></font><font><name val=\".VnTimeH\"/></font></fonts>\
            <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" fontId=\"1\"/>\
            <xf numFmtId=\"10\" fontId=\"0\"/><xf numFmtId=\"164\" fontId=\"7\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
        let shown = |shows| Look { shows, old_font: None };
        let old = Look { shows: Shows::Number, old_font: Some(OldFont::Tcvn3Capitals) };
        assert_eq!(read(xml), Ok(vec![old, shown(Shows::Percent), shown(Shows::Percent), shown(Shows::Date)]));
    }
}
