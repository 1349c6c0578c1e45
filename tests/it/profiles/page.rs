//! A produced DOCX as its reader sees it: paragraphs with what their styles give them, sections, header and footer.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use super::element::Element;

/// Twips in a point and a millimetre.
const POINT: f64 = 20.0;
const MILLIMETRE: f64 = 1440.0 / 25.4;
/// Where a property or a place is not there.
const NONE: &str = "none";

/// A paragraph, and where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) element: Element,
    /// Row and column of its table, and the width of its cell, twips.
    pub(super) cell: Option<(usize, usize, f64)>,
}

/// A produced DOCX.
#[derive(Debug)]
pub struct Package {
    pub(super) parts: BTreeMap<String, Element>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) sections: Vec<Element>,
}

impl Package {
    pub fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let name = part.name().expect("a name").into_owned();
            if !name.starts_with("word/media/") {
                let mut text = String::new();
                part.read_to_string(&mut text).expect("text");
                parts.insert(name, Element::parse(&text));
            }
        }
        let body = parts["word/document.xml"].child(&["w:document", "w:body"]).expect("a body").clone();
        let mut paragraphs = Vec::new();
        walk(&body, None, &mut paragraphs);
        let mut sections = Vec::new();
        body.all("w:sectPr", &mut sections);
        let sections = sections.into_iter().cloned().collect();
        Self { parts, paragraphs, sections }
    }

    /// A property at a place of `rows.txt`.
    pub fn at(&self, place: &str, property: &str) -> String {
        let (kind, rest) = place.split_once(' ').unwrap_or((place, ""));
        match kind {
            "section" => {
                let number: usize = rest.parse().expect("a number");
                self.sections.get(number - 1).map_or_else(|| NONE.to_owned(), |section| self.of_section(section, property))
            }
            "settings" => {
                let mirrors = self.parts["word/settings.xml"].child(&["w:settings", "w:mirrorMargins"]).is_some();
                if mirrors { "yes" } else { "no" }.to_owned()
            }
            "header" => self.of_part("word/header1.xml", property),
            "footer" => self.of_part(self.spoken_footer(), property),
            "styles" => {
                let styled = Element { name: "w:p".to_owned(), children: vec![style_of(rest)], ..Element::default() };
                self.of_paragraph(&Paragraph { element: styled, cell: None }, property)
            }
            _ => self.find(kind, &rest.to_lowercase()).map_or_else(|| NONE.to_owned(), |p| self.of_paragraph(p, property)),
        }
    }

    /// The footer with words in it.
    fn spoken_footer(&self) -> &str {
        let spoken = |(name, part): &(&String, &Element)| name.starts_with("word/footer") && !words(part).trim().is_empty();
        self.parts.iter().find(spoken).map_or("", |(name, _)| name)
    }

    fn find(&self, kind: &str, wanted: &str) -> Option<&Paragraph> {
        let starts = |p: &&Paragraph| words(&p.element).to_lowercase().starts_with(wanted);
        match kind {
            "para" => self.paragraphs.iter().find(starts),
            "holding" => self.paragraphs.iter().find(|p| words(&p.element).to_lowercase().contains(wanted)),
            "after" => self.paragraphs.get(self.paragraphs.iter().position(|p| starts(&p))? + 1),
            "cell" => self.paragraphs.iter().find(|p| p.cell.is_some_and(|(row, column, _)| format!("{row}.{column}") == wanted)),
            other => panic!("no place {other}"),
        }
    }

    fn of_part(&self, part: &str, property: &str) -> String {
        let Some(part) = self.parts.get(part) else { return NONE.to_owned() };
        let mut paragraphs = Vec::new();
        part.all("w:p", &mut paragraphs);
        if property == "field" {
            let mut fields = Vec::new();
            part.all("w:instrText", &mut fields);
            return fields.iter().map(|field| field.text.trim()).collect::<Vec<_>>().join(" ");
        }
        paragraphs
            .first()
            .map_or_else(|| NONE.to_owned(), |p| self.of_paragraph(&Paragraph { element: (*p).clone(), cell: None }, property))
    }

    fn of_section(&self, section: &Element, property: &str) -> String {
        let number = |child: &str, name: &str| -> f64 {
            section.child(&[child]).and_then(|c| c.attribute(name)).map_or(f64::NAN, |text| text.parse().expect("a number"))
        };
        let mm = |twips: f64| format!("{}", (twips / MILLIMETRE).round());
        let margin = |name: &str| mm(number("w:pgMar", name));
        match property {
            "page" => {
                let turned = section.child(&["w:pgSz"]).and_then(|size| size.attribute("w:orient")) == Some("landscape");
                let turned = if turned { "landscape" } else { "portrait" };
                format!("{} x {} {turned}", mm(number("w:pgSz", "w:w")), mm(number("w:pgSz", "w:h")))
            }
            "margins" => ["w:top", "w:right", "w:bottom", "w:left"].map(margin).join(" "),
            "header" => margin("w:header"),
            "start" => {
                let numbers = section.child(&["w:pgNumType"]);
                numbers.and_then(|n| n.attribute("w:start")).unwrap_or(NONE).to_owned()
            }
            "bare" => {
                let heads = section.children.iter().filter(|c| c.name == "w:headerReference");
                let first =
                    heads.filter(|head| head.attribute("w:type") == Some("first")).filter_map(|head| head.attribute("r:id"));
                let numbered =
                    first.map(|id| self.of_part(&format!("word/{}.xml", id.trim_start_matches("rId").to_lowercase()), "field"));
                let numbered = numbered.into_iter().any(|field| field == "PAGE");
                if section.child(&["w:titlePg"]).is_some() && !numbered { "yes" } else { "no" }.to_owned()
            }
            "foot" => {
                let feet = section.children.iter().filter(|c| c.name == "w:footerReference");
                let part = |foot: &&Element| {
                    let id = foot.attribute("r:id").expect("an id").trim_start_matches("rId").to_lowercase();
                    !words(&self.parts[&format!("word/{id}.xml")]).trim().is_empty()
                };
                feet.filter(part).filter_map(|foot| foot.attribute("w:type")).collect::<Vec<_>>().join(" ")
            }
            other => panic!("no property {other} of a section"),
        }
    }

    fn of_paragraph(&self, paragraph: &Paragraph, property: &str) -> String {
        let text = words(&paragraph.element);
        let twips = |child: &str, name: &str| self.inherited(paragraph, child, name).and_then(|v| v.parse::<f64>().ok());
        let rounded = |value: Option<f64>, unit: f64| value.map_or_else(|| "0".to_owned(), |v| format!("{}", (v / unit).round()));
        match property {
            "text" => {
                if text.trim().is_empty() {
                    NONE.to_owned()
                } else {
                    text.replace('\u{a0}', " ")
                }
            }
            "type" => self.typeface(paragraph, &text),
            "font" => self.font(paragraph).unwrap_or(NONE).to_owned(),
            "color" => self.run(paragraph, "w:color").and_then(|c| c.attribute("w:val")).unwrap_or(NONE).to_owned(),
            "align" => self.inherited(paragraph, "w:jc", "w:val").unwrap_or("left").to_owned(),
            "first" => rounded(twips("w:ind", "w:firstLine"), MILLIMETRE),
            "dash" => rounded(twips("w:ind", "w:left").zip(twips("w:ind", "w:hanging")).map(|(left, back)| left - back), POINT),
            "before" => rounded(twips("w:spacing", "w:before"), POINT),
            "after" => rounded(twips("w:spacing", "w:after"), POINT),
            "line" => {
                let line = twips("w:spacing", "w:line").unwrap_or(240.0);
                let exact = self.inherited(paragraph, "w:spacing", "w:lineRule") == Some("exact");
                if exact { format!("{} pt exact", line / POINT) } else { format!("{} lines", line / 240.0) }
            }
            "cell" => paragraph.cell.map_or_else(|| NONE.to_owned(), |(row, column, _)| format!("{row}.{column}")),
            "rule" => self.rule(paragraph),
            "frame" => {
                let sides = ["w:top", "w:left", "w:bottom", "w:right"].map(|side| {
                    let border = paragraph.element.child(&["w:pPr", "w:pBdr", side]);
                    border.and_then(|border| border.attribute("w:val")).unwrap_or(NONE)
                });
                if sides.iter().all(|side| *side == sides[0]) { sides[0].to_owned() } else { sides.join(" ") }
            }
            other => panic!("no property {other} of a paragraph"),
        }
    }

    /// "13 upper bold".
    pub(super) fn typeface(&self, paragraph: &Paragraph, text: &str) -> String {
        if text.is_empty() && paragraph.element.child(&["w:r"]).is_none() && paragraph.element.child(&["w:pPr"]).is_none() {
            return NONE.to_owned();
        }
        let size = self.run(paragraph, "w:sz").and_then(|size| size.attribute("w:val")).and_then(|v| v.parse::<f64>().ok());
        let on =
            |name: &str| self.run(paragraph, name).is_some_and(|e| !matches!(e.attribute("w:val"), Some("0" | "false" | "none")));
        let upper = text.chars().any(char::is_alphabetic) && text == text.to_uppercase();
        let marks = [(upper, "upper"), (on("w:b"), "bold"), (on("w:i"), "italic"), (on("w:u"), "underlined")];
        let mut said = vec![size.map_or_else(|| NONE.to_owned(), |half| format!("{}", half / 2.0))];
        said.extend(marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark.to_owned()));
        said.join(" ")
    }

    /// Length of the line drawn as the top border, points.
    fn rule(&self, paragraph: &Paragraph) -> String {
        if paragraph.element.child(&["w:pPr", "w:pBdr", "w:top"]).is_none() {
            return NONE.to_owned();
        }
        let page = |child: &str, name: &str| -> f64 {
            self.sections[0].child(&[child]).and_then(|c| c.attribute(name)).and_then(|v| v.parse().ok()).expect("a measure")
        };
        // Cells of the letterhead have margins of 2 points.
        let room = paragraph.cell.map_or_else(
            || page("w:pgSz", "w:w") - page("w:pgMar", "w:left") - page("w:pgMar", "w:right"),
            |(.., wide)| wide - 4.0 * POINT,
        );
        let side = |name: &str| self.inherited(paragraph, "w:ind", name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
        format!("{}", ((room - side("w:left") - side("w:right")) / POINT).round())
    }

    /// The styles of a paragraph, its own first.
    pub(super) fn styles(&self, paragraph: &Paragraph) -> Vec<&Element> {
        let all = &self.parts["word/styles.xml"].children.last().expect("styles").children;
        let named = |id: &str| all.iter().find(|style| style.name == "w:style" && style.attribute("w:styleId") == Some(id));
        let mut chain = Vec::new();
        let mut next = paragraph.element.child(&["w:pPr", "w:pStyle"]).and_then(|s| s.attribute("w:val"));
        while let Some(style) = next.and_then(named) {
            chain.push(style);
            next = style.child(&["w:basedOn"]).and_then(|base| base.attribute("w:val"));
        }
        chain
    }

    /// An attribute of a paragraph property: the paragraph's own, or that of its styles.
    pub(super) fn inherited<'p>(&'p self, paragraph: &'p Paragraph, child: &str, name: &str) -> Option<&'p str> {
        let own = std::iter::once(&paragraph.element);
        own.chain(self.styles(paragraph)).find_map(|source| source.child(&["w:pPr", child])?.attribute(name))
    }

    /// A property of the paragraph's first run with text: its own, that of its styles, or the default.
    fn run<'p>(&'p self, paragraph: &'p Paragraph, name: &str) -> Option<&'p Element> {
        self.run_properties(paragraph).into_iter().find_map(|properties| properties.child(&[name]))
    }

    /// The font of the letters, which may be told of other letters alone.
    pub(super) fn font<'p>(&'p self, paragraph: &'p Paragraph) -> Option<&'p str> {
        let told = |properties: &'p Element| properties.child(&["w:rFonts"])?.attribute("w:ascii");
        self.run_properties(paragraph).into_iter().find_map(told)
    }

    fn run_properties<'p>(&'p self, paragraph: &'p Paragraph) -> Vec<&'p Element> {
        let runs = paragraph.element.children.iter().filter(|c| c.name == "w:r");
        let first = runs.into_iter().find(|run| run.child(&["w:t"]).is_some());
        let styles = self.parts["word/styles.xml"].children.last();
        let defaults = styles.and_then(|styles| styles.child(&["w:docDefaults", "w:rPrDefault"]));
        let sources = first.into_iter().chain(self.styles(paragraph)).chain(defaults);
        sources.filter_map(|source| source.child(&["w:rPr"])).collect()
    }
}

