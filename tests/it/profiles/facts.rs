//! The facts of a DOCX that a norm asks for, to be compared with those of the same document saved by another program.

use std::collections::BTreeMap;

use super::element::Element;
use super::page::{Package, Paragraph, words};
use super::{Desk, built_in};

/// How far a length may move, twips: `LibreOffice` keeps widths as shares of a table.
const SLACK: f64 = 3.0;

/// A fact of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Said(String),
    /// Twips.
    Length(f64),
    Head(Head),
}

/// What stands at the head and foot of a section's pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Head {
    own_first: bool,
    /// "header default" → words, and fields with the alignment of their paragraph.
    parts: BTreeMap<String, String>,
    last: bool,
}

impl Head {
    /// `LibreOffice` 7.4 reads a first page of its own as a page style that another one follows, and writes it again only if
    /// the page that follows has that style: not where a section has one page and another section follows. Then it keeps what
    /// stands on the one page there is.
    fn lost(&self, resaved: &Self) -> bool {
        let on = |head: &Self, kind: &str| head.parts.get(kind).cloned().unwrap_or_default();
        let kept =
            ["header", "footer"].iter().all(|kind| on(self, &format!("{kind} first")) == on(resaved, &format!("{kind} default")));
        self.own_first && !resaved.own_first && !self.last && kept
    }
}

impl Fact {
    fn stands(&self, resaved: &Self) -> bool {
        match (self, resaved) {
            (Self::Length(a), Self::Length(b)) => (a - b).abs() <= SLACK,
            (Self::Head(a), Self::Head(b)) => a == b || a.lost(b),
            (a, b) => a == b,
        }
    }
}

/// Facts, each with its place.
pub(super) type Facts = Vec<(String, Fact)>;

fn said(text: impl Into<String>) -> Fact {
    Fact::Said(text.into())
}

fn length(element: Option<&Element>, name: &str) -> Fact {
    let twips = element.and_then(|e| e.attribute(name)).and_then(|text| text.parse().ok());
    Fact::Length(twips.unwrap_or(f64::NAN))
}

fn is_on(element: Option<&Element>) -> bool {
    element.is_some_and(|e| !matches!(e.attribute("w:val"), Some("0" | "false" | "off" | "none")))
}

/// Words and fields of a header or footer, without the numbers that programs keep for the fields.
fn head(package: &Package, part: &Element) -> String {
    let mut paragraphs = Vec::new();
    part.all("w:p", &mut paragraphs);
    let mut lines = Vec::new();
    for element in paragraphs {
        let (mut line, mut in_result) = (String::new(), false);
        pieces(element, &mut |piece| match piece.name.as_str() {
            "w:fldChar" => in_result = piece.attribute("w:fldCharType") == Some("separate"),
            "w:instrText" => line.extend(["{", piece.text.trim(), "}"]),
            "w:t" if !in_result => line.push_str(&piece.text),
            _ => {}
        });
        if !line.trim().is_empty() {
            let paragraph = Paragraph { element: element.clone(), cell: None };
            let align = package.inherited(&paragraph, "w:jc", "w:val").unwrap_or("left");
            lines.push(format!("{align}: {line} [{}]", package.typeface(&paragraph, &line)));
        }
    }
    lines.join(" / ")
}

/// Gives all descendants to `take`, in order.
fn pieces<'e>(element: &'e Element, take: &mut impl FnMut(&'e Element)) {
    for child in &element.children {
        take(child);
        pieces(child, take);
    }
}

