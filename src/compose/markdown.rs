//! Rendered Markdown → the parts of a document, still without numbering, profile or tables.
//!
//! Headings, paragraphs, lists, emphasis, figure links and fenced blocks are understood; whatever else Markdown
//! knows stays plain text. The trap: text of the submissions is escaped before it gets here, so nothing in a title
//! can open a list or a heading.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::document::Run;

/// A part of a rendered template, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A heading of level 1 to 3, without its number.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list item at a depth from 0.
    Item(usize, Vec<Run>),
    /// An item of a numbered list, with its number.
    Numbered(u64, Vec<Run>),
    /// A fenced block: the words of its info string, and its lines.
    Fence(Vec<String>, Vec<Vec<Run>>),
}

/// What the reader is inside of.
#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    runs: Vec<Run>,
    bold: usize,
    italic: usize,
    figure: Option<String>,
    heading: Option<u8>,
    /// The lists under way: the next number of each, where it is a numbered one.
    lists: Vec<Option<u64>>,
    fence: Option<(Vec<String>, String)>,
}

/// Reads rendered Markdown.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut reader = Reader::default();
    for event in Parser::new(text) {
        reader.take(event);
    }
    reader.flush();
    reader.parts
}

/// The runs of one line of Markdown.
pub(super) fn line(text: &str) -> Vec<Run> {
    let mut reader = Reader::default();
    for event in Parser::new(text.trim()) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::List(_) | Tag::Item)
            | Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item) => {}
            other => reader.take(other),
        }
    }
    reader.runs
}

/// The words of runs, without emphasis.
pub(super) fn words(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some((level as u8).min(3));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Paragraph | Tag::Item => self.flush(),
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.figure = dest_url.strip_prefix("so-lieu:").map(str::to_owned),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.flush();
                self.fence = Some((info.split_whitespace().map(str::to_owned).collect(), String::new()));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => self.figure = None,
            TagEnd::CodeBlock => {
                if let Some((info, body)) = self.fence.take() {
                    let lines = body.lines().filter(|l| !l.trim().is_empty()).map(line).collect();
                    self.parts.push(Part::Fence(info, lines));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, body)) = &mut self.fence {
            body.push_str(text);
            return;
        }
        let run = Run { text: text.to_owned(), bold: self.bold > 0, italic: self.italic > 0, figure: self.figure.clone() };
        match self.runs.last_mut() {
            Some(last) if last.bold == run.bold && last.italic == run.italic && last.figure == run.figure => {
                last.text.push_str(text);
            }
            _ => self.runs.push(run),
        }
    }

    /// Ends the paragraph, item or heading under way, if there is one.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let heading = self.heading.take();
        if runs.iter().all(|r| r.text.trim().is_empty()) {
            return;
        }
        self.parts.push(match heading {
            Some(level) => Part::Heading(level, runs),
            None => match self.lists.last_mut() {
                None => Part::Paragraph(runs),
                Some(None) => Part::Item(self.lists.len() - 1, runs),
                Some(Some(next)) => {
                    *next += 1;
                    Part::Numbered(*next - 1, runs)
                }
            },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::{escape, link};
    use super::*;

    fn text(parts: &[Part]) -> Vec<String> {
        parts
            .iter()
            .map(|part| match part {
                Part::Heading(level, runs) => format!("h{level} {}", words(runs)),
                Part::Paragraph(runs) => format!("p {}", words(runs)),
                Part::Item(depth, runs) => format!("i{depth} {}", words(runs)),
                Part::Numbered(number, runs) => format!("n{number} {}", words(runs)),
                Part::Fence(info, lines) => {
                    format!("f {} | {}", info.join(" "), lines.iter().map(|l| words(l)).collect::<Vec<_>>().join(" / "))
                }
            })
            .collect()
    }

    #[test]
    fn headings_paragraphs_lists_and_fences_are_read_in_order() {
        let source =
            "# KẾT QUẢ\n\n## Đăng ký\nMột dòng\nnối tiếp.\n\n- một\n- hai\n  - ba\n\n```bang tong-hop 1\nĐầu đề\\*\n```\n";
        assert_eq!(
            text(&parts(source)),
            ["h1 KẾT QUẢ", "h2 Đăng ký", "p Một dòng nối tiếp.", "i0 một", "i0 hai", "i1 ba", "f bang tong-hop 1 | Đầu đề*"]
        );
    }

    #[test]
    fn items_of_a_numbered_list_keep_their_numbers() {
        assert_eq!(text(&parts("1. một\n2. hai\n\nđoạn\n\n5. năm\n")), ["n1 một", "n2 hai", "p đoạn", "n5 năm"]);
    }

    #[test]
    fn a_figure_keeps_its_key() {
        let parsed =
            parts(&format!("Có **{}** mô hình", link("1.952", "cong_nhan.co-so.theo_giai_doan.6 tháng đầu năm 2023.luot")));
        let [Part::Paragraph(runs)] = parsed.as_slice() else { panic!("{parsed:?}") };
        assert_eq!(runs[1].text, "1.952");
        assert!(runs[1].bold);
        assert_eq!(runs[1].figure.as_deref(), Some("cong_nhan.co-so.theo_giai_doan.6 tháng đầu năm 2023.luot"));
        assert_eq!(runs[2], Run::plain(" mô hình"));
    }

    #[test]
    fn titles_read_back_as_they_were_written() {
        for title in ["# không phải đề mục", "1. một", "- gạch", "a*b_c|d[e](f)", "`mã` <b>&amp;", "+ cộng", "2016-2020", "```"]
        {
            let parsed = parts(&format!("{}\n", escape(title)));
            assert_eq!(parsed, [Part::Paragraph(vec![Run::plain(title)])], "{title}");
        }
    }
}