/// `w:pPr` that names a style.
fn style_of(id: &str) -> Element {
    let attributes = BTreeMap::from([("w:val".to_owned(), id.to_owned())]);
    let style = Element { name: "w:pStyle".to_owned(), attributes, ..Element::default() };
    Element { name: "w:pPr".to_owned(), children: vec![style], ..Element::default() }
}

/// All paragraphs below an element in reading order.
fn walk(element: &Element, cell: Option<(usize, usize, f64)>, found: &mut Vec<Paragraph>) {
    for child in &element.children {
        match child.name.as_str() {
            "w:p" => found.push(Paragraph { element: child.clone(), cell }),
            "w:tbl" => {
                for (row, line) in child.children.iter().filter(|c| c.name == "w:tr").enumerate() {
                    for (column, field) in line.children.iter().filter(|c| c.name == "w:tc").enumerate() {
                        let wide = field.child(&["w:tcPr", "w:tcW"]).and_then(|w| w.attribute("w:w")?.parse().ok());
                        walk(field, Some((row + 1, column + 1, wide.expect("a width"))), found);
                    }
                }
            }
            _ => walk(child, cell, found),
        }
    }
}

pub(super) fn words(paragraph: &Element) -> String {
    let mut texts = Vec::new();
    paragraph.all("w:t", &mut texts);
    texts.iter().map(|t| t.text.as_str()).collect()
}