fn of_sections(package: &Package, facts: &mut Facts) {
    let related = &package.parts["word/_rels/document.xml.rels"].children;
    let related = &related.last().expect("relationships").children;
    let target = |id: &str| related.iter().find(|r| r.attribute("Id") == Some(id)).and_then(|r| r.attribute("Target"));
    for (number, section) in (1..).zip(&package.sections) {
        let mut fact = |name: &str, fact: Fact| facts.push((format!("section {number}, {name}"), fact));
        let (size, margins) = (section.child(&["w:pgSz"]), section.child(&["w:pgMar"]));
        for name in ["w:w", "w:h"] {
            fact(&format!("page {name}"), length(size, name));
        }
        fact("turned", said(size.and_then(|size| size.attribute("w:orient")).unwrap_or("portrait")));
        for name in ["w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer"] {
            fact(&format!("margin {name}"), length(margins, name));
        }
        let start = section.child(&["w:pgNumType"]).and_then(|numbers| numbers.attribute("w:start"));
        fact("first number", said(start.unwrap_or("goes on")));
        let mut stands =
            Head { own_first: is_on(section.child(&["w:titlePg"])), last: number == package.sections.len(), ..Head::default() };
        for reference in section.children.iter().filter(|c| c.name.ends_with("Reference")) {
            let kind = reference.name.trim_start_matches("w:").trim_end_matches("Reference");
            let page = reference.attribute("w:type").expect("a kind of page");
            let target = target(reference.attribute("r:id").expect("an id")).expect("a part");
            stands.parts.insert(format!("{kind} {page}"), head(package, &package.parts[&format!("word/{target}")]));
        }
        fact("head and foot", Fact::Head(stands));
    }
}

fn of_paragraphs(package: &Package, facts: &mut Facts) {
    for paragraph in package.paragraphs.iter().filter(|p| !words(&p.element).trim().is_empty()) {
        let text = words(&paragraph.element);
        let place: String = text.chars().take(40).collect();
        let mut fact = |name: &str, fact: Fact| facts.push((format!("“{place}”, {name}"), fact));
        let own = std::iter::once(&paragraph.element);
        let sources: Vec<&Element> = own.chain(package.styles(paragraph)).collect();
        let inherited = |child: &str, name: &str| package.inherited(paragraph, child, name);
        let twips = |child: &str, name: &str| Fact::Length(inherited(child, name).and_then(|v| v.parse().ok()).unwrap_or(0.0));
        fact("words", said(text.as_str()));
        fact("style", said(style_name(package, inherited("w:pStyle", "w:val").unwrap_or("Normal"))));
        fact("type", said(package.typeface(paragraph, &text)));
        fact("font", said(package.font(paragraph).unwrap_or_default()));
        fact("alignment", said(inherited("w:jc", "w:val").unwrap_or("left")));
        let first = sources.iter().find_map(|source| {
            let indent = source.child(&["w:pPr", "w:ind"])?;
            let number = |name: &str| indent.attribute(name).and_then(|v| v.parse::<f64>().ok());
            number("w:firstLine").or_else(|| number("w:hanging").map(|back| -back))
        });
        fact("first line", Fact::Length(first.unwrap_or(0.0)));
        for name in ["w:left", "w:right"] {
            fact(&format!("indent {name}"), twips("w:ind", name));
        }
        for name in ["w:before", "w:after", "w:line"] {
            fact(&format!("spacing {name}"), twips("w:spacing", name));
        }
        fact("line rule", said(inherited("w:spacing", "w:lineRule").unwrap_or("auto")));
        let kept = sources.iter().find_map(|source| source.child(&["w:pPr", "w:keepNext"]));
        fact("kept with the next", said(is_on(kept).to_string()));
        let outline = inherited("w:outlineLvl", "w:val");
        fact("outline level", said(outline.unwrap_or("none")));
    }
}

/// Lines and frames: borders of paragraphs, most of which hold no words.
fn of_borders(package: &Package, facts: &mut Facts) {
    for (number, paragraph) in (1..).zip(package.paragraphs.iter().filter(|p| p.element.child(&["w:pPr", "w:pBdr"]).is_some())) {
        let mut fact = |name: &str, fact: Fact| facts.push((format!("line {number}, {name}"), fact));
        for side in ["w:top", "w:left", "w:bottom", "w:right"] {
            let border = paragraph.element.child(&["w:pPr", "w:pBdr", side]);
            let told = |name: &str| border.and_then(|b| b.attribute(name)).unwrap_or("none");
            fact(side, said(format!("{} {}", told("w:val"), told("w:sz"))));
        }
        for name in ["w:left", "w:right"] {
            fact(&format!("indent {name}"), length(paragraph.element.child(&["w:pPr", "w:ind"]), name));
        }
    }
}

