//! Blocks → the body of `word/document.xml`, joined fragment by fragment.

use docx_rs::{BreakType, BuildXML, Hyperlink, HyperlinkType, Paragraph};

use super::super::links::Links;
use super::super::metrics::{Face, balanced, width};
use super::super::notation::printable;
use super::bound::bound;
use super::letterhead::rule;
use super::page::{half_points, text_width, twips};
use super::{addressees, letterhead, package, picture, signature, styles, table};
use crate::document::{Block, Layout, ParagraphStyle, Run, Section, Typeface};

/// The body under construction.
#[derive(Debug)]
pub(super) struct Body<'a> {
    layout: &'a Layout,
    xml: String,
    links: Links<usize>,
    /// Rows to which figures lead, so far.
    anchors: usize,
    /// Where the section under construction begins in `xml`.
    start: usize,
    /// A table ends here, after which the next block stands apart; does it stay with that block?
    after_table: Option<bool>,
    /// Pictures so far: PNG.
    pictures: Vec<Vec<u8>>,
}

impl<'a> Body<'a> {
    /// An empty body; `links`: where figures lead.
    pub(super) fn new(layout: &'a Layout, links: Links<usize>) -> Self {
        let xml = package::open_document();
        Self { layout, start: xml.len(), xml, links, anchors: 0, after_table: None, pictures: Vec::new() }
    }

    /// The number of the next row to which figures lead.
    pub(super) fn next_anchor(&mut self) -> usize {
        self.anchors += 1;
        self.anchors
    }

    /// Adds a run that prints a figure: with a link to where it comes from, in the look of the text around it.
    pub(super) fn figure(&self, paragraph: Paragraph, run: docx_rs::Run, key: Option<&str>) -> Paragraph {
        match key.and_then(|key| self.links.find(key)) {
            Some(number) => {
                let link = Hyperlink::new(anchor(number), HyperlinkType::Anchor).add_run(run);
                paragraph.add_hyperlink(link)
            }
            None => paragraph.add_run(run),
        }
    }

    /// Adds a fragment made by docx-rs.
    pub(super) fn push(&mut self, fragment: &impl BuildXML) {
        self.part_from_table();
        self.xml.push_str(&String::from_utf8_lossy(&fragment.build()));
    }

    /// Adds XML as it is.
    pub(super) fn push_xml(&mut self, xml: &str) {
        self.part_from_table();
        self.xml.push_str(xml);
    }

    /// Adds a section's blocks.
    ///
    /// # Errors
    ///
    /// If a table cannot be opened or a chart not be drawn.
    pub(super) fn section(&mut self, section: &Section) -> Result<(), String> {
        let room = text_width(&self.layout.page, section.landscape);
        for (i, block) in section.blocks.iter().enumerate() {
            let signed = is_signed(&section.blocks, i);
            let next = section.blocks.get(i + 1);
            let kept = signed || matches!(next, Some(Block::Signature(_) | Block::Signers(_) | Block::Table(_)));
            match block {
                Block::Letterhead(head) => letterhead::add(self, self.layout, head, room),
                Block::Title { kind, subject } => self.title(kind, subject, room),
                Block::Heading { level, text } => {
                    let (style, face) = styles::heading(*level, self.layout);
                    let heading = self.words(Paragraph::new().style(style), text, face);
                    self.push(&heading);
                }
                Block::Addressees { label, names } => addressees::add(self, &self.layout.addressees, (label, names), room),
                Block::Article { label, text } => self.article(label, text),
                Block::Paragraph { text, style } => self.paragraph(text, *style, kept),
                Block::Table(table) => table::add(self, table, (room, self.layout.body.table_size), signed)?,
                Block::Chart(chart) => picture::add(self, chart, room, self.layout.body.table_size)?,
                Block::Signature(signature) => signature::add(self, self.layout, signature, room),
                Block::Signers(signers) => signature::add_signers(self, self.layout, signers, room),
            }
        }
        Ok(())
    }

    /// A body paragraph; the last one before a signature stays with it, because a signature alone on a page could be put
    /// under any text; so does the one that names the table below.
    fn paragraph(&mut self, text: &[Run], style: ParagraphStyle, kept: bool) {
        let (style, face) = styles::of(style, self.layout);
        let paragraph = self.words(Paragraph::new().style(style), text, face);
        self.push(&if kept { paragraph.keep_next(true) } else { paragraph });
    }

