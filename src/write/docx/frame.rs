//! What stands at the head of every page: the page number, and "DỰ THẢO" on a draft; and at the foot of the first: the
//! address.
//!
//! The draft's mark stands in a frame at the right margin, so that the number stays centred on pages of either orientation
//! and one header part serves all sections.

use docx_rs::{
    BuildXML as _, Footer, Header, PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run,
};

use super::blocks::run;
use super::page::{Headers, points, twips};
use super::styles;
use crate::document::{Layout, PageLayout};

/// The mark of a draft (dự thảo).
const DRAFT_MARK: &str = "DỰ THẢO";

/// The header and footer parts, not yet normalised, and which is which.
#[derive(Debug)]
pub(super) struct Frame {
    /// `header1.xml`, ….
    pub(super) headers: Vec<String>,
    /// `footer1.xml`, if page 1 has a foot.
    pub(super) footers: Vec<String>,
    /// Which part stands on which page.
    pub(super) parts: Headers,
}

/// What stands at the head of every page and at the foot of the first.
pub(super) fn around(layout: &Layout, draft: bool, contact: &str) -> Frame {
    let number =
        Paragraph::new().style(styles::PAGE_NUMBER).align(styles::aligned(layout.page.number_side)).add_page_num(PageNum::new());
    let header = |lines: Vec<Paragraph>| {
        let header = lines.into_iter().fold(Header::new(), Header::add_paragraph);
        String::from_utf8_lossy(&header.build()).into_owned()
    };
    let mut headers = vec![header(if draft { vec![mark(&layout.page), number] } else { vec![number] })];
    if draft {
        headers.push(header(vec![mark(&layout.page), Paragraph::new().style(styles::PAGE_NUMBER)]));
    }
    let footers: Vec<String> = (!contact.trim().is_empty()).then(|| foot(layout, contact)).into_iter().collect();
    let first_is_bare = !layout.page.number_on_first;
    let parts =
        Headers { later: 1, first: (draft && first_is_bare).then_some(2), first_is_bare, footer: footers.first().map(|_| 1) };
    Frame { headers, footers, parts }
}

/// Address, e-mail and telephone; a line each for `\n`.
fn foot(layout: &Layout, contact: &str) -> String {
    let mut footer = Footer::new();
    for (i, text) in contact.trim().lines().enumerate() {
        let words = run(&layout.marks.contact.cased(text.trim()));
        let mut line = Paragraph::new().style(styles::CONTACT).add_run(words);
        if i == 0 && layout.marks.contact_ruled {
            let border = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).space(2).color("000000");
            line.property = line.property.set_borders(ParagraphBorders::with_empty().set(border));
        }
        footer = footer.add_paragraph(line);
    }
    String::from_utf8_lossy(&footer.build()).into_owned()
}

fn mark(page: &PageLayout) -> Paragraph {
    let from_edge = i32::try_from(twips(points(page.number_from_edge_mm))).unwrap_or(0);
    Paragraph::new()
        .style(styles::DRAFT)
        .wrap("around")
        .v_anchor("page")
        .h_anchor("margin")
        .x_align("right")
        .frame_y(from_edge)
        .add_run(Run::new().add_text(DRAFT_MARK))
}
