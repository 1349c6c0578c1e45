//! XML of docx-rs → XML that the schema and Word accept.
//!
//! Parts stream through; only the small elements whose children docx-rs puts in the wrong order are held in memory, sorted
//! by the schema's sequence and written on. What else is mended: a table row of height 0 is the mark of a heading row and
//! becomes one (docx-rs cannot say so itself); `w14:paraId` goes, because its counter is process-wide and would change
//! the bytes of a second document; so do `w:type` of a grid column, and `rPr` inside the `pPr` and `tblW` of a style.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Parents whose children the schema orders, and that order (ECMA-376 part 1, wml.xsd).
const SEQUENCES: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:dstrike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:w",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:bdr",
            "w:shd",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"]),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
        ],
    ),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tblGrid", &["w:gridCol"]),
    (
        "w:tcPr",
        &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign"],
    ),
    ("w:tcBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tcPr",
        ],
    ),
];

/// Language of the text, for the spelling checker.
const LANGUAGE: &str = "vi-VN";

/// An element held in memory. Attribute values and text stay escaped as they were read.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

/// The mended part.
///
/// # Errors
///
/// Says at which byte the XML is not well formed.
pub(super) fn part(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut out = String::with_capacity(xml.len());
    let mut depth = 0_usize;
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|cause| format!("XML ở byte {at}: {cause}"))?;
        match event {
            Event::Eof => break,
            Event::Start(start) if is_ordered(start.name().0) => {
                let element = read_element(&mut reader, &start)?;
                write(&mended(element, false), &mut out);
            }
            Event::Empty(start) if is_ordered(start.name().0) => write(&mended(opened(&start)?, false), &mut out),
            Event::Start(start) => {
                depth += 1;
                tag(&opened(&start)?, false, &mut out);
            }
            Event::Empty(start) => tag(&opened(&start)?, true, &mut out),
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                out.extend(["</", end.name().0, ">"]);
            }
            Event::Text(text) => out.push_str(&text),
            Event::GeneralRef(reference) => out.extend(["&", &reference, ";"]),
            Event::Decl(decl) => out.extend(["<?", &decl, "?>"]),
            _ => {}
        }
    }
    if depth == 0 { Ok(out) } else { Err("XML chưa đóng hết thẻ".to_owned()) }
}

fn is_ordered(name: &str) -> bool {
    SEQUENCES.iter().any(|(parent, _)| *parent == name)
}

/// Reads up to the end tag of `start`.
fn read_element(reader: &mut Reader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = opened(start)?;
    loop {
        match reader.read_event().map_err(|cause| format!("{}: {cause}", element.name))? {
            Event::Start(child) => element.children.push(read_element(reader, &child)?),
            Event::Empty(child) => element.children.push(opened(&child)?),
            Event::Text(text) => element.text.push_str(&text),
            Event::GeneralRef(reference) => element.text.extend(["&", &reference, ";"]),
            Event::End(_) => return Ok(element),
            Event::Eof => return Err(format!("{} chưa đóng", element.name)),
            _ => {}
        }
    }
}

/// Name and attributes, without the ids that differ between runs.
fn opened(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: start.name().0.to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|cause| format!("{}: {cause}", element.name))?;
        if !matches!(attribute.key.0, "w14:paraId" | "w14:textId") {
            element.attributes.push((attribute.key.0.to_owned(), attribute.value.into_owned()));
        }
    }
    Ok(element)
}

/// Children mended and in the schema's order; unknown ones keep their place at the end.
fn mended(mut element: Element, in_style: bool) -> Element {
    let in_style = in_style || matches!(element.name.as_str(), "w:style" | "w:docDefaults");
    let drop_run_properties = in_style && element.name == "w:pPr";
    element.children = std::mem::take(&mut element.children)
        .into_iter()
        .filter(|child| {
            !(child.name == "w:rPr" && (drop_run_properties || (child.children.is_empty() && element.name == "w:pPr")))
        })
        .map(|child| mended(child, in_style))
        .map(heading_row)
        .collect();
    match element.name.as_str() {
        "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
        "w:style" => mark_style(&mut element),
        "w:tblPr" if in_style => element.children.retain(|child| child.name != "w:tblW"),
        "w:rPrDefault" => set_language(&mut element),
        _ => {}
    }
    if let Some((_, order)) = SEQUENCES.iter().find(|(parent, _)| *parent == element.name) {
        let rank = |child: &Element| order.iter().position(|name| *name == child.name).unwrap_or(order.len());
        element.children.sort_by_key(rank);
    }
    element
}

/// A row of height 0 is the mark of a heading row.
fn heading_row(element: Element) -> Element {
    let marked = element.name == "w:trHeight" && element.attributes.iter().any(|(name, value)| name == "w:val" && value == "0");
    if marked { Element { name: "w:tblHeader".to_owned(), ..Element::default() } } else { element }
}

/// Normal is the default paragraph style; all others are ours.
fn mark_style(style: &mut Element) {
    let normal = style.attributes.iter().any(|(name, value)| name == "w:styleId" && value == "Normal");
    let mark = if normal { "w:default" } else { "w:customStyle" };
    style.attributes.retain(|(name, _)| name != "w:default" && name != "w:customStyle");
    style.attributes.push((mark.to_owned(), "1".to_owned()));
}

fn set_language(defaults: &mut Element) {
    let value = |name: &str| (name.to_owned(), LANGUAGE.to_owned());
    let lang = Element { name: "w:lang".to_owned(), attributes: vec![value("w:val"), value("w:eastAsia")], ..Element::default() };
    if let Some(properties) = defaults.children.iter_mut().find(|child| child.name == "w:rPr") {
        properties.children.push(lang);
    }
}

fn write(element: &Element, out: &mut String) {
    let empty = element.children.is_empty() && element.text.is_empty();
    // A run without properties needs no element to say so, nor a table without borders.
    if empty && element.attributes.is_empty() && matches!(element.name.as_str(), "w:rPr" | "w:pPr" | "w:tblBorders") {
        return;
    }
    tag(element, empty, out);
    if !empty {
        out.push_str(&element.text);
        for child in &element.children {
            write(child, out);
        }
        out.extend(["</", &element.name, ">"]);
    }
}

fn tag(element: &Element, empty: bool, out: &mut String) {
    out.extend(["<", &element.name]);
    for (name, value) in &element.attributes {
        out.extend([" ", name, "=\"", value, "\""]);
    }
    out.push_str(if empty { "/>" } else { ">" });
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        assert_eq!(part(xml).unwrap(), expected);
    }

    #[test]
    fn children_come_in_schema_order() {
        check(
            r#"<w:p w14:paraId="00000001"><w:pPr><w:rPr/><w:jc w:val="both"/><w:keepNext/><w:pStyle w:val="A"/></w:pPr></w:p>"#,
            r#"<w:p><w:pPr><w:pStyle w:val="A"/><w:keepNext/><w:jc w:val="both"/></w:pPr></w:p>"#,
        );
    }

    #[test]
    fn a_row_of_height_0_becomes_a_heading_row() {
        check(
            r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="0" w:hRule="auto"/></w:trPr></w:tr>"#,
            "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr>",
        );
    }

    #[test]
    fn escaped_text_passes_unchanged() {
        check("<w:r><w:t>a &lt;b&gt; &amp; c &#233;</w:t></w:r>", "<w:r><w:t>a &lt;b&gt; &amp; c &#233;</w:t></w:r>");
    }

    #[test]
    fn cut_off_xml_is_an_error() {
        assert!(part("<w:p><w:r>").is_err());
        assert!(part("<w:p><w:pPr>").is_err());
    }
}