    /// "Điều 1. " in the profile's typeface, its text in the body's.
    fn article(&mut self, label: &str, text: &[Run]) {
        let paragraph = Paragraph::new().style(styles::ARTICLE).add_run(faced(label, self.layout.headings.article));
        let paragraph = self.words(paragraph, text, self.layout.body.text);
        self.push(&paragraph);
    }

    /// Document type, what it is about (a line each for `\n`), and the profile's separator.
    fn title(&mut self, kind: &str, subject: &str, room: f32) {
        let layout = &self.layout.title;
        let kind = layout.kind.cased(kind);
        self.push(&Paragraph::new().style(styles::TITLE).add_run(run(&kind)));
        let face = Face::from(layout.subject);
        let mut widest = 0.0_f32;
        for line in subject.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            let line = bound(&layout.subject.cased(line), face, room);
            // What fits by a hair may not fit in another program: its last word would stand alone on a line.
            let even = balanced(&line, face, room * 0.97);
            widest = widest.max(even);
            self.push(&narrowed(Paragraph::new().style(styles::SUBJECT), even, room).add_run(run(&line)));
        }
        if widest == 0.0 {
            widest = width(&kind, layout.kind.into());
        }
        if layout.under_subject == "ke" {
            self.push(&rule(widest * self.layout.head.rule_share, room, 12.0));
        } else {
            let under = Paragraph::new().style(styles::SUBJECT).line_spacing(styles::single(0.0, 12.0));
            self.push(&under.add_run(run(&layout.under_subject)));
        }
    }

    /// Adds runs to a paragraph whose style has this typeface.
    fn words(&self, paragraph: Paragraph, text: &[Run], face: Typeface) -> Paragraph {
        text.iter().fold(paragraph, |paragraph, part| {
            let mut made = run(&face.cased(&part.text));
            if part.bold {
                made = made.bold();
            }
            if part.italic {
                made = made.italic();
            }
            self.figure(paragraph, made, part.figure.as_deref())
        })
    }

    /// The small paragraph Word wants after a table, if anything follows it in its section: below a table that fills its page
    /// it would begin an empty one.
    /// `kept`: the table stays with what follows.
    pub(super) fn gap(&mut self, kept: bool) {
        self.after_table = Some(kept);
    }

    fn part_from_table(&mut self) {
        if let Some(kept) = self.after_table.take() {
            let gap = Paragraph::new().style(styles::GAP);
            self.push(&if kept { gap.keep_next(true) } else { gap });
        }
    }

    /// Ends a section with its properties: in its last paragraph, or in a small one below a table that ends it; those of the
    /// last section stand at the end of the body. The small paragraph holds a space, because `LibreOffice` saves an empty one
    /// as a line of the usual height, which below a table that fills its page would begin an empty one.
    pub(super) fn end_section(&mut self, properties: &str, last: bool) {
        let ends_in_table = self.after_table.take().is_some();
        if last {
            if ends_in_table {
                self.push(&Paragraph::new().style(styles::SECTION_END));
            }
            self.push_xml(properties);
        } else if let Some(at) = self.last_properties().filter(|_| !ends_in_table) {
            self.xml.insert_str(at, properties);
        } else {
            let open = format!(r#"<w:p><w:pPr><w:pStyle w:val="{}"/>"#, styles::SECTION_END);
            self.xml.extend([&open, properties, r#"</w:pPr><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>"#]);
        }
        self.start = self.xml.len();
    }

    /// Where the properties of the section's last paragraph begin; the normaliser puts what is inserted there in its place.
    fn last_properties(&self) -> Option<usize> {
        const OPENED: &str = "<w:pPr>";
        let section = &self.xml[self.start..];
        let paragraph = section.rfind("<w:p ").max(section.rfind("<w:p>"))?;
        let properties = section[paragraph..].find(OPENED)?;
        Some(self.start + paragraph + properties + OPENED.len())
    }

    /// Takes in a picture; its number, from 1.
    pub(super) fn take_picture(&mut self, png: Vec<u8>) -> usize {
        self.pictures.push(png);
        self.pictures.len()
    }

    /// The whole part, not yet normalised, and its pictures.
    pub(super) fn finish(mut self) -> (String, Vec<Vec<u8>>) {
        self.xml.push_str(package::CLOSE_DOCUMENT);
        (self.xml, self.pictures)
    }
}

/// Lines below a table that may stand between it and the signatures: its sum in words, its sources.
const LINES_BEFORE_SIGNATURE: usize = 4;

/// Is a block a table that is signed, or one of the lines between such a table and its signatures?
fn is_signed(blocks: &[Block], at: usize) -> bool {
    let is_line = |block: &&Block| matches!(block, Block::Paragraph { .. });
    let Some(table) = blocks[..=at].iter().rposition(|block| !is_line(&block)) else { return false };
    let lines = blocks[table + 1..].iter().take_while(is_line).count();
    matches!(blocks[table], Block::Table(_))
        && lines <= LINES_BEFORE_SIGNATURE
        && matches!(blocks.get(table + 1 + lines), Some(Block::Signature(_) | Block::Signers(_)))
}

/// Indented at both sides, so that the text breaks evenly; `even` and `room` in points. The slack covers what the estimate
/// of widths may be off.
pub(super) fn narrowed(paragraph: Paragraph, even: f32, room: f32) -> Paragraph {
    let side = (room - even * 1.06 - 4.0) / 2.0;
    if side < 1.0 {
        return paragraph;
    }
    let side = i32::try_from(twips(side)).unwrap_or(0);
    paragraph.indent(Some(side), None, Some(side), None)
}

/// The name of the bookmark of a row to which figures lead.
pub(super) fn anchor(number: usize) -> String {
    format!("TK_nguon_{number}")
}

/// A run of text; `\n` becomes a line break, `\t` a tab.
pub(super) fn run(text: &str) -> docx_rs::Run {
    let text = printable(text);
    let mut made = docx_rs::Run::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            made = made.add_break(BreakType::TextWrapping);
        }
        for (j, piece) in line.split('\t').enumerate() {
            if j > 0 {
                made = made.add_tab();
            }
            if !piece.is_empty() {
                made = made.add_text(piece);
            }
        }
    }
    made
}

