//! What stands at the head of every page: the page number, and "DỰ THẢO" on a draft.
//!
//! The draft's mark stands in a frame at the right margin, so that the number stays centred on pages of either orientation
//! and one header part serves all sections.

use docx_rs::{BuildXML as _, Header, PageNum, Paragraph, Run};

use super::page::{Headers, points, twips};
use super::styles;
use crate::document::{Layout, PageLayout};

/// The mark of a draft (dự thảo).
const DRAFT_MARK: &str = "DỰ THẢO";

/// The header parts, not yet normalised, and which is which.
pub(super) fn headers(layout: &Layout, draft: bool) -> (Vec<String>, Headers) {
    let number = Paragraph::new().style(styles::PAGE_NUMBER).align(docx_rs::AlignmentType::Center).add_page_num(PageNum::new());
    let xml = |header: Header| String::from_utf8_lossy(&header.build()).into_owned();
    if draft {
        let later = Header::new().add_paragraph(mark(&layout.page)).add_paragraph(number);
        let first = Header::new().add_paragraph(mark(&layout.page)).add_paragraph(Paragraph::new().style(styles::PAGE_NUMBER));
        (vec![xml(later), xml(first)], Headers { later: 1, first: Some(2) })
    } else {
        (vec![xml(Header::new().add_paragraph(number))], Headers { later: 1, first: None })
    }
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