/// The name of a style and its id: Word shows the one, templates and programs use the other.
fn style_name(package: &Package, id: &str) -> String {
    let styles = &package.parts["word/styles.xml"].children.last().expect("styles").children;
    let style = styles.iter().find(|style| style.attribute("w:styleId") == Some(id));
    let name = style.and_then(|style| style.child(&["w:name"])?.attribute("w:val"));
    format!("{id}: {}", name.unwrap_or_default())
}

fn of_tables(package: &Package, facts: &mut Facts) {
    let mut tables = Vec::new();
    package.parts["word/document.xml"].all("w:tbl", &mut tables);
    for (number, table) in (1..).zip(tables) {
        let mut fact = |name: &str, fact: Fact| facts.push((format!("table {number}, {name}"), fact));
        let rows: Vec<&Element> = table.children.iter().filter(|c| c.name == "w:tr").collect();
        let heading = rows.iter().take_while(|row| is_on(row.child(&["w:trPr", "w:tblHeader"]))).count();
        let whole = rows.iter().filter(|row| is_on(row.child(&["w:trPr", "w:cantSplit"]))).count();
        fact("rows, repeated, not split", said(format!("{} {heading} {whole}", rows.len())));
        let style = table.child(&["w:tblPr", "w:tblStyle"]).and_then(|style| style.attribute("w:val"));
        fact("style", said(style.map_or_else(String::new, |id| style_name(package, id))));
        let columns = table.child(&["w:tblGrid"]).map(|grid| grid.children.as_slice()).unwrap_or_default();
        for (column, width) in (1..).zip(columns) {
            fact(&format!("width of column {column}"), length(Some(width), "w:w"));
        }
    }
}

pub(super) fn facts(package: &Package) -> Facts {
    let mut facts = Facts::new();
    let mirrored = package.parts["word/settings.xml"].child(&["w:settings", "w:mirrorMargins"]).is_some();
    facts.push(("margins of the reverse side exchanged".to_owned(), said(mirrored.to_string())));
    let core = package.parts["docProps/core.xml"].children.last().expect("properties");
    for name in ["dc:title", "dc:creator", "dc:language"] {
        facts.push((name.to_owned(), said(core.child(&[name]).map_or("", |e| e.text.as_str()))));
    }
    of_sections(package, &mut facts);
    of_paragraphs(package, &mut facts);
    of_borders(package, &mut facts);
    of_tables(package, &mut facts);
    facts
}

/// The facts that a second document does not bear out.
pub(super) fn differences(original: &Facts, resaved: &Facts) -> Vec<String> {
    let mut found = Vec::new();
    if original.len() != resaved.len() {
        found.push(format!("{} facts, {} when saved again", original.len(), resaved.len()));
    }
    for ((place, fact), (other, again)) in original.iter().zip(resaved) {
        if place != other || !fact.stands(again) {
            found.push(format!("{place}: {fact:?}, saved again {other}: {again:?}"));
        }
    }
    found
}

/// The comparison sees what it is there for.
#[test]
fn a_document_changed_in_one_place_differs() {
    let bytes = Desk::open().bytes("report", "hd36-2018", built_in("hd36-2018"));
    let original = facts(&Package::read(&bytes));
    assert!(differences(&original, &original).is_empty());
    assert!(original.len() > 500, "{}", original.len());
    for (at, (place, fact)) in original.iter().enumerate() {
        let mut changed = original.clone();
        changed[at].1 = match fact {
            Fact::Said(text) => said(format!("{text}§")),
            Fact::Length(twips) => Fact::Length(twips + 6.0),
            Fact::Head(head) => Fact::Head(Head { parts: BTreeMap::new(), ..head.clone() }),
        };
        assert_eq!(differences(&original, &changed).len(), 1, "{place}");
    }
}