/// A run of text of this size, in points.
pub(super) fn sized(text: &str, size: f32) -> docx_rs::Run {
    run(text).size(half_points(size))
}

/// A run of text in this typeface.
pub(super) fn faced(text: &str, face: Typeface) -> docx_rs::Run {
    let made = sized(&face.cased(text), face.size);
    let made = if face.bold { made.bold() } else { made };
    let made = if face.italic { made.italic() } else { made };
    if face.underlined { made.underline("single") } else { made }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::super::samples::layout;
    use super::super::normalise;
    use super::*;

    #[test]
    fn a_section_ends_in_its_last_paragraph_or_in_a_small_one_below_its_table() {
        let layout = layout("nd30-2020");
        let mut body = Body::new(&layout, Links::new());
        body.push(&Paragraph::new().style(styles::BODY));
        body.push(&Paragraph::new().style(styles::BODY).keep_next(true).add_run(run("a")));
        body.end_section("<w:sectPr><w:cols/></w:sectPr>", false);
        body.end_section("<w:sectPr/>", false);
        body.push(&Paragraph::new().style(styles::BODY));
        body.gap(false);
        body.end_section("<w:sectPr/>", false);
        let (xml, _) = body.finish();
        let xml = normalise::part(&xml).unwrap();
        let ends: Vec<&str> = xml.split("<w:p>").skip(1).collect();
        assert_eq!(ends.len(), 5, "{xml}");
        assert!(!ends[0].contains("sectPr") && !ends[3].contains("sectPr"), "{xml}");
        let first = r#"<w:pStyle w:val="TKNidung"/><w:keepNext/><w:sectPr><w:cols/></w:sectPr></w:pPr>"#;
        assert!(ends[1].contains(first) && ends[1].contains(">a</w:t>"), "{xml}");
        for end in [ends[2], ends[4]] {
            let small =
                r#"<w:pPr><w:pStyle w:val="TKHtphn"/><w:sectPr/></w:pPr><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>"#;
            assert!(end.starts_with(small), "{xml}");
        }
    }
}
